//! Orders as people name them ↔ their files.

use std::collections::BTreeMap;

use super::form::Tables;
use super::order_words::order_in;
use super::row::{Cell, List, Row};
use crate::fields::{ORDER, Offer, SheetKind};
use crate::reader::clean;
use crate::russian::latin;

/// «о закреплении пар, № 118-ОД от 01.09.2026» ↔ `pairs`.
#[derive(Debug, Clone, Default)]
pub struct OrderNames {
    shown: BTreeMap<String, String>,
    codes: BTreeMap<String, String>,
    /// By its code, what an order would be called if no other were called so.
    alone: BTreeMap<String, String>,
}

impl OrderNames {
    /// The orders of the files. Two that are called alike are told apart by their files.
    pub fn of(tables: &Tables) -> Self {
        let mut out = Self::default();
        for order in tables.orders() {
            let alone = compared(&order.shown);
            out.alone.insert(order.code.clone(), alone);
            let shown = if out.codes.contains_key(&compared(&order.shown)) {
                format!("{} ({})", order.shown, order.code)
            } else {
                order.shown
            };
            out.add(&order.code, &shown);
        }
        out
    }

    /// The same, with the names that a book has for them: those of the files may have changed since
    /// it was made, and new orders have only a name.
    #[must_use]
    pub fn with(mut self, lists: &[List]) -> Self {
        let of_orders = |list: &&List| list.kind == SheetKind::Orders && !list.is_form;
        let mut own = BTreeMap::new();
        for list in lists.iter().filter(of_orders) {
            for (row, code) in list.rows.iter().zip(self.codes_of(&list.rows)) {
                let Some(name) = row.text(ORDER).map(|name| compared(&name)) else {
                    continue;
                };
                let is_own = |code: &&str| {
                    self.alone.get(*code) == Some(&name) || !self.codes.contains_key(&name)
                };
                if let Some(code) = code.filter(is_own) {
                    own.entry(name).or_insert_with(|| code.to_owned());
                } else {
                    let code = latin(&name);
                    self.codes.entry(name).or_insert(code);
                }
            }
        }
        // What the book calls an order, another of the files may be called by now. In a sheet that
        // was sorted without its hidden column no row has its own name.
        self.codes.extend(own);
        self
    }

    /// The code of each row of orders. A copied row has that of the one it was copied from: the row
    /// of its name keeps it, or the first.
    pub(super) fn codes_of<'r>(&self, rows: &'r [Row]) -> Vec<Option<&'r str>> {
        let is_of_name = |row: &Row| {
            let name = row.text(ORDER).map(|name| compared(&name));
            name == self.shown.get(&row.code).map(|name| compared(name))
        };
        let owner = |code: &str| {
            let mut with_code = rows.iter().enumerate().filter(|(_, row)| row.code == code);
            let first = with_code.clone().next();
            with_code.find(|(_, row)| is_of_name(row)).or(first)
        };
        rows.iter()
            .enumerate()
            .map(|(i, row)| {
                let is_owner = || owner(&row.code).is_some_and(|(own, _)| own == i);
                Some(row.code.as_str()).filter(|code| !code.is_empty() && is_owner())
            })
            .collect()
    }

    fn add(&mut self, code: &str, shown: &str) {
        self.shown.insert(code.to_owned(), shown.to_owned());
        self.codes.insert(compared(shown), code.to_owned());
    }

    /// What people call an order; an unknown one by its code.
    pub fn shown<'n>(&'n self, code: &'n str) -> &'n str {
        self.shown.get(code).map_or(code, String::as_str)
    }

    /// The code of an order that people call so.
    pub fn code(&self, name: &str) -> Option<&str> {
        self.codes.get(&compared(name)).map(String::as_str)
    }

    /// The orders that a number, a number with its date or the words of a kind may mean.
    pub(super) fn meant(&self, text: &str) -> Vec<&str> {
        let words = order_in(text);
        let is_meant = |(code, shown): &(&String, &String)| {
            let (kind, own) = shown.split_once(", ").unwrap_or((shown.as_str(), ""));
            // Two that are called alike have their files behind.
            let own = own.strip_suffix(&format!(" ({code})")).unwrap_or(own);
            match (&words, order_in(own)) {
                (Some(said), Some(own)) => {
                    compared(&said.number) == compared(&own.number)
                        && said.date.is_none_or(|date| own.date == Some(date))
                }
                _ => compared(kind) == compared(text),
            }
        };
        let all = self.shown.iter().filter(is_meant);
        all.map(|(code, _)| code.as_str()).collect()
    }

    /// What a cell says, with the code of an order where it names one.
    pub fn text_of(&self, cell: &Cell) -> String {
        let text = cell.value.shown();
        let is_order = cell.field.offer == Offer::Orders || cell.field.path == ORDER;
        match self.code(&clean(&text)).filter(|_| is_order) {
            Some(code) => code.to_owned(),
            None => text,
        }
    }
}

/// A name as names are compared.
fn compared(name: &str) -> String {
    let lower = name.to_lowercase().replace(['–', '—'], "-");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}
