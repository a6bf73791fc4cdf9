//! Values of a school's own list that stand together or in a way of their own: an order in one
//! cell, dates of the United States.

use chrono::{Datelike as _, NaiveDate};

use super::body::pair_field;
use super::reading::Reading;
use crate::edit::{
    Cell, DateSlip, OrderWords, Row, Slashed, date_slip, has_date, order_in, slashed,
};
use crate::fields::Kind;
use crate::problem::{Code, Problem};
use crate::reader::clean;
use crate::workbook::grid::Value;

/// Puts the rows of one table into the words of the files.
pub(super) fn settle(rows: &mut [Row], it: &mut Reading<'_>) {
    dates(rows, it);
    rows.iter_mut().for_each(|row| part_order(row, it));
}

/// Which of day and month stands first is seen from the dates of the whole table.
fn dates(rows: &mut [Row], it: &mut Reading<'_>) {
    let is_date = |cell: &Cell| matches!(cell.field.kind, Kind::Day | Kind::When);
    let read = |cell: &Cell| slashed(&cell.value.shown()).filter(|_| is_date(cell));
    let all: Vec<Slashed> = rows
        .iter()
        .flat_map(|r| &r.cells)
        .filter_map(read)
        .collect();
    if all.is_empty() {
        return;
    }
    let has_day_first = all
        .iter()
        .any(|d| matches!(d, Slashed::DayFirst(day) if day.day() > 12));
    let has_month_first = all.iter().any(|d| matches!(d, Slashed::MonthFirst(_)));
    for cell in rows.iter_mut().flat_map(|r| &mut r.cells) {
        let Some(date) = read(cell) else { continue };
        let day = match date {
            Slashed::DayFirst(day) | Slashed::MonthFirst(day) => Ok(day),
            Slashed::Either(day, _) | Slashed::EitherPadded(day, _)
                if has_day_first && !has_month_first =>
            {
                Ok(day)
            }
            Slashed::Either(_, day) | Slashed::EitherPadded(_, day)
                if has_month_first && !has_day_first =>
            {
                Ok(day)
            }
            Slashed::EitherPadded(day, _) if !has_month_first => Ok(day),
            Slashed::Either(day, other) | Slashed::EitherPadded(day, other) => Err((day, other)),
        };
        match day {
            Ok(day) => cell.value = Value::Day(day),
            Err((day, other)) => {
                let shown = |day: NaiveDate| day.format("%d.%m.%Y").to_string();
                let problem = Problem::new(
                    Code::UnclearCell,
                    format!(
                        "«{}»: дату можно понять двояко: {} или {}",
                        cell.field.head,
                        shown(day),
                        shown(other)
                    ),
                );
                it.out.report_at(
                    problem.hint("впишите дату с точками: 01.09.2026"),
                    &cell.at,
                    &cell.value.shown(),
                );
                cell.value = Value::Empty;
            }
        }
    }
}

/// In a list of a school's own, number and date of an order in one cell become two, and under
/// «Приказ» stands a number, not the name of a file.
fn part_order(row: &mut Row, it: &mut Reading<'_>) {
    let paths = ["basis.order", "basis.number"];
    let is_full = |row: &Row, path: &str| row.cell(path).is_some_and(|c| !c.value.is_empty());
    let found = row.cells.iter().position(|c| {
        paths.contains(&c.field.path)
            && matches!(c.value, Value::Text(_) | Value::Number(_))
            && !c.value.is_empty()
    });
    let Some(at) = found else { return };
    let cell = row.cells[at].clone();
    let is_named = cell.field.path == "basis.order";
    if is_named && is_full(row, "basis.number") {
        return;
    }
    let text = clean(&cell.value.shown());
    let Some(words) = order_in(&text) else {
        let slip = date_slip(&text).map(|slip| match slip {
            DateSlip::NoSuchDay(date) => format!("«{}»: такой даты нет: {date}", cell.field.head),
            DateSlip::NoYear(date) => {
                format!("«{}»: в дате приказа нет года: {date}", cell.field.head)
            }
        });
        if let Some(message) = slip {
            let problem = Problem::new(Code::BadDate, message);
            it.out.report_at(
                problem.hint("пишите так: № 118-ОД от 01.09.2026"),
                &cell.at,
                &text,
            );
            row.cells.remove(at);
        } else if has_date(&text) || text.to_lowercase().starts_with("приказ ") {
            let problem = Problem::new(
                Code::UnclearCell,
                format!(
                    "«{}»: непонятно, где здесь номер приказа, а где дата",
                    cell.field.head
                ),
            );
            it.out.report_at(
                problem.hint("пишите так: № 118-ОД от 01.09.2026"),
                &cell.at,
                &text,
            );
            row.cells.remove(at);
        }
        return;
    };
    put_order(row, at, &cell, words, it);
}

fn put_order(row: &mut Row, at: usize, cell: &Cell, words: OrderWords, it: &mut Reading<'_>) {
    let own_date = row
        .cell("basis.date")
        .filter(|c| !c.value.is_empty())
        .cloned();
    if let (Some(date), Some(own)) = (words.date, &own_date)
        && !is_that_day(date, &own.value)
    {
        let problem = Problem::new(
            Code::UnclearCell,
            format!(
                "«{}»: дата приказа здесь – {}, а в столбце «{}» – {}",
                cell.field.head,
                Value::Day(date).shown(),
                own.field.head,
                own.value.shown()
            ),
        );
        it.out.report_at(
            problem.hint("оставьте верную дату"),
            &cell.at,
            &cell.value.shown(),
        );
        row.cells.remove(at);
        return;
    }
    let OrderWords {
        number,
        date,
        title,
    } = words;
    let put = |row: &mut Row, path: &str, value: Value| {
        let Some(field) = pair_field(path) else {
            return;
        };
        row.cells
            .retain(|c| c.field.path != path || !c.value.is_empty());
        if !row.has(path) {
            row.cells.push(Cell::new(field, cell.at.clone(), value));
        }
    };
    row.cells.remove(at);
    // Empty columns for what stands in one cell say nothing.
    row.cells.retain(|c| {
        !(matches!(c.field.path, "basis.order" | "basis.number") && c.value.is_empty())
    });
    put(row, "basis.number", Value::Text(number));
    if let Some(date) = date {
        put(row, "basis.date", Value::Day(date));
    }
    if let Some(title) = title {
        put(row, "basis.title", Value::Text(title));
    }
}

fn is_that_day(day: NaiveDate, value: &Value) -> bool {
    let written = clean(&value.shown());
    Value::Day(day).shown() == written.trim_end_matches([' ', 'г', '.'])
}
