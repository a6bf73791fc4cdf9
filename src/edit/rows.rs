//! The files of a project as rows of the sheets.

use toml_edit::{Item, TableLike};

use super::bank_cases::{BankCase, cases};
use super::names::Known;
use super::toml_file::{
    ORGANIZATION, REGULATION, ROADMAP, TomlFiles, get, order_file, pairing_file, tables,
};
use super::value::{Meaning, Names, of_item, to_cell};
use super::written::Value;
use crate::fields::{
    self, CASE, CLAUSE, Field, IGNORED, Kind, LABEL, OF_NEWCOMER, ORDER, PAIR, REGISTERS, SECTION,
    STAGE, STAGE_NUMBER, SheetKind, SheetWords,
};

/// Rows of one sheet: code and cells, in the order of [`columns`].
#[derive(Debug, Default)]
pub struct Rows(pub Vec<Vec<Value>>);

/// Columns that the program writes, after the code.
pub fn columns(words: &'static SheetWords) -> impl Iterator<Item = &'static Field> {
    words
        .fields
        .iter()
        .filter(|f| f.path != IGNORED && !OF_NEWCOMER.contains(&f.path))
}

/// What every sheet holds.
pub(super) fn rows(files: &TomlFiles, known: &Known, kind: SheetKind) -> Rows {
    let Known { people, pairs } = known;
    let names = Names {
        people,
        pairs,
        edition: &files.1,
    };
    let mut out = Vec::new();
    let row = |code: String, table: &dyn TableLike, known: &[(&str, String)]| {
        let mut cells = vec![Value::Text(code)];
        for field in columns(files.1.sheet(kind)) {
            let own = known
                .iter()
                .find(|(path, _)| *path == field.path)
                .map(|(_, text)| Value::Text(text.clone()));
            cells.push(own.unwrap_or_else(|| cell(field, table, &names)));
        }
        cells
    };
    match kind {
        SheetKind::Pairs | SheetKind::Notes => {
            for stem in files.stems("pairings") {
                let Some(table) = files.get(&pairing_file(&stem)) else {
                    continue;
                };
                out.push(row(stem.clone(), table, &[(PAIR, pairs.shown(&stem))]));
            }
        }
        SheetKind::Mentorships | SheetKind::Activities => {
            let key = if kind == SheetKind::Activities {
                "activity"
            } else {
                "mentorship"
            };
            for stem in files.stems("pairings") {
                let own = files
                    .get(&pairing_file(&stem))
                    .map(|t| tables(t, key))
                    .unwrap_or_default();
                for (i, table) in own.iter().enumerate() {
                    out.push(row(
                        format!("{stem}/{}", i + 1),
                        table,
                        &[(PAIR, pairs.shown(&stem))],
                    ));
                }
            }
        }
        SheetKind::Staff => {
            let staff = files
                .get(ORGANIZATION)
                .and_then(|t| t.get("staff"))
                .and_then(Item::as_table_like);
            for (key, item) in staff.into_iter().flat_map(TableLike::iter) {
                if let Some(person) = item.as_table_like() {
                    out.push(row(key.to_owned(), person, &[]));
                }
            }
        }
        SheetKind::Roadmap => roadmap_rows(files, &row, &mut out),
        SheetKind::Orders => {
            for stem in files.stems("orders") {
                if let Some(table) = files.get(&order_file(&stem)) {
                    out.push(row(stem.clone(), table, &[(ORDER, stem)]));
                }
            }
        }
        SheetKind::Clauses => {
            for stem in files.stems("orders") {
                if let Some(table) = files.get(&order_file(&stem)) {
                    clause_rows(table, &stem, "", &row, &mut out);
                }
            }
        }
        SheetKind::Regulation => {
            for (i, clause) in files
                .get(REGULATION)
                .map(|t| tables(t, "clause"))
                .unwrap_or_default()
                .iter()
                .enumerate()
            {
                out.push(row((i + 1).to_string(), clause, &[]));
            }
        }
        SheetKind::Organization => {
            for field in fields::words(kind).form() {
                let cells = [(LABEL, field.head.to_owned())];
                let mut line = row(field.path.to_owned(), &toml_edit::Table::new(), &cells);
                if let Some(last) = line.last_mut() {
                    *last = organization_cell(field, files, &names);
                }
                out.push(line);
            }
        }
        SheetKind::Bank => cases(files)
            .iter()
            .for_each(|case| bank_rows(case, &row, &mut out)),
    }
    Rows(out)
}

/// The cell of a field; both ends of a period stand in cells of their own.
pub(super) fn cell(field: &Field, table: &dyn TableLike, names: &Names<'_>) -> Value {
    let path = field.path;
    if !field.is_key() {
        return Value::Empty;
    }
    let meaning = of_item(field.kind, get(table, path));
    let meaning = match meaning {
        Meaning::Span(..) if has_ends(path) => Meaning::Nothing,
        other => other,
    };
    to_cell(field.kind, &meaning, names)
}

/// Whether the field has columns of its own for its two ends.
pub(super) fn has_ends(path: &str) -> bool {
    path == "period" || path == "roadmap:period"
}

fn organization_cell(field: &Field, files: &TomlFiles, names: &Names<'_>) -> Value {
    let empty = toml_edit::Table::new();
    if field.path == REGISTERS {
        let wanted = files
            .get(ORGANIZATION)
            .is_some_and(|t| t.contains_key(REGISTERS));
        return if wanted {
            Value::Text("да".to_owned())
        } else {
            Value::Empty
        };
    }
    match field.path.strip_prefix("roadmap:") {
        Some(path) => cell(
            &Field { path, ..*field },
            files.get(ROADMAP).unwrap_or(&empty),
            names,
        ),
        None => cell(field, files.get(ORGANIZATION).unwrap_or(&empty), names),
    }
}

type RowOf<'r> = dyn Fn(String, &dyn TableLike, &[(&str, String)]) -> Vec<Value> + 'r;

/// A row for the case as a whole, if it has a note, and one for every activity.
fn bank_rows(case: &BankCase, row: &RowOf<'_>, out: &mut Vec<Vec<Value>>) {
    let named = || (CASE, case.name.clone());
    let activities = case.plan();
    if case.has_note() {
        let whole = [named(), ("name", case.whole())];
        out.push(row(case.code.clone(), &toml_edit::Table::new(), &whole));
    }
    for (i, activity) in activities.iter().enumerate() {
        out.push(row(case.row_code(i), activity, &[named()]));
    }
}

/// A row for every activity, with the stage and section it stands in; one for a stage or section
/// that has none.
fn roadmap_rows(files: &TomlFiles, row: &RowOf<'_>, out: &mut Vec<Vec<Value>>) {
    let Some(roadmap) = files.get(ROADMAP) else {
        return;
    };
    let empty = toml_edit::Table::new();
    let text = |table: &toml_edit::Table, key: &str| match of_item(Kind::Line, table.get(key)) {
        Meaning::Text(text) => text,
        _ => String::new(),
    };
    let mut add =
        |parent: &str, known: &[(&str, String)], activities: &[toml_edit::Table], alone: bool| {
            for (i, activity) in activities.iter().enumerate() {
                out.push(row(format!("{parent}{}", i + 1), activity, known));
            }
            if activities.is_empty() && alone {
                out.push(row(parent.to_owned(), &empty, known));
            }
        };
    add("", &[], &tables(roadmap, "activity"), false);
    for (i, stage) in tables(roadmap, "stage").iter().enumerate() {
        let mut known = vec![
            (STAGE_NUMBER, text(stage, "number")),
            (STAGE, text(stage, "title")),
        ];
        let sections = tables(stage, "section");
        let parent = format!("{}.", i + 1);
        add(
            &parent,
            &known,
            &tables(stage, "activity"),
            sections.is_empty(),
        );
        for (j, section) in sections.iter().enumerate() {
            known.truncate(2);
            known.push((SECTION, text(section, "title")));
            add(
                &format!("{parent}{}.", j + 1),
                &known,
                &tables(section, "activity"),
                true,
            );
        }
    }
}

fn clause_rows(
    table: &toml_edit::Table,
    stem: &str,
    above: &str,
    row: &RowOf<'_>,
    out: &mut Vec<Vec<Value>>,
) {
    for (i, clause) in tables(table, "clause").iter().enumerate() {
        let number = format!("{above}{}", i + 1);
        out.push(row(
            format!("{stem}/{number}"),
            clause,
            &[(ORDER, stem.to_owned()), (CLAUSE, number.clone())],
        ));
        clause_rows(clause, stem, &format!("{number}."), row, out);
    }
}
