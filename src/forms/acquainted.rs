//! Who signs that he has read an order.

use super::people;
use crate::document::{Block, Cell, Row, Table, Text};
use crate::edition::{AcquaintedField, ColumnWords, Edition};
use crate::project::Order;

/// The table of those who sign that they have read an order.
pub(super) fn acquainted(blocks: &mut Vec<Block>, edition: &Edition, order: &Order) {
    let people = order.acquainted.as_deref().unwrap_or_default();
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
