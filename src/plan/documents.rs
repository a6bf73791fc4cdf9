//! The document of a paper, built when its turn comes.

use rayon::prelude::*;

use super::fault::{NotBuilt, fault};
use super::kinds::Content;
use super::paper::Paper;
use super::plan::Plan;
use crate::document::Document;
use crate::project::Pairing;
use crate::{forms, project};

impl Plan {
    /// Builds the document of one paper.
    ///
    /// # Errors
    /// If the file of the pairing is no longer what was checked.
    pub fn document(&self, paper: &Paper) -> Result<Document, NotBuilt> {
        let mut document = if let Content::Program { pairing, names } = &paper.content {
            self.program(*pairing, names)?
        } else if let Content::Year {
            key,
            pairing: Some(pairing),
            person,
            mentee,
        } = &paper.content
        {
            self.year(key, *pairing, (person.as_deref(), mentee.as_deref()))?
        } else {
            let made_from = self.project().zip(self.edition());
            paper
                .content
                .document(made_from)
                .ok_or_else(no_such_paper)?
        };
        document.hyphens |= self.edition().is_some_and(|edition| edition.is_own);
        self.complete(&mut document, paper)
            .map_err(NotBuilt::ChangedMeanwhile)?;
        Ok(document)
    }

    /// Builds the documents of some papers, several at once.
    pub fn documents(&self, papers: &[&Paper]) -> Vec<Result<Document, NotBuilt>> {
        papers
            .par_iter()
            .map(|paper| self.document(paper))
            .collect()
    }

    /// One that may tell of the activities of a pairing.
    fn year(
        &self,
        key: &str,
        pairing: usize,
        (person, mentee): (Option<&str>, Option<&str>),
    ) -> Result<Document, NotBuilt> {
        let (project, edition) = self.made_from.as_ref().ok_or_else(no_such_paper)?;
        let pairing = self.whole(pairing)?;
        let paper = edition.year.paper(key).ok_or_else(no_such_paper)?;
        let whom = forms::Whom::of(Some(&pairing), person, mentee);
        Ok(forms::year_paper(project, edition, paper, whom))
    }

    /// A pairing with its program, read again.
    fn whole(&self, pairing: usize) -> Result<Pairing, NotBuilt> {
        let (project, _) = self.made_from.as_ref().ok_or_else(no_such_paper)?;
        let pairing = project.pairings.get(pairing).ok_or_else(no_such_paper)?;
        let file = self.late_file(pairing.file).ok_or_else(no_such_paper)?;
        let known = self.sources.get(pairing.file);
        let whole = project::reread(file, known, pairing, &project.organization)
            .map_err(|why| NotBuilt::ChangedMeanwhile(format!("{}: {why}", file.name)))?;
        // These were not let go of, and are as the copy may show them.
        let own = pairing.own.clone();
        Ok(Pairing { own, ..whole })
    }

    fn program(&self, pairing: usize, names: &str) -> Result<Document, NotBuilt> {
        let (project, edition) = self.made_from.as_ref().ok_or_else(no_such_paper)?;
        let pairing = self.whole(pairing)?;
        let form = if self.choice.public {
            forms::public_program
        } else {
            forms::program
        };
        Ok(form(project, edition, &pairing, names))
    }
}

fn no_such_paper() -> NotBuilt {
    NotBuilt::Fault(fault("no such paper in the plan"))
}
