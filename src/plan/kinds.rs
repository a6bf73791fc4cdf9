//! The kinds of paper, each described once: the words for it, when a project asks for one, from what
//! its document is made, by what it is known, and whether everybody may see it.
//!
//! A new form has its wording in `edition`, its builder in `forms`, and everything else here.

use super::names;
use crate::document::Document;
use crate::edition::{AppendixKey, Edition, Effect, LabourKey};
use crate::forms::{self, Register, Whom};
use crate::problem::FileId;
use crate::project::{Pairing, Project, RoadmapKind};

/// A kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaperKind {
    Order,
    Regulation,
    Roadmap,
    MunicipalRoadmap,
    Program,
    Labour,
    Register,
    /// The rest of the year's papers.
    Year,
}

impl PaperKind {
    pub const ALL: [Self; 8] = [
        Self::Order,
        Self::Regulation,
        Self::Roadmap,
        Self::MunicipalRoadmap,
        Self::Program,
        Self::Labour,
        Self::Register,
        Self::Year,
    ];

    /// The heading of its papers, where papers of several kinds are listed.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Order => "Приказы",
            Self::Regulation => "Положение",
            Self::Roadmap => "Дорожная карта",
            Self::MunicipalRoadmap => "Муниципальная дорожная карта",
            Self::Program => "Программы",
            Self::Labour => "Согласия, соглашения, уведомления",
            Self::Register => "Банки, реестр, отчет",
            Self::Year => "Другие документы года",
        }
    }

    /// The kind of this word, in small letters or not.
    pub fn of_key(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.key().eq_ignore_ascii_case(word))
    }

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
            Self::Year => "year",
        }
    }
}

/// Which paper it is.
#[derive(Debug)]
pub(crate) enum Content {
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
        mentorship: usize,
        key: LabourKey,
    },
    Register(Register),
    /// Another paper of the year, by its key, and whom it is about.
    Year {
        key: String,
        pairing: Option<usize>,
        person: Option<String>,
        /// The only mentee that it is about, beside the mentor.
        mentee: Option<String>,
    },
    /// One that is made from no file of the project: an empty form, a table over schools.
    Finished(Box<Document>),
}

/// Number and date of a paper, and the kind they are of.
pub(super) struct KnownBy {
    /// The key of its name in the wording, or its name.
    pub kind: String,
    /// Whether number and date are those of the order that approves it.
    pub by_order: bool,
    pub number: Option<String>,
    pub date: Option<String>,
}

impl Content {
    /// The document of a paper that says nothing but what the plan holds: every one but a program,
    /// whose pairing is read again when its turn comes.
    pub(crate) fn document(&self, made_from: Option<(&Project, &Edition)>) -> Option<Document> {
        if let Self::Finished(document) = self {
            return Some((**document).clone());
        }
        let (project, edition) = made_from?;
        match self {
            Self::Finished(_) | Self::Program { .. } => None,
            Self::Order(order) => Some(forms::order(project, edition, project.orders.get(*order)?)),
            Self::Regulation(order) => {
                let order = project.orders.get(*order)?;
                let appendix = forms::appendices(edition, order)
                    .into_iter()
                    .find(|a| a.key == AppendixKey::Regulation)?;
                Some(forms::regulation(project, edition, &appendix))
            }
            Self::Roadmap => Some(forms::roadmap(project, edition, project.roadmap.as_ref()?)),
            Self::Labour {
                pairing,
                mentorship,
                key,
            } => {
                let pairing = project.pairings.get(*pairing)?;
                let mentorship = pairing.mentorships.get(*mentorship)?;
                forms::labour(project, edition, pairing, mentorship, *key)
            }
            Self::Register(register) => Some(forms::register(project, edition, *register)),
            Self::Year {
                key,
                pairing,
                person,
                mentee,
            } => {
                let pairing = pairing.and_then(|index| project.pairings.get(index));
                let whom = Whom::of(pairing, person.as_deref(), mentee.as_deref());
                let paper = edition.year.paper(key)?;
                Some(forms::year_paper(project, edition, paper, whom))
            }
        }
    }

    /// Whether a paper can be shown to everybody once names are short and what is said of single
    /// persons is left out.
    pub(super) fn is_public(&self, project: &Project, edition: &Edition) -> bool {
        match self {
            Self::Regulation(_) | Self::Roadmap | Self::Program { .. } => true,
            Self::Labour { .. } | Self::Year { .. } | Self::Finished(_) => false,
            // The report is of numbers only.
            Self::Register(register) => *register == Register::Report,
            Self::Order(index) => {
                let kind = project.orders.get(*index).and_then(|o| o.kind.as_ref());
                kind.and_then(|kind| edition.orders.kind(&kind.value))
                    .is_some_and(|kind| kind.is_public)
            }
        }
    }

    /// What the paper is known by; `None` for one that is made from no file.
    pub(super) fn known_by(&self, project: &Project, edition: &Edition) -> Option<KnownBy> {
        let order = |index: usize| {
            project
                .orders
                .get(index)
                .map(|o| (o.number.as_ref(), o.date.as_ref()))
        };
        let pairing = |index: usize| project.pairings.get(index);
        let (key, by_order, (number, date)) = match self {
            Self::Finished(_) => return None,
            Self::Year { key, .. } => (edition.year.paper(key)?.name.as_str(), false, (None, None)),
            Self::Order(index) => ("order", false, order(*index)?),
            Self::Regulation(index) => ("regulation", true, order(*index)?),
            Self::Roadmap => {
                let roadmap = project.roadmap.as_ref()?;
                let key = match roadmap.kind {
                    RoadmapKind::School => "roadmap",
                    RoadmapKind::Municipal => "municipal-roadmap",
                };
                (key, true, roadmap.approved.resolved(project))
            }
            Self::Program { pairing: index, .. } => (
                "program",
                true,
                pairing(*index)?
                    .approval()
                    .map_or((None, None), |a| a.resolved(project)),
            ),
            Self::Labour {
                pairing: index,
                mentorship,
                key,
            } => {
                let mentorship = pairing(*index)?.mentorships.get(*mentorship)?;
                let labour = mentorship.labour.as_ref()?;
                match key {
                    LabourKey::Consent => ("consent", false, (None, mentorship.consent.as_ref())),
                    LabourKey::Agreement => {
                        ("agreement", false, labour.agreement.resolved(project))
                    }
                    LabourKey::Notice => (
                        "notice",
                        false,
                        (None, labour.notice.as_ref().and_then(|n| n.date.as_ref())),
                    ),
                    LabourKey::Refusal => (
                        "refusal",
                        false,
                        (None, labour.refusal.as_ref().and_then(|r| r.date.as_ref())),
                    ),
                }
            }
            Self::Register(register) => {
                let key = match register {
                    Register::Mentors => "mentors",
                    Register::Mentees => "mentees",
                    Register::Pairings => "pairings",
                    Register::Report => "report",
                };
                (key, false, (None, None))
            }
        };
        Some(KnownBy {
            kind: key.to_owned(),
            by_order,
            number: number.map(|n| n.value.clone()),
            date: date.map(|d| d.in_digits()),
        })
    }
}

/// A paper the project asks for.
pub(crate) struct Wanted {
    pub kind: PaperKind,
    pub file_name: String,
    pub content: Content,
    /// The file that describes it, and those it takes something from.
    pub made_from: Vec<FileId>,
    /// Whether it is the paper of that file, not one more made from it.
    pub is_the_files_own: bool,
}

impl Wanted {
    /// Every paper that the project asks for, in the order in which they are listed.
    pub(crate) fn all(project: &Project, edition: &Edition, pairing_files: &[FileId]) -> Vec<Self> {
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
            out.push(Self {
                kind: PaperKind::Order,
                file_name,
                content: Content::Order(i),
                made_from,
                is_the_files_own: true,
            });
            if forms::appendices(edition, order)
                .iter()
                .any(|a| a.key == AppendixKey::Regulation)
            {
                let is_own = project.organization.has_school_regulation(edition);
                let file_name = edition.regulation_text(is_own).file_name.to_owned();
                let content = Content::Regulation(i);
                out.push(Self {
                    kind: PaperKind::Regulation,
                    file_name,
                    content,
                    made_from: vec![order.file],
                    is_the_files_own: false,
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
            out.push(Self {
                kind,
                file_name: form.file_name.clone(),
                content: Content::Roadmap,
                made_from,
                is_the_files_own: true,
            });
        }
        let names = names::of_pairings(&project.pairings);
        for (i, (pairing, names)) in project.pairings.iter().zip(names).enumerate() {
            let file_name = edition.program.file_name.replace("{names}", &names);
            let made_from = std::iter::once(pairing.file)
                .chain(order_of(pairing.order()))
                .collect();
            let content = Content::Program { pairing: i, names };
            out.push(Self {
                kind: PaperKind::Program,
                file_name,
                content,
                made_from,
                is_the_files_own: true,
            });
            out.extend(labour_papers(project, edition, i, pairing));
        }
        if project.organization.registers.is_some() && !pairing_files.is_empty() {
            out.extend(Register::ALL.map(|register| {
                Self {
                    kind: PaperKind::Register,
                    file_name: register.file_name(edition).to_owned(),
                    content: Content::Register(register),
                    made_from: pairing_files
                        .iter()
                        .copied()
                        .chain(project.orders.iter().map(|o| o.file))
                        .collect(),
                    is_the_files_own: false,
                }
            }));
        }
        out.extend(year_papers(project, edition, pairing_files));
        out
    }
}

/// The rest of the year's papers that the project asks for.
fn year_papers(project: &Project, edition: &Edition, pairing_files: &[FileId]) -> Vec<Wanted> {
    let order_of = |stem: Option<&str>| stem.and_then(|s| project.order(s)).map(|o| o.file);
    let one = |it: super::year::Asked<'_>| {
        let pairing = it.pairing.and_then(|index| project.pairings.get(index));
        let made_from = match pairing {
            // Until when somebody mentors, the orders that change or end the pair say.
            Some(pairing) => std::iter::once(pairing.file)
                .chain(order_of(pairing.order()))
                .chain(project.changes_of(pairing).map(|order| order.file))
                .chain(project.ends_of(pairing).map(|order| order.file))
                .collect(),
            None => pairing_files
                .iter()
                .copied()
                .chain(project.orders.iter().map(|o| o.file))
                .chain(project.roadmap.iter().map(|roadmap| roadmap.file))
                .collect(),
        };
        Wanted {
            kind: PaperKind::Year,
            file_name: it.paper.file_name.replace("{names}", &it.names),
            content: Content::Year {
                key: it.paper.key.clone(),
                pairing: it.pairing,
                person: it.person.map(ToOwned::to_owned),
                mentee: it.mentee.map(ToOwned::to_owned),
            },
            made_from,
            is_the_files_own: false,
        }
    };
    let asked = super::year::asked(project, edition).into_iter();
    asked.map(one).collect()
}

/// The papers of article 351.8 for each mentorship of a pairing: first all consents, and so on.
fn labour_papers(
    project: &Project,
    edition: &Edition,
    index: usize,
    pairing: &Pairing,
) -> Vec<Wanted> {
    let asked: Vec<(usize, LabourKey)> = pairing
        .mentorships
        .iter()
        .enumerate()
        .flat_map(|(i, mentorship)| {
            let keys = forms::labour_keys(&project.organization, mentorship);
            keys.into_iter().map(move |key| (i, key))
        })
        .collect();
    let one = |(mentorship, key): (usize, LabourKey)| {
        let person = &pairing.mentorships[mentorship].mentor;
        let earlier = pairing.mentorships[..mentorship].iter();
        let mut names = names::of_mentor(pairing, person);
        match earlier.filter(|it| it.mentor.key == person.key).count() {
            0 => {}
            n => names.push_str(&format!(" ({})", n + 1)),
        }
        let appointed = &pairing.mentorships[mentorship].appointed;
        let order = appointed.order.as_deref();
        let order = order.and_then(|stem| project.order(stem)).map(|o| o.file);
        Some(Wanted {
            kind: PaperKind::Labour,
            file_name: forms::labour_file_name(edition, key, &names)?,
            content: Content::Labour {
                pairing: index,
                mentorship,
                key,
            },
            made_from: std::iter::once(pairing.file).chain(order).collect(),
            is_the_files_own: false,
        })
    };
    LabourKey::ALL
        .into_iter()
        .flat_map(|key| asked.iter().filter(move |(_, own)| *own == key))
        .filter_map(|asked| one(*asked))
        .collect()
}
