//! Orders that prolong a pair, and whom an order of change takes it from, held against the pair itself.

use std::sync::Arc;

use chrono::NaiveDate;

use super::turns::{day_of, digits, named};
use crate::edition::Effect;
use crate::problem::{Advice, Audience, Code, Placed, Problem};
use crate::project::{Order, Pairing, Person, Project};
use crate::reader::When;

pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    for pairing in &project.pairings {
        for order in prolonging(project, pairing) {
            problems.extend(out_of_term(project, pairing, order));
        }
        for change in project.changes_of(pairing) {
            problems.extend(left_before_he_came(project, pairing, change));
            problems.extend(strangers(project, pairing, change));
            // Of several changes the last one decides.
            let later = project.changes_of(pairing).map(Order::takes_effect);
            if later.max() == Some(change.takes_effect()) {
                problems.extend(left_as_it_was(project, pairing, change));
            }
        }
    }
}

/// The orders that prolong a pair.
fn prolonging<'p>(project: &'p Project, pairing: &'p Pairing) -> impl Iterator<Item = &'p Order> {
    let orders = project.orders.iter();
    orders.filter(|o| o.does(Effect::ProlongsPairs) && named(o, pairing).is_some())
}

/// A message that names an order and a pair, for each reader.
type Said<'a> = Box<dyn Fn(&str, &str, Audience) -> String + 'a>;

/// What an order of prolonging says against the dates of the pair; the first of it, for the rest
/// mostly follows from that.
fn out_of_term(project: &Project, pairing: &Pairing, order: &Order) -> Option<Problem> {
    let until = day_of(order.day.as_ref())?;
    let issued = day_of(order.date.as_ref());
    let last = match pairing.period.as_deref() {
        Some(When::Span { to, .. }) => Some(*to),
        _ => None,
    };
    let said: Said<'_> = if let Some((ended, end)) = ended_before(project, pairing, order) {
        Box::new(move |order, pair, reader| {
            format!(
                "приказ {order} продлевает пару {pair} по {}, а она прекращена с {} приказом {}",
                digits(until),
                digits(ended),
                end.called(reader)
            )
        })
    } else if let Some((issued, over)) = late(project, pairing, order) {
        Box::new(move |order, pair, _| {
            format!(
                "приказ {order} о продлении издан {}, а пара {pair} работала по {}: продлевают до окончания срока",
                digits(issued),
                digits(over)
            )
        })
    } else if let Some((issued, fixed)) = issued.zip(fixed_on(project, pairing))
        && issued < fixed
    {
        Box::new(move |order, pair, _| {
            format!(
                "приказ {order} о продлении издан {}, а пара {pair} закреплена позже – {}",
                digits(issued),
                digits(fixed)
            )
        })
    } else if let Some(last) = last.filter(|last| until > *last) {
        Box::new(move |order, pair, _| {
            format!(
                "приказ {order} продлевает пару {pair} по {}, а в ней самой срок остался по {}: так и будет в программе, согласии и соглашении",
                digits(until),
                digits(last)
            )
        })
    } else if let Some(last) = last.filter(|last| until < *last)
        && !is_followed(project, pairing, order, until)
    {
        Box::new(move |order, pair, _| {
            format!(
                "приказ {order} продлевает пару {pair} по {}, а она и так работает по {}",
                digits(until),
                digits(last)
            )
        })
    } else {
        return None;
    };
    let message = |reader| said(&order.called(reader), &pairing.called(reader), reader);
    let problem = Problem::naming(Code::OutOfTurn, message).hint(Advice::apart(
        "проверьте day и date приказа и срок пары, period: чаще всего ошибка в годе или месяце; новый срок записывает в пару команда nastavnik event prolong",
        "проверьте дни приказа и период пары: чаще всего ошибка в годе или месяце",
    ));
    named(order, pairing).map(|place| problem.at(place))
}

/// The end of a pair by an order that was there when it was prolonged.
fn ended_before<'p>(
    project: &'p Project,
    pairing: &'p Pairing,
    order: &Order,
) -> Option<(NaiveDate, &'p Order)> {
    // An order that has no date yet comes after the end of a pair in which nobody goes on by it.
    let is_later = || {
        let mut own = pairing.mentorships.iter();
        project.is_over(pairing) && !own.any(|m| m.is_begun_by(&order.stem))
    };
    let issued = day_of(order.date.as_ref());
    project.ends_of(pairing).find_map(|end| {
        let day = end.takes_effect()?;
        let known = day_of(end.date.as_ref()).unwrap_or(day).min(day);
        let is_there = issued.map_or_else(is_later, |issued| known <= issued);
        is_there.then_some((day, end))
    })
}

/// The last day of a pair before it was prolonged, where the order came after that.
fn late(project: &Project, pairing: &Pairing, order: &Order) -> Option<(NaiveDate, NaiveDate)> {
    let (until, issued) = (day_of(order.day.as_ref())?, day_of(order.date.as_ref())?);
    let to = match pairing.period.as_deref() {
        Some(When::Span { to, .. }) => Some(*to),
        _ => None,
    };
    let own = pairing.mentorships.iter();
    let by_mentors = own.filter_map(|m| {
        let last = day_of(m.until.as_ref())?;
        let mut again = pairing.mentorships.iter();
        let goes_on = again.any(|later| {
            later.mentor.key == m.mentor.key && project.begins(pairing, later) > Some(last)
        });
        goes_on.then_some(last)
    });
    let by_orders = prolonging(project, pairing).filter_map(|it| day_of(it.day.as_ref()));
    let known = by_mentors.chain(by_orders).chain(to);
    let before = known.filter(|day| *day < until).max();
    let is_last = to.is_none_or(|to| to <= until);
    let over = before.or_else(|| is_last.then_some(until))?;
    (issued > over).then_some((issued, over))
}

/// The day of the order that fixes a pair.
fn fixed_on(project: &Project, pairing: &Pairing) -> Option<NaiveDate> {
    let fixing = pairing.order().and_then(|stem| project.order(stem));
    let fixes = fixing.is_none_or(|it| it.does(Effect::FixesPairs));
    let (_, date) = pairing.approval().filter(|_| fixes)?.resolved(project);
    day_of(date)
}

/// Whether the pair goes on beyond a prolonging for what it knows itself: a later one, or a term of
/// one mentor of its own.
fn is_followed(project: &Project, pairing: &Pairing, order: &Order, until: NaiveDate) -> bool {
    let mut later = prolonging(project, pairing).filter_map(|it| day_of(it.day.as_ref()));
    let mut own = pairing.mentorships.iter();
    later.any(|day| day > until)
        || own.any(|m| {
            m.appointed.order.as_deref() == Some(&order.stem)
                || day_of(m.until.as_ref()) == Some(until)
        })
}

/// A mentor whom one order appoints and another takes from the pair before that day.
fn left_before_he_came(project: &Project, pairing: &Pairing, change: &Order) -> Option<Problem> {
    let comes = change.takes_effect()?;
    let gone = project
        .new_mentors_in(change, pairing)
        .into_iter()
        .find_map(|new| {
            let leaving: Vec<(NaiveDate, &Order)> = project
                .changes_of(pairing)
                .filter(|it| {
                    let mut old = project.old_mentors_in(it, pairing).into_iter();
                    old.any(|old| old.key == new.key)
                })
                .filter_map(|it| Some((it.takes_effect()?, it)))
                .collect();
            let is_over =
                !pairing.is_mentor(&new.key) && leaving.iter().all(|(day, _)| *day <= comes);
            leaving
                .first()
                .filter(|_| is_over)
                .map(|found| (new, *found))
        });
    let (mentor, (day, order)) = gone?;
    let message = |reader| {
        format!(
            "приказ {} снимает наставника с {}, а назначен он позже – с {} приказом {}: {}",
            order.called(reader),
            digits(day),
            digits(comes),
            change.called(reader),
            mentor.name.short()
        )
    };
    let problem = Problem::naming(Code::OutOfTurn, message)
        .hint("проверьте дни обоих приказов: чаще всего ошибка в годе или месяце");
    named(order, pairing).map(|place| problem.at(place))
}

/// Whom a change takes the pair from, though he never had it.
fn strangers(project: &Project, pairing: &Pairing, change: &Order) -> Option<Problem> {
    let others = || {
        let all = project.changes_of(pairing);
        all.filter(|it| it.stem != change.stem)
    };
    let is_here = |key: &str| pairing.is_mentor(key) || pairing.mentorship_of(key).is_some();
    if let Some(stranger) = other_than_told(pairing, change) {
        return Some(not_of_the_pair(pairing, change, stranger));
    }
    // Where the pair names the new mentor by now, only the order knows the one before him.
    let new = project.new_mentors_in(change, pairing);
    let is_carried_out = new.iter().any(|new| {
        let mut later = others().flat_map(|it| project.old_mentors_in(it, pairing));
        is_here(&new.key) || later.any(|old| old.key == new.key)
    });
    if is_carried_out {
        return None;
    }
    let came = |key: &str| {
        let mut all = others().flat_map(|it| project.new_mentors_in(it, pairing));
        all.any(|new| new.key == key)
    };
    let old = project.old_mentors_in(change, pairing);
    let stranger = old
        .into_iter()
        .find(|old| !is_here(&old.key) && !came(&old.key))?;
    Some(not_of_the_pair(pairing, change, stranger))
}

/// Whom an order of one pair relieves, where that is the mentee or the pair itself tells of another.
fn other_than_told<'p>(pairing: &Pairing, change: &'p Order) -> Option<&'p Placed<Arc<Person>>> {
    let is_mentee = |key: &str| pairing.mentees.iter().any(|it| it.key == key);
    let mut named = change.old_mentors.iter();
    if let Some(mentee) = named.find(|it| is_mentee(&it.key)) {
        return Some(mentee);
    }
    let own = pairing.mentorships.iter();
    let mut told = own
        .filter(|it| it.relieved.order.as_deref() == Some(&change.stem))
        .peekable();
    let is_of_one = change.pairings.len() == 1 && told.peek().is_some();
    let told: Vec<&str> = told.map(|it| it.mentor.key.as_str()).collect();
    let mut named = change.old_mentors.iter();
    named
        .find(|it| !told.contains(&it.key.as_str()))
        .filter(|_| is_of_one)
}

fn not_of_the_pair(pairing: &Pairing, change: &Order, stranger: &Placed<Arc<Person>>) -> Problem {
    let message = |reader| {
        format!(
            "приказ {} снимает того, кто не был наставником пары {}: {}",
            change.called(reader),
            pairing.called(reader),
            stranger.name.short()
        )
    };
    Problem::naming(Code::StrangeMentor, message)
        .at(&stranger.place)
        .hint(Advice::apart(
            "укажите в old_mentors наставника этой пары или исправьте список pairings",
            "выберите наставника этой пары или исправьте, какой пары касается приказ",
        ))
}

/// A pair that rests on a change and names for its mentor somebody whom the change did not bring.
fn left_as_it_was(project: &Project, pairing: &Pairing, change: &Order) -> Option<Problem> {
    let new = project.new_mentors_in(change, pairing);
    let first = new.first()?;
    let is_left = pairing.order() == Some(change.stem.as_str())
        && !pairing.mentors.is_empty()
        && new.iter().all(|it| !pairing.is_mentor(&it.key));
    let place = &pairing.mentors.first()?.place;
    let message = |reader| {
        format!(
            "основанием назван приказ о замене {}, а его нового наставника среди наставников пары нет: программа готовится на прежнего; новый – {}",
            change.called(reader),
            first.name.short()
        )
    };
    let problem = Problem::naming(Code::PairingOutsideOrder, message).at(place);
    is_left.then(|| {
        problem.hint(Advice::apart(
            format!(
                "исправьте: mentors = [\"{}\"]; или верните прежнее основание",
                first.key
            ),
            "выберите нового наставника или верните прежнее основание",
        ))
    })
}
