//! An event of the year brought to a project: what it would change and make, by when its papers are
//! to be handed over, and the way back.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::history::{self, Rewritten};
use super::workbook::with_new_mistakes;
use crate::disk::{self, Trouble, load};
use crate::edit::{Event, Happening, Imported, Why, turned};
use crate::edition::Edition;
use crate::plan::Plan;
use crate::prepare::{last_day_of_notice, prepare, working_day_by};
use crate::problem::{Code, Problem};

/// What an event would do.
#[derive(Debug)]
pub struct Foreseen {
    pub words: String,
    pub imported: Imported,
    /// Names of the papers that come with it, without ending.
    pub papers: Vec<String>,
    pub deadlines: Vec<Deadline>,
}

/// Something to be done by a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    pub what: String,
    pub until: NaiveDate,
    /// Otherwise the moved days off of its year are not known.
    pub sure: bool,
}

/// What an event would change in the project of a folder. Nothing is written.
///
/// # Errors
/// Why it cannot be, in Russian.
pub fn foresee(folder: &Path, event: &Event) -> Result<Foreseen, String> {
    let files = load(folder);
    let before = prepare(&files);
    if before.has_errors() {
        return Err(
            "в описании школы есть ошибки: сначала исправьте их, их покажет nastavnik check"
                .to_owned(),
        );
    }
    let fallback = Edition::built_in(false);
    let edition = before.edition().unwrap_or(&fallback);
    let turned = turned(&files, edition, event)?;
    let mut imported = with_new_mistakes(turned.imported, &files, folder);
    let after = prepare(&imported.after(&files, &folder.display().to_string()));
    imported.take_problems(&new_remarks(&before, &after), &after.sources);
    let papers = (after.papers.iter().map(|paper| &paper.file_name))
        .filter(|name| !has(&before, name))
        .cloned()
        .collect();
    Ok(Foreseen {
        words: turned.words,
        imported,
        papers,
        deadlines: deadlines(event, turned.goes_on_from),
    })
}

/// What will be remarked of the project that is not remarked of it now: the event tells of it itself,
/// not a check some time after it.
fn new_remarks(before: &Plan, after: &Plan) -> Vec<Problem> {
    let mut known: Vec<(Code, String)> = before.problems.iter().map(told).collect();
    let mut is_new = |problem: &&Problem| {
        let at = known.iter().position(|it| *it == told(problem));
        let is_new = at.map(|at| known.swap_remove(at)).is_none();
        // A pair that is not read may be the one that is added.
        (is_new || problem.code.is_of_unread()) && !problem.is_error()
    };
    after.problems.iter().filter(&mut is_new).cloned().collect()
}

fn told(problem: &Problem) -> (Code, String) {
    (problem.code, problem.text().into_owned())
}

fn has(plan: &Plan, name: &str) -> bool {
    plan.papers.iter().any(|paper| paper.file_name == name)
}

/// By when the papers of an event are to be with whom they are for.
fn deadlines(event: &Event, goes_on_from: Option<NaiveDate>) -> Vec<Deadline> {
    let by = |what: &str, until: NaiveDate| Deadline {
        what: what.to_owned(),
        until: working_day_by(until),
        sure: true,
    };
    let noticed = |why: &Why, day: NaiveDate| {
        let (until, sure) = last_day_of_notice(day);
        let what = match why {
            Why::Refusal(_) => {
                "наставник подает отказ (статья 351.8: не менее чем за три рабочих дня)"
            }
            Why::Unsaid | Why::Notice(_) => {
                "наставнику вручают уведомление об отмене или он подает отказ (статья 351.8: не менее чем за три рабочих дня)"
            }
        };
        Deadline {
            sure,
            ..by(what, until)
        }
    };
    // The order names the consent among its grounds.
    let consent = |what: &str, day: NaiveDate| {
        let before = day.pred_opt().unwrap_or(day);
        by(what, event.date.map_or(before, |date| date.min(before)))
    };
    let new = |day: NaiveDate| {
        [
            consent("новый наставник дает письменное согласие (до приказа)", day),
            by(
                "с новым наставником заключают дополнительное соглашение",
                day,
            ),
        ]
    };
    let read = |day| {
        by(
            "с приказом знакомят под подпись всех, кого он касается",
            day,
        )
    };
    match &event.happening {
        Happening::ReplaceMentor { day, why, .. } => {
            let mut out = vec![noticed(why, *day)];
            out.extend(new(*day));
            out.push(read(*day));
            out
        }
        Happening::End { day, why, .. } => vec![noticed(why, *day), read(*day)],
        Happening::AddPair { from, .. } => {
            let mut out = Vec::from(new(*from));
            out.push(read(*from));
            out
        }
        Happening::Prolong { .. } => goes_on_from.map_or_else(Vec::new, |day| {
            vec![
                consent(
                    "наставник дает письменное согласие на новый срок (до приказа)",
                    day,
                ),
                by(
                    "с наставником заключают дополнительное соглашение на новый срок",
                    day,
                ),
                read(day),
            ]
        }),
    }
}

/// Where events are noted down, so that the last can be taken back.
const EVENTS: &str = ".nastavnik/events";
const NOTE: &str = "note.json";
/// More events than a school has.
const MOST: usize = 10_000;

/// What an event did.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Done {
    pub words: String,
    /// Names of the papers that came with it, without ending.
    pub papers: Vec<String>,
    files: Vec<DoneFile>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct DoneFile {
    name: String,
    /// `None` for a file that the event made.
    before: Option<Vec<u8>>,
    after: Option<Vec<u8>>,
}

/// Writes what an event changes, all or nothing, and notes it down.
///
/// # Errors
/// If a file cannot be written.
pub fn carry_out(foreseen: &Foreseen, folder: &Path) -> Result<(), Trouble> {
    let imported = &foreseen.imported;
    history::write_named(imported, folder, &foreseen.words)?;
    let files = imported.files.iter().map(|(name, after)| DoneFile {
        name: name.clone(),
        before: imported.before.get(name).map(|bytes| bytes.to_vec()),
        after: after.clone(),
    });
    let done = Done {
        words: foreseen.words.clone(),
        papers: foreseen.papers.clone(),
        files: files.collect(),
    };
    let events = folder.join(EVENTS);
    let number = notes(folder).len() + 1;
    let own = (number..number + MOST)
        .map(|n| events.join(format!("{n:04}")))
        .find(|path| !path.exists())
        .unwrap_or_else(|| events.join("0001"));
    disk::create_folder(&own)?;
    let note = serde_json::to_string(&done).unwrap_or_default();
    disk::write_whole(&own.join(NOTE), note.as_bytes())
}

/// Notes of events that were not taken back, the last one last.
fn notes(folder: &Path) -> Vec<PathBuf> {
    let folders = disk::folders_in(&folder.join(EVENTS)).unwrap_or_default();
    let mut notes: Vec<PathBuf> = folders.into_iter().map(|own| own.join(NOTE)).collect();
    notes.retain(|note| note.is_file());
    notes.sort();
    notes
}

/// The last event, if there is one to take back.
pub fn last_event(folder: &Path) -> Option<Done> {
    let note = notes(folder).pop()?;
    serde_json::from_slice(&disk::read(&note).ok()?).ok()
}

/// Why an event cannot be taken back.
#[derive(Debug)]
pub enum Kept {
    /// A file was changed since.
    Changed(String),
    Trouble(Trouble),
}

/// A file that somebody has changed since an event, which therefore stays.
pub fn changed_since(done: &Done, folder: &Path) -> Option<String> {
    let is_other = |file: &&DoneFile| disk::read(&folder.join(&file.name)).ok() != file.after;
    done.files
        .iter()
        .find(is_other)
        .map(|file| file.name.clone())
}

/// Puts the files back as they were before the last event, all or none.
///
/// # Errors
/// If one was changed since, or cannot be written.
pub fn take_back(done: &Done, folder: &Path) -> Result<(), Kept> {
    if let Some(file) = changed_since(done, folder) {
        return Err(Kept::Changed(file));
    }
    let changes: Vec<Rewritten> = (done.files.iter())
        .map(|file| (file.name.clone(), file.after.clone(), file.before.clone()))
        .collect();
    let what = format!("отменено: {}", done.words);
    history::write_change(folder, &what, &changes).map_err(Kept::Trouble)?;
    let last = notes(folder).pop();
    last.map_or(Ok(()), |note| disk::remove(&note))
        .map_err(Kept::Trouble)
}
