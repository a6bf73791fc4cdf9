//! Banks of mentors and mentees, the register of pairings and the curator's report: tables for the
//! paper and for Excel.

use chrono::NaiveDate;

use super::figures::figure;
use super::heading::heading_text;
use super::order::consents;
use super::people::{self, Chosen};
use super::words::{
    EPOCH, Values, composed, fill, form_cell, pieces, school_year, term_cell, user, when_in_cell,
    wording,
};
use crate::document::{Block, Cell, Column, Document, Properties, Row, Section, Table, Text};
use crate::edition::{
    BankField, BankWords, ColumnWords, Edition, RegisterField, RegisterWords, ReportField,
};
use crate::problem::{Place, Placed};
use crate::project::{Approval, Order, Pairing, Person, Project, Term};
use crate::reader::When;
use crate::russian;

/// The kinds of register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Register {
    Mentors,
    Mentees,
    Pairings,
    Report,
}

impl Register {
    pub const ALL: [Self; 4] = [Self::Mentors, Self::Mentees, Self::Pairings, Self::Report];

    pub fn file_name(self, edition: &Edition) -> &str {
        match self {
            Self::Mentors => &edition.registers.mentors.file_name,
            Self::Mentees => &edition.registers.mentees.file_name,
            Self::Pairings => &edition.registers.pairings.file_name,
            Self::Report => &edition.registers.report.file_name,
        }
    }
}

pub fn register(project: &Project, edition: &Edition, register: Register) -> Document {
    let organization = &project.organization;
    let values: Values = vec![
        (
            "organization".to_owned(),
            Some(user(&organization.in_text(russian::Case::Genitive))),
        ),
        ("school_year".to_owned(), school_year(organization)),
    ];
    let (title, columns, rows) = match register {
        Register::Report => report(project, edition),
        Register::Mentors => bank(project, &edition.registers.mentors, register),
        Register::Mentees => bank(project, &edition.registers.mentees, register),
        Register::Pairings => {
            let words = &edition.registers.pairings;
            (
                &words.title,
                words.column.iter().map(ColumnWords::to_column).collect(),
                rows(&pairing_rows(project, edition, &words.column)),
            )
        }
    };
    let title = fill(title, &values);
    let properties = Properties {
        title: title.to_plain(),
        author: organization.name_in_text().value.clone(),
        subject: register.file_name(edition).to_owned(),
        date: project.default_date().unwrap_or(EPOCH),
        identifier: format!(
            "{}/{}",
            organization.full_name.value,
            register.file_name(edition)
        ),
    };
    let summary = register.file_name(edition).to_owned();
    let blocks = vec![
        Block::Title(title),
        Block::Table(Table {
            summary,
            columns,
            rows,
            air: 0,
            is_numbered: false,
            is_whole: false,
            chart: None,
        }),
    ];
    Document::new(
        properties,
        vec![Section {
            bookmark: None,
            orientation: edition.registers.orientation,
            blocks,
            is_tight: false,
        }],
    )
}

fn bank<'e>(
    project: &Project,
    words: &'e BankWords,
    register: Register,
) -> (&'e String, Vec<Column>, Vec<Row>) {
    (
        &words.title,
        words.column.iter().map(ColumnWords::to_column).collect(),
        rows(&bank_rows(project, &words.column, register)),
    )
}

/// The other side of a pairing for everyone on one side.
fn sides(pairing: &Pairing, register: Register) -> (Vec<&Chosen>, Vec<&Chosen>) {
    let mentors = pairing.everyone_mentoring();
    let mentees = pairing.mentees.iter().collect();
    if register == Register::Mentees {
        (mentees, mentors)
    } else {
        (mentors, mentees)
    }
}

fn rows(cells: &[Vec<Cell>]) -> Vec<Row> {
    cells.iter().cloned().map(Row::Cells).collect()
}

/// The rows of a bank: everyone once, in the order of the alphabet, with everybody they are paired
/// with.
pub fn bank_rows(
    project: &Project,
    columns: &[ColumnWords<BankField>],
    register: Register,
) -> Vec<Vec<Cell>> {
    let mut people: Vec<(&Person, Vec<&Chosen>)> = Vec::new();
    for pairing in &project.pairings {
        let (own, others) = sides(pairing, register);
        for person in own {
            match people.iter_mut().find(|(known, _)| known.key == person.key) {
                Some((_, partners)) => partners.extend(&others),
                None => people.push((person, others.clone())),
            }
        }
    }
    people.sort_by_key(|(p, _)| russian::alphabetical(&p.name.full()));
    let cell = |i: usize, person: &Person, partners: &[&Chosen], field| match field {
        BankField::Number => Cell::number(i + 1),
        BankField::Name => Cell(vec![full_name(person)]),
        BankField::Position => Cell(vec![user(&person.position)]),
        BankField::Organization => Cell(person.organization.iter().map(user).collect()),
        BankField::School => Cell(vec![user(project.organization.name_in_text())]),
        BankField::Partners => Cell(partners.iter().map(|p| people::initials(p)).collect()),
        BankField::Count => Cell::plain(partners.len().to_string()),
        BankField::Blank => Cell::default(),
    };
    let row = |(i, (person, partners)): (usize, &(&Person, Vec<&Chosen>))| {
        let cells = columns.iter();
        cells.map(|c| cell(i, person, partners, c.field)).collect()
    };
    people.iter().enumerate().map(row).collect()
}

/// The rows of a register of pairings.
pub fn pairing_rows(
    project: &Project,
    edition: &Edition,
    columns: &[ColumnWords<RegisterField>],
) -> Vec<Vec<Cell>> {
    let words = &edition.registers.pairings;
    let cell = |i: usize, pairing: &Pairing, field| {
        let (_, mentees) = sides(pairing, Register::Mentors);
        let names = |people: &[&Chosen]| Cell(people.iter().map(|p| people::full(p)).collect());
        match field {
            RegisterField::Number => Cell::number(i + 1),
            RegisterField::Mentors => {
                let terms = project.terms(pairing);
                // Whose term was agreed anew goes on.
                let goes_on = |i: usize| {
                    let same = |t: &Term<'_>| t.mentor.key == terms[i].mentor.key;
                    terms[..i].iter().any(|t| same(t) && t.until.is_none())
                };
                let told = (0..terms.len()).filter(|i| !goes_on(*i));
                Cell(told.map(|i| dated(words, &terms[i])).collect())
            }
            RegisterField::Mentees => names(&mentees),
            RegisterField::Form => form_cell(pairing),
            RegisterField::Term => term_cell(pairing),
            RegisterField::Order => Cell(orders_of(project, edition, pairing)),
            RegisterField::Consent => consents(
                pairing
                    .mentorships
                    .iter()
                    .filter_map(|m| Some((&m.mentor, m.consent.as_ref()?)))
                    .collect(),
            ),
            RegisterField::School => Cell(vec![user(project.organization.name_in_text())]),
            RegisterField::Count => Cell::plain(mentees.len().to_string()),
            RegisterField::Blank => Cell::default(),
        }
    };
    let row = |(i, pairing)| columns.iter().map(|c| cell(i, pairing, c.field)).collect();
    project.pairings.iter().enumerate().map(row).collect()
}

/// A mentor with the days between which he mentors, where they are not those of the pair.
fn dated(words: &RegisterWords, term: &Term<'_>) -> Text {
    let with = |name: Text, words: &str, (day, place): (NaiveDate, &Place)| {
        let day = Placed {
            value: When::Day(day),
            place: place.clone(),
        };
        let values = [("name", Some(name)), ("day", Some(when_in_cell(&day)))];
        fill(words, &values)
    };
    let name = people::full(term.mentor);
    let name = match term.from {
        Some(day) => with(name, &words.mentor_from, day),
        None => name,
    };
    match term.until {
        Some(day) => with(name, &words.mentor_until, day),
        None => name,
    }
}

/// The order that fixes a pairing, and those that change or end it, each once.
fn orders_of(project: &Project, edition: &Edition, pairing: &Pairing) -> Vec<Text> {
    let mut orders: Vec<&Approval> = pairing.approval().into_iter().collect();
    let own = pairing.mentorships.iter();
    orders.extend(own.flat_map(|m| [&m.appointed, &m.relieved]));
    let turns = project.changes_of(pairing).chain(project.ends_of(pairing));
    let named = |order: &Order| Approval {
        order: order
            .kind
            .clone()
            .map(|kind| kind.map(|_| order.stem.clone())),
        ..Approval::default()
    };
    let turns: Vec<Approval> = turns.map(named).collect();
    orders.extend(&turns);
    let day = |order: &&Approval| match order.resolved(project).1.map(|date| &date.value) {
        Some(When::Day(day)) => *day,
        _ => NaiveDate::MAX,
    };
    orders.sort_by_key(day);
    let mut out: Vec<Text> = Vec::new();
    for order in orders.into_iter().filter(|order| !order.is_empty()) {
        let text = order_of(project, edition, order);
        out.extend(text.filter(|text| out.iter().all(|t| t.to_plain() != text.to_plain())));
    }
    out
}

/// «№ 118-ОД от 1 сентября 2026 г.», or the order's heading while it has no number.
fn order_of(project: &Project, edition: &Edition, order: &Approval) -> Option<Text> {
    let words = &edition.registers.pairings;
    let (number, date) = order.resolved(project);
    let number = number.map(|n| fill(&words.order_number, &[("number", Some(user(n)))]));
    let (before, after) = words.order_date.split_once("{date}").unwrap_or_default();
    let dated = |words: &Text, date: &Placed<When>| {
        let words = composed(&pieces(words));
        words.and_text(when_in_cell(date)).and(after)
    };
    match (number, date) {
        (Some(number), Some(date)) => Some(dated(&number.and(" ").and(before), date)),
        (Some(number), None) => Some(composed(&pieces(&number))),
        (None, Some(date)) => Some(dated(&Text::plain(before), date)),
        (None, None) => order
            .order
            .as_ref()
            .and_then(|o| project.order(o))
            .map(|o| heading_text(project, edition, o)),
    }
}

/// A name where nothing but the person is told of.
fn full_name(person: &Person) -> Text {
    composed(&[(person.name.full(), person.place.origin())])
}

fn report<'e>(project: &Project, edition: &'e Edition) -> (&'e String, Vec<Column>, Vec<Row>) {
    let words = &edition.registers.report;
    let rows = words.row.iter().enumerate().map(|(i, row)| {
        let value = figure(project, row.value)
            .map(|figure| Cell(vec![figure]))
            .unwrap_or_default();
        let cell = |field| match field {
            ReportField::Number => Cell::number(i + 1),
            ReportField::Text => Cell(vec![wording(&row.text)]),
            ReportField::Value => value.clone(),
            ReportField::Blank => Cell::default(),
        };
        Row::Cells(words.column.iter().map(|c| cell(c.field)).collect())
    });
    (
        &words.title,
        words.column.iter().map(ColumnWords::to_column).collect(),
        rows.collect(),
    )
}
