//! The answer where the folder of an open school is not there any more.

use std::path::Path;

use axum::http::StatusCode;
use maud::html;

use super::ask::{Answer, Ask};
use super::state::App;
use super::{keep, layout};
use crate::russian::capitalized;

/// What a drive that was pulled out leaves behind: nothing is read there, and nothing made anew.
pub(super) fn gone(app: &App, ask: &Ask, folder: &Path) -> Answer {
    let why = gone_words(folder);
    if ask.posted && ask.field("do") == "keep" {
        return keep::failed(why);
    }
    let words = html! {
        h1 { "Папки школы нет на месте" }
        p { (capitalized(&why)) ". Пока ее нет, здесь ничего не изменится; потом откройте эту страницу снова." }
        p { a href=(app.at("")) { "Вернуться в начало" } }
    };
    Answer::page(layout::start(app, "Папки школы нет на месте", &words))
        .status(StatusCode::NOT_FOUND)
}

/// What is to be done about a folder that is gone.
pub(super) fn gone_words(folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "папки «{folder}» сейчас нет: ее переименовали, перенесли или вынули флешку. Верните папку на место"
    )
}
