//! Orders in the cells of a list: numbers that are one order's in two spellings, letters of another
//! alphabet, a disposition in the place of an order.

use std::collections::BTreeMap;

use super::reading::Reading;
use crate::edit::{self, Cell, Row};
use crate::problem::{Code, Problem};
use crate::reader::clean;

/// Asks of numbers of one day that are told apart by nothing but a sign between figures and letters:
/// «121ОД» beside «121-ОД».
pub(super) fn ask_of_spellings(rows: &[Row], it: &mut Reading<'_>) {
    let mut known: BTreeMap<(String, String), String> = BTreeMap::new();
    for row in rows {
        let (Some(number), Some(date)) = (row.cell("basis.number"), row.text("basis.date")) else {
            continue;
        };
        let text = clean(&number.value.shown());
        if text.is_empty() {
            continue;
        }
        let own = (folded(&text), date);
        let first = known.entry(own).or_insert_with(|| text.clone());
        if *first == text || it.is_written(number) {
            continue;
        }
        let message = format!(
            "«{}»: номер «{text}» и номер «{first}» того же дня: это один приказ?",
            number.head()
        );
        let problem = Problem::new(Code::UnclearCell, message)
            .hint("если приказ один, впишите его номер везде одинаково");
        it.out.report_at(problem, &number.at, &text);
    }
}

/// A number without the signs between its figures and letters.
fn folded(number: &str) -> String {
    let letters: Vec<char> = number.to_lowercase().chars().collect();
    let is_sign = |c: char| !c.is_alphanumeric();
    let mut out = String::new();
    for (at, c) in letters.iter().enumerate() {
        let before = letters[..at].iter().rev().find(|c| !is_sign(**c));
        let after = letters[at + 1..].iter().find(|c| !is_sign(**c));
        let parts = match (before, after) {
            (Some(before), Some(after)) => before.is_alphabetic() != after.is_alphabetic(),
            _ => true,
        };
        if !(is_sign(*c) && parts) {
            out.push(*c);
        }
    }
    out
}

/// What is lacking in a cell in which a day of an order stands and nothing else has figures.
pub(super) fn lacks_number(text: &str) -> bool {
    let has_figure = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
    let is_day = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        matches!(edit::day(word), Some(Ok(_)))
    };
    let mut figures = text.split_whitespace().filter(has_figure);
    figures.next().is_some_and(is_day) && figures.next().is_none()
}

/// Tells of a number in Latin letters, and of an act that is no order.
pub(super) fn tell_of_words(cell: &Cell, number: &str, text: &str, it: &mut Reading<'_>) {
    if it.is_written(cell) {
        return;
    }
    let latin: String = number.chars().filter(char::is_ascii_alphabetic).collect();
    if !latin.is_empty() {
        let message = format!("в номере приказа «{number}» латинские буквы «{latin}»");
        let problem = Problem::new(Code::NearWord, message)
            .hint("если в самом приказе они русские, наберите номер заново");
        it.out.report_at(problem, &cell.at, text);
    }
    if text.to_lowercase().contains("распоряж") {
        let problem = Problem::new(
            Code::LeftOut,
            "здесь распоряжение, а в документах основание будет названо приказом",
        );
        it.out.report_at(
            problem
                .hint("если это не одно и то же, впишите основание словами в столбец «Основание»"),
            &cell.at,
            text,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_number_are_alike() {
        for number in ["121-ОД", "121ОД", "121 - од", "121/ОД", "121–ОД"] {
            assert_eq!(folded(number), "121од", "{number}");
        }
        for (first, second) in [("12-1", "121"), ("121-ОД", "121-К"), ("1/21", "12/1")] {
            assert_ne!(folded(first), folded(second), "{first} {second}");
        }
        assert!(lacks_number("от 08.09.2026") && lacks_number("б/н от 08.09.2026 г."));
        assert!(!lacks_number("№ 121 от 08.09.2026") && !lacks_number("№ 121-ОД"));
    }
}
