//! The field that a broken value over several lines belongs to, and the lines above and below it.

use std::ops::Range;

use super::heading;
use super::line::{self, Parts};
use super::lines::line_range;

/// So many lines a text or a list has at most.
const MOST_LINES: usize = 200;
pub(super) const TRIPLE: &str = "\"\"\"";
/// Marks that stand around a text.
pub(super) const QUOTES: [char; 12] = ['"', '\'', '«', '»', '“', '”', '„', '‘', '’', '‹', '›', '`'];
/// What closes a list, or was to close it.
pub(super) const CLOSINGS: [&str; 12] = [
    "]", "]]", ")", "))", "}", "}}", "}]", ">", "»", "\"", "\"\"\"", "'",
];

/// A field whose value goes on below.
pub(super) struct Head<'t> {
    pub line: Range<usize>,
    pub key: String,
    /// Where its value stands or should stand, in bytes of the text.
    pub value: Range<usize>,
    pub raw: &'t str,
}

/// The field that a line belongs to: its own, or one above that has no value or is not closed.
pub(super) fn head_of(text: &str, line: Range<usize>) -> Option<Head<'_>> {
    let own = head_at(text, line.clone());
    let above = lines_above(text, line.start).find(|it| !text[it.clone()].trim().is_empty());
    let above = above.and_then(|it| {
        let is_inside = line::is_in_list(text, line.start);
        if !is_inside {
            let is_beside = it.end + 1 == line.start;
            return head_at(text, it).filter(|head| {
                let is_empty = ["", "\"\"", "''", "[]", "()"].contains(&head.raw);
                let is_more = is_item(text[line.clone()].trim()) && is_item(head.raw);
                let goes_on = is_beside && is_more;
                (is_empty || goes_on) && own.is_none()
                    || head.raw.starts_with('{') && line::opens(head.raw)
            });
        }
        let opening = |it: &Range<usize>| {
            head_at(text, it.clone())
                .is_some_and(|head| head.raw.starts_with('[') && line::opens(head.raw))
        };
        let it = lines_above(text, line.start).find(opening)?;
        head_at(text, it)
    });
    above.or(own)
}

pub(super) fn head_at(text: &str, line: Range<usize>) -> Option<Head<'_>> {
    let written = &text[line.clone()];
    if line::is_remark(written) {
        return None;
    }
    if let Some(head) = lone_name(text, line.clone()) {
        return Some(head);
    }
    // A colon stands in many a text: only an opening behind it makes a field of Russian words.
    let is_opening = |value: &str| {
        value.starts_with(TRIPLE)
            || !value.is_empty() && value.chars().all(|c| "[({<«“„\"'".contains(c))
    };
    let Parts { key, value, .. } = line::field_parts(written).filter(|it| {
        it.is_plain()
            || written[it.sign.clone()].contains('=')
            || is_opening(&written[it.value.clone()])
    })?;
    let (key, _) = line::key_of(&written[key.clone()], line.start + key.start)?;
    let raw = &written[value.clone()];
    Some(Head {
        value: line.start + value.start..line.start + value.end,
        line,
        key,
        raw,
    })
}

/// The name of a field alone in its line, above an opening.
fn lone_name(text: &str, line: Range<usize>) -> Option<Head<'_>> {
    let name = text[line.clone()].trim();
    let is_name = name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_name {
        return None;
    }
    let below = &text[lines_below(text, line.end).next()?];
    let below = below.trim();
    let begins = below.starts_with(TRIPLE) || below == "[" || below.starts_with("[\"");
    begins.then(|| Head {
        key: name.to_owned(),
        value: line.end..line.end,
        line,
        raw: "",
    })
}

pub(super) fn lines_above(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = start;
    std::iter::from_fn(move || {
        let line = line_range(text, at.checked_sub(1)?);
        at = line.start;
        Some(line)
    })
    .take(MOST_LINES)
}

pub(super) fn lines_below(text: &str, end: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = end;
    std::iter::from_fn(move || {
        (at < text.len()).then_some(())?;
        let line = line_range(text, at + 1);
        at = line.end;
        Some(line)
    })
    .take(MOST_LINES)
}

/// Whether a line begins something else than what stands above it.
pub(super) fn is_other(line: &str) -> bool {
    let is_heading = || {
        let body = line.trim_start();
        body.starts_with('[') && !body.starts_with("[\"") && heading::read(line).is_some()
    };
    let is_field = |line: &str| {
        line::field_parts(line).is_some_and(|parts| {
            let (sign, value) = (&line[parts.sign.clone()], &line[parts.value.clone()]);
            let is_quoted = value.starts_with(['"', '\'', '[']);
            let begins = is_quoted || value.starts_with(|c: char| c == '{' || c.is_ascii_digit());
            sign.contains('=') && (begins || parts.is_plain())
                || sign.contains(':') && begins && parts.is_plain()
                || sign.trim().is_empty() && is_quoted && parts.is_plain()
        })
    };
    is_heading() || is_field(line) || is_field(line::without_bullet(line).1)
}

/// A line of a list: a text in quotes, or one with a mark of a list before it.
pub(super) fn is_item(body: &str) -> bool {
    let (bullet, rest) = line::without_bullet(body);
    if bullet > 0 {
        return true;
    }
    let rest = rest.trim_end_matches([',', ';', '.', ' ', ']', ')', '}', '>']);
    rest.starts_with(QUOTES) && rest.ends_with(QUOTES) && rest.chars().count() > 2
}
