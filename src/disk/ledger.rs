//! What lies in the output folder: which file was made from what, so that only what is stale is
//! made again and nothing that a person changed is overwritten.
//!
//! The ledger stands in `.nastavnik` inside the folder. Before a file is put into its place a
//! line about it is added to a journal, and the whole ledger is written when the work is done. So
//! a run that is killed leaves a true ledger: a file is ours if its bytes are those of any line.
#![expect(
    clippy::disallowed_methods,
    reason = "the edge: files are touched here"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::files::{self, Trouble};
use super::names::name_key;
use crate::digest::digest;

const FOLDER: &str = ".nastavnik";

/// What is known of one version of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// Name in the output folder.
    pub file: String,
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
pub struct Origin<'a> {
    pub source: &'a str,
    pub made_from: &'a str,
    pub says: &'a str,
}

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
    /// An electronic signature was added.
    Signed,
    /// Of no paper of the project.
    Orphaned,
}

impl State {
    /// The word for scripts.
    pub fn key(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Stale => "stale",
            Self::Fresh => "fresh",
            Self::ChangedByHand => "changed",
            Self::Signed => "signed",
            Self::Orphaned => "orphaned",
        }
    }
}

/// The ledger of one output folder.
#[derive(Debug)]
pub struct Ledger {
    folder: PathBuf,
    /// Who writes: runs that share a folder (`--shard`) keep a ledger each.
    writer: String,
    /// By [`key`].
    known: BTreeMap<String, Vec<LedgerEntry>>,
    /// Names of the signatures that lie beside files, by [`key`].
    signatures: BTreeSet<String>,
    journal: Mutex<Journal>,
}

#[derive(Debug, Default)]
struct Journal {
    file: Option<File>,
    added: Vec<LedgerEntry>,
}

impl Ledger {
    /// Opens the ledger of a folder; one that is damaged or absent knows nothing, which only
    /// means more work.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn open(folder: &Path, writer: &str) -> Result<Self, Trouble> {
        let mut known: BTreeMap<String, Vec<LedgerEntry>> = BTreeMap::new();
        for path in files::files_in(&folder.join(FOLDER))? {
            let text = String::from_utf8(files::read(&path)?).unwrap_or_default();
            // The last line of a journal may be cut short by a kill.
            for entry in text
                .lines()
                .filter_map(|line| serde_json::from_str::<LedgerEntry>(line).ok())
            {
                known.entry(key(&entry.file)).or_default().push(entry);
            }
        }
        let beside = files::files_in(folder)?;
        let names = beside
            .iter()
            .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
        let signatures = names.filter(|name| ends_as_signature(name));
        let signatures = signatures.map(|name| key(&name)).collect();
        Ok(Self {
            folder: folder.to_owned(),
            writer: writer.to_owned(),
            known,
            signatures,
            journal: Mutex::default(),
        })
    }

    /// How a file stands, given the fingerprint of what it would be made from now; and what is
    /// known of it, if it is ours.
    pub fn standing<'r>(&'r self, file: &str, made_from: &str) -> (State, Option<&'r LedgerEntry>) {
        let path = self.folder.join(file);
        let Some(seen) = seen(&path) else {
            return (State::New, None);
        };
        if self.has_signature_beside(file) {
            return (State::Signed, None);
        }
        let entries = self.known.get(&key(file)).map_or(&[][..], Vec::as_slice);
        let ours = |entry: &'r LedgerEntry| {
            (
                if entry.made_from == made_from {
                    State::Fresh
                } else {
                    State::Stale
                },
                Some(entry),
            )
        };
        if let Some(entry) = entries.iter().rev().find(|e| e.seen == Some(seen)) {
            return ours(entry);
        }
        // What cannot be read cannot be told from ours: writing it will say why.
        let Ok(bytes) = files::read(&path) else {
            return (State::Stale, None);
        };
        let found = digest([bytes.as_slice()]);
        match entries.iter().rev().find(|e| e.bytes == found) {
            Some(entry) => ours(entry),
            None if is_signed(&bytes) => (State::Signed, None),
            None => (State::ChangedByHand, None),
        }
    }

    /// Whether `file.sig` or `file.mentor.sig` is there: then another file under the name would be
    /// unsigned.
    fn has_signature_beside(&self, file: &str) -> bool {
        let start = key(file) + ".";
        self.signatures
            .range(start.clone()..)
            .next()
            .is_some_and(|name| name.starts_with(&start))
    }

    /// Files we made that no paper of the project has now.
    pub fn orphans(&self, wanted: &BTreeSet<String>) -> Vec<String> {
        let wanted: BTreeSet<String> = wanted.iter().map(|file| key(file)).collect();
        self.known
            .iter()
            .filter(|(key, _)| !wanted.contains(*key))
            .filter_map(|(_, entries)| Some(entries.last()?.file.clone()))
            .filter(|file| self.folder.join(file).exists())
            .collect()
    }

    /// Puts a file into its place, with its line in the journal first.
    ///
    /// # Errors
    /// If the journal or the file cannot be written; an old file is then untouched. It is the file
    /// that is named.
    pub fn put(
        &self,
        origin: Origin<'_>,
        file: &str,
        bytes: &[u8],
        pages: Option<usize>,
    ) -> Result<(), Trouble> {
        let mut entry = LedgerEntry {
            file: file.to_owned(),
            source: origin.source.to_owned(),
            made_from: origin.made_from.to_owned(),
            says: origin.says.to_owned(),
            bytes: digest([bytes]),
            pages,
            seen: None,
        };
        let path = self.folder.join(file);
        self.note(&entry).map_err(|trouble| trouble.of(&path))?;
        files::write_through(&self.folder.join(FOLDER), &path, bytes)?;
        entry.seen = seen(&path);
        self.journal
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .added
            .push(entry);
        Ok(())
    }

    /// Remembers that a file would be made the same from data that have changed.
    pub fn renew(&self, entry: &LedgerEntry, made_from: &str) {
        // What is on the disk now may be another file already: the length and time stay those that
        // were compared.
        let entry = LedgerEntry {
            made_from: made_from.to_owned(),
            ..entry.clone()
        };
        self.journal
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .added
            .push(entry);
    }

    fn note(&self, entry: &LedgerEntry) -> Result<(), Trouble> {
        let path = self.folder.join(FOLDER).join(format!(
            "journal-{}-{}.jsonl",
            self.writer,
            std::process::id()
        ));
        let mut journal = self
            .journal
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if journal.file.is_none() {
            files::create_folder(&self.folder.join(FOLDER))?;
            let opened = OpenOptions::new().create(true).append(true).open(&path);
            journal.file = Some(opened.map_err(|e| Trouble::new(&path, e))?);
        }
        let line = serde_json::to_string(entry).unwrap_or_default() + "\n";
        let Some(file) = &mut journal.file else {
            return Ok(());
        };
        file.write_all(line.as_bytes())
            .map_err(|e| Trouble::new(&path, e))
    }

    /// Writes the whole ledger and takes away the journals it holds. Does nothing if no file was
    /// made.
    ///
    /// # Errors
    /// If it cannot be written; the journal then stays and says the same.
    pub fn close(self) -> Result<(), Trouble> {
        let journal = self
            .journal
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if journal.added.is_empty() {
            return Ok(());
        }
        drop(journal.file);
        let mut latest: BTreeMap<String, LedgerEntry> = BTreeMap::new();
        let old = self
            .known
            .into_values()
            .filter_map(|entries| latest_of(&self.folder, entries));
        for entry in old.chain(journal.added) {
            latest.insert(key(&entry.file), entry);
        }
        let lines: String = latest
            .values()
            .filter_map(|e| serde_json::to_string(e).ok())
            .map(|line| line + "\n")
            .collect();
        let inside = self.folder.join(FOLDER);
        let ledger = inside.join(format!("register-{}.jsonl", self.writer));
        files::write_whole(&ledger, lines.as_bytes())?;
        remove_left_over(&inside, &ledger);
        let own = format!("journal-{}-", self.writer);
        for path in files::files_in(&inside)? {
            if path
                .file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with(&own))
            {
                let _ = std::fs::remove_file(path);
            }
        }
        Ok(())
    }
}

/// What tells files apart as the system does: to Windows `А.pdf` and `а.pdf` are one.
fn key(file: &str) -> String {
    if cfg!(windows) {
        name_key(file)
    } else {
        file.to_owned()
    }
}

/// A temporary file this much older than the ledger was left by a run that was killed.
const LEFT_OVER: u128 = 600 * 1_000_000_000;

fn remove_left_over(inside: &Path, ledger: &Path) {
    let Some((_, now)) = seen(ledger) else {
        return;
    };
    let Ok(entries) = std::fs::read_dir(inside) else {
        return;
    };
    for path in entries.flatten().map(|e| e.path()) {
        let temporary = path
            .file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with(files::TEMPORARY));
        if temporary && seen(&path).is_some_and(|(_, time)| time + LEFT_OVER < now) {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Of several versions of a file the one that lies on the disk.
fn latest_of(folder: &Path, mut entries: Vec<LedgerEntry>) -> Option<LedgerEntry> {
    if entries.len() == 1 {
        return entries.pop();
    }
    let path = folder.join(&entries.first()?.file);
    let now = seen(&path)?;
    if let Some(i) = entries.iter().rposition(|e| e.seen == Some(now)) {
        return Some(entries.swap_remove(i));
    }
    let found = digest([files::read(&path).ok()?.as_slice()]);
    let i = entries.iter().rposition(|e| e.bytes == found)?;
    let mut entry = entries.swap_remove(i);
    entry.seen = Some(now);
    Some(entry)
}

/// Length and time of change; `None` if there is no such file.
fn seen(path: &Path) -> Option<(u64, u128)> {
    let meta = std::fs::metadata(path).ok()?;
    let time = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((meta.len(), time.as_nanos()))
}

/// Whether a name is that of a detached signature.
pub fn ends_as_signature(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    SIGNATURE_ENDINGS
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// Endings that signing programs give to detached signatures.
const SIGNATURE_ENDINGS: [&str; 3] = ["sig", "sgn", "p7s"];

/// A PDF with a signature dictionary (ISO 32000-1, 12.8.1).
fn is_signed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF") && bytes.windows(10).any(|w| w == b"/ByteRange")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(made_from: &str) -> Origin<'_> {
        Origin {
            source: "x.toml",
            made_from,
            says: "as ever",
        }
    }

    fn state(ledger: &Ledger, file: &str, made_from: &str) -> State {
        ledger.standing(file, made_from).0
    }

    fn opened(folder: &Path) -> Ledger {
        Ledger::open(folder, "all").unwrap()
    }

    #[test]
    fn a_file_is_fresh_until_its_data_change() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = opened(folder.path());
        assert_eq!(state(&ledger, "a.pdf", "1"), State::New);
        ledger.put(origin("1"), "a.pdf", b"one", None).unwrap();
        ledger.close().unwrap();
        let ledger = opened(folder.path());
        assert_eq!(state(&ledger, "a.pdf", "1"), State::Fresh);
        assert_eq!(state(&ledger, "a.pdf", "2"), State::Stale);
        assert_eq!(ledger.orphans(&BTreeSet::new()), ["a.pdf"]);
    }

    /// A name that is written otherwise now is the same file in Windows, and ours as before.
    #[test]
    fn names_are_told_apart_as_the_system_does() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = opened(folder.path());
        ledger.put(origin("1"), "орлова.pdf", b"1", None).unwrap();
        ledger.close().unwrap();
        let ledger = opened(folder.path());
        let wanted = BTreeSet::from(["Орлова.pdf".to_owned()]);
        if cfg!(windows) {
            assert_eq!(state(&ledger, "Орлова.pdf", "2"), State::Stale);
            assert_eq!(ledger.orphans(&wanted), [""; 0]);
        } else {
            assert_eq!(state(&ledger, "Орлова.pdf", "2"), State::New);
            assert_eq!(ledger.orphans(&wanted), ["орлова.pdf"]);
        }
        ledger.put(origin("2"), "Орлова.pdf", b"2", None).unwrap();
        ledger.close().unwrap();
        let ledger = opened(folder.path());
        assert_eq!(state(&ledger, "Орлова.pdf", "2"), State::Fresh);
        std::fs::write(folder.path().join("ОРЛОВА.pdf.SIG"), b"").unwrap();
        let signed = if cfg!(windows) {
            State::Signed
        } else {
            State::Fresh
        };
        assert_eq!(state(&opened(folder.path()), "Орлова.pdf", "2"), signed);
    }

    #[test]
    fn a_file_that_would_say_the_same_is_fresh_once_that_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = opened(folder.path());
        ledger.put(origin("1"), "a.pdf", b"one", Some(2)).unwrap();
        ledger.close().unwrap();
        let ledger = opened(folder.path());
        let (state, entry) = ledger.standing("a.pdf", "2");
        assert_eq!(
            (state, entry.map(|e| e.says.as_str())),
            (State::Stale, Some("as ever"))
        );
        ledger.renew(entry.unwrap(), "2");
        ledger.close().unwrap();
        let ledger = opened(folder.path());
        let (state, entry) = ledger.standing("a.pdf", "2");
        assert_eq!(
            (state, entry.and_then(|e| e.pages)),
            (State::Fresh, Some(2))
        );
    }

    #[test]
    fn a_run_that_is_killed_leaves_a_true_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = opened(folder.path());
        ledger.put(origin("1"), "a.pdf", b"one", None).unwrap();
        drop(ledger);
        assert_eq!(state(&opened(folder.path()), "a.pdf", "1"), State::Fresh);
        // Killed between the line and the file: the old file is still known as ours.
        let ledger = opened(folder.path());
        let entry = LedgerEntry {
            file: "a.pdf".into(),
            source: String::new(),
            made_from: "2".into(),
            says: String::new(),
            bytes: digest([&b"two"[..]]),
            pages: None,
            seen: None,
        };
        ledger.note(&entry).unwrap();
        drop(ledger);
        let ledger = opened(folder.path());
        assert_eq!(
            (state(&ledger, "a.pdf", "1"), state(&ledger, "a.pdf", "2")),
            (State::Fresh, State::Stale)
        );
    }

    #[test]
    fn what_a_person_changed_or_signed_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = opened(folder.path());
        ledger.put(origin("1"), "a.pdf", b"%PDF one", None).unwrap();
        ledger.close().unwrap();
        std::fs::write(folder.path().join("a.pdf"), b"%PDF one, edited").unwrap();
        assert_eq!(
            state(&opened(folder.path()), "a.pdf", "1"),
            State::ChangedByHand
        );
        std::fs::write(
            folder.path().join("a.pdf"),
            b"%PDF one /ByteRange [0 1 2 3]",
        )
        .unwrap();
        assert_eq!(state(&opened(folder.path()), "a.pdf", "1"), State::Signed);
        std::fs::write(folder.path().join("b.pdf"), b"theirs").unwrap();
        assert_eq!(
            state(&opened(folder.path()), "b.pdf", "1"),
            State::ChangedByHand
        );
    }

    #[test]
    fn a_signature_beside_a_file_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = opened(folder.path());
        ledger.put(origin("1"), "a.pdf", b"one", None).unwrap();
        ledger.put(origin("1"), "a.docx", b"two", None).unwrap();
        ledger.close().unwrap();
        std::fs::write(folder.path().join("a.pdf.mentor.SIG"), b"").unwrap();
        let ledger = opened(folder.path());
        assert_eq!(
            (state(&ledger, "a.pdf", "2"), state(&ledger, "a.docx", "2")),
            (State::Signed, State::Stale)
        );
    }

    #[test]
    fn a_damaged_ledger_knows_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(FOLDER)).unwrap();
        std::fs::write(
            folder.path().join(FOLDER).join("register-all.jsonl"),
            b"{\"file\": \"a\n\xff\xff junk",
        )
        .unwrap();
        assert_eq!(state(&opened(folder.path()), "a", "1"), State::New);
    }
}
