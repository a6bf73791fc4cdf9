//! Which folders are those of schools.

use std::path::{Path, PathBuf};

use super::files::{Trouble, folders_in};

/// The projects in a folder that is none itself: a district's schools, sorted by name. Empty for a
/// project.
///
/// # Errors
/// If the folder cannot be read.
pub fn schools_in(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    if is_project(folder) || !folder.is_dir() {
        return Ok(Vec::new());
    }
    Ok(folders_in(folder)?
        .into_iter()
        .filter(|f| is_project(f))
        .collect())
}

/// Whether a folder is a project, or has projects in it.
pub fn has_schools(folder: &Path) -> bool {
    is_project(folder) || schools_in(folder).is_ok_and(|schools| !schools.is_empty())
}

/// Whether a project lies right in a folder.
pub fn is_project(folder: &Path) -> bool {
    folder.join("organization.toml").is_file()
}
