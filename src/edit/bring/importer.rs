//! Rows brought into the tables of the project's files, value by value, and what they say
//! otherwise.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use toml_edit::TableLike;

use super::sorted;
use crate::edit::order_names::OrderNames;
use crate::edit::outcome::{Edit, ImportChange, Imported, Prune, What};
use crate::edit::people::People;
use crate::edit::row::{Cell, Row};
use crate::edit::rows::has_ends;
use crate::edit::short_names::Pairs;
use crate::edit::toml_file::{TomlFiles, get, order_file, set};
use crate::edit::unclear::{Unclear, unclear};
use crate::edit::value::{Meaning, Names, no_day, of_cell, of_item, to_cell, to_toml};
use crate::edit::written::Value;
use crate::fields::{self, Field, Kind, Offer, SheetKind};
use crate::problem::{Advice, Code, Problem};
use crate::project::is_device_name;
use crate::reader::same_word;
use crate::russian::counted;

pub(super) struct Importer {
    /// Names of the files that were there.
    pub before: BTreeSet<String>,
    pub files: TomlFiles,
    pub people: People,
    pub pairs: Pairs,
    pub orders: OrderNames,
    pub prune: Prune,
    /// Files that are taken away, with what they held.
    pub removed: Vec<(String, Arc<[u8]>)>,
    /// Pairs that the user has taken away.
    pub gone: BTreeSet<String>,
    /// Pairs and orders that the workbook has a row for.
    pub named: Vec<String>,
    pub out: Imported,
}

/// A table of a file that a row describes.
pub(super) struct Target<'t> {
    pub file: &'t str,
    /// Keys from the file's top.
    pub prefix: String,
    pub table: &'t mut dyn TableLike,
}

impl Importer {
    pub(super) fn report_at(&mut self, problem: Problem, at: &str, text: &str) {
        self.out.report_at(problem, at, text);
    }

    pub(super) fn unclear(&mut self, head: &str, unclear: Unclear, at: &str, value: &Value) {
        let problem = Problem::new(unclear.code, format!("«{head}»: {}", unclear.message))
            .hint_maybe(unclear.advice);
        self.report_at(problem, at, &value.shown());
    }

    pub(super) fn meaning(&mut self, cell: &Cell) -> Option<Meaning> {
        let meaning = self
            .understood(&cell.field, &cell.value)
            .map_err(|why| self.unclear(cell.head(), why, &cell.at, &cell.value))
            .ok()?;
        self.word_of_form(cell, meaning)
    }

    /// A word of a closed list in another gender or case is that word: «традиционное наставничество».
    fn word_of_form(&mut self, cell: &Cell, meaning: Meaning) -> Option<Meaning> {
        let Meaning::Text(text) = &meaning else {
            return Some(meaning);
        };
        let Some(word) = self.files.1.word_meant(cell.field.offer, text) else {
            let words = &self.files.1;
            let is_other = words.is_of_another_kind(cell.field.offer, text);
            if cell.called.is_none() || !is_other {
                return Some(meaning);
            }
            self.leave_other_kind(cell, text);
            return None;
        };
        let word = word.to_owned();
        // A dash or spaces where the word has a hyphen are told from it by nobody.
        if same_word(&word, text) {
            return Some(Meaning::Text(word));
        }
        let problem = Problem::new(
            Code::NearWord,
            format!("«{}»: «{text}» понято как «{word}»", cell.head()),
        );
        self.report_at(problem, &cell.at, &cell.value.shown());
        Some(Meaning::Text(word))
    }

    /// «очная» beneath «Форма» of a list of the school's own: the column is of something else.
    fn leave_other_kind(&mut self, cell: &Cell, text: &str) {
        let message = format!(
            "«{}»: «{text}» – таких слов в положении нет, не взято",
            cell.head()
        );
        let advice = format!(
            "если это «{}», выберите слово на листе «Пары» или в форме пары; если нет, ничего делать не надо",
            cell.field.head
        );
        let problem = Problem::new(Code::LeftOut, message).hint(advice);
        self.report_at(problem, &cell.at, &cell.value.shown());
        self.out.leave(&cell.at, "слово не из положения");
    }

    /// Asks whether a column was sorted and the others forgotten.
    pub(super) fn ask_of_columns_sorted_alone(&mut self) {
        let mut asked = Vec::new();
        for edits in sorted::alone(&self.out.changes) {
            let first = (edits[0].file.clone(), edits[0].path.clone());
            let Some((at, text)) = self.out.places.get(&first) else {
                continue;
            };
            let rows = counted(edits.len(), "строке", "строках", "строках");
            let message = format!(
                "«{}»: в {rows} стоят значения друг друга, и стоят по порядку: похоже, отсортирован один этот столбец",
                edits[0].head
            );
            let problem = Problem::new(Code::UnclearCell, message).hint(
                "отмените сортировку и сортируйте всю таблицу; если так и задумано, внесите эти изменения в два приема",
            );
            asked.push((problem, at.clone(), text.clone()));
        }
        for (problem, at, text) in asked {
            self.report_at(problem, &at, &text);
        }
    }

    /// What names the people, pairs and kinds of orders.
    pub(super) fn names(&self) -> Names<'_> {
        Names {
            people: &self.people,
            pairs: &self.pairs,
            edition: &self.files.1,
        }
    }

    /// What a value means under its heading.
    ///
    /// # Errors
    /// If it cannot be understood; nothing is told yet.
    pub(super) fn understood(&self, field: &Field, value: &Value) -> Result<Meaning, Unclear> {
        let names = self.names();
        let meaning = of_cell(field.kind, value, &names)?;
        Ok(match meaning {
            Meaning::Text(text) if field.offer == Offer::Orders => {
                Meaning::Text(self.order_meant(&text)?)
            }
            meaning => meaning,
        })
    }

    /// The code of an order by what people call it, or as it stands.
    pub(super) fn order_code(&self, name: &str) -> String {
        self.orders
            .code(name)
            .map_or_else(|| name.to_owned(), ToOwned::to_owned)
    }

    /// The same of an order that is called by its number or kind alone.
    ///
    /// # Errors
    /// If several orders may be meant.
    pub(super) fn order_meant(&self, text: &str) -> Result<String, Unclear> {
        let code = self.order_code(text);
        if code != text || self.files.get(&order_file(text)).is_some() {
            return Ok(code);
        }
        match self.orders.meant(text).as_slice() {
            [] => Ok(code),
            [one] => Ok((*one).to_owned()),
            several => {
                let shown = several
                    .iter()
                    .map(|code| self.orders.shown(code).to_owned());
                Err(unclear(
                    Code::UnclearCell,
                    format!("«{text}» – таких приказов несколько"),
                    Advice::offer("впишите один из них:", shown.collect(), ""),
                ))
            }
        }
    }

    pub(super) fn remember(&mut self, file: &str, path: &str, at: &str, value: &Value) {
        self.out.places.insert(
            (file.to_owned(), path.to_owned()),
            (at.to_owned(), value.shown()),
        );
    }

    /// Marks a cell that has done its work without becoming a value of a file.
    pub(super) fn used(&mut self, at: &str) {
        self.out.used.insert(at.to_owned());
    }

    pub(super) fn change(&mut self, what: What, name: impl Into<String>, details: Vec<Edit>) {
        self.out.changes.push(ImportChange {
            what,
            name: name.into(),
            details,
            is_kept: false,
        });
    }

    /// Tells what the workbook lacks, which is taken away if so much or more is to be pruned.
    pub(super) fn lack(&mut self, pruned_by: Prune, name: String) {
        self.out.changes.push(ImportChange {
            what: What::Missing,
            name,
            details: Vec::new(),
            is_kept: self.prune < pruned_by,
        });
    }

    /// Brings the cells of a row into a table. Gives what changed, for the user to read, and what
    /// the workbook lacks.
    pub(super) fn apply(&mut self, row: &Row, target: &mut Target<'_>) -> Differences {
        let mut out = Differences::default();
        // What only helps to find the row is not where it can be mended.
        let mut own = row.cells.iter().filter(|c| c.field.is_key());
        let first = own
            .clone()
            .find(|c| !c.value.is_empty())
            .or(own.next())
            .or(row.cells.first());
        if let Some(first) = first {
            self.remember(target.file, &target.prefix, &first.at, &first.value);
        }
        row.cells
            .iter()
            .filter(|c| !c.field.is_key() || c.is_kept)
            .for_each(|c| self.used(&c.at));
        self.both_bases(row);
        let settled = self.settled_of_order(row, target);
        let period = self.period(&with_kept_ends(row, target.table));
        // A new table has its keys in the order of our own sheets, whatever that of the list is.
        let place = |path: &str| {
            fields::sheets()
                .iter()
                .flat_map(|s| &s.fields)
                .position(|f| f.path == path)
        };
        let mut cells: Vec<&Cell> = row
            .cells
            .iter()
            .filter(|c| c.field.is_key() && !c.field.path.starts_with("period."))
            .collect();
        // What an edition adds comes last.
        cells.sort_by_key(|c| place(c.field.path).unwrap_or(usize::MAX));
        for cell in cells {
            if cell.is_kept {
                self.remember(
                    target.file,
                    &join(&target.prefix, cell.field.path),
                    &cell.at,
                    &cell.value,
                );
                continue;
            }
            if settled.iter().any(|path| path == cell.field.path) {
                self.used(&cell.at);
                continue;
            }
            let Some(meaning) = (if has_ends(cell.field.path) {
                period.clone()
            } else {
                self.meaning(cell)
            }) else {
                continue;
            };
            // A period that came from its two ends is wrong at its end, not in the empty cell for
            // words.
            let end = row.cells.iter().find(|c| {
                cell.value.is_empty() && c.field.path == format!("{}.to", cell.field.path)
            });
            // Both ends of a term make one value.
            if has_ends(cell.field.path) {
                let ends = row
                    .cells
                    .iter()
                    .filter(|c| c.field.path.starts_with("period."));
                ends.for_each(|c| self.used(&c.at));
            }
            let Cell { at, value, .. } = end.filter(|c| !c.value.is_empty()).unwrap_or(cell);
            self.put(&cell.field, &meaning, at, value, target, &mut out);
        }
        // A list may have columns for the ends of the period and none for the whole.
        let whole = fields::words(SheetKind::Pairs)
            .fields
            .iter()
            .find(|f| f.path == "period");
        let end = row
            .cell("period.from")
            .or_else(|| row.cell("period.to"))
            .filter(|_| !row.has("period"));
        if let (Some(whole), Some(end), Some(meaning)) = (whole, end, period) {
            let ends = row
                .cells
                .iter()
                .filter(|c| c.field.path.starts_with("period."));
            ends.for_each(|c| self.used(&c.at));
            self.put(whole, &meaning, &end.at, &end.value, target, &mut out);
        }
        out
    }

    pub(super) fn put(
        &mut self,
        field: &Field,
        meaning: &Meaning,
        at: &str,
        value: &Value,
        target: &mut Target<'_>,
        out: &mut Differences,
    ) {
        let before = of_item(field.kind, get(target.table, field.path));
        let path = join(&target.prefix, field.path);
        if meaning.is_nothing() {
            let key = (target.file.to_owned(), path.clone());
            self.out.empty.insert(key, at.to_owned());
        } else {
            self.remember(target.file, &path, at, value);
        }
        if before == *meaning || looks_same(field.kind, &before, meaning) {
            return;
        }
        if let Some(why) = no_day(field.kind, meaning) {
            self.unclear(field.head, why, at, value);
            return;
        }
        let names = self.names();
        let shown = |meaning: &Meaning| {
            if meaning.is_nothing() {
                String::new()
            } else {
                short(&to_cell(field.kind, meaning, &names).shown())
            }
        };
        let edit = Edit {
            file: target.file.to_owned(),
            path,
            head: field.head.to_owned(),
            before: shown(&before),
            after: shown(meaning),
        };
        if !meaning.is_nothing() {
            out.changed.push(edit);
            set(target.table, field.path, to_toml(field.kind, meaning));
            return;
        }
        out.missing.push(edit);
        if self.prune >= Prune::Values {
            set(target.table, field.path, None);
        }
    }

    pub(super) fn tell(&mut self, name: &str, is_new: bool, differences: Differences) {
        if is_new {
            self.change(What::Added, name, Vec::new());
            return;
        }
        if !differences.changed.is_empty() {
            self.change(What::Changed, name, differences.changed);
        }
        for lost in differences.missing {
            self.lack(Prune::Values, format!("{name}, {lost}"));
        }
    }

    pub(super) fn needed(&mut self, row: &Row, path: &str) {
        let Some(cell) = row.cell(path).or(row.cells.first()) else {
            return;
        };
        let problem = Problem::new(Code::MissingKey, format!("«{}»: не заполнено", cell.head()));
        self.report_at(
            problem.hint(Advice::in_cell_or_field(
                "впишите значение или сотрите остальное в этой строке",
                "заполните это поле или уберите строку",
            )),
            &cell.at,
            "",
        );
    }

    /// Brings a row into the table of a whole file.
    pub(super) fn whole_file(&mut self, row: &Row, file: &str, name: &str) {
        let is_new = self.files.get(file).is_none();
        self.named.push(file.to_owned());
        // What belongs to a new pair or roadmap is told with it.
        let is_told = self.before.contains(file) || is_new;
        let mut table = self.files.get_or_new(file).clone();
        let differences = self.apply(
            row,
            &mut Target {
                file,
                prefix: String::new(),
                table: &mut table,
            },
        );
        *self.files.get_or_new(file) = table;
        if is_told {
            self.tell(name, is_new, differences);
        }
    }

    pub(super) fn missing_files(
        &mut self,
        folder: &str,
        seen: &BTreeSet<String>,
        name: impl Fn(&str) -> String,
    ) {
        for stem in self
            .files
            .stems(folder)
            .into_iter()
            .filter(|s| !seen.contains(s))
        {
            self.lack(Prune::Everything, name(&stem));
            if self.prune == Prune::Everything {
                let file = format!("{folder}/{stem}.toml");
                let taken = self.files.0.remove(&file);
                let held = taken.and_then(|taken| taken.original().cloned());
                self.removed.extend(held.map(|held| (file, held)));
            }
        }
    }

    pub(super) fn finish(mut self) -> Imported {
        let changed = self
            .files
            .0
            .par_iter()
            .filter(|(_, file)| file.is_changed());
        let changed: Vec<_> = changed
            .map(|(name, file)| (name, file.original().cloned(), file.bytes()))
            .collect();
        for (name, before, after) in changed {
            self.out.before.extend(before.map(|it| (name.clone(), it)));
            self.out.files.insert(name.clone(), Some(after));
        }
        for (name, before) in self.removed {
            self.out.before.insert(name.clone(), before);
            self.out.files.insert(name, None);
        }
        self.out
    }
}

/// What a row says otherwise than the file.
#[derive(Debug, Default)]
pub(super) struct Differences {
    pub changed: Vec<Edit>,
    pub missing: Vec<Edit>,
}

pub(super) fn join(prefix: &str, path: &str) -> String {
    if prefix.is_empty() {
        path.to_owned()
    } else {
        format!("{prefix}.{path}")
    }
}

/// The row with the ends of its term as the file has them now, where the workbook does not change
/// them.
fn with_kept_ends(row: &Row, table: &dyn TableLike) -> Row {
    let mut row = row.clone();
    let Meaning::Span(from, to) = of_item(Kind::When, get(table, "period")) else {
        return row;
    };
    for cell in row.cells.iter_mut().filter(|c| c.is_kept) {
        match cell.field.path.trim_start_matches("roadmap:") {
            "period.from" => cell.value = Value::Day(from),
            "period.to" => cell.value = Value::Day(to),
            _ => {}
        }
    }
    row
}

/// Enough of a text to know it by.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        format!("«{line}»")
    } else {
        format!("«{}…»", line.chars().take(MOST).collect::<String>())
    }
}

/// Whether a code may be the name of a file or a key.
pub(super) fn is_key(code: &str) -> bool {
    !code.is_empty()
        && !is_device_name(code)
        && code.len() <= 120
        && code
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// Whether two values of one line differ in spaces that do not break alone, as copied ones do.
fn looks_same(kind: Kind, a: &Meaning, b: &Meaning) -> bool {
    let (Kind::Line, Meaning::Text(a), Meaning::Text(b)) = (kind, a, b) else {
        return false;
    };
    a.replace('\u{A0}', " ") == b.replace('\u{A0}', " ")
}
