//! Ends of a pair's term outside the school year, which would be within it with the month first, as in
//! the United States: «09.01.2026» of the year 2026/2027.

use chrono::{Datelike as _, NaiveDate};

use super::reading::Reading;
use crate::edit::{Row, day};
use crate::problem::{Code, Problem};
use crate::workbook::grid::Value;

/// The months from which and before which days are those of a school year.
const FIRST_MONTH: u32 = 6;
const LAST_MONTH: u32 = 9;

pub(super) fn tell(rows: &[Row], it: &mut Reading<'_>) {
    let Some((first, last)) = it.year else { return };
    let is_of_year = |day: NaiveDate| {
        let (year, month) = (u32::try_from(day.year()).unwrap_or_default(), day.month());
        (first, FIRST_MONTH) <= (year, month) && (year, month) < (last, LAST_MONTH)
    };
    for cell in rows.iter().flat_map(|row| &row.cells) {
        let own = match &cell.value {
            Value::Day(day) => Some(*day),
            Value::Text(text) => day(text).and_then(Result::ok),
            _ => None,
        };
        let is_end = matches!(cell.field.path, "period.from" | "period.to");
        let Some(own) = own.filter(|own| is_end && !is_of_year(*own)) else {
            continue;
        };
        let turned = NaiveDate::from_ymd_opt(own.year(), own.day(), own.month());
        let Some(turned) = turned.filter(|it| is_of_year(*it)) else {
            continue;
        };
        if it.is_written(cell) {
            continue;
        }
        let shown = |day: NaiveDate| day.format("%d.%m.%Y").to_string();
        let message = format!(
            "«{}»: {} не в учебном году {first}/{last}: может быть, это {}, а месяц стоит первым?",
            cell.head(),
            shown(own),
            shown(turned)
        );
        let problem = Problem::new(Code::NearWord, message)
            .hint("если день верен, ничего делать не надо; если нет, впишите его так: 01.09.2026");
        it.out.report_at(problem, &cell.at, &cell.value.shown());
    }
}
