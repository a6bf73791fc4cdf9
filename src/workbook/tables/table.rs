//! A table of a sheet.

use std::collections::BTreeMap;

use crate::fields::{Field, SheetKind};
use crate::workbook::grid::{Sheet, Value};

/// A table whose head was found.
#[derive(Debug, Clone)]
pub(crate) struct Table<'b> {
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
    /// Rows in which the head is repeated.
    pub repeats: Vec<u32>,
    /// Whether the program wrote the sheet.
    pub is_ours: bool,
}

impl Table<'_> {
    /// Whether the table has this column.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.columns.values().any(|f| f.path == path)
    }

    /// The rows beneath the head that hold something, with their cells.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (u32, &BTreeMap<u32, Value>)> {
        let rows = self.sheet.rows.range(self.first..);
        rows.map(|(row, cells)| (*row, cells))
            .take_while(|(row, _)| *row <= self.last)
    }

    /// First and last column; those that nobody knows among them.
    pub(crate) fn across(&self) -> (u32, u32) {
        let known = self.columns.keys().copied();
        let all = known.chain(self.unknown.iter().map(|(c, _)| *c));
        let (mut first, mut last) = (u32::MAX, 0);
        for column in all {
            first = first.min(column);
            last = last.max(column);
        }
        (first, last)
    }
}
