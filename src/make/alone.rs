//! Waiting until nobody else writes to a folder, and what is done there besides making papers.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::seal::ledger;
use crate::disk::{
    Busy, Hold, Ledger, PRINTED, State, Trouble, WHOLE, has_papers, hold, read, whole_path,
};

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
    let ledger = ledger(folder, WHOLE)?;
    files.iter().try_for_each(|file| ledger.put_away(file))?;
    Ok(true)
}

/// What came of marking a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Issuing {
    Done,
    /// It is marked, and is not what the program made: a person changed it, or it is damaged.
    Changed,
    /// The mark that was to be taken away was not there.
    NotMarked,
    /// It is no paper that was made in its folder.
    Unknown,
    /// All papers in one, for the printer: the next print replaces it.
    Printed,
    /// It is a copy of this file, which is the one that the program would replace.
    CopyOf(PathBuf),
    Interrupted,
}

/// Marks a file of an output folder as given out, or takes the mark away.
///
/// # Errors
/// If the file cannot be read or the mark not be written.
pub fn issue(path: &Path, is_issued: bool, wait: Wait) -> Result<Issuing, Trouble> {
    let folder = folder_of(path);
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let ledger = ledger(folder, WHOLE)?;
    let is_known = ledger.has(&name) || ledger.is_marked(&name);
    if is_issued && name == PRINTED {
        return Ok(Issuing::Printed);
    }
    if let Some(own) = copied_from(path, &ledger, &name).filter(|_| is_issued && !is_known) {
        return Ok(Issuing::CopyOf(own));
    }
    if !is_known && ledger.standing(&name, "").0 != State::Unknown {
        return Ok(Issuing::Unknown);
    }
    if !is_issued && !ledger.is_issued(&name) && !ledger.has_lost(&name) {
        return Ok(Issuing::NotMarked);
    }
    let is_changed = is_issued && ledger.standing(&name, "").0 == State::ChangedByHand;
    let done = issue_all(folder, &[name], is_issued, wait)?;
    Ok(match done {
        Issuing::Done if is_changed => Issuing::Changed,
        other => other,
    })
}

/// Remembers that a paper of an output folder was signed by this program, inside or by a signature
/// beside it, so that it is missed when it is gone. The folder is held already.
///
/// # Errors
/// If that cannot be written.
pub fn note_signed(path: &Path, signature: Option<&Path>) -> Result<(), Trouble> {
    let name = |path: &Path| path.file_name().map(|it| it.to_string_lossy().into_owned());
    let folder = folder_of(path);
    let Some(file) = name(path).filter(|_| has_papers(folder)) else {
        return Ok(());
    };
    let mut ledger = Ledger::open(folder, WHOLE)?;
    if !ledger.has(&file) && !ledger.is_marked(&file) {
        return Ok(());
    }
    ledger.note_signed(&file, signature.and_then(name).as_deref())
}

/// Folders above a copy in which its school may lie: `school/out/copies/of the year/paper.pdf`.
const FOLDERS_UP: usize = 4;

/// The paper of an output folder that a file is a copy of: beside it, or in that of the school around.
fn copied_from(path: &Path, ledger: &Ledger, name: &str) -> Option<PathBuf> {
    let folder = folder_of(path);
    if let Some((own, is_there)) = ledger.copied_from(name) {
        return is_there.then(|| folder.join(own));
    }
    let whole = whole_path(path).ok()?;
    let bytes = read(path).ok()?;
    let above = whole.ancestors().skip(1).take(FOLDERS_UP);
    let outs = above.flat_map(|folder| [folder.to_owned(), folder.join("out")]);
    let outs = outs.filter(|out| Some(out.as_path()) != whole.parent() && has_papers(out));
    outs.into_iter().find_map(|out| {
        let known = Ledger::open(&out, WHOLE).ok()?;
        Some(out.join(known.made_of(&bytes)?))
    })
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
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
    ledger(folder, WHOLE)?.issue(files, is_issued)?;
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
