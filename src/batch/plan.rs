//! What is to be made of a project, and what stands in the way.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::choice::Choice;
use super::look::{self, Look};
use super::make::{Format, fault};
use super::names;
use crate::check::{check, check_pairing};
use crate::digest::digest;
use crate::document::{Document, Picture};
use crate::docx;
use crate::edition::{self, AppendixKey, Edition, Effect, LabourKey, Own, PrintWords};
use crate::forms::{self, Register};
use crate::problem::{self, Code, FileId, Problem, Sources};
use crate::project::{
    self, Files, LateFile, Memory, Organization, Pairing, Person, Project, RoadmapKind, ShortNames,
    Signatures, Staff,
};
use crate::reader::suggestion;

/// A kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Order,
    Regulation,
    Roadmap,
    MunicipalRoadmap,
    Program,
    Labour,
    Register,
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::Order,
        Self::Regulation,
        Self::Roadmap,
        Self::MunicipalRoadmap,
        Self::Program,
        Self::Labour,
        Self::Register,
    ];

    /// The word for scripts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Regulation => "regulation",
            Self::Roadmap => "roadmap",
            Self::MunicipalRoadmap => "municipal-roadmap",
            Self::Program => "program",
            Self::Labour => "labour",
            Self::Register => "register",
        }
    }
}

/// One paper to make. Its document is built when its turn comes, so that a plan of thousands stays
/// small.
#[derive(Debug)]
pub struct Paper {
    pub kind: Kind,
    /// The file it is made from, as shown to the user.
    pub source: String,
    /// File name without ending.
    pub file_name: String,
    /// Every file of the project that something of it comes from, besides those that all papers
    /// share.
    made_from: Vec<FileId>,
    pub(super) content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    Order(usize),
    /// Approved by the order of this index.
    Regulation(usize),
    Roadmap,
    Program {
        pairing: usize,
        names: String,
    },
    Labour {
        pairing: usize,
        mentor: usize,
        key: LabourKey,
    },
    Register(Register),
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
    pub look: Look,
    pub(super) choice: Choice,
    /// Of a plan of public copies: how names are written short.
    pub(super) short_names: ShortNames,
    made_from: Option<(Project, Edition)>,
    /// In the order of the project's pairings, with those that could not be read among them.
    pairing_files: Vec<(FileId, LateFile)>,
    /// Fingerprint of the files that every paper is made from.
    shared: String,
    /// The emblem for papers that know no transparency, once one of them is made.
    pub(super) opaque_emblem: OnceLock<Picture>,
}

/// Reads and checks a project and lists its papers.
pub fn prepare(files: &Files) -> Plan {
    prepare_with(files, None)
}

/// The same; pairings that have not changed since the memory read them are not read again.
pub fn prepare_again(files: &Files, memory: &Memory) -> Plan {
    prepare_with(files, Some(memory))
}

fn prepare_with(files: &Files, memory: Option<&Memory>) -> Plan {
    let shared = shared_fingerprint(files);
    let circumstances = memory
        .map(|_| circumstances(files, &shared))
        .unwrap_or_default();
    let found = look::find(files);
    let can_draw = |c| found.look.faces.can_draw(c);
    let mut reading = project::read(files, &can_draw);
    reading.problems.extend(found.problem(reading.style));
    let edition = reading.project.as_ref().and_then(|project| {
        let (edition, problems) = edition(project, &reading.sources, &reading.forms, &can_draw);
        reading.problems.extend(problems);
        edition
    });
    if let (Some(project), Some(edition)) = (&mut reading.project, &edition) {
        project.learn_effects(|kind| edition.orders.effect(kind));
    }
    let look_at = |organization: &Organization, pairing: &mut Pairing| {
        let problems = edition
            .as_ref()
            .map(|edition| check_pairing(organization, pairing, edition))
            .unwrap_or_default();
        pairing.shed();
        problems
    };
    reading.read_pairings(
        &files.pairings,
        &can_draw,
        &look_at,
        memory.map(|memory| (memory, circumstances.as_str())),
    );
    if let (Some(project), Some(edition)) = (&reading.project, &edition) {
        reading
            .problems
            .extend(check(project, edition, files.today));
    }
    reading.recall(&files.pairings);
    problem::sort(&mut reading.problems);
    let mut plan = Plan {
        sources: reading.sources,
        problems: reading.problems,
        papers: Vec::new(),
        withheld: 0,
        made_from: reading.project.zip(edition),
        look: found.look,
        choice: Choice::default(),
        short_names: ShortNames::new(),
        pairing_files: reading
            .pairing_files
            .iter()
            .copied()
            .zip(files.pairings.iter().cloned())
            .collect(),
        shared,
        opaque_emblem: OnceLock::new(),
    };
    list_papers(&mut plan, &reading.pairing_files, &reading.own_files);
    plan
}

/// The empty forms of an edition.
pub fn blanks(edition: &Edition) -> Plan {
    let blank = |kind, form: &str, document| Paper {
        kind,
        source: String::new(),
        file_name: names::file_name(form),
        made_from: Vec::new(),
        content: Content::Blank(Box::new(document)),
    };
    let papers = vec![
        blank(
            Kind::Roadmap,
            &edition.roadmap.blank_file_name,
            forms::blank_roadmap(edition, RoadmapKind::School),
        ),
        blank(
            Kind::Program,
            &edition.program.blank_file_name,
            forms::blank_program(edition),
        ),
        blank(
            Kind::MunicipalRoadmap,
            &edition.municipal_roadmap.blank_file_name,
            forms::blank_roadmap(edition, RoadmapKind::Municipal),
        ),
    ];
    Plan {
        sources: Sources::default(),
        problems: Vec::new(),
        papers,
        withheld: 0,
        made_from: None,
        look: Look::default(),
        choice: Choice::default(),
        short_names: ShortNames::new(),
        pairing_files: Vec::new(),
        shared: String::new(),
        opaque_emblem: OnceLock::new(),
    }
}

impl Plan {
    /// Builds the document of one paper.
    ///
    /// # Errors
    /// Why not, in Russian: the file of the pairing is no longer what was checked.
    pub fn document(&self, paper: &Paper) -> Result<Document, String> {
        let mut document = if let Content::Program { pairing, names } = &paper.content {
            self.program(*pairing, names)?
        } else {
            self.small_document(paper).ok_or_else(no_such_paper)?
        };
        self.complete(&mut document, paper)?;
        Ok(document)
    }

    /// Builds the documents of some papers, several at once.
    pub fn documents(&self, papers: &[&Paper]) -> Vec<Result<Document, String>> {
        papers
            .par_iter()
            .map(|paper| self.document(paper))
            .collect()
    }

    fn program(&self, pairing: usize, names: &str) -> Result<Document, String> {
        let (project, edition) = self.made_from.as_ref().ok_or_else(no_such_paper)?;
        let pairing = project.pairings.get(pairing).ok_or_else(no_such_paper)?;
        let file = self.late_file(pairing.file).ok_or_else(no_such_paper)?;
        let known = self.sources.get(pairing.file);
        let pairing = project::reread(file, known, pairing, &project.organization)
            .map_err(|why| format!("{}: {why}", file.name))?;
        let form = if self.choice.public {
            forms::public_program
        } else {
            forms::program
        };
        Ok(form(project, edition, &pairing, names))
    }

    /// Of a paper that says nothing but what the plan holds.
    fn small_document(&self, paper: &Paper) -> Option<Document> {
        if let Content::Blank(document) = &paper.content {
            return Some((**document).clone());
        }
        let (project, edition) = self.made_from.as_ref()?;
        match &paper.content {
            Content::Blank(_) | Content::Program { .. } => None,
            Content::Order(order) => {
                Some(forms::order(project, edition, project.orders.get(*order)?))
            }
            Content::Regulation(order) => {
                let order = project.orders.get(*order)?;
                let appendix = forms::appendices(edition, order)
                    .into_iter()
                    .find(|a| a.key == AppendixKey::Regulation)?;
                Some(forms::regulation(project, edition, &appendix))
            }
            Content::Roadmap => Some(forms::roadmap(project, edition, project.roadmap.as_ref()?)),
            Content::Labour {
                pairing,
                mentor,
                key,
            } => {
                let pairing = project.pairings.get(*pairing)?;
                forms::labour(
                    project,
                    edition,
                    pairing,
                    &pairing.mentors.get(*mentor)?.value,
                    *key,
                )
            }
            Content::Register(register) => Some(forms::register(project, edition, *register)),
        }
    }

    /// Who signs that he has read a paper.
    pub(super) fn acquainted(&self, paper: &Paper) -> Vec<&Person> {
        let Content::Order(order) = paper.content else {
            return Vec::new();
        };
        let order = self.project().and_then(|p| p.orders.get(order));
        order
            .map(|o| o.acquainted.iter().map(|p| &**p).collect())
            .unwrap_or_default()
    }

    pub(super) fn project(&self) -> Option<&Project> {
        self.made_from.as_ref().map(|(project, _)| project)
    }

    pub(super) fn project_mut(&mut self) -> Option<(&mut Project, &Edition)> {
        self.made_from
            .as_mut()
            .map(|(project, edition)| (project, &*edition))
    }

    /// The file of a pairing.
    pub(super) fn late_file(&self, file: FileId) -> Option<&LateFile> {
        self.pairing_files
            .iter()
            .find(|(id, _)| *id == file)
            .map(|(_, late)| late)
    }

    /// The organization's file and those of the paper itself.
    pub(super) fn files_of(&self, paper: &Paper) -> Vec<FileId> {
        let shared = self
            .project()
            .and_then(|p| p.organization.place_of_name.as_ref())
            .map(|place| place.file);
        shared
            .into_iter()
            .chain(paper.made_from.iter().copied())
            .collect()
    }

    /// Members of the staff by their keys, where the project could be read.
    pub fn staff(&self) -> Option<&Staff> {
        self.made_from
            .as_ref()
            .map(|(project, _)| &project.organization.staff)
    }

    /// The wording, where the project could be read.
    pub fn edition(&self) -> Option<&Edition> {
        self.made_from.as_ref().map(|(_, edition)| edition)
    }

    /// How the papers are signed electronically, where the project could be read.
    pub fn signatures(&self) -> Option<&Signatures> {
        self.made_from
            .as_ref()
            .map(|(project, _)| &project.organization.signatures)
    }

    /// Name and post of a member of the staff.
    pub fn staff_member(&self, key: &str) -> Option<(String, String)> {
        let person = self.made_from.as_ref()?.0.organization.staff.get(key)?;
        Some((person.name.full(), person.position.clone()))
    }

    /// The words of the print run.
    pub(super) fn print_words(&self) -> Option<&PrintWords> {
        self.made_from.as_ref().map(|(_, edition)| &edition.print)
    }

    /// Fingerprint of what every paper is made from: this program, the shared files, the template.
    pub(super) fn common_fingerprint(&self) -> String {
        let template = self
            .look
            .template
            .as_ref()
            .map(docx::Template::fingerprint)
            .unwrap_or_default();
        digest([
            program_mark().as_bytes(),
            self.shared.as_bytes(),
            template.as_bytes(),
        ])
    }

    /// Fingerprint of everything that one file of a paper is made from.
    pub(super) fn fingerprint(&self, paper: &Paper, format: Format, common: &str) -> String {
        let own = paper
            .made_from
            .iter()
            .map(|f| self.sources.get(*f).fingerprint.as_bytes());
        let name = format!("{}.{}", paper.file_name, format.ending());
        let standard = if format == Format::Pdf {
            self.standard(paper).key()
        } else {
            ""
        };
        let attached = if format == Format::Pdf && self.choice.attach_source {
            "attached"
        } else {
            ""
        };
        digest(
            [common, name.as_str(), standard, attached]
                .map(str::as_bytes)
                .into_iter()
                .chain(own),
        )
    }

    /// Fingerprint of how the papers look and of this program.
    pub(super) fn look_fingerprint(&self) -> String {
        let style = serde_json::to_vec(&self.look.style).unwrap_or_default();
        let fonts = self.look.faces.own_files();
        let template = self
            .look
            .template
            .as_ref()
            .map(docx::Template::fingerprint)
            .unwrap_or_default();
        let parts = [program_mark().into_bytes(), style, template.into_bytes()];
        digest(parts.iter().chain(&fonts).map(Vec::as_slice))
    }

    /// Whether a file could not be read from the disk.
    pub fn disk_refused(&self) -> bool {
        self.problems.iter().any(|p| p.code == Code::Unreadable)
    }

    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Problem::is_error)
    }
}

/// The name of a project's file from its folder: «pairings/a.toml».
pub(super) fn short_name(shown: &str) -> String {
    let mut parts = shown.rsplit('/');
    let file = parts.next().unwrap_or_default();
    match parts.next() {
        Some(folder @ ("pairings" | "orders" | "forms")) => format!("{folder}/{file}"),
        Some(_) | None => file.to_owned(),
    }
}

fn no_such_paper() -> String {
    fault("no such paper in the plan")
}

/// Version and build of this program: a new one may make other bytes of the same data.
fn program_mark() -> String {
    let build = std::env::current_exe()
        .and_then(std::fs::metadata)
        .map(|m| m.len())
        .unwrap_or_default();
    format!("{} {build}", env!("CARGO_PKG_VERSION"))
}

/// Fingerprint of what one file of a paper says and how it looks.
pub(super) fn content_fingerprint(document: &Document, format: Format, look: &str) -> String {
    let document = postcard::to_allocvec(document).unwrap_or_default();
    digest([
        look.as_bytes(),
        format.ending().as_bytes(),
        document.as_slice(),
    ])
}

fn shared_fingerprint(files: &Files) -> String {
    let raw = [
        &files.organization,
        &files.regulation,
        &files.style,
        &files.emblem,
    ]
    .into_iter()
    .flatten();
    // Not the whole path: the folder may have moved, or be named otherwise.
    let named: Vec<(String, &[u8])> = raw
        .chain(&files.forms)
        .map(|f| (short_name(&f.name), f.bytes.as_slice()))
        .collect();
    let parts = named
        .iter()
        .flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
    digest(parts.chain(files.fonts.iter().map(Vec::as_slice)))
}

/// Fingerprint of every file but the pairings.
fn circumstances(files: &Files, shared: &str) -> String {
    let others = files
        .roadmap
        .iter()
        .chain(&files.orders)
        .flat_map(|f| [f.name.as_bytes(), f.bytes.as_slice()]);
    digest(std::iter::once(shared.as_bytes()).chain(others))
}

/// The wording: of the named edition, with the project's own files in place of the built-in ones;
/// and what is wrong with those.
fn edition(
    project: &Project,
    sources: &Sources,
    forms: &[(FileId, String)],
    can_draw: &dyn Fn(char) -> bool,
) -> (Option<Edition>, Vec<Problem>) {
    let named = project.organization.edition.as_ref();
    let name = named.map_or(edition::DEFAULT, |n| n.value.as_str());
    let own = Own {
        sources,
        files: forms
            .iter()
            .map(|(file, stem)| (*file, stem.as_str()))
            .collect(),
        can_draw,
    };
    if let Some(loaded) = Edition::load(name, project.organization.corrected, &own) {
        return (loaded.edition, loaded.problems);
    }
    let problem = Problem::new(Code::UnknownEdition, format!("нет редакции форм «{name}»"))
        .hint(suggestion(name, &Edition::names()));
    let problem = match named {
        Some(named) => problem.at(&named.place),
        None => problem,
    };
    (None, vec![problem])
}

/// A paper is made if none of the files it is made from has an error in it.
fn list_papers(plan: &mut Plan, pairing_files: &[FileId], own_files: &[FileId]) {
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
    for wanted in wanted_papers(project, edition, pairing_files) {
        let whole = !shared_fault && wanted.made_from.iter().all(|f| !faulty.contains(&Some(*f)));
        if whole {
            withheld -= usize::from(wanted.is_the_file_s_own);
            papers.push(Paper {
                kind: wanted.kind,
                source: plan.sources.get(wanted.made_from[0]).name.clone(),
                file_name: names::file_name(&wanted.file_name),
                made_from: wanted.made_from,
                content: wanted.content,
            });
        }
    }
    make_unique(&mut papers);
    (plan.papers, plan.withheld) = (papers, withheld);
}

/// A paper the project asks for.
struct Wanted {
    kind: Kind,
    file_name: String,
    content: Content,
    /// The file that describes it, and those it takes something from.
    made_from: Vec<FileId>,
    /// Whether it is the paper of that file, not one more made from it.
    is_the_file_s_own: bool,
}

fn wanted_papers(project: &Project, edition: &Edition, pairing_files: &[FileId]) -> Vec<Wanted> {
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
        out.push(Wanted {
            kind: Kind::Order,
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
            out.push(Wanted {
                kind: Kind::Regulation,
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
            RoadmapKind::School => (Kind::Roadmap, &edition.roadmap),
            RoadmapKind::Municipal => (Kind::MunicipalRoadmap, &edition.municipal_roadmap),
        };
        let order = order_of(roadmap.approved.order.as_ref().map(|o| o.value.as_str()));
        let made_from = std::iter::once(roadmap.file).chain(order).collect();
        out.push(Wanted {
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
        out.push(Wanted {
            kind: Kind::Program,
            file_name,
            content,
            made_from,
            is_the_file_s_own: true,
        });
        out.extend(labour_papers(edition, i, pairing));
    }
    if project.organization.registers.is_some() && !pairing_files.is_empty() {
        out.extend(Register::ALL.map(|register| {
            Wanted {
                kind: Kind::Register,
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
fn labour_papers(edition: &Edition, index: usize, pairing: &Pairing) -> Vec<Wanted> {
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
            out.push(Wanted {
                kind: Kind::Labour,
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
        while !taken.insert(names::key(&paper.file_name)) {
            n += 1;
            paper.file_name = format!("{base} ({n})");
        }
    }
}
