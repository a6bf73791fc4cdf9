//! What a paper is known by: its kind, number and date, and the fingerprint of its data.

use serde::{Deserialize, Serialize};

use super::paper::Paper;
use super::plan::Plan;
use super::short_name::short_name;
use crate::digest::digest;
use crate::edition::{Edition, PublishingWords};

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
        let known = paper.content.known_by(project, edition)?;
        let kind = edition
            .publishing
            .papers
            .get(&known.kind)
            .cloned()
            .unwrap_or(known.kind);
        Some(Requisites {
            kind,
            number: known.number,
            date: known.date,
            by_order: known.by_order,
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
