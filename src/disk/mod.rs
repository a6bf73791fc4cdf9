//! Everything that lies on the disk: files that appear whole or not at all, the folder of a project,
//! the ledger of an output folder, the folders opened before and the pages open now.
//!
//! With `cli` it is the only room that touches files.

mod allowed;
mod copies;
mod drafts;
mod entry;
mod files;
mod history;
mod keeping;
mod last_run;
mod ledger;
mod left_over;
mod load;
mod lock;
mod lost_schools;
mod marks;
mod names;
mod new_folder;
mod open_pages;
mod overlooked;
mod own;
mod places;
mod project_files;
mod recent;
mod replaced;
mod schools;
mod shared_editions;
mod signatures;
mod user_command;
mod versions;
mod whose;

pub use allowed::AllowedCommands;
pub use drafts::{Draft, Drafts};
pub use entry::State;
pub(crate) use entry::{LedgerEntry, Origin, Seen};
pub(crate) use files::unwritten;
pub use files::{
    FileChange, Trouble, create_folder, files_in, folders_in, open, read, read_at_most, remove,
    saved_at, whole_path, write_new, write_together, write_whole,
};
pub(crate) use history::Contents;
pub use history::{Act, History, NewStep, Step};
pub(crate) use keeping::Left;
pub(crate) use last_run::{how_it_lies, keep_answer, kept_answer};
pub(crate) use ledger::Ledger;
pub use ledger::Lost;
pub use load::{load, load_edition, load_municipality, overlooked_of_edition};
pub use lock::Busy;
pub(crate) use lock::{Hold, has_papers, hold, hold_to_save};
pub use lost_schools::lost_schools;
pub(crate) use names::{file_name, name_key};
pub use new_folder::create_whole;
pub use open_pages::{OpenPage, OpenPages};
pub(crate) use places::{PRINTED, WHOLE};
pub use project_files::{ProjectFile, Standing, is_empty_folder, project_files, read_file};
pub use recent::Recent;
pub(crate) use replaced::{Written, must_end, write_over};
pub use schools::{has_schools, is_project, school_name, schools_below, schools_in};
pub use shared_editions::{shared_editions, shared_editions_folder};
pub use signatures::{ends_as_signature, ends_as_simple_signature, stands_for_signature};
pub use user_command::UserCommand;
pub(crate) use versions::{VersionStore, fingerprint};
pub(crate) use whose::{leads_away, note_school, other_school};
