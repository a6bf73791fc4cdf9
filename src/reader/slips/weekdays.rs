//! A day of the week beside a date that is another: «понедельник, 15.09.2026».

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::slip::Slip;
use crate::problem::Code;
use crate::reader::YEARS;
use crate::russian::month_named;

/// The days of the week by the beginnings of their names, as they stand in any case.
const DAYS: [(&str, Weekday, &str); 7] = [
    ("понедельник", Weekday::Mon, "понедельник"),
    ("вторник", Weekday::Tue, "вторник"),
    ("сред", Weekday::Wed, "среда"),
    ("четверг", Weekday::Thu, "четверг"),
    ("пятниц", Weekday::Fri, "пятница"),
    ("суббот", Weekday::Sat, "суббота"),
    ("воскресень", Weekday::Sun, "воскресенье"),
];
/// Letters that may follow: «понедельника», «среду».
const LONGEST_ENDING: usize = 3;

/// Signs between a date and its day of the week: « г. (».
const MOST_BETWEEN: usize = 6;

pub(super) fn wrong_weekdays(text: &str, out: &mut Vec<Slip>) {
    let dates = dates(text);
    if dates.is_empty() {
        return;
    }
    for (start, end, named) in weekdays(text) {
        let is_near = |between: &str, signs: &str| {
            between.chars().count() <= MOST_BETWEEN && between.chars().all(|c| signs.contains(c))
        };
        let behind = dates
            .iter()
            .find(|(from, ..)| *from >= end && is_near(&text[end..*from], " ,(\u{A0}"));
        let before = dates
            .iter()
            .rev()
            .find(|(_, to, _)| *to <= start && is_near(&text[*to..start], " ,(г.\u{A0}"));
        let near: Vec<_> = behind.into_iter().chain(before).collect();
        let is_right = |date: &NaiveDate| date.weekday() == named;
        let Some((from, to, date)) = near.first() else {
            continue;
        };
        if near.iter().any(|(.., date)| is_right(date)) {
            continue;
        }
        let name = |day: Weekday| {
            let known = DAYS.iter().find(|(_, own, _)| *own == day);
            known.map_or("", |(.., name)| name)
        };
        out.push(Slip {
            code: Code::NoSuchDate,
            message: format!(
                "{} – {}, а не {}",
                &text[*from..*to],
                name(date.weekday()),
                name(named)
            ),
            hint: "исправьте дату или день недели",
            span: start..end,
            fix: None,
        });
    }
}

/// Where days of the week are named.
fn weekdays(text: &str) -> Vec<(usize, usize, Weekday)> {
    let words = text.split(|c: char| !c.is_alphabetic());
    let mut out = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let lower = word.to_lowercase();
        let found = DAYS.iter().find(|(stem, ..)| {
            let ending = lower.strip_prefix(stem);
            ending.is_some_and(|ending| ending.chars().count() <= LONGEST_ENDING)
        });
        // «средний» and «средство» are none.
        let is_day = |stem: &str| {
            const CASES: [&str; 5] = ["среда", "среды", "среде", "среду", "средой"];
            stem != "сред" || CASES.contains(&lower.as_str())
        };
        if let Some((_, day, _)) = found.filter(|(stem, ..)| is_day(stem)) {
            out.push((at, at + word.len(), *day));
        }
    }
    out
}

/// «15.09.2026», «15 сентября 2026»: the dates of a text with their years.
fn dates(text: &str) -> Vec<(usize, usize, NaiveDate)> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(next) = text[from..].find(|c: char| c.is_ascii_digit()) {
        let at = from + next;
        let length = text[at..]
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len() - at);
        let is_inside = text[..at].ends_with(|c: char| c.is_alphanumeric() || "./".contains(c));
        let found = (!is_inside && length <= 2)
            .then(|| date(&text[at..]))
            .flatten();
        if let Some((length, date)) = found {
            out.push((at, at + length, date));
        }
        from = at + found.map_or(length, |(length, _)| length);
    }
    out
}

fn date(text: &str) -> Option<(usize, NaiveDate)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let day_length = digits(text);
    let day: u32 = text[..day_length].parse().ok()?;
    let rest = &text[day_length..];
    let (month, middle) = if let Some(rest) = rest.strip_prefix('.') {
        let length = digits(rest);
        let month: u32 = rest[..length].parse().ok().filter(|_| length <= 2)?;
        rest[length..].strip_prefix('.')?;
        (month, 1 + length + 1)
    } else {
        let space = rest
            .chars()
            .next()
            .filter(|c| matches!(c, ' ' | '\u{A0}'))?;
        let words = &rest[space.len_utf8()..];
        let length = words.find(|c: char| !c.is_alphabetic())?;
        let month = month_named(&words[..length].to_lowercase())?;
        let second = words[length..]
            .chars()
            .next()
            .filter(|c| matches!(c, ' ' | '\u{A0}'))?;
        (month, space.len_utf8() + length + second.len_utf8())
    };
    let year = &rest[middle..];
    let length = digits(year);
    let year: i32 = year[..length].parse().ok().filter(|_| length == 4)?;
    let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| YEARS.contains(&year))?;
    Some((day_length + middle + length, date))
}
