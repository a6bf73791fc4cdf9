//! Stages of the roadmap and what stands outside them.

use chrono::NaiveDate;

use crate::problem::{Advice, Code, Problem};
use crate::project::{Roadmap, Stage};
use crate::reader::{When, same_word};

/// An activity written below a stage and not in it is printed before all stages.
pub(super) fn check(roadmap: &Roadmap, problems: &mut Vec<Problem>) {
    let Some(first) = roadmap.stages.first() else {
        return;
    };
    let below = first.title.place.span.start;
    let mut outside = roadmap.activities.iter().map(|it| &it.name);
    if let Some(name) = outside.find(|name| name.place.span.start > below) {
        let message = format!(
            "мероприятие «{}» не входит ни в один этап и напечатается перед первым",
            name.value
        );
        problems.push(
            Problem::new(Code::OutsideStage, message)
                .at(&name.place)
                .hint(Advice::apart(
                    "мероприятие этапа начинается строкой [[stage.activity]], а не [[activity]]; если оно стоит до этапов, перенесите его выше первого [[stage]]",
                    "перенесите мероприятие в его этап",
                )),
        );
        return;
    }
    problems.extend(out_of_order(roadmap));
    problems.extend(titled_twice(roadmap));
    for stage in roadmap.stages.iter().filter(|stage| is_empty(stage)) {
        let message = format!("в этапе «{}» нет ни одного мероприятия", stage.title.value);
        problems.push(
            Problem::new(Code::OutsideStage, message)
                .at(&stage.title.place)
                .hint(Advice::apart(
                    "добавьте мероприятия, [[stage.activity]], или уберите этап",
                    "добавьте мероприятия или уберите этап",
                )),
        );
    }
}

/// A stage of which every day that is known is after every known one of a later stage.
fn out_of_order(roadmap: &Roadmap) -> Option<Problem> {
    let days = |stage: &Stage| -> Vec<(NaiveDate, NaiveDate)> {
        let of_sections = stage.sections.iter().flat_map(|it| &it.activities);
        let all = stage.activities.iter().chain(of_sections);
        let known = all.filter_map(|it| match it.term.as_deref()? {
            When::Day(day) => Some((*day, *day)),
            When::Span { from, to } => Some((*from, *to)),
            When::Printed(_) => None,
        });
        known.collect()
    };
    let terms: Vec<_> = roadmap.stages.iter().map(days).collect();
    let (stage, later) = terms.iter().enumerate().find_map(|(i, own)| {
        let first = own.iter().map(|it| it.0).min()?;
        let is_before = |(_, it): &(usize, &Vec<(NaiveDate, NaiveDate)>)| {
            it.iter()
                .map(|it| it.1)
                .max()
                .is_some_and(|last| last < first)
        };
        let (later, _) = terms.iter().enumerate().skip(i + 1).find(is_before)?;
        Some((&roadmap.stages[i], &roadmap.stages[later]))
    })?;
    let message = format!(
        "этап «{}» идет после этапа «{}», а стоит раньше него",
        stage.title.value, later.title.value
    );
    let problem = Problem::new(Code::OutsideStage, message).at(&stage.title.place);
    Some(problem.hint("проверьте сроки мероприятий этих этапов или переставьте этапы"))
}

fn titled_twice(roadmap: &Roadmap) -> Option<Problem> {
    let stages = &roadmap.stages;
    let twin = stages.iter().enumerate().find_map(|(i, stage)| {
        let mut before = stages[..i].iter();
        before
            .any(|it| same_word(&it.title, &stage.title))
            .then_some(stage)
    })?;
    let message = format!("этап «{}» в дорожной карте уже есть", twin.title.value);
    let problem = Problem::new(Code::OutsideStage, message).at(&twin.title.place);
    Some(problem.hint("назовите этап иначе или соедините оба"))
}

fn is_empty(stage: &Stage) -> bool {
    stage.activities.is_empty() && stage.sections.iter().all(|it| it.activities.is_empty())
}
