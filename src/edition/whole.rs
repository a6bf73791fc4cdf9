//! All forms of one edition, and what they offer to the fields of a school.

use std::sync::{Arc, LazyLock};

use super::built_in::BUILT_IN;
use super::common::{Common, Term};
use super::consolidated::ConsolidatedForms;
use super::labour::LabourForms;
use super::orders::OrderForms;
use super::program::ProgramForm;
use super::publishing::{PrintWords, PublishingWords};
use super::registers::RegisterForms;
use super::regulation::{RegulationForm, RegulationText, SchoolRegulationForm};
use super::roadmap::RoadmapForm;
use super::year::YearForms;
use crate::fields::{Field, Kind, Offer};

/// A part that few papers need: one that is compiled in is read when it is first asked for.
pub(super) type Late<T> = Arc<LazyLock<T, Box<dyn FnOnce() -> T + Send>>>;

pub(super) fn late<T>(read: impl FnOnce() -> T + Send + 'static) -> Late<T> {
    Arc::new(LazyLock::new(Box::new(read)))
}

/// All forms of one edition, in one wording.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Whether it stands over another: then its forms may have no place for what a school has
    /// written.
    pub is_own: bool,
    pub common: Common,
    pub program: ProgramForm,
    pub roadmap: RoadmapForm,
    pub municipal_roadmap: RoadmapForm,
    pub regulation: Late<RegulationForm>,
    pub school_regulation: Late<SchoolRegulationForm>,
    pub orders: OrderForms,
    pub labour: Late<LabourForms>,
    pub registers: RegisterForms,
    pub consolidated: Late<ConsolidatedForms>,
    pub year: YearForms,
    pub print: PrintWords,
    pub publishing: PublishingWords,
}

impl Edition {
    /// Names of the editions compiled into the program.
    pub fn names() -> Vec<&'static str> {
        BUILT_IN.iter().map(|it| it.name).collect()
    }

    /// The regulation of the source, or one of a school of any town.
    pub fn regulation_text(&self, is_the_schools: bool) -> RegulationText<'_> {
        if is_the_schools {
            self.school_regulation.text()
        } else {
            self.regulation.text()
        }
    }
}

impl Edition {
    /// The words of an offer; none of those that the project has itself.
    pub fn words_of(&self, offer: Offer) -> Vec<String> {
        let terms = |terms: &[Term]| terms.iter().map(|t| t.word.clone()).collect::<Vec<_>>();
        let owned = |words: Vec<&str>| words.into_iter().map(ToOwned::to_owned).collect();
        let common = &self.common;
        let models = || common.mentoring_form.iter().flat_map(|f| terms(&f.model));
        match offer {
            Offer::Nothing | Offer::People | Offer::Pairs | Offer::Orders => Vec::new(),
            Offer::Forms => terms(&common.mentoring_form),
            Offer::MentoringKinds => terms(&common.mentoring_kind),
            Offer::Models => models().collect(),
            Offer::Groups => terms(&common.mentee_group),
            Offer::Interactions => {
                let phrases = self.program.note.interaction_phrases.keys();
                phrases.cloned().collect()
            }
            Offer::Modes => self.program.note.modes.clone(),
            Offer::Formats => self.program.plan.formats.clone(),
            Offer::Blocks => owned(self.program.block_keys()),
            Offer::Editions => owned(Self::names()),
            Offer::OrderKinds => self.orders.kind.iter().map(|k| k.key.clone()).collect(),
            Offer::YearPapers => self.year.paper.iter().map(|p| p.name.clone()).collect(),
            Offer::Appendices => {
                let keys = self.orders.appendix.iter().map(|a| a.key.key());
                owned(keys.collect())
            }
        }
    }

    /// The words that a field offers and that the project does not have itself, as people say them.
    pub fn offered(&self, field: &Field) -> Vec<String> {
        let orders = &self.orders;
        match field.kind {
            Kind::OrderKind => orders.kind.iter().map(|k| k.name.clone()).collect(),
            Kind::Appendices => orders.appendix.iter().map(|a| a.name.clone()).collect(),
            Kind::Words(words) => distinct(words),
            // What the project has of its own is known to whoever has the project.
            Kind::Edition => Vec::new(),
            Kind::Flag => vec!["да".to_owned(), "нет".to_owned()],
            _ => self.words_of(field.offer),
        }
    }
}

/// The words to show: one for each word of the file.
fn distinct(words: &[(&str, &str)]) -> Vec<String> {
    let mut seen = Vec::new();
    let mut out = Vec::new();
    for (shown, word) in words {
        if !seen.contains(word) {
            seen.push(word);
            out.push((*shown).to_owned());
        }
    }
    out
}
