//! Who is who in the files of a project.

use std::sync::Arc;

use toml_edit::{Item, TableLike};

use super::people::People;
use super::short_names::Pairs;
use super::toml_file::{ORGANIZATION, TomlFiles, pairing_file};
use super::value::{Meaning, of_item};
use crate::fields::Kind;
use crate::russian::PersonName;

/// The staff and the pairings of some files.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) people: Arc<People>,
    pub(super) pairs: Arc<Pairs>,
}

impl Known {
    pub(super) fn of(files: &TomlFiles) -> Self {
        let people = people_of(files);
        let pairs = pairs_of(files, &people);
        Self {
            people: Arc::new(people),
            pairs: Arc::new(pairs),
        }
    }

    /// What stays of it once the files are others: nobody is looked for again in a file that is
    /// still the same.
    pub(super) fn again(&self, before: &TomlFiles, files: &TomlFiles) -> Option<Self> {
        if !files.has_same(before, ORGANIZATION) {
            return None;
        }
        let (own, stems) = (before.stems("pairings"), files.stems("pairings"));
        let is_same = |stem: &String| files.has_same(before, &pairing_file(stem));
        if own == stems && stems.iter().all(is_same) {
            return Some(self.clone());
        }
        Some(Self {
            people: Arc::clone(&self.people),
            pairs: Arc::new(pairs_of(files, &self.people)),
        })
    }
}

/// The staff of these files.
pub(super) fn people_of(files: &TomlFiles) -> People {
    let mut people = People::default();
    let staff = files
        .get(ORGANIZATION)
        .and_then(|t| t.get("staff"))
        .and_then(Item::as_table_like);
    for (key, item) in staff.into_iter().flat_map(TableLike::iter) {
        let name = item
            .as_table_like()
            .and_then(|t| t.get("name"))
            .and_then(Item::as_str)
            .unwrap_or(key);
        people.add(key, &crate::reader::clean(name));
    }
    people
}

/// The pairings of these files with their short names.
pub(super) fn pairs_of(files: &TomlFiles, people: &People) -> Pairs {
    let mut pairs = Pairs::default();
    for stem in files.stems("pairings") {
        let Some(table) = files.get(&pairing_file(&stem)) else {
            continue;
        };
        let keys = |key| match of_item(Kind::People, table.get(key)) {
            Meaning::List(keys) => keys,
            _ => Vec::new(),
        };
        pairs.add(
            &stem,
            &pair_label(&keys("mentors"), &keys("mentees"), people),
        );
    }
    pairs
}

/// «Петрова, Белых — Сидоров».
pub(super) fn pair_label(mentors: &[String], mentees: &[String], people: &People) -> String {
    let surnames = |keys: &[String]| {
        let surname = |key: &String| {
            PersonName::parse(&people.shown(key)).map_or_else(|_| key.clone(), |n| n.surname)
        };
        keys.iter().map(surname).collect::<Vec<_>>().join(", ")
    };
    format!("{} — {}", surnames(mentors), surnames(mentees))
}
