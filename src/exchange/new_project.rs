//! A new project folder with an example to fill in.

use std::path::Path;

use super::workbook::{Exchange, export_workbook};
use crate::disk::{Trouble, create_folder, shared_editions, write_new};
use crate::sample;
pub use crate::sample::EDITION;

/// The editions in whose forms a new project can begin, and what people call each: those that are
/// compiled in, and those of the user's own folder.
pub fn editions() -> Vec<(String, String)> {
    sample::editions(&shared_editions())
}

/// Writes the invented school that a project begins with, in the forms of one of the
/// [`editions`], and its workbook if one is named. Looks before it writes, so that a folder with one of the files
/// gets none.
///
/// # Errors
/// If one is there already, or the disk refuses.
pub fn create_project(folder: &Path, edition: &str, workbook: Option<&str>) -> Result<(), Trouble> {
    let files = sample::files(edition, &shared_editions());
    let mut wanted = files.iter().map(|(name, _)| name.as_str()).chain(workbook);
    if let Some(path) = wanted.find_map(|name| Some(folder.join(name)).filter(|path| path.exists()))
    {
        return write_new(&path, b"");
    }
    for (name, text) in &files {
        let path = folder.join(name);
        create_folder(path.parent().unwrap_or(folder))?;
        write_new(&path, text.as_bytes())?;
    }
    match (export_workbook(folder), workbook) {
        (Exchange::Done(bytes), Some(name)) => write_new(&folder.join(name), &bytes),
        // The sample has no mistakes: a test sees to that.
        (Exchange::Done(_) | Exchange::Unread(..) | Exchange::Refused(_), _) => Ok(()),
    }
}
