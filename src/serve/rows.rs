//! What a page sends ↔ its forms. A field is named by its sheet, the number of its row and its keys.

use std::collections::BTreeMap;

use super::address::kind_of;
pub(super) use super::address::{name, word};
use super::ask::Ask;
use crate::edit::{Filled, List, Record};
use crate::fields::SheetKind;

/// Stands for the keys in the name of the hidden field with the code of a row.
pub(super) const CODE: &str = "@code";

/// More rows than any list of a school has.
const MOST_ROWS: usize = 2000;

/// The name of a field in a form as it was sent: that may have blank rows, which no file has.
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

/// «activities.3.» for any field of that row of a list; none for other fields.
pub(super) fn row_of(name: &str) -> Option<&str> {
    let sheet = name.split('.').next()?;
    let number = name.get(sheet.len() + 1..)?.split('.').next()?;
    let is_list = kind_of(sheet).is_some_and(SheetKind::is_list);
    is_list.then(|| &name[..sheet.len() + number.len() + 2])
}

/// The name of the hidden field that lists the removed rows.
pub(super) fn gone(kind: SheetKind) -> String {
    format!("{}.gone", word(kind))
}

/// The rows of filled forms, to be brought into the files.
pub(super) fn lists(forms: &[Filled]) -> Vec<List> {
    Filled::lists(forms, &name)
}

/// The fields of forms as a page would send them.
pub(super) fn sent_again(forms: &[Filled]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for form in forms {
        out.extend(form.gone.iter().map(|code| (gone(form.kind), code.clone())));
        for (row, record) in form.records.iter().enumerate() {
            out.push((name(form.kind, row, CODE), record.code.clone()));
            let entries = record.entries.iter();
            out.extend(entries.map(|e| (name(form.kind, row, e.field.path), e.text.clone())));
        }
    }
    out
}

/// `drawn` with what was sent put into it. What was not sent stays as it was: a field is cleared by
/// sending it empty, a row is removed by naming it.
pub(super) fn sent(ask: &Ask, drawn: &Filled) -> Filled {
    let kind = drawn.kind;
    let rows = sent_rows(ask, kind);
    let gone_name = gone(kind);
    let named = ask.form.iter().filter(|(name, _)| *name == gone_name);
    let gone: Vec<String> = named.map(|(_, code)| code.clone()).collect();
    if !kind.is_list() {
        let filled = |record: &Record| match rows.values().next() {
            Some(values) => with_values(record.clone(), values),
            None => record.clone(),
        };
        return Filled {
            blank: drawn.blank.clone(),
            ..Filled::new(kind, drawn.records.iter().map(filled).collect())
        };
    }
    let known = |code: &str| drawn.records.iter().find(|r| r.code == code);
    let row = |values: &Values<'_>| {
        let code = values.get(CODE).and_then(|texts| texts.first().copied());
        let began = code.and_then(known).cloned();
        with_values(began.unwrap_or_else(|| drawn.blank.clone()), values)
    };
    let mut records: Vec<Record> = rows.values().map(row).collect();
    // Of two versions of the whole list one was chosen.
    let is_chosen = !ask.field(&format!("take.{}", word(kind))).is_empty();
    let kept = if is_chosen { &[][..] } else { &drawn.records };
    // A row that the form did not have stays behind the one it stood behind.
    for (i, unsent) in kept.iter().enumerate() {
        let is_sent = |code: &str| records.iter().any(|r| r.code == code);
        if is_sent(&unsent.code) || gone.contains(&unsent.code) {
            continue;
        }
        let before = i.checked_sub(1).map(|b| &drawn.records[b].code);
        let at = before.and_then(|code| records.iter().position(|r| r.code == *code));
        records.insert(at.map_or(0, |at| at + 1), unsent.clone());
    }
    Filled {
        gone,
        blank: drawn.blank.clone(),
        ..Filled::new(kind, records)
    }
}

/// The texts of one row, by the keys of their fields.
type Values<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// The rows of a sheet that were sent, by their numbers.
fn sent_rows(ask: &Ask, kind: SheetKind) -> BTreeMap<usize, Values<'_>> {
    let mut rows: BTreeMap<usize, Values<'_>> = BTreeMap::new();
    for (name, value) in &ask.form {
        let Some((number, path)) = name
            .strip_prefix(word(kind))
            .and_then(|n| n.strip_prefix('.'))
            .and_then(|n| n.split_once('.'))
        else {
            continue;
        };
        if let Some(number) = number.parse::<usize>().ok().filter(|n| *n < MOST_ROWS) {
            let values = rows.entry(number).or_default();
            values.entry(path).or_default().push(value);
        }
    }
    rows
}

fn with_values(mut record: Record, values: &Values<'_>) -> Record {
    for (path, texts) in values {
        // One value for each person; a text has lines of its own.
        let text = texts
            .iter()
            .filter(|t| !t.trim().is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join("\n")
            .replace("\r\n", "\n");
        if *path == CODE {
            record.code = text;
        } else {
            record.set(path, text.trim_end());
        }
    }
    record
}

/// What the pressed button asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Save,
    /// Save it if that makes no mistakes, put it into a draft otherwise.
    Keep,
    /// Take the last change of the file back, or do it once more.
    Undo,
    Redo,
    /// Put the draft aside, or call it back.
    Discard,
    Recall,
    /// Show the result; nothing is written.
    Draft,
    /// Settle a conflict with the chosen versions.
    Resolve,
    /// Tell which field the words at a point of a page come from.
    Point,
    /// Tell where a field is printed.
    Where,
    /// Show the form with its rows changed; nothing is written.
    Rows,
}

impl Wish {
    /// Whether it ends what the window has sent so far.
    pub(super) fn is_final(&self) -> bool {
        match self {
            Self::Save | Self::Undo | Self::Redo | Self::Discard | Self::Recall | Self::Resolve => {
                true
            }
            Self::Keep | Self::Draft | Self::Point | Self::Where | Self::Rows => false,
        }
    }
}

/// Finds out which button was pressed, and carries out what it changes in the rows.
pub(super) fn wish(ask: &Ask, forms: &mut [Filled]) -> Wish {
    let words: Vec<&str> = ask.field("do").split(':').collect();
    let form = words
        .get(1)
        .and_then(|w| forms.iter_mut().find(|f| word(f.kind) == *w));
    let number = words.get(2).and_then(|n| n.parse::<usize>().ok());
    match (words.first().copied(), form, number) {
        (Some("add"), Some(form), number) => {
            let at = number.map_or(form.records.len(), |n| (n + 1).min(form.records.len()));
            form.records.insert(at, form.blank.clone());
        }
        (Some("up"), Some(form), Some(n)) if n > 0 && n < form.records.len() => {
            form.records.swap(n - 1, n);
        }
        (Some("down"), Some(form), Some(n)) if n + 1 < form.records.len() => {
            form.records.swap(n, n + 1);
        }
        (Some("drop"), Some(form), Some(n)) if n < form.records.len() => {
            let row = form.records.remove(n);
            if !row.code.is_empty() {
                form.gone.push(row.code);
            }
        }
        (Some("draft"), ..) => return Wish::Draft,
        (Some("point"), ..) => return Wish::Point,
        (Some("where"), ..) => return Wish::Where,
        (Some("keep"), ..) => return Wish::Keep,
        (Some("undo"), ..) => return Wish::Undo,
        (Some("redo"), ..) => return Wish::Redo,
        (Some("discard"), ..) => return Wish::Discard,
        (Some("recall"), ..) => return Wish::Recall,
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
        let forms = [Filled::new(
            SheetKind::Activities,
            vec![row("Анкета"), row(""), row("Беседа")],
        )];
        let sent = |name| in_sent(&forms, name);
        assert_eq!(sent("activities.0.term"), "activities.0.term");
        assert_eq!(sent("activities.1.term"), "activities.2.term");
        assert_eq!(sent("notes.0.note.aim"), "notes.0.note.aim");
    }
}
