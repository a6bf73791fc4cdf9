//! What a share of a large build tells line by line, for `report` to join.

use serde::{Deserialize, Serialize};

/// A line of JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Line {
    /// A share begins.
    Begun {
        /// From 1.
        shard: usize,
        of: usize,
        schools: usize,
    },
    School(SchoolLine),
    /// A share has come to its end.
    Ended {
        shard: usize,
        of: usize,
        code: u8,
    },
}

/// What became of one school.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct SchoolLine {
    /// Its folder, from that of the schools.
    pub school: String,
    /// Files.
    pub made: usize,
    pub fresh: usize,
    pub kept: usize,
    /// Papers kept back for mistakes in the data.
    pub withheld: usize,
    pub errors: usize,
    /// Why files were not written or not made.
    pub failed: Vec<String>,
    pub outrun: Vec<String>,
    pub seconds: f64,
}
