//! The text of every sample paper and blank form, as a person would read it.

use std::collections::BTreeSet;

use nastavnik::edition::Edition;
use nastavnik::plan::Plan;
use nastavnik::prepare::blanks;
use nastavnik::text;

use crate::support::{SAMPLES, golden, papers_plan, path, sample_plan};

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
    for (name, plan) in &plans {
        for paper in &plan.papers {
            let file = path(&["tests", "golden", name]).join(format!("{}.txt", paper.file_name));
            golden(&file, &text::write(&plan.document(paper).unwrap()));
            known.insert(file);
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
