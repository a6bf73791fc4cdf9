//! Orders of another school year than that of the pairs they fix: a slip in the year, or a line of
//! last year's list.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::edition::Effect;
use crate::problem::{Advice, Code, Placed, Problem};
use crate::project::{Basis, Order, Pairing, Project, SchoolYear};
use crate::reader::When;
use crate::russian::digits;

/// Pairs are fixed so many days before their work begins, at the earliest: in spring for the autumn.
const AHEAD: Days = Days::new(150);

pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    let year = project.organization.school_year.as_deref().copied();
    // An order is asked about once, at the first pair that names it.
    let mut asked = BTreeSet::new();
    let of_pairs = project.pairings.iter().filter_map(|pairing| {
        let Some(Basis::Order { approval, .. }) = &pairing.basis else {
            return None;
        };
        let date = approval.date.as_ref()?;
        let problem = told(date, year, [pairing])?;
        let number = approval.number.as_deref().map(String::as_str);
        asked.insert((number, day_of(date))).then_some(problem)
    });
    let of_orders = project.orders.iter().filter_map(|order| {
        let date = order
            .date
            .as_ref()
            .filter(|_| order.does(Effect::FixesPairs))?;
        told(date, year, pairs_of(project, order))
    });
    problems.extend(of_pairs.chain(of_orders));
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
    let message = format!(
        "приказ о наставнических парах датирован {} – {side} {year} учебного года",
        digits(day)
    );
    Some(
        Problem::new(Code::OrderOfOtherYear, message)
            .at(&date.place)
            .hint(Advice::from(
                "проверьте год; если пара работает по прежнему приказу, ничего менять не надо",
            )),
    )
}

fn is_long_before(day: NaiveDate, from: NaiveDate) -> bool {
    from.checked_sub_days(AHEAD)
        .is_some_and(|first| day < first)
}
