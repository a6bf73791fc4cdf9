//! Which papers a project asks for, and which of them are right.

use std::collections::BTreeSet;

use crate::disk::{file_name, name_key};
use crate::plan::{Paper, Plan, Wanted};
use crate::problem::FileId;

/// A paper is made if none of the files it is made from has an error in it. No paper is made from
/// what is `paperless`.
pub(super) fn list_papers(
    plan: &mut Plan,
    pairing_files: &[FileId],
    own_files: &[FileId],
    paperless: Option<FileId>,
) {
    let Some((project, edition)) = &plan.made_from else {
        return;
    };
    let faulty: BTreeSet<Option<FileId>> = plan
        .problems
        .iter()
        .filter(|p| p.is_error())
        .map(|p| p.place.as_ref().map(|place| place.file))
        .collect();
    let shared_fault = faulty
        .iter()
        .any(|file| file.is_none_or(|f| !own_files.contains(&f) && Some(f) != paperless));
    let mut papers = Vec::new();
    let mut withheld = own_files.len();
    let mut withheld_names = BTreeSet::new();
    for wanted in Wanted::all(project, edition, pairing_files) {
        let whole = !shared_fault && wanted.made_from.iter().all(|f| !faulty.contains(&Some(*f)));
        if whole {
            withheld -= usize::from(wanted.is_the_files_own);
            papers.push(Paper {
                kind: wanted.kind,
                source: plan.sources.get(wanted.made_from[0]).name.clone(),
                file_name: file_name(&wanted.file_name),
                made_from: wanted.made_from,
                content: wanted.content,
            });
        } else {
            withheld_names.insert(file_name(&wanted.file_name));
        }
    }
    plan.withheld_names = withheld_names;
    make_unique(&mut papers);
    (plan.papers, plan.withheld) = (papers, withheld);
}

/// Names cut short, or a form whose name a project changed, may still be alike: those get a number.
fn make_unique(papers: &mut [Paper]) {
    let mut taken = BTreeSet::new();
    for paper in papers {
        let base = paper.file_name.clone();
        let mut n = 1;
        while !taken.insert(name_key(&paper.file_name)) {
            n += 1;
            paper.file_name = format!("{base} ({n})");
        }
    }
}
