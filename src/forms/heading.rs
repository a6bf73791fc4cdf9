//! What an order is about, and what its words are filled with.

use std::collections::BTreeSet;

use super::appendix::{appendices, kind};
use super::people::{self, Agreement, Chosen, agree};
use super::words::{SHORT_BLANK, Values, fill, numbered, school_year, user, when};
use crate::document::Text;
use crate::edition::{DateStyle, Edition};
use crate::project::{Order, Organization, Pairing, Project};
use crate::russian::Case;

/// What the order is about, for papers that refer to it.
pub(super) fn heading_text(project: &Project, edition: &Edition, order: &Order) -> Text {
    match (&order.heading, kind(edition, order)) {
        (Some(own), _) => user(own),
        (None, Some(kind)) => fill(
            &agree(&kind.heading, &agreement(project, order)),
            &values(project, edition, order),
        ),
        (None, None) => Text::default(),
    }
}

/// What stands in the braces of the edition's words.
pub(super) fn values(project: &Project, edition: &Edition, order: &Order) -> Values {
    let organization = &project.organization;
    let mut values: Values = vec![
        (
            "organization".to_owned(),
            Some(user(organization.name_in_text())),
        ),
        ("school_year".to_owned(), school_year(organization)),
        ("council".to_owned(), Some(council(edition, organization))),
        (
            "day".to_owned(),
            order.day.as_ref().map(|d| when(d, DateStyle::Long)),
        ),
    ];
    for case in Case::ALL {
        values.push((
            format!("organization.{}", case.key()),
            Some(user(&organization.in_text(case))),
        ));
        let curator = organization.curator.as_ref();
        values.push((
            format!("curator.{}", case.key()),
            curator.map(|c| people::post_and_name(c, case)),
        ));
        values.push((
            format!("curator_name.{}", case.key()),
            curator.map(|c| people::short(c, case)),
        ));
        values.push(new_mentors(&project.new_mentors_of(order), case));
    }
    let enclosed = appendices(edition, order);
    for appendix in &edition.orders.appendix {
        let own = enclosed.iter().find(|a| a.key == appendix.key);
        values.push((
            format!("appendix.{}", appendix.key.key()),
            own.map(|a| a.name(edition)),
        ));
    }
    values
}

/// Who takes over, in a case.
pub(super) fn new_mentors(new: &[&Chosen], case: Case) -> (String, Option<Text>) {
    let people: Vec<Chosen> = new.iter().map(|it| (*it).clone()).collect();
    let names = (!people.is_empty()).then(|| people::list(&people, case));
    (format!("new_mentors.{}", case.key()), names)
}

/// The minutes of the pedagogical council, as far as they are written; else nothing.
fn council(edition: &Edition, organization: &Organization) -> Text {
    let minutes = &organization.council;
    if minutes.number.is_none() && minutes.date.is_none() {
        return Text::default();
    }
    let values = numbered("council", minutes, SHORT_BLANK);
    fill(&edition.orders.grounds.council, &values)
}

/// The pairings that the order names, in its order.
pub(super) fn named_pairings<'a>(
    project: &'a Project,
    order: &'a Order,
) -> impl Iterator<Item = &'a Pairing> {
    order
        .pairings
        .iter()
        .filter_map(|stem| project.pairings.iter().find(|p| p.stem == stem.value))
}

/// By what the words of an order agree with the people and pairs that it names.
pub(super) fn agreement(project: &Project, order: &Order) -> [(&'static str, Agreement); 3] {
    let old: BTreeSet<String> = named_pairings(project, order)
        .flat_map(|pairing| project.mentors_before(order, pairing))
        .map(|person| person.key.clone())
        .collect();
    [
        ("old_mentors", Agreement::Count(old.len())),
        (
            "new_mentors",
            Agreement::Count(project.new_mentors_of(order).len()),
        ),
        ("pairings", Agreement::Count(order.pairings.len())),
    ]
}
