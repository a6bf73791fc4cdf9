//! A value as it was meant, and the pieces that a value is made of.

use std::ops::Range;

use super::lines::{bare_places, is_good};
use super::said::Said;

/// A longer value is not repeated in advice.
const LONGEST_SHOWN: usize = 90;
/// The same of a table: it may hold a title.
const LONGEST_TABLE: usize = 200;

/// A value as it was meant, and what is to be said; nothing: the words of the parser.
pub(super) struct Value {
    pub text: String,
    /// Places are from the beginning of the value.
    pub said: Vec<Said>,
}

impl Value {
    pub(super) fn silent(text: String) -> Self {
        Self {
            text,
            said: Vec::new(),
        }
    }

    pub(super) fn said(text: String, said: Said) -> Self {
        Self {
            text,
            said: vec![said],
        }
    }
}

/// Whether the parser reads a value.
pub(super) fn is_read(value: &str) -> bool {
    is_good(&format!("v = {value}"))
}

/// Advice with the ready line, which stands last, so that it can be copied.
pub(super) fn ready(field: &str, value: &str) -> String {
    let longest = if value.starts_with('{') {
        LONGEST_TABLE
    } else {
        LONGEST_SHOWN
    };
    if value.contains('\n') || value.chars().count() > longest {
        return "пишите так: поле = \"текст\"".to_owned();
    }
    if field.is_empty() {
        format!("пишите так: {value}")
    } else {
        format!("пишите так: {field} = {value}")
    }
}

/// What stands between a pair of brackets that close at the end.
pub(super) fn inside(raw: &str, open: char, close: char) -> Option<&str> {
    raw.trim_end_matches([',', ';'])
        .strip_prefix(open)?
        .strip_suffix(close)
}

/// Where the parts of a text stand that these signs separate outside of quotes and brackets.
pub(super) fn parts(text: &str, separators: &[char]) -> Vec<Range<usize>> {
    let (mut out, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in bare_places(text) {
        match c {
            '[' | '{' | '(' => depth += 1,
            ']' | '}' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && separators.contains(&c) => {
                out.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(start..text.len());
    out
}
