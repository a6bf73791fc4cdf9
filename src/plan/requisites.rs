//! What a paper is known by: its kind, number and date, and the fingerprint of its data.

use serde::{Deserialize, Serialize};

use super::paper::{Content, Paper};
use super::plan::Plan;
use super::short_name::short_name;
use crate::digest::digest;
use crate::edition::{Edition, LabourKey, PublishingWords};
use crate::forms::Register;
use crate::project::{Project, RoadmapKind};

/// Kind, number and date of a paper, as they are to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requisites {
    pub kind: String,
    pub number: Option<String>,
    /// «01.09.2026», or as the user wrote it.
    pub date: Option<String>,
    /// Whether number and date are those of the order that the paper rests on.
    pub by_order: bool,
}

impl Requisites {
    /// «Приказ № 118-ОД от 01.09.2026».
    pub(crate) fn line(&self, words: &PublishingWords) -> String {
        let mut out = self.kind.clone();
        if self.by_order && (self.number.is_some() || self.date.is_some()) {
            out += &words.qr.by_order;
        }
        out += &self
            .number
            .as_ref()
            .map(|n| words.qr.number.replace("{number}", n))
            .unwrap_or_default();
        out + &self
            .date
            .as_ref()
            .map(|d| words.qr.date.replace("{date}", d))
            .unwrap_or_default()
    }
}

impl Plan {
    /// What a paper is known by; `None` for a blank form.
    pub fn requisites(&self, paper: &Paper) -> Option<Requisites> {
        let (project, edition) = self.project().zip(self.edition())?;
        let (key, by_order, number, date) = known_by(project, &paper.content)?;
        let kind = edition
            .publishing
            .papers
            .get(key)
            .cloned()
            .unwrap_or_else(|| key.to_owned());
        Some(Requisites {
            kind,
            number,
            date,
            by_order,
        })
    }

    /// SHA-256 of the project's files that a paper is made from, names and texts.
    pub fn data_digest(&self, paper: &Paper) -> String {
        let sources = self
            .files_of(paper)
            .into_iter()
            .map(|id| self.sources.get(id));
        let parts: Vec<String> = sources
            .flat_map(|s| [short_name(&s.name), s.fingerprint.clone()])
            .collect();
        digest(parts.iter().map(String::as_bytes))
    }

    /// What the QR code of a paper says.
    pub(super) fn code_text(&self, paper: &Paper, edition: &Edition) -> Option<(String, String)> {
        let words = &edition.publishing;
        let line = self.requisites(paper)?.line(words);
        // In capitals the code takes fewer squares.
        let digest = words
            .qr
            .digest
            .replace("{digest}", &self.data_digest(paper).to_uppercase());
        Some((
            words.qr.description.replace("{text}", &line),
            format!("{line}\n{digest}"),
        ))
    }
}

type KnownBy = (&'static str, bool, Option<String>, Option<String>);

/// Key of the kind's name, whether the rest is an order's, number and date.
fn known_by(project: &Project, content: &Content) -> Option<KnownBy> {
    let order = |index: usize| {
        project
            .orders
            .get(index)
            .map(|o| (o.number.as_ref(), o.date.as_ref()))
    };
    let pairing = |index: usize| project.pairings.get(index);
    let (key, by_order, (number, date)) = match content {
        Content::Blank(_) => return None,
        Content::Order(index) => ("order", false, order(*index)?),
        Content::Regulation(index) => ("regulation", true, order(*index)?),
        Content::Roadmap => {
            let roadmap = project.roadmap.as_ref()?;
            let key = match roadmap.kind {
                RoadmapKind::School => "roadmap",
                RoadmapKind::Municipal => "municipal-roadmap",
            };
            (key, true, roadmap.approved.resolved(project))
        }
        Content::Program { pairing: index, .. } => (
            "program",
            true,
            pairing(*index)?
                .approval()
                .map_or((None, None), |a| a.resolved(project)),
        ),
        Content::Labour {
            pairing: index,
            key,
            ..
        } => {
            let pairing = pairing(*index)?;
            let labour = pairing.labour.as_ref()?;
            match key {
                LabourKey::Consent => ("consent", false, (None, pairing.consent())),
                LabourKey::Agreement => ("agreement", false, labour.agreement.resolved(project)),
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
        Content::Register(register) => {
            let key = match register {
                Register::Mentors => "mentors",
                Register::Mentees => "mentees",
                Register::Pairings => "pairings",
                Register::Report => "report",
            };
            (key, false, (None, None))
        }
    };
    Some((
        key,
        by_order,
        number.map(|n| n.value.clone()),
        date.map(|d| d.in_digits()),
    ))
}
