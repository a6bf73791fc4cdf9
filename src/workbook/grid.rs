//! A workbook as cells: what the program needs of any table file, whatever wrote it.

use std::collections::BTreeMap;

pub use crate::edit::Value;

/// Where a cell is. Rows and columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellRef {
    pub sheet: String,
    pub row: u32,
    pub column: u32,
}

impl std::fmt::Display for CellRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.sheet.is_empty() {
            write!(f, "{}!", self.sheet)?;
        }
        write!(f, "{}{}", column_letters(self.column), self.row + 1)
    }
}

/// «A», «Z», «AA».
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Empty for a file that has no sheets (CSV).
    pub name: String,
    /// Only cells that hold something.
    pub rows: BTreeMap<u32, BTreeMap<u32, Value>>,
    /// First row, first column, last row, last column.
    pub merged: Vec<[u32; 4]>,
}

impl Sheet {
    /// The cell's own value; a cell within a merged area has that of its first.
    pub fn at(&self, row: u32, column: u32) -> &Value {
        static EMPTY: Value = Value::Empty;
        let own = |row, column| {
            self.rows
                .get(&row)
                .and_then(|cells: &BTreeMap<u32, Value>| cells.get(&column))
        };
        let area = || {
            self.merged.iter().find(|[top, left, bottom, right]| {
                (*top..=*bottom).contains(&row) && (*left..=*right).contains(&column)
            })
        };
        own(row, column)
            .or_else(|| area().and_then(|[top, left, ..]| own(*top, *left)))
            .unwrap_or(&EMPTY)
    }

    pub fn place(&self, row: u32, column: u32) -> CellRef {
        CellRef {
            sheet: self.name.clone(),
            row,
            column,
        }
    }

    /// Row and column of a cell of this sheet by its name.
    pub(super) fn named(&self, cell: &str) -> Option<(u32, u32)> {
        let own = match cell.rsplit_once('!') {
            Some((sheet, own)) if sheet == self.name => own,
            None if self.name.is_empty() => cell,
            _ => return None,
        };
        let letters = own.trim_end_matches(|c: char| c.is_ascii_digit());
        let row: u32 = own[letters.len()..].parse().ok()?;
        let column = letters.bytes().fold(0, |sum: u32, b| {
            sum * 26 + u32::from(b.saturating_sub(b'A')) + 1
        });
        Some((row.checked_sub(1)?, column.checked_sub(1)?))
    }

    pub(super) fn put(&mut self, row: u32, column: u32, value: Value) {
        if !value.is_empty() {
            self.rows.entry(row).or_default().insert(column, value);
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct Book {
    /// File name, to show.
    pub name: String,
    pub sheets: Vec<Sheet>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        let name = |row, column| {
            CellRef {
                sheet: "Пары".to_owned(),
                row,
                column,
            }
            .to_string()
        };
        assert_eq!(
            [name(6, 2), name(0, 25), name(9, 26)],
            ["Пары!C7", "Пары!Z1", "Пары!AA10"]
        );
    }

    #[test]
    fn a_merged_cell_speaks_for_its_whole_area() {
        let mut sheet = Sheet {
            merged: vec![[1, 0, 3, 0]],
            ..Sheet::default()
        };
        sheet.put(1, 0, Value::Text("а".to_owned()));
        assert_eq!(sheet.at(3, 0), &Value::Text("а".to_owned()));
        assert_eq!(sheet.at(4, 0), &Value::Empty);
    }
}
