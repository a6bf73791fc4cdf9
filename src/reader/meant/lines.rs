//! Lines of a TOML text: their bounds, their parts outside quotes, and whether they parse.

use std::ops::Range;

use toml::de::{DeTable, Error};

pub(super) fn parse(text: &str) -> Vec<Error> {
    DeTable::parse_recoverable(text).1
}

/// Whether a text parses without errors.
pub(super) fn is_good(text: &str) -> bool {
    parse(text).is_empty()
}

/// The line around a byte offset, without its line end.
pub(super) fn line_range(text: &str, at: usize) -> Range<usize> {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    start..end
}

/// Characters of a line outside quotes and before a comment.
pub(super) fn bare_places(line: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let (mut quote, mut escaped, mut over) = (None, false, false);
    line.char_indices().filter(move |(_, c)| {
        if over {
            return false;
        }
        match quote {
            Some(open) => {
                if escaped {
                    escaped = false;
                } else if *c == '\\' && open == '"' {
                    escaped = true;
                } else if *c == open {
                    quote = None;
                }
                false
            }
            None if matches!(c, '"' | '\'') => {
                quote = Some(*c);
                false
            }
            None if *c == '#' => {
                over = true;
                false
            }
            None => true,
        }
    })
}

/// Splits a line before its comment.
pub(super) fn without_remark(line: &str) -> (&str, &str) {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match quote {
            Some('"') if escaped => escaped = false,
            Some('"') if c == '\\' => escaped = true,
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c == '#' => return line.split_at(at),
            Some(_) | None => {}
        }
    }
    (line, "")
}
