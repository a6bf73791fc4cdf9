//! What the consolidated papers are made from, and what is known of all of them.

use super::facts::School;
use super::likeness::Likeness;
use super::tables::Figures;
use crate::document::Text;
use crate::edition::ConsolidatedForms;
use crate::forms::{fill, user, wording};
use crate::project::{Municipality, SchoolYear};

/// Everything that the papers are made from.
#[derive(Debug)]
pub struct Consolidated<'a> {
    pub municipality: &'a Municipality,
    /// What the municipality's own folder calls it, where `district.toml` does not.
    pub own_name: Option<String>,
    pub schools: &'a [School],
    pub words: &'a ConsolidatedForms,
    pub likeness: Likeness,
    /// The sums over all schools.
    pub totals: Figures,
    /// Whether each school gets its letter.
    pub letters: bool,
}

impl<'a> Consolidated<'a> {
    pub fn new(
        municipality: &'a Municipality,
        own_name: Option<String>,
        schools: &'a [School],
        words: &'a ConsolidatedForms,
    ) -> Self {
        Self {
            municipality,
            own_name,
            schools,
            words,
            likeness: Likeness::of(schools),
            totals: Figures::sum(schools),
            letters: true,
        }
    }

    pub(super) fn name(&self) -> Option<Text> {
        let own = || self.own_name.as_deref().map(wording);
        self.municipality.name.as_ref().map(user).or_else(own)
    }

    /// The year that is counted: as the municipality says, or as more than half of the schools do.
    pub fn school_year(&self) -> Option<SchoolYear> {
        let said = || self.schools.iter().filter_map(|it| it.year);
        let is_usual = |year: &SchoolYear| {
            let same = said().filter(|other| other.start == year.start).count();
            same * 2 > said().count()
        };
        self.municipality
            .school_year
            .or_else(|| said().find(is_usual))
    }

    /// Schools that have another year, or none where others have one.
    pub fn of_other_years(&self) -> impl Iterator<Item = &School> {
        let year = self.school_year().map(|year| year.start);
        let is_other =
            move |school: &&School| school.is_read && school.year.map(|it| it.start) != year;
        self.schools.iter().filter(is_other)
    }

    pub(super) fn year(&self) -> Option<Text> {
        self.school_year().map(|year| Text::plain(year.to_string()))
    }

    /// «от 25.04.2022 № 591».
    pub(super) fn order(&self) -> Option<Text> {
        self.municipality.order().as_deref().map(wording)
    }

    pub(super) fn filled(&self, words: &str) -> Text {
        let schools = Text::plain(self.schools.len().to_string());
        let values = [
            ("district", self.name()),
            ("school_year", self.year()),
            ("schools", Some(schools)),
        ];
        fill(words, &values).capitalized()
    }
}
