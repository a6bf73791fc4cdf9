//! Declension of names, posts and organisations. Every answer says whether the rules are sure; what
//! they cannot know is refused, not guessed. Nothing here knows of papers, projects or forms that a
//! user has written down himself.

mod answers;
mod case;
mod declined;
mod gender;
mod given;
mod letters;
mod name;
mod organization;
mod paradigm;
mod parts;
mod patronymic;
mod phrase;
mod post;
mod surname;
mod surnames;
mod verdict;

pub use case::{Case, Gender};
pub use declined::Declined;
pub use gender::{gender_of, is_given_first};
pub(crate) use given::is_first_name;
pub use name::{DeclinedName, decline_name};
pub use organization::{decline_organization, located};
pub(super) use patronymic::is_patronymic_mark;
pub(crate) use patronymic::{is_oblique_patronymic, is_patronymic};
pub use post::{capital_inside, decline_post};
pub(crate) use post::{is_oblique_post, is_unknown_post};
pub(super) use surname::is_plain_surname;
pub(crate) use surname::looks_like_surname;
pub use verdict::{Ambiguity, Doubt, Refusal};

use declined::by_gender;

/// What kind of text [`decline_part`] is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Surname,
    First,
    Patronymic,
    Post,
    Organization,
}

/// Declines one part of a name, a post or an organisation. Posts and organisations need no gender;
/// of a surname and a patronymic it is taken from the ending when `gender` is `None`.
///
/// # Errors
/// See [`Refusal`].
pub fn decline_part(part: Part, text: &str, gender: Option<Gender>) -> Result<Declined, Refusal> {
    match part {
        Part::Surname => {
            let text = letters::name_text(text)?;
            by_gender(gender.or_else(|| gender::of_surname(&text)), |gender| {
                surname::decline(&text, gender)
            })
        }
        Part::First => {
            let text = letters::name_text(text)?;
            by_gender(gender, |gender| Ok(given::decline(&text, gender)))
        }
        Part::Patronymic => {
            let text = letters::name_text(text)?;
            let own = gender::of_patronymic(&text);
            if let (Some(stated), Some(own)) = (gender, own)
                && stated != own
            {
                return Err(Refusal::StatedAgainstPatronymic {
                    stated,
                    patronymic: text,
                });
            }
            by_gender(gender.or(own), |gender| {
                Ok(patronymic::decline(&text, gender))
            })
        }
        Part::Post => decline_post(text),
        Part::Organization => decline_organization(text),
    }
}

#[cfg(test)]
mod tests;
