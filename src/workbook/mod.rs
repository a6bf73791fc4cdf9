//! The project as a workbook for Excel and LibreOffice, and lists of a school's own back into the
//! project.
//!
//! A workbook is cells (`grid`); its sheets and columns are told in [`crate::fields`], and
//! [`crate::edit`] brings its rows into the files. Nothing here touches the disk.

mod answers;
mod copy;
mod csv;
mod export;
mod export_offers;
mod facts;
mod grid;
mod import;
mod months;
mod open;
mod origin;
mod quotes;
mod school_names;
mod split;
mod tables;

pub use answers::{ANOTHER, Answers, NOT_NEEDED, Question, questions};
pub use copy::commented;
pub use export::{Refused, Remark, export};
pub use grid::{Book, CellRef};
pub use import::{Choices, import};
pub use open::open;
pub use origin::{SERVICE_SHEET, school_of};
pub use split::{Cut, by_school, schools_called};
