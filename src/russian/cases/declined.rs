//! A text in the six cases, and how sure it is.

use super::case::{Case, Gender};
use super::letters;
use super::paradigm::Forms;
use super::verdict::{Ambiguity, Doubt, Refusal};

/// The six forms of a text; `doubt` is `None` if the rules are sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declined {
    pub(super) forms: Forms,
    pub doubt: Option<Doubt>,
}

impl Declined {
    pub fn form(&self, case: Case) -> &str {
        &self.forms[case as usize]
    }

    pub(super) fn sure(forms: Forms) -> Self {
        Self { forms, doubt: None }
    }

    pub(super) fn unchanged(text: &str) -> Self {
        Self::sure(std::array::from_fn(|_| text.to_owned()))
    }

    pub(super) fn doubted(mut self, doubt: Doubt) -> Self {
        self.doubt.get_or_insert(doubt);
        self
    }

    pub(super) fn doubted_by(self, doubt: Option<Doubt>) -> Self {
        match doubt {
            Some(doubt) => self.doubted(doubt),
            None => self,
        }
    }

    /// Keeps `self` and adds a doubt: `other` is in use too. The doubt shows both forms of the case
    /// in which they differ.
    pub(super) fn or(self, other: &Forms, case: Case, why: Ambiguity) -> Self {
        let doubt = Doubt::Either {
            why,
            chosen: self.form(case).to_owned(),
            other: other[case as usize].clone(),
        };
        self.doubted(doubt)
    }

    /// Keeps `self` and adds a doubt: the word is often left unchanged.
    pub(super) fn or_unchanged(self, why: Ambiguity) -> Self {
        let nominative = self.forms[0].clone();
        self.or(
            &std::array::from_fn(|_| nominative.clone()),
            Case::Genitive,
            why,
        )
    }

    pub(super) fn changes(&self) -> bool {
        self.forms.iter().any(|form| *form != self.forms[0])
    }

    /// Appends `self` to the forms of `head`; of two doubts the first is kept.
    pub(super) fn after(self, mut head: Self, separator: &str) -> Self {
        for (form, tail) in head.forms.iter_mut().zip(&self.forms) {
            form.push_str(separator);
            form.push_str(tail);
        }
        head.doubt = head.doubt.or(self.doubt);
        head
    }

    /// Gives forms in small letters the capitals of the word they were made from.
    pub(super) fn capitalized_like(self, model: &str) -> Self {
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

/// Declines by a known gender; without one, succeeds only if both genders give the same forms.
pub(super) fn by_gender(
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
