//! The files of a project → sources, problems and what could be read.

use chrono::NaiveDate;

use super::organization::{self, Organization};
use super::{Project, pairing, roadmap};
use crate::problem::{Code, FileId, Place, Problem, Source, Sources};
use crate::reader::Reader;
use crate::reader::decode::{Encoding, decode};

/// A file as it lies on the disk.
#[derive(Debug, Clone)]
pub struct RawFile {
    /// Path to show: from the project folder, with `/`.
    pub name: String,
    /// File name without the ending.
    pub stem: String,
    pub bytes: Vec<u8>,
}

/// The files of one project.
#[derive(Debug, Clone, Default)]
pub struct Files {
    pub organization: Option<RawFile>,
    pub roadmap: Option<RawFile>,
    /// Sorted by name.
    pub pairings: Vec<RawFile>,
    /// Wording of the project's own, in place of the built-in.
    pub forms: Vec<RawFile>,
}

/// What reading gave.
#[derive(Debug)]
pub struct Reading {
    pub sources: Sources,
    pub problems: Vec<Problem>,
    /// `None` where the organisation could not be read at all.
    pub project: Option<Project>,
    /// The project's own wording: file name and text.
    pub forms: Vec<(FileId, String, String)>,
}

/// Reads every file and gathers every problem. A part with an error in it is left out of the project.
pub fn read(files: &Files, can_draw: fn(char) -> bool) -> Reading {
    let mut sources = Sources::default();
    let mut problems = Vec::new();
    let mut add = |file: &RawFile| add_source(&mut sources, &mut problems, file);
    let organization = files.organization.as_ref().and_then(&mut add);
    let roadmap = files.roadmap.as_ref().and_then(&mut add);
    let pairings: Vec<(FileId, String)> = files.pairings.iter().filter_map(|f| add(f).map(|id| (id, f.stem.clone()))).collect();
    let forms: Vec<(FileId, String)> = files.forms.iter().filter_map(|f| add(f).map(|id| (id, f.stem.clone()))).collect();
    let forms = forms.into_iter().map(|(id, stem)| (id, stem, sources.get(id).text.clone())).collect();

    if files.organization.is_none() {
        problems.push(
            Problem::new(Code::MissingFile, "нет файла organization.toml: в нём сведения об организации и сотрудниках")
                .hint("укажите папку, в которой он лежит; новую папку с образцом создаёт команда «nastavnik init»"),
        );
    }
    let reader = Reader::new(&sources, can_draw);
    let project = organization.map(|file| {
        let organization = reader.file(file, |table| organization::read(&reader, &table));
        let roadmap = roadmap.map(|file| reader.file(file, |table| roadmap::read(&table, file, &organization.staff)));
        let pairings = pairings
            .iter()
            .map(|(file, stem)| reader.file(*file, |table| pairing::read(&reader, &table, *file, stem, &organization.staff)));
        let pairings = pairings.collect();
        Project { organization, roadmap, pairings }
    });
    problems.extend(reader.into_problems());
    Reading { sources, problems, project, forms }
}

fn add_source(sources: &mut Sources, problems: &mut Vec<Problem>, file: &RawFile) -> Option<FileId> {
    let decoded = decode(&file.bytes);
    let text = decoded.as_ref().map(|(text, _)| text.replace("\r\n", "\n")).unwrap_or_default();
    let id = sources.add(Source { name: file.name.clone(), text });
    let place = Place { file: id, span: 0..0 };
    match decoded {
        None => {
            let problem = Problem::new(Code::Encoding, "файл не читается: это не текст").at(&place).hint(
                "откройте его в Блокноте, выберите «Сохранить как…» и кодировку UTF-8; таблицу Excel под именем .toml прочитать нельзя",
            );
            problems.push(problem);
            return None;
        }
        Some((_, Encoding::Utf8)) => {}
        Some((_, Encoding::Utf16)) => problems.push(legacy("UTF-16", &place)),
        Some((_, Encoding::Windows1251)) => problems.push(legacy("Windows-1251", &place)),
    }
    Some(id)
}

fn legacy(encoding: &str, place: &Place) -> Problem {
    Problem::new(Code::LegacyEncoding, format!("файл сохранён в кодировке {encoding}; он прочитан, но проверьте, что буквы верны"))
        .at(place)
        .hint("чтобы сообщение не появлялось, сохраните файл в Блокноте в кодировке UTF-8")
}

impl Project {
    /// The date that the papers of this project bear in their properties when they have none of their own.
    pub fn default_date(&self) -> Option<NaiveDate> {
        self.organization.school_year.map(organization::SchoolYear::first_day)
    }
}

impl Organization {
    /// The name that stands in the middle of a sentence: the short one, for an abbreviation is the same in every case.
    pub fn name_in_text(&self) -> &str {
        self.short_name.as_deref().unwrap_or(&self.full_name)
    }
}
