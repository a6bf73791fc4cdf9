//! What a person has written and nobody can make out.

use crate::problem::Code;

/// Why a cell is not understood.
#[derive(Debug)]
pub struct Unclear {
    pub code: Code,
    /// Follows the head of the column: «Дата приказа»: …
    pub message: String,
    pub hint: Option<String>,
}

pub fn unclear(code: Code, message: impl Into<String>, hint: impl Into<String>) -> Unclear {
    Unclear {
        code,
        message: message.into(),
        hint: Some(hint.into()),
    }
}
