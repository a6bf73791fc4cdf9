//! What is alike in several schools: people of one name, and what was copied.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::School;
use crate::russian::searchable;

/// Everything that is alike; schools are named by their places in the list.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Likeness {
    /// But for those who are one of [`Common::People`].
    pub namesakes: Vec<Namesake>,
    pub copies: Vec<Copied>,
}

/// One name that stands in several schools.
#[derive(Debug, PartialEq, Eq)]
pub struct Namesake {
    pub name: String,
    pub schools: Vec<usize>,
}

/// What several schools have in common that each should have of its own.
#[derive(Debug, PartialEq, Eq)]
pub struct Copied {
    pub what: Common,
    pub count: usize,
    pub schools: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Common {
    /// The name of the organisation.
    Name,
    /// Reasons of programs, word for word.
    Texts,
    /// So many people that one list must be made from the other.
    People,
}

/// Fewer people in common may be chance.
const FEWEST_PEOPLE: usize = 3;

impl Likeness {
    /// Compares all schools with each other. The work grows with what they say, not with the number
    /// of their pairs.
    pub fn of(schools: &[School]) -> Self {
        let mut namesakes = namesakes(schools);
        let mut copies = Vec::new();
        let is_read = |(_, school): &(usize, &School)| school.is_read;
        let named = schools.iter().enumerate().filter(is_read);
        let names = named.map(|(i, school)| (searchable(&school.full_name), i));
        for (_, schools) in common(names) {
            copies.push(Copied {
                what: Common::Name,
                count: 1,
                schools,
            });
        }
        let all = schools.iter().enumerate();
        let texts = all.flat_map(|(i, school)| school.texts.iter().map(move |text| (text, i)));
        copies.extend(groups(common(texts).into_values(), Common::Texts));
        let shared = groups(
            namesakes.iter().map(|it| it.schools.clone()),
            Common::People,
        );
        let lists = shared.into_iter().filter(|group| {
            let people = group.schools.iter().map(|i| schools[*i].people.len());
            let fewest = people.min().unwrap_or_default();
            group.count >= FEWEST_PEOPLE && group.count * 2 >= fewest
        });
        let lists: Vec<Copied> = lists.collect();
        // Where the whole list is another's, single names say nothing more.
        let of_lists: BTreeSet<&[usize]> = lists.iter().map(|it| it.schools.as_slice()).collect();
        namesakes.retain(|it| !of_lists.contains(it.schools.as_slice()));
        copies.extend(lists);
        Self { namesakes, copies }
    }

    /// What concerns one school.
    pub fn namesakes_of(&self, school: usize) -> impl Iterator<Item = &Namesake> {
        let all = self.namesakes.iter();
        all.filter(move |it| it.schools.contains(&school))
    }

    pub fn copies_of(&self, school: usize) -> impl Iterator<Item = &Copied> {
        let all = self.copies.iter();
        all.filter(move |it| it.schools.contains(&school))
    }
}

/// What several schools have, each with those schools.
fn common<K: Ord>(of: impl IntoIterator<Item = (K, usize)>) -> BTreeMap<K, Vec<usize>> {
    let mut all: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (key, school) in of {
        let schools = all.entry(key).or_default();
        if schools.last() != Some(&school) {
            schools.push(school);
        }
    }
    all.retain(|_, schools| schools.len() > 1);
    all
}

/// How often the same schools have something in common.
fn groups(all: impl IntoIterator<Item = Vec<usize>>, what: Common) -> Vec<Copied> {
    let mut counts: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    for schools in all {
        *counts.entry(schools).or_default() += 1;
    }
    let group = |(schools, count)| Copied {
        what,
        count,
        schools,
    };
    counts.into_iter().map(group).collect()
}

fn namesakes(schools: &[School]) -> Vec<Namesake> {
    let all = schools.iter().enumerate();
    let people = all.flat_map(|(i, school)| school.people.keys().map(move |key| (key, i)));
    let mut out = Vec::new();
    for (key, mut where_from) in common(people) {
        let names = |school: &School| [&school.name, &school.full_name].map(|it| searchable(it));
        // Who is said to work in the other school is known to be in both.
        let all = where_from.clone();
        where_from.retain(|i| {
            let known = schools[*i].people.get(key);
            let workplace = known.and_then(|it| it.workplace.as_ref());
            !workplace.is_some_and(|place| {
                let mut others = all.iter().filter(|other| *other != i);
                others.any(|other| names(&schools[*other]).contains(place))
            })
        });
        let first = where_from.first().and_then(|i| schools[*i].people.get(key));
        if let (Some(known), true) = (first, where_from.len() > 1) {
            out.push(Namesake {
                name: known.name.clone(),
                schools: where_from,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::facts::Known;
    use super::*;

    fn school(name: &str, people: &[(&str, Option<&str>)], texts: &[&str]) -> School {
        let known = |(name, workplace): &(&str, Option<&str>)| {
            let known = Known {
                name: (*name).to_owned(),
                workplace: workplace.map(searchable),
            };
            (searchable(name), known)
        };
        School {
            name: name.to_owned(),
            full_name: format!("школа «{name}»"),
            is_read: true,
            people: people.iter().map(known).collect(),
            texts: texts.iter().map(|it| (*it).to_owned()).collect(),
            ..School::default()
        }
    }

    #[test]
    fn one_name_in_two_schools_is_told_unless_the_files_say_why() {
        let a = school("Лицей", &[("Журавлёва Анна Петровна", None)], &[]);
        let b = school("Гимназия", &[("журавлева анна петровна", None)], &[]);
        let told = Likeness::of(&[a.clone(), b]);
        assert_eq!(told.namesakes.len(), 1);
        assert_eq!(told.namesakes[0].name, "Журавлёва Анна Петровна");
        assert_eq!(told.namesakes[0].schools, [0, 1]);
        assert_eq!(told.copies, []);
        let lent = school("Сад", &[("Журавлева Анна Петровна", Some("Лицей"))], &[]);
        assert_eq!(Likeness::of(&[a, lent]), Likeness::default());
    }

    #[test]
    fn what_was_copied_is_told_by_what_it_is() {
        let people = [("А Б В", None), ("Г Д Е", None), ("Ж З И", None)];
        let a = school("Лицей", &people, &["1", "2", "3"]);
        let b = school("Гимназия", &people, &["2", "3", "4"]);
        let again = School {
            folder: "лицей-копия".to_owned(),
            ..school("Лицей", &[], &[])
        };
        let told = Likeness::of(&[a, b, again]);
        let what: Vec<_> = told
            .copies
            .iter()
            .map(|it| (it.what, it.count, it.schools.as_slice()))
            .collect();
        assert_eq!(
            what,
            [
                (Common::Name, 1, &[0, 2][..]),
                (Common::Texts, 2, &[0, 1]),
                (Common::People, 3, &[0, 1])
            ]
        );
        assert_eq!(told.copies_of(2).count(), 1);
        assert_eq!(told.namesakes, []);
    }
}
