//! All remarks of the check. Each links to its field; safe slips are fixed by one button.

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::fields::{Said, message};
use super::layout::{self, Way};
use super::open_project::OpenProject;
use super::state::App;
use crate::exchange;
use crate::plan::Plan;
use crate::problem::{Problem, explained};
use crate::russian::counted;
use crate::workspace::Workspace;

pub(super) fn list(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    let plan = place.plan_and_differences();
    let problems = &plan.problems;
    let errors = plan.errors();
    let mendable = problems
        .iter()
        .filter(|p| p.safe_text().is_some() && p.place.is_some())
        .count();
    let mended = ask.word("mended").parse::<usize>().ok();
    let main = html! {
        h1 { "Замечания" }
        @if let Some(n) = mended { (layout::good(&format!("Исправлено: {}.", counted(n, "описка", "описки", "описок")))) }
        @if problems.is_empty() {
            p class="box good" { "Замечаний нет: можно выпускать документы." }
        } @else {
            p { (counted(errors, "ошибка", "ошибки", "ошибок")) ", "
                (counted(problems.len() - errors, "предупреждение", "предупреждения", "предупреждений"))
                ". Ошибки нужно исправить, иначе документ не будет изготовлен; предупреждения – посмотреть." }
        }
        @if mendable > 0 {
            form method="post" class="inline" {
                (layout::token(app))
                button class="main" { "Исправить без риска: " (counted(mendable, "описка", "описки", "описок")) }
                p class="hint" { "Лишние пробелы, латинские буквы в русских словах, знак №. Смысл не меняется." }
            }
        }
        @for (number, own) in by_kind(problems) {
            section class="kind" {
                @if let Some(page) = explained().get(number) {
                    h2 { (page.title) @if own.len() > 1 { " – " (own.len()) } }
                }
                ol class="remarks" { @for problem in own { (one(place, &plan, problem)) } }
            }
        }
    };
    screen(app, place, &main)
}

/// Problems of one kind together, errors first, otherwise as they came.
fn by_kind(problems: &[Problem]) -> Vec<(&'static str, Vec<&Problem>)> {
    let mut kinds: Vec<(&'static str, Vec<&Problem>)> = Vec::new();
    for problem in problems {
        let number = problem.code.number();
        match kinds.iter_mut().find(|(known, _)| *known == number) {
            Some((_, own)) => own.push(problem),
            None => kinds.push((number, vec![problem])),
        }
    }
    kinds.sort_by_key(|(_, own)| !own.iter().any(|problem| problem.is_error()));
    kinds
}

fn screen(app: &App, place: &OpenProject, main: &Markup) -> Answer {
    let page = layout::page(app, place, Some(Way::Remarks), "Замечания", main);
    Answer::page(page)
}

fn one(place: &OpenProject, plan: &Plan, problem: &Problem) -> Markup {
    let sources = &plan.sources;
    let said = Said::of(problem, Workspace::field_of_problem(problem, sources));
    let at = problem
        .place
        .as_ref()
        .map(|at| (sources.get(at.file), at.span.clone()));
    html! {
        li class=(if problem.is_error() { "bad" } else { "doubt" }) {
            (message(&said))
            @if let Some((source, span)) = &at {
                @let (line, _) = source.line_and_column(span.start);
                p class="where" {
                    @match place.address_of_problem(problem, sources) {
                        Some(address) => { a href=(address) { "Перейти к полю" } " · " }
                        None => {}
                    }
                    span { (place.called(&source.inside)) ", строка " (line) }
                }
            }
        }
    }
}

pub(super) fn mend(app: &App, place: &OpenProject) -> Answer {
    let _alone = app.writing();
    let Some(fresh) = OpenProject::open(app, place.index) else {
        return super::missing::missing(app);
    };
    match exchange::mend(fresh.plan(), &fresh.folder, false) {
        Ok(mended) => {
            let changes: usize = mended.iter().map(|m| m.changes).sum();
            Answer::to(&format!("{}?mended={changes}", place.address("remarks")))
        }
        Err(trouble) => {
            let main =
                html! { h1 { "Замечания" } (layout::bad(&format!("Не исправлено: {trouble}."))) };
            screen(app, place, &main)
        }
    }
}
