//! Reading of a wording file: words as they are, with everything that cannot be used gathered.
//!
//! It differs from the reading of the school's own files: spaces at the ends of words and slips of
//! the source stay, and where a file holds two wordings, `{ official, corrected }`, one is taken.

use std::cell::RefCell;
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::characters::{is_plain, undrawn};
use super::destroyed::{destroyed, is_whole};
use super::gathered::{Gathered, Lacking, NEAR, Section, Unknown};
use super::misspelt::{as_one_text, as_sections, yes_or_no};
use super::reader::Reader;
use super::syntax::whole_number;
use super::toml_table::{TomlTable, type_name};
use super::wanted::{Rule, Stands};
use crate::problem::{Code, FileId, Place, Placed, Problem};

/// The keys of a text that stands in two wordings.
const WORDINGS: [&str; 2] = ["official", "corrected"];
/// Letters of a built-in text that an advice still quotes.
const LONGEST_QUOTED: usize = 60;

/// A file, or a table of it, that another one stands over.
#[derive(Clone, Copy)]
pub struct Layer<'r> {
    pub(super) entries: &'r DeTable<'r>,
    /// Whether what is not here is taken from beneath.
    is_partial: bool,
}

impl<'r> Layer<'r> {
    pub fn of(file: &TomlTable<'r>, is_partial: bool) -> Self {
        Self {
            entries: file.entries,
            is_partial,
        }
    }
}

/// One table of a wording file.
#[derive(Clone)]
pub struct Wording<'r> {
    pub(super) reader: &'r Reader<'r>,
    pub(super) gathered: &'r Gathered,
    pub(super) file: FileId,
    pub(super) entries: &'r DeTable<'r>,
    /// Its heading, in the file as it was written.
    span: Range<usize>,
    pub(super) section: String,
    corrected: bool,
    /// The same table of the files that this one stands over, the nearest first.
    pub(super) beneath: Vec<Layer<'r>>,
    /// Whether what is not here is taken from beneath.
    pub(super) is_partial: bool,
    /// For words of a file beneath: the place that they are taken to.
    taken_to: Option<Place>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'r> Wording<'r> {
    /// The whole of a file. Beneath are the files that it stands over, the nearest first: there an
    /// [`inherited`](Self::inherited) key is looked for, and every key, if the file is partial.
    pub fn new(
        table: &TomlTable<'r>,
        beneath: Vec<Layer<'r>>,
        is_partial: bool,
        (corrected, gathered): (bool, &'r Gathered),
    ) -> Self {
        Self {
            reader: table.reader,
            gathered,
            file: table.file,
            entries: table.entries,
            span: table.span.clone(),
            section: String::new(),
            corrected,
            beneath,
            is_partial,
            taken_to: None,
            asked: RefCell::default(),
        }
    }

    /// Where the table begins.
    pub fn place(&self) -> Place {
        let own = || Place::in_file(self.file, self.span.clone());
        self.taken_to.clone().unwrap_or_else(own)
    }

    pub(super) fn place_of(&self, span: Range<usize>) -> Place {
        if let Some(place) = &self.taken_to {
            return place.clone();
        }
        Place::in_file(self.file, self.reader.written(self.file, span))
    }

    /// Whether another file of the same form has given this name.
    pub fn knows(&self, name: &str) -> bool {
        let mut all = self.gathered.known.iter();
        all.any(|known| known == name || known == Gathered::ANY_NAME)
    }

    /// What follows this in the names that another file has given.
    pub fn known_after(&self, beginning: &str) -> Vec<String> {
        let known = self.gathered.known.iter();
        let rest = known.filter_map(|name| name.strip_prefix(beginning));
        rest.map(ToOwned::to_owned).collect()
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

    /// The file beneath, if the value of a key is taken from there.
    fn source_of(&self, key: &'static str) -> Option<Self> {
        if !self.is_partial || self.value(key).is_some() {
            return None;
        }
        self.nearest_with(key)
    }

    /// This table of the nearest file beneath that has the key.
    fn nearest_with(&self, key: &str) -> Option<Self> {
        let has = |layer: &Layer<'_>| layer.entries.contains_key(key);
        let at = self.beneath.iter().position(has)?;
        let layer = self.beneath.get(at)?;
        Some(Self {
            entries: layer.entries,
            is_partial: layer.is_partial,
            beneath: self.beneath[at + 1..].to_vec(),
            taken_to: Some(self.place()),
            asked: RefCell::default(),
            ..self.clone()
        })
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

    /// Whether the key has a value, here or where this table takes it from.
    pub fn has(&self, key: &'static str) -> bool {
        self.is_own(key) || self.source_of(key).is_some()
    }

    /// Whether the key is in this very table.
    pub fn is_own(&self, key: &'static str) -> bool {
        if self.wanted().is_some() {
            return !self.goes_on(key);
        }
        self.value(key).is_some()
    }

    /// Whether one of the lists of this table is called nearly, but not quite, as a key.
    pub fn misspells(&self, key: &str) -> bool {
        let is_near = |own: &str| own != key && strsim::jaro_winkler(key, own) > NEAR;
        let mut own = self.entries.iter();
        own.any(|(own, it)| it.get_ref().is_array() && is_near(own.get_ref()))
    }

    /// Tells that a key is not there, unless it turns out to be misspelt.
    pub fn lacks(&self, key: &'static str) {
        self.gather_lack(key, (None, None));
    }

    /// The same in words of its own.
    pub fn lacks_so(&self, key: &'static str, problem: Problem) {
        self.gather_lack(key, (Some(problem), None));
    }

    pub(super) fn gather_lack(
        &self,
        key: &'static str,
        (problem, heading): (Option<Problem>, Option<String>),
    ) {
        if self.reader.is_on_a_broken_line(self.file, key) {
            return;
        }
        let built_in = self.beneath.iter().find_map(|t| t.entries.get(key));
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
            heading,
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
        self.wants(key, || Stands::Text(Rule::default()));
        if let Some(source) = self.source_of(key) {
            return source.text(key);
        }
        let value = self.value(key)?;
        self.text_of(key, value)
    }

    fn text_of(&self, key: &str, value: &'r Spanned<DeValue<'r>>) -> Option<Placed<String>> {
        match value.get_ref() {
            DeValue::String(text) => {
                let place = self.place_of(value.span());
                let is_usual = self.reader.draws_usual && is_plain(text) && is_whole(text);
                let is_good = self.taken_to.is_some()
                    || is_usual
                    || self.tell_destroyed(key, text, &place)
                        && self.check_characters(text, &place);
                is_good.then(|| Placed {
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
                let quoted = self.reader.as_text(self.file, value);
                let hint = as_one_text(key, value.get_ref(), quoted);
                self.wrong_type(key, value, "нужен текст в кавычках", hint);
                None
            }
        }
    }

    /// Tells letters that a wrong save has destroyed; whether the text may be printed.
    fn tell_destroyed(&self, key: &str, text: &str, place: &Place) -> bool {
        let Some(problem) = destroyed(text).map(|it| it.problem(key)) else {
            return true;
        };
        let may_be_printed = !problem.is_error();
        self.report(problem.at(place));
        may_be_printed
    }

    /// Tells the first character that no face draws.
    fn check_characters(&self, text: &str, place: &Place) -> bool {
        let Some((c, problem)) = undrawn(text, self.reader.can_draw) else {
            return true;
        };
        self.report(problem.at(&self.place_within(place, &c.to_string())));
        false
    }

    /// A list of texts, be it empty; where it stands.
    pub fn texts(&self, key: &'static str) -> Option<Placed<Vec<Placed<String>>>> {
        self.wants(key, || Stands::Texts {
            each: Rule::default(),
            may_be_empty: true,
        });
        if let Some(source) = self.source_of(key) {
            return source.texts(key);
        }
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
        if let Some(source) = self.source_of(key) {
            return source.is_list(key);
        }
        self.value(key)
            .is_some_and(|v| matches!(v.get_ref(), DeValue::Array(_)))
    }

    pub fn boolean(&self, key: &'static str) -> Option<bool> {
        self.wants(key, || Stands::Boolean);
        if let Some(source) = self.source_of(key) {
            return source.boolean(key);
        }
        let value = self.value(key)?;
        let answer = value.get_ref().as_bool();
        if answer.is_none() {
            let wanted = "нужно true (да) или false (нет) без кавычек";
            let hint = yes_or_no(key, value.get_ref());
            self.wrong_type(key, value, wanted, hint);
        }
        answer
    }

    /// A whole number.
    pub fn number(&self, key: &'static str) -> Option<Placed<i64>> {
        self.wants(key, || Stands::Number(0, u16::MAX));
        if let Some(source) = self.source_of(key) {
            return source.number(key);
        }
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

    /// A day, written without quotes.
    pub fn day(&self, key: &'static str) -> Option<NaiveDate> {
        self.wants(key, || Stands::Day);
        if let Some(source) = self.source_of(key) {
            return source.day(key);
        }
        let value = self.value(key)?;
        let date = value.get_ref().as_datetime().and_then(|it| it.date);
        let day = date.and_then(|it| {
            NaiveDate::from_ymd_opt(i32::from(it.year), u32::from(it.month), u32::from(it.day))
        });
        if day.is_none() {
            let hint = format!("дата пишется без кавычек: {key} = 2026-09-01");
            self.wrong_type(key, value, "нужна дата", Some(hint));
        }
        day
    }

    /// The table under a key.
    pub fn table(&self, key: &'static str) -> Option<Self> {
        if let Some(table) = self.surveyed(key, || Stands::Table) {
            return Some(table);
        }
        if let Some(source) = self.source_of(key) {
            return source.table(key);
        }
        let value = self.value(key)?;
        let Some(table) = value.get_ref().as_table() else {
            let hint = format!("запишите разделом [{key}] или в фигурных скобках: {key} = {{ … }}");
            self.wrong_type(key, value, "нужен раздел с полями", Some(hint));
            return None;
        };
        let below = |layer: &Layer<'r>| {
            Some(Layer {
                entries: layer.entries.get(key)?.get_ref().as_table()?,
                ..*layer
            })
        };
        let beneath = self.beneath.iter().filter_map(below).collect();
        Some(self.inner(
            format!("[{}]", self.path(key)),
            table,
            value.span(),
            beneath,
        ))
    }

    /// The tables of a list, and where the list begins.
    pub fn tables(&self, key: &'static str) -> Option<Placed<Vec<Self>>> {
        if let Some(table) = self.surveyed(key, || Stands::Tables { may_be_empty: true }) {
            let place = self.place();
            let value = vec![table];
            return Some(Placed { value, place });
        }
        if let Some(source) = self.source_of(key) {
            return source.tables(key);
        }
        let value = self.value(key)?;
        let section = format!("[[{}]]", self.path(key));
        let DeValue::Array(items) = value.get_ref() else {
            let hint = format!("начинайте каждый раздел строкой {section}, в двойных скобках");
            self.wrong_type(key, value, "нужен список разделов", Some(hint));
            return None;
        };
        let mut out = Vec::new();
        for item in items {
            if let Some(table) = item.get_ref().as_table() {
                out.push(self.inner(section.clone(), table, item.span(), Vec::new()));
            } else {
                let hint = Some(as_sections(key, &section));
                self.wrong_type(key, item, "нужен раздел с полями", hint);
            }
        }
        let place = out
            .first()
            .map_or_else(|| self.place_of(value.span()), Self::place);
        (out.len() == items.len()).then_some(Placed { value: out, place })
    }

    /// Texts under keys that the file itself chooses, in the order of the file.
    pub fn named_texts(&self, key: &'static str) -> Option<Vec<(Placed<String>, Placed<String>)>> {
        self.wants(key, || Stands::NamedTexts {
            keys: None,
            each: Rule::default(),
        });
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
        if texts.len() != entries.len() {
            return None;
        }
        Some(inner.with_texts_beneath(texts))
    }

    /// With the texts of a partial table's files beneath whose keys it does not have.
    fn with_texts_beneath(
        &self,
        mut texts: Vec<(Placed<String>, Placed<String>)>,
    ) -> Vec<(Placed<String>, Placed<String>)> {
        let layers = self.beneath.iter().filter(|_| self.is_partial);
        for (name, value) in layers.flat_map(|layer| layer.entries) {
            let name = name.get_ref();
            let text = self.chosen(value).get_ref().as_str();
            if let (Some(text), true) = (text, texts.iter().all(|(own, _)| own.value != **name)) {
                let place = self.place();
                let placed = |value: &str| Placed {
                    value: value.to_owned(),
                    place: place.clone(),
                };
                texts.push((placed(name), placed(text)));
            }
        }
        texts
    }

    /// This table of the file beneath, for a key that is not here.
    pub fn inherited(&self, key: &'static str) -> Option<Self> {
        if self.has(key) {
            return None;
        }
        self.nearest_with(key)
    }

    /// This table with, beneath it, the tables of a list whose `key` says the same.
    #[must_use]
    pub fn over(self, outer: &Self, list: &'static str, key: &'static str) -> Self {
        if self.taken_to.is_some() {
            return self;
        }
        self.laid_over(outer, list, key)
    }

    fn laid_over(mut self, outer: &Self, list: &'static str, key: &'static str) -> Self {
        let said = |t: &DeTable<'r>| Some(t.get(key)?.get_ref().as_str()?.to_owned());
        let own = said(self.entries);
        let same = |layer: &Layer<'r>| {
            let items = layer.entries.get(list)?.get_ref().as_array()?.iter();
            let mut tables = items.filter_map(|item| item.get_ref().as_table());
            Some(Layer {
                entries: tables.find(|t| said(t) == own)?,
                ..*layer
            })
        };
        self.beneath = outer.beneath.iter().filter_map(same).collect();
        self.is_partial = outer.is_partial;
        self
    }

    /// The tables of a list, each known by its `key`: those of this file and, if it is partial, those
    /// of the files beneath that it does not have, before its new ones.
    pub fn tables_by(&self, list: &'static str, key: &'static str) -> Option<Placed<Vec<Self>>> {
        self.wants(list, || Stands::TablesBy(key));
        let own = self.tables(list)?;
        let beneath = self.nearest_with(list).filter(|_| self.is_partial);
        let (Some(beneath), true) = (beneath, self.is_own(list)) else {
            return Some(own);
        };
        let place = own.place;
        let mut own: Vec<Option<Self>> = own.value.into_iter().map(Some).collect();
        let said = |t: &Self| Some(t.entries.get(key)?.get_ref().as_str()?.to_owned());
        let mut out = Vec::new();
        for below in beneath.tables_by(list, key)?.value {
            let same =
                |it: &&mut Option<Self>| it.as_ref().is_some_and(|t| said(t) == said(&below));
            let instead = own.iter_mut().find(same).and_then(Option::take);
            out.push(instead.map_or(below, |it| it.laid_over(self, list, key)));
        }
        out.extend(own.into_iter().flatten());
        Some(Placed { value: out, place })
    }

    pub(super) fn path(&self, key: &str) -> String {
        let above = self.section.trim_matches(['[', ']']);
        if above.is_empty() {
            key.to_owned()
        } else {
            format!("{above}.{key}")
        }
    }

    pub(super) fn inner(
        &self,
        section: String,
        entries: &'r DeTable<'r>,
        span: Range<usize>,
        beneath: Vec<Layer<'r>>,
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
        let (present, free): (Vec<&'static str>, Vec<&'static str>) =
            (asked.iter()).partition(|key| self.entries.contains_key(**key));
        self.gathered.remember(&asked, &self.section);
        for (key, _) in self.entries {
            if asked.contains(&key.get_ref().as_ref()) {
                continue;
            }
            self.gathered.unknown.borrow_mut().push(Unknown {
                key: key.get_ref().to_string(),
                place: self.place_of(key.span()),
                section: self.as_section(),
                free: free.clone(),
                present: present.clone(),
            });
        }
    }
}
