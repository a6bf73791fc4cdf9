//! What came to be of a pair by the end of the year: who mentored it, and from when until when.

use chrono::NaiveDate;

use super::labour;
use super::people::{self, Chosen};
use super::words::{between, composed, fill, span_of, when};
use crate::document::Text;
use crate::edition::{DateStyle, Edition, Effect};
use crate::origin::Origin;
use crate::problem::Placed;
use crate::project::{Mentorship, Pairing, Person, Project};
use crate::reader::When;
use crate::russian::{self, Case, between_items};

/// The term of a mentorship as it came to be: to the day before the end, where it ended early.
pub(super) fn term_of(
    project: &Project,
    edition: &Edition,
    pairing: &Pairing,
    mentorship: &Mentorship,
) -> Option<Text> {
    let agreed = match mentorship.until.as_deref() {
        Some(When::Day(day)) => *day,
        _ => NaiveDate::MAX,
    };
    let ended = project.end_of(pairing, mentorship);
    let last = ended.and_then(|(day, place)| Some((day.pred_opt()?, place)));
    let last = last.filter(|(day, _)| *day < agreed);
    let begins = project.begins(pairing, mentorship);
    match (begins, last, &pairing.period) {
        (Some(from), Some((to, place)), Some(period)) if from <= to => {
            let first = mentorship.starts.as_ref().map_or_else(
                || match period.value {
                    When::Span { .. } => period.place.origin().key("from"),
                    When::Day(_) | When::Printed(_) => period.place.origin(),
                },
                |starts| starts.place.origin(),
            );
            let words = russian::long_span(from, to);
            Some(span_of(&words, first, place.origin()))
        }
        (None, Some((to, place)), Some(period)) if !is_of_blank(mentorship) => {
            let last = Placed {
                value: When::Day(to),
                place: place.clone(),
            };
            Some(fill(
                &edition.labour.term_until,
                &[
                    ("day", Some(when(&last, DateStyle::Long))),
                    ("period", Some(when(period, DateStyle::Long))),
                ],
            ))
        }
        _ => labour::term(project, edition, pairing, mentorship),
    }
}

/// The terms of a mentor in a pair as they came to be: those that follow on each other, as a pair
/// that is prolonged has them, are one; others are told one by one.
pub(super) fn whole_term_of(
    project: &Project,
    edition: &Edition,
    pairing: &Pairing,
    last: &Mentorship,
) -> Option<Text> {
    let own = || {
        let all = pairing.mentorships.iter();
        all.filter(|m| m.mentor.key == last.mentor.key)
    };
    let begins = |it: &Mentorship| project.begins(pairing, it);
    let is_before = |one: &Mentorship, next: &Mentorship| match one.until.as_deref() {
        Some(When::Day(day)) => day.succ_opt().is_some_and(|day| begins(next) == Some(day)),
        _ => false,
    };
    let joined = |one: &Mentorship| {
        let mut whole = one.clone();
        // Wrong dates may lead round in a circle.
        for _ in own() {
            let Some(before) = own().find(|it| is_before(it, &whole)) else {
                break;
            };
            whole.starts.clone_from(&before.starts);
            whole.appointed.clone_from(&before.appointed);
        }
        term_of(project, edition, pairing, &whole)
    };
    let came_to_be = |it: &&Mentorship| {
        let end = project.ended(pairing, it);
        end.is_none_or(|end| begins(it).is_none_or(|first| first < end))
    };
    let goes_on = |it: &Mentorship| own().any(|next| came_to_be(&next) && is_before(it, next));
    let mut ends: Vec<&Mentorship> = own().filter(|it| came_to_be(it) && !goes_on(it)).collect();
    ends.sort_by_key(|it| begins(it));
    let terms: Option<Vec<Text>> = ends.iter().map(|it| joined(it)).collect();
    let Some(terms) = terms.filter(|terms| terms.len() > 1) else {
        return joined(ends.last().copied().unwrap_or(last));
    };
    let many = terms.len();
    let pieces = terms.into_iter().enumerate();
    pieces
        .map(|(i, term)| match i {
            0 => term,
            _ => Text::plain(between_items(i + 1 == many)).and_text(term),
        })
        .reduce(Text::and_text)
}

/// Whether a project is the one whose papers become blanks.
pub(super) fn is_blank(project: &Project) -> bool {
    let mut all = project.pairings.iter().flat_map(|it| &it.mentorships);
    all.any(is_of_blank)
}

/// Only a blank has both ways in which a mentorship ends early.
fn is_of_blank(mentorship: &Mentorship) -> bool {
    let labour = mentorship.labour.as_ref();
    labour.is_some_and(|it| it.notice.is_some() && it.refusal.is_some())
}

/// The term of a pair as it came to be: to the last day of its last mentor, where all ended early.
pub(super) fn term_of_pairing(
    project: &Project,
    edition: &Edition,
    pairing: &Pairing,
) -> Option<Text> {
    let period = pairing.period.as_ref()?;
    let Some((last, origin)) = last_day(&all_of(project, pairing)) else {
        return Some(when(period, DateStyle::Long));
    };
    match (&period.value, pairing.days()) {
        (_, Some((from, to))) if from <= last && last < to => {
            let words = russian::long_span(from, last);
            let first = match period.value {
                When::Span { .. } => period.place.origin().key("from"),
                When::Day(_) | When::Printed(_) => period.place.origin(),
            };
            Some(span_of(&words, first, origin))
        }
        (When::Printed(_), None) => Some(fill(
            &edition.labour.term_until,
            &[
                ("day", Some(of_day(last, &origin))),
                ("period", Some(when(period, DateStyle::Long))),
            ],
        )),
        _ => Some(when(period, DateStyle::Long)),
    }
}

/// The last day of the last of them, where all ended early.
pub(super) fn last_day(serving: &[Serving]) -> Option<(NaiveDate, Origin)> {
    let ends = serving.iter().map(|it| it.until.clone());
    let ends: Option<Vec<(NaiveDate, Origin)>> = ends.collect();
    ends?.into_iter().max_by_key(|(day, _)| *day)
}

fn of_day(day: NaiveDate, origin: &Origin) -> Text {
    Text::from_data(&russian::long_date(day), origin.clone())
}

/// Somebody who mentors or has mentored a pair, with his first and last day where they are not
/// those of the pair.
pub(super) struct Serving {
    mentor: Chosen,
    from: Option<(NaiveDate, Origin)>,
    until: Option<(NaiveDate, Origin)>,
}

/// Everybody who mentors or has mentored a pair, each once, in the order in which they came.
pub(super) fn all_of(project: &Project, pairing: &Pairing) -> Vec<Serving> {
    if pairing.mentorships.iter().any(is_of_blank) {
        let mentors = pairing.mentors.iter().cloned();
        let one = |mentor| Serving {
            mentor,
            from: None,
            until: None,
        };
        return mentors.map(one).collect();
    }
    let mut out: Vec<Serving> = Vec::new();
    for term in project.terms(pairing) {
        let until = term.until.and_then(|(day, place)| {
            let last = day.pred_opt()?;
            Some((last, place.origin()))
        });
        let known = out.iter_mut().find(|it| it.mentor.key == term.mentor.key);
        match known {
            Some(known) => known.until = until,
            None => out.push(Serving {
                mentor: term.mentor.clone(),
                from: term.from.map(|(day, place)| (day, place.origin())),
                until,
            }),
        }
    }
    out
}

/// The people themselves.
pub(super) fn people_of(serving: &[Serving]) -> Vec<&Person> {
    serving.iter().map(|it| &*it.mentor.value).collect()
}

/// Each of them with his post, and his days where one took over from another.
pub(super) fn with_posts(edition: &Edition, serving: &[Serving]) -> Vec<Text> {
    let is_one_term = is_one_term(serving);
    let one = |it: &Serving| {
        let name = people::with_post(&it.mentor);
        match days_of(edition, it).filter(|_| !is_one_term) {
            Some(days) => name.and(" (").and_text(days).and(")"),
            None => name,
        }
    };
    serving.iter().map(one).collect()
}

/// The pairs that the first order fixes: what a paper of the beginning of the year knows of.
pub(super) fn first_pairs(project: &Project) -> Vec<&Pairing> {
    let fixing = project.orders.iter();
    let fixing = fixing.filter(|order| order.does(Effect::FixesPairs));
    let first = fixing.min_by_key(|order| order.takes_effect().unwrap_or(NaiveDate::MAX));
    match first {
        Some(order) => project.pairings_listed_by(order),
        None => project.pairings.iter().collect(),
    }
}

/// Those of them who were there to the end.
pub(super) fn last(serving: &[Serving]) -> impl Iterator<Item = &Chosen> {
    let day = |it: &Serving| it.until.as_ref().map_or(NaiveDate::MAX, |(day, _)| *day);
    let end = serving.iter().map(day).max();
    let there = serving.iter().filter(move |it| Some(day(it)) == end);
    there.map(|it| &it.mentor)
}

/// «Кузьменко Валерия Борисовича (учителя английского языка, по 11 января 2027 г.) и …»: the days
/// of each where one took over from another.
pub(super) fn list(edition: &Edition, serving: &[Serving], case: Case) -> Option<Text> {
    let is_one_term = is_one_term(serving);
    let mut pieces = Vec::new();
    for (i, one) in serving.iter().enumerate() {
        if i > 0 {
            pieces.push(between(between_items(i + 1 == serving.len())));
        }
        let own = (!is_one_term).then(|| days_of(edition, one)).flatten();
        pieces.extend(people::with_post_after(&one.mentor, case, own.as_ref()));
    }
    (!pieces.is_empty()).then(|| composed(&pieces))
}

/// Whether all were there on the same days.
fn is_one_term(serving: &[Serving]) -> bool {
    let days = |it: &Serving| {
        (
            it.from.as_ref().map(|f| f.0),
            it.until.as_ref().map(|u| u.0),
        )
    };
    serving.windows(2).all(|two| days(&two[0]) == days(&two[1]))
}

fn days_of(edition: &Edition, one: &Serving) -> Option<Text> {
    let words = &edition.year;
    let said = |words: &str, (day, origin): &(NaiveDate, Origin)| {
        fill(words, &[("day", Some(of_day(*day, origin)))])
    };
    match (&one.from, &one.until) {
        (Some(from), Some(until)) if from.0 <= until.0 => {
            let span = russian::long_span(from.0, until.0);
            Some(span_of(&span, from.1.clone(), until.1.clone()))
        }
        (Some(from), _) => Some(said(&words.mentor_from, from)),
        (None, Some(until)) => Some(said(&words.mentor_until, until)),
        (None, None) => None,
    }
}
