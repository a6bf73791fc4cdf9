//! Dates as people write them in tables.

use chrono::NaiveDate;

use crate::reader::YEARS;
use crate::russian::month_named;

/// «01.09.2025», «1.9.25г.», «1 сентября 2025 года», «2025-09-01». `None` for text that is no date,
/// `Err` for a day that no calendar has.
pub(super) fn day(text: &str) -> Option<Result<NaiveDate, ()>> {
    let plain: String = text.to_lowercase().replace(['\u{A0}', '«', '»', '"'], " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = ["года", "год", "г.", "г"]
        .iter()
        .find_map(|end| plain.strip_suffix(end))
        .unwrap_or(&plain)
        .trim();
    // Tables that came through other programs hold the hour too.
    let plain = plain
        .strip_suffix("00:00:00")
        .map_or(plain, |p| p.trim_end_matches(['t', 'т', ' ']));
    in_digits(plain)
        .or_else(|| in_words(plain))
        .map(|[y, m, d]| calendar(y, m, d))
}

fn calendar(year: u32, month: u32, day: u32) -> Result<NaiveDate, ()> {
    let year = if year < 100 { year + 2000 } else { year };
    i32::try_from(year)
        .ok()
        .filter(|y| YEARS.contains(y))
        .and_then(|y| NaiveDate::from_ymd_opt(y, month, day))
        .ok_or(())
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
    if let Some(iso) = parts('-', [4..=4, 1..=2, 1..=2]) {
        return Some(iso);
    }
    let dotted = ['.', '/', '-']
        .into_iter()
        .find_map(|s| parts(s, [1..=2, 1..=2, 2..=4]).filter(|[.., y]| *y < 100 || *y > 1000));
    dotted.map(|[d, m, y]| [y, m, d])
}

fn in_words(text: &str) -> Option<[u32; 3]> {
    let words: Vec<&str> = text.split(' ').collect();
    let [day, month, year] = words.as_slice() else {
        return None;
    };
    let month = month_named(month)?;
    let number = |word: &str, length: usize| word.parse().ok().filter(|_| word.len() <= length);
    Some([number(year, 4)?, month, number(day, 2)?])
}

/// «01.09.2026 – 31.05.2027», «с 1 сентября 2026 г. по 31 мая 2027 г.»
pub(super) fn span(text: &str) -> Option<Result<(NaiveDate, NaiveDate), ()>> {
    let lower = text.trim().to_lowercase();
    let ends = |first: &str, second: &str| match (day(first)?, day(second)?) {
        (Ok(from), Ok(to)) => Some(Ok((from, to))),
        _ => Some(Err(())),
    };
    let worded = || {
        let rest = lower.strip_prefix("с ")?;
        let (first, second) = rest
            .split_once(" по ")
            .or_else(|| rest.split_once(" до "))?;
        ends(first, second)
    };
    let dashed = || {
        ['–', '—', '-']
            .into_iter()
            .flat_map(|dash| lower.match_indices(dash))
            .find_map(|(at, dash)| ends(&lower[..at], &lower[at + dash.len()..]))
    };
    worded().or_else(dashed)
}

/// Number and day of an order in one text: «№ 118-ОД от 01.09.2026», «приказ от 1 сентября 2026 г.
/// № 118-ОД». `None` if there are other words.
pub fn order(text: &str) -> Option<(String, NaiveDate)> {
    let spaced = text.replace('№', " № ").replace(['\u{A0}', '\n', ','], " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let is = |i: usize, what: &[&str]| {
        words
            .get(i)
            .is_some_and(|w| what.contains(&w.to_lowercase().as_str()))
    };
    let start = usize::from(is(0, &["приказ", "приказом", "пр."]));
    let from = (start..words.len()).find(|i| is(*i, &["от"]))?;
    let sign = (start..words.len()).find(|i| is(*i, &["№", "n"]));
    let (number, date) = match sign {
        Some(sign) if sign > from => (&words[sign + 1..], &words[from + 1..sign]),
        Some(sign) if sign == start => (&words[start + 1..from], &words[from + 1..]),
        None => (&words[start..from], &words[from + 1..]),
        Some(_) => return None,
    };
    let [number] = number else { return None };
    Some(((*number).to_owned(), day(&date.join(" "))?.ok()?))
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
        ];
        for way in ways {
            assert_eq!(day(way), Some(Ok(date(2025, 9, 1))), "{way}");
        }
        assert_eq!(day("31.02.2025"), Some(Err(())));
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
    fn reads_number_and_date_of_an_order_in_one_text() {
        let ways = [
            "№ 118-ОД от 01.09.2026",
            "118-ОД от 1 сентября 2026 г.",
            "Приказ №118-ОД от 01.09.2026г.",
            "приказ от 01.09.2026 г. № 118-ОД",
            "от 01.09.2026,\n№ 118-ОД",
        ];
        for way in ways {
            assert_eq!(
                order(way),
                Some(("118-ОД".to_owned(), date(2026, 9, 1))),
                "{way}"
            );
        }
        for other in [
            "pairs",
            "118-ОД",
            "приказ по школе № 118 от 01.09.2026",
            "от 01.09.2026",
            "№ 118 от 31.02.2026",
            "",
        ] {
            assert_eq!(order(other), None, "{other}");
        }
    }

    #[test]
    fn reads_a_span_and_what_it_wrote_itself() {
        let (from, to) = (date(2026, 9, 1), date(2027, 5, 31));
        for way in [
            "01.09.2026 – 31.05.2027",
            "01.09.2026-31.05.2027",
            "с 1 сентября 2026 г. по 31 мая 2027 г.",
            &write_span(from, to),
        ] {
            assert_eq!(span(way), Some(Ok((from, to))), "{way}");
        }
        assert_eq!(span("2026-2027"), None);
        assert_eq!(span("сентябрь – май"), None);
    }
}
