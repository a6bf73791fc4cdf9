//! A picture of a table's figures, for a format that draws them by itself.

use serde::{Deserialize, Serialize};

/// Bars of the figures in a table, a bar or a row of bars for each of its first rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    pub title: String,
    /// The column of the words beside the bars.
    pub labels: usize,
    /// The columns of the figures; those of one row stand in one bar, one after another.
    pub values: Vec<usize>,
    /// Rows that it shows: a last one with sums is none of them.
    pub rows: usize,
}
