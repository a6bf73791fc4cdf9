//! `completions`: what a shell needs to complete commands, options and their values.

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, ValueHint};
use clap_complete::generate;

use super::args::CompletionsArgs;
use super::project::bank;
use super::reference::{editions, explain};
use super::usage;
use crate::console::{Console, Ended, answering};

/// Whose signature may stand in a paper.
const FIELDS: [&str; 3] = ["head", "mentor", "mentee"];

pub(super) fn run(args: &CompletionsArgs, console: &Console) -> Ended {
    let mut script = Vec::new();
    generate(
        args.shell.shell(),
        &mut with_values(usage::command()),
        "nastavnik",
        &mut script,
    );
    console.print(String::from_utf8_lossy(&script).trim_end());
    Ended::Well
}

/// The command line with the values that a shell offers. The program itself takes others too, and
/// refuses those it does not know in its own words.
fn with_values(program: Command) -> Command {
    let names: Vec<String> = program
        .get_subcommands()
        .map(|it| it.get_name().to_owned())
        .collect();
    let editions = || editions::names().into_iter().map(ToOwned::to_owned);
    let of = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let program = paths(program)
        .mut_subcommand("help", |it| offer(it, "command", names.clone()))
        .mut_subcommand("man", |it| offer(it, "command", names.clone()))
        .mut_subcommand("explain", |it| offer(it, "code", explain::numbers()))
        .mut_subcommand("bank", |it| offer(it, "case", bank::codes()))
        .mut_subcommand("schema", |it| offer(it, "answer", of(&answering())))
        .mut_subcommand("sign", |it| offer(it, "field", of(&FIELDS)))
        .mut_subcommand("blank", |it| offer(it, "edition", editions().collect()));
    program.mut_subcommand("edition", |it| {
        it.mut_subcommand("show", |it| offer(it, "name", editions().collect()))
            .mut_subcommand("new", |it| offer(it, "from", editions().collect()))
    })
}

fn offer(command: Command, arg: &'static str, values: Vec<String>) -> Command {
    // They live as long as the program, which ends with this.
    let values = values.into_iter().map(|it| &*it.leak());
    command.mut_arg(arg, |arg| {
        arg.value_parser(PossibleValuesParser::new(values))
    })
}

/// Folders are offered where a folder is meant, files where a file is.
fn paths(command: Command) -> Command {
    let hinted = command.mut_args(|arg| match hint(&arg) {
        Some(hint) => arg.value_hint(hint),
        None => arg,
    });
    hinted.mut_subcommands(paths)
}

fn hint(arg: &Arg) -> Option<ValueHint> {
    match arg.get_value_names()?.first()?.as_str() {
        "ПАПКА" => Some(ValueHint::DirPath),
        "ФАЙЛ" | "ПОДПИСЬ" => Some(ValueHint::FilePath),
        _ => None,
    }
}
