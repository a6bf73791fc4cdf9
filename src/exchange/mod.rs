//! What changes the files of a project: a workbook or a form brought in, a safe change that a
//! problem offers, a new folder with an example.

mod collect;
mod event;
mod history;
mod mend;
mod new_project;
mod packed;
mod readers;
mod split;
mod workbook;

pub use collect::{Sent, receive, school_names};
pub use event::{
    Deadline, Done, Foreseen, Kept, carry_out, changed_since, foresee, last_event, take_back,
};
pub use history::{
    Scope, Ways, bring_files_back, go_back, redo, undo, ways, write_imported, write_in_group,
    write_removal,
};
pub use mend::{Cure, Mended, MendedLine, cure, mend};
pub use new_project::{EDITION, create_project, editions};
pub use packed::{BOOKS, Packed, books_in, why_no_book};
pub use readers::{name_readers, name_readers_of};
pub use split::{Split, split_by_school};
pub use workbook::{
    Exchange, Wishes, commented_copy, export_workbook, import_book, import_bytes, import_workbook,
    with_new_mistakes, with_new_mistakes_again,
};

pub use crate::edit::Imported;
pub use crate::workbook::{ANOTHER, Answers, NOT_NEEDED, Question, SERVICE_SHEET, questions};
