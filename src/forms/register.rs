//! Banks of mentors and mentees, the register of pairings and the curator's report: tables for the
//! paper and for Excel.

use chrono::NaiveDate;

use super::figures::figure;
use super::heading::heading_text;
use super::order::consents;
use super::own;
use super::people::{self, Chosen};
use super::words::{
    EPOCH, SHORT_BLANK, Values, composed, fill, form_cell, labelled, pieces, school_year,
    term_cell, user, when_in_cell, wording,
};
use crate::document::{
    Block, Cell, Column, Document, Properties, Row, Section, SignatureBlock, Table, Text,
};
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
        (
            "organization.prepositional".to_owned(),
            Some(user(&organization.in_text(russian::Case::Prepositional))),
        ),
        ("school_year".to_owned(), school_year(organization)),
    ];
    let (title, columns, rows) = match register {
        Register::Report => report(project, edition),
        Register::Mentors => bank(project, edition, &edition.registers.mentors, register),
        Register::Mentees => bank(project, edition, &edition.registers.mentees, register),
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
    let mut blocks = vec![
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
    if register == Register::Report {
        blocks.push(signature(project, edition));
    }
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

/// Who has made the report.
fn signature(project: &Project, edition: &Edition) -> Block {
    let words = &edition.registers.report;
    let curator = project.organization.curator.iter();
    let name = curator.map(people::post_and_initials).collect();
    Block::Signatures(vec![SignatureBlock {
        line: labelled(&words.curator, name),
        date: fill::<&str>(&words.date, &[]),
        field: None,
    }])
}

fn bank<'e>(
    project: &Project,
    edition: &Edition,
    words: &'e BankWords,
    register: Register,
) -> (&'e String, Vec<Column>, Vec<Row>) {
    (
        &words.title,
        words.column.iter().map(ColumnWords::to_column).collect(),
        rows(&bank_rows(project, edition, &words.column, register)),
    )
}

/// Everyone on one side of a pairing with each on the other side, and how long they work together.
fn partners<'p>(
    project: &'p Project,
    edition: &Edition,
    pairing: &'p Pairing,
    register: Register,
) -> Vec<(&'p Chosen, Vec<Text>)> {
    let words = &edition.registers.pairings;
    let terms = told_terms(project, pairing);
    let name = |who: &Chosen, t: &Term<'_>| dated(words, people::initials(who), t);
    if register == Register::Mentees {
        let mentors: Vec<Text> = terms.iter().map(|t| name(t.mentor, t)).collect();
        let mentees = pairing.mentees.iter();
        return mentees.map(|own| (own, mentors.clone())).collect();
    }
    let mentees = |t: &Term<'_>| pairing.mentees.iter().map(|own| name(own, t)).collect();
    terms.iter().map(|t| (t.mentor, mentees(t))).collect()
}

fn rows(cells: &[Vec<Cell>]) -> Vec<Row> {
    cells.iter().cloned().map(Row::Cells).collect()
}

/// The rows of a bank: everyone once, in the order of the alphabet, with everybody they are paired
/// with.
pub fn bank_rows(
    project: &Project,
    edition: &Edition,
    columns: &[ColumnWords<BankField>],
    register: Register,
) -> Vec<Vec<Cell>> {
    let mut people: Vec<(&Person, Vec<Text>)> = Vec::new();
    for pairing in &project.pairings {
        for (person, others) in partners(project, edition, pairing, register) {
            match people.iter_mut().find(|(known, _)| known.key == person.key) {
                Some((_, partners)) => partners.extend(others),
                None => people.push((person, others)),
            }
        }
    }
    people.sort_by_key(|(p, _)| russian::alphabetical(&p.name.full()));
    let cell = |i: usize, person: &Person, partners: &[Text], field| match field {
        BankField::Number => Cell::number(i + 1),
        BankField::Name => Cell(vec![full_name(person)]),
        BankField::Position => Cell(vec![user(&person.position)]),
        BankField::Organization => Cell(person.organization.iter().map(user).collect()),
        BankField::School => Cell(vec![user(project.organization.name_in_text())]),
        BankField::Partners => Cell(partners.to_vec()),
        BankField::Count => Cell::plain(partners.len().to_string()),
        BankField::Own(word) => Cell(own::text_of(word, &person.own).into_iter().collect()),
        BankField::Blank => Cell::default(),
    };
    let row = |(i, (person, partners)): (usize, &(&Person, Vec<Text>))| {
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
    let cell = |i: usize, pairing: &Pairing, field| match field {
        RegisterField::Number => Cell::number(i + 1),
        RegisterField::Mentors => {
            let terms = told_terms(project, pairing);
            let name = |t: &Term<'_>| dated(words, people::full(t.mentor), t);
            people::cell(terms.iter().map(name))
        }
        RegisterField::Mentees => people::cell(pairing.mentees.iter().map(people::full)),
        RegisterField::Form => form_cell(edition, pairing),
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
        RegisterField::Count => Cell::plain(pairing.mentees.len().to_string()),
        RegisterField::Own(word) => {
            let terms = told_terms(project, pairing);
            let mentors: Vec<&Person> = terms.iter().map(|it| &*it.mentor.value).collect();
            Cell(own::of_pair(word, pairing, &mentors))
        }
        RegisterField::Blank => Cell::default(),
    };
    let row = |(i, pairing)| columns.iter().map(|c| cell(i, pairing, c.field)).collect();
    project.pairings.iter().enumerate().map(row).collect()
}

/// The terms of a pairing that are to be told: of somebody whose term was agreed anew, the one that
/// goes on.
fn told_terms<'p>(project: &'p Project, pairing: &'p Pairing) -> Vec<Term<'p>> {
    let terms = project.terms(pairing);
    let goes_on = |i: usize| {
        let same = |t: &Term<'_>| t.mentor.key == terms[i].mentor.key;
        terms[..i].iter().any(|t| same(t) && t.until.is_none())
    };
    let told = (0..terms.len()).filter(|i| !goes_on(*i));
    told.map(|i| terms[i]).collect()
}

/// A name with the days between which somebody mentors, where they are not those of the pair.
fn dated(words: &RegisterWords, name: Text, term: &Term<'_>) -> Text {
    let cell = |(day, place): (NaiveDate, &Place)| {
        when_in_cell(&Placed {
            value: When::Day(day),
            place: place.clone(),
        })
    };
    let name = match term.from {
        Some(from) => fill(
            &words.mentor_from,
            &[("name", Some(name)), ("day", Some(cell(from)))],
        ),
        None => name,
    };
    let Some((day, place)) = term.until else {
        return name;
    };
    let last = (day.pred_opt().unwrap_or(day), place);
    let values = [
        ("name", Some(name)),
        ("last", Some(cell(last))),
        ("day", Some(cell((day, place)))),
    ];
    fill(&words.mentor_until, &values)
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
        (None, Some(date)) => {
            let blank = Text::default().and_blank(SHORT_BLANK);
            let number = fill(&words.order_number, &[("number", Some(blank))]);
            Some(
                number
                    .and(" ")
                    .and(before)
                    .and_text(when_in_cell(date))
                    .and(after),
            )
        }
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
