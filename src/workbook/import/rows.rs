//! The rows beneath the head of a sheet.

pub use crate::edit::{Cell, Row};
use crate::edit::{is_full_name, order_in};
use crate::fields::{self, CODE, IGNORED, SheetKind};
use crate::reader::clean;
use crate::workbook::grid::Value;
use crate::workbook::head::{self, Headed};

/// Every row that holds something. Numbers of columns, heads repeated on every page and what stands
/// beneath the table are no rows.
pub fn rows(sheet: &Headed<'_>) -> Vec<Row> {
    let mut rows = all_rows(sheet);
    rows.truncate(end_of_table(sheet, &rows));
    rows
}

/// What stands beneath the table and is not read: who signs the list, who made it, how much there
/// is of it.
pub fn beneath(sheet: &Headed<'_>) -> Vec<Row> {
    let rows = all_rows(sheet);
    let end = end_of_table(sheet, &rows);
    rows.into_iter().skip(end).collect()
}

/// A list of ours has nothing beneath it.
fn end_of_table(sheet: &Headed<'_>, rows: &[Row]) -> usize {
    if sheet.has(CODE) {
        return rows.len();
    }
    rows.iter()
        .rposition(|row| is_entry(sheet, row) || !is_signature(row))
        .map_or(0, |last| last + 1)
}

/// How the lines begin that stand beneath a table.
const BENEATH: [&str; 14] = [
    "директор",
    "заместитель",
    "зам",
    "исполнитель",
    "исп",
    "составил",
    "составила",
    "подготовил",
    "подготовила",
    "согласовано",
    "итого",
    "всего",
    "мп",
    "председатель",
];

/// A row that has what a row of its list must have, be it ever so like a signature. Where that is
/// one cell only, a signature may fill it and the next.
fn is_entry(sheet: &Headed<'_>, row: &Row) -> bool {
    let needed: Vec<&&str> = fields::words(sheet.kind)
        .needed
        .iter()
        .filter(|path| row.has(path))
        .collect();
    let is_named =
        sheet.kind != SheetKind::Staff || row.text("name").is_some_and(|name| is_full_name(&name));
    let least = if needed.len() == 1 { 3 } else { needed.len() };
    let filled = row.cells.iter().filter(|c| !c.value.is_empty()).count();
    is_named
        && !needed.is_empty()
        && needed.iter().all(|path| row.text(path).is_some())
        && filled >= least
}

/// A row with room for a signature, or one whose few words begin as such lines do.
fn is_signature(row: &Row) -> bool {
    let texts: Vec<String> = row
        .cells
        .iter()
        .filter(|c| !c.value.is_empty())
        .map(|c| c.value.shown())
        .collect();
    let begins = |text: &String| {
        head::plain(text)
            .split(' ')
            .next()
            .is_some_and(|word| BENEATH.contains(&word))
    };
    texts.iter().any(|text| text.contains("___"))
        || (texts.len() <= 2 && texts.first().is_some_and(begins))
}

fn all_rows(sheet: &Headed<'_>) -> Vec<Row> {
    let indexes = sheet
        .sheet
        .rows
        .range(sheet.first..)
        .map(|(index, _)| *index);
    let last = sheet
        .sheet
        .merged
        .iter()
        .filter(|m| m[0] >= sheet.first)
        .map(|m| m[2])
        .max()
        .unwrap_or_default();
    let within_merged = (sheet.first
        ..=last.min(
            sheet
                .sheet
                .rows
                .keys()
                .next_back()
                .copied()
                .unwrap_or_default(),
        ))
        .filter(|r| !sheet.sheet.rows.contains_key(r));
    let mut indexes: Vec<u32> = indexes.chain(within_merged).collect();
    indexes.sort_unstable();
    indexes
        .into_iter()
        .map(|index| row(sheet, index))
        .filter(|r| is_full(r) && !is_repeated_head(r) && !numbers_columns(sheet, r))
        .collect()
}

fn row(sheet: &Headed<'_>, index: u32) -> Row {
    let mut row = Row {
        code: String::new(),
        index,
        cells: Vec::new(),
    };
    for (column, field) in &sheet.columns {
        let value = sheet.sheet.at(index, *column);
        if field.path == CODE {
            row.code = clean(&value.shown());
        } else if field.path != IGNORED {
            row.cells.push(Cell {
                field: **field,
                at: sheet.sheet.place(index, *column).to_string(),
                value: value.clone(),
            });
        }
    }
    if !sheet.has(CODE) {
        part_order(&mut row);
    }
    row
}

/// In a list of a school's own, number and date of an order in one cell become two, and under
/// «Приказ» stands a number, not the name of a file.
fn part_order(row: &mut Row) {
    let field = |path: &str| {
        fields::words(SheetKind::Pairs)
            .fields
            .iter()
            .find(|f| f.path == path)
            .copied()
    };
    let (Some(number_field), Some(date_field)) = (field("basis.number"), field("basis.date"))
    else {
        return;
    };
    let is_full = |path: &str| row.cell(path).is_some_and(|c| !c.value.is_empty());
    let found = row.cells.iter().position(|c| {
        matches!(c.field.path, "basis.order" | "basis.number") && !c.value.is_empty()
    });
    let Some(at) = found.filter(|_| !is_full("basis.date")) else {
        return;
    };
    let cell = &row.cells[at];
    let is_named = cell.field.path == "basis.order";
    if is_named && is_full("basis.number") {
        return;
    }
    let text = cell.value.shown();
    let Some((number, date)) = order_in(&text) else {
        let is_number = text
            .trim_start()
            .starts_with(|c: char| c == '№' || c.is_ascii_digit());
        if is_named && is_number {
            row.cells[at].field = number_field;
        }
        return;
    };
    let place = cell.at.clone();
    let cells = [
        (number_field, Value::Text(number)),
        (date_field, Value::Day(date)),
    ];
    row.cells
        .retain(|c| !matches!(c.field.path, "basis.order" | "basis.number" | "basis.date"));
    row.cells.extend(cells.map(|(field, value)| Cell {
        field,
        at: place.clone(),
        value,
    }));
}

fn is_full(row: &Row) -> bool {
    row.cells.iter().any(|c| !c.value.is_empty())
}

/// «1 2 3 4» beneath the head, under most of its columns.
fn numbers_columns(sheet: &Headed<'_>, row: &Row) -> bool {
    if row.index > sheet.first + 1 {
        return false;
    }
    let mut numbers = row
        .cells
        .iter()
        .filter(|c| !c.value.is_empty())
        .map(|c| c.value.shown().trim().parse::<u32>().ok());
    let count = numbers.clone().count();
    let mut last = 0;
    // One or two numbers may be all that is filled in so far.
    count > 2
        && count * 2 >= row.cells.len()
        && numbers.all(|n| n.is_some_and(|n| std::mem::replace(&mut last, n) < n && n <= 30))
}

/// The head, repeated on a new page.
fn is_repeated_head(row: &Row) -> bool {
    row.cells.iter().filter(|c| !c.value.is_empty()).all(|c| {
        let text = head::plain(&c.value.shown());
        text == head::plain(c.field.head) || c.field.also.iter().any(|a| head::plain(a) == text)
    })
}
