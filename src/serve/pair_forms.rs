//! The forms of one pair.

use crate::edit::{Filled, Record, Tables};
use crate::fields::{PAIR, SheetKind};

/// The forms of a pair as the files have them.
pub(super) fn forms(tables: &Tables, code: &str) -> Vec<Filled> {
    let one = |kind| {
        let record = tables
            .record(kind, code)
            .unwrap_or_else(|| tables.blank(kind));
        tables.filled(kind, vec![unnamed(record)])
    };
    let own = format!("{code}/");
    let list = |kind| {
        let records = tables.records(kind).into_iter();
        let records = records.filter(|r| !code.is_empty() && r.code.starts_with(&own));
        Filled::new(kind, records.map(unnamed).collect())
    };
    vec![
        one(SheetKind::Pairs),
        list(SheetKind::Mentorships),
        one(SheetKind::Notes),
        list(SheetKind::Activities),
    ]
}

/// The record without the short name, which follows from the people and is not asked for.
fn unnamed(mut record: Record) -> Record {
    record.set(PAIR, "");
    record
}
