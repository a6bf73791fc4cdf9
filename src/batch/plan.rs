//! What is to be made of a project, and what stands in the way.

use std::collections::{BTreeMap, BTreeSet};

use super::names;
use crate::check::check;
use crate::document::Document;
use crate::edition::{self, Edition};
use crate::fonts::can_draw;
use crate::forms;
use crate::problem::{self, Code, FileId, Place, Problem, Sources};
use crate::project::{self, Files, Project, Reading, RoadmapKind};
use crate::reader::suggestion;

/// A kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Roadmap,
    MunicipalRoadmap,
    Program,
}

impl Kind {
    /// The word for scripts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Roadmap => "roadmap",
            Self::MunicipalRoadmap => "municipal-roadmap",
            Self::Program => "program",
        }
    }
}

/// One paper to make. Its document is built when its turn comes, so that a plan of thousands stays small.
#[derive(Debug)]
pub struct Paper {
    pub kind: Kind,
    /// The file it is made from, as shown to the user.
    pub source: String,
    /// File name without ending.
    pub file_name: String,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Roadmap,
    Program { pairing: usize, names: String },
    Blank(Box<Document>),
}

/// Everything known before the first paper is made.
#[derive(Debug)]
pub struct Plan {
    pub sources: Sources,
    /// In the order a reader meets them.
    pub problems: Vec<Problem>,
    pub papers: Vec<Paper>,
    /// Papers that are not made for the mistakes in their files.
    pub withheld: usize,
    made_from: Option<(Project, Edition)>,
}

/// Reads and checks a project and lists its papers.
pub fn prepare(files: &Files) -> Plan {
    let Reading { sources, mut problems, project, forms } = project::read(files, can_draw);
    let edition = project.as_ref().and_then(|p| edition(p, &forms, &mut problems));
    let made_from = project.zip(edition);
    if let Some((project, edition)) = &made_from {
        problems.extend(check(project, edition));
    }
    problem::sort(&mut problems);
    let mut plan = Plan { sources, problems, papers: Vec::new(), withheld: 0, made_from };
    list_papers(&mut plan);
    plan
}

/// The empty forms of an edition.
pub fn blanks(edition: &Edition) -> Plan {
    let blank = |kind, form: &str, document| Paper {
        kind,
        source: String::new(),
        file_name: names::file_name(form),
        content: Content::Blank(Box::new(document)),
    };
    let papers = vec![
        blank(Kind::Roadmap, &edition.roadmap.blank_file_name, forms::blank_roadmap(edition, RoadmapKind::School)),
        blank(Kind::Program, &edition.program.blank_file_name, forms::blank_program(edition)),
        blank(Kind::MunicipalRoadmap, &edition.municipal_roadmap.blank_file_name, forms::blank_roadmap(edition, RoadmapKind::Municipal)),
    ];
    Plan { sources: Sources::default(), problems: Vec::new(), papers, withheld: 0, made_from: None }
}

impl Plan {
    /// Builds the document of one paper.
    pub fn document(&self, paper: &Paper) -> Option<Document> {
        match (&paper.content, &self.made_from) {
            (Content::Blank(document), _) => Some((**document).clone()),
            (Content::Roadmap, Some((project, edition))) => Some(forms::roadmap(project, edition, project.roadmap.as_ref()?)),
            (Content::Program { pairing, names }, Some((project, edition))) => {
                Some(forms::program(project, edition, project.pairings.get(*pairing)?, names))
            }
            (Content::Roadmap | Content::Program { .. }, None) => None,
        }
    }

    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Problem::is_error)
    }
}

/// The wording: of the named edition, with the project's own files in place of the built-in ones.
fn edition(project: &Project, forms: &[(FileId, String, String)], problems: &mut Vec<Problem>) -> Option<Edition> {
    let named = project.organization.edition.as_ref();
    let name = named.map_or(edition::DEFAULT, |n| n.value.as_str());
    let own: BTreeMap<&str, &str> = forms.iter().map(|(_, stem, text)| (stem.as_str(), text.as_str())).collect();
    let Some(loaded) = Edition::load(name, project.organization.corrected, &own) else {
        let problem = Problem::new(Code::UnknownEdition, format!("нет редакции форм «{name}»")).hint(suggestion(name, &Edition::names()));
        problems.push(if let Some(named) = named { problem.at(&named.place) } else { problem });
        return None;
    };
    loaded.map_err(|broken| problems.extend(broken.into_iter().map(|b| broken_form(b, forms)))).ok()
}

fn broken_form(broken: edition::Broken, forms: &[(FileId, String, String)]) -> Problem {
    let problem = Problem::new(Code::BrokenForm, format!("файл формы «{}» записан неверно", broken.file))
        .label(broken.message)
        .hint("сравните его с таким же файлом в папке forms программы или удалите: тогда будет взята встроенная форма");
    match forms.iter().find(|(_, stem, _)| *stem == broken.file) {
        Some((file, ..)) => problem.at(&Place { file: *file, span: broken.span.unwrap_or(0..0) }),
        None => problem,
    }
}

/// A paper is made if neither its file nor what all papers share has an error in it.
fn list_papers(plan: &mut Plan) {
    let Some((project, edition)) = &plan.made_from else {
        return;
    };
    let faulty: BTreeSet<Option<FileId>> =
        plan.problems.iter().filter(|p| p.is_error()).map(|p| p.place.as_ref().map(|place| place.file)).collect();
    let own: BTreeSet<FileId> = project.pairings.iter().map(|p| p.file).chain(project.roadmap.iter().map(|r| r.file)).collect();
    let shared_fault = faulty.iter().any(|file| file.is_none_or(|f| !own.contains(&f)));
    let mut papers = Vec::new();
    let mut withheld = 0;
    let mut add = |file: FileId, kind, name: &str, content| {
        if shared_fault || faulty.contains(&Some(file)) {
            withheld += 1;
            return;
        }
        papers.push(Paper { kind, source: plan.sources.get(file).name.clone(), file_name: names::file_name(name), content });
    };
    if let Some(roadmap) = &project.roadmap {
        let (kind, form) = match roadmap.kind {
            RoadmapKind::School => (Kind::Roadmap, &edition.roadmap),
            RoadmapKind::Municipal => (Kind::MunicipalRoadmap, &edition.municipal_roadmap),
        };
        add(roadmap.file, kind, &form.file_name, Content::Roadmap);
    }
    let names = names::of_pairings(&project.pairings);
    for (i, (pairing, names)) in project.pairings.iter().zip(names).enumerate() {
        let file_name = edition.program.file_name.replace("{names}", &names);
        add(pairing.file, Kind::Program, &file_name, Content::Program { pairing: i, names });
    }
    make_unique(&mut papers);
    (plan.papers, plan.withheld) = (papers, withheld);
}

/// Names cut short, or a form whose name a project changed, may still be alike: those get a number.
fn make_unique(papers: &mut [Paper]) {
    let mut taken = BTreeSet::new();
    for paper in papers {
        let base = paper.file_name.clone();
        let mut n = 1;
        while !taken.insert(names::key(&paper.file_name)) {
            n += 1;
            paper.file_name = format!("{base} ({n})");
        }
    }
}
