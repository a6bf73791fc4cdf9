//! Under which names the papers of a plan lie. A paper that has been given out keeps the name it had,
//! whatever its people are called by now, and no other takes it.

use std::collections::{BTreeMap, BTreeSet};

use crate::disk::Ledger;
use crate::plan::{Format, Paper, Plan, are_of_others};

/// Names of papers that lie under another name than the plan would give them.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeMap<String, String>);

impl Names {
    pub(crate) fn of(plan: &Plan, ledger: &Ledger) -> Self {
        let mut out = Self::default();
        let planned = files(plan, &out);
        // A name that is held by the paper of others; it is then of no paper of the plan.
        let held: Vec<&Paper> = plan
            .papers
            .iter()
            .filter(|paper| is_held(ledger, &plan.identity(paper), &paper.file_name))
            .collect();
        for paper in &held {
            let name = free_name(plan, ledger, paper);
            out.0.insert(paper.file_name.clone(), name);
        }
        let free = if held.is_empty() {
            planned
        } else {
            files(plan, &out)
        };
        let others = ledger.others(&free);
        let given: BTreeMap<&str, &str> = others
            .iter()
            .filter(|entry| !entry.paper.is_empty() && is_given_out(ledger, &entry.file))
            .map(|entry| (entry.paper.as_str(), stem(&entry.file)))
            .collect();
        if given.is_empty() {
            return out;
        }
        for paper in &plan.papers {
            let kept = given.get(plan.identity(paper).as_str());
            let is_there = || {
                Format::ALL
                    .iter()
                    .any(|format| is_given_out(ledger, &out.file_in(paper, *format)))
            };
            if let Some(kept) = kept.filter(|_| !is_there()) {
                out.0.insert(paper.file_name.clone(), (*kept).to_owned());
            }
        }
        out
    }

    /// The name of a paper's file in a format.
    pub(crate) fn file_in(&self, paper: &Paper, format: Format) -> String {
        match self.0.get(&paper.file_name) {
            Some(kept) => in_format(kept, format),
            None => paper.file_in(format),
        }
    }
}

/// The files of every paper, in every format.
pub(super) fn files(plan: &Plan, names: &Names) -> BTreeSet<String> {
    let of = |paper| Format::ALL.map(|format| names.file_in(paper, format));
    plan.papers.iter().flat_map(of).collect()
}

/// Whether a paper of other people that has been given out lies under a name.
fn is_held(ledger: &Ledger, identity: &str, name: &str) -> bool {
    Format::ALL.iter().any(|format| {
        let file = in_format(name, *format);
        let holder = ledger.paper_in(&file);
        holder.is_some_and(|holder| are_of_others(holder, identity)) && is_given_out(ledger, &file)
    })
}

/// A name with a number that no other paper has.
fn free_name(plan: &Plan, ledger: &Ledger, paper: &Paper) -> String {
    let identity = plan.identity(paper);
    let taken: BTreeSet<&str> = plan.papers.iter().map(|p| p.file_name.as_str()).collect();
    let mut n = 2;
    loop {
        let name = format!("{} ({n})", paper.file_name);
        if !taken.contains(name.as_str()) && !is_held(ledger, &identity, &name) {
            return name;
        }
        n += 1;
    }
}

fn is_given_out(ledger: &Ledger, file: &str) -> bool {
    ledger.standing(file, "").0.is_given_out()
}

fn in_format(name: &str, format: Format) -> String {
    format!("{name}.{}", format.ending())
}

fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
