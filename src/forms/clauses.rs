//! Numbered clauses.

use super::words::{Values, fill, user};
use crate::document::{Block, Text};
use crate::edition::ClauseWords;
use crate::project::Clause;

/// A clause ready for print.
pub(super) struct Numbered {
    pub text: Text,
    pub clauses: Vec<Numbered>,
}

impl Numbered {
    pub(super) fn alone(text: Text) -> Self {
        Self {
            text,
            clauses: Vec::new(),
        }
    }
}

pub(super) fn from_words(words: &ClauseWords, values: &Values) -> Numbered {
    Numbered {
        text: fill(&words.text, values),
        clauses: words
            .clauses
            .iter()
            .map(|c| from_words(c, values))
            .collect(),
    }
}

pub(super) fn from_user(clause: &Clause) -> Numbered {
    Numbered {
        text: user(&clause.text),
        clauses: clause.clauses.iter().map(from_user).collect(),
    }
}

/// Numbered clauses of the edition's words.
pub(super) fn write_clauses_of(blocks: &mut Vec<Block>, clauses: &[ClauseWords], values: &Values) {
    write_clauses(
        blocks,
        &[],
        &clauses
            .iter()
            .map(|c| from_words(c, values))
            .collect::<Vec<_>>(),
    );
}

pub(super) fn write_clauses(blocks: &mut Vec<Block>, above: &[usize], clauses: &[Numbered]) {
    for (i, clause) in clauses.iter().enumerate() {
        let number = [above, &[i + 1]].concat();
        blocks.push(Block::Paragraph(Text::numbered(
            &number,
            clause.text.clone(),
        )));
        write_clauses(blocks, &number, &clause.clauses);
    }
}
