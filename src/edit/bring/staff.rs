//! Rows that are members of the staff.

use toml_edit::{Item, Table, TableLike};

use super::importer::{Importer, Target, is_key};
use crate::edit::outcome::{Prune, What};
use crate::edit::people::Found;
use crate::edit::row::{List, Row};
use crate::edit::toml_file::ORGANIZATION;

impl Importer {
    pub(super) fn staff(&mut self, list: &List) {
        let mut seen: Vec<String> = Vec::new();
        for row in &list.rows {
            let Some(name) = row.text("name") else {
                self.needed(row, "name");
                continue;
            };
            let known = [self.people.find(&name), Found::One(row.code.clone())]
                .into_iter()
                .find_map(|found| match found {
                    Found::One(key) if self.people.has(&key) && !seen.contains(&key) => Some(key),
                    _ => None,
                });
            // The hidden code comes first: the name may have changed.
            let by_code =
                Some(row.code.clone()).filter(|c| self.people.has(c) && !seen.contains(c));
            let key = by_code
                .or(known)
                .unwrap_or_else(|| match row.code.as_str() {
                    code if is_key(code) && !self.people.has(code) => code.to_owned(),
                    _ => self.people.new_key(&name),
                });
            self.person(row, &key, &name);
            seen.push(key);
        }
        let all: Vec<String> = self.staff_keys();
        for key in all.into_iter().filter(|k| !seen.contains(k)) {
            let name = format!("сотрудник «{}»", self.people.shown(&key));
            self.change(What::Missing, name, Vec::new());
            let staff = self
                .files
                .get_or_new(ORGANIZATION)
                .get_mut("staff")
                .and_then(Item::as_table_like_mut);
            if let Some(staff) = staff.filter(|_| self.prune == Prune::Everything) {
                staff.remove(&key);
            }
        }
    }

    pub(super) fn staff_keys(&self) -> Vec<String> {
        let staff = self
            .files
            .get(ORGANIZATION)
            .and_then(|t| t.get("staff"))
            .and_then(Item::as_table_like);
        staff
            .into_iter()
            .flat_map(TableLike::iter)
            .map(|(key, _)| key.to_owned())
            .collect()
    }

    pub(super) fn person(&mut self, row: &Row, key: &str, name: &str) {
        let is_new = !self.people.has(key);
        let mut person = self.take_person(key);
        let Some(table) = person.as_table_like_mut() else {
            return;
        };
        let differences = self.apply(
            row,
            &mut Target {
                file: ORGANIZATION,
                prefix: format!("staff.{key}"),
                table,
            },
        );
        self.people.add(key, name);
        self.give_person(key, person);
        self.tell(&format!("сотрудник «{name}»"), is_new, differences);
    }

    /// The person's table out of the file, so that names can be looked up while it is changed.
    pub(super) fn take_person(&mut self, key: &str) -> Item {
        let staff = self
            .files
            .get(ORGANIZATION)
            .and_then(|t| t.get("staff"))
            .and_then(Item::as_table_like);
        staff
            .and_then(|s| s.get(key))
            .cloned()
            .unwrap_or_else(|| Item::Table(Table::new()))
    }

    pub(super) fn give_person(&mut self, key: &str, person: Item) {
        let organization = self.files.get_or_new(ORGANIZATION);
        if organization.is_empty() {
            // So that the organisation stands before its staff.
            organization.insert("organization", Item::Table(Table::new()));
        }
        if !organization.contains_key("staff") {
            let mut staff = Table::new();
            staff.set_implicit(true);
            organization.insert("staff", Item::Table(staff));
        }
        let Some(staff) = organization
            .get_mut("staff")
            .and_then(Item::as_table_like_mut)
        else {
            return;
        };
        match staff.get_mut(key) {
            Some(old) => *old = person,
            None => drop(staff.insert(key, person)),
        }
    }
}
