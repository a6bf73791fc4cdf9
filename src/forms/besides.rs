//! What an order that sums up a year says of the programs that are not in its list: those that go on
//! and those that ended before their term.

use super::people::{self, Agreement, Chosen, agree};
use super::served;
use super::words::{fill, when};
use crate::document::Text;
use crate::edition::{DateStyle, Edition, OrderKind};
use crate::project::{Order, Pairing, Project};
use crate::reader::{When, last_day_in};
use crate::russian::{self, Case};

/// A pair, those who mentor it last, and its last day, where that is known.
type Told<'p> = (&'p Pairing, Vec<Chosen>, Option<Text>);

/// The clause about programs that go on after the year that an order looks back at.
pub(super) fn going_on(
    project: &Project,
    edition: &Edition,
    order: &Order,
    kind: &OrderKind,
) -> Option<Text> {
    let clause = kind.going_on_clause.as_ref()?;
    let is_out = |pairing: &&Pairing| {
        project.goes_on(order, pairing) && !is_named(order, pairing) && !project.is_ended(pairing)
    };
    let going_on = project.pairings.iter().filter(is_out).map(|pairing| {
        let mentors = project.mentors_at(order, pairing).into_iter().cloned();
        (pairing, mentors.collect(), last_agreed(pairing))
    });
    saying(edition, clause, "going_on", going_on.collect())
}

/// The clause about programs that ended before their term.
pub(super) fn ended(
    project: &Project,
    edition: &Edition,
    order: &Order,
    kind: &OrderKind,
) -> Option<Text> {
    let clause = kind.ended_clause.as_ref()?;
    let is_out = |pairing: &&Pairing| project.is_ended(pairing) && !is_named(order, pairing);
    let ended = project
        .pairings
        .iter()
        .filter(is_out)
        .filter_map(|pairing| {
            let serving = served::all_of(project, pairing);
            let last = served::last_day(&serving);
            let agreed = pairing.days().map(|(_, to)| to);
            let is_early = agreed.is_none_or(|to| last.as_ref().is_none_or(|(day, _)| *day < to));
            let day = last.map(|(day, origin)| Text::from_data(&russian::long_date(day), origin));
            let mentors = served::last(&serving).cloned().collect();
            is_early.then_some((pairing, mentors, day))
        });
    saying(edition, clause, "ended", ended.collect())
}

/// What the order itself names for carried out is in its list.
fn is_named(order: &Order, pairing: &Pairing) -> bool {
    order.pairings.iter().any(|it| it.value == pairing.stem)
}

/// The last day of the term of a pair.
fn last_agreed(pairing: &Pairing) -> Option<Text> {
    let period = pairing.period.as_ref()?;
    match &period.value {
        When::Span { to, .. } => {
            let origin = period.place.origin().key("to");
            Some(Text::from_data(&russian::long_date(*to), origin))
        }
        When::Printed(text) => {
            let last = russian::long_date(last_day_in(text)?);
            Some(Text::from_data(&last, period.place.origin()))
        }
        When::Day(_) => None,
    }
}

/// The clause with these pairs in the place of this name; `None` where there are none.
fn saying(edition: &Edition, clause: &str, name: &str, pairs: Vec<Told<'_>>) -> Option<Text> {
    let clause = agree(clause, &[(name, Agreement::Count(pairs.len()))]);
    let one = |(pairing, mentors, until): Told<'_>| {
        let words = match until {
            Some(_) => &edition.orders.grounds.going_on,
            None => &edition.orders.grounds.going_on_in_words,
        };
        let period = pairing.period.as_ref();
        let names = |people: &[Chosen]| Some(people::names(people, Case::Nominative));
        let values = [
            ("mentors", names(&mentors)),
            ("mentees", names(&pairing.mentees)),
            ("day", until),
            ("period", period.map(|it| when(it, DateStyle::Long))),
        ];
        fill(words, &values)
    };
    let told = pairs.into_iter().map(one);
    let told = told.reduce(|text, next| text.and("; ").and_text(next))?;
    Some(fill(&clause, &[(name, Some(told))]))
}
