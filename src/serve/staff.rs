//! The staff: the list, and one person with the name in its cases.

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::draft;
use super::editor::{Drawn, Editor};
use super::layout::{self, Way};
use super::open_project::OpenProject;
use super::rows::{CODE, name};
use super::screen::{self, Pages, Screen};
use super::sorting::{Sorting, by_words};
use super::state::App;
use super::{history, keep};
use crate::edit::{Filled, Prune, Record, Tables, What};
use crate::fields::SheetKind;
use crate::russian::{counted, searchable};

pub(super) fn list(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    let records = place.tables().records(SheetKind::Staff);
    let wanted = searchable(ask.word("q"));
    let fits = |r: &&Record| {
        wanted.is_empty()
            || r.entries
                .iter()
                .any(|e| searchable(&e.text).contains(&wanted))
    };
    let mut shown: Vec<&Record> = records.iter().filter(fits).collect();
    let sorting = Sorting::of(ask, 0);
    sorting.sort(&mut shown, |person, column| {
        let path = if column == 1 { "position" } else { "name" };
        by_words(person.text(path))
    });
    let main = html! {
        h1 { "Сотрудники" }
        @if !ask.word("saved").is_empty() { (layout::good("Сохранено.")) }
        (history::of_removal(app, ask, place))
        (keep::waiting_of(place, "person"))
        div class="bar" {
            a class="button main" href=(place.address("person")) { "+ Новый сотрудник" }
            form method="get" class="inline" role="search" {
                label for="q" { "Найти" }
                input type="search" id="q" name="q" value=(ask.word("q")) data-filter="list";
                button { "Показать" }
            }
        }
        @if records.is_empty() {
            @if !place.is_unread("organization.toml") { p class="empty" { "Сотрудников пока нет. Начните с руководителя и куратора наставничества." } }
        } @else {
            table class="list people" id="list" {
                caption data-count="1" { (counted(shown.len(), "сотрудник", "сотрудника", "сотрудников")) }
                thead { tr { @for (column, head) in ["Фамилия, имя, отчество", "Должность"].iter().enumerate() { (sorting.head(column, head, &["q"])) } } }
                tbody {
                    @for record in shown {
                        tr {
                            th scope="row" { a href=(place.address_of("person", &record.code)) { (record.text("name")) } }
                            td { (record.text("position")) }
                        }
                    }
                }
            }
        }
    };
    Answer::page(layout::page(
        app,
        place,
        Some(Way::Staff),
        "Сотрудники",
        &main,
    ))
}

fn forms(tables: &Tables, key: &str) -> Vec<Filled> {
    let known = (!key.is_empty())
        .then(|| tables.record(SheetKind::Staff, key))
        .flatten();
    let person = known.unwrap_or_else(|| tables.blank(SheetKind::Staff));
    vec![tables.filled(SheetKind::Staff, vec![person])]
}

pub(super) fn answer(app: &App, ask: &Ask, place: &OpenProject, key: &str) -> Answer {
    if !key.is_empty() && place.tables().record(SheetKind::Staff, key).is_none() {
        return super::missing::missing(app);
    }
    if ask.posted && ask.field("do") == "remove" && !key.is_empty() {
        return draft::remove(app, ask, place.index, (SheetKind::Staff, key), "staff");
    }
    draft::answer(
        app,
        ask,
        place,
        &Editor {
            kinds: &[SheetKind::Staff],
            on_disk: &|tables| forms(tables, key),
            complete: &|_| {},
            name: &|_, _| {},
            prune: Prune::Values,
            about: if key.is_empty() {
                "новый сотрудник".to_owned()
            } else {
                place.called_person(key)
            },
            is_new: key.is_empty(),
            file: (!key.is_empty()).then(|| "organization.toml".to_owned()),
            address: place.address_of_thing("person", key),
            draw: &|place, drawn| draw(app, place, key, drawn),
            preview: &|after, _| preview(after, key),
            saved: &|_| format!("{}?saved=1", place.address("staff")),
            may: &|imported, forms| {
                let is_new = imported.changes.iter().any(|c| c.what == What::Added);
                (key.is_empty() && !is_new).then(|| there_is(place, forms))
            },
        },
    )
}

/// Draws the hint that there is a person of this name already, with a link.
fn there_is(place: &OpenProject, forms: &[Filled]) -> Markup {
    let name = |record: &Record| {
        record
            .text("name")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
            .replace('ё', "е")
    };
    let sent = forms.first().and_then(|f| f.records.first()).map(name);
    let known = place
        .tables()
        .records(SheetKind::Staff)
        .into_iter()
        .find(|r| Some(name(r)) == sent);
    let address = known.map_or_else(
        || place.address("staff"),
        |person| place.address_of("person", &person.code),
    );
    html! { a href=(address) { "сотрудник с таким именем" } " уже есть" }
}

fn draw(app: &App, place: &OpenProject, key: &str, drawn: &Drawn) -> Markup {
    let record = drawn
        .form(SheetKind::Staff)
        .and_then(|f| f.records.first())
        .cloned()
        .unwrap_or_default();
    let title = if key.is_empty() {
        "Новый сотрудник".to_owned()
    } else {
        record.text("name").to_owned()
    };
    let view = drawn.view(place);
    let part = |key| view.part(SheetKind::Staff, key, &record);
    let fields = html! {
        input type="hidden" name=(name(SheetKind::Staff, 0, CODE)) value=(record.code);
        (part("person"))
        div id="preview" { (preview(place, key)) }
        (part("name")) (part("position"))
    };
    let own = Screen {
        way: Way::Staff,
        title: &title,
        is_new: key.is_empty(),
        back: Some((place.address("staff"), "Все сотрудники")),
        lead: html! {},
        fields,
        removal: (!key.is_empty()).then_some((
            "сотрудника",
            "Сначала уберите его из пар, дорожной карты и приказов.",
        )),
        pages: Pages::Nowhere,
    };
    screen::page(app, place, drawn, &view, &own)
}

fn preview(place: &OpenProject, key: &str) -> Markup {
    html! {
        @if let Some(person) = place.person_in_papers(key) {
            div data-line=(name(SheetKind::Staff, 0, "name")) { (super::pair::cases(place, &person)) }
        }
    }
}
