//! Names that a person would give to the files, legal on Windows and unlike each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::problem::Placed;
use crate::project::{Pairing, Person, is_device_name};

/// Letters of a file name before its ending. With the folder the whole path must stay under
/// Windows' 260.
const LONGEST: usize = 120;
/// Surnames named on one side of a group; the others are counted.
const MOST_SURNAMES: usize = 3;

/// «Петрова — Сидоров» for each pairing. Pairings that would be called the same get initials, and
/// if that does not help, the name of their file.
pub(super) fn of_pairings(pairings: &[Pairing]) -> Vec<String> {
    let short: Vec<String> = pairings
        .iter()
        .map(|p| sides(p, |person| person.name.surname.clone()))
        .collect();
    let long: Vec<String> = pairings
        .iter()
        .map(|p| sides(p, |person| person.name.short().replace('\u{A0}', " ")))
        .collect();
    let alike = |names: &[String]| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        names
            .iter()
            .for_each(|n| *counts.entry(key(&file_name(n))).or_default() += 1);
        counts
    };
    let (short_counts, long_counts) = (alike(&short), alike(&long));
    let unique = |counts: &BTreeMap<String, usize>, name: &str| {
        counts.get(&key(&file_name(name))) == Some(&1)
    };
    (0..pairings.len())
        .map(|i| {
            if unique(&short_counts, &short[i]) {
                short[i].clone()
            } else if unique(&long_counts, &long[i]) {
                long[i].clone()
            } else {
                format!("{} ({})", short[i], pairings[i].stem)
            }
        })
        .collect()
}

/// «Белых — Тихомиров» for one mentor of a pairing.
pub(super) fn of_mentor(pairing: &Pairing, mentor: &Person) -> String {
    let mentees = pairing
        .mentees
        .iter()
        .take(MOST_SURNAMES)
        .map(|p| p.value.name.surname.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    format!("{} — {mentees}", mentor.name.surname)
}

fn sides(pairing: &Pairing, name: impl Fn(&Person) -> String) -> String {
    let side = |people: &[Placed<Arc<Person>>]| {
        let mut out = people
            .iter()
            .take(MOST_SURNAMES)
            .map(|p| name(&p.value))
            .collect::<Vec<_>>()
            .join(", ");
        if people.len() > MOST_SURNAMES {
            out.push_str(&format!(" и ещё {}", people.len() - MOST_SURNAMES));
        }
        out
    };
    format!("{} — {}", side(&pairing.mentors), side(&pairing.mentees))
}

/// File names as Windows tells them apart.
pub(super) fn key(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

/// Text → file name without ending: characters that Windows does not take become spaces, names of
/// its devices get a mark.
pub(super) fn file_name(text: &str) -> String {
    let plain = |c: char| {
        if c.is_control() || r#"<>:"/\|?*"#.contains(c) {
            ' '
        } else {
            c
        }
    };
    let cleaned: String = text.nfc().map(plain).collect();
    let mut name = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() > LONGEST {
        // The end tells pairings of one file apart: it stays.
        let letters: Vec<char> = name.chars().collect();
        let (head, tail) = (LONGEST * 2 / 3, LONGEST / 3 - 1);
        name = letters[..head].iter().collect::<String>()
            + "…"
            + &letters[letters.len() - tail..].iter().collect::<String>();
    }
    let name = name.trim_end_matches(['.', ' ']).trim_start();
    if is_device_name(name) || name.is_empty() {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_legal_on_windows() {
        assert_eq!(
            file_name("Программа. Петрова — Сидоров"),
            "Программа. Петрова — Сидоров"
        );
        assert_eq!(file_name("../../x: \"а\"|б?*"), ".. .. x а б");
        assert_eq!(file_name("точка. "), "точка");
        assert_eq!(file_name("aux.pdf"), "aux.pdf_");
        assert_eq!(file_name("\u{7}"), "_");
        assert!(file_name(&"ж".repeat(500)).chars().count() <= LONGEST);
    }
}
