//! `pairings/*.toml`: one mentoring pair or group and its program.

use std::sync::Arc;

use super::organization::{Person, Staff, person};
use crate::problem::{FileId, Placed};
use crate::reader::{Reader, Table, When};

#[derive(Debug)]
pub struct Pairing {
    pub file: FileId,
    /// Name of the file without its ending: the pairing's own key.
    pub stem: String,
    /// Everyone found in the staff list, with the place where the file names them.
    pub mentors: Vec<Placed<Arc<Person>>>,
    pub mentees: Vec<Placed<Arc<Person>>>,
    /// Form of mentoring, clause 1.17 of the regulation.
    pub form: Option<Placed<String>>,
    /// Kind of mentoring, clause 1.18 of the regulation.
    pub kind: Option<Placed<String>>,
    pub basis: Option<Basis>,
    pub period: Option<When>,
    pub note: Note,
    pub activities: Vec<PlanActivity>,
}

/// Why the mentor acts: the order that fixes the pair.
#[derive(Debug)]
pub enum Basis {
    Order {
        number: Option<String>,
        date: Option<When>,
        title: Option<String>,
        /// Date of the mentor's written consent (Labour Code, art. 351.8).
        consent: Option<When>,
    },
    /// As it is to be printed.
    Printed(String),
}

/// The explanatory note, part by part; a part that is absent stays blank on the form.
#[derive(Debug, Default)]
pub struct Note {
    pub relevance: Option<String>,
    pub aim: Option<String>,
    pub tasks: Vec<String>,
    pub interaction: Option<String>,
    pub interim_results: Option<String>,
    pub planned_results: Option<String>,
    pub schedule: Option<String>,
    pub mode: Option<Placed<String>>,
    pub conditions: Option<String>,
}

#[derive(Debug)]
pub struct PlanActivity {
    /// Key of a block of the form, or of a part of one.
    pub block: Option<Placed<String>>,
    pub name: String,
    pub term: Option<When>,
    pub result: Option<String>,
    pub format: Option<Placed<String>>,
}

pub(super) fn read(reader: &Reader<'_>, table: &Table<'_>, file: FileId, stem: &str, staff: &Staff) -> Pairing {
    let pairing = Pairing {
        file,
        stem: stem.to_owned(),
        mentors: people(reader, table, "mentors", "наставник", staff),
        mentees: people(reader, table, "mentees", "наставляемый", staff),
        form: table.line("form"),
        kind: table.line("kind"),
        basis: table.table_or_text("basis").map(read_basis),
        period: table.when("period").map(|p| p.value),
        note: table.table("note").map(read_note).unwrap_or_default(),
        activities: table.tables("activity").into_iter().map(read_activity).collect(),
    };
    table.check_unknown();
    pairing
}

fn people(reader: &Reader<'_>, table: &Table<'_>, key: &'static str, what: &str, staff: &Staff) -> Vec<Placed<Arc<Person>>> {
    let keys = table.required_texts(key, what).map(|list| list.value).unwrap_or_default();
    keys.into_iter().filter_map(|key| person(reader, staff, &key).map(|found| Placed { value: found, place: key.place })).collect()
}

fn read_basis(basis: Result<Table<'_>, Placed<String>>) -> Basis {
    match basis {
        Err(text) => Basis::Printed(text.value),
        Ok(table) => {
            let order = Basis::Order {
                number: table.line("number").map(|t| t.value),
                date: table.day("date").map(|d| d.value),
                title: table.line("title").map(|t| t.value),
                consent: table.day("consent").map(|d| d.value),
            };
            table.finish();
            order
        }
    }
}

fn read_note(table: Table<'_>) -> Note {
    let text = |key| table.text(key).map(|t| t.value);
    let note = Note {
        relevance: text("relevance"),
        aim: text("aim"),
        tasks: table.texts("tasks").map(|list| list.value.into_iter().map(|t| t.value).collect()).unwrap_or_default(),
        interaction: text("interaction"),
        interim_results: text("interim_results"),
        planned_results: text("planned_results"),
        schedule: text("schedule"),
        mode: table.line("mode"),
        conditions: text("conditions"),
    };
    table.finish();
    note
}

fn read_activity(table: Table<'_>) -> PlanActivity {
    let activity = PlanActivity {
        block: table.required_line("block", "блок плана"),
        name: table.required_text("name", "наименование мероприятия").map(|t| t.value).unwrap_or_default(),
        term: table.when("term").map(|t| t.value),
        result: table.text("result").map(|t| t.value),
        format: table.line("format"),
    };
    table.finish();
    activity
}
