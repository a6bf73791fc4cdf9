//! Whether a name is a man's or a woman's, by the patronymic, else by the surname, else by a first
//! name that only men or only women have.

use super::letters::{self, Word, is_initials};
use super::parts::parts;
use super::surname::{Family, family};
use super::{Gender, Refusal, given, patronymic};
use crate::russian::PersonName;

/// The gender of a name by its patronymic, else by its surname and its first name.
///
/// # Errors
/// If none tells ([`Refusal::UnknownGender`]), if they contradict each other, or if there are
/// letters that are not Russian.
pub fn gender_of(name: &PersonName) -> Result<Gender, Refusal> {
    let surname = letters::name_text(&name.surname)?;
    let patronymic = name
        .patronymic
        .as_deref()
        .map(letters::name_text)
        .transpose()?;
    let by_patronymic = patronymic.as_deref().and_then(of_patronymic);
    let by_given = letters::name_text(&name.given)
        .ok()
        .and_then(|given| given::gender_of(&given));
    let differ = |one: Option<Gender>, other: Option<Gender>| {
        one.is_some_and(|one| other.is_some_and(|other| one != other))
    };
    let by_surname = certain_of_surname(&surname);
    if differ(by_patronymic, by_surname) {
        return Err(Refusal::SurnameAgainstPatronymic {
            surname,
            patronymic: patronymic.unwrap_or_default(),
        });
    }
    let given = name.given.clone();
    if differ(by_patronymic, by_given) {
        return Err(Refusal::GivenAgainstPatronymic {
            given,
            patronymic: patronymic.unwrap_or_default(),
        });
    }
    if differ(by_given, by_surname) {
        return Err(Refusal::SurnameAgainstGiven { surname, given });
    }
    by_patronymic
        .or(by_given)
        .or_else(|| of_surname(&surname))
        .ok_or(Refusal::UnknownGender)
}

/// Whether the first name stands before the surname: «Илья Андреевич Романов», «Илья Романов».
pub fn is_given_first(name: &PersonName) -> bool {
    if name.patronymic.is_none() {
        return given::is_first_name(&name.surname) && !is_given(&name.given);
    }
    let tells = |text: &str| {
        letters::name_text(text)
            .ok()
            .is_some_and(|text| of_patronymic(&text).is_some())
    };
    name.patronymic.as_deref().is_some_and(|last| !tells(last)) && tells(&name.given)
}

/// Whether a word may be taken for a first name: one that is known, initials, or several names.
fn is_given(text: &str) -> bool {
    is_initials(text) || text.contains([' ', '-']) || given::is_first_name(text)
}

pub(super) fn of_patronymic(text: &str) -> Option<Gender> {
    if is_initials(text) {
        None
    } else {
        patronymic::gender_of(text)
    }
}

/// The gender that a surname suggests; of a double one, the last part that suggests any.
pub(super) fn of_surname(text: &str) -> Option<Gender> {
    families(text).find_map(|family| match family {
        Family::Possessive(gender) | Family::Relational(gender) | Family::Adjective(gender) => {
            Some(gender)
        }
        Family::Other => None,
    })
}

/// The gender that a surname proves: a patronymic of the other gender contradicts it.
fn certain_of_surname(text: &str) -> Option<Gender> {
    families(text).find_map(|family| match family {
        Family::Possessive(gender) | Family::Relational(gender) => Some(gender),
        Family::Adjective(_) | Family::Other => None,
    })
}

fn families(text: &str) -> impl Iterator<Item = Family> {
    parts(text)
        .into_iter()
        .rev()
        .map(|(_, part)| family(&Word::new(part)))
}
