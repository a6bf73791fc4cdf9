//! Words that the fields of forms offer.

use crate::edit::{Lists, OrderName};
use crate::edition::Edition;
use crate::fields::{Field, Offer};

/// What the project and its edition have to offer.
pub struct Offers {
    pub(super) lists: Lists,
    pub(super) edition: Edition,
}

impl Offers {
    /// The words for a field; the field takes others too.
    pub fn of(&self, field: &Field) -> Vec<String> {
        self.lists.of(field, &self.edition)
    }

    /// The people of the project.
    pub fn people(&self) -> &[String] {
        &self.lists.people
    }

    /// The orders of the project.
    pub fn orders(&self) -> &[OrderName] {
        &self.lists.orders
    }

    /// What a word stands for, where it is a mere number.
    pub fn meaning(&self, offer: Offer, word: &str) -> Option<&str> {
        if offer != Offer::Blocks {
            return None;
        }
        let title = self.edition.program.block_title(word)?;
        // Some titles begin with their number.
        Some(
            title
                .strip_prefix(&format!("Блок {word}. "))
                .unwrap_or(title),
        )
    }
}
