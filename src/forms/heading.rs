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

/// The pairs that an order is about: those that it names, or those of its list.
pub(super) fn pairings_of<'p>(project: &'p Project, order: &'p Order) -> Vec<&'p Pairing> {
    if is_of_each(order) || !order.pairings.is_empty() {
        named_pairings(project, order).collect()
    } else {
        project.pairings_listed_by(order)
    }
}

fn is_of_each(order: &Order) -> bool {
    OF_EACH.iter().any(|effect| order.does(*effect))
}

/// The mentors of these pairs, each once.
pub(super) fn mentors_of(project: &Project, order: &Order) -> Vec<Chosen> {
    let mut out: Vec<Chosen> = Vec::new();
    for pairing in pairings_of(project, order) {
        let there = if is_of_each(order) {
            project.mentors_before(order, pairing)
        } else {
            let of_the_day = project.mentors_at(order, pairing);
            of_the_day.into_iter().cloned().collect()
        };
        for mentor in there {
            if out.iter().all(|known| known.key != mentor.key) {
                out.push(mentor);
            }
        }
    }
    out
}

/// How many of the mentors the school itself may pay; a list for the pen, and one that nobody has
/// written yet, has room for many.
pub(super) fn payable(project: &Project, order: &Order) -> usize {
    let mentors = mentors_of(project, order);
    let own = mentors.iter().filter(|it| project.organization.may_pay(it));
    counted(project, order, mentors.len(), own.count())
}

/// A count, unless there is room for many.
fn counted(project: &Project, order: &Order, all: usize, count: usize) -> usize {
    let is_open = !is_of_each(order) && (all == 0 || is_blank(project));
    if is_open { usize::MAX } else { count }
}

/// By what the words of an order agree with the people and pairs that it is about.
pub(super) fn agreement(project: &Project, order: &Order) -> [(&'static str, Agreement); 6] {
    let pairings = pairings_of(project, order);
    let mentors = mentors_of(project, order);
    let mentees: BTreeSet<&String> = pairings
        .iter()
        .flat_map(|pairing| &pairing.mentees)
        .map(|person| &person.key)
        .collect();
    let count = |count| Agreement::Count(counted(project, order, count, count));
    let old: BTreeSet<String> = named_pairings(project, order)
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
