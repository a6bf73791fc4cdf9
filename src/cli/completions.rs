//! `completions`: what a shell needs to complete commands and options.

use clap_complete::generate;

use super::args::CompletionsArgs;
use super::usage;
use crate::console::{Console, Ended};

pub(super) fn run(args: &CompletionsArgs, console: &Console) -> Ended {
    let mut script = Vec::new();
    generate(
        args.shell.shell(),
        &mut usage::command(),
        "nastavnik",
        &mut script,
    );
    console.say(String::from_utf8_lossy(&script).trim_end());
    Ended::Well
}
