//! Who signs that he has read an order.

use super::appendix::kind;
use super::heading::{mentors_of, pairings_of};
use super::people::{self, Chosen};
use crate::document::{Block, Cell, Row, Table, Text};
use crate::edition::{AcquaintedField, Acquaints, ColumnWords, Edition};
use crate::project::{Order, Project};

/// Whom the order names, or those whom its kind concerns, each once; not who signs it.
pub fn acquainted_with(project: &Project, edition: &Edition, order: &Order) -> Vec<Chosen> {
    if let Some(own) = &order.acquainted {
        return own.clone();
    }
    let of_kind = kind(edition, order).filter(|_| !order.own_clauses_only);
    let signer = order.signer.as_ref().or(project.organization.head.as_ref());
    let mut out: Vec<Chosen> = Vec::new();
    for those in of_kind.into_iter().flat_map(|kind| &kind.acquaints) {
        let people: Vec<Chosen> = match those {
            Acquaints::Curator => project.organization.curator.iter().cloned().collect(),
            Acquaints::Mentors => {
                let new = project.new_mentors_of(order).into_iter().cloned();
                mentors_of(project, order).into_iter().chain(new).collect()
            }
            Acquaints::Mentees => {
                let mentees = pairings_of(project, order).into_iter();
                mentees.flat_map(|it| it.mentees.iter().cloned()).collect()
            }
        };
        for person in people {
            let is_known = out.iter().chain(signer).any(|it| it.key == person.key);
            if !is_known {
                out.push(person);
            }
        }
    }
    out
}

/// The table of those who sign that they have read an order.
pub(super) fn acquainted(
    blocks: &mut Vec<Block>,
    project: &Project,
    edition: &Edition,
    order: &Order,
) {
    let people = acquainted_with(project, edition, order);
    if people.is_empty() {
        return;
    }
    let words = &edition.orders.acquainted;
    let rows = people.iter().enumerate().map(|(i, person)| {
        let cell = |field| match field {
            AcquaintedField::Number => Cell::number(i + 1),
            AcquaintedField::Person => Cell(vec![people::initials_and_post(person)]),
            AcquaintedField::Blank => Cell::default(),
        };
        Row::Cells(words.column.iter().map(|c| cell(c.field)).collect())
    });
    blocks.push(Block::Lead(Text::plain(&words.heading)));
    blocks.push(Block::Table(Table {
        summary: words.summary.clone(),
        columns: words.column.iter().map(ColumnWords::to_column).collect(),
        rows: rows.collect(),
        air: 0,
        is_numbered: false,
        is_whole: false,
        chart: None,
    }));
}
