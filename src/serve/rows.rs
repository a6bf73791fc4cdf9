//! What a form sends ↔ forms of the workbook: names of fields are the sheet, the number of the row
//! and the keys.

use std::collections::BTreeMap;

pub(super) use super::address::{name, word};
use super::ask::Ask;
use crate::workbook::{Filled, Record, SheetKind};

/// The hidden code of a row.
pub(super) const CODE: &str = "@code";

/// More rows than any list of a school has.
const MOST_ROWS: usize = 2000;

/// The name of a field in a form as it is sent, which may have blank rows that no file has.
pub(super) fn in_sent(forms: &[Filled], name: &str) -> String {
    let parts: Vec<&str> = name.splitn(3, '.').collect();
    let [sheet, row, path] = parts[..] else {
        return name.to_owned();
    };
    let form = forms
        .iter()
        .find(|f| f.kind.is_list() && word(f.kind) == sheet);
    let filled = form.and_then(|form| {
        let rows = form.records.iter().enumerate();
        let mut filled = rows.filter(|(_, record)| record.is_filled());
        filled.nth(row.parse().ok()?)
    });
    match filled {
        Some((row, _)) => format!("{sheet}.{row}.{path}"),
        None => name.to_owned(),
    }
}

/// The rows of a sheet as a form sends them, in the order of their numbers.
pub(super) fn sent(ask: &Ask, kind: SheetKind) -> Filled {
    let mut rows: BTreeMap<usize, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for (name, value) in &ask.form {
        let Some((number, path)) = name
            .strip_prefix(word(kind))
            .and_then(|n| n.strip_prefix('.'))
            .and_then(|n| n.split_once('.'))
        else {
            continue;
        };
        if let Some(number) = number.parse::<usize>().ok().filter(|n| *n < MOST_ROWS) {
            rows.entry(number)
                .or_default()
                .entry(path)
                .or_default()
                .push(value);
        }
    }
    let record = |values: BTreeMap<&str, Vec<&str>>| {
        let mut record = Record::blank(kind);
        for (path, texts) in values {
            // One value for each person; a text has lines of its own.
            let text = texts
                .iter()
                .filter(|t| !t.trim().is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join("\n")
                .replace("\r\n", "\n");
            if path == CODE {
                record.code = text;
            } else {
                record.set(path, text.trim_end());
            }
        }
        record
    };
    Filled {
        kind,
        records: rows.into_values().map(record).collect(),
    }
}

/// What a button of a form asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Save,
    /// Show what it would be; nothing is written.
    Draft,
    /// Of two versions, those that were chosen.
    Resolve,
    /// Tell which field the words at a point of a page come from.
    Point,
    /// A change of the rows that is only shown, not written.
    Rows,
}

/// Reads the wish and carries out what it changes in the rows.
pub(super) fn wish(ask: &Ask, forms: &mut [Filled]) -> Wish {
    let words: Vec<&str> = ask.field("do").split(':').collect();
    let form = words
        .get(1)
        .and_then(|w| forms.iter_mut().find(|f| word(f.kind) == *w));
    let number = words.get(2).and_then(|n| n.parse::<usize>().ok());
    match (words.first().copied(), form, number) {
        (Some("add"), Some(form), number) => {
            let at = number.map_or(form.records.len(), |n| (n + 1).min(form.records.len()));
            form.records.insert(at, Record::blank(form.kind));
        }
        (Some("up"), Some(form), Some(n)) if n > 0 && n < form.records.len() => {
            form.records.swap(n - 1, n)
        }
        (Some("down"), Some(form), Some(n)) if n + 1 < form.records.len() => {
            form.records.swap(n, n + 1)
        }
        (Some("drop"), Some(form), Some(n)) if n < form.records.len() => {
            drop(form.records.remove(n))
        }
        (Some("draft"), ..) => return Wish::Draft,
        (Some("point"), ..) => return Wish::Point,
        (Some("resolve"), ..) => return Wish::Resolve,
        (Some("add" | "up" | "down" | "drop"), ..) => {}
        _ => return Wish::Save,
    }
    Wish::Rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_row_of_a_form_stands_in_no_file() {
        let row = |name: &str| {
            let mut record = Record::blank(SheetKind::Activities);
            record.set("name", name);
            record
        };
        let forms = [Filled {
            kind: SheetKind::Activities,
            records: vec![row("Анкета"), row(""), row("Беседа")],
        }];
        let sent = |name| in_sent(&forms, name);
        assert_eq!(sent("activities.0.term"), "activities.0.term");
        assert_eq!(sent("activities.1.term"), "activities.2.term");
        assert_eq!(sent("notes.0.note.aim"), "notes.0.note.aim");
    }
}
