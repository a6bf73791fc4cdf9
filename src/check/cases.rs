//! Names and posts that the papers need in oblique cases: where the rules are not sure, the user is
//! asked before the printer.

use std::collections::BTreeMap;

use super::names;
use crate::problem::{Advice, Code, Problem};
use crate::project::{Cases, Control, Order, Person, Project, located_form};
use crate::russian::{
    Case, Declined, Refusal, decline_name, decline_organization, decline_post, is_given_first,
};

pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    for person in oblique_people(project).into_values() {
        check_name(person, problems);
        check_post(person, problems);
    }
    let organization = &project.organization;
    let is_declined =
        !project.orders.is_empty() || project.roadmap.is_some() || !project.pairings.is_empty();
    if is_declined && !organization.is_municipality {
        check_organization(project, problems);
    }
}

/// Everyone whom some paper names otherwise than in the nominative.
fn oblique_people(project: &Project) -> BTreeMap<&str, &Person> {
    let mut people: Vec<&Person> = Vec::new();
    for order in &project.orders {
        people.extend(project.organization.curator.as_ref().map(|p| &*p.value));
        people.extend(
            order
                .new_mentors
                .iter()
                .chain(&order.old_mentors)
                .map(|p| &*p.value),
        );
        if let Some(Control::Person(person)) = &order.control {
            people.push(person);
        }
        people.extend(named_pairings(project, order));
    }
    for pairing in &project.pairings {
        let own = pairing.mentorships.iter().filter(|m| m.labour.is_some());
        let mentors: Vec<&Person> = own.map(|m| &*m.mentor.value).collect();
        if !mentors.is_empty() {
            people.extend(project.organization.head.as_ref().map(|p| &*p.value));
            people.extend(mentors);
            people.extend(pairing.mentees.iter().map(|p| &*p.value));
        }
    }
    // Of several first names every paper shows the initials.
    let staff = project.organization.staff.values().map(|p| &**p);
    people.extend(staff.filter(|p| p.name.given.contains(' ')));
    people
        .into_iter()
        .filter(|p| p.has_name())
        .map(|p| (p.key.as_str(), p))
        .collect()
}

fn named_pairings<'a>(project: &'a Project, order: &'a Order) -> impl Iterator<Item = &'a Person> {
    let named = project
        .pairings
        .iter()
        .filter(|p| order.pairings.iter().any(|stem| stem.value == p.stem));
    named.flat_map(|p| p.mentors.iter().chain(&p.mentees).map(|p| &*p.value))
}

fn check_name(person: &Person, problems: &mut Vec<Problem>) {
    // Of a name in another case than the nominative that alone is told.
    if is_full(&person.cases) || names::is_oblique(&person.name) {
        return;
    }
    let name = person.name.full();
    match decline_name(&person.name, person.gender) {
        Err(refusal) => problems.push(
            Problem::new(
                Code::CannotDecline,
                format!("«{name}»: падежи определить нельзя: {}", refusal.text()),
            )
            .at(&person.place)
            .hint(surname_first(person).unwrap_or_else(|| cure(&refusal))),
        ),
        Ok(declined) => {
            let doubts: Vec<String> = declined.doubts().iter().map(|d| d.text()).collect();
            // The forms of a name that begins with the first name would be those of nobody.
            if !doubts.is_empty() && !is_given_first(&person.name) {
                let ready = |case| {
                    person
                        .cases
                        .form(case)
                        .map_or_else(|| declined.full(case), ToOwned::to_owned)
                };
                problems
                    .push(doubtful("cases", &name, &doubts.join("; "), ready).at(&person.place));
            }
        }
    }
}

/// A name that begins with the first name needs no gender, but its surname in front.
fn surname_first(person: &Person) -> Option<Advice> {
    let name = &person.name;
    is_given_first(name)
        .then(|| format!("поставьте фамилию впереди: {}", name.surname_first()).into())
}

/// What makes a name declinable: each refusal has a cure of its own.
fn cure(refusal: &Refusal) -> Advice {
    let all = line("cases", |_| "…".to_owned());
    let (what, or_all) = match refusal {
        Refusal::UnknownGender => {
            return Advice::apart(
                format!("укажите пол: gender = \"f\" или \"m\"; или все падежи: {all}"),
                "впишите «женский» или «мужской» в столбец или поле «Пол»",
            );
        }
        Refusal::GivenFirst => ("поставьте фамилию впереди имени", true),
        Refusal::SurnameAgainstPatronymic { .. } => ("исправьте фамилию или отчество", true),
        Refusal::GivenAgainstPatronymic { .. } => ("исправьте имя или отчество", true),
        Refusal::SurnameAgainstGiven { .. } => ("исправьте фамилию или имя", true),
        Refusal::StatedAgainstPatronymic { .. } => {
            let advice = format!(
                "исправьте пол (gender) или отчество; если все верно, укажите все падежи: {all}"
            );
            let in_form = "исправьте пол или отчество; если все верно, впишите все падежи имени";
            return Advice::apart(advice, in_form);
        }
        Refusal::MixedAlphabets { .. } => ("наберите это слово заново русскими буквами", false),
        Refusal::Latin { .. } => ("напишите имя русскими буквами", true),
        Refusal::Initials { .. } => ("напишите фамилию, имя и отчество полностью", false),
        Refusal::Empty | Refusal::Digit { .. } | Refusal::Character { .. } => {
            ("исправьте имя", false)
        }
    };
    if or_all {
        Advice::apart(
            format!("{what}; если все верно, укажите все падежи: {all}"),
            format!("{what}; если все верно, впишите все падежи имени"),
        )
    } else {
        what.into()
    }
}

fn check_post(person: &Person, problems: &mut Vec<Problem>) {
    if !is_full(&person.position_cases) {
        check_phrase(
            "position_cases",
            &person.position,
            decline_post(&person.position).ok(),
            |declined, case| declined.form(case).to_owned(),
            problems,
            |p| p.at(&person.position.place),
        );
    }
}

fn check_organization(project: &Project, problems: &mut Vec<Problem>) {
    let organization = &project.organization;
    if oblique().all(|case| organization.own_case(case).is_some()) {
        return;
    }
    let name = organization.name_in_text();
    let declined = decline_organization(name).ok();
    // A short name that cannot be declined, «Школа21», is the same in every case.
    if organization.short_name.is_some() && declined.is_none() {
        return;
    }
    let at = |problem: Problem| problem.at(&name.place);
    check_phrase("cases", name, declined, located_form, problems, at);
}

fn check_phrase(
    key: &str,
    text: &str,
    declined: Option<Declined>,
    form: impl Fn(&Declined, Case) -> String,
    problems: &mut Vec<Problem>,
    place: impl Fn(Problem) -> Problem,
) {
    match declined {
        None if text.is_empty() => {}
        None => {
            let problem = Problem::new(
                Code::CannotDecline,
                format!("«{text}»: падежи определить нельзя"),
            );
            let in_files = format!("укажите их сами: {}", line(key, |_| "…".to_owned()));
            let has_words = text
                .split(|c: char| !c.is_alphabetic())
                .any(|it| it.chars().count() > 3);
            // A dash or «xxx» is nothing to decline.
            let advice = if has_words {
                Advice::apart(in_files, "впишите все падежи сами")
            } else {
                Advice::from("впишите на это место слова: должность или наименование")
            };
            problems.push(place(problem.hint(advice)));
        }
        Some(declined) => {
            if let Some(doubt) = &declined.doubt {
                problems.push(place(doubtful(key, text, &doubt.text(), |case| {
                    form(&declined, case)
                })));
            }
        }
    }
}

fn doubtful(key: &str, text: &str, doubt: &str, ready: impl Fn(Case) -> String) -> Problem {
    let forms: Vec<String> = oblique()
        .map(|case| format!("{} – {}", case.name(), ready(case)))
        .collect();
    Problem::new(
        Code::DoubtfulForm,
        format!("«{text}»: проверьте падежи: {doubt}"),
    )
    .hint(Advice::apart(
        format!(
            "если верно так, вставьте строку, если нет – исправьте ее: {}",
            line(key, &ready)
        ),
        format!(
            "впишите верные падежи в их поля; программа склоняет так: {}",
            forms.join(", ")
        ),
    ))
}

fn is_full(cases: &Cases) -> bool {
    oblique().all(|case| cases.form(case).is_some())
}

fn oblique() -> impl Iterator<Item = Case> {
    Case::ALL.into_iter().filter(|c| *c != Case::Nominative)
}

/// The line of TOML to paste.
fn line(key: &str, form: impl Fn(Case) -> String) -> String {
    let forms: Vec<String> = oblique()
        .map(|case| format!("{} = \"{}\"", case.key(), form(case)))
        .collect();
    format!("{key} = {{ {} }}", forms.join(", "))
}
