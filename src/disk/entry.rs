//! One line of the ledger, and how a file stands to it.

use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::digest::digest;

/// What is known of one version of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct LedgerEntry {
    /// Name in the output folder.
    pub file: String,
    /// Which paper it is, whatever its people are called by now; empty in ledgers of version 0.1.
    #[serde(default)]
    pub paper: String,
    /// The project's file it was made from, for the user.
    pub source: String,
    /// Fingerprint of everything it was made from.
    pub made_from: String,
    /// Fingerprint of what it says and how it looks: it stays when the data change in what the
    /// paper does not say.
    #[serde(default)]
    pub says: String,
    /// SHA-256 of its bytes.
    pub bytes: String,
    /// How many they are; 0 in ledgers of version 0.1.
    #[serde(default)]
    pub length: usize,
    /// Fingerprint of its text, under which the text is kept; empty in ledgers of version 0.1.
    #[serde(default)]
    pub text: String,
    /// Known of a PDF only.
    #[serde(default)]
    pub pages: Option<usize>,
    /// Length and time of change on the disk, so that an untouched file need not be read. Absent
    /// until it is in its place.
    #[serde(default)]
    pub seen: Option<(u64, u128)>,
}

/// What a file is made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin<'a> {
    /// Which paper it is.
    pub paper: &'a str,
    pub source: &'a str,
    pub made_from: &'a str,
    pub says: &'a str,
    /// The words of the paper.
    pub text: &'a str,
}

/// Length and time of change of a file.
pub(crate) type Seen = (u64, u128);

/// How a file of the output folder stands to what it would be now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Not there.
    New,
    /// Made from other data, by another form, style or program.
    Stale,
    Fresh,
    /// Not the bytes we wrote: a person changed it, or put it there.
    ChangedByHand,
    /// This program made it, and no more is known of it: the ledger was lost, or the file was put
    /// here from elsewhere.
    Unknown,
    /// An electronic signature was added.
    Signed,
    /// A person said that it has been given out.
    Issued,
    /// It was given out, and what lies in its place, if anything does, is not what was.
    Missing,
    /// This program has signed it, and what lies in its place, if anything does, is not what was
    /// signed.
    SignedMissing,
    /// This program has signed it, and it lies there without any signature, as it was signed or made.
    Unsigned,
    /// Another format of its paper was given out, and the description says otherwise by now: it is
    /// neither made nor replaced. It may not be there.
    Held,
    /// Its paper cannot be planned because of a mistake in the description.
    Withheld,
    /// Of no paper of the project.
    Orphaned,
}

impl State {
    /// Whether a paper was given to somebody: nothing takes its place or its name.
    pub fn is_given_out(self) -> bool {
        matches!(self, Self::Signed | Self::Issued) || self.has_gone()
    }

    /// Whether what was given out, or its signature, is not there any more.
    pub fn has_gone(self) -> bool {
        matches!(self, Self::Missing | Self::SignedMissing | Self::Unsigned)
    }

    /// The word for scripts.
    pub fn key(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Stale => "stale",
            Self::Fresh => "fresh",
            Self::ChangedByHand => "changed",
            Self::Unknown => "unknown",
            Self::Signed => "signed",
            Self::Issued => "issued",
            Self::Missing => "missing",
            Self::SignedMissing => "signed_missing",
            Self::Unsigned => "unsigned",
            Self::Held => "held",
            Self::Withheld => "withheld",
            Self::Orphaned => "orphaned",
        }
    }
}

impl LedgerEntry {
    /// The line of a file that is not in its place yet.
    pub(super) fn of(origin: Origin<'_>, file: &str, bytes: &[u8], pages: Option<usize>) -> Self {
        Self {
            file: file.to_owned(),
            paper: origin.paper.to_owned(),
            source: origin.source.to_owned(),
            made_from: origin.made_from.to_owned(),
            says: origin.says.to_owned(),
            bytes: digest([bytes]),
            length: bytes.len(),
            text: digest([origin.text.as_bytes()]),
            pages,
            seen: None,
        }
    }

    /// Whether a file has the bytes that were made and, after them, a signature inside.
    pub(super) fn begins(&self, bytes: &[u8]) -> bool {
        let before_signing = self
            .seen
            .and_then(|(length, _)| usize::try_from(length).ok());
        let length = match self.length {
            0 => before_signing,
            length => Some(length),
        };
        let start = length.and_then(|length| bytes.get(..length));
        start.is_some_and(|start| digest([start]) == self.bytes)
    }
}

/// Versions of a file that are remembered.
const VERSIONS: usize = 4;

/// The last versions of a file, each once; of a file that is not there only the very last.
pub(super) fn worth_keeping(folder: &Path, entries: Vec<LedgerEntry>) -> Vec<LedgerEntry> {
    let Some(last) = entries.last() else {
        return Vec::new();
    };
    let most = if folder.join(&last.file).exists() {
        VERSIONS
    } else {
        1
    };
    let mut out: Vec<LedgerEntry> = Vec::new();
    for entry in entries.into_iter().rev() {
        let alike = out
            .iter()
            .position(|e| e.made_from == entry.made_from && e.bytes == entry.bytes);
        match alike {
            Some(i) => out[i].seen = out[i].seen.or(entry.seen),
            None if out.len() < most => out.push(entry),
            None => {}
        }
    }
    out.reverse();
    out
}

/// Length and time of change; `None` if there is no such file.
pub(super) fn seen(path: &Path) -> Option<Seen> {
    let meta = std::fs::metadata(path).ok()?;
    let time = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((meta.len(), time.as_nanos()))
}
