//! The staff of an organisation, and how people are found and named.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::approval::Approval;
use super::cases::Cases;
use super::dirt;
use super::own_values::{OwnValues, own_values};
use crate::problem::{Advice, Audience, Code, Place, Placed, Problem, nearest};
use crate::reader::{Reader, TomlTable, UNKNOWN_KEY};
use crate::russian::{
    BadName, Case, DeclinedName, Gender, PersonName, decline_name, decline_post, gender_of,
    in_latin, searchable,
};

/// Members of the staff by their keys.
pub type Staff = BTreeMap<String, Arc<Person>>;

#[derive(Debug, Clone)]
pub struct Person {
    pub key: String,
    /// Where the name stands in the file.
    pub place: Place,
    pub name: PersonName,
    /// As in the staff list, in the nominative.
    pub position: Placed<String>,
    /// Place of work, where it is another organisation.
    pub organization: Option<Placed<String>>,
    /// The employment contract with the school.
    pub contract: Approval,
    pub gender: Option<Gender>,
    /// Whether surname and initials are those of somebody else here too.
    pub has_namesake: bool,
    /// Whether the person is to have a mentor.
    pub needs_mentor: bool,
    /// Forms of the name.
    pub cases: Cases,
    /// Forms of the post.
    pub position_cases: Cases,
    /// Values of fields that the edition adds.
    pub own: OwnValues,
}

impl Person {
    /// Whether the name could be read: else papers are not made, and nothing is asked of it.
    pub fn has_name(&self) -> bool {
        !self.name.given.is_empty()
    }

    /// The whole name in a case: as the user gave it, or by the rules.
    pub fn name_in(&self, case: Case) -> String {
        let own = self.cases.form(case).map(ToOwned::to_owned);
        own.or_else(|| self.declined().map(|d| d.full(case)))
            .unwrap_or_else(|| self.name.full())
    }

    /// «Лебедева Н.В.»; the whole name where the initials would not tell who it is.
    pub fn short(&self) -> String {
        if self.has_namesake {
            return self.name.full();
        }
        self.name.short()
    }

    /// «Лебедеву Н.В.»; the whole name where the initials would not tell who it is.
    pub fn short_in(&self, case: Case) -> String {
        if self.has_namesake {
            return self.name_in(case);
        }
        self.initials_in(case)
    }

    /// «Лебедеву Н.В.», whoever else may have the same initials.
    pub(super) fn initials_in(&self, case: Case) -> String {
        let own = self.cases.form(case).map(|full| self.name.short_of(full));
        own.or_else(|| self.declined().map(|d| d.short(case)))
            .unwrap_or_else(|| self.name.short())
    }

    /// A text with initials in the place of the whole name of somebody who has a namesake here.
    pub(super) fn shortened_in(&self, text: String) -> String {
        if !self.has_namesake {
            return text;
        }
        Case::ALL.into_iter().fold(text, |text, case| {
            let whole = self.name_in(case).replace('\u{A0}', " ");
            text.replace(&whole, &self.initials_in(case))
        })
    }

    /// The post in a case.
    pub fn position_in(&self, case: Case) -> String {
        let own = self.position_cases.form(case).map(ToOwned::to_owned);
        own.or_else(|| {
            decline_post(&self.position)
                .ok()
                .map(|d| d.form(case).to_owned())
        })
        .unwrap_or_else(|| self.position.value.clone())
    }

    /// As the user says, or as the name shows.
    pub fn known_gender(&self) -> Option<Gender> {
        self.gender.or_else(|| gender_of(&self.name).ok())
    }

    fn declined(&self) -> Option<DeclinedName> {
        decline_name(&self.name, self.gender).ok()
    }
}

pub(super) fn read(reader: &Reader<'_>, table: &TomlTable<'_>) -> Staff {
    let mut people = Vec::new();
    for (key, it) in table.named_tables("staff") {
        let name = it.required_line("name", "фамилия, имя, отчество");
        let position = it.required_text("position", "должность");
        let place = name
            .as_ref()
            .map_or_else(|| it.place(), |n| n.place.clone());
        let own_name = name.as_ref().and_then(|it| PersonName::parse(it).ok());
        let clean = position
            .as_ref()
            .map(|post| dirt::read_post(reader, post, own_name.as_ref()));
        let position = it.or_empty(clean);
        if let Some(name) = &name {
            dirt::tell_name(reader, name);
        }
        let name = name.and_then(|text| match PersonName::parse(&text.value) {
            Ok(name) => Some(name),
            Err(why) => {
                reader.report(bad_name(&text.value, why, &text.place));
                None
            }
        });
        let person = Person {
            key: key.value.clone(),
            place,
            // A person without a readable name stays known, so that no one is told of an unknown
            // key besides.
            name: name.unwrap_or(PersonName {
                surname: key.value.clone(),
                given: String::new(),
                patronymic: None,
            }),
            position,
            organization: it.line("organization"),
            contract: Approval::of_paper(&it, "contract"),
            gender: it
                .choice(
                    "gender",
                    &[("m", Gender::Masculine), ("f", Gender::Feminine)],
                )
                .map(|g| g.value),
            has_namesake: false,
            needs_mentor: it.boolean("needs_mentor").unwrap_or(false),
            cases: Cases::read(&it, "cases"),
            position_cases: Cases::read(&it, "position_cases"),
            own: own_values(&it),
        };
        it.finish();
        people.push(person);
    }
    mark_namesakes(&mut people);
    let keyed = |person: Person| (person.key.clone(), Arc::new(person));
    people.into_iter().map(keyed).collect()
}

/// Marks people of different names whose surname and initials are the same.
fn mark_namesakes(people: &mut [Person]) {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let short = |person: &Person| searchable(&person.name.short());
    for person in people.iter().filter(|person| person.has_name()) {
        let whole = searchable(&person.name.full());
        names.entry(short(person)).or_default().insert(whole);
    }
    for person in people {
        person.has_namesake = names.get(&short(person)).is_some_and(|all| all.len() > 1);
    }
}

fn bad_name(text: &str, why: BadName, place: &Place) -> Problem {
    let reason = match why {
        BadName::OneWord => match PersonName::parted(text) {
            Some(parted) => format!("потеряны пробелы, «{parted}»?"),
            None => "одно слово".to_owned(),
        },
        BadName::InitialsFirst => "сначала пишется фамилия".to_owned(),
        BadName::TooManyWords => "есть лишние слова".to_owned(),
        BadName::Character(c) => format!("в имени не бывает знака «{c}»"),
    };
    Problem::with(
        Code::BadName,
        "name",
        format!("«{text}» – не фамилия, имя и отчество: {reason}"),
    )
    .at(place)
    .hint(Advice::apart(
        "пишите так: name = \"Иванова Мария Петровна\"; должность – отдельно, в поле position",
        "пишите так: Иванова Мария Петровна; должность – отдельно",
    ))
}

/// The member of the staff with this key; tells if there is none.
pub(super) fn person(
    reader: &Reader<'_>,
    staff: &Staff,
    key: &Placed<String>,
) -> Option<Arc<Person>> {
    if let Some(found) = staff.get(&key.value) {
        return Some(Arc::clone(found));
    }
    tell_unknown(reader, staff, key);
    None
}

/// Says that a key stands for nobody.
pub(super) fn tell_unknown(reader: &Reader<'_>, staff: &Staff, key: &Placed<String>) {
    // One whose key was not understood may be this one; the heading is told.
    if staff.keys().all(|known| !known.starts_with(UNKNOWN_KEY)) {
        reader.report(unknown_person(staff, key));
    }
}

/// Whose surname words begin with.
pub(super) fn named<'s>(staff: &'s Staff, words: &str) -> Option<&'s Arc<Person>> {
    let written = searchable(words);
    let is_named = |person: &Person| {
        let surname = searchable(&person.name.surname);
        written
            .strip_prefix(&surname)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    staff.values().find(|p| p.has_name() && is_named(p))
}

/// The same, with the place where the key is written.
pub(super) fn person_at(
    reader: &Reader<'_>,
    staff: &Staff,
    key: Placed<String>,
) -> Option<Placed<Arc<Person>>> {
    person(reader, staff, &key).map(|value| Placed {
        value,
        place: key.place,
    })
}

/// So many keys of the staff are named in advice.
const FEW_KEYS: usize = 12;

/// A person may be written by the name instead of the key: then the right key is shown.
fn unknown_person(staff: &Staff, key: &Placed<String>) -> Problem {
    let problem = Problem::new(
        Code::UnknownPerson,
        format!("в списке сотрудников нет ключа «{}»", key.value),
    )
    .of_absent(&key.value)
    .at(&key.place);
    let advised = |in_files: String| {
        let in_form = "выберите человека из списка сотрудников или сначала добавьте его туда";
        problem.hint(Advice::apart(in_files, in_form))
    };
    let latin = in_latin(&key.value);
    if latin != key.value && staff.contains_key(&latin) {
        return advised(format!(
            "в ключе русские буквы вместо латинских: возможно, имелось в виду «{latin}»"
        ));
    }
    if let Some(found) = named(staff, &key.value) {
        return advised(format!(
            "здесь пишется ключ сотрудника, а не имя: возможно, имелось в виду «{}»",
            found.key
        ));
    }
    let parts: Vec<&str> = key.value.split(',').map(str::trim).collect();
    if parts.len() > 1 && parts.iter().all(|part| staff.contains_key(*part)) {
        return advised(format!(
            "каждый ключ берите в свои кавычки: \"{}\"",
            parts.join("\", \"")
        ));
    }
    if staff.is_empty() {
        return advised(
            "список сотрудников пуст: опишите их в organization.toml разделами [staff.ключ]"
                .to_owned(),
        );
    }
    let keys: Vec<&str> = staff.keys().map(String::as_str).collect();
    if nearest(&key.value, &keys).is_some() || keys.len() <= FEW_KEYS {
        let choice = Advice::choose(&key.value, &keys);
        let text = choice.text(Audience::Files).unwrap_or_default();
        return advised(text.into_owned());
    }
    if key.value.is_ascii() && !key.value.contains(' ') {
        return advised(format!(
            "добавьте сотрудника в organization.toml: [staff.{}]",
            key.value
        ));
    }
    advised("опишите сотрудника в organization.toml разделом [staff.ключ], а здесь укажите этот ключ латинскими буквами".to_owned())
}
