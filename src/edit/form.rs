//! One row of a sheet as a form to fill in elsewhere than in Excel, and filled forms as rows to
//! bring into the files.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::edition_words::EditionWords;
use super::names::Known;
use super::row::{Cell, List, Row};
use super::rows::{Rows, columns, rows};
use super::toml_file::{ORGANIZATION, TomlFiles, order_file, pairing_file};
use super::value::{Meaning, Names, of_cell, to_cell};
use super::written::Value;
use crate::digest::digest;
use crate::edition::Edition;
use crate::fields::{self, Field, OF_NEWCOMER, ORDER, Offer, PAIR, SheetKind, SheetWords};
use crate::project::Files;

/// The tables of a project's files, without those that have mistakes of syntax.
#[derive(Debug, Clone, Default)]
pub struct Tables(pub(super) TomlFiles, OnceLock<Known>);

/// A field of a form and what stands in it, as a person reads it.
#[derive(Debug, Clone)]
pub struct Entry {
    pub field: &'static Field,
    pub text: String,
}

/// A form: one row of a sheet, or the whole sheet «Организация».
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Of the hidden column; empty for what is not there yet.
    pub code: String,
    pub entries: Vec<Entry>,
}

impl Record {
    /// A form with nothing in it, but for the fields that an edition adds.
    pub fn blank(kind: SheetKind) -> Self {
        Self::of(fields::words(kind))
    }

    fn of(words: &'static SheetWords) -> Self {
        Self {
            code: String::new(),
            entries: words
                .form()
                .map(|field| Entry {
                    field,
                    text: String::new(),
                })
                .collect(),
        }
    }

    pub fn text(&self, path: &str) -> &str {
        self.entries
            .iter()
            .find(|e| e.field.path == path)
            .map_or("", |e| &e.text)
    }

    pub fn set(&mut self, path: &str, text: &str) {
        if let Some(entry) = self.entries.iter_mut().find(|e| e.field.path == path) {
            text.clone_into(&mut entry.text);
        }
    }

    /// Whether something stands in it besides what only says where it belongs.
    pub fn is_filled(&self) -> bool {
        self.entries
            .iter()
            .any(|e| !e.text.trim().is_empty() && ![PAIR, ORDER].contains(&e.field.path))
    }
}

/// Forms of one sheet.
#[derive(Debug, Clone)]
pub struct Filled {
    pub kind: SheetKind,
    pub records: Vec<Record>,
    /// A new row.
    pub blank: Record,
    /// Codes of rows that the user has taken away.
    pub gone: Vec<String>,
}

/// What the fields offer to choose from.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    pub people: Vec<String>,
    pub pairs: Vec<String>,
    pub orders: Vec<OrderName>,
    pub editions: Vec<String>,
}

/// What an order is called.
#[derive(Debug, Clone)]
pub struct OrderName {
    /// In the files.
    pub code: String,
    /// By people: «о закреплении пар, № 118-ОД от 01.09.2026».
    pub shown: String,
}

impl OrderName {
    fn of(order: &Record) -> Self {
        let kind = if order.text("kind").is_empty() {
            &order.code
        } else {
            order.text("kind")
        };
        let number = Some(order.text("number"))
            .filter(|n| !n.is_empty())
            .map_or_else(|| "без номера".to_owned(), |n| format!("№ {n}"));
        let date = Some(order.text("date"))
            .filter(|d| !d.is_empty())
            .map(|d| format!(" от {d}"))
            .unwrap_or_default();
        Self {
            code: order.code.clone(),
            shown: format!("{kind}, {number}{date}"),
        }
    }
}

impl Lists {
    /// The words for a field; the field takes others too.
    pub fn of(&self, field: &Field, edition: &Edition) -> Vec<String> {
        match field.offer {
            Offer::People => self.people.clone(),
            Offer::Pairs => self.pairs.clone(),
            Offer::Orders => self.orders.iter().map(|o| o.code.clone()).collect(),
            Offer::Editions => self.editions.clone(),
            _ => edition.offered(field),
        }
    }
}

impl Tables {
    pub fn read(files: &Files) -> Self {
        Self(TomlFiles::read(files), OnceLock::new())
    }

    /// The files as they are now; those that say what they said before are not read again.
    #[must_use]
    pub fn read_again(&self, files: &Files) -> Self {
        let files = self.0.read_again(files);
        let known = self.1.get().and_then(|it| it.again(&self.0, &files));
        Self(files, known.map_or_else(OnceLock::new, OnceLock::from))
    }

    /// Who is who in the files, found once.
    pub(super) fn known(&self) -> &Known {
        self.1.get_or_init(|| Known::of(&self.0))
    }

    /// What names the people, pairs and kinds of orders of the files.
    pub(super) fn names(&self) -> Names<'_> {
        let Known { people, pairs } = self.known();
        Names {
            people,
            pairs,
            edition: &self.0.1,
        }
    }

    /// The school year of the files, if it is given as two years running.
    pub fn school_year(&self) -> Option<(u32, u32)> {
        let organization = self
            .0
            .get(ORGANIZATION)?
            .get("organization")?
            .as_table_like()?;
        let text = organization.get("school_year")?.as_str()?;
        let (first, second) = text.split_once(['/', '-', '–'])?;
        let first: u32 = first.trim().parse().ok()?;
        let second: u32 = second.trim().parse().ok()?;
        (second == first + 1).then_some((first, second))
    }

    /// Full name of the school.
    pub fn school_name(&self) -> Option<String> {
        self.of_school("full_name")
    }

    /// Full and short name of the school, as far as they are there.
    pub fn school_names(&self) -> Vec<String> {
        let names = ["full_name", "short_name"].map(|key| self.of_school(key));
        names.into_iter().flatten().collect()
    }

    fn of_school(&self, key: &str) -> Option<String> {
        let file = self.0.get(ORGANIZATION)?;
        let organization = file.get("organization")?.as_table_like()?;
        Some(crate::reader::clean(organization.get(key)?.as_str()?))
    }

    /// The rows of a sheet: code and cells.
    pub fn rows(&self, kind: SheetKind) -> Rows {
        rows(&self.0, self.known(), kind)
    }

    /// What a sheet says, as a person reads it, by the codes of its rows and the keys of its fields.
    pub fn cells(&self, kind: SheetKind) -> BTreeMap<String, BTreeMap<&'static str, String>> {
        let own = |row: &Vec<Value>| {
            let values = row.iter().skip(1).map(Value::shown);
            let paths = columns(self.words().sheet(kind)).map(|f| f.path);
            let code = row.first().map(Value::shown).unwrap_or_default();
            (code, paths.zip(values).collect())
        };
        rows(&self.0, self.known(), kind)
            .0
            .iter()
            .map(own)
            .collect()
    }

    /// What a cell says, in the words in which a book made of the files would say it; the cell's own
    /// where it is not understood.
    pub fn as_written(&self, field: &Field, value: &Value) -> Value {
        let names = self.names();
        let meaning = match of_cell(field.kind, value, &names) {
            Ok(Meaning::Text(text)) => {
                let meant = names.edition.word_meant(field.offer, &text);
                Meaning::Text(meant.map_or_else(|| text.clone(), ToOwned::to_owned))
            }
            Ok(meaning) => meaning,
            Err(_) => return value.clone(),
        };
        to_cell(field.kind, &meaning, &names)
    }

    /// What the edition calls kinds of orders and appendices.
    pub fn words(&self) -> &EditionWords {
        &self.0.1
    }

    /// What a sheet says, row by row; the sheet «Организация» is one form.
    pub fn records(&self, kind: SheetKind) -> Vec<Record> {
        let rows = rows(&self.0, self.known(), kind).0;
        if kind == SheetKind::Organization {
            let texts = rows
                .iter()
                .map(|row| row.last().map(Value::shown).unwrap_or_default());
            return vec![Record {
                code: String::new(),
                entries: fields::words(kind)
                    .form()
                    .zip(texts)
                    .map(|(field, text)| Entry { field, text })
                    .collect(),
            }];
        }
        rows.iter()
            .map(|row| {
                let mut record = Record {
                    code: row.first().map(Value::shown).unwrap_or_default(),
                    ..self.blank(kind)
                };
                for (field, value) in columns(self.words().sheet(kind)).zip(row.iter().skip(1)) {
                    record.set(field.path, &value.shown());
                }
                record
            })
            .collect()
    }

    /// A row with nothing in it.
    pub fn blank(&self, kind: SheetKind) -> Record {
        Record::of(self.words().sheet(kind))
    }

    /// The form of a sheet with these rows.
    pub fn filled(&self, kind: SheetKind, records: Vec<Record>) -> Filled {
        Filled {
            blank: self.blank(kind),
            ..Filled::new(kind, records)
        }
    }

    /// The row of this code.
    pub fn record(&self, kind: SheetKind, code: &str) -> Option<Record> {
        self.records(kind).into_iter().find(|r| r.code == code)
    }

    /// Codes of pairs, which are the names of their files.
    pub fn pair_codes(&self) -> Vec<String> {
        self.0.stems("pairings")
    }

    /// The short name of a pair.
    pub fn pair_name(&self, code: &str) -> String {
        self.known().pairs.shown(code)
    }

    pub fn lists(&self) -> Lists {
        let Known { people, pairs } = self.known();
        let staff = rows(&self.0, self.known(), SheetKind::Staff).0;
        Lists {
            editions: self.words().editions(),
            people: staff
                .iter()
                .filter_map(|row| row.first())
                .map(|code| people.shown(&code.shown()))
                .collect(),
            pairs: self
                .0
                .stems("pairings")
                .iter()
                .map(|stem| pairs.shown(stem))
                .collect(),
            orders: self.orders(),
        }
    }

    /// The orders of the files, by name and file.
    pub fn orders(&self) -> Vec<OrderName> {
        let records = self.records(SheetKind::Orders);
        records.iter().map(OrderName::of).collect()
    }
}

impl Filled {
    pub fn new(kind: SheetKind, records: Vec<Record>) -> Self {
        Self {
            kind,
            records,
            blank: Record::blank(kind),
            gone: Vec::new(),
        }
    }

    /// Fingerprint of what the forms say, so that a change of the files meanwhile is seen.
    pub fn fingerprint(forms: &[Self]) -> String {
        let mut parts: Vec<&str> = Vec::new();
        for record in forms.iter().flat_map(|f| &f.records) {
            parts.push(&record.code);
            // What only helps to enter somebody new stands in no file.
            let kept = record
                .entries
                .iter()
                .filter(|e| !OF_NEWCOMER.contains(&e.field.path));
            parts.extend(kept.flat_map(|e| [e.field.path, e.text.as_str()]));
        }
        digest(parts.into_iter().map(str::as_bytes))
    }

    /// The rows of the forms. `name` is what the place of a field is called: form, row, key.
    pub fn lists(forms: &[Self], name: &dyn Fn(SheetKind, usize, &str) -> String) -> Vec<List> {
        forms.iter().map(|form| form.list(name)).collect()
    }

    fn list(&self, name: &dyn Fn(SheetKind, usize, &str) -> String) -> List {
        let row = |(i, record): (usize, &Record)| Row {
            code: record.code.clone(),
            index: u32::try_from(i).unwrap_or(u32::MAX),
            cells: record
                .entries
                .iter()
                .map(|entry| {
                    let at = name(self.kind, i, entry.field.path);
                    Cell::new(*entry.field, at, Value::Text(entry.text.clone()))
                })
                .collect(),
        };
        // A blank row of a list says nothing, but those after it keep their places.
        let says = |record: &Record| {
            let mut texts = record.entries.iter().map(|e| e.text.trim());
            let is_blank = self.kind.is_list() && !record.is_filled();
            texts.any(|text| !text.is_empty()) && !is_blank
        };
        let records = self.records.iter().enumerate();
        List {
            kind: self.kind,
            rows: records.filter(|(_, r)| says(r)).map(row).collect(),
            is_whole: false,
            has_stages: true,
            is_form: true,
            spared: std::collections::BTreeSet::new(),
        }
    }
}

/// Names of the files of pairs and orders, by their codes.
pub fn file_of(kind: SheetKind, code: &str) -> String {
    if kind == SheetKind::Pairs {
        pairing_file(code)
    } else {
        order_file(code)
    }
}
