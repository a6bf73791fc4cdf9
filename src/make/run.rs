//! Makes the files of a plan, several at once.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use super::alone::{Wait, alone};
use super::comparisons::Comparisons;
use super::one::bytes;
use super::page_setter::PageSetter;
use super::seal::{fits, ledger};
use super::standing::{Beside, FileState, Fingerprints, Found, leftovers};
use crate::disk::{Ledger, Left, Origin, Seen, State, Trouble, WHOLE};
use crate::document::Document;
use crate::plan::{
    Difference, Format, NotBuilt, Paper, PaperKind, Plan, content_fingerprint, fault,
};
use crate::text;

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFile {
    pub path: PathBuf,
    pub format: Format,
    /// Known of a PDF only: Word sets its pages itself.
    pub pages: Option<usize>,
}

/// A file that was left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    pub path: PathBuf,
    pub state: State,
    pub differs: Option<Difference>,
}

/// What became of one paper.
#[derive(Debug)]
pub struct Outcome {
    pub kind: PaperKind,
    pub source: String,
    pub made: Vec<MadeFile>,
    /// Files that were made before from the same data.
    pub fresh: Vec<MadeFile>,
    /// Files that a person changed, signed or issued, left as they are.
    pub kept: Vec<KeptFile>,
    /// Files that could not be made, and why.
    pub failed: Vec<String>,
    /// The same of those for which the disk had no room.
    pub unroomed: Vec<String>,
    /// Why its files were not made now: what it is made from was saved meanwhile.
    pub outrun: Vec<String>,
    /// Signatures that lay where its files were to lie, without them, and were put away.
    pub put_away: Vec<String>,
}

/// What became of a plan.
#[derive(Debug, Default)]
pub struct Made {
    /// In the order of the plan.
    pub outcomes: Vec<Outcome>,
    /// Papers that were not begun, because `done` asked to stop.
    pub left: usize,
    /// Files that were found to be ours without the ledger, which was lost or damaged.
    pub found_again: usize,
    /// Whether it was not known any more which files had been given out.
    pub has_lost_marks: bool,
    /// Why the ledger was not written. The journal says the same, so nothing is lost by it.
    pub ledger: Option<Trouble>,
    /// What lies in the folder and is of no paper. Only a run for the whole looks for it.
    pub rest: Vec<FileState>,
    /// How the folder lies now, if the next run for the same will find everything as it is told
    /// here: see [`remember`](super::remember).
    pub lies: Option<String>,
}

impl Made {
    /// What the next run for the same will find: what was made now was made before then.
    #[must_use]
    pub fn settled(mut self) -> Self {
        for outcome in &mut self.outcomes {
            outcome.fresh.append(&mut outcome.made);
            outcome.fresh.sort_by_key(|file| file.format);
        }
        self
    }
}

/// How a plan is carried out.
#[derive(Debug, Clone)]
pub struct Making {
    pub formats: Vec<Format>,
    pub workers: usize,
    pub replace: Replace,
    pub shard: Shard,
    /// While another run writes to the folder.
    pub wait: Wait,
}

/// What is made anew though it need not be, each class by a choice of its own. A file that is not
/// ours is kept in `.nastavnik/old`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Replace {
    /// What is fresh.
    pub fresh: bool,
    /// What a person edited.
    pub edited: bool,
    pub signed: bool,
    pub issued: bool,
}

impl Replace {
    fn has(self, state: State) -> bool {
        match state {
            State::New | State::Stale => true,
            State::Fresh => self.fresh,
            State::ChangedByHand | State::Unknown => self.edited,
            State::Signed | State::SignedMissing | State::Unsigned => self.signed,
            State::Issued | State::Missing => self.issued,
            State::Held | State::Withheld | State::Orphaned => false,
        }
    }
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
            WHOLE.to_owned()
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
/// If the folder or its ledger cannot be read.
pub fn make(
    plan: &Plan,
    folder: &Path,
    making: &Making,
    done: &(dyn Fn() -> ControlFlow<()> + Sync),
) -> Result<Made, Trouble> {
    let writes = making.shard.writer();
    let Some(_alone) = alone(folder, &writes, making.wait)? else {
        return Ok(Made {
            left: plan.papers.len(),
            ..Made::default()
        });
    };
    let mut ledger = ledger(folder, &writes)?;
    let was_lost = ledger.is_lost();
    let has_lost_marks = ledger.note_lost_marks()?;
    let comparisons = Comparisons::default();
    let fingerprints = Fingerprints::of(plan, &ledger, &comparisons);
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
        found_again: AtomicUsize::new(0),
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
    let found_again = run.found_again.load(Ordering::Relaxed);
    let mut outcomes = outcomes
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    // What was put into the place of a paper that was given out was not given out itself.
    let made = outcomes.iter().flat_map(|(_, outcome)| &outcome.made);
    let names = made.filter_map(|file| file.path.file_name());
    let names: Vec<String> = names.map(|name| name.to_string_lossy().into()).collect();
    let marks = ledger.drop_marks(&names);
    let (left, ledger) = match ledger.close() {
        Ok(left) => (Some(left), marks.err()),
        Err(trouble) => (None, Some(trouble)),
    };
    let rest = if making.shard == Shard::WHOLE {
        leftovers(plan, folder)?
    } else {
        Vec::new()
    };
    outcomes.sort_by_key(|(i, _)| *i);
    let mut made = Made {
        left: mine.len() - outcomes.len(),
        outcomes: outcomes.into_iter().map(|(_, outcome)| outcome).collect(),
        found_again: if was_lost { found_again } else { 0 },
        has_lost_marks,
        ledger,
        rest,
        lies: None,
    };
    made.lies = left
        .filter(|left| is_settled(&made, making, left))
        .and_then(|left| left.lies);
    Ok(made)
}

/// Whether another run for the same would make nothing and have the same to say.
fn is_settled(made: &Made, making: &Making, left: &Left) -> bool {
    let is_whole = making.shard == Shard::WHOLE && making.replace == Replace::default();
    let is_well = made.left == 0 && made.ledger.is_none() && !made.has_lost_marks;
    let of_all = |is: fn(&Outcome) -> bool| made.outcomes.iter().all(is);
    let is_done =
        of_all(|it| it.failed.is_empty() && it.unroomed.is_empty() && it.outrun.is_empty());
    // What is made may change how what was not made stands.
    let all_is_ours = of_all(|it| it.kept.is_empty()) && made.rest.is_empty();
    let changed_nothing = of_all(|it| it.made.is_empty()) && !left.is_noted;
    is_whole && is_well && is_done && made.found_again == 0 && (all_is_ours || changed_nothing)
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
    found_again: AtomicUsize,
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
            unroomed: Vec::new(),
            outrun: Vec::new(),
            put_away: Vec::new(),
        };
        let mut document = None;
        let is_replaced = |it: &Beside| {
            self.making.replace.has(it.state) && self.making.formats.contains(&it.format)
        };
        // A new one would say the same, and nobody has signed it.
        let is_as_given_out = |state: State, differs: Option<&Difference>| {
            let is_given_out = matches!(state, State::Signed | State::Issued);
            is_given_out && differs.is_none() && !self.making.replace.fresh
        };
        let beside = self
            .fingerprints
            .beside(self.ledger, paper, &mut document)
            .filter(|it| !is_replaced(it));
        for format in paper.formats(&self.making.formats) {
            let file = self.fingerprints.names.file_in(paper, format);
            let before = self.ledger.seen(&file);
            let Found {
                state,
                known,
                learnt,
                differs,
            } = self
                .fingerprints
                .standing(self.ledger, paper, format, &mut document, setter)
                .beside(beside.as_ref());
            let made_from = self
                .plan
                .fingerprint(paper, format, &self.fingerprints.common);
            if let Some((entry, words)) = learnt {
                if !matches!(state, State::ChangedByHand | State::Unknown) {
                    self.found_again.fetch_add(1, Ordering::Relaxed);
                }
                // What is not noted is found out again.
                let _ = self.ledger.adopt(entry, &words);
            }
            let path = self.folder.join(&file);
            if self.making.replace.has(state) && !is_as_given_out(state, differs.as_ref()) {
                let work = Work {
                    paper,
                    format,
                    file,
                    made_from,
                    state,
                    before,
                };
                let built = document.get_or_insert_with(|| self.plan.document(paper));
                match built {
                    Ok(document) => match self.put(&work, document, setter) {
                        Ok((pages, lone)) => {
                            outcome.put_away.extend(lone);
                            outcome.made.push(MadeFile {
                                path,
                                format,
                                pages,
                            });
                        }
                        Err(NotPut::NoRoom(why)) => outcome.unroomed.push(why),
                        Err(NotPut::Failed(why)) => outcome.failed.push(why),
                    },
                    Err(NotBuilt::Fault(why)) => outcome.failed.push(why.clone()),
                    Err(NotBuilt::ChangedMeanwhile(why)) => outcome.outrun.push(why.clone()),
                }
            } else if state == State::Fresh {
                if let Some(known) = known.filter(|k| k.made_from != made_from) {
                    self.ledger.renew(known, &made_from);
                }
                outcome.fresh.push(MadeFile {
                    path,
                    format,
                    pages: known.and_then(|k| k.pages),
                });
            } else {
                outcome.kept.push(KeptFile {
                    path,
                    state,
                    differs,
                });
            }
        }
        // Every format is made from the same file.
        outcome.outrun.dedup();
        outcome
    }

    /// Makes a file and puts it into its place. Gives its pages, and the names of signatures that
    /// lay there without it.
    fn put(
        &self,
        work: &Work<'_>,
        document: &Document,
        setter: &PageSetter,
    ) -> Result<(Option<usize>, Vec<String>), NotPut> {
        let file = work.file.as_str();
        let (bytes, pages) = bytes(document, work.format, setter).map_err(|why| {
            let file = self.folder.join(file);
            NotPut::Failed(format!("{}: {}", file.display(), fault(&why)))
        })?;
        let told = |trouble: Trouble| {
            if trouble.is_full_disk() {
                NotPut::NoRoom(trouble.to_string())
            } else {
                NotPut::Failed(trouble.to_string())
            }
        };
        let is_there = work.before.is_some();
        let is_not_ours =
            is_there && !matches!(work.state, State::New | State::Stale | State::Fresh);
        if is_not_ours {
            self.ledger.keep_old(file).map_err(told)?;
        }
        let lone = if is_there {
            Vec::new()
        } else {
            self.ledger
                .put_away_lone(file, &|signature| fits(&bytes, signature))
                .map_err(told)?
        };
        let origin = Origin {
            paper: &self.plan.identity(work.paper),
            source: self.plan.source_of(work.paper),
            made_from: &work.made_from,
            says: &content_fingerprint(document, work.format, &self.fingerprints.look),
            text: &text::write(document),
        };
        self.ledger
            .put(origin, file, &bytes, pages, work.before)
            .map_err(told)?;
        if is_not_ours {
            self.ledger.drop_signatures(file).map_err(told)?;
        }
        Ok((pages, lone))
    }
}

/// Why a file was not written, in words.
enum NotPut {
    /// The disk is full.
    NoRoom(String),
    Failed(String),
}

/// One file to make.
struct Work<'p> {
    paper: &'p Paper,
    format: Format,
    file: String,
    made_from: String,
    /// How it stood when it was looked at.
    state: State,
    before: Option<Seen>,
}
