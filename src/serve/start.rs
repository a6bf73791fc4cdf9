//! The start page: existing projects, a new one, ending the work.

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::gone::gone_words;
use super::open_project::OpenProject;
use super::state::App;
use super::{folders, keep, layout};
use crate::exchange::{self, create_project};
use crate::fields::SheetKind;
use crate::russian::{capitalized, counted};

pub(super) fn show(app: &App, _: &Ask) -> Answer {
    let places: Vec<OpenProject> = app
        .places()
        .into_iter()
        .filter_map(|index| OpenProject::open(app, index))
        .collect();
    let main = html! {
        h1 { "Наставничество: документы школы" }
        (summary(&places))
        @for place in &places { (card(app, place)) }
        (folders::recent(app))
        p class="hint" { "Программа работает только на этом компьютере и ничего не отправляет в интернет. Сведения хранятся в обычных файлах в папках школ." }
    };
    Answer::page(layout::start(app, "Начало", &main))
}

/// Draws what there is to know of several schools at a glance.
fn summary(places: &[OpenProject]) -> Markup {
    let schools: Vec<&OpenProject> = places.iter().filter(|it| it.is_project()).collect();
    let pairs = |place: &OpenProject| place.tables().pair_codes().len();
    let sum = |count: &dyn Fn(&OpenProject) -> usize| -> usize {
        schools.iter().map(|place| count(place)).sum()
    };
    html! {
        @if schools.len() > 1 {
            div class="table-scroll" tabindex="0" role="group" aria-label="Сводка по школам" {
                table class="list" {
                    caption { "Сводка: " (counted(schools.len(), "школа", "школы", "школ")) }
                    thead { tr {
                        th scope="col" { "Школа" } th scope="col" { "Пар" } th scope="col" { "Документов" }
                        th scope="col" { "Ошибок" } th scope="col" { "Предупреждений" }
                    } }
                    tbody {
                        @for place in &schools {
                            @let (errors, warnings) = place.remarks();
                            tr {
                                th scope="row" { a href={ "#folder-" (place.index) } { (place.title()) } }
                                td { a href=(place.address("pairs")) { (pairs(place)) } }
                                td { a href=(place.address("release")) { (place.plan().papers.len()) } }
                                td { @if errors > 0 { a href=(place.address("remarks")) { (errors) } } @else { "–" } }
                                td { @if warnings > 0 { a href=(place.address("remarks")) { (warnings) } } @else { "–" } }
                            }
                        }
                    }
                    tfoot { tr {
                        th scope="row" { "Всего" }
                        td { (sum(&pairs)) }
                        td { (sum(&|place| place.plan().papers.len())) }
                        td { (sum(&|place| place.remarks().0)) }
                        td { (sum(&|place| place.remarks().1)) }
                    } }
                }
            }
        }
    }
}

fn card(app: &App, place: &OpenProject) -> Markup {
    if !place.folder.is_dir() {
        return html! {
            section class="card" id={ "folder-" (place.index) } {
                p class="box" { (capitalized(&gone_words(&place.folder))) "." }
            }
        };
    }
    let (errors, _) = place.remarks();
    let pairs = place.tables().pair_codes().len();
    let staff = place.tables().lists().people.len();
    let orders = place.tables().orders().len();
    let activities = place.tables().records(SheetKind::Roadmap).len();
    let organization = place.tables().records(SheetKind::Organization);
    let has = |path: &str| organization.iter().any(|it| !it.text(path).is_empty());
    let lacks: Vec<&str> = [
        ("organization.full_name", "наименование"),
        ("organization.school_year", "учебный год"),
        ("organization.head", "руководитель"),
        ("organization.curator", "куратор"),
    ]
    .into_iter()
    .filter_map(|(path, what)| (!has(path)).then_some(what))
    .collect();
    let school = if lacks.is_empty() {
        "наименования, руководитель, куратор".to_owned()
    } else {
        format!("впишите: {}", lacks.join(", "))
    };
    let done = [
        lacks.is_empty(),
        staff > 1,
        pairs > 0,
        activities > 0,
        orders > 0,
    ];
    let next = done.iter().position(|done| !done);
    let step = |at: usize, address: &str, label: &str, about: String| {
        let is_done = done[at];
        html! {
            li class=(if is_done { "done" } else if next == Some(at) { "next" } else { "" }) {
                a href=(place.address(address)) { (label) } " " span { (about) }
                @if is_done { span class="unseen" { " – заполнено" } } @else if next == Some(at) { strong { "дальше – сюда" } }
            }
        }
    };
    let made = done.iter().filter(|done| **done).count();
    html! {
        section class="card" id={ "folder-" (place.index) } {
            h2 { (place.title()) }
            p class="folder" { "Папка: " code { (place.shown()) } }
            (keep::waiting(place))
            @if place.is_project() {
                p class="progress" {
                    progress max=(done.len()) value=(made) aria-label="Описание школы" {}
                    " заполнено " (made) " из " (done.len())
                }
                ol class="steps" {
                    (step(0, "school", "Школа", school))
                    (step(1, "staff", "Сотрудники", counted(staff, "человек", "человека", "человек")))
                    (step(2, "pairs", "Пары", counted(pairs, "пара", "пары", "пар")))
                    (step(3, "roadmap", "Дорожная карта", counted(activities, "мероприятие", "мероприятия", "мероприятий")))
                    (step(4, "orders", "Приказы", if orders > 0 { counted(orders, "приказ", "приказа", "приказов") } else { "если их готовит эта программа".to_owned() }))
                    li { a href=(place.address("remarks")) { "Замечания" } " " span { (if errors > 0 { counted(errors, "ошибка", "ошибки", "ошибок") } else { "ошибок нет".to_owned() }) } }
                    li { a href=(place.address("release")) { "Выпуск" } " " span { (counted(place.plan().papers.len(), "документ", "документа", "документов")) } }
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
                        " "
                        label { "по формам: " (editions()) }
                    }
                }
                p class="hint" { "Образец можно сразу напечатать и потом заменить в нем сведения своими. Формы меняются в разделе «Школа»." }
            }
        }
    }
}

/// Draws the editions that there are, to choose one.
fn editions() -> Markup {
    html! {
        select name="edition" {
            @for (name, called) in exchange::editions() {
                option value=(name) selected[name == exchange::EDITION] { (called) }
            }
        }
    }
}

/// Creates the sample school in a folder without a project.
pub(super) fn create(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    let _alone = app.writing();
    let chosen = ask.field("edition");
    let known = exchange::editions()
        .into_iter()
        .find(|(name, _)| *name == chosen);
    let edition = known.map_or(exchange::EDITION.to_owned(), |(name, _)| name);
    match create_project(&place.folder, &edition, None) {
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
