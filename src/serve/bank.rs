//! The bank of wording, asked for and added to by the script of a pair's form.

use axum::http::StatusCode;
use serde::Serialize;

use super::ask::{Answer, Ask};
use super::open_project::OpenProject;
use super::rows;
use super::state::App;
use crate::edit::{BankCase, Filled, Record, bank, bank_case, into_bank};
use crate::exchange::{with_new_mistakes, write_imported};
use crate::fields::SheetKind;

/// A case in the list.
#[derive(Debug, Serialize)]
struct Listed {
    code: String,
    name: String,
    group: String,
    part: &'static str,
}

/// What a case puts into a form: texts by the names of fields, and rows by keys.
#[derive(Debug, Serialize)]
struct Offered {
    fields: Vec<OfferedField>,
    rows: Vec<Vec<(&'static str, String)>>,
}

#[derive(Debug, Serialize)]
struct OfferedField {
    name: String,
    label: &'static str,
    text: String,
}

/// What has become of what was to be kept.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Kept {
    /// The number of the step in the history.
    Step(u64),
    Why(String),
}

fn json(status: StatusCode, value: &impl Serialize) -> Answer {
    let text = serde_json::to_vec(value).unwrap_or_default();
    Answer::of("application/json", text).status(status)
}

pub(super) fn list(place: &OpenProject) -> Answer {
    let listed = |it: BankCase| Listed {
        code: it.code,
        name: it.name,
        group: it.group,
        part: it.part.title(),
    };
    let all: Vec<Listed> = bank(place.tables()).into_iter().map(listed).collect();
    json(StatusCode::OK, &all)
}

pub(super) fn one(app: &App, place: &OpenProject, code: &str) -> Answer {
    let Some(case) = bank_case(place.tables(), code) else {
        return super::missing::missing(app);
    };
    let note = case.note(place.tables());
    let entries = note.entries.iter().filter(|e| e.field.is_key());
    let mut fields: Vec<OfferedField> = entries
        .filter(|e| !e.text.is_empty())
        .map(|e| OfferedField {
            name: rows::name(SheetKind::Notes, 0, e.field.path),
            label: e.field.label,
            text: e.text.clone(),
        })
        .collect();
    if !case.group.is_empty() {
        fields.push(OfferedField {
            name: rows::name(SheetKind::Pairs, 0, "group"),
            label: "Группа наставляемого",
            text: case.group.clone(),
        });
    }
    let row = |record: &Record| {
        let entries = record.entries.iter().filter(|e| e.field.is_key());
        entries.map(|e| (e.field.path, e.text.clone())).collect()
    };
    let rows = case.activities(place.tables()).iter().map(row).collect();
    json(StatusCode::OK, &Offered { fields, rows })
}

/// Puts the sent rows into the bank of the school: as a case of a name, or each by itself.
pub(super) fn keep(app: &App, ask: &Ask, index: usize) -> Answer {
    let _alone = app.writing();
    let Some(place) = OpenProject::open(app, index) else {
        return super::missing::missing(app);
    };
    match kept(ask, &place) {
        Ok(step) => json(StatusCode::OK, &Kept::Step(step)),
        Err(why) => json(StatusCode::OK, &Kept::Why(why)),
    }
}

fn kept(ask: &Ask, place: &OpenProject) -> Result<u64, String> {
    let name = Some(ask.field("name").trim()).filter(|name| !name.is_empty());
    let sent = |kind, records| rows::sent(ask, &Filled::new(kind, records)).records;
    let activities = sent(SheetKind::Activities, Vec::new());
    let notes = sent(SheetKind::Notes, vec![Record::blank(SheetKind::Notes)]);
    let note = notes.first().filter(|_| name.is_some());
    let imported = into_bank(place.tables(), name, note, &activities)?;
    let imported = with_new_mistakes(imported, &place.files, &place.folder);
    if let Some(wrong) = imported.problems.iter().find(|p| p.is_error()) {
        return Err(wrong.text().into_owned());
    }
    write_imported(&imported, &place.folder).map_err(|trouble| trouble.to_string())
}
