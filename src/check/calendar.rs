//! Working days, after `forms/calendar.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate, Weekday};
use serde::Deserialize;

/// Notice of article 351.8 of the Labour Code, in working days.
pub(super) const NOTICE: usize = 3;

/// As the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    holidays: Vec<String>,
    year: Vec<RawYear>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawYear {
    year: i32,
    #[expect(dead_code, reason = "for who keeps the file")]
    by: String,
    off: Vec<String>,
    on: Vec<String>,
}

struct Calendar {
    /// Month and day.
    holidays: Vec<(u32, u32)>,
    years: BTreeMap<i32, Year>,
}

/// What a year has otherwise than its weekdays and holidays say.
struct Year {
    off: Vec<(u32, u32)>,
    on: Vec<(u32, u32)>,
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in and read by a test"
)]
static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let raw: Raw =
        toml::from_str(include_str!("../../forms/calendar.toml")).expect("calendar.toml");
    let days = |days: &[String]| days.iter().map(|day| month_and_day(day)).collect();
    let years = raw.year.iter().map(|it| {
        let year = Year {
            off: days(&it.off),
            on: days(&it.on),
        };
        (it.year, year)
    });
    Calendar {
        holidays: days(&raw.holidays),
        years: years.collect(),
    }
});

/// «05-09»; a day that is none is no day of any year.
fn month_and_day(text: &str) -> (u32, u32) {
    let (month, day) = text.split_once('-').unwrap_or_default();
    (
        month.parse().unwrap_or_default(),
        day.parse().unwrap_or_default(),
    )
}

/// Working days that were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    pub days: usize,
    /// Of them in years whose moved days off are known.
    pub sure: usize,
    /// A year among those counted of which they are not.
    pub unknown: Option<i32>,
}

/// The last working day not after a day.
pub fn working_day_by(day: NaiveDate) -> NaiveDate {
    let mut days = std::iter::successors(Some(day), NaiveDate::pred_opt);
    days.find(|day| is_working(*day)).unwrap_or(day)
}

/// The last working day on which notice can be given of an end on a day, and whether the days off
/// of its year are known.
pub fn last_day_of_notice(day: NaiveDate) -> (NaiveDate, bool) {
    let mut days = std::iter::successors(day.pred_opt(), NaiveDate::pred_opt);
    let is_enough =
        |date: &NaiveDate| is_working(*date) && between(*date, day, NOTICE).days >= NOTICE;
    let date = days.find(is_enough).unwrap_or(day);
    let counted = between(date, day, NOTICE);
    (date, counted.unknown.is_none())
}

/// Working days after one day and before another, `enough` being enough to know.
pub(super) fn between(date: NaiveDate, day: NaiveDate, enough: usize) -> Counted {
    let mut counted = Counted {
        days: 0,
        sure: 0,
        unknown: None,
    };
    for between in date.iter_days().skip(1).take_while(|d| *d < day) {
        if counted.days == enough {
            break;
        }
        let works = usize::from(is_working(between));
        counted.days += works;
        if CALENDAR.years.contains_key(&between.year()) {
            counted.sure += works;
        } else {
            counted.unknown = Some(between.year());
        }
    }
    counted
}

/// Whether people with a week of five days work.
fn is_working(day: NaiveDate) -> bool {
    let own = (day.month(), day.day());
    match CALENDAR.years.get(&day.year()) {
        Some(year) if year.on.contains(&own) => true,
        Some(year) if year.off.contains(&own) => false,
        Some(_) => !is_weekend(day) && !is_holiday(day),
        None => !is_weekend(day) && !is_holiday(day) && !is_moved_to(day),
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn is_holiday(day: NaiveDate) -> bool {
    CALENDAR.holidays.contains(&(day.month(), day.day()))
}

/// Whether a day is the first working day after a holiday on a weekend, which is then free (Labour
/// Code, art. 112); those of January the government moves.
fn is_moved_to(day: NaiveDate) -> bool {
    let before = std::iter::successors(day.pred_opt(), NaiveDate::pred_opt);
    before
        .take_while(|it| is_weekend(*it) || is_holiday(*it))
        .any(|it| is_weekend(it) && is_holiday(it) && it.month() != 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day((year, month, day): (i32, u32, u32)) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn counted(from: (i32, u32, u32), to: (i32, u32, u32)) -> (usize, Option<i32>) {
        let Counted { days, unknown, .. } = between(day(from), day(to), 3);
        (days, unknown)
    }

    #[test]
    fn an_ordinary_week() {
        // Monday to Friday: Tuesday, Wednesday, Thursday lie between.
        assert_eq!(counted((2026, 11, 9), (2026, 11, 13)), (3, None));
        assert_eq!(counted((2026, 11, 9), (2026, 11, 12)), (2, None));
        assert_eq!(counted((2025, 12, 18), (2025, 12, 22)), (1, None));
        assert_eq!(counted((2026, 11, 9), (2026, 11, 9)), (0, None));
        assert_eq!(counted((2026, 3, 20), (2026, 3, 19)), (0, None));
    }

    #[test]
    fn notice_is_given_on_a_working_day() {
        let last = |it| last_day_of_notice(day(it));
        assert_eq!(last((2026, 11, 13)), (day((2026, 11, 9)), true));
        assert_eq!(last((2026, 1, 14)), (day((2025, 12, 29)), true));
        assert_eq!(last((2026, 5, 14)), (day((2026, 5, 7)), true));
        assert_eq!(last((2027, 3, 19)), (day((2027, 3, 15)), false));
    }

    #[test]
    fn over_new_year() {
        // 31 December 2025 and 9 January 2026 are free.
        assert_eq!(counted((2025, 12, 29), (2026, 1, 13)), (2, None));
        assert_eq!(counted((2025, 12, 29), (2026, 1, 14)), (3, None));
        assert_eq!(counted((2025, 12, 25), (2026, 1, 12)), (3, None));
        assert_eq!(counted((2025, 12, 26), (2026, 1, 12)), (2, None));
    }

    #[test]
    fn in_may() {
        assert_eq!(counted((2026, 4, 30), (2026, 5, 7)), (3, None));
        assert_eq!(counted((2026, 5, 7), (2026, 5, 13)), (2, None));
        assert_eq!(counted((2026, 5, 7), (2026, 5, 14)), (3, None));
        assert_eq!(counted((2025, 4, 30), (2025, 5, 12)), (3, None));
        assert_eq!(counted((2025, 5, 5), (2025, 5, 12)), (2, None));
    }

    #[test]
    fn a_saturday_that_was_made_a_working_day_counts() {
        // Saturday 1 November 2025 works, Monday the 3rd and Tuesday the 4th are free.
        assert_eq!(counted((2025, 10, 30), (2025, 11, 5)), (2, None));
        assert_eq!(counted((2025, 10, 29), (2025, 11, 5)), (3, None));
        assert_eq!(counted((2024, 4, 25), (2024, 5, 3)), (3, None));
    }

    #[test]
    fn a_year_that_is_not_known_is_told_and_moves_holidays_by_the_law() {
        // Saturday 1 May 2027 gives Monday the 3rd; Sunday the 9th gives Monday the 10th.
        assert_eq!(counted((2027, 4, 30), (2027, 5, 6)), (2, Some(2027)));
        assert_eq!(counted((2027, 4, 30), (2027, 5, 7)), (3, Some(2027)));
        assert_eq!(counted((2026, 12, 28), (2027, 1, 12)), (3, Some(2027)));
        assert_eq!(counted((2026, 12, 28), (2027, 1, 11)), (2, Some(2027)));
        assert_eq!(counted((2026, 12, 24), (2027, 1, 11)), (3, None));
    }

    #[test]
    fn the_file_names_days_of_the_calendar() {
        let days = CALENDAR
            .years
            .iter()
            .flat_map(|(year, it)| it.off.iter().chain(&it.on).map(|own| (*year, own.0, own.1)));
        for it in days {
            let day = day(it);
            let is_off = !CALENDAR.years[&it.0].on.contains(&(it.1, it.2));
            assert_eq!(is_weekend(day), !is_off, "{day}");
        }
        assert_eq!(CALENDAR.holidays.len(), 14);
    }
}
