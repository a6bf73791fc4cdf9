//! Which files of a folder a project is made of, and how they stand: for `watch`, and for carrying
//! a project over.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::files::{self, Trouble};
use super::schools::schools_in;
use super::shared_editions::shared_files;
use crate::digest::digest;

/// Files right in the folder.
const ONE: [&str; 8] = [
    "organization.toml",
    "roadmap.toml",
    "regulation.toml",
    "bank.toml",
    "style.toml",
    "emblem.png",
    "emblem.jpg",
    "emblem.jpeg",
];
/// Folders, and how the names of their files end.
const MANY: [(&str, &[&str]); 4] = [
    ("pairings", &["toml"]),
    ("orders", &["toml"]),
    ("forms", &["toml"]),
    ("fonts", &["ttf", "otf", "ttc"]),
];

/// The folder whose folders are editions of the project's own.
const EDITIONS: &str = "forms";

/// A file of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectFile {
    /// From the project's folder, with `/`.
    pub name: String,
    pub path: PathBuf,
}

/// The files of the project in a folder.
///
/// # Errors
/// If a folder cannot be read.
pub fn project_files(folder: &Path) -> Result<Vec<ProjectFile>, Trouble> {
    let one = ONE.iter().map(|name| ProjectFile {
        name: (*name).to_owned(),
        path: folder.join(name),
    });
    let mut out: Vec<ProjectFile> = one.filter(|file| file.path.is_file()).collect();
    let editions = files::folders_in(&folder.join(EDITIONS)).unwrap_or_default();
    let editions = editions.iter().filter_map(|path| path.file_name());
    let editions = editions.map(|name| {
        (
            format!("{EDITIONS}/{}", name.to_string_lossy()),
            &["toml"][..],
        )
    });
    let many = MANY
        .iter()
        .map(|(name, endings)| ((*name).to_owned(), *endings));
    for (inner, endings) in many.chain(editions) {
        let ends_so = |path: &PathBuf| {
            path.extension()
                .is_some_and(|e| endings.iter().any(|ending| e.eq_ignore_ascii_case(ending)))
        };
        for path in files::files_in(&folder.join(&inner))?
            .into_iter()
            .filter(ends_so)
        {
            let name = path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default();
            out.push(ProjectFile {
                name: format!("{inner}/{name}"),
                path,
            });
        }
    }
    Ok(out)
}

/// The contents of a file of a project.
///
/// # Errors
/// If it cannot be read.
pub fn read_file(file: &ProjectFile) -> Result<Vec<u8>, Trouble> {
    files::read(&file.path)
}

/// How the files of a project, or of the projects in a folder, stand: any change of them changes
/// this. A file that cannot be looked at counts as absent, for an editor may be just putting it in
/// its place.
#[derive(Debug, PartialEq, Eq)]
pub struct Standing(Vec<(PathBuf, u64, Option<SystemTime>)>);

impl Standing {
    /// Of a folder, of the editions of the computer, and of files besides.
    pub fn of(folder: &Path, besides: &[PathBuf]) -> Self {
        let schools = schools_in(folder).unwrap_or_default();
        let folders = if schools.is_empty() {
            vec![folder.to_owned()]
        } else {
            schools
        };
        let files = folders
            .iter()
            .flat_map(|folder| project_files(folder).unwrap_or_default())
            .map(|file| file.path);
        let look = |path: PathBuf| {
            let metadata = std::fs::metadata(&path).ok()?;
            Some((path, metadata.len(), metadata.modified().ok()))
        };
        Self(
            files
                .chain(shared_files())
                .chain(besides.iter().cloned())
                .filter_map(look)
                .collect(),
        )
    }
}

impl Standing {
    /// The same for files that stand alike.
    pub fn fingerprint(&self) -> String {
        digest([format!("{:?}", self.0).as_bytes()])
    }
}

/// Whether a folder has nothing in it, hidden files and folders besides.
pub fn is_empty_folder(folder: &Path) -> bool {
    folder.is_dir()
        && [files::files_in(folder), files::folders_in(folder)]
            .iter()
            .all(|found| found.as_ref().is_ok_and(Vec::is_empty))
}
