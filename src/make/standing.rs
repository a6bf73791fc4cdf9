//! How the files of a plan stand to what lies in the output folder.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::comparisons::Comparisons;
use super::names::{self, Names};
use super::one::bytes;
use super::page_setter::PageSetter;
use super::seal::{Seal, ledger, wrong_beside};
use crate::disk::{Ledger, LedgerEntry, Lost, Origin, State, Trouble, WHOLE};
use crate::document::Document;
use crate::plan::{Difference, Format, NotBuilt, Paper, Plan, content_fingerprint};
use crate::text;

/// How one file stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileState {
    pub file: String,
    /// The name that the plan has for its paper; `None` for what is of no paper.
    pub paper: Option<String>,
    pub state: State,
    /// Of a signed or issued file: what the description says otherwise by now.
    pub differs: Option<Difference>,
}

/// How every file of a plan stands to the output folder, and what lies there that the plan does not
/// have.
///
/// # Errors
/// If the ledger of the folder cannot be read.
pub fn status(
    plan: &Plan,
    folder: &Path,
    formats: &[Format],
) -> Result<Vec<(String, State)>, Trouble> {
    Comparisons::default().status(plan, folder, formats)
}

/// The same, with what signed and issued papers say otherwise than the description.
///
/// # Errors
/// As [`status`].
pub fn look(plan: &Plan, folder: &Path, formats: &[Format]) -> Result<Vec<FileState>, Trouble> {
    Comparisons::default().look(plan, folder, formats)
}

/// The files of a plan that are signed or issued.
///
/// # Errors
/// As [`status`].
pub fn given_out(plan: &Plan, folder: &Path) -> Result<Vec<FileState>, Trouble> {
    let mut files = look(plan, folder, &Format::ALL)?;
    files.retain(|file| matches!(file.state, State::Signed | State::Issued));
    Ok(files)
}

/// What lies in a folder and is of no paper of the plan.
///
/// # Errors
/// As [`status`].
pub fn leftovers(plan: &Plan, folder: &Path) -> Result<Vec<FileState>, Trouble> {
    Ok(unplanned(plan, &ledger(folder, WHOLE)?))
}

/// Whether it is not known any more which files of a folder were given out.
///
/// # Errors
/// As [`status`].
pub fn has_lost_marks(folder: &Path) -> Result<bool, Trouble> {
    Ok(ledger(folder, WHOLE)?.has_lost_marks())
}

/// Adds to what there is to say of a project what papers that have been given out say otherwise.
/// Nothing is made for it: it takes no longer than a look at the folder.
///
/// # Errors
/// As [`status`].
pub fn tell_differences(plan: &mut Plan, folder: &Path) -> Result<(), Trouble> {
    Comparisons::default().tell_differences(plan, folder)
}

/// The same, for who looks again and again: what was compared before is not compared again.
impl Comparisons {
    /// See [`status`].
    ///
    /// # Errors
    /// As [`status`].
    pub fn status(
        &self,
        plan: &Plan,
        folder: &Path,
        formats: &[Format],
    ) -> Result<Vec<(String, State)>, Trouble> {
        let files = self.look(plan, folder, formats)?;
        Ok(files.into_iter().map(|it| (it.file, it.state)).collect())
    }

    /// See [`look`].
    ///
    /// # Errors
    /// As [`status`].
    pub fn look(
        &self,
        plan: &Plan,
        folder: &Path,
        formats: &[Format],
    ) -> Result<Vec<FileState>, Trouble> {
        let ledger = ledger(folder, WHOLE)?;
        let mut out: Vec<FileState> = standing(plan, &ledger, formats, self)
            .into_iter()
            .flat_map(|(_, files)| files)
            .collect();
        out.extend(unplanned(plan, &ledger));
        Ok(out)
    }

    /// See [`tell_differences`].
    ///
    /// # Errors
    /// As [`status`].
    pub fn tell_differences(&self, plan: &mut Plan, folder: &Path) -> Result<(), Trouble> {
        let ledger = ledger(folder, WHOLE)?;
        if ledger.is_empty() {
            return Ok(());
        }
        if ledger.has_lost_marks() {
            plan.tell_lost_marks(&folder.display().to_string());
        }
        let fingerprints = Fingerprints::of(plan, &ledger, self);
        fingerprints.look_ahead(&ledger);
        let mut told: Vec<(String, State, Difference)> = Vec::new();
        for paper in &plan.papers {
            let mut document = None;
            // What a PDF and a DOCX say alike is told once.
            let mut texts = BTreeSet::new();
            for format in paper.formats(&Format::ALL) {
                let file = fingerprints.names.file_in(paper, format);
                let made_from = plan.fingerprint(paper, format, &fingerprints.common);
                let (state, known) = ledger.standing(&file, &made_from);
                let wrong = match state {
                    State::Signed => misplaced(&ledger, &file),
                    state => gone_away(&ledger, &file, state),
                };
                if let Some(wrong) = wrong {
                    told.push((file, state, wrong));
                    continue;
                }
                let differs = known.and_then(|entry| {
                    fingerprints.differs(&ledger, paper, entry, state, &made_from, &mut document)
                });
                if let (Some(differs), Some(entry)) = (differs, known)
                    && texts.insert(entry.text.as_str())
                {
                    told.push((file, state, differs));
                }
            }
        }
        // A copy that is of no use says nothing of the school.
        let others = unplanned(plan, &ledger).into_iter();
        let others = others.filter(|it| it.state != State::Orphaned);
        told.extend(others.filter_map(|it| Some((it.file, it.state, it.differs?))));
        for (file, state, difference) in told {
            plan.tell_difference(&file, state, &difference);
        }
        Ok(())
    }
}

pub(crate) fn unplanned(plan: &Plan, ledger: &Ledger) -> Vec<FileState> {
    let names = Names::of(plan, ledger);
    let state = |entry: &LedgerEntry| {
        let (state, _) = ledger.standing(&entry.file, "");
        let waits = plan.may_be_withheld(&entry.file, &entry.source);
        let moved = ledger
            .moved_from(&entry.file)
            .map(|from| Difference::Moved {
                from: from.to_owned(),
            });
        let copied = match (state, &moved) {
            (State::Unknown | State::Signed, None) => ledger.copied_from(&entry.file),
            _ => None,
        };
        let copied = copied.map(|(of, is_there)| {
            let of = of.to_owned();
            let state = if is_there { State::Orphaned } else { state };
            (state, Some(Difference::Copy { of, is_there }))
        });
        let (state, differs) = copied.unwrap_or_else(|| match state {
            State::Signed if moved.is_some() => (state, moved),
            _ if moved.is_some() => (State::Issued, moved),
            state if state.has_gone() => (state, gone_away(ledger, &entry.file, state)),
            State::Signed | State::Issued if waits => (state, None),
            State::Signed | State::Issued if plan.is_of_its_day(&entry.paper) => (state, None),
            State::Signed | State::Issued => (state, Some(gone(plan, ledger, entry))),
            State::Unknown if !waits => (state, Some(Difference::NotKnown)),
            State::ChangedByHand if !waits => (state, None),
            _ if waits => (State::Withheld, None),
            _ => (State::Orphaned, None),
        });
        FileState {
            file: entry.file.clone(),
            paper: None,
            state,
            differs,
        }
    };
    let planned = names::files(plan, &names);
    ledger.others(&planned).iter().map(state).collect()
}

/// Why a signed file is not the one that should lie there.
fn misplaced(ledger: &Ledger, file: &str) -> Option<Difference> {
    if let Some(other) = ledger.of_another(file) {
        let file = other.to_owned();
        return Some(Difference::OfAnother { file });
    }
    if let Some((bytes, beside)) = ledger.with_signatures(file) {
        match wrong_beside(&bytes, &beside) {
            Some(Seal::Unreadable) => return Some(Difference::Unreadable),
            Some(_) => return Some(Difference::Unsealed),
            None => {}
        }
    }
    Some(match ledger.lost_signature(file)? {
        Lost::Beside(name) => Difference::LostSignature { name },
        Lost::Inside => Difference::SignedOtherwise {
            lies_as: ledger.lies_as(file).map(str::to_owned),
        },
    })
}

/// What there is to say of a file that was given out and is not in its place, or without its
/// signature.
fn gone_away(ledger: &Ledger, file: &str, state: State) -> Option<Difference> {
    let missing = || Difference::Missing {
        lies_as: ledger.lies_as(file).map(str::to_owned),
    };
    match state {
        State::Unsigned => Some(match ledger.lost_signature(file) {
            Some(Lost::Beside(name)) => Difference::LostSignature { name },
            _ => missing(),
        }),
        State::Missing | State::SignedMissing => Some(missing()),
        _ => None,
    }
}

/// What the description has in the place of a paper that it does not have any more.
fn gone(plan: &Plan, ledger: &Ledger, entry: &LedgerEntry) -> Difference {
    let now = || {
        let before = ledger.text(entry)?;
        let document = plan.document(plan.successor(&entry.paper)?).ok()?;
        plan.difference(&before, &text::write(&document), &document)
    };
    now().unwrap_or(Difference::NoPaper)
}

/// Every paper with its files and how each stands.
pub(crate) fn standing<'p>(
    plan: &'p Plan,
    ledger: &Ledger,
    formats: &[Format],
    comparisons: &Comparisons,
) -> Vec<(&'p Paper, Vec<FileState>)> {
    let fingerprints = Fingerprints::of(plan, ledger, comparisons);
    fingerprints.look_ahead(ledger);
    let writer = OnceLock::new();
    let setter = PageSetter::new(&plan.look, &writer, 1);
    let of = |paper: &Paper| {
        let mut document = None;
        let beside = fingerprints.beside(ledger, paper, &mut document);
        paper
            .formats(formats)
            .map(|format| {
                let found = fingerprints.standing(ledger, paper, format, &mut document, &setter);
                let found = found.beside(beside.as_ref());
                FileState {
                    file: fingerprints.names.file_in(paper, format),
                    paper: Some(paper.file_name.clone()),
                    state: found.state,
                    differs: found.differs,
                }
            })
            .collect()
    };
    plan.papers.iter().map(|paper| (paper, of(paper))).collect()
}

/// A document that is built when it is first needed.
pub(super) type Late = Option<Result<Document, NotBuilt>>;

/// What was found out of a file.
pub(super) struct Found<'r> {
    pub state: State,
    pub known: Option<&'r LedgerEntry>,
    /// What the ledger did not know, with the text of the paper.
    pub learnt: Option<(LedgerEntry, String)>,
    pub differs: Option<Difference>,
}

/// A file of a paper that was given out and says otherwise than the description by now.
pub(super) struct Beside {
    pub(super) state: State,
    pub(super) format: Format,
    file: String,
    /// Fingerprint of what it says.
    text: String,
}

impl Found<'_> {
    /// A paper says one thing in all its formats: where one was given out, no other is made that
    /// says otherwise.
    pub(super) fn beside(mut self, given_out: Option<&Beside>) -> Self {
        let is_free = matches!(self.state, State::New | State::Stale | State::Fresh);
        let Some(given_out) = given_out.filter(|_| is_free) else {
            return self;
        };
        let is_there = self.state != State::New;
        if self.known.is_none_or(|entry| entry.text != given_out.text) {
            self.differs = Some(Difference::Beside {
                given_out: given_out.file.clone(),
                is_there,
            });
        }
        self.state = State::Held;
        self
    }
}

/// Fingerprints of what all papers of a plan share.
pub(super) struct Fingerprints<'p> {
    plan: &'p Plan,
    comparisons: &'p Comparisons,
    /// In which the files are numbered.
    order: usize,
    pub(super) common: String,
    pub(super) look: String,
    pub(super) names: Names,
}

impl<'p> Fingerprints<'p> {
    pub(super) fn of(plan: &'p Plan, ledger: &Ledger, comparisons: &'p Comparisons) -> Self {
        Self {
            plan,
            comparisons,
            order: comparisons.order_of(plan),
            common: plan.common_fingerprint(),
            look: plan.look_fingerprint(),
            names: Names::of(plan, ledger),
        }
    }

    /// How a file stands: one that would say what it says is fresh, whatever else has changed in
    /// the data; one that is not known, but has the bytes that would be made now, is ours.
    pub(super) fn standing<'r>(
        &self,
        ledger: &'r Ledger,
        paper: &Paper,
        format: Format,
        document: &mut Late,
        setter: &PageSetter,
    ) -> Found<'r> {
        let file = self.names.file_in(paper, format);
        let made_from = self.plan.fingerprint(paper, format, &self.common);
        let (state, known) = ledger.standing(&file, &made_from);
        let mut found = Found {
            state,
            known,
            learnt: None,
            differs: None,
        };
        match (state, known) {
            (State::Stale, Some(entry)) => {
                let says = self.says(paper, format, &made_from, document);
                if says.is_some_and(|says| says == entry.says) {
                    found.state = State::Fresh;
                }
            }
            (state, _) if state.has_gone() => found.differs = gone_away(ledger, &file, state),
            (State::Signed | State::Issued, Some(entry)) => {
                found.differs = self.differs(ledger, paper, entry, state, &made_from, document);
            }
            (State::Signed | State::Issued | State::ChangedByHand | State::Unknown, None)
                if !ledger.knows(&file, &made_from) =>
            {
                found.learnt = self.learnt(ledger, paper, format, &made_from, document, setter);
                let learnt = found.learnt.as_ref().map(|(entry, _)| entry);
                if matches!(state, State::ChangedByHand | State::Unknown) {
                    if learnt.is_some_and(|entry| entry.seen.is_some()) {
                        found.state = State::Fresh;
                    }
                } else if learnt.is_none_or(|entry| !ledger.begins_as(entry)) {
                    (found.learnt, found.differs) = (None, Some(Difference::Unknown));
                }
            }
            _ => {}
        }
        if found.state == State::Unknown {
            found.differs = Some(Difference::NotKnown);
        }
        if found.state == State::Signed {
            found.differs = misplaced(ledger, &file).or(found.differs);
        }
        found
    }

    /// The file of a paper that holds the others: see [`Found::beside`].
    pub(super) fn beside(
        &self,
        ledger: &Ledger,
        paper: &Paper,
        document: &mut Late,
    ) -> Option<Beside> {
        paper.formats(&Format::ALL).find_map(|format| {
            let file = self.names.file_in(paper, format);
            let made_from = self.plan.fingerprint(paper, format, &self.common);
            let (state, known) = ledger.standing(&file, &made_from);
            // A signature speaks for its own file alone: what is stale beside it is told and made.
            let known = known.filter(|_| matches!(state, State::Issued | State::Missing))?;
            self.differs(ledger, paper, known, state, &made_from, document)?;
            let text = known.text.clone();
            Some(Beside {
                state,
                format,
                file,
                text,
            })
        })
    }

    /// Compares every paper that has to be compared, several at once.
    fn look_ahead(&self, ledger: &Ledger) {
        self.plan.papers.par_iter().for_each(|paper| {
            let mut document = None;
            for format in paper.formats(&Format::ALL) {
                let file = self.names.file_in(paper, format);
                let made_from = self.plan.fingerprint(paper, format, &self.common);
                let (state, known) = ledger.standing(&file, &made_from);
                let Some(entry) = known else { continue };
                if state == State::Stale {
                    self.says(paper, format, &made_from, &mut document);
                } else {
                    self.differs(ledger, paper, entry, state, &made_from, &mut document);
                }
            }
        });
    }

    /// Fingerprint of what a file would say now. `None` if it cannot be built.
    fn says(
        &self,
        paper: &Paper,
        format: Format,
        made_from: &str,
        document: &mut Late,
    ) -> Option<String> {
        self.comparisons.says(made_from, || {
            let document = self.built(paper, document)?;
            Some(content_fingerprint(document, format, &self.look))
        })
    }

    /// What a paper that has been given out says otherwise than the description.
    fn differs(
        &self,
        ledger: &Ledger,
        paper: &Paper,
        entry: &LedgerEntry,
        state: State,
        made_from: &str,
        document: &mut Late,
    ) -> Option<Difference> {
        if !state.is_given_out() || entry.made_from == made_from {
            return None;
        }
        let key = (self.order, made_from, entry.text.as_str());
        self.comparisons.difference(key, || {
            let before = ledger.text(entry)?;
            let document = self.built(paper, document)?;
            let now = text::write(document);
            Some(self.plan.difference(&before, &now, document))
        })
    }

    /// What would be made now, as a line of the ledger.
    fn learnt(
        &self,
        ledger: &Ledger,
        paper: &Paper,
        format: Format,
        made_from: &str,
        document: &mut Late,
        setter: &PageSetter,
    ) -> Option<(LedgerEntry, String)> {
        let document = self.built(paper, document)?;
        let (bytes, pages) = bytes(document, format, setter).ok()?;
        let words = text::write(document);
        let origin = Origin {
            paper: &self.plan.identity(paper),
            source: self.plan.source_of(paper),
            made_from,
            says: &content_fingerprint(document, format, &self.look),
            text: &words,
        };
        let file = self.names.file_in(paper, format);
        Some((ledger.entry(origin, &file, &bytes, pages), words))
    }

    fn built<'d>(&self, paper: &Paper, document: &'d mut Late) -> Option<&'d Document> {
        let built = document.get_or_insert_with(|| self.plan.document(paper));
        built.as_ref().ok()
    }
}
