//! Somebody new who may be a colleague under another surname.

use super::importer::Importer;
use crate::edit::beside::named_in_cell;
use crate::edit::doubts::renamed;
use crate::edit::named::told_new;
use crate::edit::people::{Found, bears_surname_of};
use crate::edit::posts::same_post;
use crate::edit::row::Row;
use crate::edit::unclear::Unclear;
use crate::reader::clean;
use crate::russian::{PersonName, is_patronymic};

impl Importer {
    /// That somebody of the staff has the same first name and patronymic, and the surname as a part
    /// of the new one or, of a woman, the same post; and the list does not have her as she is known.
    pub(super) fn may_be_renamed(
        &self,
        name: &str,
        post: Option<&str>,
        rows: &[Row],
    ) -> Option<Unclear> {
        let new = PersonName::parse(name).ok()?;
        let last = new.patronymic.as_deref().filter(|it| is_patronymic(it))?;
        let is_woman = last.ends_with('а');
        let is_it = |key: &&String| {
            let has_post = || {
                let own = self.post_of(key);
                own.zip(post)
                    .is_some_and(|(own, post)| same_post(&own, post))
            };
            let known = self.people.name(key).unwrap_or_default();
            bears_surname_of(&new, known) || is_woman && has_post()
        };
        let keys = self.people.of_given(&new);
        let key = keys
            .iter()
            .find(is_it)
            .filter(|key| !names(self, rows, key))?;
        Some(renamed(name, self.people.name(key)?))
    }
}

/// Whether the rows of a list name somebody of the staff.
fn names(it: &Importer, rows: &[Row], key: &str) -> bool {
    let cells = rows.iter().flat_map(|row| &row.cells);
    let people = cells.filter(|c| matches!(c.field.path, "name" | "mentors" | "mentees"));
    people.into_iter().any(|cell| {
        let text = clean(&cell.value.shown());
        let named = named_in_cell(told_new(&text).0).unwrap_or_default();
        named
            .iter()
            .any(|named| it.people.find(&named.name) == Found::One(key.to_owned()))
    })
}
