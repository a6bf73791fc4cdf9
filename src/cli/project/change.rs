//! What changes in the files of a school, for scripts.

use serde::Serialize;

use crate::edit::{ImportChange, What};

/// A thing of a school that comes, changes or is missing.
#[derive(Debug, Serialize)]
pub(super) struct ChangeRow<'a> {
    what: &'static str,
    name: &'a str,
    details: Vec<String>,
}

impl<'a> ChangeRow<'a> {
    pub(super) fn all(changes: &'a [ImportChange]) -> Vec<Self> {
        let row = |change: &'a ImportChange| Self {
            what: match change.what {
                What::Added => "added",
                What::Changed => "changed",
                What::Missing => "missing",
            },
            name: &change.name,
            details: change.details.iter().map(ToString::to_string).collect(),
        };
        changes.iter().map(row).collect()
    }
}
