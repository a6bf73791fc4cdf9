//! `pairings/*.toml`: one mentoring pair or group and its program.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::organization::{Person, Staff, person_at};
use super::roadmap::Approval;
use crate::digest::digest;
use crate::fields::{self, Field, Kind};
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
    pub fn consent(&self) -> Option<&Placed<When>> {
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
#[expect(
    clippy::large_enum_variant,
    reason = "a pairing has one, and nearly always the larger"
)]
pub enum Basis {
    Order {
        approval: Approval,
        title: Option<Placed<String>>,
        /// Date of the mentor's written consent (Labour Code, art. 351.8).
        consent: Option<Placed<When>>,
    },
    /// As it is to be printed.
    Printed(Placed<String>),
}

/// What the papers of article 351.8 of the Labour Code need.
#[derive(Debug, Clone, Default)]
pub struct Labour {
    /// Size and conditions of the payment.
    pub pay: Option<Placed<String>>,
    /// Number and date of the additional agreement.
    pub agreement: Approval,
    /// The employer cancels: date of the notice, and from which day.
    pub notice: Option<Ending>,
    /// The mentor refuses.
    pub refusal: Option<Ending>,
}

#[derive(Debug, Clone)]
pub struct Ending {
    pub date: Option<Placed<When>>,
    pub day: Option<Placed<When>>,
    pub place: Place,
}

/// The explanatory note, part by part, by the keys of the table of fields; a part that is absent
/// stays blank on the form.
#[derive(Debug, Clone, Default)]
pub struct Note(BTreeMap<&'static str, NotePart>);

#[derive(Debug, Clone)]
pub enum NotePart {
    Text(Box<Placed<String>>),
    List(Vec<Placed<String>>),
}

impl Note {
    pub fn part(&self, key: &str) -> Option<&NotePart> {
        self.0.get(key)
    }

    /// A part that is one text.
    pub fn text(&self, key: &str) -> Option<&Placed<String>> {
        match self.part(key)? {
            NotePart::Text(text) => Some(text),
            NotePart::List(_) => None,
        }
    }

    /// The items of a part that is a list.
    pub fn items(&self, key: &str) -> &[Placed<String>] {
        match self.part(key) {
            Some(NotePart::List(items)) => items,
            Some(NotePart::Text(_)) | None => &[],
        }
    }

    /// What everybody may read of it.
    #[must_use]
    pub fn public(&self) -> Self {
        let personal = |key: &str| fields::note().any(|(own, f)| own == key && f.is_personal);
        let public = self.0.iter().filter(|(key, _)| !personal(key));
        Self(public.map(|(key, part)| (*key, part.clone())).collect())
    }
}

#[derive(Debug, Clone)]
pub struct PlanActivity {
    /// Key of a block of the form, or of a part of one.
    pub block: Option<Placed<String>>,
    pub name: Placed<String>,
    pub term: Option<Placed<When>>,
    pub result: Option<Placed<String>>,
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
        relevance: note.text("relevance").map(|text| Placed {
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
        .filter_map(|key| person_at(reader, staff, key))
        .collect()
}

fn read_basis(basis: Result<Table<'_>, Placed<String>>) -> Basis {
    match basis {
        Err(text) => Basis::Printed(text),
        Ok(table) => {
            let order = Basis::Order {
                approval: Approval::read(&table),
                title: table.line("title"),
                consent: table.day("consent"),
            };
            table.finish();
            order
        }
    }
}

fn read_labour(table: Table<'_>) -> Labour {
    let ending = |it: Table<'_>| {
        let ending = Ending {
            date: it.day("date"),
            day: it.day("day"),
            place: it.place(),
        };
        it.finish();
        ending
    };
    let agreement = |it: Table<'_>| {
        let agreement = Approval {
            order: None,
            number: it.paper_number("number"),
            date: it.day("date"),
            place: Some(it.place()),
        };
        it.finish();
        agreement
    };
    let labour = Labour {
        pay: table.line("pay"),
        agreement: table.table("agreement").map(agreement).unwrap_or_default(),
        notice: table.table("notice").map(ending),
        refusal: table.table("refusal").map(ending),
    };
    table.finish();
    labour
}

fn read_note(table: Table<'_>) -> Note {
    let items = |key| {
        let items = table.texts(key)?.value;
        for item in &items {
            table.reader().tell_own_number(key, item);
        }
        Some(items)
    };
    let part = |(key, field): (&'static str, &Field)| {
        let part = match field.kind {
            Kind::Lines => NotePart::List(items(key)?),
            Kind::Line => NotePart::Text(table.line(key)?.into()),
            _ => NotePart::Text(table.text(key)?.into()),
        };
        Some((key, part))
    };
    let note = Note(fields::note().filter_map(part).collect());
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
        name: table.or_empty(name),
        term: table.when("term"),
        result: table.text("result"),
        format: table.line("format"),
    };
    table.finish();
    activity
}
