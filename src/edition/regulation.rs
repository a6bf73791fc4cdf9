//! Положение о наставничестве.

use super::common::DateStyle;
use super::places::{MINUTES, NUMBER_AND_DATE, REGULATION};
use super::words::{any, choice, fill, fill_lines, line, many, one, words};
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

    /// `school-regulation.toml`: the regulation of a school of any town.
    struct SchoolRegulationForm {
        orientation: Orientation = choice,
        file_name: String = line,
        subject: String = line,
        title: String = line,
        subtitle: Vec<String> = fill_lines(&REGULATION),
        /// Above the text, besides that of its approval.
        stamp: Vec<StampWords> = any,
        section: Vec<SectionWords> = many,
    }

    struct StampWords {
        lines: Vec<String> = fill_lines(&MINUTES),
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

/// What either regulation says.
#[derive(Debug, Clone, Copy)]
pub struct RegulationText<'e> {
    pub orientation: Orientation,
    pub file_name: &'e str,
    pub subject: &'e str,
    pub title: &'e str,
    pub subtitle: &'e [String],
    pub stamps: &'e [StampWords],
    pub sections: &'e [SectionWords],
}

impl RegulationForm {
    pub(super) fn text(&self) -> RegulationText<'_> {
        RegulationText {
            orientation: self.orientation,
            file_name: &self.file_name,
            subject: &self.subject,
            title: &self.title,
            subtitle: &self.subtitle,
            stamps: &[],
            sections: &self.section,
        }
    }
}

impl SchoolRegulationForm {
    pub(super) fn text(&self) -> RegulationText<'_> {
        RegulationText {
            orientation: self.orientation,
            file_name: &self.file_name,
            subject: &self.subject,
            title: &self.title,
            subtitle: &self.subtitle,
            stamps: &self.stamp,
            sections: &self.section,
        }
    }
}
