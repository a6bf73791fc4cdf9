//! What an order is about, and what its words are filled with.

use std::collections::BTreeSet;

use super::appendix::{appendices, kind};
use super::people::{self, Agreement, Chosen, agree};
use super::served::is_blank;
use super::words::{SHORT_BLANK, Values, fill, numbered, school_year, user, when};
use crate::document::Text;
use crate::edition::{DateStyle, Edition, Effect};
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

/// What an order does to each pair that it names, clause by clause.
const OF_EACH: [Effect; 3] = [
    Effect::ChangesMentors,
    Effect::EndsPairs,
    Effect::ProlongsPairs,
];

/// By what the words of an order agree with the people and pairs that it is about: those that it
/// names, or those of its list.
pub(super) fn agreement(project: &Project, order: &Order) -> [(&'static str, Agreement); 5] {
    let is_of_each = OF_EACH.iter().any(|effect| order.does(*effect));
    let pairings: Vec<&Pairing> = if is_of_each || !order.pairings.is_empty() {
        named_pairings(project, order).collect()
    } else {
        project.pairings_listed_by(order)
    };
    let mentors_of = |pairing: &Pairing| {
        if is_of_each {
            return project.mentors_before(order, pairing);
        }
        let of_the_day = project.mentors_at(order, pairing);
        of_the_day.into_iter().cloned().collect()
    };
    let mentors: BTreeSet<String> = pairings
        .iter()
        .flat_map(|pairing| mentors_of(pairing))
        .map(|person| person.key.clone())
        .collect();
    let mentees: BTreeSet<&String> = pairings
        .iter()
        .flat_map(|pairing| &pairing.mentees)
        .map(|person| &person.key)
        .collect();
    // A list for the pen, and one that nobody has written yet, has room for many.
    let counted = |count: usize| {
        let is_open = !is_of_each && (count == 0 || is_blank(project));
        Agreement::Count(if is_open { usize::MAX } else { count })
    };
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
        ("pairings", counted(pairings.len())),
        ("mentors", counted(mentors.len())),
        ("mentees", counted(mentees.len())),
    ]
}
