//! Приложение № 1 к положению, or Приложение 2 к приказу: a roadmap.

use super::block::YearBlock;
use super::columns::{ColumnWords, RoadmapField, columns};
use super::common::{DateStyle, LineWords};
use super::layout;
use super::places::{NUMBER_AND_DATE, PERIOD, YEAR};
use super::words::{
    choice, count, fill_lines, fill_with, flag, inherited, line, lines, one, optional, words,
};
use crate::document::Orientation;

words! {
    /// `roadmap.toml`, `municipal-roadmap.toml`.
    struct RoadmapForm {
        orientation: Orientation = choice,
        file_name: String = line,
        blank_file_name: String = line,
        subject: String = line,
        appendix_mark: Vec<String> = lines,
        /// In place of it, where the school has a regulation of its own.
        school_appendix_mark: Option<Vec<String>> = optional(layout::school_mark),
        approval_stamp: Vec<String> = fill_lines(&NUMBER_AND_DATE),
        date: DateStyle = choice,
        title: String = line,
        /// The line for the organisation's name after the title, where the form has one.
        organization: Option<LineWords> = optional(one),
        period: Option<String> = optional(fill_with(&PERIOD, "period")),
        /// What a period of dates within one school year is called.
        school_year: String = inherited(fill_with(&YEAR, "year")),
        summary: String = line,
        blank_rows: usize = count(0..=60),
        column: Vec<ColumnWords<RoadmapField>> = columns,
        /// Whether the numbers of the columns stand below their heads.
        number_row: bool = flag,
        /// The blocks of the paper in their order, where it is not the usual one.
        layout: Option<Vec<YearBlock>> = optional(layout::roadmap),
    }
}
