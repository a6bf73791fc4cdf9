//! `organization.toml`: the organisation, its staff, the edition of the forms and settings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::approval::Approval;
use super::cases::Cases;
use super::dirt;
use super::own_values::{OwnValues, own_values};
use super::school_year::SchoolYear;
use crate::edition::{Edition, RegulationOf};
use crate::problem::{Advice, Audience, Code, Place, Placed, Problem, nearest};
use crate::reader::{Reader, Table, UNKNOWN_KEY, same_word};
use crate::russian::{
    BadName, Case, Declined, DeclinedName, Gender, PersonName, decline_name, decline_organization,
    decline_post, gender_of, located, rules_by_instrumental, searchable, without_common_end,
};
use crate::standard::Standard;

#[derive(Debug)]
pub struct Organization {
    /// As in the charter.
    pub full_name: Placed<String>,
    pub short_name: Option<Placed<String>>,
    /// Lines of the letterhead above the organisation's name.
    pub parent: Vec<Placed<String>>,
    pub place: Option<Placed<String>>,
    /// The minutes by which the pedagogical council adopted the regulation,
    pub council: Approval,
    /// and by which the trade union agreed to it.
    pub union: Approval,
    /// The lines at the top of an order, in place of `parent` and the names.
    pub letterhead: Vec<Placed<String>>,
    /// A municipal body: the regulation and the roadmap are those of the municipality.
    pub is_municipality: bool,
    pub head: Option<Placed<Arc<Person>>>,
    pub curator: Option<Placed<Arc<Person>>>,
    pub school_year: Option<Placed<SchoolYear>>,
    /// Oblique cases of the name that stands in sentences, where the user gives them.
    pub cases: Cases,
    /// Folder of the wording, `stary-oskol-2022` unless the user names another.
    pub edition: Option<Placed<String>>,
    /// Whether the slips of the source are mended.
    pub corrected: bool,
    /// Whether a school adopts the regulation that is written for any school, or that of the source;
    /// `None` where it does not say, and has that of its edition.
    pub school_regulation: Option<Placed<bool>>,
    /// Whether dashes and quotes of the user's texts are set as a printer would.
    pub typography: bool,
    pub program: ProgramSettings,
    pub files: FileSettings,
    pub signatures: Signatures,
    /// Present if the banks and the register are wanted.
    pub registers: Option<Registers>,
    /// The rest of the year's papers that are asked for, by key or name.
    pub year_papers: Vec<Placed<String>>,
    pub staff: Staff,
}

/// How programs are printed where the form leaves a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProgramSettings {
    /// Blocks without activities stay, with empty rows (note * of the form lets them go).
    pub empty_blocks: bool,
    /// The form's explanations in brackets are printed in a filled program too.
    pub hints: bool,
    /// Mentees that one mentor may have at the same time, where the school sets a limit.
    pub most_mentees: Option<usize>,
}

/// How the files are made, whatever is written in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FileSettings {
    /// Of every PDF that has no other.
    pub standard: Standard,
    /// Of the papers of article 351.8 of the Labour Code, where they keep another.
    pub labour_standard: Option<Standard>,
    /// Whether papers bear a QR code (ГОСТ Р 7.0.97-2025, requisite 31).
    pub qr: bool,
}

/// How papers are signed electronically.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signatures {
    /// Places to sign get empty signature fields in PDF.
    pub fields: bool,
    /// The signing program and its arguments.
    pub command: Vec<String>,
    /// Seconds the program may take.
    pub timeout: Option<u64>,
}

/// What the registers and the curator's report are counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registers {
    /// Teachers of the organisation, for the share that mentoring reaches.
    pub teachers: Option<Placed<usize>>,
}

/// Members of the staff by their keys.
pub type Staff = BTreeMap<String, Arc<Person>>;

#[derive(Debug)]
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

/// A school year as it is written, for advice.
const SCHOOL_YEAR: &str = "\"2026/2027\"";

impl Organization {
    /// The name that stands in the middle of a sentence: the short one where there is one.
    pub fn name_in_text(&self) -> &Placed<String> {
        self.short_name.as_ref().unwrap_or(&self.full_name)
    }

    /// The name in the middle of a sentence, in a case; the prepositional is that after «в».
    pub fn in_text(&self, case: Case) -> Placed<String> {
        let name = self.name_in_text();
        let declined = || Some(located_form(&decline_organization(name).ok()?, case));
        let own = self.own_case(case).map(ToOwned::to_owned);
        let form = own.or_else(declined);
        name.clone().map(|name| form.unwrap_or(name))
    }

    /// The name after the post of its head: «директор МБОУ «СОШ № 5»», «заведующий МБДОУ № 2»; of
    /// «заведующий детским садом» and «Детский сад № 2» the case is that of the words they share.
    pub fn after_post(&self, post: &str) -> Placed<String> {
        let governed = self.in_text(Case::Instrumental);
        if rules_by_instrumental(post) || without_common_end(post, &governed) != post {
            governed
        } else {
            self.in_text(Case::Genitive)
        }
    }

    /// Whether papers have the regulation of a school of any town: the school asks for it, or its
    /// edition has no other. The regulation of the source is the municipality's own.
    pub fn has_school_regulation(&self, edition: &Edition) -> bool {
        let is_asked = self.school_regulation.as_ref().map(|it| it.value);
        !self.is_municipality
            && is_asked.unwrap_or(edition.common.regulation == RegulationOf::School)
    }

    /// Where a person works, if it is not here.
    pub fn workplace_of<'p>(&self, person: &'p Person) -> Option<&'p str> {
        let workplace = person.organization.as_deref()?;
        let is_here =
            same_word(workplace, &self.full_name) || same_word(workplace, self.name_in_text());
        (!is_here).then_some(workplace)
    }

    /// The form that the user gives of the name in sentences. Forms of the full name, given before
    /// there was a short one, differ from that in the number of words and are none of it.
    pub fn own_case(&self, case: Case) -> Option<&str> {
        let words = |text: &str| text.split_whitespace().count();
        self.cases.form(case).filter(|form| {
            self.short_name
                .as_ref()
                .is_none_or(|short| words(short) == words(form))
        })
    }
}

/// A form of an organisation's name in a sentence.
pub fn located_form(declined: &Declined, case: Case) -> String {
    match case {
        Case::Prepositional => located(declined),
        _ => declined.form(case).to_owned(),
    }
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

pub(super) fn read(reader: &Reader<'_>, table: &Table<'_>) -> Organization {
    let typography = table.boolean("typography").unwrap_or(true);
    reader.set_typography(typography);
    let edition = table.line("edition");
    let school_regulation = table.choice("regulation", &[("official", false), ("school", true)]);
    let corrected = table
        .choice("wording", &[("official", false), ("corrected", true)])
        .is_some_and(|w| w.value);
    let program = table.table("program").map_or(
        ProgramSettings {
            empty_blocks: false,
            hints: true,
            most_mentees: None,
        },
        |it| {
            let settings = ProgramSettings {
                empty_blocks: it.boolean("empty_blocks").unwrap_or(false),
                hints: it.boolean("hints").unwrap_or(true),
                most_mentees: it
                    .number("most_mentees")
                    .and_then(|n| usize::try_from(n.value).ok()),
            };
            it.finish();
            settings
        },
    );
    let files = table
        .table("files")
        .map(|it| read_files(&it))
        .unwrap_or_default();
    let signatures = read_signatures(reader, table, typography);
    if let Some(it) = table.table("defaults") {
        read_defaults(it);
    }
    let registers = table.table("registers").map(|it| {
        let teachers = it.number("teachers").and_then(|n| {
            Some(Placed {
                value: usize::try_from(n.value).ok()?,
                place: n.place,
            })
        });
        it.finish();
        Registers { teachers }
    });
    let year_papers = table.texts("year_papers");
    let staff = read_staff(reader, table);
    let mut out = Organization {
        full_name: table.or_empty(None),
        short_name: None,
        parent: Vec::new(),
        place: None,
        council: Approval::default(),
        union: Approval::default(),
        letterhead: Vec::new(),
        is_municipality: false,
        head: None,
        curator: None,
        school_year: None,
        cases: Cases::default(),
        edition,
        corrected,
        school_regulation,
        typography,
        program,
        files,
        signatures,
        registers,
        year_papers: year_papers.map(|list| list.value).unwrap_or_default(),
        staff,
    };
    if !table.has("organization") {
        table.missing("[organization]", "сведения об организации");
    }
    if let Some(it) = table.table("organization") {
        read_organization(reader, &it, &mut out);
        it.finish();
    }
    table.check_unknown();
    out
}

fn read_files(table: &Table<'_>) -> FileSettings {
    let standards = Standard::ALL.map(|s| (s.key(), s));
    let standard = |key| table.choice(key, &standards).map(|s| s.value);
    let settings = FileSettings {
        standard: standard("standard").unwrap_or_default(),
        labour_standard: standard("labour_standard"),
        qr: table.boolean("qr").unwrap_or(false),
    };
    table.check_unknown();
    settings
}

/// What the page begins new pairs with. It is looked through only: no paper is made of it.
fn read_defaults(it: Table<'_>) {
    it.day("consent");
    for key in ["form", "mode", "format"] {
        it.line(key);
    }
    it.finish();
}

fn read_signatures(reader: &Reader<'_>, table: &Table<'_>, typography: bool) -> Signatures {
    let Some(it) = table.table("signatures") else {
        return Signatures::default();
    };
    // Arguments of a program are taken to the letter.
    reader.set_typography(false);
    let out = Signatures {
        fields: it.boolean("fields").unwrap_or(false),
        command: it
            .texts("command")
            .map(|list| list.value.into_iter().map(|t| t.value).collect())
            .unwrap_or_default(),
        timeout: it
            .number("timeout")
            .and_then(|n| u64::try_from(n.value).ok()),
    };
    reader.set_typography(typography);
    it.finish();
    out
}

fn read_organization(reader: &Reader<'_>, it: &Table<'_>, out: &mut Organization) {
    let lines = |key| it.texts(key).map(|list| list.value).unwrap_or_default();
    out.full_name = it.or_empty(it.required_line("full_name", "полное наименование организации"));
    out.short_name = it.line("short_name");
    out.parent = lines("parent");
    out.place = it.line("place");
    out.council = Approval::of_paper(it, "council");
    out.union = Approval::of_paper(it, "union");
    out.letterhead = lines("letterhead");
    out.is_municipality = it
        .choice("level", &[("organization", false), ("municipality", true)])
        .is_some_and(|l| l.value);
    let member = |key| {
        it.line(key)
            .and_then(|key| person_at(reader, &out.staff, key))
    };
    out.head = member("head");
    out.curator = member("curator");
    out.school_year = it.words("school_year", SCHOOL_YEAR).and_then(|text| {
        let year = SchoolYear::parse(&text.value);
        if year.is_none() {
            reader.report(
                Problem::with(
                    Code::BadSchoolYear,
                    "school_year",
                    format!("«{}» – не учебный год", text.value),
                )
                .at(&text.place)
                .hint(Advice::apart(
                    format!("учебный год пишется двумя годами подряд: {SCHOOL_YEAR}"),
                    "учебный год пишется двумя годами подряд: 2026/2027",
                )),
            );
        }
        year.map(|value| Placed {
            value,
            place: text.place,
        })
    });
    out.cases = Cases::read(it, "cases");
}

fn read_staff(reader: &Reader<'_>, table: &Table<'_>) -> Staff {
    let mut people = Vec::new();
    for (key, it) in table.named_tables("staff") {
        let name = it.required_line("name", "фамилия, имя, отчество");
        let position = it.required_text("position", "должность");
        let place = name
            .as_ref()
            .map_or_else(|| it.place(), |n| n.place.clone());
        position
            .iter()
            .flat_map(|post| {
                [
                    dirt::capital_post(reader, post),
                    dirt::category_in_post(post),
                ]
            })
            .flatten()
            .for_each(|problem| reader.report(problem));
        let clean = position.as_ref().map(|post| Placed {
            value: dirt::clean_post(reader, post),
            place: post.place.clone(),
        });
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
        BadName::OneWord => "одно слово".to_owned(),
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
    .at(&key.place);
    let advised = |in_files: String| {
        let in_form = "выберите человека из списка сотрудников или сначала добавьте его туда";
        problem.hint(Advice::apart(in_files, in_form))
    };
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
