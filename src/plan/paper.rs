//! One paper of a plan.

use super::format::Format;
use super::kinds::{Content, PaperKind};
use crate::digest::digest;
use crate::problem::FileId;

/// One paper to make. Its document is built when its turn comes, so that a plan of thousands stays
/// small.
#[derive(Debug)]
pub struct Paper {
    pub kind: PaperKind,
    /// The file it is made from, as shown to the user.
    pub source: String,
    /// File name without ending.
    pub file_name: String,
    /// Every file of the project that something of it comes from, besides those that all papers
    /// share.
    pub(crate) made_from: Vec<FileId>,
    pub(crate) content: Content,
}

impl Paper {
    /// A word by which a page or a form names it: nothing of a path is in it.
    pub(crate) fn id(&self) -> String {
        digest([self.file_name.as_bytes()])
            .chars()
            .take(16)
            .collect()
    }

    /// The name of its file in a format.
    pub(crate) fn file_in(&self, format: Format) -> String {
        format!("{}.{}", self.file_name, format.ending())
    }

    /// Those of the formats it is made in: Excel holds tables only, so it is for registers.
    pub(crate) fn formats(&self, of: &[Format]) -> impl Iterator<Item = Format> {
        of.iter()
            .copied()
            .filter(|f| *f != Format::Xlsx || self.kind == PaperKind::Register)
    }
}
