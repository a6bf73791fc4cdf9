//! An answer: a text in the six cases.

use super::case::{Case, Gender};
use super::letters;
use super::paradigm::Forms;
use super::verdict::{Ambiguity, Doubt, Refusal};

/// Six forms; `doubt` is `None` when the rules are sure.
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

    /// Two ways are in use; `self` is the one preferred, and the doubt shows both in the case where
    /// they differ.
    pub(super) fn or(self, other: &Forms, case: Case, why: Ambiguity) -> Self {
        let doubt = Doubt::Either {
            why,
            chosen: self.form(case).to_owned(),
            other: other[case as usize].clone(),
        };
        self.doubted(doubt)
    }

    /// `self` is preferred, but the word is often left as it is.
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

    /// Sets `self` after what stands in `head`; the first doubt stays.
    pub(super) fn after(self, mut head: Self, separator: &str) -> Self {
        for (form, tail) in head.forms.iter_mut().zip(&self.forms) {
            form.push_str(separator);
            form.push_str(tail);
        }
        head.doubt = head.doubt.or(self.doubt);
        head
    }

    /// Gives forms made in small letters the capitals of the word they were made from.
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

/// Declines with the gender given; without one the answer stands only if both genders agree on it.
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
