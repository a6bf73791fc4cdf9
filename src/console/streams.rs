//! What the user sees. A reader that closed its end is no reason to fail.

use std::cell::RefCell;
use std::io::{ErrorKind, Read as _, Write as _};

use serde_json::Value;

use super::Ended;
use super::answer::{Answer, JsonForm};

/// Everything that comes in by the standard input.
///
/// # Errors
/// If the system does not let it be read.
pub(crate) fn read_input() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// How the program speaks: `-q`, `-v`, `--json`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Manner {
    /// What a script is answered in, if one asks.
    pub json: Option<JsonForm>,
    /// Nothing is told of what was done: errors, warnings and what was asked for remain.
    pub is_quiet: bool,
    /// Nothing is shortened.
    pub is_verbose: bool,
}

/// The two streams of the program, and the answer for a script.
#[derive(Debug, Default)]
pub(crate) struct Console {
    manner: Manner,
    answer: RefCell<Answer>,
}

impl Console {
    pub(crate) fn new(manner: Manner) -> Self {
        Self {
            manner,
            ..Self::default()
        }
    }

    /// One for a part of the work, whose answer [`Self::absorb`] takes.
    pub(crate) fn child(&self) -> Self {
        Self::new(self.manner)
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
        let _ = writeln!(anstream::stdout(), "{line}");
    }

    /// The very thing that was asked for, which `-q` leaves.
    pub(crate) fn print(&self, text: &str) {
        if !self.is_json() {
            let _ = writeln!(anstream::stdout(), "{text}");
        }
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
                self.fail(&format!("стандартный вывод: {error}"));
                Ended::MachineFailed
            }
            _ => Ended::Well,
        }
    }

    /// A line beside the answer.
    pub(crate) fn warn(&self, line: &str) {
        let _ = writeln!(anstream::stderr(), "{line}");
        self.answer.borrow_mut().warn(line);
    }

    /// A line that helps a person, and is no fact.
    #[expect(clippy::unused_self, reason = "who has no console cannot speak")]
    pub(crate) fn hint(&self, line: &str) {
        let _ = writeln!(anstream::stderr(), "{line}");
    }

    /// Why a command did not do what it was to.
    pub(crate) fn fail(&self, why: &str) {
        let _ = writeln!(anstream::stderr(), "ошибка: {why}");
        self.answer.borrow_mut().errors.push(why.to_owned());
    }

    /// Lines about problems, which the answer for a script has as data.
    pub(crate) fn tell_problems(&self, lines: &[String], rows: Vec<Value>) {
        for line in lines {
            let _ = writeln!(anstream::stderr(), "{line}");
        }
        self.keep_problems(rows);
    }

    /// Problems for a script alone.
    pub(crate) fn keep_problems(&self, rows: Vec<Value>) {
        self.answer.borrow_mut().problems.extend(rows);
    }

    /// A line of an answer that is read line by line.
    #[expect(clippy::unused_self, reason = "who has no console cannot speak")]
    pub(crate) fn say_json_line(&self, value: &impl serde::Serialize) {
        let line = serde_json::to_string(value).unwrap_or_default();
        let _ = writeln!(anstream::stdout(), "{line}");
    }

    /// Facts for scripts: of a list each is a row of its own.
    pub(crate) fn answer(&self, value: &impl serde::Serialize) {
        // A struct of strings and numbers always has a JSON form.
        let value = serde_json::to_value(value).unwrap_or_default();
        self.answer.borrow_mut().add(value);
    }

    /// A fact of the whole work, beside its rows.
    pub(crate) fn summarise(&self, name: &str, value: &impl serde::Serialize) {
        let value = serde_json::to_value(value).unwrap_or_default();
        let mut answer = self.answer.borrow_mut();
        answer.summary.insert(name.to_owned(), value);
    }

    /// Takes the answer of a part; with a name, that of the school it is of.
    pub(crate) fn absorb(&self, part: Self, school: Option<&str>) {
        let part = part.answer.into_inner();
        self.answer.borrow_mut().absorb(part, school);
    }

    /// Gives a script its answer, if it asked for one.
    pub(crate) fn finish(self, command: &str, ended: Ended) {
        let Some(form) = self.manner.json else {
            return;
        };
        if let Some(text) = self.answer.into_inner().text(form, command, ended) {
            let _ = writeln!(anstream::stdout(), "{text}");
        }
    }
}

/// Tells that the command line is wrong, and where to read how it should be.
pub(crate) fn misused(why: &str, console: &Console) -> Ended {
    misused_at(why, "", console)
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
