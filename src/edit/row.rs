//! What is brought into the files: rows of cells, each with the field that it is.

use std::collections::BTreeSet;

use super::written::Value;
use crate::fields::{Field, SheetKind};
use crate::reader::clean;

#[derive(Debug, Clone)]
pub struct Cell {
    pub field: Field,
    /// What a list of the school's own calls its column.
    pub called: Option<String>,
    /// What its writer calls the place: «Пары!B3», or the name of a field of a form.
    pub at: String,
    pub value: Value,
    /// Whether it says what it said when the workbook was made from the files: what the files say
    /// now holds then.
    pub is_kept: bool,
}

impl Cell {
    /// A cell that was filled in by hand.
    pub fn new(field: Field, at: String, value: Value) -> Self {
        Self {
            field,
            called: None,
            at,
            value,
            is_kept: false,
        }
    }

    /// The heading of its column, as its writer knows it.
    pub fn head(&self) -> &str {
        self.called.as_deref().unwrap_or(self.field.head)
    }
}

#[derive(Debug, Clone, Default)]
pub struct Row {
    /// By which the files know the row; empty for a new one, and in a list of the school's own.
    pub code: String,
    /// Among the rows of its writer, from 0.
    pub index: u32,
    /// Empty ones too. A field without a cell is left as it is.
    pub cells: Vec<Cell>,
}

/// Rows of one kind.
#[derive(Debug, Clone)]
pub struct List {
    pub kind: SheetKind,
    pub rows: Vec<Row>,
    /// Whether a file without rows has none any more, not only no rows here.
    pub is_whole: bool,
    /// Whether the rows of a roadmap name their stages, so that one without a name lacks it.
    pub has_stages: bool,
    /// Whether the rows are filled forms: the code of a row then says for sure what it is, and
    /// there is nobody to be mistaken for another.
    pub is_form: bool,
    /// Codes of what the files have got since the workbook was made, or of lists in which the
    /// workbook changes nothing: what the workbook lacks of them is not missing.
    pub spared: BTreeSet<String>,
}

impl Row {
    pub fn of(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            ..Self::default()
        }
    }

    pub fn cell(&self, path: &str) -> Option<&Cell> {
        self.cells.iter().find(|c| c.field.path == path)
    }

    pub fn has(&self, path: &str) -> bool {
        self.cell(path).is_some()
    }

    /// The text under a heading, if there is any.
    pub fn text(&self, path: &str) -> Option<String> {
        let text = clean(&self.cell(path)?.value.shown());
        (!text.is_empty()).then_some(text)
    }
}
