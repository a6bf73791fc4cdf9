//! The number that a text of a list begins with, written by hand.

use std::ops::Range;

use super::letters::is_russian;

/// The number or bullet that a text begins with, with the spaces after it: «2. », «1.2) », «а) »,
/// «– ». A date, a share and the number of a class are none.
pub(in crate::reader) fn own_number(text: &str) -> Option<Range<usize>> {
    const MOST_DIGITS: usize = 2;
    let rest = |at: usize| text.get(at..).unwrap_or_default();
    let spaces = |at: usize| rest(at).len() - rest(at).trim_start().len();
    let bullet = text.chars().next()?;
    let found = |end: usize| (!rest(end).is_empty()).then_some(0..end);
    if matches!(bullet, '-' | '–' | '—' | '•' | '·' | '*' | '●' | '▪') {
        let end = bullet.len_utf8();
        return found(end + spaces(end)).filter(|_| spaces(end) > 0);
    }
    // «а) », «I. », «IV) »
    if let Some(end) = marked(text).or_else(|| named(text)) {
        return found(end + spaces(end));
    }
    let roman = text.bytes().take_while(|b| b"IVX".contains(b)).count();
    let (letters, marks) = if roman > 0 {
        (roman, [')', '.'])
    } else if is_russian(bullet) {
        (bullet.len_utf8(), [')', ')'])
    } else {
        (0, [')', ')'])
    };
    if letters > 0 {
        // What goes on in letters is a word, and no mark follows it at once.
        let end = letters + 1;
        return rest(letters)
            .starts_with(marks)
            .then(|| found(end + spaces(end)))
            .flatten()
            .filter(|_| spaces(end) > 0);
    }
    let (mut at, mut groups, mut closed) = (0, 0, false);
    loop {
        let digits = rest(at).bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            break;
        }
        if digits > MOST_DIGITS || rest(at).starts_with('0') {
            return None;
        }
        (at, groups, closed) = (at + digits, groups + 1, false);
        let gap = spaces(at);
        if rest(at + gap).starts_with(['.', ')']) {
            (at, closed) = (at + gap + 1, true);
        } else {
            break;
        }
        if rest(at - 1).starts_with(')') {
            break;
        }
    }
    let end = at + spaces(at);
    let next = rest(end).chars().next()?;
    // «2.1 Провести» is a number, «1.5 ставки» is not; neither are «10.00» and «5 «А» классу».
    let numbers = if closed {
        next.is_alphabetic() || matches!(next, '«' | '"')
    } else {
        groups > 1 && next.is_uppercase() && end > at
    };
    numbers.then_some(0..end)
}

/// «п. 2 », «п.2. », «§ 1 », «№ 8 », «№8. »: a sign of a number, the number and what closes it.
fn marked(text: &str) -> Option<usize> {
    let mut rest = None;
    for sign in ["пп.", "п.", "П.", "§", "№"] {
        rest = rest.or_else(|| text.strip_prefix(sign));
    }
    let rest = rest.or_else(|| {
        let rest = text
            .strip_prefix("Пункт")
            .or_else(|| text.strip_prefix("пункт"))?;
        rest.starts_with(char::is_whitespace).then_some(rest)
    })?;
    let (number, after) = number_and_rest(rest)?;
    // «п. 2 Провести» tells to do something, «п. 2.1 Положения» and «§ 12 учебника» name a place.
    let is_closed = number.ends_with(['.', ')', ':']);
    let next = after.trim_start();
    let first = next.chars().next()?;
    let word = next.split(|c: char| !c.is_alphabetic()).next()?;
    let tells = || {
        ["ть", "ти", "чь", "ться"]
            .iter()
            .any(|end| word.ends_with(end))
    };
    let is_own = if is_closed {
        first.is_alphabetic() || matches!(first, '«' | '"')
    } else {
        after.starts_with(char::is_whitespace)
            && (text.starts_with('№') && first.is_alphabetic() || first.is_uppercase() && tells())
    };
    is_own.then(|| text.len() - after.len())
}

/// «Задача 7. », «Мероприятие 3: », «Этап № 2. »: what is numbered, and the number with what closes it.
fn named(text: &str) -> Option<usize> {
    let end = text.find(char::is_whitespace)?;
    let named = text[..end].to_lowercase();
    let is_known = ["задача", "мероприятие", "цель", "результат"];
    if !is_known.contains(&named.as_str()) {
        return None;
    }
    let rest = text[end..].trim_start();
    let (number, after) = number_and_rest(rest.strip_prefix('№').unwrap_or(rest))?;
    let next = after.trim_start().chars().next()?;
    let is_own = number.ends_with(['.', ')', ':']) && next.is_alphabetic();
    is_own.then(|| text.len() - after.len())
}

/// A number of one or two digits, perhaps of several parts, with the mark that closes it; and what
/// comes after.
fn number_and_rest(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ')' | ':'))
        .unwrap_or(text.len());
    let (number, after) = text.split_at(end);
    let digits = |part: &str| (1..=2).contains(&part.len()) && !part.starts_with('0');
    let mut parts = number.trim_end_matches(['.', ')', ':']).split('.');
    parts.all(digits).then_some((number, after))
}
