//! An order (приказ) with its appendices, after the model of order 591.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::acquainted::acquainted;
use super::appendix::{Appendix, appendices, kind};
use super::besides;
use super::clauses::{Numbered, from_user, from_words, write_clauses};
use super::grounds;
use super::heading::{agreement, heading_text, named, payable, values};
use super::own;
use super::people::{self, Agreement, Chosen, agree, agree_clause};
use super::served;
use super::words::{
    EPOCH, Role, Values, between, composed, fill, first_day, form_cell, pieces, signature_fields,
    span_of, user, when, when_in_cell,
};
use super::{program, regulation, roadmap, terms};
use crate::document::{
    Block, Cell, Column, Document, Picture, PictureFormat, Properties, Row, Section, Table, Text,
};
use crate::edition::{
    AppendixKey, ColumnWords, DateStyle, Edition, Effect, ListWords, OrderKind, PairingField,
};
use crate::problem::Placed;
use crate::project::{Control, Mentorship, Order, Pairing, Person, Project, RoadmapKind};
use crate::reader::When;
use crate::russian::{self, Case};

/// Letters of a heading that may stand in the name of a file.
const LONGEST_NAME: usize = 60;

/// The order as a document, with the appendices that stand in its own file.
pub fn order(project: &Project, edition: &Edition, order: &Order) -> Document {
    let organization = &project.organization;
    let kind = kind(edition, order);
    let heading = heading_text(project, edition, order).to_plain();
    let properties = Properties {
        title: format!("{} – {heading}", edition.orders.title),
        author: organization.name_in_text().value.clone(),
        subject: heading,
        date: first_day(order.date.as_deref())
            .or_else(|| project.default_date())
            .unwrap_or(EPOCH),
        identifier: format!("{}/orders/{}", organization.full_name.value, order.stem),
    };
    let mut sections = vec![Section {
        bookmark: None,
        orientation: edition.orders.orientation,
        blocks: text(project, edition, order, kind),
        is_tight: false,
    }];
    sections.extend(
        appendices(edition, order)
            .into_iter()
            .flat_map(|a| appendix_sections(project, edition, &a)),
    );
    Document::new(properties, sections)
}

/// File name of an order without its ending.
pub fn order_file_name(edition: &Edition, order: &Order) -> String {
    // A short heading tells the order better than the name of its file; a long one would be cut.
    let heading = order
        .heading
        .as_deref()
        .filter(|h| h.chars().count() <= LONGEST_NAME)
        .unwrap_or(&order.stem);
    kind(edition, order).map_or_else(
        || order.stem.clone(),
        |k| k.file_name.replace("{heading}", heading),
    )
}

fn text(
    project: &Project,
    edition: &Edition,
    order: &Order,
    kind: Option<&OrderKind>,
) -> Vec<Block> {
    let words = &edition.orders;
    let values = values(project, edition, order);
    let number: Values = vec![("number".to_owned(), order.number.as_ref().map(user))];
    let date = order.date.as_ref().map_or_else(
        || fill(&words.date_blank, &number),
        |d| when(d, DateStyle::Long),
    );
    let mut blocks = letterhead(project, edition);
    blocks.push(Block::Title(Text::plain(&words.title)));
    blocks.push(Block::DateAndNumber {
        date,
        number: fill(&words.number, &number),
    });
    if let Some(place) = project
        .organization
        .place
        .as_ref()
        .filter(|_| !project.organization.is_municipality)
    {
        blocks.push(Block::Subtitle(user(place)));
    }
    blocks.push(Block::TextHeading(heading_text(project, edition, order)));
    let preamble = order.preamble.as_ref().map(user).or_else(|| {
        let with = agreement(project, order);
        let is_own = project.organization.has_school_regulation(edition);
        kind.map(|k| fill(&agree(k.preamble_of(is_own), &with), &values))
    });
    blocks.extend(preamble.filter(|p| !p.is_empty()).map(Block::Paragraph));
    blocks.push(Block::Paragraph(Text::plain(&words.enacting)));
    let numbered = all_clauses(project, edition, order, kind, &values);
    write_clauses(&mut blocks, &[], &numbered);
    if let Some(words) = kind
        .filter(|_| !order.own_clauses_only)
        .and_then(|k| k.basis.as_ref())
    {
        let grounds = grounds::grounds(project, edition, order);
        blocks.push(Block::Paragraph(fill(words, &[("grounds", grounds)])));
    }
    blocks.push(signature(project, edition, order));
    blocks.extend(order.executor.as_ref().map(|e| Block::Executor(user(e))));
    acquainted(&mut blocks, edition, order);
    blocks
}

/// The bodies above the organisation, its full and short names; or the lines the user gives.
fn letterhead(project: &Project, edition: &Edition) -> Vec<Block> {
    let organization = &project.organization;
    let lines: Vec<Text> = if organization.letterhead.is_empty() {
        let name = organization.full_name.clone();
        let short = organization.short_name.iter().map(|s| {
            let name = (s.value.clone(), s.place.origin());
            composed(&[between("("), name, between(")")])
        });
        let parent = organization.parent.iter().map(user);
        parent
            .chain([user(&name.map(|name| russian::capitalized(&name)))])
            .chain(short)
            .collect()
    } else {
        organization.letterhead.iter().map(user).collect()
    };
    let emblem = project.emblem.as_ref().map(|it| {
        Block::Emblem(Picture {
            bytes: Arc::clone(&it.bytes),
            format: if it.is_jpeg {
                PictureFormat::Jpeg
            } else {
                PictureFormat::Png
            },
            width: it.width,
            height: it.height,
            description: edition.orders.emblem.clone(),
        })
    });
    emblem
        .into_iter()
        .chain([Block::Letterhead(lines)])
        .collect()
}

/// The edition's clauses, one for each pairing the order names, the user's own, and control.
fn all_clauses(
    project: &Project,
    edition: &Edition,
    order: &Order,
    kind: Option<&OrderKind>,
    values: &Values,
) -> Vec<Numbered> {
    let mut out = Vec::new();
    let with = agreement(project, order);
    if let Some(kind) = kind.filter(|_| !order.own_clauses_only) {
        // What words say that name no pair is said once.
        let mut stopped = BTreeSet::new();
        for pairing in project.pairings_named_by(order) {
            let own = of_pairing(project, edition, order, kind, pairing, values);
            let new = own
                .into_iter()
                .filter(|(says, text)| *says != Says::PayStops || stopped.insert(text.to_plain()));
            out.extend(new.map(|(_, text)| Numbered::alone(text)));
        }
        let paid = payable(project, order);
        let clauses = kind.clauses.iter().filter(|c| !c.pays || paid > 0);
        out.extend(clauses.map(|clause| {
            let of_paid = [("mentors", Agreement::Count(paid))];
            let clause = if clause.pays {
                agree_clause(&agree_clause(clause, &of_paid), &with)
            } else {
                agree_clause(clause, &with)
            };
            from_words(&clause, values)
        }));
        let besides = [
            besides::ended(project, edition, order, kind),
            besides::going_on(project, edition, order, kind),
        ];
        out.extend(besides.into_iter().flatten().map(Numbered::alone));
    }
    out.extend(order.clauses.iter().map(from_user));
    out.push(Numbered::alone(control(project, edition, order)));
    out
}

/// What a clause about a pairing is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    People,
    PayStops,
    PayBegins,
}

/// What an order says of one of its pairings: who begins and ends, and their pay.
fn of_pairing(
    project: &Project,
    edition: &Edition,
    order: &Order,
    kind: &OrderKind,
    pairing: &Pairing,
    values: &Values,
) -> Vec<(Says, Text)> {
    let new = project.new_mentors_in(order, pairing);
    let with = [
        (
            "old_mentors",
            Agreement::Count(project.mentors_before(order, pairing).len()),
        ),
        ("new_mentors", Agreement::Count(new.len())),
        ("pairings", Agreement::Count(1)),
    ];
    // The first of two values of one name is the one that counts.
    let mut own: Values = Case::ALL
        .map(|case| named("new_mentors", &new, case))
        .into();
    own.extend(values.iter().cloned());
    let values = &own;
    let mut out = Vec::new();
    let own_of = |mentors: &[&Chosen]| {
        let mentors: Vec<&Person> = mentors.iter().map(|it| &*it.value).collect();
        own::values_of_pair(edition, Some(pairing), &mentors)
    };
    let mut say = |says: Says, words: &str, mentors: &[Chosen], values: &Values| {
        // The first of two values of one name is the one that counts.
        let those: Vec<&Chosen> = mentors.iter().collect();
        let values: Values = values.iter().cloned().chain(own_of(&those)).collect();
        let words = agree(words, &with);
        out.push((says, pairing_clause(&words, mentors, pairing, &values)));
    };
    if let Some(words) = &kind.pairing_clause {
        let mentors = project.mentors_before(order, pairing);
        say(Says::People, words, &mentors, values);
    }
    if let Some(words) = &kind.pay_stop_clause {
        let paid = grounds::paid_before(project, edition, order, pairing);
        if !paid.is_empty() {
            say(Says::PayStops, words, &paid, values);
        }
    }
    let paid = grounds::paid_after(project, order, pairing);
    if let (Some(words), false) = (&kind.pay_set_clause, paid.is_empty()) {
        let new: Vec<&Chosen> = paid.iter().map(|(mentor, _)| mentor).collect();
        let count = Agreement::Count(new.len());
        let words = &agree(words, &[("paid", count), ("new_mentors", count)]);
        let mut own: Values = vec![("pay".to_owned(), grounds::pay_text(&paid))];
        own.extend(Case::ALL.map(|case| named("new_mentors", &new, case)));
        own.extend(Case::ALL.map(|case| named("paid", &new, case)));
        own.extend(own_of(&new));
        own.extend(values.iter().cloned());
        say(Says::PayBegins, words, &[], &own);
    }
    out
}

fn pairing_clause(words: &str, mentors: &[Chosen], pairing: &Pairing, values: &Values) -> Text {
    let mut values = values.clone();
    for case in Case::ALL {
        for (name, side) in [("mentors", mentors), ("mentees", &pairing.mentees)] {
            values.push((
                format!("{name}.{}", case.key()),
                Some(people::list(side, case)),
            ));
        }
        let names = people::names(&pairing.mentees, case);
        values.push((format!("mentees_name.{}", case.key()), Some(names)));
    }
    let with = [
        ("mentors", Agreement::Count(mentors.len())),
        ("mentees", Agreement::Count(pairing.mentees.len())),
    ];
    fill(&agree(words, &with), &values)
}

/// Who signs the order and controls it himself keeps the control.
fn control(project: &Project, edition: &Edition, order: &Order) -> Text {
    let signer = order.signer.as_ref().or(project.organization.head.as_ref());
    let signs = |it: &Person| signer.is_some_and(|signer| signer.key == it.key);
    match &order.control {
        None => Text::plain(&edition.orders.control_self),
        Some(Control::Person(person)) if signs(person) => Text::plain(&edition.orders.control_self),
        Some(Control::Printed(text)) => user(text),
        Some(Control::Person(person)) => {
            let accusative = people::post_and_name(person, Case::Accusative);
            fill(
                &edition.orders.control_other,
                &[("person.accusative", Some(accusative))],
            )
        }
    }
}

/// Who signs: the one the order names, or the head.
fn signature(project: &Project, edition: &Edition, order: &Order) -> Block {
    let signer = order.signer.as_ref().or(project.organization.head.as_ref());
    match signer {
        Some(person) => Block::SignatureLine {
            post: user(&person.position.clone().map(|p| russian::capitalized(&p))),
            name: composed(&[(person.name.short_reversed(), person.place.origin())]),
            field: signature_fields(project, edition, Role::Head, &[person]).pop(),
        },
        None => Block::SignatureLine {
            post: Text::blank(20),
            name: Text::blank(20),
            field: None,
        },
    }
}

/// An appendix that stands in the order's file: lists always, other papers when the user asks.
fn appendix_sections(
    project: &Project,
    edition: &Edition,
    appendix: &Appendix<'_>,
) -> Vec<Section> {
    let inside = appendix.order.appendices_inside;
    let roadmap = project.roadmap.as_ref().filter(|_| inside);
    let list = |words| vec![list(project, edition, appendix, words)];
    match appendix.key {
        AppendixKey::Pairs => list(&edition.orders.pairs),
        AppendixKey::Programs => list(&edition.orders.programs),
        AppendixKey::Payments => list(&edition.orders.payments),
        AppendixKey::Regulation if !inside => Vec::new(),
        AppendixKey::Regulation => vec![regulation::section(project, edition, appendix)],
        AppendixKey::Roadmap => roadmap.map_or_else(Vec::new, |roadmap| {
            roadmap::sections(project, edition, roadmap, Some(appendix))
        }),
        AppendixKey::BlankRoadmap => roadmap::blank_sections(edition, RoadmapKind::School),
        AppendixKey::BlankProgram => program::blank_sections(edition),
    }
}

fn list(
    project: &Project,
    edition: &Edition,
    appendix: &Appendix<'_>,
    words: &ListWords,
) -> Section {
    let columns: Vec<Column> = words.column.iter().map(ColumnWords::to_column).collect();
    let order = appendix.order;
    let rows = listed(project, order)
        .into_iter()
        .flat_map(|(pairing, mentors)| match appendix.key {
            // Who pays looks for a row of each.
            AppendixKey::Payments => {
                let paid = paid(project, order, pairing, mentors).into_iter();
                paid.map(|mentor| (pairing, vec![mentor])).collect()
            }
            _ => vec![(pairing, mentors)],
        })
        .enumerate()
        .map(|(i, (pairing, mentors))| {
            let cell = |c: &ColumnWords<_>| {
                let of = (pairing, mentors.as_slice());
                match (appendix.key, c.field) {
                    (AppendixKey::Payments, PairingField::Term) => {
                        let term =
                            |it: &&Chosen| terms::of_mentor(project, edition, order, pairing, it);
                        Cell(mentors.iter().filter_map(term).collect())
                    }
                    _ => list_cell(project, edition, order, of, i + 1, c.field),
                }
            };
            Row::Cells(words.column.iter().map(cell).collect())
        });
    let blocks = vec![
        appendix.enclosed_head(project, edition),
        Block::Heading(Text::plain(&words.title)),
        Block::Table(Table {
            summary: words.summary.clone(),
            columns,
            rows: rows.collect(),
            air: 0,
            is_numbered: false,
            is_whole: false,
            chart: None,
        }),
    ];
    Section {
        bookmark: None,
        orientation: words.orientation,
        blocks,
        is_tight: false,
    }
}

/// The pairings of an order's own list with the mentors of its day, in the order of their names.
fn listed<'p>(project: &'p Project, order: &Order) -> Vec<(&'p Pairing, Vec<&'p Chosen>)> {
    let mut out: Vec<(&Pairing, Vec<&Chosen>)> = project
        .pairings_listed_by(order)
        .into_iter()
        .map(|pairing| (pairing, project.mentors_at(order, pairing)))
        .collect();
    let name = |person: &&Chosen| russian::alphabetical(&person.name.full());
    out.sort_by_cached_key(|(_, mentors)| mentors.iter().map(name).collect::<Vec<_>>());
    out
}

/// Those of the mentors of a pairing whom the school pays. An order without a day is about all who
/// have mentored.
fn paid<'p>(
    project: &'p Project,
    order: &Order,
    pairing: &'p Pairing,
    mut mentors: Vec<&'p Chosen>,
) -> Vec<&'p Chosen> {
    if !matches!(order.date.as_deref(), Some(When::Day(_))) {
        let terms = project.terms(pairing);
        let by_turns = terms.iter().map(|term| term.mentor).chain(mentors);
        let mut known = BTreeSet::new();
        mentors = by_turns.filter(|m| known.insert(&m.key)).collect();
    }
    mentors.retain(|mentor| {
        let own = project.mentorship_at(order, pairing, &mentor.key);
        own.is_some_and(|m| m.labour.as_ref().is_some_and(|l| l.pay.is_some()))
    });
    mentors
}

/// Dates of consents: one that holds for all alone, others each with its mentor.
pub(super) fn consents(known: Vec<(&Chosen, &Placed<When>)>) -> Cell {
    let is_one = known.windows(2).all(|two| two[0].1.place == two[1].1.place);
    if is_one {
        let first = known.first().map(|(_, date)| when_in_cell(date));
        return Cell(first.into_iter().collect());
    }
    let dated = |(mentor, date): (&Chosen, &Placed<When>)| {
        let name = people::initials(mentor);
        composed(&pieces(&name.and(" – "))).and_text(when_in_cell(date))
    };
    Cell(known.into_iter().map(dated).collect())
}

/// One cell of a list of pairs, by what is known on the day of the order.
fn list_cell(
    project: &Project,
    edition: &Edition,
    order: &Order,
    (pairing, mentors): (&Pairing, &[&Chosen]),
    number: usize,
    field: PairingField,
) -> Cell {
    match field {
        PairingField::Number => Cell::number(number),
        PairingField::Blank => Cell::default(),
        PairingField::Own(word) => {
            let mentors: Vec<&Person> = mentors.iter().map(|it| &*it.value).collect();
            Cell(own::of_pair(word, pairing, &mentors))
        }
        PairingField::Mentors if order.does(Effect::SumsUp) => {
            let serving = served::all_of(project, pairing);
            people::cell(served::with_posts(edition, &serving))
        }
        PairingField::Mentors => people::cell(mentors.iter().map(|p| people::with_post(p))),
        PairingField::Mentees => people::cell(pairing.mentees.iter().map(people::with_post)),
        PairingField::Form => form_cell(edition, pairing),
        PairingField::Term => {
            let known = project.term_known_to(order, pairing);
            let term = pairing.period.as_ref().map(|now| match known {
                Some(until) => known_until(now, until),
                None => when_in_cell(now),
            });
            Cell(term.into_iter().collect())
        }
        PairingField::Pay => {
            let pay = |m: &Mentorship| m.labour.as_ref()?.pay.as_ref().map(user);
            of_each(project, order, pairing, mentors, pay)
        }
        PairingField::Agreement => {
            let words = &edition.orders.grounds.agreement_cell;
            let agreement = |m: &Mentorship| {
                let (number, date) = m.labour.as_ref()?.agreement.resolved(project);
                number.is_some().then_some(())?;
                let values = [
                    ("number", number.map(user)),
                    ("date", date.map(|d| when(d, DateStyle::Long))),
                ];
                Some(fill(words, &values))
            };
            of_each(project, order, pairing, mentors, agreement)
        }
        PairingField::Consent => {
            let is_later = |consent: &When| matches!((consent, order.date.as_deref()), (When::Day(c), Some(When::Day(o))) if c > o);
            let is_same = mentors
                .iter()
                .map(|p| &p.key)
                .eq(pairing.mentors.iter().map(|p| &p.value.key));
            // A later consent is that of the new mentor, whom this order does not know.
            let fits = |consent: &&Placed<When>| is_same || !is_later(consent);
            let consent_of = |mentor: &Chosen| match pairing.mentorship_of(&mentor.key) {
                Some(_) => project
                    .mentorship_at(order, pairing, &mentor.key)?
                    .consent
                    .as_ref(),
                None => pairing.consent_of(&mentor.key),
            };
            let own = mentors.iter().copied();
            let known = own.filter_map(|m| Some((m, consent_of(m)?)));
            consents(known.filter(|(_, c)| fits(c)).collect())
        }
    }
}

/// What is known of the mentors on the day of an order: of one alone, of several each with his name.
fn of_each(
    project: &Project,
    order: &Order,
    pairing: &Pairing,
    mentors: &[&Chosen],
    known: impl Fn(&Mentorship) -> Option<Text>,
) -> Cell {
    let one = |mentor: &&Chosen| {
        let mentorship = project.mentorship_at(order, pairing, &mentor.key)?;
        let text = known(mentorship)?;
        Some(match mentors {
            [_] => text,
            _ => people::initials(mentor).and(" – ").and_text(text),
        })
    };
    Cell(mentors.iter().filter_map(one).collect())
}

/// The term of a pairing with an earlier last day.
fn known_until(now: &Placed<When>, until: &Placed<When>) -> Text {
    match (&now.value, &until.value) {
        (When::Span { from, .. }, When::Day(to)) => span_of(
            &russian::cell_span(*from, *to),
            now.place.origin().key("from"),
            until.place.origin(),
        ),
        _ => when_in_cell(now),
    }
}
