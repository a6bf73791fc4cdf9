//! The empty forms of an edition, as a plan.
//!
//! The forms that the edition itself has empty are those; of every other kind of paper, that of a
//! school that says nothing of itself, with lines for the pen in place of its words.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::whole::prepare;
use crate::disk::file_name;
use crate::edition::Edition;
use crate::forms;
use crate::look::Look;
use crate::plan::{Choice, Content, Paper, PaperKind, Plan, Wanted};
use crate::problem::Sources;
use crate::project::{Files, Order, RawFile, RoadmapKind, ShortNames};

/// The school whose papers are emptied.
const ORGANIZATION: &str = include_str!("../../forms/blank/organization.toml");
const PAIRING: &str = include_str!("../../forms/blank/pairing.toml");
const ORDER: &str = include_str!("../../forms/blank/order.toml");
const OWN_ORDER: &str = include_str!("../../forms/blank/own-order.toml");

/// The empty forms of an edition.
pub fn blanks(edition: &Edition) -> Plan {
    let blank = |kind, form: &str, document| Paper {
        kind,
        source: String::new(),
        file_name: file_name(form),
        made_from: Vec::new(),
        content: Content::Finished(Box::new(document)),
    };
    let mut papers = vec![
        blank(
            PaperKind::Roadmap,
            &edition.roadmap.blank_file_name,
            forms::blank_roadmap(edition, RoadmapKind::School),
        ),
        blank(
            PaperKind::Program,
            &edition.program.blank_file_name,
            forms::blank_program(edition),
        ),
        blank(
            PaperKind::MunicipalRoadmap,
            &edition.municipal_roadmap.blank_file_name,
            forms::blank_roadmap(edition, RoadmapKind::Municipal),
        ),
    ];
    papers.extend(emptied(edition));
    for paper in &mut papers {
        if let Content::Finished(document) = &mut paper.content {
            document.hyphens = edition.is_own;
        }
    }
    Plan {
        sources: Sources::default(),
        problems: Vec::new(),
        papers,
        withheld: 0,
        withheld_names: BTreeSet::new(),
        made_from: None,
        look: Look::default(),
        choice: Choice::default(),
        short_names: ShortNames::default(),
        pairing_files: Vec::new(),
        shared: String::new(),
        opaque_emblem: OnceLock::new(),
    }
}

/// Every other kind of paper, emptied.
fn emptied(edition: &Edition) -> Vec<Paper> {
    let mut plan = prepare(&files(edition));
    let Some((mut project, _)) = plan.made_from.take() else {
        return Vec::new();
    };
    project.learn_effects(|kind| edition.orders.effect(kind));
    let pairings: Vec<_> = project.pairings.iter().map(|p| p.file).collect();
    let paper = |wanted: Wanted| {
        let name = blank_name(&wanted, edition, &project.orders);
        let document = wanted.content.document(Some((&project, edition)))?;
        let name = forms::blank_file_name(edition, &name);
        Some(Paper {
            kind: wanted.kind,
            source: String::new(),
            file_name: file_name(&name),
            made_from: Vec::new(),
            content: Content::Finished(Box::new(forms::blank(document, edition, &name))),
        })
    };
    let mut out: Vec<Paper> = Vec::new();
    for paper in Wanted::all(&project, edition, &pairings)
        .into_iter()
        .filter_map(paper)
    {
        // What everybody of a pair gets is one form.
        if out.iter().all(|known| known.file_name != paper.file_name) {
            out.push(paper);
        }
    }
    out
}

/// What the form is called, without the names that would stand in the file's.
fn blank_name(wanted: &Wanted, edition: &Edition, orders: &[Order]) -> String {
    match &wanted.content {
        Content::Labour { key, .. } => {
            forms::labour_file_name(edition, *key, "").unwrap_or_default()
        }
        Content::Order(index) => {
            let kind = orders.get(*index).and_then(|order| order.kind.as_ref());
            let kind = kind.and_then(|kind| edition.orders.kind(&kind.value));
            kind.map_or_else(String::new, |kind| kind.file_name.replace("{heading}", ""))
        }
        Content::Year { key, .. } => edition
            .year
            .paper(key)
            .map_or_else(String::new, |paper| paper.name.clone()),
        Content::Regulation(_)
        | Content::Roadmap
        | Content::Program { .. }
        | Content::Register(_)
        | Content::Finished(_) => wanted.file_name.clone(),
    }
}

/// A school with a pair, and an order of each kind that the edition has.
fn files(edition: &Edition) -> Files {
    let raw = |folder: &str, stem: &str, text: String| RawFile {
        name: format!("{folder}{stem}.toml"),
        inside: format!("{folder}{stem}.toml"),
        stem: stem.to_owned(),
        bytes: text.into_bytes(),
    };
    let orders = edition.orders.kind.iter().map(|kind| {
        let words = if kind.has_no_text() { OWN_ORDER } else { ORDER };
        let text = format!("kind = {:?}\n{words}", kind.key);
        raw("orders/", &kind.key, text)
    });
    let year: Vec<&str> = edition.year.paper.iter().map(|p| p.key.as_str()).collect();
    let organization = format!("year_papers = {year:?}\n{ORGANIZATION}");
    Files {
        organization: Some(raw("", "organization", organization)),
        pairings: vec![raw("pairings/", "pair", PAIRING.to_owned()).into()],
        orders: orders.collect(),
        ..Files::default()
    }
}
