//! Fields of forms, with the labels, hints and lists that the workbook has too.

use std::borrow::Cow;
use std::collections::BTreeMap;

use maud::{Markup, html};

use super::rows::{CODE, name};
use crate::edit::{Entry, Filled, Record};
use crate::fields::{self, Field, Fold, Kind, Offer, SheetKind};
use crate::problem::{Audience, Problem};
use crate::workspace::Offers;

/// A remark on a field.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub is_error: bool,
    /// Code of the problem, for the full explanation.
    pub number: &'static str,
    pub text: String,
    pub hint: Option<String>,
    /// Where it can be fixed, if elsewhere.
    pub at: Option<Link>,
}

/// A link to something in the project.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub address: String,
    /// «пара «Петрова — Сидоров»».
    pub called: String,
}

impl Said {
    /// A problem in the words of the page, which speaks of fields, not of files or cells.
    pub(super) fn of(problem: &Problem, field: Option<&'static Field>) -> Self {
        let problem = problem
            .clone()
            .seen_by(Audience::Page, field.map(|f| f.head));
        Self {
            is_error: problem.is_error(),
            number: problem.code.number(),
            text: problem.text().into_owned(),
            hint: problem.advised().map(Cow::into_owned),
            at: None,
        }
    }
}

/// The remarks on a form: those on its fields, by their names, and those on the whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    pub fields: BTreeMap<String, Vec<Said>>,
    pub general: Vec<Said>,
}

impl Told {
    /// Draws the remarks that belong to no field, for the top of the form.
    pub(super) fn general(&self) -> Markup {
        html! { @if !self.general.is_empty() { div class="box wrong" role="alert" { (messages("general", &self.general)) } } }
    }
}

/// Draws the fields of a form with their remarks and the values they offer.
pub(super) struct FieldView<'a> {
    pub told: &'a Told,
    pub offers: Offers,
}

/// Letters in a line of a field for several lines.
const LONG_LINE: usize = 60;
/// A column of the workbook so wide, in characters, holds long names.
const LONG_FIELD: f64 = 44.0;

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    Cell,
    Alone,
}

impl FieldView<'_> {
    /// Draws one part of a form.
    pub(super) fn part(&self, kind: SheetKind, key: &str, record: &Record) -> Markup {
        let Some(part) = fields::words(kind).part(key) else {
            return html! {};
        };
        let own = || record.entries.iter().filter(|e| e.field.part == part.key);
        let fields = self.fields(kind, own());
        let is_open = part.fold == Some(Fold::Filled) && own().any(|e| !e.text.is_empty());
        html! {
            @if part.fold.is_some() {
                details class="part" open[is_open] { summary { (part.title) } div class="fields" { (fields) } }
            } @else {
                fieldset { legend { (part.title) } (fields) }
            }
        }
    }

    /// Draws every part of a form, in order.
    pub(super) fn parts(&self, kind: SheetKind, record: &Record) -> Markup {
        html! { @for part in &fields::words(kind).parts { (self.part(kind, &part.key, record)) } }
    }

    /// Draws fields of one form. A hint that the previous field has given is not repeated.
    pub(super) fn fields<'e>(
        &self,
        kind: SheetKind,
        entries: impl Iterator<Item = &'e Entry>,
    ) -> Markup {
        let mut before = "";
        html! {
            @for entry in entries {
                (self.field(kind, 0, entry, entry.field.page_hint != std::mem::replace(&mut before, entry.field.page_hint)))
            }
        }
    }

    /// Draws a field with its label, hint and remarks.
    fn field(&self, kind: SheetKind, row: usize, entry: &Entry, with_hint: bool) -> Markup {
        let name = name(kind, row, entry.field.path);
        let said = self.told.fields.get(&name).map_or(&[][..], Vec::as_slice);
        let hint = if with_hint { entry.field.page_hint } else { "" };
        let described = described(&name, !hint.is_empty());
        html! {
            div class={ "field" (if is_wide(entry.field) { " wide" } else { "" }) (if said.iter().any(|s| s.is_error) { " wrong" } else { "" }) } {
                label for=(name) { (entry.field.label) }
                p class="hint" id={ (name) "-hint" } { (hint) }
                div class="control" { (self.control(&name, entry, &described, Room::Alone)) }
                (messages(&name, said))
            }
        }
    }

    /// Draws a field in a table cell; the column head is its label.
    pub(super) fn cell(&self, kind: SheetKind, row: usize, entry: &Entry) -> Markup {
        let name = name(kind, row, entry.field.path);
        let said = self.told.fields.get(&name).map_or(&[][..], Vec::as_slice);
        html! {
            td class={ "cell cell-" (class_of(entry.field)) (if said.iter().any(|s| s.is_error) { " wrong" } else { "" }) } {
                label class="cell-label" for=(name) { (entry.field.head) span class="unseen" { ", строка " (row + 1) } }
                (self.control(&name, entry, &described(&name, false), Room::Cell))
                (messages(&name, said))
            }
        }
    }

    fn control(&self, name: &str, entry: &Entry, described: &str, room: Room) -> Markup {
        let Entry { field, text } = entry;
        let list = self.list(field);
        let wrong = self
            .told
            .fields
            .get(name)
            .is_some_and(|said| said.iter().any(|s| s.is_error))
            .then_some("true");
        let area = || {
            let is_text = room == Room::Alone && field.kind != Kind::Line;
            let (wide, least) = if is_text {
                (LONG_LINE, 3)
            } else {
                (LONG_LINE / 3, 1)
            };
            let own: usize = text
                .lines()
                .map(|l| l.chars().count().div_ceil(wide).max(1))
                .sum();
            html! {
                textarea class=(if least == 1 { "line" } else { "text" }) id=(name) name=(name) rows=(own.max(least)) aria-describedby=(described) aria-invalid=[wrong] lang="ru" spellcheck="true" {
                    // A browser drops the first line feed.
                    @if text.starts_with('\n') { "\n" }
                    (text)
                }
            }
        };
        match field.kind {
            // What may be long is shown whole, on several lines.
            Kind::Line | Kind::When
                if room == Room::Cell && list.is_none() && field.offer != Offer::Orders =>
            {
                area()
            }
            Kind::Line if list.is_none() && field.width >= LONG_FIELD => area(),
            Kind::Words(_) | Kind::OrderKind | Kind::Edition | Kind::Flag => {
                let words = self.offers.of(field);
                choice(
                    name,
                    text,
                    (described, wrong),
                    &words
                        .iter()
                        .map(|word| (word.as_str(), word.as_str()))
                        .collect::<Vec<_>>(),
                )
            }
            Kind::Line if field.offer == Offer::Orders => choice(
                name,
                text,
                (described, wrong),
                &self
                    .offers
                    .orders()
                    .iter()
                    .map(|order| (order.code.as_str(), order.shown.as_str()))
                    .collect::<Vec<_>>(),
            ),
            Kind::People => html! {
                // At least one, and an empty one for one more.
                @for (i, person) in text.lines().chain(text.is_empty().then_some("")).chain([""]).enumerate() {
                    // Nothing is wrong with the one that waits for one more.
                    @let wrong = wrong.filter(|_| i == 0 || !person.is_empty());
                    @let own = if i == 0 { name.to_owned() } else { format!("{name}-{i}") };
                    input type="text" id=(own) name=(name) value=(person) list=[list.as_deref()] aria-describedby=(described) aria-invalid=[wrong]
                        aria-label=[(i > 0).then(|| format!("{}, еще один", field.head))] placeholder=[(i > 0).then_some("еще один")]
                        autocomplete="off" spellcheck="false";
                }
            },
            Kind::Text | Kind::Lines | Kind::Appendices | Kind::Pairs | Kind::Responsible => area(),
            Kind::Line | Kind::Person | Kind::Control | Kind::Day | Kind::When | Kind::Number => {
                html! {
                    input type="text" id=(name) name=(name) value=(text) list=[list.as_deref()] aria-describedby=(described) aria-invalid=[wrong]
                        data-day=[(field.kind == Kind::Day && room == Room::Alone).then_some("1")]
                        inputmode=[matches!(field.kind, Kind::Number).then_some("numeric")] autocomplete="off";
                }
            }
        }
    }

    /// The id of the list of words that a field offers; each list is drawn once on a page.
    fn list(&self, field: &Field) -> Option<String> {
        let is_choice = matches!(
            field.kind,
            Kind::Words(_) | Kind::OrderKind | Kind::Edition | Kind::Flag
        ) || field.offer == Offer::Orders;
        let offers = !is_choice && !self.offers.of(field).is_empty();
        offers.then(|| list_id(field.offer))
    }

    /// Draws the lists that the fields of these forms offer.
    pub(super) fn offered(&self, forms: &[Filled]) -> Markup {
        // A list without rows is drawn with a blank one.
        let blank: Vec<Record> = (forms.iter().filter(|form| form.records.is_empty()))
            .map(|form| form.blank.clone())
            .collect();
        let fields = (forms.iter().flat_map(|form| &form.records))
            .chain(&blank)
            .flat_map(|record| &record.entries)
            .map(|entry| entry.field);
        let lists: BTreeMap<String, (Offer, Vec<String>)> = fields
            .filter_map(|field| Some((self.list(field)?, (field.offer, self.offers.of(field)))))
            .collect();
        html! {
            @for (id, (offer, words)) in &lists {
                datalist id=(id) { @for word in words { option value=(word) label=[self.offers.meaning(*offer, word)]; } }
            }
        }
    }

    /// Explains a column: its hint, and the numbers it takes.
    fn explained(&self, field: &Field) -> Markup {
        let words = if field.offer == Offer::Blocks {
            self.offers.of(field)
        } else {
            Vec::new()
        };
        html! {
            dt { (field.head) }
            dd {
                (field.page_hint)
                @if !words.is_empty() {
                    ul { @for word in &words { li { (word) @if let Some(meaning) = self.offers.meaning(field.offer, word) { " – " (meaning) } } } }
                }
            }
        }
    }

    /// Draws the rows of a sheet as a table with buttons to add, move and remove rows, which work
    /// without scripts too.
    pub(super) fn table(&self, form: &Filled, without: &[&str]) -> Markup {
        let sheet = super::rows::word(form.kind);
        let blank = form.blank.clone();
        let shown = |entries: &[Entry]| {
            entries
                .iter()
                .filter(|e| !without.contains(&e.field.path))
                .cloned()
                .collect::<Vec<_>>()
        };
        let hinted: Vec<&Field> = blank
            .entries
            .iter()
            .map(|e| e.field)
            .filter(|f| !f.page_hint.is_empty() && !without.contains(&f.path))
            .collect();
        html! {
            @if !hinted.is_empty() {
                details class="hints" {
                    summary { "Как заполнять столбцы" }
                    dl { @for field in &hinted { (self.explained(field)) } }
                }
            }
            div class="table-scroll" tabindex="0" role="group" aria-label="Строки таблицы" {
                table class="rows" id=(sheet) data-rows=(sheet) {
                    thead { tr {
                        th scope="col" class="number" { "№" }
                        @for entry in shown(&blank.entries) {
                            th scope="col" class={ "cell-" (class_of(entry.field)) } { (entry.field.head) }
                        }
                        th scope="col" { span class="unseen" { "Действия" } }
                    } }
                    tbody {
                        @for (i, record) in form.records.iter().chain(form.records.is_empty().then_some(&blank)).enumerate() {
                            tr data-row=(i) {
                                th scope="row" class="number" { (i + 1) input type="hidden" name=(name(form.kind, i, CODE)) value=(record.code); }
                                @for entry in shown(&record.entries) { (self.cell(form.kind, i, &entry)) }
                                td class="tools" { (tools(sheet, i)) }
                            }
                        }
                    }
                }
            }
            div data-gone=(super::rows::gone(form.kind)) {
                @for code in &form.gone { input type="hidden" name=(super::rows::gone(form.kind)) value=(code); }
            }
            p { button class="quiet" name="do" value={ "add:" (sheet) } data-add=(sheet) { "+ строка" } }
        }
    }
}

/// A choice of words, each with its label; a value that is none of them is kept.
fn choice(
    name: &str,
    text: &str,
    (described, wrong): (&str, Option<&str>),
    words: &[(&str, &str)],
) -> Markup {
    html! {
        select id=(name) name=(name) aria-describedby=(described) aria-invalid=[wrong] {
            option value="" selected[text.is_empty()] { "–" }
            @for (word, shown) in words { option value=(word) selected[*word == text] { (shown) } }
            @if !text.is_empty() && words.iter().all(|(word, _)| *word != text) { option selected { (text) } }
        }
    }
}

fn tools(sheet: &str, row: usize) -> Markup {
    let one = |act: &str, label: &str, sign: &str| {
        html! {
            button class="tool" name="do" value={ (act) ":" (sheet) ":" (row) } data-act=(act) title=(label) aria-label={ (label) ", строка " (row + 1) } { (sign) }
        }
    };
    html! {
        (one("up", "Выше", "↑")) (one("down", "Ниже", "↓")) (one("add", "Вставить строку ниже", "+")) (one("drop", "Убрать строку", "×"))
    }
}

/// Draws the remarks on a field, for the place beneath it.
fn messages(name: &str, said: &[Said]) -> Markup {
    html! {
        div class="said" id={ (name) "-said" } data-said=(name) {
            @for one in said { (message(one)) }
        }
    }
}

/// Draws one remark.
pub(super) fn message(said: &Said) -> Markup {
    html! {
        p class=(if said.is_error { "error" } else { "warning" }) {
            strong { (if said.is_error { "Ошибка" } else { "Проверьте" }) @if !said.number.is_empty() { " " (said.number) } ": " }
            @if let Some(way) = &said.at { a href=(way.address) { (way.called) } ": " }
            (said.text) "."
            @if let Some(hint) = &said.hint { " " span class="advice" { "Совет: " (hint) "." } }
        }
    }
}

fn described(name: &str, has_hint: bool) -> String {
    if has_hint {
        format!("{name}-hint {name}-said")
    } else {
        format!("{name}-said")
    }
}

fn list_id(offer: Offer) -> String {
    format!("offer-{}", format!("{offer:?}").to_lowercase())
}

/// The CSS class of a field, made from its keys.
fn class_of(field: &Field) -> String {
    field
        .path
        .trim_start_matches('@')
        .replace(['.', ':', '_'], "-")
}

fn is_wide(field: &Field) -> bool {
    matches!(field.kind, Kind::Text | Kind::Lines | Kind::Pairs | Kind::Appendices)
        || field.is_wide
        // What an order is called is long.
        || field.offer == Offer::Orders
}
