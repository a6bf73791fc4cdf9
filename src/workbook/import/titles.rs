//! Lists of a roadmap whose stages stand in rows of their own.

use super::rows::{Cell, Row};
use crate::fields::{self, SECTION, STAGE};
use crate::workbook::grid::Value;
use crate::workbook::head::Headed;

/// Lists without a column for stages have title rows: one text across the row.
pub(super) fn titled(sheet: &Headed<'_>, rows: Vec<Row>) -> Vec<Row> {
    let stage = fields::words(sheet.kind)
        .fields
        .iter()
        .find(|f| f.path == STAGE);
    let section = fields::words(sheet.kind)
        .fields
        .iter()
        .find(|f| f.path == SECTION);
    let (Some(stage), Some(section)) = (stage, section) else {
        return rows;
    };
    let all = sheet
        .sheet
        .rows
        .range(sheet.first..)
        .map(|(index, _)| *index);
    let mut out = Vec::new();
    let mut in_stage = false;
    for index in all {
        match title(sheet, index) {
            Some(cell) => {
                let is_stage = !in_stage || cell.value.shown().to_lowercase().contains("этап");
                in_stage = true;
                let text = Value::Text(unnumbered(&cell.value.shown()).to_owned());
                let cells = vec![Cell {
                    field: if is_stage { *stage } else { *section },
                    at: cell.at,
                    value: text,
                }];
                out.push(Row {
                    code: String::new(),
                    index,
                    cells,
                });
            }
            None => out.extend(rows.iter().find(|r| r.index == index).cloned()),
        }
    }
    out
}

/// The one text of a row that has no other, or the same in all its merged cells.
fn title(sheet: &Headed<'_>, index: u32) -> Option<Cell> {
    let cells = sheet.columns.iter().map(|(column, field)| Cell {
        field: **field,
        at: sheet.sheet.place(index, *column).to_string(),
        value: sheet.sheet.at(index, *column).clone(),
    });
    let full: Vec<Cell> = cells.filter(|c| !c.value.is_empty()).collect();
    let first = full.first()?.clone();
    let alone =
        full.iter().all(|c| c.value == first.value) && (full.len() > 1 || sheet.columns.len() > 2);
    let words = first.value.shown().chars().any(char::is_alphabetic);
    (alone && words).then_some(first)
}

/// «1. Подготовительный этап» → «Подготовительный этап»: the paper has numbers of its own.
fn unnumbered(title: &str) -> &str {
    let title = title.trim();
    let rest =
        title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || "IVX".contains(c));
    if rest.len() < title.len() && rest.starts_with(' ') && title.contains('.') {
        rest.trim_start()
    } else {
        title
    }
}
