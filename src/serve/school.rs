//! The school: its names, its head and curator, how the papers are printed.

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::draft;
use super::editor::{Drawn, Editor};
use super::layout::Way;
use super::open_project::OpenProject;
use super::screen::{self, Pages, Screen};
use super::state::App;
use crate::edit::{Filled, Prune, Tables};
use crate::fields::SheetKind;

/// The part of the sheet that the screen of the roadmap has.
pub(super) const OF_ROADMAP: &str = "roadmap";

/// The part of the sheet «Организация» that is, or is not, about the roadmap.
pub(super) fn forms(tables: &Tables, of_roadmap: bool) -> Filled {
    let mut records = tables.records(SheetKind::Organization);
    for record in &mut records {
        record
            .entries
            .retain(|e| (e.field.part == OF_ROADMAP) == of_roadmap);
    }
    Filled::new(SheetKind::Organization, records)
}

pub(super) fn answer(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    draft::answer(
        app,
        ask,
        place,
        &Editor {
            kinds: &[SheetKind::Organization],
            on_disk: &|tables| vec![forms(tables, false)],
            complete: &|_| {},
            name: &|_, _| {},
            prune: Prune::Values,
            about: place.called("organization.toml"),
            is_new: !place.is_project(),
            file: Some("organization.toml".to_owned()),
            address: place.address("school"),
            draw: &|place, drawn| draw(app, place, drawn),
            preview: &|_, _| html! {},
            saved: &|_| format!("{}?saved=1", place.address("school")),
            may: &|_, _| None,
        },
    )
}

fn draw(app: &App, place: &OpenProject, drawn: &Drawn) -> Markup {
    let view = drawn.view(place);
    let record = drawn
        .form(SheetKind::Organization)
        .and_then(|f| f.records.first())
        .cloned()
        .unwrap_or_default();
    let lead = html! {
        @if view.offers.people().is_empty() && !place.is_unread("organization.toml") {
            p class="box" { "Руководителя и куратора можно будет выбрать, когда они появятся в списке: сначала сохраните наименования, потом "
                a href=(place.address("person")) { "добавьте сотрудников" } "." }
        }
    };
    let part = |key| view.part(SheetKind::Organization, key, &record);
    let fields = html! { (part("school")) (part("cases")) (part("papers")) (part("technical")) };
    let own = Screen {
        way: Way::School,
        title: "Школа",
        is_new: false,
        back: None,
        lead,
        fields,
        removal: None,
        pages: Pages::Nowhere,
    };
    screen::page(app, place, drawn, &view, &own)
}
