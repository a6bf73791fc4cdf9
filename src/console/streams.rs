//! What the user sees. A reader that closed its end is no reason to fail.

use std::cell::{Cell, RefCell};
use std::io::{BufRead, ErrorKind, IsTerminal as _, Write};

use serde_json::Value;

use super::Ended;
use super::answer::{Answer, JsonForm};
use crate::disk::unwritten;
use crate::shown::{escaped_json, visible_coloured, visible_lines};

/// How the program speaks: `-q`, `-qq`, `-v`, `--json`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Manner {
    /// What a script is answered in, if one asks.
    pub json: Option<JsonForm>,
    /// Nothing is told of what was done: errors, warnings and what was asked for remain.
    pub is_quiet: bool,
    /// Of what is wrong in the files people are told the errors only; a script has everything.
    pub hides_warnings: bool,
    /// Nothing is shortened.
    pub is_verbose: bool,
}

/// The two streams of the program, and the answer for a script.
#[derive(Debug, Default)]
pub(crate) struct Console {
    manner: Manner,
    /// The whole name of the command, «district begin»; empty before it is known.
    command: String,
    answer: RefCell<Answer>,
    /// Why the standard output does not hold all that was put there.
    broken: RefCell<Option<String>>,
    is_told: Cell<bool>,
}

impl Console {
    pub(crate) fn new(manner: Manner, command: &str) -> Self {
        Self {
            manner,
            command: command.to_owned(),
            ..Self::default()
        }
    }

    /// One for a part of the work, whose answer [`Self::absorb`] takes.
    pub(crate) fn child(&self) -> Self {
        Self::new(self.manner, &self.command)
    }

    /// Whether a script asks: then people are told nothing on the standard output.
    pub(crate) fn is_json(&self) -> bool {
        self.manner.json.is_some()
    }

    /// Whether it asks in the form of the first version.
    pub(crate) fn is_old_json(&self) -> bool {
        self.manner.json == Some(JsonForm::Rows)
    }

    pub(crate) fn is_verbose(&self) -> bool {
        self.manner.is_verbose
    }

    /// A line about what was done.
    pub(crate) fn say(&self, line: &str) {
        if self.is_json() || self.manner.is_quiet {
            return;
        }
        self.put(&visible_lines(line));
    }

    /// The very thing that was asked for, which `-q` leaves.
    pub(crate) fn print(&self, text: &str) {
        if !self.is_json() {
            self.put(&visible_lines(text));
        }
    }

    /// Help, with its colours.
    pub(crate) fn print_coloured(&self, text: &str) {
        if !self.is_json() {
            self.put(&visible_coloured(text));
        }
    }

    /// A line on the standard output. A reader that has seen enough is no trouble.
    fn put(&self, line: &str) {
        match writeln!(anstream::stdout(), "{line}") {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                let mut broken = self.broken.borrow_mut();
                broken.get_or_insert_with(|| unwritten(error));
            }
            _ => {}
        }
    }

    /// How a command has ended whose answer is out, or is not.
    pub(crate) fn ended(&self, ended: Ended) -> Ended {
        let Some(why) = self.broken.borrow().clone() else {
            return ended;
        };
        if !self.is_told.replace(true) {
            let _ = writeln!(anstream::stderr(), "ошибка: {why}");
        }
        ended.max(Ended::MachineFailed)
    }

    /// Puts a file out to the standard output. A reader that has seen enough is no trouble; a script
    /// that asks for an answer there cannot have both.
    pub(crate) fn put_out(&self, bytes: &[u8]) -> Ended {
        if self.is_json() {
            self.fail("«-» и --json вместе не годятся: в стандартный вывод пишется одно из двух");
            return Ended::Misused;
        }
        let mut out = std::io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                self.fail(&unwritten(error));
                Ended::MachineFailed
            }
            _ => Ended::Well,
        }
    }

    /// Whether only errors are told of what is wrong in the files.
    pub(crate) fn hides_warnings(&self) -> bool {
        self.manner.hides_warnings
    }

    /// A line beside the answer.
    pub(crate) fn warn(&self, line: &str) {
        let _ = writeln!(anstream::stderr(), "{}", visible_lines(line));
        self.answer.borrow_mut().warn(line);
    }

    /// A line that helps a person, and is no fact.
    #[expect(clippy::unused_self, reason = "who has no console cannot speak")]
    pub(crate) fn hint(&self, line: &str) {
        let _ = writeln!(anstream::stderr(), "{}", visible_lines(line));
    }

    /// Lets a person at a terminal choose one of several; the first is usual. `None` where nobody can
    /// be asked: a script, or a terminal that is not there.
    pub(crate) fn choose(&self, question: &str, options: &[&str]) -> Option<usize> {
        let is_asked = !self.is_json() && !self.manner.is_quiet;
        if !is_asked || !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
            return None;
        }
        choose_from(
            &mut std::io::stdin().lock(),
            &mut anstream::stdout(),
            question,
            options,
        )
    }

    /// Why a command did not do what it was to.
    pub(crate) fn fail(&self, why: &str) {
        let _ = writeln!(anstream::stderr(), "ошибка: {}", visible_lines(why));
        self.answer.borrow_mut().errors.push(why.to_owned());
    }

    /// Lines about problems, which the answer for a script has as data.
    pub(crate) fn tell_problems(&self, lines: &[String], rows: Vec<Value>) {
        for line in lines {
            let _ = writeln!(anstream::stderr(), "{}", visible_coloured(line));
        }
        self.keep_problems(rows);
    }

    /// Problems for a script alone.
    pub(crate) fn keep_problems(&self, rows: Vec<Value>) {
        if self.is_json() {
            self.answer.borrow_mut().problems.extend(rows);
        }
    }

    /// A line of an answer that is read line by line.
    pub(crate) fn say_json_line(&self, value: &impl serde::Serialize) {
        let line = serde_json::to_string(value).unwrap_or_default();
        self.put(&escaped_json(&line));
    }

    /// Facts for scripts: of a list each is a row of its own. Where no script asks they are not kept:
    /// a district has tens of thousands of them.
    pub(crate) fn answer(&self, value: &impl serde::Serialize) {
        if !self.is_json() {
            return;
        }
        // A struct of strings and numbers always has a JSON form.
        let value = serde_json::to_value(value).unwrap_or_default();
        self.answer.borrow_mut().add(value);
    }

    /// A fact of the whole work, beside its rows.
    pub(crate) fn summarise(&self, name: &str, value: &impl serde::Serialize) {
        if !self.is_json() {
            return;
        }
        let value = serde_json::to_value(value).unwrap_or_default();
        let mut answer = self.answer.borrow_mut();
        answer.summary.insert(name.to_owned(), value);
    }

    /// Takes the answer of a part; with a name, that of the school it is of.
    pub(crate) fn absorb(&self, part: Self, school: Option<&str>) {
        let broken = part.broken.into_inner();
        let mut own = self.broken.borrow_mut();
        *own = own.take().or(broken);
        let part = part.answer.into_inner();
        self.answer.borrow_mut().absorb(part, school);
    }

    /// Gives a script its answer, if it asked for one.
    pub(crate) fn finish(&self, ended: Ended) {
        let Some(form) = self.manner.json else {
            return;
        };
        if let Some(text) = self.answer.borrow().text(form, &self.command, ended) {
            self.put(&escaped_json(&text));
        }
    }
}

/// Asks until the answer is the number of an option; an empty line is the first, the end of the input
/// none.
fn choose_from(
    input: &mut impl BufRead,
    out: &mut impl Write,
    question: &str,
    options: &[&str],
) -> Option<usize> {
    let _ = writeln!(out, "{}", visible_lines(question));
    for (at, option) in options.iter().enumerate() {
        let _ = writeln!(out, "  {}. {}", at + 1, visible_lines(option));
    }
    loop {
        let _ = write!(out, "Номер (Enter – 1): ");
        let _ = out.flush();
        let mut line = String::new();
        if input.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim().trim_end_matches('.');
        if line.is_empty() {
            return Some(0);
        }
        let number = line.parse::<usize>().ok();
        if let Some(at) = number
            .and_then(|it| it.checked_sub(1))
            .filter(|at| *at < options.len())
        {
            return Some(at);
        }
        let _ = writeln!(out, "Нужно число от 1 до {}.", options.len());
    }
}

/// Tells that the command line is wrong, and where to read how it should be.
pub(crate) fn misused(why: &str, console: &Console) -> Ended {
    let own = console.command.as_str();
    misused_at(why, if own == "help" { "" } else { own }, console)
}

/// The same, with the command whose help tells it; of none the whole program's.
pub(crate) fn misused_at(why: &str, command: &str, console: &Console) -> Ended {
    console.fail(why);
    let command = if command.is_empty() {
        String::new()
    } else {
        format!("{command} ")
    };
    console.hint(&format!("Справка: nastavnik {command}--help"));
    Ended::Misused
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_asked_until_the_answer_is_an_option() {
        let chosen = |typed: &str| {
            let mut out = Vec::new();
            let chosen = choose_from(&mut typed.as_bytes(), &mut out, "Что?", &["а", "б"]);
            (chosen, String::from_utf8(out).unwrap())
        };
        assert_eq!(chosen("\n").0, Some(0));
        assert_eq!(chosen("2\r\n").0, Some(1));
        assert_eq!(chosen("").0, None);
        let (at, said) = chosen("три\n0\n3\n 2. \n");
        assert_eq!(at, Some(1));
        assert!(said.starts_with("Что?\n  1. а\n  2. б\n"), "{said}");
        assert_eq!(said.matches("от 1 до 2").count(), 3);
    }
}
