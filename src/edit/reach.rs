//! From when to when something is, however that is written: «сентябрь 2025 – май 2026», «2025 год»,
//! «до мая 2026 г.», «25/26 уч. г.».

use chrono::{Datelike as _, Days, Months, NaiveDate};

use crate::russian::{month_beginning, month_stem};

/// The first and the last day that a text names; `None` for an end that it leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// Before the first day of what has no last one.
const SINCE: [&str; 6] = ["с", "со", "от", "начиная", "после", "более"];
/// Before the last day.
const UNTIL: [&str; 3] = ["до", "по", "включая"];
/// What has no end yet.
const OPEN: [&str; 6] = [
    "бессрочно",
    "настоящее",
    "настоящего",
    "постоянно",
    "далее",
    "окончания",
];
/// Years of which people write in lists.
const CENTURIES: std::ops::Range<i32> = 1990..2200;
/// Years of two figures that are no days.
const SHORT: std::ops::Range<i32> = 20..60;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Number(&'t str),
    Word(&'t str),
    Mark(char),
}

/// What a text says of time; `None` if it names no year.
pub fn reach(text: &str) -> Option<Reach> {
    let lower = text.to_lowercase().replace('ё', "е");
    let tokens = tokens(&lower);
    let (mut points, mut pending) = (Vec::new(), None);
    let mut before = None;
    let (mut is_since, mut is_until) = (false, false);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some((first, last, next)) = point(&tokens, at) {
            if points.is_empty() {
                is_since = before.is_some_and(|word| SINCE.contains(&word));
                is_until = before.is_some_and(|word| UNTIL.contains(&word));
            }
            let first = pending.take().map_or(first, |month| back_to(month, first));
            points.push((first, last));
            at = next;
            continue;
        }
        if let Token::Word(word) = *token {
            match (month(word), points.last()) {
                // «сентябрь 2025 – май».
                (Some(number), Some((first, _))) => {
                    let (first, last) = forward_to(number, *first)?;
                    points.push((first, last));
                }
                (Some(number), None) => pending = Some(number),
                _ => {}
            }
            before = Some(word).filter(|_| month(word).is_none()).or(before);
        }
        at += 1;
    }
    let is_open = tokens
        .iter()
        .any(|t| matches!(t, Token::Word(word) if OPEN.contains(word)));
    let (first, last) = (*points.first()?, *points.last()?);
    let is_one = points.len() == 1;
    Some(Reach {
        from: Some(first.0).filter(|_| !is_one || !is_until),
        to: Some(last.1).filter(|_| !is_open && (!is_one || !is_since)),
    })
}

/// The months that a text names with their year and without a day: «(сентябрь 2025)».
pub fn months_named(text: &str) -> Vec<(u32, u32)> {
    let lower = text.to_lowercase();
    let tokens = tokens(&lower);
    let found = tokens.windows(2).enumerate().filter_map(|(at, pair)| {
        let [Token::Word(word), Token::Number(year)] = pair else {
            return None;
        };
        let has_day = at > 0 && matches!(tokens[at - 1], Token::Number(_));
        let year = whole_year(year).filter(|_| !has_day)?;
        Some((u32::try_from(year).ok()?, month(word)?))
    });
    found.collect()
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let alike: fn(char) -> bool = match c {
            _ if c.is_ascii_digit() => |c| c.is_ascii_digit(),
            _ if c.is_alphabetic() => char::is_alphabetic,
            _ => |_| false,
        };
        let end = rest.find(|c| !alike(c)).unwrap_or(rest.len());
        let end = end.max(c.len_utf8());
        let own = &rest[..end];
        if c.is_ascii_digit() {
            out.push(Token::Number(own));
        } else if c.is_alphabetic() {
            out.push(Token::Word(own));
        } else if !c.is_whitespace() && !"«»\"“”„".contains(c) {
            out.push(Token::Mark(c));
        }
        rest = &rest[end..];
    }
    out
}

fn month(word: &str) -> Option<u32> {
    // «мар», «май», but no «март» in «маршрут».
    const LONGEST_SHORT: usize = 4;
    let number = if matches!(word, "май" | "мае") {
        5
    } else {
        month_beginning(word)?
    };
    let is_short = word.chars().count() <= LONGEST_SHORT;
    let stem = month_stem(number)?;
    (is_short || stem.len() > "ма".len() && word.starts_with(stem)).then_some(number)
}

fn whole_year(number: &str) -> Option<i32> {
    let year: i32 = number.parse().ok()?;
    (number.len() == 4 && CENTURIES.contains(&year)).then_some(year)
}

fn year(number: &str) -> Option<i32> {
    let short = || {
        let year: i32 = number.parse().ok()?;
        (number.len() == 2 && SHORT.contains(&year)).then_some(2000 + year)
    };
    whole_year(number).or_else(short)
}

/// A day, a month, a school year or a year that begins at a token: its first and last day, and
/// the token behind it.
fn point(tokens: &[Token<'_>], at: usize) -> Option<(NaiveDate, NaiveDate, usize)> {
    let rest = tokens.get(at..)?;
    if at > 0 && matches!(tokens[at - 1], Token::Mark('№')) {
        return None;
    }
    let short = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2);
    let whole = |y: i32, m: u32| {
        let first = NaiveDate::from_ymd_opt(y, m, 1)?;
        Some((
            first,
            (first + Months::new(1)).checked_sub_days(Days::new(1))?,
        ))
    };
    let school = |from: i32| {
        let first = NaiveDate::from_ymd_opt(from, 9, 1)?;
        Some((first, NaiveDate::from_ymd_opt(from + 1, 5, 31)?))
    };
    let is_dash = |c: &char| "-–—−/".contains(*c);
    match rest {
        [
            Token::Number(first),
            Token::Mark(one),
            Token::Number(middle),
            Token::Mark(two),
            Token::Number(last),
            ..,
        ] if one == two && ".-/".contains(*one) && short(middle).is_some() => {
            let (day, own) = if first.len() == 4 {
                (last, first)
            } else {
                (first, last)
            };
            let day = NaiveDate::from_ymd_opt(year(own)?, short(middle)?, short(day)?)?;
            Some((day, day, at + 5))
        }
        [Token::Number(d), Token::Word(m), Token::Number(y), ..]
            if month(m).is_some() && short(d).is_some() && year(y).is_some() =>
        {
            let day = NaiveDate::from_ymd_opt(year(y)?, month(m)?, short(d)?)?;
            Some((day, day, at + 3))
        }
        [Token::Word(m), Token::Number(y), ..] if month(m).is_some() && year(y).is_some() => {
            let (first, last) = whole(year(y)?, month(m)?)?;
            Some((first, last, at + 2))
        }
        [Token::Word(m), Token::Mark('.'), Token::Number(y), ..]
            if month(m).is_some() && year(y).is_some() =>
        {
            let (first, last) = whole(year(y)?, month(m)?)?;
            Some((first, last, at + 3))
        }
        [
            Token::Number(a),
            Token::Mark(dash),
            Token::Number(b),
            others @ ..,
        ] if is_dash(dash) && follows(a, b, others) => {
            let (first, last) = school(year(a)?)?;
            Some((first, last, at + 3))
        }
        [Token::Number(a), Token::Number(b), ..]
            if whole_year(a).is_some() && whole_year(b) == whole_year(a).map(|y| y + 1) =>
        {
            let (first, last) = school(whole_year(a)?)?;
            Some((first, last, at + 2))
        }
        [Token::Number(m), Token::Mark('.'), Token::Number(y), ..]
            if short(m).is_some_and(|m| (1..=12).contains(&m)) && whole_year(y).is_some() =>
        {
            let (first, last) = whole(whole_year(y)?, short(m)?)?;
            Some((first, last, at + 3))
        }
        [Token::Number(y), ..] => {
            let y = whole_year(y)?;
            let (first, last) = (
                NaiveDate::from_ymd_opt(y, 1, 1)?,
                NaiveDate::from_ymd_opt(y, 12, 31)?,
            );
            Some((first, last, at + 1))
        }
        _ => None,
    }
}

/// Whether two numbers are a school year: «2025-2026», «2025/26», and «25/26» where nothing but words
/// of years follows.
fn follows(a: &str, b: &str, others: &[Token<'_>]) -> bool {
    let is_next = year(a)
        .zip(year(b))
        .is_some_and(|(from, to)| to == from + 1);
    let of_years = |t: &Token<'_>| match t {
        Token::Word(word) => word.starts_with("уч") || word.starts_with('г'),
        Token::Mark(c) => *c == '.' || *c == ':',
        Token::Number(_) => false,
    };
    let is_named = matches!(others.first(), Some(Token::Word(word)) if word.starts_with("уч"));
    is_next && (a.len() == 4 || a.len() == b.len() && (is_named || others.iter().all(of_years)))
}

/// The first day of the last such month before a day.
fn back_to(month: u32, day: NaiveDate) -> NaiveDate {
    let year = day.year() - i32::from(month > day.month());
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(day)
}

/// The first such month from a day on.
fn forward_to(month: u32, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let year = day.year() + i32::from(month < day.month());
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((
        first,
        (first + Months::new(1)).checked_sub_days(Days::new(1))?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(text: &str) -> (String, String) {
        let shown = |day: Option<NaiveDate>| day.map_or_else(String::new, |d| d.to_string());
        reach(text).map_or_else(
            || ("-".to_owned(), "-".to_owned()),
            |it| (shown(it.from), shown(it.to)),
        )
    }

    #[test]
    fn a_time_is_understood_however_it_is_written() {
        for (text, from, to) in [
            (
                "с 01.09.2025 до 31.05.2026 включительно",
                "2025-09-01",
                "2026-05-31",
            ),
            ("01.09.2025..31.05.2026", "2025-09-01", "2026-05-31"),
            ("сентябрь 2025 – май 2026", "2025-09-01", "2026-05-31"),
            ("сентябрь – май 2026 г.", "2025-09-01", "2026-05-31"),
            ("сентябрь 2025 – май", "2025-09-01", "2026-05-31"),
            ("сен.25 - май.26", "2025-09-01", "2026-05-31"),
            ("09.2025-05.2026", "2025-09-01", "2026-05-31"),
            ("01.09.25 по 31.05.26 г.", "2025-09-01", "2026-05-31"),
            ("2025-09-01 – 2026-05-31", "2025-09-01", "2026-05-31"),
            ("2025 год", "2025-01-01", "2025-12-31"),
            ("2025/26", "2025-09-01", "2026-05-31"),
            ("2025-2026 учебный год", "2025-09-01", "2026-05-31"),
            ("25/26 уч. г.", "2025-09-01", "2026-05-31"),
            ("25-26", "2025-09-01", "2026-05-31"),
            ("до мая 2026", "", "2026-05-31"),
            ("до 31.05.2026", "", "2026-05-31"),
            ("с сентября 2025 года", "2025-09-01", ""),
            ("с сентября 2026 года по настоящее время", "2026-09-01", ""),
            ("01.09.2026 — бессрочно", "2026-09-01", ""),
            ("9 месяцев с 01.09.2026", "2026-09-01", ""),
            ("2026-2028", "2026-01-01", "2028-12-31"),
            (
                "с «1» сентября 2026 г. по «31» мая 2027 г.",
                "2026-09-01",
                "2027-05-31",
            ),
        ] {
            assert_eq!(ends(text), (from.to_owned(), to.to_owned()), "{text}");
        }
        for text in [
            "2 года",
            "1 полугодие",
            "с 01.09 по 31.05",
            "приказ № 2025",
            "25/26 корпус",
            "маршрут",
            "",
        ] {
            assert_eq!(reach(text), None, "{text}");
        }
        assert_eq!(
            months_named("Список пар «Школы № 7» (сентябрь 2025), утвержден 5 мая 2024"),
            [(2025, 9)]
        );
    }
}
