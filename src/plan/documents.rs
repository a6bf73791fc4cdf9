//! The document of a paper, built when its turn comes.

use rayon::prelude::*;

use super::fault::fault;
use super::paper::{Content, Paper};
use super::plan::Plan;
use crate::document::Document;
use crate::edition::AppendixKey;
use crate::{forms, project};

impl Plan {
    /// Builds the document of one paper.
    ///
    /// # Errors
    /// Why not, in Russian: the file of the pairing is no longer what was checked.
    pub fn document(&self, paper: &Paper) -> Result<Document, String> {
        let mut document = if let Content::Program { pairing, names } = &paper.content {
            self.program(*pairing, names)?
        } else {
            self.small_document(paper).ok_or_else(no_such_paper)?
        };
        self.complete(&mut document, paper)?;
        Ok(document)
    }

    /// Builds the documents of some papers, several at once.
    pub fn documents(&self, papers: &[&Paper]) -> Vec<Result<Document, String>> {
        papers
            .par_iter()
            .map(|paper| self.document(paper))
            .collect()
    }

    fn program(&self, pairing: usize, names: &str) -> Result<Document, String> {
        let (project, edition) = self.made_from.as_ref().ok_or_else(no_such_paper)?;
        let pairing = project.pairings.get(pairing).ok_or_else(no_such_paper)?;
        let file = self.late_file(pairing.file).ok_or_else(no_such_paper)?;
        let known = self.sources.get(pairing.file);
        let pairing = project::reread(file, known, pairing, &project.organization)
            .map_err(|why| format!("{}: {why}", file.name))?;
        let form = if self.choice.public {
            forms::public_program
        } else {
            forms::program
        };
        Ok(form(project, edition, &pairing, names))
    }

    /// Of a paper that says nothing but what the plan holds.
    fn small_document(&self, paper: &Paper) -> Option<Document> {
        if let Content::Blank(document) = &paper.content {
            return Some((**document).clone());
        }
        let (project, edition) = self.made_from.as_ref()?;
        match &paper.content {
            Content::Blank(_) | Content::Program { .. } => None,
            Content::Order(order) => {
                Some(forms::order(project, edition, project.orders.get(*order)?))
            }
            Content::Regulation(order) => {
                let order = project.orders.get(*order)?;
                let appendix = forms::appendices(edition, order)
                    .into_iter()
                    .find(|a| a.key == AppendixKey::Regulation)?;
                Some(forms::regulation(project, edition, &appendix))
            }
            Content::Roadmap => Some(forms::roadmap(project, edition, project.roadmap.as_ref()?)),
            Content::Labour {
                pairing,
                mentor,
                key,
            } => {
                let pairing = project.pairings.get(*pairing)?;
                forms::labour(
                    project,
                    edition,
                    pairing,
                    pairing.mentors.get(*mentor)?,
                    *key,
                )
            }
            Content::Register(register) => Some(forms::register(project, edition, *register)),
        }
    }
}

fn no_such_paper() -> String {
    fault("no such paper in the plan")
}
