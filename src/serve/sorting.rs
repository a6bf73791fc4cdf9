//! Lists that are sorted by any of their heads, and the other way when a head is pressed again.

use maud::{Markup, html};

use super::ask::Ask;
use crate::russian::alphabetical;

/// By which column a list is sorted, as its address says.
pub(super) struct Sorting<'a> {
    ask: &'a Ask,
    column: usize,
    is_down: bool,
}

/// What a row is sorted by: rows that have it not come last.
pub(super) type Key = (usize, String);

impl<'a> Sorting<'a> {
    /// `usual` is the column of a list that was not asked for by any.
    pub(super) fn of(ask: &'a Ask, usual: usize) -> Self {
        Self {
            ask,
            column: ask.word("sort").parse().unwrap_or(usual),
            is_down: !ask.word("down").is_empty(),
        }
    }

    /// Sorts rows; `key` is what stands in a column.
    pub(super) fn sort<T>(&self, rows: &mut [T], key: impl Fn(&T, usize) -> Key) {
        rows.sort_by_cached_key(|row| key(row, self.column));
        if self.is_down {
            rows.reverse();
        }
    }

    /// Draws the head of a column; `kept` are the words of the address that stay.
    pub(super) fn head(&self, column: usize, head: &str, kept: &[&str]) -> Markup {
        let is_own = self.column == column;
        let order = is_own.then_some(if self.is_down {
            "descending"
        } else {
            "ascending"
        });
        let kept = kept.iter().filter(|word| !self.ask.word(word).is_empty());
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept.map(|word| (*word, self.ask.word(word))))
            .append_pair("sort", &column.to_string())
            .extend_pairs((is_own && !self.is_down).then_some(("down", "1")))
            .finish();
        html! {
            th scope="col" aria-sort=[order] {
                a href={ "?" (query) } { (head) @if is_own { span aria-hidden="true" { (if self.is_down { " ↓" } else { " ↑" }) } } }
            }
        }
    }
}

/// By the alphabet of people.
pub(super) fn by_words(text: &str) -> Key {
    (usize::from(text.trim().is_empty()), alphabetical(text))
}

/// By the day «01.09.2026».
pub(super) fn by_day(text: &str) -> Key {
    let mut parts: Vec<&str> = text.trim().split('.').collect();
    parts.reverse();
    (usize::from(text.trim().is_empty()), parts.concat())
}

/// By the number that a text begins with: «9-ОД» before «112-ОД», and words after numbers.
pub(super) fn by_number(text: &str) -> Key {
    let text = text.trim();
    let figures = text.chars().take_while(char::is_ascii_digit).count();
    let zeros = "0".repeat(12_usize.saturating_sub(figures));
    match (text.is_empty(), figures) {
        (true, _) => (2, String::new()),
        (false, 0) => (1, alphabetical(text)),
        (false, _) => (0, format!("{zeros}{}", alphabetical(text))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_numbers_and_names_are_sorted_as_people_do() {
        let sorted = |key: fn(&str) -> Key, mut texts: Vec<&'static str>| {
            texts.sort_by_cached_key(|text| key(text));
            texts
        };
        assert_eq!(
            sorted(by_day, vec!["", "01.10.2026", "15.03.2027", "28.08.2026"]),
            ["28.08.2026", "01.10.2026", "15.03.2027", ""]
        );
        assert_eq!(
            sorted(by_number, vec!["112-ОД", "9-ОД", "", "б/н"]),
            ["9-ОД", "112-ОД", "б/н", ""]
        );
        assert_eq!(
            sorted(by_words, vec!["Жук", "Ёлкин", "Ежов", ""]),
            ["Ежов", "Ёлкин", "Жук", ""]
        );
    }
}
