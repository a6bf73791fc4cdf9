//! All remarks of the check by kind. Each links to its field; what has a certain cure is mended in
//! all places by one button, which can be taken back.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::fields::{Said, message};
use super::history;
use super::layout::{self, Way};
use super::open_project::OpenProject;
use super::state::App;
use crate::exchange::{self, Cure};
use crate::plan::Plan;
use crate::problem::{Explained, Problem, explained};
use crate::russian::counted;
use crate::workspace::Workspace;

pub(super) fn list(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    let mut plan = place.plan_and_differences(app);
    let is_empty = !plan.problems.is_empty();
    plan.problems.retain(|problem| place.is_remark(problem));
    let problems = &plan.problems;
    let is_empty = is_empty && problems.is_empty();
    let errors = plan.errors();
    let cures = cures(&plan);
    let slips: usize = (cures.iter())
        .filter(|(cure, _)| cure.words.is_none())
        .map(|(_, count)| count)
        .sum();
    let mended = ask.word("mended").parse::<usize>().ok();
    let main = html! {
        h1 { "Замечания" }
        (history::of_removal(app, ask, place))
        @if let Some(n) = mended { (layout::good(&format!("Исправлено: {}.", counted(n, "описка", "описки", "описок")))) }
        @if is_empty {
            p class="box" { "Замечаний нет, но и печатать пока нечего: нет ни пар, ни дорожной карты. Что дальше, показывает «" a href=(app.at("")) { "Начало" } "»." }
        } @else if problems.is_empty() {
            p class="box good" { "Замечаний нет: можно выпускать документы." }
        } @else {
            p { (counted(errors, "ошибка", "ошибки", "ошибок")) ", "
                (counted(problems.len() - errors, "предупреждение", "предупреждения", "предупреждений"))
                ". Ошибки нужно исправить, иначе документ не будет изготовлен; предупреждения – посмотреть." }
        }
        @if slips > 0 {
            form method="post" class="inline" {
                (layout::token(app))
                button class="main" { "Исправить без риска: " (counted(slips, "описка", "описки", "описок")) }
                p class="hint" { "Лишние пробелы, латинские буквы в русских словах, знак №. Смысл не меняется." }
            }
        }
        @for (number, own) in by_kind(problems) {
            section class="kind" id={ "kind-" (number) } {
                @if let Some(page) = explained().get(number) {
                    h2 { (page.on_page()[0]) @if own.len() > 1 { " – " (own.len()) } }
                    (explanation(page))
                }
                @for (cure, count) in cures.iter().filter(|(cure, count)| cure.number == number && (**count > 1 || cure.words.is_some())) {
                    (button(app, cure, *count))
                }
                ol class="remarks" { @for problem in own { (one(place, &plan, problem)) } }
            }
        }
    };
    screen(app, place, &main)
}

/// What would be cured at once, and how many problems by each.
fn cures(plan: &Plan) -> BTreeMap<Cure, usize> {
    let mut out = BTreeMap::new();
    for cure in (plan.problems.iter()).filter_map(|problem| Cure::of(plan, problem)) {
        *out.entry(cure).or_default() += 1;
    }
    out
}

/// Draws the button that cures all problems of a kind.
fn button(app: &App, cure: &Cure, count: usize) -> Markup {
    html! {
        form method="post" class="inline cure" {
            (layout::token(app))
            input type="hidden" name="kind" value=(cure.number);
            @match &cure.words {
                Some((written, meant)) => {
                    input type="hidden" name="written" value=(written);
                    input type="hidden" name="meant" value=(meant);
                    button { "Заменить «" (written) "» на «" (meant) "»" @if count > 1 { " у всех: " (count) } }
                }
                None => { button { "Исправить у всех: " (count) } }
            }
        }
    }
}

/// Draws what a kind of remark is about, and what to do.
fn explanation(page: &Explained) -> Markup {
    let [title, why, mend] = page.on_page();
    html! {
        details class="explained" {
            summary { "Почему это важно и что сделать" span class="unseen" { ": " (title) } }
            p { (why) }
            p { (mend) }
        }
    }
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
                        Some(address) => { a href=(address) { "Перейти к полю" } " · " span { (place.called(&source.inside)) } }
                        None => span { (place.called(&source.inside)) ", строка " (line) },
                    }
                }
            }
        }
    }
}

/// Mends all slips without risk, or all remarks of one kind that one cure takes away.
pub(super) fn mend(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    let _alone = app.writing();
    let Some(fresh) = OpenProject::open(app, place.index) else {
        return super::missing::missing(app);
    };
    let done = if ask.field("kind").is_empty() {
        exchange::mend(fresh.plan(), &fresh.folder, false).map(|mended| {
            let changes: usize = mended.iter().map(|m| m.changes).sum();
            format!("mended={changes}")
        })
    } else {
        let plan = fresh.plan_and_differences(app);
        let known = cures(&plan).into_keys().find(|cure| is_asked(ask, cure));
        match known.map(|known| exchange::cure(&plan, &fresh.folder, &known)) {
            Some(done) => done.map(|done| match done {
                Some((_, step)) => format!("changed={step}"),
                None => "mended=0".to_owned(),
            }),
            None => Ok("mended=0".to_owned()),
        }
    };
    match done {
        Ok(word) => Answer::to(&format!("{}?{word}", place.address("remarks"))),
        Err(trouble) => {
            let main =
                html! { h1 { "Замечания" } (layout::bad(&format!("Не исправлено: {trouble}."))) };
            screen(app, place, &main)
        }
    }
}

fn is_asked(ask: &Ask, cure: &Cure) -> bool {
    let (written, meant) = match &cure.words {
        Some((written, meant)) => (written.as_str(), meant.as_str()),
        None => ("", ""),
    };
    cure.number == ask.field("kind")
        && written == ask.field("written")
        && meant == ask.field("meant")
}
