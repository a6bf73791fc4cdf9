//! From a folder to finished files: what is to be made, under which names, in parallel, whole or
//! not at all.
//!
//! With `cli` it is the only room that touches files.

mod archive;
mod bundle;
mod choice;
mod complete;
mod disk;
mod exchange;
mod load;
mod look;
mod make;
mod mend;
mod names;
mod new_project;
mod overlooked;
mod plan;
mod preview;
mod print;
mod project_files;
mod public;
mod recent;
mod register;
mod requisites;
mod typesetter;

pub use crate::pdf::PlacedText;
pub use archive::{ArchiveReport, Archived, NotAnArchive, Refused, archive, verify_archive};
pub use bundle::{bundle, paper_bytes};
pub use choice::Choice;
pub use disk::{
    Trouble, create_folder, files_in, folders_in, read, remove, whole_path, write_new, write_whole,
};
pub use exchange::{
    Exchange, commented_copy, export_workbook, import_bytes, import_forms, import_workbook,
    remove_record, saved_at, write_imported,
};
pub use load::{has_schools, is_project, load, schools_in};
pub use look::{Look, read_template};
pub use make::{Format, Made, MadeFile, Making, Outcome, Shard, make, make_one, status};
pub use mend::{Mended, MendedLine, mend};
pub use new_project::create_project;
pub use overlooked::lost_schools;
pub use plan::{Kind, Paper, Plan, blanks, prepare, prepare_again};
pub use preview::{Drawing, PagePicture, PageView, Picture, Preview};
pub use print::{PrintRun, Printed, edited, print_run};
pub use project_files::{ProjectFile, Standing, is_empty_folder, project_files, read_file};
pub use recent::Recent;
pub use register::{State, ends_as_signature};
pub use requisites::Requisites;
pub use typesetter::HELPER_COMMAND;
