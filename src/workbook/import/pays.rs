//! What is paid: numbers of which the heading of the column says what they count.

use super::no_value::is_not_known;
use super::reading::Reading;
use crate::edit::{Cell, Row, Unit, is_figure, with_unit};
use crate::problem::{Code, Problem};
use crate::workbook::grid::Value;
use crate::workbook::tables::{Table, plain};

/// Columns of what is paid.
const PAYS: [&str; 2] = ["labour.pay", "pay"];

/// Puts the unit of the heading to numbers that have none; numbers of which nobody says what they
/// count, and words that are no pay, are left out and told.
pub(super) fn settle(rows: &mut [Row], table: &Table<'_>, it: &mut Reading<'_>) {
    let unit = PAYS
        .iter()
        .find_map(|path| table.column(path))
        .and_then(|column| unit_of(table, column));
    let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
    for cell in cells.filter(|cell| PAYS.contains(&cell.field.path) && !cell.value.is_empty()) {
        if !matches!(cell.value, Value::Text(_) | Value::Number(_)) {
            continue;
        }
        let text = cell.value.shown();
        let in_roubles = text.trim().strip_suffix('₽').filter(|it| is_figure(it));
        if let Some(pay) = in_roubles.and_then(|figure| with_unit(figure, Unit::Rouble)) {
            cell.value = Value::Text(pay);
            continue;
        }
        if !is_figure(&text) {
            if is_not_known(&plain(&text)) {
                leave(&text, cell, it);
            }
            continue;
        }
        match unit.and_then(|unit| with_unit(&text, unit)) {
            Some(pay) => cell.value = Value::Text(pay),
            None => leave(&text, cell, it),
        }
    }
}

fn leave(text: &str, cell: &mut Cell, it: &mut Reading<'_>) {
    let why = if is_figure(text) {
        "непонятно, рубли это, проценты или баллы"
    } else {
        "не размер выплаты"
    };
    let message = format!("«{}»: «{text}» – {why}, не взято", cell.field.head);
    let problem = Problem::new(Code::LeftOut, message)
        .hint("впишите размер с единицей: 1500 рублей, 15 процентов, 10 баллов");
    it.out.report_at(problem, &cell.at, text);
    it.out.leave(&cell.at, why);
    cell.value = Value::Empty;
}

/// «Доплата, %», «Доплата (руб.)», «Баллы»: from the heading of a column.
fn unit_of(table: &Table<'_>, column: u32) -> Option<Unit> {
    let head: String = (table.head..table.first)
        .map(|row| table.sheet.at(row, column).shown().to_lowercase() + " ")
        .collect();
    if head.contains('%') || head.contains("процент") {
        Some(Unit::Percent)
    } else if head.contains("руб") || head.contains('₽') {
        Some(Unit::Rouble)
    } else if head.contains("балл") {
        Some(Unit::Point)
    } else {
        None
    }
}
