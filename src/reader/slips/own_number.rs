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
