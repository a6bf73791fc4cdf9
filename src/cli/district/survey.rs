//! Reads every school of a municipality and keeps a few facts of each.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::console::interrupt;
use crate::disk::{load, school_name};
use crate::district::School;
use crate::edition::ConsolidatedForms;
use crate::prepare::prepare;
use crate::project::SchoolYear;

/// What came of reading.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// In the order of the folders.
    pub schools: Vec<School>,
    /// What the folder of the municipality's own papers calls it.
    pub own_name: Option<String>,
    /// Whether Ctrl-C came before the end.
    pub is_broken_off: bool,
}

/// Reads schools, several at once; each is let go of as soon as its facts are known.
pub(super) fn survey(
    folder: &Path,
    schools: &[PathBuf],
    words: &ConsolidatedForms,
    year: Option<SchoolYear>,
    workers: usize,
) -> Survey {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::with_capacity(schools.len()));
    let work = || {
        while let Some((i, school)) = take(&next, schools) {
            let plan = prepare(&load(school));
            let facts = School::of(&school_name(folder, school), &plan, words, year);
            let mut found = found
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            found.push((i, facts));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..workers.clamp(1, schools.len().max(1)) {
            scope.spawn(work);
        }
        work();
    });
    let mut found = found
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    found.sort_by_key(|(i, _)| *i);
    let mut out = Survey {
        is_broken_off: found.len() < schools.len(),
        ..Survey::default()
    };
    for (_, facts) in found {
        match facts {
            Ok(school) => out.schools.push(school),
            Err(name) => out.own_name = Some(name),
        }
    }
    out
}

fn take<'a>(next: &AtomicUsize, schools: &'a [PathBuf]) -> Option<(usize, &'a PathBuf)> {
    if interrupt::asked() {
        return None;
    }
    let i = next.fetch_add(1, Ordering::Relaxed);
    schools.get(i).map(|school| (i, school))
}
