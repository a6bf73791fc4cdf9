//! The heads of the tables on a sheet.

use std::collections::{BTreeMap, BTreeSet};

use super::column::{
    Column, beneath_merged, explains_name, first_table, give_day_of_order, give_from,
    give_to_sides, part_activities, unbroken,
};
use super::sheet_table::{SheetTable, known, same_head};
use super::words::{Headings, has_patronymic, plain, without_number};

use crate::edit::{names_people, post_and_rest};
use crate::fields::{
    self, CODE, Field, IGNORED, MENTEE_GENDER, MENTEE_POST, MENTOR_GENDER, MENTOR_POST, SheetKind,
    SheetWords,
};
use crate::workbook::grid::{Sheet, Value};

/// A head is looked for in so many rows from the top of a sheet.
pub(crate) const MOST_ABOVE: u32 = 30;
/// Rows that a head may have.
const TALLEST: u32 = 3;
/// Cells of a column that tell whether people stand in it.
const SAMPLE: usize = 20;

/// Finds every table of a sheet: one under the other, and side by side. Sheets of ours are known by
/// their names; another table is of the kind whose headings it has most of.
pub(crate) fn find<'b>(sheet: &'b Sheet, sheets: &'static [SheetWords]) -> Vec<SheetTable<'b>> {
    let named = sheets
        .iter()
        .find(|words| plain(words.name) == plain(&sheet.name));
    let own_head = named.and(head_of_ours(sheet));
    let is_ours = own_head.is_some();
    let mut it = Finder {
        sheet,
        is_ours,
        headings: Headings::of(sheets),
    };
    if let (Some(words), Some(head)) = (named, own_head) {
        return it.read(words, head, 1, (0, u32::MAX));
    }
    if let Some(words) = named {
        let found = it.all(&[words]);
        if !found.is_empty() {
            return found;
        }
    }
    it.all(&sheets.iter().collect::<Vec<_>>())
}

/// The row of the head of a sheet that the program wrote: lines may have been put in above it.
pub(crate) fn head_of_ours(sheet: &Sheet) -> Option<u32> {
    let code = Value::Text(fields::code().head.to_owned());
    let mut rows = sheet.rows.range(..=MOST_ABOVE);
    rows.find_map(|(row, cells)| cells.values().any(|value| *value == code).then_some(*row))
}

struct Finder<'b> {
    sheet: &'b Sheet,
    is_ours: bool,
    headings: Headings,
}

impl<'b> Finder<'b> {
    fn all(&mut self, kinds: &[&'static SheetWords]) -> Vec<SheetTable<'b>> {
        let mut out: Vec<SheetTable<'b>> = self.first(kinds);
        if let Some(head) = out.first().map(|t| t.head)
            && let Some(above) = self.above(kinds, head)
        {
            out = above;
        }
        let Some(mut next) = out.first().map(|t| t.first) else {
            return out;
        };
        let mut current = 0;
        let rows: Vec<u32> = self.sheet.rows.range(next..).map(|(row, _)| *row).collect();
        for row in rows {
            if row < next || !self.may_be_head(row) {
                continue;
            }
            let found = self.best(kinds, row);
            let Some(first) = found.first() else { continue };
            let is_same = found.len() == out.len() - current
                && found
                    .iter()
                    .zip(&out[current..])
                    .all(|(a, b)| same_head(a, b));
            if is_same {
                let rows = first.head..first.first;
                out[current..]
                    .iter_mut()
                    .for_each(|t| t.repeats.extend(rows.clone()));
            } else {
                out[current..]
                    .iter_mut()
                    .for_each(|t| t.last = row.saturating_sub(1));
                current = out.len();
            }
            next = first.first;
            if !is_same {
                out.extend(found);
            }
        }
        out
    }

    /// The first tables above a head, if a head of its own and entries stand there: a smaller table.
    fn above(&mut self, kinds: &[&'static SheetWords], head: u32) -> Option<Vec<SheetTable<'b>>> {
        let rows: Vec<u32> = self.sheet.rows.range(..head).map(|(row, _)| *row).collect();
        rows.into_iter().find_map(|row| {
            if !self.may_be_head(row) {
                return None;
            }
            let found = self.best(kinds, row);
            let first = found.first()?.first;
            let between = self.sheet.rows.range(first..head.max(first));
            let mut filled = between.filter(|(_, cells)| cells.len() > 1);
            let headings = &mut self.headings;
            let has_entries =
                filled.any(|(_, cells)| !cells.values().any(|v| headings.is_known(&label(v))));
            has_entries.then_some(found)
        })
    }

    /// The head that knows most columns near the top.
    fn first(&mut self, kinds: &[&'static SheetWords]) -> Vec<SheetTable<'b>> {
        let mut best: Vec<SheetTable<'b>> = Vec::new();
        for row in 0..=self.sheet.last_row().min(MOST_ABOVE) {
            let found = self.best(kinds, row);
            if known(&found) > known(&best) {
                best = found;
            }
        }
        best
    }

    /// The tables of a head row. Where empty columns part it, each part may be a table of its own
    /// kind.
    fn best(&mut self, kinds: &[&'static SheetWords], row: u32) -> Vec<SheetTable<'b>> {
        let whole = self.best_within(kinds, row, (0, u32::MAX));
        let Some(first) = whole.first() else {
            return whole;
        };
        let mut parts = Vec::new();
        for span in self.spans(row, first.first) {
            let own = self.best_within(kinds, row, span);
            if own.is_empty() {
                return whole;
            }
            parts.extend(own);
        }
        if parts.len() > 1 && known(&parts) >= known(&whole) {
            parts
        } else {
            whole
        }
    }

    /// Stretches of columns of a head, parted by columns in which nothing stands.
    fn spans(&self, row: u32, first: u32) -> Vec<(u32, u32)> {
        let rows = self.sheet.rows.range(row..first);
        let used: BTreeSet<u32> = rows.flat_map(|(_, cells)| cells.keys().copied()).collect();
        let mut out: Vec<(u32, u32)> = Vec::new();
        for column in used {
            match out.last_mut() {
                Some((_, last))
                    if *last + 1 == column || self.sheet.area(row, *last + 1).is_some() =>
                {
                    *last = column;
                }
                _ => out.push((column, column)),
            }
        }
        out
    }

    fn best_within(
        &mut self,
        kinds: &[&'static SheetWords],
        row: u32,
        span: (u32, u32),
    ) -> Vec<SheetTable<'b>> {
        let mut best: Vec<SheetTable<'b>> = Vec::new();
        for words in kinds {
            for height in 1..=TALLEST {
                if height > 1 && self.count_labels(row) < 2 {
                    break;
                }
                if self.has_entries(row..row + height, span) {
                    break;
                }
                let found = self.read(words, row, height, span);
                let is_better = known(&found) > known(&best)
                    || known(&found) == known(&best) && self.parts_people(&best, &found);
                if is_better {
                    best = found;
                }
            }
        }
        best
    }

    /// Whether the first row beneath a head tells what of a person stands in which column, and
    /// belongs to a taller head: «ФИО», «Стаж» beneath «Наставник».
    fn parts_people(&mut self, lower: &[SheetTable<'b>], taller: &[SheetTable<'b>]) -> bool {
        let sheet = self.sheet;
        lower.iter().zip(taller).any(|(lower, taller)| {
            let mut people = lower.columns.iter().filter(|(column, field)| {
                matches!(field.path, "mentors" | "mentees")
                    && taller.columns.get(column).map(|f| f.path) == Some(field.path)
            });
            lower.first < taller.first
                && people.any(|(column, _)| {
                    let text = label(sheet.at(lower.first, *column));
                    let heading = self.headings.field(SheetKind::Staff, &text);
                    heading.is_some_and(|f| f.path == "name") || explains_name(&text)
                })
        })
    }

    /// Whether people by name or dates stand in rows that might belong to a head: then they are
    /// entries.
    fn has_entries(&self, rows: std::ops::Range<u32>, (from, to): (u32, u32)) -> bool {
        let cells = self.sheet.rows.range(rows).flat_map(|(_, cells)| cells);
        let mut own = cells.filter(|(column, _)| (from..=to).contains(*column));
        own.any(|(_, value)| is_entry(value))
    }

    /// How many different texts stand in a row.
    fn count_labels(&self, row: u32) -> usize {
        let cells = self.sheet.rows.get(&row).into_iter().flatten();
        cells
            .map(|(_, value)| label(value))
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// Whether at least two cells of a row, and half of them, head columns of some list.
    fn may_be_head(&mut self, row: u32) -> bool {
        let Some(cells) = self.sheet.rows.get(&row) else {
            return false;
        };
        if cells.values().any(is_entry) {
            return false;
        }
        let (mut known, mut strange) = (0, 0);
        for text in cells.values().map(label) {
            if self.headings.is_known(&text) {
                known += 1;
            } else {
                strange += 1;
            }
            // Most rows are entries: they are seen to be none at their first cells.
            if strange * 2 > cells.len() {
                return false;
            }
        }
        known >= 2
    }

    /// Takes this row, and so many beneath it, for the head of tables side by side.
    fn read(
        &mut self,
        words: &'static SheetWords,
        row: u32,
        height: u32,
        (from, to): (u32, u32),
    ) -> Vec<SheetTable<'b>> {
        let rows = (row..row + height).filter_map(|r| self.sheet.rows.get(&r));
        let mut across: Vec<u32> = rows.flat_map(|cells| cells.keys().copied()).collect();
        across.retain(|column| (from..=to).contains(column));
        across.sort_unstable();
        across.dedup();
        let mut columns: Vec<Column> = across
            .into_iter()
            .map(|column| self.column(words.kind, row, height, column))
            .collect();
        if words.kind == SheetKind::Pairs && !self.is_ours {
            columns.extend(self.beneath_one_head(row, height, &columns, (from, to)));
            columns.sort_by_key(|column| column.index);
        }
        if words.kind == SheetKind::Roadmap {
            part_activities(&mut columns);
        }
        let mut out = Vec::new();
        while !columns.is_empty() {
            let rest = columns.split_off(first_table(&columns));
            let own = std::mem::replace(&mut columns, rest);
            match self.table(words, row, height, own) {
                Ok(table) => out.push(table),
                // Columns of nothing belong to the table on their left.
                Err(own) => {
                    let Some(last): Option<&mut SheetTable<'b>> = out.last_mut() else {
                        return Vec::new();
                    };
                    let named = own.into_iter().filter(|c| !c.label.is_empty());
                    named.for_each(|c| last.put_aside(c.index, c.label, c.field));
                }
            }
        }
        out
    }

    /// Columns without a heading of their own, beneath that of the people beside them, which is
    /// merged over both: the posts of these people, if posts stand there.
    fn beneath_one_head(
        &self,
        row: u32,
        height: u32,
        columns: &[Column],
        (from, to): (u32, u32),
    ) -> Vec<Column> {
        let is_side = |c: &&Column| {
            c.field
                .is_some_and(|f| matches!(f.path, "mentors" | "mentees"))
        };
        let mut out = Vec::new();
        for side in columns.iter().filter(is_side) {
            let area = self.sheet.area(row, side.index);
            let Some([_, _, bottom, right]) = area.filter(|[_, left, ..]| *left == side.index)
            else {
                continue;
            };
            let beneath = (row + height).max(*bottom + 1);
            for index in (side.index + 1)..=(*right).min(to) {
                let is_known = columns.iter().any(|c| c.index == index);
                let mut texts = self.texts(index, beneath);
                // The head of a part of a name that stands whole in the first column.
                let numbers = fields::words(SheetKind::Pairs).field(IGNORED);
                texts.retain(|text| numbers.is_none_or(|it| it.head != text));
                if is_known || index < from || texts.is_empty() {
                    continue;
                }
                let is_post = |text: &String| !post_and_rest(text).0.is_empty();
                out.push(Column {
                    index,
                    field: None,
                    label: side.label.clone(),
                    is_numbered: false,
                    is_name: false,
                    is_post: texts.iter().all(is_post),
                    is_gender: false,
                });
            }
        }
        out
    }

    /// The first texts of a column.
    fn texts(&self, column: u32, from: u32) -> Vec<String> {
        let rows = self.sheet.rows.range(from..);
        let cells = rows.filter_map(|(_, cells)| cells.get(&column));
        let texts = cells.take(SAMPLE).map(Value::shown);
        texts.filter(|text| !text.trim().is_empty()).collect()
    }

    fn column(&mut self, kind: SheetKind, row: u32, height: u32, column: u32) -> Column {
        let mut parts: Vec<String> = Vec::new();
        for r in row..row + height {
            let text = label(self.sheet.at(r, column));
            if !text.is_empty() && parts.last() != Some(&text) {
                parts.push(text);
            }
        }
        let has_own_top = !label(self.sheet.at(row, column)).is_empty();
        if height > 1 && !has_own_top && !parts.is_empty() {
            let above = above(self.sheet, row, column);
            parts.splice(0..0, Some(above).filter(|a| !a.is_empty()));
        }
        let under = parts.last().cloned().unwrap_or_default();
        let ends = match parts.as_slice() {
            [first, _, .., last] => format!("{first} {last}"),
            _ => String::new(),
        };
        let whole = parts.join(" ");
        let is_numbered = without_number(&whole).is_some();
        let tried = [whole.as_str(), ends.as_str(), under.as_str()];
        let parted = (kind == SheetKind::Pairs).then(|| self.of_side(&parts));
        let mut of = |kind: SheetKind| {
            tried
                .iter()
                .find_map(|text| self.headings.field(kind, text))
        };
        let field = parted.flatten().or_else(|| of(kind));
        let is_staff = |path: &str, it: Option<&'static Field>| it.is_some_and(|f| f.path == path);
        let staff = of(SheetKind::Staff);
        let top_post = kind == SheetKind::Pairs
            && parts.first().is_some_and(|top| {
                is_staff("position", self.headings.field(SheetKind::Staff, top))
            });
        Column {
            index: column,
            field,
            label: whole,
            is_numbered,
            is_name: is_staff("name", staff),
            is_post: is_staff("position", staff) || top_post,
            is_gender: is_staff("gender", staff),
        }
    }

    /// «ФИО» or «Должность» beneath «Наставник» or «Сведения о молодом специалисте».
    fn of_side(&mut self, parts: &[String]) -> Option<&'static Field> {
        let [top, .., under] = parts else { return None };
        let side = self.headings.field(SheetKind::Pairs, top)?.path;
        let path = match (side, self.headings.field(SheetKind::Staff, under)?.path) {
            ("mentors" | "mentees", "name") => side,
            ("mentors", "position") => MENTOR_POST,
            ("mentees", "position") => MENTEE_POST,
            ("mentors", "gender") => MENTOR_GENDER,
            ("mentees", "gender") => MENTEE_GENDER,
            _ => return None,
        };
        let fields = &fields::words(SheetKind::Pairs).fields;
        fields.iter().find(|f| f.path == path)
    }

    fn table(
        &mut self,
        words: &'static SheetWords,
        row: u32,
        height: u32,
        mut own: Vec<Column>,
    ) -> Result<SheetTable<'b>, Vec<Column>> {
        let first = self.beneath(row, height, &own);
        if words.kind == SheetKind::Pairs && !self.is_ours {
            self.complete(&mut own, first);
        }
        let mut columns: BTreeMap<u32, &'static Field> = BTreeMap::new();
        let mut aside = Vec::new();
        for column in &own {
            let is_free =
                |f: &&Field| f.path == IGNORED || !columns.values().any(|k| k.path == f.path);
            match column.field.filter(is_free) {
                Some(field) => drop(columns.insert(column.index, field)),
                None if column.label.is_empty() => {}
                None => aside.push(column),
            }
        }
        let has = |path: &&str| columns.values().any(|f| f.path == *path);
        let code_makes_up = has(&CODE);
        let mut needed = words
            .needed
            .iter()
            .filter(|n| !(code_makes_up && n.starts_with('@')));
        let real = columns.values().filter(|f| f.path != IGNORED).count();
        let is_staff_in_one = words.kind == SheetKind::Staff
            && own
                .iter()
                .any(|c| c.field.is_some_and(|f| f.path == "name") && holds_post(&c.label));
        if !is_staff_in_one && (!needed.all(has) || real < 2) {
            return Err(own);
        }
        let mut table = SheetTable {
            sheet: self.sheet,
            kind: words.kind,
            head: row,
            first,
            last: self.sheet.last_row(),
            columns,
            unknown: Vec::new(),
            doubled: Vec::new(),
            repeats: Vec::new(),
            is_ours: self.is_ours,
        };
        for column in &aside {
            table.put_aside(column.index, column.label.clone(), column.field);
        }
        if words.kind == SheetKind::Roadmap && !self.is_ours {
            table
                .unknown
                .extend(beneath_merged(self.sheet, row, row + height..first, &own));
        }
        if words.kind == SheetKind::Pairs {
            table.put_aside_numbers(&own);
        }
        Ok(table)
    }

    /// The first row beneath a head: cells that are merged downwards make it taller.
    fn beneath(&self, row: u32, height: u32, own: &[Column]) -> u32 {
        let bottoms = own.iter().filter_map(|c| {
            let [top, _, bottom, _] = self.sheet.area(row, c.index)?;
            (*top == row && *bottom < row + TALLEST).then_some(*bottom + 1)
        });
        bottoms.chain([row + height]).max().unwrap_or(row + height)
    }

    /// Gives a list of pairs what its headings leave open: «ФИО» is he who is not named by another
    /// column, and «Должность» is that of the person beside it. A column in which no people stand
    /// names none.
    fn complete(&self, own: &mut [Column], first: u32) {
        let is_side = |column: &Column| {
            column
                .field
                .is_some_and(|f| matches!(f.path, "mentors" | "mentees"))
        };
        // Where no other column names people, this one does: nobody has a mentor yet.
        let has_names = own.iter().any(|c| c.is_name && !is_side(c))
            || own.iter().filter(|c| is_side(c)).count() > 2;
        for column in own.iter_mut().filter(|_| has_names) {
            if is_side(column) && !self.may_hold_people(column.index, first) {
                column.field = None;
            }
        }
        let fields = &fields::words(SheetKind::Pairs).fields;
        let field = |path: &str| fields.iter().find(|f| f.path == path);
        let has = |own: &[Column], path: &str| {
            own.iter().any(|c| c.field.is_some_and(|f| f.path == path))
        };
        // «Наставник/должность» is he with his post, where nothing else is he.
        for (side, post) in [("mentors", MENTOR_POST), ("mentees", MENTEE_POST)] {
            let is_both = |c: &&mut Column| {
                c.label.contains(['/', ',']) && c.field.is_some_and(|f| f.path == post)
            };
            if !has(own, side)
                && let Some(both) = own.iter_mut().find(is_both)
            {
                both.field = field(side);
            }
        }
        let missing = match (has(own, "mentors"), has(own, "mentees")) {
            (true, false) => field("mentees"),
            (false, true) => field("mentors"),
            _ => None,
        };
        let name = own.iter_mut().find(|c| c.field.is_none() && c.is_name);
        if let (Some(missing), Some(name)) = (missing, name) {
            name.field = Some(missing);
        }
        give_from(own);
        give_day_of_order(own);
        give_to_sides(own, |it| it.is_post, [MENTOR_POST, MENTEE_POST]);
        give_to_sides(own, |it| it.is_gender, [MENTOR_GENDER, MENTEE_GENDER]);
    }

    /// Whether some cell beneath may name a person: it says more than «да» or a number.
    fn may_hold_people(&self, column: u32, first: u32) -> bool {
        const NOBODY: [&str; 5] = ["нет", "имеется", "есть", "является", "наставник"];
        let cells = self
            .sheet
            .rows
            .range(first..)
            .filter_map(|(_, cells)| cells.get(&column));
        let mut filled = cells.take(SAMPLE).peekable();
        let is_name = |word: &str| word.chars().count() > 2 && !NOBODY.contains(&word);
        filled.peek().is_none()
            || filled.any(|value| {
                let words = plain(&value.shown());
                let letters = |word: &&str| word.chars().all(char::is_alphabetic);
                words.split(' ').filter(letters).any(is_name)
                    || !matches!(value, Value::Text(_) | Value::Number(_))
            })
    }
}

/// The heading over several columns: its own cell, or the nearest to the left.
fn above(sheet: &Sheet, row: u32, column: u32) -> String {
    (0..=column)
        .rev()
        .map(|c| label(sheet.at(row, c)))
        .find(|l| !l.is_empty())
        .unwrap_or_default()
}

/// «ФИО, должность»: whether a heading of names is one of posts too.
fn holds_post(heading: &str) -> bool {
    let words = plain(heading);
    words
        .split(' ')
        .skip(1)
        .any(|word| word.starts_with("должност"))
}

/// Whether a cell is a day or names somebody, as no heading does.
fn is_entry(value: &Value) -> bool {
    let is_person = || has_patronymic(&label(value)) && names_people(&label(value));
    matches!(value, Value::Day(_)) || is_person() || has_initials(&label(value))
}

/// «Петрова М.И.», and not «Фамилия И.О.».
fn has_initials(text: &str) -> bool {
    let Some((surname, initials)) = text.split_once(' ') else {
        return false;
    };
    let letters: Vec<char> = initials.chars().filter(|c| !c.is_whitespace()).collect();
    let are_initials = letters.len() == 4
        && letters
            .chunks(2)
            .all(|it| matches!(it, [letter, '.'] if letter.is_uppercase()));
    are_initials && names_people(text) && !explains_name(text) && surname.chars().count() > 2
}

fn label(value: &Value) -> String {
    // «Настав-⏎ник» goes on in the next line.
    unbroken(&value.shown().replace("-\n", "-"))
}

#[cfg(test)]
mod tests;
