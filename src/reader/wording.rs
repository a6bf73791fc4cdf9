//! Reading of a wording file: words as they are, with everything that cannot be used gathered.
//!
//! It differs from the reading of the school's own files: spaces at the ends of words and slips of
//! the source stay, and where a file holds two wordings, `{ official, corrected }`, one is taken.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::reader::Reader;
use super::syntax::whole_number;
use super::table::{Table, type_name};
use crate::problem::{Advice, Code, FileId, Place, Placed, Problem};

/// The keys of a text that stands in two wordings.
const WORDINGS: [&str; 2] = ["official", "corrected"];
/// Likeness from which one key is taken for a slip of the pen in the other.
const NEAR: f64 = 0.8;
/// Letters of a built-in text that an advice still quotes.
const LONGEST_QUOTED: usize = 60;

/// What is gathered over a whole file before it is told.
#[derive(Debug, Default)]
pub struct Gathered {
    unknown: RefCell<Vec<Unknown>>,
    lacking: RefCell<Vec<Lacking>>,
}

/// A key that nobody asked for.
#[derive(Debug)]
struct Unknown {
    key: String,
    place: Place,
    section: Section,
    /// Keys that the section may have and has not.
    free: Vec<&'static str>,
}

/// A key that must be there and is not.
#[derive(Debug)]
struct Lacking {
    key: &'static str,
    section: Section,
    /// In words of its own; `None` where several keys of a section may be told at once.
    problem: Option<Problem>,
    place: Place,
    /// What the built-in form has there, if it is short.
    built_in: Option<String>,
}

/// Which table of the file: its name as written, and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Section {
    name: String,
    start: usize,
}

impl Gathered {
    /// Every key that is superfluous or lacking. A slip of the pen makes both, and is told once; so
    /// is a line that stands below the wrong heading.
    pub fn into_problems(self) -> Vec<Problem> {
        let mut lacking = self.lacking.into_inner();
        let unknown = self.unknown.into_inner();
        let alone = unknown.len() == 1 && lacking.len() == 1;
        let mut problems = Vec::new();
        for it in unknown {
            let here = |l: &Lacking| l.section == it.section;
            let slip = lacking
                .iter()
                .position(|l| here(l) && (alone || strsim::jaro_winkler(l.key, &it.key) > NEAR));
            let moved = || lacking.iter().position(|l| l.key == it.key);
            let hint = if let Some(at) = slip {
                format!("возможно, имелось в виду «{}»", lacking.remove(at).key).into()
            } else if let Some(at) = moved() {
                moved_to(&lacking.remove(at).section.name).into()
            } else if it.free.is_empty() {
                "удалите эту строку".into()
            } else {
                Advice::choose(&it.key, &it.free)
            };
            problems.push(
                Problem::new(Code::BrokenForm, format!("в форме нет поля «{}»", it.key))
                    .at(&it.place)
                    .label("такого поля здесь нет")
                    .hint(hint),
            );
        }
        while !lacking.is_empty() {
            let first = lacking.remove(0);
            if let Some(problem) = first.problem {
                problems.push(problem.at(&first.place));
                continue;
            }
            let is_same = |l: &mut Lacking| l.problem.is_none() && l.section == first.section;
            let others: Vec<Lacking> = lacking.extract_if(.., is_same).collect();
            problems.push(told_together(&first, &others));
        }
        problems
    }
}

/// All keys that one section lacks, in one problem.
fn told_together(first: &Lacking, others: &[Lacking]) -> Problem {
    let all = || std::iter::once(first).chain(others);
    let whereabouts = if first.section.name.is_empty() {
        String::new()
    } else {
        format!("в разделе {} ", first.section.name)
    };
    let names: Vec<String> = all().map(|l| format!("«{}»", l.key)).collect();
    let lines: Vec<String> = all()
        .map(|l| match &l.built_in {
            Some(words) => format!("{} = \"{words}\"", l.key),
            None => format!("{} = …", l.key),
        })
        .collect();
    let as_built_in = if all().any(|l| l.built_in.is_none()) {
        ", как во встроенной форме"
    } else {
        ""
    };
    let (what, add) = if others.is_empty() {
        ("нет поля", "добавьте строку")
    } else {
        ("нет полей", "добавьте строки")
    };
    Problem::new(
        Code::BrokenForm,
        format!("{whereabouts}{what} {}", names.join(", ")),
    )
    .at(&first.place)
    .hint(format!("{add} {}{as_built_in}", lines.join("; ")))
}

fn moved_to(section: &str) -> String {
    if section.is_empty() {
        "это поле всего файла: перенесите строку выше первого раздела в квадратных скобках"
            .to_owned()
    } else {
        format!("это поле раздела {section}: перенесите строку туда")
    }
}

/// One table of a wording file.
#[derive(Clone)]
pub struct Wording<'r> {
    reader: &'r Reader<'r>,
    gathered: &'r Gathered,
    file: FileId,
    entries: &'r DeTable<'r>,
    /// Its heading, in the file as it was written.
    span: Range<usize>,
    section: String,
    corrected: bool,
    /// The same table of the file that this one stands in for.
    beneath: Option<&'r DeTable<'r>>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'r> Wording<'r> {
    /// The whole of a file. `beneath` is the file that it stands in for: there an
    /// [`inherited`](Self::inherited) key is looked for.
    pub fn new(
        table: &Table<'r>,
        beneath: Option<&Table<'r>>,
        corrected: bool,
        gathered: &'r Gathered,
    ) -> Self {
        Self {
            reader: table.reader,
            gathered,
            file: table.file,
            entries: table.entries,
            span: table.span.clone(),
            section: String::new(),
            corrected,
            beneath: beneath.map(|t| t.entries),
            asked: RefCell::default(),
        }
    }

    /// Where the table begins.
    pub fn place(&self) -> Place {
        Place::in_file(self.file, self.span.clone())
    }

    fn place_of(&self, span: Range<usize>) -> Place {
        Place::in_file(self.file, self.reader.written(self.file, span))
    }

    pub fn report(&self, problem: Problem) {
        self.reader.report(problem);
    }

    /// The value of a key, one of two wordings chosen.
    fn value(&self, key: &'static str) -> Option<&'r Spanned<DeValue<'r>>> {
        if !self.asked.borrow().contains(&key) {
            self.asked.borrow_mut().push(key);
        }
        let value = self.entries.get(key)?;
        Some(self.chosen(value))
    }

    fn chosen(&self, value: &'r Spanned<DeValue<'r>>) -> &'r Spanned<DeValue<'r>> {
        let both = value
            .get_ref()
            .as_table()
            .filter(|table| table.len() == 2)
            .and_then(|table| Some((table.get(WORDINGS[0])?, table.get(WORDINGS[1])?)));
        match both {
            Some((official, _)) if !self.corrected => official,
            Some((_, corrected)) => corrected,
            None => value,
        }
    }

    pub fn has(&self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// Tells that a key is not there, unless it turns out to be misspelt.
    pub fn lacks(&self, key: &'static str) {
        self.gather_lack(key, None);
    }

    /// The same in words of its own.
    pub fn lacks_so(&self, key: &'static str, problem: Problem) {
        self.gather_lack(key, Some(problem));
    }

    fn gather_lack(&self, key: &'static str, problem: Option<Problem>) {
        if self.reader.is_on_a_broken_line(self.file, key) {
            return;
        }
        let built_in = self.beneath.and_then(|t| t.get(key));
        let built_in = built_in
            .and_then(|v| self.chosen(v).get_ref().as_str())
            .filter(|words| words.chars().count() <= LONGEST_QUOTED)
            .map(ToOwned::to_owned);
        self.gathered.lacking.borrow_mut().push(Lacking {
            key,
            section: self.as_section(),
            problem,
            place: self.place(),
            built_in,
        });
    }

    fn as_section(&self) -> Section {
        Section {
            name: self.section.clone(),
            start: self.span.start,
        }
    }

    fn wrong_type(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        wanted: &str,
        hint: Option<String>,
    ) {
        let found = type_name(value.get_ref());
        self.report(
            Problem::new(
                Code::BrokenForm,
                format!("«{key}»: {wanted}, а стоит {found}"),
            )
            .at(&self.place_of(value.span()))
            .label(format!("здесь {found}"))
            .hint_maybe(hint),
        );
    }

    /// Text as it is, be it empty.
    pub fn text(&self, key: &'static str) -> Option<Placed<String>> {
        let value = self.value(key)?;
        self.text_of(key, value)
    }

    fn text_of(&self, key: &str, value: &'r Spanned<DeValue<'r>>) -> Option<Placed<String>> {
        match value.get_ref() {
            DeValue::String(text) => {
                let place = self.place_of(value.span());
                self.check_characters(text, &place).then(|| Placed {
                    value: text.to_string(),
                    place,
                })
            }
            DeValue::Table(table) if WORDINGS.iter().any(|w| table.contains_key(*w)) => {
                let hint = format!(
                    "два варианта пишутся так: {key} = {{ official = \"…\", corrected = \"…\" }}"
                );
                self.wrong_type(key, value, "нужен текст в кавычках", Some(hint));
                None
            }
            _ => {
                let hint = (self.reader.as_text(self.file, value))
                    .map(|quoted| format!("возьмите значение в кавычки: {quoted}"));
                self.wrong_type(key, value, "нужен текст в кавычках", hint);
                None
            }
        }
    }

    /// Tells the first character that no face draws.
    fn check_characters(&self, text: &str, place: &Place) -> bool {
        let bad = |c: &char| {
            if c.is_control() {
                *c != '\n'
            } else {
                !(self.reader.can_draw)(*c)
            }
        };
        let Some(c) = text.chars().find(bad) else {
            return true;
        };
        let problem = if c.is_control() {
            Problem::new(
                Code::BrokenForm,
                format!("в тексте стоит управляющий знак U+{:04X}", u32::from(c)),
            )
            .hint("уберите его")
        } else {
            Problem::new(
                Code::BrokenForm,
                format!("знака «{c}» нет в шрифте документа"),
            )
            .hint("замените его буквами или уберите")
        };
        self.report(problem.at(&self.place_within(place, &c.to_string())));
        false
    }

    /// Where a piece of a text stands, if it is written as itself; else the whole text.
    pub fn place_within(&self, text: &Place, piece: &str) -> Place {
        let written = self.reader.text_of(self.file).get(text.span.clone());
        match written.and_then(|w| w.find(piece)) {
            Some(at) => {
                let start = text.span.start + at;
                text.part(start..start + piece.len())
            }
            None => text.clone(),
        }
    }

    /// A list of texts, be it empty; where it stands.
    pub fn texts(&self, key: &'static str) -> Option<Placed<Vec<Placed<String>>>> {
        let value = self.value(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            let hint = (self.reader.as_items(self.file, value))
                .map(|items| format!("возьмите значение в квадратные скобки: {key} = [{items}]"));
            self.wrong_type(key, value, "нужен список в квадратных скобках", hint);
            return None;
        };
        let texts: Vec<_> = items
            .iter()
            .filter_map(|item| self.text_of(key, self.chosen(item)))
            .collect();
        (texts.len() == items.len()).then(|| Placed {
            value: texts,
            place: self.place_of(value.span()),
        })
    }

    pub fn is_list(&self, key: &'static str) -> bool {
        self.value(key)
            .is_some_and(|v| matches!(v.get_ref(), DeValue::Array(_)))
    }

    pub fn boolean(&self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let answer = value.get_ref().as_bool();
        if answer.is_none() {
            let wanted = "нужно true (да) или false (нет) без кавычек";
            self.wrong_type(key, value, wanted, None);
        }
        answer
    }

    /// A whole number.
    pub fn number(&self, key: &'static str) -> Option<Placed<i64>> {
        let value = self.value(key)?;
        let answer = whole_number(value.get_ref());
        if answer.is_none() {
            self.wrong_type(key, value, "нужно целое число без кавычек", None);
        }
        answer.map(|number| Placed {
            value: number,
            place: self.place_of(value.span()),
        })
    }

    /// The table under a key.
    pub fn table(&self, key: &'static str) -> Option<Self> {
        let value = self.value(key)?;
        let Some(table) = value.get_ref().as_table() else {
            let hint = format!("запишите разделом [{key}] или в фигурных скобках: {key} = {{ … }}");
            self.wrong_type(key, value, "нужен раздел с полями", Some(hint));
            return None;
        };
        let beneath = self
            .beneath
            .and_then(|t| t.get(key))
            .and_then(|v| v.get_ref().as_table());
        Some(self.inner(
            format!("[{}]", self.path(key)),
            table,
            value.span(),
            beneath,
        ))
    }

    /// The tables of a list, and where the list begins.
    pub fn tables(&self, key: &'static str) -> Option<Placed<Vec<Self>>> {
        let value = self.value(key)?;
        let section = format!("[[{}]]", self.path(key));
        let DeValue::Array(items) = value.get_ref() else {
            let hint = format!("начинайте каждый раздел строкой {section}, в двойных скобках");
            self.wrong_type(key, value, "нужен список разделов", Some(hint));
            return None;
        };
        let mut out = Vec::new();
        for item in items {
            match item.get_ref().as_table() {
                Some(table) => out.push(self.inner(section.clone(), table, item.span(), None)),
                None => self.wrong_type(key, item, "нужен раздел с полями", None),
            }
        }
        let place = out
            .first()
            .map_or_else(|| self.place_of(value.span()), Self::place);
        (out.len() == items.len()).then_some(Placed { value: out, place })
    }

    /// Texts under keys that the file itself chooses, in the order of the file.
    pub fn named_texts(&self, key: &'static str) -> Option<Vec<(Placed<String>, Placed<String>)>> {
        let inner = self.table(key)?;
        let mut entries: Vec<_> = inner.entries.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        let texts: Vec<_> = entries
            .iter()
            .filter_map(|(name, value)| {
                let text = inner.text_of(name.get_ref(), inner.chosen(value))?;
                let name = Placed {
                    value: name.get_ref().to_string(),
                    place: self.place_of(name.span()),
                };
                Some((name, text))
            })
            .collect();
        (texts.len() == entries.len()).then_some(texts)
    }

    /// This table of the file beneath, for a key that is not here.
    pub fn inherited(&self, key: &'static str) -> Option<Self> {
        if self.has(key) {
            return None;
        }
        let beneath = self.beneath.filter(|t| t.contains_key(key))?;
        Some(Self {
            entries: beneath,
            beneath: None,
            ..self.clone()
        })
    }

    /// This table with, beneath it, the table of a list whose `key` says the same.
    #[must_use]
    pub fn over(mut self, outer: &Self, list: &'static str, key: &'static str) -> Self {
        let own = self.entries.get(key).and_then(|v| v.get_ref().as_str());
        let tables = outer.beneath.and_then(|t| t.get(list));
        self.beneath = tables
            .and_then(|v| v.get_ref().as_array())
            .into_iter()
            .flatten()
            .filter_map(|item| item.get_ref().as_table())
            .find(|t| t.get(key).and_then(|v| v.get_ref().as_str()) == own);
        self
    }

    fn path(&self, key: &str) -> String {
        let above = self.section.trim_matches(['[', ']']);
        if above.is_empty() {
            key.to_owned()
        } else {
            format!("{above}.{key}")
        }
    }

    fn inner(
        &self,
        section: String,
        entries: &'r DeTable<'r>,
        span: Range<usize>,
        beneath: Option<&'r DeTable<'r>>,
    ) -> Self {
        Self {
            entries,
            span: self.reader.written(self.file, span),
            section,
            beneath,
            asked: RefCell::default(),
            ..self.clone()
        }
    }

    /// Ends the reading of this table: gathers every key that nobody asked for.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        let free: Vec<&'static str> = asked
            .iter()
            .copied()
            .filter(|key| !self.entries.contains_key(*key))
            .collect();
        for (key, _) in self.entries {
            if asked.contains(&key.get_ref().as_ref()) {
                continue;
            }
            self.gathered.unknown.borrow_mut().push(Unknown {
                key: key.get_ref().to_string(),
                place: self.place_of(key.span()),
                section: self.as_section(),
                free: free.clone(),
            });
        }
    }
}
