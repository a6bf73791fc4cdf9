//! What a run writes into an output folder: papers, with their lines in the ledger, marks, and what
//! is put away.
#![expect(
    clippy::disallowed_methods,
    reason = "the edge: files are touched here"
)]

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::sync::{MutexGuard, PoisonError};

use super::entry::{LedgerEntry, Origin, Seen, seen, worth_keeping};
use super::files::{self, Trouble, name_of};
use super::ledger::{Journal, Ledger};
use super::left_over;
use super::marks::{self, Mark};
use super::names::{is_paper, key};
use super::places::{FOLDER, TEXTS, WHOLE, is_journal, is_ledger, journals_of, ledger_of};
use crate::digest::digest;

/// How a run leaves an output folder.
#[derive(Debug)]
pub(crate) struct Left {
    /// Whether it noted anything in the ledger.
    pub(crate) is_noted: bool,
    /// See [`how_it_lies`](super::how_it_lies): of the files as they were looked at or written, so
    /// that what others changed meanwhile is found out. `None` if the system did not tell it.
    pub(crate) lies: Option<String>,
}

impl Ledger {
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

    /// Moves the signatures of a file that is not there, and of no other, into `.nastavnik/old`, unless
    /// they fit the one that is to lie there. Gives their names.
    ///
    /// # Errors
    /// If the system refuses.
    pub(crate) fn put_away_lone(
        &self,
        file: &str,
        fits: &dyn Fn(&[u8]) -> bool,
    ) -> Result<Vec<String>, Trouble> {
        let stem = |name: &str| key(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let is_of_other = |signature: &str| {
            let mut papers = self.lying.names().filter(|name| is_paper(name));
            papers.any(|name| key(name) != key(file) && stem(name) == stem(signature))
        };
        let mut lone = Vec::new();
        for name in self.signatures_of(file).filter(|it| !is_of_other(it)) {
            let bytes = files::read(&self.folder.join(name))?;
            if fits(&bytes) {
                continue;
            }
            let kept = left_over::place_in_old(&self.folder.join(FOLDER), name)?;
            files::write_new(&kept, &bytes)?;
            files::remove(&self.folder.join(name))?;
            lone.push(name.clone());
        }
        Ok(lone)
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
                self.mark(file).issued = Some(digest([bytes.as_slice()]));
            } else {
                self.unmark(file);
            }
        }
        marks::write(&self.folder.join(FOLDER), &self.marks)
    }

    fn mark(&mut self, file: &str) -> &mut Mark {
        self.marks
            .entry(key(file))
            .or_insert_with(|| Mark::of(file))
    }

    /// That the user has marked it, where it lies there as it was signed; all, where it does not.
    fn unmark(&mut self, file: &str) {
        let is_whole = !self.has_lost(file);
        let mark = self.marks.get_mut(&key(file));
        let Some(mark) = mark.filter(|mark| is_whole && mark.signed.is_some()) else {
            self.marks.remove(&key(file));
            return;
        };
        mark.issued = None;
    }

    /// Whether what was given out under a name, or a signature of it, is gone.
    pub(crate) fn has_lost(&self, file: &str) -> bool {
        self.standing(file, "").0.has_gone() || self.lost_signature(file).is_some()
    }

    /// Notes that a paper was signed: inside, or by a signature of this name beside it.
    ///
    /// # Errors
    /// If the paper or its signature cannot be read, or the marks not be written.
    pub(crate) fn note_signed(
        &mut self,
        file: &str,
        signature: Option<&str>,
    ) -> Result<(), Trouble> {
        self.note_lost_marks()?;
        let bytes = files::read(&self.folder.join(file))?;
        let beside = match signature {
            Some(signature) => Some((signature, files::read(&self.folder.join(signature))?)),
            None => None,
        };
        let mark = self.mark(file);
        // What is signed anew was made anew, or is what was signed before.
        if !mark.holds(&bytes) {
            *mark = Mark::of(file);
        }
        mark.signed = Some((bytes.len(), digest([bytes.as_slice()])));
        if let Some((signature, bytes)) = beside {
            let name = key(signature);
            let ending = name.strip_prefix(&key(file)).unwrap_or(&name);
            mark.beside
                .insert(ending.to_owned(), digest([bytes.as_slice()]));
        }
        marks::write(&self.folder.join(FOLDER), &self.marks)
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
        self.marks = marks::read(&self.folder.join(FOLDER));
        for file in files {
            self.marks.remove(&key(file));
        }
        marks::write(&self.folder.join(FOLDER), &self.marks)
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
        self.journal().put.push((file.to_owned(), entry.seen));
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
        self.journal().added.push(entry);
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
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

    pub(super) fn note(&self, entry: &LedgerEntry) -> Result<(), Trouble> {
        let path = self.folder.join(FOLDER).join(format!(
            "{}{}.jsonl",
            journals_of(&self.writer),
            std::process::id()
        ));
        let mut journal = self.journal();
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

    /// Writes the whole ledger, if there is anything new, and takes away the journals it holds.
    ///
    /// # Errors
    /// If it cannot be written; the journal then stays and says the same.
    pub(crate) fn close(mut self) -> Result<Left, Trouble> {
        let journal = std::mem::take(&mut *self.journal());
        let is_noted = !journal.added.is_empty();
        drop(journal.file);
        for (name, seen) in journal.put {
            self.lying.put(name, seen);
        }
        let inside = self.folder.join(FOLDER);
        let lying = std::mem::take(&mut self.lying);
        if is_noted || (self.is_damaged && inside.is_dir()) {
            self.write_all(journal.added)?;
        }
        Ok(Left {
            is_noted,
            lies: lying.fingerprint(&inside).ok(),
        })
    }

    /// Writes what was known and what has been added.
    fn write_all(self, added: Vec<LedgerEntry>) -> Result<(), Trouble> {
        let inside = self.folder.join(FOLDER);
        let mut all = self.known;
        for entry in added {
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
        let ledger = inside.join(ledger_of(&self.writer));
        files::write_whole(&ledger, lines.as_bytes())?;
        left_over::remove(&inside, &ledger);
        // Who writes alone has read what all others wrote.
        let own = journals_of(&self.writer);
        for path in files::files_in(&inside)? {
            let name = name_of(&path);
            let is_read = self.writer == WHOLE && (is_journal(&name) || is_ledger(&name));
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
