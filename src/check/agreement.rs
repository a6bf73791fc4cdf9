//! Papers of one project that contradict each other or repeat each other's words.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use crate::edition::Effect;
use crate::problem::{Advice, Code, Place, Placed, Problem};
use crate::project::{Approval, Basis, Order, Pairing, Project};
use crate::reader::When;

pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    same_order(project, problems);
    for order in project
        .orders
        .iter()
        .filter(|o| o.does(Effect::FixesPairs) && !o.pairings.is_empty())
    {
        listed(project, order, problems);
    }
    project
        .orders
        .iter()
        .filter(|o| o.does(Effect::ChangesMentors) && !o.old_mentors.is_empty())
        .for_each(|order| taken_over(project, order, problems));
    relevance(project, problems);
    consents(project, problems);
}

/// The order rests on the mentor's written consent (Labour Code, art. 351.8), so the consent comes
/// first.
fn consents(project: &Project, problems: &mut Vec<Problem>) {
    for pairing in &project.pairings {
        let Some(Basis::Order {
            approval, consent, ..
        }) = &pairing.basis
        else {
            continue;
        };
        let of_file = || project.order(pairing.order()?)?.date.as_deref();
        let order = approval.date.as_deref().or_else(of_file);
        let (Some(When::Day(consent)), Some(When::Day(order))) = (consent.as_deref(), order) else {
            continue;
        };
        if consent > order {
            let [consent, order] = [consent, order].map(|d| d.format("%d.%m.%Y").to_string());
            let message = format!(
                "согласие наставника дано {consent}, а приказ о паре издан раньше – {order}"
            );
            let place = approval.place.as_ref().unwrap_or(&pairing.place);
            problems.push(
                Problem::new(Code::ConsentAfterOrder, message)
                    .at(place)
                    .hint("проверьте обе даты: приказ издают на основании согласия"),
            );
        }
    }
}

/// An order as some file gives it.
struct Mention<'a> {
    number: &'a str,
    date: NaiveDate,
    title: Option<&'a str>,
    file: String,
    place: Option<&'a Place>,
}

fn mentions(project: &Project) -> Vec<Mention<'_>> {
    let orders = project.orders.iter().filter_map(|order| {
        let file = format!("orders/{}.toml", order.stem);
        mention(
            order.number.as_ref(),
            order.date.as_deref(),
            None,
            file,
            None,
        )
    });
    let roadmap = project
        .roadmap
        .iter()
        .filter_map(|roadmap| of_approval(&roadmap.approved, None, "roadmap.toml".to_owned()));
    let pairings = project
        .pairings
        .iter()
        .filter_map(|pairing| match &pairing.basis {
            Some(Basis::Order {
                approval, title, ..
            }) => of_approval(
                approval,
                title.as_ref(),
                format!("pairings/{}.toml", pairing.stem),
            ),
            Some(Basis::Printed(_)) | None => None,
        });
    orders.chain(roadmap).chain(pairings).collect()
}

fn of_approval<'a>(
    approval: &'a Approval,
    title: Option<&'a Placed<String>>,
    file: String,
) -> Option<Mention<'a>> {
    mention(
        approval.number.as_ref(),
        approval.date.as_deref(),
        title,
        file,
        approval.place.as_ref(),
    )
}

fn mention<'a>(
    number: Option<&'a Placed<String>>,
    date: Option<&When>,
    title: Option<&'a Placed<String>>,
    file: String,
    place: Option<&'a Place>,
) -> Option<Mention<'a>> {
    match (number, date) {
        (Some(number), Some(When::Day(date))) => Some(Mention {
            number,
            date: *date,
            title: title.map(|t| t.value.as_str()),
            file,
            place,
        }),
        _ => None,
    }
}

/// Numbers run within a calendar year; the same number of another year is another order, unless
/// only the year was mistyped.
fn same_order(project: &Project, problems: &mut Vec<Problem>) {
    let mentions = mentions(project);
    for (i, later) in mentions.iter().enumerate() {
        let Some(place) = later.place else { continue };
        let differs = mentions[..i].iter().find_map(|first| {
            let is_alike = |a: NaiveDate, b: NaiveDate| {
                a.year() == b.year() || (a.month(), a.day()) == (b.month(), b.day())
            };
            if first.number == later.number
                && first.date != later.date
                && is_alike(first.date, later.date)
            {
                let [here, there] =
                    [later.date, first.date].map(|d| d.format("%d.%m.%Y").to_string());
                return Some(format!(
                    "приказ № {}: здесь дата {here}, а в файле {} – {there}",
                    later.number, first.file
                ));
            }
            let same_title = first.title.is_some() && first.title == later.title;
            (same_title && first.date == later.date && first.number != later.number).then(|| {
                format!(
                    "приказ «{}»: здесь номер {}, а в файле {} – {}",
                    later.title.unwrap_or_default(),
                    later.number,
                    first.file,
                    first.number
                )
            })
        });
        if let Some(message) = differs {
            problems.push(Problem::new(Code::OrderDiffers, message).at(place).hint(Advice::apart("чтобы номер и дата были записаны один раз, создайте файл приказа в папке orders и указывайте его имя: order = \"…\"", "чтобы номер и дата были записаны один раз, добавьте этот приказ в раздел «Приказы» и выбирайте его из списка")));
        }
    }
}

fn listed(project: &Project, order: &Order, problems: &mut Vec<Problem>) {
    let is_listed = |pairing: &Pairing| order.pairings.iter().any(|p| p.value == pairing.stem);
    for pairing in &project.pairings {
        match pairing.order_place() {
            Some(basis) if basis.value == order.stem && !is_listed(pairing) => {
                let message = format!("приказ «{}» этой пары не называет", order.stem);
                problems.push(outside(message, basis).hint(Advice::apart(
                    format!(
                        "добавьте «{}» в список pairings приказа или исправьте основание",
                        pairing.stem
                    ),
                    "добавьте эту пару в список пар приказа или укажите другое основание",
                )));
            }
            Some(_) | None => {}
        }
    }
    for name in &order.pairings {
        let pairing = project.pairings.iter().find(|p| p.stem == name.value);
        let by_change = |p: &Pairing| {
            project
                .changes_of(p)
                .any(|change| p.order() == Some(change.stem.as_str()))
        };
        if let Some(pairing) =
            pairing.filter(|p| p.order() != Some(order.stem.as_str()) && !by_change(p))
        {
            let message = format!("у пары «{}» основанием назван не этот приказ", pairing.stem);
            problems.push(outside(message, name).hint(Advice::apart(
                format!(
                    "в файле пары запишите: basis = {{ order = \"{}\", consent = … }}",
                    order.stem
                ),
                "укажите этот приказ основанием в самой паре",
            )));
        }
    }
}

/// A pair that names its new mentor rests on the order that appoints him and on his own consent.
fn taken_over(project: &Project, order: &Order, problems: &mut Vec<Problem>) {
    let is_new = |pairing: &Pairing| {
        pairing
            .mentors
            .iter()
            .any(|m| order.new_mentors.iter().any(|new| new.key == m.value.key))
    };
    let named = project
        .pairings
        .iter()
        .filter(|p| order.pairings.iter().any(|name| name.value == p.stem));
    let is_last = |pairing: &Pairing| {
        project
            .changes_of(pairing)
            .max_by_key(|c| c.takes_effect())
            .is_some_and(|last| last.stem == order.stem)
    };
    for pairing in named.filter(|p| is_new(p) && is_last(p)) {
        let Some(Basis::Order { approval, .. }) = &pairing.basis else {
            continue;
        };
        let has_number = approval.number.is_some() && approval.number == order.number;
        if !has_number && pairing.order() != Some(order.stem.as_str()) {
            let message = format!(
                "пару ведет новый наставник, а основанием назван не приказ о замене «{}»",
                order.stem
            );
            let place = approval.place.as_ref().unwrap_or(&pairing.place);
            problems.push(
                Problem::new(Code::PairingOutsideOrder, message)
                    .at(place)
                    .hint(Advice::apart(format!("запишите: basis = {{ order = \"{}\", consent = … }} – с датой согласия нового наставника", order.stem), "укажите основанием приказ о замене и впишите дату согласия нового наставника")),
            );
        }
    }
}

fn outside(message: String, place: &Placed<String>) -> Problem {
    Problem::new(Code::PairingOutsideOrder, message).at(&place.place)
}

fn relevance(project: &Project, problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<&str, &Pairing> = BTreeMap::new();
    for pairing in &project.pairings {
        let Some(mark) = &pairing.relevance else {
            continue;
        };
        match seen.get(mark.value.as_str()) {
            Some(first) => problems.push(
                Problem::new(
                    Code::SharedRelevance,
                    format!(
                        "актуальность слово в слово та же, что в файле pairings/{}.toml",
                        first.stem
                    ),
                )
                .at(&mark.place)
                .hint("программа персонализированная: опишите трудности именно этого педагога"),
            ),
            None => drop(seen.insert(&mark.value, pairing)),
        }
    }
}
