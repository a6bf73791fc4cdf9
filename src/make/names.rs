//! Under which names the papers of a plan lie. A paper that has been given out keeps the name it had,
//! whatever its people are called by now.

use std::collections::{BTreeMap, BTreeSet};

use crate::disk::{Ledger, LedgerEntry, State};
use crate::plan::{Format, Paper, Plan};

/// Names of papers that lie under another name than the plan would give them.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeMap<String, String>);

impl Names {
    pub(crate) fn of(plan: &Plan, ledger: &Ledger) -> Self {
        let planned = files(plan, &Self::default());
        let others = ledger.others(&planned);
        let given: BTreeMap<&str, &str> = others
            .iter()
            .filter(|entry| is_given_out(ledger, entry))
            .map(|entry| (entry.paper.as_str(), stem(&entry.file)))
            .collect();
        if given.is_empty() {
            return Self::default();
        }
        let name = |paper: &Paper| {
            let kept = *given.get(plan.identity(paper).as_str())?;
            let is_there = Format::ALL
                .iter()
                .any(|format| is_given_out_now(ledger, &paper.file_in(*format)));
            (!is_there).then(|| (paper.file_name.clone(), kept.to_owned()))
        };
        Self(plan.papers.iter().filter_map(name).collect())
    }

    /// The name of a paper's file in a format.
    pub(crate) fn file_in(&self, paper: &Paper, format: Format) -> String {
        match self.0.get(&paper.file_name) {
            Some(kept) => format!("{kept}.{}", format.ending()),
            None => paper.file_in(format),
        }
    }
}

/// The files of every paper, in every format.
pub(super) fn files(plan: &Plan, names: &Names) -> BTreeSet<String> {
    let of = |paper| Format::ALL.map(|format| names.file_in(paper, format));
    plan.papers.iter().flat_map(of).collect()
}

fn is_given_out(ledger: &Ledger, entry: &LedgerEntry) -> bool {
    !entry.paper.is_empty() && is_given_out_now(ledger, &entry.file)
}

fn is_given_out_now(ledger: &Ledger, file: &str) -> bool {
    matches!(ledger.standing(file, "").0, State::Signed | State::Issued)
}

fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
