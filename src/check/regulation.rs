//! Clauses of the school's own in the regulation, held against its sections.

use crate::edition::{Edition, SectionWords};
use crate::problem::{Advice, Code, Problem};
use crate::project::{Project, RegulationClause};

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let has_own = project.organization.has_school_regulation(edition);
    let sections = edition.regulation_text(has_own).sections;
    problems.extend(project.regulation.iter().filter_map(|clause| {
        // That there is no number is told where it is read.
        (!clause.number.is_empty()).then(|| lost(clause, sections, &project.regulation))?
    }));
    let clauses = project.regulation.iter().enumerate();
    problems.extend(clauses.filter_map(|(i, clause)| twice(clause, &project.regulation[..i])));
}

/// A clause of the number of one before it: of two that stand in one place the last is printed.
fn twice(clause: &RegulationClause, before: &[RegulationClause]) -> Option<Problem> {
    let is_same = |it: &&RegulationClause| {
        it.number.value == clause.number.value && it.section == clause.section
    };
    let first = before
        .iter()
        .find(is_same)
        .filter(|it| !it.number.is_empty())?;
    let number = clause.number.trim_end_matches('.');
    let is_lost = first.after.is_none() && clause.after.is_none();
    let message = if is_lost {
        format!("пункт {number} положения записан дважды: напечатается только этот текст")
    } else {
        format!("номер {number} стоит у двух пунктов положения")
    };
    let problem = Problem::new(Code::UnprintedField, message).at(&clause.number.place);
    Some(problem.hint(Advice::from(
        "оставьте один из двух или дайте одному другой номер",
    )))
}

/// A clause that would not be printed, or not where it is to stand.
fn lost(
    clause: &RegulationClause,
    sections: &[SectionWords],
    all: &[RegulationClause],
) -> Option<Problem> {
    let number = clause.number.trim_end_matches('.');
    let told = |message: String, hint: Advice| {
        let problem = Problem::new(Code::UnprintedField, message).at(&clause.number.place);
        Some(problem.hint(hint))
    };
    let count = sections.len();
    let Some(section) = clause.section.filter(|section| *section > 0) else {
        let message =
            format!("номер пункта положения «{number}» не понятен: в каком он разделе, неизвестно");
        return told(
            message,
            Advice::apart(
                "номер пункта – цифры через точку: number = \"4.4.5\"; если номер и правда такой, назовите раздел: section = 4",
                "номер пункта – цифры через точку: 4.4.5; если номер и правда такой, впишите номер раздела",
            ),
        );
    };
    let Some(words) = sections.get(section - 1) else {
        let message = format!(
            "пункт {number} не напечатается: раздела {section} в положении нет, последний – {count}"
        );
        return told(
            message,
            Advice::apart(
                format!(
                    "назовите раздел, в котором он должен стоять: section = {count}, и дайте номер этого раздела"
                ),
                "впишите номер раздела, в котором он должен стоять",
            ),
        );
    };
    let after = clause.after.as_ref()?;
    let is_there = |number: &str| {
        let own = all.iter().any(|it| it.number.value == number);
        own || words
            .clauses
            .iter()
            .any(|it| it.split(' ').next() == Some(number))
    };
    if is_there(after) {
        return None;
    }
    let message = format!(
        "пункта {}, после которого должен стоять пункт {number}, в разделе {section} нет: он встанет последним",
        after.trim_end_matches('.')
    );
    told(
        message,
        Advice::from("исправьте номер прежнего пункта или раздел"),
    )
}
