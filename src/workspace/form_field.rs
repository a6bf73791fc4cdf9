//! In which form a value of the project is written, and in which field there.

use super::workspace::Workspace;
use crate::fields::{SECTION, STAGE, STAGE_NUMBER, SheetKind, field_of};
use crate::origin::{KeyPath, Step};
use crate::problem::{Problem, Sources};

/// A form in which a part of the project is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    School,
    /// By the key of the person.
    Person(String),
    /// By the name of its file.
    Pair(String),
    Order(String),
    Roadmap,
    Regulation,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
    pub form: Form,
    pub kind: SheetKind,
    /// From 0.
    pub row: usize,
    /// As the table of fields names it.
    pub path: String,
}

impl FormField {
    /// The field that has these keys, or the nearest above them; `otherwise` where the form has none.
    fn of_keys(form: Form, kind: SheetKind, row: usize, keys: &str, otherwise: &str) -> Self {
        let mut path = keys;
        while field_of(kind, path).is_none() {
            path = path.rsplit_once('.').map_or(otherwise, |(above, _)| above);
        }
        Self {
            form,
            kind,
            row,
            path: path.to_owned(),
        }
    }
}

impl Workspace {
    /// Where the value that a problem is about is written.
    pub fn field_to_mend(&self, problem: &Problem, sources: &Sources) -> Option<FormField> {
        let place = problem.place.as_ref()?;
        self.field_at(&sources.get(place.file).inside, &place.path)
    }

    /// Where a value of a file is written.
    pub fn field_at(&self, file: &str, path: &KeyPath) -> Option<FormField> {
        let stem = |folder: &str| {
            file.strip_prefix(folder)?
                .strip_prefix('/')?
                .strip_suffix(".toml")
        };
        if let Some(code) = stem("pairings") {
            return Some(in_pair(code, &path.to_string()));
        }
        if let Some(code) = stem("orders") {
            return Some(self.in_order(code, path));
        }
        Some(match file {
            "organization.toml" => in_organization(path),
            "roadmap.toml" => self.in_roadmap(path),
            "regulation.toml" => in_regulation(&path.to_string()),
            _ => return None,
        })
    }

    /// «stage.1.activity.0.term» → the row of the roadmap's form.
    fn in_roadmap(&self, path: &KeyPath) -> FormField {
        let (numbers, own) = numbered(path, &["stage", "section", "activity"]);
        if numbers.is_empty() {
            return FormField::of_keys(
                Form::Roadmap,
                SheetKind::Organization,
                0,
                &format!("roadmap:{path}"),
                "roadmap:period",
            );
        }
        let is_of_section = numbers.len() == 2;
        let code = numbers.join(".");
        let records = self.tables().records(SheetKind::Roadmap);
        let row = records
            .iter()
            .position(|r| r.code == code || r.code.starts_with(&format!("{code}.")))
            .unwrap_or_default();
        let field = match own.as_str() {
            "title" if is_of_section => SECTION,
            "title" => STAGE,
            "number" => STAGE_NUMBER,
            own => own,
        };
        FormField::of_keys(Form::Roadmap, SheetKind::Roadmap, row, field, "name")
    }

    /// «clause.0.clause.1.text» → the row of the order's clauses; any other key → its field.
    fn in_order(&self, code: &str, path: &KeyPath) -> FormField {
        let form = Form::Order(code.to_owned());
        let (numbers, own) = numbered(path, &["clause"]);
        if numbers.is_empty() {
            return FormField::of_keys(form, SheetKind::Orders, 0, &path.to_string(), "kind");
        }
        let (order, number) = (format!("{code}/"), numbers.join("."));
        let records = self.tables().records(SheetKind::Clauses);
        let row = records
            .iter()
            .filter_map(|r| r.code.strip_prefix(&order))
            .position(|known| known == number)
            .unwrap_or_default();
        FormField::of_keys(form, SheetKind::Clauses, row, &own, "text")
    }
}

/// «staff.petrova.name» → the person; any other key → its field of the school.
fn in_organization(path: &KeyPath) -> FormField {
    if let [Step::Key("staff"), Step::Name(key), own @ ..] = &path.steps()[..] {
        let own: Vec<String> = own.iter().map(ToString::to_string).collect();
        let form = Form::Person(key.to_string());
        return FormField::of_keys(form, SheetKind::Staff, 0, &own.join("."), "name");
    }
    FormField::of_keys(
        Form::School,
        SheetKind::Organization,
        0,
        &path.to_string(),
        "organization.full_name",
    )
}

fn in_regulation(keys: &str) -> FormField {
    let (row, field) = row_of_keys(keys.strip_prefix("clause.").unwrap_or_default());
    FormField::of_keys(Form::Regulation, SheetKind::Regulation, row, field, "text")
}

fn in_pair(code: &str, keys: &str) -> FormField {
    let form = Form::Pair(code.to_owned());
    if let Some(rest) = keys.strip_prefix("activity.") {
        let (row, field) = row_of_keys(rest);
        return FormField::of_keys(form, SheetKind::Activities, row, field, "name");
    }
    if let Some(rest) = keys.strip_prefix("mentorship.") {
        let (row, field) = row_of_keys(rest);
        return FormField::of_keys(form, SheetKind::Mentorships, row, field, "mentor");
    }
    let (kind, otherwise) = if keys.starts_with("note") {
        (SheetKind::Notes, "note.relevance")
    } else {
        (SheetKind::Pairs, "mentors")
    };
    FormField::of_keys(form, kind, 0, keys, otherwise)
}

/// The numbers, from 1, of the tables of these lists that a path goes through, and the keys within
/// the last of them.
fn numbered(path: &KeyPath, lists: &[&str]) -> (Vec<String>, String) {
    let steps = path.steps();
    let mut rest = steps.as_slice();
    let mut numbers = Vec::new();
    while let [Step::Key(list), Step::Item(index), inner @ ..] = rest
        && lists.contains(list)
    {
        numbers.push((index + 1).to_string());
        rest = inner;
    }
    let own: Vec<String> = rest.iter().map(ToString::to_string).collect();
    (numbers, own.join("."))
}

/// «1.term» of a list → the row and its keys.
fn row_of_keys(keys: &str) -> (usize, &str) {
    let (row, field) = keys.split_once('.').unwrap_or((keys, ""));
    (row.parse().unwrap_or_default(), field)
}
