//! Opening other folders: recent ones, or any other by browsing. A request names a folder by its
//! number in the list of folders shown, never by its path.

use std::path::{Path, PathBuf};

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::layout;
use super::missing::missing;
use super::state::App;
use crate::disk::{create_folder, folders_in, has_schools, is_empty_folder, is_project};

/// The folder created for a project among files that are not ours.
pub const OWN_FOLDER: &str = "Наставничество";

/// How many subfolders are shown.
const MOST_SHOWN: usize = 500;

const GONE: &str = "Такой папки уже нет.";

/// Draws the recent folders, for the start page.
pub(super) fn recent(app: &App) -> Markup {
    let open = app.folders();
    // Nothing is looked up on the disk: a folder may lie on one that does not answer.
    let is_other = |folder: &PathBuf| !open.iter().any(|o| o.starts_with(folder));
    let others: Vec<PathBuf> = app.recent().into_iter().filter(is_other).collect();
    html! {
        section aria-label="Другие папки" {
            @if !others.is_empty() {
                h2 { "Недавние папки" }
                ul class="folders" { @for folder in &others { li { (opening(app, folder, "open", &name(folder), "quiet")) " " span class="folder" { (shown(folder)) } } } }
            }
            p { a class="button" href=(app.at("folders")) { "Открыть другую папку…" } }
        }
    }
}

/// A button that opens a folder.
fn opening(app: &App, folder: &Path, how: &str, label: &str, class: &str) -> Markup {
    html! {
        form method="post" action=(app.at("open")) class="inline" {
            (layout::token(app))
            input type="hidden" name="folder" value=(app.number_of(folder));
            button class=(class) name="do" value=(how) { (label) }
        }
    }
}

fn name(folder: &Path) -> String {
    folder
        .file_name()
        .map_or_else(|| shown(folder), |n| n.to_string_lossy().into_owned())
}

fn shown(folder: &Path) -> String {
    folder.display().to_string()
}

fn page(app: &App, main: &Markup) -> Answer {
    Answer::page(layout::start(app, "Открыть другую папку", main))
}

/// The screen with the places to start browsing from.
pub(super) fn starts(app: &App) -> Answer {
    let main = html! {
        p class="back" { a href=(app.at("")) { "← Начало" } }
        h1 { "Открыть другую папку" }
        p { "Выберите, где искать. Нужна папка школы или папка, в которой лежат папки школ." }
        ul class="folders" {
            @for (label, folder) in &app.starts() {
                li { a href=(address(app, folder)) { (label) } " " span class="folder" { (shown(folder)) } }
            }
        }
    };
    page(app, &main)
}

fn address(app: &App, folder: &Path) -> String {
    app.at(&format!("folders/{}", app.number_of(folder)))
}

/// The screen of one folder.
pub(super) fn one(app: &App, number: &str) -> Answer {
    let Some(folder) = number.parse().ok().and_then(|number| app.of_number(number)) else {
        return missing(app);
    };
    let inside = folders_in(&folder);
    let main = html! {
        p class="back" { a href=(app.at("folders")) { "← Где искать" } }
        h1 { (name(&folder)) }
        p class="folder" { "Папка: " code { (shown(&folder)) } }
        @if let Some(above) = folder.parent() { p { a href=(address(app, above)) { "↑ Папка выше" } } }
        @match &inside {
            Ok(_) if !folder.is_dir() => (layout::bad(GONE)),
            Ok(inside) => { (ways_in(app, &folder)) (list(app, inside)) }
            Err(trouble) => (layout::bad(&format!("Эту папку посмотреть нельзя: {}.", trouble.reason()))),
        }
    };
    page(app, &main)
}

/// Draws what can be done with the folder itself.
fn ways_in(app: &App, folder: &Path) -> Markup {
    let own = folder.join(OWN_FOLDER);
    html! {
        div class="bar" {
            @if is_project(folder) {
                (opening(app, folder, "open", "Открыть эту папку", "main"))
            } @else if has_schools(folder) {
                (opening(app, folder, "open", "Открыть все школы этой папки", "main"))
            } @else if is_empty_folder(folder) {
                (opening(app, folder, "open", "Начать новую школу в этой папке", "main"))
            } @else if !own.exists() {
                (opening(app, folder, "begin", &format!("Начать новую школу в новой папке «{OWN_FOLDER}»"), ""))
            }
        }
    }
}

fn list(app: &App, inside: &[PathBuf]) -> Markup {
    html! {
        @if inside.is_empty() { p class="empty" { "Папок внутри нет." } }
        ul class="folders" {
            @for folder in inside.iter().take(MOST_SHOWN) {
                li {
                    a href=(address(app, folder)) { (name(folder)) }
                    @if has_schools(folder) {
                        " " span class="mark good" { (if is_project(folder) { "описание школы" } else { "внутри есть папки школ" }) }
                    }
                }
            }
        }
        @if inside.len() > MOST_SHOWN { p { "Показаны первые " (MOST_SHOWN) " папок." } }
    }
}

/// Opens a folder from those shown.
pub(super) fn open(app: &App, ask: &Ask) -> Answer {
    let Some(folder) = ask
        .field("folder")
        .parse()
        .ok()
        .and_then(|number| app.of_number(number))
    else {
        return missing(app);
    };
    let refused = |words: &str| {
        let main = html! { h1 { "Папка не открыта" } (layout::bad(words)) p { a href=(app.at("folders")) { "Вернуться" } } };
        page(app, &main)
    };
    if !folder.is_dir() {
        return refused(GONE);
    }
    let folder = if ask.field("do") == "begin" {
        folder.join(OWN_FOLDER)
    } else {
        folder
    };
    if let Err(trouble) = folders_in(&folder).and_then(|_| create_folder(&folder)) {
        return refused(&format!("{trouble}."));
    }
    let index = app.open(&folder);
    Answer::to(&app.at(&format!("#folder-{index}")))
}
