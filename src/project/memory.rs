//! Pairings as they were read, for who reads one project again and again: with every key that is
//! pressed in a form.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::files::LateFile;
use super::pairing::Pairing;
use crate::problem::{FileId, Problem, Source};

/// What reading one pairing gave.
#[derive(Debug, Clone)]
pub(super) struct ReadPairing {
    pub(super) pairing: Option<Pairing>,
    pub(super) source: Source,
    pub(super) problems: Vec<Problem>,
}

/// What was read last of one project.
#[derive(Debug, Default)]
pub struct Memory {
    last: Mutex<Last>,
}

#[derive(Debug, Default)]
struct Last {
    /// Fingerprint of everything else that bears on what a pairing says.
    circumstances: String,
    pairings: BTreeMap<FileId, Arc<ReadPairing>>,
}

impl Memory {
    /// The pairings whose files are what they were when they were read last, in circumstances of
    /// the same fingerprint.
    pub(super) fn recall(
        &self,
        circumstances: &str,
        files: &[(FileId, &LateFile)],
    ) -> BTreeMap<FileId, Arc<ReadPairing>> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.circumstances != circumstances {
            return BTreeMap::new();
        }
        let same = |(id, file): &(FileId, &LateFile)| {
            let known = last
                .pairings
                .get(id)
                .filter(|known| known.source.name == file.name)?;
            (file.fingerprint().ok()? == known.source.bytes_fingerprint)
                .then(|| (*id, Arc::clone(known)))
        };
        files.iter().filter_map(same).collect()
    }

    pub(super) fn keep(&self, circumstances: &str, pairings: BTreeMap<FileId, Arc<ReadPairing>>) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Last {
            circumstances: circumstances.to_owned(),
            pairings,
        };
    }
}
