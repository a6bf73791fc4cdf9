//! `build`: makes every paper of a project.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::args::BuildArgs;
use super::json::{FileJson, files_json};
use super::told;
use crate::console::{Console, Ended, interrupt, report};
use crate::disk::{Trouble, create_folder, load, lost_schools, schools_in};
use crate::make::{FileState, Made, Making, Outcome, Replace, Shard, leftovers, make};
use crate::plan::{Plan, left_to_look_at};
use crate::prepare::prepare;
use crate::russian::counted;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const INTERRUPTED: &str = "Прервано. Готовые файлы целы; остальное изготовит следующий запуск.";
/// A build that takes longer shows a bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// A longer list of papers is only counted.
pub(super) const MOST_LINES: usize = 40;

/// What one school's build came to, for the report of a district.
#[derive(Debug, Default)]
struct Tally {
    school: String,
    /// Files.
    made: usize,
    fresh: usize,
    /// Papers kept back for mistakes in the data.
    withheld: usize,
    /// Files that could not be written, and why.
    failed: Vec<String>,
    /// Papers that were not made, for their files were saved meanwhile.
    outrun: Vec<String>,
    /// Mistakes in the data.
    errors: usize,
    /// Files that were edited, signed or issued, left as they are.
    kept: usize,
    files: Vec<FileJson>,
}

pub(crate) fn run(args: &BuildArgs, console: &Console) -> Ended {
    let shard = match args.shard.as_deref().map(shard).transpose() {
        Ok(shard) => shard.unwrap_or(Shard::WHOLE),
        Err(why) => {
            console.warn(&format!("ошибка: {why}"));
            return Ended::Misused;
        }
    };
    interrupt::heed();
    match schools_in(&args.folder) {
        Ok(schools) if schools.is_empty() => {
            let out = args
                .files
                .folder(args.out.clone().unwrap_or_else(|| args.folder.join("out")));
            build(&args.folder, &out, args, shard, console)
        }
        Ok(schools) => district(&schools, args, shard, console),
        Err(trouble) => {
            console.warn(&format!("ошибка: {trouble}"));
            Ended::MachineFailed
        }
    }
}

/// `3/16`.
fn shard(text: &str) -> Result<Shard, String> {
    let parsed = text.split_once('/').and_then(|(number, of)| {
        Some(Shard {
            number: number.trim().parse().ok()?,
            of: of.trim().parse().ok()?,
        })
    });
    parsed
        .filter(|s| s.number >= 1 && s.number <= s.of)
        .ok_or_else(|| {
            format!("параметр «--shard»: неподходящее значение «{text}»; пишите так: 3/16")
        })
}

/// Reads a project and makes its papers; a template that cannot be used stops it before anything is
/// made.
fn build(folder: &Path, out: &Path, args: &BuildArgs, shard: Shard, console: &Console) -> Ended {
    let Ready {
        plan,
        making,
        left_out,
    } = match prepared(folder, args, shard) {
        Ok(prepared) => prepared,
        Err((ended, why)) => {
            console.warn(&format!("ошибка: {why}"));
            return ended;
        }
    };
    report::problems(&plan, console);
    tell_left_out(&left_out, console);
    tell_personal(&plan, console);
    tell_template(&plan, console);
    let made = make_and_tell(&plan, out, &making, args.json, console);
    match made {
        Ended::Well => Ended::of(&plan),
        Ended::WithProblems | Ended::Misused | Ended::MachineFailed | Ended::Interrupted => made,
    }
}

/// A plan ready to be carried out.
struct Ready {
    plan: Plan,
    making: Making,
    /// Papers that have no public copy.
    left_out: Vec<String>,
}

fn prepared(folder: &Path, args: &BuildArgs, shard: Shard) -> Result<Ready, (Ended, String)> {
    let mut plan = prepare(&load(folder));
    if let Some(path) = &args.template {
        plan.take_template(path)
            .map_err(|why| (Ended::WithProblems, why))?;
    }
    let left_out = plan
        .choose(args.files.choice())
        .map_err(|why| (Ended::Misused, why))?;
    let workers = args
        .jobs
        .map_or_else(default_workers, std::num::NonZero::get);
    Ok(Ready {
        plan,
        making: Making {
            formats: args.formats.chosen(),
            workers,
            replace: Replace {
                fresh: args.force,
                edited: args.force,
                signed: args.replace_signed,
                issued: args.replace_issued,
            },
            shard,
            wait: crate::console::wait,
        },
        left_out,
    })
}

/// Names the papers that everybody may not read.
fn tell_left_out(papers: &[String], console: &Console) {
    if papers.is_empty() {
        return;
    }
    let count = counted(papers.len(), "документ", "документа", "документов");
    console.warn(&format!(
        "В публичные копии не вошли документы с личными сведениями: {count}"
    ));
    if papers.len() <= MOST_LINES {
        papers
            .iter()
            .for_each(|name| console.warn(&format!("  {name}")));
    }
}

/// Says what of a template goes into no paper.
fn tell_template(plan: &Plan, console: &Console) {
    let template = plan.look.template.as_ref();
    if template.is_some_and(|template| template.has_own_page) {
        console.warn(
            "Внимание: из образца взяты только стили и списки; его поля страницы, верхний и нижний колонтитулы в документы не переходят – поля задаёт файл style.toml",
        );
    }
}

/// Names, before anything is written, the words of public copies that a person must look at.
fn tell_personal(plan: &Plan, console: &Console) {
    let found = left_to_look_at(plan);
    if found.is_empty() {
        return;
    }
    console.warn(
        "Внимание: в публичных копиях остается то, что похоже на чьи-то имена, телефоны или адреса; посмотрите сами, можно ли это показать всем:",
    );
    for (paper, words) in found {
        let words: Vec<String> = words.iter().map(|it| format!("«{it}»")).collect();
        console.warn(&format!("  {paper}: {}", words.join(", ")));
    }
}

/// Builds every school of a folder, each into its own folder, and reports at the end. One school
/// never stops the others.
fn district(schools: &[PathBuf], args: &BuildArgs, shard: Shard, console: &Console) -> Ended {
    for (folder, why) in lost_schools(&args.folder) {
        console.warn(&format!(
            "предупреждение: папка {} не взята: {why}",
            folder.display()
        ));
    }
    let mut tallies = Vec::new();
    for school in schools {
        let name = school
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let out = args.files.folder(
            args.out
                .as_ref()
                .map_or_else(|| school.join("out"), |out| out.join(&name)),
        );
        let tally = match prepared(school, args, shard) {
            Ok(Ready {
                plan,
                making,
                left_out,
            }) => {
                tell_left_out(&left_out, console);
                tell_personal(&plan, console);
                school_tally(name, &plan, &making, &out, console)
            }
            Err((_, why)) => Tally {
                school: name,
                failed: vec![why],
                ..Tally::default()
            },
        };
        if !args.json {
            console.say(&tally_line(&tally));
        }
        tallies.push(tally);
        if interrupt::asked() {
            break;
        }
    }
    let sum = |of: fn(&Tally) -> usize| tallies.iter().map(of).sum::<usize>();
    let (failed, errors) = (sum(|t| t.failed.len()), sum(|t| t.errors));
    let outrun = sum(|t| t.outrun.len());
    if args.json {
        let files: Vec<FileJson> = tallies.into_iter().flat_map(|t| t.files).collect();
        console.say_json(&files);
    } else {
        let schools = counted(tallies.len(), "школа", "школы", "школ");
        let made = counted(sum(|t| t.made), "файл", "файла", "файлов");
        console.say(&format!(
            "Всего: {schools}; изготовлено: {made}; не изменилось: {}; ошибок: {errors}; не записано: {failed}",
            sum(|t| t.fresh)
        ));
    }
    if interrupt::asked() {
        console.warn(INTERRUPTED);
        Ended::Interrupted
    } else if failed > 0 {
        Ended::MachineFailed
    } else if errors + outrun > 0 {
        Ended::WithProblems
    } else {
        Ended::Well
    }
}

fn school_tally(
    school: String,
    plan: &Plan,
    making: &Making,
    out: &Path,
    console: &Console,
) -> Tally {
    report::problems(plan, console);
    let mut tally = Tally {
        school,
        withheld: plan.withheld,
        errors: plan.problems.iter().filter(|p| p.is_error()).count(),
        ..Tally::default()
    };
    let made = if plan.papers.is_empty() {
        Ok(Made::default())
    } else {
        create_folder(out).and_then(|()| make(plan, out, making, &go_on))
    };
    match made.and_then(|made| Ok((made, rest(plan, out, making)?))) {
        Ok((made, rest)) => {
            tell_found_again(&made, out, console);
            told::kept(&made.outcomes, console);
            told::leftovers(&rest, out, console);
            let name = Some(tally.school.clone());
            tally.files = files_json(plan, &made.outcomes, &rest, out, name.as_ref());
            for outcome in made.outcomes {
                tally.made += outcome.made.len();
                tally.fresh += outcome.fresh.len();
                tally.kept += outcome.kept.len();
                tally.failed.extend(outcome.failed);
                tally.outrun.extend(outcome.outrun);
            }
            tally
                .failed
                .extend(made.ledger.map(|trouble| trouble.to_string()));
        }
        Err(trouble) => tally.failed.push(trouble.to_string()),
    }
    tally
}

/// What lies in the folder and is of no paper. Only a run for the whole looks for it.
fn rest(plan: &Plan, out: &Path, making: &Making) -> Result<Vec<FileState>, Trouble> {
    if making.shard == Shard::WHOLE {
        leftovers(plan, out)
    } else {
        Ok(Vec::new())
    }
}

fn tell_found_again(made: &Made, out: &Path, console: &Console) {
    if made.found_again > 0 {
        console.warn(&format!(
            "Список изготовленного был утрачен или поврежден; он восстановлен по самим файлам: {}",
            counted(made.found_again, "файл", "файла", "файлов")
        ));
    }
    if made.has_lost_marks {
        told::lost_marks(out, console);
    }
}

fn tally_line(t: &Tally) -> String {
    let mut line = format!(
        "{}: изготовлено {}, не изменилось {}",
        t.school, t.made, t.fresh
    );
    if t.withheld > 0 {
        line += &format!(
            ", не изготовлено из-за ошибок: {}",
            counted(t.withheld, "документ", "документа", "документов")
        );
    }
    if t.kept > 0 {
        line += &format!(
            ", оставлено как есть (изменено вами, подписано или выдано): {}",
            counted(t.kept, "файл", "файла", "файлов")
        );
    }
    for why in &t.failed {
        line += &format!("\n  не записано: {why}");
    }
    for why in &t.outrun {
        line += &format!("\n  не изготовлено: {why}");
    }
    line
}

pub(super) fn default_workers() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Makes the papers of a plan and says what came of it.
pub(super) fn make_and_tell(
    plan: &Plan,
    out: &Path,
    making: &Making,
    json: bool,
    console: &Console,
) -> Ended {
    if !plan.papers.is_empty()
        && let Err(trouble) = create_folder(out)
    {
        console.warn(&format!(
            "ошибка: папку для документов создать не удалось: {trouble}"
        ));
        return Ended::MachineFailed;
    }
    let progress = Progress::new(plan.papers.len());
    let done = || {
        progress.step();
        go_on()
    };
    let made = if plan.papers.is_empty() {
        Ok(Made::default())
    } else {
        make(plan, out, making, &done)
    };
    progress.finish();
    let made = made.and_then(|made| Ok((rest(plan, out, making)?, made)));
    let (rest, made) = match made {
        Ok(made) => made,
        Err(trouble) => {
            console.warn(&format!("ошибка: {trouble}"));
            return Ended::MachineFailed;
        }
    };
    tell_found_again(&made, out, console);
    let Made {
        outcomes,
        left,
        ledger,
        ..
    } = made;
    told::kept(&outcomes, console);
    told::leftovers(&rest, out, console);
    let failures: Vec<&String> = outcomes.iter().flat_map(|o| &o.failed).collect();
    failures
        .iter()
        .for_each(|why| console.warn(&format!("ошибка: файл не записан: {why}")));
    let outrun: Vec<&String> = outcomes.iter().flat_map(|o| &o.outrun).collect();
    outrun
        .iter()
        .for_each(|why| console.warn(&format!("ошибка: документ не изготовлен: {why}")));
    if let Some(trouble) = &ledger {
        console.warn(&format!("ошибка: список изготовленного не записан: {trouble}; он будет восстановлен при следующем запуске"));
    }
    if json {
        console.say_json(&files_json(plan, &outcomes, &rest, out, None));
    } else {
        tell(plan, &outcomes, out, console);
    }
    if left > 0 {
        console.warn(&format!(
            "{INTERRUPTED} Осталось: {}.",
            counted(left, "документ", "документа", "документов")
        ));
        Ended::Interrupted
    } else if !failures.is_empty() || ledger.is_some() {
        Ended::MachineFailed
    } else if outrun.is_empty() {
        Ended::Well
    } else {
        Ended::WithProblems
    }
}

/// Papers are begun until Ctrl-C.
fn go_on() -> ControlFlow<()> {
    if interrupt::asked() {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

fn tell(plan: &Plan, outcomes: &[Outcome], out: &Path, console: &Console) {
    let good = outcomes
        .iter()
        .filter(|o| o.failed.is_empty() && o.outrun.is_empty() && !o.made.is_empty())
        .count();
    if outcomes.len() <= MOST_LINES {
        outcomes
            .iter()
            .filter(|o| !o.made.is_empty())
            .for_each(|o| console.say(&paper_line(o)));
    }
    let papers = counted(good, "документ", "документа", "документов");
    let files = counted(
        outcomes.iter().map(|o| o.made.len()).sum(),
        "файл",
        "файла",
        "файлов",
    );
    let fresh: usize = outcomes.iter().map(|o| o.fresh.len()).sum();
    if good > 0 {
        console.say(&format!(
            "Готово: {papers} ({files}) в папке {}",
            out.display()
        ));
    }
    if fresh > 0 {
        console.say(&format!(
            "Не изменилось с прошлого раза: {}",
            counted(fresh, "файл", "файла", "файлов")
        ));
    }
    if plan.withheld > 0 {
        let withheld = counted(plan.withheld, "документ", "документа", "документов");
        console.warn(&format!(
            "Не изготовлено из-за ошибок: {withheld}. Исправьте ошибки и повторите."
        ));
    }
    if good == 0 && fresh == 0 && plan.withheld == 0 {
        console.warn("Ни одного документа не изготовлено.");
    }
}

/// «Дорожная карта: pdf (4 стр.), docx».
fn paper_line(outcome: &Outcome) -> String {
    let name = outcome
        .made
        .first()
        .and_then(|m| m.path.file_stem())
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default();
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
        let bar =
            ProgressBar::with_draw_target(u64::try_from(papers).ok(), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} из {len}, осталось {eta}")
        {
            bar.set_style(style);
        }
        Self {
            bar,
            started: Instant::now(),
            shown: AtomicBool::new(false),
        }
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
