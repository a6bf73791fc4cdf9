//! Schools of a district that are not taken: too deep, in folders that are passed over, without the
//! file that a school begins with, still packed.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::files::{files_in, folders_in, has_ending, hidden_folders_in};
use super::overlooked::{holds, meant_for_district};
use super::schools::{DEPTH, OF_OTHERS, is_project, schools_below};

/// No deeper is looked even for what is lost.
const DEEPEST: usize = 10;
/// Nor into more folders: a district has thousands at most.
const MOST_FOLDERS: usize = 20_000;
/// The part of a book that names its sheets; longer ones are those of no school.
const SHEETS: &str = "xl/workbook.xml";
const LONGEST_PART: u64 = 1 << 20;
/// Sheets that the books of this program have.
const OWN_SHEETS: [&str; 2] = ["\"Организация\"", "\"Сотрудники\""];

/// What of a district looks like a school, or like what the district says of itself, and is not taken,
/// each with the reason.
pub fn lost_schools(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut search = Search::default();
    for path in files_in(folder).unwrap_or_default() {
        if let Some(why) = meant_for_district(folder, &path) {
            search.lost(&path, &why);
        }
    }
    search.look(folder, 0);
    search.found
}

#[derive(Default)]
struct Search {
    found: Vec<(PathBuf, String)>,
    seen: usize,
}

impl Search {
    fn lost(&mut self, path: &Path, why: &str) {
        self.found.push((path.to_owned(), why.to_owned()));
    }

    /// Looks into a folder that is no school, so many folders below that of the district.
    fn look(&mut self, folder: &Path, depth: usize) {
        self.packed(folder);
        for path in hidden_folders_in(folder) {
            if is_project(&path) {
                self.lost(
                    &path,
                    "имя начинается с точки, такие папки не читаются; переименуйте ее",
                );
            }
        }
        for path in folders_in(folder).unwrap_or_default() {
            self.seen += 1;
            if self.seen > MOST_FOLDERS {
                return;
            }
            let name = name(&path);
            if OF_OTHERS.contains(&name.as_str()) && depth < DEPTH && !is_project(&path) {
                self.in_folder_of_others(&path, &name);
            } else {
                self.folder(&path, depth + 1);
            }
        }
    }

    fn folder(&mut self, path: &Path, depth: usize) {
        if is_project(path) {
            if depth > DEPTH {
                self.lost(path, "она лежит глубже четырех папок; перенесите ее выше");
            }
            return;
        }
        let holds_schools = depth < DEPTH && schools_below(path).is_ok_and(|it| !it.is_empty());
        let is_wording = name(path).to_lowercase() == "forms";
        if !holds_schools && !is_wording && looks_so(path) {
            self.lost(path, "в ней нет файла organization.toml");
        } else if !holds_schools && has_own_book(path) {
            self.lost(
                path,
                "в ней только книга школы; создайте школу из книги: nastavnik init, затем nastavnik import",
            );
        } else if depth < DEEPEST {
            self.look(path, depth);
        }
    }

    /// Schools in a folder that is passed over.
    fn in_folder_of_others(&mut self, folder: &Path, name: &str) {
        for school in schools_below(folder).unwrap_or_default() {
            self.lost(
                &school,
                &format!(
                    "папки {name} служебные, школ в них не ищут; перенесите ее из папки {name}"
                ),
            );
        }
    }

    /// Schools that were sent as an archive.
    fn packed(&mut self, folder: &Path) {
        for path in files_in(folder).unwrap_or_default() {
            if has_ending(&path, "zip") && holds_school(&path).unwrap_or_default() {
                self.lost(&path, "в архиве лежит папка школы; распакуйте его");
            } else if ["rar", "7z"].iter().any(|ending| has_ending(&path, ending)) {
                self.lost(&path, "архив не читается; если в нем школа, распакуйте его");
            }
        }
    }
}

/// Whether a folder holds descriptions, as a school does.
fn looks_so(path: &Path) -> bool {
    let files = files_in(path).unwrap_or_default();
    let inner = ["pairings", "orders"];
    files
        .iter()
        .any(|own| name(own).to_lowercase().contains(".toml"))
        || inner.iter().any(|it| holds(&path.join(it), &["toml"], 0))
}

/// Whether nothing but one book of this program lies in a folder.
fn has_own_book(folder: &Path) -> bool {
    let files = files_in(folder).unwrap_or_default();
    let books: Vec<&PathBuf> = files
        .iter()
        .filter(|path| has_ending(path, "xlsx"))
        .collect();
    matches!(books.as_slice(), [book] if is_own_book(book).unwrap_or_default())
}

fn is_own_book(path: &Path) -> Option<bool> {
    let mut zip = opened(path)?;
    let mut text = String::new();
    let part = zip.by_name(SHEETS).ok()?;
    part.take(LONGEST_PART).read_to_string(&mut text).ok()?;
    Some(OWN_SHEETS.iter().all(|sheet| text.contains(sheet)))
}

fn holds_school(path: &Path) -> Option<bool> {
    let zip = opened(path)?;
    let is_its = |name: &str| name.rsplit(['/', '\\']).next() == Some("organization.toml");
    Some(zip.file_names().any(is_its))
}

fn opened(path: &Path) -> Option<ZipArchive<File>> {
    ZipArchive::new(File::open(path).ok()?).ok()
}

fn name(path: &Path) -> String {
    path.file_name()
        .map(|it| it.to_string_lossy().into_owned())
        .unwrap_or_default()
}
