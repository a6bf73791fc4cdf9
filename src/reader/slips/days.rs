//! Days of the week and hours that cannot be.

use chrono::{Datelike as _, Weekday};

use super::slip::Slip;
use crate::problem::Code;
use crate::reader::meant::dates;
use crate::russian::digits;

/// Days of the week by their stems and the endings of their cases, from Monday on; with the name of
/// each.
const DAYS: [(&str, &[&str], &str); 7] = [
    ("понедельник", &["", "а", "у", "ом", "е"], "понедельник"),
    ("вторник", &["", "а", "у", "ом", "е"], "вторник"),
    ("сред", &["а", "ы", "е", "у", "ой"], "среда"),
    ("четверг", &["", "а", "у", "ом", "е"], "четверг"),
    ("пятниц", &["а", "ы", "е", "у", "ей"], "пятница"),
    ("суббот", &["а", "ы", "е", "у", "ой"], "суббота"),
    ("воскресень", &["е", "я", "ю", "ем"], "воскресенье"),
];

fn weekday(word: &str) -> Option<Weekday> {
    let word = word.to_lowercase();
    let is_it = |(stem, endings, _): &(&str, &[&str], &str)| {
        let ending = word.strip_prefix(stem);
        ending.is_some_and(|ending| endings.contains(&ending))
    };
    let number = DAYS.iter().position(is_it)?;
    Weekday::try_from(u8::try_from(number).ok()?).ok()
}

fn name(day: Weekday) -> &'static str {
    let number = usize::try_from(day.num_days_from_monday()).unwrap_or_default();
    DAYS.get(number).map_or("", |(_, _, name)| name)
}

/// «Среда, 15 октября 2026 г.», «15.10.2026 (в среду)», where the day is a Thursday.
pub(super) fn weekdays(text: &str, out: &mut Vec<Slip>) {
    let is_named = |(stem, ..): &(&str, &[&str], &str)| {
        let rest = stem.char_indices().nth(1).map_or("", |(at, _)| &stem[at..]);
        text.contains(rest)
    };
    if !DAYS.iter().any(is_named) {
        return;
    }
    for date in dates(text) {
        let Some(day) = date.day else { continue };
        let near = [before(text, date.at.start), after(text, date.at.end)];
        let mut near = near.into_iter().flatten();
        // «14.09.2026 понедельник, 15.09.2026 вторник»: one of two may be of the date before.
        if near.clone().any(|(_, said)| said == day.weekday()) {
            continue;
        }
        let Some((span, said)) = near.next() else {
            continue;
        };
        out.push(Slip {
            code: Code::NoSuchDate,
            message: format!(
                "{} – {}, а не {}",
                digits(day),
                name(day.weekday()),
                name(said)
            ),
            hint: "исправьте день недели или дату",
            span,
            fix: None,
        });
    }
}

type Said = (std::ops::Range<usize>, Weekday);

/// The day of the week right before a date.
fn before(text: &str, at: usize) -> Option<Said> {
    let start = text[..at].trim_end_matches(|c: char| c.is_whitespace() || ",(".contains(c));
    let from = start.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| {
        at + start[at..].chars().next().map_or(1, char::len_utf8)
    });
    Some((from..start.len(), weekday(&start[from..])?))
}

/// The day of the week right behind a date and its «г.».
fn after(text: &str, at: usize) -> Option<Said> {
    let is_mark = |c: char| c.is_whitespace() || ",(.".contains(c);
    let rest = text[at..].trim_start_matches(is_mark);
    let rest = ["года", "г."]
        .iter()
        .find_map(|it| rest.strip_prefix(it))
        .unwrap_or(rest);
    let rest = rest.trim_start_matches(is_mark);
    let rest = rest
        .strip_prefix("в ")
        .or(rest.strip_prefix("во "))
        .unwrap_or(rest);
    let word = rest.split(|c: char| !c.is_alphabetic()).next()?;
    let start = text.len() - rest.len();
    Some((start..start + word.len(), weekday(word)?))
}

/// An hour as it is written.
struct Hour {
    start: usize,
    end: usize,
    mark: u8,
    is_there: bool,
}

/// «С 14.30 до 25.15», «14:75–15:15»: hours that no day has, beside the other end of their time.
/// What stands alone may be the number of a chapter.
pub(super) fn hours(text: &str, out: &mut Vec<Slip>) {
    let found = found(text);
    for two in found.windows(2) {
        let [from, to] = two else { continue };
        let between = text[from.end..to.start].trim();
        let before = text[..from.start].trim_end();
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next();
        let is_from = word.is_some_and(|word| ["с", "со", "С", "Со"].contains(&word));
        let is_span = matches!(between, "до" | "по") && is_from
            || matches!(between, "-" | "–" | "—") && from.mark == b':' && to.mark == b':';
        if !is_span {
            continue;
        }
        for hour in two.iter().filter(|hour| !hour.is_there) {
            out.push(Slip {
                code: Code::NoSuchDate,
                message: format!("такого времени нет: {}", &text[hour.start..hour.end]),
                hint: "исправьте часы или минуты",
                span: hour.start..hour.end,
                fix: None,
            });
        }
    }
}

/// «С 1 сентября 2026 г. по 31 мая 2026 г.»: it ends before it begins.
pub(super) fn turned_days(text: &str, out: &mut Vec<Slip>) {
    if !text.contains(" по ") && !text.contains(" до ") {
        return;
    }
    for two in dates(text).windows(2) {
        let (Some(from), Some(to)) = (two[0].day, two[1].day) else {
            continue;
        };
        let between = text[two[0].at.end..two[1].at.start].trim_start();
        let between = ["года", "г."]
            .iter()
            .find_map(|it| between.strip_prefix(it))
            .unwrap_or(between);
        let before = text[..two[0].at.start].trim_end();
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next();
        let is_from = word.is_some_and(|word| ["с", "со", "С", "Со"].contains(&word));
        if is_from && to < from && ["по", "до"].contains(&between.trim()) {
            out.push(Slip {
                code: Code::NoSuchDate,
                message: format!(
                    "срок кончается раньше, чем начинается: {} – {}",
                    digits(from),
                    digits(to)
                ),
                hint: "проверьте обе даты",
                span: two[0].at.start..two[1].at.end,
                fix: None,
            });
        }
    }
}

/// What can be counted to so many and no further, right before its word: the words, the most there are
/// of it, what to say.
const COUNTED: [(&[&str], u32, &str); 3] = [
    (&["дней в неделю"], 7, "в неделе семь дней"),
    (
        &["четверть", "четверти"],
        4,
        "в учебном году четыре четверти",
    ),
    (
        &["полугодие", "полугодия", "полугодии"],
        2,
        "в году два полугодия",
    ),
];

/// «8 дней в неделю», «5 четверть», «в 25 часов».
pub(super) fn too_many(text: &str, out: &mut Vec<Slip>) {
    // Nearly no text has any of these words.
    const MARKS: [&str; 5] = ["дней в нед", "четверт", "полугоди", " часов", " месяц"];
    if !MARKS.iter().any(|mark| text.contains(mark)) {
        return;
    }
    let mut tell = |number: std::ops::Range<usize>, message: String| {
        out.push(Slip {
            code: Code::NoSuchDate,
            message,
            hint: "исправьте число",
            span: number,
            fix: None,
        });
    };
    for (words, most, why) in COUNTED {
        for word in words {
            for (at, _) in text.match_indices(word) {
                let Some((number, span)) = number_before(text, at) else {
                    continue;
                };
                if number > most {
                    tell(span, format!("такого быть не может: {why}"));
                }
            }
        }
    }
    for (at, word) in text.match_indices("месяц") {
        let is_whole = !text[at + word.len()..].starts_with(char::is_alphabetic);
        let number = number_before(text, at).filter(|_| is_whole);
        // «21 месяц» is a time, and no month of a year.
        if let Some((number, span)) = number.filter(|(it, _)| *it > 12 && it % 10 != 1) {
            tell(
                span,
                format!("такого быть не может: в году двенадцать месяцев, а не {number}"),
            );
        }
    }
    for (at, _) in text.match_indices("часов") {
        let Some((number, span)) = number_before(text, at) else {
            continue;
        };
        let before = text[..span.start].trim_end();
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next();
        if number > 24 && number < 100 && word.is_some_and(|it| matches!(it, "в" | "В" | "к")) {
            tell(span, "такого времени нет: в сутках 24 часа".to_owned());
        }
    }
}

/// The number right before a word, in figures or in those of Rome, with what may stand behind it: «3-е».
fn number_before(text: &str, at: usize) -> Option<(u32, std::ops::Range<usize>)> {
    let before = text[..at].trim_end();
    if before.len() == at && at > 0 {
        return None;
    }
    let start = before.rfind(|c: char| !(c.is_alphanumeric() || c == '-'));
    let start = start.map_or(0, |at| {
        at + before[at..].chars().next().map_or(1, char::len_utf8)
    });
    let word = &before[start..];
    // «1.5 часов», «с 9 – 25» and «1,2 четверть» say more than one number.
    if text[..start].ends_with(['.', ',', '–', '—', '/']) {
        return None;
    }
    let bare = word.split('-').next().unwrap_or_default();
    let number = match bare {
        "III" => 3,
        "IV" => 4,
        "V" => 5,
        "VI" => 6,
        _ => bare.parse().ok()?,
    };
    Some((number, start..start + word.len()))
}

fn found(text: &str) -> Vec<Hour> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + next;
        let figures = |from: usize| {
            bytes[from..]
                .iter()
                .take_while(|b| b.is_ascii_digit())
                .count()
        };
        let hours = figures(start);
        at = start + hours;
        let Some(mark) = bytes.get(at).copied().filter(|mark| b".:".contains(mark)) else {
            continue;
        };
        let minutes = figures(at + 1);
        let end = at + 1 + minutes;
        let goes_on = bytes.get(end).is_some_and(|b| b".:".contains(b))
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        let is_inside = start > 0 && b".,:".contains(&bytes[start - 1]);
        if (1..=2).contains(&hours) && minutes == 2 && !goes_on && !is_inside {
            let number = |range: std::ops::Range<usize>| text[range].parse().unwrap_or(99);
            let (hour, minute): (u32, u32) = (number(start..at), number(at + 1..end));
            out.push(Hour {
                start,
                end,
                mark,
                is_there: hour < 24 && minute < 60 || (hour, minute) == (24, 0),
            });
        }
        at = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, String)> {
        let mut out = Vec::new();
        weekdays(text, &mut out);
        hours(text, &mut out);
        turned_days(text, &mut out);
        too_many(text, &mut out);
        out.into_iter()
            .map(|slip| (text[slip.span].to_owned(), slip.message))
            .collect()
    }

    #[test]
    fn a_day_that_is_another_day_of_the_week_is_told() {
        for (text, word) in [
            ("среда, 15 октября 2026 г.", "среда"),
            ("в Среду 15.10.2026", "Среду"),
            ("15.10.2026 г. (среда)", "среда"),
            ("до 15 октября 2026 года, в среду", "среду"),
            ("понедельник 2026-10-15", "понедельник"),
        ] {
            let message = told(text);
            assert!(
                matches!(message.as_slice(), [(at, said)] if at == word && said.starts_with("15.10.2026 – четверг, а не ")),
                "{text}: {message:?}"
            );
        }
        for text in [
            "четверг, 15 октября 2026 г.",
            "15.10.2026 (четверг), 16.10.2026 (пятница)",
            "по средам с 15.10.2026",
            "15.10.2026 четверг, 16.10.2026 пятница",
            "среда, 15 октября",
            "еженедельно: среда; с 15 октября 2026 г. по пятницам",
        ] {
            assert!(told(text).is_empty(), "{text}: {:?}", told(text));
        }
    }

    #[test]
    fn what_no_week_and_no_year_has_is_told() {
        for (text, part) in [
            ("Ежедневно, 8 дней в неделю", "8"),
            ("5 четверть", "5"),
            ("в 5-й четверти", "5-й"),
            ("III полугодие", "III"),
            ("V четверть", "V"),
            ("По средам в 25 часов.", "25"),
            (
                "с 1 сентября 2026 г. по 31 мая 2026 г.",
                "1 сентября 2026 г. по 31 мая 2026",
            ),
            ("Понедельник, 1 сентября 2026 г.", "Понедельник"),
        ] {
            let told = told(text);
            assert!(
                matches!(told.as_slice(), [(at, _)] if at.starts_with(part)),
                "{text}: {told:?}"
            );
        }
        for text in [
            "5 дней в неделю, IV четверть, II полугодие, 1–4 четверти",
            "не менее 34 часов, в объеме 72 часов, к 24 часам, за 25 часов",
            "с 01.09.2026 по 31.05.2027; с 1 сентября 2026 г. по 31 мая 2027 г.",
            "приказ от 01.09.2026, протокол от 26.08.2026",
            "5 уроков в четверть, 10 дней, 2026/2027 полугодие",
        ] {
            assert!(told(text).is_empty(), "{text}: {:?}", told(text));
        }
    }

    #[test]
    fn an_hour_that_no_day_has_is_told() {
        for (text, hour) in [
            ("с 14.30 до 25.15", "25.15"),
            ("по средам с 14.75 до 15.15", "14.75"),
            ("14:30–15:75", "15:75"),
            ("с 9:00 до 24:30", "24:30"),
        ] {
            let message = told(text);
            assert!(
                matches!(message.as_slice(), [(at, said)] if at == hour && said.starts_with("такого времени нет")),
                "{text}: {message:?}"
            );
        }
        for text in [
            "с 14.30 до 15.15, кабинет 12.75",
            "пункты 12.10–12.75",
            "с 0.00 до 24.00; с 17:00 до 23:59",
            "с 01.09.2026 до 31.05.2027",
            "п. 4.90",
            "от 1,75 до 2.85",
        ] {
            assert!(told(text).is_empty(), "{text}: {:?}", told(text));
        }
    }
}
