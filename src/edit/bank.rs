//! The bank of wording: typical cases with a note and a plan, built in, the school's own, and those
//! of its pairs, to be put into the program of another pair.

use toml_edit::{DocumentMut, Item, Table, TableLike, Value as Toml};

use super::bank_cases::{BankCase, BankPart, cases, find, fresh};
use super::form::{Record, Tables};
use super::outcome::{ImportChange, Imported, What};
use super::rows::{cell, columns};
use super::toml_file::{BANK, TomlFiles, pairing_file, renumber, set, set_tables, tables};
use super::value::{Names, of_cell, to_toml};
use super::written::Value;
use crate::fields::{self, SheetKind};
use crate::reader::clean;

/// Beginning of the code of a case that is a pair's program.
const OF_PAIR: &str = "pair-";

impl BankCase {
    /// The note, as the form of a pair shows it.
    pub fn note(&self, tables: &Tables) -> Record {
        record(SheetKind::Notes, &self.table, &tables.names())
    }

    /// The plan, as the form of a pair shows it.
    pub fn activities(&self, tables: &Tables) -> Vec<Record> {
        let names = tables.names();
        let own = self.plan();
        own.iter()
            .map(|it| record(SheetKind::Activities, it, &names))
            .collect()
    }

    /// The note and the plan as they stand in the file of a pair.
    pub fn as_toml(&self) -> String {
        let mut document = DocumentMut::new();
        self.put_into(document.as_table_mut());
        document.to_string().trim_start().to_owned()
    }

    /// Puts the note and the plan into the file of a new pair.
    pub(super) fn put_into(&self, pairing: &mut Table) {
        if !self.group.is_empty() && !pairing.contains_key("group") {
            pairing.insert("group", self.group.as_str().into());
        }
        if let Some(note) = self.note_table() {
            pairing.insert("note", fresh(note).into());
        }
        let activities = self.plan().iter().map(|it| fresh(it)).collect();
        set_tables(pairing, "activity", activities);
    }
}

fn record(kind: SheetKind, table: &dyn TableLike, names: &Names<'_>) -> Record {
    let mut record = Record::blank(kind);
    for field in columns(fields::words(kind)) {
        record.set(field.path, &cell(field, table, names).shown());
    }
    record
}

/// Every case: the school's own, the built-in ones, and the programs of its pairs.
pub fn bank(tables: &Tables) -> Vec<BankCase> {
    let mut out = cases(&tables.0);
    let pairs = &tables.known().pairs;
    for stem in tables.0.stems("pairings") {
        let Some(table) = tables.0.get(&pairing_file(&stem)) else {
            continue;
        };
        if table.contains_key("note") || table.contains_key("activity") {
            let code = format!("{OF_PAIR}{stem}");
            out.push(BankCase {
                name: pairs.shown(&stem),
                ..BankCase::of(BankPart::Pairs, code, table.clone())
            });
        }
    }
    out
}

/// The case of this code or name.
pub fn bank_case(tables: &Tables, named: &str) -> Option<BankCase> {
    find(bank(tables), named)
}

/// The case of this code or name among those of the school and the built-in ones.
///
/// # Errors
/// If there is none: which there are, in Russian.
pub(super) fn case_named(files: &TomlFiles, named: &str) -> Result<BankCase, String> {
    find(cases(files), named).ok_or_else(|| {
        let known: Vec<String> = cases(files).into_iter().map(|it| it.code).collect();
        format!("в банке нет случая «{named}»; есть: {}", known.join(", "))
    })
}

/// The change that puts activities into the bank of the school: as a case of a name, with a note, or
/// each by itself. A case of that name is replaced.
///
/// # Errors
/// Why it cannot be, in Russian.
pub fn into_bank(
    of: &Tables,
    name: Option<&str>,
    note: Option<&Record>,
    activities: &[Record],
) -> Result<Imported, String> {
    let names = of.names();
    let rows: Vec<Table> = activities
        .iter()
        .filter(|it| it.is_filled())
        .map(|it| written(it, &names))
        .collect();
    if rows.iter().any(|row| !row.contains_key("name")) {
        return Err("у мероприятия нет наименования".to_owned());
    }
    let note = note.map(|it| written(it, &names)).unwrap_or_default();
    if rows.is_empty() && note.is_empty() {
        return Err("сохранять в банк нечего: записка и план пусты".to_owned());
    }
    let mut files = of.0.clone();
    let bank = files.get_or_new(BANK);
    let what = if let Some(name) = name {
        let mut case = Table::new();
        case.insert("name", name.into());
        case.extend(
            note.iter()
                .map(|(key, item)| (key.to_owned(), item.clone())),
        );
        set_tables(&mut case, "activity", rows);
        let mut cases = tables(bank, "case");
        let is_it = |it: &Table| it.get("name").and_then(Item::as_str) == Some(name);
        cases.retain(|it| !is_it(it));
        cases.push(case);
        set_tables(bank, "case", cases);
        format!("банк школы: случай «{name}»")
    } else {
        let mut own = tables(bank, "activity");
        own.extend(rows);
        set_tables(bank, "activity", own);
        "банк школы: мероприятие".to_owned()
    };
    renumber(bank);
    let mut imported = Imported {
        changes: vec![ImportChange {
            what: What::Added,
            name: what,
            details: Vec::new(),
            is_kept: false,
        }],
        ..Imported::default()
    };
    imported.take_files(&files);
    Ok(imported)
}

/// A row of a form as the table of a file. Words that are not understood stay words.
fn written(record: &Record, names: &Names<'_>) -> Table {
    let mut table = Table::new();
    let entries = record.entries.iter().filter(|e| e.field.is_key());
    for entry in entries.filter(|e| !e.text.trim().is_empty()) {
        let value = Value::Text(entry.text.clone());
        let toml = match of_cell(entry.field.kind, &value, names) {
            Ok(meaning) => to_toml(entry.field.kind, &meaning),
            Err(_) => Some(Toml::from(clean(&entry.text))),
        };
        set(&mut table, entry.field.path, toml);
    }
    table
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::edit::bank_cases::BUILT_IN;
    use crate::edition::Edition;
    use crate::project::{Files, RawFile};

    fn with_bank(text: &str) -> Tables {
        Tables::read(&Files {
            bank: Some(RawFile {
                name: BANK.to_owned(),
                inside: BANK.to_owned(),
                stem: "bank".to_owned(),
                bytes: text.as_bytes().to_vec(),
            }),
            ..Files::default()
        })
    }

    fn built_in() -> (Tables, Vec<BankCase>) {
        let tables = Tables::default();
        let cases = bank(&tables);
        (tables, cases)
    }

    #[test]
    fn the_built_in_cases_cover_every_group_and_every_block_of_the_edition() {
        let edition = Edition::built_in(false);
        let (tables, cases) = built_in();
        assert!(cases.len() >= 8 && cases.len() == BUILT_IN.len());
        let groups: BTreeSet<&str> = cases.iter().map(|it| it.group.as_str()).collect();
        let known: BTreeSet<&str> = edition
            .common
            .mentee_group
            .iter()
            .map(|it| it.word.as_str())
            .collect();
        assert_eq!(groups, known);
        let mut names = BTreeSet::new();
        for case in &cases {
            assert!(names.insert(&case.name), "{} twice", case.name);
            let activities = case.activities(&tables);
            assert!((15..=25).contains(&activities.len()), "{}", case.name);
            let blocks: BTreeSet<&str> = activities.iter().map(|it| it.text("block")).collect();
            let all = ["4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "I", "II", "III"];
            assert_eq!(blocks, BTreeSet::from(all), "{}", case.name);
            for activity in &activities {
                for path in ["name", "term", "result", "format"] {
                    let text = activity.text(path);
                    assert!(!text.is_empty(), "{}: {path}", case.name);
                    // A case serves any school year.
                    assert!(!text.contains("20"), "{}: {text}", case.name);
                }
                let format = activity.text("format");
                assert!(edition.program.plan.formats.iter().any(|it| it == format));
            }
            let note = case.note(&tables);
            let empty = note
                .entries
                .iter()
                .find(|e| e.field.is_key() && e.text.is_empty());
            assert!(empty.is_none(), "{}: {empty:?}", case.name);
            assert!(
                note.text("note.tasks").lines().count() >= 3,
                "{}",
                case.name
            );
        }
    }

    #[test]
    fn what_is_kept_in_the_bank_is_offered_from_it() {
        let tables = with_bank("# наше\n[[activity]]\nblock = \"I\"\nname = \"Анкета\"\n");
        let (_, cases) = built_in();
        let case = &cases[0];
        let (note, activities) = (case.note(&tables), case.activities(&tables));
        let kept = into_bank(&tables, Some("Наш случай"), Some(&note), &activities).unwrap();
        let text = String::from_utf8(kept.files[BANK].clone().unwrap()).unwrap();
        assert!(text.starts_with("# наше\n"), "{text}");
        let tables = with_bank(&text);
        let own = bank_case(&tables, "наш случай").unwrap();
        assert_eq!(own.part, BankPart::School);
        let texts = |records: &[Record]| {
            let all = records.iter().flat_map(|it| &it.entries);
            all.map(|e| e.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(texts(&own.activities(&tables)), texts(&activities));
        assert_eq!(
            texts(&[own.note(&tables)]),
            texts(std::slice::from_ref(&note))
        );
        let rows = bank_case(&tables, "own").unwrap().activities(&tables);
        assert_eq!(rows.len(), 1);
        // A case of the same name is replaced, single rows are added.
        let again = into_bank(&tables, Some("Наш случай"), Some(&note), &activities[..2]).unwrap();
        let text = String::from_utf8(again.files[BANK].clone().unwrap()).unwrap();
        let tables = with_bank(&text);
        let own = bank_case(&tables, "наш случай").unwrap();
        assert_eq!(own.activities(&tables).len(), 2);
        let more = into_bank(&tables, None, None, &activities[2..4]).unwrap();
        let text = String::from_utf8(more.files[BANK].clone().unwrap()).unwrap();
        let tables = with_bank(&text);
        let rows = bank_case(&tables, "own").unwrap().activities(&tables);
        assert_eq!(texts(&rows[1..]), texts(&activities[2..4]));
    }

    #[test]
    fn nothing_is_not_kept() {
        let tables = Tables::default();
        let blank = [Record::blank(SheetKind::Activities)];
        assert!(into_bank(&tables, None, None, &blank).is_err());
        let mut nameless = Record::blank(SheetKind::Activities);
        nameless.set("block", "I");
        assert!(into_bank(&tables, None, None, &[nameless]).is_err());
    }
}
