//! `blank`: the empty forms of an edition.

use std::path::Path;

use super::args::{BlankArgs, FormatArgs};
use super::build::{carry_out, tell_made};
use super::ready::default_workers;
use crate::console::{Console, Ended, report};
use crate::disk::load_municipality;
use crate::edition::Edition;
use crate::make::{Making, Replace, Shard};
use crate::plan::Plan;
use crate::prepare::{blanks, edition_names, prepare_edition};
use crate::problem::choice;

pub(crate) fn run(args: &BlankArgs, console: &Console) -> Ended {
    if let Some(edition) = Edition::named(&args.edition, args.corrected) {
        return make_to_look_at(&blanks(edition), &args.out, &args.formats, console);
    }
    // One of the school in whose folder the command runs, or one for all schools of the computer.
    let files = load_municipality(Path::new("."));
    let forms = files.shared.beside(&files.forms);
    let names = edition_names(&forms);
    if !names.contains(&args.edition) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let why = choice(&args.edition, &names);
        console.fail(&format!("нет редакции форм «{}»; {why}", args.edition));
        return Ended::Misused;
    }
    let read = prepare_edition(&args.edition, args.corrected, &forms);
    report::all(&read.problems, &read.sources, console);
    match read.edition {
        Some(edition) => make_to_look_at(&blanks(&edition), &args.out, &args.formats, console),
        None => Ended::WithProblems,
    }
}

/// Makes the papers of a plan that belongs to no school.
pub(crate) fn make_to_look_at(
    plan: &Plan,
    out: &Path,
    formats: &FormatArgs,
    console: &Console,
) -> Ended {
    let making = Making {
        formats: formats.chosen(),
        workers: default_workers(),
        replace: Replace::default(),
        shard: Shard::WHOLE,
        wait: crate::console::wait,
    };
    match carry_out(plan, out, &making, console) {
        Ok(made) => tell_made(plan, &made, out, console),
        Err(ended) => ended,
    }
}
