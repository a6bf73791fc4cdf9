//! `bank.toml`: ready wording of the school's own.
//!
//! No paper is made of it: rows of it are put into the files of pairs. It is read only so that what
//! is wrong in it is told before that.

use super::pairing::{read_activity, read_note};
use crate::problem::{Code, Placed, Problem};
use crate::reader::{TomlTable, same_word};

/// Reports everything that is wrong with the bank itself; the blocks that its activities name.
pub(super) fn look_over(table: &TomlTable<'_>) -> Vec<Placed<String>> {
    let mut blocks = Vec::new();
    let mut names: Vec<Placed<String>> = Vec::new();
    for case in table.tables("case") {
        if let Some(name) = case.required_line("name", "название случая") {
            if names.iter().any(|known| same_word(known, &name)) {
                case.reader().report(called_twice(&name));
            }
            names.push(name);
        }
        case.line("group");
        if let Some(note) = case.table("note") {
            read_note(note);
        }
        activities(&case, &mut blocks);
        case.finish();
    }
    activities(table, &mut blocks);
    table.check_unknown();
    blocks
}

/// Only the first of them can be shown or put into a program.
fn called_twice(name: &Placed<String>) -> Problem {
    let message = format!("случай «{}» в этом файле уже есть", name.value);
    Problem::new(Code::DuplicateKey, message)
        .at(&name.place)
        .hint("назовите второй случай иначе: взять по названию можно только первый")
}

fn activities(table: &TomlTable<'_>, blocks: &mut Vec<Placed<String>>) {
    let all = table.tables("activity").into_iter();
    blocks.extend(all.filter_map(|activity| read_activity(activity).block));
}
