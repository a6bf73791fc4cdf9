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
    let activities = tables
        .records(SheetKind::Activities)
        .into_iter()
        .filter(|r| !code.is_empty() && r.code.starts_with(&own));
    let activities = Filled::new(SheetKind::Activities, activities.map(unnamed).collect());
    vec![one(SheetKind::Pairs), one(SheetKind::Notes), activities]
}

/// The short name of a pair follows from its people: the form does not ask for it.
fn unnamed(mut record: Record) -> Record {
    record.set(PAIR, "");
    record
}
