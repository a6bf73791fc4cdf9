//! The folder in which a user keeps editions for every school on the computer.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;

use super::files::{self, has_ending};
use crate::project::{RawFile, SharedEditions};

/// Names another folder, say one that all computers of a town see.
const VARIABLE: &str = "NASTAVNIK_EDITIONS";
/// In the folder of the user's settings.
const FOLDER: [&str; 2] = ["nastavnik", "editions"];

/// Where the user's editions lie: a folder for each. `None` where the system has no place for
/// settings.
pub fn shared_editions_folder() -> Option<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "the edge: where files lie")]
    let named = std::env::var(VARIABLE).ok();
    if let Some(named) = named.filter(|it| !it.trim().is_empty()) {
        return Some(PathBuf::from(named));
    }
    let user = etcetera::choose_base_strategy().ok()?;
    Some(
        FOLDER
            .iter()
            .fold(user.config_dir(), |at, name| at.join(name)),
    )
}

/// The editions of that folder. What cannot be read is left out: an edition that lacks a file says so
/// where it is used.
pub fn shared_editions() -> SharedEditions {
    let Some(folder) = shared_editions_folder() else {
        return SharedEditions::default();
    };
    let shown = |path: &PathBuf| path.display().to_string().replace('\\', "/");
    let read = |path: PathBuf| {
        let edition = path.parent()?.file_name()?.to_string_lossy().into_owned();
        let stem = path.file_stem()?.to_string_lossy().into_owned();
        Some(RawFile {
            name: shown(&path),
            inside: shown(&path),
            stem: format!("{edition}/{stem}"),
            bytes: files::read(&path).ok()?,
        })
    };
    SharedEditions {
        folder: folder.display().to_string(),
        files: shared_files().into_iter().filter_map(read).collect(),
    }
}

/// The files of the editions of that folder.
pub(super) fn shared_files() -> Vec<PathBuf> {
    let folder = shared_editions_folder();
    let folders = folder.and_then(|folder| files::folders_in(&folder).ok());
    let editions = folders.into_iter().flatten();
    let editions = editions.filter(|folder| folder.join("edition.toml").is_file());
    let inside = editions.flat_map(|folder| files::files_in(&folder).unwrap_or_default());
    inside.filter(|path| has_ending(path, "toml")).collect()
}
