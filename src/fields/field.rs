//! One field.

use serde::Deserialize;

use super::offer::Offer;

/// How a cell and a TOML value stand for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text of one line.
    Line,
    Text,
    /// A list of texts, one on each line of the cell.
    Lines,
    /// Keys of the staff; names in the cell.
    People,
    /// The same, one only.
    Person,
    /// Keys of the staff and free words.
    Responsible,
    /// A key of the staff or a sentence.
    Control,
    /// A day, or text as printed.
    Day,
    /// A day, a span or text as printed.
    When,
    Flag,
    Number,
    /// Words in the cell for words in the file; the first of several for one is written, all are
    /// read.
    Words(&'static [(&'static str, &'static str)]),
    /// A kind of order of the edition.
    OrderKind,
    /// An edition of the forms.
    Edition,
    /// A list of appendices of the edition.
    Appendices,
    /// Names of pairing files; short names of pairs in the cell.
    Pairs,
}

impl Kind {
    /// Whether it names members of the staff.
    pub fn names_people(self) -> bool {
        matches!(
            self,
            Self::People | Self::Person | Self::Responsible | Self::Control
        )
    }

    /// Whether a year in its text is a year of a term.
    pub fn is_term(self) -> bool {
        matches!(self, Self::Day | Self::When)
    }
}

/// What a new school year makes of a field, besides what it makes of every date and every name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewYear {
    /// It belongs to the old year.
    Goes,
    /// Every year in its text moves.
    Moves,
    /// It is of no year: not even a date moves.
    Stays,
}

#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// As the program heads it.
    pub head: &'static str,
    /// As the page calls it.
    pub label: &'static str,
    /// As others head it.
    pub also: &'static [&'static str],
    /// Sets of beginnings of words, parted by spaces, by which a heading of others is known: it has
    /// all of one set. With `^` the word stands first.
    pub stems: &'static [&'static str],
    /// Beginnings of the other words that such a heading may have.
    pub with: &'static [&'static str],
    /// Keys from the table of the row, parted by dots, after the name of another file than that of
    /// the sheet; what stands in no file begins with `@`.
    pub path: &'static str,
    pub kind: Kind,
    /// Characters.
    pub width: f64,
    pub offer: Offer,
    /// For who fills in a cell.
    pub hint: &'static str,
    /// For who fills in a form.
    pub page_hint: &'static str,
    /// Of the form.
    pub part: &'static str,
    /// Whether it takes the whole width of the form.
    pub is_wide: bool,
    /// Whether few schools fill it in: its column of the workbook is folded away while it is empty.
    pub is_rare: bool,
    /// Whether public copies must not show it.
    pub is_personal: bool,
    pub new_year: Option<NewYear>,
    /// What to say where the new year has taken it away.
    pub gone: Option<&'static str>,
    /// What to look at where it goes on into the new year.
    pub look: Option<&'static str>,
}

impl Field {
    /// Whether it is a key of a file, not a help to find the row.
    pub fn is_key(&self) -> bool {
        !self.path.starts_with('@')
    }
}
