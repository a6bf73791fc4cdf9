//! The archive of a school year: every paper with its signatures in one ZIP, with a list that shows
//! whether all is there and unchanged.

mod entries;
mod extra;
mod inventory;
mod layout;
mod manifest;
mod pack;
mod verify;

pub(crate) use manifest::INVENTORY;
pub use manifest::NotAnArchive;
pub use pack::{Archived, NotArchived, Remarked, archive};
pub use verify::{ArchiveReport, Borne, verify_archive, verify_archive_by};
