//! Which words of a narrow column stay whole so that no more than two lines in a row end with a
//! hyphen. Word keeps to that by itself; typst knows no such limit.

use std::ops::Range;

use super::held::is_space;
use crate::style::{runs, syllables};

/// Lines in a row that may end with a hyphen, as in the settings of a DOCX.
const MOST: usize = 2;

/// A place where a line may end.
#[derive(Clone, Copy)]
struct Place {
    /// Where the letters of the line end, and where those of the next begin.
    end: usize,
    next: usize,
    /// Within a word, so that a hyphen is put in.
    is_syllable: bool,
}

/// The words, each with the signs around it, that are not to be parted: each line is filled as typst
/// fills it, and `fits` says whether something stands on one.
pub(super) fn kept_whole(text: &str, fits: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut kept = Vec::new();
    let (places, mut at, mut start, mut in_a_row) = (places(text), 0, 0, 0);
    while at < places.len() {
        let holds = |place: &Place| {
            let line = &text[start..place.end];
            if place.is_syllable {
                fits(&format!("{line}-"))
            } else {
                fits(line)
            }
        };
        let held = places[at..].iter().take_while(|place| holds(place)).count();
        let mut last = at + held.max(1) - 1;
        if places[last].is_syllable {
            in_a_row += 1;
            let before = places[at..last].iter().rposition(|it| !it.is_syllable);
            if let Some(before) = before.filter(|_| in_a_row > MOST) {
                last = at + before;
                kept.push(word_at(text, places[last].next));
                in_a_row = 0;
            }
        } else {
            in_a_row = 0;
        }
        (start, at) = (places[last].next, last + 1);
    }
    kept
}

/// From a place to the next space at which a line may end.
fn word_at(text: &str, from: usize) -> Range<usize> {
    let length = text[from..].find(is_space);
    from..length.map_or(text.len(), |length| from + length)
}

/// The places of a text in order, the last at its end.
fn places(text: &str) -> Vec<Place> {
    let mut out = Vec::new();
    let mut from = 0;
    for run in runs(text) {
        if run.starts_with(char::is_alphabetic) {
            within(run, from, &mut out);
        } else {
            breaks(run, from, &mut out);
        }
        from += run.len();
    }
    out.push(Place {
        end: text.len(),
        next: text.len(),
        is_syllable: false,
    });
    out
}

fn within(word: &str, from: usize, out: &mut Vec<Place>) {
    let mut at = from;
    let mut parts = syllables(word).peekable();
    while let Some(part) = parts.next() {
        at += part.len();
        if parts.peek().is_some() {
            out.push(Place {
                end: at,
                next: at,
                is_syllable: true,
            });
        }
    }
}

/// At spaces and after hyphens and slashes between words.
fn breaks(signs: &str, from: usize, out: &mut Vec<Place>) {
    for (at, c) in signs.char_indices() {
        let next = at + c.len_utf8();
        let end = if is_space(c) {
            signs[..at].trim_end_matches(is_space).len()
        } else if matches!(c, '-' | '–' | '—' | '/') && next == signs.len() {
            next
        } else {
            continue;
        };
        if signs[next..].starts_with(is_space) {
            continue;
        }
        out.push(Place {
            end: from + end,
            next: from + next,
            is_syllable: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str, letters: usize) -> Vec<&str> {
        let fits = |line: &str| line.chars().count() <= letters;
        let kept = kept_whole(text, fits);
        kept.into_iter().map(|word| &text[word]).collect()
    }

    #[test]
    fn a_third_hyphen_in_a_row_is_none() {
        // на-|чать; лишние для ра-|боты учителя геогра-|фии
        let text = "Отмечено, с чего начать; лишние для работы учителя географии, программы";
        assert_eq!(kept(text, 20), ["географии,"]);
        assert!(kept(text, 80).is_empty());
        assert!(kept("Отмечено, с чего начать; лишние для работы", 20).is_empty());
    }

    #[test]
    fn a_word_with_a_line_of_its_own_is_parted_all_the_same() {
        assert!(kept("самостоятельность", 5).is_empty());
    }
}
