//! Whether a row has what an entry of its list must have.

use crate::edit::{Cell, Row, names_people};
use crate::fields::SheetKind;
use crate::reader::clean;
use crate::workbook::grid::Value;
use crate::workbook::tables::{SheetTable, plain};

/// Whether a row has what an entry of its list must have.
pub(super) fn is_entry(table: &SheetTable<'_>, row: &Row) -> bool {
    let people = |path: &str| {
        row.cell(path).is_some_and(|cell| {
            matches!(cell.value, Value::Error(_) | Value::Uncounted)
                || names_people(&cell.value.shown())
        })
    };
    match table.kind {
        SheetKind::Pairs => people("mentors") && people("mentees"),
        SheetKind::Staff => people("name") && row.text("position").is_some(),
        SheetKind::Roadmap => {
            let filled = row.cells.iter().filter(|c| !c.value.is_empty()).count();
            row.text("name").is_some() && filled > 1 && !all_alike(row)
        }
        _ => true,
    }
}

/// Whether a formula without its value stands where people should: nobody may say that the row is
/// none.
pub(super) fn has_uncounted_people(row: &Row) -> bool {
    let is_uncounted = |c: &Cell| matches!(c.value, Value::Error(_) | Value::Uncounted);
    let mut people = row
        .cells
        .iter()
        .filter(|c| matches!(c.field.path, "mentors" | "mentees" | "name"));
    people.any(is_uncounted)
}

/// Whether a place that is to be filled stands where a person should.
pub(super) fn is_vacant(table: &SheetTable<'_>, row: &Row) -> bool {
    let mut people = row
        .cells
        .iter()
        .filter(|c| matches!(c.field.path, "mentors" | "mentees" | "name"));
    table.kind != SheetKind::Roadmap && people.any(|c| plain(&c.value.shown()).starts_with("вакан"))
}

/// Whether a number stands where people should.
pub(super) fn counts_people(table: &SheetTable<'_>, row: &Row) -> bool {
    let is_people = |c: &&Cell| {
        matches!(c.field.path, "mentors" | "mentees")
            || c.field.path == "name" && table.kind == SheetKind::Staff
    };
    let people = row
        .cells
        .iter()
        .filter(is_people)
        .map(|c| clean(&c.value.shown()));
    // «08.09.2026» counts nobody.
    let counts = |text: &String| {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
            && text.matches(['.', ',']).count() < 2
    };
    let people: Vec<String> = people.collect();
    people.iter().any(counts) && !people.iter().any(|text| names_people(text))
}

/// One merged text in all cells.
fn all_alike(row: &Row) -> bool {
    let mut filled = row
        .cells
        .iter()
        .filter(|c| !c.value.is_empty())
        .map(|c| &c.value);
    let first = filled.next();
    filled.all(|value| Some(value) == first)
}
