//! What is said of a slip, and what was meant in its place.

use std::ops::Range;

use crate::problem::Code;

/// Beginning of a key that stands for one that nobody can tell.
pub const UNKNOWN: &str = "unknown-";

/// What is to be said of a slip, and where in its line.
pub(super) struct Said {
    pub code: Code,
    pub message: String,
    pub hint: String,
    /// Where the parser stumbled, if it is not known better.
    pub at: Option<Range<usize>>,
    /// What may safely be written at the place.
    pub fix: Option<String>,
    /// The field whose value was guessed: what the reader of the field says then goes before.
    pub field: Option<String>,
}

impl Said {
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            code: Code::Syntax,
            message: message.into(),
            hint: hint.into(),
            at: None,
            fix: None,
            field: None,
        }
    }

    pub fn code(self, code: Code) -> Self {
        Self { code, ..self }
    }

    pub fn at(self, at: Range<usize>) -> Self {
        Self {
            at: Some(at),
            ..self
        }
    }

    pub fn fix(self, fix: impl Into<String>) -> Self {
        Self {
            fix: Some(fix.into()),
            ..self
        }
    }

    pub fn guessed(self, field: &str) -> Self {
        Self {
            field: Some(field.to_owned()),
            ..self
        }
    }

    /// The same, of a part of a line that begins there.
    pub fn moved(self, by: usize) -> Self {
        Self {
            at: self.at.map(|at| at.start + by..at.end + by),
            ..self
        }
    }
}

/// What was meant by some bytes of the text.
pub(super) struct Change {
    pub span: Range<usize>,
    pub meant: String,
    /// Places are from the beginning of the span. Nothing said: the parser's words do.
    pub said: Vec<Said>,
}
