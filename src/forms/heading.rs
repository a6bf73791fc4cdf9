//! What an order is about, and what its words are filled with.

use std::collections::BTreeSet;

use super::appendix::{appendices, kind};
use super::people::{self, Agreement, Chosen, agree};
use super::served::is_blank;
use super::words::{SHORT_BLANK, Values, fill, numbered, school_year, user, when};
use crate::document::Text;
use crate::edition::{DateStyle, Edition};
use crate::project::{Order, Organization, Project};
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
        values.push(named("new_mentors", &project.new_mentors_of(order), case));
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

/// People in a case, as a value of this name.
pub(super) fn named(name: &str, them: &[&Chosen], case: Case) -> (String, Option<Text>) {
    let people: Vec<Chosen> = them.iter().map(|it| (*it).clone()).collect();
    let names = (!people.is_empty()).then(|| people::list(&people, case));
    (format!("{name}.{}", case.key()), names)
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

/// How many of the mentors the school itself may pay; a list for the pen, and one that nobody has
/// written yet, has room for many.
pub(super) fn payable(project: &Project, order: &Order) -> usize {
    let mentors = project.mentors_of(order);
    let own = mentors.iter().filter(|it| project.organization.may_pay(it));
    counted(project, order, mentors.len(), own.count())
}

/// A count, unless there is room for many.
fn counted(project: &Project, order: &Order, all: usize, count: usize) -> usize {
    let is_open = !order.is_of_each() && (all == 0 || is_blank(project));
    if is_open { usize::MAX } else { count }
}

/// By what the words of an order agree with the people and pairs that it is about.
pub(super) fn agreement(project: &Project, order: &Order) -> [(&'static str, Agreement); 6] {
    let pairings = project.pairings_of(order);
    let mentors = project.mentors_of(order);
    let mentees: BTreeSet<&String> = pairings
        .iter()
        .flat_map(|pairing| &pairing.mentees)
        .map(|person| &person.key)
        .collect();
    let count = |count| Agreement::Count(counted(project, order, count, count));
    let old: BTreeSet<String> = project
        .pairings_named_by(order)
        .flat_map(|pairing| project.mentors_before(order, pairing))
        .map(|person| person.key.clone())
        .collect();
    let head = project.organization.head.as_ref();
    let has_head = head.is_some_and(|head| mentors.iter().any(|it| it.key == head.key));
    [
        ("old_mentors", Agreement::Count(old.len())),
        (
            "new_mentors",
            Agreement::Count(project.new_mentors_of(order).len()),
        ),
        ("pairings", count(pairings.len())),
        ("mentors", count(mentors.len())),
        ("mentees", count(mentees.len())),
        ("head", Agreement::Presence(has_head)),
    ]
}
