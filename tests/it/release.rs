//! A school as it was described for the last release: it is read, and makes the papers that it made.
//! `tests/data/school-0.1/papers` holds what release 0.1.0 printed, `changes.txt` every line that is
//! printed otherwise since. The other two samples are still what they were.

use std::collections::BTreeMap;

use nastavnik::prepare::prepare;
use nastavnik::text;

use crate::support::{files_of, golden, path, texts_in};

/// Lines that a reader sees, in plain spaces and hyphens: how they are broken is no change of them.
fn lines(paper: &str) -> Vec<String> {
    let plain = paper.replace('\u{A0}', " ").replace('\u{2011}', "-");
    let lines = plain.lines().map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// Lines that went and came, in the order of the papers.
fn changes(before: &[String], after: &[String]) -> String {
    // How many lines the rests of both have in common.
    let mut common = vec![vec![0_usize; after.len() + 1]; before.len() + 1];
    for i in (0..before.len()).rev() {
        for j in (0..after.len()).rev() {
            common[i][j] = if before[i] == after[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = String::new();
    while i < before.len() || j < after.len() {
        if i < before.len() && j < after.len() && before[i] == after[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == after.len() || i < before.len() && common[i + 1][j] >= common[i][j + 1] {
            out.push_str(&format!("- {}\n", before[i]));
            i += 1;
        } else {
            out.push_str(&format!("+ {}\n", after[j]));
            j += 1;
        }
    }
    out
}

#[test]
fn the_sample_of_the_last_release_makes_the_papers_it_made() {
    let mut texts = texts_in(&path(&["tests", "data", "school-0.1"]));
    let mut before: BTreeMap<String, String> = BTreeMap::new();
    texts.retain(|name, bytes| {
        let paper = name.strip_prefix("papers/");
        if let Some(paper) = paper.and_then(|it| it.strip_suffix(".txt")) {
            let text = String::from_utf8(std::mem::take(bytes)).unwrap();
            before.insert(paper.to_owned(), text);
        }
        paper.is_none() && name != "changes.txt"
    });
    let plan = prepare(&files_of(&texts));
    assert!(!plan.has_errors(), "{:?}", plan.problems);
    let written = |paper| text::write(&plan.document(paper).unwrap());
    let after: BTreeMap<String, String> = (plan.papers.iter())
        .map(|paper| (paper.file_name.clone(), written(paper)))
        .collect();
    assert!(before.keys().eq(after.keys()), "{:?}", after.keys());
    let mut told = String::new();
    for (paper, text) in &before {
        let changed = changes(&lines(text), &lines(&after[paper]));
        if !changed.is_empty() {
            told.push_str(&format!("===== {paper} =====\n{changed}\n"));
        }
    }
    golden(
        &path(&["tests", "data", "school-0.1", "changes.txt"]),
        &told,
    );
}
