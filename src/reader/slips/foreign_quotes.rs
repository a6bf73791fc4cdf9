//! Quotation marks of other languages, of old typewriters and of the web, and Russian ones doubled.

use super::letters::NOTHING;
use super::slip::Slip;
use crate::problem::Code;
use crate::russian::with_dashes_and_quotes;

/// Tells the first mark that is no Russian quotation mark, or else that the marks are doubled.
pub(super) fn foreign_quotes(text: &str, out: &mut Vec<Slip>) {
    let found = curly(text)
        .or_else(|| typed(text))
        .or_else(|| of_web(text))
        .or_else(|| apostrophe(text));
    if let Some((at, length)) = found {
        let mark = &text[at..at + length];
        out.push(Slip {
            code: Code::ForeignQuotes,
            message: format!("кавычки не русские: {mark}"),
            hint: "поставьте «елочки»: « и »",
            span: at..at + length,
            fix: None,
        });
    } else if let Some((at, length)) = doubled(text) {
        out.push(Slip {
            code: Code::ForeignQuotes,
            message: "кавычки удвоены".to_owned(),
            hint: "оставьте по одной кавычке с каждой стороны",
            span: at..at + length,
            fix: None,
        });
    }
}

/// “ ” „ ‹ ›; inside «» the marks „ “ are the second pair.
fn curly(text: &str) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '«' => depth += 1,
            '»' => depth = depth.saturating_sub(1),
            '“' | '”' | '„' | '‟' if depth == 0 => return Some((at, c.len_utf8())),
            '‹' | '›' | '”' | '‟' => return Some((at, c.len_utf8())),
            _ => {}
        }
    }
    None
}

/// Quotation marks made of two signs: commas, accents, angle brackets.
fn typed(text: &str) -> Option<(usize, usize)> {
    const OPENING: [&str; 4] = ["``", ",,", "<<", "''"];
    const CLOSING: [&str; 3] = ["''", "``", ">>"];
    let is_doubled = |two: &[u8]| two[0] == two[1] && b"`,<'".contains(&two[0]);
    if !text.as_bytes().windows(2).any(is_doubled) {
        return None;
    }
    OPENING.iter().find_map(|mark| {
        let at = text.match_indices(mark).map(|(at, _)| at).find(|at| {
            let begins_word = || !text[..*at].ends_with(char::is_alphanumeric);
            text[at + mark.len()..].starts_with(char::is_alphanumeric)
                && (*mark != "''" || begins_word())
        })?;
        let rest = &text[at + mark.len()..];
        let is_closed =
            CLOSING.iter().any(|end| rest.contains(end)) || rest.contains(['“', '”', '"']);
        is_closed.then_some((at, mark.len()))
    })
}

/// &quot;Космос&quot;
fn of_web(text: &str) -> Option<(usize, usize)> {
    if !text.contains('&') {
        return None;
    }
    let marks = [
        "&quot;",
        "&laquo;",
        "&raquo;",
        "&ldquo;",
        "&rdquo;",
        "&#34;",
        "&#171;",
        "&#187;",
        "&amp;quot;",
    ];
    marks
        .iter()
        .find_map(|mark| text.find(mark).map(|at| (at, mark.len())))
}

/// 'Космос' and ‘Космос’; the apostrophes of «О'Коннор», «5'10"» and «д’Артаньян» stand within words
/// or after numbers.
fn apostrophe(text: &str) -> Option<(usize, usize)> {
    let is_mark = |c: char| matches!(c, '\'' | '‘' | '’' | '`');
    let mut opened = None;
    for (at, c) in text.char_indices().filter(|(_, c)| is_mark(*c)) {
        let before = text[..at].chars().next_back().filter(|c| *c != NOTHING);
        let after = text[at + c.len_utf8()..]
            .chars()
            .next()
            .filter(|c| *c != NOTHING);
        let opens = before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '«' | '-' | '–'))
            && after.is_some_and(char::is_alphanumeric);
        let closes = before
            .is_some_and(|b| b.is_alphabetic() || matches!(b, '!' | '?' | '.' | ')'))
            && after.is_none_or(|a| !a.is_alphanumeric());
        match opened {
            None if opens => opened = Some((at, c.len_utf8())),
            Some(found) if closes => return Some(found),
            _ => {}
        }
    }
    None
}

/// «««Космос»»», and \"\"Космос\"\": a pair of marks directly within a pair.
fn doubled(text: &str) -> Option<(usize, usize)> {
    if !text.contains(['"', NOTHING]) && !text.contains("««") {
        return None;
    }
    let plain = text.replace(NOTHING, "");
    let set = with_dashes_and_quotes(&plain);
    if !set.contains("««") || !set.contains("»»") {
        return None;
    }
    let chars: Vec<char> = set.chars().collect();
    let mut open: Vec<usize> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for (at, c) in chars.iter().enumerate() {
        match c {
            '«' => open.push(at),
            '»' => {
                let start = open.pop()?;
                if last == Some((start + 1, at.wrapping_sub(1))) {
                    let shown = text.find("««").or_else(|| text.find("\"\""));
                    let length = if text.contains("««") {
                        '«'.len_utf8() * 2
                    } else {
                        2
                    };
                    return Some(
                        shown.map_or((0, text.chars().next()?.len_utf8()), |at| (at, length)),
                    );
                }
                last = Some((start, at));
            }
            _ => {}
        }
    }
    None
}
