//! Rows that go on with the entry above them.

use crate::edit::{Row, post_and_rest};
use crate::fields::SheetKind;
use crate::workbook::tables::{SheetTable, plain};

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

/// Whether a lone text stands right beneath an entry in a column of something else than people: the
/// entry may go on.
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
    is_beneath
        && match table.kind {
            SheetKind::Staff => field == "position" && !post_and_rest(text).0.is_empty(),
            SheetKind::Pairs => field.starts_with("basis") || field.starts_with("period"),
            _ => false,
        }
}
