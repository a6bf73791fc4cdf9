//! Who takes over from whom, where an order leaves it open.

use crate::edition::Effect;
use crate::problem::{Advice, Code, Problem};
use crate::project::{Order, Pairing, Project};

pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    for order in project
        .orders
        .iter()
        .filter(|it| it.does(Effect::ChangesMentors))
    {
        let named = order.pairings.iter();
        let found = named.filter_map(|name| {
            let pairing = project.pairings.iter().find(|it| it.stem == name.value)?;
            let problem = which_new(project, order, pairing)
                .or_else(|| which_old(project, order, pairing))?;
            Some(problem.at(&name.place))
        });
        problems.extend(found);
    }
}

/// Several pairs get several new mentors, and nothing says which of them is whose.
fn which_new(project: &Project, order: &Order, pairing: &Pairing) -> Option<Problem> {
    if !project.is_unclear_who_takes_over(order, pairing) {
        return None;
    }
    let message = |reader| {
        format!(
            "новых наставников и пар в приказе несколько, а кто из них в паре {} – не сказано: в ней назначены все",
            pairing.called(reader)
        )
    };
    let hint = format!(
        "в файле пары запишите раздел [[mentorship]] нового наставника с appointed = {{ order = \"{}\" }} или подготовьте на пару свой приказ",
        order.stem
    );
    let page = "в самой паре впишите нового наставника и этот приказ – тот, которым он назначен, – или подготовьте на пару свой приказ";
    Some(Problem::naming(Code::UnclearTakeover, message).hint(Advice::apart(hint, page)))
}

/// One mentor comes to a pair of several, and nothing says who leaves.
fn which_old(project: &Project, order: &Order, pairing: &Pairing) -> Option<Problem> {
    let leaving = project.mentors_before(order, pairing);
    let new = project.new_mentors_in(order, pairing);
    let is_told = pairing.mentorships.iter().any(|own| {
        let by_order = own.relieved.order.as_deref() == Some(&order.stem);
        by_order || own.ended.is_some()
    });
    if !order.old_mentors.is_empty() || is_told || new.is_empty() || leaving.len() <= new.len() {
        return None;
    }
    let names: Vec<String> = leaving.iter().map(|it| it.name.short()).collect();
    let message = |reader| {
        format!(
            "наставников в паре {} несколько, а кого заменяет приказ – не сказано: он освобождает всех ({})",
            pairing.called(reader),
            names.join(", ")
        )
    };
    let problem = Problem::naming(Code::UnclearTakeover, message);
    Some(problem.hint(Advice::apart(
        "назовите того, кого заменяют: old_mentors = [\"…\"]; если заменяют всех, назовите всех",
        "выберите в приказе прежнего наставника; если заменяют всех, выберите всех",
    )))
}
