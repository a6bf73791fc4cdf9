//! How complete every pair is: what is written, what is missing, what is made, given out, signed.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::ask::Answer;
use super::layout::{self, Way};
use super::open_project::OpenProject;
use super::rows::name;
use super::state::App;
use crate::disk::State;
use crate::edit::{Filled, Record, file_of};
use crate::fields::SheetKind;
use crate::plan::Format;
use crate::russian::{alphabetical, counted};

/// What a pair is to say: the head of the column, and the fields of which one is enough. The first
/// of them is where it is written.
const WANTED: [(&str, SheetKind, &[&str]); 7] = [
    (
        "Основание",
        SheetKind::Pairs,
        &["basis.order", "basis.number", "basis"],
    ),
    (CONSENT, SheetKind::Pairs, &["basis.consent"]),
    (
        "Срок",
        SheetKind::Pairs,
        &["period.from", "period.to", "period"],
    ),
    ("Актуальность", SheetKind::Notes, &["note.relevance"]),
    ("Цель", SheetKind::Notes, &["note.aim"]),
    ("Задачи", SheetKind::Notes, &["note.tasks"]),
    ("Результаты", SheetKind::Notes, &["note.planned_results"]),
];
const SHEETS: [SheetKind; 4] = [
    SheetKind::Pairs,
    SheetKind::Mentorships,
    SheetKind::Notes,
    SheetKind::Activities,
];
const CONSENT: &str = "Согласие";

/// How many papers of a pair there are, and what has become of them.
#[derive(Debug, Default, Clone, Copy)]
struct Papers {
    all: usize,
    made: usize,
    issued: usize,
    signed: usize,
}

pub(super) fn show(app: &App, place: &OpenProject) -> Answer {
    let states: BTreeMap<String, State> =
        (app.comparisons
            .status(place.plan(), &place.out(), &[Format::Pdf, Format::Docx]))
        .unwrap_or_default()
        .into_iter()
        .collect();
    let mut codes = place.tables().pair_codes();
    codes.sort_by_cached_key(|code| alphabetical(&place.tables().pair_name(code)));
    // Every sheet is read once, not once for each pair.
    let mut of_pairs = SHEETS.map(|kind| (kind, by_pair(place.tables().records(kind))));
    let mut own = |code: &str| -> Vec<Filled> {
        let sheets = of_pairs.iter_mut();
        sheets
            .map(|(kind, records)| Filled::new(*kind, records.remove(code).unwrap_or_default()))
            .collect()
    };
    let pairs: Vec<(&String, Vec<Filled>)> = codes.iter().map(|code| (code, own(code))).collect();
    let is_full = |forms: &[Filled]| {
        let all = WANTED.iter().all(|wanted| is_there(forms, wanted));
        all && activities(forms) > 0
    };
    let full = pairs.iter().filter(|(_, forms)| is_full(forms)).count();
    let main = html! {
        p class="back" { a href=(place.address("pairs")) { "← Все пары" } }
        h1 { "Что заполнено" }
        @if pairs.is_empty() {
            @if !place.is_unread("pairings/") { p class="empty" { "Пар пока нет." } }
        } @else {
            div class="table-scroll" tabindex="0" role="group" aria-label="Что заполнено у пар" {
                table class="list complete" {
                    caption { "Все сведения есть у " (full) " из " (counted(pairs.len(), "пары", "пар", "пар")) ". Щелчок по ячейке ведет к полю." }
                    thead { tr {
                        th scope="col" { "Пара" }
                        @for (head, ..) in WANTED { th scope="col" { (head) } }
                        th scope="col" { "Мероприятия" }
                        @for head in ["Изготовлено", "Выдано", "Подписано"] { th scope="col" { (head) } }
                    } }
                    tbody { @for (code, forms) in &pairs { (row(place, code, forms, papers(place, code, &states))) } }
                }
            }
        }
    };
    Answer::page(layout::page(
        app,
        place,
        Some(Way::Pairs),
        "Что заполнено",
        &main,
    ))
}

/// The rows of each pair, by its code; «petrova-sidorov/3» is a row of «petrova-sidorov».
fn by_pair(records: Vec<Record>) -> BTreeMap<String, Vec<Record>> {
    let mut out: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for record in records {
        let code = record.code.split('/').next().unwrap_or_default();
        out.entry(code.to_owned()).or_default().push(record);
    }
    out
}

fn row(place: &OpenProject, code: &str, forms: &[Filled], papers: Papers) -> Markup {
    let address = place.address_of("pair", code);
    let field = |kind, path| format!("{address}#{}", name(kind, 0, path));
    let (activities, release) = (activities(forms), place.address("release"));
    html! {
        tr {
            th scope="row" { a href=(address) { (place.tables().pair_name(code)) } }
            @for wanted in &WANTED {
                @let (_, kind, paths) = wanted;
                @let is_there = is_there(forms, wanted);
                td { a class=(if is_there { "mark good" } else { "mark doubt" }) href=(field(*kind, paths[0])) { (if is_there { "есть" } else { "нет" }) } }
            }
            td { a class=(if activities > 0 { "mark good" } else { "mark doubt" }) href=(field(SheetKind::Activities, "name")) { (activities) } }
            @for count in [papers.made, papers.issued, papers.signed] {
                td { a class=(if count > 0 && count == papers.all { "mark good" } else { "mark plain" }) href=(release) { (count) " из " (papers.all) } }
            }
        }
    }
}

fn is_there(
    forms: &[Filled],
    &(head, kind, paths): &(&str, SheetKind, &'static [&'static str]),
) -> bool {
    let of = |kind: SheetKind| forms.iter().filter(move |form| form.kind == kind);
    let mut records = of(kind).flat_map(|form| &form.records);
    let own = records.any(|record| {
        paths
            .iter()
            .any(|path| !record.text(path).trim().is_empty())
    });
    // Each of several mentors has given a consent of his own.
    let mut apart = of(SheetKind::Mentorships)
        .flat_map(|form| &form.records)
        .peekable();
    own || head == CONSENT
        && apart.peek().is_some()
        && apart.all(|record| !record.text("consent").trim().is_empty())
}

fn activities(forms: &[Filled]) -> usize {
    let own = forms.iter().find(|form| form.kind == SheetKind::Activities);
    own.map_or(0, |form| form.records.len())
}

/// What has become of the papers of a pair; of several formats of one, the best.
fn papers(place: &OpenProject, code: &str, states: &BTreeMap<String, State>) -> Papers {
    let file = file_of(SheetKind::Pairs, code);
    let plan = place.plan();
    let mut out = Papers::default();
    for paper in plan.papers.iter().filter(|it| plan.is_from(it, &file)) {
        let is = |wanted: &[State]| {
            [Format::Pdf, Format::Docx].iter().any(|format| {
                let state = states.get(&format!("{}.{}", paper.file_name, format.ending()));
                state.is_some_and(|state| wanted.contains(state))
            })
        };
        out.all += 1;
        out.made += usize::from(is(&[
            State::Fresh,
            State::ChangedByHand,
            State::Issued,
            State::Signed,
        ]));
        out.issued += usize::from(is(&[State::Issued]));
        out.signed += usize::from(is(&[State::Signed]));
    }
    out
}
