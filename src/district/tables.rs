//! The tables of the consolidated papers.

use serde::Serialize;

use super::facts::School;
use super::likeness::{Common, Likeness};
use crate::document::{Cell, Chart, Column, Row, Table, Text};
use crate::edition::{
    ColumnWords, ConsolidatedForms, CoverageWords, LikenessField, LikenessWords, SchoolsField,
};
use crate::forms::{fill, percent, wording};

/// The figures of one row: a school, or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Figures {
    /// `None` where not every school has said it, or the school has not.
    pub teachers: Option<usize>,
    pub mentors: usize,
    pub mentees: usize,
    pub included: usize,
    pub pairings: usize,
    pub groups: usize,
    pub begun: usize,
    pub changed: usize,
    pub ended: usize,
    pub consents: usize,
    pub agreements: usize,
    pub programs: usize,
    pub errors: usize,
    pub warnings: usize,
}

impl Figures {
    /// Those of one school.
    pub fn of(school: &School) -> Self {
        let counts = &school.counts;
        Self {
            teachers: counts.teachers,
            mentors: counts.mentors,
            mentees: counts.mentees,
            included: counts.included,
            pairings: counts.pairings,
            groups: counts.groups,
            begun: counts.begun,
            changed: counts.changed,
            ended: counts.ended,
            consents: counts.consents,
            agreements: counts.agreements,
            programs: school.programs,
            errors: school.errors(),
            warnings: school.warnings(),
        }
    }

    /// The sums over schools; teachers as far as the schools say how many they have.
    pub(super) fn sum<'s>(schools: impl IntoIterator<Item = &'s School>) -> Self {
        let mut sum = Self::default();
        for of in schools.into_iter().map(Self::of) {
            let teachers = [sum.teachers, of.teachers];
            let known = teachers.iter().any(Option::is_some);
            sum.teachers = known.then(|| teachers.iter().flatten().sum());
            sum.mentors += of.mentors;
            sum.mentees += of.mentees;
            sum.included += of.included;
            sum.pairings += of.pairings;
            sum.groups += of.groups;
            sum.begun += of.begun;
            sum.changed += of.changed;
            sum.ended += of.ended;
            sum.consents += of.consents;
            sum.agreements += of.agreements;
            sum.programs += of.programs;
            sum.errors += of.errors;
            sum.warnings += of.warnings;
        }
        sum
    }

    /// The share of teachers that mentoring reaches, in per cent.
    pub(super) fn coverage(&self) -> Option<Text> {
        Some(percent(self.included, self.teachers?))
    }
}

/// Parts of a whole bar, each of two halves.
const BAR: usize = 10;

/// A row of the bar: a tenth of the whole for each word.
fn bar(figures: &Figures, words: &CoverageWords) -> Option<String> {
    let whole = figures.teachers.filter(|whole| *whole > 0)?;
    let halves = (figures.included * BAR * 2 + whole / 2) / whole;
    let halves = halves.min(BAR * 2);
    let half = if halves % 2 == 1 { &words.half_bar } else { "" };
    Some(words.bar.repeat(halves / 2) + half)
}

fn cell(
    number: Option<usize>,
    name: Cell,
    figures: &Figures,
    is_read: bool,
    field: SchoolsField,
    bars: &CoverageWords,
) -> Cell {
    let figure = |n: usize| {
        if is_read {
            Cell::plain(n.to_string())
        } else {
            Cell::default()
        }
    };
    let some = |text: Option<Text>| Cell(text.into_iter().collect());
    match field {
        SchoolsField::Number => number.map(Cell::number).unwrap_or_default(),
        SchoolsField::School => name,
        SchoolsField::Teachers => some(figures.teachers.map(|n| Text::plain(n.to_string()))),
        SchoolsField::Mentors => figure(figures.mentors),
        SchoolsField::Mentees => figure(figures.mentees),
        SchoolsField::Included => figure(figures.included),
        SchoolsField::Pairings => figure(figures.pairings),
        SchoolsField::Groups => figure(figures.groups),
        SchoolsField::Begun => figure(figures.begun),
        SchoolsField::Changed => figure(figures.changed),
        SchoolsField::Ended => figure(figures.ended),
        SchoolsField::Consents => figure(figures.consents),
        SchoolsField::Agreements => figure(figures.agreements),
        SchoolsField::Programs => figure(figures.programs),
        // A school that cannot be read has mistakes above all.
        SchoolsField::Errors => Cell::plain(figures.errors.to_string()),
        SchoolsField::Warnings => Cell::plain(figures.warnings.to_string()),
        SchoolsField::Coverage => some(figures.coverage()),
        SchoolsField::Bar => some(bar(figures, bars).map(Text::plain)),
        SchoolsField::Blank => Cell::default(),
    }
}

/// Which columns a chart shows, and what stands above it.
pub(super) struct Drawn<'w> {
    pub title: &'w str,
    pub values: &'w [SchoolsField],
}

/// A row for each school and a last one with the sums.
pub(super) fn of_schools(
    schools: &[School],
    totals: &Figures,
    columns: &[ColumnWords<SchoolsField>],
    (summary, total): (&str, &str),
    drawn: &Drawn<'_>,
    bars: &CoverageWords,
) -> Table {
    let row = |(i, school): (usize, &School)| {
        let figures = Figures::of(school);
        let cells = columns.iter().map(|column| {
            let name = Cell(vec![wording(&school.name)]);
            cell(
                Some(i + 1),
                name,
                &figures,
                school.is_read,
                column.field,
                bars,
            )
        });
        Row::Cells(cells.collect())
    };
    let mut rows: Vec<Row> = schools.iter().enumerate().map(row).collect();
    let sums = columns.iter().map(|column| {
        let name = Cell(vec![Text::bold(total)]);
        cell(None, name, totals, true, column.field, bars)
    });
    rows.push(Row::Cells(sums.collect()));
    let place = |field| columns.iter().position(|column| column.field == field);
    let values: Vec<usize> = drawn.values.iter().filter_map(|f| place(*f)).collect();
    let chart = place(SchoolsField::School).filter(|_| !values.is_empty());
    Table {
        summary: summary.to_owned(),
        columns: columns.iter().map(ColumnWords::to_column).collect(),
        rows,
        air: 0,
        is_numbered: false,
        is_whole: false,
        chart: chart.map(|labels| Chart {
            title: drawn.title.to_owned(),
            labels,
            values,
            rows: schools.len(),
        }),
    }
}

/// Rows of several schools in one table, numbered anew by the column of that index.
pub(super) fn numbered(
    summary: &str,
    columns: Vec<Column>,
    number: Option<usize>,
    cells: impl IntoIterator<Item = Vec<Cell>>,
) -> Table {
    let row = |(i, mut cells): (usize, Vec<Cell>)| {
        if let Some(cell) = number.and_then(|at| cells.get_mut(at)) {
            *cell = Cell::number(i + 1);
        }
        Row::Cells(cells)
    };
    Table {
        summary: summary.to_owned(),
        columns,
        rows: cells.into_iter().enumerate().map(row).collect(),
        air: 0,
        is_numbered: false,
        is_whole: false,
        chart: None,
    }
}

/// Names of schools, a line each.
pub(super) fn names(schools: &[School], of: &[usize]) -> Vec<String> {
    of.iter().map(|i| schools[*i].name.clone()).collect()
}

/// People of one name in several schools; `None` where there are none.
pub(super) fn of_namesakes(
    schools: &[School],
    likeness: &Likeness,
    words: &LikenessWords,
) -> Option<Table> {
    let all = likeness.namesakes.iter();
    let rows = all.map(|it| (wording(&it.name), it.schools.as_slice()));
    of_likeness(schools, rows.collect(), words)
}

/// What was copied from school to school.
pub(super) fn of_copies(
    schools: &[School],
    likeness: &Likeness,
    words: &ConsolidatedForms,
) -> Option<Table> {
    let monitoring = &words.monitoring;
    let row = |it: &'_ super::likeness::Copied| {
        let count = [("count", Some(Text::plain(it.count.to_string())))];
        match it.what {
            Common::Name => wording(&monitoring.same_name),
            Common::Texts => fill(&monitoring.same_texts, &count),
            Common::People => fill(&monitoring.same_people, &count),
        }
    };
    let all = likeness.copies.iter();
    let rows = all.map(|it| (row(it), it.schools.as_slice()));
    of_likeness(schools, rows.collect(), &monitoring.copies)
}

fn of_likeness(
    schools: &[School],
    rows: Vec<(Text, &[usize])>,
    words: &LikenessWords,
) -> Option<Table> {
    if rows.is_empty() {
        return None;
    }
    let row = |(i, (what, of)): (usize, (Text, &[usize]))| {
        let cells = words.column.iter().map(|column| match column.field {
            LikenessField::Number => Cell::number(i + 1),
            LikenessField::What => Cell(vec![what.clone()]),
            LikenessField::Schools => {
                // Two folders under one name are told apart by the folders.
                let named = of.iter().map(|i| {
                    let school = &schools[*i];
                    let twice = of.iter().filter(|j| schools[**j].name == school.name);
                    if twice.count() > 1 && school.name != school.folder {
                        wording(&format!("{} ({})", school.name, school.folder))
                    } else {
                        wording(&school.name)
                    }
                });
                Cell(named.collect())
            }
            LikenessField::Blank => Cell::default(),
        });
        Row::Cells(cells.collect())
    };
    Some(Table {
        summary: words.summary.clone(),
        columns: words.column.iter().map(ColumnWords::to_column).collect(),
        rows: rows.into_iter().enumerate().map(row).collect(),
        air: 0,
        is_numbered: false,
        is_whole: false,
        chart: None,
    })
}
