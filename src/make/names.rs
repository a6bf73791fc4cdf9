//! Under which names the papers of a plan lie. A paper that has been given out keeps the name it had,
//! whatever its people are called by now, and no other takes it.

use std::collections::{BTreeMap, BTreeSet};

use crate::disk::{Ledger, LedgerEntry};
use crate::plan::{Format, Paper, Plan, are_of_a_kind, are_of_others, of_people, says_of_renamed};
use crate::text;

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
            .filter(|paper| is_held(plan, ledger, paper, &paper.file_name))
            .collect();
        if !held.is_empty() {
            let mut taken = names_in_use(plan, ledger);
            for paper in &held {
                let name = free_name(plan, ledger, paper, &taken);
                taken.insert(name.clone());
                out.0.insert(paper.file_name.clone(), name);
            }
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
        let renamed = renamed(plan, ledger, &others, &given);
        for paper in &plan.papers {
            let identity = plan.identity(paper);
            let kept = given
                .get(identity.as_str())
                .or_else(|| renamed.get(identity.as_str()));
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

/// Papers of the plan that are others only by the name of their file and of somebody in them: which
/// name the file has that was given out. Where two fit, none does.
fn renamed<'l>(
    plan: &Plan,
    ledger: &Ledger,
    others: &'l [LedgerEntry],
    given: &BTreeMap<&str, &str>,
) -> BTreeMap<String, &'l str> {
    let sources: BTreeSet<&str> = plan.papers.iter().map(|it| plan.source_of(it)).collect();
    let gone: Vec<&LedgerEntry> = others
        .iter()
        .filter(|it| !it.paper.is_empty() && !sources.contains(it.source.as_str()))
        .filter(|it| is_given_out(ledger, &it.file))
        .collect();
    if gone.is_empty() {
        return BTreeMap::new();
    }
    let fresh: Vec<(&Paper, String)> = plan
        .papers
        .iter()
        .map(|paper| (paper, plan.identity(paper)))
        .filter(|(_, identity)| !given.contains_key(identity.as_str()))
        .collect();
    let by_people = |entry: &LedgerEntry, (paper, identity): &(&Paper, String)| {
        let people = of_people(&entry.paper, &entry.source);
        people.is_some() && people == of_people(identity, plan.source_of(paper))
    };
    let by_words = |entry: &LedgerEntry, (paper, identity): &(&Paper, String)| {
        let now = || Some(text::write(&plan.document(paper).ok()?));
        are_of_a_kind(&entry.paper, identity)
            && (ledger.text(entry).zip(now()))
                .is_some_and(|(before, now)| says_of_renamed(&before, &now))
    };
    let pairs = |fits: &dyn Fn(&LedgerEntry, &(&Paper, String)) -> bool| {
        let mut out: Vec<(&LedgerEntry, &str)> = Vec::new();
        for entry in &gone {
            let all = fresh.iter().filter(|paper| fits(entry, paper));
            out.extend(all.map(|(_, identity)| (*entry, identity.as_str())));
        }
        out
    };
    let mut out = BTreeMap::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for found in [pairs(&by_people), pairs(&by_words)] {
        for (entry, identity) in &found {
            // The formats of one paper are one.
            let papers: BTreeSet<&str> = (found.iter().filter(|(_, it)| it == identity))
                .map(|(it, _)| it.paper.as_str())
                .collect();
            let plans = found.iter().filter(|(it, _)| it.paper == entry.paper);
            let plans: BTreeSet<&str> = plans.map(|(_, it)| *it).collect();
            if papers.len() == 1 && plans.len() == 1 && !taken.contains(entry.paper.as_str()) {
                out.entry((*identity).to_owned())
                    .or_insert_with(|| stem(&entry.file));
            }
        }
        taken.extend(found.iter().map(|(entry, _)| entry.paper.as_str()));
    }
    out
}

/// The names of the papers of a plan, but of those that have been given out under another.
fn names_in_use(plan: &Plan, ledger: &Ledger) -> BTreeSet<String> {
    let all = ledger.others(&BTreeSet::new());
    let given = all.iter().filter(|it| is_given_out(ledger, &it.file));
    let given: Vec<(&str, &str)> = given
        .map(|it| (it.paper.as_str(), stem(&it.file)))
        .collect();
    let lies_elsewhere = |paper: &Paper| {
        let identity = plan.identity(paper);
        let mut own = given.iter().filter(|(own, _)| *own == identity).peekable();
        own.peek().is_some() && own.all(|(_, name)| *name != paper.file_name)
    };
    let papers = plan.papers.iter().filter(|paper| !lies_elsewhere(paper));
    papers.map(|paper| paper.file_name.clone()).collect()
}

/// Whether a paper of other people, or another paper of the plan, that has been given out lies under
/// a name. One that says the same to the letter is of the same people: their keys are for the
/// program alone.
fn is_held(plan: &Plan, ledger: &Ledger, paper: &Paper, name: &str) -> bool {
    let identity = plan.identity(paper);
    let says_the_same = |entry: &LedgerEntry| {
        let now = || Some(text::write(&plan.document(paper).ok()?));
        are_of_a_kind(&entry.paper, &identity)
            && (ledger.text(entry).zip(now())).is_some_and(|(before, now)| before == now)
    };
    let is_of_plan = |own: &str| plan.papers.iter().any(|paper| plan.identity(paper) == own);
    Format::ALL.iter().any(|format| {
        let file = in_format(name, *format);
        let holder = ledger.last_of(&file).filter(|it| !it.paper.is_empty());
        holder.is_some_and(|it| {
            it.paper != identity
                && (are_of_others(&it.paper, &identity) && !says_the_same(it)
                    || is_of_plan(&it.paper)
                    || is_another_order(plan, ledger, paper, it))
        }) && is_given_out(ledger, &file)
    })
}

/// Whether a paper about nobody is not the one that lies under its name: two orders may have one
/// heading. It lay beside that one, or it has a number that stands nowhere in it; otherwise it is the
/// same paper, and its file was given another name.
fn is_another_order(plan: &Plan, ledger: &Ledger, paper: &Paper, holder: &LedgerEntry) -> bool {
    if holder.source == plan.source_of(paper) {
        return false;
    }
    let identity = plan.identity(paper);
    if of_people(&identity, "").is_some() || !are_of_a_kind(&holder.paper, &identity) {
        return false;
    }
    let lay_beside = ledger
        .others(&BTreeSet::new())
        .iter()
        .any(|it| it.paper == identity && stem(&it.file) != stem(&holder.file));
    let number = plan.requisites(paper).filter(|it| !it.by_order);
    let number = number.and_then(|it| it.number);
    let is_numbered_otherwise =
        || (number.zip(ledger.text(holder))).is_some_and(|(now, text)| !says_number(&text, &now));
    lay_beside || is_numbered_otherwise()
}

/// Whether a number stands in a text, as a word of its own.
fn says_number(text: &str, number: &str) -> bool {
    let even = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (text, number) = (even(text), even(number));
    text.match_indices(&number).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + number.len()..].chars().next();
        [before, after]
            .into_iter()
            .flatten()
            .all(|c| !c.is_alphanumeric())
    })
}

/// A name with a number that no other paper has.
fn free_name(plan: &Plan, ledger: &Ledger, paper: &Paper, taken: &BTreeSet<String>) -> String {
    let mut n = 2;
    loop {
        let name = format!("{} ({n})", paper.file_name);
        if !taken.contains(&name) && !is_held(plan, ledger, paper, &name) {
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
