//! The bank of wording in a workbook: activities and whole cases given to pairs, and the rows of the
//! school's own bank.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Item, Table};

use super::importer::{Importer, Target, short};
use super::lists::{Listed, text_of};
use crate::edit::bank_cases::{BankCase, BankPart, OWN_ROWS, cases, fresh, is_same_text};
use crate::edit::outcome::{Edit, Prune, What};
use crate::edit::row::{Cell, List, Row};
use crate::edit::toml_file::{BANK, pairing_file, renumber, set_tables, tables};
use crate::edit::value::{Meaning, of_cell, of_item};
use crate::fields::{CASE, GIVE};
use crate::problem::{Code, Problem};
use crate::russian::counted;

const NOT_GIVEN: &str = "строку банка никому не дали";
const HAS_IT: &str = "у пары это уже есть";

/// Whose row of the bank it is.
enum Owner<'k> {
    /// The whole of a case.
    Whole(&'k BankCase),
    /// An activity that the program has built in, and its number within the case.
    BuiltIn(&'k BankCase, usize),
    /// An activity of the school's own, by the name of its case; empty for those of no case.
    School(String),
}

impl Importer {
    pub(super) fn bank(&mut self, list: &List) {
        let known = cases(&self.files);
        let mut own: BTreeMap<String, Vec<(Option<usize>, Row)>> = BTreeMap::new();
        for row in &list.rows {
            let owner = owner_of(row, &known);
            let is_given = row.text(GIVE).is_some();
            match &owner {
                Owner::Whole(case) if is_given => self.give_case(row, case),
                Owner::Whole(_) => self.leave_row(row, NOT_GIVEN),
                Owner::BuiltIn(..) if is_given => self.give(row),
                Owner::BuiltIn(case, index) => self.look_at_built_in(row, case, *index),
                Owner::School(case) => {
                    if is_given {
                        self.give(row);
                    }
                    own.entry(case.clone())
                        .or_default()
                        .push((number_of(&row.code), row.clone()));
                }
            }
        }
        if list.is_whole {
            let names = known.iter().filter(|it| it.part == BankPart::School);
            for case in names {
                own.entry(name_of(&case.name)).or_default();
            }
        }
        for (case, rows) in own {
            self.of_school(&case, &rows, &list.spared);
        }
    }

    /// The pairs that a row is given to. `None` where they are not understood, which is told.
    fn pairs_given(&mut self, row: &Row) -> Option<(Cell, Vec<String>)> {
        let cell = row.cell(GIVE)?.clone();
        self.used(&cell.at);
        match self.meaning(&cell)? {
            Meaning::List(stems) => Some((cell, stems)),
            _ => None,
        }
    }

    /// Adds the activity of a row to the plans of pairs that have none of its name yet.
    fn give(&mut self, row: &Row) {
        let Some((_, stems)) = self.pairs_given(row) else {
            return;
        };
        let Some(name) = row.text("name") else {
            self.needed(row, "name");
            return;
        };
        let mut is_new = false;
        for stem in stems {
            let file = pairing_file(&stem);
            let old = self.files.get(&file).map(|it| tables(it, "activity"));
            let mut plan = old.unwrap_or_default();
            if plan
                .iter()
                .any(|it| is_same_text(&text_of(it, "name"), &name))
            {
                continue;
            }
            is_new = true;
            let mut table = Table::new();
            let mut target = Target {
                file: &file,
                prefix: format!("activity.{}", plan.len()),
                table: &mut table,
            };
            self.apply(row, &mut target);
            plan.push(table);
            self.put_plan(&file, plan);
            let what = format!(
                "пара «{}», мероприятие из банка {}",
                self.pairs.shown(&stem),
                short(&name)
            );
            self.change(What::Added, what, Vec::new());
        }
        if !is_new {
            self.leave_row(row, HAS_IT);
        }
    }

    /// Adds a whole case to pairs: the parts of the note that they lack, and the activities.
    fn give_case(&mut self, row: &Row, case: &BankCase) {
        let Some((cell, stems)) = self.pairs_given(row) else {
            return;
        };
        let mut is_new = false;
        for stem in stems {
            let (file, called) = (pairing_file(&stem), self.pairs.shown(&stem));
            let mut table = self.files.get(&file).cloned().unwrap_or_default();
            let mut plan = tables(&table, "activity");
            let is_there = |it: &Table| {
                let name = text_of(it, "name");
                plan.iter()
                    .any(|own| is_same_text(&text_of(own, "name"), &name))
            };
            let lacking: Vec<Table> = case.plan().into_iter().filter(|it| !is_there(it)).collect();
            let (added, other) = add_note(&mut table, case);
            if lacking.is_empty() && added == 0 {
                continue;
            }
            is_new = true;
            let details = [
                ("частей записки", "note", added),
                ("мероприятий", "activity", lacking.len()),
            ];
            let details = details.into_iter().filter(|(_, _, count)| *count > 0);
            let details = details.map(|(head, path, count)| Edit {
                file: file.clone(),
                path: path.to_owned(),
                head: head.to_owned(),
                before: String::new(),
                after: count.to_string(),
            });
            let details = details.collect();
            for (i, _) in lacking.iter().enumerate() {
                let path = format!("activity.{}", plan.len() + i);
                self.remember(&file, &path, &cell.at, &cell.value);
            }
            plan.extend(lacking.iter().map(|it| fresh(it)));
            *self.files.get_or_new(&file) = table;
            self.put_plan(&file, plan);
            self.change(
                What::Added,
                format!("пара «{called}», случай банка «{}»", case.name),
                details,
            );
            if other > 0 {
                self.tell_of_note(&cell, &called, other);
            }
        }
        row.cells.iter().for_each(|cell| self.used(&cell.at));
        if !is_new {
            self.leave_row(row, HAS_IT);
        }
    }

    fn put_plan(&mut self, file: &str, plan: Vec<Table>) {
        let document = self.files.get_or_new(file);
        set_tables(document, "activity", plan);
        renumber(document);
    }

    fn tell_of_note(&mut self, cell: &Cell, pair: &str, parts: usize) {
        let parts = counted(parts, "часть", "части", "частей");
        let problem = Problem::new(
            Code::LeftOut,
            format!(
                "у пары «{pair}» записка уже написана иначе: {parts} записки из банка не взято"
            ),
        );
        let problem = problem.hint("если нужны слова банка, сотрите свои на листе «Записки» и внесите книгу еще раз с параметром --prune");
        self.report_at(problem, &cell.at, &cell.value.shown());
    }

    /// A row of the built-in bank that nobody is given: what was changed in it would be lost.
    fn look_at_built_in(&mut self, row: &Row, case: &BankCase, index: usize) {
        self.leave_row(row, NOT_GIVEN);
        let Some(activity) = case.plan().into_iter().nth(index) else {
            return;
        };
        let changed = row
            .cells
            .iter()
            .filter(|it| it.field.is_key() && !it.is_kept);
        let changed: Vec<Cell> = changed
            .filter(|it| self.differs(it, &activity))
            .cloned()
            .collect();
        let Some(cell) = changed.first() else {
            return;
        };
        let problem = Problem::new(
            Code::LeftOut,
            format!(
                "«{}»: готовая строка банка изменена, но никому не дана: изменение не взято",
                cell.head()
            ),
        );
        let problem = problem.hint("чтобы дать ее паре, впишите пару в столбец «Дать парам»; чтобы она осталась в банке школы, скопируйте ее новой строкой внизу листа");
        self.report_at(problem, &cell.at, &cell.value.shown());
    }

    /// Whether a cell says something else than a table does.
    fn differs(&self, cell: &Cell, table: &Table) -> bool {
        let names = self.names();
        let own = of_cell(cell.field.kind, &cell.value, &names);
        let known = of_item(cell.field.kind, table.get(cell.field.path));
        own.map_or(true, |own| own != known)
    }

    /// Brings rows into the bank of the school.
    fn of_school(&mut self, case: &str, rows: &[(Option<usize>, Row)], spared: &BTreeSet<String>) {
        for (_, row) in rows.iter().filter(|(_, row)| row.text("name").is_none()) {
            self.needed(row, "name");
        }
        if rows.iter().any(|(_, row)| row.text("name").is_none()) {
            return;
        }
        let known = cases(&self.files).into_iter();
        let known = known
            .filter(|it| it.part == BankPart::School)
            .find(|it| name_of(&it.name) == case);
        let code = known.as_ref().map(|it| it.code.clone()).unwrap_or_default();
        // What the bank has got since the book was made stays behind what the book has.
        let all = known.as_ref().map(BankCase::plan).unwrap_or_default();
        let (mut old, mut since) = (Vec::new(), Vec::new());
        for (i, table) in all.into_iter().enumerate() {
            let name = text_of(&table, "name");
            let is_in_book = rows
                .iter()
                .filter_map(|(_, row)| row.text("name"))
                .any(|own| is_same_text(&own, &name));
            if spared.contains(&format!("{code}/{}", i + 1)) && !is_in_book {
                since.push(table);
            } else {
                old.push(table);
            }
        }
        if rows.is_empty() && old.is_empty() {
            return;
        }
        let of_case = code
            .strip_prefix("own-")
            .and_then(|it| it.parse::<usize>().ok()?.checked_sub(1));
        let place = of_case.unwrap_or_else(|| {
            self.files
                .get(BANK)
                .map_or(0, |it| tables(it, "case").len())
        });
        let prefix = if case.is_empty() {
            "activity".to_owned()
        } else {
            format!("case.{place}.activity")
        };
        let what = if case.is_empty() {
            "банк школы, мероприятие".to_owned()
        } else {
            format!("банк школы, случай «{case}», мероприятие")
        };
        let list = Listed {
            file: BANK,
            prefix: &prefix,
            by: "name",
            what: &what,
            keeps_left: self.prune < Prune::Lists,
            is_told: true,
        };
        let (mut new, is_same) = self.merged(&list, &old, rows);
        if is_same
            && new
                .iter()
                .zip(&old)
                .all(|(a, b)| a.to_string() == b.to_string())
        {
            return;
        }
        new.extend(since);
        let bank = self.files.get_or_new(BANK);
        if case.is_empty() {
            set_tables(bank, "activity", new);
        } else {
            let mut all = tables(bank, "case");
            if all.len() == place {
                let mut fresh = Table::new();
                fresh.insert("name", case.into());
                all.push(fresh);
            }
            if let Some(own) = all.get_mut(place) {
                set_tables(own, "activity", new);
            }
            set_tables(bank, "case", all);
        }
        renumber(bank);
    }

    fn leave_row(&mut self, row: &Row, why: &'static str) {
        row.cells
            .iter()
            .for_each(|cell| self.out.leave(&cell.at, why));
    }
}

/// The name of a case; empty for what stands for none.
fn name_of(name: &str) -> String {
    if is_same_text(name, OWN_ROWS) {
        String::new()
    } else {
        name.to_owned()
    }
}

/// The number behind the slash of a code, from 0.
fn number_of(code: &str) -> Option<usize> {
    code.rsplit_once('/')?
        .1
        .parse::<usize>()
        .ok()?
        .checked_sub(1)
}

fn owner_of<'k>(row: &Row, known: &'k [BankCase]) -> Owner<'k> {
    let case = row.text(CASE).unwrap_or_default();
    let is_whole = |it: &&BankCase| {
        it.code == row.code
            && row
                .text("name")
                .is_some_and(|name| is_same_text(&name, &it.whole()))
    };
    if let Some(case) = known.iter().find(is_whole) {
        return Owner::Whole(case);
    }
    let coded = row.code.rsplit_once('/').map_or("", |(code, _)| code);
    let built_in = known
        .iter()
        .find(|it| it.part == BankPart::BuiltIn && it.code == coded);
    if let (Some(case), Some(index)) = (built_in, number_of(&row.code)) {
        return Owner::BuiltIn(case, index);
    }
    // A case of the program's own takes no rows: they stand beside it in the bank of the school.
    let is_built_in = |it: &&BankCase| is_same_text(&it.name, &case);
    match known.iter().find(is_built_in) {
        Some(own) if own.part == BankPart::School => Owner::School(name_of(&own.name)),
        Some(_) => Owner::School(String::new()),
        None => Owner::School(name_of(&case)),
    }
}

/// Puts the parts of the note of a case that a pair lacks into its table. How many, and how many it
/// has in other words.
fn add_note(pairing: &mut Table, case: &BankCase) -> (usize, usize) {
    let Some(note) = case.note_table().map(fresh) else {
        return (0, 0);
    };
    if !pairing.contains_key("note") {
        pairing.insert("note", Item::Table(Table::new()));
    }
    let Some(own) = pairing.get_mut("note").and_then(Item::as_table_like_mut) else {
        return (0, 0);
    };
    let (mut added, mut other) = (0, 0);
    let text = |item: &Item| item.to_string();
    for (key, item) in &note {
        match own.get(key) {
            None => {
                own.insert(key, item.clone());
                added += 1;
            }
            Some(known) if is_same_text(&text(known), &text(item)) => {}
            Some(_) => other += 1,
        }
    }
    (added, other)
}
