//! One slip of the pen.

use std::ops::Range;

use crate::problem::Code;

/// A slip in a text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::reader) struct Slip {
    pub code: Code,
    pub message: String,
    pub hint: &'static str,
    /// Bytes of the text.
    pub span: Range<usize>,
    /// What may safely stand there instead.
    pub fix: Option<String>,
}
