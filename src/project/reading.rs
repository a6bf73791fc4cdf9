//! The files of a project → sources, problems and what could be read.

use std::sync::Arc;

use rayon::prelude::*;

use super::files::{FileRemark, Files, LateFile, RawFile, lines_and_encoding};
use super::lost_heading::told_once;
use super::memory::{Memory, ReadPairing};
use super::organization::{self, Organization};
use super::pairing::{self, Pairing};
use super::project::Project;
use super::strayed::{Folder, strayed};
use super::{bank, emblem, order, regulation, roadmap};
use crate::problem::{Advice, Audience, Code, FileId, Place, Problem, Source, Sources};
use crate::reader::Reader;
use crate::reader::decode::{Encoding, foreign};

/// What reading gave.
#[derive(Debug, Clone)]
pub struct Reading {
    pub sources: Sources,
    /// The text of `style.toml`.
    pub style: Option<FileId>,
    pub problems: Vec<Problem>,
    /// `None` where the organisation could not be read at all.
    pub project: Option<Project>,
    /// The project's own wording: files and their names without ending.
    pub forms: Vec<(FileId, String)>,
    /// Every file that describes a pairing, those that could not be read among them.
    pub pairing_files: Vec<FileId>,
    /// Files with a paper of their own: pairings, the roadmap, orders. A mistake in any other file
    /// but the bank concerns every paper.
    pub own_files: Vec<FileId>,
    /// The bank of wording, of which no paper is made.
    pub bank: Option<FileId>,
    /// Whether the list of the staff has mistakes, so that nobody can be called unknown.
    staff_is_doubtful: bool,
}

/// Reads every file but the pairings and gathers every problem.
pub fn read(files: &Files, can_draw: &dyn Fn(char) -> bool) -> Reading {
    let mut sources = Sources::default();
    let mut problems = Vec::new();
    let mut add = |file: &RawFile| add_source(&mut sources, &mut problems, file);
    let organization = files.organization.as_ref().map(&mut add);
    let mut orders: Vec<Added> = files.orders.iter().map(&mut add).collect();
    let roadmap = files.roadmap.as_ref().map(&mut add);
    let regulation = files.regulation.as_ref().map(&mut add);
    let bank = files.bank.as_ref().map(&mut add);
    let kept_for_later = |file: &LateFile| {
        sources.add(Source {
            name: file.name.clone(),
            inside: file.inside.clone(),
            ..Source::default()
        })
    };
    let pairing_files: Vec<FileId> = files.pairings.iter().map(kept_for_later).collect();
    let mut add = |file: &RawFile| add_source(&mut sources, &mut problems, file);
    let forms: Vec<Added> = files.wording().into_iter().map(&mut add).collect();
    let style = files
        .style
        .as_ref()
        .map(&mut add)
        .filter(|s| s.readable)
        .map(|s| s.id);

    problems.extend(files.remarks.iter().map(remark));
    let is_told = |p: &Problem| matches!(p.code, Code::Unreadable | Code::MissingFile);
    if organization.is_none() && !problems.iter().any(is_told) {
        problems.push(no_school());
    }
    let emblem = files.emblem.as_ref().and_then(|file| {
        emblem::read(file)
            .map_err(|problem| problems.push(problem))
            .ok()
    });
    problems.extend(orders.iter_mut().filter_map(|it| it.strayed(&sources)));
    let reader = Reader::new(&sources, can_draw);
    let project = organization.clone().filter(|o| o.readable).map(|file| {
        let organization = reader.file(file.id, |table| organization::read(&reader, &table));
        let staff = &organization.staff;
        let orders = orders.iter().filter(|f| f.readable);
        let orders = orders
            .map(|f| reader.file(f.id, |t| order::read(&reader, &t, f.id, &f.stem, staff)))
            .collect();
        let roadmap = roadmap
            .as_ref()
            .filter(|r| r.readable)
            .map(|f| reader.file(f.id, |t| roadmap::read(&t, f.id, staff)));
        let regulation = regulation
            .as_ref()
            .filter(|r| r.readable)
            .map(|f| reader.file(f.id, |t| regulation::read(&t)))
            .unwrap_or_default();
        let bank_blocks = bank
            .as_ref()
            .filter(|it| it.readable)
            .map(|it| reader.file(it.id, |table| bank::look_over(&table)))
            .unwrap_or_default();
        Project {
            organization,
            roadmap,
            pairings: Vec::new(),
            orders,
            regulation,
            emblem,
            bank_blocks,
        }
    });
    problems.extend(told_once(reader.into_problems(), &sources));
    let of_organization = |p: &Problem| {
        p.place
            .as_ref()
            .is_some_and(|place| Some(place.file) == organization.as_ref().map(|o| o.id))
    };
    let staff_is_doubtful = problems.iter().any(|p| p.is_error() && of_organization(p));
    problems.retain(|p| !staff_is_doubtful || p.code != Code::UnknownPerson || of_organization(p));
    let own_files = pairing_files
        .iter()
        .copied()
        .chain(orders.iter().chain(&roadmap).map(|f| f.id))
        .collect();
    let forms = forms
        .iter()
        .filter(|f| f.readable)
        .map(|f| (f.id, f.stem.clone()))
        .collect();
    Reading {
        sources,
        style,
        problems,
        project,
        forms,
        pairing_files,
        own_files,
        bank: bank.map(|it| it.id),
        staff_is_doubtful,
    }
}

/// So few files are read one after another sooner than other threads could begin.
const FEW: usize = 3;

impl Reading {
    /// Reads the pairings, several at once. `look_at` has each as a whole, tells what is wrong with
    /// it and may let go of what is not needed later. The text of a file is kept only if there is a
    /// problem in it: see [`Self::recall`]. A file that a memory knows is not read again; with the
    /// memory goes the fingerprint of everything else that bears on what a pairing says.
    pub fn read_pairings(
        &mut self,
        files: &[LateFile],
        can_draw: &(dyn Fn(char) -> bool + Sync),
        look_at: &(dyn Fn(&Organization, &mut Pairing) -> Vec<Problem> + Sync),
        memory: Option<(&Memory, &str)>,
    ) {
        let organization = self.project.as_ref().map(|p| &p.organization);
        let read_one = |(id, file): &(FileId, &LateFile)| {
            let mut read = read_pairing(*id, file, organization, can_draw, look_at);
            // A person may be unknown only because the list of the staff was not understood.
            read.problems
                .retain(|p| !self.staff_is_doubtful || p.code != Code::UnknownPerson);
            if read.problems.is_empty() {
                read.source.text = String::new();
            }
            (*id, Arc::new(read))
        };
        let mut wanted: Vec<(FileId, &LateFile)> =
            self.pairing_files.iter().copied().zip(files).collect();
        let mut all = memory
            .map(|(memory, circumstances)| memory.recall(circumstances, &wanted))
            .unwrap_or_default();
        wanted.retain(|(id, _)| !all.contains_key(id));
        let read = || wanted.par_iter().map(read_one).collect::<Vec<_>>();
        // A pool for this alone: its threads end with it and leave their memory to those that make
        // the papers.
        if wanted.len() <= FEW {
            all.extend(wanted.iter().map(read_one));
        } else {
            all.extend(
                rayon::ThreadPoolBuilder::new()
                    .build()
                    .map_or_else(|_| read(), |pool| pool.install(read)),
            );
        }
        if let Some((memory, circumstances)) = memory {
            memory.keep(circumstances, all.clone());
        }
        for (id, read) in all {
            // What a memory keeps too is shared with it.
            let read = Arc::unwrap_or_clone(read);
            self.sources.put(id, read.source);
            self.problems.extend(read.problems);
            if let Some(project) = &mut self.project {
                project.pairings.extend(read.pairing);
            }
        }
        if let Some(project) = &mut self.project {
            project.put_in_order();
        }
    }

    /// Brings back the text of every pairing that a problem points into, so that its line can be
    /// shown. A file that has changed meanwhile is only named.
    pub fn recall(&mut self, files: &[LateFile]) {
        for (id, file) in self.pairing_files.iter().zip(files) {
            let is_here = |p: &Problem| p.place.as_ref().is_some_and(|place| place.file == *id);
            if !self.sources.get(*id).text.is_empty() || !self.problems.iter().any(is_here) {
                continue;
            }
            match file.text_again(self.sources.get(*id)) {
                Ok(source) => self.sources.put(*id, source),
                Err(_) => {
                    self.problems
                        .iter_mut()
                        .filter_map(|p| p.place.as_mut())
                        .filter(|p| p.file == *id)
                        .for_each(|p| p.span = 0..0);
                }
            }
        }
    }
}

fn read_pairing(
    id: FileId,
    file: &LateFile,
    organization: Option<&Organization>,
    can_draw: &dyn Fn(char) -> bool,
    look_at: &dyn Fn(&Organization, &mut Pairing) -> Vec<Problem>,
) -> ReadPairing {
    let bytes = match file.bytes() {
        Ok(bytes) => bytes,
        Err(reason) => {
            let problems = vec![remark(&FileRemark::Unreadable {
                name: file.name.clone(),
                reason,
            })];
            let source = Source {
                name: file.name.clone(),
                inside: file.inside.clone(),
                ..Source::default()
            };
            return ReadPairing {
                pairing: None,
                source,
                problems,
            };
        }
    };
    let mut problems = Vec::new();
    let (source, readable) = decoded(id, &file.name, &bytes, &mut problems);
    let source = source.inside(file.inside.clone());
    drop(bytes);
    let sources = Sources::only(id, source);
    let pairing = organization.filter(|_| readable).map(|organization| {
        let reader = Reader::new(&sources, can_draw);
        reader.set_typography(organization.typography);
        let mut pairing = reader.file(id, |table| {
            pairing::read(&reader, &table, id, &file.stem, &organization.staff)
        });
        // The reader tells a slip once, whoever else stumbles over it.
        for problem in look_at(organization, &mut pairing) {
            reader.report(problem);
        }
        problems.extend(told_once(reader.into_problems(), &sources));
        // What is not there may stand where the file was not understood.
        if problems.iter().any(Problem::is_error) {
            problems.retain(|p| !p.code.is_of_the_set() && !p.code.is_slip());
        }
        pairing
    });
    let source = sources.pop();
    if problems.iter().any(Problem::is_error)
        && let Some(problem) = strayed(Folder::Pairings, id, &source.text)
            .or_else(|| says_nothing(id, &source.text, &problems))
    {
        return ReadPairing {
            pairing: None,
            source,
            problems: vec![problem],
        };
    }
    ReadPairing {
        pairing,
        source,
        problems,
    }
}

/// A pairing with its note and activities, read again from its file: see [`Pairing::shed`].
///
/// # Errors
/// Why not, in Russian: the file is gone, or is not what it was.
pub fn reread(
    file: &LateFile,
    source: &Source,
    pairing: &Pairing,
    organization: &Organization,
) -> Result<Pairing, String> {
    let sources = Sources::only(pairing.file, file.text_again(source)?);
    let reader = Reader::new(&sources, &|_| true);
    reader.set_typography(organization.typography);
    Ok(reader.file(pairing.file, |table| {
        pairing::read(
            &reader,
            &table,
            pairing.file,
            &pairing.stem,
            &organization.staff,
        )
    }))
}

/// A file that is empty, or has remarks alone.
fn says_nothing(id: FileId, text: &str, problems: &[Problem]) -> Option<Problem> {
    let mut lines = text.lines().map(str::trim);
    let is_missing = |it: &Problem| it.code == Code::MissingKey;
    if !problems.iter().all(is_missing)
        || lines.any(|line| !line.is_empty() && !line.starts_with('#'))
    {
        return None;
    }
    let problem = Problem::new(Code::MissingKey, "файл пуст: пара в нем не описана");
    Some(problem.at(&Place::in_file(id, 0..0)).hint(Advice::apart(
        "опишите в нем пару или удалите файл",
        "заполните пару или удалите ее",
    )))
}

/// A folder without the file that everything begins with.
fn no_school() -> Problem {
    const IN_FILES: &str =
        "нет файла organization.toml: в нем сведения об организации и сотрудниках";
    let message = |reader| match reader {
        Audience::Page => "сведений о школе и сотрудниках в папке нет".to_owned(),
        Audience::Files | Audience::Workbook => IN_FILES.to_owned(),
    };
    Problem::naming(Code::MissingFile, message).hint(Advice::in_cell_or_field(
        "укажите папку, в которой он лежит; новую папку с образцом создает команда «nastavnik init»",
        "заполните раздел «Школа» или откройте папку, в которой эти сведения лежат",
    ))
}

pub(super) fn remark(remark: &FileRemark) -> Problem {
    match remark {
        FileRemark::Unreadable { name, reason } => {
            Problem::new(Code::Unreadable, format!("{name}: {reason}"))
        }
        FileRemark::DamagedFont { name, reason } => {
            Problem::new(Code::DamagedFont, format!("{name}: {reason}"))
        }
        FileRemark::NoFolder { name } => Problem::new(
            Code::MissingFile,
            format!("{name}: такой папки нет"),
        )
        .hint("укажите папку, в которой лежит organization.toml; имя с пробелами берите в кавычки"),
        FileRemark::Capital { name, meant } => Problem::new(
            Code::CapitalFolder,
            format!("{name}: папка не прочитана: строчные и прописные буквы в ее имени не те"),
        )
        .hint(format!(
            "возможно, имелось в виду «{meant}»: переименуйте папку"
        )),
        FileRemark::Overlooked { name, advice } => {
            let what = if name.ends_with('/') {
                "папка не прочитана"
            } else {
                "файл не прочитан"
            };
            Problem::new(Code::OverlookedFile, format!("{name}: {what}"))
                .of_absent(name)
                .hint(advice.clone())
        }
    }
}

/// A file among the sources.
#[derive(Debug, Clone)]
struct Added {
    id: FileId,
    stem: String,
    readable: bool,
}

impl Added {
    /// Whether it is no order; then it is not read as one.
    fn strayed(&mut self, sources: &Sources) -> Option<Problem> {
        let text = &sources.get(self.id).text;
        let problem = self
            .readable
            .then(|| strayed(Folder::Orders, self.id, text))??;
        self.readable = false;
        Some(problem)
    }
}

fn add_source(sources: &mut Sources, problems: &mut Vec<Problem>, file: &RawFile) -> Added {
    let id = sources.add(Source::default());
    let (source, readable) = decoded(id, &file.name, &file.bytes, problems);
    sources.put(id, source.inside(file.inside.clone()));
    Added {
        id,
        stem: file.stem.clone(),
        readable,
    }
}

/// The text of a file, and whether it is one.
fn decoded(id: FileId, name: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> (Source, bool) {
    let (text, encoding) = lines_and_encoding(bytes);
    let place = Place::in_file(id, 0..0);
    if let Some(what) = foreign(bytes, &text) {
        let message = format!("файл не прочитан: это {what}, а нужен простой текст");
        let hint = if what.contains("<<<<<<<") {
            "найдите строку <<<<<<<, оставьте одну из двух версий и уберите строки <<<<<<<, ======= и >>>>>>>"
        } else if what.contains("RTF") {
            "в WordPad или Word выберите «Сохранить как…», «Обычный текст» и кодировку UTF-8; удобнее править файл в Блокноте"
        } else {
            "возьмите прежнюю копию файла или образец, который создает команда «nastavnik init»; переименовать такой файл в .toml нельзя"
        };
        problems.push(Problem::new(Code::Encoding, message).at(&place).hint(hint));
        return (
            Source::new(name.to_owned(), String::new()).of_bytes(bytes),
            false,
        );
    }
    match encoding {
        None => {
            let problem = Problem::new(Code::Encoding, "файл не читается: это не текст, или часть его букв испорчена").at(&place).hint(
                "откройте его в Блокноте, выберите «Сохранить как…» и кодировку UTF-8; таблицу Excel под именем .toml прочитать нельзя",
            );
            problems.push(problem);
        }
        Some(Encoding::Utf8) => {}
        Some(encoding) => {
            problems.push(legacy(encoding.name(), &place));
            problems.extend(lost_signs(id, &text));
        }
    }
    (
        Source::new(name.to_owned(), text).of_bytes(bytes),
        encoding.is_some(),
    )
}

/// Question marks for signs that an old encoding does not have: no word stands before them.
fn lost_signs(id: FileId, text: &str) -> Option<Problem> {
    let is_lost = |(at, _): &(usize, &str)| {
        let before = text[..*at].chars().next_back();
        before.is_some_and(|c| c == ' ' || c == '"')
    };
    let mut all = text.match_indices('?').filter(is_lost);
    let (first, _) = all.next()?;
    let message = "при сохранении потеряны знаки, которых нет в этой кодировке: вместо них «?»";
    let problem = Problem::new(Code::QuestionMarks, message);
    let place = Place::in_file(id, first..first + 1);
    Some(problem.at(&place).hint(
        "чаще всего это тире, «елочки» и знак №: впишите их на место «?» во всем файле и сохраните его в UTF-8",
    ))
}

fn legacy(encoding: &str, place: &Place) -> Problem {
    Problem::new(
        Code::LegacyEncoding,
        format!("файл сохранен в кодировке {encoding}; он прочитан, но проверьте, что буквы верны"),
    )
    .at(place)
    .hint("чтобы сообщение не появлялось, сохраните файл в Блокноте в кодировке UTF-8")
}
