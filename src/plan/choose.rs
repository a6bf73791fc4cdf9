//! A plan takes what is chosen for one run.

use std::path::Path;

use super::choice::Choice;
use super::plan::Plan;
use super::public;
use crate::look::read_template;

impl Plan {
    /// Takes the styles of DOCX from a file.
    ///
    /// # Errors
    /// Why it cannot be used, in Russian.
    pub fn take_template(&mut self, path: &Path) -> Result<(), String> {
        self.look.template = Some(read_template(path, &self.look.style)?);
        Ok(())
    }

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
}
