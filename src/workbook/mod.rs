//! The project as a workbook for Excel and LibreOffice, and lists of a school's own back into the
//! project.
//!
//! A workbook is cells (`grid`); its sheets and columns are told in `fields`; a value in a cell and
//! a value in a file are the same if they mean the same (`value`). Nothing here touches the disk.

mod copy;
mod dates;
mod edition_words;
mod export;
mod fields;
mod form;
mod grid;
mod head;
mod import;
mod open;
mod people;
mod quotes;
mod toml_file;
mod value;
mod words;

pub use copy::commented;
pub use export::{Refused, Remark, export};
pub use fields::{Field, Kind, Offer, SheetKind};
pub use form::{Entry, Filled, Lists, OrderName, Record, Slot, Tables, field_of, file_of};
pub use grid::{Book, CellRef};
pub use import::{Change, Imported, Prune, What, import, import_into, without};
pub use open::open;
pub use words::field_at;

pub use fields::{CLAUSE, ORDER, PAIR, SECTION, STAGE, STAGE_NUMBER};
