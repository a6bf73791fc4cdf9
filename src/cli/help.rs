//! `help`: the help of a command, asked for by a word instead of `--help`.

use clap::Parser;

use super::Ended;
use super::console::Console;
use super::usage;

#[derive(Debug, Parser)]
pub(super) struct HelpArgs {
    /// О какой команде; если не указать – обо всей программе
    #[arg(value_name = "КОМАНДА")]
    command: Option<String>,
}

pub(super) fn run(args: &HelpArgs, console: &Console) -> Ended {
    match usage::named(args.command.as_deref()) {
        Ok(mut command) => {
            console.say(command.render_help().ansi().to_string().trim_end());
            Ended::Well
        }
        Err(why) => usage::misused(&why, console),
    }
}
