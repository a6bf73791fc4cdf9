//! Orders of another school year than that of the pairs they are about: a slip in the year, or a line
//! of last year's list.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::orders::has_appendix;
use crate::edition::{AppendixKey, Edition, Effect};
use crate::problem::{Advice, Audience, Code, Placed, Problem};
use crate::project::{Basis, Order, Pairing, Project, SchoolYear};
use crate::reader::When;
use crate::russian::digits;

/// Pairs are fixed so many days before their work begins, at the earliest: in spring for the autumn.
const AHEAD: Days = Days::new(150);

/// What an order is called that fixes pairs.
const OF_PAIRS: &str = "приказ о наставнических парах";

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let year = project.organization.school_year.as_deref().copied();
    // An order is asked about once, at the first pair that names it.
    let mut asked = BTreeSet::new();
    let of_pairs = project.pairings.iter().filter_map(|pairing| {
        let Some(Basis::Order { approval, .. }) = &pairing.basis else {
            return None;
        };
        let date = approval.date.as_ref()?;
        let problem = told(|_| OF_PAIRS.to_owned(), date, year, [pairing])?;
        let number = approval.number.as_deref().map(String::as_str);
        asked.insert((number, day_of(date))).then_some(problem)
    });
    let of_orders = project.orders.iter().filter_map(|order| {
        let date = order
            .date
            .as_ref()
            .filter(|_| order.does(Effect::FixesPairs))?;
        told(
            |_| OF_PAIRS.to_owned(),
            date,
            year,
            pairs_of(project, order),
        )
    });
    let others = project.orders.iter();
    let others = others.filter_map(|order| of_other_kind(project, edition, order, year));
    problems.extend(of_pairs.chain(of_orders).chain(others));
    problems.extend(late_introduction(project, edition));
}

/// An order that approves the regulation and is later than the one that fixes pairs by it.
fn late_introduction(project: &Project, edition: &Edition) -> Option<Problem> {
    let dated = |order: &'_ Order| order.date.as_ref().and_then(day_of);
    let fixing = project
        .orders
        .iter()
        .filter(|it| it.does(Effect::FixesPairs));
    let first = fixing.filter_map(dated).min()?;
    let introduces = |it: &&Order| has_appendix(edition, it, AppendixKey::Regulation);
    let order = project.orders.iter().find(introduces)?;
    let date = order.date.as_ref()?;
    let day = day_of(date).filter(|day| *day > first)?;
    let message = |reader| {
        format!(
            "приказ {} утверждает положение {}, а пары закреплены раньше – приказом от {}",
            order.called(reader),
            digits(day),
            digits(first)
        )
    };
    let problem = Problem::naming(Code::LateOrder, message).at(&date.place);
    Some(problem.hint("пары закрепляют по положению: исправьте ту дату, которая записана неверно; если положение новое, ничего не делайте"))
}

/// Orders that belong to one year though they fix no pairs: those that approve programs, set payments
/// or sum up. What is too early of them is told by what they rest on.
fn of_other_kind(
    project: &Project,
    edition: &Edition,
    order: &Order,
    year: Option<SchoolYear>,
) -> Option<Problem> {
    let date = order.date.as_ref()?;
    let sums_up = order.does(Effect::SumsUp);
    let encloses = |key| has_appendix(edition, order, key);
    let is_of_a_year =
        sums_up || encloses(AppendixKey::Programs) || encloses(AppendixKey::Payments);
    if !is_of_a_year || order.does(Effect::FixesPairs) || day_of(date)? < year?.first_day() {
        return None;
    }
    // The results of a year may wait for the next one to begin.
    let last = year?.last_day().checked_add_days(AHEAD)?;
    if sums_up && day_of(date)? <= last {
        return None;
    }
    let what = |reader| format!("приказ {}", order.called(reader));
    told(what, date, year, &project.pairings)
}

/// The pairs that rest on an order.
fn pairs_of<'p>(
    project: &'p Project,
    order: &'p Order,
) -> impl Iterator<Item = &'p Pairing> + use<'p> {
    let pairings = project.pairings.iter();
    pairings.filter(|pairing| pairing.order() == Some(order.stem.as_str()))
}

fn day_of(date: &Placed<When>) -> Option<NaiveDate> {
    match date.value {
        When::Day(day) => Some(day),
        When::Span { .. } | When::Printed(_) => None,
    }
}

/// What is told of an order, if it is of another year than the school and all these pairs.
fn told<'p>(
    what: impl Fn(Audience) -> String,
    date: &Placed<When>,
    year: Option<SchoolYear>,
    pairs: impl IntoIterator<Item = &'p Pairing>,
) -> Option<Problem> {
    let day = day_of(date)?;
    let year = year?;
    let mut from = year.first_day();
    let mut to = year.last_day();
    for pairing in pairs {
        if let Some(When::Span {
            from: begins,
            to: ends,
        }) = pairing.period.as_deref()
        {
            (from, to) = (from.min(*begins), to.max(*ends));
        }
    }
    let side = if is_long_before(day, from) {
        "до начала"
    } else if day > to {
        "после окончания"
    } else {
        return None;
    };
    let message = |reader| {
        let what = what(reader);
        format!(
            "{what} датирован {} – {side} {year} учебного года",
            digits(day)
        )
    };
    Some(
        Problem::naming(Code::OrderOfOtherYear, message)
            .at(&date.place)
            .hint(Advice::from(if what(Audience::Files) == OF_PAIRS {
                "проверьте год; если пара работает по прежнему приказу, ничего менять не надо"
            } else {
                "проверьте год в дате приказа"
            })),
    )
}

fn is_long_before(day: NaiveDate, from: NaiveDate) -> bool {
    from.checked_sub_days(AHEAD)
        .is_some_and(|first| day < first)
}
