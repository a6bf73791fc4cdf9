//! What a run adds to a document that a form has built: the QR code, the files it was made from, the mark of a public copy.

use super::plan::{Paper, Plan, short_name};
use super::public;
use crate::document::{Attachment, Block, Document};
use crate::edition::Edition;
use crate::problem::FileId;
use crate::qr;

const TOML: &str = "application/toml";

impl Plan {
    /// Completes the document of a paper.
    ///
    /// # Errors
    /// Why not, in Russian: a file is no longer what was checked.
    pub(super) fn complete(&self, document: &mut Document, paper: &Paper) -> Result<(), String> {
        let Some((project, edition)) = self.project().zip(self.edition()) else { return Ok(()) };
        document.standard = self.standard(paper);
        if self.choice.public {
            public::abridge(document, edition, &self.short_names);
        }
        if project.organization.files.qr
            && let Some((description, text)) = self.code_text(paper, edition)
            && let Some(first) = document.sections.first_mut()
        {
            first.blocks.splice(0..0, qr::encode(&text, description).map(Block::QrCode));
        }
        if self.choice.attach_source {
            let files = self.files_of(paper).into_iter();
            document.attachments = files.map(|id| self.attachment(id, edition)).collect::<Result<_, String>>()?;
        }
        Ok(())
    }

    fn attachment(&self, id: FileId, edition: &Edition) -> Result<Attachment, String> {
        let source = self.sources.get(id);
        // The texts of pairings are let go of once they are read.
        let text = match self.late_file(id) {
            Some(file) => file.text_again(source).map_err(|why| format!("{}: {why}", source.name))?.text,
            None => source.text.clone(),
        };
        Ok(Attachment {
            name: short_name(&source.name).replace('/', "."),
            media_type: TOML.to_owned(),
            bytes: text.into_bytes().into(),
            description: edition.publishing.qr.attachment.clone(),
        })
    }
}
