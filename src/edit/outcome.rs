//! What bringing rows into the files of a project would do.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::ledger::Ledger;
use super::toml_file::{BANK, ORGANIZATION, REGULATION, ROADMAP, TomlFiles};
use crate::problem::{Audience, Problem, Sources};
use crate::project::{Files, LateFile, RawFile};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Added,
    Changed,
    /// In the files and not in the workbook. Taken away only if the user asked for it.
    Missing,
}

/// What an import takes away from the files because the workbook lacks it. Each takes what those
/// before it do, and more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Prune {
    Nothing,
    /// Values whose cell is empty.
    Values,
    /// Rows of the lists of the files that the workbook names: activities, clauses.
    Lists,
    /// Members of the staff, pairs and orders too.
    Everything,
}

/// One thing that the workbook says otherwise than the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportChange {
    pub what: What,
    /// «пара «Петрова — Сидоров»».
    pub name: String,
    pub details: Vec<Edit>,
    /// Whether what is missing stays in the files all the same, for nobody asked to take it away.
    pub is_kept: bool,
}

/// One value before and after, as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub file: String,
    /// Keys from the top of the file.
    pub path: String,
    /// What the field is called.
    pub head: String,
    /// Empty for a new value.
    pub before: String,
    /// Empty for one that is taken away.
    pub after: String,
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            head,
            before,
            after,
            ..
        } = self;
        if before.is_empty() || after.is_empty() {
            write!(f, "{head}: {before}{after}")
        } else {
            write!(f, "{head}: {before} → {after}")
        }
    }
}

/// What importing a workbook would do.
#[derive(Debug, Default)]
pub struct Imported {
    pub changes: Vec<ImportChange>,
    pub problems: Vec<Problem>,
    pub sources: Sources,
    /// Files to write, by their names from the project's folder; without bytes, to remove.
    pub files: BTreeMap<String, Option<Vec<u8>>>,
    /// What those of them that were there held when they were read.
    pub before: BTreeMap<String, Arc<[u8]>>,
    /// Which cell a key of a file was taken from: file and path of keys → cell and what stands in
    /// it.
    pub(super) places: BTreeMap<(String, String), (String, String)>,
    /// The empty cell of a key.
    pub(super) empty: BTreeMap<(String, String), String>,
    /// What the column of a key would be called that the list has not.
    pub(super) columns: BTreeMap<(String, String), &'static str>,
    /// Cells that only helped to find what a row describes, or say what is known already.
    pub(super) used: BTreeSet<String>,
    /// Cells that wait for the answer to a question about another.
    pub(super) waiting: BTreeSet<String>,
    /// Cells that name an order and are asked about: their pairs are not without one.
    pub unread_orders: BTreeSet<String>,
    /// Cells of names of which the list says outright that they have no patronymic.
    pub without_patronymic: BTreeSet<String>,
    /// What stands beside names and is asked about already: cell and words.
    pub asked_beside: BTreeSet<(String, String)>,
    /// Cells of a book of ours that were changed since it was made, in the notes and plans of pairs.
    pub edited: BTreeSet<String>,
    /// Whether less is taken away than was asked for, since parts of the book were left out.
    pub is_held: bool,
    /// Whether the book is one of ours that says what it said when it was made: nobody has filled
    /// it in.
    pub is_untouched: bool,
    /// Whether the book is one of ours, which has a sheet for everything.
    pub is_ours: bool,
    /// Whether rows with errors are left aside, and the others may be written without them.
    pub is_partial: bool,
    /// Every cell of the book; none of a form.
    pub ledger: Ledger,
    pub(super) book: String,
}

impl Imported {
    /// Nothing yet, from a workbook or a form of this name.
    pub fn from(book: &str) -> Self {
        Self {
            book: book.to_owned(),
            ..Self::default()
        }
    }

    /// The changes of one kind.
    pub fn of(&self, what: What) -> Vec<&ImportChange> {
        self.changes.iter().filter(|c| c.what == what).collect()
    }

    /// Tells a problem of what stands at a place.
    pub fn report_at(&mut self, problem: Problem, at: &str, text: &str) {
        let place = self
            .sources
            .add_cell(&self.book, at.to_owned(), text.to_owned());
        let problem = problem.at(&place).seen_by(Audience::Workbook, None);
        self.problems.push(problem);
    }

    /// Tells once more what was found wrong with a cell before.
    pub fn report_again(&mut self, problem: Problem, at: &str, text: &str) {
        let place = self
            .sources
            .add_cell(&self.book, at.to_owned(), text.to_owned());
        self.problems.push(problem.at(&place));
    }

    /// Nothing could be read.
    pub fn refused(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
            ..Self::default()
        }
    }

    /// Takes over the files that are changed.
    pub(super) fn take_files(&mut self, files: &TomlFiles) {
        for (name, file) in files.0.iter().filter(|(_, file)| file.is_changed()) {
            let before = file.original().cloned();
            self.before.extend(before.map(|it| (name.clone(), it)));
            self.files.insert(name.clone(), Some(file.bytes()));
        }
    }

    /// The files of the project as they would be.
    pub fn after(&self, files: &Files, folder: &str) -> Files {
        let mut after = files.clone();
        for (name, bytes) in &self.files {
            let stem = name
                .rsplit('/')
                .next()
                .unwrap_or(name)
                .trim_end_matches(".toml")
                .to_owned();
            let fresh = bytes.as_ref().map(|bytes| RawFile {
                name: shown(folder, name),
                inside: name.clone(),
                stem: stem.clone(),
                bytes: bytes.clone(),
            });
            let slot = match name.as_str() {
                ORGANIZATION => Some(&mut after.organization),
                ROADMAP => Some(&mut after.roadmap),
                REGULATION => Some(&mut after.regulation),
                BANK => Some(&mut after.bank),
                _ => None,
            };
            if let Some(slot) = slot {
                if let Some(fresh) = fresh {
                    *slot = Some(RawFile {
                        name: slot.as_ref().map_or(fresh.name, |old| old.name.clone()),
                        ..fresh
                    });
                }
                continue;
            }
            if name.starts_with("pairings/") {
                let old = after
                    .pairings
                    .iter()
                    .position(|f| f.stem == stem)
                    .map(|i| after.pairings.remove(i).name);
                let name = |fresh: &RawFile| old.unwrap_or_else(|| fresh.name.clone());
                after.pairings.extend(fresh.map(|fresh| {
                    LateFile::from(RawFile {
                        name: name(&fresh),
                        ..fresh
                    })
                }));
                after.pairings.sort_by(|a, b| a.name.cmp(&b.name));
            } else {
                let old = after
                    .orders
                    .iter()
                    .position(|f| f.stem == stem)
                    .map(|i| after.orders.remove(i).name);
                let name = |fresh: &RawFile| old.unwrap_or_else(|| fresh.name.clone());
                after.orders.extend(fresh.map(|fresh| RawFile {
                    name: name(&fresh),
                    ..fresh
                }));
                after.orders.sort_by(|a, b| a.name.cmp(&b.name));
            }
        }
        after
    }

    /// Whether nothing may be written.
    pub fn has_errors(&self) -> bool {
        !self.is_partial && self.problems.iter().any(Problem::is_error)
    }
}

/// Name of a file as messages show it.
pub(super) fn shown(folder: &str, name: &str) -> String {
    match folder.trim_end_matches(['/', '\\']) {
        "" | "." => name.to_owned(),
        folder => format!("{}/{name}", folder.replace('\\', "/")),
    }
}
