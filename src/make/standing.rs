//! How the files of a plan stand to what lies in the output folder.

use std::collections::BTreeSet;
use std::path::Path;

use crate::disk::{Ledger, LedgerEntry, State, Trouble};
use crate::document::Document;
use crate::plan::{Format, Paper, Plan, content_fingerprint};

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
    let ledger = Ledger::open(folder, "all")?;
    let mut out: Vec<(String, State)> = standing(plan, &ledger, formats)
        .into_iter()
        .flat_map(|(_, files)| files)
        .collect();
    let wanted: BTreeSet<String> = plan
        .papers
        .iter()
        .flat_map(|paper| {
            [Format::Pdf, Format::Docx, Format::Xlsx, Format::Text]
                .map(|format| paper.file_in(format))
        })
        .collect();
    out.extend(
        ledger
            .orphans(&wanted)
            .into_iter()
            .map(|file| (file, State::Orphaned)),
    );
    Ok(out)
}

/// Every paper with its files and how each stands.
pub(crate) fn standing<'p>(
    plan: &'p Plan,
    ledger: &Ledger,
    formats: &[Format],
) -> Vec<(&'p Paper, Vec<(String, State)>)> {
    let fingerprints = Fingerprints::of(plan);
    let of = |paper: &Paper| {
        let mut document = None;
        let state = |format| {
            fingerprints
                .standing(ledger, paper, format, &mut document)
                .0
        };
        let states: Vec<State> = paper.formats(formats).map(state).collect();
        paper
            .formats(formats)
            .map(|format| paper.file_in(format))
            .zip(states)
            .collect()
    };
    plan.papers.iter().map(|paper| (paper, of(paper))).collect()
}

/// A document that is built when it is first needed.
pub(super) type Late = Option<Result<Document, String>>;

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
    /// the data.
    pub(super) fn standing<'r>(
        &self,
        ledger: &'r Ledger,
        paper: &Paper,
        format: Format,
        document: &mut Late,
    ) -> (State, Option<&'r LedgerEntry>) {
        let (state, known) = ledger.standing(
            &paper.file_in(format),
            &self.plan.fingerprint(paper, format, &self.common),
        );
        let (State::Stale, Some(entry)) = (state, known) else {
            return (state, known);
        };
        let built = document.get_or_insert_with(|| self.plan.document(paper));
        let says_the_same = built
            .as_ref()
            .is_ok_and(|d| content_fingerprint(d, format, &self.look) == entry.says);
        (
            if says_the_same {
                State::Fresh
            } else {
                State::Stale
            },
            known,
        )
    }
}
