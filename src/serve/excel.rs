//! Export to a workbook and import from one. What a workbook changes is shown before it is written.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::layout::{self, Way};
use super::open_project::OpenProject;
use super::questions;
use super::state::{App, Waiting};
use crate::edit::{ImportChange, Imported, What};
use crate::exchange::{Exchange, Wishes, export_workbook, import_bytes, write_imported};
use crate::problem::Problem;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn download(app: &App, place: &OpenProject) -> Answer {
    match export_workbook(&place.folder) {
        Exchange::Done(bytes) => Answer::download(XLSX, "Наставничество.xlsx", bytes),
        Exchange::Unread(..) => shown(app, place, &unread(place)),
        Exchange::Refused(why) => shown(app, place, &layout::bad(&why)),
    }
}

fn unread(place: &OpenProject) -> Markup {
    html! { p class="box wrong" role="alert" { "Сначала исправьте файлы школы. " a href=(place.address("remarks")) { "Посмотреть замечания" } } }
}

fn shown(app: &App, place: &OpenProject, words: &Markup) -> Answer {
    let main = html! {
        p class="back" { a href=(place.address("pairs")) { "← Все пары" } }
        h1 { "Книга Excel" }
        (words)
    };
    Answer::page(layout::page(
        app,
        place,
        Some(Way::Pairs),
        "Книга Excel",
        &main,
    ))
}

/// Takes an uploaded workbook: it is compared first, and written once the user has looked.
pub(super) fn sent(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    if let Some(upload) = ask.uploads.first() {
        let Ok(id) = super::security::random() else {
            return shown(
                app,
                place,
                &layout::bad("Система не дала случайного числа."),
            );
        };
        let waiting = Waiting {
            id,
            name: upload.name.clone(),
            bytes: upload.bytes.clone(),
        };
        app.keep_upload(waiting.clone());
        return compared(app, place, &waiting, &Wishes::default());
    }
    let Some(waiting) = app.upload(ask.field("book")) else {
        return shown(
            app,
            place,
            &layout::bad("Эта книга больше не хранится в памяти программы: выберите файл еще раз."),
        );
    };
    let wishes = Wishes {
        prune: !ask.field("prune").is_empty(),
        partial: !ask.field("partial").is_empty() || ask.field("do") == "clear",
        answers: questions::answers(ask),
        ..Wishes::default()
    };
    if ask.field("do") != "write" {
        return compared(app, place, &waiting, &wishes);
    }
    let _alone = app.writing();
    let Exchange::Done(imported) =
        import_bytes(&waiting.bytes, &waiting.name, &place.folder, &wishes)
    else {
        return shown(app, place, &unread(place));
    };
    if imported.has_errors() {
        return compared(app, place, &waiting, &wishes);
    }
    match write_imported(&imported, &place.folder) {
        Ok(_) => shown(
            app,
            place,
            &html! { (layout::good("Записано.")) p { a href=(place.address("pairs")) { "К списку пар" } } },
        ),
        Err(trouble) => shown(
            app,
            place,
            &layout::bad(&format!("Не записано: {trouble}.")),
        ),
    }
}

fn compared(app: &App, place: &OpenProject, waiting: &Waiting, wishes: &Wishes) -> Answer {
    let prune = wishes.prune;
    let imported = match import_bytes(&waiting.bytes, &waiting.name, &place.folder, wishes) {
        Exchange::Done(imported) => imported,
        Exchange::Unread(..) => return shown(app, place, &unread(place)),
        Exchange::Refused(why) => return shown(app, place, &layout::bad(&why)),
    };
    let [added, changed, lost] =
        [What::Added, What::Changed, What::Missing].map(|what| imported.of(what));
    let asks = imported.has_errors() || imported.is_partial;
    let words = html! {
        p { "Файл «" (waiting.name) "». Пока ничего не записано." }
        @if !imported.problems.is_empty() { (remarks(&imported, asks)) }
        @if imported.changes.is_empty() && !imported.has_errors() { p class="box" { "Изменений нет." } }
        (changes("Добавится", &added))
        (changes("Изменится", &changed))
        (changes(if prune { "Исчезнет" } else { "Нет в книге, но в описании школы останется" }, &lost))
        p { (tally(&imported)) }
        @if asks { (questions_of(app, waiting, wishes, &imported)) }
        @if !imported.has_errors() && !imported.changes.is_empty() {
            form method="post" class="edit narrow" {
                (layout::token(app))
                input type="hidden" name="book" value=(waiting.id);
                @if imported.is_partial { input type="hidden" name="partial" value="1"; }
                (questions::kept(&wishes.answers, &BTreeSet::new()))
                @if !lost.is_empty() {
                    label class="check" { input type="checkbox" name="prune" value="1" checked[prune]; " убрать и то, чего нет в книге" }
                }
                p class="actions" {
                    button class="main" name="do" value="write" { "Записать изменения" }
                    @if !lost.is_empty() { " " button name="do" value="look" { "Показать еще раз" } }
                    " " a href=(place.address("pairs")) { "Ничего не записывать" }
                }
            }
        }
        (cells(&imported))
    };
    shown(app, place, &words)
}

/// The questions about the book, to be answered here or in the book itself; the rows without them
/// may be taken at once.
fn questions_of(app: &App, waiting: &Waiting, wishes: &Wishes, imported: &Imported) -> Markup {
    html! {
        h2 { "Вопросы" }
        @if imported.is_partial {
            p { "Взяты строки без вопросов, остальные ждут: ответьте здесь или исправьте книгу и прочитайте ее еще раз." }
        } @else {
            p { strong { "Записать пока нельзя: " } "ответьте на вопросы здесь или исправьте отмеченное в книге и прочитайте ее еще раз." }
        }
        form method="post" class="edit narrow" {
            (layout::token(app))
            input type="hidden" name="book" value=(waiting.id);
            @if imported.is_partial { input type="hidden" name="partial" value="1"; }
            @if wishes.prune { input type="hidden" name="prune" value="1"; }
            (questions::asked(imported, &wishes.answers))
            p class="actions" {
                button class="main" name="do" value="look" { "Ответить" }
                @if !imported.is_partial { " " button name="do" value="clear" { "Взять понятное" } }
            }
        }
    }
}

/// «418 ячеек: 402 взято, 12 не нужно, 4 вопроса».
fn tally(imported: &Imported) -> String {
    imported.tally().to_string()
}

/// Every cell of the workbook with what becomes of it, folded away.
fn cells(imported: &Imported) -> Markup {
    let fates = imported.fates();
    html! {
        @if !fates.is_empty() {
            details {
                summary { "Что стало с каждой ячейкой" }
                table {
                    thead { tr { th { "Ячейка" } th { "В ней" } th { "Что с ней" } } }
                    tbody { @for (cell, fate) in fates { tr { td { (cell.at) } td { (cell.text) } td { (fate) } } } }
                }
            }
        }
    }
}

/// Problems of the workbook, each at its cell, and those that belong to none. What is asked below
/// is not said twice.
fn remarks(imported: &Imported, asks: bool) -> Markup {
    let is_said = |p: &&Problem| !asks || !p.is_error() || cell_of(imported, p).is_none();
    let own: Vec<&Problem> = imported.problems.iter().filter(is_said).collect();
    html! {
        @for problem in own {
            div class=(if problem.is_error() { "box wrong" } else { "box" }) {
                @if let Some(cell) = cell_of(imported, problem) { p { strong { (cell) } } }
                p { (problem.text()) }
                @if let Some(advice) = problem.advised() { p class="hint" { "Совет: " (advice) } }
            }
        }
    }
}

fn cell_of<'i>(imported: &'i Imported, problem: &Problem) -> Option<&'i str> {
    imported.sources.cell(problem.place.as_ref()?.file)
}

fn changes(heading: &str, list: &[&ImportChange]) -> Markup {
    html! {
        @if !list.is_empty() {
            h2 { (heading) ": " (list.len()) }
            ul { @for change in list { li { (change.name) @if !change.details.is_empty() { ul { @for detail in &change.details { li { (detail) } } } } } } }
        }
    }
}
