//! Who sets the pages of one worker: this process, or a helper of its own.

use std::path::Path;
use std::sync::OnceLock;

use crate::document::{Document, Failure};
use crate::look::Look;
use crate::pdf::{Helper, MadePdf, PdfWriter};

/// The word a helper is started with.
pub const HELPER_COMMAND: &str = "typesetter";

/// Nothing is loaded or started before the first page is wanted: a run with nothing to do is over
/// at once.
pub(super) struct PageSetter<'a> {
    look: &'a Look,
    /// Shared by all workers that set their pages in this process.
    writer: &'a OnceLock<PdfWriter>,
    /// The workers that do so.
    sharing: usize,
    helper: Wanted<'a>,
}

enum Wanted<'a> {
    /// The program to start.
    Yes(&'a Path),
    Running(Helper),
    /// None is wished for, or it did not start, or it broke down.
    No,
}

impl<'a> PageSetter<'a> {
    pub(super) fn new(
        look: &'a Look,
        writer: &'a OnceLock<PdfWriter>,
        helper: Option<&'a Path>,
        sharing: usize,
    ) -> Self {
        Self {
            look,
            writer,
            sharing,
            helper: helper.map_or(Wanted::No, Wanted::Yes),
        }
    }

    pub(super) fn look(&self) -> &'a Look {
        self.look
    }

    /// # Errors
    /// As [`PdfWriter::make`]. A helper that is gone is no error: the document is then made here,
    /// and all that follow.
    pub(super) fn make(&mut self, document: &Document) -> Result<MadePdf, Failure> {
        let Look { style, faces, .. } = self.look;
        if let Wanted::Yes(program) = self.helper {
            self.helper = Helper::start(program, HELPER_COMMAND, style, faces)
                .map_or(Wanted::No, Wanted::Running);
        }
        if let Wanted::Running(helper) = &mut self.helper {
            match helper.make(document) {
                Ok(made) => return made,
                Err(_) => self.helper = Wanted::No,
            }
        }
        let made = self
            .writer
            .get_or_init(|| PdfWriter::new(style.clone(), faces))
            .make(document);
        PdfWriter::forget(self.sharing);
        made
    }
}
