//! The answer to an address that leads nowhere.

use axum::http::StatusCode;
use maud::html;

use super::ask::Answer;
use super::layout;
use super::state::App;

/// «Not found», for whatever no list holds.
pub(super) fn missing(app: &App) -> Answer {
    let words = html! {
        h1 { "Такой страницы нет" }
        p { "Может быть, то, что на ней было, уже удалили. " a href=(app.at("")) { "Вернуться в начало" } }
    };
    Answer::page(layout::start(app, "Такой страницы нет", &words)).status(StatusCode::NOT_FOUND)
}
