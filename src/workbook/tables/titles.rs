//! Texts above tables, and whose they are where tables stand side by side.

use super::sheet_table::SheetTable;
use super::years::{names_year, years};
use crate::fields::SheetKind;

/// Row, column and text.
pub(crate) type Title = (u32, u32, String);

/// The texts above a table, down from the one before it.
pub(crate) fn titles_above(table: &SheetTable<'_>, from: u32) -> Vec<Title> {
    let rows = table.sheet.rows.range(from..table.head);
    rows.flat_map(|(row, cells)| {
        cells
            .iter()
            .map(move |(column, value)| (*row, *column, value.shown()))
    })
    .collect()
}

/// A table's own titles, and those of all tables `beside` it.
pub(crate) fn titles_of(
    table: &SheetTable<'_>,
    above: Vec<Title>,
    beside: &[(u32, u32)],
) -> (Vec<Title>, Vec<Title>) {
    let own = table.across();
    let Some(me) = beside.iter().position(|span| *span == own) else {
        return (above, Vec::new());
    };
    if beside.len() < 2 {
        return (above, Vec::new());
    }
    let over = |column: u32| {
        let side = beside.iter().position(|(_, last)| column <= *last);
        side.unwrap_or(beside.len() - 1)
    };
    // `None` for one that stands over several tables.
    let side = |(row, column, _): &Title| {
        let right = table.sheet.area(*row, *column);
        let right = right.map_or(*column, |[.., right]| *right);
        (over(*column) == over(right)).then(|| over(*column))
    };
    let is_parted = |row: u32| above.iter().any(|t| t.0 == row && side(t) > Some(0));
    let (mut mine, mut general) = (Vec::new(), Vec::new());
    for title in &above {
        match side(title) {
            Some(0) if !is_parted(title.0) => general.push(title.clone()),
            None => general.push(title.clone()),
            Some(it) if it == me => mine.push(title.clone()),
            Some(_) => {}
        }
    }
    (mine, general)
}

/// Texts of a plan that stand right over its head, and so are parts of the head. Over the people of
/// a list they may say whose some of them are.
pub(crate) fn over_head(table: &SheetTable<'_>) -> Vec<Title> {
    let last = table.first.saturating_sub(1);
    if table.kind == SheetKind::Roadmap {
        let rows = table.sheet.rows.range(table.head..last.max(table.head));
        let cells =
            rows.flat_map(|(row, cells)| cells.iter().map(move |(c, v)| (*row, *c, v.shown())));
        cells.collect()
    } else {
        Vec::new()
    }
}

/// The text that tells of which year a table is: its own titles, if they name one.
pub(super) fn of_year(titles: &[Title], general: &[Title]) -> (String, bool) {
    let joined = |titles: &[Title]| {
        let texts: Vec<&str> = titles.iter().map(|(_, _, text)| text.as_str()).collect();
        texts.join(" ")
    };
    let own = joined(titles);
    if !general.is_empty() && names_year(&own) {
        (own, true)
    } else {
        (joined(&[general, titles].concat()), false)
    }
}

/// Whether the upper rows of a head give its people to another school year: «2025/2026» over
/// «Наставник» and «Наставляемый».
pub(super) fn is_head_of_another(table: &SheetTable<'_>, own: (u32, u32)) -> bool {
    let (first, _) = table.across();
    let people = ["mentors", "mentees", "name"];
    let Some(last) = people.iter().filter_map(|path| table.column(path)).max() else {
        return false;
    };
    let upper = table.head..table.first.saturating_sub(1);
    let texts = upper.flat_map(|row| {
        let cells = table.sheet.rows.get(&row);
        cells
            .into_iter()
            .flat_map(move |cells| cells.range(first..=last))
    });
    let named: Vec<(u32, u32)> = texts.flat_map(|(_, value)| years(&value.shown())).collect();
    !named.is_empty() && !named.contains(&own)
}
