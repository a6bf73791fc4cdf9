//! Rows that go on with the entry above them.

use super::reading::Reading;
use super::table_rows::is_merged;
use super::titles::names_stage;
use crate::edit::{Cell, Row, post_and_rest};
use crate::fields::{CODE, IGNORED, SECTION, STAGE, SheetKind};
use crate::workbook::grid::Value;
use crate::workbook::tables::{SheetTable, has_patronymic, plain};

/// Whether a row of a plan goes on with the one above: it has no number where the others have
/// one, and its words begin in the middle.
pub(super) fn continues(table: &SheetTable<'_>, entries: &[Row], row: &Row) -> bool {
    const TITLES: [&str; 5] = ["этап", "раздел", "блок", "направл", "част"];
    let name = row.text("name").unwrap_or_default();
    let words = plain(&name);
    let mut words = words.split(' ');
    let is_title = words.any(|word| TITLES.iter().any(|stem| word.starts_with(stem)));
    let begins_inside = name.starts_with(|c: char| c.is_lowercase() || "«\"(–—".contains(c));
    let above = entries.last().filter(|above| above.index + 1 == row.index);
    table.kind == SheetKind::Roadmap
        && begins_inside
        && !is_title
        && table.number(row.index).is_none()
        && above.is_some_and(|above| above.cells.len() > 1 && table.number(above.index).is_some())
}

/// Words of a whole name.
const WHOLE_NAME: usize = 3;

/// Whether a lone text stands right beneath an entry in a column of something else than people, or is
/// a part of a name: the entry may go on.
pub(super) fn goes_on(
    table: &SheetTable<'_>,
    entries: &[Row],
    row: &Row,
    texts: &[(u32, String)],
) -> bool {
    let [(column, text)] = texts else {
        return false;
    };
    let is_beneath = entries
        .last()
        .is_some_and(|above| above.index + 1 == row.index);
    let field = table.columns.get(column).map_or("", |field| field.path);
    // «Петрович» beneath «Гусев Олег»
    let is_of_name = matches!(field, "name" | "mentors" | "mentees")
        && text.split_whitespace().count() < WHOLE_NAME
        && text
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase))
        && has_patronymic(&format!("– {text}"));
    is_beneath
        && match table.kind {
            SheetKind::Staff | SheetKind::Pairs if is_of_name => true,
            SheetKind::Staff => field == "position" && !post_and_rest(text).0.is_empty(),
            SheetKind::Pairs => field.starts_with("basis") || field.starts_with("period"),
            _ => false,
        }
}

/// Whether a lone text of a plan stands in a column of what is said of an activity: its term, its
/// result, who is responsible. The name of a stage may stand anywhere.
pub(super) fn is_beside_names(table: &SheetTable<'_>, index: u32, column: u32, text: &str) -> bool {
    let is_of_activity = table
        .columns
        .get(&column)
        .is_some_and(|field| !matches!(field.path, "name" | IGNORED | CODE | STAGE | SECTION));
    table.kind == SheetKind::Roadmap
        && !table.is_ours
        && is_of_activity
        && table.column("name").is_some_and(|name| name < column)
        && !names_stage(text)
        && !is_merged(table, index)
}

/// Whether the name of the activity in a row is that of the row above, in one merged cell, and so is
/// its number.
pub(super) fn is_of_merged(table: &SheetTable<'_>, index: u32) -> bool {
    let is_merged = |column: u32| {
        let area = table.sheet.area(index, column);
        area.is_some_and(|[top, ..]| *top < index && *top >= table.first)
    };
    let is_own_number = table.columns.iter().any(|(column, field)| {
        field.path == IGNORED && !is_merged(*column) && !table.sheet.at(index, *column).is_empty()
    });
    table.kind == SheetKind::Roadmap
        && !table.is_ours
        && table.column("name").is_some_and(is_merged)
        && !is_own_number
}

/// What such a row says more goes to the entry above it: who else is responsible. `false` if there is
/// anything else in it.
pub(super) fn joins(entries: &mut [Row], row: &Row, it: &mut Reading<'_>) -> bool {
    let Some(above) = entries.last_mut() else {
        return false;
    };
    let own: Vec<&Cell> = row
        .cells
        .iter()
        .filter(|cell| !cell.value.is_empty())
        .filter(|cell| {
            above
                .cell(cell.field.path)
                .is_none_or(|it| it.at != cell.at && it.value.shown() != cell.value.shown())
        })
        .collect();
    if own.iter().any(|cell| cell.field.path != "responsible") {
        return false;
    }
    for cell in own {
        it.out.use_up(&cell.at);
        let same = above
            .cells
            .iter_mut()
            .find(|it| it.field.path == cell.field.path);
        if let Some(same) = same {
            let both = [same.value.shown(), cell.value.shown()];
            let both: Vec<&str> = both.iter().map(|it| it.trim()).collect();
            same.value = Value::Text(both.join("\n").trim().to_owned());
        }
    }
    true
}
