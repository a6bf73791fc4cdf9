//! The page of a form: the link back, the remarks, the fields, the button that saves, and the pages
//! as they will be printed.

use maud::{Markup, html};

use super::editor::Drawn;
use super::fields::FieldView;
use super::layout::{self, Way};
use super::open_project::OpenProject;
use super::state::App;
use crate::disk::Step;

/// What differs from form to form.
pub(super) struct Screen<'s> {
    pub way: Way,
    pub title: &'s str,
    /// Whether the form creates something.
    pub is_new: bool,
    /// Address and title of the list it belongs to.
    pub back: Option<(String, &'static str)>,
    /// Words between the heading and the form.
    pub lead: Markup,
    pub fields: Markup,
    /// What can be removed, and what remains of it then.
    pub removal: Option<(&'static str, &'static str)>,
    pub pages: Pages,
}

/// Where the pages are shown.
pub(super) enum Pages {
    /// Not on this screen.
    Nowhere,
    /// Beside the form.
    Beside(Markup),
    /// Under the form, which is as wide as the window.
    Below(Markup),
}

const PRINTED: &str = "Как будет напечатано";

pub(super) fn page(
    app: &App,
    place: &OpenProject,
    drawn: &Drawn,
    view: &FieldView<'_>,
    screen: &Screen<'_>,
) -> Markup {
    let form = form(app, drawn, view, screen);
    let main = match &screen.pages {
        Pages::Nowhere => form,
        Pages::Beside(pages) => html! {
            div class="tabs" role="group" aria-label="Что показать" {
                button type="button" data-show="form" aria-pressed="true" { "Форма" }
                button type="button" data-show="pages" aria-pressed="false" { (PRINTED) }
            }
            div class="split" {
                div class="left" { (form) }
                aside class="right" tabindex="0" aria-label=(PRINTED) { (printed(pages)) }
            }
        },
        Pages::Below(pages) => html! { (form) section aria-label=(PRINTED) { (printed(pages)) } },
    };
    layout::page(app, place, Some(screen.way), screen.title, &main)
}

fn printed(pages: &Markup) -> Markup {
    html! { h2 { (PRINTED) } div id="preview" { (pages) } }
}

fn form(app: &App, drawn: &Drawn, view: &FieldView<'_>, screen: &Screen<'_>) -> Markup {
    let class = match &screen.pages {
        Pages::Nowhere => "edit narrow",
        Pages::Beside(_) | Pages::Below(_) => "edit",
    };
    html! {
        @if let Some((address, words)) = &screen.back { p class="back" { a href=(address) { "← " (words) } } }
        h1 { (screen.title) }
        div id="form-news" { (drawn.news) }
        div id="general" { (view.told.general()) }
        (screen.lead)
        form method="post" class=(class) data-draft="1" data-new=[screen.is_new.then_some("1")] data-unsaved=[(!drawn.is_saved).then_some("1")] {
            (layout::token(app))
            input type="hidden" name="seen" value=(drawn.seen);
            // The first button is the one that Enter presses.
            button class="first" name="do" value="save" tabindex="-1" aria-hidden="true" { "Сохранить" }
            (view.offered(&drawn.forms))
            (screen.fields)
            p class="actions sticky" {
                button class="main" name="do" value="save" { "Сохранить" }
                (turn("undo", "Отменить", "↶", drawn.ways.back.as_ref()))
                (turn("redo", "Вернуть", "↷", drawn.ways.again.as_ref()))
                " " span class="state" data-state="1" role="status" {}
            }
            @if let Some((what, remains)) = screen.removal { (removal(what, remains)) }
        }
    }
}

/// A button that takes the last change of the file back, or does it once more.
fn turn(wish: &str, label: &str, sign: &str, step: Option<&Step>) -> Markup {
    let title = step.map_or_else(
        || label.to_owned(),
        |step| format!("{label}: {}", step.what),
    );
    html! {
        " " button class="quiet" name="do" value=(wish) formnovalidate title=(title) disabled[step.is_none()] {
            span aria-hidden="true" { (sign) " " } span class="word" { (label) }
        }
    }
}

/// The footer with which a form removes what it is about; it asks twice, without scripts too.
pub(super) fn removal(what: &str, remains: &str) -> Markup {
    html! {
        details class="removal" {
            summary { "Удалить " (what) "…" }
            p { (remains) }
            button class="danger" name="do" value="remove" formnovalidate { "Удалить " (what) }
        }
    }
}
