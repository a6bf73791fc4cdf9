//! What an order says that orders of its kind do not: it would be printed nowhere. Who signs it.

use std::sync::Arc;

use crate::edition::{AppendixKey, Edition, Effect, OrderKind};
use crate::problem::{Advice, Code, Place, Placed, Problem};
use crate::project::{Control, Order, Person, Project};

use super::orders::has_appendix;

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    problems.extend(strange_head(project));
    for order in &project.orders {
        let kind = order.kind.as_ref();
        if let Some(kind) = kind.and_then(|kind| edition.orders.kind(&kind.value)) {
            problems.extend(idle(edition, order, kind));
        }
        problems.extend(strange_signer(project, order));
        problems.extend(strange_control(project, order));
    }
}

/// The first field that this order does not use; the others mostly belong to it.
fn idle(edition: &Edition, order: &Order, kind: &OrderKind) -> Option<Problem> {
    let own = kind.effect.map_or(&[][..], Effect::own_keys);
    let is_of_kind = |key: &str| {
        let mark = if key == "day" { "day}" } else { key };
        own.contains(&key) || kind.names(mark)
    };
    let places: [(&str, Option<&Place>); 4] = [
        ("new_mentors", order.new_mentors.first().map(|it| &it.place)),
        ("old_mentors", order.old_mentors.first().map(|it| &it.place)),
        ("day", order.day.as_ref().map(|it| &it.place)),
        ("pairings", order.pairings.first().map(|it| &it.place)),
    ];
    let is_used = |key: &str| match key {
        "pairings" => names_pairs(edition, order, kind),
        key => is_of_kind(key),
    };
    let found: Vec<(&str, &Place)> = places
        .into_iter()
        .filter_map(|(key, place)| Some((key, place?)))
        .filter(|(key, _)| !is_used(key))
        .collect();
    let (_, place) = found.first()?;
    let keys: Vec<&str> = found.iter().map(|(key, _)| *key).collect();
    let in_files = format!(
        "приказ вида «{}» этого не печатает: {}",
        kind.name,
        keys.join(", ")
    );
    let on_page = format!(
        "приказ вида «{}» этого не печатает: {}",
        kind.name,
        keys.iter()
            .map(|key| called(key))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let problem = Problem::naming(Code::OfAnotherKind, |reader| match reader {
        crate::problem::Audience::Page => on_page.clone(),
        _ => in_files.clone(),
    });
    Some(problem.at(place).hint(Advice::apart(
        "проверьте вид приказа (kind): замену и прекращение оформляет отдельный приказ, его создает nastavnik event; если вид верен, уберите эти строки",
        "проверьте вид приказа: замену и прекращение оформляет отдельный приказ; если вид верен, очистите эти поля",
    )))
}

fn called(key: &str) -> &'static str {
    match key {
        "new_mentors" => "новый наставник",
        "old_mentors" => "прежний наставник",
        "day" => "с какого дня",
        _ => "пары",
    }
}

/// Whether it is of consequence which pairs an order names.
fn names_pairs(edition: &Edition, order: &Order, kind: &OrderKind) -> bool {
    let lists = [
        AppendixKey::Pairs,
        AppendixKey::Programs,
        AppendixKey::Payments,
    ];
    let clauses = [
        &kind.pairing_clause,
        &kind.pay_stop_clause,
        &kind.pay_set_clause,
        &kind.going_on_clause,
        &kind.ended_clause,
        &kind.basis,
    ];
    kind.effect.is_some()
        || order.own_clauses_only
        || kind.has_no_text()
        || clauses.into_iter().any(Option::is_some)
        || lists
            .into_iter()
            .any(|key| has_appendix(edition, order, key))
        || ["mentor", "mentee"]
            .into_iter()
            .any(|mark| kind.names(mark))
}

/// Beginnings of posts whose holders sign orders, be it for the head.
const SIGNS: [&str; 12] = [
    "директор",
    "заместител",
    "зам.",
    "зам ",
    "заведующ",
    "руководител",
    "начальник",
    "и. о.",
    "и.о.",
    "исполняющ",
    "врио",
    "глав",
];

/// A head whose post is not one: he signs everything.
fn strange_head(project: &Project) -> Option<Problem> {
    const LEADS: [&str; 4] = ["ректор", "президент", "председател", "управляющ"];
    let head = project.organization.head.as_ref()?;
    let post = head.position.to_lowercase();
    if leads(head) || LEADS.iter().any(|it| post.contains(it)) {
        return None;
    }
    let message = format!(
        "руководителем назван сотрудник с другой должностью: {} – {}",
        head.name.short(),
        head.position.value
    );
    let problem = Problem::new(Code::StrangeSigner, message).at(&head.place);
    Some(problem.hint(Advice::apart(
        "проверьте ключ в поле head и должность (position) этого сотрудника: он подписывает приказы и соглашения",
        "проверьте, кто руководитель, и его должность: он подписывает приказы и соглашения",
    )))
}

/// Whether a post is that of who signs and controls; one that is not known may be.
fn leads(person: &Person) -> bool {
    let post = person.position.to_lowercase();
    post.is_empty() || SIGNS.iter().any(|sign| post.contains(sign))
}

/// Somebody of a pair who is to control the order that is about the pairs.
fn strange_control(project: &Project, order: &Order) -> Option<Problem> {
    let Some(Control::Person(person)) = &order.control else {
        return None;
    };
    let is_of = |people: &[Placed<Arc<Person>>]| people.iter().any(|it| it.key == person.key);
    let mut pairs = project.pairings.iter();
    let is_mentee = pairs.any(|it| is_of(&it.mentees));
    let mut pairs = project.pairings.iter();
    let is_mentor = pairs.any(|it| is_of(&it.mentors));
    if leads(person) || !is_mentee && !is_mentor {
        return None;
    }
    let who = if is_mentee {
        "наставляемый"
    } else {
        "наставник"
    };
    let message = format!(
        "контроль возложен на участника пары: {} – {who}",
        person.name.short()
    );
    let problem = Problem::new(Code::StrangeSigner, message).at(&person.place);
    Some(problem.hint(Advice::apart(
        "проверьте ключ в поле control: исполнение контролирует руководитель, его заместитель или куратор",
        "проверьте, на кого возложен контроль: исполнение контролирует руководитель, его заместитель или куратор",
    )))
}

/// A signer who is no head, nor anybody who signs for one.
fn strange_signer(project: &Project, order: &Order) -> Option<Problem> {
    let signer = order.signer.as_ref()?;
    let head = project.organization.head.as_ref();
    if head.is_some_and(|head| head.key == signer.key) || leads(signer) {
        return None;
    }
    let message = format!(
        "приказ подписывает {} – {}, а не руководитель и не его заместитель",
        signer.name.short(),
        signer.position.value
    );
    Some(Problem::new(Code::StrangeSigner, message).at(&signer.place).hint(Advice::apart(
        "проверьте ключ в поле signer; если этот сотрудник исполняет обязанности руководителя, напишите так в его должности: position = \"исполняющий обязанности директора\"",
        "проверьте, кто подписывает приказ; если этот сотрудник исполняет обязанности руководителя, напишите так в его должности",
    )))
}
