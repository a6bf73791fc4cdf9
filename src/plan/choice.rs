//! What is chosen for the files of one run, besides what the project says.

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
