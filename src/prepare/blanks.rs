//! The empty forms of an edition, as a plan.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::disk::file_name;
use crate::edition::Edition;
use crate::forms;
use crate::look::Look;
use crate::plan::{Choice, Content, Paper, PaperKind, Plan};
use crate::problem::Sources;
use crate::project::{RoadmapKind, ShortNames};

/// The empty forms of an edition.
pub fn blanks(edition: &Edition) -> Plan {
    let blank = |kind, form: &str, document| Paper {
        kind,
        source: String::new(),
        file_name: file_name(form),
        made_from: Vec::new(),
        content: Content::Blank(Box::new(document)),
    };
    let papers = vec![
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
    Plan {
        sources: Sources::default(),
        problems: Vec::new(),
        papers,
        withheld: 0,
        withheld_names: BTreeSet::new(),
        made_from: None,
        look: Look::default(),
        choice: Choice::default(),
        short_names: ShortNames::new(),
        pairing_files: Vec::new(),
        shared: String::new(),
        opaque_emblem: OnceLock::new(),
    }
}
