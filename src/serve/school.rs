//! The school: its names, its head and curator, how the papers are printed.

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::draft::{self, Drawn, Editor};
use super::fields::Look;
use super::layout::Way;
use super::open_project::OpenProject;
use super::screen::{self, Pages, Screen};
use super::state::App;
use crate::workbook::{Filled, Prune, SheetKind, Tables};

/// Fields of the sheet that belong to the roadmap stand on its own screen.
pub(super) const OF_ROADMAP: &str = "roadmap:";

/// The part of the sheet «Организация» that is, or is not, about the roadmap.
pub(super) fn forms(tables: &Tables, of_roadmap: bool) -> Filled {
    let mut records = tables.records(SheetKind::Organization);
    for record in &mut records {
        record
            .entries
            .retain(|e| e.field.path.starts_with(OF_ROADMAP) == of_roadmap);
    }
    Filled {
        kind: SheetKind::Organization,
        records,
    }
}

pub(super) fn answer(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    draft::answer(
        app,
        ask,
        place,
        &Editor {
            kinds: &[SheetKind::Organization],
            on_disk: &|tables| vec![forms(tables, false)],
            complete: &|forms| only(forms, false),
            prune: Prune::Values,
            draw: &|place, drawn| draw(app, place, drawn),
            preview: &|_, _| html! {},
            saved: &|_| format!("{}?saved=1", place.address("school")),
            may: &|_, _| None,
        },
    )
}

/// A form that is sent has every field of the sheet: those of the other screen are left out.
pub(super) fn only(forms: &mut [Filled], of_roadmap: bool) {
    for record in forms
        .iter_mut()
        .filter(|f| f.kind == SheetKind::Organization)
        .flat_map(|f| &mut f.records)
    {
        record
            .entries
            .retain(|e| e.field.path.starts_with(OF_ROADMAP) == of_roadmap);
    }
}

fn draw(app: &App, place: &OpenProject, drawn: &Drawn) -> Markup {
    let (lists, edition) = (place.tables().lists(), place.edition());
    let look = Look {
        told: &drawn.told,
        lists: &lists,
        edition: &edition,
    };
    let entries = drawn
        .form(SheetKind::Organization)
        .and_then(|f| f.records.first())
        .map(|r| r.entries.clone())
        .unwrap_or_default();
    let part = |is_in: &dyn Fn(&str) -> bool| {
        look.fields(
            SheetKind::Organization,
            entries.iter().filter(|e| is_in(e.field.path)),
        )
    };
    let is_case = |path: &str| path.starts_with("organization.cases.");
    let is_school = |path: &str| path.starts_with("organization.") && !is_case(path);
    let is_rest = |path: &str| !path.starts_with("organization.") && !path.starts_with(OF_ROADMAP);
    let lead = html! {
        @if lists.people.is_empty() {
            p class="box" { "Руководителя и куратора можно будет выбрать, когда они появятся в списке: сначала сохраните наименования, потом "
                a href=(place.address("person")) { "добавьте сотрудников" } "." }
        }
    };
    let fields = html! {
        fieldset { legend { "Организация" } (part(&is_school)) }
        details class="part" { summary { "Наименование в падежах" } div class="fields" { (part(&is_case)) } }
        fieldset { legend { "Документы" } (part(&is_rest)) }
    };
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
    screen::page(app, place, drawn, &look, &own)
}
