//! Names of a region in the papers of a school that lies elsewhere: the edition was written for one
//! municipality.

use super::orders::has_appendix;
use crate::edition::{AppendixKey, ClauseWords, Edition};
use crate::problem::{Advice, Code, Problem};
use crate::project::{Order, Organization, Project};

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let organization = &project.organization;
    let territory = &edition.common.territory;
    if organization.is_municipality || lies_in(organization, &territory.home) != Some(false) {
        return;
    }
    let before = problems.len();
    let names = territory.names.iter();
    let names: Vec<(&str, String)> = names
        .map(|name| (name.as_str(), name.to_lowercase()))
        .collect();
    for order in &project.orders {
        let Some(kind) = &order.kind else { continue };
        let mut found: Vec<&str> = Vec::new();
        for text in texts(project, edition, order) {
            let lower = text.to_lowercase();
            let here = names.iter().filter(|(_, small)| lower.contains(small));
            found.extend(here.map(|(name, _)| *name));
        }
        found.sort_unstable();
        found.dedup();
        if found.is_empty() {
            continue;
        }
        let message = format!(
            "слова образца взяты из документа другой местности: {}",
            found.join("…, ") + "…"
        );
        problems.push(Problem::new(Code::ForeignPlaces, message).at(&kind.place).hint(
            Advice::apart(
                "возьмите положение школы: строка regulation = \"school\" в начале organization.toml; вводную часть приказа можно заменить своей: preamble = \"…\"",
                "выберите в сведениях организации положение школы; вводную часть приказа можно заменить своей",
            ),
        ));
    }
    if problems.len() == before {
        problems.extend(programs(project, edition));
    }
}

/// The mark of every program names the municipality.
fn programs(project: &Project, edition: &Edition) -> Option<Problem> {
    let organization = &project.organization;
    let names = &edition.common.territory.names;
    let mark = edition.program.appendix_mark.join(" ");
    let found = names.iter().find(|name| mark.contains(name.as_str()))?;
    let of_parent = || organization.parent.first().map(|line| &line.place);
    let place = organization
        .place
        .as_ref()
        .map(|it| &it.place)
        .or_else(of_parent)?;
    if organization.has_school_regulation(edition) || project.pairings.is_empty() {
        return None;
    }
    let message = format!("отметка на программах взята из документа другой местности: {found}…");
    Some(Problem::new(Code::ForeignPlaces, message).at(place).hint(Advice::apart(
        "возьмите положение школы: строка regulation = \"school\" в начале organization.toml",
        "выберите в сведениях организации положение школы",
    )))
}

/// Whether the organisation says that it lies there; `None` where it does not say where.
fn lies_in(organization: &Organization, home: &[String]) -> Option<bool> {
    let of_place = organization.place.iter().map(|it| it.value.as_str());
    let lines = organization.parent.iter().chain(&organization.letterhead);
    let told: Vec<String> = of_place
        .chain(lines.map(|line| line.value.as_str()))
        .map(str::to_lowercase)
        .collect();
    if told.is_empty() {
        return None;
    }
    let name = organization.full_name.to_lowercase();
    let mut all = told.iter().chain(std::iter::once(&name));
    Some(all.any(|line| home.iter().any(|word| line.contains(&word.to_lowercase()))))
}

/// The edition's words in an order and in the regulation that it approves.
fn texts<'p>(project: &'p Project, edition: &'p Edition, order: &'p Order) -> Vec<&'p str> {
    let is_own = project.organization.has_school_regulation(edition);
    let mut out = Vec::new();
    let kind = order
        .kind
        .as_ref()
        .and_then(|it| edition.orders.kind(&it.value));
    if let Some(words) = kind {
        if order.preamble.is_none() {
            out.push(words.preamble_of(is_own));
        }
        if !order.own_clauses_only {
            of_clauses(&words.clauses, &mut out);
        }
    }
    if has_appendix(edition, order, AppendixKey::Regulation) {
        let form = edition.regulation_text(is_own);
        let replaced = |text: &str| {
            let number = text.split(' ').next().unwrap_or_default();
            let mut own = project.regulation.iter();
            own.any(|clause| clause.after.is_none() && clause.number.value == number)
        };
        for section in form.sections {
            out.push(&section.heading);
            out.extend(
                section
                    .clauses
                    .iter()
                    .map(String::as_str)
                    .filter(|it| !replaced(it)),
            );
        }
    }
    out
}

fn of_clauses<'p>(clauses: &'p [ClauseWords], out: &mut Vec<&'p str>) {
    for clause in clauses {
        out.push(&clause.text);
        of_clauses(&clause.clauses, out);
    }
}
