//! Makes the files of a plan on several threads.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::disk;
use super::look::Look;
use super::plan::{Kind, Paper, Plan};
use crate::document::Document;
use crate::pdf::PdfWriter;
use crate::{docx, text, xlsx};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    Pdf,
    Docx,
    /// Of registers only.
    Xlsx,
    Text,
}

impl Format {
    /// Ending of the file name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Text => "txt",
        }
    }
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFile {
    pub path: PathBuf,
    pub format: Format,
    /// Known of a PDF only: Word sets its pages itself.
    pub pages: Option<usize>,
}

/// What became of one paper.
#[derive(Debug)]
pub struct Outcome {
    pub kind: Kind,
    pub source: String,
    pub made: Vec<MadeFile>,
    /// Files that could not be made, and why.
    pub failed: Vec<String>,
}

/// Makes every paper of the plan into `folder`, on `workers` threads. `done` is called after each paper. The answers stand
/// in the order of the plan, and the files are the same for any number of threads.
pub fn make(plan: &Plan, folder: &Path, formats: &[Format], workers: usize, done: &(dyn Fn() + Sync)) -> Vec<Outcome> {
    let pdf = PdfWriter::new(plan.look.style.clone(), &plan.look.faces);
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(Vec::with_capacity(plan.papers.len()));
    let work = || {
        while let Some((i, paper)) = take(&next, &plan.papers) {
            let outcome = paper_files(plan, paper, folder, formats, &pdf);
            PdfWriter::forget(workers);
            outcomes.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((i, outcome));
            done();
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..workers.clamp(1, plan.papers.len().max(1)) {
            scope.spawn(|| in_own_pool(work));
        }
    });
    let mut outcomes = outcomes.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    outcomes.sort_by_key(|(i, _)| *i);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn take<'a>(next: &AtomicUsize, papers: &'a [Paper]) -> Option<(usize, &'a Paper)> {
    let i = next.fetch_add(1, Ordering::Relaxed);
    papers.get(i).map(|paper| (i, paper))
}

/// Runs a worker in a rayon pool of its own. In a shared pool a waiting PDF export would start another worker's document on
/// its own stack, and so on until the stack ends.
fn in_own_pool(work: impl FnOnce() + Send) {
    match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

fn paper_files(plan: &Plan, paper: &Paper, folder: &Path, formats: &[Format], pdf: &PdfWriter) -> Outcome {
    let mut outcome = Outcome { kind: paper.kind, source: paper.source.clone(), made: Vec::new(), failed: Vec::new() };
    let Some(document) = plan.document(paper) else { return outcome };
    for &format in formats.iter().filter(|f| **f != Format::Xlsx || paper.kind == Kind::Register) {
        let path = folder.join(format!("{}.{}", paper.file_name, format.ending()));
        match bytes(&document, format, pdf, &plan.look) {
            Ok((bytes, pages)) => match disk::write_whole(&path, &bytes) {
                Ok(()) => outcome.made.push(MadeFile { path, format, pages }),
                Err(trouble) => outcome.failed.push(trouble.to_string()),
            },
            Err(why) => {
                outcome.failed.push(format!("{}: внутренняя ошибка программы, сообщите о ней разработчикам: {why}", path.display()));
            }
        }
    }
    outcome
}

fn bytes(document: &Document, format: Format, pdf: &PdfWriter, look: &Look) -> Result<(Vec<u8>, Option<usize>), String> {
    match format {
        Format::Pdf => {
            let pages = pdf.lay_out(document).map_err(|e| e.to_string())?;
            Ok((pages.to_pdf().map_err(|e| e.to_string())?, Some(pages.count())))
        }
        Format::Docx => Ok((docx::write(document, &look.style, look.template.as_ref()).map_err(|e| e.to_string())?, None)),
        Format::Xlsx => Ok((xlsx::write(document).map_err(|e| e.to_string())?, None)),
        Format::Text => Ok((text::write(document).into_bytes(), None)),
    }
}

/// One document in one format, in memory.
///
/// # Errors
/// A fault of the program, in its own words.
pub fn make_one(document: &Document, format: Format) -> Result<Vec<u8>, String> {
    let look = Look::default();
    bytes(document, format, &PdfWriter::new(look.style.clone(), &look.faces), &look).map(|(bytes, _)| bytes)
}
