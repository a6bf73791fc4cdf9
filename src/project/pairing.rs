//! `pairings/*.toml`: one mentoring pair or group and its program.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};

use super::approval::Approval;
use super::mentorship::{self, Labour, Mentorship};
use super::own_values::{OwnValues, own_values};
use super::staff::{Person, Staff, person_at};
use crate::digest::digest;
use crate::fields::{self, Field, Kind};
use crate::problem::{Audience, FileId, Place, Placed};
use crate::reader::{Reader, TomlTable, When, is_of_years, last_day_in, period_in, years_in};

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
    /// What each mentor has of his own: first what the file tells of single mentors, then those of
    /// whom the pair as a whole tells.
    pub mentorships: Vec<Mentorship>,
    /// Where the file tells of the papers of all its mentors at once.
    pub shared_labour: Option<Place>,
    pub note: Note,
    pub activities: Vec<PlanActivity>,
    /// Texts of the program that name orders: kept when the rest of it is let go.
    pub naming_orders: Vec<Placed<String>>,
    /// Values of fields that the edition adds.
    pub own: OwnValues,
    /// Fingerprint of the relevance, which stays when the note goes.
    pub relevance: Option<Placed<String>>,
    /// The form of doing the work, of which contracts speak too; it stays as well.
    pub doing: Option<Placed<String>>,
    pub mode: Option<Placed<String>>,
}

/// Surnames named on one side of a group; the others are counted.
pub const MOST_SURNAMES: usize = 3;

impl Pairing {
    /// What a reader knows it by: «petrova-sidorov» in files, «Петрова — Сидоров» elsewhere.
    pub fn called(&self, reader: Audience) -> String {
        match reader {
            Audience::Page => format!("«{}»", self.sides(|it| it.name.surname.clone())),
            Audience::Files | Audience::Workbook => format!("«{}»", self.stem),
        }
    }

    /// Mentors and mentees by their names.
    pub fn sides(&self, name: impl Fn(&Person) -> String) -> String {
        let side = |people: &[Placed<Arc<Person>>]| {
            let named = people.iter().take(MOST_SURNAMES);
            let mut out = named
                .map(|it| name(&it.value))
                .collect::<Vec<_>>()
                .join(", ");
            if people.len() > MOST_SURNAMES {
                out.push_str(&format!(" и ещё {}", people.len() - MOST_SURNAMES));
            }
            out
        };
        format!("{} — {}", side(&self.mentors), side(&self.mentees))
    }

    /// The first day of the period: as a date, or where its words are two dates.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.days().map(|(from, _)| from)
    }

    /// First and last day of the period, as far as they are dates.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        match self.period.as_deref()? {
            When::Span { from, to } => Some((*from, *to)),
            When::Printed(text) => period_in(text),
            When::Day(_) => None,
        }
    }

    /// Whether the period goes on after a day, by what its words name at the latest: a day, or a
    /// year alone.
    pub fn lasts_beyond(&self, day: NaiveDate) -> bool {
        match self.period.as_deref() {
            Some(When::Span { to, .. }) => *to > day,
            Some(When::Printed(text)) => {
                let year = || years_in(text).last().copied();
                let in_years =
                    || year().map_or_else(|| is_of_years(text), |last| last > day.year());
                last_day_in(text).map_or_else(in_years, |last| last > day)
            }
            Some(When::Day(_)) | None => false,
        }
    }

    /// Lets go of what only the program itself says. Thousands of pairings stay small so;
    /// [`super::reread`] brings it back.
    pub fn shed(&mut self) {
        let activities = self.activities.iter();
        let activities =
            activities.flat_map(|it| [Some(&it.name), it.result.as_ref()].into_iter().flatten());
        let texts = self.note.texts().chain(activities);
        let naming = texts.filter(|it| it.contains("риказ"));
        self.naming_orders = naming.cloned().collect();
        (self.note, self.activities) = Default::default();
    }

    /// The file of the order that fixes the pair, where one is named.
    pub fn order(&self) -> Option<&str> {
        self.order_place().map(|o| o.value.as_str())
    }

    /// Whether the file tells who mentored when.
    pub fn has_history(&self) -> bool {
        let own = || self.mentorships.iter().filter(|m| m.is_own);
        own().any(|m| m.has_term() || !self.is_mentor(&m.mentor.key))
    }

    /// Whether someone mentors here now.
    pub fn is_mentor(&self, key: &str) -> bool {
        self.mentors.iter().any(|mentor| mentor.key == key)
    }

    /// When somebody consented to mentor here. What the pair says of its mentor is also known of
    /// one whom an order puts in his place.
    pub fn consent_of(&self, key: &str) -> Option<&Placed<When>> {
        match self.mentorship_of(key) {
            Some(mentorship) => mentorship.consent.as_ref(),
            None => consent_of(self.basis.as_ref()),
        }
    }

    /// The last mentorship of somebody here.
    pub fn mentorship_of(&self, key: &str) -> Option<&Mentorship> {
        let mut last = self.mentorships.iter().rev();
        last.find(|mentorship| mentorship.mentor.key == key)
    }

    /// The same, with the place where the pairing names it.
    pub fn order_place(&self) -> Option<&Placed<String>> {
        self.approval()?.order.as_ref()
    }

    /// Where it is written why the mentors act.
    pub fn basis_place(&self) -> Option<&Place> {
        match self.basis.as_ref()? {
            Basis::Printed(text) => Some(&text.place),
            Basis::Order {
                approval,
                title,
                consent,
            } => {
                let of_order = approval.place.as_ref();
                of_order
                    .or_else(|| title.as_ref().map(|it| &it.place))
                    .or_else(|| consent.as_ref().map(|it| &it.place))
            }
        }
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

    /// Every text of it, the items of its lists too.
    pub fn texts(&self) -> impl Iterator<Item = &Placed<String>> {
        self.0.values().flat_map(|part| match part {
            NotePart::Text(text) => std::slice::from_ref(&**text),
            NotePart::List(items) => items.as_slice(),
        })
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
    table: &TomlTable<'_>,
    file: FileId,
    stem: &str,
    staff: &Staff,
) -> Pairing {
    let note = table.table("note").map(read_note).unwrap_or_default();
    let mentors = people(reader, table, "mentors", "наставник", staff);
    let basis = table.table_or_text("basis").map(|basis| {
        if let Err(words) = &basis {
            table.tell_no_ground("basis", words);
        }
        read_basis(basis)
    });
    let labour = table.table("labour").map(|labour| {
        let read = (labour.place(), mentorship::read_labour(reader, &labour));
        labour.finish();
        read
    });
    let own = table
        .tables("mentorship")
        .into_iter()
        .filter_map(|own| mentorship::read(reader, own, staff))
        .collect();
    let mentorships = mentorships(
        own,
        &mentors,
        consent_of(basis.as_ref()),
        labour.as_ref().map(|(_, labour)| labour),
    );
    // A section that was emptied when each mentor got one of his own tells nobody anything.
    let is_told = |labour: &Labour| !labour.is_silent() || mentorships.iter().any(|it| !it.is_own);
    let labour = labour.filter(|(_, labour)| is_told(labour));
    let pairing = Pairing {
        file,
        place: table.place(),
        stem: stem.to_owned(),
        shared_labour: labour.map(|(place, _)| place),
        mentorships,
        mentors,
        mentees: people(reader, table, "mentees", "наставляемый", staff),
        form: table.line("form"),
        kind: table.line("kind"),
        model: table.line("model"),
        group: table.line("group"),
        basis,
        period: period_of(table),
        own: own_values(table),
        doing: note.text("interaction").cloned(),
        mode: note.text("mode").cloned(),
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
        naming_orders: Vec::new(),
    };
    table.check_unknown();
    pairing
}

fn consent_of(basis: Option<&Basis>) -> Option<&Placed<When>> {
    match basis? {
        Basis::Order { consent, .. } => consent.as_ref(),
        Basis::Printed(_) => None,
    }
}

/// A mentorship for everybody who mentors or has mentored. What the pair says as a whole goes to
/// those of its mentors of whom nothing is told apart.
fn mentorships(
    mut own: Vec<Mentorship>,
    mentors: &[Placed<Arc<Person>>],
    consent: Option<&Placed<When>>,
    labour: Option<&Labour>,
) -> Vec<Mentorship> {
    let others: Vec<Mentorship> = mentors
        .iter()
        .filter(|mentor| own.iter().all(|m| m.mentor.key != mentor.key))
        .map(|mentor| Mentorship::of_pair(mentor, consent, labour))
        .collect();
    // The consent of a single mentor may stand with the basis as ever.
    if let [mentor] = mentors
        && let Some(last) = own.iter_mut().rfind(|m| m.mentor.key == mentor.key)
        && last.consent.is_none()
    {
        last.consent = consent.cloned();
    }
    own.extend(others);
    own
}

fn people(
    reader: &Reader<'_>,
    table: &TomlTable<'_>,
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

/// The term, of which words that say nothing are told.
fn period_of(table: &TomlTable<'_>) -> Option<Placed<When>> {
    let period = table.when("period")?;
    if let When::Printed(text) = &period.value {
        let text = Placed {
            value: text.clone(),
            place: period.place.clone(),
        };
        table.tell_no_words(
            "period",
            "срока",
            &text,
            "{ from = 2026-09-01, to = 2027-05-31 }",
        );
    }
    Some(period)
}

fn read_basis(basis: Result<TomlTable<'_>, Placed<String>>) -> Basis {
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

pub(super) fn read_note(table: TomlTable<'_>) -> Note {
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

pub(super) fn read_activity(table: TomlTable<'_>) -> PlanActivity {
    let block = table.required_line("block", "блок плана");
    if block.is_none() {
        table.show_block();
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
