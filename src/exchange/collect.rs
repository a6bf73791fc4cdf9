//! A workbook that a school has sent: whose it is, and what it brings.

use std::path::Path;

use super::split::names;
use super::workbook::{Exchange, Wishes, import_book};
use crate::edit::Imported;
use crate::workbook;

/// What a file turned out to be.
#[derive(Debug)]
pub enum Sent {
    /// No book, and why.
    Unread(String),
    /// Of a school that is not there, by the name it gives, or of none at all.
    Stranger(Option<String>),
    /// Of the school at this place of the list, with what it changes there.
    Of(usize, Box<Exchange<Imported>>),
}

/// What a school may be called.
pub fn school_names(folder: &Path) -> Vec<String> {
    names(folder)
}

/// Reads a book and finds its school: by the name that a book of this program keeps, otherwise by
/// the name of the file, if the school is called so. Nothing is written.
pub fn receive(bytes: &[u8], name: &str, schools: &[&Path], names: &[Vec<String>]) -> Sent {
    let book = match workbook::open(bytes, name) {
        Ok(book) => book,
        Err(problem) => return Sent::Unread(problem.text().into_owned()),
    };
    let said = workbook::school_of(&book);
    let stem = Path::new(name).file_stem();
    let stem = stem.map(|it| it.to_string_lossy().into_owned());
    let by_file = workbook::schools_called(&stem.unwrap_or_default(), names);
    let known = match &said {
        Some(said) => workbook::schools_called(said, names),
        None => by_file.clone(),
    };
    // Of two schools under one name the file is called by one.
    let school = match known.as_slice() {
        [one] => Some(*one),
        several => several.iter().copied().find(|i| by_file == [*i]),
    };
    match school.and_then(|i| Some((i, schools.get(i)?))) {
        Some((i, folder)) => Sent::Of(i, Box::new(import_book(book, folder, &Wishes::default()))),
        None => Sent::Stranger(said),
    }
}
