//! The roadmap: its period and approval, and its activities with their stages.

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::draft;
use super::editor::{Drawn, Editor};
use super::layout::Way;
use super::open_project::OpenProject;
use super::screen::{self, Pages, Screen};
use super::state::App;
use super::{pictures, school};
use crate::edit::{Filled, Prune, Tables};
use crate::fields::SheetKind;

/// The file that is drawn beside the form.
const FILE: &str = "roadmap.toml";

fn forms(tables: &Tables) -> Vec<Filled> {
    vec![
        school::forms(tables, true),
        tables.filled(SheetKind::Roadmap, tables.records(SheetKind::Roadmap)),
    ]
}

pub(super) fn answer(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    draft::answer(
        app,
        ask,
        place,
        &Editor {
            kinds: &[SheetKind::Organization, SheetKind::Roadmap],
            on_disk: &forms,
            complete: &|_| {},
            name: &|_, _| {},
            prune: Prune::Lists,
            about: place.called(FILE),
            is_new: false,
            file: Some(FILE.to_owned()),
            address: place.address("roadmap"),
            draw: &|place, drawn| draw(app, ask, place, drawn),
            preview: &|after, _| pictures::pages_of_file(app, ask, after, FILE),
            saved: &|_| format!("{}?saved=1", place.address("roadmap")),
            may: &|_, _| None,
        },
    )
}

fn draw(app: &App, ask: &Ask, place: &OpenProject, drawn: &Drawn) -> Markup {
    let view = drawn.view(place);
    let fields = html! {
        @if let Some(record) = drawn.form(SheetKind::Organization).and_then(|f| f.records.first()) {
            (view.part(SheetKind::Organization, school::OF_ROADMAP, record))
        }
        @if let Some(form) = drawn.form(SheetKind::Roadmap) {
            fieldset { legend { "Мероприятия" }
                p class="hint" { "Этап и раздел пишутся в первой строке этапа; пустая ячейка значит «как выше». Строки переставляют стрелками или перетаскивают за номер." }
                (view.table(form, &[]))
            }
        }
    };
    let pages = Pages::Below(pictures::pages_of_file(app, ask, place, FILE));
    let own = Screen {
        way: Way::Roadmap,
        title: "Дорожная карта",
        is_new: false,
        back: None,
        lead: html! {},
        fields,
        removal: None,
        pages,
    };
    screen::page(app, place, drawn, &view, &own)
}
