//! The answer for scripts: one shape for every command.

use serde::Serialize;
use serde_json::{Map, Value};

use super::Ended;

/// The shape of the answer that is given today.
const VERSION: u8 = 2;

/// What an answer for a script looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonForm {
    /// As version 0.1 of the program had it: the rows alone, of `check` the problems.
    Rows,
    /// One shape for every command.
    Whole,
}

/// What a command has found out so far.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// Whether there is an answer at all: a command that was refused has none.
    is_given: bool,
    results: Vec<Value>,
    pub(super) summary: Map<String, Value>,
    pub(super) problems: Vec<Value>,
    pub(super) errors: Vec<String>,
    warnings: Vec<String>,
}

/// The one shape.
#[derive(Debug, Serialize)]
struct Envelope<'a> {
    version: u8,
    program: &'static str,
    command: &'a str,
    /// The exit code.
    code: u8,
    results: &'a [Value],
    summary: &'a Map<String, Value>,
    problems: &'a [Value],
    errors: &'a [String],
    warnings: &'a [String],
}

impl Answer {
    pub(super) fn add(&mut self, value: Value) {
        self.is_given = true;
        match value {
            Value::Array(rows) => self.results.extend(rows),
            one => self.results.push(one),
        }
    }

    /// Keeps a line without its colours.
    pub(super) fn warn(&mut self, line: &str) {
        let plain = anstream::adapter::strip_str(line).to_string();
        let plain = plain.trim();
        if !plain.is_empty() {
            let plain = plain.strip_prefix("предупреждение: ").unwrap_or(plain);
            self.warnings.push(plain.to_owned());
        }
    }

    pub(super) fn absorb(&mut self, part: Self, school: Option<&str>) {
        let marked = |rows: Vec<Value>| rows.into_iter().map(|row| of_school(row, school));
        self.is_given = true;
        self.results.extend(marked(part.results));
        self.problems.extend(marked(part.problems));
        match school {
            Some(school) if !part.summary.is_empty() => {
                let own = of_school(Value::Object(part.summary), Some(school));
                let all = self
                    .summary
                    .entry("schools")
                    .or_insert_with(|| Value::Array(Vec::new()));
                if let Value::Array(all) = all {
                    all.push(own);
                }
            }
            _ => self.summary.extend(part.summary),
        }
        let named = |lines: Vec<String>| {
            let name = school.map(|name| format!("{name}: ")).unwrap_or_default();
            lines.into_iter().map(move |line| format!("{name}{line}"))
        };
        self.errors.extend(named(part.errors));
        self.warnings.extend(named(part.warnings));
    }

    /// The words of the answer; `None` where the form has none for a command that was refused.
    pub(super) fn text(&self, form: JsonForm, command: &str, ended: Ended) -> Option<String> {
        let text = match form {
            JsonForm::Rows if !self.is_given => return None,
            JsonForm::Rows if command == "check" => serde_json::to_string_pretty(&self.problems),
            JsonForm::Rows => serde_json::to_string_pretty(&self.results),
            JsonForm::Whole => serde_json::to_string_pretty(&Envelope {
                version: VERSION,
                program: env!("CARGO_PKG_VERSION"),
                command,
                code: ended.code(),
                results: &self.results,
                summary: &self.summary,
                problems: &self.problems,
                errors: &self.errors,
                warnings: &self.warnings,
            }),
        };
        text.ok()
    }
}

/// A row with the name of its school, which it may have already.
fn of_school(row: Value, school: Option<&str>) -> Value {
    match (row, school) {
        (Value::Object(mut fields), Some(school)) => {
            fields.insert("school".to_owned(), school.into());
            Value::Object(fields)
        }
        (row, _) => row,
    }
}
