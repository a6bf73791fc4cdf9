//! People whom a list of pairs names and the staff lacks.

use toml_edit::{Item, Table};

use super::importer::Importer;
use crate::edit::named::{Named, is_full_name};
use crate::edit::outcome::{Edit, What};
use crate::edit::people::Found;
use crate::edit::row::{Cell, Row};
use crate::edit::toml_file::{ORGANIZATION, set};
use crate::edit::unclear::{Unclear, unclear};
use crate::edit::value::Meaning;
use crate::fields::{self, SheetKind};
use crate::problem::Code;
use crate::reader::same_word;

/// That the post beside a name and the one in its column are not the same.
pub(super) fn two_posts(person: &Named, column: Option<&str>) -> Option<Unclear> {
    let (own, column) = (person.post.as_deref()?, column?);
    let either = [(own, column), (column, own)]
        .iter()
        .any(|(a, b)| a.to_lowercase().contains(&b.to_lowercase()));
    (!either).then(|| {
        unclear(
            Code::UnclearCell,
            format!("рядом с именем стоит «{own}», а здесь «{column}»"),
            "оставьте верную должность",
        )
    })
}

/// That somebody who is said to be new is not named in full.
pub(super) fn short_of_new(person: &Named) -> Option<Unclear> {
    let is_short = person.is_new && !is_full_name(&person.name);
    is_short.then(|| {
        unclear(
            Code::UnknownPerson,
            format!("«{}» – новый человек, а имя не полное", person.name),
            "впишите фамилию, имя и отчество полностью, а за ними «(другой человек)»; если отчества нет, внесите человека на лист «Сотрудники»",
        )
    })
}

impl Importer {
    /// That somebody who is said to be another person bears the very name of a colleague: the list
    /// could not tell them apart the next time.
    pub(super) fn full_namesake(
        &self,
        person: &Named,
        found: &Found,
        position: Option<&str>,
    ) -> Option<Unclear> {
        let Found::One(key) = found else { return None };
        let post = self.post_of(key)?;
        let is_other = person.is_new
            && self.people.name(key) == Some(person.name.as_str())
            && position.is_some_and(|own| !same_word(own, &post));
        is_other.then(|| {
            unclear(
                Code::UnknownPerson,
                format!("среди сотрудников уже есть «{}», {post}", person.name),
                "полного тезку внесите на листе «Сотрудники» или в разделе «Сотрудники», а в списке пар назовите ключом в скобках, как он там стоит",
            )
        })
    }

    /// The gender of him who is named, from a column of it; nothing where none is needed. Nobody knows
    /// whose of several it is, and that is asked.
    pub(super) fn gender(&mut self, row: &Row, path: &str, named: &[Named]) -> Option<String> {
        let Some(cell) = row
            .cell(path)
            .filter(|cell| !cell.value.is_empty())
            .cloned()
        else {
            return Some(String::new());
        };
        let is_new = |person: &Named| {
            person.is_new || !matches!(self.people.find(&person.name), Found::One(_))
        };
        if !named.iter().any(is_new) {
            return Some(String::new());
        }
        if named.len() > 1 {
            let why = unclear(
                Code::UnclearCell,
                "людей здесь несколько, и неясно, чей это пол",
                "внесите нового сотрудника на лист «Сотрудники» и укажите пол там",
            );
            self.unclear(cell.head(), why, &cell.at, &cell.value);
            return None;
        }
        match self.meaning(&cell)? {
            Meaning::Text(gender) => Some(gender),
            _ => Some(String::new()),
        }
    }

    pub(super) fn say_gender(&mut self, key: &str, gender: &str) {
        let mut person = self.take_person(key);
        if let Some(table) = person.as_table_like_mut() {
            set(table, "gender", Some(gender.into()));
        }
        self.give_person(key, person);
    }

    /// The post of somebody of whom none is known so far: it may stand in a later row alone.
    pub(super) fn say_post(&mut self, key: &str, post: &str, cell: &Cell) {
        let mut person = self.take_person(key);
        if let Some(table) = person.as_table_like_mut() {
            set(table, "position", Some(post.into()));
        }
        self.remember(
            ORGANIZATION,
            &format!("staff.{key}.position"),
            &cell.at,
            &cell.value,
        );
        self.give_person(key, person);
    }

    /// Remembers where the post of a new member of the staff is to be written: in a cell that is empty,
    /// or in a column that the list has not.
    pub(super) fn lacks_post(&mut self, key: &str, row: &Row, column: &str) {
        let own = (ORGANIZATION.to_owned(), format!("staff.{key}.position"));
        match row.cell(column) {
            Some(cell) if cell.value.is_empty() => {
                self.out.empty.insert(own, cell.at.clone());
            }
            Some(_) => {}
            None => {
                let fields = &fields::words(SheetKind::Pairs).fields;
                if let Some(field) = fields.iter().find(|field| field.path == column) {
                    self.out.columns.insert(own, field.head);
                }
            }
        }
    }

    /// A new member of the staff.
    pub(super) fn enter(
        &mut self,
        name: &str,
        position: Option<&str>,
        cell: &Cell,
        post: &Cell,
    ) -> String {
        let key = self.people.new_key(name);
        let mut person = Table::new();
        set(&mut person, "name", Some(name.into()));
        if let Some(position) = position {
            set(&mut person, "position", Some(position.into()));
        }
        self.people.add(&key, name);
        self.remember(ORGANIZATION, &format!("staff.{key}"), &cell.at, &cell.value);
        self.remember(
            ORGANIZATION,
            &format!("staff.{key}.position"),
            &post.at,
            &post.value,
        );
        self.give_person(&key, Item::Table(person));
        let details = position
            .map(|p| {
                vec![Edit {
                    file: ORGANIZATION.to_owned(),
                    path: format!("staff.{key}.position"),
                    head: "Должность".to_owned(),
                    before: String::new(),
                    after: format!("«{p}»"),
                }]
            })
            .unwrap_or_default();
        self.change(What::Added, format!("сотрудник «{name}»"), details);
        key
    }
}
