//! Pairs whose row was taken out of a book while others of their rows were changed in it.

use super::importer::Importer;
use crate::edit::row::Row;
use crate::problem::{Code, Problem};

impl Importer {
    /// Asks of a changed row of a pair that would be taken away with it.
    pub(super) fn ask_of_gone(&mut self, row: &Row, pair: &str) {
        let is_edited = |at: &String| self.out.edited.contains(at);
        let Some(cell) = row.cells.iter().find(|cell| is_edited(&cell.at)).cloned() else {
            return;
        };
        let problem = Problem::new(
            Code::UnclearCell,
            format!(
                "«{}»: здесь изменение, а строки пары «{}» на листе «Пары» больше нет: убрать пару со всем, что о ней есть?",
                cell.head(),
                self.pairs.shown(pair)
            ),
        );
        self.report_at(
            problem.hint("если пары больше нет, удалите и эту строку; если ее строка стерта случайно, верните ее на лист «Пары»"),
            &cell.at,
            &cell.value.shown(),
        );
    }
}
