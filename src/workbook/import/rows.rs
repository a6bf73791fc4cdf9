//! The rows beneath the head of a sheet.

use crate::reader::clean;
use crate::workbook::fields::{CODE, Field, IGNORED};
use crate::workbook::grid::{CellRef, Value};
use crate::workbook::head::{self, Headed};

#[derive(Debug, Clone)]
pub struct Cell {
    pub field: Field,
    pub at: CellRef,
    pub value: Value,
}

#[derive(Debug, Clone)]
pub struct Row {
    /// From the hidden column; empty in a list of the school's own.
    pub code: String,
    /// On the sheet, from 0.
    pub index: u32,
    /// In the order of the columns, empty ones too.
    pub cells: Vec<Cell>,
}

impl Row {
    pub fn cell(&self, path: &str) -> Option<&Cell> {
        self.cells.iter().find(|c| c.field.path == path)
    }

    pub fn has(&self, path: &str) -> bool {
        self.cell(path).is_some()
    }

    /// The text under a heading, if there is any.
    pub fn text(&self, path: &str) -> Option<String> {
        let text = clean(&self.cell(path)?.value.shown());
        (!text.is_empty()).then_some(text)
    }

    /// What the rows are numbered with and is not read.
    fn is_repeated_head(&self) -> bool {
        self.cells.iter().filter(|c| !c.value.is_empty()).all(|c| {
            let text = head::plain(&c.value.shown());
            text == head::plain(c.field.head) || c.field.also.iter().any(|a| head::plain(a) == text)
        })
    }
}

/// Every row that holds something. Numbers of columns and heads repeated on every page are no rows.
pub fn rows(sheet: &Headed<'_>) -> Vec<Row> {
    let indexes = sheet.sheet.rows.range(sheet.first..).map(|(index, _)| *index);
    let last = sheet.sheet.merged.iter().filter(|m| m[0] >= sheet.first).map(|m| m[2]).max().unwrap_or_default();
    let within_merged = (sheet.first..=last.min(sheet.sheet.rows.keys().next_back().copied().unwrap_or_default()))
        .filter(|r| !sheet.sheet.rows.contains_key(r));
    let mut indexes: Vec<u32> = indexes.chain(within_merged).collect();
    indexes.sort_unstable();
    indexes
        .into_iter()
        .map(|index| row(sheet, index))
        .filter(|r| is_full(r) && !r.is_repeated_head() && !numbers_columns(sheet, r))
        .collect()
}

fn row(sheet: &Headed<'_>, index: u32) -> Row {
    let mut row = Row { code: String::new(), index, cells: Vec::new() };
    for (column, field) in &sheet.columns {
        let value = sheet.sheet.at(index, *column);
        if field.path == CODE.path {
            row.code = clean(&value.shown());
        } else if field.path != IGNORED {
            row.cells.push(Cell { field: **field, at: sheet.sheet.place(index, *column), value: value.clone() });
        }
    }
    row
}

fn is_full(row: &Row) -> bool {
    row.cells.iter().any(|c| !c.value.is_empty())
}

/// «1 2 3 4» beneath the head, under most of its columns.
fn numbers_columns(sheet: &Headed<'_>, row: &Row) -> bool {
    if row.index > sheet.first + 1 {
        return false;
    }
    let mut numbers = row.cells.iter().filter(|c| !c.value.is_empty()).map(|c| c.value.shown().trim().parse::<u32>().ok());
    let count = numbers.clone().count();
    let mut last = 0;
    // One or two numbers may be all that is filled in so far.
    count > 2 && count * 2 >= row.cells.len() && numbers.all(|n| n.is_some_and(|n| std::mem::replace(&mut last, n) < n && n <= 30))
}
