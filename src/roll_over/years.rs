//! Years within a text.

use chrono::{Datelike as _, NaiveDate};

use super::standing::{Why, standing};
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
    /// Dates that stand in every year.
    pub standing: Vec<(String, Why)>,
}

/// Moves the old school year («2026/2027», «2026–27»); with `singly` also each of its two years
/// that stands alone.
pub(super) fn move_years(text: &str, turn: Turn, singly: bool) -> Moved {
    let old = [turn.from.start, turn.from.start + 1];
    let mut out = Moved {
        text: String::with_capacity(text.len()),
        left: Vec::new(),
        standing: Vec::new(),
    };
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let digits = digits(rest);
        if let Some(end) = short_date(rest, before) {
            let (date, year) = (&rest[..end], &rest[end - 2..end]);
            let known = old.iter().find(|known| ends(year) == Some(**known % 100));
            let at = text.len() - rest.len() + end;
            let stands = standing(text, at - 2..at).filter(|_| known.is_some() && singly);
            if let Some((date_there, why)) = stands {
                out.standing.push((text[date_there].to_owned(), why));
                out.text += date;
            } else if known.is_some() && singly {
                let moved = ends(year).map_or(0, |year| (year + turn.years()) % 100);
                out.text += &format!("{}{moved:02}", &date[..end - 2]);
            } else {
                out.left.extend(known.map(|_| date.to_owned()));
                out.text += date;
            }
            before = date.chars().next_back();
            rest = &rest[end..];
            continue;
        }
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
                let at = text.len() - rest.len();
                if let Some((date, why)) = standing(text, at..at + 4) {
                    out.standing.push((text[date].to_owned(), why));
                    out.text += digits;
                } else {
                    out.text += &(year + turn.years()).to_string();
                }
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

/// The end of a date with a year of two figures at the beginning of a text: «8.09.26».
fn short_date(text: &str, before: Option<char>) -> Option<usize> {
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.') {
        return None;
    }
    let day = digits(text);
    let month = digits(text.get(day.len()..)?.strip_prefix('.')?);
    let end = day.len() + 1 + month.len();
    let year = digits(text.get(end..)?.strip_prefix('.')?);
    let fits = |part: &str, most: u32| {
        matches!(part.len(), 1 | 2) && part.parse().is_ok_and(|n: u32| (1..=most).contains(&n))
    };
    // A number of a clause is longer: «3.1.26.4».
    let after = text.get(end + 3..)?;
    let goes_on = after
        .strip_prefix('.')
        .is_some_and(|it| !digits(it).is_empty());
    let is_date = fits(day, 31) && fits(month, 12) && year.len() == 2 && !goes_on;
    is_date.then_some(end + 3)
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
        let Moved { text, left, .. } = move_years(text, turn, singly);
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
        assert_eq!(
            moved_text("с 8.09.26 по 31.05.27", true),
            ("с 8.09.27 по 31.05.28".to_owned(), vec![])
        );
        assert_eq!(
            moved_text("с 8.09.26, п. 3.1.26.4", false),
            (
                "с 8.09.26, п. 3.1.26.4".to_owned(),
                vec!["8.09.26".to_owned()]
            )
        );
    }

    #[test]
    fn the_last_day_of_february_stays_in_it() {
        let day = NaiveDate::from_ymd_opt(2028, 2, 29).unwrap();
        assert_eq!(moved(day, 1), NaiveDate::from_ymd_opt(2029, 2, 28));
    }
}
