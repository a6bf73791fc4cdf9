//! The files of a project → sources, problems and what could be read.

use super::organization;
use super::{Pairing, Project, Staff, emblem, order, pairing, regulation, roadmap};
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
    pub regulation: Option<RawFile>,
    /// Sorted by name.
    pub pairings: Vec<RawFile>,
    /// Sorted by name.
    pub orders: Vec<RawFile>,
    /// Wording of the project's own, in place of the built-in.
    pub forms: Vec<RawFile>,
    /// The school's own look.
    pub style: Option<RawFile>,
    /// Coat of arms or emblem for the top of orders.
    pub emblem: Option<RawFile>,
    /// The contents of its font files.
    pub fonts: Vec<Vec<u8>>,
    /// What the folder holds and the program does not read, and what the disk refused: for the user to be told.
    pub remarks: Vec<Remark>,
}

/// A file that lies in the project and is not read.
#[derive(Debug, Clone)]
pub enum Remark {
    /// The disk refused it; the reason is a sentence.
    Unreadable { name: String, reason: String },
    /// Its name or place is not one of a project's.
    Overlooked { name: String },
    /// There is no such folder.
    NoFolder { name: String },
}

/// What reading gave.
#[derive(Debug)]
pub struct Reading {
    pub sources: Sources,
    /// The text of `style.toml`.
    pub style: Option<FileId>,
    pub problems: Vec<Problem>,
    /// `None` where the organisation could not be read at all.
    pub project: Option<Project>,
    /// The project's own wording: file name and text.
    pub forms: Vec<(FileId, String, String)>,
    /// Every file that describes a pairing, those that could not be read among them.
    pub pairing_files: Vec<FileId>,
    /// Files with a paper of their own: pairings, the roadmap, orders. A mistake in any other file concerns every paper.
    pub own_files: Vec<FileId>,
}

/// Reads every file and gathers every problem.
pub fn read(files: &Files, can_draw: &dyn Fn(char) -> bool) -> Reading {
    let mut sources = Sources::default();
    let mut problems = Vec::new();
    let mut add = |file: &RawFile| add_source(&mut sources, &mut problems, file);
    let organization = files.organization.as_ref().map(&mut add);
    let orders: Vec<Added> = files.orders.iter().map(&mut add).collect();
    let roadmap = files.roadmap.as_ref().map(&mut add);
    let regulation = files.regulation.as_ref().map(&mut add);
    let pairings: Vec<Added> = files.pairings.iter().map(&mut add).collect();
    let forms: Vec<Added> = files.forms.iter().map(&mut add).collect();
    let style = files.style.as_ref().map(&mut add).filter(|s| s.readable).map(|s| s.id);

    problems.extend(files.remarks.iter().map(remark));
    if organization.is_none() && problems.iter().all(|p| p.code != Code::Unreadable) {
        problems.push(
            Problem::new(Code::MissingFile, "нет файла organization.toml: в нём сведения об организации и сотрудниках")
                .hint("укажите папку, в которой он лежит; новую папку с образцом создаёт команда «nastavnik init»"),
        );
    }
    let emblem = files.emblem.as_ref().and_then(|file| emblem::read(file).map_err(|problem| problems.push(problem)).ok());
    let reader = Reader::new(&sources, can_draw);
    let project = organization.clone().filter(|o| o.readable).map(|file| {
        let organization = reader.file(file.id, |table| organization::read(&reader, &table));
        let staff = &organization.staff;
        let readable = |list: &[Added]| list.iter().filter(|f| f.readable).cloned().collect::<Vec<_>>();
        let orders = readable(&orders).iter().map(|f| reader.file(f.id, |t| order::read(&reader, &t, f.id, &f.stem, staff))).collect();
        let roadmap = roadmap.as_ref().filter(|r| r.readable).map(|f| reader.file(f.id, |t| roadmap::read(&t, f.id, staff)));
        let pairings =
            readable(&pairings).iter().map(|f| reader.file(f.id, |t| pairing::read(&reader, &t, f.id, &f.stem, staff))).collect();
        let regulation =
            regulation.as_ref().filter(|r| r.readable).map(|f| reader.file(f.id, |t| regulation::read(&t))).unwrap_or_default();
        Project { organization, roadmap, pairings, orders, regulation, emblem }
    });
    problems.extend(reader.into_problems());
    let organization_is_faulty = problems
        .iter()
        .any(|p| p.is_error() && p.place.as_ref().is_some_and(|place| Some(place.file) == organization.as_ref().map(|o| o.id)));
    if organization_is_faulty {
        // A person may be unknown elsewhere only because the list of the staff was not understood.
        problems.retain(|p| {
            p.code != Code::UnknownPerson || p.place.as_ref().is_some_and(|place| Some(place.file) == organization.as_ref().map(|o| o.id))
        });
    }
    let ids = |list: &[Added]| list.iter().map(|f| f.id).collect::<Vec<_>>();
    let own_files = [ids(&pairings), ids(&orders), roadmap.iter().map(|f| f.id).collect()].concat();
    let texts = |f: &Added| (f.id, f.stem.clone(), sources.get(f.id).text.clone());
    let forms = forms.iter().filter(|f| f.readable).map(texts).collect();
    Reading { pairing_files: ids(&pairings), own_files, forms, style, sources, problems, project }
}

/// A pairing with its note and activities, read again from its text: see [`Pairing::shed`].
pub fn reread(sources: &Sources, pairing: &Pairing, staff: &Staff) -> Pairing {
    let reader = Reader::new(sources, &|_| true);
    reader.file(pairing.file, |table| pairing::read(&reader, &table, pairing.file, &pairing.stem, staff))
}

fn remark(remark: &Remark) -> Problem {
    match remark {
        Remark::Unreadable { name, reason } => Problem::new(Code::Unreadable, format!("{name}: {reason}")),
        Remark::NoFolder { name } => Problem::new(Code::Unreadable, format!("{name}: такой папки нет"))
            .hint("укажите папку, в которой лежит organization.toml; имя с пробелами берите в кавычки"),
        Remark::Overlooked { name } => Problem::new(Code::OverlookedFile, format!("{name}: файл не прочитан"))
            .hint("имя файла должно кончаться на .toml, и лежать он должен прямо в папке; чтобы видеть окончания, включите в Проводнике «Расширения имен файлов»"),
    }
}

/// A file among the sources.
#[derive(Debug, Clone)]
struct Added {
    id: FileId,
    stem: String,
    readable: bool,
}

fn add_source(sources: &mut Sources, problems: &mut Vec<Problem>, file: &RawFile) -> Added {
    let decoded = decode(&file.bytes);
    let (text, encoding) = match decoded {
        Some((text, encoding)) => (if text.contains('\r') { text.replace("\r\n", "\n") } else { text }, Some(encoding)),
        None => (String::new(), None),
    };
    let id = sources.add(Source { name: file.name.clone(), text });
    let place = Place { file: id, span: 0..0 };
    let readable = encoding.is_some();
    match encoding {
        None => {
            let problem = Problem::new(Code::Encoding, "файл не читается: это не текст, или часть его букв испорчена").at(&place).hint(
                "откройте его в Блокноте, выберите «Сохранить как…» и кодировку UTF-8; таблицу Excel под именем .toml прочитать нельзя",
            );
            problems.push(problem);
        }
        Some(Encoding::Utf8) => {}
        Some(Encoding::Utf16) => problems.push(legacy("UTF-16", &place)),
        Some(Encoding::Windows1251) => problems.push(legacy("Windows-1251", &place)),
    }
    Added { id, stem: file.stem.clone(), readable }
}

fn legacy(encoding: &str, place: &Place) -> Problem {
    Problem::new(Code::LegacyEncoding, format!("файл сохранён в кодировке {encoding}; он прочитан, но проверьте, что буквы верны"))
        .at(place)
        .hint("чтобы сообщение не появлялось, сохраните файл в Блокноте в кодировке UTF-8")
}
