//! The words that a field offers to choose from.

use serde::Deserialize;

use super::field::{Field, Kind};
use crate::edition::{Edition, Term};

/// Where the words of a field come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    #[default]
    Nothing,
    /// Names on the sheet «Сотрудники».
    People,
    /// Short names on the sheet «Пары».
    Pairs,
    /// Names of files on the sheet «Приказы».
    Orders,
    Forms,
    MentoringKinds,
    Models,
    Groups,
    Interactions,
    Modes,
    Formats,
    Blocks,
    Editions,
    /// Keys of the kinds of orders.
    OrderKinds,
    /// Keys of the appendices.
    Appendices,
}

impl Offer {
    /// The words of the edition; none of those that the project has itself.
    pub fn words(self, edition: &Edition) -> Vec<String> {
        let terms = |terms: &[Term]| terms.iter().map(|t| t.word.clone()).collect::<Vec<_>>();
        let owned = |words: Vec<&str>| words.into_iter().map(ToOwned::to_owned).collect();
        let common = &edition.common;
        let models = || common.mentoring_form.iter().flat_map(|f| terms(&f.model));
        match self {
            Self::Nothing | Self::People | Self::Pairs | Self::Orders => Vec::new(),
            Self::Forms => terms(&common.mentoring_form),
            Self::MentoringKinds => terms(&common.mentoring_kind),
            Self::Models => models().collect(),
            Self::Groups => terms(&common.mentee_group),
            Self::Interactions => {
                let phrases = edition.program.note.interaction_phrases.keys();
                phrases.cloned().collect()
            }
            Self::Modes => edition.program.note.modes.clone(),
            Self::Formats => edition.program.plan.formats.clone(),
            Self::Blocks => owned(edition.program.block_keys()),
            Self::Editions => owned(Edition::names()),
            Self::OrderKinds => edition.orders.kind.iter().map(|k| k.key.clone()).collect(),
            Self::Appendices => {
                let keys = edition.orders.appendix.iter().map(|a| a.key.key());
                owned(keys.collect())
            }
        }
    }
}

/// The words that a cell offers and that stand in no other sheet, as people say them.
pub fn offered(field: &Field, edition: &Edition) -> Vec<String> {
    let orders = &edition.orders;
    match field.kind {
        Kind::OrderKind => orders.kind.iter().map(|k| k.name.clone()).collect(),
        Kind::Appendices => orders.appendix.iter().map(|a| a.name.clone()).collect(),
        Kind::Words(words) => distinct(words),
        Kind::Flag => vec!["да".to_owned(), "нет".to_owned()],
        _ => field.offer.words(edition),
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
