//! One file's way into the new year.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDate, Weekday};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::old_orders;
use super::standing::Why;
use super::turn::{Gone, Turn, parse, running_until, stem};
use super::years::{Moved, move_years, moved};
use crate::edit::Patch;
use crate::fields::{self, Kind, NewYear, Offer, OwnField, OwnKind, OwnOf, Turned};

type Value<'v> = Spanned<DeValue<'v>>;

/// Whether a value has a place in the new year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    Goes,
}

pub(super) struct Pass<'a> {
    edits: Patch<'a>,
    kind: FileKind,
    turn: Turn,
    gone: &'a Gone,
    /// Who mentors the pair in the new year.
    mentors: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Organization,
    Roadmap,
    Pairing,
    /// Its program began earlier and goes on: its dates stand.
    RunningPairing,
    /// The school's own wording: cases with notes and plans as pairs have them.
    Bank,
    Order,
    /// The school's own clauses: texts, and nothing that has a fate of its own.
    Regulation,
}

impl FileKind {
    /// The kind of file in the table of fields.
    fn file(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Roadmap => "roadmap",
            Self::Pairing | Self::RunningPairing | Self::Bank => "pairing",
            Self::Order => "order",
            Self::Regulation => "regulation",
        }
    }
}

impl<'a> Pass<'a> {
    /// What to change in a file of a project.
    pub(super) fn over(file: &str, text: &'a str, turn: Turn, gone: &'a Gone) -> Patch<'a> {
        let table = parse(text);
        let running = running_until(&table, turn);
        let kind = match file.split_once('/') {
            Some(("pairings", _)) if running.is_some() => FileKind::RunningPairing,
            Some(("pairings", _)) => FileKind::Pairing,
            Some(_) => FileKind::Order,
            None if stem(file) == "roadmap" => FileKind::Roadmap,
            None if stem(file) == "bank" => FileKind::Bank,
            None if stem(file) == "regulation" => FileKind::Regulation,
            None => FileKind::Organization,
        };
        let mut pass = Self {
            edits: Patch::new(text),
            kind,
            turn,
            gone,
            mentors: mentors_after(&table),
        };
        if kind == FileKind::Regulation {
            pass.texts(&table);
            return pass.edits;
        }
        pass.lines(&[], &table);
        if let Some(day) = running.filter(|_| kind == FileKind::RunningPairing) {
            let until = day.format("%d.%m.%Y");
            pass.edits.remark(
                0,
                format!("программа продолжается до {until}: сроки и основание оставлены прежними"),
            );
            old_orders::keep(&mut pass.edits, &table, gone);
        }
        pass.look_at(&table);
        pass.edits
    }

    /// All texts of a table, however deep they stand.
    fn texts(&mut self, table: &DeTable<'_>) {
        let mut values: Vec<&Value<'_>> = sorted(table).iter().map(|(_, value)| *value).collect();
        values.reverse();
        while let Some(value) = values.pop() {
            match value.get_ref() {
                DeValue::String(text) => {
                    self.told_leavers(text, value.span().start);
                    self.move_text(text, value.span(), false);
                }
                DeValue::Array(items) => values.extend(items.iter().rev()),
                DeValue::Table(inner) => values.extend(inner.values()),
                _ => {}
            }
        }
    }

    /// What nobody but a person can settle.
    fn look_at(&mut self, table: &DeTable<'_>) {
        for (key, value) in sorted(table) {
            let turned = self.turned(&[key.get_ref().as_ref()], value);
            if let Some(look) = turned.and_then(|turned| turned.look) {
                self.edits.remark(key.span().start, look);
            }
        }
    }

    /// The field that the edition adds under a key.
    fn own(&self, path: &[&str]) -> Option<&'a OwnField> {
        let (of, key) = OwnOf::of_path(self.kind.file(), path)?;
        let mut known = self.gone.own.iter();
        known.find(|field| field.of == of && field.key == key)
    }

    /// What the table of fields says of a key.
    fn turned(&self, whole: &[&str], value: &Value<'_>) -> Option<Turned> {
        let is_table = match value.get_ref() {
            DeValue::Table(_) => true,
            DeValue::Array(items) => items.iter().any(|item| item.get_ref().is_table()),
            _ => false,
        };
        let of_case = whole.strip_prefix(&["case"]);
        let path = of_case.filter(|_| self.kind == FileKind::Bank);
        let path = path.unwrap_or(whole);
        fields::at(self.kind.file(), &path.join("."), is_table)
    }

    /// A table whose entries stand in lines of their own.
    fn lines(&mut self, path: &[&str], table: &DeTable<'_>) {
        for (key, value) in sorted(table) {
            let path = [path, &[key.get_ref().as_ref()]].concat();
            if self.value(&path, value) == Fate::Goes {
                self.remove(&path, key.span().start, value);
            }
        }
    }

    fn remove(&mut self, path: &[&str], at: usize, value: &Value<'_>) {
        self.told_missing(path, value, at);
        let own_lines = value
            .get_ref()
            .as_table()
            .filter(|_| !self.is_inline(value));
        let Some(table) = own_lines else {
            self.edits.remove_lines(at..value.span().end);
            return;
        };
        let has_heading = self.edits.source(&value.span()).starts_with('[');
        let mut end = value.span().end;
        for (key, inner) in sorted(table) {
            let inner_path = [path, &[key.get_ref().as_ref()]].concat();
            if has_heading && !self.has_heading(inner) {
                end = end.max(inner.span().end);
            } else {
                self.remove(&inner_path, key.span().start, inner);
            }
        }
        if has_heading {
            self.edits.remove_section(value.span().start..end);
        }
    }

    /// What a removed key leaves to be done.
    fn told_missing(&mut self, path: &[&str], value: &Value<'_>, at: usize) {
        if let Some(gone) = self.turned(path, value).and_then(|turned| turned.gone) {
            self.edits.remark(at, gone);
        }
        // What goes with its person needs no word of its own.
        let leaves = |key: &&str| self.gone.leavers.contains_key(*key);
        let of_leaver = self.kind == FileKind::Organization && path.get(1).is_some_and(leaves);
        if let Some(own) = self.own(path).filter(|_| !of_leaver) {
            let text = format!(
                "«{}» – сведения прошлого года, они не перенесены: впишите новые",
                own.title
            );
            self.edits.remark(at, text);
        }
    }

    fn value(&mut self, path: &[&str], value: &Value<'_>) -> Fate {
        if self.goes(path, value) {
            return Fate::Goes;
        }
        // What the edition adds moves only where it says so.
        let own = self.own(path);
        if own.is_some_and(|field| field.new_year != Some(NewYear::Moves)) {
            return Fate::Stays;
        }
        let is_list = value.get_ref().as_array().is_some();
        let is_of_mentors = path == ["mentors"] && is_list && self.kind == FileKind::Pairing;
        if is_of_mentors && self.took_over(value) {
            return Fate::Stays;
        }
        match value.get_ref() {
            DeValue::Datetime(_) | DeValue::String(_) if self.is_of_no_year(path, value) => {}
            DeValue::Datetime(_) => self.date(value),
            DeValue::String(text) => self.text(path, text, value),
            DeValue::Array(items) if items.iter().any(|item| self.has_heading(item)) => {
                for (i, item) in items.iter().enumerate() {
                    if path == ["mentorship"] && self.is_over(item, &items[i + 1..]) {
                        self.remove(path, item.span().start, item);
                    } else if let Some(table) = item.get_ref().as_table() {
                        self.lines(path, table);
                    }
                }
            }
            DeValue::Array(items) => {
                let items: Vec<(Range<usize>, &Value<'_>)> =
                    items.iter().map(|item| (item.span(), item)).collect();
                return fate(&self.list(&items, |_| path.to_vec()));
            }
            DeValue::Table(table) if self.is_inline(value) => {
                let entries = sorted(table);
                let items: Vec<(Range<usize>, &Value<'_>)> = entries
                    .iter()
                    .map(|(key, value)| (key.span().start..value.span().end, *value))
                    .collect();
                let path_of = |i: usize| [path, &[entries[i].0.get_ref().as_ref()]].concat();
                let goes = self.list(&items, path_of);
                for (i, (span, item)) in items.iter().enumerate().filter(|(i, _)| goes[*i]) {
                    self.told_missing(&path_of(i), item, span.start);
                }
                return fate(&goes);
            }
            // What a new pair began with last year is no section without it.
            DeValue::Table(table) if path == ["defaults"] => {
                let goes =
                    |(key, value): Entry<'_, '_>| self.goes(&["defaults", key.get_ref()], value);
                if sorted(table).into_iter().all(goes) {
                    return Fate::Goes;
                }
                self.lines(path, table);
            }
            DeValue::Table(table) => self.lines(path, table),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) => {}
        }
        Fate::Stays
    }

    /// The items of a list, or the entries of a table in braces: which of them went.
    fn list<'p>(
        &mut self,
        items: &[(Range<usize>, &Value<'_>)],
        path: impl Fn(usize) -> Vec<&'p str>,
    ) -> Vec<bool> {
        let goes: Vec<bool> = items
            .iter()
            .enumerate()
            .map(|(i, (_, item))| self.value(&path(i), item) == Fate::Goes)
            .collect();
        let spans: Vec<Range<usize>> = items.iter().map(|(span, _)| span.clone()).collect();
        self.edits.remove_items(&spans, &goes);
        goes
    }

    /// Puts in those who mentored the pair at the end of the old year, if they are others than its
    /// program names.
    fn took_over(&mut self, value: &Value<'_>) -> bool {
        let heirs: Vec<String> = self.mentors.clone();
        let known = keys_in(Some(value));
        let stay: Vec<&String> = heirs
            .iter()
            .filter(|key| !self.gone.leavers.contains_key(*key))
            .collect();
        if heirs == known || stay.is_empty() {
            return false;
        }
        let keys: Vec<String> = stay.iter().map(|key| format!("\"{key}\"")).collect();
        self.edits
            .replace(value.span(), format!("[{}]", keys.join(", ")));
        self.edits.remark(
            value.span().start,
            "наставник в прошлом году сменился: названы те, кто работал в конце года",
        );
        true
    }

    /// Whether a mentorship is history in the new year: that of somebody who mentors no more, or an
    /// earlier one of who goes on.
    fn is_over(&self, mentorship: &Value<'_>, later: &[Value<'_>]) -> bool {
        let mentor = mentor_of(mentorship);
        let goes_on = mentor.is_some_and(|key| {
            self.mentors.iter().any(|own| own == key) && !self.gone.leavers.contains_key(key)
        });
        let is_last = later.iter().all(|other| mentor_of(other) != mentor);
        self.kind != FileKind::RunningPairing && !(goes_on && is_last)
    }

    /// What belongs to the old year or to people who left.
    fn goes(&self, path: &[&str], value: &Value<'_>) -> bool {
        if let (FileKind::Organization, ["staff", key]) = (self.kind, path) {
            return self.gone.leavers.contains_key(*key);
        }
        if let Some(own) = self.own(path) {
            let is_leaver = |key| self.gone.leavers.contains_key(key);
            let is_gone =
                own.kind == OwnKind::Person && value.get_ref().as_str().is_some_and(is_leaver);
            return is_gone || own.new_year == Some(NewYear::Goes);
        }
        let Some(turned) = self.turned(path, value) else {
            return false;
        };
        let is_running = self.kind == FileKind::RunningPairing;
        let is_old = turned.new_year == Some(NewYear::Goes) && !is_running;
        let names = |it: &dyn Fn(&str) -> bool| value.get_ref().as_str().is_some_and(it);
        let names_gone = turned.field.is_some_and(|field| {
            if field.kind.names_people() {
                names(&|word| self.gone.leavers.contains_key(word))
            } else if field.kind == Kind::Pairs {
                names(&|word| self.gone.pairings.contains(word))
            } else {
                let is_order = field.offer == Offer::Orders && !is_running;
                is_order && names(&|word| self.gone.orders.contains(word))
            }
        });
        is_old || names_gone
    }

    fn is_of_no_year(&self, path: &[&str], value: &Value<'_>) -> bool {
        let turned = self.turned(path, value);
        turned.is_some_and(|turned| turned.new_year == Some(NewYear::Stays))
    }

    fn date(&mut self, value: &Value<'_>) {
        if self.kind == FileKind::RunningPairing {
            return;
        }
        let source = self.edits.source(&value.span());
        let day = source
            .get(..10)
            .and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
        if let Some(new) = day.and_then(|day| moved(day, self.turn.years())) {
            self.edits.replace(
                value.span(),
                format!("{}{}", new.format("%Y-%m-%d"), &source[10..]),
            );
            self.told_day(day, new, value.span().start);
        }
    }

    /// A day that nobody would choose, or another than the one that was written.
    fn told_day(&mut self, old: Option<NaiveDate>, day: NaiveDate, at: usize) {
        if old.is_some_and(|old| old.day() != day.day()) {
            let day = day.format("%d.%m.%Y");
            let text = format!("было 29 февраля, в новом году такого дня нет: стало {day}");
            self.edits.remark(at, text);
        }
        if day.weekday() == Weekday::Sun {
            self.edits
                .remark(at, format!("{} – воскресенье", day.format("%d.%m.%Y")));
        }
    }

    fn text(&mut self, path: &[&str], text: &str, value: &Value<'_>) {
        self.told_leavers(text, value.span().start);
        if self.kind == FileKind::RunningPairing {
            return;
        }
        let is_term = self.turned(path, value).is_some_and(|turned| {
            turned.new_year == Some(NewYear::Moves)
                || turned.field.is_some_and(|field| field.kind.is_term())
        });
        self.move_text(text, value.span(), is_term || self.own(path).is_some());
    }

    /// Moves the years of a text; of a term every year, of others the school year.
    fn move_text(&mut self, text: &str, span: Range<usize>, is_term: bool) {
        let source = self.edits.source(&span);
        for format in ["%Y-%m-%d", "%d.%m.%Y"].iter().filter(|_| is_term) {
            let day = NaiveDate::parse_from_str(text.trim(), format).ok();
            if let Some((day, new)) =
                day.and_then(|day| Some((day, moved(day, self.turn.years())?)))
            {
                let (old, new_text) = (
                    day.format(format).to_string(),
                    new.format(format).to_string(),
                );
                self.edits
                    .replace(span.clone(), source.replace(&old, &new_text));
                return self.told_day(Some(day), new, span.start);
            }
        }
        let Moved {
            text: new,
            left,
            standing,
        } = move_years(source, self.turn, is_term);
        self.edits.replace(span.clone(), new);
        for (date, why) in standing {
            let words = match why {
                Why::OfPaper => "дата документа не изменена",
                Why::HasWeekday => "дата не изменена, рядом с ней назван день недели",
            };
            self.edits.remark(span.start, format!("{words}: {date}"));
        }
        let near = |year: &String| {
            // A date of two figures is of that year, or it would not be named.
            is_term
                || year.contains('.')
                || [self.turn.from.start, self.turn.from.start + 1]
                    .iter()
                    .any(|y| y.to_string() == *year)
        };
        let mut left: Vec<String> = left.into_iter().filter(near).collect();
        left.dedup();
        if !left.is_empty() {
            self.edits.remark(
                span.start,
                format!("год в тексте не изменен: {}", left.join(", ")),
            );
        }
    }

    /// A leaver named in a text, in any case: the end of a surname changes, its beginning does not.
    fn told_leavers(&mut self, text: &str, at: usize) {
        for surname in self.gone.leavers.values() {
            let letters = surname.chars().count();
            let root: String = surname
                .chars()
                .take(if letters > 5 { letters - 2 } else { letters })
                .collect();
            if !root.is_empty()
                && text
                    .split(|c: char| !c.is_alphabetic())
                    .any(|word| is_named(word, &root, letters))
            {
                self.edits.remark(
                    at,
                    format!("в тексте назван выбывший сотрудник ({surname})"),
                );
            }
        }
    }

    fn is_inline(&self, value: &Value<'_>) -> bool {
        self.edits.source(&value.span()).starts_with('{')
    }

    /// A table that begins with a heading in brackets.
    fn has_heading(&self, value: &Value<'_>) -> bool {
        value.get_ref().as_table().is_some() && self.edits.source(&value.span()).starts_with('[')
    }
}

/// Whether a word is a surname in some case, by its root and length: «Петровой» is one of «Петрова»,
/// «Петровна» is a patronymic.
fn is_named(word: &str, root: &str, letters: usize) -> bool {
    let lower = word.to_lowercase();
    let is_patronymic = ["вн", "ич", "чн"].iter().any(|mark| {
        let ends = ["", "а", "у", "ы", "е", "ой", "ою", "ем", "ом"];
        ends.iter()
            .any(|end| lower.ends_with(&format!("{mark}{end}")))
    });
    let has_it = word.starts_with(root) && word.chars().count() <= letters + 2;
    has_it && (!is_patronymic || word.chars().count() <= letters)
}

fn mentor_of<'v>(mentorship: &'v Value<'_>) -> Option<&'v str> {
    mentorship
        .get_ref()
        .as_table()?
        .get("mentor")?
        .get_ref()
        .as_str()
}

/// The words of a list.
fn keys_in(list: Option<&Value<'_>>) -> Vec<String> {
    let list = list.and_then(|it| it.get_ref().as_array());
    let keys = list.into_iter().flatten();
    keys.filter_map(|key| key.get_ref().as_str().map(ToOwned::to_owned))
        .collect()
}

/// Who mentors a pair at the end, as its file tells: of those whom the program names, who was not
/// relieved; and who came later. Those of the program where nobody was left.
pub(super) fn mentors_after(table: &DeTable<'_>) -> Vec<String> {
    let named = keys_in(table.get("mentors"));
    let mentorships = table.get("mentorship");
    let mentorships = mentorships.and_then(|it| it.get_ref().as_array());
    let mentorships: Vec<&Value<'_>> = mentorships.into_iter().flatten().collect();
    let ended = |own: &Value<'_>| {
        let table = own.get_ref().as_table();
        let has = |key: &str| table.is_some_and(|it| it.contains_key(key));
        ["relieved", "ended", "refusal", "notice"]
            .into_iter()
            .any(has)
    };
    // The last mentorship of somebody decides.
    let last = |key: &str| {
        let mut own = mentorships.iter().rev();
        own.find(|own| mentor_of(own) == Some(key))
    };
    let is_there = |key: &str| last(key).is_none_or(|own| !ended(own));
    let came = mentorships.iter().filter_map(|own| mentor_of(own));
    let mut out: Vec<String> = Vec::new();
    for key in named.iter().map(String::as_str).chain(came) {
        if is_there(key) && out.iter().all(|known| known != key) {
            out.push(key.to_owned());
        }
    }
    if out.is_empty() { named } else { out }
}

/// What is left empty goes as a whole.
fn fate(goes: &[bool]) -> Fate {
    if !goes.is_empty() && goes.iter().all(|goes| *goes) {
        Fate::Goes
    } else {
        Fate::Stays
    }
}

type Entry<'e, 'v> = (&'e Spanned<toml::de::DeString<'v>>, &'e Value<'v>);

/// As they stand in the file.
fn sorted<'e, 'v>(table: &'e DeTable<'v>) -> Vec<Entry<'e, 'v>> {
    let mut entries: Vec<Entry<'e, 'v>> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
