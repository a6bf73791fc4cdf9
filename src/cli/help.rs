//! `help`: the help of a command, asked for by a word instead of `--help`.

use super::args::HelpArgs;
use super::usage;
use crate::console::{Console, Ended, misused};

pub(super) fn run(args: &HelpArgs, console: &Console) -> Ended {
    match usage::named(&args.command) {
        Ok(mut command) => {
            console.print_coloured(command.render_help().ansi().to_string().trim_end());
            Ended::Well
        }
        Err(why) => misused(&why, console),
    }
}
