//! People in a paper: post and name in the case a sentence asks for.
//!
//! A name comes from where the paper's own files choose the person; a post and a place of work stand
//! in the list of the staff alone.

use std::sync::Arc;

use super::words::{between, composed, pieces};
use crate::document::{Cell, Text};
use crate::edition::ClauseWords;
use crate::origin::Origin;
use crate::problem::Placed;
use crate::project::Person;
use crate::russian::{self, Case, Gender, between_items};

/// A member of the staff, and where he is chosen.
pub(super) type Chosen = Placed<Arc<Person>>;

pub(super) type Piece = (String, Origin);

fn name(person: &Chosen, words: String) -> Piece {
    (words, person.place.origin())
}

fn post(person: &Person, words: String) -> Piece {
    (words, person.position.place.origin())
}

/// «доцента Камского педагогического университета»: the post in a case, with the place of work where
/// it is another and the post does not name it. What cannot be declined for sure stands apart.
fn post_in(person: &Person, case: Case) -> Vec<Piece> {
    let own = person.position_in(case);
    let elsewhere = person
        .organization
        .as_ref()
        .filter(|it| !own.contains(&it.value));
    let mut out = vec![post(person, own)];
    if let Some(organization) = elsewhere {
        let origin = organization.place.origin();
        let declined = russian::decline_organization(organization).ok();
        if let Some(declined) = declined.filter(|it| it.doubt.is_none()) {
            out.push(between(" "));
            out.push((declined.form(Case::Genitive).to_owned(), origin));
        } else {
            out.push(between(" ("));
            out.push((organization.value.clone(), origin));
            out.push(between(")"));
        }
    }
    out
}

/// The same as a text of its own.
pub(super) fn post_alone(person: &Person) -> Text {
    composed(&post_in(person, Case::Nominative))
}

/// «Лебедева Наталья Викторовна».
pub(super) fn full(person: &Chosen) -> Text {
    composed(&[name(person, person.name.full())])
}

/// «Лебедева Н.В.».
pub(super) fn initials(person: &Chosen) -> Text {
    composed(&[name(person, person.short())])
}

/// «учитель физики, Белых Светлана Юрьевна», as the form asks: post, then name; with the place of
/// work where it is another.
pub(super) fn with_post(person: &Chosen) -> Text {
    let mut pieces = post_in(person, Case::Nominative);
    pieces.push(between(", "));
    pieces.push(name(person, person.name.full()));
    composed(&pieces)
}

/// People in a cell, each in a paragraph: a name or a post may take several lines, so that a sign
/// tells where one ends.
pub(super) fn cell(people: impl IntoIterator<Item = Text>) -> Cell {
    let mut people: Vec<Text> = people.into_iter().collect();
    let all_but_last = people.len().saturating_sub(1);
    for person in &mut people[..all_but_last] {
        *person = std::mem::take(person).and(";");
    }
    Cell(people)
}

/// «директор, Воскресенский П.А.».
pub(super) fn post_and_initials(person: &Chosen) -> Text {
    composed(&[
        post(person, person.position.value.clone()),
        between(", "),
        name(person, person.short()),
    ])
}

/// «Лебедева Н.В., заместитель директора».
pub(super) fn initials_and_post(person: &Chosen) -> Text {
    let mut pieces = vec![name(person, person.short()), between(", ")];
    pieces.extend(post_in(person, Case::Nominative));
    composed(&pieces)
}

/// «заместителя директора Лебедеву Наталью Викторовну».
pub(super) fn post_and_name(person: &Chosen, case: Case) -> Text {
    let mut pieces = post_in(person, case);
    pieces.push(between(" "));
    pieces.push(name(person, person.name_in(case)));
    composed(&pieces)
}

/// «директору МБОУ «СОШ № 5» Воскресенскому Павлу Андреевичу»; «директор лицея» of «Лицей № 4» is
/// «директору Лицея № 4».
pub(super) fn addressed(organization: &Placed<String>, person: &Chosen, case: Case) -> Text {
    let mut pieces = post_of(organization, person, case);
    pieces.push(between(" "));
    pieces.push(name(person, person.name_in(case)));
    composed(&pieces)
}

/// «директор МБОУ «СОШ № 5»».
pub(super) fn post_with(organization: &Placed<String>, person: &Chosen) -> Text {
    composed(&post_of(organization, person, Case::Nominative))
}

fn post_of(organization: &Placed<String>, person: &Chosen, case: Case) -> Vec<Piece> {
    let own = person.position_in(case);
    vec![
        post(
            person,
            russian::without_common_end(&own, organization).to_owned(),
        ),
        between(" "),
        (organization.value.clone(), organization.place.origin()),
    ]
}

/// «Н.В. Лебедева», as under a signature.
pub(super) fn signed(person: &Chosen) -> Text {
    composed(&[name(person, person.name.short_reversed())])
}

/// «Лебедеву Н.В.».
pub(super) fn short(person: &Chosen, case: Case) -> Text {
    composed(&[name(person, person.short_in(case))])
}

/// «Петрову Марию Ивановну (учителя математики), Орлову Анну Сергеевну (педагога-психолога) и …».
pub(super) fn list(people: &[Chosen], case: Case) -> Text {
    let mut pieces = Vec::new();
    for (i, person) in people.iter().enumerate() {
        if i > 0 {
            pieces.push(between(between_items(i + 1 == people.len())));
        }
        pieces.extend(with_post_after(person, case, None));
    }
    composed(&pieces)
}

/// «Петрову М.И., Орлову А.С. и Ли В.П.».
pub(super) fn names(people: &[Chosen], case: Case) -> Text {
    let mut pieces = Vec::new();
    for (i, person) in people.iter().enumerate() {
        if i > 0 {
            pieces.push(between(between_items(i + 1 == people.len())));
        }
        pieces.push(name(person, person.short_in(case)));
    }
    composed(&pieces)
}

/// One of a list: «Петрову Марию Ивановну (учителя математики)», with what else is to be said of
/// him in the brackets.
pub(super) fn with_post_after(person: &Chosen, case: Case, besides: Option<&Text>) -> Vec<Piece> {
    let mut out = vec![name(person, person.name_in(case)), between(" (")];
    out.extend(post_in(person, case));
    if let Some(besides) = besides {
        out.push(between(", "));
        out.extend(pieces(besides));
    }
    out.push(between(")"));
    out
}

/// By what the words of a form agree with people.
#[derive(Debug, Clone, Copy)]
pub(super) enum Agreement {
    /// How many they are.
    Count(usize),
    Gender(Option<Gender>),
    /// Whether something is there.
    Presence(bool),
}

impl Agreement {
    /// Of the words for it: one – more; a man – a woman – not known; there – not there.
    fn place(self) -> usize {
        match self {
            Self::Count(count) => usize::from(count > 1),
            Self::Gender(Some(Gender::Masculine)) => 0,
            Self::Gender(Some(Gender::Feminine)) => 1,
            Self::Gender(None) => 2,
            Self::Presence(is_there) => usize::from(!is_there),
        }
    }
}

/// Chooses among the words that a form gives for one person and for more,
/// «{mentors:наставником|наставниками}», or for a man, a woman and where it is not known,
/// «{mentor:получил|получила|получил(а)}».
pub(super) fn agree(words: &str, with: &[(&str, Agreement)]) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(start) = rest.find('{') {
        let (before, braced) = rest.split_at(start);
        out.push_str(before);
        let end = braced.find('}').map_or(braced.len(), |end| end + 1);
        let (whole, after) = braced.split_at(end);
        let inside = whole.trim_start_matches('{').trim_end_matches('}');
        let chosen = inside.split_once(':').and_then(|(name, choices)| {
            let (_, agreement) = with.iter().find(|(who, _)| *who == name)?;
            choices.split('|').take(agreement.place() + 1).last()
        });
        out.push_str(chosen.unwrap_or(whole));
        rest = after;
    }
    out + rest
}

/// The same in a clause and those below it.
pub(super) fn agree_clause(words: &ClauseWords, with: &[(&str, Agreement)]) -> ClauseWords {
    ClauseWords {
        text: agree(&words.text, with),
        pays: words.pays,
        clauses: words
            .clauses
            .iter()
            .map(|c| agree_clause(c, with))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_agree_in_number_and_gender() {
        let agreed = |with| {
            agree(
                "с {day} {who:взял|взяли|взял(а)} {other:а|б}, {",
                &[("who", with)],
            )
        };
        assert_eq!(agreed(Agreement::Count(1)), "с {day} взял {other:а|б}, {");
        assert_eq!(agreed(Agreement::Count(3)), "с {day} взяли {other:а|б}, {");
        assert_eq!(
            agreed(Agreement::Gender(None)),
            "с {day} взял(а) {other:а|б}, {"
        );
        let woman = Agreement::Gender(Some(Gender::Feminine));
        assert_eq!(agree("{who:взял}", &[("who", woman)]), "взял");
    }
}
