//! Lists in which a name stands in three columns: «Фамилия», «Имя», «Отчество».

use std::borrow::Cow;

use super::no_value::is_dash;
use crate::edit::Imported;
use crate::fields::{self, IGNORED, SheetKind};
use crate::workbook::grid::{Sheet, Value};
use crate::workbook::tables::{MOST_ABOVE, head_of_ours, plain};

/// Heads of the columns of a name; the last may be missing.
const PARTS: [&str; 3] = ["фамилия", "имя", "отчество"];

/// A name in several columns beneath a head.
struct Parted {
    row: u32,
    first: u32,
    count: u32,
    /// «наставника», where the head says so.
    whose: String,
}

/// A sheet with each name whole in the first of its columns, and those columns.
pub(super) struct Whole<'b> {
    sheet: Cow<'b, Sheet>,
    original: &'b Sheet,
    parted: Vec<Parted>,
}

impl Whole<'_> {
    pub(super) fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Gives the parts of a name the fate of the whole.
    pub(super) fn share(&self, out: &mut Imported) {
        for name in &self.parted {
            for cell in &mut out.ledger.cells {
                let is_part = (name.first + 1..name.first + name.count).contains(&cell.column);
                if cell.sheet == self.original.name && is_part && cell.row >= name.row {
                    let first = self.original.place(cell.row, name.first);
                    cell.shares = Some(first.to_string());
                }
            }
        }
    }
}

/// The sheet with each such name whole in its first column. The others keep their place and are
/// left alone.
pub(super) fn with_whole_names(sheet: &Sheet) -> Whole<'_> {
    let is_ours = head_of_ours(sheet).is_some();
    let parted = if is_ours { Vec::new() } else { parted(sheet) };
    if parted.is_empty() {
        return Whole {
            sheet: Cow::Borrowed(sheet),
            original: sheet,
            parted,
        };
    }
    let mut out = sheet.clone();
    for name in &parted {
        join(&mut out, name);
    }
    Whole {
        sheet: Cow::Owned(out),
        original: sheet,
        parted,
    }
}

fn parted(sheet: &Sheet) -> Vec<Parted> {
    let mut out = Vec::new();
    for (row, cells) in sheet.rows.range(..=MOST_ABOVE) {
        for (column, value) in cells {
            let head = plain(&value.shown());
            let Some(whose) = head
                .strip_prefix(PARTS[0])
                .filter(|rest| rest.is_empty() || rest.starts_with(' '))
            else {
                continue;
            };
            let part = |i: usize, at: u32| {
                let own = cells
                    .get(&at)
                    .map(|v| plain(&v.shown()))
                    .unwrap_or_default();
                own == PARTS[i] || own == format!("{}{whose}", PARTS[i])
            };
            if part(1, column + 1) {
                let count = if part(2, column + 2) { 3 } else { 2 };
                out.push(Parted {
                    row: *row,
                    first: *column,
                    count,
                    whose: whose.trim().to_owned(),
                });
            }
        }
    }
    out
}

fn join(sheet: &mut Sheet, name: &Parted) {
    let columns = name.first..name.first + name.count;
    let head = format!("ФИО {}", name.whose).trim().to_owned();
    // The first column speaks for the name from now on: areas that begin in the others would put a
    // part of it beside it.
    sheet.merged.retain(|[top, left, ..]| {
        *left == name.first || !columns.contains(left) || *top <= name.row
    });
    // Merged areas are known by their rows too; there are no more of them than before.
    let _ = sheet.index_merged();
    let numbers = fields::words(SheetKind::Pairs).field(IGNORED);
    let numbers = numbers.map_or("", |field| field.head);
    for (row, cells) in sheet.rows.range_mut(name.row..) {
        let parts: Vec<Option<&Value>> = columns.clone().map(|c| cells.get(&c)).collect();
        let is_head = *row == name.row
            || parts[0]
                .is_some_and(|v| plain(&v.shown()).starts_with(PARTS[0]) && parts[1].is_some());
        let all_text = parts.iter().flatten().all(|v| matches!(v, Value::Text(_)));
        let whole = if is_head {
            head.clone()
        } else {
            whole(
                &parts
                    .iter()
                    .map(|v| v.map(Value::shown).unwrap_or_default())
                    .collect::<Vec<_>>(),
            )
        };
        let numbers_columns = parts
            .iter()
            .flatten()
            .all(|v| v.shown().trim().parse::<u32>().is_ok());
        if !all_text || whole.is_empty() || numbers_columns {
            continue;
        }
        for column in columns.clone().skip(1) {
            if *row == name.row {
                cells.insert(column, Value::Text(numbers.to_owned()))
            } else {
                cells.remove(&column)
            };
        }
        cells.insert(name.first, Value::Text(whole));
    }
}

/// Several people of one cell stand one beneath another in each of its columns.
fn whole(parts: &[String]) -> String {
    let lines = parts
        .iter()
        .map(|part| part.lines().count())
        .max()
        .unwrap_or_default();
    let line = |i: usize| {
        let words = parts
            .iter()
            .filter_map(|part| part.lines().nth(i))
            .map(str::trim)
            .filter(|w| !is_dash(w));
        words.collect::<Vec<_>>().join(" ")
    };
    (0..lines)
        .map(line)
        .filter(|l| !l.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
