//! The number that a text of a list begins with, written by hand.

use std::ops::Range;

use crate::russian::month_named;

/// The numbers or bullets that a text begins with, with the spaces after them: «2. », «1.2) », «а) »,
/// «– », «6. 7. ». A date, a share and the number of a class are none.
pub(in crate::reader) fn own_number(text: &str) -> Option<Range<usize>> {
    let mut end = 0;
    while let Some(next) = first_number(&text[end..]) {
        end += next.end;
    }
    (end > 0).then_some(0..end)
}

/// Whether a text that begins with a number of its own goes on with the next: «1. Знать 2. Уметь».
pub(in crate::reader) fn has_several(text: &str) -> bool {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let Some(next) = digits.parse::<u32>().ok().and_then(|it| it.checked_add(1)) else {
        return false;
    };
    ['.', ')'].iter().any(|mark| {
        let next = format!("{next}{mark}");
        text.match_indices(&next).any(|(at, _)| {
            let after = text[at + next.len()..].trim_start();
            text[..at].ends_with(char::is_whitespace) && after.starts_with(char::is_alphabetic)
        })
    })
}

/// «Этап 1. », «I этап. », «1-й этап – », «Раздел II: »: the word for a part of a plan with its number,
/// in front of its title.
pub(in crate::reader) fn stage_number(text: &str) -> Option<Range<usize>> {
    const PARTS: [&str; 7] = [
        "этап",
        "раздел",
        "блок",
        "модуль",
        "направление",
        "часть",
        "ступень",
    ];
    let (first, rest) = text.split_once(' ')?;
    let is_part = |word: &str| PARTS.contains(&word.to_lowercase().as_str());
    let bare = |word: &str| word.trim_end_matches(['.', ':', ')', ',']).to_owned();
    let is_number = |word: &str| {
        let word = bare(word)
            .to_uppercase()
            .replace('Х', "X")
            .replace('І', "I");
        let (number, ending) = word.split_once(['-', '‑']).unwrap_or((&word, ""));
        let digits = number.bytes().all(|b| b.is_ascii_digit()) && number.len() <= 2;
        let roman = ending.is_empty() && number.bytes().all(|b| b"IVX".contains(&b));
        !number.is_empty()
            && (digits || roman)
            && ["", "Й", "ЫЙ", "ОЙ", "Я", "АЯ", "Е", "ОЕ", "ИЙ"].contains(&ending)
    };
    let (second, mut after) = rest.split_once(' ')?;
    let mut closing = second;
    let is_own = if is_part(first) && second == "№" {
        let (number, behind) = after.split_once(' ')?;
        (closing, after) = (number, behind);
        is_number(number)
    } else if is_part(first) {
        is_number(second.trim_start_matches('№'))
    } else {
        is_number(first) && is_part(&bare(second))
    };
    let next = after.trim_start();
    let undashed = next.trim_start_matches(['–', '—', '-']);
    let is_closed = closing.ends_with(['.', ':', ')', ',']) || undashed.len() < next.len();
    let title = undashed.trim_start();
    let begins = title.starts_with(|c: char| c.is_alphabetic() || matches!(c, '«' | '"'));
    (is_own && is_closed && begins).then(|| 0..text.len() - title.len())
}

/// A sign of a list, those of Word's own fonts among them.
fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '-' | '–'
            | '—'
            | '•'
            | '·'
            | '*'
            | '●'
            | '▪'
            | '◦'
            | '○'
            | '‣'
            | '►'
            | '▶'
            | '■'
            | '□'
            | '◆'
            | '❖'
            | '➢'
            | '✓'
            | '✔'
            | '\u{F0A7}'
            | '\u{F0B7}'
            | '\u{F0D8}'
            | '\u{F0FC}'
    )
}

/// Whether a text begins with a Latin «o» that stands for a bullet: «o Провести», «o Проведение
/// урока», but not «o Пушкине».
pub(super) fn has_letter_for_bullet(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['o', 'O']) else {
        return false;
    };
    let word = rest.trim_start().split(|c: char| !c.is_alphabetic()).next();
    let names_deed = word.is_some_and(|word| {
        let ends = ["ние", "тие", "ция", "ка", "ость", "ство"];
        word.starts_with(char::is_uppercase) && ends.iter().any(|end| word.ends_with(end))
    });
    rest.starts_with(char::is_whitespace) && (tells_to_do(rest.trim_start()) || names_deed)
}

fn first_number(text: &str) -> Option<Range<usize>> {
    const MOST_DIGITS: usize = 2;
    let rest = |at: usize| text.get(at..).unwrap_or_default();
    let spaces = |at: usize| rest(at).len() - rest(at).trim_start().len();
    let bullet = text.chars().next()?;
    let found = |end: usize| (!rest(end).is_empty()).then_some(0..end);
    if is_bullet(bullet) {
        let end = bullet.len_utf8();
        return found(end + spaces(end)).filter(|_| spaces(end) > 0);
    }
    let signs = [
        marked,
        named,
        in_words,
        in_brackets,
        ordinal,
        small_roman,
        bare,
    ];
    if let Some(end) = signs.iter().find_map(|end_of| end_of(text)) {
        return found(end + spaces(end));
    }
    // «а) », «I. », «IV) »
    let roman = text.bytes().take_while(|b| b"IVX".contains(b)).count();
    let (letters, marks) = if roman > 0 {
        (roman, [')', '.'])
    } else if bullet.is_alphabetic() {
        (bullet.len_utf8(), [')', ')'])
    } else {
        (0, [')', ')'])
    };
    if letters > 0 {
        // What goes on in letters is a word, and no mark follows it at once.
        let end = letters + 1;
        if rest(letters).starts_with('.') && rest(end).starts_with(char::is_whitespace) {
            // «А. Провести» is numbered, «А. Пушкин» is not.
            let is_own = roman > 0 || tells_to_do(rest(end).trim_start());
            return is_own.then(|| found(end + spaces(end))).flatten();
        }
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
        let is_padded = rest(at).starts_with('0');
        if digits > MOST_DIGITS || is_padded && !begins_padded(rest(at)) {
            return None;
        }
        (at, groups, closed) = (at + digits, groups + 1, false);
        let gap = spaces(at);
        if rest(at + gap).starts_with(['.', ')', ']']) {
            (at, closed) = (at + gap + 1, true);
        } else {
            break;
        }
        if rest(at - 1).starts_with([')', ']']) {
            break;
        }
    }
    // «1.) », «1./ »
    while closed && rest(at).starts_with([')', '/', '.']) {
        at += 1;
    }
    let end = at + spaces(at);
    let next = rest(end).chars().next()?;
    if names_more(rest(end)) {
        return None;
    }
    // «2.1 Провести» is a number, «1.5 ставки» is not; neither are «10.00» and «5 «А» классу».
    let numbers = if closed {
        let goes_on = || next.is_ascii_digit() && end > at && first_number(rest(end)).is_some();
        next.is_alphabetic() || matches!(next, '«' | '"') || goes_on()
    } else {
        groups > 1 && next.is_uppercase() && end > at
    };
    numbers.then_some(0..end)
}

/// «01. Провести»: a number of two figures, and words behind it. «05.09» is a day.
fn begins_padded(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = rest.strip_prefix(['.', ')']).unwrap_or_default();
    text.len() == rest.len() + 2
        && !text.starts_with("00")
        && after.trim_start().starts_with(char::is_alphabetic)
}

/// «1) и 2) считать выполненными»: another number follows.
fn names_more(text: &str) -> bool {
    let joined = ["и ", "или ", "либо "];
    let after = joined.iter().find_map(|it| text.strip_prefix(it));
    after.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a text begins with what is to be done: «Провести урок».
fn tells_to_do(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphabetic()).next();
    word.is_some_and(|word| {
        let ends = ["ть", "ти", "чь", "ться", "тись"];
        word.chars().count() > 3 && ends.iter().any(|end| word.ends_with(end))
    })
}

/// «(1) », «(а) », «[1] ».
fn in_brackets(text: &str) -> Option<usize> {
    let in_square = || text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let in_round = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let (inside, rest) = in_round.or_else(in_square)?;
    let is_number = (1..=2).contains(&inside.len()) && inside.bytes().all(|b| b.is_ascii_digit());
    let is_letter = inside.chars().count() == 1 && inside.chars().all(char::is_alphabetic);
    let is_own = (is_number || is_letter)
        && rest.starts_with(char::is_whitespace)
        && rest.trim_start().starts_with(char::is_alphabetic);
    is_own.then(|| text.len() - rest.len())
}

/// «1 Провести», «1: провести», «1 – Провести», «1- провести», «1/ Провести», «1º Провести»: a number
/// without its dot. «1 сентября», «5 «А» классу», «9 Б», «1-й этап» and «5–7 классы» are none.
fn bare(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) || text.starts_with('0') {
        return None;
    }
    let rest = &text[digits..];
    let marked = rest
        .trim_start()
        .trim_start_matches([':', ',', '-', '–', '—', '/', 'º', '°']);
    let after = marked.trim_start();
    if after.len() == marked.len() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let mark = rest[..rest.len() - marked.len()].trim();
    let word = after.split(|c: char| !c.is_alphabetic()).next()?;
    let mut letters = word.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase)
        && letters.clone().count() > 1
        && letters.all(char::is_lowercase);
    let is_word = word.chars().count() > 2;
    let is_glued = rest.starts_with(['-', ':']) && mark.chars().count() == 1;
    let is_own = match mark {
        _ if is_glued => is_word || is_capital,
        "/" | "º" | "°" => is_capital && after.len() < marked.len(),
        "" | "," | "-" | "–" | "—" => is_capital && month_named(&word.to_lowercase()).is_none(),
        _ => false,
    };
    is_own.then(|| text.len() - after.len())
}

/// «1-е. Провести», «2-ое) провести»: closed as a number is. «1-й этап» is none.
fn ordinal(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?.strip_prefix(['-', '‑', '–'])?;
    let letters: usize = rest
        .chars()
        .take_while(|c| c.is_lowercase())
        .map(char::len_utf8)
        .sum();
    let (ending, rest) = rest.split_at(letters);
    let is_ending = [
        "е", "я", "й", "ое", "ая", "ый", "ий", "ье", "ья", "го", "ого", "м",
    ];
    let after = rest.strip_prefix(['.', ')', ':'])?;
    let goes_on = after.starts_with(char::is_whitespace)
        && after.trim_start().starts_with(char::is_alphabetic);
    ((1..=2).contains(&digits) && is_ending.contains(&ending) && goes_on)
        .then(|| text.len() - after.len())
}

/// «iv. Провести», «ii) провести».
fn small_roman(text: &str) -> Option<usize> {
    const MOST: usize = 5;
    let letters = text.bytes().take_while(|b| b"ivx".contains(b)).count();
    let after = text.get(letters..)?.strip_prefix(['.', ')'])?;
    let goes_on = after.starts_with(char::is_whitespace)
        && after.trim_start().starts_with(char::is_alphabetic);
    ((1..=MOST).contains(&letters) && goes_on).then(|| text.len() - after.len())
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
        let ends = ["ть", "ти", "чь", "ться", "ние", "тие", "ция"];
        ends.iter().any(|end| word.ends_with(end)) || word == "Явка"
    };
    // «№ 5 кабинет открыть» names a room.
    let is_place = || {
        const PLACES: [&str; 13] = [
            "кабинет",
            "класс",
            "школ",
            "групп",
            "корпус",
            "аудитор",
            "зал",
            "помещен",
            "отряд",
            "отделен",
            "гимнази",
            "лице",
            "сад",
        ];
        let word = word.to_lowercase();
        PLACES.iter().any(|stem| word.starts_with(stem))
    };
    let is_own = if is_closed {
        first.is_alphabetic() || matches!(first, '«' | '"')
    } else {
        after.starts_with(char::is_whitespace)
            && (text.starts_with('№') && first.is_alphabetic() && !is_place()
                || first.is_uppercase() && tells())
    };
    is_own.then(|| text.len() - after.len())
}

/// «Задача 7. », «Мероприятие 3: », «Этап № 2. »: what is numbered, and the number with what closes it.
fn named(text: &str) -> Option<usize> {
    const KNOWN: [&str; 5] = ["задача", "мероприятие", "цель", "результат", "шаг"];
    let end = text.find(char::is_whitespace)?;
    let is_as_long = KNOWN.iter().any(|known| known.len() == end);
    if !is_as_long || !KNOWN.contains(&text[..end].to_lowercase().as_str()) {
        return None;
    }
    let rest = text[end..].trim_start();
    let (number, after) = number_and_rest(rest.strip_prefix('№').unwrap_or(rest))?;
    let undashed = after.trim_start().trim_start_matches(['–', '—', '-']);
    let is_dashed = undashed.len() < after.trim_start().len();
    let after = if is_dashed { undashed } else { after };
    let next = after.trim_start().chars().next()?;
    let is_closed = number.ends_with(['.', ')', ':']) || is_dashed && after.starts_with(' ');
    (is_closed && next.is_alphabetic()).then(|| text.len() - after.len())
}

/// «Первое. », «Во-вторых, »: a number in words.
fn in_words(text: &str) -> Option<usize> {
    const WORDS: [&str; 14] = [
        "первое",
        "второе",
        "третье",
        "четвертое",
        "пятое",
        "шестое",
        "седьмое",
        "восьмое",
        "девятое",
        "десятое",
        "во-первых",
        "во-вторых",
        "в-третьих",
        "в-четвертых",
    ];
    // The longest of them in bytes: a text whose first mark stands further on begins with none.
    const LONGEST: usize = "в-четвертых".len();
    let beginning = text.char_indices().take_while(|(at, _)| *at <= LONGEST);
    let (end, _) = beginning
        .into_iter()
        .find(|(_, c)| matches!(c, '.' | ':' | ')' | ','))?;
    let word = text[..end].to_lowercase().replace('ё', "е");
    let after = &text[end + 1..];
    let is_own =
        WORDS.contains(&word.as_str()) && (word.contains('-') || !text[end..].starts_with(','));
    let goes_on = after.starts_with(char::is_whitespace)
        && after.trim_start().starts_with(char::is_alphabetic);
    (is_own && goes_on).then_some(end + 1)
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
