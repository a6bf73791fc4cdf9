//! Orders as people name them ↔ their files.

use std::collections::BTreeMap;

use super::form::Tables;
use super::people::latin;
use super::row::{Cell, List};
use crate::fields::{ORDER, Offer, SheetKind};
use crate::reader::clean;

/// «о закреплении пар, № 118-ОД от 01.09.2026» ↔ `pairs`.
#[derive(Debug, Clone, Default)]
pub struct OrderNames {
    shown: BTreeMap<String, String>,
    codes: BTreeMap<String, String>,
}

impl OrderNames {
    /// The orders of the files. Two that are called alike are told apart by their files.
    pub fn of(tables: &Tables) -> Self {
        let mut out = Self::default();
        for order in tables.lists().orders {
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
        let rows = lists
            .iter()
            .filter(|list| list.kind == SheetKind::Orders && !list.is_form)
            .flat_map(|list| &list.rows);
        for row in rows {
            let Some(name) = row.text(ORDER) else {
                continue;
            };
            if self.codes.contains_key(&compared(&name)) {
                continue;
            }
            let code = Some(row.code.clone()).filter(|code| !code.is_empty());
            let code = code.unwrap_or_else(|| latin(&name));
            self.codes.insert(compared(&name), code);
        }
        self
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
