//! What of a text stays on one line: numbers with their letters, letters beside a short line for the
//! pen, words that are not to be parted.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::Inline;

/// A text in parts, each with whether no line may end at its hyphens: a number with letters, as
/// «152-ФЗ», «118-ОД», «7-х», which typst would part.
pub(super) fn numbers_apart(text: &str) -> Vec<(&str, bool)> {
    let mut out = Vec::new();
    let mut from = 0;
    for (hyphen, _) in text.match_indices('-') {
        let (before, after) = (&text[from..hyphen], &text[hyphen + 1..]);
        let number = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_number = number.len() < before.len() && !number.ends_with(is_joined);
        let letters = after.trim_start_matches(char::is_alphabetic);
        let end = text.len() - letters.len();
        let count = text[hyphen + 1..end].chars().count();
        if is_number && (1..=MOST_LETTERS).contains(&count) && !letters.starts_with(['-', '/']) {
            let sign = usize::from(number.ends_with('№')) * '№'.len_utf8();
            let start = from + number.len() - sign;
            if start > from {
                out.push((&text[from..start], false));
            }
            out.push((&text[start..end], true));
            from = end;
        }
    }
    if from < text.len() || out.is_empty() {
        out.push((&text[from..], false));
    }
    out
}

/// Runs of a text, with the letters that stand next to a short line for the pen kept on its line:
/// «20__/20__». What is kept is said with each part.
pub(super) fn blanks_held(runs: &[Inline]) -> Vec<(Cow<'_, [Inline]>, bool)> {
    let is_short = |it: Option<&Inline>| matches!(it, Some(Inline::Blank { width, caption }) if caption.is_empty() && *width <= SHORT_LINE);
    if !runs.iter().any(|it| is_short(Some(it))) {
        return vec![(runs.into(), false)];
    }
    let mut out: Vec<(Cow<'_, [Inline]>, bool)> = Vec::new();
    let mut held: Vec<Inline> = Vec::new();
    for (at, inline) in runs.iter().enumerate() {
        let after_blank = at > 0 && is_short(runs.get(at - 1));
        let before_blank = is_short(runs.get(at + 1));
        let (begin, middle, end) = match inline {
            Inline::Run { text, .. } => {
                let begin = if after_blank {
                    text.find(is_space).unwrap_or(text.len())
                } else {
                    0
                };
                let mut spaces = text[begin..].match_indices(is_space);
                let last = spaces
                    .next_back()
                    .map_or(begin, |(at, it)| begin + at + it.len());
                let end = if before_blank { last } else { text.len() };
                let (begin, rest) = cut(inline, begin);
                let (middle, end) = match rest {
                    Some(rest) => cut(&rest, end - begin.as_ref().map_or(0, length)),
                    None => (None, None),
                };
                (begin, middle, end)
            }
            _ if is_short(Some(inline)) => (Some(inline.clone()), None, None),
            Inline::Number(_) | Inline::LineBreak | Inline::Blank { .. } => {
                (None, Some(inline.clone()), None)
            }
        };
        held.extend(begin);
        if middle.is_some() || end.is_some() && !after_blank {
            flush(&mut out, &mut held);
        }
        out.extend(middle.map(|it| (vec![it].into(), false)));
        held.extend(end);
    }
    flush(&mut out, &mut held);
    out
}

/// A space at which a line may end.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}')
}

/// Letters beside a line longer than this may part from it.
const SHORT_LINE: u8 = 6;

fn flush(out: &mut Vec<(Cow<'_, [Inline]>, bool)>, held: &mut Vec<Inline>) {
    if !held.is_empty() {
        let is_whole = held.len() > 1;
        out.push((std::mem::take(held).into(), is_whole));
    }
}

fn length(inline: &Inline) -> usize {
    match inline {
        Inline::Run { text, .. } => text.len(),
        Inline::Number(_) | Inline::LineBreak | Inline::Blank { .. } => 0,
    }
}

/// A run in two, each if there is anything of it.
fn cut(run: &Inline, at: usize) -> (Option<Inline>, Option<Inline>) {
    let Inline::Run {
        text,
        bold,
        italic,
        origin,
        meaning,
    } = run
    else {
        return (None, None);
    };
    let (first, rest) = text.split_at(at);
    let (own, after) = origin.split_at(first.chars().count());
    let part = |text: &str, origin| {
        (!text.is_empty()).then(|| Inline::Run {
            text: text.to_owned(),
            bold: *bold,
            italic: *italic,
            origin,
            meaning: *meaning,
        })
    };
    (part(first, own), part(rest, after))
}

/// The same with the words that are kept whole, by where they stand.
pub(super) fn whole_apart<'t>(text: &'t str, kept: &[Range<usize>]) -> Vec<(&'t str, bool)> {
    let mut out = Vec::new();
    let mut from = 0;
    for word in kept {
        if word.start < from || word.end > text.len() {
            continue;
        }
        if word.start > from {
            out.extend(numbers_apart(&text[from..word.start]));
        }
        out.push((&text[word.clone()], true));
        from = word.end;
    }
    if from < text.len() || out.is_empty() {
        out.extend(numbers_apart(&text[from..]));
    }
    out
}

/// Whether a text has such a number.
pub(super) fn has_number(text: &str) -> bool {
    text.contains('-') && numbers_apart(text).iter().any(|(_, whole)| *whole)
}

/// Letters after the hyphen of a number.
const MOST_LETTERS: usize = 4;

/// Whether a sign makes one word with what stands beside it.
fn is_joined(c: char) -> bool {
    c.is_alphanumeric() || "-/.,".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Text;

    #[test]
    fn letters_stay_with_a_short_line_for_the_pen() {
        let runs = Text::plain("на 20")
            .and_blank(2)
            .and("/20")
            .and_blank(2)
            .and(" учебный год, «за» –\u{A0}")
            .and_blank(6)
            .and(", и")
            .and_blank(40);
        let parts: Vec<(String, bool)> = blanks_held(&runs.0)
            .into_iter()
            .map(|(own, is_whole)| (Text(own.into_owned()).to_plain(), is_whole))
            .collect();
        let parts: Vec<(&str, bool)> = parts
            .iter()
            .map(|(it, whole)| (it.as_str(), *whole))
            .collect();
        let line = "_".repeat(40);
        assert_eq!(
            parts,
            [
                ("на ", false),
                ("20__/20__", true),
                (" учебный год, «за» ", false),
                ("–\u{A0}______,", true),
                (" и", false),
                (line.as_str(), false),
            ]
        );
    }

    #[test]
    fn a_number_and_its_letters_are_one() {
        for text in [
            "закон № 152-ФЗ",
            "№ 118-ОД от",
            "для 7-х классов",
            "(1264-р)",
        ] {
            assert!(has_number(text), "{text}");
            let parts = numbers_apart(text).into_iter().map(|(part, _)| part);
            assert_eq!(parts.collect::<String>(), text);
        }
        let parts = numbers_apart("приказы №119-ОД/№120-ОД");
        let whole = parts.into_iter().filter(|(_, is_whole)| *is_whole);
        let whole: Vec<&str> = whole.map(|(part, _)| part).collect();
        assert_eq!(whole, ["№120-ОД"]);
        for text in [
            "",
            "пара-тройка",
            "01-10/118-ОД",
            "2022-2024",
            "5-летний",
            "а1-б",
        ] {
            assert_eq!(numbers_apart(text), [(text, false)]);
        }
    }
}
