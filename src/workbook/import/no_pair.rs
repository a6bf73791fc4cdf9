//! Rows of a list of pairs that are no pairs of today: of another year, ended, or with nobody on one
//! side.

use crate::edit::Row;
use crate::fields::SheetKind;
use crate::workbook::tables::{Table, plain, years};

/// Why a pair is one of the past, if another column of the list says so.
pub(super) fn is_past(
    table: &Table<'_>,
    index: u32,
    year: Option<(u32, u32)>,
) -> Option<&'static str> {
    const ENDED: [&str; 5] = ["заверш", "прекращ", "окончен", "расторг", "недейств"];
    if table.kind != SheetKind::Pairs {
        return None;
    }
    table.unknown.iter().find_map(|(column, heading)| {
        let (heading, text) = (plain(heading), table.sheet.at(index, *column).shown());
        let years = years(&text);
        if heading.contains("год") && !years.is_empty() && !years.contains(&year?) {
            return Some("она относится к другому учебному году");
        }
        let is_status = ["статус", "состоян"].iter().any(|s| heading.starts_with(s));
        let is_ended = || {
            let text = plain(&text).replace("не действ", "недейств");
            ENDED.iter().any(|begin| text.starts_with(begin))
        };
        (is_status && is_ended()).then_some("пара завершена, как сказано в другом столбце")
    })
}

/// Whether a word or a dash stands where somebody of a pair should.
pub(super) fn has_nobody(row: &Row) -> bool {
    const NOBODY: [&str; 7] = [
        "нет",
        "не назначен",
        "не назначена",
        "не закреплен",
        "не закреплена",
        "не определен",
        "отсутствует",
    ];
    let sides = row
        .cells
        .iter()
        .filter(|c| matches!(c.field.path, "mentors" | "mentees"));
    sides.filter(|c| !c.value.is_empty()).any(|c| {
        let words = plain(&c.value.shown());
        words.is_empty() || NOBODY.contains(&words.as_str())
    })
}
