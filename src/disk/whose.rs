//! Whose papers lie in an output folder that was named by hand.

use std::path::{Path, PathBuf};

use super::files::{self, Trouble, write_whole};
use super::places::FOLDER;
use super::schools::is_project;

/// Where the project of the papers lies.
const NOTE: &str = "school";

/// Another school whose papers lie in an output folder: it is still there, so the folder is neither
/// this school under a new name nor the same one in a new place.
pub(crate) fn other_school(out: &Path, school: &Path) -> Option<PathBuf> {
    let bytes = files::read(&out.join(FOLDER).join(NOTE)).ok()?;
    let noted = PathBuf::from(String::from_utf8(bytes).ok()?);
    let own = files::whole_path(school).ok()?;
    (noted != own && is_project(&noted)).then_some(noted)
}

/// Notes whose papers are about to be made.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn note_school(out: &Path, school: &Path) -> Result<(), Trouble> {
    let own = files::whole_path(school)?;
    // A path that is no text is not noted: nothing is known then, as before.
    let Some(own) = own.to_str() else {
        return Ok(());
    };
    let note = out.join(FOLDER).join(NOTE);
    if files::read(&note).is_ok_and(|known| known == own.as_bytes()) {
        return Ok(());
    }
    files::create_folder(&out.join(FOLDER))?;
    write_whole(&note, own.as_bytes())
}
