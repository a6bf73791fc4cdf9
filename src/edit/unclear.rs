//! What a person has written and nobody can make out.

use crate::problem::{Advice, Code};

/// Why a cell is not understood.
#[derive(Debug)]
pub(super) struct Unclear {
    pub code: Code,
    /// Follows the head of the column: «Дата приказа»: …
    pub message: String,
    pub advice: Option<Advice>,
}

pub(super) fn unclear(
    code: Code,
    message: impl Into<String>,
    advice: impl Into<Advice>,
) -> Unclear {
    Unclear {
        code,
        message: message.into(),
        advice: Some(advice.into()),
    }
}
