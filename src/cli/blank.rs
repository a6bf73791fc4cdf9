//! `blank`: the empty forms of an edition.

use std::collections::BTreeMap;

use super::Ended;
use super::args::BlankArgs;
use super::build::{default_workers, make_and_tell};
use super::console::Console;
use crate::batch::{Making, Shard, blanks};
use crate::edition::Edition;
use crate::reader::suggestion;

pub(super) fn run(args: &BlankArgs, console: &Console) -> Ended {
    match Edition::load(&args.edition, args.corrected, &BTreeMap::new()) {
        Some(Ok(edition)) => {
            let making = Making {
                formats: args.formats.chosen(),
                workers: default_workers(),
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
                suggestion(&args.edition, &Edition::names())
            ));
            Ended::Misused
        }
    }
}
