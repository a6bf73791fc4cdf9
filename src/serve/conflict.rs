//! Two versions of one form, side by side: what the user wrote, and what is on the disk by now.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::ask::Ask;
use super::layout;
use super::open_project::OpenProject;
use super::rows::{self, CODE};
use super::state::App;
use crate::edit::{Entry, Filled};
use crate::fields::PAIR;

/// Two versions of one field, or of one list.
struct Difference {
    name: String,
    label: String,
    /// Texts of a field, or of the rows of a list.
    mine: Vec<String>,
    disk: Vec<String>,
    /// Whether only the disk version has changed since the form was drawn.
    is_only_disk: bool,
}

/// Compares the versions; `before` is what the form was drawn from, if that is still known.
fn differences(mine: &[Filled], disk: &[Filled], before: Option<&[Filled]>) -> Vec<Difference> {
    let mut out = Vec::new();
    for (i, (mine, disk)) in mine.iter().zip(disk).enumerate() {
        let before = before.and_then(|forms| forms.get(i));
        if mine.kind.is_list() {
            let (a, b) = (in_lines(mine), in_lines(disk));
            if a != b {
                let is_only_disk = before.is_some_and(|before| in_lines(before) == a);
                let (name, label) = (
                    rows::word(mine.kind).to_owned(),
                    "Строки таблицы".to_owned(),
                );
                out.push(Difference {
                    name,
                    label,
                    mine: a,
                    disk: b,
                    is_only_disk,
                });
            }
            continue;
        }
        let (Some(mine_record), Some(disk_record)) = (mine.records.first(), disk.records.first())
        else {
            continue;
        };
        for entry in &mine_record.entries {
            let there = disk_record.text(entry.field.path);
            if entry.text != there {
                out.push(Difference {
                    name: rows::name(mine.kind, 0, entry.field.path),
                    label: entry.field.head.to_owned(),
                    mine: vec![entry.text.clone()],
                    disk: vec![there.to_owned()],
                    is_only_disk: before
                        .and_then(|b| b.records.first())
                        .is_some_and(|b| b.text(entry.field.path) == entry.text),
                });
            }
        }
    }
    out
}

/// What the forms say otherwise than the files: names of fields.
pub(super) fn labels(mine: &[Filled], disk: &[Filled]) -> Vec<String> {
    differences(mine, disk, None)
        .into_iter()
        .map(|difference| difference.label)
        .collect()
}

/// Names and labels of what only the disk has changed; `None` where both have changed the same, or
/// nobody knows any more what the form began from.
pub(super) fn only_of_disk(
    mine: &[Filled],
    disk: &[Filled],
    before: Option<&[Filled]>,
) -> Option<BTreeMap<String, String>> {
    let before = before?;
    // What only the form has changed is told as changed by both: it is left out here.
    let unchanged = differences(before, disk, None);
    let is_of_disk = |name: &str| unchanged.iter().any(|it| it.name == name);
    let found = differences(mine, disk, Some(before));
    let of_disk = found.into_iter().filter(|it| is_of_disk(&it.name));
    of_disk
        .map(|it| it.is_only_disk.then_some((it.name, it.label)))
        .collect()
}

/// The rows of a list, a line each.
fn in_lines(form: &Filled) -> Vec<String> {
    let line = |entries: &[Entry]| {
        let texts = entries.iter().filter(|e| e.field.path != PAIR);
        texts
            .map(|e| e.text.replace('\n', " "))
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(" | ")
    };
    form.records
        .iter()
        .map(|r| line(&r.entries))
        .filter(|l| !l.is_empty())
        .collect()
}

/// One version; list rows that both have are left out.
fn version(own: &[String], other: &[String]) -> Markup {
    let is_list = own.len() + other.len() > 2;
    let same = own
        .iter()
        .filter(|line| is_list && other.contains(line))
        .count();
    let shown: Vec<&String> = own
        .iter()
        .filter(|line| !is_list || !other.contains(line))
        .collect();
    html! {
        span class="text" {
            @if same > 0 { small { "одинаковых строк: " (same) } "\n" }
            @if shown.iter().all(|line| line.is_empty()) && same == 0 { em { "пусто" } }
            @if shown.is_empty() && same == own.len() && same == other.len() { "те же строки в другом порядке" }
            @for (i, line) in shown.iter().enumerate() { @if i > 0 { "\n" } @if is_list { ins { (line) } } @else { (line) } }
        }
    }
}

/// Replaces mine by the disk version where the user chose it.
pub(super) fn take_chosen(ask: &Ask, forms: &mut [Filled], on_disk: &[Filled]) {
    take(forms, on_disk, &|name| {
        ask.field(&format!("take.{name}")) == "disk"
    });
}

/// Puts what stands on the disk in place of mine in the fields and lists of these names.
pub(super) fn take(forms: &mut [Filled], on_disk: &[Filled], chosen: &dyn Fn(&str) -> bool) {
    for (mine, disk) in forms.iter_mut().zip(on_disk) {
        if mine.kind.is_list() {
            if chosen(rows::word(mine.kind)) {
                mine.clone_from(disk);
            }
            continue;
        }
        let (Some(mine_record), Some(disk_record)) =
            (mine.records.first_mut(), disk.records.first())
        else {
            continue;
        };
        for entry in &disk_record.entries {
            if chosen(&rows::name(disk.kind, 0, entry.field.path)) {
                mine_record.set(entry.field.path, &entry.text);
            }
        }
    }
}

/// Draws both versions field by field. Nothing is lost: mine is carried along in hidden fields.
pub(super) fn page(
    app: &App,
    place: &OpenProject,
    mine: &[Filled],
    disk: &[Filled],
    seen: &str,
    now: &str,
) -> Markup {
    let one = |name: &str, take: &str, title: &str, text: &Markup, is_chosen: bool| {
        html! {
            label class="version" {
                input type="radio" name={ "take." (name) } value=(take) checked[is_chosen];
                " " strong { (title) }
                (text)
            }
        }
    };
    let found = differences(mine, disk, app.drawn_from(seen).as_deref());
    let main = html! {
        h1 { "Файл изменился, пока вы писали" }
        p { "Пока форма была открыта, эти же сведения изменились на диске: в другом окне, в Excel или в текстовом редакторе. "
            "Ничего не потеряно: выберите, что оставить. Где вы ничего не меняли, выбрана версия с диска." }
        form method="post" class="conflict" data-conflict="1" {
            (layout::token(app))
            input type="hidden" name="seen" value=(now);
            @for form in mine { @for code in &form.gone { input type="hidden" name=(rows::gone(form.kind)) value=(code); } }
            @for form in mine { @for (i, record) in form.records.iter().enumerate() {
                input type="hidden" name=(rows::name(form.kind, i, CODE)) value=(record.code);
                @for entry in &record.entries { input type="hidden" name=(rows::name(form.kind, i, entry.field.path)) value=(entry.text); }
            } }
            @for difference in &found {
                fieldset {
                    legend { (difference.label) }
                    @let (mine, disk, is_only_disk) = (&difference.mine, &difference.disk, difference.is_only_disk);
                    (one(&difference.name, "mine", "Моя версия", &version(mine, disk), !is_only_disk))
                    (one(&difference.name, "disk", "С диска", &version(disk, mine), is_only_disk))
                }
            }
            @if found.is_empty() { p { "Обе версии совпадают." } }
            p class="actions" {
                button class="main" name="do" value="resolve" { "Сохранить выбранное" }
                " " button name="do" value="discard" { "Оставить все как на диске" }
            }
        }
    };
    layout::page(app, place, None, "Файл изменился", &main)
}
