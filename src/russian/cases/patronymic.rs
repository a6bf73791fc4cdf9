//! Patronymics: Russian ones change, Turkic ones of «оглы», «кызы», «уулу», «улы» do not.

use super::letters::{Word, is_initials};
use super::paradigm::{Stress, masculine, noun_in_a};
use super::parts::{last_part, parts};
use super::{Declined, Doubt, Gender};

const SONS: &[&str] = &[
    "оглы", "оглу", "угли", "угил", "уулу", "улы", "ұлы", "углы", "огли", "уғли", "ўғли",
];
const DAUGHTERS: &[&str] = &[
    "кызы",
    "қызы",
    "кизи",
    "кызи",
    "гызы",
    "къызы",
    "қизи",
    "кизы",
];
/// Patronymics with the stress on the ending.
const STRESSED: &str = "ильич лукич фомич кузьмич кузмич";

/// The gender that the last word of a patronymic tells.
pub(super) fn gender_of(text: &str) -> Option<Gender> {
    let word = last_part(text);
    if word.ends(&["ич", "ыч"]) || word.ends(SONS) {
        Some(Gender::Masculine)
    } else if word.ends(&["вна", "чна", "шна"]) || word.ends(DAUGHTERS) {
        Some(Gender::Feminine)
    } else {
        None
    }
}

/// Whether a word is clearly a patronymic in the nominative: «Петровна», «Ильич».
pub(crate) fn is_patronymic(text: &str) -> bool {
    Word::new(text).ends(&[
        "ович",
        "евич",
        "ьич",
        "мич",
        "кич",
        "тич",
        "ввич",
        "ыч",
        "овна",
        "евна",
        "ична",
        "инична",
    ]) || is_patronymic_mark(last_part(text).lower.as_str())
}

/// Whether a word is clearly a patronymic in another case: «Ивановне», «Ильича».
pub(crate) fn is_oblique_patronymic(text: &str) -> bool {
    let word = Word::new(text);
    let lower = &word.plain;
    let cut = |endings: &[&str]| {
        let ending = endings.iter().find(|ending| lower.ends_with(**ending))?;
        lower.strip_suffix(ending)
    };
    let is_stem = |stem: &str, ends: &[&str]| ends.iter().any(|end| stem.ends_with(end));
    let of_daughter = cut(&["ной", "ною", "ны", "не", "ну"]);
    let of_son = cut(&["ем", "ом", "а", "у", "е"]);
    of_daughter.is_some_and(|stem| is_stem(stem, &["ов", "ев", "ич", "иш"]))
        || of_son.is_some_and(|stem| {
            is_stem(
                stem,
                &["ович", "евич", "ьич", "мич", "кич", "тич", "ввич", "ыч"],
            )
        })
}

/// Whether a word is «оглы», «кызы» or the like.
pub(crate) fn is_patronymic_mark(text: &str) -> bool {
    let lower = text.to_lowercase();
    SONS.contains(&lower.as_str()) || DAUGHTERS.contains(&lower.as_str())
}

/// Declines a patronymic; initials stay. Of two words or parts only a Russian last one changes:
/// «Кара-ооловича».
pub(super) fn decline(text: &str, gender: Gender) -> Declined {
    let parts = parts(text);
    let Some((_, last)) = parts.last() else {
        return Declined::unchanged(text);
    };
    let word = Word::new(last);
    if word.ends(SONS) || word.ends(DAUGHTERS) {
        return turkic(text, &parts);
    }
    if is_initials(last) {
        return Declined::unchanged(text);
    }
    let head = text.strip_suffix(last).unwrap_or_default();
    // «Петровна-Сергеевна»: nobody has two.
    if parts.len() > 1 && is_patronymic(parts[0].1) {
        return Declined::unchanged(text).doubted(Doubt::OddPatronymic {
            word: text.to_owned(),
        });
    }
    single(last, gender).after(Declined::unchanged(head), "")
}

/// «Гасан оглы» stays; «Гасанович оглы» changes in its first word.
fn turkic(text: &str, parts: &[(&str, &str)]) -> Declined {
    match parts {
        [(_, first), (separator, second)]
            if Word::new(first).ends(&["ович", "евич", "овна", "евна"]) =>
        {
            let gender = gender_of(first).unwrap_or(Gender::Masculine);
            Declined::unchanged(second).after(single(first, gender), separator)
        }
        _ => Declined::unchanged(text),
    }
}

fn single(text: &str, gender: Gender) -> Declined {
    let word = Word::new(text);
    let declined = match gender {
        Gender::Masculine if word.is_one_of(STRESSED) => {
            Declined::sure(masculine(&word, Stress::Ending))
        }
        Gender::Masculine if word.ends(&["ич", "ыч"]) => {
            Declined::sure(masculine(&word, Stress::Stem))
        }
        Gender::Feminine if word.ends(&["вна", "чна", "шна"]) => {
            Declined::sure(noun_in_a(&word, Stress::Stem))
        }
        _ => Declined::unchanged(&word.lower).doubted(Doubt::OddPatronymic {
            word: word.lower.clone(),
        }),
    };
    declined.capitalized_like(text)
}
