//! Options that mean the same for every command: `-q`, `-v`, `--json`.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::console::{JsonForm, Manner, answers};

/// Commands whose answer had a shape of its own in version 0.1, which scripts may rely on: they
/// give it where no shape is named.
const OLD: [&str; 5] = ["build", "check", "decline", "status", "verify"];

const QUIET: &str = "quiet";
const VERBOSE: &str = "verbose";
const JSON: &str = "json";

/// Adds what every command has.
pub(super) fn everywhere(command: Command) -> Command {
    command
        .arg(
            Arg::new(QUIET)
                .long(QUIET)
                .short('q')
                .global(true)
                .action(ArgAction::Count)
                .conflicts_with(VERBOSE)
                .help("Не рассказывать, что сделано: остаются ошибки, предупреждения и то, о чем спросили; -qq – и без предупреждений о том, что в файлах"),
        )
        .arg(
            Arg::new(VERBOSE)
                .long(VERBOSE)
                .short('v')
                .global(true)
                .action(ArgAction::SetTrue)
                .help("Ничего не сокращать: все замечания целиком, все файлы поименно"),
        )
}

/// Adds `--json` to a command that has an answer for scripts; `path` is its name, with that of the
/// command above it.
pub(super) fn with_answer(command: Command, path: &str) -> Command {
    if !answers(path) {
        return command;
    }
    let is_old = OLD.contains(&path);
    let (forms, usual): (&[&str], _) = if is_old {
        (&["1", "2"], "1")
    } else {
        (&["2"], "2")
    };
    let help = if is_old {
        "Вывести ответ в формате JSON: --json=2 – общий вид с замечаниями, одинаковый у всех команд, --json или --json=1 – прежний, как в первой версии"
    } else {
        "Вывести ответ в формате JSON: один вид у всех команд; его схему покажет nastavnik schema --answer"
    };
    command.arg(
        Arg::new(JSON)
            .long(JSON)
            .value_name("ВИД")
            .num_args(0..=1)
            .require_equals(true)
            .value_parser(forms.to_vec())
            .default_missing_value(usual)
            .help(help),
    )
}

/// How the program is to speak, and the whole name of the command.
pub(super) fn asked(matches: &ArgMatches) -> (Manner, String) {
    let mut names = Vec::new();
    let mut own = matches;
    while let Some((name, below)) = own.subcommand() {
        names.push(name);
        own = below;
    }
    let quiet = own.try_get_one::<u8>(QUIET).ok().flatten();
    let quiet = quiet.copied().unwrap_or_default();
    let is_verbose = own.try_get_one::<bool>(VERBOSE).ok().flatten() == Some(&true);
    let form = own.try_get_one::<String>(JSON).ok().flatten();
    let manner = Manner {
        json: form.map(|it| match it.as_str() {
            "1" => JsonForm::Rows,
            _ => JsonForm::Whole,
        }),
        is_quiet: quiet > 0,
        hides_warnings: quiet > 1,
        is_verbose,
    };
    (manner, names.join(" "))
}
