//! Where a value stands in the text of a file.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::origin::{KeyPath, Step};

/// The stretch of the value that a path leads to, or of the last one on the way to it.
pub fn span_of(text: &str, path: &KeyPath) -> Option<Range<usize>> {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut found: Option<&Spanned<DeValue<'_>>> = None;
    for step in path.steps() {
        let next = match (step, found.map(Spanned::get_ref)) {
            (Step::Key(_) | Step::Name(_), None) => in_table(table.get_ref(), step),
            (Step::Key(_) | Step::Name(_), Some(DeValue::Table(inner))) => in_table(inner, step),
            (Step::Item(index), Some(DeValue::Array(items))) => items.get(*index),
            _ => None,
        };
        match next {
            Some(next) => found = Some(next),
            None => break,
        }
    }
    found.map(Spanned::span)
}

/// The keys that a file has outside of any section, and its sections.
pub fn top_keys(text: &str) -> BTreeSet<String> {
    let (table, _) = DeTable::parse_recoverable(text);
    let keys = table.get_ref().keys();
    keys.map(|key| key.get_ref().to_string()).collect()
}

fn in_table<'t, 'i>(table: &'t DeTable<'i>, step: &Step) -> Option<&'t Spanned<DeValue<'i>>> {
    table.get(step.as_key()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_by_its_path() {
        let text = "a = 1\n[staff.x]\nname = \"Имя\"\n[[activity]]\nterm = \"май\"\n";
        let at = |path: &KeyPath| span_of(text, path).map(|span| &text[span]);
        let top = KeyPath::default();
        let name = top.key("staff").name("x").key("name");
        assert_eq!(at(&name), Some("\"Имя\""));
        let term = top.key("activity").item(0).key("term");
        assert_eq!(at(&term), Some("\"май\""));
        // What a value is part of, where it is not there itself.
        assert_eq!(at(&name.key("dative")), Some("\"Имя\""));
        assert_eq!(at(&top.key("b")), None);
    }
}
