//! What the user writes, described once in `forms/fields.toml`: every key of every file with its
//! names, hints, place in the workbook and on the page, and its fate in a new year.
//!
//! The workbook, the page, the schemas, the new year and the public copies read the table; a test
//! holds it against the readers of the files. It knows no file, no cell and no value.

mod field;
mod names;
mod offer;
mod own;
mod sheet;
mod table;

pub use field::{Field, Kind, NewYear};
pub use names::{
    CASE, CLAUSE, CODE, GIVE, IGNORED, LABEL, MENTEE_GENDER, MENTEE_POST, MENTOR_GENDER,
    MENTOR_POST, OF_NEWCOMER, ORDER, PAIR, REGISTERS, SECTION, STAGE, STAGE_NUMBER, VALUE,
};
pub use offer::Offer;
pub use own::{
    OWN, OWN_OF_MENTEES, OWN_OF_MENTORS, OwnField, OwnKind, OwnOf, forever, sheets_with,
};
pub use sheet::{Fold, Part, SheetKind, SheetWords};
pub use table::{
    Described, FileWords, Turned, at, code, described, field_at, files, guide, is_headed,
    is_personal, keys,
};

use table::TABLE;

/// The sheets of the workbook, in its order.
pub fn sheets() -> &'static [SheetWords] {
    &TABLE.sheets
}

/// The words of one sheet.
pub fn words(kind: SheetKind) -> &'static SheetWords {
    let found = TABLE.sheets.iter().find(|s| s.kind == kind);
    found.unwrap_or(&TABLE.sheets[0])
}

/// The field of a form by its key: a row of the sheet «Организация», a column of the others.
pub fn field_of(kind: SheetKind, path: &str) -> Option<&'static Field> {
    words(kind).form().find(|f| f.path == path)
}

/// The fields of the explanatory note, by their keys in `[note]`.
pub fn note() -> impl Iterator<Item = (&'static str, &'static Field)> {
    let fields = words(SheetKind::Notes).fields.iter();
    fields.filter_map(|f| Some((f.path.strip_prefix("note.")?, f)))
}
