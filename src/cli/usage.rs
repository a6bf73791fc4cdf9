//! Help and refusals of the command line, in Russian: clap itself speaks English only.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory as _};

use super::args::Args;
use super::{examples, manner};
use crate::console::{Console, Ended, misused_at};
use crate::problem::{choice, nearest};

const TEMPLATE: &str = "{about-with-newline}\nИспользование: {usage}\n\n{all-args}{after-help}";

/// The command line with Russian help.
pub(super) fn command() -> Command {
    let command = Args::command()
        .help_template(TEMPLATE)
        .override_usage("nastavnik КОМАНДА [ПАПКА] [ПАРАМЕТРЫ]")
        .subcommand_help_heading("Команды")
        .next_help_heading("Параметры")
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .long("version")
                .short('V')
                .action(ArgAction::Version)
                .help("Показать версию программы"),
        )
        .after_help("Подробнее о команде: nastavnik КОМАНДА --help");
    russian(manner::everywhere(command)).mut_subcommands(|sub| subcommand(sub, "nastavnik"))
}

/// A command in Russian, with those below it; `above` is what stands before it on a command line.
fn subcommand(sub: Command, above: &str) -> Command {
    let line = format!("{above} {}", sub.get_name());
    let sub = manner::with_answer(sub, line.trim_start_matches("nastavnik "));
    let usage = usage_line(&sub, &line);
    let sub = russian(sub.help_template(TEMPLATE).override_usage(usage));
    if !sub.has_subcommands() {
        let examples = examples::of(line.trim_start_matches("nastavnik "));
        return sub.after_help(examples);
    }
    let sub = sub
        .subcommand_help_heading("Команды")
        .disable_help_subcommand(true)
        .after_help(format!("Подробнее о команде: {line} КОМАНДА --help"));
    sub.mut_subcommands(|below| subcommand(below, &line))
}

fn russian(command: Command) -> Command {
    command
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .long("help")
                .short('h')
                .action(ArgAction::Help)
                .help("Показать эту справку")
                .help_heading("Параметры"),
        )
        .mut_args(|arg| {
            let heading = if arg.is_positional() {
                "Что указать"
            } else {
                "Параметры"
            };
            let help = arg.get_help().cloned().unwrap_or_default();
            let help = with_values(&arg, help);
            arg.help_heading(heading)
                .hide_default_value(true)
                .hide_possible_values(true)
                .help(help)
        })
}

/// Adds the allowed values and the default to the help of an argument.
fn with_values(arg: &Arg, help: StyledStr) -> StyledStr {
    let takes_value = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    let mut notes = Vec::new();
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .map(|v| v.get_name().to_owned())
        .collect();
    if takes_value && !values.is_empty() {
        notes.push(format!("можно: {}", values.join(", ")));
    }
    let defaults: Vec<String> = arg
        .get_default_values()
        .iter()
        .map(|v| v.to_string_lossy().into_owned())
        .collect();
    if takes_value && !defaults.is_empty() {
        let shown = if defaults == ["."] {
            "текущая папка".to_owned()
        } else {
            defaults.join(",")
        };
        notes.push(format!("если не указать: {shown}"));
    }
    if notes.is_empty() {
        help
    } else {
        format!("{help} [{}]", notes.join("; ")).into()
    }
}

fn usage_line(sub: &Command, line: &str) -> String {
    if sub.has_subcommands() {
        return format!("{line} КОМАНДА [ПАРАМЕТРЫ]");
    }
    let mut line = line.to_owned();
    for arg in sub.get_positionals() {
        let name = arg
            .get_value_names()
            .and_then(|names| names.first())
            .map(ToString::to_string)
            .unwrap_or_default();
        line += &if arg.is_required_set() {
            format!(" {name}")
        } else {
            format!(" [{name}]")
        };
    }
    for arg in sub.get_opts().filter(|arg| arg.is_required_set()) {
        let name = arg
            .get_value_names()
            .and_then(|names| names.first())
            .map(ToString::to_string)
            .unwrap_or_default();
        line += &format!(" --{} {name}", arg.get_long().unwrap_or_default());
    }
    line + " [ПАРАМЕТРЫ]"
}

/// The command of these names, `district papers`, or the whole program where there are none.
///
/// # Errors
/// Why there is no such command, in Russian.
pub(super) fn named(names: &[String]) -> Result<Command, String> {
    let mut found = command();
    found.build();
    for (i, name) in names.iter().enumerate() {
        let known: Vec<&str> = found.get_subcommands().map(Command::get_name).collect();
        if known.is_empty() {
            let above = names[..i].join(" ");
            return Err(format!(
                "у команды «{above}» нет команды «{name}»: она одна"
            ));
        }
        let Some(below) = found.find_subcommand(name) else {
            return Err(format!(
                "неизвестная команда «{name}»; {}",
                choice(name, &known)
            ));
        };
        found = below.clone();
    }
    Ok(found)
}

/// The command that a line was meant for, as far as its words are commands; a misspelt one that is
/// near enough to one counts as it.
fn meant(words: &[String]) -> Vec<String> {
    let mut own = command();
    let mut names = Vec::new();
    for word in words.iter().filter(|word| !word.starts_with('-')) {
        let known: Vec<&str> = own.get_subcommands().map(Command::get_name).collect();
        let Some(name) = nearest(word, &known).map(ToOwned::to_owned) else {
            break;
        };
        let Some(below) = own.find_subcommand(&name).cloned() else {
            break;
        };
        names.push(name);
        own = below;
    }
    names
}

/// What the program says when it is started without arguments.
pub(super) fn greeting() -> String {
    command().render_help().ansi().to_string()
}

/// Help and version are answers; anything else is a mistake, told in Russian.
pub(super) fn refuse(error: &Error, console: &Console) -> Ended {
    match error.kind() {
        ErrorKind::DisplayHelp => {
            console.print_coloured(error.render().ansi().to_string().trim_end());
        }
        ErrorKind::DisplayVersion => console.print(&super::reference::version()),
        _ => {
            let words: Vec<String> = std::env::args_os()
                .skip(1)
                .map(|word| word.to_string_lossy().into_owned())
                .collect();
            return misused_at(&explain(error), &meant(&words).join(" "), console);
        }
    }
    Ended::Well
}

fn explain(error: &Error) -> String {
    let arg = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let mut out = match error.kind() {
        ErrorKind::InvalidSubcommand => format!(
            "неизвестная команда «{}»",
            text(error, ContextKind::InvalidSubcommand)
        ),
        ErrorKind::UnknownArgument if !arg.starts_with('-') => {
            format!("лишнее слово «{arg}»; имя папки с пробелами берите в кавычки")
        }
        ErrorKind::UnknownArgument => format!("неизвестный параметр «{arg}»"),
        ErrorKind::InvalidValue if value.is_empty() => format!("после «{arg}» не указано значение"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            // The libraries' own words are English.
            let own = std::error::Error::source(error).map(ToString::to_string);
            let own = own
                .filter(|why| !why.is_ascii())
                .map(|why| format!("; {why}"));
            format!(
                "параметр «{arg}»: неподходящее значение «{value}»{}",
                own.unwrap_or_default()
            )
        }
        ErrorKind::ArgumentConflict => {
            format!("параметр «{arg}» указан дважды или не сочетается с другим")
        }
        ErrorKind::MissingRequiredArgument => format!("не указано: {arg}"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("параметр «{arg}»: неверное число значений")
        }
        ErrorKind::InvalidUtf8 => "в команде есть знаки, которые не читаются".to_owned(),
        _ => "команда не понята".to_owned(),
    };
    let suggestions: Vec<String> = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .filter_map(|kind| match error.get(kind) {
        // clap puts the nearest word last.
        Some(ContextValue::Strings(list)) => list.last().cloned(),
        _ => Some(text(error, kind)),
    })
    .filter(|s| !s.is_empty())
    .collect();
    let valid = text(error, ContextKind::ValidValue);
    if !suggestions.is_empty() {
        out += &format!(
            "; возможно, имелось в виду «{}»",
            suggestions.join("» или «")
        );
    } else if !valid.is_empty() && error.kind() == ErrorKind::InvalidValue {
        out += &format!("; можно: {valid}");
    }
    out
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(s)) => s.clone(),
        Some(ContextValue::Strings(list)) => list.join(", "),
        Some(ContextValue::StyledStr(s)) => s.to_string(),
        Some(_) | None => String::new(),
    }
}
