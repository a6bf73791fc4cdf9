//! What lies in a folder and is not read, though it was most likely meant to be: files with slips in
//! their names, in other kinds of files, one folder too deep; schools of a district that are none.

use std::path::{Path, PathBuf};

use super::copies::{copied, is_misspelt_toml, without_mark};
use super::files::{files_in, folders_in, has_ending, hidden_files_in};
use super::schools::is_project;
use crate::project::{FileRemark, wording_files};

/// Files right in the folder of a project, without their ending.
const FILES: [&str; 5] = ["organization", "roadmap", "regulation", "bank", "style"];
/// Folders of a project, the endings of what is read there, and what they are in Russian.
const FOLDERS: [(&str, &[&str], &[&str]); 4] = [
    ("pairings", &["toml"], &["пары", "пара", "наставничество"]),
    ("orders", &["toml"], &["приказы", "приказ"]),
    ("forms", &["toml"], &["формы", "форма"]),
    ("fonts", &["ttf", "otf", "ttc"], &["шрифты", "шрифт"]),
];
/// Folders that other programs and this one keep beside the project's.
const OF_OTHERS: [&str; 4] = ["out", "schema", "node_modules", "target"];
const EMBLEMS: [&str; 3] = ["emblem.png", "emblem.jpg", "emblem.jpeg"];
const EMBLEM_ENDINGS: [&str; 3] = ["png", "jpg", "jpeg"];
const PICTURES: [&str; 11] = [
    "png", "jpg", "jpeg", "jpe", "gif", "bmp", "svg", "webp", "tif", "tiff", "heic",
];
/// Beginnings of the names that pictures of an emblem have.
const EMBLEM_NAMES: [&str; 8] = [
    "emblem",
    "эмблем",
    "gerb",
    "герб",
    "logo",
    "лого",
    "coat_of_arms",
    "coat-of-arms",
];
/// Kinds of files in which pairs and orders are written by mistake.
const DESCRIPTIONS: [&str; 15] = [
    "xlsx", "xls", "xlsm", "ods", "csv", "docx", "doc", "odt", "rtf", "txt", "json", "yaml", "yml",
    "ini", "tml",
];
/// How alike the name of a file is to one that is read, to be meant for it.
const NEAR: f64 = 0.86;
/// Folders are looked into so deep.
const DEPTH: usize = 3;
/// Kinds of files into which others are packed to be sent.
const BUNDLES: [&str; 7] = ["zip", "rar", "7z", "tar", "gz", "tgz", "arj"];
const FONTS: [&str; 3] = ["ttf", "otf", "ttc"];
const ENDINGS: &str = "чтобы видеть окончания имен, включите в Проводнике «Расширения имен файлов»";

/// What of a project's folder is not read. `shown` gives a path as the user sees it.
pub(super) fn overlooked(folder: &Path, shown: fn(&Path, &Path) -> String) -> Vec<FileRemark> {
    let remark = |path: &Path, advice: String| FileRemark::Overlooked {
        name: shown(folder, path),
        advice,
    };
    let remark_folder = |path: &Path, advice: String| FileRemark::Overlooked {
        name: shown(folder, path) + "/",
        advice,
    };
    let files = files_in(folder).unwrap_or_default();
    let names: Vec<String> = files.iter().map(|p| name(p)).collect();
    let mut out: Vec<FileRemark> = files
        .iter()
        .filter_map(|path| Some(remark(path, beside(folder, path, &names)?)))
        .collect();
    for path in folders_in(folder).unwrap_or_default() {
        let own = name(&path);
        match FOLDERS
            .iter()
            .find(|(known, ..)| is_read_as(folder, known, &own))
        {
            Some((known, endings, _)) => {
                let files = files_in(&path).unwrap_or_default();
                let names: Vec<String> = files.iter().map(|p| name(p)).collect();
                let hidden = hidden_files_in(&path).into_iter();
                let hidden =
                    hidden.filter(|file| has_ending(file, "toml") || name(file) == ".toml");
                for file in files.into_iter().chain(hidden) {
                    if let Some(advice) = inside(&file, known, &names) {
                        out.push(remark(&file, advice));
                    }
                }
                for deeper in folders_in(&path).unwrap_or_default() {
                    if *known == "forms" && deeper.join("edition.toml").is_file() {
                        let found = in_edition(&deeper).into_iter();
                        out.extend(found.map(|(path, advice)| remark(&path, advice)));
                        continue;
                    }
                    if holds(&deeper, endings, DEPTH) {
                        let advice = if *known == "forms" && has_forms(&deeper) {
                            "похоже, это редакция форм, а файла edition.toml в ней нет: верните его в эту папку или создайте: nastavnik edition new; если редакция не нужна, уберите папку".to_owned()
                        } else {
                            format!(
                                "в папке {known} читаются только файлы, которые лежат прямо в ней: перенесите их на уровень выше"
                            )
                        };
                        out.push(remark_folder(&deeper, advice));
                    }
                }
            }
            None if FOLDERS
                .iter()
                .any(|(known, ..)| own.eq_ignore_ascii_case(known))
                && !FOLDERS.iter().any(|(known, ..)| {
                    own.eq_ignore_ascii_case(known) && folder.join(known).is_dir()
                })
                && holds(&path, &["toml", "ttf", "otf", "ttc"], 0) =>
            {
                out.push(FileRemark::Capital {
                    name: shown(folder, &path) + "/",
                    meant: own.to_lowercase(),
                });
            }
            None => {
                out.extend(strange_folder(&path, &own).map(|advice| remark_folder(&path, advice)));
            }
        }
    }
    out
}

/// Whether a folder has files that are called as forms are.
fn has_forms(folder: &Path) -> bool {
    let forms = wording_files();
    let files = files_in(folder).unwrap_or_default();
    let mut read = files.iter().filter(|path| has_ending(path, "toml"));
    read.any(|path| forms.contains(&stem(&name(path).to_lowercase()).as_str()))
}

/// What lies in the folder of an edition and is not read, with the advice: a file that most likely
/// stands for one of its forms, a folder.
pub(super) fn in_edition(folder: &Path) -> Vec<(PathBuf, String)> {
    let files = files_in(folder).unwrap_or_default();
    let names: Vec<String> = files.iter().map(|p| name(p)).collect();
    let forms = wording_files();
    let of_form = |path: &Path| {
        let lower = name(path).to_lowercase();
        let is_read = has_ending(path, "toml") || is_of_programs(&lower);
        let own = stem(&lower);
        let meant = format!("{own}.toml");
        if is_read || !forms.contains(&own.as_str()) {
            return None;
        }
        Some(if names.contains(&meant) {
            is_beside(&meant)
        } else {
            format!("переименуйте его: {meant}; {ENDINGS}")
        })
    };
    let advice = |path: &Path| of_form(path).or_else(|| inside(path, "forms", &names));
    let files = files.iter();
    let files = files.filter_map(|path| Some((path.clone(), advice(path)?)));
    let folders = folders_in(folder).unwrap_or_default().into_iter();
    let folders = folders.filter(|path| {
        name(path).to_lowercase().contains(".toml") || holds(path, &["toml"], DEPTH)
    });
    let deeper = folders.map(|path| {
        let advice = "в папке редакции читаются только файлы .toml, которые лежат прямо в ней: перенесите их на уровень выше";
        (path, advice.to_owned())
    });
    files.chain(deeper).collect()
}

/// Whether a folder of this name is read as the known one; systems differ in whether capitals matter.
fn is_read_as(folder: &Path, known: &str, own: &str) -> bool {
    own == known
        || own.eq_ignore_ascii_case(known)
            && !has_entry(folder, known)
            && folder.join(known).is_dir()
}

/// Whether a folder lists an entry of exactly this name.
fn has_entry(folder: &Path, name_: &str) -> bool {
    let files = files_in(folder).unwrap_or_default();
    let folders = folders_in(folder).unwrap_or_default();
    files.iter().chain(&folders).any(|path| name(path) == name_)
}

/// Files that this program and the system write for themselves.
fn is_of_programs(lower: &str) -> bool {
    lower.ends_with(".schema.json") || ["desktop.ini", "thumbs.db"].contains(&lower)
}

/// Advice for a file right in the folder, if it was most likely meant to be read.
fn beside(folder: &Path, path: &Path, names: &[String]) -> Option<String> {
    let own = name(path);
    let lower = own.to_lowercase();
    if is_of_programs(&lower) {
        return None;
    }
    let known = FILES.iter().map(|stem| format!("{stem}.toml"));
    for file in known {
        let is_same_file = own == file
            || own.eq_ignore_ascii_case(&file)
                && !names.contains(&file)
                && folder.join(&file).is_file();
        if is_same_file {
            return None;
        }
        if lower == file {
            return Some(format!("переименуйте его строчными буквами: {file}"));
        }
    }
    if let Some(read) = copied(&lower, names) {
        return Some(is_copy_of(read));
    }
    // To rename a file over one that is read would lose that one.
    let renamed = |stem: &str, otherwise: String| {
        let meant = format!("{stem}.toml");
        match names.iter().find(|name| name.to_lowercase() == meant) {
            Some(read) => is_beside(read),
            None => otherwise,
        }
    };
    if has_ending(path, "toml") {
        return Some(match nearest(&stem(&lower)) {
            Some(stem) => renamed(
                stem,
                format!("возможно, имелось в виду «{stem}.toml»: переименуйте файл"),
            ),
            None => "здесь читаются только organization.toml, roadmap.toml, regulation.toml, bank.toml и style.toml; файлы пар положите в папку pairings, приказы – в папку orders".to_owned(),
        });
    }
    let is_misspelt = is_misspelt_toml(&lower);
    let is_description = is_misspelt
        || lower.contains(".toml")
        || path.extension().is_none()
        || ["txt", "ini", "json", "yaml", "yml"]
            .iter()
            .any(|e| has_ending(path, e));
    let own_stem = stem(&lower);
    if is_description && FILES.contains(&own_stem.as_str()) {
        let otherwise = format!("переименуйте его: {own_stem}.toml; {ENDINGS}");
        return Some(renamed(&own_stem, otherwise));
    }
    if is_misspelt || lower.contains(".toml") {
        return Some(format!("{} {ENDINGS}", must_end(is_misspelt)));
    }
    if FONTS.iter().any(|e| has_ending(path, e)) {
        return Some("шрифты читаются из папки fonts: перенесите его туда; имя шрифта называет файл style.toml".to_owned());
    }
    emblem(folder, path, &lower, names)
}

/// Advice for a name with a wrong ending; what ends nearly right may have Russian letters in it.
fn must_end(is_misspelt: bool) -> &'static str {
    if is_misspelt {
        "имя файла должно кончаться на .toml, латинскими буквами;"
    } else {
        "имя файла должно кончаться на .toml;"
    }
}

fn is_copy_of(read: &str) -> String {
    format!("читается «{read}», а это, видно, его копия: уберите ее из папки школы")
}

fn is_beside(read: &str) -> String {
    format!("читается «{read}», который лежит рядом: если этот файл не нужен, уберите его")
}

/// Advice for a picture that is most likely the emblem.
fn emblem(folder: &Path, path: &Path, lower: &str, names: &[String]) -> Option<String> {
    let is_picture = PICTURES.iter().any(|e| has_ending(path, e));
    let own_stem = stem(lower);
    let is_emblem = EMBLEM_NAMES.iter().any(|begin| own_stem.starts_with(begin))
        || strsim::jaro_winkler(&own_stem, "emblem") > NEAR;
    if !is_picture || !is_emblem {
        return None;
    }
    let read = EMBLEMS.iter().find(|e| folder.join(e).is_file());
    match read {
        Some(read) if name(path) == *read || lower == *read && !names.iter().any(|n| n == read) => None,
        Some(read) => Some(format!("эмблема школы берется из файла {read}")),
        None if EMBLEMS.iter().any(|e| own_stem != "emblem" && has_ending(path, &e[7..])) => {
            Some(format!("чтобы эмблема печаталась в приказах, назовите файл emblem.{}", ending(path)))
        }
        None => Some("чтобы эмблема печаталась в приказах, сохраните картинку как emblem.png или emblem.jpg, строчными буквами".to_owned()),
    }
}

/// Advice for a file in a folder of the project.
fn inside(path: &Path, known: &str, names: &[String]) -> Option<String> {
    let lower = name(path).to_lowercase();
    if is_of_programs(&lower) {
        return None;
    }
    if known == "fonts" {
        return ["woff", "woff2", "zip", "pfb", "fon"]
            .iter()
            .any(|e| has_ending(path, e))
            .then(|| "в папке fonts читаются только файлы ttf, otf и ttc".to_owned());
    }
    if has_ending(path, "toml") {
        // What begins with a dot is hidden on other systems, and is read nowhere.
        let is_hidden = lower.starts_with('.');
        return is_hidden.then(|| "имя файла не должно начинаться с точки: уберите ее".to_owned());
    }
    if lower == ".toml" {
        return Some(
            "у файла нет имени, одно окончание: назовите его, например, para.toml".to_owned(),
        );
    }
    if BUNDLES.iter().any(|e| has_ending(path, e)) {
        return Some(
            "это архив: распакуйте его, в этой папке читаются только файлы .toml".to_owned(),
        );
    }
    let is_table = ["xlsx", "xls", "xlsm", "ods", "csv"]
        .iter()
        .any(|e| has_ending(path, e));
    let is_misspelt = is_misspelt_toml(&lower);
    if let Some(read) = copied(&lower, names) {
        Some(is_copy_of(read))
    } else if is_misspelt || lower.contains(".toml") || path.extension().is_none() {
        Some(format!("{} {ENDINGS}", must_end(is_misspelt)))
    } else if known == "forms" {
        None
    } else if is_table {
        Some("таблицу вносит в файлы школы команда «nastavnik import»; в этой папке читаются только файлы .toml".to_owned())
    } else if DESCRIPTIONS.iter().any(|e| has_ending(path, e)) {
        Some("в этой папке читаются только файлы .toml: перенесите сведения в такой файл или уберите этот".to_owned())
    } else {
        None
    }
}

/// Advice for a folder that is none of the project's and holds what could be read.
fn strange_folder(path: &Path, own: &str) -> Option<String> {
    let lower = own.to_lowercase();
    if OF_OTHERS.contains(&lower.as_str()) {
        return None;
    }
    if is_project(path) {
        // Copies of other years are kept so.
        let is_kept = lower.chars().filter(char::is_ascii_digit).count() >= 4
            || [
                "стар",
                "прош",
                "арх",
                "old",
                "arh",
                "arch",
                "back",
                "копи",
                "copy",
                "бэкап",
            ]
            .iter()
            .any(|word| lower.contains(word));
        return (!is_kept).then(|| {
            "в ней описание другой школы: эта команда его не берет; чтобы взять все школы, укажите папку, в которой лежат только папки школ".to_owned()
        });
    }
    let is_of_emblem = EMBLEM_NAMES.iter().any(|begin| lower.starts_with(begin));
    if is_of_emblem && holds(path, &EMBLEM_ENDINGS, 0) && !has_emblem(path.parent()) {
        return Some("эмблема берется из файла emblem.png или emblem.jpg, который лежит рядом с organization.toml: перенесите ее туда".to_owned());
    }
    let plain = without_mark(&lower);
    let copied = FOLDERS
        .iter()
        .find(|(known, ..)| *known == plain && plain != lower);
    let lies_beside = |known: &str| path.parent().is_some_and(|it| it.join(known).is_dir());
    if let Some((known, endings, _)) = copied.filter(|(known, ..)| lies_beside(known)) {
        return holds(path, endings, DEPTH).then(|| {
            format!("читается папка «{known}», а это, видно, ее копия: уберите ее из папки школы")
        });
    }
    let near = FOLDERS.iter().find(|(known, _, russian)| {
        russian.contains(&lower.as_str()) || strsim::jaro_winkler(&lower, known) > NEAR
    });
    if let Some((known, ..)) = near.filter(|(_, endings, _)| holds(path, endings, DEPTH)) {
        return Some(format!(
            "возможно, имелось в виду «{known}»: переименуйте папку"
        ));
    }
    holds(path, &["toml"], DEPTH).then(|| {
        "в ней есть файлы .toml, а читаются только папки pairings, orders и forms".to_owned()
    })
}

/// Whether a school has its emblem where it is read.
fn has_emblem(school: Option<&Path>) -> bool {
    school.is_some_and(|school| EMBLEMS.iter().any(|name| school.join(name).is_file()))
}

/// Whether a file with one of the endings lies in a folder, or deeper.
pub(super) fn holds(folder: &Path, endings: &[&str], depth: usize) -> bool {
    let files = files_in(folder).unwrap_or_default();
    if files
        .iter()
        .any(|path| endings.iter().any(|e| has_ending(path, e)))
    {
        return true;
    }
    let deeper = folders_in(folder).unwrap_or_default();
    depth > 0 && deeper.iter().any(|inner| holds(inner, endings, depth - 1))
}

/// The known file that a name is a slip for.
fn nearest(stem: &str) -> Option<&'static str> {
    let russian = match stem {
        "организация" | "школа" | "school" | "сотрудники" | "staff" => {
            Some("organization")
        }
        "карта" | "дорожная карта" | "дорожная-карта" | "map" => {
            Some("roadmap")
        }
        "положение" | "polozhenie" => Some("regulation"),
        "банк" | "формулировки" => Some("bank"),
        "стиль" | "оформление" => Some("style"),
        _ => None,
    };
    russian.or_else(|| {
        FILES
            .into_iter()
            .map(|known| (strsim::jaro_winkler(stem, known), known))
            .filter(|(closeness, _)| *closeness > NEAR)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, known)| known)
    })
}

/// Advice for a file beside the folders of schools that was most likely meant for `district.toml`.
pub(super) fn meant_for_district(folder: &Path, path: &Path) -> Option<String> {
    const READ: &str = "district.toml";
    let lower = name(path).to_lowercase();
    let is_toml = has_ending(path, "toml")
        || is_misspelt_toml(&lower)
        || lower.contains(".toml")
        || path.extension().is_none()
        || ["tml", "txt"].iter().any(|e| has_ending(path, e));
    let own = stem(&lower);
    let is_meant = [
        "район",
        "округ",
        "муниципалитет",
        "municipality",
        "districts",
    ]
    .contains(&own.as_str())
        || strsim::jaro_winkler(&own, "district") > NEAR;
    // Where capitals do not matter, «District.toml» is read.
    if !is_toml || !is_meant || lower == READ && folder.join(READ).is_file() {
        return None;
    }
    Some(if folder.join(READ).is_file() {
        is_beside(READ)
    } else {
        format!("сведения о районе читаются из файла {READ}: переименуйте его; {ENDINGS}")
    })
}

fn name(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn stem(name: &str) -> String {
    name.split('.').next().unwrap_or_default().trim().to_owned()
}

fn ending(path: &Path) -> String {
    path.extension()
        .map(|e| e.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}
