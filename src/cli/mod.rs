//! Arguments in, words and exit code out; one file per command, related commands in one folder.

mod args;
mod completions;
mod district;
mod each;
mod examples;
mod help;
mod man;
mod manner;
mod papers;
mod project;
mod reference;
mod school;
mod signatures;
mod start;
mod usage;

use std::process::ExitCode;

use clap::FromArgMatches as _;

use args::{Args, Command};
use papers::{archive, blank, build, clean, issue, print, status, watch};
use project::{bank, check, event, export, import, roll_over};
use reference::{decline, editions, explain, fonts};
use school::Settled;
use signatures::{sign, verify};
use start::{ServeArgs, doctor, init, schema, serve};

use crate::console::{Console, Ended};

/// Laying out a page goes deep, and the first thread of a Windows process has one megabyte only.
const STACK_BYTES: usize = 16 << 20;

/// Runs the program on the arguments of this process.
pub fn run() -> ExitCode {
    let thread = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(run_here);
    thread
        .ok()
        .and_then(|t| t.join().ok())
        .unwrap_or(Ended::MachineFailed)
        .into()
}

fn run_here() -> Ended {
    let matches = usage::command().try_get_matches();
    let read = matches.and_then(|it| Ok((Args::from_arg_matches(&it)?, manner::asked(&it))));
    let (command, (manner, named)) = match read {
        Ok((Args { command }, asked)) => (command, asked),
        Err(error) => {
            let console = Console::default();
            return console.ended(usage::refuse(&error, &console));
        }
    };
    let console = Console::new(manner, &named);
    let Some(command) = command else {
        if let Some(args) = ServeArgs::of_double_click() {
            return serve::run(args, &console);
        }
        console.print_coloured(&usage::greeting());
        return console.ended(Ended::Well);
    };
    let ended = dispatch(command, &console);
    let ended = console.ended(ended);
    console.finish(ended);
    console.ended(ended)
}

fn dispatch(command: Command, console: &Console) -> Ended {
    match school::settle(command, console) {
        Ok(Settled::One(command)) => run_command(command, console),
        Ok(Settled::Split(args, schools)) => import::over_schools(&args, &schools, console),
        Ok(Settled::Each(folder, schools)) => each::each(&folder, schools, console, run_command),
        Err(ended) => ended,
    }
}

fn run_command(command: Command, console: &Console) -> Ended {
    match command {
        Command::Init(args) => init::run(&args, console),
        Command::Check(args) => check::run(&args, console),
        Command::Explain(args) => explain::run(&args, console),
        Command::Export(args) => export::run(&args, console),
        Command::Import(args) => import::run(&args, console),
        Command::Event(args) => event::run(&args, console),
        Command::Bank(args) => bank::run(&args, console),
        Command::Build(args) => build::run(&args, console),
        Command::Report(args) => papers::report::run(&args, console),
        Command::Status(args) => status::run(&args, console),
        Command::Clean(args) => clean::run(&args, console),
        Command::Issue(args) => issue::run(&args, console),
        Command::Archive(args) => archive::run(&args, console),
        Command::Print(args) => print::run(&args, console),
        Command::Sign(args) => sign::run(&args, console),
        Command::Verify(args) => verify::run(&args, console),
        Command::Blank(args) => blank::run(&args, console),
        Command::Edition(args) => editions::run(&args, console),
        Command::Decline(args) => decline::run(&args, console),
        Command::Fonts(args) => fonts::run(&args, console),
        Command::District(args) => district::run(&args, console),
        Command::RollOver(args) => roll_over::run(&args, console),
        Command::Watch(args) => watch::run(args, console),
        Command::Serve(args) => serve::run(args, console),
        Command::Doctor(args) => doctor::run(&args, &reference::version(), console),
        Command::Schema(args) => schema::run(&args, console),
        Command::Completions(args) => completions::run(&args, console),
        Command::Man(args) => man::run(&args, console),
        Command::Help(args) => help::run(&args, console),
    }
}
