//! Положение о наставничестве.

use super::common::DateStyle;
use super::places::{NUMBER_AND_DATE, REGULATION};
use super::words::{choice, fill, fill_lines, line, many, one, words};
use crate::document::Orientation;

words! {
    /// `regulation.toml`.
    struct RegulationForm {
        orientation: Orientation = choice,
        file_name: String = line,
        subject: String = line,
        title: String = line,
        subtitle: Vec<String> = fill_lines(&REGULATION),
        /// The words of the source, where the regulation is the municipal one.
        municipality: MunicipalityWords = one,
        section: Vec<SectionWords> = many,
    }

    struct MunicipalityWords {
        appendix_mark: String = line,
        approval_stamp: Vec<String> = fill_lines(&NUMBER_AND_DATE),
        date: DateStyle = choice,
        place: PlaceWords = one,
        /// In the genitive.
        approver: String = line,
    }

    struct PlaceWords {
        genitive: String = line,
        prepositional: String = line,
    }

    struct SectionWords {
        heading: String = fill(&REGULATION),
        /// Each begins with its number.
        clauses: Vec<String> = fill_lines(&REGULATION),
    }
}
