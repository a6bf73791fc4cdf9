//! What lies in the output folder: which file was made from what, so that only what is stale is
//! made again and nothing that a person changed is overwritten.
//!
//! The ledger stands in `.nastavnik` inside the folder. Before a file is put into its place a
//! line about it is added to a journal, and the whole ledger is written when the work is done. So
//! a run that is killed leaves a true ledger: a file is ours if its bytes are those of any line.
//! What each paper says lies in `.nastavnik/says`, so that a signed one can be compared with the
//! description of another day.
#![expect(
    clippy::disallowed_methods,
    reason = "the edge: files are touched here"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use super::entry::{LedgerEntry, Origin, Seen, State, seen, worth_keeping};
use super::files::{self, Trouble};
use super::names::{is_paper, key};
use super::own::is_own;
use super::signatures::{is_signature_ending, is_signed, stands_for_signature};
use super::{left_over, marks};
use crate::digest::digest;

pub(super) const FOLDER: &str = ".nastavnik";

/// The ledger of one output folder.
#[derive(Debug)]
pub(crate) struct Ledger {
    folder: PathBuf,
    /// Who writes: runs that share a folder (`--shard`) keep a ledger each.
    writer: String,
    /// By [`key`].
    known: BTreeMap<String, Vec<LedgerEntry>>,
    /// Names of the signatures that lie beside files.
    signatures: BTreeSet<String>,
    /// Names of all files in the folder.
    names: BTreeSet<String>,
    /// Files that were given out, with the fingerprints of their bytes.
    issued: BTreeMap<String, String>,
    /// See [`Self::moved`].
    moved: OnceLock<BTreeMap<String, String>>,
    /// Whether the file of the marks could not be read; `None` if there is none.
    are_marks_damaged: Option<bool>,
    /// Whether something in the ledger could not be read.
    is_damaged: bool,
    journal: Mutex<Journal>,
}

#[derive(Debug, Default)]
struct Journal {
    file: Option<File>,
    added: Vec<LedgerEntry>,
}

impl Ledger {
    /// Opens the ledger of a folder; what is damaged or absent in it is not known, and is found out
    /// anew from the files.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub(crate) fn open(folder: &Path, writer: &str) -> Result<Self, Trouble> {
        let mut known: BTreeMap<String, Vec<LedgerEntry>> = BTreeMap::new();
        let mut is_damaged = false;
        for path in files::files_in(&folder.join(FOLDER))? {
            let name = name_of(&path);
            let is_journal = name.starts_with("journal-");
            if !is_journal && !name.starts_with("register-") {
                continue;
            }
            let text = match files::read(&path) {
                Ok(bytes) => files::text_of(&bytes),
                // Another run has just written the whole ledger, which is read after the journals.
                Err(trouble) if is_journal && trouble.is_missing() => continue,
                Err(trouble) => return Err(trouble),
            };
            let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
            is_damaged |= lines.is_empty() && !is_journal;
            for (i, line) in lines.iter().enumerate() {
                match serde_json::from_str::<LedgerEntry>(line) {
                    Ok(entry) => known.entry(key(&entry.file)).or_default().push(entry),
                    // The last line of a journal may be cut short by a kill.
                    Err(_) => is_damaged |= !(is_journal && i + 1 == lines.len()),
                }
            }
        }
        let names: BTreeSet<String> = files::files_in(folder)?
            .iter()
            .map(|path| name_of(path))
            .collect();
        let signatures = names
            .iter()
            .filter(|name| stands_for_signature(name))
            .cloned()
            .collect();
        Ok(Self {
            are_marks_damaged: marks::are_damaged(&folder.join(FOLDER)),
            folder: folder.to_owned(),
            writer: writer.to_owned(),
            known,
            signatures,
            names,
            issued: marks::read(&folder.join(FOLDER)),
            moved: OnceLock::new(),
            is_damaged,
            journal: Mutex::default(),
        })
    }

    /// Whether something in the ledger could not be read, or there is none.
    pub(crate) fn is_lost(&self) -> bool {
        self.is_damaged || self.known.is_empty()
    }

    /// Whether it is not known any more which files were given out: the marks cannot be read, or are
    /// gone with the whole ledger, though papers that were made here still lie in the folder; or
    /// that was so once, and the user has not answered yet.
    pub(crate) fn has_lost_marks(&self) -> bool {
        if marks::is_loss_noted(&self.folder.join(FOLDER)) {
            return true;
        }
        let is_own_paper = |name: &&String| {
            is_paper(name)
                && *name != PRINTED
                && files::read(&self.folder.join(name)).is_ok_and(|bytes| is_own(&bytes))
        };
        self.are_marks_damaged
            .unwrap_or_else(|| self.known.is_empty() && self.names.iter().any(|n| is_own_paper(&n)))
    }

    /// Notes that marks are lost, before anything is written by which that could not be seen any
    /// more.
    ///
    /// # Errors
    /// If that cannot be written.
    pub(crate) fn note_lost_marks(&self) -> Result<bool, Trouble> {
        let is_lost = self.has_lost_marks();
        if is_lost {
            marks::note_loss(&self.folder.join(FOLDER))?;
        }
        Ok(is_lost)
    }

    /// Takes the user's word that every file that was given out is marked.
    ///
    /// # Errors
    /// If that cannot be written.
    pub(crate) fn answer_lost_marks(&self) -> Result<(), Trouble> {
        let inside = self.folder.join(FOLDER);
        marks::write(&inside, &self.issued)?;
        marks::forget_loss(&inside)
    }

    /// How a file stands, given the fingerprint of what it would be made from now; and what is
    /// known of it, if it is ours, or was before it was signed.
    pub(crate) fn standing<'r>(
        &'r self,
        file: &str,
        made_from: &str,
    ) -> (State, Option<&'r LedgerEntry>) {
        let path = self.folder.join(file);
        let entries = self.known.get(&key(file)).map_or(&[][..], Vec::as_slice);
        let last = entries.last();
        let mark = self.issued.get(&key(file));
        // The mark is of those bytes and of no others that come to lie under the name.
        let missing = |mark: &String| {
            let given_out = entries.iter().rev().find(|entry| entry.bytes == *mark);
            (State::Missing, given_out.or(last))
        };
        let Some(seen) = seen(&path) else {
            return mark.map_or((State::New, None), missing);
        };
        let has_signature = self.has_signature_beside(file);
        let ours = |entry: &'r LedgerEntry| {
            let state = match mark {
                _ if has_signature => State::Signed,
                Some(mark) if *mark == entry.bytes => State::Issued,
                Some(mark) => return missing(mark),
                None if entry.made_from == made_from => State::Fresh,
                None => State::Stale,
            };
            (state, Some(entry))
        };
        if let Some(entry) = entries.iter().rev().find(|e| e.seen == Some(seen)) {
            return ours(entry);
        }
        // What cannot be read cannot be told from ours: writing it will say why. Nothing is lost
        // with an empty file, which a failure of the power leaves.
        let Ok(bytes) = files::read(&path) else {
            return mark.map_or((State::Stale, None), missing);
        };
        if bytes.is_empty() && !has_signature {
            return mark.map_or((State::Stale, None), missing);
        }
        let found = digest([bytes.as_slice()]);
        if let Some(entry) = entries.iter().rev().find(|e| e.bytes == found) {
            return ours(entry);
        }
        let is_signed = has_signature || is_signed(&bytes);
        if is_signed {
            // A signature inside a PDF comes after the bytes that were made. What a person changed
            // before it was signed says, as far as is known, what was made last.
            let before = entries.iter().rev().find(|entry| entry.begins(&bytes));
            (State::Signed, before.or(last))
        } else if let Some(mark) = mark {
            if *mark == found {
                (State::Issued, last)
            } else {
                missing(mark)
            }
        } else if entries.iter().all(|entry| entry.seen.is_none()) && is_own(&bytes) {
            // Nothing that is known here was ever in its place.
            (State::Unknown, None)
        } else {
            (State::ChangedByHand, None)
        }
    }

    /// Under which name a file lies that was given out and is missing; `None` if it is nowhere in
    /// the folder.
    pub(crate) fn lies_as(&self, file: &str) -> Option<&str> {
        self.moved().get(&key(file)).map(String::as_str)
    }

    /// Under which name a file was given out that lies under this one now.
    pub(crate) fn moved_from(&self, name: &str) -> Option<&str> {
        let mut moved = self.moved().iter();
        moved.find_map(|(file, now)| (now == name).then_some(file.as_str()))
    }

    /// Files that were given out and are missing, with the names under which their bytes lie now.
    fn moved(&self) -> &BTreeMap<String, String> {
        self.moved.get_or_init(|| {
            let is_missing = |file: &str| self.standing(file, "").0 == State::Missing;
            let mut missing: BTreeMap<&str, &str> = self
                .issued
                .iter()
                .filter(|(file, _)| is_missing(file))
                .map(|(file, mark)| (mark.as_str(), file.as_str()))
                .collect();
            let mut moved = BTreeMap::new();
            for name in self.names.iter().filter(|name| is_paper(name)) {
                if missing.is_empty() {
                    break;
                }
                let found = files::read(&self.folder.join(name)).map(|b| digest([b.as_slice()]));
                if let Some(file) = found.ok().and_then(|found| missing.remove(found.as_str())) {
                    moved.insert(file.to_owned(), name.clone());
                }
            }
            moved
        })
    }

    /// Whether it is known what a file would be, made from this.
    pub(crate) fn knows(&self, file: &str, made_from: &str) -> bool {
        let entries = self.known.get(&key(file)).map_or(&[][..], Vec::as_slice);
        entries.iter().any(|entry| entry.made_from == made_from)
    }

    /// What a file that was made from this would have as its line; with its length and time if it
    /// is what lies on the disk.
    pub(crate) fn entry(
        &self,
        origin: Origin<'_>,
        file: &str,
        bytes: &[u8],
        pages: Option<usize>,
    ) -> LedgerEntry {
        let path = self.folder.join(file);
        let now = seen(&path);
        let is_there = files::read(&path).is_ok_and(|there| there == bytes);
        LedgerEntry {
            seen: now.filter(|_| is_there),
            ..LedgerEntry::of(origin, file, bytes, pages)
        }
    }

    /// Whether the file of a line has its bytes, and after them no more than a signature.
    pub(crate) fn begins_as(&self, entry: &LedgerEntry) -> bool {
        let bytes = files::read(&self.folder.join(&entry.file));
        bytes.is_ok_and(|bytes| entry.begins(&bytes))
    }

    /// The text that a paper had when it was made; `None` if it was not kept.
    pub(crate) fn text(&self, entry: &LedgerEntry) -> Option<String> {
        if entry.text.is_empty() {
            return None;
        }
        let bytes = files::read(&self.place_of_text(&entry.text)).ok()?;
        String::from_utf8(bytes).ok()
    }

    fn place_of_text(&self, fingerprint: &str) -> PathBuf {
        self.folder
            .join(FOLDER)
            .join(TEXTS)
            .join(format!("{fingerprint}.txt"))
    }

    /// Whether `file.sig`, `file.mentor.sig` or the like is there: then another file under the name
    /// would be unsigned.
    fn has_signature_beside(&self, file: &str) -> bool {
        self.signatures_of(file).next().is_some()
    }

    /// Names of the signatures beside a file.
    fn signatures_of(&self, file: &str) -> impl Iterator<Item = &String> {
        let file = key(file);
        let bare = file
            .rsplit_once('.')
            .map_or(file.as_str(), |(bare, _)| bare)
            .to_owned();
        let whole = file + ".";
        self.signatures.iter().filter(move |name| {
            let name = key(name);
            name.starts_with(&whole)
                || name
                    .rsplit_once('.')
                    .is_some_and(|(stem, ending)| stem == bare && is_signature_ending(ending))
        })
    }

    /// Files that are none of these: those that were made here, each as it was made last, and those
    /// that were given out or made by this program and are not known, which a lost ledger leaves.
    /// One that was given out is named even if it is missing.
    pub(crate) fn others(&self, wanted: &BTreeSet<String>) -> Vec<LedgerEntry> {
        let wanted: BTreeSet<String> = wanted.iter().map(|file| key(file)).collect();
        let is_other = |file: &str| {
            !wanted.contains(&key(file))
                && (self.is_marked(file) || self.folder.join(file).exists())
        };
        let known = self.known.iter().filter(|(file, _)| is_other(file));
        let known = known.filter_map(|(_, entries)| entries.last().cloned());
        let marked = self
            .issued
            .keys()
            .filter(|file| !self.names.contains(*file));
        let unknown = self.names.iter().chain(marked).filter(|name| {
            is_paper(name) && !self.known.contains_key(&key(name)) && is_other(name)
        });
        let given_out = unknown.filter(|name| {
            self.is_marked(name)
                || self.moved_from(name).is_some()
                || self.has_signature_beside(name)
                || files::read(&self.folder.join(name))
                    .is_ok_and(|bytes| is_signed(&bytes) || (*name != PRINTED && is_own(&bytes)))
        });
        let given_out = given_out.map(|name| LedgerEntry {
            file: name.clone(),
            ..LedgerEntry::default()
        });
        known.chain(given_out).collect()
    }

    /// Whether a file of this name was given out, be it there or not.
    pub(crate) fn is_marked(&self, file: &str) -> bool {
        self.issued.contains_key(&key(file))
    }

    /// Whether nothing was ever made here.
    pub(crate) fn is_empty(&self) -> bool {
        self.known.is_empty() && self.names.is_empty()
    }

    /// Which paper a file was when it was made last; `None` if that is not known.
    pub(crate) fn paper_in(&self, file: &str) -> Option<&str> {
        let last = self.known.get(&key(file))?.last()?;
        Some(last.paper.as_str()).filter(|paper| !paper.is_empty())
    }

    /// Whether a file is one that was made here.
    pub(crate) fn has(&self, file: &str) -> bool {
        self.known.contains_key(&key(file))
    }

    /// Length and time of a file on the disk, for [`Self::put`].
    pub(crate) fn seen(&self, file: &str) -> Option<Seen> {
        seen(&self.folder.join(file))
    }

    /// Keeps a copy of a file that is to be replaced, and of the signatures beside it.
    ///
    /// # Errors
    /// If a copy cannot be written.
    pub(crate) fn keep_old(&self, file: &str) -> Result<(), Trouble> {
        let path = self.folder.join(file);
        let signatures = self.signatures_of(file).map(String::as_str);
        for name in std::iter::once(file).chain(signatures) {
            let bytes = files::read(&self.folder.join(name))?;
            let kept = left_over::place_in_old(&self.folder.join(FOLDER), name)?;
            files::write_new(&kept, &bytes).map_err(|trouble| trouble.of(&path))?;
        }
        Ok(())
    }

    /// Takes away the signatures beside a file that is no longer the one they were made for.
    ///
    /// # Errors
    /// If the system refuses.
    pub(crate) fn drop_signatures(&self, file: &str) -> Result<(), Trouble> {
        let mut signatures = self.signatures_of(file);
        signatures.try_for_each(|name| files::remove(&self.folder.join(name)))
    }

    /// Moves a file with the signatures beside it into `.nastavnik/old`.
    ///
    /// # Errors
    /// If the system refuses.
    pub(crate) fn put_away(&self, file: &str) -> Result<(), Trouble> {
        self.keep_old(file)?;
        files::remove(&self.folder.join(file))?;
        self.drop_signatures(file)
    }

    /// Marks files as given out, or takes the mark away.
    ///
    /// # Errors
    /// If a file cannot be read or the marks not be written; no mark is then changed.
    pub(crate) fn issue(&mut self, files: &[String], is_issued: bool) -> Result<(), Trouble> {
        self.note_lost_marks()?;
        for file in files {
            if is_issued {
                let bytes = files::read(&self.folder.join(file))?;
                self.issued.insert(key(file), digest([bytes.as_slice()]));
            } else {
                self.issued.remove(&key(file));
            }
        }
        marks::write(&self.folder.join(FOLDER), &self.issued)
    }

    /// Takes the marks of files away in whose place others were put.
    ///
    /// # Errors
    /// If the marks cannot be written.
    pub(crate) fn drop_marks(&mut self, files: &[String]) -> Result<(), Trouble> {
        if !files.iter().any(|file| self.is_marked(file)) {
            return Ok(());
        }
        // Another run that shares the folder may have dropped some of its own.
        self.issued = marks::read(&self.folder.join(FOLDER));
        for file in files {
            self.issued.remove(&key(file));
        }
        marks::write(&self.folder.join(FOLDER), &self.issued)
    }

    /// Puts a file into its place, with its line in the journal first. `before` is how the file
    /// stood when it was looked at.
    ///
    /// # Errors
    /// If the journal or the file cannot be written, or the file has changed meanwhile; an old file
    /// is then untouched. It is the file that is named.
    pub(crate) fn put(
        &self,
        origin: Origin<'_>,
        file: &str,
        bytes: &[u8],
        pages: Option<usize>,
        before: Option<Seen>,
    ) -> Result<(), Trouble> {
        let mut entry = LedgerEntry::of(origin, file, bytes, pages);
        let path = self.folder.join(file);
        self.note(&entry).map_err(|trouble| trouble.of(&path))?;
        self.keep_text(&entry.text, origin.text)
            .map_err(|trouble| trouble.of(&path))?;
        if seen(&path) != before {
            return Err(Trouble::changed_meanwhile(&path));
        }
        files::write_through(&self.folder.join(FOLDER), &path, bytes)?;
        entry.seen = seen(&path);
        self.add(entry);
        Ok(())
    }

    fn keep_text(&self, fingerprint: &str, text: &str) -> Result<(), Trouble> {
        let place = self.place_of_text(fingerprint);
        if place.exists() {
            return Ok(());
        }
        files::create_folder(&self.folder.join(FOLDER).join(TEXTS))?;
        files::write_through(&self.folder.join(FOLDER), &place, text.as_bytes())
    }

    /// Takes a file that was found to be what would be made, or notes what would be.
    ///
    /// # Errors
    /// If its text cannot be kept.
    pub(crate) fn adopt(&self, entry: LedgerEntry, text: &str) -> Result<(), Trouble> {
        self.keep_text(&entry.text, text)?;
        self.add(entry);
        Ok(())
    }

    fn add(&self, entry: LedgerEntry) {
        self.journal
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .added
            .push(entry);
    }

    /// Remembers that a file would be made the same from data that have changed.
    pub(crate) fn renew(&self, entry: &LedgerEntry, made_from: &str) {
        // What is on the disk now may be another file already: the length and time stay those that
        // were compared.
        self.add(LedgerEntry {
            made_from: made_from.to_owned(),
            ..entry.clone()
        });
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

    /// Writes the whole ledger and takes away the journals it holds. Does nothing if there is
    /// nothing new.
    ///
    /// # Errors
    /// If it cannot be written; the journal then stays and says the same.
    pub(crate) fn close(self) -> Result<(), Trouble> {
        let journal = self
            .journal
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let inside = self.folder.join(FOLDER);
        if journal.added.is_empty() && !(self.is_damaged && inside.is_dir()) {
            return Ok(());
        }
        drop(journal.file);
        let mut all = self.known;
        for entry in journal.added {
            all.entry(key(&entry.file)).or_default().push(entry);
        }
        let kept: Vec<LedgerEntry> = all
            .into_values()
            .flat_map(|entries| worth_keeping(&self.folder, entries))
            .collect();
        let lines: String = kept
            .iter()
            .filter_map(|e| serde_json::to_string(e).ok())
            .map(|line| line + "\n")
            .collect();
        let ledger = inside.join(format!("register-{}.jsonl", self.writer));
        files::write_whole(&ledger, lines.as_bytes())?;
        left_over::remove(&inside, &ledger);
        // Who writes alone has read what all others wrote.
        let own = format!("journal-{}-", self.writer);
        for path in files::files_in(&inside)? {
            let name = name_of(&path);
            let is_read = self.writer == WHOLE
                && (name.starts_with("journal-") || name.starts_with("register-"));
            if path != ledger && (is_read || name.starts_with(&own)) {
                let _ = std::fs::remove_file(path);
            }
        }
        if self.writer == WHOLE {
            let needed: BTreeSet<String> = kept.iter().map(|e| format!("{}.txt", e.text)).collect();
            for path in files::files_in(&inside.join(TEXTS))? {
                if !needed.contains(&name_of(&path)) {
                    let _ = std::fs::remove_file(path);
                }
            }
        }
        Ok(())
    }
}

/// Who writes alone.
pub(crate) const WHOLE: &str = "all";
/// What is printed, all papers in one: no paper itself.
pub(crate) const PRINTED: &str = "Печать.pdf";
/// What the papers say.
const TEXTS: &str = "says";
fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(made_from: &str) -> Origin<'_> {
        Origin {
            paper: "program x.toml",
            source: "x.toml",
            made_from,
            says: "as ever",
            text: "words",
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
        ledger
            .put(origin("1"), "a.pdf", b"one", None, None)
            .unwrap();
        ledger.close().unwrap();
        let ledger = opened(folder.path());
        assert_eq!(state(&ledger, "a.pdf", "1"), State::Fresh);
        assert_eq!(state(&ledger, "a.pdf", "2"), State::Stale);
        let others = ledger.others(&BTreeSet::new());
        assert_eq!(others.len(), 1);
        assert_eq!((&*others[0].file, &*others[0].source), ("a.pdf", "x.toml"));
    }

    /// A name that is written otherwise now is the same file in Windows, and ours as before.
    #[test]
    fn names_are_told_apart_as_the_system_does() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = opened(folder.path());
        ledger
            .put(origin("1"), "орлова.pdf", b"1", None, None)
            .unwrap();
        ledger.close().unwrap();
        let ledger = opened(folder.path());
        let others = ledger.others(&BTreeSet::from(["Орлова.pdf".to_owned()]));
        if cfg!(windows) {
            assert_eq!(state(&ledger, "Орлова.pdf", "2"), State::Stale);
            assert!(others.is_empty());
        } else {
            assert_eq!(state(&ledger, "Орлова.pdf", "2"), State::New);
            assert_eq!(others[0].file, "орлова.pdf");
        }
        let before = super::seen(&folder.path().join("Орлова.pdf"));
        ledger
            .put(origin("2"), "Орлова.pdf", b"2", None, before)
            .unwrap();
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
        ledger
            .put(origin("1"), "a.pdf", b"one", Some(2), None)
            .unwrap();
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
        ledger
            .put(origin("1"), "a.pdf", b"one", None, None)
            .unwrap();
        drop(ledger);
        assert_eq!(state(&opened(folder.path()), "a.pdf", "1"), State::Fresh);
        // Killed between the line and the file: the old file is still known as ours.
        let ledger = opened(folder.path());
        let entry = LedgerEntry {
            file: "a.pdf".into(),
            made_from: "2".into(),
            bytes: digest([&b"two"[..]]),
            ..LedgerEntry::default()
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
        ledger
            .put(origin("1"), "a.pdf", b"%PDF one", None, None)
            .unwrap();
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
        ledger
            .put(origin("1"), "a.pdf", b"one", None, None)
            .unwrap();
        ledger
            .put(origin("1"), "a.docx", b"two", None, None)
            .unwrap();
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
