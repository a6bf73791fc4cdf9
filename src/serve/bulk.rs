//! Several pairs at once: fields set in all that are ticked, an activity added, pairs removed. All
//! of it is written or none, as one step of the history.

use axum::http::StatusCode;
use maud::{Markup, html};

use super::ask::{Answer, Ask};
use super::draft;
use super::fields::{FieldView, Told};
use super::layout::{self, Way};
use super::open_project::OpenProject;
use super::pair_forms::forms;
use super::rows::{self, name};
use super::state::App;
use super::{missing, pair};
use crate::edit::{Filled, Imported, Prune, Record, bring, without};
use crate::exchange::{with_new_mistakes, write_imported, write_removal};
use crate::fields::{PAIR, SheetKind};
use crate::russian::counted;

/// The id of the form, to which the boxes of the list belong.
pub(super) const FORM: &str = "bulk";

/// What is often the same in many pairs.
const FIELDS: [(SheetKind, &str); 8] = [
    (SheetKind::Pairs, "form"),
    (SheetKind::Pairs, "kind"),
    (SheetKind::Pairs, ORDER),
    (SheetKind::Pairs, "basis.consent"),
    (SheetKind::Pairs, "period.from"),
    (SheetKind::Pairs, "period.to"),
    (SheetKind::Notes, "note.mode"),
    (SheetKind::Notes, "note.schedule"),
];
const ORDER: &str = "basis.order";
/// Other words for the order, which go when one is chosen.
const OTHER_ORDER: [&str; 4] = ["basis.number", "basis.date", "basis.title", "basis"];

/// Draws the form for the pairs that are ticked.
pub(super) fn form(app: &App, place: &OpenProject) -> Markup {
    let told = Told::default();
    let view = FieldView {
        told: &told,
        offers: place.offers(),
    };
    let kinds = [SheetKind::Pairs, SheetKind::Notes, SheetKind::Activities];
    let blank = |kind| Filled::new(kind, vec![Record::blank(kind)]);
    let common = |kind: SheetKind| {
        let mut entries = Record::blank(kind).entries;
        entries.retain(|e| FIELDS.contains(&(kind, e.field.path)));
        entries
    };
    let mut activity = Record::blank(SheetKind::Activities).entries;
    activity.retain(|e| e.field.path != PAIR);
    html! {
        form method="post" id=(FORM) class="edit bulk" {
            (layout::token(app))
            details class="part" {
                summary { "С отмеченными парами" span class="count-chosen" data-chosen="1" {} }
                p class="hint" { "Отметьте пары в списке. Пустое поле ничего не меняет. Все изменится разом, и это можно отменить." }
                (view.offered(&kinds.map(blank)))
                div class="fields" {
                    (view.fields(SheetKind::Pairs, common(SheetKind::Pairs).iter()))
                    (view.fields(SheetKind::Notes, common(SheetKind::Notes).iter()))
                }
                fieldset { legend { "Добавить мероприятие" } div class="fields" { (view.fields(SheetKind::Activities, activity.iter())) } }
                p class="actions" {
                    button class="main" name="do" value="set" { "Записать отмеченным" }
                    button class="quiet" name="do" value="remove" { "Удалить отмеченные" }
                }
            }
        }
    }
}

/// Changes or removes the pairs that are ticked.
pub(super) fn answer(app: &App, ask: &Ask, index: usize) -> Answer {
    let _alone = app.writing();
    let Some(place) = OpenProject::open(app, index) else {
        return missing::missing(app);
    };
    let mut codes = place.tables().pair_codes();
    codes.retain(|code| ask.fields("pair").any(|ticked| ticked == code));
    let refused = |words: &Markup| {
        let main = html! {
            h1 { "Не записано" }
            (words)
            p { a href=(place.address("pairs")) { "Вернуться к списку пар" } }
        };
        Answer::page(layout::page(
            app,
            &place,
            Some(Way::Pairs),
            "Не записано",
            &main,
        ))
        .status(StatusCode::UNPROCESSABLE_ENTITY)
    };
    if codes.is_empty() {
        return refused(&html! { p { "Отметьте в списке пары, о которых речь." } });
    }
    let is_removal = ask.field("do") == "remove";
    let mut whole = Imported::default();
    for code in &codes {
        let one = if is_removal {
            without(&place.files, SheetKind::Pairs, code)
        } else {
            changed(&place, ask, code)
        };
        if one.has_errors() {
            let told = Told::of(&one.problems, &one.sources);
            let said = told.fields.values().flatten().chain(&told.general);
            return refused(&html! {
                p { "Пара «" (place.tables().pair_name(code)) "»:" }
                ul { @for one in said { li { (one.text) } } }
            });
        }
        // Every pair has a file of its own.
        whole.files.extend(one.files);
        whole.before.extend(one.before);
        whole.changes.extend(one.changes);
    }
    if whole.files.is_empty() {
        return refused(&html! { p { "Заполните хотя бы одно поле: менять нечего." } });
    }
    let whole = with_new_mistakes(whole, &place.files, &place.folder);
    if whole.has_errors() {
        let told = Told {
            general: draft::elsewhere(&place, &whole),
            ..Told::default()
        };
        return refused(&html! { p { "Сначала исправьте то, чему это мешает:" } (told.general()) });
    }
    let written = if is_removal {
        let what = match codes.as_slice() {
            [one] => format!("пара «{}»", place.tables().pair_name(one)),
            many => counted(many.len(), "пара", "пары", "пар"),
        };
        write_removal(&whole, &place.folder, &what).map(|step| format!("removed={step}"))
    } else {
        write_imported(&whole, &place.folder)
            .map(|step| format!("changed={step}&pairs={}", whole.files.len()))
    };
    match written {
        Ok(word) => Answer::to(&format!("{}?{word}", place.address("pairs"))),
        Err(trouble) => refused(&layout::bad(&trouble.to_string())),
    }
}

/// A pair with the filled fields set and the activity added.
fn changed(place: &OpenProject, ask: &Ask, code: &str) -> Imported {
    let mut forms = forms(place.tables(), code);
    for form in &mut forms {
        let kind = form.kind;
        if kind == SheetKind::Activities {
            let mut new = Record::blank(kind);
            for entry in &mut new.entries {
                ask.field(&name(kind, 0, entry.field.path))
                    .trim()
                    .clone_into(&mut entry.text);
            }
            form.records.extend(new.is_filled().then_some(new));
            continue;
        }
        let Some(record) = form.records.first_mut() else {
            continue;
        };
        for (_, path) in FIELDS.iter().filter(|(own, _)| *own == kind) {
            let text = ask.field(&name(kind, 0, path)).trim();
            if text.is_empty() {
                continue;
            }
            if *path == ORDER {
                for other in OTHER_ORDER {
                    record.set(other, "");
                }
            }
            record.set(path, text);
        }
    }
    pair::complete(&mut forms);
    let mut imported = bring(
        place.tables(),
        &rows::lists(&forms),
        Prune::Lists,
        Imported::default(),
    );
    pair::name_changes(place, &mut imported, code);
    imported
}
