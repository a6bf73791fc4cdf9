//! Waiting until nobody else writes to a folder, and what is done there besides making papers.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use crate::disk::{Busy, Hold, Ledger, State, Trouble, WHOLE, has_papers, hold};

/// Between two looks whether another run has ended.
const PAUSE: Duration = Duration::from_millis(100);

/// Called once, and then again and again, while another run writes to a folder; breaks to wait no
/// longer.
pub type Wait = fn(&Path, Busy, first: bool) -> ControlFlow<()>;

/// Waits for a folder; `None` if `wait` breaks.
pub(super) fn alone(folder: &Path, writer: &str, wait: Wait) -> Result<Option<Hold>, Trouble> {
    let mut first = true;
    loop {
        match hold(folder, writer)? {
            Ok(hold) => return Ok(Some(hold)),
            Err(busy) if wait(folder, busy, first).is_break() => return Ok(None),
            Err(_) => std::thread::sleep(PAUSE),
        }
        first = false;
    }
}

/// Does work on the files of a folder while no other run writes there; `None` if it was not waited
/// for. Where no papers were ever made, nobody else writes.
///
/// # Errors
/// If the system does not let the folder be taken.
pub fn while_alone<T>(
    folder: &Path,
    wait: Wait,
    work: impl FnOnce() -> T,
) -> Result<Option<T>, Trouble> {
    if !has_papers(folder) {
        return Ok(Some(work()));
    }
    let Some(_alone) = alone(folder, WHOLE, wait)? else {
        return Ok(None);
    };
    Ok(Some(work()))
}

/// Puts files of a folder, with the signatures beside them, away into `.nastavnik/old`; whether it
/// was not given up.
///
/// # Errors
/// If the system refuses: what was put away before stays so.
pub fn put_away(folder: &Path, files: &[String], wait: Wait) -> Result<bool, Trouble> {
    let Some(_alone) = alone(folder, WHOLE, wait)? else {
        return Ok(false);
    };
    let ledger = Ledger::open(folder, WHOLE)?;
    files.iter().try_for_each(|file| ledger.put_away(file))?;
    Ok(true)
}

/// What came of marking a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuing {
    Done,
    /// The mark that was to be taken away was not there.
    NotMarked,
    /// It is no paper that was made in its folder.
    Unknown,
    Interrupted,
}

/// Marks a file of an output folder as given out, or takes the mark away.
///
/// # Errors
/// If the file cannot be read or the mark not be written.
pub fn issue(path: &Path, is_issued: bool, wait: Wait) -> Result<Issuing, Trouble> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let ledger = Ledger::open(folder, WHOLE)?;
    let is_known = ledger.has(&name) || ledger.is_marked(&name);
    if !is_known && ledger.standing(&name, "").0 != State::Unknown {
        return Ok(Issuing::Unknown);
    }
    if !is_issued && !ledger.is_marked(&name) {
        return Ok(Issuing::NotMarked);
    }
    issue_all(folder, &[name], is_issued, wait)
}

/// The same for files that were made in a folder.
///
/// # Errors
/// As [`issue`]; no mark is then changed.
pub fn issue_all(
    folder: &Path,
    files: &[String],
    is_issued: bool,
    wait: Wait,
) -> Result<Issuing, Trouble> {
    let Some(_alone) = alone(folder, WHOLE, wait)? else {
        return Ok(Issuing::Interrupted);
    };
    Ledger::open(folder, WHOLE)?.issue(files, is_issued)?;
    Ok(Issuing::Done)
}

/// Takes the user's word that all files of a folder that were given out are marked. `NotMarked` where
/// the program has made nothing in it.
///
/// # Errors
/// If that cannot be written.
pub fn answer_lost_marks(folder: &Path, wait: Wait) -> Result<Issuing, Trouble> {
    let ledger = Ledger::open(folder, WHOLE)?;
    if ledger.is_lost() && !ledger.has_lost_marks() {
        return Ok(Issuing::NotMarked);
    }
    let answer = || Ledger::open(folder, WHOLE)?.answer_lost_marks();
    match while_alone(folder, wait, answer)? {
        Some(done) => done.map(|()| Issuing::Done),
        None => Ok(Issuing::Interrupted),
    }
}
