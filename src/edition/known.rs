//! Every key that the readers of an edition's files know.

use super::common::Common;
use super::consolidated::ConsolidatedForms;
use super::labour::LabourForms;
use super::orders::OrderForms;
use super::program::ProgramForm;
use super::publishing::{PrintWords, PublishingWords};
use super::registers::RegisterForms;
use super::regulation::{RegulationForm, SchoolRegulationForm};
use super::roadmap::RoadmapForm;
use super::words::Words;
use super::year::YearForms;
use crate::reader::{WantedKey, survey_words};

/// The files of an edition without ending, each with its keys.
pub fn known_words() -> [(&'static str, Vec<WantedKey>); 13] {
    fn keys<T: Words>() -> Vec<WantedKey> {
        survey_words(|words| drop(T::read(words)))
    }
    [
        ("edition", keys::<Common>()),
        ("program", keys::<ProgramForm>()),
        ("roadmap", keys::<RoadmapForm>()),
        ("municipal-roadmap", keys::<RoadmapForm>()),
        ("regulation", keys::<RegulationForm>()),
        ("school-regulation", keys::<SchoolRegulationForm>()),
        ("orders", keys::<OrderForms>()),
        ("labour", keys::<LabourForms>()),
        ("registers", keys::<RegisterForms>()),
        ("consolidated", keys::<ConsolidatedForms>()),
        ("year", keys::<YearForms>()),
        ("print", keys::<PrintWords>()),
        ("publishing", keys::<PublishingWords>()),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::folders::file_names;
    use super::*;

    #[test]
    fn every_file_of_an_edition_is_surveyed() {
        let known = known_words();
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, file_names());
        assert!(known.iter().all(|(_, keys)| !keys.is_empty()));
    }
}
