//! What the user has chosen for an import.

use std::collections::BTreeSet;

use crate::edit::Prune;

#[derive(Debug, Clone)]
pub struct Choices {
    pub prune: Prune,
    /// Rows with questions that wait, by their sheets: the others are taken without them.
    pub waiting: BTreeSet<(String, u32)>,
    /// Rows that are not needed.
    pub not_needed: BTreeSet<(String, u32)>,
}

impl Choices {
    pub fn pruning(prune: Prune) -> Self {
        Self {
            prune,
            waiting: BTreeSet::new(),
            not_needed: BTreeSet::new(),
        }
    }
}
