//! `build` for a folder of schools.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::answer::Answer;
use super::args::BuildArgs;
use super::json::{FileJson, files_json};
use super::lines::{Line, SchoolLine};
use super::ready::{Ready, School, go_on, school};
use super::told;
use crate::console::{Console, Ended, interrupt, report};
use crate::disk::{create_folder, school_name};
use crate::make::{Made, Shard, make};
use crate::russian::counted;

/// What one school's build came to.
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

/// Builds every school, each into its own folder, and reports at the end. One school never stops the
/// others.
pub(super) fn district(
    schools: &[PathBuf],
    args: &BuildArgs,
    shard: Shard,
    console: &Console,
) -> Ended {
    report::lost_schools(&args.folder, console);
    let mut tallies = Vec::new();
    let mine = schools.iter().enumerate().filter(|(i, _)| shard.has(*i));
    let mine: Vec<&PathBuf> = mine.map(|(_, school)| school).collect();
    tell_begun(mine.len(), shard, args, console);
    for folder in mine {
        let begun = Instant::now();
        let name = school_name(&args.folder, folder);
        let out = args.files.folder(
            args.out
                .as_ref()
                .map_or_else(|| folder.join("out"), |out| out.join(&name)),
        );
        let own = console.child();
        let mut tally = match school(folder, &out, args, Shard::WHOLE, console.is_verbose()) {
            Ok(School::Known(answer)) => known(answer, &own),
            Ok(School::Ready(ready)) => build(*ready, &out, &own),
            Err((_, why)) => Tally {
                failed: vec![why],
                ..Tally::default()
            },
        };
        console.absorb(own, Some(&name));
        if !console.is_json() {
            tally.files = Vec::new();
        }
        for file in &mut tally.files {
            file.school = Some(name.clone());
        }
        tally.school = name;
        if args.json_lines {
            let seconds = begun.elapsed().as_secs_f64();
            console.say_json_line(&Line::School(tally.line(seconds)));
        } else {
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
    let ended = if interrupt::asked() {
        Ended::Interrupted
    } else if failed > 0 {
        Ended::MachineFailed
    } else if errors + outrun > 0 {
        Ended::WithProblems
    } else {
        Ended::Well
    };
    if args.json_lines {
        if ended != Ended::Interrupted {
            console.say_json_line(&Line::Ended {
                shard: shard.number,
                of: shard.of,
                code: ended.code(),
            });
        }
    } else {
        let schools = counted(tallies.len(), "школа", "школы", "школ");
        let made = counted(sum(|t| t.made), "файл", "файла", "файлов");
        console.say(&format!(
            "Всего: {schools}; изготовлено: {made}; не изменилось: {}; ошибок: {errors}; не записано: {failed}",
            sum(|t| t.fresh)
        ));
    }
    let files: Vec<FileJson> = tallies.into_iter().flat_map(|t| t.files).collect();
    console.answer(&files);
    if ended == Ended::Interrupted {
        console.warn(told::INTERRUPTED);
    }
    ended
}

/// Says which share of the schools this run is about, if not about all.
fn tell_begun(schools: usize, shard: Shard, args: &BuildArgs, console: &Console) {
    if args.json_lines {
        console.say_json_line(&Line::Begun {
            shard: shard.number,
            of: shard.of,
            schools,
        });
    } else if shard != Shard::WHOLE {
        let schools = counted(schools, "школа", "школы", "школ");
        console.say(&format!(
            "Часть {} из {}: {schools}",
            shard.number, shard.of
        ));
    }
}

impl Tally {
    fn line(&self, seconds: f64) -> SchoolLine {
        SchoolLine {
            school: self.school.clone(),
            made: self.made,
            fresh: self.fresh,
            kept: self.kept,
            withheld: self.withheld,
            errors: self.errors,
            failed: self.failed.clone(),
            outrun: self.outrun.clone(),
            seconds,
        }
    }
}

/// A school in which nothing has changed.
fn known(answer: Answer, console: &Console) -> Tally {
    answer.tell(console);
    Tally {
        fresh: answer.fresh,
        withheld: answer.withheld,
        errors: answer.errors,
        kept: answer.kept,
        files: answer.files,
        ..Tally::default()
    }
}

fn build(mut ready: Ready, out: &Path, console: &Console) -> Tally {
    ready.tell(console);
    let plan = &ready.plan;
    let mut tally = Tally {
        withheld: plan.withheld,
        errors: plan.errors(),
        ..Tally::default()
    };
    let made = if plan.papers.is_empty() {
        Ok(Made::default())
    } else {
        create_folder(out).and_then(|()| make(plan, out, &ready.making, &go_on))
    };
    match made {
        Ok(made) => {
            told::found_again(&made, out, console);
            let notes = told::notes(&made, out, told::CLEAN);
            notes.iter().for_each(|line| console.warn(line));
            tally.files = files_json(plan, &made, out);
            for outcome in &made.outcomes {
                tally.made += outcome.made.len();
                tally.fresh += outcome.fresh.len();
                tally.kept += outcome.kept.len();
                tally.outrun.extend(outcome.outrun.iter().cloned());
            }
            tally.failed = told::failures(&made.outcomes);
            tally
                .failed
                .extend(made.ledger.iter().map(ToString::to_string));
            ready.remember(made, out);
        }
        Err(trouble) => tally.failed.push(trouble.to_string()),
    }
    tally
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
