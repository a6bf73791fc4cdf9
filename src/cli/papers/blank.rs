//! `blank`: the empty forms of an edition.

use std::path::Path;

use super::args::{BlankArgs, FormatArgs};
use super::build::{carry_out, tell_made};
use super::ready::default_workers;
use crate::console::{Console, Ended};
use crate::edition::Edition;
use crate::make::{Making, Replace, Shard};
use crate::plan::Plan;
use crate::prepare::blanks;
use crate::problem::choice;

pub(crate) fn run(args: &BlankArgs, console: &Console) -> Ended {
    let Some(edition) = Edition::named(&args.edition, args.corrected) else {
        console.fail(&format!(
            "нет редакции форм «{}»; {}",
            args.edition,
            choice(&args.edition, &Edition::names())
        ));
        return Ended::Misused;
    };
    make_to_look_at(&blanks(edition), &args.out, &args.formats, console)
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
