//! A person's whole name in the six cases, in full and with initials.

use super::answers::Answers;
use super::declined::by_gender;
use super::letters::{self, is_initials};
use super::{Case, Declined, Doubt, Gender, Refusal, gender, given, patronymic, surname};
use crate::russian::PersonName;
use crate::russian::names::unbreakable;

const NO_BREAK_SPACE: char = '\u{A0}';

/// A name with each part declined. Initials stay as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclinedName {
    pub surname: Declined,
    pub given: Declined,
    pub patronymic: Option<Declined>,
    initials: String,
}

impl DeclinedName {
    /// «Гордееву Татьяну Михайловну»; a name given with initials comes as [`Self::short`].
    pub fn full(&self, case: Case) -> String {
        if self.given.form(case).ends_with('.') {
            let surname = self.surname.form(case);
            return format!("{surname}{NO_BREAK_SPACE}{}", self.initials);
        }
        let parts: Vec<&str> = self.parts().map(|part| part.form(case)).collect();
        parts.join(" ")
    }

    fn parts(&self) -> impl Iterator<Item = &Declined> {
        [&self.surname, &self.given]
            .into_iter()
            .chain(&self.patronymic)
    }

    /// «Гордееву Т.М.», unbreakable.
    pub fn short(&self, case: Case) -> String {
        unbreakable(&format!("{} {}", self.surname.form(case), self.initials))
    }

    /// «Т.М. Гордееву», unbreakable.
    pub fn short_reversed(&self, case: Case) -> String {
        unbreakable(&format!("{} {}", self.initials, self.surname.form(case)))
    }

    /// What the user should look at, part by part.
    pub fn doubts(&self) -> Vec<&Doubt> {
        self.parts()
            .filter_map(|part| part.doubt.as_ref())
            .collect()
    }
}

/// Declines a name. A stated gender wins over the surname, but may not contradict the patronymic.
/// Without one, [`gender::gender_of`] decides; if it cannot, a name that declines alike for both is
/// still declined.
///
/// # Errors
/// See [`Refusal`].
pub fn decline_name(name: &PersonName, gender: Option<Gender>) -> Result<DeclinedName, Refusal> {
    type Question = (PersonName, Option<Gender>);
    static KNOWN: Answers<Question, Result<DeclinedName, Refusal>> = Answers::new();
    KNOWN.to((name.clone(), gender), |(name, gender)| {
        declined(name, *gender).map_err(|refusal| match refusal {
            // Of a name in this order the gender is not the question.
            Refusal::UnknownGender if gender::is_given_first(name) => Refusal::GivenFirst,
            refusal => refusal,
        })
    })
}

fn declined(name: &PersonName, gender: Option<Gender>) -> Result<DeclinedName, Refusal> {
    let surname = letters::name_text(&name.surname)?;
    let given = letters::name_text(&name.given)?;
    let patronymic = name
        .patronymic
        .as_deref()
        .map(letters::name_text)
        .transpose()?;
    let gender = match gender {
        Some(stated) => Some(not_against(stated, patronymic.as_deref())?),
        None => known_gender(name)?,
    };
    let patronymic = match patronymic {
        Some(text) if is_initials(&text) => Some(Declined::unchanged(&text)),
        Some(text) => Some(by_gender(gender, |gender| {
            Ok(patronymic::decline(&text, gender))
        })?),
        None => None,
    };
    Ok(DeclinedName {
        surname: by_gender(gender, |gender| surname::decline(&surname, gender))?,
        given: by_gender(gender, |gender| Ok(given::decline(&given, gender)))?
            .doubted_by(gender::is_given_first(name).then_some(Doubt::GivenFirst))
            .doubted_by(several_names(name)),
        patronymic,
        initials: name.initials(),
    })
}

fn not_against(stated: Gender, patronymic: Option<&str>) -> Result<Gender, Refusal> {
    match patronymic {
        Some(text) if gender::of_patronymic(text).is_some_and(|own| own != stated) => {
            Err(Refusal::StatedAgainstPatronymic {
                stated,
                patronymic: text.to_owned(),
            })
        }
        _ => Ok(stated),
    }
}

fn known_gender(name: &PersonName) -> Result<Option<Gender>, Refusal> {
    match gender::gender_of(name) {
        Ok(gender) => Ok(Some(gender)),
        Err(Refusal::UnknownGender) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// Words between surname and patronymic may belong to either: the initials show how they were
/// taken.
fn several_names(name: &PersonName) -> Option<Doubt> {
    name.given.contains(' ').then(|| Doubt::SeveralNames {
        names: name.given.clone(),
        short: name.short().replace(NO_BREAK_SPACE, " "),
    })
}
