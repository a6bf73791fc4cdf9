//! What was changed and when; each change can be taken back, and the school brought back to any
//! moment.

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::layout::{self, Way};
use super::missing::missing;
use super::open_project::OpenProject;
use super::state::App;
use crate::disk::{Act, History, Step, Trouble};
use crate::exchange::{self, Scope};

/// Steps that are shown at first.
const SHOWN: usize = 100;

pub(super) fn list(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    let news = match (ask.word("done"), ask.word("back")) {
        ("", "") => html! {},
        ("", _) => layout::good("Возвращено. Это тоже можно отменить."),
        _ => layout::good("Отменено. Это тоже можно вернуть."),
    };
    Answer::page(draw(app, ask, place, &news))
}

fn draw(app: &App, ask: &Ask, place: &OpenProject, news: &Markup) -> Markup {
    let steps = History::of(&place.folder).steps();
    let mut steps: Vec<&Step> = steps.iter().rev().filter(|step| !step.is_empty()).collect();
    let all = steps.len();
    if ask.word("all").is_empty() {
        steps.truncate(SHOWN);
    }
    let last = exchange::ways(&place.folder, Scope::Whole).back;
    let day = |step: &Step| step.moment().map(|moment| moment.date());
    let days: Vec<&[&Step]> = steps.chunk_by(|a, b| day(a) == day(b)).collect();
    let main = html! {
        h1 { "История изменений" }
        (news)
        p { "Что и когда изменили в описании школы на этой странице, из Excel и командами. Любое изменение можно отменить, а школу – вернуть к любому моменту; отмененное остается в истории." }
        @if steps.is_empty() { p class="empty" { "Изменений пока не было." } }
        @for steps in days {
            section class="history" {
                h2 { @match steps.first().and_then(|step| day(step)) {
                    Some(day) => { (day.format("%d.%m.%Y")) }
                    None => { "Без даты" }
                } }
                @if let Some(first) = steps.last() {
                    (button(app, "back", first.number, "Вернуть школу к началу этого дня", "quiet"))
                }
                ol class="changes" {
                    @for step in steps { (one(app, place, step, last.as_ref())) }
                }
            }
        }
        @if all > steps.len() { p { a href="?all=1" { "Показать и более ранние: " (all - steps.len()) } } }
    };
    layout::page(app, place, Some(Way::History), "История изменений", &main)
}

fn one(app: &App, place: &OpenProject, step: &Step, last: Option<&Step>) -> Markup {
    let is_last = last.is_some_and(|last| last.number == step.number);
    let gone = step
        .files
        .iter()
        .any(|(name, it)| it.after.is_none() && it.before.is_some() && !place.has(name));
    let sign = match step.act {
        Act::Change => "",
        Act::Undo(_) => "отменено: ",
        Act::Redo(_) => "сделано снова: ",
    };
    html! {
        li {
            span class="moment" { @if let Some(moment) = step.moment() { (moment.format("%H:%M")) } }
            span class="what" { (sign) (step.what) }
            span class="ways" {
                @if is_last { (button(app, "undo", step.number, "Отменить", "quiet")) }
                @if gone { (button(app, "files", step.number, "Вернуть удаленное", "quiet")) }
                (button(app, "back", step.number, "Вернуть как было до этого", "quiet"))
            }
        }
    }
}

fn button(app: &App, wish: &str, step: u64, label: &str, class: &str) -> Markup {
    html! {
        form method="post" class="inline" {
            (layout::token(app))
            input type="hidden" name="step" value=(step);
            button class=(class) name="do" value=(wish) { (label) }
        }
    }
}

/// Takes a change back, brings files back, or the whole school to what it was before a change.
pub(super) fn turn(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    let _alone = app.writing();
    let steps = History::of(&place.folder).steps();
    let number = ask.field("step").parse::<u64>().ok();
    let Some(step) = steps.iter().find(|step| Some(step.number) == number) else {
        return missing(app);
    };
    let moment = step.moment().map_or_else(String::new, |moment| {
        format!(" – до {}", moment.format("%d.%m.%Y %H:%M"))
    });
    let folder = &place.folder;
    let done: Result<&str, Trouble> = match ask.field("do") {
        "undo" => exchange::undo(folder, step, Scope::Whole).map(|_| "done"),
        "files" => exchange::bring_files_back(folder, step).map(|_| "back"),
        _ => exchange::go_back(folder, step.number, &format!("возвращено как было{moment}"))
            .map(|_| "back"),
    };
    match done {
        Ok(word) => Answer::to(&format!("{}?{word}=1", place.address("history"))),
        Err(trouble) => {
            let news = layout::bad(&format!("Не сделано: {trouble}."));
            Answer::page(draw(app, ask, place, &news)).status(axum::http::StatusCode::CONFLICT)
        }
    }
}

/// Says that something was removed or changed, and offers to take that back.
pub(super) fn of_removal(app: &App, ask: &Ask, place: &OpenProject) -> Markup {
    let told = [
        ("removed", "Удалено.", "Вернуть"),
        ("changed", "Записано.", "Отменить"),
    ];
    html! {
        @for (word, done, back) in told {
            @if let Ok(step) = ask.word(word).parse::<u64>() {
                div class="box good" role="status" {
                p { (done) }
                form method="post" class="inline" action=(place.address("history")) {
                    (layout::token(app))
                    input type="hidden" name="step" value=(step);
                    button class="quiet" name="do" value="undo" { (back) }
                }
                }
            }
        }
    }
}
