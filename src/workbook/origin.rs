//! What a book of ours keeps of where it came from: the school, and a fingerprint of every cell as
//! it was made. It stands on the hidden sheet.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::grid::Book;
use crate::digest::digest;
use crate::edit::Tables;
use crate::fields::{self, SheetKind, SheetWords};
use crate::reader::clean;

/// Name of the hidden sheet.
pub const SERVICE_SHEET: &str = "_служебный";
/// Of the shape of the book and of this sheet.
const FORMAT_VERSION: u32 = 2;
/// The first row of fingerprints; those before it tell the program and the school.
const FIRST: u32 = 4;
/// Letters of a fingerprint: enough to tell two texts of one cell apart.
const LETTERS: usize = 8;

/// The fingerprint of a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Print(String);

impl Print {
    pub(super) fn of(text: &str) -> Self {
        let text = clean(text);
        if text.is_empty() {
            return Self("-".repeat(LETTERS));
        }
        let whole = digest([text.as_bytes()]);
        Self(whole.chars().take(LETTERS).collect())
    }
}

/// Where a book came from.
#[derive(Debug, Default)]
pub(super) struct Origin {
    /// Full name of the school.
    pub school: String,
    rows: BTreeMap<SheetKind, BTreeMap<String, BTreeMap<&'static str, Print>>>,
}

/// The full name of the school that a book of ours was made for.
pub fn school_of(book: &Book) -> Option<String> {
    let origin = Origin::read(book, fields::sheets())?;
    (!origin.school.is_empty()).then_some(origin.school)
}

impl Origin {
    /// What the hidden sheet of a book says; nothing in one of ours before there were fingerprints,
    /// or in one of others.
    pub(super) fn read(book: &Book, sheets: &'static [SheetWords]) -> Option<Self> {
        let sheet = book.sheets.iter().find(|s| s.name == SERVICE_SHEET)?;
        let text = |row, column| sheet.at(row, column).shown();
        if text(0, 0) != "nastavnik" || text(0, 1) != FORMAT_VERSION.to_string() {
            return None;
        }
        let mut out = Self {
            school: text(2, 1),
            rows: BTreeMap::new(),
        };
        let mut paths: Vec<Option<&'static str>> = Vec::new();
        for row in sheet.rows.range(FIRST..).map(|(row, _)| *row) {
            let (name, code, prints) = (text(row, 0), text(row, 1), text(row, 2));
            let words = sheets.iter().find(|words| words.name == name)?;
            if code.is_empty() && sheet.at(row, 1).is_empty() {
                let known =
                    |path: &str| words.fields.iter().find(|f| f.path == path).map(|f| f.path);
                paths = prints.split(' ').map(known).collect();
                out.rows.entry(words.kind).or_default();
                continue;
            }
            let letters: Vec<char> = prints.chars().collect();
            let parts = letters
                .chunks(LETTERS)
                .map(|part| Print(part.iter().collect()));
            // A field that this version does not know any more is left aside.
            let own = paths
                .iter()
                .zip(parts)
                .filter_map(|(path, print)| Some(((*path)?, print)));
            let own = own.collect();
            out.rows.entry(words.kind).or_default().insert(code, own);
        }
        Some(out)
    }

    /// The sheets that had rows.
    pub(super) fn kinds(&self) -> impl Iterator<Item = SheetKind> {
        let filled = self.rows.iter().filter(|(_, rows)| !rows.is_empty());
        filled.map(|(kind, _)| *kind)
    }

    /// The rows of a sheet as they were made, by their codes.
    pub(super) fn rows(&self, kind: SheetKind) -> BTreeMap<String, BTreeMap<&'static str, Print>> {
        self.rows.get(&kind).cloned().unwrap_or_default()
    }
}

/// Fills the hidden sheet of a book that is made from these files.
pub(super) fn write(sheet: &mut Worksheet, tables: &Tables) -> Result<(), XlsxError> {
    sheet.set_name(SERVICE_SHEET)?.set_very_hidden(true);
    sheet
        .write(0, 0, "nastavnik")?
        .write(0, 1, FORMAT_VERSION)?
        .write(1, 0, env!("CARGO_PKG_VERSION"))?
        .write(2, 0, "школа")?
        .write(2, 1, tables.school_name().unwrap_or_default())?;
    let mut row = FIRST;
    for words in tables.words().sheets() {
        let cells = tables.cells(words.kind);
        let paths: Vec<&str> = cells
            .values()
            .next()
            .into_iter()
            .flat_map(|c| c.keys().copied())
            .collect();
        sheet
            .write(row, 0, words.name)?
            .write(row, 2, paths.join(" "))?;
        row += 1;
        for (code, own) in &cells {
            let prints: String = own.values().map(|text| Print::of(text).0).collect();
            sheet
                .write(row, 0, words.name)?
                .write_string(row, 1, code)?
                .write(row, 2, prints)?;
            row += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_of_what_is_seen() {
        assert_eq!(Print::of(" а  б "), Print::of("а б"));
        assert_ne!(Print::of("а"), Print::of("б"));
        assert_eq!(Print::of(""), Print::of(" "));
        assert_eq!(Print::of("118-ОД").0.chars().count(), LETTERS);
    }
}
