//! The fate of every cell of a book that was brought in.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::{BookCell, Fate, Tally};
use super::outcome::Imported;
use crate::fields::field_at;

/// Who claims which cell.
struct Claims<'i> {
    asked: BTreeSet<&'i str>,
    asked_rows: BTreeSet<(&'i str, u32)>,
    taken: BTreeMap<&'i str, (&'i str, &'i str)>,
}

/// Sheet and row, from 0, of a cell by its name: «Пары!B3», or «B3» of a list without sheets.
fn row_of(at: &str) -> Option<(&str, u32)> {
    let (sheet, cell) = at.rsplit_once('!').unwrap_or(("", at));
    let row: u32 = cell
        .trim_start_matches(|c: char| c.is_ascii_alphabetic())
        .parse()
        .ok()?;
    Some((sheet, row.checked_sub(1)?))
}

impl Imported {
    fn claims(&self) -> Claims<'_> {
        let errors = self.problems.iter().filter(|p| p.is_error());
        let asked: BTreeSet<&str> = errors
            .filter_map(|p| self.sources.cell(p.place.as_ref()?.file))
            .collect();
        // A question may be about an empty cell, which the ledger does not have.
        let asked_rows = asked.iter().filter_map(|at| row_of(at)).collect();
        let places = self.places.iter();
        let taken =
            places.map(|((file, path), (at, _))| (at.as_str(), (file.as_str(), path.as_str())));
        Claims {
            asked,
            asked_rows,
            taken: taken.collect(),
        }
    }

    fn fate(&self, cell: &BookCell, claims: &Claims<'_>) -> Option<Fate> {
        let at = cell.shares.as_deref().unwrap_or(&cell.at);
        if claims.asked.contains(at) {
            return Some(Fate::Asked);
        }
        if let Some(why) = self.ledger.left.get(at) {
            return Some(Fate::Left(why));
        }
        if let Some((file, path)) = claims.taken.get(at) {
            let field = field_at(file, path).map_or(String::new(), |f| f.head.to_owned());
            return Some(Fate::Taken {
                field,
                file: (*file).to_owned(),
            });
        }
        if self.used.contains(at) {
            return Some(Fate::Taken {
                field: String::new(),
                file: String::new(),
            });
        }
        // What stands beside a question waits for its answer.
        let waits = self.waiting.contains(at)
            || claims.asked_rows.contains(&(cell.sheet.as_str(), cell.row));
        waits.then_some(Fate::Asked)
    }

    /// Every cell of the book with its fate, in the order of the book.
    pub fn fates(&self) -> Vec<(&BookCell, Fate)> {
        let claims = self.claims();
        let cells = self.ledger.cells.iter();
        cells
            .map(|cell| (cell, self.fate(cell, &claims).unwrap_or(Fate::Asked)))
            .collect()
    }

    /// Cells that nobody has claimed: they are to be asked about.
    pub fn unclaimed(&self) -> Vec<BookCell> {
        let claims = self.claims();
        let cells = self.ledger.cells.iter();
        cells
            .filter(|cell| self.fate(cell, &claims).is_none())
            .cloned()
            .collect()
    }

    pub fn tally(&self) -> Tally {
        let mut out = Tally::default();
        for (_, fate) in self.fates() {
            out.all += 1;
            match fate {
                Fate::Taken { .. } => out.taken += 1,
                Fate::Left(_) => out.left += 1,
                Fate::Asked => out.asked += 1,
            }
        }
        out
    }

    /// Leaves a cell out, with the reason in a few words.
    pub fn leave(&mut self, at: &str, why: &'static str) {
        self.ledger.left.insert(at.to_owned(), why);
    }

    /// Marks a cell that was left out with its row as one that has done its work.
    pub fn take_back(&mut self, at: &str) {
        self.ledger.left.remove(at);
        self.use_up(at);
    }

    /// Marks a cell that waits for the answer to a question about another row.
    pub fn wait(&mut self, at: &str) {
        self.waiting.insert(at.to_owned());
    }

    /// Marks a cell that has done its work without becoming a value of a file.
    pub fn use_up(&mut self, at: &str) {
        self.used.insert(at.to_owned());
    }
}
