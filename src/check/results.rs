//! What an order about the results of the year counts as carried out.

use chrono::NaiveDate;

use super::turns::{day_of, digits};
use crate::edition::Effect;
use crate::problem::{Advice, Code, Problem};
use crate::project::{Order, Pairing, Project};
use crate::reader::When;

pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    for order in &project.orders {
        if !order.does(Effect::SumsUp) || order.own_clauses_only {
            continue;
        }
        for pairing in project.pairings_listed_by(order) {
            problems
                .extend(too_early(order, pairing).or_else(|| of_ended(project, order, pairing)));
        }
    }
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
    let mut ends = project.ends_of(pairing);
    let (day, end) = ends.find_map(|end| Some((end.takes_effect()?, end)))?;
    let (_, last) = pairing.days().unwrap_or((NaiveDate::MIN, NaiveDate::MAX));
    if day > last {
        return None;
    }
    let name = order.pairings.iter().find(|it| it.value == pairing.stem);
    let message = |reader| {
        format!(
            "приказ об итогах считает реализованной программу пары {}, а она прекращена с {} приказом {}",
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
