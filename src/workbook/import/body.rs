//! The rows beneath the head of a table: which of them are entries, and what the others are.

use super::as_above;
use super::continued::{continues, goes_on, is_beside_names, is_of_merged, joins};
use super::entry::{counts_people, has_uncounted_people, is_entry, is_vacant};
use super::foot::{
    Foot, Stray, foot_of, has_room_beside_people, is_first_with_post, is_of_paper,
    is_post_with_name, is_signature, signs_beneath,
};
use super::gone;
use super::heads::{heads_figures, is_number, is_repeated_head, numbers_columns};
use super::no_pair;
use super::nobody;
use super::numbered;
use super::reading::{Reading, is_full};
use super::sections::{self, Numbered, Section};
use super::signed::{is_approval, is_signed};
use super::stages::{Level, Plan};
use super::struck;
use super::table_rows::{indexes, is_merged, row, texts};
use super::titles::unnumbered;
use crate::edit::{Cell, Row, has_first_name, names_people};
use crate::fields::{CODE, IGNORED, SECTION, STAGE, SheetKind};
use crate::problem::Code;
use crate::workbook::grid::Value;
use crate::workbook::tables::{SheetTable, has_patronymic, plain};

const TOTALS: [&str; 6] = ["итого", "всего", "итог", "количество", "кол", "общее"];
const NOTES: [&str; 4] = ["примечание", "примечания", "прим", "сноска"];
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

/// What a lone text among the entries may be.
const TITLE: &str = "это заголовок раздела или строка под таблицей";
const TITLE_OF_PEOPLE: &str = "это заголовок раздела, а не человек";
/// A row in which nothing but its number stands.
const ROW_NUMBER: &str = "номер строки";
const IF_NUMBERED: &str = "если это пара этого года, поставьте в столбец номеров число";
const IF_ENTRY: &str = "если это запись, заполните остальные ячейки строки";
const BESIDE_TITLE: &str = "стоит рядом с названием этапа или раздела";
const IF_TITLE: &str = "если это запись, заполните остальные ячейки строки; если пар под этим названием сейчас нет, удалите и их";

/// The entries of a table.
pub(super) fn rows(table: &SheetTable<'_>, it: &mut Reading<'_>) -> Vec<Row> {
    let mut body = Body {
        table,
        rows: Vec::new(),
        foot: None,
        last: table.first,
        titles: Vec::new(),
        section: Section::Open,
        has_told_numbers: false,
        plan: Plan::of(table),
    };
    for index in indexes(table) {
        body.take(index, it);
    }
    // A title with nothing beneath it is a line beneath the table.
    body.drop_titles(it);
    body.rows
}

struct Body<'t, 'b> {
    table: &'t SheetTable<'b>,
    rows: Vec<Row>,
    /// What stands beneath the table so far, until something says that the list goes on.
    foot: Option<Foot>,
    /// The last row that held an entry.
    last: u32,
    /// Titles that no entry has followed yet.
    titles: Vec<u32>,
    /// What the last title says of the entries beneath it.
    section: Section,
    /// Whether words in the column of numbers were told.
    has_told_numbers: bool,
    /// Which rows of a roadmap are titles.
    plan: Plan,
}

impl Body<'_, '_> {
    fn take(&mut self, index: u32, it: &mut Reading<'_>) {
        let mut row = row(self.table, index);
        let place = (self.table.sheet.name.clone(), index);
        if it.choices.waiting.contains(&place) {
            let texts = texts(self.table, index);
            let section = sections::beneath(Section::Open, self.table, &row, &texts, it);
            if matches!(section, Section::Unclear(..)) {
                self.section = Section::Waits;
            }
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
        if !as_above::fill(&mut row, &self.rows, it) {
            self.is_no_gap(index);
            it.leave_row(self.table, index, "ждет ответа о знаке повтора");
            return;
        }
        let texts = texts(self.table, index);
        let before = self.section.clone();
        self.section = sections::beneath(before.clone(), self.table, &row, &texts, it);
        let what = self.what(&row, it);
        let is_title = matches!(what, What::Told(_, TITLE | TITLE_OF_PEOPLE, _));
        if !is_title && matches!(&self.section, Section::Unclear(own, _) if *own == index) {
            self.section = before;
        }
        match self.entry_of_section(what, index, &texts, it) {
            What::Entry if !self.rows.is_empty() && is_of_merged(self.table, index) => {
                self.last = index;
                if !joins(&mut self.rows, &row, it) {
                    Stray::Merged.ask(&row, it);
                }
            }
            What::Entry => {
                self.foot = None;
                self.last = index;
                self.titles.clear();
                self.ask_of_section(it);
                if struck::ask(self.table, &row, it) {
                    it.leave_row(self.table, index, "ждет ответа о зачеркнутом имени");
                    return;
                }
                struck::leave(self.table, &mut row, it);
                self.tell_numbers(index, it);
                self.plan.tell(self.table, index, it);
                self.rows.push(row);
            }
            What::Title(_) if matches!(self.section, Section::Out(_)) => {
                let advice = sections::advice(self.table.kind);
                it.tell_row(
                    self.table,
                    index,
                    Code::LeftOut,
                    "раздел не относится к плану",
                    advice,
                );
            }
            What::Title(cell) => self.take_title(&row, *cell, it),
            What::Head => {
                self.foot = None;
                self.last = index;
                it.leave_row(self.table, index, "заголовок");
            }
            What::Plain(why) => {
                // Rows may be numbered before they are filled.
                if why == ROW_NUMBER {
                    self.is_no_gap(index);
                }
                it.leave_row(self.table, index, why);
            }
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

    fn take_title(&mut self, row: &Row, cell: Cell, it: &mut Reading<'_>) {
        self.titles.push(row.index);
        it.leave_row(self.table, row.index, BESIDE_TITLE);
        it.out.take_back(&cell.at);
        numbered::tell_beside_title(row, &cell, it);
        self.plan.tell(self.table, row.index, it);
        self.rows.push(Row {
            code: String::new(),
            index: row.index,
            cells: vec![cell],
        });
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
        let advice = sections::advice(self.table.kind);
        match (what, &self.section) {
            (What::Entry | What::Stray(_), Section::Out(why)) => {
                What::Told(Code::LeftOut, why, advice)
            }
            (What::Entry | What::Stray(_), Section::Waits) => {
                What::Plain("ждет ответа о названии раздела")
            }
            (What::Entry, _) => match sections::by_number(self.table, index, texts, it.year) {
                Numbered::Entry => What::Entry,
                Numbered::Signed => What::Foot(Foot::Signed),
                Numbered::Told(why) => What::Told(Code::LeftOut, why, IF_NUMBERED),
                Numbered::Unclear => What::Stray(Stray::Numbered),
            },
            (what, _) => what,
        }
    }

    /// The first entry beneath a title that nobody understands asks about it.
    fn ask_of_section(&mut self, it: &mut Reading<'_>) {
        if let Section::Unclear(row, title) = &self.section {
            sections::ask(self.table, (*row, title), it);
            self.section = Section::Open;
        }
    }

    /// Words of the column of numbers are told once.
    fn tell_numbers(&mut self, index: u32, it: &mut Reading<'_>) {
        if !self.has_told_numbers {
            self.has_told_numbers = numbered::tell_words(self.table, index, it);
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
                let why = match field.path {
                    CODE => "скрытый код строки",
                    _ if numbered::counts(self.table, index, *column) => ROW_NUMBER,
                    _ => "слова вместо номера строки",
                };
                it.leave_cell(self.table.sheet, index, *column, why);
            }
        }
    }

    /// What a row is that needs no reading: one that nobody sees or wants, or heads of columns.
    fn at_sight(&self, row: &Row, texts: &[(u32, String)], it: &mut Reading<'_>) -> Option<What> {
        let (table, index) = (self.table, row.index);
        if table.sheet.hidden_rows.contains(&index) {
            it.has_left = true;
            return Some(What::Told(
                Code::LeftOut,
                "она скрыта",
                "если она нужна, покажите ее: выделите соседние строки и выберите «Показать» или снимите фильтр",
            ));
        }
        if numbers_columns(table, index, texts) {
            return Some(What::Plain("номера столбцов"));
        }
        if is_repeated_head(row, table) {
            return Some(What::Head);
        }
        if struck::is_struck(table, row) {
            return Some(What::Told(
                Code::LeftOut,
                "она зачеркнута",
                "если она нужна, снимите зачеркивание",
            ));
        }
        let (why, advice) =
            no_pair::is_past(table, index, it).or_else(|| gone::has_gone(table, index))?;
        Some(What::Told(Code::LeftOut, why, advice))
    }

    fn what(&self, row: &Row, it: &mut Reading<'_>) -> What {
        let (table, index) = (self.table, row.index);
        let texts = texts(self.table, index);
        let Some((_, first)) = texts.first() else {
            return What::Plain("пустая строка");
        };
        let first_words = plain(first);
        let first_word = first_words.split(' ').next().unwrap_or_default();
        let starts = |words: &[&str]| words.contains(&first_word);
        if let Some(what) = self.at_sight(row, &texts, it) {
            return what;
        }
        let is_plan = table.kind == SheetKind::Roadmap;
        let has_figure = || {
            texts
                .iter()
                .any(|(_, text)| text.contains(|c: char| c.is_ascii_digit()))
        };
        if starts(&TOTALS)
            && !has_patronymic(first)
            && (!is_plan || texts.len() == 1 || has_figure())
        {
            return What::Told(Code::BeneathTable, "это итог", IF_ENTRY);
        }
        let number = table.number(index);
        let is_numbered = number.as_deref().is_some_and(is_number);
        let is_signature = is_signature(table, &texts, is_numbered)
            || number.is_none() && signs_beneath(table, row, &self.rows);
        let is_entry =
            is_entry(table, row) && !(texts.len() == 1 && row.cells.len() > 1) && !is_signature;
        if let Some(foot) = self.foot {
            return match (is_entry, self.says_enough(row)) {
                (true, true) => What::Entry,
                // A post that stood alone was the title of a section, if people follow it.
                (true, false) if foot == Foot::Post => What::Entry,
                (true, false)
                    if foot != Foot::Signed
                        && numbered::counts_on(table, &self.rows, number.as_deref()) =>
                {
                    What::Entry
                }
                (true, false)
                    if matches!(foot, Foot::Signed | Foot::Approved)
                        && !(is_plan && number.is_none() && is_signed(first_word)) =>
                {
                    What::Stray(Stray::BeneathSignature)
                }
                _ => What::Told(Code::BeneathTable, foot.why_beneath(&texts), IF_ENTRY),
            };
        }
        if is_signature {
            return What::Foot(Foot::Signed);
        }
        if number.is_none() && !self.rows.is_empty() && is_of_paper(table, &texts) {
            return What::Foot(Foot::Line);
        }
        if is_entry || has_uncounted_people(row) {
            return self.entry(row, it);
        }
        if heads_figures(&texts) {
            return What::Foot(Foot::Line);
        }
        if let Some(what) = self.of_nobody(row, first_word) {
            return what;
        }
        if (self.rows.is_empty() || is_numbered) && has_room_beside_people(row) {
            return What::Stray(Stray::Room);
        }
        if texts.iter().any(|(_, text)| text.contains("___")) {
            return What::Foot(Foot::Signed);
        }
        let is_acting = first_words.starts_with("и о ") || first_words.starts_with("врио ");
        let signs = texts.len() <= 3 && (is_signed(first_word) || is_acting);
        if signs && is_plan && texts.len() == 1 && numbered::goes_on_beneath(table, row, &self.rows)
        {
            return self.lone(row, first, &texts);
        }
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
        self.entry(row, it)
    }

    /// A row in which somebody is missing who should stand there.
    fn of_nobody(&self, row: &Row, first_word: &str) -> Option<What> {
        const VACANT: [&str; 5] = ["вакансия", "вакансии", "вакантно", "вакантная", "вакант"];
        let table = self.table;
        if VACANT.contains(&first_word) || is_vacant(table, row) {
            return Some(What::Told(
                Code::LeftOut,
                "это вакансия, а не человек",
                IF_ENTRY,
            ));
        }
        if nobody::has_nobody(row) {
            let why = "вместо человека в ней прочерк или отметка, что его нет";
            return Some(What::Told(Code::LeftOut, why, IF_ENTRY));
        }
        if nobody::lacks_mentor(table, row)
            && ["mentees", "mentors"]
                .iter()
                .any(|path| row.text(path).is_some_and(|text| names_people(&text)))
        {
            let why = if row.text("mentees").is_none() {
                "наставляемый не назван: это не пара"
            } else {
                "наставник не назван: это не пара"
            };
            return Some(What::Told(Code::LeftOut, why, IF_ENTRY));
        }
        if counts_people(table, row) {
            return Some(What::Told(Code::BeneathTable, "это итог", IF_ENTRY));
        }
        None
    }

    /// A row that has all that an entry needs: it may yet be a title, or stand too far below.
    fn entry(&self, row: &Row, it: &Reading<'_>) -> What {
        if let Some(title) = self.title(row.index) {
            return title;
        }
        let is_far = row.index > self.last + GAP && !self.rows.is_empty();
        let is_apart = row.index > self.last + 1 && !self.rows.is_empty();
        let may_sign = || row.text("mentees").is_some_and(|name| it.signs(&name));
        if self.names_only(row) && (is_far || is_apart && may_sign()) {
            What::Stray(Stray::Apart)
        } else if continues(self.table, &self.rows, row) {
            What::Stray(Stray::Continued)
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
                return What::Plain(ROW_NUMBER);
            }
            if plain(text).split(' ').next() == Some("продолжение") {
                return What::Told(Code::BeneathTable, "это продолжение таблицы", IF_ENTRY);
            }
            if continues(self.table, &self.rows, row) && !is_merged(table, row.index) {
                return What::Stray(Stray::Continued);
            }
            let goes_on = matches!(texts, [(column, text)] if is_beside_names(table, row.index, *column, text));
            if goes_on && self.rows.iter().any(|above| above.cells.len() > 1) {
                return What::Stray(Stray::Beneath);
            }
            if self.rows.is_empty() && is_approval(text) {
                return What::Told(Code::BeneathTable, Foot::Signed.why(), IF_ENTRY);
            }
            return self.title(row.index).unwrap_or(What::Entry);
        }
        let is_name = names_people(text);
        if self.foot.is_none() && goes_on(table, &self.rows, row, texts) {
            return What::Stray(Stray::Beneath);
        }
        // «Гусева Анна Петровна, учитель музыки» has her post with her.
        let own_name = text.split(',').next().unwrap_or_default();
        let is_person = text.contains('.')
            || has_patronymic(own_name)
            || table.kind != SheetKind::Staff && has_first_name(own_name);
        if is_name && is_person && !is_merged(table, row.index) && is_full(row) {
            return What::Entry;
        }
        if let Some(foot) = foot_of(text) {
            return What::Foot(foot);
        }
        if !text.chars().any(char::is_alphabetic) && !sections::is_time(text) {
            return What::Plain(ROW_NUMBER);
        }
        if is_name || table.kind == SheetKind::Staff {
            return What::Told(Code::LeftOut, TITLE_OF_PEOPLE, IF_ENTRY);
        }
        What::Told(Code::BeneathTable, TITLE, IF_TITLE)
    }

    /// The title of a stage or section, as the whole plan says.
    fn title(&self, index: u32) -> Option<What> {
        let (column, text, level) = self.plan.title(index)?;
        let path = match level {
            Level::Stage => STAGE,
            Level::Section => SECTION,
        };
        let fields = &crate::fields::words(SheetKind::Roadmap).fields;
        let field = fields.iter().find(|f| f.path == path)?;
        let at = self.table.sheet.place(index, column).to_string();
        let text = Value::Text(unnumbered(text).to_owned());
        Some(What::Title(Box::new(Cell::new(*field, at, text))))
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
        // Of two who sign, the second has such a post too.
        let is_mentee = |text: &str| {
            names_people(text)
                || is_post_with_name(text)
                    && !is_signed(plain(text).split(' ').next().unwrap_or_default())
        };
        self.table.kind == SheetKind::Pairs
            && row.text("mentors").is_some_and(|t| is_post_with_name(&t))
            && row.text("mentees").is_some_and(|t| is_mentee(&t))
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
