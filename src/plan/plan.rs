//! What is to be made of a project, and what stands in the way.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::choice::Choice;
use super::kinds::{Content, PaperKind};
use super::paper::Paper;
use crate::document::Picture;
use crate::edition::{Edition, PrintWords};
use crate::look::Look;
use crate::problem::{Audience, Code, FileId, Problem, Sources};
use crate::project::{LateFile, Project, ShortNames, Signatures, Staff, called};
use crate::standard::Standard;

/// Everything known before the first paper is made.
#[derive(Debug)]
pub struct Plan {
    pub sources: Sources,
    /// In the order a reader meets them.
    pub problems: Vec<Problem>,
    pub papers: Vec<Paper>,
    /// Papers that are not made for the mistakes in their files.
    pub withheld: usize,
    /// Names of the papers that are known to be kept back, without ending.
    pub(crate) withheld_names: BTreeSet<String>,
    pub look: Look,
    pub(crate) choice: Choice,
    /// Of a plan of public copies: how names are written short.
    pub(crate) short_names: ShortNames,
    pub(crate) made_from: Option<(Project, Edition)>,
    /// In the order of the project's pairings, with those that could not be read among them.
    pub(crate) pairing_files: Vec<(FileId, LateFile)>,
    /// Fingerprint of the files that every paper is made from.
    pub(crate) shared: String,
    /// The emblem for papers that know no transparency, once one of them is made.
    pub(crate) opaque_emblem: OnceLock<Picture>,
}

impl Plan {
    /// Who signs that he has read a paper, by surname and initials.
    pub(crate) fn acquainted(&self, paper: &Paper) -> Vec<String> {
        let (Content::Order(order), Some((project, _))) = (&paper.content, &self.made_from) else {
            return Vec::new();
        };
        let order = project.orders.get(*order);
        let people = order.and_then(|order| order.acquainted.as_deref());
        let people = people.unwrap_or_default();
        people.iter().map(|person| person.short()).collect()
    }

    /// Whether a paper is made from a file, named from the project's folder.
    pub fn is_from(&self, paper: &Paper, file: &str) -> bool {
        let first = paper.made_from.first();
        first.is_some_and(|id| self.sources.get(*id).inside == file)
    }

    /// Names of the papers that are known to be kept back, without ending.
    pub fn withheld_papers(&self) -> impl Iterator<Item = &str> {
        self.withheld_names.iter().map(String::as_str)
    }

    /// The file that a paper is made from, named from the project's folder.
    pub(crate) fn source_of<'a>(&'a self, paper: &'a Paper) -> &'a str {
        match paper.made_from.first() {
            Some(id) => &self.sources.get(*id).inside,
            None => &paper.source,
        }
    }

    /// Whether a file that was made before from a file of the project may be one of those that
    /// mistakes keep back, so that nobody calls it superfluous.
    pub(crate) fn may_be_withheld(&self, file: &str, source: &str) -> bool {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        // In ledgers of version 0.1 the source was named from where the command was given.
        let stands = |inside: &str| {
            source == inside
                || source
                    .strip_suffix(inside)
                    .is_some_and(|folder| folder.ends_with('/'))
        };
        let mut pairings = self.pairing_files.iter();
        let is_read = pairings.any(|(_, late)| stands(&late.inside))
            || self.sources.iter().any(|known| stands(&known.inside));
        // What it was made from may lie there under a name that is not read.
        if !is_read && self.problems.iter().any(|it| self.may_hide(it, source)) {
            return true;
        }
        self.has_errors()
            && (self.made_from.is_none() || self.withheld_names.contains(stem) || is_read)
    }

    /// Whether what a problem calls unread may be a file of the project that is not there: a file of
    /// its name, a folder, whatever lies beside the school's own.
    fn may_hide(&self, problem: &Problem, source: &str) -> bool {
        if !problem.code.is_of_unread() {
            return false;
        }
        let own = |path: &str| path.rsplit('/').next().unwrap_or(path).to_lowercase();
        let stem = own(source.trim_end_matches(".toml"));
        let of_place = || {
            Some(
                self.sources
                    .get(problem.place.as_ref()?.file)
                    .inside
                    .as_str(),
            )
        };
        let Some(name) = problem.named().or_else(of_place) else {
            // A folder in capitals.
            return true;
        };
        let is_of_folder = ["pairings/", "orders/"]
            .iter()
            .any(|it| source.contains(it));
        let endings = [".png", ".jpg", ".jpeg", ".gif", ".ttf", ".otf", ".ttc"];
        let is_other = endings.iter().any(|end| own(name).ends_with(end));
        name.ends_with('/') || own(name).contains(&stem) || !is_of_folder && !is_other
    }

    pub(crate) fn project(&self) -> Option<&Project> {
        self.made_from.as_ref().map(|(project, _)| project)
    }

    pub(crate) fn project_mut(&mut self) -> Option<(&mut Project, &Edition)> {
        self.made_from
            .as_mut()
            .map(|(project, edition)| (project, &*edition))
    }

    /// The file of a pairing.
    pub(crate) fn late_file(&self, file: FileId) -> Option<&LateFile> {
        self.pairing_files
            .iter()
            .find(|(id, _)| *id == file)
            .map(|(_, late)| late)
    }

    /// The organization's file and those of the paper itself.
    pub(crate) fn files_of(&self, paper: &Paper) -> Vec<FileId> {
        let shared = self.project().map(|p| p.organization.full_name.place.file);
        shared
            .into_iter()
            .chain(paper.made_from.iter().copied())
            .collect()
    }

    /// What a file of the project is about, in words: «пара «Петрова — Сидоров»».
    pub fn called(&self, inside: &str) -> String {
        let of_pairing = |project: &Project| {
            let stem = inside.strip_prefix("pairings/")?.strip_suffix(".toml")?;
            let pairing = project.pairings.iter().find(|it| it.stem == stem)?;
            Some(format!("пара {}", pairing.called(Audience::Page)))
        };
        let of_order = |project: &Project| {
            let stem = inside.strip_prefix("orders/")?.strip_suffix(".toml")?;
            let order = project.order(stem)?;
            Some(format!("приказ {}", order.called(Audience::Page)))
        };
        let project = self.project();
        let named = project.and_then(|it| of_pairing(it).or_else(|| of_order(it)));
        named.unwrap_or_else(|| called(inside).to_owned())
    }

    /// Members of the staff by their keys, where the project could be read.
    pub fn staff(&self) -> Option<&Staff> {
        self.made_from
            .as_ref()
            .map(|(project, _)| &project.organization.staff)
    }

    /// What the school is called, the name that stands in sentences first; nothing where it could
    /// not be read.
    pub fn school_names(&self) -> Vec<String> {
        let organization = self.project().map(|project| &project.organization);
        let names = organization.map(|it| [&it.name_in_text().value, &it.full_name.value]);
        let names = names.into_iter().flatten();
        names.filter(|name| !name.is_empty()).cloned().collect()
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
        Some((person.name.full(), person.position.value.clone()))
    }

    /// The words of the print run.
    pub(crate) fn print_words(&self) -> Option<&PrintWords> {
        self.made_from.as_ref().map(|(_, edition)| &edition.print)
    }

    /// The standard that the PDF of a paper keeps.
    pub(super) fn standard(&self, paper: &Paper) -> Standard {
        let files = self
            .project()
            .map(|p| p.organization.files)
            .unwrap_or_default();
        let own = files
            .labour_standard
            .filter(|_| paper.kind == PaperKind::Labour)
            .unwrap_or(files.standard);
        self.choice.standard.unwrap_or(own)
    }

    /// Whether a file could not be read from the disk.
    pub fn disk_refused(&self) -> bool {
        self.problems.iter().any(|p| p.code == Code::Unreadable)
    }

    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Problem::is_error)
    }

    /// How many mistakes there are.
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|p| p.is_error()).count()
    }
}
