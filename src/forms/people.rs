//! People in a paper: post and name in the case a sentence asks for.
//!
//! A name comes from where the paper's own files choose the person; a post and a place of work stand
//! in the list of the staff alone.

use std::sync::Arc;

use super::words::{between, composed};
use crate::document::Text;
use crate::origin::Origin;
use crate::problem::Placed;
use crate::project::Person;
use crate::russian::Case;

/// A member of the staff, and where he is chosen.
pub(super) type Chosen = Placed<Arc<Person>>;

type Piece = (String, Origin);

fn name(person: &Chosen, words: String) -> Piece {
    (words, person.place.origin())
}

fn post(person: &Person, words: String) -> Piece {
    (words, person.position.place.origin())
}

/// «Лебедева Наталья Викторовна».
pub(super) fn full(person: &Chosen) -> Text {
    composed(&[name(person, person.name.full())])
}

/// «Лебедева Н.В.».
pub(super) fn initials(person: &Chosen) -> Text {
    composed(&[name(person, person.name.short())])
}

/// «учитель физики, Белых Светлана Юрьевна», as the form asks: post, then name; with the place of
/// work where it is another.
pub(super) fn with_post(person: &Chosen) -> Text {
    let mut pieces = vec![post(person, person.position.value.clone()), between(", ")];
    if let Some(organization) = &person.organization {
        pieces.push((organization.value.clone(), organization.place.origin()));
        pieces.push(between(", "));
    }
    pieces.push(name(person, person.name.full()));
    composed(&pieces)
}

/// «директор, Воскресенский П.А.».
pub(super) fn post_and_initials(person: &Chosen) -> Text {
    composed(&[
        post(person, person.position.value.clone()),
        between(", "),
        name(person, person.name.short()),
    ])
}

/// «Лебедева Н.В., заместитель директора».
pub(super) fn initials_and_post(person: &Chosen) -> Text {
    composed(&[
        name(person, person.name.short()),
        between(", "),
        post(person, person.position.value.clone()),
    ])
}

/// «заместителя директора Лебедеву Наталью Викторовну».
pub(super) fn post_and_name(person: &Chosen, case: Case) -> Text {
    composed(&[
        post(person, person.position_in(case)),
        between(" "),
        name(person, person.name_in(case)),
    ])
}

/// «директору МБОУ «СОШ № 5» Воскресенскому Павлу Андреевичу».
pub(super) fn addressed(organization: &Placed<String>, person: &Chosen, case: Case) -> Text {
    composed(&[
        post(person, person.position_in(case)),
        between(" "),
        (organization.value.clone(), organization.place.origin()),
        between(" "),
        name(person, person.name_in(case)),
    ])
}

/// «Лебедеву Н.В.».
pub(super) fn short(person: &Chosen, case: Case) -> Text {
    composed(&[name(person, person.short_in(case))])
}

/// «Петрову Марию Ивановну (учителя математики), Орлову Анну Сергеевну (педагога-психолога)».
pub(super) fn list<'p>(people: impl IntoIterator<Item = &'p Chosen>, case: Case) -> Text {
    let mut pieces = Vec::new();
    for person in people {
        if !pieces.is_empty() {
            pieces.push(between(", "));
        }
        pieces.push(name(person, person.name_in(case)));
        pieces.push(between(" ("));
        pieces.push(post(person, person.position_in(case)));
        pieces.push(between(")"));
    }
    composed(&pieces)
}
