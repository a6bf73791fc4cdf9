//! Dates as people write them.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::russian::month_beginning;

/// Plausible years of a school's papers; any other is taken for a slip.
pub const YEARS: Range<i32> = 1990..2200;

/// A date found in a text; `day` is `None` if there is no such day.
pub(in crate::reader) struct Written {
    pub at: Range<usize>,
    pub day: Option<NaiveDate>,
    /// The day that it is if the numbers stand the other way round: «26-08-28».
    pub or: Option<NaiveDate>,
}

/// Between the numbers of a date; Word puts hyphens of its own, which look like the usual one.
const SEPARATORS: &str = "-./–\u{2010}\u{2011}\u{2212}";

/// Words between and around the days of a period.
const CONNECTIVES: [&str; 16] = [
    "с", "со", "от", "по", "до", "г", "гг", "год", "года", "from", "to", "и", "–", "—", "-", "−",
];

/// Every date of a text that is neither part of a longer number nor of a word.
pub(in crate::reader) fn dates(text: &str) -> Vec<Written> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let is_apart = text[..start]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric());
        let found = in_digits(&text[start..]).or_else(|| in_words(&text[start..]));
        if let Some((len, day)) = found.filter(|_| is_apart) {
            let or = day.and_then(|day| other_way_round(&text[start..start + len], day));
            out.push(Written {
                at: start..start + len,
                day,
                or,
            });
            at = start + len;
        } else {
            let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
            at = start + digits;
        }
    }
    out
}

/// A text with the figures for which letters that look like them stand: «2О26-09-О1»; `None` where
/// none do.
pub(in crate::reader) fn with_figures(text: &str) -> Option<String> {
    let mut figures = false;
    let out: String = text
        .chars()
        .map(|c| {
            figures |= c.is_ascii_digit();
            match c {
                'О' | 'о' | 'O' | 'o' => '0',
                'З' | 'з' => '3',
                'l' | 'I' | 'І' => '1',
                'б' => '6',
                c => c,
            }
        })
        .collect();
    (figures && out != text).then_some(out)
}

/// The period of a text that is two dates and the words between them: «с 01.09.2026 по 31.05.2027».
pub(crate) fn period(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let dates = dates(text);
    let [from, to] = dates.as_slice() else {
        return None;
    };
    is_all(text, &dates).then_some(())?;
    Some((from.day?, to.day?))
}

/// The last day that a text names: «до 31.12.2027», «с 1 сентября 2026 г. по 31 мая 2027 г.».
pub(crate) fn last_day(text: &str) -> Option<NaiveDate> {
    dates(text).into_iter().filter_map(|date| date.day).max()
}

/// Whether a text names a stretch of several years: «два учебных года», «на 3 года».
pub(crate) fn is_of_years(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .collect();
    let is_many = |word: &str| ["2", "3", "4", "5", "два", "три", "четыре", "пять"].contains(&word);
    words.windows(2).any(|two| {
        is_many(two[0]) && (two[1] == "года" || two[1] == "лет" || two[1].starts_with("учебн"))
    })
}

/// Years that a text names: four digits by themselves, from 2000 to 2099.
pub(crate) fn years(text: &str) -> BTreeSet<i32> {
    let numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| n.len() == 4 && n.starts_with("20"));
    numbers.filter_map(|n| n.parse().ok()).collect()
}

/// The only date of a text that is nothing else.
pub(super) fn only_date(text: &str) -> Option<Written> {
    let mut dates = dates(text);
    (dates.len() == 1 && is_all(text, &dates))
        .then(|| dates.pop())
        .flatten()
}

/// Whether a text is dates and connectives alone.
fn is_all(text: &str, dates: &[Written]) -> bool {
    let mut rest = text.to_owned();
    for date in dates.iter().rev() {
        rest.replace_range(date.at.clone(), " ");
    }
    rest.to_lowercase()
        .split(|c: char| c.is_whitespace() || ".,;:…".contains(c))
        .filter(|word| !word.is_empty())
        .all(|word| CONNECTIVES.contains(&word))
}

/// `2026-9-1`, `1.09.2026`, `01/09/26`: length, and the day.
fn in_digits(text: &str) -> Option<(usize, Option<NaiveDate>)> {
    let mut numbers: Vec<&str> = Vec::new();
    let mut separator = None;
    let mut at = 0;
    loop {
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 4 {
            return None;
        }
        numbers.push(&text[at..at + digits]);
        at += digits;
        if numbers.len() == 3 {
            break;
        }
        let next = text[at..]
            .chars()
            .next()
            .filter(|c| SEPARATORS.contains(*c))?;
        if separator.is_some_and(|known| known != next) {
            return None;
        }
        separator = Some(next);
        at += next.len_utf8();
    }
    let continues = text[at..].chars().next().is_some_and(|c| {
        c.is_alphanumeric() && !text[at..].starts_with('г')
            || Some(c) == separator
                && text[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
    });
    if continues {
        return None;
    }
    let (year, month, day) = match numbers.as_slice() {
        // «26-09-01»: no school has papers of 2001 to write.
        [y, m, d] if [y, m, d].iter().all(|it| it.len() == 2) && *y >= "20" && *d < "20" => {
            (*y, *m, *d)
        }
        [y, m, d] if y.len() == 4 && m.len() <= 2 && d.len() <= 2 => (*y, *m, *d),
        // «26-08-28»: most papers are of the year that is nearer.
        [y, m, d]
            if separator.is_some_and(|it| !"./".contains(it))
                && [y, m, d].iter().all(|it| it.len() == 2)
                && *y >= "20"
                && y < d
                && day_of(y, m.parse().ok()?, d).is_some() =>
        {
            (*y, *m, *d)
        }
        [d, m, y] if d.len() <= 2 && m.len() <= 2 && matches!(y.len(), 2 | 4) => (*y, *m, *d),
        _ => return None,
    };
    Some((at, day_of(year, month.parse().ok()?, day)))
}

/// The other day that a date with two figures for its year may be: 28.08.2026 for one of 26.08.2028.
/// Dots and slashes are written between the day, the month and the year alone.
fn other_way_round(written: &str, day: NaiveDate) -> Option<NaiveDate> {
    const PLAUSIBLE: Range<i32> = 2020..2200;
    let numbers: Vec<&str> = written.split(|c| SEPARATORS.contains(c)).collect();
    let [a, month, b] = numbers.as_slice() else {
        return None;
    };
    if [a, b].iter().any(|it| it.len() != 2) || written.contains(['.', '/']) {
        return None;
    }
    let month = month.parse().ok()?;
    [day_of(a, month, b), day_of(b, month, a)]
        .into_iter()
        .flatten()
        .find(|other| *other != day && PLAUSIBLE.contains(&other.year()))
}

/// «1 сентября 2026».
fn in_words(text: &str) -> Option<(usize, Option<NaiveDate>)> {
    let mut words = text.split_inclusive(' ');
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let number = month_beginning(month).filter(|_| month.chars().count() <= 9)?;
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 4 || day.trim().len() > 2 {
        return None;
    }
    let len = day.len() + month.len() + digits;
    Some((len, day_of(&year[..digits], number, day.trim())))
}

fn day_of(year: &str, month: u32, day: &str) -> Option<NaiveDate> {
    let year: i32 = year.parse().ok()?;
    let year = if year < 100 { 2000 + year } else { year };
    let day = NaiveDate::from_ymd_opt(year, month, day.parse().ok()?)?;
    YEARS.contains(&year).then_some(day)
}
