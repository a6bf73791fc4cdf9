//! `orders/*.toml`: the orders to issue. A number and a date stand here once; other papers refer to
//! the order by its file.

use std::sync::Arc;

use super::meant_keys::{self, Control};
use super::staff::{Person, Staff, person_at};
use crate::edition::Effect;
use crate::problem::{Audience, Code, FileId, Place, Placed, Problem};
use crate::reader::{Reader, TomlTable, When};
use crate::russian::digits;

#[derive(Debug, Clone)]
pub struct Order {
    pub file: FileId,
    /// Name of the file without its ending: the key by which other papers refer to the order.
    pub stem: String,
    /// Key of a kind of order of the edition.
    pub kind: Option<Placed<String>>,
    /// What an order of this kind does; known once the edition is.
    effect: Option<Effect>,
    pub number: Option<Placed<String>>,
    pub date: Option<Placed<When>>,
    pub heading: Option<Placed<String>>,
    pub preamble: Option<Placed<String>>,
    /// Clauses of the user's own, after those of the edition.
    pub clauses: Vec<Clause>,
    /// Whether the clauses of the edition are left out.
    pub own_clauses_only: bool,
    /// Who controls; the head where nobody is named.
    pub control: Option<Control>,
    pub signer: Option<Placed<Arc<Person>>>,
    pub executor: Option<Placed<String>>,
    /// Who signs that he has read it; nobody by an empty list, and `None` where nothing is said.
    pub acquainted: Option<Vec<Placed<Arc<Person>>>>,
    /// Appendices in place of the edition's.
    pub appendices: Option<Vec<Placed<String>>>,
    /// Whether the appendices stand in the order's own file.
    pub appendices_inside: bool,
    /// Pairings that the order is about, by the names of their files.
    pub pairings: Vec<Placed<String>>,
    /// From which day, in an order that changes or ends a pairing.
    pub day: Option<Placed<When>>,
    /// Who takes over.
    pub new_mentors: Vec<Placed<Arc<Person>>>,
    /// Whom they take over from, where the pairings name the new ones already.
    pub old_mentors: Vec<Placed<Arc<Person>>>,
}

impl Order {
    /// What a reader knows it by, after the word «приказ»: «pairs» in files, № 118-ОД от 01.09.2026
    /// elsewhere.
    pub fn called(&self, reader: Audience) -> String {
        if reader != Audience::Page {
            return format!("«{}»", self.stem);
        }
        let number = self.number.as_ref().map(|it| format!("№ {}", it.value));
        let date = self.date.as_ref().and_then(|it| match &it.value {
            When::Day(day) => Some(format!("от {}", digits(*day))),
            When::Printed(text) => Some(format!("от {text}")),
            When::Span { .. } => None,
        });
        let heading = self.heading.as_ref().map(|it| format!("«{}»", it.value));
        let said: Vec<String> = number.into_iter().chain(date).collect();
        if said.is_empty() {
            heading.unwrap_or_else(|| "без номера".to_owned())
        } else {
            said.join(" ")
        }
    }

    pub fn does(&self, effect: Effect) -> bool {
        self.effect == Some(effect)
    }

    pub(super) fn learn_effect(&mut self, effect_of: impl Fn(&str) -> Option<Effect>) {
        self.effect = self.kind.as_ref().and_then(|kind| effect_of(&kind.value));
    }

    /// The day that the order names, or its own, and where it is written.
    pub(super) fn dated(&self) -> Option<(chrono::NaiveDate, &Place)> {
        let is_day = |when: &&Placed<When>| matches!(when.value, When::Day(_));
        let day = self.day.as_ref().filter(is_day);
        let day = day.or(self.date.as_ref().filter(is_day))?;
        self.takes_effect().map(|it| (it, &day.place))
    }

    /// The day that the order names, or its own.
    pub fn takes_effect(&self) -> Option<chrono::NaiveDate> {
        let day = |when: &Option<Placed<When>>| {
            if let Some(When::Day(day)) = when.as_deref() {
                Some(*day)
            } else {
                None
            }
        };
        day(&self.day).or_else(|| day(&self.date))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub text: Placed<String>,
    pub clauses: Vec<Clause>,
}

/// Levels of numbered clauses that ГОСТ Р 7.0.97 allows.
const LEVELS: usize = 4;

pub(super) fn read(
    reader: &Reader<'_>,
    table: &TomlTable<'_>,
    file: FileId,
    stem: &str,
    staff: &Staff,
) -> Order {
    let order = Order {
        file,
        stem: stem.to_owned(),
        kind: table.required_line("kind", "вид приказа"),
        effect: None,
        number: table.paper_number("number"),
        date: table.day("date"),
        heading: heading(reader, table),
        preamble: table.text("preamble"),
        clauses: clauses(table, LEVELS),
        own_clauses_only: table.boolean("own_clauses_only").unwrap_or(false),
        control: table
            .text("control")
            .map(|text| meant_keys::control(reader, staff, text)),
        signer: table
            .line("signer")
            .and_then(|key| person_at(reader, staff, key)),
        executor: executor(reader, table, staff),
        acquainted: acquainted(reader, table, staff),
        appendices: table.texts("appendices").map(|list| list.value),
        appendices_inside: table.boolean("appendices_inside").unwrap_or(false),
        pairings: table
            .texts("pairings")
            .map(|list| list.value)
            .unwrap_or_default(),
        day: table.day("day"),
        new_mentors: people(reader, table, "new_mentors", staff),
        old_mentors: people(reader, table, "old_mentors", staff),
    };
    table.check_unknown();
    order
}

/// «О наставничестве»: a heading stands alone and begins with a capital.
fn heading(reader: &Reader<'_>, table: &TomlTable<'_>) -> Option<Placed<String>> {
    let heading = table.line("heading")?;
    let mut letters = heading.chars();
    let first = letters.next().filter(|c| c.is_lowercase());
    // «iPad» is written so.
    if let Some(first) = first.filter(|_| !letters.next().is_some_and(char::is_uppercase)) {
        let large: String = first.to_uppercase().collect();
        let problem = Problem::with(
            Code::SmallHeading,
            "heading",
            "заголовок приказа начинается со строчной буквы".to_owned(),
        );
        let hint = "пишите с прописной: «О наставничестве», «Об утверждении графика»";
        reader.report(match reader.first_letter(&heading) {
            Some(place) => problem.at(&place).hint(hint).fix(Some(large)),
            None => problem.at(&heading.place).hint(hint),
        });
    }
    Some(heading)
}

fn executor(reader: &Reader<'_>, table: &TomlTable<'_>, staff: &Staff) -> Option<Placed<String>> {
    let text = table.text("executor")?;
    meant_keys::tell_author(reader, staff, &text);
    Some(text)
}

fn people(
    reader: &Reader<'_>,
    table: &TomlTable<'_>,
    key: &'static str,
    staff: &Staff,
) -> Vec<Placed<Arc<Person>>> {
    let keys = table.texts(key).map(|list| list.value).unwrap_or_default();
    keys.into_iter()
        .filter_map(|key| person_at(reader, staff, key))
        .collect()
}

/// Whom the order names; nobody, where it names an empty list.
fn acquainted(
    reader: &Reader<'_>,
    table: &TomlTable<'_>,
    staff: &Staff,
) -> Option<Vec<Placed<Arc<Person>>>> {
    let keys = table.texts_or_nobody("acquainted")?.value;
    let is_empty = keys.is_empty();
    let known = keys
        .into_iter()
        .filter_map(|key| person_at(reader, staff, key));
    let known: Vec<_> = known.collect();
    // Of those who are unknown the reader has told.
    (is_empty || !known.is_empty()).then_some(known)
}

fn clauses(table: &TomlTable<'_>, levels: usize) -> Vec<Clause> {
    if levels == 0 {
        return Vec::new();
    }
    let one = |it: TomlTable<'_>| {
        let text = it.required_text("text", "текст пункта");
        if let Some(text) = &text {
            it.reader().tell_own_number("text", text);
        }
        let clause = Clause {
            text: it.or_empty(text),
            clauses: clauses(&it, levels - 1),
        };
        it.finish();
        clause
    };
    table.tables("clause").into_iter().map(one).collect()
}
