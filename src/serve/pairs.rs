//! All pairs: who with whom, until when, and how far each is.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::layout::{self, Way};
use super::open_project::OpenProject;
use super::state::App;
use super::{history, keep};
use crate::disk::State;
use crate::edit::{Record, file_of};
use crate::fields::SheetKind;
use crate::make::status;
use crate::plan::Format;
use crate::problem::Problem;
use crate::russian::{counted, searchable};
use crate::workspace::OrderedChange;

/// How far the papers of a pair have got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PairState {
    Wrong(usize),
    Doubtful(usize),
    Unmade,
    Ready,
}

pub(super) fn list(app: &App, ask: &Ask, place: &OpenProject) -> Answer {
    let records = place.tables().records(SheetKind::Pairs);
    let wanted = searchable(ask.word("q"));
    let fits = |r: &Record| {
        wanted.is_empty()
            || r.entries
                .iter()
                .any(|e| searchable(&e.text).contains(&wanted))
    };
    let standings = standings(place);
    let changes = place.ordered_changes();
    let shown: Vec<&Record> = records.iter().filter(|r| fits(r)).collect();
    let main = html! {
        h1 { "Пары" }
        (history::of_removal(app, ask, place))
        (keep::waiting_of(place, "pair"))
        div class="bar" {
            a class="button main" href=(place.address("pair")) { "+ Новая пара" }
            form method="get" class="inline" role="search" {
                label for="q" { "Найти" }
                input type="search" id="q" name="q" value=(ask.word("q")) data-filter="list";
                button { "Показать" }
            }
            a class="button" href=(place.address("excel")) { "Записать в Excel" }
            form method="post" class="inline" enctype="multipart/form-data" action=(place.address("excel")) {
                (layout::token(app))
                label for="book" { "Прочитать из Excel" }
                input type="file" id="book" name="book" accept=".xlsx,.xls,.ods,.csv" required;
                button { "Прочитать" }
            }
        }
        @if records.is_empty() {
            p class="empty" { "Пар пока нет. Добавьте первую или прочитайте свой список из Excel." }
        } @else {
            div class="table-scroll" tabindex="0" role="group" aria-label="Список пар" {
                table class="list" id="list" {
                    caption { (counted(shown.len(), "пара", "пары", "пар")) }
                    thead { tr { th scope="col" { "Пара" } th scope="col" { "Наставник" } th scope="col" { "Наставляемый" } th scope="col" { "Срок" } th scope="col" { "Состояние" } } }
                    tbody {
                        @for record in &shown { (row(place, record, standings.get(&record.code).copied(), &changes)) }
                    }
                }
            }
        }
    };
    Answer::page(layout::page(app, place, Some(Way::Pairs), "Пары", &main))
}

fn row(
    place: &OpenProject,
    record: &Record,
    standing: Option<PairState>,
    changes: &BTreeMap<String, Vec<OrderedChange>>,
) -> Markup {
    let name = place.tables().pair_name(&record.code);
    let (from, to, words) = (
        record.text("period.from"),
        record.text("period.to"),
        record.text("period"),
    );
    let period = if from.is_empty() && to.is_empty() {
        words.to_owned()
    } else {
        format!("{from} – {to}")
    };
    html! {
        tr {
            th scope="row" { a href=(place.address_of("pair", &record.code)) { (name) } }
            td { (in_lines(record.text("mentors"))) }
            td { (in_lines(record.text("mentees"))) }
            td { (period) }
            td {
                (shown(standing))
                @for change in changes.get(&name).into_iter().flatten() { " " span class="mark plain" { (change.words) } }
            }
        }
    }
}

fn in_lines(text: &str) -> Markup {
    html! { @for (i, line) in text.lines().enumerate() { @if i > 0 { br; } (line) } }
}

fn shown(standing: Option<PairState>) -> Markup {
    let (class, words) = match standing {
        Some(PairState::Wrong(n)) => ("bad", counted(n, "ошибка", "ошибки", "ошибок")),
        Some(PairState::Doubtful(n)) => {
            ("doubt", counted(n, "замечание", "замечания", "замечаний"))
        }
        Some(PairState::Unmade) | None => ("plain", "не выпущена".to_owned()),
        Some(PairState::Ready) => ("good", "готова".to_owned()),
    };
    html! { span class={ "mark " (class) } { (words) } }
}

/// The state of every pair, by its code.
fn standings(place: &OpenProject) -> BTreeMap<String, PairState> {
    let plan = place.plan();
    let file_of_problem = |p: &Problem| {
        p.place
            .as_ref()
            .map(|at| plan.sources.get(at.file).inside.as_str())
    };
    let of_file = |file: &str| {
        plan.problems
            .iter()
            .filter(|p| file_of_problem(p) == Some(file))
            .collect::<Vec<_>>()
    };
    let files = status(place.plan(), &place.out(), &[Format::Pdf]).unwrap_or_default();
    let is_ready = |source: &str| {
        let papers = place
            .plan()
            .papers
            .iter()
            .filter(|p| place.plan().is_from(p, source));
        let ready = |name: &str| {
            let file = format!("{name}.{}", Format::Pdf.ending());
            files.iter().any(|(f, state)| {
                *f == file && matches!(state, State::Fresh | State::Signed | State::ChangedByHand)
            })
        };
        let mut papers = papers.peekable();
        papers.peek().is_some() && papers.all(|p| ready(&p.file_name))
    };
    let one = |code: String| {
        let file = file_of(SheetKind::Pairs, &code);
        let problems = of_file(&file);
        let errors = problems.iter().filter(|p| p.is_error()).count();
        let standing = if errors > 0 {
            PairState::Wrong(errors)
        } else if !problems.is_empty() {
            PairState::Doubtful(problems.len())
        } else if is_ready(&file) {
            PairState::Ready
        } else {
            PairState::Unmade
        };
        (code, standing)
    };
    place.tables().pair_codes().into_iter().map(one).collect()
}
