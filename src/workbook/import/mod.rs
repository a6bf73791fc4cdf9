//! Workbook → changes of the project's files. Nothing is written here: the caller looks at the
//! problems first.

mod lists;
mod names;
mod pairs;
mod places;
mod roadmap;
mod rows;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Item, Table, TableLike};

use rayon::prelude::*;

use super::export::{has_ends, pairs_of, people_of};
use super::fields::{
    self, Field, GUIDE_SHEET, IGNORED, LABEL, ORDER, ORGANIZATION as ORGANIZATION_ROWS, REGISTERS,
    SERVICE_SHEET, SheetKind, VALUE,
};
use super::form::Tables;
use super::grid::{Book, CellRef, Sheet, Value};
use super::head::{self, Headed};
use super::people::{Pairs, People};
use super::toml_file::{ORGANIZATION, ROADMAP, TomlFiles, get, order_file, set};
use super::value::{Meaning, Names, Unclear, no_day, of_cell, of_item, to_cell, to_toml};
use crate::problem::{Advice, Audience, Code, Problem, Sources};
use crate::project::{Files, LateFile, RawFile, is_device_name};
use rows::{Cell, Row};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Added,
    Changed,
    /// In the files and not in the workbook. Taken away only if the user asked for it.
    Missing,
}

/// What an import takes away from the files because the workbook lacks it. Each takes what those
/// before it do, and more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Prune {
    Nothing,
    /// Values whose cell is empty.
    Values,
    /// Rows of the lists of the files that the workbook names: activities, clauses.
    Lists,
    /// Members of the staff, pairs and orders too.
    Everything,
}

/// One thing that the workbook says otherwise than the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub what: What,
    /// «пара «Петрова — Сидоров»».
    pub name: String,
    pub details: Vec<String>,
}

/// What importing a workbook would do.
#[derive(Debug, Default)]
pub struct Imported {
    pub changes: Vec<Change>,
    pub problems: Vec<Problem>,
    pub sources: Sources,
    /// Files to write, by their names from the project's folder; without bytes, to remove.
    pub files: BTreeMap<String, Option<Vec<u8>>>,
    /// What those of them that were there held when they were read.
    pub before: BTreeMap<String, Vec<u8>>,
    /// Which cell a key of a file was taken from: file and path of keys → cell and what stands in
    /// it.
    places: BTreeMap<(String, String), (CellRef, String)>,
    /// The empty cell of a key.
    empty: BTreeMap<(String, String), CellRef>,
    book: String,
}

/// Reading one sheet; whether the workbook is one of ours.
type Step = fn(&mut Importer, &Headed<'_>, bool);

/// Compares a workbook with the files of a project.
pub fn import(files: &Files, book: &Book, prune: Prune) -> Imported {
    import_into(&Tables::read(files), files, book, prune)
}

/// The same where the files have been read already.
pub fn import_into(tables: &Tables, files: &Files, book: &Book, prune: Prune) -> Imported {
    let toml = tables.0.clone();
    let people = people_of(&toml);
    let pairs = pairs_of(&toml, &people);
    let mut it = Importer {
        before: toml.names().cloned().collect(),
        files: toml,
        people,
        pairs,
        prune,
        removed: Vec::new(),
        named: Vec::new(),
        out: Imported::default(),
    };
    it.out.book.clone_from(&book.name);
    let service = [GUIDE_SHEET, SERVICE_SHEET].map(head::plain);
    let own = book
        .sheets
        .iter()
        .filter(|s| !service.contains(&head::plain(&s.name)));
    let own: Vec<Cow<'_, Sheet>> = own.map(names::with_whole_names).collect();
    let sheets: Vec<Headed<'_>> = own.iter().filter_map(|sheet| head::find(sheet)).collect();
    if sheets.is_empty() {
        let problem = Problem::new(
            Code::NoList,
            format!("{}: не найдена строка с названиями столбцов", book.name),
        );
        it.out.problems.push(problem.hint(
            "назовите столбцы так: «Наставник» и «Наставляемый» для пар; «ФИО» и «Должность» для сотрудников; «Мероприятие», «Срок», «Результат», «Ответственный» для дорожной карты; образец книги создаёт команда «nastavnik export»",
        ));
        return it.out;
    }
    if files.organization.is_none() && sheets.iter().all(|s| s.kind != SheetKind::Organization) {
        let problem = Problem::new(
            Code::MissingFile,
            "в папке нет файла organization.toml, а в книге нет листа «Организация»",
        );
        it.out.problems.push(problem.hint(
            "сначала создайте папку школы: nastavnik init --xlsx ПАПКА; потом внесите в нее список",
        ));
        return it.out;
    }
    // What was left out may be the very row that seems to be missing.
    if sheets.iter().any(|sheet| !rows::beneath(sheet).is_empty()) {
        it.prune = it.prune.min(Prune::Lists);
    }
    for sheet in &sheets {
        it.tell_unknown_columns(sheet);
        it.tell_beneath(sheet);
    }
    let is_ours = book.sheets.iter().any(|s| s.name == SERVICE_SHEET);
    // The staff first, for others are known by it; then pairs, for other sheets name them.
    let steps: [(SheetKind, Step); 9] = [
        (SheetKind::Staff, Importer::staff),
        (SheetKind::Pairs, Importer::pairs),
        (SheetKind::Orders, Importer::orders),
        (SheetKind::Notes, Importer::notes),
        (SheetKind::Activities, Importer::activities),
        (SheetKind::Roadmap, Importer::roadmap),
        (SheetKind::Clauses, Importer::clauses),
        (SheetKind::Regulation, Importer::regulation),
        (SheetKind::Organization, Importer::organization),
    ];
    for (kind, step) in steps {
        sheets
            .iter()
            .filter(|s| s.kind == kind)
            .for_each(|sheet| step(&mut it, sheet, is_ours));
    }
    it.finish()
}

/// What taking away one pair, member of the staff or order would do, whatever the others say.
pub fn without(files: &Files, kind: SheetKind, code: &str) -> Imported {
    let mut out = Imported::default();
    match kind {
        SheetKind::Pairs => drop(out.files.insert(super::toml_file::pairing_file(code), None)),
        SheetKind::Orders => drop(out.files.insert(order_file(code), None)),
        _ => {
            let mut toml = TomlFiles::read(files);
            if let Some(staff) = toml
                .get_or_new(ORGANIZATION)
                .get_mut("staff")
                .and_then(Item::as_table_like_mut)
            {
                staff.remove(code);
            }
            out.files.extend(
                toml.0
                    .get(ORGANIZATION)
                    .map(|file| (ORGANIZATION.to_owned(), Some(file.bytes()))),
            );
        }
    }
    out
}

pub(super) struct Importer {
    /// Names of the files that were there.
    before: BTreeSet<String>,
    files: TomlFiles,
    people: People,
    pairs: Pairs,
    prune: Prune,
    removed: Vec<String>,
    /// Pairs and orders that the workbook has a row for.
    named: Vec<String>,
    out: Imported,
}

/// A table of a file that a row describes.
struct Target<'t> {
    file: &'t str,
    /// Keys from the file's top.
    prefix: String,
    table: &'t mut dyn TableLike,
}

impl Importer {
    fn tell_unknown_columns(&mut self, sheet: &Headed<'_>) {
        for (column, label) in &sheet.unknown {
            let place = sheet.sheet.place(sheet.first.saturating_sub(1), *column);
            let plain = head::plain(label);
            let likeness = |f: &&Field| strsim::jaro_winkler(&plain, &head::plain(f.head));
            let free = fields::words(sheet.kind)
                .fields
                .iter()
                .filter(|f| f.path != IGNORED && !sheet.has(f.path));
            let near = free
                .filter(|f| likeness(f) > 0.85)
                .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
            let hint = match near {
                Some(field) => format!("возможно, это «{}»: тогда назовите столбец так", field.head),
                None => "если это ваши заметки, ничего делать не надо; названия всех столбцов есть в книге команды «nastavnik export»"
                    .to_owned(),
            };
            let problem = Problem::new(
                Code::UnknownColumn,
                format!("столбец «{label}» программе не известен: он не прочитан"),
            );
            self.report_at(problem.hint(hint), &place, label);
        }
    }

    fn tell_beneath(&mut self, sheet: &Headed<'_>) {
        for row in rows::beneath(sheet) {
            let Some(cell) = row.cells.iter().find(|c| !c.value.is_empty()) else {
                continue;
            };
            let problem = Problem::new(
                Code::BeneathTable,
                "строка под таблицей не прочитана: это подпись или итог, а не запись списка",
            );
            self.report_at(
                problem.hint("если это запись, заполните остальные ячейки строки"),
                &cell.at,
                &cell.value.shown(),
            );
        }
    }

    fn report_at(&mut self, problem: Problem, at: &CellRef, text: &str) {
        let place = self
            .out
            .sources
            .add_cell(&self.out.book, at.to_string(), text.to_owned());
        let problem = problem.at(&place).seen_by(Audience::Workbook, None);
        self.out.problems.push(problem);
    }

    fn unclear(&mut self, head: &str, unclear: Unclear, at: &CellRef, value: &Value) {
        let problem = Problem::new(unclear.code, format!("«{head}»: {}", unclear.message))
            .hint_maybe(unclear.advice);
        self.report_at(problem, at, &value.shown());
    }

    fn meaning(&mut self, field: &Field, at: &CellRef, value: &Value) -> Option<Meaning> {
        let understood = of_cell(
            field.kind,
            value,
            &Names {
                people: &self.people,
                pairs: &self.pairs,
                edition: &self.files.1,
            },
        );
        understood
            .map_err(|why| self.unclear(field.head, why, at, value))
            .ok()
    }

    fn remember(&mut self, file: &str, path: &str, at: &CellRef, value: &Value) {
        self.out.places.insert(
            (file.to_owned(), path.to_owned()),
            (at.clone(), value.shown()),
        );
    }

    fn change(&mut self, what: What, name: impl Into<String>, details: Vec<String>) {
        self.out.changes.push(Change {
            what,
            name: name.into(),
            details,
        });
    }

    /// Brings the cells of a row into a table. Gives what changed, for the user to read, and what
    /// the workbook lacks.
    fn apply(&mut self, row: &Row, target: &mut Target<'_>) -> Differences {
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
        self.both_bases(row);
        let is_kept = self.words_over_order(row, target);
        let period = self.period(row);
        // A new table has its keys in the order of our own sheets, whatever that of the list is.
        let place = |path: &str| {
            fields::SHEETS
                .iter()
                .flat_map(|s| s.fields)
                .position(|f| f.path == path)
        };
        let mut cells: Vec<&Cell> = row
            .cells
            .iter()
            .filter(|c| c.field.is_key() && !c.field.path.starts_with("period."))
            .collect();
        cells.sort_by_key(|c| place(c.field.path));
        for cell in cells {
            if is_kept && cell.field.path == "basis" {
                continue;
            }
            let Some(meaning) = (if has_ends(cell.field.path) {
                period.clone()
            } else {
                self.meaning(&cell.field, &cell.at, &cell.value)
            }) else {
                continue;
            };
            // A period that came from its two ends is wrong at its end, not in the empty cell for
            // words.
            let end = row.cells.iter().find(|c| {
                cell.value.is_empty() && c.field.path == format!("{}.to", cell.field.path)
            });
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
            self.put(whole, &meaning, &end.at, &end.value, target, &mut out);
        }
        out
    }

    fn put(
        &mut self,
        field: &Field,
        meaning: &Meaning,
        at: &CellRef,
        value: &Value,
        target: &mut Target<'_>,
        out: &mut Differences,
    ) {
        let before = of_item(field.kind, get(target.table, field.path));
        let path = join(&target.prefix, field.path);
        if meaning.is_nothing() {
            self.out
                .empty
                .insert((target.file.to_owned(), path), at.clone());
        } else {
            self.remember(target.file, &path, at, value);
        }
        if before == *meaning {
            return;
        }
        if let Some(why) = no_day(field.kind, meaning) {
            self.unclear(field.head, why, at, value);
            return;
        }
        let names = Names {
            people: &self.people,
            pairs: &self.pairs,
            edition: &self.files.1,
        };
        let shown = |m: &Meaning| short(&to_cell(field.kind, m, &names).shown());
        if meaning.is_nothing() {
            out.missing
                .push(format!("{}: {}", field.head, shown(&before)));
            if self.prune >= Prune::Values {
                set(target.table, field.path, None);
            }
            return;
        }
        out.changed.push(if before.is_nothing() {
            format!("{}: {}", field.head, shown(meaning))
        } else {
            format!("{}: {} → {}", field.head, shown(&before), shown(meaning))
        });
        set(target.table, field.path, to_toml(field.kind, meaning));
    }

    /// A basis is an order or words, not both.
    fn both_bases(&mut self, row: &Row) {
        let words = row.cell("basis").filter(|c| !c.value.is_empty());
        let parts = row
            .cells
            .iter()
            .any(|c| c.field.path.starts_with("basis.") && !c.value.is_empty());
        if let Some(words) = words.filter(|_| parts) {
            let problem = Problem::new(
                Code::UnclearCell,
                format!(
                    "«{}»: заполнено и основание словами, и сведения о приказе",
                    words.field.head
                ),
            );
            self.report_at(
                problem.hint("оставьте что-нибудь одно"),
                &words.at,
                &words.value.shown(),
            );
        }
    }

    /// Whether words of a list are left out, for the file has the order's number and date: they
    /// must not be lost for words that say the same, or less.
    fn words_over_order(&mut self, row: &Row, target: &Target<'_>) -> bool {
        let has_parts = row.cells.iter().any(|c| c.field.path.starts_with("basis."));
        let words = row
            .cell("basis")
            .filter(|c| !c.value.is_empty() && !has_parts);
        let order = target.table.get("basis").and_then(Item::as_table_like);
        let (Some(words), Some(order)) = (words, order) else {
            return false;
        };
        let number = order
            .get("number")
            .and_then(Item::as_str)
            .unwrap_or_default();
        if number.is_empty() || !words.value.shown().contains(number) {
            let problem = Problem::new(
                Code::UnclearCell,
                format!(
                    "«{}»: в файле пары уже записан приказ, слова заменили бы его",
                    words.field.head
                ),
            );
            self.report_at(
                problem.hint("впишите номер и дату в столбцы «Номер приказа» и «Дата приказа» или уберите столбец из списка"),
                &words.at,
                &words.value.shown(),
            );
        }
        true
    }

    /// The period, from its two ends or from words. `None` if it is not clear.
    fn period(&mut self, row: &Row) -> Option<Meaning> {
        let mut read =
            |path: &str| match row.cells.iter().find(|c| {
                c.field.path == path || c.field.path.strip_prefix("roadmap:") == Some(path)
            }) {
                Some(cell) => self
                    .meaning(&cell.field, &cell.at, &cell.value)
                    .map(|m| (m, Some(cell))),
                None => Some((Meaning::Nothing, None)),
            };
        let (whole, from, to) = (read("period")?, read("period.from")?, read("period.to")?);
        let (message, hint, guilty) = match (&from.0, &to.0, &whole.0) {
            (Meaning::Nothing, Meaning::Nothing, words) => return Some(words.clone()),
            (Meaning::Day(from), Meaning::Day(to), words)
                if words.is_nothing() || *words == Meaning::Span(*from, *to) =>
            {
                return Some(Meaning::Span(*from, *to));
            }
            (Meaning::Day(_), Meaning::Day(_), _) => (
                "заполнены и даты, и срок словами",
                Advice::from("оставьте что-нибудь одно"),
                whole.1,
            ),
            (Meaning::Text(_), ..) => (
                "нужна дата",
                Advice::in_cell_or_field(
                    "впишите дату 01.09.2026 или весь срок словами в столбец «Срок словами»",
                    "впишите дату 01.09.2026 или весь срок словами в поле «Срок словами»",
                ),
                from.1,
            ),
            (_, Meaning::Text(_), _) => (
                "нужна дата",
                Advice::in_cell_or_field(
                    "впишите дату 31.05.2027 или весь срок словами в столбец «Срок словами»",
                    "впишите дату 31.05.2027 или весь срок словами в поле «Срок словами»",
                ),
                to.1,
            ),
            _ => (
                "нужны и начало, и окончание срока",
                Advice::in_cell_or_field(
                    "впишите вторую дату или весь срок словами в столбец «Срок словами»",
                    "впишите вторую дату или весь срок словами в поле «Срок словами»",
                ),
                if from.0.is_nothing() { to.1 } else { from.1 },
            ),
        };
        if let Some(cell) = guilty {
            let problem = Problem::new(
                Code::UnclearCell,
                format!("«{}»: {message}", cell.field.head),
            )
            .hint(hint);
            self.report_at(problem, &cell.at, &cell.value.shown());
        }
        None
    }

    fn tell(&mut self, name: &str, is_new: bool, differences: Differences) {
        if is_new {
            self.change(What::Added, name, Vec::new());
            return;
        }
        if !differences.changed.is_empty() {
            self.change(What::Changed, name, differences.changed);
        }
        for lost in differences.missing {
            self.change(What::Missing, format!("{name}, {lost}"), Vec::new());
        }
    }

    fn staff(&mut self, sheet: &Headed<'_>, _: bool) {
        let mut seen: Vec<String> = Vec::new();
        for row in rows::rows(sheet) {
            let Some(name) = row.text("name") else {
                self.needed(&row, "name");
                continue;
            };
            let known = [
                self.people.find(&name),
                super::people::Found::One(row.code.clone()),
            ]
            .into_iter()
            .find_map(|found| match found {
                super::people::Found::One(key) if self.people.has(&key) && !seen.contains(&key) => {
                    Some(key)
                }
                _ => None,
            });
            // The hidden code comes first: the name may have changed.
            let by_code =
                Some(row.code.clone()).filter(|c| self.people.has(c) && !seen.contains(c));
            let key = by_code
                .or(known)
                .unwrap_or_else(|| match row.code.as_str() {
                    code if is_key(code) && !self.people.has(code) => code.to_owned(),
                    _ => self.people.new_key(&name),
                });
            self.person(&row, &key, &name);
            seen.push(key);
        }
        let all: Vec<String> = self.staff_keys();
        for key in all.into_iter().filter(|k| !seen.contains(k)) {
            let name = format!("сотрудник «{}»", self.people.shown(&key));
            self.change(What::Missing, name, Vec::new());
            let staff = self
                .files
                .get_or_new(ORGANIZATION)
                .get_mut("staff")
                .and_then(Item::as_table_like_mut);
            if let Some(staff) = staff.filter(|_| self.prune == Prune::Everything) {
                staff.remove(&key);
            }
        }
    }

    fn staff_keys(&self) -> Vec<String> {
        let staff = self
            .files
            .get(ORGANIZATION)
            .and_then(|t| t.get("staff"))
            .and_then(Item::as_table_like);
        staff
            .into_iter()
            .flat_map(TableLike::iter)
            .map(|(key, _)| key.to_owned())
            .collect()
    }

    fn person(&mut self, row: &Row, key: &str, name: &str) {
        let is_new = !self.people.has(key);
        let mut person = self.take_person(key);
        let Some(table) = person.as_table_like_mut() else {
            return;
        };
        let differences = self.apply(
            row,
            &mut Target {
                file: ORGANIZATION,
                prefix: format!("staff.{key}"),
                table,
            },
        );
        self.people.add(key, name);
        self.give_person(key, person);
        self.tell(&format!("сотрудник «{name}»"), is_new, differences);
    }

    /// The person's table out of the file, so that names can be looked up while it is changed.
    fn take_person(&mut self, key: &str) -> Item {
        let staff = self
            .files
            .get(ORGANIZATION)
            .and_then(|t| t.get("staff"))
            .and_then(Item::as_table_like);
        staff
            .and_then(|s| s.get(key))
            .cloned()
            .unwrap_or_else(|| Item::Table(Table::new()))
    }

    fn give_person(&mut self, key: &str, person: Item) {
        let organization = self.files.get_or_new(ORGANIZATION);
        if organization.is_empty() {
            // So that the organisation stands before its staff.
            organization.insert("organization", Item::Table(Table::new()));
        }
        if !organization.contains_key("staff") {
            let mut staff = Table::new();
            staff.set_implicit(true);
            organization.insert("staff", Item::Table(staff));
        }
        let Some(staff) = organization
            .get_mut("staff")
            .and_then(Item::as_table_like_mut)
        else {
            return;
        };
        match staff.get_mut(key) {
            Some(old) => *old = person,
            None => drop(staff.insert(key, person)),
        }
    }

    fn needed(&mut self, row: &Row, path: &str) {
        let Some(cell) = row.cell(path).or(row.cells.first()) else {
            return;
        };
        let problem = Problem::new(
            Code::MissingKey,
            format!("«{}»: не заполнено", cell.field.head),
        );
        self.report_at(
            problem.hint(Advice::in_cell_or_field(
                "впишите значение или сотрите остальное в этой строке",
                "заполните это поле или уберите строку",
            )),
            &cell.at,
            "",
        );
    }

    /// Orders, one row each, with the name of the file in the first column.
    fn orders(&mut self, sheet: &Headed<'_>, _: bool) {
        let mut seen = Vec::new();
        for row in rows::rows(sheet) {
            let named = row.text(ORDER).map(|n| super::people::latin(&n));
            let known = Some(row.code.clone())
                .filter(|c| self.files.get(&order_file(c)).is_some() && !seen.contains(c));
            let stem = known.or_else(|| named.filter(|n| is_key(n) && !seen.contains(n)));
            let Some(stem) = stem else {
                self.needed(&row, ORDER);
                continue;
            };
            self.whole_file(&row, &order_file(&stem), &format!("приказ «{stem}»"));
            seen.push(stem);
        }
        self.missing_files("orders", &seen, |stem| format!("приказ «{stem}»"));
    }

    /// Brings a row into the table of a whole file.
    fn whole_file(&mut self, row: &Row, file: &str, name: &str) {
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

    fn missing_files(&mut self, folder: &str, seen: &[String], name: impl Fn(&str) -> String) {
        for stem in self
            .files
            .stems(folder)
            .into_iter()
            .filter(|s| !seen.contains(s))
        {
            self.change(What::Missing, name(&stem), Vec::new());
            if self.prune == Prune::Everything {
                let file = format!("{folder}/{stem}.toml");
                self.files.0.remove(&file);
                self.removed.push(file);
            }
        }
    }

    fn notes(&mut self, sheet: &Headed<'_>, _: bool) {
        for row in rows::rows(sheet) {
            let Some(stem) = self.stem_of(&row) else {
                continue;
            };
            let (file, name) = (
                super::toml_file::pairing_file(&stem),
                format!("записка пары «{}»", self.pairs.shown(&stem)),
            );
            self.whole_file(&row, &file, &name);
        }
    }

    fn organization(&mut self, sheet: &Headed<'_>, _: bool) {
        let (mut organization, mut roadmap) = (Vec::new(), Vec::new());
        for row in rows::rows(sheet) {
            let label = row.text(LABEL).unwrap_or_default();
            let is_it = |f: &&Field| {
                f.path == row.code
                    || head::plain(f.head) == head::plain(&label)
                    || f.also.iter().any(|a| head::plain(a) == head::plain(&label))
            };
            let (Some(field), Some(cell)) = (ORGANIZATION_ROWS.iter().find(is_it), row.cell(VALUE))
            else {
                if let Some(cell) = row.cell(LABEL) {
                    let problem = Problem::new(
                        Code::UnknownColumn,
                        format!("строка «{label}» программе не известна: она не прочитана"),
                    );
                    self.report_at(problem, &cell.at, &label);
                }
                continue;
            };
            let own = rows::Cell {
                field: *field,
                at: cell.at.clone(),
                value: cell.value.clone(),
            };
            if field.path.starts_with("roadmap:") {
                roadmap.push(own)
            } else {
                organization.push(own)
            }
        }
        self.registers(&organization);
        let row = Row {
            code: String::new(),
            index: 0,
            cells: organization,
        };
        if row.cells.iter().any(|c| !c.value.is_empty()) {
            let row = Row {
                cells: row
                    .cells
                    .into_iter()
                    .filter(|c| c.field.path != REGISTERS)
                    .collect(),
                ..row
            };
            if !self.before.contains(ORGANIZATION) {
                self.change(What::Added, "сведения об организации", Vec::new());
            }
            self.whole_file(&row, ORGANIZATION, "сведения об организации");
        }
        let row = Row {
            code: String::new(),
            index: 0,
            cells: roadmap.into_iter().map(without_file).collect(),
        };
        if row.cells.iter().any(|c| !c.value.is_empty()) {
            self.whole_file(&row, ROADMAP, "сведения о дорожной карте");
        }
    }

    /// Whether the registers are wanted is told by the table being there.
    fn registers(&mut self, cells: &[rows::Cell]) {
        let Some(cell) = cells.iter().find(|c| c.field.path == REGISTERS) else {
            return;
        };
        let Some(meaning) = self.meaning(&cell.field, &cell.at, &cell.value) else {
            return;
        };
        let is_there = self
            .files
            .get(ORGANIZATION)
            .is_some_and(|t| t.contains_key(REGISTERS));
        match meaning {
            Meaning::Flag(true) if !is_there => {
                self.files
                    .get_or_new(ORGANIZATION)
                    .insert(REGISTERS, Item::Table(Table::new()));
                self.change(
                    What::Changed,
                    "сведения об организации",
                    vec![format!("{}: да", cell.field.head)],
                );
            }
            Meaning::Flag(false) | Meaning::Nothing if is_there => {
                self.change(
                    What::Missing,
                    format!("сведения об организации, {}", cell.field.head),
                    Vec::new(),
                );
                if self.prune >= Prune::Values {
                    self.files.get_or_new(ORGANIZATION).remove(REGISTERS);
                }
            }
            _ => {}
        }
    }

    fn finish(mut self) -> Imported {
        let changed = self
            .files
            .0
            .par_iter()
            .filter(|(_, file)| file.is_changed());
        let changed: Vec<_> = changed
            .map(|(name, file)| (name.clone(), Some(file.bytes())))
            .collect();
        self.out.files.extend(changed);
        self.removed.retain(|name| self.before.contains(name));
        self.out
            .files
            .extend(self.removed.drain(..).map(|name| (name, None)));
        self.out
    }
}

/// Keys of `roadmap.toml` as they stand in it.
fn without_file(cell: rows::Cell) -> rows::Cell {
    let path = cell
        .field
        .path
        .strip_prefix("roadmap:")
        .unwrap_or(cell.field.path);
    rows::Cell {
        field: Field { path, ..cell.field },
        ..cell
    }
}

/// What a row says otherwise than the file.
#[derive(Debug, Default)]
struct Differences {
    changed: Vec<String>,
    missing: Vec<String>,
}

fn join(prefix: &str, path: &str) -> String {
    if prefix.is_empty() {
        path.to_owned()
    } else {
        format!("{prefix}.{path}")
    }
}

/// Enough of a text to know it by.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        format!("«{line}»")
    } else {
        format!("«{}…»", line.chars().take(MOST).collect::<String>())
    }
}

/// Whether a code may be the name of a file or a key.
fn is_key(code: &str) -> bool {
    !code.is_empty()
        && !is_device_name(code)
        && code.len() <= 120
        && code
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

impl Imported {
    /// Nothing could be read.
    pub fn refused(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
            ..Self::default()
        }
    }

    /// The files of the project as they would be.
    pub fn after(&self, files: &Files, folder: &str) -> Files {
        let mut after = files.clone();
        for (name, bytes) in &self.files {
            let stem = name
                .rsplit('/')
                .next()
                .unwrap_or(name)
                .trim_end_matches(".toml")
                .to_owned();
            let fresh = bytes.as_ref().map(|bytes| RawFile {
                name: places::shown(folder, name),
                inside: name.clone(),
                stem: stem.clone(),
                bytes: bytes.clone(),
            });
            let slot = match name.as_str() {
                ORGANIZATION => Some(&mut after.organization),
                ROADMAP => Some(&mut after.roadmap),
                super::toml_file::REGULATION => Some(&mut after.regulation),
                _ => None,
            };
            if let Some(slot) = slot {
                if let Some(fresh) = fresh {
                    *slot = Some(RawFile {
                        name: slot.as_ref().map_or(fresh.name, |old| old.name.clone()),
                        ..fresh
                    });
                }
                continue;
            }
            if name.starts_with("pairings/") {
                let old = after
                    .pairings
                    .iter()
                    .position(|f| f.stem == stem)
                    .map(|i| after.pairings.remove(i).name);
                let name = |fresh: &RawFile| old.unwrap_or_else(|| fresh.name.clone());
                after.pairings.extend(fresh.map(|fresh| {
                    LateFile::from(RawFile {
                        name: name(&fresh),
                        ..fresh
                    })
                }));
                after.pairings.sort_by(|a, b| a.name.cmp(&b.name));
            } else {
                let old = after
                    .orders
                    .iter()
                    .position(|f| f.stem == stem)
                    .map(|i| after.orders.remove(i).name);
                let name = |fresh: &RawFile| old.unwrap_or_else(|| fresh.name.clone());
                after.orders.extend(fresh.map(|fresh| RawFile {
                    name: name(&fresh),
                    ..fresh
                }));
                after.orders.sort_by(|a, b| a.name.cmp(&b.name));
            }
        }
        after
    }

    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Problem::is_error)
    }
}
