//! What became of every cell of a book: taken, left out for a reason, or asked about. Nothing else
//! can happen, for a cell that nobody claims is asked about.

use std::collections::BTreeMap;
use std::fmt;

use crate::russian::counted;

/// A cell of the book that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookCell {
    /// «Пары!B3».
    pub at: String,
    pub sheet: String,
    /// From 0.
    pub row: u32,
    pub column: u32,
    pub text: String,
    /// The cell whose fate it shares: that of the whole name that it is a part of.
    pub shares: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// What it is, and of which file; empty where it only helped to find the row.
    Taken {
        field: String,
        file: String,
    },
    /// Why it is no matter.
    Left(&'static str),
    Asked,
}

/// How many cells there are of each fate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub all: usize,
    pub taken: usize,
    pub left: usize,
    pub asked: usize,
}

/// The cells of a book, and why some of them are left out.
#[derive(Debug, Default)]
pub struct Ledger {
    pub cells: Vec<BookCell>,
    pub left: BTreeMap<String, &'static str>,
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken { field, .. } if field.is_empty() => f.write_str("взято"),
            Self::Taken { field, file } => write!(f, "взято: «{field}», {file}"),
            Self::Left(why) => write!(f, "не нужно: {why}"),
            Self::Asked => f.write_str("вопрос"),
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            all,
            taken,
            left,
            asked,
        } = self;
        write!(
            f,
            "{}: {taken} взято, {left} не нужно, {}",
            counted(*all, "ячейка", "ячейки", "ячеек"),
            counted(*asked, "вопрос", "вопроса", "вопросов")
        )
    }
}
