//! What is struck out in a list: rows, values, and words within a value.

use super::reading::{Reading, is_full};
use crate::edit::Row;
use crate::problem::{Code, Problem};
use crate::workbook::tables::Table;

const ADVICE: &str = "если оно нужно, снимите зачеркивание";

/// Whether everybody and everything that the entry is about is struck out. Where one of a pair is
/// left, the other is asked for.
pub(super) fn is_struck(table: &Table<'_>, row: &Row) -> bool {
    let sheet = table.sheet;
    let needed = ["mentors", "mentees", "name"];
    let mut own = table.columns.iter().filter(|(column, field)| {
        needed.contains(&field.path) && !sheet.at(row.index, **column).is_empty()
    });
    let is_struck = |column: u32| sheet.struck.contains(&(row.index, column));
    is_full(row) && own.clone().next().is_some() && own.all(|(column, _)| is_struck(*column))
}

/// Leaves out the values of a row that are struck out, and tells those of which a part is.
pub(super) fn leave(table: &Table<'_>, row: &mut Row, it: &mut Reading<'_>) {
    let sheet = table.sheet;
    for column in table.columns.keys() {
        let at = sheet.place(row.index, *column).to_string();
        let Some(i) = row.cells.iter().position(|c| c.at == at) else {
            continue;
        };
        if let Some(words) = sheet.struck_words.get(&(row.index, *column)) {
            let cell = &row.cells[i];
            let message = format!("«{}»: зачеркнутое не прочитано: «{words}»", cell.field.head);
            let problem = Problem::new(Code::LeftOut, message);
            it.out
                .report_at(problem.hint(ADVICE), &at, &cell.value.shown());
        }
        if sheet.struck.contains(&(row.index, *column)) {
            let cell = row.cells.remove(i);
            it.out.leave(&at, "зачеркнуто");
            it.has_left = true;
            let problem = Problem::new(
                Code::LeftOut,
                format!("«{}»: значение зачеркнуто и не прочитано", cell.field.head),
            );
            it.out
                .report_at(problem.hint(ADVICE), &at, &cell.value.shown());
        }
    }
}
