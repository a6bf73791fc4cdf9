//! `blank`: the empty forms of an edition.

use super::args::BlankArgs;
use super::build::{carry_out, tell_made};
use super::ready::default_workers;
use crate::console::{Console, Ended};
use crate::edition::Edition;
use crate::make::{Making, Replace, Shard};
use crate::prepare::blanks;
use crate::problem::choice;

pub(crate) fn run(args: &BlankArgs, console: &Console) -> Ended {
    let Some(edition) = Edition::named(&args.edition, args.corrected) else {
        console.warn(&format!(
            "ошибка: нет редакции форм «{}»; {}",
            args.edition,
            choice(&args.edition, &Edition::names())
        ));
        return Ended::Misused;
    };
    let making = Making {
        formats: args.formats.chosen(),
        workers: default_workers(),
        replace: Replace::default(),
        shard: Shard::WHOLE,
        wait: crate::console::wait,
    };
    let plan = blanks(edition);
    match carry_out(&plan, &args.out, &making, console) {
        Ok(made) => tell_made(&plan, &made, &args.out, false, console),
        Err(ended) => ended,
    }
}
