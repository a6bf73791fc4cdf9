//! Names that a person would give to the papers of a pairing, unlike each other.

use std::collections::BTreeMap;

use crate::disk::{file_name, name_key};
use crate::project::{MOST_SURNAMES, Pairing, Person};

/// «Петрова — Сидоров» for each pairing. Pairings that would be called the same get initials, and
/// if that does not help, the name of their file.
pub(super) fn of_pairings(pairings: &[Pairing]) -> Vec<String> {
    let short: Vec<String> = pairings
        .iter()
        .map(|p| p.sides(|person| person.name.surname.clone()))
        .collect();
    let long: Vec<String> = pairings
        .iter()
        .map(|p| p.sides(|person| person.name.short().replace('\u{A0}', " ")))
        .collect();
    let alike = |names: &[String]| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        names
            .iter()
            .for_each(|n| *counts.entry(name_key(&file_name(n))).or_default() += 1);
        counts
    };
    let (short_counts, long_counts) = (alike(&short), alike(&long));
    let unique = |counts: &BTreeMap<String, usize>, name: &str| {
        counts.get(&name_key(&file_name(name))) == Some(&1)
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

/// «Тихомиров — Белых» for one mentee of a pairing.
pub(super) fn of_mentee(pairing: &Pairing, mentee: &Person) -> String {
    let mentors = pairing
        .mentors
        .iter()
        .take(MOST_SURNAMES)
        .map(|p| p.value.name.surname.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    format!("{} — {mentors}", mentee.name.surname)
}

/// «Белых — Тихомиров» for one mentor and one mentee.
pub(super) fn of_two(mentor: &Person, mentee: &Person) -> String {
    format!("{} — {}", mentor.name.surname, mentee.name.surname)
}
