//! Dates of which only a part is seen: «сентябрь 2026».

use chrono::{Datelike as _, NaiveDate};

const MONTHS: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];

/// Whether a word is the name of a month: «сентябрь».
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

/// The seen part of a date in words; `None` if the whole date is seen, or nothing that is known
/// here. A day without its year is seen as a whole date is: nobody hides a year on purpose.
pub(super) fn month_and_year(
    day: NaiveDate,
    has_day: bool,
    has_month: bool,
    has_year: bool,
) -> Option<String> {
    let month = MONTHS.get(day.month0() as usize)?;
    match (has_day, has_month, has_year) {
        (true, ..) | (false, false, false) => None,
        (false, true, true) => Some(format!("{month} {}", day.year())),
        (false, true, false) => Some((*month).to_owned()),
        (false, false, true) => Some(day.year().to_string()),
    }
}

/// Whether a text shows a whole day: «01.09.2026», «1 сен. 26», «1 сен», «01.09», not «сен.26» nor
/// «сентябрь 2026». Where two parts of it are seen, they must be its day and month.
pub(super) fn shows_day(text: &str, day: NaiveDate) -> bool {
    let numbers: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| !n.is_empty())
        .collect();
    let is = |number: &str, part: u32| number.parse() == Ok(part);
    let has_word = text.chars().filter(|c| c.is_alphabetic()).count() > 2;
    match numbers.as_slice() {
        [own] => has_word && text.trim_start().starts_with(own) && is(own, day.day()),
        [own, month] => has_word || is(own, day.day()) && is(month, day.month()),
        [] => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_without_its_day_stays_a_month() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
        assert_eq!(
            month_and_year(day, false, true, true).as_deref(),
            Some("сентябрь 2026")
        );
        assert_eq!(
            month_and_year(day, false, true, false).as_deref(),
            Some("сентябрь")
        );
        assert_eq!(month_and_year(day, true, true, true), None);
        for whole in [
            "01.09.2026",
            "1 сентября 2026 г.",
            "1 сен",
            "01.09",
            "1 сент. 26",
        ] {
            assert!(shows_day(whole, day), "{whole}");
        }
        for part in [
            "сен.26",
            "сентябрь 2026",
            "09.2026",
            "09.26",
            "2026",
            "26 сен",
        ] {
            assert!(!shows_day(part, day), "{part}");
        }
    }
}
