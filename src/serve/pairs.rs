//! All pairs: who with whom, until when, and how far each is.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::layout::{self, Way};
use super::open_project::OpenProject;
use super::sorting::{Key, Sorting, by_day, by_words};
use super::state::App;
use super::{bulk, event, history, keep};
use crate::disk::State;
use crate::edit::{Record, file_of};
use crate::fields::SheetKind;
use crate::plan::Format;
use crate::russian::{counted, searchable};
use crate::workspace::OrderedChange;

/// The heads of the list; it is sorted by any of them.
const HEADS: [&str; 5] = ["Пара", "Наставник", "Наставляемый", "Срок", "Состояние"];
/// The states that the list is filtered by: word of the address, and as shown.
const STATES: [(&str, &str); 4] = [
    ("wrong", "с ошибками"),
    ("doubtful", "с замечаниями"),
    ("unmade", "не выпущенные"),
    ("ready", "готовые"),
];

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
    let standings = standings(app, place);
    let of = |r: &Record| standings.get(&r.code).copied();
    let changes = place.ordered_changes();
    let state = ask.word("state");
    let is_known = STATES.iter().any(|(word, _)| *word == state);
    let mut shown: Vec<&Record> = (records.iter())
        .filter(|r| fits(r) && (!is_known || word_of(of(r)) == state))
        .collect();
    let sorting = Sorting::of(ask, 0);
    sorting.sort(&mut shown, |r, column| key(place, r, of(r), column));
    let count = if shown.len() == records.len() {
        counted(shown.len(), "пара", "пары", "пар")
    } else {
        format!("{} из {}", shown.len(), records.len())
    };
    let main = html! {
        h1 { "Пары" }
        (history::of_removal(app, ask, place))
        (keep::waiting_of(place, "pair"))
        div class="bar" {
            a class="button main" href=(place.address("pair")) { "+ Новая пара" }
            a class="button" href=(place.address_of("event", event::ADD)) { "Добавить пару приказом" }
            form method="get" class="inline" role="search" {
                label for="q" { "Найти" }
                input type="search" id="q" name="q" value=(ask.word("q")) data-filter="list";
                label for="state" { "Состояние" }
                select id="state" name="state" {
                    option value="" { "любое" }
                    @for (word, shown) in STATES { option value=(word) selected[word == state] { (shown) } }
                }
                button { "Показать" }
            }
            a class="button" href=(place.address("complete")) { "Что заполнено" }
            a class="button" href=(place.address("excel")) { "Записать в Excel" }
            form method="post" class="inline" enctype="multipart/form-data" action=(place.address("excel")) {
                (layout::token(app))
                label for="book" { "Прочитать из Excel" }
                input type="file" id="book" name="book" accept=".xlsx,.xls,.ods,.csv" required;
                button { "Прочитать" }
            }
        }
        @if records.is_empty() {
            @if !place.is_unread("pairings/") { p class="empty" { "Пар пока нет. Добавьте первую или прочитайте свой список из Excel." } }
        } @else {
            div class="table-scroll" tabindex="0" role="group" aria-label="Список пар" {
                table class="list" id="list" {
                    caption data-count="1" { (count) }
                    thead { tr {
                        th scope="col" class="tick" { input type="checkbox" data-tick-all="pair" aria-label="Отметить все пары списка" hidden; }
                        @for (column, head) in HEADS.iter().enumerate() { (sorting.head(column, head, &["q", "state"])) }
                    } }
                    tbody {
                        @for record in &shown { (row(place, record, standings.get(&record.code).copied(), &changes)) }
                    }
                }
            }
            (bulk::form(app, place))
        }
    };
    Answer::page(layout::page(app, place, Some(Way::Pairs), "Пары", &main))
}

/// What a row is sorted by in a column.
fn key(place: &OpenProject, record: &Record, standing: Option<PairState>, column: usize) -> Key {
    match column {
        1 => by_words(record.text("mentors")),
        2 => by_words(record.text("mentees")),
        3 => by_day(record.text("period.from")),
        4 => {
            let place = STATES
                .iter()
                .position(|(word, _)| *word == word_of(standing));
            (place.unwrap_or_default(), String::new())
        }
        _ => by_words(&place.tables().pair_name(&record.code)),
    }
}

/// The state as the address of the list has it.
fn word_of(standing: Option<PairState>) -> &'static str {
    let at = match standing {
        Some(PairState::Wrong(_)) => 0,
        Some(PairState::Doubtful(_)) => 1,
        Some(PairState::Unmade) | None => 2,
        Some(PairState::Ready) => 3,
    };
    STATES[at].0
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
        format!("{from}\u{a0}– {to}")
    };
    html! {
        tr {
            td class="tick" { input type="checkbox" name="pair" value=(record.code) form=(bulk::FORM) aria-label={ "Отметить пару «" (name) "»" }; }
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

/// The state of every pair, by its code. What is there of a file is counted once, not once for each
/// pair.
fn standings(app: &App, place: &OpenProject) -> BTreeMap<String, PairState> {
    let plan = place.plan();
    let mut problems: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for problem in &plan.problems {
        if let Some(at) = &problem.place {
            let (errors, all) = problems
                .entry(&plan.sources.get(at.file).inside)
                .or_default();
            *errors += usize::from(problem.is_error());
            *all += 1;
        }
    }
    let is_there = |state| {
        use State::{ChangedByHand, Fresh, Issued, Signed};
        matches!(state, Fresh | Signed | Issued | ChangedByHand)
    };
    let files = app
        .comparisons
        .status(plan, &place.out(), &[Format::Pdf])
        .unwrap_or_default();
    let ready: BTreeSet<String> = files
        .into_iter()
        .filter_map(|(file, state)| is_there(state).then_some(file))
        .collect();
    let mut papers: BTreeMap<&str, bool> = BTreeMap::new();
    for paper in &plan.papers {
        let file = format!("{}.{}", paper.file_name, Format::Pdf.ending());
        *papers.entry(plan.source_of(paper)).or_insert(true) &= ready.contains(&file);
    }
    let one = |code: String| {
        let file = file_of(SheetKind::Pairs, &code);
        let standing = match problems.get(file.as_str()) {
            Some((errors, _)) if *errors > 0 => PairState::Wrong(*errors),
            Some((_, all)) => PairState::Doubtful(*all),
            None if papers.get(file.as_str()) == Some(&true) => PairState::Ready,
            None => PairState::Unmade,
        };
        (code, standing)
    };
    place.tables().pair_codes().into_iter().map(one).collect()
}
