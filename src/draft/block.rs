//! One block of the draft, ready to be written.

use std::fmt::Write as _;

/// A block with the lines of the wording file that say it.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    pub is: &'static str,
    /// `key = value` each.
    pub keys: Vec<String>,
    /// Where it came from.
    pub from: String,
    pub guesses: Vec<String>,
}

impl Block {
    pub(super) fn new(is: &'static str, from: String) -> Self {
        Self {
            is,
            from,
            ..Self::default()
        }
    }

    pub(super) fn with(mut self, key: &str, value: &str) -> Self {
        self.keys.push(format!("{key} = {value}"));
        self
    }

    pub(super) fn text(self, key: &str, text: &str) -> Self {
        let value = quoted(text);
        self.with(key, &value)
    }

    pub(super) fn guess(mut self, what: String) -> Self {
        self.guesses.push(what);
        self
    }
}

/// A text as a string of TOML.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Texts as a list of TOML.
pub(super) fn list(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", quoted.join(", "))
}
