//! What was read last of a project, for who prepares one again and again: with every key that is
//! pressed in a form.

use std::sync::{Arc, Mutex, PoisonError};

use super::groundwork::Groundwork;
use crate::project::Memory;

/// What was read last of one project.
#[derive(Debug, Default)]
pub struct Recollection {
    pub(super) pairings: Memory,
    /// Everything but the pairings, with the fingerprint of the files that it was read from.
    rest: Mutex<Option<(String, Arc<Groundwork>)>>,
}

impl Recollection {
    /// What was read last from files of this fingerprint.
    pub(super) fn rest(&self, fingerprint: &str) -> Option<Groundwork> {
        let last = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, rest) = last.as_ref()?;
        (known == fingerprint).then(|| Groundwork::clone(rest))
    }

    pub(super) fn keep(&self, fingerprint: String, rest: &Groundwork) {
        let rest = Arc::new(rest.clone());
        *self.rest.lock().unwrap_or_else(PoisonError::into_inner) = Some((fingerprint, rest));
    }
}
