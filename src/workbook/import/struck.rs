//! What is struck out in a list: rows, values, and words within a value.

use super::reading::{Reading, is_full};
use crate::edit::{Cell, Row};
use crate::problem::{Code, Problem};
use crate::workbook::tables::SheetTable;

const ADVICE: &str = "если оно нужно, снимите зачеркивание";

/// Whether everybody and everything that the entry is about is struck out. Where one of a pair is
/// left, the other is asked for.
pub(super) fn is_struck(table: &SheetTable<'_>, row: &Row) -> bool {
    let sheet = table.sheet;
    let needed = ["mentors", "mentees", "name"];
    let mut own = table.columns.iter().filter(|(column, field)| {
        needed.contains(&field.path) && !sheet.at(row.index, **column).is_empty()
    });
    let is_struck = |column: u32| sheet.struck.contains(&(row.index, column));
    is_full(row) && own.clone().next().is_some() && own.all(|(column, _)| is_struck(*column))
}

/// Tells what is struck out in a row of a sheet of ours: it is read all the same.
pub(super) fn tell_ours(table: &SheetTable<'_>, row: &Row, it: &mut Reading<'_>) {
    let sheet = table.sheet;
    let is_struck = |at: &str| {
        let own = sheet.named(at);
        own.is_some_and(|own| sheet.struck.contains(&own))
    };
    let filled = row.cells.iter().filter(|c| !c.value.is_empty());
    let (struck, left): (Vec<&Cell>, Vec<&Cell>) = filled.partition(|c| is_struck(&c.at));
    let told = if left.is_empty() { 1 } else { struck.len() };
    for cell in struck.into_iter().take(told) {
        let (message, advice) = if left.is_empty() {
            (
                "строка зачеркнута, но прочитана".to_owned(),
                "если она не нужна, удалите ее целиком; если нужна, снимите зачеркивание",
            )
        } else {
            (
                format!("«{}»: значение зачеркнуто, но прочитано", cell.head()),
                "если оно не нужно, сотрите его; если нужно, снимите зачеркивание",
            )
        };
        let problem = Problem::new(Code::StruckRead, message).hint(advice);
        it.out.report_at(problem, &cell.at, &cell.value.shown());
    }
}

/// Asks who stands now where one of an entry's people is struck out and the other is not. Whether
/// it has to be asked.
pub(super) fn ask(table: &SheetTable<'_>, row: &Row, it: &mut Reading<'_>) -> bool {
    let is_struck = |cell: &&Cell| {
        let own = table.sheet.named(&cell.at);
        matches!(cell.field.path, "mentors" | "mentees" | "name")
            && own.is_some_and(|own| table.sheet.struck.contains(&own))
    };
    let struck: Vec<&Cell> = row.cells.iter().filter(is_struck).collect();
    for cell in &struck {
        let message = format!("«{}»: имя зачеркнуто: кто здесь теперь?", cell.head());
        let problem = Problem::new(Code::UnclearCell, message)
            .hint("впишите имя без зачеркивания; если этой записи больше нет, сотрите строку");
        it.out.report_at(problem, &cell.at, &cell.value.shown());
    }
    !struck.is_empty()
}

/// Leaves out the values of a row that are struck out, and tells those of which a part is.
pub(super) fn leave(table: &SheetTable<'_>, row: &mut Row, it: &mut Reading<'_>) {
    let sheet = table.sheet;
    for column in table.columns.keys() {
        let at = sheet.place(row.index, *column).to_string();
        let Some(i) = row.cells.iter().position(|c| c.at == at) else {
            continue;
        };
        if let Some(words) = sheet.struck_words.get(&(row.index, *column)) {
            let cell = &row.cells[i];
            let message = format!("«{}»: зачеркнутое не прочитано: «{words}»", cell.head());
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
                format!("«{}»: значение зачеркнуто и не прочитано", cell.head()),
            );
            it.out
                .report_at(problem.hint(ADVICE), &at, &cell.value.shown());
        }
    }
}
