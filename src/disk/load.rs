//! The files of a project folder.

use std::path::{Path, PathBuf};

use super::copies::copies_among;
use super::files::{self, Trouble, has_ending};
use super::overlooked::{in_edition, overlooked};
use super::shared_editions::shared_editions;
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
        let copies = copies_among(&paths);
        paths.retain(|p| copies.iter().all(|(copy, _)| copy != p));
        remarks.extend(copies.into_iter().map(|(path, read)| FileRemark::Overlooked {
            name: shown(folder, &path),
            advice: format!(
                "читается «{read}», а это, видно, его копия или другая версия: если в ней есть нужное, перенесите в «{read}», а ее уберите из папки {name}"
            ),
        }));
        paths
    };
    let pairings = many("pairings")
        .into_iter()
        .map(|path| late(folder, path))
        .collect();
    let orders = many("orders");
    let orders = orders
        .iter()
        .filter_map(|path| read(folder, path, &mut remarks))
        .collect();
    let forms = wording(folder, &mut remarks);
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
        shared: shared_editions(),
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
    let forms = wording(folder, &mut remarks);
    for edition in files::folders_in(&folder.join("forms")).unwrap_or_default() {
        if edition.join("edition.toml").is_file() {
            remarks.extend(overlooked_of_edition(&edition));
        }
    }
    MunicipalityFiles {
        district,
        forms,
        shared: shared_editions(),
        remarks,
    }
}

/// The folder of an edition, wherever it lies, with those beside it that it may stand over; its name.
/// `None` where it holds no wording.
pub fn load_edition(folder: &Path) -> Option<(String, Vec<RawFile>)> {
    let whole = files::whole_path(folder).ok()?;
    let name = whole.file_name()?.to_string_lossy().into_owned();
    let beside = files::folders_in(whole.parent()?).unwrap_or_default();
    let editions = beside
        .into_iter()
        .filter(|path| *path == whole || path.join("edition.toml").is_file());
    let mut out = Vec::new();
    for path in editions {
        let edition = path.file_name()?.to_string_lossy().into_owned();
        let paths = files::files_in(&path).unwrap_or_default();
        for file in paths.iter().filter(|file| has_ending(file, "toml")) {
            let inside = format!("forms/{edition}/{}", stem(file) + ".toml");
            let Ok(bytes) = files::read(file) else {
                continue;
            };
            out.push(of_its_edition(RawFile {
                name: file.display().to_string(),
                inside,
                stem: stem(file),
                bytes,
            }));
        }
    }
    let is_of = |file: &RawFile| file.stem.starts_with(&format!("{name}/"));
    let is_there = out.iter().any(is_of);
    is_there.then(|| (name, shared_editions().beside(&out)))
}

/// What lies in the folder of an edition and is not read.
pub fn overlooked_of_edition(folder: &Path) -> Vec<FileRemark> {
    let found = in_edition(folder).into_iter();
    let remark = |(path, advice): (PathBuf, String)| FileRemark::Overlooked {
        name: shown(folder, &path),
        advice,
    };
    found.map(remark).collect()
}

/// Wording files of a project's own: single ones, and those of the folders that are editions.
fn wording(folder: &Path, remarks: &mut Vec<FileRemark>) -> Vec<RawFile> {
    let forms = folder.join("forms");
    let mut out = Vec::new();
    let folders = files::folders_in(&forms).unwrap_or_default();
    for place in std::iter::once(forms).chain(folders) {
        let mut paths = files::files_in(&place).unwrap_or_else(|trouble| {
            remarks.push(unreadable(folder, &trouble));
            Vec::new()
        });
        paths.retain(|path| has_ending(path, "toml"));
        let found = paths.iter().filter_map(|path| read(folder, path, remarks));
        out.extend(found.map(of_its_edition));
    }
    out
}

/// A file of an edition is known by the edition's name too: `region/program`.
fn of_its_edition(file: RawFile) -> RawFile {
    let parts: Vec<&str> = file.inside.split('/').collect();
    let stem = match parts.as_slice() {
        [_, edition, _] => format!("{edition}/{}", file.stem),
        _ => file.stem.clone(),
    };
    RawFile { stem, ..file }
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
                    remarks.push(FileRemark::DamagedFont {
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
