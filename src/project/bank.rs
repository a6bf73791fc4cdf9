//! `bank.toml`: ready wording of the school's own.
//!
//! No paper is made of it: rows of it are put into the files of pairs. It is read only so that what
//! is wrong in it is told before that.

use super::pairing::{read_activity, read_note};
use crate::reader::TomlTable;

/// Reports everything that is wrong with the bank.
pub(super) fn look_over(table: &TomlTable<'_>) {
    for case in table.tables("case") {
        case.required_line("name", "название случая");
        case.line("group");
        if let Some(note) = case.table("note") {
            read_note(note);
        }
        activities(&case);
        case.finish();
    }
    activities(table);
    table.check_unknown();
}

fn activities(table: &TomlTable<'_>) {
    table.tables("activity").into_iter().for_each(|activity| {
        read_activity(activity);
    });
}
