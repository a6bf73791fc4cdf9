//! Which papers a project asks for, and which of them are right.

use std::collections::BTreeSet;

use super::names;
use crate::disk::{file_name, name_key};
use crate::edition::{AppendixKey, Edition, Effect};
use crate::forms::{self, Register};
use crate::plan::{Content, Paper, PaperKind, Plan};
use crate::problem::FileId;
use crate::project::{Pairing, Project, RoadmapKind};

/// A paper is made if none of the files it is made from has an error in it.
pub(super) fn list_papers(plan: &mut Plan, pairing_files: &[FileId], own_files: &[FileId]) {
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
        .any(|file| file.is_none_or(|f| !own_files.contains(&f)));
    let mut papers = Vec::new();
    let mut withheld = own_files.len();
    let mut withheld_names = BTreeSet::new();
    for wanted in wanted_papers(project, edition, pairing_files) {
        let whole = !shared_fault && wanted.made_from.iter().all(|f| !faulty.contains(&Some(*f)));
        if whole {
            withheld -= usize::from(wanted.is_the_file_s_own);
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

/// A paper the project asks for.
struct WantedPaper {
    kind: PaperKind,
    file_name: String,
    content: Content,
    /// The file that describes it, and those it takes something from.
    made_from: Vec<FileId>,
    /// Whether it is the paper of that file, not one more made from it.
    is_the_file_s_own: bool,
}

fn wanted_papers(
    project: &Project,
    edition: &Edition,
    pairing_files: &[FileId],
) -> Vec<WantedPaper> {
    let mut out = Vec::new();
    for (i, order) in project.orders.iter().enumerate() {
        let file_name = forms::order_file_name(edition, order);
        // An order that lists the pairings waits until all of them are right.
        let lists = !order.pairings.is_empty()
            || forms::appendices(edition, order)
                .iter()
                .any(|a| a.key.is_list());
        let roadmap = project
            .roadmap
            .iter()
            .map(|r| r.file)
            .filter(|_| order.appendices_inside);
        // Who mentors on its day, and which pairs have ended, other orders say.
        let turns = project
            .orders
            .iter()
            .filter(|o| o.does(Effect::ChangesMentors) || o.does(Effect::EndsPairs))
            .map(|o| o.file);
        let listed = pairing_files
            .iter()
            .copied()
            .chain(turns)
            .filter(|file| lists && *file != order.file);
        let made_from = std::iter::once(order.file)
            .chain(listed)
            .chain(roadmap)
            .collect();
        out.push(WantedPaper {
            kind: PaperKind::Order,
            file_name,
            content: Content::Order(i),
            made_from,
            is_the_file_s_own: true,
        });
        if forms::appendices(edition, order)
            .iter()
            .any(|a| a.key == AppendixKey::Regulation)
        {
            let file_name = edition.regulation.file_name.clone();
            let content = Content::Regulation(i);
            out.push(WantedPaper {
                kind: PaperKind::Regulation,
                file_name,
                content,
                made_from: vec![order.file],
                is_the_file_s_own: false,
            });
        }
    }
    let order_of = |stem: Option<&str>| stem.and_then(|s| project.order(s)).map(|o| o.file);
    if let Some(roadmap) = &project.roadmap {
        let (kind, form) = match roadmap.kind {
            RoadmapKind::School => (PaperKind::Roadmap, &edition.roadmap),
            RoadmapKind::Municipal => (PaperKind::MunicipalRoadmap, &edition.municipal_roadmap),
        };
        let order = order_of(roadmap.approved.order.as_ref().map(|o| o.value.as_str()));
        let made_from = std::iter::once(roadmap.file).chain(order).collect();
        out.push(WantedPaper {
            kind,
            file_name: form.file_name.clone(),
            content: Content::Roadmap,
            made_from,
            is_the_file_s_own: true,
        });
    }
    let names = names::of_pairings(&project.pairings);
    for (i, (pairing, names)) in project.pairings.iter().zip(names).enumerate() {
        let file_name = edition.program.file_name.replace("{names}", &names);
        let made_from = std::iter::once(pairing.file)
            .chain(order_of(pairing.order()))
            .collect();
        let content = Content::Program { pairing: i, names };
        out.push(WantedPaper {
            kind: PaperKind::Program,
            file_name,
            content,
            made_from,
            is_the_file_s_own: true,
        });
        out.extend(labour_papers(edition, i, pairing));
    }
    if project.organization.registers.is_some() && !pairing_files.is_empty() {
        out.extend(Register::ALL.map(|register| {
            WantedPaper {
                kind: PaperKind::Register,
                file_name: register.file_name(edition).to_owned(),
                content: Content::Register(register),
                made_from: pairing_files
                    .iter()
                    .copied()
                    .chain(project.orders.iter().map(|o| o.file))
                    .collect(),
                is_the_file_s_own: false,
            }
        }));
    }
    out
}

/// The papers of article 351.8 for each mentor of a pairing.
fn labour_papers(edition: &Edition, index: usize, pairing: &Pairing) -> Vec<WantedPaper> {
    let mut out = Vec::new();
    for key in forms::labour_keys(pairing) {
        for (mentor, person) in pairing.mentors.iter().enumerate() {
            let names = names::of_mentor(pairing, &person.value);
            let Some(file_name) = forms::labour_file_name(edition, key, &names) else {
                continue;
            };
            let content = Content::Labour {
                pairing: index,
                mentor,
                key,
            };
            out.push(WantedPaper {
                kind: PaperKind::Labour,
                file_name,
                content,
                made_from: vec![pairing.file],
                is_the_file_s_own: false,
            });
        }
    }
    out
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
