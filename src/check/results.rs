//! What an order about the results of the year counts as carried out.

use chrono::NaiveDate;

use super::orders::has_appendix;
use super::turns::{day_of, digits};
use crate::edition::{AppendixKey, Edition, Effect};
use crate::problem::{Advice, Code, Problem};
use crate::project::{Order, Pairing, Project};
use crate::reader::When;

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    for order in &project.orders {
        let sums_up = order.does(Effect::SumsUp);
        let approves = has_appendix(edition, order, AppendixKey::Programs);
        if !(sums_up || approves) || order.own_clauses_only {
            continue;
        }
        let listed = project.pairings_listed_by(order);
        let is_early = |it: &&&Pairing| sums_up && too_early(order, it).is_some();
        // Of all pairs it is the date of the order that is wrong.
        let all_early = listed.len() > 1 && listed.iter().filter(is_early).count() == listed.len();
        if all_early {
            problems.extend(all_too_early(order, listed.len()));
            continue;
        }
        for pairing in listed {
            let early = too_early(order, pairing).filter(|_| sums_up);
            problems.extend(early.or_else(|| of_ended(project, order, pairing)));
        }
    }
}

fn all_too_early(order: &Order, count: usize) -> Option<Problem> {
    let date = order.date.as_ref()?;
    let message = format!(
        "приказ об итогах от {} считает реализованными программы, срок которых еще не кончился: всех {count}",
        digits(day_of(Some(date))?)
    );
    let problem = Problem::new(Code::ResultsTooEarly, message).at(&date.place);
    Some(problem.hint("исправьте дату приказа"))
}

/// What is counted as carried out must be over.
fn too_early(order: &Order, pairing: &Pairing) -> Option<Problem> {
    let kind = order.kind.as_ref()?;
    let date = day_of(order.date.as_ref())?;
    if !pairing.lasts_beyond(date) {
        return None;
    }
    let until = match pairing.period.as_deref()? {
        When::Span { to, .. } => format!("до {}", digits(*to)),
        When::Day(day) => format!("до {}", digits(*day)),
        When::Printed(text) => format!("и дальше («{text}»)"),
    };
    let people = pairing.mentors.iter().chain(&pairing.mentees);
    let names: Vec<String> = people.map(|p| p.value.name.short()).collect();
    let message = format!(
        "приказ об итогах от {} считает реализованной программу, срок которой продолжается {until}: {}",
        digits(date),
        names.join(" – ")
    );
    let problem = Problem::new(Code::ResultsTooEarly, message).at(&kind.place);
    Some(problem.hint(Advice::apart(
        "назовите в приказе пары, срок которых окончен: pairings = [\"…\"]; или исправьте дату приказа",
        "выберите в приказе пары, срок которых окончен, или исправьте дату приказа",
    )))
}

/// A program that was ended before its term is not carried out.
fn of_ended(project: &Project, order: &Order, pairing: &Pairing) -> Option<Problem> {
    if !project.is_ended(pairing) {
        return None;
    }
    let mut ends = project.ends_of(pairing);
    let (day, end) = ends.find_map(|end| Some((end.takes_effect()?, end)))?;
    let (_, last) = pairing.days().unwrap_or((NaiveDate::MIN, NaiveDate::MAX));
    // Of an order without a date nobody knows whether it came later.
    let is_later = order.takes_effect().is_some_and(|issued| issued >= day);
    if day > last || !is_later && !order.does(Effect::SumsUp) {
        return None;
    }
    let what = if order.does(Effect::SumsUp) {
        "приказ об итогах считает реализованной программу пары"
    } else {
        "приказ утверждает программу пары"
    };
    let name = order.pairings.iter().find(|it| it.value == pairing.stem);
    let message = |reader| {
        format!(
            "{what} {}, а она прекращена с {} приказом {}",
            pairing.called(reader),
            digits(day),
            end.called(reader)
        )
    };
    let problem = Problem::naming(Code::ResultsOfEnded, message);
    let problem = match name {
        Some(name) => problem.at(&name.place),
        None => problem.at(&order.kind.as_ref()?.place),
    };
    Some(problem.hint(Advice::apart(
        "уберите эту пару из pairings; если программа все же выполнена, напишите об этом своим пунктом",
        "уберите эту пару из приказа; если программа все же выполнена, напишите об этом своим пунктом",
    )))
}
