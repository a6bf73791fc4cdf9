//! A mended slip: the replacement and what is reported.

use std::ops::Range;

use crate::problem::Code;

/// Prefix of keys made up for sections whose key cannot be guessed.
pub const UNKNOWN: &str = "unknown-";

/// A problem to report, placed relative to the mended span.
pub(super) struct Said {
    pub code: Code,
    pub message: String,
    pub hint: String,
    /// `None` for where the parser stumbled.
    pub at: Option<Range<usize>>,
    /// What may safely be written at the place.
    pub fix: Option<String>,
    /// The field whose value was guessed: a problem that its reader finds takes precedence.
    pub field: Option<String>,
}

impl Said {
    pub(super) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            code: Code::Syntax,
            message: message.into(),
            hint: hint.into(),
            at: None,
            fix: None,
            field: None,
        }
    }

    pub(super) fn code(self, code: Code) -> Self {
        Self { code, ..self }
    }

    pub(super) fn at(self, at: Range<usize>) -> Self {
        Self {
            at: Some(at),
            ..self
        }
    }

    pub(super) fn fix(self, fix: impl Into<String>) -> Self {
        Self {
            fix: Some(fix.into()),
            ..self
        }
    }

    pub(super) fn guessed(self, field: &str) -> Self {
        Self {
            field: Some(field.to_owned()),
            ..self
        }
    }

    /// Shifts the place, for a part of a line that begins at `by`.
    pub(super) fn moved(self, by: usize) -> Self {
        Self {
            at: self.at.map(|at| at.start + by..at.end + by),
            ..self
        }
    }
}

/// A replacement of some bytes of the text.
pub(super) struct Mending {
    pub span: Range<usize>,
    pub meant: String,
    /// Placed from the start of the span. If empty, the parser's own error is reported.
    pub said: Vec<Said>,
}
