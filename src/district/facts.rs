//! What is kept of one school.

use std::collections::BTreeMap;

use crate::document::Cell;
use crate::edition::ConsolidatedForms;
use crate::forms::{Register, bank_rows, pairing_rows};
use crate::plan::{PaperKind, Plan};
use crate::problem::{Audience, Problem};
use crate::project::{Counts, Organization, Person, SchoolYear};
use crate::russian::{Case, searchable, without_common_end};

/// The facts of a school.
#[derive(Debug, Clone, Default)]
pub struct School {
    /// Its folder, from that of the municipality.
    pub folder: String,
    /// The name that stands in papers; that of the folder, where it could not be read.
    pub name: String,
    pub full_name: String,
    /// The head with post and organisation, in the dative.
    pub head: Option<String>,
    /// Whether the organisation could be read at all.
    pub is_read: bool,
    pub year: Option<SchoolYear>,
    pub counts: Counts,
    /// Programs that are ready, and those that mistakes keep back.
    pub programs: usize,
    pub unready: usize,
    pub remarks: Vec<Remark>,
    /// Rows of the register and the banks.
    pub(super) pairings: Vec<Vec<Cell>>,
    pub(super) mentors: Vec<Vec<Cell>>,
    pub(super) mentees: Vec<Vec<Cell>>,
    /// Everybody who mentors or is mentored, by the name to compare by.
    pub(super) people: BTreeMap<String, Known>,
    /// Fingerprints of the reasons that the programs give.
    pub(super) texts: Vec<String>,
}

/// Somebody in a school's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub name: String,
    /// Where the files say that he works, if not in the school; to compare by.
    pub workplace: Option<String>,
}

/// What was found wrong in a school's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    pub is_error: bool,
    /// What it is about: «пара «Петрова — Сидоров»».
    pub place: Option<String>,
    pub message: String,
    pub advice: Option<String>,
}

impl School {
    /// The facts of a school, with the columns that the municipality's papers have.
    ///
    /// # Errors
    /// The name of the municipality, if the folder is its own, which is no school.
    pub fn of(
        folder: &str,
        plan: &Plan,
        words: &ConsolidatedForms,
        year: Option<SchoolYear>,
    ) -> Result<Self, String> {
        let remarks = plan.problems.iter().map(|it| remark(plan, it)).collect();
        let programs = plan.papers.iter();
        let programs = programs.filter(|p| p.kind == PaperKind::Program).count();
        let mut school = Self {
            folder: folder.to_owned(),
            name: folder.to_owned(),
            full_name: folder.to_owned(),
            remarks,
            programs,
            unready: plan.pairing_files.len().saturating_sub(programs),
            ..Self::default()
        };
        let Some((project, edition)) = &plan.made_from else {
            return Ok(school);
        };
        let organization = &project.organization;
        if organization.is_municipality {
            return Err(organization.name_in_text().value.clone());
        }
        // Of a file with a slip of syntax next to nothing is known.
        if organization.full_name.is_empty() {
            return Ok(school);
        }
        school.name.clone_from(organization.name_in_text());
        school.full_name.clone_from(&organization.full_name);
        school.head = organization
            .head
            .as_ref()
            .filter(|head| head.has_name())
            .map(|head| addressed(organization, head));
        school.is_read = true;
        school.year = organization.school_year.as_ref().map(|it| it.value);
        school.counts = project.counts(year);
        school.pairings = pairing_rows(project, edition, &words.pairings.column);
        school.mentors = bank_rows(project, edition, &words.mentors.column, Register::Mentors);
        school.mentees = bank_rows(project, edition, &words.mentees.column, Register::Mentees);
        for pairing in &project.pairings {
            let mentors = pairing.everyone_mentoring();
            for person in mentors.into_iter().chain(&pairing.mentees) {
                if person.has_name() {
                    let name = person.name.full();
                    let workplace = organization.workplace_of(person).map(searchable);
                    let known = Known { name, workplace };
                    school.people.insert(searchable(&known.name), known);
                }
            }
            let text = pairing.relevance.as_ref().map(|it| it.value.clone());
            school.texts.extend(text);
        }
        school.texts.sort();
        school.texts.dedup();
        Ok(school)
    }

    /// Mistakes in the files, and what is to be looked at.
    pub fn errors(&self) -> usize {
        self.remarks.iter().filter(|it| it.is_error).count()
    }

    pub fn warnings(&self) -> usize {
        self.remarks.len() - self.errors()
    }
}

/// In the words of a school that has a workbook or a paper in hand, not the files.
fn remark(plan: &Plan, problem: &Problem) -> Remark {
    let problem = problem.clone().seen_by(Audience::Page, None);
    let place = problem.place.as_ref();
    Remark {
        is_error: problem.is_error(),
        place: place.map(|place| plan.called(&plan.sources.get(place.file).inside)),
        message: problem.text().into_owned(),
        advice: problem.advised().map(std::borrow::Cow::into_owned),
    }
}

/// «директору МБОУ «СОШ № 5» Воскресенскому Павлу Андреевичу».
fn addressed(organization: &Organization, head: &Person) -> String {
    let school = organization.after_post(&head.position);
    let (post, name) = (head.position_in(Case::Dative), head.name_in(Case::Dative));
    if organization.is_named_in(&head.position) {
        return format!("{post} {name}");
    }
    let post = without_common_end(&post, &school);
    format!("{post} {} {name}", school.value)
}
