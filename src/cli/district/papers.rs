//! `district papers`: the consolidated papers of a municipality.

use std::path::Path;

use serde::Serialize;

use super::args::PapersArgs;
use super::survey::survey;
use crate::cli::papers::{carry_out, default_workers, tell_made_and};
use crate::console::{Console, Ended, interrupt, misused, report, wait};
use crate::disk::{State, Trouble, load_municipality, schools_below};
use crate::district::{Consolidated, Figures, School, consolidated};
use crate::make::{FileState, Made, Making, Replace, Shard, put_away};
use crate::prepare::prepare_municipality;
use crate::russian::counted;

pub(super) fn run(args: &PapersArgs, console: &Console) -> Ended {
    interrupt::heed();
    report::lost_schools(&args.folder, console);
    let folders = match schools_below(&args.folder) {
        Ok(folders) if folders.is_empty() => {
            console.fail(&format!(
                "{}: в этой папке нет папок школ (с файлом organization.toml); укажите папку, в которой они лежат",
                args.folder.display()
            ));
            return Ended::Misused;
        }
        Ok(folders) => folders,
        Err(trouble) => {
            console.fail(&trouble.to_string());
            return Ended::MachineFailed;
        }
    };
    let folders = match args.schools.of(&args.folder, folders) {
        Ok(folders) => folders,
        Err(why) => return misused(&why, console),
    };
    let own = prepare_municipality(&load_municipality(&args.folder));
    report::all(&own.problems, &own.sources, console);
    let has_errors = own.has_errors();
    let Some(edition) = own.edition.filter(|_| !has_errors) else {
        return Ended::WithProblems;
    };
    let workers = args
        .jobs
        .map_or_else(default_workers, std::num::NonZero::get);
    let words = &edition.consolidated;
    let year = own.municipality.school_year;
    let found = survey(&args.folder, &folders, words, year, workers);
    if found.is_broken_off {
        console.warn("Прервано: сводные документы не изготовлены.");
        return Ended::Interrupted;
    }
    let mut of = Consolidated::new(&own.municipality, found.own_name, &found.schools, words);
    of.letters = !args.no_letters;
    let plan = consolidated(&of);
    let making = Making {
        formats: args.formats.chosen(),
        workers,
        replace: Replace {
            fresh: args.force,
            edited: args.force,
            ..Replace::default()
        },
        shard: Shard::WHOLE,
        wait: crate::console::wait,
    };
    let out = args.out.clone();
    let out = out.unwrap_or_else(|| args.folder.join("out"));
    let mut made = match carry_out(&plan, &out, &making, console) {
        Ok(made) => made,
        Err(ended) => return ended,
    };
    if args.clean
        && let Err(trouble) = put_away_rest(&mut made, &out, console)
    {
        console.fail(&trouble.to_string());
        return Ended::MachineFailed;
    }
    let schools: Vec<SchoolJson<'_>> = found.schools.iter().map(SchoolJson::of).collect();
    console.summarise("schools", &schools);
    tell_years(&of, console);
    tell(&of, console);
    let clean = "та же команда с --clean";
    let ended = tell_made_and(&plan, &made, &out, clean, console);
    let troubled = found.schools.iter().any(|school| school.errors() > 0);
    match ended {
        Ended::Well if troubled => Ended::WithProblems,
        ended => ended,
    }
}

/// Puts away what is of no paper any more, such as the letter to a school that has another name now.
fn put_away_rest(made: &mut Made, out: &Path, console: &Console) -> Result<(), Trouble> {
    let is_rest = |file: &FileState| file.state == State::Orphaned;
    let names: Vec<String> = made
        .rest
        .iter()
        .filter(|file| is_rest(file))
        .map(|file| file.file.clone())
        .collect();
    if names.is_empty() || !put_away(out, &names, wait)? {
        return Ok(());
    }
    made.rest.retain(|file| !is_rest(file));
    let old = out.join(".nastavnik").join("old");
    console.say(&format!("Убрано в папку {}:", old.display()));
    names
        .iter()
        .for_each(|name| console.say(&format!("  {name}")));
    Ok(())
}

/// Schools whose year is not that of the papers.
fn tell_years(of: &Consolidated<'_>, console: &Console) {
    let year = of.school_year().map(|year| year.to_string());
    let year = year.unwrap_or_else(|| "не определен".to_owned());
    for school in of.of_other_years() {
        let own = school
            .year
            .map_or_else(|| "не указан".to_owned(), |year| year.to_string());
        console.warn(&format!(
            "внимание: {}: учебный год {own}, а в сводных документах {year}; ее пары посчитаны вместе с остальными: исправьте school_year в ее organization.toml или укажите год в district.toml",
            school.folder
        ));
    }
}

/// The sums, and what is to be looked at.
fn tell(of: &Consolidated<'_>, console: &Console) {
    let totals = &of.totals;
    let schools = counted(of.schools.len(), "школа", "школы", "школ");
    console.say(&format!(
        "{schools}: пар и групп – {}, наставников – {}, наставляемых – {}, программ готово – {}",
        totals.pairings, totals.mentors, totals.mentees, totals.programs
    ));
    let troubled: Vec<String> = of
        .schools
        .iter()
        .filter(|school| school.errors() > 0)
        .map(|school| {
            let errors = counted(school.errors(), "ошибка", "ошибки", "ошибок");
            if school.is_read {
                format!("  {}: {errors}", school.folder)
            } else {
                format!("  {}: сведения не прочитаны", school.folder)
            }
        })
        .collect();
    if !troubled.is_empty() {
        console.say("Ошибки в сведениях школ (все – в письмах и в nastavnik check):");
        troubled.iter().for_each(|line| console.say(line));
    }
    let likeness = &of.likeness;
    if !likeness.namesakes.is_empty() {
        let people = counted(likeness.namesakes.len(), "педагог", "педагога", "педагогов");
        console.say(&format!(
            "В нескольких школах названы {people}: смотрите «{}»",
            of.words.monitoring.file_name
        ));
    }
    if !likeness.copies.is_empty() {
        let copies = counted(likeness.copies.len(), "место", "места", "мест");
        console.say(&format!(
            "Сведения одних школ повторяются в других, {copies}: смотрите «{}»",
            of.words.monitoring.file_name
        ));
    }
}

/// A school for scripts.
#[derive(Debug, Serialize)]
struct SchoolJson<'a> {
    /// Its folder, from that of the municipality.
    school: &'a str,
    name: &'a str,
    is_read: bool,
    #[serde(flatten)]
    figures: Figures,
}

impl<'a> SchoolJson<'a> {
    fn of(school: &'a School) -> Self {
        Self {
            school: &school.folder,
            name: &school.name,
            is_read: school.is_read,
            figures: Figures::of(school),
        }
    }
}
