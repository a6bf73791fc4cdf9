//! Dates in words as ГОСТ Р 7.0.97-2025 has them (requisite 10): «25 апреля 2022 г.», without a
//! leading zero.

use chrono::{Datelike, NaiveDate};

/// The months in the form that follows a day.
pub(super) const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const NO_BREAK: char = '\u{A0}';

/// The number of a month by the form that follows a day: «мая» is 5.
pub fn month_named(name: &str) -> Option<u32> {
    month_where(|month| month == name)
}

/// The number of a month by its first three letters, so that «сент.» and «Январь» are known too.
pub fn month_beginning(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let beginning: String = word.chars().take(3).collect();
    month_where(|month| beginning.chars().count() == 3 && month.starts_with(&beginning))
}

/// The letters that a month has in every case: «январ», «ма».
pub fn month_stem(number: u32) -> Option<&'static str> {
    let name = MONTHS.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
    let (last, _) = name.char_indices().next_back()?;
    name.get(..last)
}

fn month_where(is_it: impl Fn(&str) -> bool) -> Option<u32> {
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| is_it(name))
        .map(|(number, _)| number)
}

/// Where the second day of a span begins in its words: « по 31 мая 2027 г.», « – 18.09.2026».
pub fn second_day(words: &str) -> Option<usize> {
    [" по", " –"].iter().find_map(|mark| words.find(mark))
}

/// «25 апреля 2022 г.», unbreakable.
pub fn long_date(day: NaiveDate) -> String {
    date(day, NO_BREAK)
}

/// «25 апреля 2022 г.» for a narrow cell, where it may break before the year.
pub fn cell_date(day: NaiveDate) -> String {
    date(day, ' ')
}

/// «25.04.2022».
pub fn digits(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// «с 1 сентября 2026 г. по 31 мая 2027 г.»; what both days share appears once.
pub fn long_span(from: NaiveDate, to: NaiveDate) -> String {
    span(from, to, NO_BREAK)
}

/// A span for a narrow cell, where it may break as long as a day stays with its month.
pub fn cell_span(from: NaiveDate, to: NaiveDate) -> String {
    span(from, to, ' ')
}

fn month(day: NaiveDate) -> &'static str {
    MONTHS[day.month0() as usize]
}

fn date(day: NaiveDate, before_year: char) -> String {
    format!(
        "{}{before_year}{}{NO_BREAK}г.",
        day_and_month(day),
        day.year()
    )
}

fn day_and_month(day: NaiveDate) -> String {
    format!("{}{NO_BREAK}{}", day.day(), month(day))
}

fn span(from: NaiveDate, to: NaiveDate, space: char) -> String {
    if from == to {
        return date(from, space);
    }
    let start = if from.year() != to.year() {
        date(from, space)
    } else if from.month() != to.month() {
        day_and_month(from)
    } else {
        from.day().to_string()
    };
    format!("с{space}{start} по{space}{}", date(to, space))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_date_in_words_has_no_leading_zero_and_does_not_break() {
        assert_eq!(long_date(day(2026, 6, 5)), "5\u{A0}июня\u{A0}2026\u{A0}г.");
        assert_eq!(cell_date(day(2026, 6, 5)), "5\u{A0}июня 2026\u{A0}г.");
        assert_eq!(digits(day(2022, 4, 25)), "25.04.2022");
    }

    #[test]
    fn a_month_is_known_by_its_name_and_by_its_beginning() {
        assert_eq!(month_named("сентября"), Some(9));
        assert_eq!(month_named("сентябрь"), None);
        assert_eq!(month_beginning("Сент. "), Some(9));
        assert_eq!(month_beginning("мая"), Some(5));
        assert_eq!(month_beginning("май"), None);
        assert_eq!(month_beginning("но"), None);
    }

    #[test]
    fn a_span_says_once_what_its_ends_share() {
        let plain = |a, b| long_span(a, b).replace('\u{A0}', " ");
        assert_eq!(
            plain(day(2026, 9, 1), day(2026, 9, 18)),
            "с 1 по 18 сентября 2026 г."
        );
        assert_eq!(
            plain(day(2026, 11, 16), day(2026, 12, 5)),
            "с 16 ноября по 5 декабря 2026 г."
        );
        assert_eq!(
            plain(day(2026, 9, 1), day(2027, 5, 31)),
            "с 1 сентября 2026 г. по 31 мая 2027 г."
        );
        assert_eq!(
            plain(day(2026, 9, 1), day(2026, 9, 1)),
            "1 сентября 2026 г."
        );
    }
}
