//! The forms of one pair.

use crate::edit::{Filled, Record, Tables};
use crate::fields::{PAIR, SheetKind};

/// The forms of a pair as the files have them.
pub(super) fn forms(tables: &Tables, code: &str) -> Vec<Filled> {
    let one = |kind| {
        let record = tables
            .record(kind, code)
            .unwrap_or_else(|| Record::blank(kind));
        Filled::new(kind, vec![unnamed(record)])
    };
    let own = format!("{code}/");
    let activities = tables
        .records(SheetKind::Activities)
        .into_iter()
        .filter(|r| !code.is_empty() && r.code.starts_with(&own));
    let activities = Filled::new(SheetKind::Activities, activities.map(unnamed).collect());
    vec![one(SheetKind::Pairs), one(SheetKind::Notes), activities]
}

/// The record without the short name, which follows from the people and is not asked for.
fn unnamed(mut record: Record) -> Record {
    record.set(PAIR, "");
    record
}
