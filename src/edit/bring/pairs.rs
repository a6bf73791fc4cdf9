//! The list of pairs: who mentors whom, new people among them.

use toml_edit::{Item, Table};

use super::importer::{Importer, is_key};
use crate::edit::names::pair_label;
use crate::edit::outcome::{Edit, What};
use crate::edit::people::{Found, is_full_name, named_in};
use crate::edit::row::{Cell, List, Row};
use crate::edit::toml_file::{ORGANIZATION, pairing_file, set};
use crate::edit::value::{Meaning, of_item};
use crate::edit::written::Value;
use crate::fields::{Kind, MENTEE_POST, MENTOR_POST, PAIR};
use crate::problem::{Code, Problem};

/// Keys of mentors and of mentees.
type Sides = (Vec<String>, Vec<String>);

impl Importer {
    pub(super) fn pairs(&mut self, list: &List) {
        let rows = &list.rows;
        let sides: Vec<Option<Sides>> = rows.iter().map(|row| self.sides(row)).collect();
        let stems = self.stems(rows, &sides);
        let mut seen = Vec::new();
        for ((row, sides), stem) in rows.iter().zip(&sides).zip(stems) {
            let (Some((mentors, mentees)), Some(stem)) = (sides, stem) else {
                // Every mistake of the row is told at once; the pair is not missing.
                self.tell_rest(row);
                if self.files.get(&pairing_file(&row.code)).is_some() {
                    seen.push(row.code.clone());
                }
                continue;
            };
            let computed = pair_label(mentors, mentees, &self.people);
            self.pairs.add(&stem, &row.text(PAIR).unwrap_or(computed));
            let name = format!("пара «{}»", self.pairs.shown(&stem));
            self.whole_file(row, &pairing_file(&stem), &name);
            seen.push(stem);
        }
        let labels: std::collections::BTreeMap<String, String> = self
            .files
            .stems("pairings")
            .into_iter()
            .map(|s| (s.clone(), self.pairs.shown(&s)))
            .collect();
        self.missing_files("pairings", &seen, |stem| {
            format!("пара «{}»", labels.get(stem).map_or(stem, String::as_str))
        });
    }

    pub(super) fn notes(&mut self, list: &List) {
        for row in &list.rows {
            let Some(stem) = self.stem_of(row) else {
                continue;
            };
            let (file, name) = (
                pairing_file(&stem),
                format!("записка пары «{}»", self.pairs.shown(&stem)),
            );
            self.whole_file(row, &file, &name);
        }
    }

    /// What is wrong in the other cells of a row whose people are not clear.
    fn tell_rest(&mut self, row: &Row) {
        for cell in row
            .cells
            .iter()
            .filter(|c| c.field.is_key() && !matches!(c.field.path, "mentors" | "mentees"))
        {
            self.meaning(&cell.field, &cell.at, &cell.value);
        }
    }

    /// Who is named on both sides; those the staff lacks are entered, if the list says enough of
    /// them.
    fn sides(&mut self, row: &Row) -> Option<Sides> {
        let mentors = self.side(row, "mentors", MENTOR_POST);
        let mentees = self.side(row, "mentees", MENTEE_POST);
        Some((mentors?, mentees?))
    }

    fn side(&mut self, row: &Row, path: &str, post: &str) -> Option<Vec<String>> {
        let cell = row.cell(path)?.clone();
        if cell.value.is_empty() {
            self.needed(row, path);
            return None;
        }
        if matches!(cell.value, Value::Error(_)) {
            self.meaning(&cell.field, &cell.at, &cell.value);
            return None;
        }
        let named = match named_in(&crate::reader::clean(&cell.value.shown())) {
            Ok(named) => named,
            Err(why) => {
                self.unclear(cell.field.head, why, &cell.at, &cell.value);
                return None;
            }
        };
        let posts: Vec<String> = row
            .text(post)
            .map(|t| t.lines().map(ToOwned::to_owned).collect())
            .unwrap_or_default();
        let mut keys = Vec::new();
        for (i, person) in named.iter().enumerate() {
            let found = self.people.find(&person.name);
            if let Found::One(key) = found {
                keys.push(key);
                continue;
            }
            let new = found == Found::Nobody && is_full_name(&person.name);
            if new && self.people.nearest(&person.name).is_none() {
                let beside = if posts.len() == named.len() {
                    posts.get(i)
                } else {
                    posts.first().filter(|_| posts.len() == 1)
                };
                let post_cell = row
                    .cell(post)
                    .filter(|_| beside.is_some())
                    .unwrap_or(&cell)
                    .clone();
                let position = person.post.as_ref().or(beside).cloned();
                keys.push(self.enter(&person.name, position.as_deref(), &cell, &post_cell));
                continue;
            }
            // Says who it may be, or that there is nobody of that name.
            let why = self.people.keys(&person.name).err();
            if let Some(why) = why {
                self.unclear(cell.field.head, why, &cell.at, &cell.value);
            }
            return None;
        }
        Some(keys)
    }

    /// A new member of the staff.
    fn enter(&mut self, name: &str, position: Option<&str>, cell: &Cell, post: &Cell) -> String {
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

    /// The file of each row: by the hidden code, by who is named, or a new one.
    fn stems(&mut self, rows: &[Row], sides: &[Option<Sides>]) -> Vec<Option<String>> {
        let mut out: Vec<Option<String>> = vec![None; rows.len()];
        let existing: Vec<(String, Sides)> = self
            .files
            .stems("pairings")
            .into_iter()
            .map(|s| (s.clone(), self.sides_of(&s)))
            .collect();
        let same =
            |a: &Sides, b: &Sides| sorted(&a.0) == sorted(&b.0) && sorted(&a.1) == sorted(&b.1);
        // A copied row has the code of the one it was copied from: the row of the same people keeps
        // it.
        for by_people in [true, false] {
            for (i, row) in rows.iter().enumerate() {
                let known = existing.iter().find(|(stem, _)| *stem == row.code);
                let fits = known.is_some_and(|(_, old)| {
                    !by_people || sides[i].as_ref().is_some_and(|s| same(s, old))
                });
                if out[i].is_none() && fits && !out.contains(&Some(row.code.clone())) {
                    out[i] = Some(row.code.clone());
                }
            }
        }
        for (i, row) in rows.iter().enumerate() {
            let Some(own) = sides[i].as_ref().filter(|_| out[i].is_none()) else {
                continue;
            };
            let known = existing
                .iter()
                .find(|(stem, old)| same(own, old) && !out.contains(&Some(stem.clone())));
            let free = |stem: &String| {
                !out.contains(&Some(stem.clone())) && !existing.iter().any(|(s, _)| s == stem)
            };
            let coded = Some(row.code.clone()).filter(|c| is_key(c) && free(c));
            let named = [own.0.as_slice(), own.1.as_slice()].concat();
            let base = named.iter().take(6).cloned().collect::<Vec<_>>().join("-");
            let numbered = (2..1000).map(|n| format!("{base}-{n}"));
            let new = || std::iter::once(base.clone()).chain(numbered).find(free);
            out[i] = known.map(|(stem, _)| stem.clone()).or(coded).or_else(new);
        }
        self.tell_repeated(rows, sides);
        out
    }

    /// The same people in two rows of one list.
    fn tell_repeated(&mut self, rows: &[Row], sides: &[Option<Sides>]) {
        for (i, own) in sides.iter().enumerate() {
            let Some(own) = own else { continue };
            let first = sides[..i].iter().position(|s| {
                s.as_ref().is_some_and(|s| {
                    sorted(&s.0) == sorted(&own.0) && sorted(&s.1) == sorted(&own.1)
                })
            });
            let coded = |i: usize| !rows[i].code.is_empty();
            let Some(first) = first
                .filter(|first| !(coded(i) && coded(*first) && rows[i].code != rows[*first].code))
            else {
                continue;
            };
            let Some(cell) = rows[i].cell("mentees").cloned() else {
                continue;
            };
            let problem = Problem::new(
                Code::UnclearCell,
                format!("та же пара уже стоит в строке {}", rows[first].index + 1),
            );
            self.report_at(
                problem.hint("удалите лишнюю строку или исправьте имена"),
                &cell.at,
                &cell.value.shown(),
            );
        }
    }

    fn sides_of(&self, stem: &str) -> Sides {
        let keys = |key| match of_item(
            Kind::People,
            self.files.get(&pairing_file(stem)).and_then(|t| t.get(key)),
        ) {
            Meaning::List(keys) => keys,
            _ => Vec::new(),
        };
        (keys("mentors"), keys("mentees"))
    }

    /// The pair that a row of another sheet belongs to: by its short name, or by the hidden code.
    pub(super) fn stem_of(&mut self, row: &Row) -> Option<String> {
        let by_code = || {
            row.code
                .split('/')
                .next()
                .filter(|s| self.pairs.has(s))
                .map(ToOwned::to_owned)
        };
        let Some(label) = row.text(PAIR) else {
            let stem = by_code();
            if stem.is_none() {
                self.needed(row, PAIR);
            }
            return stem;
        };
        match self.pairs.stem(&label) {
            Ok(stem) => Some(stem),
            Err(why) => {
                if let Some(cell) = row.cell(PAIR).cloned() {
                    self.unclear(cell.field.head, why, &cell.at, &cell.value);
                }
                None
            }
        }
    }
}

fn sorted(keys: &[String]) -> Vec<&String> {
    let mut keys: Vec<&String> = keys.iter().collect();
    keys.sort_unstable();
    keys
}
