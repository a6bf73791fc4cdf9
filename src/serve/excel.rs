//! The same project as a workbook, out and in again. What a workbook changes is shown before it is
//! written.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::layout::{self, Way};
use super::open_project::OpenProject;
use super::state::{App, Waiting};
use crate::edit::{Change, Imported, What};
use crate::exchange::{Exchange, Wishes, export_workbook, import_bytes, write_imported};

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

/// A workbook was sent: compared first, written when the user has looked.
pub(super) fn sent(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    if let Some(upload) = &ask.upload {
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
        partial: !ask.field("partial").is_empty(),
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
    let of = |what: What| {
        imported
            .changes
            .iter()
            .filter(|c| c.what == what)
            .collect::<Vec<_>>()
    };
    let (added, changed, lost) = (of(What::Added), of(What::Changed), of(What::Missing));
    let words = html! {
        p { "Файл «" (waiting.name) "». Пока ничего не записано." }
        @if !imported.problems.is_empty() { (remarks(&imported)) }
        @if imported.changes.is_empty() && !imported.has_errors() { p class="box" { "Изменений нет." } }
        (changes("Добавится", &added))
        (changes("Изменится", &changed))
        (changes(if prune { "Исчезнет" } else { "Нет в книге, но в описании школы останется" }, &lost))
        p { (tally(&imported)) }
        @if imported.has_errors() {
            p { strong { "Записать нельзя: " } "исправьте отмеченное в книге и прочитайте ее еще раз." }
            form method="post" class="edit narrow" {
                (layout::token(app))
                input type="hidden" name="book" value=(waiting.id);
                input type="hidden" name="partial" value="1";
                p class="actions" { button name="do" value="look" { "Взять строки без вопросов" } }
            }
        }
        @if imported.is_partial { p { "Строки с вопросами ждут: исправьте их в книге и прочитайте ее еще раз." } }
        @if !imported.has_errors() && !imported.changes.is_empty() {
            form method="post" class="edit narrow" {
                (layout::token(app))
                input type="hidden" name="book" value=(waiting.id);
                @if imported.is_partial { input type="hidden" name="partial" value="1"; }
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

/// «418 ячеек: 402 взято, 12 не нужно, 4 вопроса».
fn tally(imported: &Imported) -> String {
    imported.tally().to_string()
}

/// Every cell of the book with what becomes of it, folded away.
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

/// Problems of the workbook, each at its cell, and those that belong to none.
fn remarks(imported: &Imported) -> Markup {
    let without_cell = imported.problems.iter().filter(|p| {
        p.place
            .as_ref()
            .is_none_or(|at| imported.sources.cell(at.file).is_none())
    });
    let errors = imported
        .problems
        .iter()
        .filter(|p| p.is_error())
        .filter_map(|p| p.place.as_ref());
    let guilty: BTreeSet<&str> = errors
        .filter_map(|at| imported.sources.cell(at.file))
        .collect();
    html! {
        @for (cell, text) in imported.remarks() {
            div class=(if guilty.contains(cell.as_str()) { "box wrong" } else { "box" }) { p { strong { (cell) } } @for line in text.lines() { p { (line) } } }
        }
        @for problem in without_cell { p class="box wrong" { (problem.text()) @if let Some(advice) = problem.advised() { ". Совет: " (advice) } } }
    }
}

fn changes(heading: &str, list: &[&Change]) -> Markup {
    html! {
        @if !list.is_empty() {
            h2 { (heading) ": " (list.len()) }
            ul { @for change in list { li { (change.name) @if !change.details.is_empty() { ul { @for detail in &change.details { li { (detail) } } } } } } }
        }
    }
}
