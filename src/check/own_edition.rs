//! An edition that is a folder of the project's own: what is written and has no place in its forms, and
//! whether it is in force.
//!
//! Of single files in place of the built-in ones that is told where they are read.

use chrono::NaiveDate;

use super::orders::has_appendix;
use super::own_fields;
use crate::edition::{AppendixKey, Edition, PlanField, RegulationOf, RoadmapField};
use crate::fields::OwnOf;
use crate::problem::{Advice, Code, FileId, Place, Placed, Problem};
use crate::project::{
    NotePart, Order, Pairing, PlanActivity, Project, Roadmap, RoadmapActivity, RoadmapKind,
};
use crate::reader::When;
use crate::russian::{counted, digits};

/// What is written of a pair and is not printed.
pub(super) fn check_pairing(pairing: &Pairing, edition: &Edition, problems: &mut Vec<Problem>) {
    if edition.is_own {
        problems.extend(lost_of_pairing(pairing, edition));
    }
}

/// What is written of the roadmap and is not printed; an edition for another year.
pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    if edition.is_own {
        let roadmap = project.roadmap.as_ref();
        problems.extend(roadmap.and_then(|roadmap| lost_of_roadmap(roadmap, edition)));
    }
    problems.extend(out_of_force(project, edition));
    problems.extend(regulation(project, edition));
}

/// A regulation that is asked for and that the edition does not have.
fn regulation(project: &Project, edition: &Edition) -> Option<Problem> {
    if edition.common.regulation != RegulationOf::School {
        return None;
    }
    let organization = &project.organization;
    let asked = organization.school_regulation.as_ref();
    let asked = asked.filter(|is_the_schools| !is_the_schools.value);
    if let Some(asked) = asked {
        let message = "в этой редакции форм нет положения из приказа: в ней только положение школы";
        return Some(
            Problem::with(Code::UnknownValue, "regulation", message)
                .at(&asked.place)
                .hint(Advice::apart(
                    "впишите regulation = \"school\" или удалите строку; положение из приказа – в редакции edition = \"stary-oskol-2022\"",
                    "выберите положение школы или другую редакцию форм",
                )),
        );
    }
    let encloses = |order: &&Order| has_appendix(edition, order, AppendixKey::Regulation);
    let mut orders = project.orders.iter().filter(encloses);
    let kind = orders.find_map(|order| order.kind.as_ref());
    let kind = kind.filter(|_| organization.is_municipality)?;
    let message =
        "в этой редакции форм нет положения муниципального органа: в ней только положение школы";
    Some(
        Problem::new(Code::UnknownValue, message)
            .at(&kind.place)
            .hint(Advice::apart(
                "уберите положение из приложений приказа (appendices) или начните свою редакцию со своим файлом regulation.toml и строкой regulation = \"official\" в ее edition.toml",
                "уберите положение из приложений приказа или возьмите другую редакцию форм",
            )),
    )
}

fn lost_of_pairing(pairing: &Pairing, edition: &Edition) -> Option<Problem> {
    let form = &edition.program;
    let of_note = |key: &str| match pairing.note.part(key) {
        Some(NotePart::Text(text)) => Some(text.place.clone()),
        Some(NotePart::List(items)) => items.first().map(|item| item.place.clone()),
        None => None,
    };
    let place = |it: &Option<Placed<String>>| it.as_ref().map(|it| it.place.clone());
    let of_pairing = |key: &str| match key {
        "period" => pairing.period.as_ref().map(|it| it.place.clone()),
        "form" => place(&pairing.form),
        "kind" => place(&pairing.kind),
        "model" => place(&pairing.model),
        "group" => place(&pairing.group),
        key => of_note(key),
    };
    let left_out = form.left_out().into_iter();
    let mut found: Vec<(&str, Place)> = left_out
        .filter_map(|key| Some((key, of_pairing(key)?)))
        .collect();
    let mut of_plan = |key, field, of: fn(&PlanActivity) -> Option<&Place>| {
        if !form.has_column(field) {
            let first = pairing.activities.iter().find_map(of);
            found.extend(first.map(|place| (key, place.clone())));
        }
    };
    of_plan("name", PlanField::Name, |it| Some(&it.name.place));
    of_plan("term", PlanField::Term, |it| Some(&it.term.as_ref()?.place));
    of_plan("result", PlanField::Result, |it| {
        Some(&it.result.as_ref()?.place)
    });
    of_plan("format", PlanField::Format, |it| {
        Some(&it.format.as_ref()?.place)
    });
    if !form.prints_basis() {
        found.extend(pairing.basis_place().map(|place| ("basis", place.clone())));
    }
    let own = own_fields::unprinted(&pairing.own, OwnOf::Pairing, edition);
    found.extend(own.map(|(field, place)| (field.key.as_str(), place.clone())));
    lost("программы", &found)
}

fn lost_of_roadmap(roadmap: &Roadmap, edition: &Edition) -> Option<Problem> {
    let form = match roadmap.kind {
        RoadmapKind::School => &edition.roadmap,
        RoadmapKind::Municipal => &edition.municipal_roadmap,
    };
    let mut found = Vec::new();
    let mut of_rows = |key, field, of: fn(&RoadmapActivity) -> Option<&Place>| {
        if form.column.iter().all(|column| column.field != field) {
            let first = roadmap.all_activities().find_map(of);
            found.extend(first.map(|place| (key, place.clone())));
        }
    };
    of_rows("name", RoadmapField::Name, |it| Some(&it.name.place));
    of_rows("term", RoadmapField::Term, |it| {
        Some(&it.term.as_ref()?.place)
    });
    of_rows("result", RoadmapField::Result, |it| {
        Some(&it.result.as_ref()?.place)
    });
    of_rows("responsible", RoadmapField::Responsible, |it| {
        Some(&it.responsible.first()?.place)
    });
    lost("дорожной карты", &found)
}

/// One problem for all fields, at the first of them.
fn lost(form: &str, found: &[(&str, Place)]) -> Option<Problem> {
    let (_, place) = found.first()?;
    let keys: Vec<&str> = found.iter().map(|(key, _)| *key).collect();
    let message = format!(
        "в форме {form} нет места для полей: {}; эти сведения не напечатаются",
        keys.join(", ")
    );
    Some(
        Problem::new(Code::UnprintedField, message)
            .of_absent(&keys.join(", "))
            .at(place)
            .hint("если форма так и задумана, ничего не делайте"),
    )
}

/// What the form of a program has no place for is a matter of the form: where several pairs have it, it
/// is told there, once.
pub fn tell_forms_once(
    problems: &mut Vec<Problem>,
    pairing_files: &[FileId],
    form: Option<FileId>,
) {
    let of_pair = |p: &Problem| {
        let file = p.place.as_ref().map(|place| place.file);
        p.code == Code::UnprintedField && file.is_some_and(|it| pairing_files.contains(&it))
    };
    let mut keys: Vec<String> = Vec::new();
    let mut count = 0;
    for problem in problems.iter().filter(|p| of_pair(p)) {
        count += 1;
        for key in problem.named().unwrap_or_default().split(", ") {
            if keys.iter().all(|known| known != key) {
                keys.push(key.to_owned());
            }
        }
    }
    let Some(form) = form.filter(|_| count > 1) else {
        return;
    };
    problems.retain(|p| !of_pair(p));
    let message = format!(
        "в форме программы нет места для полей: {}; эти сведения не напечатаются, а заполнены они в {}",
        keys.join(", "),
        counted(count, "паре", "парах", "парах")
    );
    let problem = Problem::new(Code::UnprintedField, message).at(&Place::in_file(form, 0..0));
    problems.push(problem.hint("верните их в форму; если она так и задумана, ничего не делайте"));
}

/// The school year lies before or after the days of the edition, or the programs go on beyond them.
fn out_of_force(project: &Project, edition: &Edition) -> Option<Problem> {
    let days = edition.common.in_force.as_ref()?;
    let year = project.organization.school_year.as_ref()?;
    // Of a pair that works for years only the year at hand counts.
    let goes_on = last_day(project).map(|last| last.min(year.last_day()));
    let message = match (days.from, days.until) {
        (_, Some(until)) if until < year.first_day() => {
            format!("редакция форм действовала по {}", digits(until))
        }
        (Some(from), _) if from > year.last_day() => {
            format!("редакция форм действует только с {}", digits(from))
        }
        (_, Some(until)) if goes_on.is_some_and(|last| until < last) => {
            let last = digits(goes_on?);
            let message = format!(
                "редакция форм действует по {}, а работа по ее формам идет по {last}",
                digits(until)
            );
            return Some(Problem::new(Code::EndedAct, message).at(&year.place).hint(
                Advice::apart(
                    "узнайте, по каким формам работать дальше: срок редакции – in_force в ее edition.toml; если его продлили, исправьте день",
                    "узнайте, по каким формам работать дальше",
                ),
            ));
        }
        _ => return None,
    };
    let message = format!("{message}, а учебный год – {}", year.value);
    Some(
        Problem::new(Code::EndedAct, message)
            .at(&year.place)
            .hint(Advice::apart(
                "возьмите редакцию этого года: строка edition в organization.toml, срок – in_force в edition.toml",
                "возьмите редакцию форм этого года",
            )),
    )
}

/// The last day of whatever the school makes papers for.
fn last_day(project: &Project) -> Option<NaiveDate> {
    let of_pairs = project.pairings.iter().map(|it| it.period.as_deref());
    let of_roadmap = project.roadmap.iter().map(|it| it.period.as_deref());
    let last = of_pairs
        .chain(of_roadmap)
        .filter_map(|period| match period? {
            When::Span { to, .. } => Some(*to),
            When::Day(_) | When::Printed(_) => None,
        });
    last.max()
}
