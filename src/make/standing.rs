//! How the files of a plan stand to what lies in the output folder.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use super::one::bytes;
use super::page_setter::PageSetter;
use crate::disk::{Ledger, LedgerEntry, Origin, State, Trouble, WHOLE};
use crate::document::Document;
use crate::plan::{Format, Paper, Plan, content_fingerprint};
use crate::text;

/// How one file stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileState {
    pub file: String,
    pub state: State,
    /// Of a signed or issued file: what the description says otherwise by now.
    pub differs: Option<Difference>,
}

/// Where a paper that has been given out and the description of the school part ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The first words of each that the other does not have.
    Words { paper: String, description: String },
    /// The description has no such paper any more.
    NoPaper,
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
    let files = look(plan, folder, formats)?;
    Ok(files.into_iter().map(|it| (it.file, it.state)).collect())
}

/// The same, with what signed and issued papers say otherwise than the description.
///
/// # Errors
/// As [`status`].
pub fn look(plan: &Plan, folder: &Path, formats: &[Format]) -> Result<Vec<FileState>, Trouble> {
    let ledger = Ledger::open(folder, WHOLE)?;
    let mut out: Vec<FileState> = standing(plan, &ledger, formats)
        .into_iter()
        .flat_map(|(_, files)| files)
        .collect();
    out.extend(unplanned(plan, &ledger));
    Ok(out)
}

/// What lies in a folder and is of no paper of the plan.
///
/// # Errors
/// As [`status`].
pub fn leftovers(plan: &Plan, folder: &Path) -> Result<Vec<FileState>, Trouble> {
    Ok(unplanned(plan, &Ledger::open(folder, WHOLE)?))
}

pub(crate) fn unplanned(plan: &Plan, ledger: &Ledger) -> Vec<FileState> {
    let all = [Format::Pdf, Format::Docx, Format::Xlsx, Format::Text];
    let wanted: BTreeSet<String> = plan
        .papers
        .iter()
        .flat_map(|paper| all.map(|format| paper.file_in(format)))
        .collect();
    let state = |(file, source): (String, String)| {
        let (state, _) = ledger.standing(&file, "");
        let waits = plan.may_be_withheld(&file, &source);
        let (state, differs) = match state {
            State::Signed | State::Issued if waits => (state, None),
            State::Signed | State::Issued => (state, Some(Difference::NoPaper)),
            State::ChangedByHand if !waits => (state, None),
            _ if waits => (State::Withheld, None),
            _ => (State::Orphaned, None),
        };
        FileState {
            file,
            state,
            differs,
        }
    };
    ledger.others(&wanted).into_iter().map(state).collect()
}

/// Every paper with its files and how each stands.
pub(crate) fn standing<'p>(
    plan: &'p Plan,
    ledger: &Ledger,
    formats: &[Format],
) -> Vec<(&'p Paper, Vec<FileState>)> {
    let fingerprints = Fingerprints::of(plan);
    let writer = OnceLock::new();
    let setter = PageSetter::new(&plan.look, &writer, 1);
    let of = |paper: &Paper| {
        let mut document = None;
        paper
            .formats(formats)
            .map(|format| {
                let found = fingerprints.standing(ledger, paper, format, &mut document, &setter);
                FileState {
                    file: paper.file_in(format),
                    state: found.state,
                    differs: found.differs,
                }
            })
            .collect()
    };
    plan.papers.iter().map(|paper| (paper, of(paper))).collect()
}

/// A document that is built when it is first needed.
pub(super) type Late = Option<Result<Document, String>>;

/// What was found out of a file.
pub(super) struct Found<'r> {
    pub state: State,
    pub known: Option<&'r LedgerEntry>,
    /// What the ledger did not know, with the text of the paper.
    pub learnt: Option<(LedgerEntry, String)>,
    pub differs: Option<Difference>,
}

/// Fingerprints of what all papers of a plan share.
pub(super) struct Fingerprints<'p> {
    plan: &'p Plan,
    pub(super) common: String,
    pub(super) look: String,
}

impl<'p> Fingerprints<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        Self {
            plan,
            common: plan.common_fingerprint(),
            look: plan.look_fingerprint(),
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
        let file = paper.file_in(format);
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
                let says = |d: &Document| content_fingerprint(d, format, &self.look);
                if self
                    .built(paper, document)
                    .is_some_and(|d| says(d) == entry.says)
                {
                    found.state = State::Fresh;
                }
            }
            (State::Signed | State::Issued, Some(entry)) if entry.made_from != made_from => {
                found.differs = ledger.text(entry).and_then(|before| {
                    difference(&before, &text::write(self.built(paper, document)?))
                });
            }
            (State::ChangedByHand, _) if !ledger.knows(&file, &made_from) => {
                let made = self
                    .built(paper, document)
                    .and_then(|d| Some((d, bytes(d, format, setter).ok()?)));
                if let Some((document, (bytes, pages))) = made {
                    let words = text::write(document);
                    let origin = Origin {
                        source: self.plan.source_of(paper),
                        made_from: &made_from,
                        says: &content_fingerprint(document, format, &self.look),
                        text: &words,
                    };
                    let entry = ledger.entry(origin, &file, &bytes, pages);
                    if entry.seen.is_some() {
                        found.state = State::Fresh;
                    }
                    found.learnt = Some((entry, words));
                }
            }
            _ => {}
        }
        found
    }

    fn built<'d>(&self, paper: &Paper, document: &'d mut Late) -> Option<&'d Document> {
        let built = document.get_or_insert_with(|| self.plan.document(paper));
        built.as_ref().ok()
    }
}

/// The first words of each of two texts that the other does not have.
fn difference(before: &str, now: &str) -> Option<Difference> {
    if before == now {
        return None;
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    let first = |of: &[&str], others: &[&str]| {
        let others: BTreeSet<&str> = others.iter().copied().collect();
        of.iter()
            .find(|line| !others.contains(**line))
            .map(|line| line.replace('\t', " "))
            .unwrap_or_default()
    };
    Some(Difference::Words {
        paper: first(&old, &new),
        description: first(&new, &old),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_that_differ_are_told() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        let told = difference("a\nb\td\ne", "a\nc\ne\nf").unwrap();
        let words = Difference::Words {
            paper: "b d".into(),
            description: "c".into(),
        };
        assert_eq!(told, words);
    }
}
