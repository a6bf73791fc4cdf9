//! School years and days that titles and cells name.

use chrono::{Datelike as _, NaiveDate};

use crate::edit;

/// The first month of a year that is one of the next school year's lists.
const FIRST_MONTH: u32 = 6;

/// Whether the name of a sheet or the titles of a table say that it is of another school year than
/// this one.
pub(super) fn is_of_another(sheet: &str, title: &str, own: (u32, u32)) -> bool {
    // A number at the end of the one is not the beginning of the other.
    let text = format!("{sheet}; {title}");
    let mut named = years(&text);
    named.extend(years_apart(&text));
    if !named.is_empty() {
        return !named.contains(&own);
    }
    let of_another =
        |years: &[u32]| !years.is_empty() && years.iter().all(|y| *y != own.0 && *y != own.1);
    let short = short_years(sheet);
    title.to_lowercase().contains("прошл")
        || sheet.to_lowercase().contains("прошл")
        || day_of(title).is_some_and(|day| day < (own.0, FIRST_MONTH))
        || !short.is_empty() && !short.contains(&own)
        || of_another(&lone_years(sheet))
        || of_another(&years_in_words(title))
}

/// Whether titles say of which year a table is.
pub(super) fn names_year(title: &str) -> bool {
    !years(title).is_empty()
        || !years_apart(title).is_empty()
        || !years_in_words(title).is_empty()
        || title.to_lowercase().contains("прошл")
}

/// Year and month of the day that a list is of: «на 01.09.2025», «по состоянию на 1 сентября 2025
/// г.», «Утверждено 02.09.2025».
fn day_of(title: &str) -> Option<(u32, u32)> {
    let words: Vec<&str> = title
        .split(|c: char| c.is_whitespace() || "()«»\"".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let follows = |word: &str| {
        let word = word.to_lowercase();
        word == "на" || word.starts_with("утвержд")
    };
    let day = |at: usize| {
        let one = words[at].trim_end_matches([',', ';', '.']);
        let three = words.get(at..at + 3).map(|words| words.join(" "));
        let read = |text: &str| edit::day(text)?.ok();
        read(one).or_else(|| read(&three?))
    };
    let at = words.iter().position(|word| follows(word))?;
    let day = words.get(at + 1).and_then(|_| day(at + 1))?;
    Some((u32::try_from(day.year()).ok()?, day.month()))
}

/// «Пары 2025 г.», «Наставники, 2025 год»: the years of a short title that says nothing else, so
/// no date, no number of an act.
fn years_in_words(title: &str) -> Vec<u32> {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let of_an_act = [
        "приказ",
        "положен",
        "утвержд",
        "соответств",
        "концепц",
        "письм",
        "закон",
        "№",
        " от ",
    ];
    if words.len() > 8 || of_an_act.iter().any(|word| lower.contains(word)) {
        return Vec::new();
    }
    let years = words.windows(2).filter_map(|pair| {
        let is_year = matches!(
            pair[1].trim_end_matches([',', ')', ';']),
            "г" | "г." | "год" | "года" | "году"
        );
        let number = pair[0].trim_start_matches('(');
        let is_number = number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit());
        (is_year && is_number).then(|| number.parse().ok())?
    });
    years.filter(|y| (1990..2200).contains(y)).collect()
}

/// The last day of a term: «01.09.2025 – 31.05.2026», «31.05.2026».
pub(in crate::workbook) fn last_day(text: &str) -> Option<NaiveDate> {
    match edit::span(text) {
        Some(span) => span.ok().map(|(_, to)| to),
        None => edit::day(text)?.ok(),
    }
}

/// School years that a text names: «2026-2027», «2026/27».
pub(in crate::workbook) fn years(text: &str) -> Vec<(u32, u32)> {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let number = |at: usize, length: usize| -> Option<u32> {
        let digits = letters.get(at..at + length)?;
        let is_number = digits.iter().all(char::is_ascii_digit);
        let ends = letters.get(at + length).is_none_or(|c| !c.is_ascii_digit());
        (is_number && ends).then(|| digits.iter().collect::<String>().parse().ok())?
    };
    let mut out = Vec::new();
    for at in 0..letters.len() {
        let begins = at == 0 || !letters[at - 1].is_ascii_digit();
        let Some(first) = number(at, 4).filter(|y| begins && (1990..2200).contains(y)) else {
            continue;
        };
        if !letters.get(at + 4).is_some_and(|c| "-–—/".contains(*c)) {
            continue;
        }
        let second = number(at + 5, 4).or_else(|| number(at + 5, 2).map(|y| first / 100 * 100 + y));
        if second == Some(first + 1) {
            out.push((first, first + 1));
        }
    }
    out
}

/// School years that a text names in other ways: «2025 2026», «25/26 уч. г.».
fn years_apart(text: &str) -> Vec<(u32, u32)> {
    let lower = text.to_lowercase();
    let mut numbers = Vec::new();
    let mut at = 0;
    for part in lower.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        if !digits.is_empty() {
            numbers.push((at, digits));
        }
        at += part.len();
    }
    let pairs = numbers.windows(2).filter_map(|pair| {
        let [(first_at, first), (second_at, second)] = pair else {
            return None;
        };
        let between = &lower[first_at + first.len()..*second_at];
        let after = lower[second_at + second.len()..].trim_start();
        let (from, to): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
        let is_next = to == from + 1;
        let is_long = first.len() == 4 && second.len() == 4 && matches!(between, "_" | " ");
        let is_short = first.len() == 2
            && second.len() == 2
            && matches!(between, "/" | "-" | "–")
            && after.starts_with("уч");
        let century = if is_short { 2000 } else { 0 };
        (is_next && (is_long || is_short)).then_some((from + century, to + century))
    });
    pairs.collect()
}

/// «25-26» in the name of a sheet.
fn short_years(text: &str) -> Vec<(u32, u32)> {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
    let pairs = numbers
        .windows(2)
        .filter(|pair| pair.iter().all(|n| n.len() == 2));
    let years = pairs.filter_map(|pair| {
        let (first, second): (u32, u32) = (pair[0].parse().ok()?, pair[1].parse().ok()?);
        (second == first + 1).then_some((2000 + first, 2000 + second))
    });
    years.collect()
}

fn lone_years(text: &str) -> Vec<u32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let years = numbers
        .filter(|n| n.len() == 4)
        .filter_map(|n| n.parse().ok());
    years.filter(|y| (1990..2200).contains(y)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn school_years_are_two_years_running() {
        assert_eq!(years("Пары на 2026-2027 учебный год"), [(2026, 2027)]);
        assert_eq!(years("2025/26 и 2026 – 2027"), [(2025, 2026), (2026, 2027)]);
        assert!(years("приказ 12-2026, тел. 8-900-2026-2027").len() <= 1);
        assert!(years("01.09.2026-31.05.2027").is_empty());
        assert_eq!(short_years("25-26 уч. год"), [(2025, 2026)]);
        for title in [
            "Список пар на 01.09.2025 г.",
            "Пары (на 1 сентября 2025 года)",
            "Утверждено 02.09.2025",
        ] {
            assert_eq!(day_of(title), Some((2025, 9)), "{title}");
        }
        assert_eq!(day_of("к положению от 25.04.2022, на год"), None);
        for text in ["Пары 2025_2026", "2025 2026", "Наставники (25/26 уч.г.)"] {
            assert_eq!(years_apart(text), [(2025, 2026)], "{text}");
        }
        for title in ["Пары 2025 г.", "Наставники (2025 год)"] {
            assert_eq!(years_in_words(title), [2025], "{title}");
        }
        assert!(years_in_words("Приложение к приказу от 25.04.2022 г., 2022 год").is_empty());
        assert!(is_of_another("Лист1", "2025/2026", (2026, 2027)));
        assert!(!is_of_another("Лист1", "2026/2027", (2026, 2027)));
        assert!(!is_of_another(
            "Пары",
            "Приложение к Положению 2022 г.",
            (2026, 2027)
        ));
        assert!(years_apart("01.09.2025-31.05.2026, приказ 25/26").is_empty());
        assert!(short_years("Пары 2026").is_empty() && short_years("корпус 1-2").is_empty());
    }
}
