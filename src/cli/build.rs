//! `build`: makes every paper of a project.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use super::Ended;
use super::args::BuildArgs;
use super::console::Console;
use super::report;
use super::status::word;
use crate::batch::{Making, Outcome, Plan, create_folder, load, make, prepare, read_template};
use crate::russian::counted;

/// A build that takes longer shows a bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// A longer list of papers is only counted.
const MOST_LINES: usize = 40;

#[derive(Serialize)]
struct FileJson<'a> {
    kind: &'static str,
    source: &'a str,
    path: String,
    pages: Option<usize>,
    /// `made` now, or `fresh` from an earlier run.
    state: &'static str,
}

pub(super) fn run(args: &BuildArgs, console: &Console) -> Ended {
    let mut plan = prepare(&load(&args.folder));
    if let Some(path) = &args.template {
        match read_template(path, &plan.look.style) {
            Ok(template) => plan.look.template = Some(template),
            Err(why) => {
                console.warn(&format!("ошибка: {why}"));
                return Ended::WithProblems;
            }
        }
    }
    report::problems(&plan, console);
    let out = args.out.clone().unwrap_or_else(|| args.folder.join("out"));
    let workers = args.jobs.map_or_else(default_workers, std::num::NonZero::get);
    let making = Making { formats: args.formats.chosen(), workers, force: args.force };
    let made = make_and_tell(&plan, &out, &making, args.json, console);
    match made {
        Ended::Well if plan.disk_refused() => Ended::MachineFailed,
        Ended::Well if plan.has_errors() => Ended::WithProblems,
        Ended::Well | Ended::WithProblems | Ended::Misused | Ended::MachineFailed => made,
    }
}

pub(super) fn default_workers() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Makes the papers of a plan and says what came of it.
pub(super) fn make_and_tell(plan: &Plan, out: &Path, making: &Making, json: bool, console: &Console) -> Ended {
    if !plan.papers.is_empty()
        && let Err(trouble) = create_folder(out)
    {
        console.warn(&format!("ошибка: папку для документов создать не удалось: {trouble}"));
        return Ended::MachineFailed;
    }
    let progress = Progress::new(plan.papers.len());
    let made = make(plan, out, making, &|| progress.step());
    progress.finish();
    let outcomes = match made {
        Ok(outcomes) => outcomes,
        Err(trouble) => {
            console.warn(&format!("ошибка: {trouble}"));
            return Ended::MachineFailed;
        }
    };
    for (path, state) in outcomes.iter().flat_map(|o| &o.kept) {
        console.warn(&format!("предупреждение: {}: файл {}, он оставлен как есть; заменить его: --force", path.display(), word(*state)));
    }
    let failures: Vec<&String> = outcomes.iter().flat_map(|o| &o.failed).collect();
    failures.iter().for_each(|why| console.warn(&format!("ошибка: файл не записан: {why}")));
    if json {
        tell_json(&outcomes, console);
    } else {
        tell(plan, &outcomes, out, console);
    }
    if failures.is_empty() { Ended::Well } else { Ended::MachineFailed }
}

fn tell_json(outcomes: &[Outcome], console: &Console) {
    let files = outcomes.iter().flat_map(|o| {
        let made = o.made.iter().map(|m| (m, "made"));
        let fresh = o.fresh.iter().map(|m| (m, "fresh"));
        made.chain(fresh).map(move |(m, state)| FileJson {
            kind: o.kind.key(),
            source: &o.source,
            path: m.path.display().to_string(),
            pages: m.pages,
            state,
        })
    });
    console.say_json(&files.collect::<Vec<_>>());
}

fn tell(plan: &Plan, outcomes: &[Outcome], out: &Path, console: &Console) {
    let good = outcomes.iter().filter(|o| o.failed.is_empty() && !o.made.is_empty()).count();
    if outcomes.len() <= MOST_LINES {
        outcomes.iter().filter(|o| !o.made.is_empty()).for_each(|o| console.say(&paper_line(o)));
    }
    let papers = counted(good, "документ", "документа", "документов");
    let files = counted(outcomes.iter().map(|o| o.made.len()).sum(), "файл", "файла", "файлов");
    let fresh: usize = outcomes.iter().map(|o| o.fresh.len()).sum();
    if good > 0 {
        console.say(&format!("Готово: {papers} ({files}) в папке {}", out.display()));
    }
    if fresh > 0 {
        console.say(&format!("Не изменилось с прошлого раза: {}", counted(fresh, "файл", "файла", "файлов")));
    }
    if plan.withheld > 0 {
        let withheld = counted(plan.withheld, "документ", "документа", "документов");
        console.warn(&format!("Не изготовлено из-за ошибок: {withheld}. Исправьте ошибки и повторите."));
    }
    if good == 0 && fresh == 0 && plan.withheld == 0 {
        console.warn("Ни одного документа не изготовлено.");
    }
}

/// «Дорожная карта: pdf (4 стр.), docx».
fn paper_line(outcome: &Outcome) -> String {
    let name = outcome.made.first().and_then(|m| m.path.file_stem()).map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let formats = outcome.made.iter().map(|m| match m.pages {
        Some(pages) => format!("{} ({pages} стр.)", m.format.ending()),
        None => m.format.ending().to_owned(),
    });
    format!("  {name}: {}", formats.collect::<Vec<_>>().join(", "))
}

/// A bar on a terminal, once the work has taken longer than [`PATIENCE`].
struct Progress {
    bar: ProgressBar,
    started: Instant,
    shown: AtomicBool,
}

impl Progress {
    fn new(papers: usize) -> Self {
        let bar = ProgressBar::with_draw_target(u64::try_from(papers).ok(), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} из {len}, осталось {eta}") {
            bar.set_style(style);
        }
        Self { bar, started: Instant::now(), shown: AtomicBool::new(false) }
    }

    fn step(&self) {
        self.bar.inc(1);
        if self.started.elapsed() > PATIENCE && !self.shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
