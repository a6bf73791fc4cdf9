//! A workbook as cells: what the program needs of any table file, whatever wrote it.

use std::collections::{BTreeMap, BTreeSet};

pub(super) use crate::edit::Value;

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
pub(super) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

/// «B3» → row 2, column 1. `None` for a name of more letters and figures than any table has.
pub(super) fn named(cell: &str) -> Option<(u32, u32)> {
    const MOST_LETTERS: usize = 3;
    let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
    let row: u32 = cell[letters.len()..].parse().ok()?;
    let is_name = letters.len() <= MOST_LETTERS && letters.bytes().all(|b| b.is_ascii_uppercase());
    let column = letters.bytes().filter(|_| is_name).fold(0, |sum: u32, b| {
        sum * 26 + u32::from(b.saturating_sub(b'A')) + 1
    });
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Empty for a file that has no sheets (CSV).
    pub name: String,
    /// Only cells that hold something.
    pub rows: BTreeMap<u32, BTreeMap<u32, Value>>,
    /// First row, first column, last row, last column.
    pub merged: Vec<[u32; 4]>,
    /// Merged areas by the rows that they cover.
    pub(super) merged_rows: BTreeMap<u32, Vec<usize>>,
    pub is_hidden: bool,
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: BTreeSet<u32>,
    /// Cells whose text is struck out.
    pub struck: BTreeSet<(u32, u32)>,
    /// Areas in which a rule strikes out what it holds for: «A2:C9».
    pub struck_by_rule: Vec<String>,
    /// Words that are struck out in cells whose other words are not; they are no part of the value.
    pub struck_words: BTreeMap<(u32, u32), String>,
    /// Texts of cells that a merged area covers: nobody sees them, if they are not those of its first.
    pub covered: BTreeMap<(u32, u32), String>,
    /// Values of cells whose format shows nothing of them.
    pub unseen: BTreeMap<(u32, u32), String>,
    /// Remarks on cells, each in one line.
    pub remarks: BTreeMap<(u32, u32), String>,
    /// How many were put in from the file.
    pub(super) cells: usize,
}

/// Rows and columns that a list of a school may have.
pub(super) const MOST_ROWS: u32 = 20_000;
pub(super) const MOST_COLUMNS: u32 = 300;
/// Cells that a sheet may have, and rows that its merged areas may cover in all.
const MOST_CELLS: usize = 1_000_000;

/// Whether a text is what a failed formula or too narrow a column shows: lists saved as text keep
/// only that.
fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 18] = [
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#N/A",
        "#NUM!",
        "#NULL!",
        "#ССЫЛКА!",
        "#ЗНАЧ!",
        "#ДЕЛ/0!",
        "#ИМЯ?",
        "#Н/Д",
        "#ЧИСЛО!",
        "#ПУСТО!",
        "#SPILL!",
        "#CALC!",
        "#ПЕРЕНОС!",
        "#ВЫЧИСЛ!",
    ];
    let text = text.trim();
    text.starts_with('#')
        && (ERRORS.contains(&text) || text.len() > 2 && text.bytes().all(|c| c == b'#'))
}

/// A sheet holds no more.
#[derive(Debug)]
pub(super) struct Full;

impl Sheet {
    /// The cell's own value; a cell within a merged area has that of its first.
    pub fn at(&self, row: u32, column: u32) -> &Value {
        static EMPTY: Value = Value::Empty;
        let own = |row, column| {
            self.rows
                .get(&row)
                .and_then(|cells: &BTreeMap<u32, Value>| cells.get(&column))
        };
        own(row, column)
            .or_else(|| {
                let [top, left, ..] = self.area(row, column)?;
                own(*top, *left)
            })
            .unwrap_or(&EMPTY)
    }

    /// The merged area that a cell belongs to.
    pub fn area(&self, row: u32, column: u32) -> Option<&[u32; 4]> {
        let mut areas = self.merged_rows.get(&row)?.iter();
        areas.find_map(|i| {
            self.merged
                .get(*i)
                .filter(|[_, left, _, right]| (*left..=*right).contains(&column))
        })
    }

    /// Makes the merged areas known by their rows.
    pub(super) fn index_merged(&mut self) -> Result<(), Full> {
        self.merged_rows.clear();
        let mut covered = 0_usize;
        for (i, [top, _, bottom, _]) in self.merged.iter().enumerate() {
            for row in *top..=(*bottom).min(MOST_ROWS) {
                covered += 1;
                if covered > MOST_CELLS {
                    return Err(Full);
                }
                self.merged_rows.entry(row).or_default().push(i);
            }
        }
        Ok(())
    }

    /// Takes away what stands in cells that a merged area covers: what is seen is its first cell.
    /// Programs keep such texts when cells are merged.
    pub(super) fn drop_covered(&mut self) {
        let covered: Vec<(u32, u32)> = self
            .rows
            .range(..)
            .flat_map(|(row, cells)| cells.keys().map(move |column| (*row, *column)))
            .filter(|(row, column)| {
                let area = self.area(*row, *column);
                area.is_some_and(|[top, left, ..]| (top, left) != (row, column))
            })
            .collect();
        for (row, column) in covered {
            let Some(cells) = self.rows.get_mut(&row) else {
                continue;
            };
            let text = cells.remove(&column).map(|value| value.shown());
            if cells.is_empty() {
                self.rows.remove(&row);
            }
            if let Some(text) = text {
                self.covered.insert((row, column), text);
            }
        }
    }

    /// The last row that holds something.
    pub fn last_row(&self) -> u32 {
        self.rows.keys().next_back().copied().unwrap_or_default()
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
        named(own)
    }

    pub(super) fn put(&mut self, row: u32, column: u32, value: Value) {
        let value = match value {
            Value::Text(text) if is_error(&text) => Value::Error(text),
            value => value,
        };
        if !value.is_empty() {
            self.rows.entry(row).or_default().insert(column, value);
        }
    }

    /// Puts a value from a file, which may hold more than a list of a school does.
    pub(super) fn put_bounded(&mut self, row: u32, column: u32, value: Value) -> Result<(), Full> {
        if value.is_empty() {
            return Ok(());
        }
        self.cells += 1;
        if row >= MOST_ROWS || column >= MOST_COLUMNS || self.cells > MOST_CELLS {
            return Err(Full);
        }
        self.put(row, column, value);
        Ok(())
    }
}

#[derive(Debug, Clone, Default)]
pub struct Book {
    /// File name, to show.
    pub name: String,
    pub sheets: Vec<Sheet>,
    /// Whether it is of the old kind, which tells little more than the values.
    pub is_old: bool,
}

impl Book {
    /// The sheet and the row of a cell by its name.
    pub fn row_of(&self, cell: &str) -> Option<(String, u32)> {
        let mut sheets = self.sheets.iter();
        sheets.find_map(|sheet| Some((sheet.name.clone(), sheet.named(cell)?.0)))
    }
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
        sheet.index_merged().unwrap();
        sheet.put(1, 0, Value::Text("а".to_owned()));
        assert_eq!(sheet.at(3, 0), &Value::Text("а".to_owned()));
        assert_eq!(sheet.at(4, 0), &Value::Empty);
        sheet.put(2, 0, Value::Text("б".to_owned()));
        sheet.put(3, 0, Value::Text("а".to_owned()));
        sheet.drop_covered();
        assert_eq!(sheet.at(2, 0), &Value::Text("а".to_owned()));
        assert_eq!(sheet.covered.len(), 2);
    }
}
