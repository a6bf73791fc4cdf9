//! A project and a workbook: from one to the other.

use std::collections::BTreeSet;
use std::path::Path;

use super::readers::name_readers;
use crate::disk::{self, Trouble, load};
use crate::edit::{Imported, Prune};
use crate::edition::Edition;
use crate::plan::Plan;
use crate::prepare::{Recollection, prepare, prepare_again};
use crate::problem::{Code, Problem, Sources};
use crate::project::Files;
use crate::workbook::{self, Answers, Book, Choices, Refused};

/// Mistakes that leave a part of a file unread: what was not read can be neither written out nor
/// compared.
const UNREAD: [Code; 9] = [
    Code::MissingFile,
    Code::Unreadable,
    Code::Encoding,
    Code::Syntax,
    Code::DuplicateKey,
    Code::UnknownKey,
    Code::WrongType,
    Code::BadDate,
    Code::PeriodReversed,
];

/// Mistakes that leave the whole of a file unread.
const LOST: [Code; 3] = [Code::Encoding, Code::Syntax, Code::DuplicateKey];

/// What came of an export or import.
#[derive(Debug)]
pub enum Exchange<T> {
    Done(T),
    /// The project's own files must be mended first.
    Unread(Vec<Problem>, Sources),
    Refused(String),
}

/// The workbook of the project in a folder.
pub fn export_workbook(folder: &Path) -> Exchange<Vec<u8>> {
    let files = load(folder);
    match unread(&files) {
        Some((problems, sources)) => Exchange::Unread(problems, sources),
        None => match write(&files, &[]) {
            Ok(bytes) => Exchange::Done(bytes),
            Err(Refused(why)) => Exchange::Refused(why),
        },
    }
}

fn write(files: &Files, remarks: &[workbook::Remark]) -> Result<Vec<u8>, Refused> {
    let plan = prepare(files);
    match plan.edition() {
        Some(edition) => workbook::export(files, edition, remarks),
        None => workbook::export(files, &Edition::built_in(false), remarks),
    }
}

fn unread(files: &Files) -> Option<(Vec<Problem>, Sources)> {
    let plan = prepare(files);
    let problems: Vec<Problem> = plan
        .problems
        .into_iter()
        .filter(|p| UNREAD.contains(&p.code))
        .collect();
    (!problems.is_empty()).then_some((problems, plan.sources))
}

/// How a workbook is to be brought in.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// Takes away from the files what the workbook lacks.
    pub prune: bool,
    /// Tells all problems of the project, not only those that it has not had before.
    pub all_problems: bool,
    /// Takes the rows that are clear and leaves those with questions aside.
    pub partial: bool,
    /// Answers to questions that were asked before.
    pub answers: Answers,
}

/// Reads a workbook and compares it with the project in a folder. Nothing is written.
///
/// # Errors
/// If the workbook cannot be read from the disk.
pub fn import_workbook(
    file: &Path,
    folder: &Path,
    wishes: &Wishes,
) -> Result<Exchange<Imported>, Trouble> {
    let name = file
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    Ok(import_bytes(&disk::read(file)?, &name, folder, wishes))
}

/// The same for a workbook that is in memory already.
pub fn import_bytes(
    bytes: &[u8],
    name: &str,
    folder: &Path,
    wishes: &Wishes,
) -> Exchange<Imported> {
    let files = if folder.exists() {
        load(folder)
    } else {
        Files::default()
    };
    let is_empty = files.organization.is_none()
        && files.roadmap.is_none()
        && files.pairings.is_empty()
        && files.orders.is_empty();
    if let Some((problems, sources)) = unread(&files).filter(|_| !is_empty) {
        return Exchange::Unread(problems, sources);
    }
    let book = match workbook::open(bytes, name) {
        Ok(book) => book,
        Err(problem) => return Exchange::Done(Imported::refused(problem)),
    };
    compare(book, &files, is_empty, folder, wishes)
}

/// The same for a part of a book, cut out by [`super::split_by_school`].
pub fn import_book(book: Book, folder: &Path, wishes: &Wishes) -> Exchange<Imported> {
    let files = load(folder);
    match unread(&files) {
        Some((problems, sources)) => Exchange::Unread(problems, sources),
        None => compare(book, &files, false, folder, wishes),
    }
}

fn compare(
    mut book: Book,
    files: &Files,
    is_empty: bool,
    folder: &Path,
    wishes: &Wishes,
) -> Exchange<Imported> {
    let given = wishes.answers.give(&mut book);
    let mut job = Job {
        files,
        is_empty,
        book: &book,
        folder,
        wishes,
        known: None,
        choices: Choices {
            not_needed: given.not_needed,
            ..Choices::pruning(if wishes.prune {
                Prune::Everything
            } else {
                Prune::Nothing
            })
        },
    };
    let mut imported = job.compared();
    if wishes.partial {
        imported = job.partly(imported);
    }
    let untaken = given.untaken.into_iter();
    imported
        .problems
        .extend(untaken.map(|why| Problem::new(Code::LeftOut, why)));
    Exchange::Done(imported)
}

/// One book against one project.
struct Job<'j> {
    files: &'j Files,
    is_empty: bool,
    book: &'j Book,
    folder: &'j Path,
    wishes: &'j Wishes,
    /// Problems that the project has already, once they are asked for.
    known: Option<BTreeSet<(Code, String)>>,
    choices: Choices,
}

impl Job<'_> {
    /// The changes, with the problems that the project would have.
    fn compared(&mut self) -> Imported {
        let all_problems = self.wishes.all_problems;
        let mut imported = workbook::import(self.files, self.book, &self.choices);
        if !all_problems && (imported.has_errors() || imported.files.is_empty()) {
            return imported;
        }
        if self.known.is_none() {
            self.known = Some(if self.is_empty || all_problems {
                BTreeSet::new()
            } else {
                known(self.files)
            });
        }
        let known = self.known.as_ref();
        let shown = self.folder.display().to_string();
        let plan = prepare(&imported.after(self.files, &shown));
        let plan = if name_readers(&mut imported, self.files, &plan) {
            prepare(&imported.after(self.files, &shown))
        } else {
            plan
        };
        // A list of pairs says nothing yet of what else a whole set must have: `check` does. Whom it
        // names twice it says itself.
        let concerns = |p: &Problem| {
            all_problems || !p.code.is_of_the_set() || p.code == Code::OverlappingPairs
        };
        let is_known = |p: &Problem| {
            known.is_some_and(|known| known.contains(&(p.code, p.text().into_owned())))
        };
        let new = plan
            .problems
            .into_iter()
            .filter(|p| concerns(p) && !is_known(p));
        let new: Vec<Problem> = new.collect();
        imported.take_problems(&new, &plan.sources);
        self.leave_followers(&mut imported);
        imported
    }

    /// Takes away what only follows from a question: a pair whose order is asked about lacks none.
    fn leave_followers(&self, imported: &mut Imported) {
        let rows: BTreeSet<(String, u32)> = imported
            .unread_orders
            .iter()
            .filter_map(|cell| self.book.row_of(cell))
            .collect();
        let sources = &imported.sources;
        let follows = |problem: &Problem| {
            let file = problem.place.as_ref().map(|place| place.file);
            let cell = file.and_then(|file| sources.cell(file));
            let row = cell.and_then(|cell| self.book.row_of(cell));
            problem.code == Code::NoOrder && row.is_some_and(|row| rows.contains(&row))
        };
        imported.problems.retain(|problem| !follows(problem));
    }

    /// The changes of the rows without questions. What is asked about in the others stays among
    /// the problems; where a question belongs to no row, everything waits for it.
    fn partly(&mut self, first: Imported) -> Imported {
        let mut asked: Vec<(Problem, String, String)> = Vec::new();
        let mut imported = first;
        loop {
            let mut rows = BTreeSet::new();
            let errors: Vec<&Problem> = imported.problems.iter().filter(|p| p.is_error()).collect();
            if errors.is_empty() {
                break;
            }
            for problem in errors {
                let file = problem.place.as_ref().map(|place| place.file);
                let cell = file.and_then(|file| Some((file, imported.sources.cell(file)?)));
                let row = cell.and_then(|(_, cell)| self.book.row_of(cell));
                let (Some((file, cell)), Some(row)) = (cell, row) else {
                    return imported;
                };
                let text = imported.sources.get(file).text.clone();
                asked.push((problem.clone(), cell.to_owned(), text));
                rows.insert(row);
            }
            let before = self.choices.waiting.len();
            self.choices.waiting.extend(rows);
            if self.choices.waiting.len() == before {
                return imported;
            }
            imported = self.compared();
        }
        for (problem, cell, text) in asked {
            imported.report_again(problem, &cell, &text);
        }
        imported.is_partial = true;
        imported
    }
}

/// Problems that a project has already.
fn known(files: &Files) -> BTreeSet<(Code, String)> {
    prepare(files)
        .problems
        .into_iter()
        .map(|p| (p.code, p.text().into_owned()))
        .collect()
}

/// A change of the project in a folder with the mistakes that the project has not had before, and
/// those of files that it would write over unread.
pub fn with_new_mistakes(imported: Imported, files: &Files, folder: &Path) -> Imported {
    with_new_mistakes_by(imported, files, folder, &prepare)
}

/// The same, for who asks again and again: what has not changed since is not read.
pub fn with_new_mistakes_again(
    imported: Imported,
    files: &Files,
    folder: &Path,
    last: &Recollection,
) -> Imported {
    let prepare = |files: &Files| prepare_again(files, last);
    with_new_mistakes_by(imported, files, folder, &prepare)
}

fn with_new_mistakes_by(
    mut imported: Imported,
    files: &Files,
    folder: &Path,
    prepare: &dyn Fn(&Files) -> Plan,
) -> Imported {
    if !imported.has_errors() && !imported.files.is_empty() {
        let shown = folder.display().to_string();
        let before = prepare(files);
        // A file that is there and could not be read would be written over as a new one.
        let is_lost = |p: &&Problem| {
            let file = p.place.as_ref().map(|at| before.sources.get(at.file));
            p.code == Code::Unreadable
                || (LOST.contains(&p.code)
                    && p.is_error()
                    && file.is_some_and(|f| imported.files.contains_key(&f.inside)))
        };
        let lost: Vec<Problem> = before.problems.iter().filter(is_lost).cloned().collect();
        if !lost.is_empty() {
            imported.take_problems(&lost, &before.sources);
            return imported;
        }
        let known: BTreeSet<(Code, String)> = before
            .problems
            .into_iter()
            .map(|p| (p.code, p.text().into_owned()))
            .collect();
        let plan = prepare(&imported.after(files, &shown));
        let plan = if name_readers(&mut imported, files, &plan) {
            prepare(&imported.after(files, &shown))
        } else {
            plan
        };
        let new: Vec<Problem> = plan
            .problems
            .into_iter()
            .filter(|p| p.is_error() && !known.contains(&(p.code, p.text().into_owned())))
            .collect();
        imported.take_problems(&new, &plan.sources);
    }
    imported
}

/// A copy of a workbook with every problem as a remark on its cell.
///
/// # Errors
/// If the copy cannot be packed.
pub fn commented_copy(file: &Path, imported: &Imported) -> Result<Vec<u8>, String> {
    let bytes = disk::read(file).map_err(|t| t.to_string())?;
    workbook::commented(&bytes, imported)
}
