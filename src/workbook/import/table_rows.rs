//! The rows of a table, each value in the column that is known for it.

use super::doubled;
use crate::edit::{Cell, Row};
use crate::fields::{CODE, IGNORED};
use crate::reader::clean;
use crate::workbook::tables::SheetTable;

/// Rows that hold something, and those that a merged area reaches into.
pub(super) fn indexes(table: &SheetTable<'_>) -> Vec<u32> {
    let sheet = table.sheet;
    let own = table.rows().map(|(row, _)| row);
    let merged = sheet
        .merged
        .iter()
        .filter(|m| m[0] >= table.first && m[2] > m[0]);
    let covered = merged.flat_map(|m| m[0]..=m[2].min(table.last));
    let mut all: Vec<u32> = own.chain(covered).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A row with the value of each column that is known; numbers of rows are left aside.
pub(super) fn row(table: &SheetTable<'_>, index: u32) -> Row {
    let mut row = Row {
        code: String::new(),
        index,
        cells: Vec::new(),
    };
    for (column, field) in &table.columns {
        let value = table.sheet.at(index, *column);
        if field.path == CODE {
            row.code = clean(&value.shown());
        } else if field.path != IGNORED {
            let column = doubled::column_of(table, index, *column, field);
            let value = table.sheet.at(index, column);
            let at = table.sheet.place(index, column).to_string();
            let value = doubled::people_of(table, index, column, field).unwrap_or(value.clone());
            let called = table.heading(column).filter(|_| !table.is_ours);
            row.cells.push(Cell {
                called,
                ..Cell::new(**field, at, value)
            });
        }
    }
    row
}

/// The different texts of a row within the table, from the left.
pub(super) fn texts(table: &SheetTable<'_>, index: u32) -> Vec<(u32, String)> {
    let (first, last) = table.across();
    let mut out: Vec<(u32, String)> = Vec::new();
    for column in first..=last {
        let text = clean(&table.sheet.at(index, column).shown());
        if !text.is_empty() && out.iter().all(|(_, known)| *known != text) {
            out.push((column, text));
        }
    }
    out
}

/// Whether one merged area takes the width of a row.
pub(super) fn is_merged(table: &SheetTable<'_>, index: u32) -> bool {
    let (first, last) = table.across();
    let mut areas = table.sheet.merged.iter();
    areas.any(|[top, left, bottom, right]| {
        *top == index
            && *bottom == index
            && right > left
            && *left <= first + 1
            && *right + 1 >= last
    })
}
