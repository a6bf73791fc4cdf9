//! Dates as people write them in tables.

use chrono::{Datelike as _, NaiveDate};

use crate::reader::YEARS;
use crate::russian::{month_beginning, month_named};

/// «01.09.2025», «1.9.25г.», «01 09 2025», «1 сентября 2025 года», «2025-09-01». `None` for text that is no date,
/// `Err` for a day that no calendar has.
pub fn day(text: &str) -> Option<Result<NaiveDate, ()>> {
    let plain: String = text.to_lowercase().replace(['\u{A0}', '«', '»', '"'], " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = ["года", "год", "г.", "г"]
        .iter()
        .find_map(|end| plain.strip_suffix(end))
        .unwrap_or(&plain)
        .trim();
    // Tables that came through other programs hold the hour too.
    let plain = without_midnight(plain);
    in_digits(plain)
        .or_else(|| in_words(plain))
        .map(|[y, m, d]| calendar(y, m, d))
}

/// «01.09.2026 0:00:00» without its hour.
fn without_midnight(text: &str) -> &str {
    match text.rsplit_once(['t', 'т', ' ']) {
        Some((day, "0:00" | "00:00" | "0:00:00" | "00:00:00")) => day.trim(),
        _ => text,
    }
}

fn calendar(year: u32, month: u32, day: u32) -> Result<NaiveDate, ()> {
    let year = if year < 100 { year + 2000 } else { year };
    i32::try_from(year)
        .ok()
        .filter(|y| YEARS.contains(y))
        .and_then(|y| NaiveDate::from_ymd_opt(y, month, day))
        .ok_or(())
}

/// What is wrong with a day of which [`day`] says that there is none.
pub fn why_no_day(text: &str) -> &'static str {
    const NO_DAY: &str = "такой даты нет";
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let year: String = last.chars().filter(char::is_ascii_digit).collect();
    let of_its_year = |ours: &str| {
        let year = year.get(year.len().checked_sub(4)?..)?;
        let is_strange = year.parse().is_ok_and(|year: i32| !YEARS.contains(&year));
        day(&text.replace(year, ours))?.ok().filter(|_| is_strange)
    };
    if of_its_year("2026").is_some() {
        "год в дате не может быть таким"
    } else {
        NO_DAY
    }
}

/// Year, month, day.
fn in_digits(text: &str) -> Option<[u32; 3]> {
    let parts =
        |separator: char, lengths: [std::ops::RangeInclusive<usize>; 3]| -> Option<[u32; 3]> {
            let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
            let fits = parts.len() == 3
                && parts.iter().zip(&lengths).all(|(p, length)| {
                    length.contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit())
                });
            let numbers: Vec<u32> =
                fits.then(|| parts.iter().filter_map(|p| p.parse().ok()).collect())?;
            numbers.try_into().ok()
        };
    let year_first = ['-', '.']
        .into_iter()
        .find_map(|s| parts(s, [4..=4, 1..=2, 1..=2]));
    if year_first.is_some() {
        return year_first;
    }
    let dotted = ['.', '/', '-']
        .into_iter()
        .find_map(|s| parts(s, [1..=2, 1..=2, 2..=4]).filter(|[.., y]| *y < 100 || *y > 1000));
    let spaced = || parts(' ', [2..=2, 2..=2, 4..=4]);
    dotted.or_else(spaced).map(|[d, m, y]| [y, m, d])
}

fn in_words(text: &str) -> Option<[u32; 3]> {
    // «01-сен-26» is how Excel writes a day.
    let words: Vec<&str> = text.split([' ', '-']).filter(|w| !w.is_empty()).collect();
    let [day, month, year] = words.as_slice() else {
        return None;
    };
    let short = month.trim_end_matches('.');
    let is_short = (3..=4).contains(&short.chars().count());
    let month = month_named(month).or_else(|| month_beginning(short).filter(|_| is_short))?;
    let number = |word: &str, length: usize| word.parse().ok().filter(|_| word.len() <= length);
    Some([number(year, 4)?, month, number(day, 2)?])
}

/// «01.09.2026 – 31.05.2027», «с 1 сентября 2026 г. по 31 мая 2027 г.»: as of [`day`].
pub fn span(text: &str) -> Option<Result<(NaiveDate, NaiveDate), ()>> {
    let lower = bare_term(text);
    let ends = |first: &str, second: &str| {
        let last = day(second)?;
        match (
            day(first).or_else(|| before(first, last.ok()?).map(Ok))?,
            last,
        ) {
            (Ok(from), Ok(to)) => Some(Ok((from, to))),
            _ => Some(Err(())),
        }
    };
    let parted = |between: &str| {
        let mut places = lower.match_indices(between);
        places.find_map(|(at, between)| ends(&lower[..at], &lower[at + between.len()..]))
    };
    [" по ", " до ", "–", "—", "-", "/", " "]
        .into_iter()
        .find_map(parted)
}

/// A term in one line, as a narrow column may have broken it, without the words around its days:
/// «в период с … до … включительно», «01.09.2026..31.05.2027».
fn bare_term(text: &str) -> String {
    const BEFORE: [&str; 9] = [
        "в ",
        "на ",
        "период ",
        "срок ",
        "сроком ",
        "начиная ",
        "с ",
        "со ",
        "от ",
    ];
    let lower = text
        .to_lowercase()
        .replace("(включительно)", " ")
        .replace("включительно", " ")
        .replace("...", "–")
        .replace("..", "–")
        .replace('…', "–");
    let one_line = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = one_line.trim_end_matches([',', ';']);
    while let Some(shorter) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter.trim_start_matches([':', ' ']);
    }
    rest.to_owned()
}

/// The first day of a term that leaves its year to the last: «с 1 сентября», «01.09».
fn before(first: &str, last: NaiveDate) -> Option<NaiveDate> {
    let first = first.trim().trim_end_matches(['.', ',']);
    let in_year = |year: i32| {
        let words = [format!("{first} {year}"), format!("{first}.{year}")];
        words.iter().find_map(|text| day(text)?.ok())
    };
    let is_bare = first.contains(|c: char| c == '.' || c.is_alphabetic());
    [last.year(), last.year() - 1]
        .into_iter()
        .filter_map(|year| in_year(year).filter(|_| is_bare))
        .find(|day| *day <= last)
}

/// A date parted by strokes that may be of the United States, where the month comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slashed {
    /// The day stands first, for no month has that number.
    DayFirst(NaiveDate),
    /// The month does.
    MonthFirst(NaiveDate),
    /// Either may: day first, month first.
    Either(NaiveDate, NaiveDate),
}

/// «9/1/2026». `None` for any other text.
pub fn slashed(text: &str) -> Option<Slashed> {
    let text = without_midnight(text.trim());
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    let is_number = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(is_number) || !matches!(year.len(), 2 | 4) {
        return None;
    }
    let number = |part: &str| part.parse::<u32>().ok();
    let (first_number, second_number, year) = (number(first)?, number(second)?, number(year)?);
    let day_first = calendar(year, second_number, first_number).ok();
    let month_first = calendar(year, first_number, second_number).ok();
    Some(match (day_first, month_first) {
        (Some(day), None) => Slashed::DayFirst(day),
        (None, Some(day)) => Slashed::MonthFirst(day),
        (Some(day), Some(other)) if day == other => Slashed::DayFirst(day),
        (Some(day), Some(other)) => Slashed::Either(day, other),
        (None, None) => return None,
    })
}

/// As the program writes a span into a cell.
pub(super) fn write_span(from: NaiveDate, to: NaiveDate) -> String {
    format!("{} – {}", from.format("%d.%m.%Y"), to.format("%d.%m.%Y"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn the_first_day_of_a_term_may_leave_its_year_to_the_last() {
        for (text, from, to) in [
            (
                "с 1 сентября по 30 декабря 2026 г.",
                (2026, 9, 1),
                (2026, 12, 30),
            ),
            ("с 01.09 по 30.12.2026", (2026, 9, 1), (2026, 12, 30)),
            ("01.09.–30.12.2026", (2026, 9, 1), (2026, 12, 30)),
            (
                "с 1 сентября по 31 мая 2027 года",
                (2026, 9, 1),
                (2027, 5, 31),
            ),
        ] {
            let day = |(y, m, d)| date(y, m, d);
            assert_eq!(span(text), Some(Ok((day(from), day(to)))), "{text}");
        }
        for text in [
            "2 раза с 5 по 31.05.2027",
            "1-31.05.2027 по графику",
            "с сентября по 31.05.2027",
        ] {
            assert_eq!(span(text), None, "{text}");
        }
    }

    #[test]
    fn reads_the_ways_of_writing_a_date() {
        let ways = [
            "01.09.2025",
            "1.9.25",
            "01.09.2025г.",
            "01.09.2025 г.",
            "1 сентября 2025 г.",
            "«01» сентября 2025 года",
            "2025-09-01",
            "01/09/2025",
            "2025-09-01T00:00:00",
            "01.09.2025 0:00:00",
            "1.9.2025 00:00",
            "01-сен-25",
            "1 сент. 2025",
        ];
        for way in ways {
            assert_eq!(day(way), Some(Ok(date(2025, 9, 1))), "{way}");
        }
        assert_eq!(day("31.02.2025"), Some(Err(())));
        assert_eq!(why_no_day("31.02.2025"), "такой даты нет");
        assert_eq!(why_no_day("08.09.1926"), "год в дате не может быть таким");
        for other in [
            "сентябрь",
            "2025/2026",
            "1.17.1",
            "сентябрь 2025 г.",
            "2025 год",
            "118-ОД",
            "1 раз в год",
            "",
        ] {
            assert_eq!(day(other), None, "{other}");
        }
    }

    #[test]
    fn a_date_of_the_united_states_is_told_from_ours() {
        let (first, fifth) = (date(2026, 9, 1), date(2026, 1, 9));
        assert_eq!(slashed("9/1/2026"), Some(Slashed::Either(fifth, first)));
        assert_eq!(slashed("09/01/2026"), Some(Slashed::Either(fifth, first)));
        assert_eq!(
            slashed("5/31/2027"),
            Some(Slashed::MonthFirst(date(2027, 5, 31)))
        );
        assert_eq!(
            slashed("31/5/27"),
            Some(Slashed::DayFirst(date(2027, 5, 31)))
        );
        assert_eq!(
            slashed("5/5/2027"),
            Some(Slashed::DayFirst(date(2027, 5, 5)))
        );
        assert_eq!(slashed("2025/2026"), None);
        assert_eq!(slashed("45/1"), None);
    }

    #[test]
    fn reads_a_span_and_what_it_wrote_itself() {
        let (from, to) = (date(2026, 9, 1), date(2027, 5, 31));
        for way in [
            "01.09.2026 – 31.05.2027",
            "01.09.2026-31.05.2027",
            "с 1 сентября 2026 г. по 31 мая 2027 г.",
            "с 01.09.2026 до 31.05.2027 включительно",
            "в период с 01.09.2026 по 31.05.2027 (включительно)",
            "01.09.2026..31.05.2027",
            "01.09.2026…31.05.2027",
            "01.09.26 по 31.05.27 г.",
            "от 01.09.2026 до 31.05.2027",
            "с 01.09.2026 г. – 31.05.2027 г.",
            &write_span(from, to),
        ] {
            assert_eq!(span(way), Some(Ok((from, to))), "{way}");
        }
        assert_eq!(span("2026-2027"), None);
        assert_eq!(span("сентябрь – май"), None);
    }
}
