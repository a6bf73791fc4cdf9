//! What readers ask for: every key with its shape, learnt by letting them read nothing.
//!
//! During a survey a table has no entries of its own, and each table under a key is there once,
//! empty too; so a reader goes through all its keys, and what it asks for is what is known. The
//! schemas for editors are made of this.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::origin::{KeyPath, Step};

/// What may stand under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    Text,
    Texts,
    Boolean,
    Number,
    /// One of these words.
    Choice(Vec<String>),
    /// A day of the calendar.
    Date,
    /// A day, or text.
    Day,
    /// A day, a span of days, or text.
    When,
    Table,
    TableOrText,
    Tables,
    /// A table whose own keys the user chooses; each of them is a table that stands under [`ANY`].
    NamedTables,
}

/// Stands in a path for a key that the user chooses.
pub const ANY: &str = "*";

/// One key that a reader knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKey {
    /// From the top of the file.
    pub path: Vec<String>,
    pub shape: Shape,
    pub required: bool,
}

/// The keys asked for so far, in that order.
#[derive(Debug, Default)]
pub(super) struct Survey {
    asked: RefCell<Vec<(Vec<String>, Shape)>>,
    /// Told to be missing, hence required.
    missed: RefCell<BTreeSet<Vec<String>>>,
}

impl Survey {
    pub(super) fn ask(&self, above: &KeyPath, key: &str, shape: Shape) {
        let path = below(above, key);
        let mut asked = self.asked.borrow_mut();
        // What a key is read by way of comes second: a choice is read as a text, a table of names
        // as a table.
        if asked.iter().all(|(known, _)| *known != path) {
            asked.push((path, shape));
        }
    }

    /// Every key that was asked for.
    pub(super) fn into_known(self) -> Vec<KnownKey> {
        let missed = self.missed.into_inner();
        self.asked
            .into_inner()
            .into_iter()
            .map(|(path, shape)| KnownKey {
                required: missed.contains(&path),
                path,
                shape,
            })
            .collect()
    }

    pub(super) fn miss(&self, above: &KeyPath, key: &str) {
        self.missed
            .borrow_mut()
            .insert(below(above, key.trim_matches(['[', ']'])));
    }
}

fn below(above: &KeyPath, key: &str) -> Vec<String> {
    let steps = above.steps();
    steps
        .into_iter()
        .filter_map(Step::as_key)
        .chain([key])
        .map(ToOwned::to_owned)
        .collect()
}
