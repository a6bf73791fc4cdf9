//! One row of a sheet as a form to fill in elsewhere than in Excel, and filled forms back as a
//! workbook.
//!
//! So whatever is changed in a form goes the way of the workbook into the files: one reading of
//! names, dates and lists.

use std::collections::BTreeMap;

use super::edition_words::EditionWords;
use super::export::{columns, offered, pairs_of, people_of, rows};
use super::fields::{
    self, CODE, Field, IGNORED, LABEL, MENTEE_POST, MENTOR_POST, ORDER, ORGANIZATION, Offer, PAIR,
    SheetKind, VALUE,
};
use super::grid::{Book, CellRef, Sheet, Value};
use super::toml_file::{TomlFiles, order_file, pairing_file};
use crate::digest::digest;
use crate::edition::Edition;
use crate::project::Files;

/// The tables of a project's files, without those that have mistakes of syntax.
#[derive(Debug, Clone, Default)]
pub struct Tables(pub(super) TomlFiles);

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
    /// A form with nothing in it.
    pub fn blank(kind: SheetKind) -> Self {
        Self {
            code: String::new(),
            entries: fields_of(kind)
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
}

/// What the fields offer to choose from.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    pub people: Vec<String>,
    pub pairs: Vec<String>,
    pub orders: Vec<OrderName>,
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
            _ => offered(field, edition),
        }
    }
}

impl Tables {
    pub fn read(files: &Files) -> Self {
        Self(TomlFiles::read(files))
    }

    /// The files as they are now; those that say what they said before are not read again.
    #[must_use]
    pub fn read_again(&self, files: &Files) -> Self {
        Self(self.0.read_again(files))
    }

    /// What the edition calls kinds of orders and appendices.
    pub fn words(&self) -> &EditionWords {
        &self.0.1
    }

    /// What a sheet says, row by row; the sheet «Организация» is one form.
    pub fn records(&self, kind: SheetKind) -> Vec<Record> {
        let rows = rows(&self.0, kind).0;
        if kind == SheetKind::Organization {
            let texts = rows
                .iter()
                .map(|row| row.last().map(Value::shown).unwrap_or_default());
            return vec![Record {
                code: String::new(),
                entries: ORGANIZATION
                    .iter()
                    .zip(texts)
                    .map(|(field, text)| Entry { field, text })
                    .collect(),
            }];
        }
        rows.iter()
            .map(|row| {
                let mut record = Record {
                    code: row.first().map(Value::shown).unwrap_or_default(),
                    ..Record::blank(kind)
                };
                for (field, value) in columns(fields::words(kind)).zip(row.iter().skip(1)) {
                    record.set(field.path, &value.shown());
                }
                record
            })
            .collect()
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
        pairs_of(&self.0, &people_of(&self.0)).shown(code)
    }

    pub fn lists(&self) -> Lists {
        let people = people_of(&self.0);
        let pairs = pairs_of(&self.0, &people);
        let staff = rows(&self.0, SheetKind::Staff).0;
        Lists {
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
            orders: self
                .records(SheetKind::Orders)
                .iter()
                .map(OrderName::of)
                .collect(),
        }
    }
}

/// Fields of a form of this sheet, in order.
fn fields_of(kind: SheetKind) -> Box<dyn Iterator<Item = &'static Field>> {
    if kind == SheetKind::Organization {
        return Box::new(ORGANIZATION.iter());
    }
    Box::new(
        fields::words(kind)
            .fields
            .iter()
            .filter(|f| f.path != IGNORED),
    )
}

/// A field of a sheet by its keys.
pub fn field_of(kind: SheetKind, path: &str) -> Option<&'static Field> {
    fields_of(kind).find(|f| f.path == path)
}

/// Where a cell of a book of forms belongs: its sheet, the number of its form from 0, and the keys
/// of its field.
pub type Slot = (SheetKind, usize, &'static str);

impl Filled {
    /// Fingerprint of what the forms say, so that a change of the files meanwhile is seen.
    pub fn fingerprint(forms: &[Self]) -> String {
        let mut parts: Vec<&str> = Vec::new();
        for record in forms.iter().flat_map(|f| &f.records) {
            parts.push(&record.code);
            // What only helps to enter somebody new stands in no file.
            let kept = record
                .entries
                .iter()
                .filter(|e| ![MENTOR_POST, MENTEE_POST].contains(&e.field.path));
            parts.extend(kept.flat_map(|e| [e.field.path, e.text.as_str()]));
        }
        digest(parts.into_iter().map(str::as_bytes))
    }

    /// The forms as a workbook, and which field each of its cells is.
    pub fn book(forms: &[Self], name: &str) -> (Book, BTreeMap<String, Slot>) {
        let mut book = Book {
            name: name.to_owned(),
            sheets: Vec::new(),
        };
        let mut slots = BTreeMap::new();
        for form in forms {
            let words = fields::words(form.kind);
            let mut sheet = Sheet {
                name: words.name.to_owned(),
                ..Sheet::default()
            };
            if form.kind == SheetKind::Organization {
                organization(form, &mut sheet, &mut slots);
            } else {
                table(form, &mut sheet, &mut slots);
            }
            book.sheets.push(sheet);
        }
        (book, slots)
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn put(sheet: &mut Sheet, row: u32, column: u32, text: &str) -> String {
    sheet.put(row, column, Value::Text(text.to_owned()));
    CellRef {
        sheet: sheet.name.clone(),
        row,
        column,
    }
    .to_string()
}

fn table(form: &Filled, sheet: &mut Sheet, slots: &mut BTreeMap<String, Slot>) {
    put(sheet, 0, 0, CODE.head);
    for (column, field) in (1..).zip(fields_of(form.kind)) {
        put(sheet, 0, column, field.head);
    }
    // A blank row of a list says nothing, but those after it keep their places.
    for (i, record) in form
        .records
        .iter()
        .enumerate()
        .filter(|(_, r)| !form.kind.is_list() || r.is_filled())
    {
        put(sheet, count(i + 1), 0, &record.code);
        for (column, field) in (1..).zip(fields_of(form.kind)) {
            let cell = put(sheet, count(i + 1), column, record.text(field.path));
            slots.insert(cell, (form.kind, i, field.path));
        }
    }
}

fn organization(form: &Filled, sheet: &mut Sheet, slots: &mut BTreeMap<String, Slot>) {
    for (column, path) in [(1, LABEL), (2, VALUE)] {
        let head = fields::words(form.kind)
            .fields
            .iter()
            .find(|f| f.path == path)
            .map_or("", |f| f.head);
        put(sheet, 0, column, head);
    }
    put(sheet, 0, 0, CODE.head);
    let Some(record) = form.records.first() else {
        return;
    };
    for (row, entry) in (1..).zip(&record.entries) {
        put(sheet, row, 0, entry.field.path);
        put(sheet, row, 1, entry.field.head);
        let cell = put(sheet, row, 2, &entry.text);
        slots.insert(cell, (form.kind, 0, entry.field.path));
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
