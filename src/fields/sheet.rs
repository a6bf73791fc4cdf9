//! One sheet of the workbook, which is one form of the page.

use serde::Deserialize;

use super::field::Field;
use super::names::IGNORED;

/// Sheets of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetKind {
    Pairs,
    Mentorships,
    Notes,
    Activities,
    Staff,
    Roadmap,
    Orders,
    Clauses,
    Regulation,
    Organization,
    Bank,
}

impl SheetKind {
    /// Whether its rows are a list within a file.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::Mentorships | Self::Activities | Self::Roadmap | Self::Clauses | Self::Regulation
        )
    }
}

/// Whether a part of a form is folded away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fold {
    /// Until the user opens it.
    Closed,
    /// Unless something stands in it.
    Filled,
}

/// A part of a form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub key: String,
    pub title: String,
    pub fold: Option<Fold>,
}

#[derive(Debug)]
pub struct SheetWords {
    pub kind: SheetKind,
    pub name: &'static str,
    /// Columns, without the code.
    pub fields: Vec<Field>,
    /// Rows of a sheet whose every row is a field of its own.
    pub rows: Vec<Field>,
    /// A list must have these columns to be taken for one of this kind.
    pub needed: Vec<&'static str>,
    pub parts: Vec<Part>,
}

impl SheetWords {
    /// The fields of a form of this sheet, in order.
    pub fn form(&self) -> impl Iterator<Item = &Field> {
        let fields = if self.rows.is_empty() {
            &self.fields
        } else {
            &self.rows
        };
        fields.iter().filter(|f| f.path != IGNORED)
    }

    /// The column of this key.
    pub fn field(&self, path: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.path == path)
    }

    /// A part of the form.
    pub fn part(&self, key: &str) -> Option<&Part> {
        self.parts.iter().find(|p| p.key == key)
    }
}
