//! Last year's project → the next school year's: what stays, what moves by a year, what goes, and
//! what a person must look at.
//!
//! It works on texts, so that remarks, order and spacing stay as the user wrote them, and it never
//! touches the disk.

mod old_orders;
mod pass;
mod people;
mod standing;
mod turn;
mod years;

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::edit::Patch;
use crate::edition::Effect;
use crate::fields::OwnField;
pub use crate::project::SchoolYear;
use pass::{Pass, mentors_after};
pub use people::keys_of;
pub use turn::Turn;
use turn::{Gone, Leavers, parse, stem};

/// Something for a person to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearRemark {
    /// Path in the project's folder.
    pub file: String,
    /// In the new file, from 1.
    pub line: Option<usize>,
    pub text: String,
}

/// A new year's project.
#[derive(Debug)]
pub struct NewYear {
    /// Paths and texts of the files that are written anew.
    pub files: BTreeMap<String, String>,
    /// Files that are left behind, and why.
    pub left_behind: Vec<YearRemark>,
    pub remarks: Vec<YearRemark>,
}

/// Turns the files of a project, given by their paths in its folder. They must have no errors of
/// syntax; a file that is no description (wording, style, regulation) is not among them. What the
/// orders of a kind do, and which fields it adds, the edition says.
///
/// # Errors
/// Keys of `without` that the staff does not have.
pub fn roll_over(
    files: &BTreeMap<String, String>,
    turn: Turn,
    without: &[String],
    (own, effect_of): (&[OwnField], impl Fn(&str) -> Option<Effect>),
) -> Result<NewYear, Vec<String>> {
    let mut left_behind = Vec::new();
    let mut gone = Gone {
        leavers: leavers(files, without)?,
        approvals: approvals(files),
        days: days(files, &effect_of),
        own: own.to_vec(),
        ..Gone::default()
    };
    for (file, text) in files {
        let Some(why) = reason_to_leave(file, &parse(text), &gone, &effect_of) else {
            continue;
        };
        left_behind.push(YearRemark {
            file: file.clone(),
            line: None,
            text: why,
        });
        let of_its_kind = if file.starts_with("pairings/") {
            &mut gone.pairings
        } else {
            &mut gone.orders
        };
        of_its_kind.insert(stem(file).to_owned());
    }
    // Orders come before pairings by their names, but the list of an order is known only when the
    // pairings are.
    for (file, text) in files.iter().filter(|(file, _)| file.starts_with("orders/")) {
        let table = parse(text);
        let named = strings(&table, "pairings");
        if !gone.orders.contains(stem(file))
            && !named.is_empty()
            && named.iter().all(|p| gone.pairings.contains(*p))
        {
            gone.orders.insert(stem(file).to_owned());
            left_behind.push(YearRemark {
                file: file.clone(),
                line: None,
                text: "ни одной из его пар больше нет".to_owned(),
            });
        }
    }
    let mut new = NewYear {
        files: BTreeMap::new(),
        left_behind,
        remarks: Vec::new(),
    };
    for (file, text) in files
        .iter()
        .filter(|(file, _)| new.left_behind.iter().all(|r| r.file != **file))
        .collect::<Vec<_>>()
    {
        let edits = Pass::over(file, text, turn, &gone);
        new.remarks.extend(remarks(file, &edits));
        new.files.insert(file.clone(), edits.made());
    }
    Ok(new)
}

/// The school year that a project names.
pub fn school_year(files: &BTreeMap<String, String>) -> Option<SchoolYear> {
    let table = files.get("organization.toml").map(|text| parse(text))?;
    SchoolYear::parse(
        table
            .get("organization")?
            .get_ref()
            .as_table()?
            .get("school_year")?
            .get_ref()
            .as_str()?,
    )
}

fn remarks(file: &str, edits: &Patch<'_>) -> Vec<YearRemark> {
    edits
        .remarks()
        .map(|(line, text)| YearRemark {
            file: file.to_owned(),
            line: Some(line),
            text: text.to_owned(),
        })
        .collect()
}

fn leavers(files: &BTreeMap<String, String>, without: &[String]) -> Result<Leavers, Vec<String>> {
    let table = files
        .get("organization.toml")
        .map(|text| parse(text))
        .unwrap_or_default();
    let staff = table.get("staff").and_then(|s| s.get_ref().as_table());
    let surname = |key: &String| {
        let name = staff?
            .get(key.as_str())?
            .get_ref()
            .as_table()?
            .get("name")
            .and_then(|n| n.get_ref().as_str());
        Some(
            name.unwrap_or_default()
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned(),
        )
    };
    let mut found = Leavers::new();
    let mut unknown = Vec::new();
    for key in without {
        match surname(key) {
            Some(surname) => drop(found.insert(key.clone(), surname)),
            None => unknown.push(key.clone()),
        }
    }
    if unknown.is_empty() {
        Ok(found)
    } else {
        Err(unknown)
    }
}

/// The days at which orders acted. That of one which prolongs a pair is the last day of it.
fn days(
    files: &BTreeMap<String, String>,
    effect_of: impl Fn(&str) -> Option<Effect>,
) -> BTreeMap<String, String> {
    let orders = files.iter().filter(|(file, _)| file.starts_with("orders/"));
    let day = |(file, text): (&String, &String)| {
        let table = parse(text);
        let kind = table.get("kind")?.get_ref().as_str()?;
        let day = text.get(table.get("day")?.span())?;
        if effect_of(kind) == Some(Effect::ProlongsPairs) {
            return None;
        }
        Some((stem(file).to_owned(), day.to_owned()))
    };
    orders.filter_map(day).collect()
}

/// What stood in the orders under `number` and `date`: a program that goes on keeps it.
fn approvals(files: &BTreeMap<String, String>) -> BTreeMap<String, Vec<String>> {
    let orders = files.iter().filter(|(file, _)| file.starts_with("orders/"));
    let entries = |text: &str| {
        let table = parse(text);
        let source = |key: &str| Some(format!("{key} = {}", text.get(table.get(key)?.span())?));
        ["number", "date"].into_iter().filter_map(source).collect()
    };
    orders
        .map(|(file, text)| (stem(file).to_owned(), entries(text)))
        .collect()
}

/// Why a file has no place in the new year.
fn reason_to_leave(
    file: &str,
    table: &DeTable<'_>,
    gone: &Gone,
    effect_of: impl Fn(&str) -> Option<Effect>,
) -> Option<String> {
    if file.starts_with("pairings/") {
        let nobody = |people: &[&str]| {
            !people.is_empty() && people.iter().all(|p| gone.leavers.contains_key(*p))
        };
        let mentors = mentors_after(table);
        let mentors: Vec<&str> = mentors.iter().map(String::as_str).collect();
        let (mentors, mentees) = (nobody(&mentors), nobody(&strings(table, "mentees")));
        return match (mentors, mentees) {
            (true, true) => Some("в паре никого не осталось".to_owned()),
            (true, false) => Some("пара осталась без наставника".to_owned()),
            (false, true) => Some("пара осталась без наставляемого".to_owned()),
            (false, false) => None,
        };
    }
    let kind = table
        .get("kind")
        .and_then(|k| k.get_ref().as_str())
        .filter(|_| file.starts_with("orders/"))?;
    let pairs = strings(table, "pairings").join(", ");
    match effect_of(kind)? {
        Effect::ChangesMentors => Some(format!(
            "замена наставника – событие прошлого года; проверьте, кто теперь наставник: {pairs}"
        )),
        Effect::EndsPairs => Some(format!(
            "прекращение наставничества – событие прошлого года; если пары больше нет, удалите ее файл: {pairs}"
        )),
        Effect::ProlongsPairs => Some(format!(
            "продление наставничества – событие прошлого года; проверьте срок пары: {pairs}"
        )),
        Effect::FixesPairs | Effect::SumsUp => None,
    }
}

/// The words of a list; a key that is not there has none.
fn strings<'t>(table: &'t DeTable<'_>, key: &str) -> Vec<&'t str> {
    let Some(DeValue::Array(items)) = table.get(key).map(toml::Spanned::get_ref) else {
        return Vec::new();
    };
    items
        .iter()
        .filter_map(|item| item.get_ref().as_str())
        .collect()
}
