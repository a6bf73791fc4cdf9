//! What lies in the output folder: which file was made from what, so that only what is stale is
//! made again and nothing that a person changed is overwritten.
//!
//! The ledger stands in `.nastavnik` inside the folder. Before a file is put into its place a
//! line about it is added to a journal, and the whole ledger is written when the work is done. So
//! a run that is killed leaves a true ledger: a file is ours if its bytes are those of any line.
//! What each paper says lies in `.nastavnik/says`, so that a signed one can be compared with the
//! description of another day.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use super::entry::{LedgerEntry, Origin, Seen, State, seen};
use super::files::{self, Trouble, name_of};
use super::last_run::Lying;
use super::marks::{self, Mark, Marks};
use super::names::{is_paper, key};
use super::own::is_own;
use super::places::{FOLDER, PRINTED, TEXTS, is_journal, is_ledger};
use super::signatures::{is_signature_ending, is_signed, stands_for_signature};
use crate::digest::digest;

/// The ledger of one output folder.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub(super) folder: PathBuf,
    /// Who writes: runs that share a folder (`--shard`) keep a ledger each.
    pub(super) writer: String,
    /// By [`key`].
    pub(super) known: BTreeMap<String, Vec<LedgerEntry>>,
    /// Names of the signatures that lie beside files.
    signatures: BTreeSet<String>,
    /// All files in the folder, as they lay before any of them was looked at.
    pub(super) lying: Lying,
    /// Files that were given out.
    pub(super) marks: Marks,
    /// Whether a signature is of a file; without it only the names speak.
    fits: Option<Fits>,
    /// See [`Self::ascribed`].
    ascribed: OnceLock<BTreeMap<String, BTreeSet<String>>>,
    /// See [`Self::moved`].
    moved: OnceLock<BTreeMap<String, String>>,
    /// Whether the file of the marks could not be read; `None` if there is none.
    are_marks_damaged: Option<bool>,
    /// Whether something in the ledger could not be read.
    pub(super) is_damaged: bool,
    pub(super) journal: Mutex<Journal>,
}

/// What is not there any more of what this program has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// The signature of this name.
    Beside(String),
    /// What lies there was signed otherwise, or earlier.
    Inside,
}

/// Whether a signature is of the bytes of a file.
type Fits = fn(file: &[u8], signature: &[u8]) -> bool;

/// What a run adds.
#[derive(Debug, Default)]
pub(super) struct Journal {
    pub(super) file: Option<File>,
    pub(super) added: Vec<LedgerEntry>,
    /// Files that were put into their places, with their lengths and times after it.
    pub(super) put: Vec<(String, Option<Seen>)>,
}

/// Whether a name is that of a file of the folder itself.
fn is_in_folder(name: &str) -> bool {
    !name.contains(['/', '\\', ':']) && !matches!(name, "" | "." | "..")
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
            let is_journal = is_journal(&name);
            if !is_journal && !is_ledger(&name) {
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
                    // Of a file elsewhere it knows nothing, whoever wrote that line.
                    Ok(entry) if !is_in_folder(&entry.file) => is_damaged = true,
                    Ok(entry) => known.entry(key(&entry.file)).or_default().push(entry),
                    // The last line of a journal may be cut short by a kill.
                    Err(_) => is_damaged |= !(is_journal && i + 1 == lines.len()),
                }
            }
        }
        let lying = Lying::of(folder)?;
        let signatures = lying
            .names()
            .filter(|name| stands_for_signature(name))
            .cloned()
            .collect();
        Ok(Self {
            are_marks_damaged: marks::are_damaged(&folder.join(FOLDER)),
            folder: folder.to_owned(),
            writer: writer.to_owned(),
            known,
            signatures,
            lying,
            marks: marks::read(&folder.join(FOLDER)),
            fits: None,
            ascribed: OnceLock::new(),
            moved: OnceLock::new(),
            is_damaged,
            journal: Mutex::default(),
        })
    }

    /// The same, with what tells of which paper a signature «Карта.sig» is where there are «Карта.pdf» and
    /// «Карта.docx».
    pub(crate) fn telling_apart(self, fits: Fits) -> Self {
        let fits = Some(fits);
        Self { fits, ..self }
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
        self.are_marks_damaged.unwrap_or_else(|| {
            self.known.is_empty() && self.lying.names().any(|name| is_own_paper(&name))
        })
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
        marks::write(&inside, &self.marks)?;
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
        let mark = self.marks.get(&key(file));
        // The mark is of those bytes and of no others that come to lie under the name.
        let missing = |mark: &Mark| {
            let given_out = entries.iter().rev().find(|entry| mark.is_of(&entry.bytes));
            let state = match mark.issued {
                Some(_) => State::Missing,
                None => State::SignedMissing,
            };
            (state, given_out.or(last))
        };
        // No signature is in or beside the file.
        let marked = |mark: &Mark, found: &str, entry: Option<&'r LedgerEntry>| {
            let is_of = mark.is_of(found);
            // Made anew to the letter it may be signed anew.
            let is_made = mark.issued.is_none()
                && entry.is_some_and(|it| it.bytes == found && it.made_from == made_from);
            if is_of && !mark.beside.is_empty() || is_made {
                (State::Unsigned, entry)
            } else if mark.issued.as_deref() == Some(found) {
                (State::Issued, entry)
            } else {
                missing(mark)
            }
        };
        let Some(seen) = seen(&path) else {
            return mark.map_or((State::New, None), missing);
        };
        let has_signature = self.has_signature_beside(file);
        let ours = |entry: &'r LedgerEntry| {
            let state = match mark {
                _ if has_signature => State::Signed,
                Some(mark) => return marked(mark, &entry.bytes, Some(entry)),
                None if entry.made_from == made_from => State::Fresh,
                None => State::Stale,
            };
            (state, Some(entry))
        };
        // A file that is to be replaced is read all the same: programs that keep times, and whoever
        // tampers, change a file and not what the system tells of it.
        let untouched = entries.iter().rev().find(|e| e.seen == Some(seen));
        if let Some(found) = untouched
            .map(ours)
            .filter(|(state, _)| *state != State::Stale)
        {
            return found;
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
            marked(mark, &found, last)
        } else if entries.iter().all(|entry| entry.seen.is_none()) && is_own(&bytes) {
            // Nothing that is known here was ever in its place.
            (State::Unknown, None)
        } else {
            (State::ChangedByHand, None)
        }
    }

    /// Whether bytes that lie under a name are others than the program has ever put there, though it
    /// has put some.
    pub(crate) fn is_strange(&self, file: &str, bytes: &[u8]) -> bool {
        let entries = self.known.get(&key(file)).map_or(&[][..], Vec::as_slice);
        let found = digest([bytes]);
        !entries.is_empty() && entries.iter().all(|entry| entry.bytes != found)
    }

    /// The other file whose bytes lie under this name, with no more than a signature after them;
    /// `None` if they may be its own.
    pub(crate) fn of_another(&self, file: &str) -> Option<&str> {
        let path = self.folder.join(file);
        let own = key(file);
        let entries = self.known.get(&own).map_or(&[][..], Vec::as_slice);
        let now = seen(&path);
        if now.is_none() || entries.iter().any(|entry| entry.seen == now) {
            return None;
        }
        let bytes = files::read(&path).ok()?;
        let mut starts: BTreeMap<usize, String> = BTreeMap::new();
        let mut begins = |entry: &LedgerEntry| {
            let start = bytes.get(..entry.length).filter(|it| !it.is_empty());
            start.is_some_and(|start| {
                *starts
                    .entry(entry.length)
                    .or_insert_with(|| digest([start]))
                    == entry.bytes
            })
        };
        if entries.iter().any(&mut begins) {
            return None;
        }
        let mut others = self.known.iter().filter(|(file, _)| **file != own);
        let other = others.find_map(|(_, entries)| entries.iter().find(|it| begins(it)))?;
        Some(&other.file)
    }

    /// The file that was made here with these bytes.
    pub(crate) fn made_of(&self, bytes: &[u8]) -> Option<&str> {
        let found = digest([bytes]);
        let mut all = self.known.values().flatten();
        Some(&all.find(|entry| entry.bytes == found)?.file)
    }

    /// The file that was made here and has, or had, the bytes that lie under a name of which nothing is
    /// known; and whether it still lies there with them.
    pub(crate) fn copied_from(&self, name: &str) -> Option<(&str, bool)> {
        if self.has(name) || self.is_marked(name) || self.has_signature_beside(name) {
            return None;
        }
        let bytes = files::read(&self.folder.join(name)).ok()?;
        let found = digest([bytes.as_slice()]);
        let is_there = |entry: &LedgerEntry| {
            let other = files::read(&self.folder.join(&entry.file));
            other.is_ok_and(|other| other == bytes)
        };
        let all = || self.known.values().flatten();
        let is_of = |entry: &&LedgerEntry| entry.bytes == found;
        if let Some(entry) = all().find(is_of) {
            let lying = all().filter(is_of).find(|entry| is_there(entry));
            let file = &lying.unwrap_or(entry).file;
            return Some((file, lying.is_some()));
        }
        // With a signature inside it is what was made no more.
        let is_signed = is_signed(&bytes);
        let signed = self
            .marks
            .iter()
            .filter(|(_, mark)| is_signed && mark.holds(&bytes));
        let entries = signed.filter_map(|(file, _)| self.known.get(file)?.last());
        let entry = entries.into_iter().find(|entry| is_there(entry))?;
        Some((&entry.file, true))
    }

    /// The bytes of a file, and of the signatures beside it; `None` if none lie there.
    pub(crate) fn with_signatures(&self, file: &str) -> Option<(Vec<u8>, Vec<Vec<u8>>)> {
        let read = |name: &str| files::read(&self.folder.join(name)).ok();
        let beside: Vec<Vec<u8>> = self.signatures_of(file).filter_map(|it| read(it)).collect();
        if beside.is_empty() {
            return None;
        }
        Some((read(file)?, beside))
    }

    /// Under which name a file lies that was given out and is missing; `None` if it is nowhere in
    /// the folder.
    pub(crate) fn lies_as(&self, file: &str) -> Option<&str> {
        self.moved().get(&key(file)).map(String::as_str)
    }

    /// Under which name a file was given out that lies under this one now.
    pub(crate) fn moved_from(&self, name: &str) -> Option<&str> {
        let mut moved = self.moved().iter();
        let (file, _) = moved.find(|(_, now)| *now == name)?;
        Some(&self.marks.get(file)?.file)
    }

    /// Keys of files that were given out and are missing, with the names under which their bytes lie now.
    fn moved(&self) -> &BTreeMap<String, String> {
        self.moved.get_or_init(|| {
            let is_missing = |file: &str| {
                let (state, _) = self.standing(file, "");
                matches!(state, State::Missing | State::SignedMissing)
            };
            let mut missing: Vec<(&String, &Mark)> = self
                .marks
                .iter()
                .filter(|(file, _)| is_missing(file))
                .collect();
            let mut moved = BTreeMap::new();
            for name in self.lying.names().filter(|name| is_paper(name)) {
                if missing.is_empty() {
                    break;
                }
                let Ok(bytes) = files::read(&self.folder.join(name)) else {
                    continue;
                };
                let found = missing.iter().position(|(_, mark)| mark.holds(&bytes));
                if let Some(found) = found {
                    let (file, _) = missing.swap_remove(found);
                    moved.insert(file.clone(), name.clone());
                }
            }
            moved
        })
    }

    /// What this program has signed and is not there any more as it was signed, though another
    /// signature is.
    pub(crate) fn lost_signature(&self, file: &str) -> Option<Lost> {
        let mark = self.marks.get(&key(file))?;
        let read = |name: &str| files::read(&self.folder.join(name));
        let found: Vec<(String, String)> = self
            .signatures_of(file)
            .filter_map(|name| Some((key(name), digest([read(name).ok()?.as_slice()]))))
            .collect();
        let is_gone = |ending: &str, of: &String| {
            let name = key(file) + ending;
            found.iter().all(|(own, bytes)| *own != name && bytes != of)
        };
        if let Some((ending, _)) = mark.beside.iter().find(|(ending, of)| is_gone(ending, of)) {
            return Some(Lost::Beside(format!("{file}{ending}")));
        }
        // What was changed beneath a signature beside it is known by that signature.
        let is_inside = mark.signed.is_some() && mark.beside.is_empty();
        let is_other = || read(file).is_ok_and(|bytes| !mark.has_signed(&bytes));
        (is_inside && is_other()).then_some(Lost::Inside)
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

    pub(super) fn place_of_text(&self, fingerprint: &str) -> PathBuf {
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
    pub(crate) fn signatures_of(&self, file: &str) -> impl Iterator<Item = &String> {
        let file = key(file);
        let bare = file
            .rsplit_once('.')
            .map_or(file.as_str(), |(bare, _)| bare)
            .to_owned();
        let whole = file.clone() + ".";
        self.signatures.iter().filter(move |name| {
            let name = key(name);
            let is_bare = || {
                let parts = name.rsplit_once('.');
                parts.is_some_and(|(stem, ending)| stem == bare && is_signature_ending(ending))
            };
            name.starts_with(&whole) || is_bare() && self.may_be_of(&name, &file)
        })
    }

    /// Whether a signature without the ending of its paper in its name may be of this one.
    fn may_be_of(&self, signature: &str, file: &str) -> bool {
        let of = self.ascribed().get(signature);
        of.is_none_or(|papers| papers.contains(file))
    }

    /// Signatures «Карта.sig» beside several papers «Карта», with those that they fit; all, if they fit none.
    fn ascribed(&self) -> &BTreeMap<String, BTreeSet<String>> {
        self.ascribed.get_or_init(|| {
            let Some(fits) = self.fits else {
                return BTreeMap::new();
            };
            let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_owned());
            let mut papers: BTreeMap<String, Vec<&String>> = BTreeMap::new();
            for name in self.lying.names().filter(|name| is_paper(name)) {
                let stem = stem(&key(name)).unwrap_or_default();
                papers.entry(stem).or_default().push(name);
            }
            let read = |name: &str| files::read(&self.folder.join(name)).ok();
            let mut out = BTreeMap::new();
            for signature in &self.signatures {
                let name = key(signature);
                let of = stem(&name).and_then(|stem| papers.get(&stem));
                let Some(of) = of.filter(|of| of.len() > 1) else {
                    continue;
                };
                let Some(bytes) = read(signature) else {
                    continue;
                };
                let is_of = |paper: &&&String| read(paper).is_some_and(|it| fits(&it, &bytes));
                let fitting: BTreeSet<String> =
                    of.iter().filter(is_of).map(|paper| key(paper)).collect();
                if !fitting.is_empty() {
                    out.insert(name, fitting);
                }
            }
            out
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
        let marked = self.marks.values().map(|mark| &mark.file);
        let marked = marked.filter(|file| !self.lying.has(file));
        let unknown = self.lying.names().chain(marked).filter(|name| {
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

    /// Whether a file was marked by the user as given out.
    pub(crate) fn is_issued(&self, file: &str) -> bool {
        let mark = self.marks.get(&key(file));
        mark.is_some_and(|mark| mark.issued.is_some())
    }

    /// Whether a file of this name was given out, be it there or not.
    pub(crate) fn is_marked(&self, file: &str) -> bool {
        self.marks.contains_key(&key(file))
    }

    /// Whether nothing was ever made here.
    pub(crate) fn is_empty(&self) -> bool {
        self.known.is_empty() && self.lying.names().next().is_none()
    }

    /// What is known of a file by now.
    pub(crate) fn last_of(&self, file: &str) -> Option<&LedgerEntry> {
        self.known.get(&key(file))?.last()
    }

    /// Whether a file is one that was made here.
    pub(crate) fn has(&self, file: &str) -> bool {
        self.known.contains_key(&key(file))
    }

    /// Length and time of a file on the disk, for [`Self::put`].
    pub(crate) fn seen(&self, file: &str) -> Option<Seen> {
        seen(&self.folder.join(file))
    }
}

#[cfg(test)]
mod tests;
