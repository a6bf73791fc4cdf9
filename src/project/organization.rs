//! `organization.toml`: the organisation, its staff, the edition of the forms and settings.

use std::sync::Arc;

use super::approval::Approval;
use super::cases::Cases;
use super::school_year::SchoolYear;
use super::staff::{self, Person, Staff, person_at};
use crate::edition::{Edition, RegulationOf};
use crate::problem::{Advice, Code, Placed, Problem};
use crate::reader::{Reader, TomlTable, same_word};
use crate::russian::{
    Case, Declined, decline_organization, located, rules_by_instrumental, without_common_end,
};
use crate::standard::Standard;

#[derive(Debug, Clone)]
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

    /// Whether the school itself may pay somebody: not its head, whom the founder pays, nor who works
    /// elsewhere.
    pub fn may_pay(&self, person: &Person) -> bool {
        let is_head = self
            .head
            .as_ref()
            .is_some_and(|head| head.key == person.key);
        !is_head && self.workplace_of(person).is_none()
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

pub(super) fn read(reader: &Reader<'_>, table: &TomlTable<'_>) -> Organization {
    let typography = table.boolean("typography").unwrap_or(true);
    reader.set_typography(typography);
    let edition = table.words("edition", "\"stary-oskol-2022\"");
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
                most_mentees: it.count("most_mentees", 1).map(|n| n.value),
            };
            it.finish();
            settings
        },
    );
    let files = table
        .table("files")
        .map(|it| read_files(&it))
        .unwrap_or_default();
    let signatures = read_signatures(reader, table);
    if let Some(it) = table.table("defaults") {
        read_defaults(it);
    }
    let registers = table.table("registers").map(|it| {
        let teachers = it.count("teachers", 1);
        it.finish();
        Registers { teachers }
    });
    let year_papers = table.texts("year_papers");
    let staff = staff::read(reader, table);
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

fn read_files(table: &TomlTable<'_>) -> FileSettings {
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
fn read_defaults(it: TomlTable<'_>) {
    it.day("consent");
    for key in ["form", "mode", "format"] {
        it.line(key);
    }
    it.finish();
}

fn read_signatures(reader: &Reader<'_>, table: &TomlTable<'_>) -> Signatures {
    let Some(it) = table.table("signatures") else {
        return Signatures::default();
    };
    reader.take_literally(true);
    let out = Signatures {
        fields: it.boolean("fields").unwrap_or(false),
        command: it
            .texts("command")
            .map(|list| list.value.into_iter().map(|t| t.value).collect())
            .unwrap_or_default(),
        timeout: it
            .count("timeout", 1)
            .and_then(|n| u64::try_from(n.value).ok()),
    };
    reader.take_literally(false);
    it.finish();
    out
}

fn read_organization(reader: &Reader<'_>, it: &TomlTable<'_>, out: &mut Organization) {
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
