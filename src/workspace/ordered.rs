//! What the orders of a project do to its pairs.

use std::collections::BTreeMap;

use super::workspace::Workspace;
use crate::edit::{Record, Tables};
use crate::edition::Effect;
use crate::fields::{PAIR, SheetKind};

impl Workspace {
    /// The pairs that orders end or give another mentor, by their short names.
    pub fn ordered_changes(&self) -> BTreeMap<String, Vec<OrderedChange>> {
        changes(self.tables())
    }

    /// Pairs that an order about pairs is to fix and that name no basis yet.
    pub fn without_basis(&self, code: &str) -> Vec<Record> {
        unfounded(self.tables(), code)
    }
}

/// What an order makes of a pair.
#[derive(Debug)]
pub struct OrderedChange {
    /// «прекращена с 15.01.2027».
    pub words: String,
    /// Code of the order, and what people call it.
    pub order: (String, String),
}

fn changes(tables: &Tables) -> BTreeMap<String, Vec<OrderedChange>> {
    let names: BTreeMap<String, String> = tables
        .orders()
        .into_iter()
        .map(|o| (o.code, o.shown))
        .collect();
    let mut out: BTreeMap<String, Vec<OrderedChange>> = BTreeMap::new();
    for order in tables.records(SheetKind::Orders) {
        let what = match tables.words().effect_of(order.text("kind")) {
            Some(Effect::EndsPairs) => "прекращена",
            Some(Effect::ChangesMentors) => "замена наставника",
            _ => continue,
        };
        let day = order.text("day");
        let words = if day.is_empty() {
            what.to_owned()
        } else {
            format!("{what} с {day}")
        };
        let shown = names.get(&order.code).unwrap_or(&order.code);
        for pair in order.text("pairings").lines() {
            out.entry(pair.to_owned()).or_default().push(OrderedChange {
                words: words.clone(),
                order: (order.code.clone(), shown.clone()),
            });
        }
    }
    out
}

fn unfounded(tables: &Tables, code: &str) -> Vec<Record> {
    let order = tables
        .record(SheetKind::Orders, code)
        .filter(|o| tables.words().effect_of(o.text("kind")) == Some(Effect::FixesPairs));
    let Some(order) = order else {
        return Vec::new();
    };
    let listed: Vec<&str> = order.text("pairings").lines().collect();
    let is_listed = |pair: &Record| listed.is_empty() || listed.contains(&pair.text(PAIR));
    let has_none = |pair: &Record| {
        ["basis", "basis.order", "basis.number", "basis.date"]
            .iter()
            .all(|path| pair.text(path).is_empty())
    };
    tables
        .records(SheetKind::Pairs)
        .into_iter()
        .filter(|pair| is_listed(pair) && has_none(pair))
        .collect()
}
