//! `blank`: the empty forms of an edition.

use std::collections::BTreeMap;

use super::args::BlankArgs;
use super::build::{default_workers, make_and_tell};
use super::typesetter;
use crate::console::{Console, Ended};
use crate::edition::Edition;
use crate::make::{Making, Shard};
use crate::prepare::blanks;
use crate::problem::choice;

pub(crate) fn run(args: &BlankArgs, console: &Console) -> Ended {
    match Edition::load(&args.edition, args.corrected, &BTreeMap::new()) {
        Some(Ok(edition)) => {
            let (formats, workers, helper) = (
                args.formats.chosen(),
                default_workers(),
                typesetter::program(),
            );
            let making = Making {
                formats,
                workers,
                helper,
                force: false,
                shard: Shard::WHOLE,
            };
            make_and_tell(&blanks(&edition), &args.out, &making, false, console)
        }
        Some(Err(broken)) => {
            broken.iter().for_each(|b| {
                console.warn(&format!(
                    "внутренняя ошибка программы: форма {}: {}",
                    b.file, b.message
                ))
            });
            Ended::MachineFailed
        }
        None => {
            console.warn(&format!(
                "ошибка: нет редакции форм «{}»; {}",
                args.edition,
                choice(&args.edition, &Edition::names())
            ));
            Ended::Misused
        }
    }
}
