//! Orders: the list, and one with its clauses and pages.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use maud::{Markup, html};
use serde::Serialize;

use super::ask::{Answer, Ask};
use super::draft;
use super::editor::{Drawn, Editor};
use super::fields::FieldView;
use super::layout::{self, Way};
use super::open_project::OpenProject;
use super::rows::{self, CODE, name};
use super::screen::{self, Pages, Screen};
use super::sorting::{Sorting, by_day, by_number, by_words};
use super::state::App;
use super::{history, keep, pictures};
use crate::edit::{Filled, Imported, Prune, Record, Tables, bring, file_of};
use crate::exchange::{name_readers_of, with_new_mistakes, write_imported};
use crate::fields::{ORDER, SheetKind};
use crate::russian::counted;

pub(super) fn list(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    let mut records = place.tables().records(SheetKind::Orders);
    let sorting = Sorting::of(ask, 2);
    sorting.sort(&mut records, |order, column| match column {
        0 => by_words(order.text("kind")),
        1 => by_number(order.text("number")),
        _ => by_day(order.text("date")),
    });
    let main = html! {
        h1 { "Приказы" }
        (history::of_removal(app, ask, place))
        (keep::waiting_of(place, "order"))
        div class="bar" {
            a class="button main" href=(place.address("order")) { "+ Новый приказ" }
            a class="button" href=(place.address("regulation")) { "Положение: свои пункты" }
        }
        @if records.is_empty() {
            @if !place.is_unread("orders/") { p class="empty" { "Приказов пока нет. Если приказы готовит не эта программа, раздел не нужен: номер и дата пишутся в форме пары." } }
        } @else {
            table class="list" {
                thead { tr { @for (column, head) in ["О чем", "Номер", "Дата"].iter().enumerate() { (sorting.head(column, head, &[])) } } }
                tbody {
                    @for record in &records {
                        tr {
                            th scope="row" { a href=(place.address_of("order", &record.code)) { (record.text("kind")) } }
                            td class="nowrap" { (record.text("number")) }
                            td { (record.text("date")) }
                        }
                    }
                }
            }
        }
    };
    Answer::page(layout::page(
        app,
        place,
        Some(Way::Orders),
        "Приказы",
        &main,
    ))
}

fn forms(tables: &Tables, code: &str) -> Vec<Filled> {
    let own = format!("{code}/");
    let known = (!code.is_empty())
        .then(|| tables.record(SheetKind::Orders, code))
        .flatten();
    let clauses = tables
        .records(SheetKind::Clauses)
        .into_iter()
        .filter(|r| !code.is_empty() && r.code.starts_with(&own));
    let unnamed = |mut record: Record| {
        record.set(ORDER, "");
        record
    };
    vec![
        Filled::new(
            SheetKind::Orders,
            vec![unnamed(
                known.unwrap_or_else(|| Record::blank(SheetKind::Orders)),
            )],
        ),
        Filled::new(SheetKind::Clauses, clauses.map(unnamed).collect()),
    ]
}

fn codes(tables: &Tables) -> Vec<String> {
    tables.orders().into_iter().map(|o| o.code).collect()
}

/// A free name for a new order, made from its kind: `pairs`, `pairs-2`.
fn free_name(tables: &Tables, kind: &str) -> String {
    let base = tables.words().kind_of(kind).unwrap_or("order");
    let taken = codes(tables);
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    std::iter::once(base.to_owned())
        .chain(numbered)
        .find(|name| !taken.contains(name))
        .unwrap_or_default()
}

pub(super) fn answer(app: &App, ask: &Ask, place: &OpenProject, code: &str) -> Answer {
    if !code.is_empty() && place.tables().record(SheetKind::Orders, code).is_none() {
        return super::missing::missing(app);
    }
    if ask.posted && ask.field("do") == "remove" && !code.is_empty() {
        return draft::remove(app, ask, place.index, (SheetKind::Orders, code), "orders");
    }
    if ask.posted && ask.field("do") == "found" && !code.is_empty() {
        return found(app, place.index, code);
    }
    let own = |forms: &[Filled]| match code {
        "" => free_name(
            place.tables(),
            forms
                .first()
                .and_then(|f| f.records.first())
                .map_or("", |r| r.text("kind")),
        ),
        code => code.to_owned(),
    };
    draft::answer(
        app,
        ask,
        place,
        &Editor {
            kinds: &[SheetKind::Orders, SheetKind::Clauses],
            on_disk: &|tables| forms(tables, code),
            complete: &|forms| {
                let own = own(forms);
                forms
                    .iter_mut()
                    .flat_map(|f| &mut f.records)
                    .for_each(|r| r.set(ORDER, &own));
            },
            name: &|_, _| {},
            prune: Prune::Lists,
            about: if code.is_empty() {
                "новый приказ".to_owned()
            } else {
                place.called(&file_of(SheetKind::Orders, code))
            },
            is_new: code.is_empty(),
            file: (!code.is_empty()).then(|| file_of(SheetKind::Orders, code)),
            address: place.address_of_thing("order", code),
            draw: &|place, drawn| draw(app, ask, place, code, drawn),
            preview: &|after, _| preview(app, ask, (place, after), code),
            saved: &|imported: &Imported| {
                let made = imported
                    .files
                    .keys()
                    .find_map(|f| f.strip_prefix("orders/")?.strip_suffix(".toml"));
                format!(
                    "{}?saved=1",
                    place.address_of(
                        "order",
                        if code.is_empty() {
                            made.unwrap_or_default()
                        } else {
                            code
                        }
                    )
                )
            },
            may: &|_, _| None,
        },
    )
}

fn draw(app: &App, ask: &Ask, place: &OpenProject, code: &str, drawn: &Drawn) -> Markup {
    let record = drawn
        .form(SheetKind::Orders)
        .and_then(|f| f.records.first())
        .cloned()
        .unwrap_or_default();
    let title = if code.is_empty() {
        "Новый приказ".to_owned()
    } else {
        format!("Приказ {}", record.text("kind"))
    };
    let view = drawn.view(place);
    let fields = html! {
        input type="hidden" name=(name(SheetKind::Orders, 0, CODE)) value=(record.code);
        (view.parts(SheetKind::Orders, &record))
        (of_kinds(place, &view))
        (everyone(place))
        @if let Some(form) = drawn.form(SheetKind::Clauses) {
            fieldset { legend { "Свои пункты" }
                p class="hint" { "Печатаются после пунктов образца. Номера пишутся подряд: 1, 2, 2.1, 2.2, 3." }
                (view.table(form, &[ORDER]))
            }
        }
    };
    let own = Screen {
        way: Way::Orders,
        title: &title,
        is_new: code.is_empty(),
        back: Some((place.address("orders"), "Все приказы")),
        lead: founding(app, ask, place, code),
        fields,
        removal: (!code.is_empty()).then_some((
            "приказ",
            "Файл приказа исчезнет из описания школы; готовые документы останутся в папке out.",
        )),
        pages: Pages::Beside(preview(app, ask, (place, place), code)),
    };
    screen::page(app, place, drawn, &view, &own)
}

/// Draws what the script must know to show only the fields that a kind of order needs.
fn of_kinds(place: &OpenProject, view: &FieldView<'_>) -> Markup {
    let blank = Record::blank(SheetKind::Orders);
    let kind = blank.entries.iter().find(|e| e.field.path == "kind");
    let kinds = kind.map(|e| view.offers.of(e.field)).unwrap_or_default();
    let own: BTreeMap<String, Vec<String>> = (kinds.into_iter())
        .map(|kind| {
            let keys = place.tables().words().own_keys_of(&kind).iter();
            let names = keys.map(|key| name(SheetKind::Orders, 0, key)).collect();
            (kind, names)
        })
        .collect();
    let own = serde_json::to_string(&own).unwrap_or_default();
    html! { div hidden data-kind=(name(SheetKind::Orders, 0, "kind")) data-kinds=(own) {} }
}

/// The people of a pair, for the script.
#[derive(Serialize)]
struct People {
    pair: String,
    people: Vec<String>,
}

/// Draws the button that names everybody who takes part as acquainted with the order; the script
/// puts it to its field.
fn everyone(place: &OpenProject) -> Markup {
    let pairs: Vec<People> = (place.tables().records(SheetKind::Pairs).iter())
        .map(|record| People {
            pair: place.tables().pair_name(&record.code),
            people: ["mentors", "mentees"]
                .iter()
                .flat_map(|path| record.text(path).lines())
                .map(|name| name.trim().to_owned())
                .collect(),
        })
        .collect();
    let of = |path| name(SheetKind::Orders, 0, path);
    html! {
        @if !pairs.is_empty() {
            button type="button" class="quiet" hidden data-everyone=(of("acquainted")) data-of=(of("pairings"))
                data-pairs=(serde_json::to_string(&pairs).unwrap_or_default()) { "+ все участники" }
        }
    }
}

/// Draws the offer to name an order as the basis of all its pairs.
fn founding(app: &App, ask: &Ask, place: &OpenProject, code: &str) -> Markup {
    let count = |n: usize| counted(n, "паре", "парах", "парах");
    let done = ask.word("founded").parse::<usize>().ok();
    let left = if code.is_empty() {
        0
    } else {
        place.without_basis(code).len()
    };
    html! {
        @if let Some(n) = done { (layout::good(&format!("Приказ указан основанием в {}.", count(n)))) }
        @if left > 0 {
            form method="post" class="box" {
                (layout::token(app))
                p { "В " (count(left)) " основание не указано: в программах останется пустая строка." }
                button name="do" value="found" { "Указать этот приказ основанием" }
            }
        }
    }
}

/// Names the order as the basis of those of its pairs that have none.
fn found(app: &App, index: usize, code: &str) -> Answer {
    let _alone = app.writing();
    let Some(place) = OpenProject::open(app, index) else {
        return super::missing::missing(app);
    };
    let mut pairs = place.without_basis(code);
    pairs
        .iter_mut()
        .for_each(|pair| pair.set("basis.order", code));
    let count = pairs.len();
    let lists = rows::lists(&[Filled::new(SheetKind::Pairs, pairs)]);
    let mut imported = bring(place.tables(), &lists, Prune::Nothing, Imported::default());
    let after = place.after(&imported);
    let file = file_of(SheetKind::Orders, code);
    name_readers_of(&mut imported, &place.files, after.plan(), &file);
    let imported = with_new_mistakes(imported, &place.files, &place.folder);
    let refused = |why: &str| {
        let main =
            html! { h1 { "Не записано" } (layout::bad(why)) p { a href="" { "Вернуться" } } };
        Answer::page(layout::page(
            app,
            &place,
            Some(Way::Orders),
            "Не записано",
            &main,
        ))
        .status(StatusCode::UNPROCESSABLE_ENTITY)
    };
    if imported.has_errors() {
        return refused("Сначала исправьте ошибки в парах: они перечислены в разделе «Замечания».");
    }
    match write_imported(&imported, &place.folder) {
        Ok(_) => Answer::to(&format!(
            "{}?founded={count}",
            place.address_of("order", code)
        )),
        Err(trouble) => refused(&trouble.to_string()),
    }
}

fn preview(
    app: &App,
    ask: &Ask,
    (before, after): (&OpenProject, &OpenProject),
    code: &str,
) -> Markup {
    let new = || {
        codes(after.tables())
            .into_iter()
            .find(|o| !codes(before.tables()).contains(o))
    };
    let code = if code.is_empty() {
        new()
    } else {
        Some(code.to_owned())
    };
    code.map_or_else(
        || html! { p class="empty" { "Страницы появятся, когда будет выбран вид приказа." } },
        |code| pictures::pages_of_file(app, ask, after, &file_of(SheetKind::Orders, &code)),
    )
}
