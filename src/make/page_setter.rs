//! Who sets the pages of the workers.

use std::sync::OnceLock;

use crate::document::{Document, Failure};
use crate::look::Look;
use crate::pdf::{MadePdf, PdfWriter};

/// Nothing is loaded before the first page is wanted: a run with nothing to do is over at once.
pub(super) struct PageSetter<'a> {
    look: &'a Look,
    /// Shared by all workers.
    writer: &'a OnceLock<PdfWriter>,
    workers: usize,
}

impl<'a> PageSetter<'a> {
    pub(super) fn new(look: &'a Look, writer: &'a OnceLock<PdfWriter>, workers: usize) -> Self {
        Self {
            look,
            writer,
            workers,
        }
    }

    pub(super) fn look(&self) -> &'a Look {
        self.look
    }

    /// # Errors
    /// As [`PdfWriter::make`].
    pub(super) fn make(&self, document: &Document) -> Result<MadePdf, Failure> {
        let Look { style, faces, .. } = self.look;
        let made = self
            .writer
            .get_or_init(|| PdfWriter::new(style.clone(), faces))
            .make(document);
        // The memory is one for all: while a worker sets one document, each of the others may
        // finish two, and what this one is using must outlive them.
        PdfWriter::forget(2 * self.workers - 1);
        made
    }
}
