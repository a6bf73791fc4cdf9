//! Declension: names of people, posts and organisations in the six cases. Every answer says whether
//! the rules are sure; where they cannot know, there is a refusal and no guess. It knows nothing of
//! papers, projects and the forms a user has written down himself.

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
mod verdict;

pub use gender::{gender_of, is_given_first};
pub(super) use gender::{is_plain_surname, looks_like_surname};
pub use name::{DeclinedName, decline_name};
pub use organization::{decline_organization, located};
pub(super) use patronymic::{is_mark as is_patronymic_mark, is_patronymic};
pub use post::{capital_inside, decline_post};
pub use verdict::{Ambiguity, Doubt, Refusal};

use paradigm::Forms;

/// The six cases in the order of the school grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Case {
    Nominative,
    Genitive,
    Dative,
    Accusative,
    Instrumental,
    Prepositional,
}

impl Case {
    pub const ALL: [Self; 6] = [
        Self::Nominative,
        Self::Genitive,
        Self::Dative,
        Self::Accusative,
        Self::Instrumental,
        Self::Prepositional,
    ];

    /// The name of the case as a key of a project file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Nominative => "nominative",
            Self::Genitive => "genitive",
            Self::Dative => "dative",
            Self::Accusative => "accusative",
            Self::Instrumental => "instrumental",
            Self::Prepositional => "prepositional",
        }
    }

    /// «родительный».
    pub fn name(self) -> &'static str {
        match self {
            Self::Nominative => "именительный",
            Self::Genitive => "родительный",
            Self::Dative => "дательный",
            Self::Accusative => "винительный",
            Self::Instrumental => "творительный",
            Self::Prepositional => "предложный",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    Masculine,
    Feminine,
}

/// What a text is, for [`decline_part`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Surname,
    First,
    Patronymic,
    Post,
    Organization,
}

/// Six forms; `doubt` is `None` when the rules are sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declined {
    forms: Forms,
    pub doubt: Option<Doubt>,
}

impl Declined {
    pub fn form(&self, case: Case) -> &str {
        &self.forms[case as usize]
    }

    fn sure(forms: Forms) -> Self {
        Self { forms, doubt: None }
    }

    fn unchanged(text: &str) -> Self {
        Self::sure(std::array::from_fn(|_| text.to_owned()))
    }

    fn doubted(mut self, doubt: Doubt) -> Self {
        self.doubt.get_or_insert(doubt);
        self
    }

    fn doubted_by(self, doubt: Option<Doubt>) -> Self {
        match doubt {
            Some(doubt) => self.doubted(doubt),
            None => self,
        }
    }

    /// Two ways are in use; `self` is the one preferred, and the doubt shows both in the case where
    /// they differ.
    fn or(self, other: &Forms, case: Case, why: Ambiguity) -> Self {
        let doubt = Doubt::Either {
            why,
            chosen: self.form(case).to_owned(),
            other: other[case as usize].clone(),
        };
        self.doubted(doubt)
    }

    /// `self` is preferred, but the word is often left as it is.
    fn or_unchanged(self, why: Ambiguity) -> Self {
        let nominative = self.forms[0].clone();
        self.or(
            &std::array::from_fn(|_| nominative.clone()),
            Case::Genitive,
            why,
        )
    }

    fn changes(&self) -> bool {
        self.forms.iter().any(|form| *form != self.forms[0])
    }

    /// Sets `self` after what stands in `head`; the first doubt stays.
    fn after(self, mut head: Self, separator: &str) -> Self {
        for (form, tail) in head.forms.iter_mut().zip(&self.forms) {
            form.push_str(separator);
            form.push_str(tail);
        }
        head.doubt = head.doubt.or(self.doubt);
        head
    }

    /// Gives forms made in small letters the capitals of the word they were made from.
    fn capitalized_like(self, model: &str) -> Self {
        let doubt = self
            .doubt
            .map(|doubt| doubt.map_words(|word| letters::capitalize_like(word, model)));
        Self {
            forms: self
                .forms
                .map(|form| letters::capitalize_like(&form, model)),
            doubt,
        }
    }
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

/// Declines with the gender given; without one the answer stands only if both genders agree on it.
fn by_gender(
    gender: Option<Gender>,
    decline: impl Fn(Gender) -> Result<Declined, Refusal>,
) -> Result<Declined, Refusal> {
    if let Some(gender) = gender {
        return decline(gender);
    }
    let masculine = decline(Gender::Masculine)?;
    let feminine = decline(Gender::Feminine)?;
    if masculine.forms != feminine.forms {
        return Err(Refusal::UnknownGender);
    }
    Ok(Declined {
        doubt: masculine.doubt.or(feminine.doubt),
        ..masculine
    })
}

#[cfg(test)]
mod tests;
