//! Arguments in, words and exit code out; one file per command.

mod archive;
mod args;
mod blank;
mod build;
mod check;
mod completions;
mod console;
mod decline;
mod explain;
mod export;
mod fonts;
mod help;
mod import;
mod init;
mod interrupt;
mod man;
mod print;
mod report;
mod roll_over;
mod schema;
mod school;
mod serve;
mod sign;
mod status;
mod typesetter;
mod usage;
mod verify;
mod watch;

use std::process::ExitCode;

use clap::FromArgMatches as _;

pub use report::render as render_problem;

use crate::batch::{HELPER_COMMAND, Plan};
use args::{Args, Command};
use console::Console;
use serve::ServeArgs;

/// How a command ended (exit codes of the program).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// 0: all is well.
    Well,
    /// 1: mistakes in the user's data.
    WithProblems,
    /// 2: the command line cannot be understood.
    Misused,
    /// 3: the machine failed: disk, permissions, a fault of the program.
    MachineFailed,
    /// 130: Ctrl-C.
    Interrupted,
}

impl Ended {
    /// How reading and checking a project ended.
    fn of(plan: &Plan) -> Self {
        if plan.disk_refused() {
            Self::MachineFailed
        } else if plan.has_errors() {
            Self::WithProblems
        } else {
            Self::Well
        }
    }
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Well => Self::from(0),
            Ended::WithProblems => Self::from(1),
            Ended::Misused => Self::from(2),
            Ended::MachineFailed => Self::from(3),
            Ended::Interrupted => Self::from(interrupt::EXIT_CODE),
        }
    }
}

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
    // Not a command of the command line: neither the help nor a shell's completions should know it.
    if std::env::args_os().skip(1).eq([HELPER_COMMAND]) {
        return typesetter::run();
    }
    let console = Console;
    let args = usage::command()
        .try_get_matches()
        .and_then(|m| Args::from_arg_matches(&m));
    match args {
        Ok(Args {
            command: Some(command),
        }) => dispatch(command, &console),
        Ok(Args { command: None }) => {
            if let Some(args) = ServeArgs::of_double_click() {
                return serve::run(args, &console);
            }
            console.say(&usage::greeting());
            Ended::Well
        }
        Err(error) => usage::refuse(&error, &console),
    }
}

fn dispatch(command: Command, console: &Console) -> Ended {
    let command = match school::settle(command, console) {
        Ok(command) => command,
        Err(ended) => return ended,
    };
    match command {
        Command::Init(args) => init::run(&args, console),
        Command::Check(args) => check::run(&args, console),
        Command::Explain(args) => explain::run(&args, console),
        Command::Export(args) => export::run(&args, console),
        Command::Import(args) => import::run(&args, console),
        Command::Build(args) => build::run(&args, console),
        Command::Status(args) => status::run(&args, console),
        Command::Archive(args) => archive::run(&args, console),
        Command::Print(args) => print::run(&args, console),
        Command::Sign(args) => sign::run(&args, console),
        Command::Verify(args) => verify::run(&args, console),
        Command::Blank(args) => blank::run(&args, console),
        Command::Decline(args) => decline::run(&args, console),
        Command::Fonts(args) => fonts::run(&args, console),
        Command::RollOver(args) => roll_over::run(&args, console),
        Command::Watch(args) => watch::run(args, console),
        Command::Serve(args) => serve::run(args, console),
        Command::Schema(args) => schema::run(&args, console),
        Command::Completions(args) => completions::run(&args, console),
        Command::Man(args) => man::run(&args, console),
        Command::Help(args) => help::run(&args, console),
    }
}
