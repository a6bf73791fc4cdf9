//! A new school year: last year's project read, turned over and written into a folder of its own.

use std::collections::BTreeMap;
use std::path::Path;

use crate::disk::{
    Trouble, create_folder, create_whole, is_empty_folder, load, project_files, read_file,
    whole_path, write_new,
};
use crate::plan::Plan;
use crate::prepare::prepare;
use crate::reader::decode::{decode, with_plain_ends};
pub use crate::roll_over::{NewYear, Turn, YearRemark};
use crate::roll_over::{SchoolYear, keys_of, roll_over, school_year};
use crate::schema::{FOLDER, SchemaFile, schemas};

/// Files of a project by their paths in its folder.
#[derive(Debug, Default)]
struct Old {
    /// What is carried over as it is: wording, style, pictures, fonts.
    kept: BTreeMap<String, Vec<u8>>,
    /// What the roll-over reads and changes.
    texts: BTreeMap<String, String>,
}

/// A new year that was begun.
#[derive(Debug)]
pub struct Begun {
    pub new: NewYear,
    pub turn: Turn,
}

/// Why a new year was not begun. Nothing is then written.
#[derive(Debug)]
pub enum NotBegun {
    /// Last year's files have mistakes.
    Faulty(Box<Plan>),
    /// The new folder has something in it.
    NotEmpty,
    /// Last year's files do not name their year, and no other was asked for.
    NoYear,
    /// What was asked for cannot be; a sentence.
    Said(String),
    Trouble(Trouble),
}

impl From<Trouble> for NotBegun {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// Begins a new year in a folder that is empty or not there: the next, or the one that is named,
/// without those who leave.
///
/// # Errors
/// Why it was not begun.
pub fn begin_year(
    folder: &Path,
    to: &Path,
    year: Option<&str>,
    without: &[String],
) -> Result<Begun, NotBegun> {
    let plan = prepare(&load(folder));
    if plan.has_errors() {
        return Err(NotBegun::Faulty(Box::new(plan)));
    }
    if to.exists() && !is_empty_folder(to) {
        return Err(NotBegun::NotEmpty);
    }
    if is_inside(to, folder) {
        return Err(NotBegun::Said(
            "новая папка лежит внутри папки прежней школы: возьмите папку рядом с ней".to_owned(),
        ));
    }
    let old = read(folder)?;
    let turn = turn(&old, year)?;
    let without = keys_of(plan.staff(), without).map_err(NotBegun::Said)?;
    let effect_of = |kind: &str| plan.edition().and_then(|e| e.orders.effect(kind));
    let own = plan
        .edition()
        .map_or(&[][..], |edition| &edition.common.field);
    let mut new = roll_over(&old.texts, turn, &without, (own, effect_of)).map_err(|unknown| {
        let unknown = unknown.join("», «");
        NotBegun::Said(format!("в списке сотрудников нет ключа «{unknown}»"))
    })?;
    // The new folder does not have it, so nobody would miss it there.
    let unread = plan.problems.iter().filter(|it| it.code.is_of_unread());
    let unread = unread.filter_map(|problem| {
        let file = problem.named()?.to_owned();
        let is_carried = old.texts.contains_key(&file) || old.kept.contains_key(&file);
        (!is_carried).then(|| YearRemark {
            file,
            line: None,
            text: "не прочитано, потому и не перенесено; о нем говорит check прежней папки"
                .to_owned(),
        })
    });
    new.left_behind.extend(unread);
    let schemas = if folder.join(FOLDER).is_dir() {
        schemas(plan.edition())
    } else {
        Vec::new()
    };
    write(to, &old, &new, &schemas)?;
    Ok(Begun { new, turn })
}

/// Whether a folder, be it there or not, lies in another.
fn is_inside(inner: &Path, folder: &Path) -> bool {
    let whole = |path: &Path| {
        let is_here = path.as_os_str().is_empty();
        whole_path(if is_here { Path::new(".") } else { path }).ok()
    };
    let there = inner.ancestors().find_map(whole);
    there
        .zip(whole(folder))
        .is_some_and(|(there, folder)| there.starts_with(folder))
}

fn read(folder: &Path) -> Result<Old, Trouble> {
    let mut old = Old::default();
    for file in project_files(folder)? {
        let bytes = read_file(&file)?;
        let changes = matches!(
            file.name.as_str(),
            SCHOOL | "roadmap.toml" | "bank.toml" | "regulation.toml"
        ) || file.name.starts_with("pairings/")
            || file.name.starts_with("orders/");
        match decode(&bytes).filter(|_| changes) {
            Some((text, _)) => drop(old.texts.insert(file.name, of_lines(text))),
            None => drop(old.kept.insert(file.name, bytes)),
        }
    }
    Ok(old)
}

/// The text in lines that an edit knows: those of Unix and Windows stay, those of old Macintoshes and
/// the separators of Unicode are read as lines and so must be written as such.
fn of_lines(text: String) -> String {
    let has_lines = text.contains('\n') && !text.replace("\r\n", "").contains('\r');
    if has_lines {
        text
    } else {
        with_plain_ends(&text).into_owned()
    }
}

fn turn(old: &Old, year: Option<&str>) -> Result<Turn, NotBegun> {
    let wanted = |text: &str| {
        SchoolYear::parse(text).ok_or_else(|| {
            NotBegun::Said(format!(
                "параметр «--year»: «{text}» – не учебный год; пишите так: 2027/2028"
            ))
        })
    };
    let to = year.map(wanted).transpose()?;
    let (from, to) = match (school_year(&old.texts), to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (
            from,
            SchoolYear {
                start: from.start + 1,
            },
        ),
        (None, Some(to)) => (
            SchoolYear {
                start: to.start - 1,
            },
            to,
        ),
        (None, None) => {
            return Err(NotBegun::NoYear);
        }
    };
    if to.start <= from.start {
        return Err(NotBegun::Said(format!(
            "новый учебный год {to} должен быть позже прежнего {from}"
        )));
    }
    Ok(Turn { from, to })
}

/// Writes the new folder, whole or not at all. One that is there, and empty, is no school before its
/// last file is written.
fn write(folder: &Path, old: &Old, new: &NewYear, schemas: &[SchemaFile]) -> Result<(), Trouble> {
    if folder.exists() {
        fill(folder, old, new, schemas)
    } else {
        create_whole(folder, |begun| fill(begun, old, new, schemas))
    }
}

fn fill(folder: &Path, old: &Old, new: &NewYear, schemas: &[SchemaFile]) -> Result<(), Trouble> {
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        path.parent().map_or(Ok(()), create_folder)?;
        write_new(&path, bytes)
    };
    old.kept
        .iter()
        .try_for_each(|(name, bytes)| put(name, bytes))?;
    schemas
        .iter()
        .try_for_each(|schema| put(&format!("{FOLDER}/{}", schema.name), schema.text.as_bytes()))?;
    let (school, others): (Vec<_>, Vec<_>) =
        new.files.iter().partition(|(name, _)| *name == SCHOOL);
    others
        .into_iter()
        .chain(school)
        .try_for_each(|(name, text)| put(name, text.as_bytes()))
}

/// The file that makes a folder a school.
const SCHOOL: &str = "organization.toml";
