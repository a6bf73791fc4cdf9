//! The forms that a pair is filled in with.

use crate::edit::{Filled, Record, Tables};
use crate::fields::{PAIR, SheetKind};

/// The form of a pair as the files have it.
pub(super) fn forms(tables: &Tables, code: &str) -> Vec<Filled> {
    let one = |kind| {
        let record = tables
            .record(kind, code)
            .unwrap_or_else(|| Record::blank(kind));
        Filled::new(kind, vec![unnamed(record)])
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

/// The short name of a pair follows from its people: the form does not ask for it.
fn unnamed(mut record: Record) -> Record {
    record.set(PAIR, "");
    record
}
