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

/// Folders are looked into so deep.
pub(super) const DEPTH: usize = 4;
/// Folders that this program and others fill, and no user.
pub(super) const OF_OTHERS: [&str; 4] = ["out", "schema", "node_modules", "target"];

/// The same at any depth that people use: a district may keep its schools by kinds or by towns.
/// Nothing is looked for inside a school.
///
/// # Errors
/// If the folder cannot be read; of those below it such a one is passed over.
pub fn schools_below(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    if is_project(folder) || !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut out = Vec::new();
    gather(folders_in(folder)?, DEPTH, &mut out);
    Ok(out)
}

fn gather(folders: Vec<PathBuf>, depth: usize, out: &mut Vec<PathBuf>) {
    for folder in folders {
        let name = folder.file_name().map(|name| name.to_string_lossy());
        if is_project(&folder) {
            out.push(folder);
        } else if depth > 1 && !name.is_some_and(|name| OF_OTHERS.contains(&name.as_ref())) {
            gather(folders_in(&folder).unwrap_or_default(), depth - 1, out);
        }
    }
}

/// What a school of a folder is called: its path from there, with `/`.
pub fn school_name(folder: &Path, school: &Path) -> String {
    let inside = school.strip_prefix(folder).unwrap_or(school);
    let name = inside.to_string_lossy().replace('\\', "/");
    name.trim_start_matches("./").to_owned()
}

/// Whether a folder is a project, or has projects in it.
pub fn has_schools(folder: &Path) -> bool {
    is_project(folder) || schools_in(folder).is_ok_and(|schools| !schools.is_empty())
}

/// Whether a project lies right in a folder.
pub fn is_project(folder: &Path) -> bool {
    folder.join("organization.toml").is_file()
}
