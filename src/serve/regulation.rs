//! The regulation: the school's own clauses, which replace those of the form or are added to them.

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::draft;
use super::editor::{Drawn, Editor};
use super::layout::Way;
use super::open_project::OpenProject;
use super::pictures;
use super::screen::{self, Pages, Screen};
use super::state::App;
use crate::edit::{Filled, Prune, Tables};
use crate::fields::SheetKind;
use crate::plan::{Paper, PaperKind};

/// Where the school's own clauses are written.
const FILE: &str = "regulation.toml";

fn forms(tables: &Tables) -> Vec<Filled> {
    let kind = SheetKind::Regulation;
    vec![Filled::new(kind, tables.records(kind))]
}

pub(super) fn answer(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    draft::answer(
        app,
        ask,
        place,
        &Editor {
            kinds: &[SheetKind::Regulation],
            on_disk: &forms,
            complete: &|_| {},
            name: &|_, _| {},
            prune: Prune::Lists,
            about: place.called(FILE),
            is_new: false,
            file: Some(FILE.to_owned()),
            address: place.address("regulation"),
            draw: &|place, drawn| draw(app, ask, place, drawn),
            preview: &|after, _| preview(app, ask, after),
            saved: &|_| format!("{}?saved=1", place.address("regulation")),
            may: &|_, _| None,
        },
    )
}

fn draw(app: &App, ask: &Ask, place: &OpenProject, drawn: &Drawn) -> Markup {
    let view = drawn.view(place);
    let fields = html! {
        @if let Some(form) = drawn.form(SheetKind::Regulation) {
            fieldset { legend { "Свои пункты" }
                p class="hint" { "Пункт с номером из положения печатается вместо него; новый – в конце раздела или после названного пункта." }
                (view.table(form, &[]))
            }
        }
    };
    let own = Screen {
        way: Way::Orders,
        title: "Положение",
        is_new: false,
        back: Some((place.address("orders"), "Все приказы")),
        lead: html! { p { "Положение о наставничестве составлено по приложению 1 к приказу управления образования. Если у школы что-то иначе, впишите свои пункты." } },
        fields,
        removal: None,
        pages: Pages::Beside(preview(app, ask, place)),
    };
    screen::page(app, place, drawn, &view, &own)
}

fn preview(app: &App, ask: &Ask, place: &OpenProject) -> Markup {
    let is_regulation = |paper: &Paper| paper.kind == PaperKind::Regulation;
    if place.plan().papers.iter().any(is_regulation) {
        return pictures::pages(app, ask, place, is_regulation);
    }
    html! { p class="empty" { "Страницы появятся, когда будет приказ, к которому положение приложено: обычно это приказ о внедрении наставничества. "
    a href=(place.address("orders")) { "К приказам" } } }
}
