//! Whose papers lie in an output folder that was named by hand, or to which a link leads.

use std::path::{Path, PathBuf};

use super::files::{self, Trouble, write_whole};
use super::places::FOLDER;
use super::schools::is_project;

/// Where the project of the papers lies.
const NOTE: &str = "school";

/// Another school whose papers lie in an output folder: it is still there, so the folder is neither
/// this school under a new name nor the same one in a new place.
pub(crate) fn other_school(out: &Path, school: &Path) -> Option<PathBuf> {
    let own = files::whole_path(school).ok()?;
    let is_other = |it: &PathBuf| *it != own && is_project(it);
    // A link may lead into the folder of another school, which notes nothing of its own.
    let there = files::whole_path(out).ok();
    let home = there.as_deref().and_then(Path::parent).map(Path::to_owned);
    let noted = || {
        let bytes = files::read(&out.join(FOLDER).join(NOTE)).ok()?;
        Some(PathBuf::from(String::from_utf8(bytes).ok()?))
    };
    home.filter(is_other).or_else(|| noted().filter(is_other))
}

/// Whether the output folder of a school, by a link, lies elsewhere.
pub(crate) fn leads_away(out: &Path, school: &Path) -> bool {
    let whole = |path| files::whole_path(path).ok();
    let both = whole(out).zip(whole(school));
    both.is_some_and(|(out, school)| !out.starts_with(school))
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
