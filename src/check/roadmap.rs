//! Stages of the roadmap and what stands outside them.

use crate::problem::{Advice, Code, Problem};
use crate::project::{Roadmap, Stage};

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

fn is_empty(stage: &Stage) -> bool {
    stage.activities.is_empty() && stage.sections.iter().all(|it| it.activities.is_empty())
}
