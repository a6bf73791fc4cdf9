//! TOML → values with places, gathering every problem instead of stopping at the first.
//!
//! A table is asked for its keys one by one; [`Table::finish`] then names every key nobody asked
//! for. What is asked is thereby what is known, so the list of known keys stands nowhere twice.

mod characters;
pub mod decode;
mod meant;
mod misspelt;
mod slips;
mod survey;
mod syntax;
mod wording;

pub use characters::clean;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::origin::KeyPath;
use crate::problem::{Advice, Code, FileId, Gap, Place, Placed, Problem, Source, Sources};
use crate::russian::{digits, with_dashes_and_quotes};

pub use meant::{UNKNOWN as UNKNOWN_KEY, day_in};
pub use survey::{ANY, KnownKey, Shape};
pub use wording::{Gathered, Wording};

/// What reading needs and gathers.
pub struct Reader<'a> {
    sources: &'a Sources,
    can_draw: &'a dyn Fn(char) -> bool,
    draws_usual: bool,
    problems: RefCell<Vec<Problem>>,
    /// Whether dashes and quotes are set as a printer would.
    typography: Cell<bool>,
    /// Files with errors of syntax, and what was made of them.
    broken: RefCell<BTreeMap<FileId, Broken>>,
    /// Unknown keys that stand for a missing one.
    settled: RefCell<Vec<Place>>,
    /// Which sections of a file were asked for a key: so that a key in the wrong section can be
    /// told its right one.
    sections: RefCell<BTreeMap<(FileId, &'static str), BTreeSet<String>>>,
    /// Present while it is only asked what readers ask for.
    survey: Option<survey::Survey>,
}

/// A file with errors of syntax.
struct Broken {
    findings: syntax::Findings,
    /// From the text that was read in its place back to the file's own.
    mends: meant::Mends,
}

/// Years that a paper of a school can bear; anything else is a slip of the pen.
const YEARS: std::ops::Range<i32> = 1990..2200;

/// A day, a span of days, or text as it is to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    Day(NaiveDate),
    Span { from: NaiveDate, to: NaiveDate },
    Printed(String),
}

impl When {
    /// «01.09.2026», «01.09.2026 – 31.05.2027», or as the user wrote it.
    pub fn in_digits(&self) -> String {
        match self {
            Self::Day(day) => digits(*day),
            Self::Span { from, to } => format!("{} – {}", digits(*from), digits(*to)),
            Self::Printed(text) => text.clone(),
        }
    }
}

/// Lets `read` read nothing; answers every key it asked for.
pub fn survey(read: impl FnOnce(&Reader<'_>, &Table<'_>)) -> Vec<KnownKey> {
    let mut sources = Sources::default();
    let file = sources.add(Source::default());
    let mut reader = Reader::new(&sources, &|_| true);
    reader.survey = Some(survey::Survey::default());
    reader.file(file, |table| read(&reader, &table));
    reader
        .survey
        .map(survey::Survey::into_known)
        .unwrap_or_default()
}

impl<'a> Reader<'a> {
    pub fn new(sources: &'a Sources, can_draw: &'a dyn Fn(char) -> bool) -> Self {
        Self {
            sources,
            can_draw,
            draws_usual: characters::draws_usual(can_draw),
            problems: RefCell::default(),
            typography: Cell::new(true),
            broken: RefCell::default(),
            settled: RefCell::default(),
            sections: RefCell::default(),
            survey: None,
        }
    }

    /// Whether dashes and quotes are set as a printer would; they are unless this says no.
    pub fn set_typography(&self, on: bool) {
        self.typography.set(on);
    }

    pub fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// Everything found, less what follows from an error of syntax.
    pub fn into_problems(self) -> Vec<Problem> {
        let mut broken = self.broken.into_inner();
        let mut out = Vec::new();
        let sections = self.sections.into_inner();
        let settled = self.settled.into_inner();
        let mut problems = self.problems.into_inner();
        misspelt::drop_misplaced(&mut problems);
        for mut problem in problems {
            if problem.code == Code::UnknownKey
                && problem.place.as_ref().is_none_or(|p| !settled.contains(p))
            {
                told_right_section(&mut problem, &sections, self.sources);
            }
            let Some((place, broken)) = problem
                .place
                .as_ref()
                .and_then(|p| Some((p.clone(), broken.get_mut(&p.file)?)))
            else {
                out.push(problem);
                continue;
            };
            let findings = &mut broken.findings;
            let text = &self.sources.get(place.file).text;
            match same_line(&mut findings.slips, &place, text) {
                Some(slip) => misspelt::told_by_both(slip, problem),
                None if findings
                    .sense_ends
                    .is_some_and(|end| place.span.start >= end) => {}
                None => out.push(problem),
            }
        }
        let slips = broken.into_values().flat_map(|b| b.findings.slips);
        out.extend(slips.map(|slip| slip.problem));
        // A text that was asked for twice is looked through twice.
        let mut told = BTreeSet::new();
        out.retain(|p| {
            !p.code.is_slip()
                || p.place
                    .as_ref()
                    .is_none_or(|place| told.insert((place.file, place.span.start, p.code)))
        });
        out
    }

    /// Parses a file, telling its errors of syntax; what could be understood is handed to `read`.
    pub fn file<T>(&self, file: FileId, read: impl FnOnce(Table<'_>) -> T) -> T {
        let text = &self.sources.get(file).text;
        let (mut table, errors) = DeTable::parse_recoverable(text);
        let meant_text;
        if !errors.is_empty() {
            let meant = meant::understand(text, file);
            meant_text = meant.text;
            table = DeTable::parse_recoverable(&meant_text).0;
            let broken = Broken {
                findings: meant.findings,
                mends: meant.mends,
            };
            self.broken.borrow_mut().insert(file, broken);
        }
        // A missing key of the whole file is shown at its first line.
        let first_line = 0..text.find('\n').unwrap_or(text.len());
        read(Table {
            reader: self,
            file,
            entries: table.get_ref(),
            span: first_line,
            section: String::new(),
            path: KeyPath::default(),
            asked: RefCell::default(),
            lacking: RefCell::default(),
            strays: RefCell::default(),
        })
    }

    /// Whether a line that was not understood holds this key, which must be there: then the key is
    /// not missing, only misspelt.
    fn is_on_a_broken_line(&self, file: FileId, key: &str) -> bool {
        let text = self.text_of(file);
        let mut broken = self.broken.borrow_mut();
        let Some(findings) = broken.get_mut(&file).map(|b| &mut b.findings) else {
            return false;
        };
        let mut is_there = findings.sense_ends.is_some();
        for slip in &mut findings.slips {
            let Some(place) = &slip.problem.place else {
                continue;
            };
            is_there |= syntax::line_of(text, place.span.start).contains(key);
            if slip.field.as_deref() == Some(key) {
                misspelt::must_be_written(&mut slip.problem);
            }
        }
        is_there
    }

    /// Where a stretch of what was read stands in the file.
    fn written(&self, file: FileId, span: Range<usize>) -> Range<usize> {
        match self.broken.borrow().get(&file) {
            Some(broken) => broken.mends.written(span),
            None => span,
        }
    }

    /// The text of the file at a stretch of what was read.
    fn written_text(&self, file: FileId, span: Range<usize>) -> Option<&'a str> {
        self.text_of(file).get(self.written(file, span))
    }

    /// Where a text stands without its quotes, if it is written there as it was understood.
    pub fn inside(&self, text: &Placed<String>) -> Option<Place> {
        let Place { file, span, .. } = &text.place;
        let written = self.text_of(*file).get(span.clone())?;
        let at = written.find(text.as_str())?;
        let around = written.len() - text.len();
        (at <= 1 && around <= 2).then(|| {
            text.place
                .part(span.start + at..span.start + at + text.len())
        })
    }

    /// Tells the number that the user wrote before a text which the program numbers itself.
    pub fn tell_own_number(&self, key: &str, text: &Placed<String>) {
        let Some(number) = slips::own_number(text) else {
            return;
        };
        let shown = text[number.clone()].trim_end();
        let problem = Problem::with(
            Code::OwnNumber,
            key,
            format!("текст начинается со своего номера «{shown}»"),
        )
        .hint("номер программа ставит сама: уберите его, иначе их напечатается два");
        let whole = self.inside(text);
        let place = whole.map(|whole| {
            let start = whole.span.start;
            whole.part(start + number.start..start + number.end)
        });
        self.report(match place {
            Some(place) => problem.at(&place).fix(Some(String::new())),
            None => problem.at(&text.place),
        });
    }

    /// Where the first letter of a text stands, if it is written as itself and not as `\\u0423`.
    pub fn first_letter(&self, text: &Placed<String>) -> Option<Place> {
        let Place { file, span, .. } = &text.place;
        let written = self.text_of(*file).get(span.clone())?;
        let (at, c) = written
            .char_indices()
            .find(|(_, c)| !matches!(c, '"' | '\'' | '\n'))?;
        text.starts_with(c).then(|| {
            text.place
                .part(span.start + at..span.start + at + c.len_utf8())
        })
    }

    fn text_of(&self, file: FileId) -> &'a str {
        &self.sources.get(file).text
    }
}

/// A key that another section of the file has is most likely written below the wrong heading.
fn told_right_section(
    problem: &mut Problem,
    sections: &BTreeMap<(FileId, &'static str), BTreeSet<String>>,
    sources: &Sources,
) {
    let Some(place) = &problem.place else { return };
    let key = sources
        .get(place.file)
        .text
        .get(place.span.clone())
        .unwrap_or_default();
    let Some((_, homes)) = sections
        .iter()
        .find(|((file, known), _)| *file == place.file && *known == key)
    else {
        return;
    };
    let Some(home) = homes.first() else { return };
    problem.advice = Some(if home.is_empty() {
        "это поле всего файла: перенесите строку выше первого раздела в квадратных скобках".into()
    } else {
        format!("это поле раздела {home}: перенесите строку туда").into()
    });
}

/// The error of syntax on the line of this place.
fn same_line<'p>(
    slips: &'p mut [syntax::Slip],
    place: &Place,
    text: &str,
) -> Option<&'p mut syntax::Slip> {
    let line = |at: usize| text[..at].matches('\n').count();
    slips.iter_mut().find(|slip| {
        slip.problem
            .place
            .as_ref()
            .is_some_and(|at| line(at.span.start) == line(place.span.start))
    })
}

/// One table of a file.
pub struct Table<'r> {
    reader: &'r Reader<'r>,
    file: FileId,
    entries: &'r DeTable<'r>,
    span: Range<usize>,
    /// As it stands in the file, `note` or `[[activity]]`; empty for the file as a whole.
    section: String,
    path: KeyPath,
    asked: RefCell<BTreeSet<&'static str>>,
    /// Keys that are told to be missing, and what each is.
    lacking: RefCell<Vec<(&'static str, String)>>,
    /// Sections that were read as what they were meant to be.
    strays: RefCell<BTreeSet<String>>,
}

type Entry<'r> = (
    &'r Spanned<toml::de::DeString<'r>>,
    &'r Spanned<DeValue<'r>>,
);

impl<'r> Table<'r> {
    pub fn place(&self) -> Place {
        self.place_of(self.span.clone(), self.path.clone())
    }

    /// The place of the value under a key of this table.
    fn place_under(&self, key: &'static str, value: &Spanned<DeValue<'_>>) -> Place {
        self.place_of(value.span(), self.path.key(key))
    }

    /// The place of the value that a key of this table would have.
    fn place_of_missing(&self, key: &'static str) -> Place {
        Place {
            path: self.path.key(misspelt::bare(key)),
            ..self.place()
        }
    }

    pub fn reader(&self) -> &'r Reader<'r> {
        self.reader
    }

    fn place_of(&self, span: Range<usize>, path: KeyPath) -> Place {
        Place {
            file: self.file,
            span: self.reader.written(self.file, span),
            path,
        }
    }

    fn report(&self, problem: Problem) {
        self.reader.report(problem);
    }

    fn entry(&self, key: &'static str) -> Option<Entry<'r>> {
        self.asked.borrow_mut().insert(key);
        let mut sections = self.reader.sections.borrow_mut();
        let homes = sections.entry((self.file, key)).or_default();
        if !homes.contains(&self.section) {
            homes.insert(self.section.clone());
        }
        self.entries.iter().find(|(k, _)| k.get_ref() == key)
    }

    fn value(&self, key: &'static str) -> Option<&'r Spanned<DeValue<'r>>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// Tells the survey, if there is one, what may stand under a key.
    fn shape(&self, key: &'static str, shape: impl FnOnce() -> Shape) {
        if let Some(survey) = &self.reader.survey {
            survey.ask(&self.path, key, shape());
        }
    }

    /// The same for a table; during a survey it is there, as empty as this one.
    fn surveyed(&self, key: &'static str, shape: Shape) -> Option<Table<'r>> {
        self.reader.survey.as_ref()?.ask(&self.path, key, shape);
        Some(self.inner(String::new(), self.path.key(key), self.entries, 0..0))
    }

    pub fn has(&self, key: &'static str) -> bool {
        self.entry(key).is_some()
    }

    /// Tells that `key` is not there.
    pub fn missing(&self, key: &'static str, what: &str) {
        if let Some(survey) = &self.reader.survey {
            survey.miss(&self.path, key);
        }
        if self.reader.is_on_a_broken_line(self.file, key) {
            return;
        }
        self.lacking.borrow_mut().push((key, what.to_owned()));
        self.report(Problem::missing(key, what).at(&self.place_of_missing(key)));
    }

    fn wrong_type(
        &self,
        key: &str,
        (value, path): (&Spanned<DeValue<'_>>, KeyPath),
        wanted: &str,
        hint: Option<Advice>,
    ) {
        let found = type_name(value.get_ref());
        self.report(
            Problem::with(Code::WrongType, key, format!("{wanted}, а стоит {found}"))
                .at(&self.place_of(value.span(), path))
                .label(format!("здесь {found}"))
                .hint_maybe(hint),
        );
    }

    /// Text, checked and cleaned: lines stay, spaces at ends and doubled ones go.
    pub fn text(&self, key: &'static str) -> Option<Placed<String>> {
        self.shape(key, || Shape::Text);
        let value = self.value(key)?;
        self.string(key, value, self.path.key(key), false)
    }

    /// Text of one line; line breaks become spaces.
    pub fn line(&self, key: &'static str) -> Option<Placed<String>> {
        self.text(key).map(|t| t.map(|s| s.replace('\n', " ")))
    }

    /// Text of one line whose look is strict: advice shows an example of it.
    pub fn words(&self, key: &'static str, example: &str) -> Option<Placed<String>> {
        let line = self.line(key);
        if line.is_none() {
            self.show_example(key, example);
        }
        line
    }

    /// The number of a paper. Forms print the sign № themselves, so one that is written before it
    /// is left out.
    pub fn paper_number(&self, key: &'static str) -> Option<Placed<String>> {
        let without_sign = |line: String| {
            let bare = line
                .strip_prefix('№')
                .map(str::trim_start)
                .filter(|rest| !rest.starts_with('№'));
            bare.unwrap_or(&line).to_owned()
        };
        self.line(key).map(|line| line.map(without_sign))
    }

    /// An empty text in the place of one that is not there, which was told already.
    pub fn or_empty(&self, text: Option<Placed<String>>) -> Placed<String> {
        text.unwrap_or_else(|| Placed {
            value: String::new(),
            place: self.place(),
        })
    }

    pub fn required_text(&self, key: &'static str, what: &str) -> Option<Placed<String>> {
        if !self.has(key) {
            self.missing(key, what);
        }
        let text = self.text(key);
        if text.is_none() {
            self.must_not_be_empty(key);
        }
        text
    }

    pub fn required_line(&self, key: &'static str, what: &str) -> Option<Placed<String>> {
        self.required_text(key, what)
            .map(|t| t.map(|s| s.replace('\n', " ")))
    }

    fn string(
        &self,
        key: &str,
        value: &Spanned<DeValue<'r>>,
        path: KeyPath,
        in_list: bool,
    ) -> Option<Placed<String>> {
        let DeValue::String(raw) = value.get_ref() else {
            let hint = (self.reader.as_text(self.file, value)).map(|quoted| Advice::Quote {
                key: (!in_list).then(|| key.to_owned()),
                quoted,
            });
            self.wrong_type(key, (value, path), "нужен текст в кавычках", hint);
            return None;
        };
        let place = self.place_of(value.span(), path);
        self.tell_slips(key, &place);
        let set = |text: String| {
            if self.reader.typography.get() {
                with_dashes_and_quotes(&text)
            } else {
                text
            }
        };
        if self.reader.draws_usual && characters::is_plain(raw) {
            return Some(Placed {
                value: set(raw.to_string()),
                place,
            });
        }
        let text = characters::clean(raw);
        if text.is_empty() {
            self.report(
                Problem::with(Code::EmptyValue, key, "пустое значение")
                    .at(&place)
                    .hint(Advice::Fill(if in_list { Gap::Item } else { Gap::Value })),
            );
            return None;
        }
        self.check_characters(key, raw, &place).then(|| Placed {
            value: set(text),
            place,
        })
    }

    /// Tells what a proofreader would mark in a text.
    fn tell_slips(&self, key: &str, value: &Place) {
        let Some(written) = self.reader.text_of(self.file).get(value.span.clone()) else {
            return;
        };
        let mark = ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|mark| written.starts_with(mark))
            .unwrap_or_default();
        let Some(inside) = written
            .strip_prefix(mark)
            .and_then(|s| s.strip_suffix(mark))
        else {
            return;
        };
        let start = value.span.start + mark.len();
        let typography = self.reader.typography.get();
        let told = slips::slips(inside)
            .into_iter()
            .filter(|slip| typography || slip.code != Code::UnclearQuotes);
        for slip in told {
            let place = value.part(start + slip.span.start..start + slip.span.end);
            self.report(
                Problem::with(slip.code, key, slip.message)
                    .at(&place)
                    .hint(slip.hint)
                    .fix(slip.fix),
            );
        }
    }

    /// Tells the characters that cannot be printed. True if there is none.
    fn check_characters(&self, key: &str, raw: &str, value: &Place) -> bool {
        let source = self.reader.text_of(self.file);
        let problems = characters::problems(key, raw, self.reader.can_draw);
        let good = problems.is_empty();
        for (c, problem) in problems {
            let span = &value.span;
            let inside = source
                .get(span.clone())
                .and_then(|s| s.find(c))
                .map(|i| span.start + i..span.start + i + c.len_utf8());
            self.report(problem.at(&value.part(inside.unwrap_or_else(|| span.clone()))));
        }
        good
    }

    /// A list of texts; `None` if it is not there or is not a list.
    pub fn texts(&self, key: &'static str) -> Option<Placed<Vec<Placed<String>>>> {
        self.shape(key, || Shape::Texts);
        let value = self.value(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            let hint = self
                .reader
                .as_items(self.file, value)
                .map(|s| format!("возьмите значение в квадратные скобки: {key} = [{s}]").into());
            self.wrong_type(
                key,
                (value, self.path.key(key)),
                "нужен список в квадратных скобках",
                hint,
            );
            return None;
        };
        let place = self.place_under(key, value);
        if items.is_empty() {
            self.report(
                Problem::with(Code::EmptyList, key, "пустой список")
                    .at(&place)
                    .hint(Advice::Fill(Gap::List)),
            );
            return None;
        }
        let list = place.path.shared();
        let texts = items
            .iter()
            .enumerate()
            .filter_map(|(i, item)| self.string(key, item, list.item(i), true))
            .collect();
        Some(Placed {
            value: texts,
            place,
        })
    }

    pub fn required_texts(
        &self,
        key: &'static str,
        what: &str,
    ) -> Option<Placed<Vec<Placed<String>>>> {
        if !self.has(key) {
            self.missing(key, what);
        }
        let texts = self.texts(key);
        if texts.is_none() {
            self.must_not_be_empty(key);
        }
        texts
    }

    pub fn boolean(&self, key: &'static str) -> Option<bool> {
        self.shape(key, || Shape::Boolean);
        let value = self.value(key)?;
        let answer = value.get_ref().as_bool();
        if answer.is_none() {
            let hint = misspelt::boolean_hint(key, value.get_ref());
            self.wrong_type(
                key,
                (value, self.path.key(key)),
                "нужно true (да) или false (нет) без кавычек",
                Some(hint),
            );
        }
        answer
    }

    pub fn number(&self, key: &'static str) -> Option<Placed<i64>> {
        self.shape(key, || Shape::Number);
        let value = self.value(key)?;
        let answer = value
            .get_ref()
            .as_integer()
            .and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        if answer.is_none() {
            let hint = misspelt::number_hint(key, value.get_ref());
            self.wrong_type(
                key,
                (value, self.path.key(key)),
                "нужно целое число без кавычек",
                Some(hint),
            );
        }
        answer.map(|value_| Placed {
            value: value_,
            place: self.place_under(key, value),
        })
    }

    /// One of a fixed list of words.
    pub fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<Placed<T>> {
        self.shape(key, || {
            Shape::Choice(choices.iter().map(|(word, _)| (*word).to_owned()).collect())
        });
        let text = self.line(key)?;
        if let Some((_, found)) = choices
            .iter()
            .find(|(word, _)| same_word(word, &text.value))
        {
            return Some(text.map(|_| *found));
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        self.report(
            Problem::with(
                Code::UnknownValue,
                key,
                format!("неизвестное значение «{}»", text.value),
            )
            .at(&text.place)
            .hint(Advice::choose(&text.value, &words)),
        );
        None
    }

    /// A table under `key`.
    pub fn table(&self, key: &'static str) -> Option<Table<'r>> {
        if let Some(table) = self.surveyed(key, Shape::Table) {
            return Some(table);
        }
        let value = self.value(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(
                key,
                (value, self.path.key(key)),
                "нужен раздел с полями",
                Some(self.as_section(key, value).into()),
            );
        }
        // `[[note]]` is read as `[note]`, once told.
        let only = value.get_ref().as_array().and_then(|items| {
            items
                .first()
                .filter(|_| items.len() == 1)
                .and_then(|item| item.get_ref().as_table())
        });
        table
            .or(only)
            .map(|table| self.inner(format!("[{key}]"), self.path.key(key), table, value.span()))
    }

    /// A table under `key`, or text as it is to be printed.
    pub fn table_or_text(&self, key: &'static str) -> Option<Result<Table<'r>, Placed<String>>> {
        if let Some(table) = self.surveyed(key, Shape::TableOrText) {
            return Some(Ok(table));
        }
        match self.value(key)?.get_ref() {
            DeValue::String(_) => self.text(key).map(Err),
            _ => self.table(key).map(Ok),
        }
    }

    /// The tables of `[[key]]`, in order.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'r>> {
        if let Some(table) = self.surveyed(key, Shape::Tables) {
            return vec![table];
        }
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(
                key,
                (value, self.path.key(key)),
                "нужен список разделов",
                Some(
                    format!(
                        "начинайте каждый раздел строкой [[{}]], в двойных скобках",
                        self.heading(key, value.span())
                    )
                    .into(),
                ),
            );
            // Once told, `[activity]` is read as `[[activity]]`.
            let only = value.get_ref().as_table();
            return only
                .map(|table| {
                    let path = self.path.key(key).item(0);
                    self.inner(format!("[[{key}]]"), path, table, value.span())
                })
                .into_iter()
                .collect();
        };
        let list = self.path.key(key).shared();
        let mut out = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let path = list.item(i);
            match item.get_ref().as_table() {
                Some(table) => {
                    out.push(self.inner(format!("[[{key}]]"), path, table, item.span()));
                }
                None => self.wrong_type(
                    key,
                    (item, path),
                    "нужен раздел с полями",
                    Some(format!("начинайте каждый раздел строкой [[{key}]]").into()),
                ),
            }
        }
        out
    }

    /// Every table under `key`, whose own keys the user chooses.
    pub fn named_tables(&self, key: &'static str) -> Vec<(Placed<String>, Table<'r>)> {
        if let Some(table) = self
            .surveyed(key, Shape::NamedTables)
            .and_then(|outer| outer.surveyed(ANY, Shape::Table))
        {
            return vec![(
                Placed {
                    value: ANY.to_owned(),
                    place: table.place(),
                },
                table,
            )];
        }
        let mut out = self.strays_of(key);
        if let Some(value) = self.value(key)
            && value.get_ref().as_table().is_none()
        {
            let hint = format!(
                "назовите каждый раздел с точкой и ключом: [{key}.ключ], ключ – латинскими буквами"
            );
            self.wrong_type(
                key,
                (value, self.path.key(key)),
                "нужны разделы с ключами",
                Some(hint.into()),
            );
            return out;
        }
        let Some(outer) = self.table(key) else {
            return out;
        };
        for (name, value) in outer.entries {
            let path = outer.path.name(name.get_ref());
            let mut take = |table, span| {
                let name = Placed {
                    value: name.get_ref().to_string(),
                    place: self.place_of(name.span(), path.clone()),
                };
                let section = format!("[{key}.…]");
                out.push((name, self.inner(section, path.clone(), table, span)));
            };
            if let Some(table) = value.get_ref().as_table() {
                take(table, value.span());
                continue;
            }
            // Once told, `[[staff.savina]]` is read as `[staff.savina]`.
            let items = value.get_ref().as_array();
            if let Some(first) = items.and_then(|items| items.first())
                && let Some(table) = first.get_ref().as_table()
            {
                take(table, first.span());
            }
            self.wrong_type(
                name.get_ref(),
                (value, path),
                "нужен раздел с полями",
                Some(format!("пишите так: [{key}.{}]", name.get_ref()).into()),
            );
        }
        out
    }

    fn inner(
        &self,
        section: String,
        path: KeyPath,
        table: &'r DeTable<'r>,
        span: Range<usize>,
    ) -> Table<'r> {
        Table {
            reader: self.reader,
            file: self.file,
            entries: table,
            span,
            section,
            path,
            asked: RefCell::default(),
            lacking: RefCell::default(),
            strays: RefCell::default(),
        }
    }

    /// A day, or text as printed.
    pub fn day(&self, key: &'static str) -> Option<Placed<When>> {
        self.shape(key, || Shape::Day);
        let value = self.value(key)?;
        if matches!(value.get_ref(), DeValue::Table(_)) {
            self.wrong_type(
                key,
                (value, self.path.key(key)),
                "нужна дата",
                Some(
                    format!("например: {key} = 2026-09-01 или {key} = \"1 сентября 2026 г.\"")
                        .into(),
                ),
            );
            return None;
        }
        self.when(key)
    }

    /// A day, a span `{ from, to }`, or text as printed.
    pub fn when(&self, key: &'static str) -> Option<Placed<When>> {
        self.shape(key, || Shape::When);
        let value = self.value(key)?;
        let place = self.place_under(key, value);
        let when = match value.get_ref() {
            DeValue::Datetime(_) => When::Day(self.date(key, value)?),
            DeValue::String(_) => self.printed(key)?,
            DeValue::Table(table) => {
                let path = self.path.key(key);
                self.span(key, &self.inner(key.to_owned(), path, table, value.span()))?
            }
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) => {
                let hint = misspelt::when_hint(key, value.get_ref());
                self.wrong_type(
                    key,
                    (value, place.path),
                    "нужна дата, срок или текст",
                    Some(hint),
                );
                return None;
            }
        };
        Some(Placed { value: when, place })
    }

    /// A day of the calendar, never text.
    pub fn date_only(&self, key: &'static str) -> Option<NaiveDate> {
        self.shape(key, || Shape::Date);
        match self.day(key)? {
            Placed {
                value: When::Day(day),
                ..
            } => Some(day),
            Placed { place, .. } => {
                let problem = Problem::with(Code::WrongType, key, "нужна дата, а стоит текст");
                self.report(problem.at(&place).hint(Advice::Date { key }));
                None
            }
        }
    }

    fn date(&self, key: &'static str, value: &Spanned<DeValue<'r>>) -> Option<NaiveDate> {
        let day = value
            .get_ref()
            .as_datetime()
            .and_then(|d| d.date)
            .filter(|d| YEARS.contains(&i32::from(d.year)))
            .and_then(|d| {
                NaiveDate::from_ymd_opt(i32::from(d.year), u32::from(d.month), u32::from(d.day))
            });
        if day.is_none() {
            self.report(bad_date(key, &self.place_under(key, value)));
        }
        day
    }

    /// Text as printed; written like a date, it must be one.
    fn printed(&self, key: &'static str) -> Option<When> {
        let text = self.text(key)?;
        match as_date(&text.value) {
            Some(Ok(WrittenDate::Iso(day))) => Some(When::Day(day)),
            Some(Ok(WrittenDate::Dotted)) | None => Some(When::Printed(text.value)),
            Some(Err(())) => {
                self.report(bad_date(key, &text.place));
                None
            }
        }
    }

    fn span(&self, key: &'static str, table: &Table<'r>) -> Option<When> {
        if !table.entries.is_empty() && table.is_without(&["from", "to"]) {
            self.report(misspelt::no_period(key, table.entries).at(&table.place()));
            return None;
        }
        let end = |name: &'static str, what: &str| {
            let Some(value) = table.value(name) else {
                table.missing(name, what);
                return None;
            };
            match value.get_ref() {
                DeValue::Datetime(_) => table.date(name, value),
                DeValue::String(s) if matches!(as_date(s), Some(Ok(WrittenDate::Iso(_)))) => {
                    match as_date(s) {
                        Some(Ok(WrittenDate::Iso(day))) => Some(day),
                        _ => None,
                    }
                }
                DeValue::String(_) if matches!(table.printed(name), Some(When::Printed(_))) => {
                    let hint = format!(
                        "дату пишите без кавычек: {name} = 2026-09-01; срок словами запишите целиком: {key} = \"2026/2027 учебный год\""
                    );
                    table.wrong_type(
                        name,
                        (value, table.path.key(name)),
                        "нужна дата",
                        Some(hint.into()),
                    );
                    None
                }
                DeValue::String(_) => None,
                _ => {
                    table.wrong_type(
                        name,
                        (value, table.path.key(name)),
                        "нужна дата",
                        Some(format!("дату пишите без кавычек: {name} = 2026-09-01").into()),
                    );
                    None
                }
            }
        };
        let (from, to) = (end("from", "начало периода"), end("to", "конец периода"));
        table.check_unknown();
        let (from, to) = (from?, to?);
        if to < from {
            self.report(
                Problem::with(
                    Code::PeriodReversed,
                    key,
                    format!(
                        "период кончается ({}) раньше, чем начинается ({})",
                        to.format("%d.%m.%Y"),
                        from.format("%d.%m.%Y")
                    ),
                )
                .at(&table.place())
                .hint("проверьте год и поменяйте даты местами, если они перепутаны"),
            );
            return None;
        }
        Some(When::Span { from, to })
    }

    /// Ends the reading of this table: names every key that nobody asked for.
    pub fn finish(self) {
        self.check_unknown();
    }

    /// Names every key that nobody asked for. One that stands for a missing key is told once.
    pub fn check_unknown(&self) {
        let asked = self.asked.borrow();
        let strange: Vec<_> = self
            .entries
            .iter()
            .map(|(key, _)| key)
            .filter(|key| !asked.contains(key.get_ref().as_ref()) && !self.is_stray(key.get_ref()))
            .collect();
        if strange.is_empty() {
            return;
        }
        let mut absent: Vec<&str> = asked.iter().copied().collect();
        absent.retain(|key| self.entries.iter().all(|(k, _)| k.get_ref() != *key));
        let written: Vec<String> = strange
            .iter()
            .map(|key| {
                let text = self.reader.written_text(self.file, key.span());
                let text = text.and_then(|t| t.split('=').next()).unwrap_or_default();
                if text.trim().is_empty() {
                    key.get_ref().to_string()
                } else {
                    text.trim().trim_matches(['"', '\'']).to_owned()
                }
            })
            .collect();
        let (hints, found) = misspelt::hints(&written, &self.lacking.borrow(), &absent, &asked);
        self.withdraw(&found);
        if !found.is_empty() {
            let places = strange
                .iter()
                .map(|key| self.place_of(key.span(), self.path.name(key.get_ref())));
            self.reader.settled.borrow_mut().extend(places);
        }
        for ((key, written), hint) in strange.into_iter().zip(written).zip(hints) {
            self.report(
                Problem::new(Code::UnknownKey, format!("неизвестное поле «{written}»"))
                    .at(&self.place_of(key.span(), self.path.name(key.get_ref())))
                    .label("такого поля здесь нет")
                    .hint(hint),
            );
        }
    }
}

/// Whether two words are the same but for case, the dots of «ё», kind of dash and spaces around it.
pub fn same_word(a: &str, b: &str) -> bool {
    a == b || plain(a).eq(plain(b))
}

fn plain(word: &str) -> impl Iterator<Item = char> + '_ {
    let letters = word.chars().filter(|c| !c.is_whitespace());
    letters
        .map(|c| match c {
            '–' | '—' | '‑' => '-',
            'ё' | 'Ё' => 'е',
            c => c,
        })
        .flat_map(char::to_lowercase)
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "текст",
        DeValue::Integer(_) | DeValue::Float(_) => "число",
        DeValue::Boolean(_) => "да/нет (true, false)",
        DeValue::Datetime(_) => "дата",
        DeValue::Array(_) => "список",
        DeValue::Table(_) => "раздел с полями",
    }
}

fn bad_date(key: &str, place: &Place) -> Problem {
    Problem::with(Code::BadDate, key, "такой даты нет")
        .at(place)
        .hint(Advice::apart(
            "дата пишется так: 2026-09-01 (год-месяц-день)",
            "дата пишется так: 01.09.2026",
        ))
}

/// How a text that looks like a date writes it.
enum WrittenDate {
    Iso(NaiveDate),
    Dotted,
}

/// `None` for text that is no date; `Err` for a date that no calendar has.
fn as_date(text: &str) -> Option<Result<WrittenDate, ()>> {
    let parts = |separator: char| -> Option<[u32; 3]> {
        let numbers: Vec<u32> = text
            .split(separator)
            .map(|p| p.parse().ok().filter(|_| p.len() <= 4))
            .collect::<Option<_>>()?;
        numbers.try_into().ok()
    };
    let day = |y: u32, m: u32, d: u32| {
        i32::try_from(y)
            .ok()
            .filter(|y| YEARS.contains(y))
            .and_then(|y| NaiveDate::from_ymd_opt(y, m, d))
            .ok_or(())
    };
    if let Some([y, m, d]) = parts('-').filter(|p| p[0] > 31) {
        return Some(day(y, m, d).map(WrittenDate::Iso));
    }
    parts('.').map(|[d, m, y]| day(y, m, d).map(|_| WrittenDate::Dotted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_looks_like_a_date_must_be_one() {
        assert!(matches!(
            as_date("2026-09-01"),
            Some(Ok(WrittenDate::Iso(_)))
        ));
        assert!(matches!(
            as_date("01.09.2026"),
            Some(Ok(WrittenDate::Dotted))
        ));
        assert!(matches!(as_date("31.02.2026"), Some(Err(()))));
        assert!(as_date("2022-2024 гг.").is_none());
        assert!(as_date("1 раз в четверть").is_none());
    }
}
