//! The table of one mentorship in the file of a pair, and days in it.

use chrono::{Datelike as _, NaiveDate};
use toml_edit::{Array, Datetime, InlineTable, Item, Table, Value as Toml};

use super::happening::{Newcomer, Why};
use super::toml_file::{TomlFiles, get, order_file, pairing_file, tables};
use crate::edition::{Edition, Effect};

pub(super) fn is_of(mentorship: &Table, key: &str) -> bool {
    mentorship.get("mentor").and_then(Item::as_str) == Some(key)
}

/// Whether a mentorship goes on.
pub(super) fn is_on(mentorship: &Table) -> bool {
    ["relieved", "ended"]
        .iter()
        .all(|key| !mentorship.contains_key(key))
}

/// Relieves one mentor, or everybody, from a day on. A term that is over by then stays as it is; one
/// that would begin on the day or later never comes to be and is taken away. Says how many were
/// relieved.
pub(super) fn relieve_from(
    own: &mut Vec<Table>,
    who: Option<&str>,
    (order, day): (&str, NaiveDate),
    why: Why,
) -> usize {
    let is_his = |t: &Table| who.is_none_or(|key| is_of(t, key)) && is_on(t);
    let at = |t: &Table, key: &str| t.get(key).and_then(day_of);
    own.retain(|t| !(is_his(t) && at(t, "starts").is_some_and(|first| first >= day)));
    let goes_on = |t: &&mut Table| is_his(t) && at(t, "until").is_none_or(|last| last >= day);
    let mut relieved = 0;
    for table in own.iter_mut().filter(goes_on) {
        relieve(table, order, day, why);
        relieved += 1;
    }
    relieved
}

/// Whether an order ends a pair of whose mentors none names it: then it ends the work of all.
pub(super) fn is_ended_by_order(toml: &TomlFiles, edition: &Edition, stem: &str) -> bool {
    let file = toml.get(&pairing_file(stem));
    let own = file.map_or_else(Vec::new, |file| tables(file, "mentorship"));
    let is_named = |order: &str| {
        let mut named = own
            .iter()
            .filter_map(|t| get(t, "relieved.order")?.as_str());
        named.any(|it| it == order)
    };
    let ends = |order: &String| {
        let table = toml.get(&order_file(order));
        let kind = table.and_then(|table| table.get("kind")?.as_str());
        let effect = kind.and_then(|kind| edition.orders.effect(kind));
        let pairs = table.and_then(|table| table.get("pairings")?.as_array());
        let mut pairs = pairs.into_iter().flat_map(Array::iter);
        effect == Some(Effect::EndsPairs) && pairs.any(|pair| pair.as_str() == Some(stem))
    };
    let orders = toml.stems("orders");
    orders.iter().any(|order| ends(order) && !is_named(order))
}

fn relieve(mentorship: &mut Table, order: &str, day: NaiveDate, why: Why) {
    let (key, given) = match why {
        Why::Unsaid => ("", None),
        Why::Refusal(given) => ("refusal", Some(given)),
        Why::Notice(given) => ("notice", Some(given)),
    };
    if let Some(given) = given {
        let mut ending = InlineTable::new();
        ending.insert("date", date(given));
        ending.insert("day", date(day));
        mentorship.insert(key, ending.into());
    }
    mentorship.insert("relieved", by_order(order).into());
}

pub(super) fn newcomer(mentorship: &mut Table, new: &Newcomer) {
    if let Some(day) = new.consent {
        mentorship.insert("consent", date(day).into());
    }
    if let Some(pay) = &new.pay {
        mentorship.insert("pay", pay.as_str().into());
    }
}

pub(super) fn by_order(order: &str) -> Toml {
    let mut table = InlineTable::new();
    table.insert("order", order.into());
    table.into()
}

pub(super) fn date(day: NaiveDate) -> Toml {
    let small = |n: u32| u8::try_from(n).unwrap_or_default();
    Datetime {
        date: Some(toml_edit::Date {
            year: u16::try_from(day.year()).unwrap_or_default(),
            month: small(day.month()),
            day: small(day.day()),
        }),
        time: None,
        offset: None,
    }
    .into()
}

pub(super) fn day_of(item: &Item) -> Option<NaiveDate> {
    let written = match item.as_datetime() {
        Some(day) => day.to_string(),
        None => item.as_str()?.trim().to_owned(),
    };
    NaiveDate::parse_from_str(&written, "%Y-%m-%d").ok()
}
