//! `fonts`: which faces there are and whether they draw what a paper needs.

use std::path::{Path, PathBuf};

use fontdb::{Database, FaceInfo, Source, Style};

use clap::Parser;
use serde_json::json;

use crate::console::{Console, Ended};
use crate::fonts;

#[derive(Debug, Parser)]
pub(crate) struct FontsArgs {
    /// Папка с файлами шрифтов, которые нужно проверить вместо встроенных
    #[arg(value_name = "ПАПКА")]
    pub folder: Option<PathBuf>,
    /// Знаки, которые должны быть в шрифте; если не указать – русские буквы, цифры и знаки
    /// препинания
    #[arg(long, value_name = "ТЕКСТ")]
    pub text: Option<String>,
}

/// What a Russian paper may hold.
const RUSSIAN: &str = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя0123456789.,:;!?()[]«»„“–—-№*/%+=§°";
/// Missing characters shown of one face.
const MOST_SHOWN: usize = 20;

pub(crate) fn run(args: &FontsArgs, console: &Console) -> Ended {
    let wanted = args.text.as_deref().unwrap_or(RUSSIAN);
    let mut database = Database::new();
    match &args.folder {
        None => fonts::FILES
            .iter()
            .for_each(|data| database.load_font_data(data.to_vec())),
        Some(folder) if folder.is_dir() => database.load_fonts_dir(folder),
        Some(folder) => {
            console.fail(&format!("{}: такой папки нет", folder.display()));
            return Ended::MachineFailed;
        }
    }
    console.print(&match &args.folder {
        None => "Встроенные шрифты (лицензия SIL OFL 1.1, файл fonts/LICENSE.txt):".to_owned(),
        Some(folder) => format!("Шрифты в папке {}:", folder.display()),
    });
    let mut faces: Vec<&FaceInfo> = database.faces().collect();
    faces.sort_by_key(|face| (family(face), face.weight.0, face.style == Style::Italic));
    if faces.is_empty() {
        console.warn("Файлов шрифтов (ttf, otf, ttc) не найдено.");
        return Ended::WithProblems;
    }
    let mut all = true;
    for face in faces {
        let missing = database
            .with_face_data(face.id, |data, index| missing(data, index, wanted))
            .flatten();
        console.answer(&json!({
            "family": family(face),
            "style": style(face),
            "file": file_of(face),
            "readable": missing.is_some(),
            "missing": missing.clone().unwrap_or_default(),
        }));
        let verdict = match missing {
            None => "файл не читается".to_owned(),
            Some(none) if none.is_empty() => "есть все знаки".to_owned(),
            Some(missing) => {
                let shown: String = missing
                    .iter()
                    .take(MOST_SHOWN)
                    .flat_map(|c| [' ', *c])
                    .collect();
                format!(
                    "нет знаков:{shown}{}",
                    if missing.len() > MOST_SHOWN {
                        " …"
                    } else {
                        ""
                    }
                )
            }
        };
        all &= verdict == "есть все знаки";
        console.print(&format!(
            "  {}, {}{}: {verdict}",
            family(face),
            style(face),
            file(face)
        ));
    }
    if all {
        Ended::Well
    } else {
        Ended::WithProblems
    }
}

fn family(face: &FaceInfo) -> String {
    face.families
        .first()
        .map(|(name, _)| name.clone())
        .unwrap_or_default()
}

fn style(face: &FaceInfo) -> &'static str {
    match (face.weight.0 >= 600, face.style == Style::Normal) {
        (false, true) => "обычный",
        (true, true) => "полужирный",
        (false, false) => "курсив",
        (true, false) => "полужирный курсив",
    }
}

fn file(face: &FaceInfo) -> String {
    file_of(face)
        .map(|name| format!(" ({name})"))
        .unwrap_or_default()
}

fn file_of(face: &FaceInfo) -> Option<String> {
    let path: Option<&Path> = match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => Some(path),
        Source::Binary(_) => None,
    };
    let name = path.and_then(Path::file_name)?;
    Some(name.to_string_lossy().into_owned())
}

/// Characters of `wanted` that the face lacks, each once; `None` if the face cannot be read.
fn missing(data: &[u8], index: u32, wanted: &str) -> Option<Vec<char>> {
    let draws = fonts::coverage(data, index)?;
    let mut missing: Vec<char> = wanted
        .chars()
        .filter(|c| !c.is_whitespace() && !draws(*c))
        .collect();
    missing.sort_unstable();
    missing.dedup();
    Some(missing)
}
