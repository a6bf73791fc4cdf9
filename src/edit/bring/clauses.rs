//! Clauses of orders, brought in with their levels: «1», «1.1», up to four.

use std::collections::BTreeMap;

use toml_edit::Table;

use super::importer::{Importer, Target, short};
use super::lists::{Matched, matched, text_of};
use crate::edit::outcome::{Prune, What};
use crate::edit::row::{List, Row};
use crate::edit::toml_file::{order_file, renumber, set_tables, tables};
use crate::fields::{CLAUSE, ORDER};
use crate::problem::{Advice, Code, Problem};

/// A clause of the new list.
struct Entry {
    number: Vec<usize>,
    row: Option<usize>,
    /// Its place in the old list.
    old: Option<usize>,
}

/// A clause that the file has: its number, and its table without those beneath it.
type Old = (Vec<usize>, Table);

impl Importer {
    pub(super) fn clauses(&mut self, list: &List) {
        let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for row in &list.rows {
            let stem = row
                .text(ORDER)
                .map(|name| self.order_code(&name))
                .or_else(|| row.code.split('/').next().map(ToOwned::to_owned))
                .unwrap_or_default();
            if self.files.get(&order_file(&stem)).is_some() {
                groups.entry(stem).or_default().push(row.clone());
            } else if let Some(cell) = row.cell(ORDER).cloned() {
                let problem = Problem::new(
                    Code::UnknownOrder,
                    format!("«{}»: нет приказа «{stem}»", cell.head()),
                );
                self.report_at(
                    problem.hint(Advice::in_cell_or_field(
                        "впишите имя с листа «Приказы»",
                        "выберите приказ из раздела «Приказы»",
                    )),
                    &cell.at,
                    &stem,
                );
            }
        }
        for stem in self.whole_lists("orders", list) {
            groups.entry(stem).or_default();
        }
        for (stem, rows) in groups {
            self.clauses_of(&stem, &rows);
        }
    }

    fn clauses_of(&mut self, stem: &str, rows: &[Row]) {
        let file = order_file(stem);
        let mut old = Vec::new();
        flatten(self.files.get(&file), &[], &mut old);
        if rows.is_empty() && old.is_empty() {
            return;
        }
        let mut numbers: Vec<Vec<usize>> = Vec::new();
        for row in rows {
            let Some(number) = number_of(row, &numbers) else {
                self.ask_of_number(row, "непонятно, после какого пункта стоит этот");
                self.leave(rows);
                return;
            };
            numbers.push(number);
        }
        let texts: Vec<String> = old.iter().map(|(_, t)| text_of(t, "text")).collect();
        let place = |number: &[usize]| old.iter().position(|(n, _)| n == number);
        let keys: Vec<(Option<usize>, String)> = rows
            .iter()
            .map(|r| {
                (
                    code_number(&r.code).and_then(|n| place(&n)),
                    r.text("text").unwrap_or_default(),
                )
            })
            .collect();
        let matched = matched(&texts, &keys);
        if let Some((row, above)) = stray(rows, &numbers, &old, &matched) {
            self.ask_of_parent(&rows[row], &rows[above]);
            self.leave(rows);
            return;
        }
        let what = format!("приказ «{stem}», пункт");
        for left in &matched.left {
            let name = format!("{what} {}", short(&texts[*left]));
            self.lack(Prune::Lists, name);
        }
        let is_new_file = !self.before.contains(&file);
        let entries = arranged(&numbers, &old, &matched, self.prune < Prune::Lists);
        let mut nodes: Vec<Old> = Vec::new();
        for entry in &entries {
            let mut table = entry.old.map_or_else(Table::new, |i| old[i].1.clone());
            if let Some(row) = entry.row.map(|row| &rows[row]) {
                let keys = entry.number.iter().map(|n| format!("clause.{}", n - 1));
                let differences = self.apply(
                    row,
                    &mut Target {
                        file: &file,
                        prefix: keys.collect::<Vec<_>>().join("."),
                        table: &mut table,
                    },
                );
                if !is_new_file {
                    let name = format!("{what} {}", short(&row.text("text").unwrap_or_default()));
                    self.tell(&name, entry.old.is_none(), differences);
                }
            }
            nodes.push((entry.number.clone(), table));
        }
        if is_moved(&entries, &old) {
            self.change(What::Changed, format!("{what}: порядок"), Vec::new());
        }
        let same = entries.len() == old.len()
            && entries
                .iter()
                .enumerate()
                .all(|(i, entry)| entry.old == Some(i) && entry.number == old[i].0);
        let document = self.files.get_or_new(&file);
        if same && rows.is_empty() {
            return;
        }
        set_tables(document, "clause", build(&nodes, &[]));
        if !same {
            renumber(document);
        }
    }

    /// Asks to which clause a row belongs: by its place to one, by its number to another.
    fn ask_of_parent(&mut self, row: &Row, above: &Row) {
        let message = format!(
            "непонятно, к какому пункту относится «{}»: над ним стоит «{}» {}",
            row.text(CLAUSE).unwrap_or_default(),
            above.text(CLAUSE).unwrap_or_default(),
            short(&above.text("text").unwrap_or_default())
        );
        self.ask_of_number(row, &message);
    }

    fn ask_of_number(&mut self, row: &Row, message: &str) {
        let Some(cell) = row.cell(CLAUSE).cloned() else {
            return;
        };
        let problem = Problem::new(Code::UnclearCell, format!("«{}»: {message}", cell.head()));
        self.report_at(
            problem.hint(
                "поставьте его под своим пунктом и нумеруйте пункты подряд: 1, 2, 2.1, 2.2, 3",
            ),
            &cell.at,
            &cell.value.shown(),
        );
    }

    /// One question about an order is enough: its rows wait for the answer.
    fn leave(&mut self, rows: &[Row]) {
        rows.iter()
            .flat_map(|row| &row.cells)
            .for_each(|cell| self.used(&cell.at));
    }
}

fn code_number(code: &str) -> Option<Vec<usize>> {
    code.rsplit_once('/')?
        .1
        .split('.')
        .map(|n| n.parse().ok())
        .collect()
}

/// Clauses with their numbers from 1, each without those beneath it.
fn flatten(table: Option<&Table>, above: &[usize], out: &mut Vec<Old>) {
    for (i, clause) in table
        .map(|t| tables(t, "clause"))
        .unwrap_or_default()
        .into_iter()
        .enumerate()
    {
        let number = [above, &[i + 1]].concat();
        let mut alone = clause.clone();
        alone.remove("clause");
        out.push((number.clone(), alone));
        flatten(Some(&clause), &number, out);
    }
}

/// The number as the rows above make it: level from what is written, place from the order of the
/// rows.
fn number_of(row: &Row, above: &[Vec<usize>]) -> Option<Vec<usize>> {
    let level = written(row)
        .iter()
        .filter(|n| n.parse::<usize>().is_ok())
        .count();
    let mut parent: Vec<usize> = above.last().cloned().unwrap_or_default();
    if level == 0 || level > parent.len() + 1 {
        return None;
    }
    parent.truncate(level);
    if parent.len() < level {
        parent.push(0);
    }
    let last = parent.last_mut()?;
    *last += 1;
    Some(parent)
}

/// The parts of the number that stands in a row.
fn written(row: &Row) -> Vec<String> {
    let text = row.text(CLAUSE).unwrap_or_default();
    let parts = text.trim_end_matches('.').split('.');
    parts.map(|part| part.trim().to_owned()).collect()
}

/// The first row that would get under another clause than the one it names, and the row of that
/// clause: a clause written in between or copied takes along what stood beneath another.
fn stray(
    rows: &[Row],
    numbers: &[Vec<usize>],
    old: &[Old],
    matched: &Matched,
) -> Option<(usize, usize)> {
    let all: Vec<Vec<String>> = rows.iter().map(written).collect();
    for (row, number) in numbers.iter().enumerate().filter(|(_, n)| n.len() > 1) {
        let above = numbers[..row].iter().rposition(|n| *n == parent(number))?;
        let was_there = matched.of_rows[row]
            .zip(matched.of_rows[above])
            .is_some_and(|(own, above)| parent(&old[own].0) == old[above].0);
        let named = &all[row][..all[row].len().saturating_sub(1)];
        let is_named = all[above] == named && all.iter().filter(|n| *n == named).count() == 1;
        if !was_there && !is_named {
            return Some((row, above));
        }
    }
    None
}

fn parent(number: &[usize]) -> &[usize] {
    &number[..number.len().saturating_sub(1)]
}

/// The rows in their order, with the clauses that have no row behind those they stood behind, and
/// the numbers that come of it.
fn arranged(numbers: &[Vec<usize>], old: &[Old], matched: &Matched, keep_left: bool) -> Vec<Entry> {
    let mut all: Vec<(Option<usize>, Option<usize>)> = matched
        .of_rows
        .iter()
        .enumerate()
        .map(|(row, old)| (Some(row), *old))
        .collect();
    // Those right beneath each, and beneath none.
    let mut beneath: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (row, number) in numbers.iter().enumerate() {
        let above = numbers[..row].iter().rposition(|n| n == parent(number));
        beneath.entry(above).or_default().push(row);
    }
    for left in matched.left.iter().copied().filter(|_| keep_left) {
        let place = |number: &[usize]| {
            let was = old.iter().position(|(n, _)| n == number)?;
            all.iter().position(|(_, old)| *old == Some(was))
        };
        let number = &old[left].0;
        let siblings = beneath.entry(place(parent(number))).or_default();
        let before = (1..number[number.len() - 1]).rev().find_map(|last| {
            let sibling = place(&[parent(number), &[last]].concat())?;
            siblings.iter().position(|own| *own == sibling)
        });
        siblings.insert(before.map_or(0, |before| before + 1), all.len());
        all.push((None, Some(left)));
    }
    let mut out = Vec::new();
    let mut waiting = vec![(None, Vec::new())];
    while let Some((own, number)) = waiting.pop() {
        if let Some((row, old)) = own.and_then(|own: usize| all.get(own).copied()) {
            out.push(Entry {
                number: number.clone(),
                row,
                old,
            });
        }
        let inner = beneath.get(&own).into_iter().flatten().enumerate();
        let inner = inner.map(|(i, own)| (Some(*own), [&number[..], &[i + 1]].concat()));
        waiting.extend(inner.collect::<Vec<_>>().into_iter().rev());
    }
    out
}

/// Whether clauses that the file had stand in another order, or beneath another clause.
fn is_moved(entries: &[Entry], old: &[Old]) -> bool {
    let stayed: Vec<usize> = entries.iter().filter_map(|entry| entry.old).collect();
    let above = |entry: &Entry| {
        let above = entries
            .iter()
            .find(|other| other.number == parent(&entry.number));
        above.map(|above| above.old)
    };
    let was_above = |place: usize| {
        let above = parent(&old[place].0);
        old.iter().position(|(n, _)| n == above).map(Some)
    };
    let changed = |entry: &Entry| {
        entry
            .old
            .is_some_and(|place| above(entry) != was_above(place))
    };
    stayed.windows(2).any(|w| w[0] > w[1]) || entries.iter().any(changed)
}

/// The tables of a level, each with those beneath it.
fn build(nodes: &[Old], above: &[usize]) -> Vec<Table> {
    let children = nodes
        .iter()
        .filter(|(n, _)| n.len() == above.len() + 1 && n.starts_with(above));
    children
        .map(|(number, table)| {
            let mut table = table.clone();
            set_tables(&mut table, "clause", build(nodes, number));
            table
        })
        .collect()
}
