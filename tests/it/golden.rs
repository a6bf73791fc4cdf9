//! The text of every sample paper and blank form, as a person would read it.

use std::collections::{BTreeMap, BTreeSet};

use nastavnik::edition::{DEFAULT, Edition};
use nastavnik::plan::{Paper, Plan};
use nastavnik::prepare::{blanks, prepare};
use nastavnik::{sample, text};

use crate::support::{SAMPLES, golden, papers_plan, path, sample_plan};

/// Papers of the example and blank forms of an edition, by their names.
fn papers_of(edition: &str) -> BTreeMap<String, String> {
    let own = format!("edition = {edition:?}\n");
    let filled = prepare(&sample::school(&own, Vec::new(), &[]));
    assert!(
        filled.problems.is_empty(),
        "{edition}: {:?}",
        filled.problems
    );
    let empty = blanks(Edition::named(edition, false).unwrap());
    let of = |plan: &Plan| {
        let written = |paper: &Paper| {
            let text = text::write(&plan.document(paper).unwrap());
            (paper.file_name.clone(), text)
        };
        plan.papers.iter().map(written).collect::<Vec<_>>()
    };
    of(&filled).into_iter().chain(of(&empty)).collect()
}

fn unlike_the_default(edition: &str) -> BTreeMap<String, String> {
    let usual = papers_of(DEFAULT);
    let mut own = papers_of(edition);
    own.retain(|name, text| usual.get(name) != Some(text));
    own
}

#[test]
fn the_text_of_every_paper_is_as_before() {
    let mut plans: Vec<(&str, Plan)> = SAMPLES
        .iter()
        .map(|name| (*name, sample_plan(name)))
        .collect();
    plans.push(("papers", papers_plan()));
    plans.push(("blank", blanks(&Edition::built_in(false))));
    plans.push(("blank-corrected", blanks(&Edition::built_in(true))));
    let mut known = BTreeSet::new();
    let mut keep = |name: &str, file_name: &str, text: &str| {
        let file = path(&["tests", "golden", name]).join(format!("{file_name}.txt"));
        golden(&file, text);
        known.insert(file);
    };
    for (name, plan) in &plans {
        for paper in &plan.papers {
            let text = text::write(&plan.document(paper).unwrap());
            keep(name, &paper.file_name, &text);
        }
    }
    // Of the other editions, what differs from the first one.
    for name in Edition::names() {
        for (file_name, text) in unlike_the_default(name) {
            keep(name, &file_name, &text);
        }
    }
    for folder in std::fs::read_dir(path(&["tests", "golden"])).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let file = file.unwrap().path();
            assert!(
                known.contains(&file),
                "{} belongs to no paper",
                file.display()
            );
        }
    }
}
