//! One table of a file: its keys, the tables below it, and the keys that nobody asked for.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::meant::{self, Heading};
use super::misspelt;
use super::reader::{Broken, Reader};
use super::survey::{ANY, KnownKey, Shape, Survey};
use crate::origin::KeyPath;
use crate::problem::{Advice, Code, FileId, Place, Placed, Problem, Source, Sources};
use crate::russian::latin;

/// One table of a file. Remembers which keys it was asked for: the others are unknown.
pub struct TomlTable<'r> {
    pub(super) reader: &'r Reader<'r>,
    pub(super) file: FileId,
    pub(super) entries: &'r DeTable<'r>,
    /// Its heading, in the file as it was written.
    pub(super) span: Range<usize>,
    /// The heading, `[note]` or `[[activity]]`; empty for the file as a whole.
    pub(super) section: String,
    pub(super) path: KeyPath,
    pub(super) asked: RefCell<BTreeSet<&'static str>>,
    /// Keys reported as missing, with what each stands for.
    pub(super) lacking: RefCell<Vec<(&'static str, String)>>,
    /// Misnamed sections that were read under the name they were meant to have.
    pub(super) strays: RefCell<BTreeSet<String>>,
}

type Entry<'r> = (
    &'r Spanned<toml::de::DeString<'r>>,
    &'r Spanned<DeValue<'r>>,
);

/// Runs `read` over an empty file and returns every key it asked for.
pub fn survey(read: impl FnOnce(&Reader<'_>, &TomlTable<'_>)) -> Vec<KnownKey> {
    let mut sources = Sources::default();
    let file = sources.add(Source::default());
    let mut reader = Reader::new(&sources, &|_| true);
    reader.survey = Some(Survey::default());
    reader.file(file, |table| read(&reader, &table));
    reader.survey.map(Survey::into_known).unwrap_or_default()
}

impl Reader<'_> {
    /// Parses a file, reports its syntax errors and passes what could be understood to `read`.
    pub fn file<T>(&self, file: FileId, read: impl FnOnce(TomlTable<'_>) -> T) -> T {
        let text = &self.sources.get(file).text;
        let (mut table, errors) = DeTable::parse_recoverable(text);
        let meant_text;
        if !errors.is_empty() || meant::is_pasted_twice(text) {
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
        read(TomlTable {
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
}

impl<'r> TomlTable<'r> {
    pub fn place(&self) -> Place {
        Place {
            file: self.file,
            span: self.span.clone(),
            path: self.path.clone(),
        }
    }

    /// The place of the value under a key of this table.
    pub(super) fn place_under(&self, key: &'static str, value: &Spanned<DeValue<'_>>) -> Place {
        self.place_of(value.span(), self.path.key(key))
    }

    /// The place at which a missing key of this table is reported.
    pub(super) fn place_of_missing(&self, key: &'static str) -> Place {
        Place {
            path: self.path.key(misspelt::bare(key)),
            ..self.place()
        }
    }

    pub fn reader(&self) -> &'r Reader<'r> {
        self.reader
    }

    pub(super) fn place_of(&self, span: Range<usize>, path: KeyPath) -> Place {
        Place {
            file: self.file,
            span: self.reader.written(self.file, span),
            path,
        }
    }

    pub(super) fn report(&self, problem: Problem) {
        self.reader.report(problem);
    }

    pub(super) fn entry(&self, key: &'static str) -> Option<Entry<'r>> {
        self.asked.borrow_mut().insert(key);
        let mut sections = self.reader.sections.borrow_mut();
        let homes = sections.entry((self.file, key)).or_default();
        if !homes.contains(&self.section) {
            homes.insert(self.section.clone());
        }
        self.entries.iter().find(|(k, _)| k.get_ref() == key)
    }

    pub(super) fn value(&self, key: &'static str) -> Option<&'r Spanned<DeValue<'r>>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// Notes the shape of a key while the known keys are being collected.
    pub(super) fn shape(&self, key: &'static str, shape: impl FnOnce() -> Shape) {
        if let Some(survey) = &self.reader.survey {
            survey.ask(&self.path, key, shape());
        }
    }

    /// As [`Self::shape`], for a table; during a survey it exists and is empty.
    pub(super) fn surveyed(&self, key: &'static str, shape: Shape) -> Option<TomlTable<'r>> {
        self.reader.survey.as_ref()?.ask(&self.path, key, shape);
        Some(self.inner(String::new(), self.path.key(key), self.entries, 0..0))
    }

    pub fn has(&self, key: &'static str) -> bool {
        self.entry(key).is_some()
    }

    /// Reports that `key` is missing; `what` says in Russian what it stands for.
    pub fn missing(&self, key: &'static str, what: &str) {
        self.missing_as(key, what, None);
    }

    /// The same, with advice of its own in place of «добавьте строку».
    pub(super) fn missing_as(&self, key: &'static str, what: &str, advice: Option<Advice>) {
        if let Some(survey) = &self.reader.survey {
            survey.miss(&self.path, key);
        }
        if self.reader.is_on_a_broken_line(self.file, key) {
            return;
        }
        self.lacking.borrow_mut().push((key, what.to_owned()));
        let problem = Problem::missing(key, what).at(&self.place_of_missing(key));
        self.report(match advice {
            Some(advice) => problem.hint(advice),
            None => problem,
        });
    }

    pub(super) fn wrong_type(
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

    /// A table under `key`.
    pub fn table(&self, key: &'static str) -> Option<TomlTable<'r>> {
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

    /// The tables of `[[key]]`, in order.
    pub fn tables(&self, key: &'static str) -> Vec<TomlTable<'r>> {
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
                Some(table) if table.is_empty() && items.len() > 1 => {
                    let place = self.place_of(item.span(), path);
                    self.report(misspelt::empty_section(key).at(&place));
                }
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
    pub fn named_tables(&self, key: &'static str) -> Vec<(Placed<String>, TomlTable<'r>)> {
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
        let nameless = outer.nameless(key);
        let is_nameless = nameless.is_some();
        out.extend(nameless);
        for (name, value) in outer.entries {
            if is_nameless && value.get_ref().as_table().is_none() {
                continue;
            }
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

    /// `[staff]` with the fields of a person right in it: told once, and read under the key that its
    /// name gives.
    fn nameless(&self, key: &str) -> Option<(Placed<String>, TomlTable<'r>)> {
        let text = |field: &str| self.entries.get(field)?.get_ref().as_str();
        let name = text("name").or_else(|| text("position").map(|_| ""))?;
        let own = latin(name.split_whitespace().next().unwrap_or_default());
        let own = if own.is_empty() || self.entries.contains_key(own.as_str()) {
            "ivanova".to_owned()
        } else {
            own
        };
        self.report(
            Problem::new(
                Code::Syntax,
                format!("в названии раздела [{key}] нет ключа: у каждого человека свой раздел"),
            )
            .at(&self.place())
            .hint(format!("назовите его с точкой и ключом: [{key}.{own}]")),
        );
        let path = self.path.name(&own);
        let place = Place {
            path: path.clone(),
            ..self.place()
        };
        let table = self.inner(format!("[{key}.…]"), path, self.entries, self.span.clone());
        for (name, value) in self.entries {
            if value.get_ref().is_table() {
                table.strays.borrow_mut().insert(name.get_ref().to_string());
            }
        }
        Some((Placed { value: own, place }, table))
    }

    pub(super) fn inner(
        &self,
        section: String,
        path: KeyPath,
        table: &'r DeTable<'r>,
        span: Range<usize>,
    ) -> TomlTable<'r> {
        TomlTable {
            reader: self.reader,
            file: self.file,
            entries: table,
            span: self.reader.written(self.file, span),
            section,
            path,
            asked: RefCell::default(),
            lacking: RefCell::default(),
            strays: RefCell::default(),
        }
    }

    /// Sections that were meant to be `[key.name]` but are headed `[staff-savina]`, `[savina]` or
    /// `[stuff.savina]`. Reports each and reads it as it was meant.
    pub(super) fn strays_of(&self, key: &'static str) -> Vec<(Placed<String>, TomlTable<'r>)> {
        let mut out = Vec::new();
        for (name, value) in self.entries {
            let written = name.get_ref().as_ref();
            let Some(table) = value.get_ref().as_table().filter(|_| written != key) else {
                continue;
            };
            let mut take = |own: &str, value: &Spanned<DeValue<'r>>, table| {
                let path = self.path.key(key).name(own);
                let placed = Placed {
                    value: own.to_owned(),
                    place: self.place_of(name.span(), path.clone()),
                };
                let section = format!("[{key}.…]");
                out.push((placed, self.inner(section, path, table, value.span())));
            };
            let is_person = |table: &DeTable<'_>| {
                ["name", "position"]
                    .iter()
                    .all(|field| table.iter().any(|(k, _)| k.get_ref() == field))
            };
            let of_tables: Vec<_> = table
                .iter()
                .filter_map(|(k, v)| Some((k, v, v.get_ref().as_table()?)))
                .collect();
            let meant = if is_person(table) {
                let own = written
                    .strip_prefix(key)
                    .map(|rest| rest.trim_start_matches(['-', '_', ' ', '.']))
                    .filter(|rest| !rest.is_empty())
                    .unwrap_or(written);
                take(own, value, table);
                format!("{key}.{own}")
            } else if !of_tables.is_empty() && of_tables.iter().all(|(.., t)| is_person(t)) {
                for (own, value, table) in of_tables {
                    take(own.get_ref(), value, table);
                }
                key.to_owned()
            } else {
                continue;
            };
            self.strays.borrow_mut().insert(written.to_owned());
            self.report(
                Problem::new(Code::UnknownKey, format!("неизвестный раздел «{written}»"))
                    .at(&self.place_of(name.span(), self.path.name(written)))
                    .label("такого раздела здесь нет")
                    .hint(misspelt::section(&meant, written)),
            );
        }
        out
    }

    /// Whether a section of this name was read as one of [`Self::strays_of`].
    pub(super) fn is_stray(&self, name: &str) -> bool {
        self.strays.borrow().contains(name)
    }

    /// The full name in a section's heading; `key` for an inline table.
    pub(super) fn heading(&self, key: &str, span: Range<usize>) -> String {
        let written = self
            .reader
            .written_text(self.file, span)
            .unwrap_or_default();
        let line = written.lines().next().unwrap_or_default();
        Heading::read(line).map_or_else(|| key.to_owned(), |heading| heading.name)
    }

    /// Whether the table has none of these keys.
    pub(crate) fn is_without(&self, keys: &[&str]) -> bool {
        self.entries
            .iter()
            .all(|(key, _)| !keys.contains(&key.get_ref().as_ref()))
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        self.check_unknown();
    }

    /// Reports every key that nobody asked for. One that was meant for a missing key is reported once,
    /// with that key as advice.
    pub fn check_unknown(&self) {
        let asked = self.asked.borrow();
        let strange: Vec<_> = self
            .entries
            .iter()
            .filter(|(key, _)| {
                !asked.contains(key.get_ref().as_ref()) && !self.is_stray(key.get_ref())
            })
            .collect();
        if strange.is_empty() {
            return;
        }
        // A section that may stand several times is never there too often.
        let is_repeated = |value: &DeValue<'_>| {
            let items = value.as_array();
            items.is_some_and(|items| items.iter().any(|it| it.get_ref().is_table()))
        };
        let has_repeated = strange
            .iter()
            .any(|(_, value)| is_repeated(value.get_ref()));
        let mut absent: Vec<&str> = asked.iter().copied().collect();
        absent.retain(|key| {
            let own = self.entries.iter().find(|(k, _)| k.get_ref() == *key);
            own.is_none_or(|(_, value)| has_repeated && is_repeated(value.get_ref()))
        });
        let strange: Vec<_> = strange.into_iter().map(|(key, _)| key).collect();
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
        let hints = self.without_heading(&strange, &asked, hints);
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

    /// `[pair]` above the fields of the file itself: nothing of it is missing, the heading is too
    /// much.
    fn without_heading(
        &self,
        strange: &[&Spanned<toml::de::DeString<'_>>],
        asked: &BTreeSet<&'static str>,
        mut hints: Vec<Advice>,
    ) -> Vec<Advice> {
        const FEW: usize = 2;
        for (key, hint) in strange.iter().zip(&mut hints) {
            let value = self.entries.get(key.get_ref().as_ref());
            let Some(table) = value.and_then(|it| it.get_ref().as_table()) else {
                continue;
            };
            let own: Vec<&'static str> = asked
                .iter()
                .copied()
                .filter(|key| table.contains_key(*key) && !self.entries.contains_key(*key))
                .collect();
            let is_of_file = self
                .lacking
                .borrow()
                .iter()
                .any(|(key, _)| own.contains(key));
            if own.len() >= FEW && is_of_file && self.section.is_empty() {
                self.withdraw(&own);
                *hint = format!(
                    "уберите строку с названием раздела [{}]: поля под ней – это поля всего файла",
                    key.get_ref()
                )
                .into();
            }
        }
        hints
    }

    /// Withdraws the reports that these keys are missing.
    pub(super) fn withdraw(&self, keys: &[&'static str]) {
        let places: Vec<Place> = keys.iter().map(|key| self.place_of_missing(key)).collect();
        self.reader.problems.borrow_mut().retain(|p| {
            let is_of_these = p.place.as_ref().is_some_and(|place| places.contains(place));
            !(p.code == Code::MissingKey && is_of_these)
        });
    }
}

pub(super) fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "текст",
        DeValue::Integer(_) | DeValue::Float(_) => "число",
        DeValue::Boolean(_) => "да/нет (true, false)",
        DeValue::Datetime(_) => "дата",
        DeValue::Array(_) => "список",
        DeValue::Table(_) => "раздел с полями",
    }
}

#[cfg(test)]
mod tests;
