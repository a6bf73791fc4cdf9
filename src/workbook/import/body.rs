//! The rows beneath the head of a table: which of them are entries, and what the others are.

use super::doubled;
use super::entry::{has_uncounted_people, is_entry};
use super::foot::{
    Foot, Stray, begins_foot, is_first_with_post, is_post_with_name, is_signature, is_signed,
};
use super::no_pair;
use super::reading::{Reading, is_full};
use super::sections::{self, Numbered};
use super::struck;
use super::titles::{counts_beneath, is_stage, unnumbered};
use crate::edit::{Cell, Row, names_people};
use crate::fields::{CODE, IGNORED, SECTION, STAGE, SheetKind};
use crate::problem::Code;
use crate::reader::clean;
use crate::workbook::grid::Value;
use crate::workbook::tables::{Table, has_patronymic, plain};

const TOTALS: [&str; 6] = ["итого", "всего", "итог", "количество", "кол", "общее"];
const NOTES: [&str; 4] = ["примечание", "примечания", "прим", "сноска"];
/// What says that somebody or something is the same as above.
const AS_ABOVE: [&str; 9] = [
    "он же",
    "она же",
    "тот же",
    "та же",
    "то же",
    "они же",
    "те же",
    "так же",
    "же",
];
/// Bytes of a number that is no word: «VIII», «А.».
const LONGEST_NUMBER: usize = 4;
fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) || text.len() <= LONGEST_NUMBER
}

/// A row after so many empty ones is looked at twice.
const GAP: u32 = 2;

/// What a row is.
enum What {
    Entry,
    /// A stage or section of a roadmap.
    Title(Box<Cell>),
    /// The head once more: the list begins anew.
    Head,
    /// Left out without a word: it says nothing.
    Plain(&'static str),
    /// Left out, and told.
    Told(Code, &'static str, &'static str),
    /// What follows is hardly an entry either.
    Foot(Foot),
    /// Names that stand apart or beneath a signature: asked about.
    Stray(Stray),
}

const IF_NUMBERED: &str = "если это пара этого года, поставьте в столбец номеров число";
const IF_ENTRY: &str = "если это запись, заполните остальные ячейки строки";

/// The entries of a table.
pub(super) fn rows(table: &Table<'_>, it: &mut Reading<'_>) -> Vec<Row> {
    let mut body = Body {
        table,
        rows: Vec::new(),
        foot: None,
        last: table.first,
        titles: Vec::new(),
        section: None,
    };
    for index in indexes(table) {
        body.take(index, it);
    }
    // A title with nothing beneath it is a line beneath the table.
    body.drop_titles(it);
    body.rows
}

struct Body<'t, 'b> {
    table: &'t Table<'b>,
    rows: Vec<Row>,
    /// What stands beneath the table so far, until something says that the list goes on.
    foot: Option<Foot>,
    /// The last row that held an entry.
    last: u32,
    /// Titles that no entry has followed yet.
    titles: Vec<u32>,
    /// Why nothing beneath the last title is an entry of today.
    section: Option<&'static str>,
}

/// Rows that hold something, and those that a merged area reaches into.
fn indexes(table: &Table<'_>) -> Vec<u32> {
    let sheet = table.sheet;
    let own = table.rows().map(|(row, _)| row);
    let merged = sheet
        .merged
        .iter()
        .filter(|m| m[0] >= table.first && m[2] > m[0]);
    let covered = merged.flat_map(|m| m[0]..=m[2].min(table.last));
    let mut all: Vec<u32> = own.chain(covered).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A row with the value of each column that is known; numbers of rows are left aside.
fn row(table: &Table<'_>, index: u32) -> Row {
    let mut row = Row {
        code: String::new(),
        index,
        cells: Vec::new(),
    };
    for (column, field) in &table.columns {
        let value = table.sheet.at(index, *column);
        if field.path == CODE {
            row.code = clean(&value.shown());
        } else if field.path != IGNORED {
            let column = doubled::column_of(table, index, *column, field);
            let value = table.sheet.at(index, column);
            let at = table.sheet.place(index, column).to_string();
            let value = doubled::people_of(table, index, column, field).unwrap_or(value.clone());
            row.cells.push(Cell::new(**field, at, value));
        }
    }
    row
}

impl Body<'_, '_> {
    fn take(&mut self, index: u32, it: &mut Reading<'_>) {
        let mut row = row(self.table, index);
        let place = (self.table.sheet.name.clone(), index);
        if it.choices.waiting.contains(&place) {
            self.is_no_gap(index);
            return;
        }
        if it.choices.not_needed.contains(&place) {
            self.is_no_gap(index);
            it.leave_row(self.table, index, "по вашему ответу");
            it.has_left = true;
            return;
        }
        self.claim_numbers(index, it);
        if self.table.repeats.contains(&index) {
            self.foot = None;
            self.last = index;
            it.leave_row(self.table, index, "заголовок");
            return;
        }
        if self.table.is_ours {
            if is_full(&row) {
                struck::tell_ours(self.table, &row, it);
                self.rows.push(row);
            }
            return;
        }
        self.fill_as_above(&mut row);
        let texts = self.texts(index);
        self.section = sections::beneath(self.section, self.table, &row, &texts, it.year);
        let what = self.what(&row, it);
        match self.entry_of_section(what, index, &texts, it) {
            What::Entry => {
                self.foot = None;
                self.last = index;
                self.titles.clear();
                if struck::ask(self.table, &row, it) {
                    it.leave_row(self.table, index, "ждет ответа о зачеркнутом имени");
                    return;
                }
                struck::leave(self.table, &mut row, it);
                self.rows.push(row);
            }
            What::Title(cell) => {
                self.titles.push(index);
                it.leave_row(self.table, index, "название этапа или раздела");
                let cells = vec![*cell];
                self.rows.push(Row {
                    code: String::new(),
                    index,
                    cells,
                });
            }
            What::Head => {
                self.foot = None;
                self.last = index;
                it.leave_row(self.table, index, "заголовок");
            }
            What::Plain(why) => it.leave_row(self.table, index, why),
            What::Told(code, why, advice) => {
                self.is_no_gap(index);
                it.tell_row(self.table, index, code, why, advice);
            }
            What::Foot(foot) => {
                self.foot = Some(foot);
                it.tell_row(self.table, index, Code::BeneathTable, foot.why(), IF_ENTRY);
            }
            What::Stray(stray) => stray.ask(&row, it),
        }
    }

    /// A row of the table that was left out parts nothing from it.
    fn is_no_gap(&mut self, index: u32) {
        if self.last + GAP >= index {
            self.last = index;
        }
    }

    /// What seemed an entry, unless the title above it or its own number says that it is none.
    fn entry_of_section(
        &self,
        what: What,
        index: u32,
        texts: &[(u32, String)],
        it: &Reading<'_>,
    ) -> What {
        let told = |why| What::Told(Code::LeftOut, why, sections::ADVICE);
        match (what, self.section) {
            (What::Entry | What::Stray(_), Some(why)) => told(why),
            (What::Entry, None) => match sections::by_number(self.table, index, texts, it.year) {
                Numbered::Entry => What::Entry,
                Numbered::Signed => What::Foot(Foot::Signed),
                Numbered::Told(why) => What::Told(Code::LeftOut, why, IF_NUMBERED),
                Numbered::Unclear => What::Stray(Stray::Numbered),
            },
            (what, _) => what,
        }
    }

    /// Codes and numbers of rows are known and say nothing.
    fn claim_numbers(&self, index: u32, it: &mut Reading<'_>) {
        for (column, field) in &self.table.columns {
            let is_own = self
                .table
                .sheet
                .rows
                .get(&index)
                .is_some_and(|r| r.contains_key(column));
            if is_own && (field.path == IGNORED || field.path == CODE) {
                let why = if field.path == CODE {
                    "скрытый код строки"
                } else {
                    "номер строки"
                };
                it.leave_cell(self.table.sheet, index, *column, why);
            }
        }
    }

    /// The different texts of a row within the table, from the left.
    fn texts(&self, index: u32) -> Vec<(u32, String)> {
        let (first, last) = self.table.across();
        let mut out: Vec<(u32, String)> = Vec::new();
        for column in first..=last {
            let text = clean(&self.table.sheet.at(index, column).shown());
            if !text.is_empty() && out.iter().all(|(_, known)| *known != text) {
                out.push((column, text));
            }
        }
        out
    }

    fn what(&self, row: &Row, it: &mut Reading<'_>) -> What {
        let (table, index) = (self.table, row.index);
        let texts = self.texts(index);
        let Some((_, first)) = texts.first() else {
            return What::Plain("пустая строка");
        };
        let first_words = plain(first);
        let first_word = first_words.split(' ').next().unwrap_or_default();
        let starts = |words: &[&str]| words.contains(&first_word);
        if table.sheet.hidden_rows.contains(&index) {
            it.has_left = true;
            return What::Told(
                Code::LeftOut,
                "она скрыта",
                "если она нужна, покажите ее: выделите соседние строки и выберите «Показать» или снимите фильтр",
            );
        }
        if self.numbers_columns(index, &texts) {
            return What::Plain("номера столбцов");
        }
        if is_repeated_head(row, table) {
            return What::Head;
        }
        if struck::is_struck(table, row) {
            return What::Told(
                Code::LeftOut,
                "она зачеркнута",
                "если она нужна, снимите зачеркивание",
            );
        }
        if let Some(why) = no_pair::is_past(table, index, it.year) {
            return What::Told(Code::LeftOut, why, IF_ENTRY);
        }
        if starts(&TOTALS) {
            return What::Told(Code::BeneathTable, "это итог", IF_ENTRY);
        }
        let number = table.number(index);
        let is_signature = is_signature(table, &texts, number.as_deref().is_some_and(is_number));
        let is_entry =
            is_entry(table, row) && !(texts.len() == 1 && row.cells.len() > 1) && !is_signature;
        if let Some(foot) = self.foot {
            return match (is_entry, self.says_enough(row)) {
                (true, true) => What::Entry,
                // A post that stood alone was the title of a section, if people follow it.
                (true, false) if foot == Foot::Post => What::Entry,
                (true, false) if foot == Foot::Signed => What::Stray(Stray::BeneathSignature),
                _ => What::Told(Code::BeneathTable, foot.why_beneath(&texts), IF_ENTRY),
            };
        }
        if is_signature {
            return What::Foot(Foot::Signed);
        }
        if is_entry || has_uncounted_people(row) {
            return self.entry(row, number);
        }
        if starts(&["вакансия", "вакансии", "вакантно", "вакантная", "вакант"])
            || self.is_vacant(row)
        {
            return What::Told(Code::LeftOut, "это вакансия, а не человек", IF_ENTRY);
        }
        if no_pair::has_nobody(row) {
            let why = "вместо человека в ней прочерк или отметка, что его нет";
            return What::Told(Code::LeftOut, why, IF_ENTRY);
        }
        if no_pair::lacks_mentor(table, row)
            && names_people(&row.text("mentees").unwrap_or_default())
        {
            return What::Told(Code::LeftOut, "наставник не назван: это не пара", IF_ENTRY);
        }
        if self.counts_people(row) {
            return What::Told(Code::BeneathTable, "это итог", IF_ENTRY);
        }
        if texts.iter().any(|(_, text)| text.contains("___")) {
            return What::Foot(Foot::Signed);
        }
        let is_acting = first_words.starts_with("и о ") || first_words.starts_with("врио ");
        let signs = texts.len() <= 3 && (is_signed(first_word) || is_acting);
        if signs && !self.is_pair_with_post(row) {
            let is_lone_post = texts.len() == 1 && !first.contains(['.', ':']);
            if is_lone_post && self.rows.is_empty() {
                return self.lone(row, first, &texts);
            }
            return What::Foot(if is_lone_post {
                Foot::Post
            } else {
                Foot::Signed
            });
        }
        if signs && self.names_only(row) && is_first_with_post(&self.rows) {
            return What::Stray(Stray::PostInFront);
        }
        if starts(&NOTES) || first.starts_with('*') {
            return What::Told(Code::BeneathTable, "это примечание", IF_ENTRY);
        }
        if texts.len() == 1 || self.is_beside_merged(index, &texts) {
            return self.lone(row, first, &texts);
        }
        self.entry(row, number)
    }

    /// A row that has all that an entry needs: it may yet be a title, or stand too far below.
    fn entry(&self, row: &Row, number: Option<String>) -> What {
        if let Some(title) = number.and_then(|number| self.numbered_title(row, &number)) {
            return title;
        }
        let is_far = row.index > self.last + GAP && !self.rows.is_empty();
        if is_far && self.names_only(row) {
            What::Stray(Stray::Apart)
        } else {
            What::Entry
        }
    }

    /// Whether a title stands beside what is merged down from a row above: «Второй корпус».
    fn is_beside_merged(&self, index: u32, texts: &[(u32, String)]) -> bool {
        let Some(((column, title), others)) = texts.split_first() else {
            return false;
        };
        let from_above = |column: u32| {
            let area = self.table.sheet.area(index, column);
            area.is_some_and(|[top, ..]| *top < index)
        };
        *column == self.table.across().0
            && !from_above(*column)
            && title.contains(' ')
            && !names_people(title)
            && others.iter().all(|(column, _)| from_above(*column))
    }

    /// A row with one text: a title, a line beneath the table, or an entry that lacks the rest.
    fn lone(&self, row: &Row, text: &str, texts: &[(u32, String)]) -> What {
        let table = self.table;
        if table.kind == SheetKind::Roadmap {
            let is_number = texts
                .iter()
                .all(|(_, t)| !t.chars().any(char::is_alphabetic));
            if is_number {
                return What::Plain("номер строки");
            }
            if !table.has(STAGE) && (table.columns.len() > 2 || self.is_merged(row.index)) {
                return self.title(&self.first_at(row.index), text);
            }
            return What::Entry;
        }
        let is_name = names_people(text);
        let is_person =
            table.kind != SheetKind::Staff || text.contains('.') || has_patronymic(text);
        if is_name && is_person && !self.is_merged(row.index) && is_full(row) {
            return What::Entry;
        }
        if begins_foot(text) {
            return What::Foot(Foot::Line);
        }
        if !text.chars().any(char::is_alphabetic) {
            return What::Plain("номер строки");
        }
        if is_name || table.kind == SheetKind::Staff {
            return What::Told(
                Code::LeftOut,
                "это заголовок раздела, а не человек",
                IF_ENTRY,
            );
        }
        What::Told(
            Code::BeneathTable,
            "это заголовок раздела или строка под таблицей",
            IF_ENTRY,
        )
    }

    /// A title with a number of its own, and entries counted anew or beneath it: «I», «2» before
    /// «2.1», «Раздел 1» before «1».
    fn numbered_title(&self, row: &Row, number: &str) -> Option<What> {
        let mut filled = row.cells.iter().filter(|c| !c.value.is_empty());
        let cell = filled.next().filter(|c| c.field.path == "name")?;
        let is_alone = filled.next().is_none();
        let table = self.table;
        if table.kind != SheetKind::Roadmap || table.has(STAGE) || !is_alone {
            return None;
        }
        let mut beneath = table
            .rows()
            .map(|(index, _)| index)
            .filter(|it| *it > row.index);
        let next = beneath.find_map(|index| table.number(index))?;
        counts_beneath(number, &next).then(|| self.title(&cell.at, &clean(&cell.value.shown())))
    }

    fn title(&self, at: &str, text: &str) -> What {
        let fields = &crate::fields::words(SheetKind::Roadmap).fields;
        let is_stage = is_stage(text, &self.rows, !self.titles.is_empty());
        let path = if is_stage { STAGE } else { SECTION };
        let Some(field) = fields.iter().find(|f| f.path == path) else {
            return What::Entry;
        };
        What::Title(Box::new(Cell::new(
            *field,
            at.to_owned(),
            Value::Text(unnumbered(text).to_owned()),
        )))
    }

    fn first_at(&self, index: u32) -> String {
        let (first, last) = self.table.across();
        let cells = self.table.sheet.rows.get(&index);
        let column = cells.and_then(|cells| cells.range(first..=last).next().map(|(c, _)| *c));
        self.table
            .sheet
            .place(index, column.unwrap_or(first))
            .to_string()
    }

    /// Whether one merged area takes the width of the row.
    fn is_merged(&self, index: u32) -> bool {
        let areas = self.table.sheet.merged.iter();
        let (first, last) = self.table.across();
        areas.into_iter().any(|[top, left, bottom, right]| {
            *top == index
                && *bottom == index
                && right > left
                && *left <= first + 1
                && *right + 1 >= last
        })
    }

    /// «1 2 3 4» or «А Б 1 2» beneath the head.
    fn numbers_columns(&self, index: u32, texts: &[(u32, String)]) -> bool {
        if index > self.table.first + 1 || texts.len() < 2 {
            return false;
        }
        let mut last = 0;
        let mut letters = 0;
        let fits = texts.iter().all(|(_, text)| {
            if let Ok(number) = text.trim_end_matches('.').parse::<u32>() {
                return std::mem::replace(&mut last, number) < number && number <= 40;
            }
            letters += 1;
            text.chars().count() == 1 && text.chars().all(char::is_alphabetic)
        });
        let columns = self.table.columns.len() + self.table.unknown.len();
        fits && (texts.len() > 2 || letters > 0 || texts.len() == columns && last > 1)
            && texts.len() * 2 >= columns
    }

    /// «-//-», «она же»: what stands in the row above.
    fn fill_as_above(&self, row: &mut Row) {
        for cell in &mut row.cells {
            let text = clean(&cell.value.shown()).to_lowercase();
            let is_mark = !text.is_empty()
                && text.chars().all(|c| "-–—−/\\|\"«»″〃'’ ".contains(c))
                && text.chars().any(|c| "/\"»″〃".contains(c));
            if !is_mark && !AS_ABOVE.contains(&text.as_str()) {
                continue;
            }
            let above = self.rows.iter().rev().find_map(|r| r.cell(cell.field.path));
            if let Some(above) = above {
                cell.value = above.value.clone();
            }
        }
    }

    /// Whether nothing but names stands in a row of pairs, in a table that has room for no more or
    /// uses it.
    fn names_only(&self, row: &Row) -> bool {
        let filled = row.cells.iter().filter(|c| !c.value.is_empty());
        self.table.kind == SheetKind::Pairs
            && filled
                .into_iter()
                .all(|c| matches!(c.field.path, "mentors" | "mentees"))
    }

    /// Whether a row says more than the names of people, who may but sign there.
    fn says_enough(&self, row: &Row) -> bool {
        self.table.kind == SheetKind::Pairs && !self.names_only(row)
    }

    /// Whether a pair stands in a row whose mentor has his post in front of his name.
    fn is_pair_with_post(&self, row: &Row) -> bool {
        self.table.kind == SheetKind::Pairs
            && row.text("mentors").is_some_and(|t| is_post_with_name(&t))
            && row.text("mentees").is_some_and(|t| names_people(&t))
    }

    fn is_vacant(&self, row: &Row) -> bool {
        let mut people = row
            .cells
            .iter()
            .filter(|c| matches!(c.field.path, "mentors" | "mentees" | "name"));
        self.table.kind != SheetKind::Roadmap
            && people.any(|c| plain(&c.value.shown()).starts_with("вакан"))
    }

    /// Whether a number stands where people should.
    fn counts_people(&self, row: &Row) -> bool {
        let is_people = |c: &&Cell| {
            matches!(c.field.path, "mentors" | "mentees")
                || c.field.path == "name" && self.table.kind == SheetKind::Staff
        };
        row.cells.iter().filter(is_people).any(|c| {
            let text = clean(&c.value.shown());
            !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
        })
    }

    fn drop_titles(&mut self, it: &mut Reading<'_>) {
        for index in std::mem::take(&mut self.titles) {
            self.rows.retain(|row| row.index != index);
            it.tell_row(
                self.table,
                index,
                Code::BeneathTable,
                "это строка под таблицей",
                IF_ENTRY,
            );
        }
    }
}

/// The head, repeated on a new page.
fn is_repeated_head(row: &Row, table: &Table<'_>) -> bool {
    let head = table.first.saturating_sub(1);
    let mut filled = row.cells.iter().filter(|c| !c.value.is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|c| {
            let text = plain(&c.value.shown());
            let above = table.columns.iter().find(|(_, f)| f.path == c.field.path);
            let own = above.map(|(column, _)| plain(&table.sheet.at(head, *column).shown()));
            own.as_deref() == Some(text.as_str())
                || text == plain(c.field.head)
                || c.field.also.iter().any(|a| plain(a) == text)
        })
}
