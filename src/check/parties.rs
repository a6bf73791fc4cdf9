//! Whose papers the papers of article 351.8 are: two that bear one number, a head who is taught.

use crate::problem::{Advice, Code, Place, Placed, Problem};
use crate::project::{Basis, Mentorship, Organization, Pairing, Person, Project};
use crate::reader::When;
use crate::russian::{Case, searchable};

pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    same_numbers(project, problems);
    let organization = &project.organization;
    problems.extend(two_names(organization));
    problems.extend(crossed_names(organization));
    if !organization.is_municipality {
        let pairings = project.pairings.iter();
        problems.extend(pairings.filter_map(|pairing| taught_head(organization, pairing)));
    }
}

/// The two names of a school, which name different numbers.
fn two_names(organization: &Organization) -> Option<Problem> {
    let short = organization.short_name.as_ref()?;
    let (full, own) = (numbers(&organization.full_name), numbers(short));
    if full.is_empty() || own.iter().all(|number| full.contains(number)) {
        return None;
    }
    let list = |all: &[String]| all.join(", ");
    let message = format!(
        "в полном наименовании школы № {}, в сокращенном – № {}",
        list(&full),
        list(&own)
    );
    let problem = Problem::new(Code::SchoolNumbersDiffer, message).at(&short.place);
    Some(problem.hint("исправьте то наименование, в котором описка"))
}

/// A short name that is longer than the full one: they are exchanged.
fn crossed_names(organization: &Organization) -> Option<Problem> {
    let short = organization.short_name.as_ref()?;
    let length = |name: &str| name.chars().count();
    let is_crossed =
        !organization.full_name.is_empty() && length(short) > length(&organization.full_name);
    let message = "сокращенное наименование длиннее полного";
    let problem = Problem::new(Code::SchoolNumbersDiffer, message).at(&short.place);
    is_crossed.then(|| problem.hint("похоже, наименования перепутаны местами: поменяйте их"))
}

/// Figures after «№».
fn numbers(name: &str) -> Vec<String> {
    let after = name.split('№').skip(1);
    let figures = after.map(|it| {
        let figures = it.trim_start().chars();
        figures.take_while(char::is_ascii_digit).collect::<String>()
    });
    figures.filter(|number| !number.is_empty()).collect()
}

fn is_head(organization: &Organization, person: &Person) -> bool {
    let head = organization.head.as_ref();
    head.is_some_and(|head| head.key == person.key)
}

/// An additional agreement that the school itself makes.
struct Numbered<'p> {
    mentor: &'p Person,
    number: &'p Placed<String>,
    /// The calendar year, in which numbers do not repeat.
    year: Option<i32>,
    /// The number of the contract that it adds to: some schools number within one contract.
    contract: Option<String>,
}

impl<'p> Numbered<'p> {
    fn of(organization: &Organization, mentorship: &'p Mentorship) -> Option<Self> {
        let mentor: &Person = &mentorship.mentor;
        if is_head(organization, mentor) || organization.workplace_of(mentor).is_some() {
            return None;
        }
        let agreement = &mentorship.labour.as_ref()?.agreement;
        let year = agreement.date.as_deref().and_then(|date| match date {
            When::Day(day) => Some(chrono::Datelike::year(day)),
            When::Span { .. } | When::Printed(_) => None,
        });
        Some(Self {
            mentor,
            number: agreement.number.as_ref()?,
            year,
            contract: mentor.contract.number.as_ref().map(|it| searchable(it)),
        })
    }

    fn is_another_of_the_same_number(&self, earlier: &Self) -> bool {
        let same_person = self.mentor.key == earlier.mentor.key;
        let contracts = self.contract.as_ref().zip(earlier.contract.as_ref());
        let numbered_apart = !same_person && contracts.is_some_and(|(own, other)| own != other);
        let years = self.year.zip(earlier.year);
        // What the file says of a whole pair stands in it once.
        self.number.place != earlier.number.place
            && searchable(self.number) == searchable(earlier.number)
            && years.is_none_or(|(own, other)| own == other)
            && !numbered_apart
    }
}

/// Two agreements under one number: one of the numbers is a slip.
fn same_numbers(project: &Project, problems: &mut Vec<Problem>) {
    let organization = &project.organization;
    let pairings = project.pairings.iter();
    let all: Vec<Numbered<'_>> = pairings
        .flat_map(|pairing| &pairing.mentorships)
        .filter_map(|mentorship| Numbered::of(organization, mentorship))
        .collect();
    for (i, own) in all.iter().enumerate() {
        let mut before = all[..i].iter();
        let Some(first) = before.find(|it| own.is_another_of_the_same_number(it)) else {
            continue;
        };
        let short = |person: &Person| person.short_in(Case::Instrumental);
        let whose = if own.mentor.key == first.mentor.key {
            format!("два дополнительных соглашения с {}", short(own.mentor))
        } else {
            format!(
                "дополнительные соглашения с {} и с {}",
                short(first.mentor),
                short(own.mentor)
            )
        };
        let message = format!("{whose} – под одним номером «{}»", own.number.value);
        problems.push(
            Problem::new(Code::SameAgreementNumber, message)
                .at(&own.number.place)
                .hint(Advice::apart(
                    "исправьте номер; если соглашения нумеруются внутри каждого трудового договора, запишите у сотрудников договоры: contract = { number = \"…\", date = … }",
                    "исправьте номер; если соглашения нумеруются внутри каждого трудового договора, впишите у сотрудников номера договоров",
                )),
        );
    }
}

/// A head who has a mentor: for the employer he would sign papers about himself.
fn taught_head(organization: &Organization, pairing: &Pairing) -> Option<Problem> {
    let mentees = pairing.mentees.iter();
    let head = mentees.clone().find(|it| is_head(organization, it))?;
    let is_of_the_founder = matches!(pairing.basis, Some(Basis::Printed(_)));
    let is_signed_elsewhere = |mentorship: &Mentorship| {
        let labour = mentorship.labour.as_ref();
        labour.is_none_or(|labour| !labour.agreement.is_empty())
    };
    if is_of_the_founder && pairing.mentorships.iter().all(is_signed_elsewhere) {
        return None;
    }
    let place: &Place = &head.place;
    let message = format!(
        "наставляемый {} – руководитель: от имени работодателя документы о своем обучении подписал бы он сам",
        head.name.short()
    );
    Some(
        Problem::new(Code::MenteeIsHead, message)
            .at(place)
            .hint(Advice::apart(
                "наставника руководителю назначает учредитель: запишите его решение словами – basis = \"приказ … от … № …\"",
                "наставника руководителю назначает учредитель: впишите его приказ в «Основание словами»",
            )),
    )
}
