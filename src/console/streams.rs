//! What the user sees. A reader that closed its end is no reason to fail.

use std::cell::RefCell;
use std::io::{Read as _, Write as _};

use serde_json::Value;

/// Everything that comes in by the standard input, bytes that are no text as marks.
///
/// # Errors
/// If the system does not let it be read.
pub(crate) fn read_input() -> std::io::Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The two streams of the program.
#[derive(Debug, Default)]
pub(crate) struct Console {
    /// Answers for scripts that are kept back, to become part of a longer one.
    kept: Option<RefCell<Vec<Value>>>,
}

impl Console {
    /// One that keeps the answers for scripts until [`Self::into_rows`].
    pub(crate) fn keeping() -> Self {
        Self {
            kept: Some(RefCell::default()),
        }
    }

    /// What was kept; of a list each row.
    pub(crate) fn into_rows(self) -> Vec<Value> {
        self.kept.map(RefCell::into_inner).unwrap_or_default()
    }

    /// A line of the answer.
    #[expect(clippy::unused_self, reason = "who has no console cannot speak")]
    pub(crate) fn say(&self, line: &str) {
        let _ = writeln!(anstream::stdout(), "{line}");
    }

    /// A line beside the answer: problems, troubles.
    #[expect(clippy::unused_self, reason = "who has no console cannot speak")]
    pub(crate) fn warn(&self, line: &str) {
        let _ = writeln!(anstream::stderr(), "{line}");
    }

    /// A line of an answer for scripts that read line by line.
    pub(crate) fn say_json_line(&self, value: &impl serde::Serialize) {
        self.say(&serde_json::to_string(value).unwrap_or_default());
    }

    /// An answer for scripts.
    pub(crate) fn say_json(&self, value: &impl serde::Serialize) {
        // A struct of strings and numbers always has a JSON form.
        let Some(kept) = &self.kept else {
            self.say(&serde_json::to_string_pretty(value).unwrap_or_default());
            return;
        };
        match serde_json::to_value(value).unwrap_or_default() {
            Value::Array(rows) => kept.borrow_mut().extend(rows),
            one => kept.borrow_mut().push(one),
        }
    }
}
