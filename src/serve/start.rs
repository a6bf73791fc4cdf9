//! The start page: existing projects, a new one, ending the work.

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::open_project::OpenProject;
use super::state::App;
use super::{folders, keep, layout};
use crate::exchange::create_project;
use crate::russian::counted;

pub(super) fn show(app: &App, _: &Ask) -> Answer {
    let places: Vec<OpenProject> = app
        .places()
        .into_iter()
        .filter_map(|index| OpenProject::open(app, index))
        .collect();
    let main = html! {
        h1 { "Наставничество: документы школы" }
        @for place in &places { (card(app, place)) }
        (folders::recent(app))
        p class="hint" { "Программа работает только на этом компьютере и ничего не отправляет в интернет. Сведения хранятся в обычных файлах в папках школ." }
    };
    Answer::page(layout::start(app, "Начало", &main))
}

fn card(app: &App, place: &OpenProject) -> Markup {
    let errors = place.plan().errors();
    let step = |address: &str, label: &str, about: String| {
        html! { li { a href=(place.address(address)) { (label) } " " span { (about) } } }
    };
    let pairs = place.tables().pair_codes().len();
    let staff = place.tables().lists().people.len();
    html! {
        section class="card" id={ "folder-" (place.index) } {
            h2 { (place.title()) }
            p class="folder" { "Папка: " code { (place.shown()) } }
            (keep::waiting(place))
            @if place.is_project() {
                ol class="steps" {
                    (step("school", "Школа", "наименования, руководитель, куратор".to_owned()))
                    (step("staff", "Сотрудники", counted(staff, "человек", "человека", "человек")))
                    (step("pairs", "Пары", counted(pairs, "пара", "пары", "пар")))
                    (step("roadmap", "Дорожная карта", "этапы и мероприятия".to_owned()))
                    (step("orders", "Приказы", "если их готовит эта программа".to_owned()))
                    (step("remarks", "Замечания", if errors > 0 { counted(errors, "ошибка", "ошибки", "ошибок") } else { "ошибок нет".to_owned() }))
                    (step("release", "Выпуск", counted(place.plan().papers.len(), "документ", "документа", "документов")))
                }
            } @else if let Some(why) = place.closed() {
                (layout::bad(&why))
                p { "Проверьте, вставлена ли флешка и доступен ли сетевой диск, и откройте страницу еще раз." }
            } @else {
                p { "В папке еще нет описания школы. Как начать?" }
                div class="bar" {
                    a class="button main" href=(place.address("school")) { "Заполнить сведения о своей школе" }
                    form method="post" action=(place.address("create")) class="inline" {
                        (layout::token(app))
                        button { "Создать образец – вымышленную школу" }
                    }
                }
                p class="hint" { "Образец можно сразу напечатать и потом заменить в нем сведения своими." }
            }
        }
    }
}

/// Creates the sample school in a folder without a project.
pub(super) fn create(app: &App, _: &Ask, place: &OpenProject) -> Answer {
    let _alone = app.writing();
    match create_project(&place.folder, None) {
        Ok(()) => {
            app.remember(&place.folder);
            Answer::to(&place.address("pairs"))
        }
        Err(trouble) => {
            let main = html! { h1 { "Образец не создан" } (layout::bad(&format!("{trouble}."))) p { a href=(app.at("")) { "Вернуться" } } };
            Answer::page(layout::start(app, "Образец не создан", &main))
        }
    }
}

/// Ends the server.
pub(super) fn end(app: &App) -> Answer {
    app.windows.stop.notify_one();
    let places = app.places().into_iter();
    let places: Vec<OpenProject> = places.filter_map(|at| OpenProject::open(app, at)).collect();
    let main = html! {
        h1 { "Работа закончена" }
        @for place in &places { (keep::left(place)) }
        p { "Сохраненное лежит в файлах школы. Эту вкладку можно закрыть; чтобы продолжить, запустите программу еще раз." }
    };
    Answer::page(layout::bare(&app.at(""), "Работа закончена", &main))
}
