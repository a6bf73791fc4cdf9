//! The files of a project folder.

use std::path::{Path, PathBuf};

use super::files::{self, Trouble, has_ending};
use super::overlooked::overlooked;
use crate::project::{FileRemark, Files, LateFile, MunicipalityFiles, RawFile};

/// Reads every file of a project. A file that is not there is left out; one that cannot be read,
/// and one that lies where nothing is read, is remarked.
pub fn load(folder: &Path) -> Files {
    if !folder.is_dir() {
        return Files {
            remarks: vec![FileRemark::NoFolder {
                name: folder.display().to_string(),
            }],
            ..Files::default()
        };
    }
    let mut remarks = Vec::new();
    let mut one = |name: &str| read(folder, &folder.join(name), &mut remarks);
    let (organization, roadmap, regulation) = (
        one("organization.toml"),
        one("roadmap.toml"),
        one("regulation.toml"),
    );
    let bank = one("bank.toml");
    let style = one("style.toml");
    let emblem = ["emblem.png", "emblem.jpg", "emblem.jpeg"]
        .into_iter()
        .find_map(&mut one);
    let mut many = |name: &str| {
        let mut paths = files::files_in(&folder.join(name)).unwrap_or_else(|trouble| {
            remarks.push(unreadable(folder, &trouble));
            Vec::new()
        });
        paths.retain(|p| has_ending(p, "toml"));
        paths
    };
    let pairings = many("pairings")
        .into_iter()
        .map(|path| late(folder, path))
        .collect();
    let (orders, forms) = (many("orders"), many("forms"));
    let mut all = |paths: Vec<PathBuf>| {
        paths
            .iter()
            .filter_map(|path| read(folder, path, &mut remarks))
            .collect()
    };
    let (orders, forms) = (all(orders), all(forms));
    remarks.extend(overlooked(folder, shown));
    let fonts = fonts(folder, &mut remarks);
    #[expect(
        clippy::disallowed_methods,
        reason = "the edge: no paper depends on the day, only a warning"
    )]
    let today = Some(chrono::Local::now().date_naive());
    Files {
        organization,
        roadmap,
        regulation,
        bank,
        pairings,
        orders,
        forms,
        style,
        emblem,
        fonts,
        remarks,
        today,
    }
}

/// Reads what lies beside the folders of schools: `district.toml` and the municipality's own
/// wording. Both may be absent.
pub fn load_municipality(folder: &Path) -> MunicipalityFiles {
    let mut remarks = Vec::new();
    let district = read(folder, &folder.join("district.toml"), &mut remarks);
    let forms = files::files_in(&folder.join("forms")).unwrap_or_default();
    let forms = forms.iter().filter(|path| has_ending(path, "toml"));
    MunicipalityFiles {
        district,
        forms: forms
            .filter_map(|path| read(folder, path, &mut remarks))
            .collect(),
        remarks,
    }
}

/// The contents of the font files in `fonts`.
fn fonts(folder: &Path, remarks: &mut Vec<FileRemark>) -> Vec<Vec<u8>> {
    let paths = files::files_in(&folder.join("fonts")).unwrap_or_default();
    let faces = paths
        .iter()
        .filter(|p| ["ttf", "otf", "ttc"].iter().any(|e| has_ending(p, e)));
    faces
        .filter_map(|path| {
            let bytes = files::read(path)
                .map_err(|trouble| remarks.push(unreadable(folder, &trouble)))
                .ok()?;
            match crate::fonts::damage(&bytes) {
                None => Some(bytes),
                Some(reason) => {
                    remarks.push(FileRemark::Unreadable {
                        name: shown(folder, path),
                        reason: reason.to_owned(),
                    });
                    None
                }
            }
        })
        .collect()
}

fn read(folder: &Path, path: &Path, remarks: &mut Vec<FileRemark>) -> Option<RawFile> {
    match files::read(path) {
        Ok(bytes) => Some(RawFile {
            name: shown(folder, path),
            inside: inside(folder, path),
            stem: stem(path),
            bytes,
        }),
        Err(trouble) => {
            if !trouble.is_missing() {
                remarks.push(unreadable(folder, &trouble));
            }
            None
        }
    }
}

fn late(folder: &Path, path: PathBuf) -> LateFile {
    let names = (shown(folder, &path), inside(folder, &path), stem(&path));
    LateFile::new(names, move || {
        files::read(&path).map_err(|trouble| trouble.reason())
    })
}

/// Name of a file from the project's folder, with `/`.
fn inside(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    inside.to_string_lossy().replace('\\', "/")
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn unreadable(folder: &Path, trouble: &Trouble) -> FileRemark {
    FileRemark::Unreadable {
        name: shown(folder, &trouble.path),
        reason: trouble.reason(),
    }
}

/// As the user named the folder, with `/` on every system, so that messages are the same
/// everywhere.
fn shown(folder: &Path, path: &Path) -> String {
    let shown = if folder == Path::new(".") {
        path.strip_prefix(folder).unwrap_or(path)
    } else {
        path
    };
    shown.display().to_string().replace('\\', "/")
}
