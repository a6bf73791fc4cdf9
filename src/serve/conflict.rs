//! Two versions of one form, side by side: what the user wrote, and what meanwhile stands on the disk.

use maud::{Markup, html};

use super::ask::Ask;
use super::layout;
use super::place::Place;
use super::rows::{self, CODE};
use super::state::App;
use crate::workbook::{Entry, Filled};

/// Two versions of one field, or of one list.
struct Difference {
    name: String,
    label: String,
    mine: String,
    disk: String,
}

fn differences(mine: &[Filled], disk: &[Filled]) -> Vec<Difference> {
    let mut out = Vec::new();
    for (mine, disk) in mine.iter().zip(disk) {
        if rows::is_list(mine.kind) {
            let (a, b) = (in_lines(mine), in_lines(disk));
            if a != b {
                out.push(Difference {
                    name: rows::word(mine.kind).to_owned(), label: "Строки таблицы".to_owned(), mine: a, disk: b
                });
            }
            continue;
        }
        let (Some(mine_record), Some(disk_record)) = (mine.records.first(), disk.records.first()) else { continue };
        for entry in &mine_record.entries {
            let there = disk_record.text(entry.field.path);
            if entry.text != there {
                out.push(Difference {
                    name: rows::name(mine.kind, 0, entry.field.path),
                    label: entry.field.head.to_owned(),
                    mine: entry.text.clone(),
                    disk: there.to_owned(),
                });
            }
        }
    }
    out
}

/// Rows of a list, each on a line.
fn in_lines(form: &Filled) -> String {
    let line = |entries: &[Entry]| {
        let texts = entries.iter().filter(|e| e.field.is_key() || e.field.path != crate::workbook::PAIR);
        texts.map(|e| e.text.replace('\n', " ")).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" | ")
    };
    form.records.iter().map(|r| line(&r.entries)).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Puts what stands on the disk in place of mine where the user chose so.
pub(super) fn take_chosen(ask: &Ask, forms: &mut [Filled], on_disk: &[Filled]) {
    for (mine, disk) in forms.iter_mut().zip(on_disk) {
        let chosen = |name: &str| ask.field(&format!("take.{name}")) == "disk";
        if rows::is_list(mine.kind) {
            if chosen(rows::word(mine.kind)) {
                mine.clone_from(disk);
            }
            continue;
        }
        let (Some(mine_record), Some(disk_record)) = (mine.records.first_mut(), disk.records.first()) else { continue };
        for entry in &disk_record.entries {
            if chosen(&rows::name(disk.kind, 0, entry.field.path)) {
                mine_record.set(entry.field.path, &entry.text);
            }
        }
    }
}

/// Both versions side by side, field by field. Nothing is lost: mine travels on in hidden fields.
pub(super) fn page(app: &App, place: &Place, mine: &[Filled], disk: &[Filled], now: &str) -> Markup {
    let one = |name: &str, take: &str, title: &str, text: &str, is_mine: bool| {
        html! {
            label class="version" {
                input type="radio" name={ "take." (name) } value=(take) checked[is_mine];
                strong { (title) }
                span class="text" { @if text.is_empty() { em { "пусто" } } @else { (text) } }
            }
        }
    };
    let found = differences(mine, disk);
    let main = html! {
        h1 { "Файл изменился, пока вы писали" }
        p { "Пока форма была открыта, эти же сведения изменились на диске: в другом окне, в Excel или в текстовом редакторе. "
            "Ничего не потеряно: выберите, что оставить." }
        form method="post" class="conflict" data-conflict="1" {
            (layout::token(app))
            input type="hidden" name="seen" value=(now);
            @for form in mine { @for (i, record) in form.records.iter().enumerate() {
                input type="hidden" name=(rows::name(form.kind, i, CODE)) value=(record.code);
                @for entry in &record.entries { input type="hidden" name=(rows::name(form.kind, i, entry.field.path)) value=(entry.text); }
            } }
            @for difference in &found {
                fieldset {
                    legend { (difference.label) }
                    (one(&difference.name, "mine", "Моя версия", &difference.mine, true))
                    (one(&difference.name, "disk", "С диска", &difference.disk, false))
                }
            }
            @if found.is_empty() { p { "Обе версии совпадают." } }
            p class="actions" {
                button class="main" name="do" value="resolve" { "Сохранить выбранное" }
                " " a href="" { "Оставить все как на диске" }
            }
        }
    };
    layout::page(app, place, None, "Файл изменился", &main)
}
