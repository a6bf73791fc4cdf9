//! What a program lacks that the form or the law asks for.

use chrono::{Days, NaiveDate};

use super::calendar::working_day_by;
use crate::edition::Edition;
use crate::problem::{Advice, Code, Placed, Problem};
use crate::project::{Basis, Mentorship, Pairing, PlanActivity, Project};
use crate::reader::When;

pub(super) fn check(pairing: &Pairing, edition: &Edition, problems: &mut Vec<Problem>) {
    basis(pairing, problems);
    if pairing.activities.is_empty() {
        let problem = Problem::new(
            Code::EmptyProgram,
            "в программе нет ни одного мероприятия: план будет пустым",
        );
        problems.push(problem.at(&pairing.place).hint(Advice::apart(
            "добавьте мероприятия разделами [[activity]]",
            "добавьте мероприятия",
        )));
        return;
    }
    reflection(pairing, edition, problems);
    blocks_of_tasks(pairing, edition, problems);
}

fn basis(pairing: &Pairing, problems: &mut Vec<Problem>) {
    match &pairing.basis {
        None => problems.push(
            Problem::new(Code::NoOrder, "не указано основание: приказ, которым закреплена пара")
                .at_missing(&pairing.place, &["basis", "order"])
                .hint(Advice::apart("добавьте строку basis = { order = \"pairs\" } – имя файла из папки orders; или номер и дату: basis = { number = \"118-ОД\", date = 2026-09-01 }", "укажите приказ или впишите его номер и дату")),
        ),
        // Each mentor gives a consent of his own: see `single_consents`.
        Some(Basis::Order { .. }) if pairing.mentorships.iter().any(|m| m.is_own) => {}
        Some(Basis::Order { approval, consent: None, .. }) => {
            let problem = Problem::new(Code::NoConsent, "не указана дата письменного согласия наставника (статья 351.8 Трудового кодекса)");
            problems.push(
                problem
                    .at(approval.place.as_ref().unwrap_or(&pairing.place))
                    .hint(Advice::apart(format!("добавьте в основание: consent = {}; бланк согласия готовит раздел [labour]", day_for_consent(pairing)), "впишите дату согласия; бланк согласия готовится, когда указаны условия доплаты")),
            );
        }
        Some(Basis::Order { .. } | Basis::Printed(_)) => {}
    }
}

/// So long before the order, or before the work, a consent may be given.
const BEFORE: Days = Days::new(3);

/// A day that a consent may have, to show how it is written: a few days before the order or, where the
/// pair has no day of it, before the program begins.
fn day_for_consent(pairing: &Pairing) -> NaiveDate {
    let of_order = pairing.approval().and_then(|it| it.date.as_ref());
    let first_day = |when: &Placed<When>| match **when {
        When::Day(day) | When::Span { from: day, .. } => Some(day),
        When::Printed(_) => None,
    };
    let day = of_order
        .and_then(first_day)
        .or_else(|| pairing.period.as_ref().and_then(first_day));
    let usual = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap_or_default();
    working_day_by(day.unwrap_or(usual) - BEFORE)
}

/// The same of one mentor, who may have come later than the pair began, by an order of its own day.
fn day_for_consent_of(project: &Project, pairing: &Pairing, mentorship: &Mentorship) -> NaiveDate {
    let begins = project.begins(pairing, mentorship);
    let Some(begins) = begins.filter(|day| Some(*day) != pairing.first_day()) else {
        return day_for_consent(pairing);
    };
    let (_, issued) = mentorship.appointed.resolved(project);
    let issued = issued.and_then(|date| match **date {
        When::Day(day) => Some(day),
        When::Span { .. } | When::Printed(_) => None,
    });
    working_day_by(issued.map_or(begins, |issued| issued.min(begins)) - BEFORE)
}

/// Each mentor gives a consent of his own.
pub(super) fn single_consents(project: &Project, problems: &mut Vec<Problem>) {
    let is_by_order = |pairing: &&Pairing| {
        matches!(pairing.basis, Some(Basis::Order { .. }))
            && pairing.mentorships.iter().any(|m| m.is_own)
    };
    for pairing in project.pairings.iter().filter(is_by_order) {
        consents_of(project, pairing, problems);
    }
}

fn consents_of(project: &Project, pairing: &Pairing, problems: &mut Vec<Problem>) {
    for mentorship in pairing.mentorships.iter().filter(|m| m.consent.is_none()) {
        let mentor = &mentorship.mentor;
        let message = format!(
            "не указана дата письменного согласия наставника: {} (статья 351.8 Трудового кодекса)",
            mentor.name.short()
        );
        problems.push(
            Problem::new(Code::NoConsent, message)
                .at(&mentorship.place)
                .hint(Advice::apart(
                    format!(
                        "добавьте в раздел [[mentorship]] этого наставника: consent = {}",
                        day_for_consent_of(project, pairing, mentorship)
                    ),
                    "впишите дату согласия этого наставника в «Наставничества»",
                )),
        );
    }
}

/// Note ** of the form: the activities include hours for their analysis (reflection) and for
/// consultations.
fn reflection(pairing: &Pairing, edition: &Edition, problems: &mut Vec<Problem>) {
    let plan = &edition.program.plan;
    let title = |activity: &PlanActivity| {
        activity
            .block
            .as_ref()
            .and_then(|b| edition.program.block_title(&b.value))
            .unwrap_or_default()
    };
    let has_mark = |text: &str| mentions(text, &plan.reflection_marks);
    let reflects = |a: &PlanActivity| {
        has_mark(&a.name) || a.result.as_ref().is_some_and(|r| has_mark(r)) || has_mark(title(a))
    };
    // A form with an order of its own has no notes.
    let has_note = edition.program.layout.is_none() && !plan.reflection_marks.is_empty();
    if has_note && !pairing.activities.iter().any(reflects) {
        let problem = Problem::new(
            Code::NoReflection,
            "в плане нет часов для анализа (рефлексии) и консультаций: их требует примечание ** формы",
        );
        problems.push(
            problem
                .at(&pairing.place)
                .hint("добавьте, например, мероприятие в блок 4.6 – консультации"),
        );
    }
}

/// Note * of the form: a block may be left out, if the tasks of the program do not need it.
fn blocks_of_tasks(pairing: &Pairing, edition: &Edition, problems: &mut Vec<Problem>) {
    for block in edition
        .program
        .plan
        .block
        .iter()
        .filter(|b| !b.task_marks.is_empty())
    {
        let Some(task) = pairing
            .note
            .items("tasks")
            .iter()
            .find(|task| mentions(task, &block.task_marks))
        else {
            continue;
        };
        let here = |a: &PlanActivity| {
            a.block
                .as_ref()
                .is_some_and(|b| edition.program.block_key(&b.value) == Some(block.key.as_str()))
        };
        if !pairing.activities.iter().any(here) {
            let message = format!(
                "задача относится к блоку {}, а мероприятий в нем нет",
                block.key
            );
            problems.push(
                Problem::new(Code::MissingBlock, message)
                    .at(&task.place)
                    .hint(Advice::apart(
                        format!(
                            "добавьте мероприятие: block = \"{}\"; или уберите задачу",
                            block.key
                        ),
                        format!(
                            "добавьте мероприятие в блок {} или уберите задачу",
                            block.key
                        ),
                    )),
            );
        }
    }
}

/// Whether a word of the text begins so.
fn mentions(text: &str, marks: &[String]) -> bool {
    let begins = |word: &str, mark: &str| {
        let mut letters = word.chars().flat_map(char::to_lowercase);
        mark.chars().all(|c| letters.next() == Some(c))
    };
    text.split(|c: char| !matches!(c, 'А'..='я' | 'Ё' | 'ё'))
        .any(|word| marks.iter().any(|mark| begins(word, mark)))
}
