//! A table of a sheet.

use std::collections::BTreeMap;

use super::column::Column;
use super::words::{plain, without_number};
use crate::fields::{Field, IGNORED, SheetKind};
use crate::reader::clean;
use crate::workbook::grid::{Sheet, Value};

/// A table whose head was found.
#[derive(Debug, Clone)]
pub(crate) struct SheetTable<'b> {
    pub sheet: &'b Sheet,
    pub kind: SheetKind,
    /// First row of the head.
    pub head: u32,
    /// First row beneath the head.
    pub first: u32,
    /// The last row that may belong to it.
    pub last: u32,
    pub columns: BTreeMap<u32, &'static Field>,
    /// Headings that stand for nothing the program knows.
    pub unknown: Vec<(u32, String)>,
    /// Columns of a field that another column has already.
    pub doubled: Vec<Doubled>,
    /// Rows in which the head is repeated.
    pub repeats: Vec<u32>,
    /// Whether the program wrote the sheet.
    pub is_ours: bool,
}

/// «Наставник 2», «Наставник (воспитательная работа)».
pub(super) fn is_one_of_several(heading: &str) -> bool {
    without_number(heading).is_some() || heading.trim_end().ends_with(')')
}

/// A second column of one field: «Номер приказа» beside «Реквизиты приказа».
#[derive(Debug, Clone)]
pub(crate) struct Doubled {
    pub column: u32,
    pub heading: String,
    pub field: &'static Field,
}

impl SheetTable<'_> {
    /// Whether the table has this column.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.columns.values().any(|f| f.path == path)
    }

    /// The column of a field.
    pub(crate) fn column(&self, path: &str) -> Option<u32> {
        let mut columns = self.columns.iter();
        columns.find_map(|(column, field)| (field.path == path).then_some(*column))
    }

    /// What the head calls a column, where it is words and short enough to be quoted.
    pub(crate) fn heading(&self, column: u32) -> Option<String> {
        const FEWEST_LETTERS: usize = 3;
        const LONGEST: usize = 40;
        let rows = (self.head..self.first).rev();
        let mut texts =
            rows.map(|row| clean(&self.sheet.at(row, column).shown()).replace('\n', " "));
        let text = texts.find(|text| !text.is_empty())?;
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let is_plain = !text.contains(['«', '»']) && text.chars().count() <= LONGEST;
        (letters >= FEWEST_LETTERS && is_plain).then_some(text)
    }

    /// Puts aside a column that stands for nothing of its own here: unknown, or one more of a field.
    pub(super) fn put_aside(
        &mut self,
        column: u32,
        heading: String,
        field: Option<&'static Field>,
    ) {
        // A second column of people is one only if a number says so: «Наставник 2».
        let is_one_more = |f: &&'static Field| {
            let is_side = matches!(f.path, "mentors" | "mentees");
            let is_twin = || {
                let first = self.column(f.path);
                let above = first.map(|it| self.sheet.at(self.first.saturating_sub(1), it));
                above.is_some_and(|it| plain(&it.shown()) == plain(&heading))
            };
            f.path != IGNORED
                && self.has(f.path)
                && (!is_side || is_one_of_several(&heading) || is_twin())
        };
        match field
            .filter(is_one_more)
            .filter(|f| !self.is_of_mentee(f, column))
        {
            Some(field) => self.doubled.push(Doubled {
                column,
                heading,
                field,
            }),
            None => self.unknown.push((column, heading)),
        }
    }

    /// Whether a second column of consents stands beside the mentee, and the first beside the
    /// mentor: «Наставник | Согласие | Наставляемый | Согласие».
    fn is_of_mentee(&self, field: &Field, column: u32) -> bool {
        let side = |column: u32| {
            let mut before = self.columns.range(..column).rev().map(|(_, f)| f.path);
            before.find(|path| matches!(*path, "mentors" | "mentees"))
        };
        let first = self.columns.iter().find(|(_, f)| f.path == field.path);
        field.path == "basis.consent"
            && side(column) == Some("mentees")
            && first.is_some_and(|(first, _)| side(*first) == Some("mentors"))
    }

    /// Puts aside columns headed «№» that hold other things than the numbers of rows: «№ 45-к от
    /// 02.09.2026».
    pub(super) fn put_aside_numbers(&mut self, own: &[Column]) {
        let is_more = |text: &str| {
            let text = text.trim_start_matches(['№', ' ']);
            text.contains(char::is_alphabetic) && text.contains(|c: char| c.is_ascii_digit())
        };
        let numbers = self.columns.iter().filter(|(_, f)| f.path == IGNORED);
        let wrong: Vec<u32> = numbers
            .map(|(column, _)| *column)
            .filter(|column| {
                // A remark beneath the table stands alone in its row.
                let mut texts = self
                    .rows()
                    .filter(|(_, cells)| cells.len() > 1)
                    .map(|(row, _)| self.sheet.at(row, *column).shown());
                texts.any(|text| is_more(&text))
            })
            .collect();
        for column in wrong {
            self.columns.remove(&column);
            let label = own.iter().find(|it| it.index == column);
            let label = label.map_or_else(|| "№".to_owned(), |it| it.label.clone());
            self.unknown.push((column, label));
        }
    }

    /// The number that a row of the table has in a column of numbers.
    pub(crate) fn number(&self, row: u32) -> Option<String> {
        let mut columns = self
            .columns
            .iter()
            .filter(|(_, field)| field.path == IGNORED);
        columns.find_map(|(column, _)| {
            let text = self.sheet.at(row, *column).shown();
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        })
    }

    /// Whether the rows of the table have numbers.
    pub(crate) fn is_numbered(&self) -> bool {
        self.rows().any(|(row, _)| self.number(row).is_some())
    }

    /// The rows beneath the head that hold something, with their cells.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (u32, &BTreeMap<u32, Value>)> {
        let rows = self.sheet.rows.range(self.first..);
        rows.map(|(row, cells)| (*row, cells))
            .take_while(|(row, _)| *row <= self.last)
    }

    /// The numbers of all its rows that hold something, the head among them.
    pub(crate) fn all_rows(&self) -> Vec<u32> {
        let rows = self.sheet.rows.range(self.head..=self.last);
        rows.map(|(row, _)| *row).collect()
    }

    /// First and last column; those that nobody knows among them.
    pub(crate) fn across(&self) -> (u32, u32) {
        let known = self.columns.keys().copied();
        let all = known
            .chain(self.unknown.iter().map(|(c, _)| *c))
            .chain(self.doubled.iter().map(|d| d.column));
        let (mut first, mut last) = (u32::MAX, 0);
        for column in all {
            first = first.min(column);
            last = last.max(column);
        }
        (first, last)
    }
}

/// How much the heads of tables tell.
pub(super) fn known(tables: &[SheetTable<'_>]) -> usize {
    let columns = tables.iter().flat_map(|t| t.columns.values());
    columns.filter(|f| f.path != IGNORED).count() * 2
        + usize::from(
            tables
                .iter()
                .any(|t| t.columns.values().any(|f| f.path == IGNORED)),
        )
}

/// Whether two tables have the same columns.
pub(super) fn same_head(a: &SheetTable<'_>, b: &SheetTable<'_>) -> bool {
    let paths = |t: &SheetTable<'_>| {
        t.columns
            .iter()
            .map(|(c, f)| (*c, f.path))
            .collect::<Vec<_>>()
    };
    a.kind == b.kind && paths(a) == paths(b)
}
