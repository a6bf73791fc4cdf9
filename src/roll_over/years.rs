//! Years within a text.

use chrono::{Datelike as _, NaiveDate};

use super::turn::Turn;
use crate::reader::YEARS;

/// The same day of another year; 29 February becomes the 28th.
pub(super) fn moved(day: NaiveDate, years: i32) -> Option<NaiveDate> {
    let year = day.year() + years;
    day.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, day.month(), 28))
}

/// A text with its years moved, and the years that stay, as they are written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Moved {
    pub text: String,
    pub left: Vec<String>,
}

/// Moves the old school year («2026/2027», «2026–27»); with `singly` also each of its two years
/// that stands alone.
pub(super) fn move_years(text: &str, turn: Turn, singly: bool) -> Moved {
    let old = [turn.from.start, turn.from.start + 1];
    let mut out = Moved {
        text: String::with_capacity(text.len()),
        left: Vec::new(),
    };
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let digits = digits(rest);
        let whole = digits.len() == 4 && before.is_none_or(|b: char| !b.is_ascii_alphanumeric());
        let year = digits
            .parse::<i32>()
            .ok()
            .filter(|y| whole && YEARS.contains(y));
        let taken = match (year, year.and_then(|_| pair(&rest[4..]))) {
            (Some(year), Some((separator, second)))
                if year == old[0] && ends(second) == Some(old[1] % 100) =>
            {
                let second = format!(
                    "{:0width$}",
                    (old[1] + turn.years()) % century(second),
                    width = second.len()
                );
                out.text += &format!("{}{separator}{second}", year + turn.years());
                4 + separator.len() + second.len()
            }
            (Some(year), _) if singly && old.contains(&year) => {
                out.text += &(year + turn.years()).to_string();
                4
            }
            (Some(_), _) => {
                out.left.push(digits.to_owned());
                out.text += digits;
                4
            }
            (None, _) if !digits.is_empty() => {
                out.text += digits;
                digits.len()
            }
            (None, _) => {
                out.text.push(c);
                c.len_utf8()
            }
        };
        before = rest[..taken].chars().next_back();
        rest = &rest[taken..];
    }
    out
}

/// Figures at the beginning.
fn digits(text: &str) -> &str {
    &text[..text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len())]
}

/// A dash or a stroke, spaces around it as well, and a second year of two figures or four.
fn pair(text: &str) -> Option<(&str, &str)> {
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let (separator, rest) = text.split_at(at);
    let second = digits(rest);
    (matches!(separator.trim(), "/" | "-" | "–" | "—") && matches!(second.len(), 2 | 4))
        .then_some((separator, second))
}

fn century(second: &str) -> i32 {
    if second.len() == 2 { 100 } else { 10_000 }
}

/// Its last two figures.
fn ends(second: &str) -> Option<i32> {
    second.parse::<i32>().ok().map(|y| y % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::SchoolYear;

    fn moved_text(text: &str, singly: bool) -> (String, Vec<String>) {
        let turn = Turn {
            from: SchoolYear { start: 2026 },
            to: SchoolYear { start: 2027 },
        };
        let Moved { text, left } = move_years(text, turn, singly);
        (text, left)
    }

    #[test]
    fn a_school_year_moves_and_other_years_stay() {
        assert_eq!(
            moved_text("2026/2027 учебный год", false),
            ("2027/2028 учебный год".to_owned(), vec![])
        );
        assert_eq!(
            moved_text("на 2026 – 27 уч. год", false),
            ("на 2027 – 28 уч. год".to_owned(), vec![])
        );
        assert_eq!(
            moved_text("август 2026 г., 01.05.2027", true),
            ("август 2027 г., 01.05.2028".to_owned(), vec![])
        );
        assert_eq!(
            moved_text("август 2026 г.", false),
            ("август 2026 г.".to_owned(), vec!["2026".to_owned()])
        );
        assert_eq!(
            moved_text("приказ 12026 от 2022 г.", true),
            (
                "приказ 12026 от 2022 г.".to_owned(),
                vec!["2022".to_owned()]
            )
        );
        assert_eq!(moved_text("2025/2026", false).1, ["2025", "2026"]);
    }

    #[test]
    fn the_last_day_of_february_stays_in_it() {
        let day = NaiveDate::from_ymd_opt(2028, 2, 29).unwrap();
        assert_eq!(moved(day, 1), NaiveDate::from_ymd_opt(2029, 2, 28));
    }
}
