//! The end of a school year: its archive, and the next one in a folder of its own.

use std::path::PathBuf;

use axum::http::StatusCode;
use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::deeds::NewYearTold;
use super::layout::{self, Way};
use super::missing::missing;
use super::open_project::OpenProject;
use super::state::App;
use crate::bundle::{NotArchived, archive};
use crate::fields::SheetKind;
use crate::plan::Format;
use crate::russian::{alphabetical, counted};

/// Sends the papers of the year with their inventory.
///
/// # Errors
/// Why there is no archive, to be shown.
pub(super) fn archived(
    place: &OpenProject,
    formats: &[Format],
) -> Result<(String, Vec<u8>), Markup> {
    let plan = place.plan();
    if plan.withheld > 0 {
        return Err(layout::bad(
            "Архив не собран: сначала исправьте ошибки, из-за которых задержаны документы.",
        ));
    }
    match archive(plan, &place.out(), formats, false) {
        Ok(archived) => Ok((format!("{}.zip", archived.file_name), archived.zip)),
        Err(NotArchived::NotReady(files)) => Err(html! {
            div class="box wrong" role="alert" {
                p { "Архив не собран: сначала изготовьте документы заново. Не готово:" }
                ul { @for (file, _) in &files { li { (file) } } }
            }
        }),
        Err(NotArchived::Nothing) => Err(layout::bad(
            "Складывать в архив нечего: документов еще нет.",
        )),
        Err(NotArchived::Disk(trouble)) => {
            Err(layout::bad(&format!("Архив не собран: {trouble}.")))
        }
        Err(NotArchived::Fault(why)) => Err(layout::bad(&format!("Архив не собран: {why}."))),
    }
}

/// The next year of a school and the folder for it, beside the present one.
fn next(place: &OpenProject) -> Option<(String, PathBuf)> {
    let (first, second) = place.tables().school_year()?;
    let of = |first: u32| format!("{first}-{}", first + 1);
    let name = place.folder.file_name()?.to_string_lossy().into_owned();
    let (old, new) = (of(first), of(second));
    let name = if name.contains(&old) {
        name.replace(&old, &new)
    } else {
        format!("{name} {new}")
    };
    Some((
        format!("{second}/{}", second + 1),
        place.folder.with_file_name(name),
    ))
}

pub(super) fn answer(app: &App, ask: &Ask, index: usize) -> Answer {
    let _alone = app.writing();
    let Some(place) = OpenProject::open(app, index) else {
        return missing(app);
    };
    if !ask.posted {
        return Answer::page(draw(app, ask, &place, &html! {}));
    }
    let refused = |why: &Markup| {
        Answer::page(draw(app, ask, &place, why)).status(StatusCode::UNPROCESSABLE_ENTITY)
    };
    let Some((_, folder)) = next(&place) else {
        return refused(&html! {});
    };
    let staff = place.tables().records(SheetKind::Staff);
    let leave = |key: &str| ask.fields("gone").any(|gone| gone == key);
    let gone: Vec<String> = staff
        .into_iter()
        .map(|it| it.code)
        .filter(|key| leave(key))
        .collect();
    match app.begin_year(&place.folder, &folder, &gone) {
        Ok(told) => {
            let index = app.open(&folder);
            match OpenProject::open(app, index) {
                Some(new) => Answer::page(begun(app, &new, &told)),
                None => missing(app),
            }
        }
        Err(why) => refused(&layout::bad(&why)),
    }
}

fn draw(app: &App, ask: &Ask, place: &OpenProject, news: &Markup) -> Markup {
    let mut staff = place.tables().records(SheetKind::Staff);
    staff.sort_by_cached_key(|it| alphabetical(it.text("name")));
    let main = html! {
        p class="back" { a href=(place.address("release")) { "← Выпуск" } }
        h1 { "Новый учебный год" }
        (news)
        @match next(place) {
            None if place.is_unread("organization.toml") => p class="box" {
                "Новый год можно будет начать, когда прочитается описание школы: в нем записан нынешний."
            }
            None => p class="box" {
                "Впишите нынешний учебный год – например, 2026/2027 – в разделе «"
                a href={ (place.address("school")) "#organization.0.organization.school_year" } { "Школа" }
                "», и программа перенесет все на следующий."
            },
            Some((year, folder)) => {
                p { "Сведения о школе, пары и дорожная карта перейдут на " (year) " учебный год в новую папку; сроки сдвинутся, номера и даты приказов, соглашений и согласий уйдут. Нынешняя папка останется какой была." }
                p { "Новая папка: " code { (folder.display()) } }
                form method="post" class="edit narrow" {
                    (layout::token(app))
                    details class="part" {
                        summary { "Кто выбыл" }
                        p class="hint" { "Отмеченные уйдут из списка сотрудников, пар и приказов." }
                        @for person in &staff {
                            label class="check" { input type="checkbox" name="gone" value=(person.code) checked[ask.fields("gone").any(|it| it == person.code)]; " " (person.text("name")) }
                        }
                    }
                    p class="actions" { button class="main" { "Начать " (year) " учебный год" } }
                }
            }
        }
    };
    layout::page(app, place, Some(Way::Release), "Новый учебный год", &main)
}

/// What has become of the old year, and where to look.
fn begun(app: &App, new: &OpenProject, told: &NewYearTold) -> Markup {
    let list = |title: &str, lines: &[(String, String)]| {
        html! {
            @if !lines.is_empty() {
                h2 { (title) }
                ul { @for (file, text) in lines { li {
                    @match new.has(file) {
                        true => a href=(new.address_of_file(file)) { (new.called(file)) },
                        false => (file),
                    }
                    ": " (text)
                } } }
            }
        }
    };
    let pairs = counted(new.tables().pair_codes().len(), "пара", "пары", "пар");
    let main = html! {
        h1 { (told.year) " учебный год" }
        (layout::good(&format!("Новый год начат: {pairs}. Вы уже в его папке.")))
        p { "Записки и планы перенесены слово в слово: перечитайте их. Номера и даты приказов, соглашений и согласий впишите новые." }
        (list("Не перенесено", &told.left_behind))
        (list("Посмотрите сами", &told.remarks))
        p class="actions" { a class="button main" href=(new.address("pairs")) { "К парам нового года" } }
    };
    layout::page(app, new, Some(Way::Pairs), "Новый учебный год", &main)
}
