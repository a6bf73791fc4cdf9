//! Every key that the readers of a project's files know.

use super::{Staff, bank, order, organization, pairing, regulation, roadmap};
use crate::problem::FileId;
use crate::reader::{KnownKey, survey};

/// The files of a project by the name of what they describe, each with its keys.
pub fn known_keys() -> [(&'static str, Vec<KnownKey>); 6] {
    let (file, staff) = (FileId(0), Staff::new());
    [
        (
            "organization",
            survey(|reader, table| drop(organization::read(reader, table))),
        ),
        (
            "roadmap",
            survey(|_, table| drop(roadmap::read(table, file, &staff))),
        ),
        (
            "pairing",
            survey(|reader, table| drop(pairing::read(reader, table, file, "", &staff))),
        ),
        (
            "order",
            survey(|reader, table| drop(order::read(reader, table, file, "", &staff))),
        ),
        (
            "regulation",
            survey(|_, table| drop(regulation::read(table))),
        ),
        (
            "bank",
            survey(|_, table| {
                bank::look_over(table);
            }),
        ),
    ]
}
