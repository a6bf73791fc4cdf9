//! What the last run left in an output folder: how it lies, and what there was to say of it.

use std::collections::BTreeMap;
use std::path::Path;

use super::entry::{Seen, seen};
use super::files::{self, Trouble, name_of};
use super::marks;
use super::places::{FOLDER, TEXTS, is_journal, is_ledger};
use crate::digest::digest;

/// What the last run had to say, in `.nastavnik`.
const ANSWER: &str = "last.json";

/// The files of an output folder at a glance.
#[derive(Debug, Default)]
pub(super) struct Lying(BTreeMap<String, Option<Seen>>);

impl Lying {
    pub(super) fn of(folder: &Path) -> Result<Self, Trouble> {
        let files = files::files_in(folder)?;
        let files = files.iter().map(|path| (name_of(path), seen(path)));
        Ok(Self(files.collect()))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// A file that has been written since.
    pub(super) fn put(&mut self, name: String, seen: Option<Seen>) {
        self.0.insert(name, seen);
    }

    /// Tells apart everything that a run looks at in the folder: the files by their names, lengths
    /// and times, the ledgers and marks by their bytes, what papers say by the names of the texts.
    pub(super) fn fingerprint(&self, inside: &Path) -> Result<String, Trouble> {
        let mut parts: Vec<Vec<u8>> = Vec::new();
        for (name, seen) in &self.0 {
            let (length, time) = seen.unwrap_or_default();
            parts.push(name.clone().into_bytes());
            parts.push([&length.to_le_bytes()[..], &time.to_le_bytes()].concat());
        }
        for path in files::files_in(inside)? {
            let name = name_of(&path);
            if is_ledger(&name)
                || is_journal(&name)
                || [marks::ISSUED, marks::ISSUED_TOO, marks::LOST].contains(&name.as_str())
            {
                parts.push(name.into_bytes());
                parts.push(files::read(&path)?);
            }
        }
        let texts = files::files_in(&inside.join(TEXTS))?;
        parts.extend(texts.iter().map(|path| name_of(path).into_bytes()));
        Ok(digest(parts.iter().map(Vec::as_slice)))
    }
}

/// Fingerprint of everything that a run looks at in an output folder.
///
/// # Errors
/// If the folder cannot be read.
pub(crate) fn how_it_lies(folder: &Path) -> Result<String, Trouble> {
    Lying::of(folder)?.fingerprint(&folder.join(FOLDER))
}

/// What was kept last; `None` if nothing was, or it cannot be read.
pub(crate) fn kept_answer(folder: &Path) -> Option<Vec<u8>> {
    files::read(&folder.join(FOLDER).join(ANSWER)).ok()
}

/// Keeps what a run had to say, in the place of what was kept before.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn keep_answer(folder: &Path, answer: &[u8]) -> Result<(), Trouble> {
    let inside = folder.join(FOLDER);
    files::write_through(&inside, &inside.join(ANSWER), answer)
}
