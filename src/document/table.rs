//! Tables: columns with their heads, rows of cells.

use serde::{Deserialize, Serialize};

use super::chart::Chart;
use super::text::Text;

/// A table whose head repeats on every page and whose rows do not split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What the table is, for a screen reader.
    pub summary: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// How much more space than the style gives stands above and below the words of each row, in
    /// quarters of a point; less, if below zero.
    #[serde(default)]
    pub air: i8,
    /// Whether the number of each column stands below its head, in a line that repeats with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_numbered: bool,
    /// Whether it is never parted, nor from the signatures below it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_whole: bool,
    /// A picture of its figures, for a format that draws them by itself.
    #[serde(default)]
    pub chart: Option<Chart>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub head: Text,
    /// Share of the table's width, in thousandths; the shares of a table add up to 1000.
    pub width: u16,
    /// The narrowest and the widest that it may become to suit what stands in the table.
    pub bounds: (u16, u16),
    pub align: Align,
    /// How long the lines of a head are that is written from the bottom up, points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turned: Option<u16>,
}

impl Column {
    /// Of a width that stays.
    pub fn fixed(head: Text, width: u16, align: Align) -> Self {
        Self {
            head,
            width,
            bounds: (width, width),
            align,
            turned: None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    Left,
    Centre,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Row {
    /// A title over rows, across the whole table or, with a number in the first cell, across the
    /// rest of it. Never stands last on a page. Level 1 is a block or stage, level 2 a part of it.
    Title {
        level: u8,
        number: Option<Text>,
        title: Text,
    },
    /// One cell per column.
    Cells(Vec<Cell>),
}

/// Paragraphs of one cell; none means an empty cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cell(pub Vec<Text>);

impl Cell {
    /// The number of a row in its list.
    pub fn number(number: usize) -> Self {
        Self(vec![Text::numbered(&[number], Text::default())])
    }

    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Text::plain(text)])
    }
}

impl Table {
    /// Whether its rows hold nothing but their numbers: all else is filled in by hand.
    pub fn is_for_the_pen(&self) -> bool {
        let has_words = |cell: &Cell| {
            let mut texts = cell.0.iter().map(Text::to_plain);
            texts.any(|text| text.chars().any(char::is_alphabetic))
        };
        let mut rows = self.rows.iter();
        let is_filled = |row: &Row| match row {
            Row::Cells(cells) => cells.iter().any(has_words),
            Row::Title { .. } => false,
        };
        rows.any(|row| matches!(row, Row::Cells(_))) && !self.rows.iter().any(is_filled)
    }

    /// The line of numbers below the heads, if there is one.
    pub fn numbers(&self) -> impl Iterator<Item = String> {
        let count = if self.is_numbered {
            self.columns.len()
        } else {
            0
        };
        (1..=count).map(|n| n.to_string())
    }

    pub(super) fn texts(&self) -> Vec<&Text> {
        let heads = self.columns.iter().map(|c| &c.head);
        let rows = self.rows.iter().flat_map(|row| match row {
            Row::Title { number, title, .. } => number.iter().chain([title]).collect::<Vec<_>>(),
            Row::Cells(cells) => cells
                .iter()
                .flat_map(|Cell(paragraphs)| paragraphs)
                .collect(),
        });
        heads.chain(rows).collect()
    }

    pub(super) fn texts_mut(&mut self) -> Vec<&mut Text> {
        let heads = self.columns.iter_mut().map(|c| &mut c.head);
        let rows = self.rows.iter_mut().flat_map(|row| match row {
            Row::Title { number, title, .. } => number
                .iter_mut()
                .chain(std::iter::once(title))
                .collect::<Vec<_>>(),
            Row::Cells(cells) => cells
                .iter_mut()
                .flat_map(|Cell(paragraphs)| paragraphs)
                .collect(),
        });
        heads.chain(rows).collect()
    }
}
