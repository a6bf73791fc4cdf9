//! Rows that are tables of one list in a file: activities of a program, mentorships, clauses of the
//! regulation.

use std::collections::BTreeMap;

use toml_edit::Table;

use super::importer::{Importer, Target, short};
use crate::edit::outcome::{Edit, ImportChange, Prune, What};
use crate::edit::row::{List, Row};
use crate::edit::toml_file::{REGULATION, pairing_file, renumber, set_tables, tables};
use crate::edit::value::{Meaning, of_item};
use crate::fields::Kind;

/// How rows and tables of a list belong together.
pub(super) struct Matched {
    /// For each row, the table it describes.
    pub of_rows: Vec<Option<usize>>,
    /// Tables that no row describes.
    pub left: Vec<usize>,
}

/// A list of tables into which rows are brought.
#[derive(Clone, Copy)]
pub(super) struct Listed<'l> {
    pub file: &'l str,
    /// Keys of the list from the file's top.
    pub prefix: &'l str,
    /// The key by which a table is known.
    pub by: &'l str,
    pub what: &'l str,
    /// Whether tables without a row stay.
    pub keeps_left: bool,
    /// Whether what is added or changed is told row by row.
    pub is_told: bool,
}

type Fits = fn(&str, usize, &(Option<usize>, String)) -> bool;

/// A row fits a table if it has its number and its text, else its text, else its number.
pub(super) fn matched(texts: &[String], rows: &[(Option<usize>, String)]) -> Matched {
    let mut of_rows: Vec<Option<usize>> = vec![None; rows.len()];
    let mut free = vec![true; texts.len()];
    let rules: [Fits; 3] = [
        |text, i, row| row.0 == Some(i) && row.1 == text,
        |text, _, row| row.1 == text,
        |_, i, row| row.0 == Some(i),
    ];
    for fits in rules {
        for (row, old) in rows
            .iter()
            .zip(of_rows.iter_mut())
            .filter(|(_, old)| old.is_none())
        {
            *old = (0..texts.len()).find(|i| free[*i] && fits(&texts[*i], *i, row));
            if let Some(i) = *old {
                free[i] = false;
            }
        }
    }
    Matched {
        of_rows,
        left: (0..texts.len()).filter(|i| free[*i]).collect(),
    }
}

/// Rows in their order, with the tables that stay without a row behind those they stood behind.
pub(super) fn order(matched: &Matched, keep_left: bool) -> Vec<Slot> {
    let mut out: Vec<Slot> = matched
        .of_rows
        .iter()
        .enumerate()
        .map(|(row, old)| Slot {
            row: Some(row),
            old: *old,
        })
        .collect();
    for left in matched.left.iter().filter(|_| keep_left) {
        let before = left
            .checked_sub(1)
            .and_then(|b| out.iter().position(|s| s.old == Some(b)));
        let at = match (left, before) {
            (0, _) => 0,
            (_, Some(before)) => before + 1,
            (_, None) => out.len(),
        };
        out.insert(
            at,
            Slot {
                row: None,
                old: Some(*left),
            },
        );
    }
    out
}

/// One table of the new list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub row: Option<usize>,
    pub old: Option<usize>,
}

/// Whether the list only keeps what it had, in the same order.
pub(super) fn is_as_before(slots: &[Slot], count: usize) -> bool {
    slots.len() == count && slots.iter().enumerate().all(|(i, s)| s.old == Some(i))
}

pub(super) fn text_of(table: &Table, key: &str) -> String {
    match of_item(Kind::Text, table.get(key)) {
        Meaning::Text(text) => text,
        _ => String::new(),
    }
}

impl Importer {
    pub(super) fn activities(&mut self, list: &List) {
        self.of_pairs(list, "activity", "name", "мероприятие");
    }

    /// Mentorships are known by the mentor.
    pub(super) fn mentorships(&mut self, list: &List) {
        self.of_pairs(list, "mentorship", "mentor", "наставничество");
    }

    /// Rows of `[[key]]` of pairs.
    fn of_pairs(&mut self, list: &List, key: &str, by: &str, what: &str) {
        let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for row in &list.rows {
            if let Some(stem) = self.stem_of(row) {
                groups.entry(stem).or_default().push(row.clone());
            }
        }
        // A pair may have lost its last activity.
        for stem in self.whole_lists("pairings", list) {
            groups.entry(stem).or_default();
        }
        for (stem, rows) in groups {
            let file = pairing_file(&stem);
            let what = format!("пара «{}», {what}", self.pairs.shown(&stem));
            let indexed: Vec<(Option<usize>, Row)> = rows
                .into_iter()
                .map(|row| (index_in(&row.code, &stem), row))
                .collect();
            self.list(&file, key, by, &indexed, &what);
        }
    }

    pub(super) fn regulation(&mut self, list: &List) {
        let rows: Vec<(Option<usize>, Row)> = list
            .rows
            .iter()
            .cloned()
            .map(|row| {
                (
                    row.code
                        .parse::<usize>()
                        .ok()
                        .and_then(|n| n.checked_sub(1)),
                    row,
                )
            })
            .collect();
        let is_spared = list.spared.contains("");
        if !is_spared && (!rows.is_empty() || self.files.get(REGULATION).is_some()) {
            self.list(REGULATION, "clause", "text", &rows, "положение, пункт");
        }
    }

    /// Files of a folder whose lists the workbook holds to the last row.
    pub(super) fn whole_lists(&self, folder: &str, list: &List) -> Vec<String> {
        let named = |stem: &String| {
            self.prune == Prune::Lists && self.named.contains(&format!("{folder}/{stem}.toml"))
        };
        self.files
            .stems(folder)
            .into_iter()
            .filter(|stem| (list.is_whole || named(stem)) && !list.spared.contains(stem))
            .collect()
    }

    /// Brings rows into `[[key]]` of a file; `by` is the key by which a table is known.
    fn list(&mut self, file: &str, key: &str, by: &str, rows: &[(Option<usize>, Row)], what: &str) {
        // What belongs to a new pair is told with it; the regulation has nothing else.
        let is_new_file = !self.before.contains(file) && file != REGULATION;
        let old = self
            .files
            .get(file)
            .map(|t| tables(t, key))
            .unwrap_or_default();
        if rows.is_empty() && old.is_empty() {
            return;
        }
        let of_list = Listed {
            file,
            prefix: key,
            by,
            what,
            keeps_left: self.prune < Prune::Lists,
            is_told: !is_new_file,
        };
        let (new, same) = self.merged(&of_list, &old, rows);
        let of_pair = |c: &&mut ImportChange| c.what == What::Added && what.starts_with(&c.name);
        if is_new_file
            && !rows.is_empty()
            && let Some(added) = self.out.changes.iter_mut().rev().find(of_pair)
        {
            added.details.push(count_of(file, key, rows.len()));
        }
        let document = self.files.get_or_new(file);
        set_tables(document, key, new);
        if !same {
            renumber(document);
        }
    }

    /// The tables of a list with rows brought into them, and whether they are those it had, in the
    /// same order.
    pub(super) fn merged(
        &mut self,
        list: &Listed<'_>,
        old: &[Table],
        rows: &[(Option<usize>, Row)],
    ) -> (Vec<Table>, bool) {
        let Listed {
            file,
            prefix,
            by,
            what,
            keeps_left,
            is_told,
        } = *list;
        let texts: Vec<String> = old.iter().map(|table| self.shown_in(table, by)).collect();
        let keys: Vec<(Option<usize>, String)> = rows
            .iter()
            .map(|(i, row)| (*i, row.text(by).unwrap_or_default()))
            .collect();
        let matched = matched(&texts, &keys);
        let slots = order(&matched, keeps_left);
        for left in &matched.left {
            self.lack(Prune::Lists, format!("{what} {}", short(&texts[*left])));
        }
        let mut new = Vec::new();
        for (i, slot) in slots.iter().enumerate() {
            let mut table = slot
                .old
                .map_or_else(Table::new, |old_index| old[old_index].clone());
            if let Some((row_index, (_, row))) = slot.row.and_then(|r| Some((r, rows.get(r)?))) {
                let prefix = format!("{prefix}.{i}");
                let differences = self.apply(
                    row,
                    &mut Target {
                        file,
                        prefix,
                        table: &mut table,
                    },
                );
                if is_told {
                    self.tell(
                        &format!("{what} {}", short(&keys[row_index].1)),
                        slot.old.is_none(),
                        differences,
                    );
                }
            }
            new.push(table);
        }
        let same = is_as_before(&slots, old.len());
        let moved = slots.iter().filter_map(|s| s.old).collect::<Vec<_>>();
        if !same && moved.windows(2).any(|w| w[0] > w[1]) {
            self.change(What::Changed, format!("{what}: порядок"), Vec::new());
        }
        (new, same)
    }

    /// What a table is known by, as a row has it: a member of the staff by the name.
    fn shown_in(&self, table: &Table, by: &str) -> String {
        let text = text_of(table, by);
        match by {
            "mentor" => self.people.shown(&text),
            _ => text,
        }
    }
}

/// How many tables a new file has in a list of activities.
pub(super) fn count_of(file: &str, path: &str, count: usize) -> Edit {
    Edit {
        file: file.to_owned(),
        path: path.to_owned(),
        head: "мероприятий".to_owned(),
        before: String::new(),
        after: count.to_string(),
    }
}

/// The 0-based number behind the slash of a code, if the code is of this pairing.
fn index_in(code: &str, stem: &str) -> Option<usize> {
    code.strip_prefix(stem)?
        .strip_prefix('/')?
        .parse::<usize>()
        .ok()?
        .checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(index: Option<usize>, text: &str) -> (Option<usize>, String) {
        (index, text.to_owned())
    }

    #[test]
    fn a_row_is_known_by_text_before_its_number() {
        let texts: Vec<String> = ["а", "б", "в"].map(ToOwned::to_owned).to_vec();
        // «а» was deleted, «б» stands first now and bears its own code; «в» was renamed; «г» is new
        // and was copied from «б».
        let found = matched(
            &texts,
            &[row(Some(1), "б"), row(Some(1), "г"), row(Some(2), "ж")],
        );
        assert_eq!(
            (found.of_rows.clone(), found.left.clone()),
            (vec![Some(1), None, Some(2)], vec![0])
        );
        let slots: Vec<Option<usize>> = order(&found, true).iter().map(|s| s.old).collect();
        assert_eq!(slots, [Some(0), Some(1), None, Some(2)]);
    }
}
