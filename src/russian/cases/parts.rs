//! Names of several parts, joined by hyphens or spaces.

use super::letters::{Word, is_apostrophe, is_hyphen};
use super::{Declined, Doubt};

/// The parts of a double name, each with the separator before it; at least one.
pub(super) fn parts(text: &str) -> Vec<(&str, &str)> {
    let mut parts = Vec::new();
    let (mut separator, mut start) = ("", 0);
    for (at, mark) in text.match_indices(|c: char| is_hyphen(c) || c == ' ') {
        parts.push((separator, &text[start..at]));
        (separator, start) = (mark, at + mark.len());
    }
    parts.push((separator, &text[start..]));
    parts
}

/// The last part of a double name, as the rules look at it.
pub(super) fn last_part(text: &str) -> Word {
    Word::new(parts(text).last().map_or(text, |(_, part)| part))
}

/// Declines the last part with `last`, those before it with `first`, and joins the forms. Of a Tuvan
/// «Эрес-оол» only the last part changes.
pub(super) fn decline_parts(
    text: &str,
    first: impl Fn(&str) -> Declined,
    last: impl Fn(&str) -> Declined,
) -> Declined {
    let is_tuvan = last_part(text).is_one_of("оол кыс");
    let parts = parts(text);
    let end = parts.len() - 1;
    let decline = |place, part| match () {
        () if place == end => last(part),
        () if is_tuvan => Declined::unchanged(part),
        () => first(part),
    };
    let declined = parts
        .into_iter()
        .enumerate()
        .map(|(place, (separator, part))| (separator, decline(place, part)));
    declined
        .reduce(|(start, head), (separator, tail)| (start, tail.after(head, separator)))
        .map_or_else(|| Declined::unchanged(text), |(_, whole)| whole)
}

/// Declines one part by a rule for small letters. Letters and signs that are not Russian add a
/// doubt.
pub(super) fn decline_single(text: &str, rule: impl Fn(&Word) -> Declined) -> Declined {
    let word = Word::new(text);
    let declined = rule(&word);
    let at_ending = is_apostrophe(word.back(0)) || is_apostrophe(word.back(1));
    let declined = match word.foreign_letter() {
        Some(letter) if declined.changes() => declined.doubted(Doubt::ForeignLetter { letter }),
        _ if at_ending => declined.doubted(Doubt::Apostrophe),
        _ => declined,
    };
    declined.capitalized_like(text)
}
