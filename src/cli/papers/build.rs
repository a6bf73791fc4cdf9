//! `build`: makes every paper of a project.

use std::path::Path;

use super::answer::Answer;
use super::args::BuildArgs;
use super::district::district;
use super::json::files_json;
use super::progress::Progress;
use super::ready::{Ready, School, go_on, school};
use super::told::{self, MOST_LINES};
use crate::console::{Console, Ended, interrupt, misused};
use crate::disk::{create_folder, schools_below};
use crate::make::{Made, Making, Outcome, Shard, make};
use crate::plan::Plan;
use crate::russian::counted;

pub(crate) fn run(args: &BuildArgs, console: &Console) -> Ended {
    let shard = args.shard.as_deref();
    let shard = shard.map(|text| super::shard::shard(text, args.from_zero, &variable));
    let shard = match shard.transpose() {
        Ok(shard) => shard.unwrap_or(Shard::WHOLE),
        Err(why) => {
            console.fail(&why);
            return Ended::Misused;
        }
    };
    interrupt::heed();
    match schools_below(&args.folder) {
        Ok(schools) if schools.is_empty() && args.json_lines => misused(
            "--json-lines – для папки, в которой лежат папки школ; для одной школы есть --json",
            console,
        ),
        Ok(schools) if schools.is_empty() => {
            let out = args
                .files
                .folder(args.out.clone().unwrap_or_else(|| args.folder.join("out")));
            match school(&args.folder, &out, args, shard, console.is_verbose()) {
                Ok(School::Known(answer)) => tell_known(&answer, console),
                Ok(School::Ready(ready)) => build(*ready, &out, console),
                Err((ended, why)) => {
                    console.fail(&why);
                    ended
                }
            }
        }
        Ok(schools) => match args.schools.of(&args.folder, schools) {
            Ok(schools) => district(&schools, args, shard, console),
            Err(why) => misused(&why, console),
        },
        Err(trouble) => {
            console.fail(&trouble.to_string());
            Ended::MachineFailed
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the edge: a batch system numbers its runs so"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Makes the papers of a project.
fn build(mut ready: Ready, out: &Path, console: &Console) -> Ended {
    ready.tell(console);
    let made = match carry_out(&ready.plan, out, &ready.making, console) {
        Ok(made) => made,
        Err(ended) => return ended,
    };
    let ended = match tell_made(&ready.plan, &made, out, console) {
        Ended::Well => Ended::of(&ready.plan),
        ended => ended,
    };
    ready.remember(made, out);
    ended
}

/// Says of a project in which nothing has changed what the last run had to say.
fn tell_known(answer: &Answer, console: &Console) -> Ended {
    answer.tell(console);
    console.answer(&answer.files);
    tell_unmade(0, answer.fresh, answer.withheld, console);
    answer.ended()
}

/// Makes the papers of a plan; or says why not.
pub(crate) fn carry_out(
    plan: &Plan,
    out: &Path,
    making: &Making,
    console: &Console,
) -> Result<Made, Ended> {
    if plan.papers.is_empty() {
        return Ok(Made::default());
    }
    create_folder(out).map_err(|trouble| {
        console.fail(&format!(
            "папку для документов создать не удалось: {trouble}"
        ));
        Ended::MachineFailed
    })?;
    let progress = Progress::new(plan.papers.len());
    let done = || {
        progress.step();
        go_on()
    };
    let made = make(plan, out, making, &done);
    progress.finish();
    made.map_err(|trouble| {
        console.fail(&trouble.to_string());
        Ended::MachineFailed
    })
}

/// Says what came of a plan.
pub(crate) fn tell_made(plan: &Plan, made: &Made, out: &Path, console: &Console) -> Ended {
    tell_made_and(plan, made, out, told::CLEAN, console)
}

/// The same, with the command that puts away what is of no paper any more.
pub(crate) fn tell_made_and(
    plan: &Plan,
    made: &Made,
    out: &Path,
    clean: &str,
    console: &Console,
) -> Ended {
    told::found_again(made, out, console);
    let notes = told::notes(made, out, clean);
    notes.iter().for_each(|line| console.warn(line));
    let failures = told::failures(&made.outcomes);
    failures
        .iter()
        .for_each(|why| console.fail(&format!("файл не записан: {why}")));
    let outrun: Vec<&String> = made.outcomes.iter().flat_map(|o| &o.outrun).collect();
    outrun
        .iter()
        .for_each(|why| console.fail(&format!("документ не изготовлен: {why}")));
    if let Some(trouble) = &made.ledger {
        console.fail(&format!("список изготовленного не записан: {trouble}; он будет восстановлен при следующем запуске"));
    }
    console.answer(&files_json(plan, made, out));
    tell(plan, &made.outcomes, out, console);
    if made.left > 0 {
        console.warn(&format!(
            "{} Осталось: {}.",
            told::INTERRUPTED,
            counted(made.left, "документ", "документа", "документов")
        ));
        Ended::Interrupted
    } else if !failures.is_empty() || made.ledger.is_some() {
        Ended::MachineFailed
    } else if outrun.is_empty() {
        Ended::Well
    } else {
        Ended::WithProblems
    }
}

fn tell(plan: &Plan, outcomes: &[Outcome], out: &Path, console: &Console) {
    let good = outcomes
        .iter()
        .filter(|o| {
            o.failed.is_empty()
                && o.unroomed.is_empty()
                && o.outrun.is_empty()
                && !o.made.is_empty()
        })
        .count();
    if outcomes.len() <= MOST_LINES || console.is_verbose() {
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
    if good > 0 {
        console.say(&format!(
            "Готово: {papers} ({files}) в папке {}",
            out.display()
        ));
    }
    let fresh = outcomes.iter().map(|o| o.fresh.len()).sum();
    tell_unmade(good, fresh, plan.withheld, console);
}

/// Counts what was not made now, beside so many papers that were.
fn tell_unmade(made: usize, fresh: usize, withheld: usize, console: &Console) {
    if fresh > 0 {
        console.say(&format!(
            "Не изменилось с прошлого раза: {}",
            counted(fresh, "файл", "файла", "файлов")
        ));
    }
    if withheld > 0 {
        let papers = counted(withheld, "документ", "документа", "документов");
        console.warn(&format!(
            "Не изготовлено из-за ошибок: {papers}. Исправьте ошибки и повторите."
        ));
    }
    if made == 0 && fresh == 0 && withheld == 0 {
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
