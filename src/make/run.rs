//! Makes the files of a plan, several at once.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use super::one::bytes;
use super::page_setter::PageSetter;
use super::standing::Fingerprints;
use crate::disk::{Ledger, Origin, State, Trouble};
use crate::document::Document;
use crate::plan::{Format, Paper, PaperKind, Plan, content_fingerprint, fault};

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
    pub kind: PaperKind,
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
    /// Why the ledger was not written. The journal says the same, so nothing is lost by it.
    pub ledger: Option<Trouble>,
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

    /// Who writes the ledger: runs that share a folder keep one each.
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
/// If the ledger of the folder cannot be read.
pub fn make(
    plan: &Plan,
    folder: &Path,
    making: &Making,
    done: &(dyn Fn() -> ControlFlow<()> + Sync),
) -> Result<Made, Trouble> {
    let ledger = Ledger::open(folder, &making.shard.writer())?;
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
        ledger: &ledger,
        fingerprints,
        folder,
    };
    let workers = making.workers.clamp(1, mine.len().max(1));
    let work = || {
        let setter = PageSetter::new(&plan.look, &writer, workers);
        while let Some((i, paper)) = take(&next, &mine) {
            let outcome = run.paper(paper, &setter);
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
    let ledger = ledger.close().err();
    let mut outcomes = outcomes
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    outcomes.sort_by_key(|(i, _)| *i);
    Ok(Made {
        left: mine.len() - outcomes.len(),
        outcomes: outcomes.into_iter().map(|(_, outcome)| outcome).collect(),
        ledger,
    })
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

/// What the workers share.
struct Run<'a> {
    plan: &'a Plan,
    making: &'a Making,
    ledger: &'a Ledger,
    fingerprints: Fingerprints<'a>,
    folder: &'a Path,
}

impl Run<'_> {
    fn paper(&self, paper: &Paper, setter: &PageSetter) -> Outcome {
        let mut outcome = Outcome {
            kind: paper.kind,
            source: paper.source.clone(),
            made: Vec::new(),
            fresh: Vec::new(),
            kept: Vec::new(),
            failed: Vec::new(),
        };
        let mut document = None;
        for format in paper.formats(&self.making.formats) {
            let file = paper.file_in(format);
            let path = self.folder.join(&file);
            let (state, known) = if self.making.force {
                (State::Stale, None)
            } else {
                self.fingerprints
                    .standing(self.ledger, paper, format, &mut document)
            };
            let made_from = self
                .plan
                .fingerprint(paper, format, &self.fingerprints.common);
            match state {
                State::Fresh => {
                    if let Some(known) = known.filter(|k| k.made_from != made_from) {
                        self.ledger.renew(known, &made_from);
                    }
                    outcome.fresh.push(MadeFile {
                        path,
                        format,
                        pages: known.and_then(|k| k.pages),
                    });
                }
                State::ChangedByHand | State::Signed | State::Orphaned => {
                    outcome.kept.push((path, state));
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
                    match self.file(document, format, &file, origin, setter) {
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
        setter: &PageSetter,
    ) -> Result<Option<usize>, String> {
        let (bytes, pages) = bytes(document, format, setter)
            .map_err(|why| format!("{}: {}", self.folder.join(file).display(), fault(&why)))?;
        self.ledger
            .put(origin, file, &bytes, pages)
            .map_err(|trouble| trouble.to_string())?;
        Ok(pages)
    }
}
