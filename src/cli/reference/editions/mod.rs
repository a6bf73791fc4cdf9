//! Commands about editions of the forms: which there are, what one is, a new one, what is wrong with
//! one.

mod args;
mod check;
mod export;
mod folder;
mod learn;
mod list;
mod new;
mod told;

use args::EditionAction;
pub(crate) use args::EditionArgs;

use crate::console::{Console, Ended};
use crate::edition::Edition;

/// The names of the built-in editions.
pub(crate) fn names() -> Vec<&'static str> {
    Edition::names()
}

pub(crate) fn run(args: &EditionArgs, console: &Console) -> Ended {
    match &args.action {
        EditionAction::List(args) => list::list(args, console),
        EditionAction::Show(args) => list::show(args, console),
        EditionAction::New(args) => new::run(args, console),
        EditionAction::Check(args) => check::run(args, console),
        EditionAction::Export(args) => export::run(args, console),
    }
}
