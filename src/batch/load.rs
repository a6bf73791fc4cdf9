//! The files of a project folder.

use std::path::Path;

use super::disk::{self, Trouble};
use crate::project::{Files, RawFile};

/// Reads every file of a project. A file that is not there is left out; one that cannot be read is told.
pub fn load(folder: &Path) -> (Files, Vec<Trouble>) {
    let mut troubles = Vec::new();
    let mut one = |name: &str| match raw(folder, &folder.join(name)) {
        Ok(file) => Some(file),
        Err(trouble) if trouble.is_missing() => None,
        Err(trouble) => {
            troubles.push(trouble);
            None
        }
    };
    let (organization, roadmap) = (one("organization.toml"), one("roadmap.toml"));
    let pairings = many(folder, "pairings", &mut troubles);
    let forms = many(folder, "forms", &mut troubles);
    (Files { organization, roadmap, pairings, forms }, troubles)
}

fn many(folder: &Path, name: &str, troubles: &mut Vec<Trouble>) -> Vec<RawFile> {
    let paths = disk::files_in(&folder.join(name), "toml").unwrap_or_else(|trouble| {
        troubles.push(trouble);
        Vec::new()
    });
    let files = paths.iter().map(|path| raw(folder, path));
    files.filter_map(|file| file.map_err(|trouble| troubles.push(trouble)).ok()).collect()
}

fn raw(folder: &Path, path: &Path) -> Result<RawFile, Trouble> {
    // Shown as the user named the folder, with `/` on every system, so that messages are the same everywhere.
    let shown = if folder == Path::new(".") { path.strip_prefix(folder).unwrap_or(path) } else { path };
    Ok(RawFile {
        name: shown.display().to_string().replace('\\', "/"),
        stem: path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default(),
        bytes: disk::read(path)?,
    })
}
