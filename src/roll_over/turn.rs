//! From one school year to another, and what does not come along.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use toml::de::{DeTable, DeValue};

use crate::fields::OwnField;
use crate::project::SchoolYear;

/// From which school year to which.
#[derive(Debug, Clone, Copy)]
pub struct Turn {
    pub from: SchoolYear,
    pub to: SchoolYear,
}

impl Turn {
    pub(super) fn years(self) -> i32 {
        self.to.start - self.from.start
    }
}

/// Who leaves: keys of the staff with their surnames.
pub(super) type Leavers = BTreeMap<String, String>;

/// What goes with the leavers and with the old year, by the names of the files without ending.
#[derive(Debug, Default)]
pub(super) struct Gone {
    /// Fields that the edition adds.
    pub own: Vec<OwnField>,
    pub leavers: Leavers,
    pub pairings: BTreeSet<String>,
    pub orders: BTreeSet<String>,
    /// Numbers and dates that orders had, as written: name of the file → entries.
    pub approvals: BTreeMap<String, Vec<String>>,
    /// The days at which they acted, as written.
    pub days: BTreeMap<String, String>,
}

/// The last day of a program that goes on in the new year; one whose period is written in words is
/// taken to be of one year.
pub(super) fn running_until(table: &DeTable<'_>, turn: Turn) -> Option<NaiveDate> {
    let to = table
        .get("period")?
        .get_ref()
        .as_table()?
        .get("to")?
        .get_ref();
    let written = match to {
        DeValue::Datetime(day) => day.to_string(),
        DeValue::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    NaiveDate::parse_from_str(&written, "%Y-%m-%d")
        .ok()
        .filter(|to| *to >= turn.to.first_day())
}

pub(super) fn parse(text: &str) -> DeTable<'_> {
    DeTable::parse_recoverable(text).0.into_inner()
}

/// Name of a file without folder and ending.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
