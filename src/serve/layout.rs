//! The frame of every page: header with navigation, messages, footer.

use maud::{DOCTYPE, Markup, html};

use super::open_project::OpenProject;
use super::page;
use super::state::App;
use crate::disk::Standing;

/// The section that is marked as the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    School,
    Staff,
    Pairs,
    Roadmap,
    Orders,
    Remarks,
    Release,
    History,
}

const WAYS: [(Way, &str, &str); 8] = [
    (Way::School, "school", "Школа"),
    (Way::Staff, "staff", "Сотрудники"),
    (Way::Pairs, "pairs", "Пары"),
    (Way::Roadmap, "roadmap", "Дорожная карта"),
    (Way::Orders, "orders", "Приказы"),
    (Way::Remarks, "remarks", "Замечания"),
    (Way::Release, "release", "Выпуск"),
    (Way::History, "history", "История"),
];

/// A page without a project.
pub(super) fn bare(root: &str, title: &str, main: &Markup) -> Markup {
    whole(root, title, &html! {}, main, None, None)
}

/// A page without a project from which the work can be ended.
pub(super) fn start(app: &App, title: &str, main: &Markup) -> Markup {
    let root = app.secrets.root();
    whole(
        &root,
        title,
        &html! {},
        main,
        None,
        Some(&app.secrets.token),
    )
}

/// A page of a project.
pub(super) fn page(
    app: &App,
    place: &OpenProject,
    way: Option<Way>,
    title: &str,
    main: &Markup,
) -> Markup {
    let (errors, warnings) = place.remarks();
    let all = errors + warnings;
    let ways = html! {
        nav aria-label="Разделы" {
            ul {
                @for (own, screen, label) in WAYS {
                    li {
                        a href=(place.address(screen)) aria-current=[(way == Some(own)).then_some("page")] {
                            (label)
                            @if own == Way::Remarks && all > 0 {
                                " " span class=(if errors > 0 { "count bad" } else { "count" }) { span class="unseen" { "всего " } (all) }
                            }
                        }
                    }
                }
            }
        }
    };
    whole(
        &app.secrets.root(),
        &format!("{title} – {}", place.title()),
        &ways,
        &html! {
            @if way != Some(Way::Remarks) { (unread(place)) }
            (main)
        },
        Some(place),
        Some(&app.secrets.token),
    )
}

/// Names the files that are not read, so that nobody takes what is not shown for what is not there.
fn unread(place: &OpenProject) -> Markup {
    html! {
        @for (file, line) in place.unread() {
            p class="box wrong" role="alert" {
                "Файл " (file) " не читается" (line) ": то, что в нем записано, здесь не показано, но цело. "
                a href=(place.address("remarks")) { "Что исправить" } "."
            }
        }
    }
}

fn whole(
    root: &str,
    title: &str,
    ways: &Markup,
    main: &Markup,
    place: Option<&OpenProject>,
    token: Option<&str>,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang="ru" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – Наставник" }
                link rel="icon" href={ (root) "icon.svg" };
                link rel="stylesheet" href={ (root) "page.css" };
                script src={ (root) "page.js" } type="module" {}
                @for (name, _) in page::PARTS { link rel="modulepreload" href={ (root) "script/" (name) }; }
            }
            body data-root=(root) data-project=[place.map(|p| p.index)] data-standing=[place.map(|p| Standing::of(&p.folder, &[]).fingerprint())] {
                a class="skip" href="#main" { "К содержанию" }
                header {
                    p class="name" {
                        a href=(root) { "Наставник" }
                        @if let Some(place) = place { span class="school" { (place.title()) } }
                    }
                    (ways)
                    @if let Some(token) = token {
                        form method="post" action={ (root) "end" } class="end" {
                            input type="hidden" name="token" value=(token);
                            button class="quiet" { "Завершить" }
                        }
                    }
                }
                main id="main" tabindex="-1" { (main) }
                div id="news" role="status" aria-live="polite" {}
            }
        }
    }
}

/// The hidden field without which no form is accepted.
pub(super) fn token(app: &App) -> Markup {
    html! { input type="hidden" name="token" value=(app.secrets.token); }
}

/// Good news above a page.
pub(super) fn good(words: &str) -> Markup {
    html! { p class="box good" role="status" { (words) } }
}

/// Bad news above a page.
pub(super) fn bad(words: &str) -> Markup {
    html! { p class="box wrong" role="alert" { (words) } }
}
