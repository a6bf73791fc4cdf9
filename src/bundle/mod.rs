//! Many papers in one file: the print run, the archive of a school year, files to send together.

mod archive;
mod files;
mod print_run;

pub(crate) use archive::INVENTORY;
pub use archive::{
    ArchiveReport, Archived, Borne, NotAnArchive, NotArchived, Remarked, archive, verify_archive,
    verify_archive_by,
};
pub use files::{bundle, bundle_papers};
pub use print_run::{PrintRun, Printed, edited, print_run};
