//! Whole names that stand anywhere in a book, in rows that are not read and in those with questions
//! too: initials may mean any of them.

use crate::edit::ledger::{BookCell, Ledger};
use crate::edit::named::is_full_name;
use crate::edit::parts::without_number;
use crate::edit::people::People;

/// What parts names in one cell, or a name from what stands beside it.
const PARTING: [char; 7] = ['\n', ',', ';', '(', ')', '/', ':'];
/// Words of a whole name.
const WORDS: usize = 3;

/// Makes the names of a book known to those who look for people by their initials.
pub(super) fn remember(people: &mut People, ledger: &Ledger) {
    for cell in &ledger.cells {
        for part in cell.text.split(PARTING).flat_map(|part| part.split(" и ")) {
            let words: Vec<&str> = without_number(part.trim()).split_whitespace().collect();
            if words.len() >= WORDS {
                add(people, &words[..WORDS].join(" "));
            }
        }
    }
    // Surname, first name and patronymic may have columns of their own.
    for cells in ledger.cells.windows(WORDS) {
        let words: Vec<&str> = cells.iter().map(|cell| cell.text.trim()).collect();
        let are_words = words.iter().all(|word| !word.contains(char::is_whitespace));
        if are_words && cells.windows(2).all(|pair| are_beside(&pair[0], &pair[1])) {
            add(people, &words.join(" "));
        }
    }
}

fn are_beside(left: &BookCell, right: &BookCell) -> bool {
    left.sheet == right.sheet && left.row == right.row && left.column + 1 == right.column
}

fn add(people: &mut People, name: &str) {
    if is_full_name(name) {
        people.add_stranger(name);
    }
}
