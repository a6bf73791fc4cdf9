//! The gold files; what comes beyond them, and any text at all.

mod names;
mod posts;

use super::*;
use crate::russian::PersonName;

const CASE_COLUMNS: usize = 6;

fn same(actual: &str, expected: &str) -> bool {
    let fold = |text: &str| text.to_lowercase().replace('ё', "е");
    expected
        .split('|')
        .any(|variant| fold(variant) == fold(actual))
}

const GOLD: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/data/names-gold.tsv"
));
const HAND: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/data/names-hand.tsv"
));
const POSITIONS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/data/positions.tsv"
));
const HEADS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/data/org-heads.tsv"
));

fn rows(table: &str) -> Vec<Vec<&str>> {
    table
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect()
}

/// The rows an answer is wrong in, as «got for wanted», with a mark if the rules were sure.
fn mistakes(declined: &Declined, expected: &[&str]) -> Option<String> {
    let wrong = Case::ALL
        .iter()
        .zip(expected)
        .find(|(case, form)| !same(declined.form(**case), form));
    let mark = if declined.doubt.is_none() {
        " (sure)"
    } else {
        ""
    };
    wrong.map(|(case, form)| format!("{} for {form}{mark}", declined.form(*case)))
}

fn gender(mark: &str) -> Option<Gender> {
    match mark {
        "м" => Some(Gender::Masculine),
        "ж" => Some(Gender::Feminine),
        _ => None,
    }
}

fn part(mark: &str) -> Part {
    match mark {
        "фамилия" => Part::Surname,
        "имя" => Part::First,
        _ => Part::Patronymic,
    }
}

#[test]
fn the_gold_names_are_declined_right() {
    let rows = rows(GOLD);
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            mistakes(
                &decline_part(part(row[0]), row[2], gender(row[1])).unwrap(),
                &row[2..],
            )
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_post_of_the_list_is_declined_right_and_surely() {
    for row in rows(POSITIONS) {
        let declined = decline_post(row[1]).unwrap();
        assert_eq!(mistakes(&declined, &row[1..]), None);
        assert_eq!(declined.doubt, None, "{}", row[1]);
    }
}

#[test]
fn every_head_of_an_organization_is_declined_right_and_surely() {
    for row in rows(HEADS) {
        let declined = decline_organization(row[0]).unwrap();
        assert_eq!(mistakes(&declined, &row[..CASE_COLUMNS]), None);
        assert_eq!(declined.doubt, None, "{}", row[0]);
    }
}

#[test]
fn the_hand_written_names_are_declined_right() {
    let mut wrong = Vec::new();
    for row in rows(HAND) {
        let declined = decline_part(part(row[0]), row[2], gender(row[1])).unwrap();
        let cases = [
            Case::Nominative,
            Case::Genitive,
            Case::Dative,
            Case::Instrumental,
        ];
        for (case, expected) in cases.into_iter().zip(&row[2..]) {
            if !same(declined.form(case), expected) {
                wrong.push(format!(
                    "{} for {expected}, doubt {:?}",
                    declined.form(case),
                    declined.doubt
                ));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Every string of up to three of these pieces, as every part, with every gender.
#[test]
fn no_text_makes_it_panic() {
    let pieces = [
        "",
        " ",
        "-",
        "'",
        ".",
        ",",
        "«",
        "(",
        "ь",
        "й",
        "А",
        "ец",
        "ся",
        "школа",
        "z7",
        "ё\u{301}",
        "Ӏ",
        "İ😀",
    ];
    let parts = [
        Part::Surname,
        Part::First,
        Part::Patronymic,
        Part::Post,
        Part::Organization,
    ];
    let count = pieces.len();
    for number in 0..count.pow(3) {
        let text = [
            number / count / count,
            number / count % count,
            number % count,
        ]
        .map(|at| pieces[at])
        .concat();
        for part in parts {
            for gender in [None, Some(Gender::Masculine), Some(Gender::Feminine)] {
                match decline_part(part, &text, gender) {
                    Ok(declined) => assert!(
                        Case::ALL
                            .iter()
                            .all(|case| !declined.form(*case).is_empty()),
                        "{text}"
                    ),
                    Err(refusal) => assert!(!refusal.text().is_empty()),
                }
            }
        }
        let name = PersonName {
            surname: text.clone(),
            given: text.clone(),
            patronymic: Some(text),
        };
        if let Ok(declined) = decline_name(&name, Some(Gender::Masculine)) {
            assert!(!declined.full(Case::Genitive).is_empty());
        }
    }
}

/// Thousands of hyphens, adjectives and open quotes: deep recursion would overflow the stack.
#[test]
fn a_very_long_text_is_answered() {
    for piece in ["учитель-", "старший ", "«", "а", "школа – "] {
        let text = piece.repeat(2_000);
        for part in [
            Part::Surname,
            Part::First,
            Part::Patronymic,
            Part::Post,
            Part::Organization,
        ] {
            let declined = decline_part(part, &text, Some(Gender::Masculine));
            assert!(
                declined.is_err() || declined.is_ok_and(|it| !it.form(Case::Genitive).is_empty())
            );
        }
    }
}
