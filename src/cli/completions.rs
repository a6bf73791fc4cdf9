//! `completions`: what a shell needs to complete commands and options.

use clap::{Parser, ValueEnum};
use clap_complete::{Shell, generate};

use super::Ended;
use super::console::Console;
use super::usage;

#[derive(Debug, Parser)]
pub(super) struct CompletionsArgs {
    /// Командная оболочка
    #[arg(value_name = "ОБОЛОЧКА")]
    shell: ShellName,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ShellName {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

impl ShellName {
    fn shell(self) -> Shell {
        match self {
            Self::Bash => Shell::Bash,
            Self::Zsh => Shell::Zsh,
            Self::Fish => Shell::Fish,
            Self::Powershell => Shell::PowerShell,
        }
    }
}

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
