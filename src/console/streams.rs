//! What the user sees. A reader that closed its end is no reason to fail.

use std::io::Write as _;

/// The two streams of the program.
#[derive(Debug, Default)]
pub(crate) struct Console;

impl Console {
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

    /// An answer for scripts.
    pub(crate) fn say_json(&self, value: &impl serde::Serialize) {
        // A struct of strings and numbers always has a JSON form.
        self.say(&serde_json::to_string_pretty(value).unwrap_or_default());
    }
}
