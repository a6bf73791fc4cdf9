//! What is chosen for the files of one run, besides what the project says.

use super::plan::{Kind, Paper, Plan};
use super::public;
use crate::standard::Standard;

/// What the command line asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Choice {
    /// In place of the project's own.
    pub standard: Option<Standard>,
    /// Whether each PDF carries the files it was made from.
    pub attach_source: bool,
    /// Whether copies for everybody are made instead of the papers.
    pub public: bool,
}

impl Plan {
    /// Takes a choice. Gives the names of the papers that a public copy leaves out.
    ///
    /// # Errors
    /// Why the choice cannot be carried out, in Russian.
    pub fn choose(&mut self, choice: Choice) -> Result<Vec<String>, String> {
        if choice.public && choice.attach_source {
            return Err("публичная копия не может содержать исходные файлы: в них полные имена и личные сведения".to_owned());
        }
        self.choice = choice;
        if choice.attach_source
            && let Some(paper) = self
                .papers
                .iter()
                .find(|p| !self.standard(p).takes_attachments())
        {
            let key = self.standard(paper).key();
            return Err(format!(
                "в PDF/A-1 нельзя вкладывать файлы, а для документа «{}» выбран стандарт {key}; уберите --attach-source или выберите другой стандарт",
                paper.file_name
            ));
        }
        Ok(if choice.public {
            public::publish(self)
        } else {
            Vec::new()
        })
    }

    /// The standard that the PDF of a paper keeps.
    pub(super) fn standard(&self, paper: &Paper) -> Standard {
        let files = self
            .project()
            .map(|p| p.organization.files)
            .unwrap_or_default();
        let own = files
            .labour_standard
            .filter(|_| paper.kind == Kind::Labour)
            .unwrap_or(files.standard);
        self.choice.standard.unwrap_or(own)
    }
}
