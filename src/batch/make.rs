//! Makes the files of a plan, several at once.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use super::disk::Trouble;
use super::look::Look;
use super::plan::{Kind, Paper, Plan, content_fingerprint};
use super::register::{Entry, Origin, Register, State};
use super::typesetter::Typesetter;
use crate::document::Document;
use crate::{docx, signing, text, xlsx};

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
    /// Files that were made before from the same data.
    pub fresh: Vec<MadeFile>,
    /// Files that a person changed or signed, left as they are.
    pub kept: Vec<(PathBuf, State)>,
    /// Files that could not be made, and why.
    pub failed: Vec<String>,
}

/// What became of a plan.
#[derive(Debug, Default)]
pub struct Made {
    /// In the order of the plan.
    pub outcomes: Vec<Outcome>,
    /// Papers that were not begun, because `done` asked to stop.
    pub left: usize,
    /// Why the register was not written. The journal says the same, so nothing is lost by it.
    pub register: Option<Trouble>,
}

/// How a plan is carried out.
#[derive(Debug, Clone)]
pub struct Making {
    pub formats: Vec<Format>,
    pub workers: usize,
    /// Makes everything anew, over what a person changed too.
    pub force: bool,
    pub shard: Shard,
}

/// A share of the work, so that several runs can divide it without talking to each other: every
/// `of`-th paper from `number`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// From 1.
    pub number: usize,
    pub of: usize,
}

impl Shard {
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Whether the work at this index belongs to the share.
    pub fn has(self, index: usize) -> bool {
        index % self.of == self.number - 1
    }

    /// Who writes the register: runs that share a folder keep one each.
    fn writer(self) -> String {
        if self == Self::WHOLE {
            "all".to_owned()
        } else {
            format!("{}-of-{}", self.number, self.of)
        }
    }
}

/// Makes every paper of the plan that is not fresh into `folder`. `done` is called after each
/// paper; when it breaks, no more papers are begun. The files are the same for any number of
/// workers.
///
/// # Errors
/// If the register of the folder cannot be read.
pub fn make(
    plan: &Plan,
    folder: &Path,
    making: &Making,
    done: &(dyn Fn() -> ControlFlow<()> + Sync),
) -> Result<Made, Trouble> {
    let register = Register::open(folder, &making.shard.writer())?;
    let fingerprints = Fingerprints::of(plan);
    let mine: Vec<&Paper> = plan
        .papers
        .iter()
        .enumerate()
        .filter(|(i, _)| making.shard.has(*i))
        .map(|(_, paper)| paper)
        .collect();
    let writer = OnceLock::new();
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(Vec::with_capacity(mine.len()));
    let run = Run {
        plan,
        making,
        register: &register,
        fingerprints,
        folder,
    };
    let workers = making.workers.clamp(1, mine.len().max(1));
    let work = || {
        let typesetter = Typesetter::new(&plan.look, &writer, workers);
        while let Some((i, paper)) = take(&next, &mine) {
            let outcome = run.paper(paper, &typesetter);
            outcomes
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .push((i, outcome));
            if done().is_break() {
                next.store(mine.len(), Ordering::Relaxed);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..workers {
            scope.spawn(|| in_own_pool(work));
        }
        // This thread works too, in the memory that reading the project has left behind.
        here_in_own_pool(work);
    });
    let register = register.close().err();
    let mut outcomes = outcomes
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    outcomes.sort_by_key(|(i, _)| *i);
    Ok(Made {
        left: mine.len() - outcomes.len(),
        outcomes: outcomes.into_iter().map(|(_, outcome)| outcome).collect(),
        register,
    })
}

/// How every file of a plan stands to the output folder, and what lies there that the plan does not
/// have.
///
/// # Errors
/// If the register of the folder cannot be read.
pub fn status(
    plan: &Plan,
    folder: &Path,
    formats: &[Format],
) -> Result<Vec<(String, State)>, Trouble> {
    let register = Register::open(folder, "all")?;
    let mut out: Vec<(String, State)> = standing(plan, &register, formats)
        .into_iter()
        .flat_map(|(_, files)| files)
        .collect();
    let wanted: BTreeSet<String> = plan
        .papers
        .iter()
        .flat_map(|paper| {
            [Format::Pdf, Format::Docx, Format::Xlsx, Format::Text]
                .map(|format| file_name(paper, format))
        })
        .collect();
    out.extend(
        register
            .orphans(&wanted)
            .into_iter()
            .map(|file| (file, State::Orphaned)),
    );
    Ok(out)
}

/// Every paper with its files and how each stands.
pub(super) fn standing<'p>(
    plan: &'p Plan,
    register: &Register,
    formats: &[Format],
) -> Vec<(&'p Paper, Vec<(String, State)>)> {
    let fingerprints = Fingerprints::of(plan);
    let of = |paper: &Paper| {
        let mut document = None;
        let state = |format| {
            fingerprints
                .standing(register, paper, format, &mut document)
                .0
        };
        let states: Vec<State> = formats_of(paper, formats).map(state).collect();
        formats_of(paper, formats)
            .map(|format| file_name(paper, format))
            .zip(states)
            .collect()
    };
    plan.papers.iter().map(|paper| (paper, of(paper))).collect()
}

pub(super) fn file_name(paper: &Paper, format: Format) -> String {
    format!("{}.{}", paper.file_name, format.ending())
}

/// Excel holds tables only, so it is for registers.
pub(super) fn formats_of(paper: &Paper, formats: &[Format]) -> impl Iterator<Item = Format> {
    formats
        .iter()
        .copied()
        .filter(|f| *f != Format::Xlsx || paper.kind == Kind::Register)
}

fn take<'a>(next: &AtomicUsize, papers: &[&'a Paper]) -> Option<(usize, &'a Paper)> {
    let i = next.fetch_add(1, Ordering::Relaxed);
    papers.get(i).map(|paper| (i, *paper))
}

/// Laying out a page goes deep, deeper than the two megabytes that a thread has by default promise.
const STACK_BYTES: usize = 16 << 20;

/// Runs a worker in a rayon pool of its own. In a shared pool a waiting PDF export would start
/// another worker's document on its own stack, and so on until the stack ends.
fn in_own_pool(work: impl FnOnce() + Send) {
    in_pool(
        rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES),
        work,
    );
}

/// Likewise, on the calling thread. A thread that has a pool already keeps that one.
fn here_in_own_pool(work: impl FnOnce() + Send) {
    in_pool(rayon::ThreadPoolBuilder::new().use_current_thread(), work);
}

fn in_pool(builder: rayon::ThreadPoolBuilder, work: impl FnOnce() + Send) {
    match builder.num_threads(1).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// A document that is built when it is first needed.
type Late = Option<Result<Document, String>>;

/// Fingerprints of what all papers of a plan share.
struct Fingerprints<'p> {
    plan: &'p Plan,
    common: String,
    look: String,
}

impl<'p> Fingerprints<'p> {
    fn of(plan: &'p Plan) -> Self {
        Self {
            plan,
            common: plan.common_fingerprint(),
            look: plan.look_fingerprint(),
        }
    }

    /// How a file stands: one that would say what it says is fresh, whatever else has changed in
    /// the data.
    fn standing<'r>(
        &self,
        register: &'r Register,
        paper: &Paper,
        format: Format,
        document: &mut Late,
    ) -> (State, Option<&'r Entry>) {
        let (state, known) = register.standing(
            &file_name(paper, format),
            &self.plan.fingerprint(paper, format, &self.common),
        );
        let (State::Stale, Some(entry)) = (state, known) else {
            return (state, known);
        };
        let built = document.get_or_insert_with(|| self.plan.document(paper));
        let says_the_same = built
            .as_ref()
            .is_ok_and(|d| content_fingerprint(d, format, &self.look) == entry.says);
        (
            if says_the_same {
                State::Fresh
            } else {
                State::Stale
            },
            known,
        )
    }
}

/// What the workers share.
struct Run<'a> {
    plan: &'a Plan,
    making: &'a Making,
    register: &'a Register,
    fingerprints: Fingerprints<'a>,
    folder: &'a Path,
}

impl Run<'_> {
    fn paper(&self, paper: &Paper, typesetter: &Typesetter) -> Outcome {
        let mut outcome = Outcome {
            kind: paper.kind,
            source: paper.source.clone(),
            made: Vec::new(),
            fresh: Vec::new(),
            kept: Vec::new(),
            failed: Vec::new(),
        };
        let mut document = None;
        for format in formats_of(paper, &self.making.formats) {
            let file = file_name(paper, format);
            let path = self.folder.join(&file);
            let (state, known) = if self.making.force {
                (State::Stale, None)
            } else {
                self.fingerprints
                    .standing(self.register, paper, format, &mut document)
            };
            let made_from = self
                .plan
                .fingerprint(paper, format, &self.fingerprints.common);
            match state {
                State::Fresh => {
                    if let Some(known) = known.filter(|k| k.made_from != made_from) {
                        self.register.renew(known, &made_from);
                    }
                    outcome.fresh.push(MadeFile {
                        path,
                        format,
                        pages: known.and_then(|k| k.pages),
                    });
                }
                State::ChangedByHand | State::Signed | State::Orphaned => {
                    outcome.kept.push((path, state))
                }
                State::New | State::Stale => {
                    let built = document.get_or_insert_with(|| self.plan.document(paper));
                    let document = match built {
                        Ok(document) => &*document,
                        Err(why) => {
                            outcome.failed.push(why.clone());
                            continue;
                        }
                    };
                    let says = content_fingerprint(document, format, &self.fingerprints.look);
                    let origin = Origin {
                        source: &paper.source,
                        made_from: &made_from,
                        says: &says,
                    };
                    match self.file(document, format, &file, origin, typesetter) {
                        Ok(pages) => outcome.made.push(MadeFile {
                            path,
                            format,
                            pages,
                        }),
                        Err(why) => outcome.failed.push(why),
                    }
                }
            }
        }
        outcome
    }

    fn file(
        &self,
        document: &Document,
        format: Format,
        file: &str,
        origin: Origin<'_>,
        typesetter: &Typesetter,
    ) -> Result<Option<usize>, String> {
        let (bytes, pages) = bytes(document, format, typesetter)
            .map_err(|why| format!("{}: {}", self.folder.join(file).display(), fault(&why)))?;
        self.register
            .put(origin, file, &bytes, pages)
            .map_err(|trouble| trouble.to_string())?;
        Ok(pages)
    }
}

/// What is said of a failure that the user's data cannot be the reason of.
pub(super) fn fault(why: &str) -> String {
    format!("внутренняя ошибка программы, сообщите о ней разработчикам: {why}")
}

pub(super) fn bytes(
    document: &Document,
    format: Format,
    typesetter: &Typesetter,
) -> Result<(Vec<u8>, Option<usize>), String> {
    let look = typesetter.look();
    match format {
        Format::Pdf => {
            let made = typesetter.make(document).map_err(|e| e.to_string())?;
            let fields = document.signature_fields();
            let pdf = if fields.is_empty() {
                made.bytes
            } else {
                signing::with_fields(made.bytes, &fields).map_err(|e| e.to_string())?
            };
            Ok((pdf, Some(made.pages)))
        }
        Format::Docx => Ok((
            docx::write(document, &look.style, look.template.as_ref())
                .map_err(|e| e.to_string())?,
            None,
        )),
        Format::Xlsx => Ok((xlsx::write(document).map_err(|e| e.to_string())?, None)),
        Format::Text => Ok((text::write(document).into_bytes(), None)),
    }
}

/// One document in one format, in memory.
///
/// # Errors
/// A fault of the program, in its own words.
pub fn make_one(document: &Document, format: Format) -> Result<Vec<u8>, String> {
    bytes(
        document,
        format,
        &Typesetter::new(&Look::default(), &OnceLock::new(), 1),
    )
    .map(|(bytes, _)| bytes)
}
