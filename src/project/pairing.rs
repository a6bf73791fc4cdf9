//! `pairings/*.toml`: one mentoring pair or group and its program.

use std::sync::Arc;

use super::organization::{Person, Staff, person};
use super::roadmap::Approval;
use crate::digest::digest;
use crate::problem::{FileId, Place, Placed};
use crate::reader::{Reader, Table, When};

#[derive(Debug, Clone)]
pub struct Pairing {
    pub file: FileId,
    /// Where what is missing is told.
    pub place: Place,
    /// Name of the file without its ending: the pairing's own key.
    pub stem: String,
    /// Everyone found in the staff list, with the place where the file names them.
    pub mentors: Vec<Placed<Arc<Person>>>,
    pub mentees: Vec<Placed<Arc<Person>>>,
    /// Form of mentoring, clause 1.17 of the regulation.
    pub form: Option<Placed<String>>,
    /// Kind of mentoring, clause 1.18 of the regulation.
    pub kind: Option<Placed<String>>,
    /// Model of the form, clauses 1.17.1.1 to 1.17.1.4.
    pub model: Option<Placed<String>>,
    /// Group of mentees, clause 1.12.
    pub group: Option<Placed<String>>,
    pub basis: Option<Basis>,
    pub period: Option<Placed<When>>,
    pub labour: Option<Labour>,
    pub note: Note,
    pub activities: Vec<PlanActivity>,
    /// Fingerprint of the relevance, which stays when the note goes.
    pub relevance: Option<Placed<String>>,
}

impl Pairing {
    /// Lets go of what only the program itself says. Thousands of pairings stay small so;
    /// [`super::reread`] brings it back.
    pub fn shed(&mut self) {
        (self.note, self.activities) = Default::default();
    }

    /// The file of the order that fixes the pair, where one is named.
    pub fn order(&self) -> Option<&str> {
        self.order_place().map(|o| o.value.as_str())
    }

    /// Date of the mentor's written consent.
    pub fn consent(&self) -> Option<&When> {
        match &self.basis {
            Some(Basis::Order { consent, .. }) => consent.as_ref(),
            Some(Basis::Printed(_)) | None => None,
        }
    }

    /// The same, with the place where the pairing names it.
    pub fn order_place(&self) -> Option<&Placed<String>> {
        self.approval()?.order.as_ref()
    }

    /// The order that fixes the pair.
    pub fn approval(&self) -> Option<&Approval> {
        match &self.basis {
            Some(Basis::Order { approval, .. }) => Some(approval),
            Some(Basis::Printed(_)) | None => None,
        }
    }
}

/// Why the mentor acts: the order that fixes the pair.
#[derive(Debug, Clone)]
pub enum Basis {
    Order {
        approval: Approval,
        title: Option<String>,
        /// Date of the mentor's written consent (Labour Code, art. 351.8).
        consent: Option<When>,
    },
    /// As it is to be printed.
    Printed(String),
}

/// What the papers of article 351.8 of the Labour Code need.
#[derive(Debug, Clone, Default)]
pub struct Labour {
    /// Size and conditions of the payment.
    pub pay: Option<String>,
    /// Number and date of the additional agreement.
    pub agreement: Approval,
    /// The employer cancels: date of the notice, and from which day.
    pub notice: Option<Ending>,
    /// The mentor refuses.
    pub refusal: Option<Ending>,
}

#[derive(Debug, Clone)]
pub struct Ending {
    pub date: Option<When>,
    pub day: Option<When>,
    pub place: Place,
}

/// The explanatory note, part by part; a part that is absent stays blank on the form.
#[derive(Debug, Clone, Default)]
pub struct Note {
    pub relevance: Option<Placed<String>>,
    pub aim: Option<String>,
    pub tasks: Vec<Placed<String>>,
    pub interaction: Option<String>,
    pub interim_results: Option<String>,
    pub planned_results: Option<String>,
    pub schedule: Option<String>,
    pub mode: Option<Placed<String>>,
    pub conditions: Option<String>,
}

#[derive(Debug, Clone)]
pub struct PlanActivity {
    /// Key of a block of the form, or of a part of one.
    pub block: Option<Placed<String>>,
    pub name: String,
    pub term: Option<Placed<When>>,
    pub result: Option<String>,
    pub format: Option<Placed<String>>,
}

pub(super) fn read(
    reader: &Reader<'_>,
    table: &Table<'_>,
    file: FileId,
    stem: &str,
    staff: &Staff,
) -> Pairing {
    let note = table.table("note").map(read_note).unwrap_or_default();
    let pairing = Pairing {
        file,
        place: table.place(),
        stem: stem.to_owned(),
        mentors: people(reader, table, "mentors", "наставник", staff),
        mentees: people(reader, table, "mentees", "наставляемый", staff),
        form: table.line("form"),
        kind: table.line("kind"),
        model: table.line("model"),
        group: table.line("group"),
        basis: table.table_or_text("basis").map(read_basis),
        period: table.when("period"),
        labour: table.table("labour").map(read_labour),
        relevance: note.relevance.as_ref().map(|text| Placed {
            value: digest([text.as_bytes()]),
            place: text.place.clone(),
        }),
        note,
        activities: table
            .tables("activity")
            .into_iter()
            .map(read_activity)
            .collect(),
    };
    table.check_unknown();
    pairing
}

fn people(
    reader: &Reader<'_>,
    table: &Table<'_>,
    key: &'static str,
    what: &str,
    staff: &Staff,
) -> Vec<Placed<Arc<Person>>> {
    let keys = table
        .required_texts(key, what)
        .map(|list| list.value)
        .unwrap_or_default();
    keys.into_iter()
        .filter_map(|key| {
            person(reader, staff, &key).map(|found| Placed {
                value: found,
                place: key.place,
            })
        })
        .collect()
}

fn read_basis(basis: Result<Table<'_>, Placed<String>>) -> Basis {
    match basis {
        Err(text) => Basis::Printed(text.value),
        Ok(table) => {
            let order = Basis::Order {
                approval: Approval::read(&table),
                title: table.line("title").map(|t| t.value),
                consent: table.day("consent").map(|d| d.value),
            };
            table.finish();
            order
        }
    }
}

fn read_labour(table: Table<'_>) -> Labour {
    let ending = |it: Table<'_>| {
        let ending = Ending {
            date: it.day("date").map(|d| d.value),
            day: it.day("day").map(|d| d.value),
            place: it.place(),
        };
        it.finish();
        ending
    };
    let agreement = |it: Table<'_>| {
        let agreement = Approval {
            order: None,
            number: it.paper_number("number").map(|n| n.value),
            date: it.day("date").map(|d| d.value),
            place: Some(it.place()),
        };
        it.finish();
        agreement
    };
    let labour = Labour {
        pay: table.line("pay").map(|t| t.value),
        agreement: table.table("agreement").map(agreement).unwrap_or_default(),
        notice: table.table("notice").map(ending),
        refusal: table.table("refusal").map(ending),
    };
    table.finish();
    labour
}

fn read_note(table: Table<'_>) -> Note {
    let text = |key| table.text(key).map(|t| t.value);
    let tasks = table.texts("tasks").map(|list| list.value);
    let tasks = tasks.unwrap_or_default();
    for task in &tasks {
        table.reader().tell_own_number("tasks", task);
    }
    let note = Note {
        relevance: table.text("relevance"),
        aim: text("aim"),
        tasks,
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
    let block = table.required_line("block", "блок плана");
    if block.is_none() {
        table.show_example("block", "\"I\"");
    }
    let name = table.required_text("name", "наименование мероприятия");
    if let Some(name) = &name {
        table.reader().tell_own_number("name", name);
    }
    let activity = PlanActivity {
        block,
        name: name.map(|t| t.value).unwrap_or_default(),
        term: table.when("term"),
        result: table.text("result").map(|t| t.value),
        format: table.line("format"),
    };
    table.finish();
    activity
}
