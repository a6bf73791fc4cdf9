//! `blank`: the empty forms of an edition.

use super::Ended;
use super::args::BlankArgs;
use super::build::{default_workers, make_and_tell};
use super::console::Console;
use super::typesetter;
use crate::edition::Edition;
use crate::make::{Making, Shard};
use crate::prepare::blanks;
use crate::reader::suggestion;

pub(super) fn run(args: &BlankArgs, console: &Console) -> Ended {
    let Some(edition) = Edition::named(&args.edition, args.corrected) else {
        console.warn(&format!(
            "ошибка: нет редакции форм «{}»; {}",
            args.edition,
            suggestion(&args.edition, &Edition::names())
        ));
        return Ended::Misused;
    };
    let making = Making {
        formats: args.formats.chosen(),
        workers: default_workers(),
        helper: typesetter::program(),
        force: false,
        shard: Shard::WHOLE,
    };
    make_and_tell(&blanks(&edition), &args.out, &making, false, console)
}
