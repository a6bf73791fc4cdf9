//! One writer at a time for an output folder, so that two runs never write over each other. The
//! system lets go of what a dead process held.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::Path;

use super::files::{self, Trouble};
use super::places::{FOLDER, WHOLE};

const LOCK: &str = "lock";
const SAVING: &str = "saving";

/// Held as long as a folder is written to.
#[derive(Debug)]
pub(crate) struct Hold {
    _files: Vec<File>,
}

/// Who else writes to the folder, where that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy {
    pub process: Option<u32>,
}

/// Takes a folder for a writer. Shards of one run share it, each as one writer; a run for the whole
/// has it alone.
///
/// # Errors
/// If the system does not let the lock be made.
pub(crate) fn hold(folder: &Path, writer: &str) -> Result<Result<Hold, Busy>, Trouble> {
    let inside = folder.join(FOLDER);
    files::create_folder(&inside)?;
    let mut held = Vec::new();
    let own = format!("{LOCK}-{writer}");
    let wanted = if writer == WHOLE {
        vec![(LOCK, false)]
    } else {
        vec![(LOCK, true), (own.as_str(), false)]
    };
    for (name, is_shared) in wanted {
        let path = inside.join(name);
        let mut file = lock_file(&path)?;
        let locked = if is_shared {
            file.try_lock_shared()
        } else {
            file.try_lock()
        };
        match locked {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let _ = file.read_to_string(&mut text);
                let process = text.trim().parse().ok();
                return Ok(Err(Busy { process }));
            }
            // Some network disks know no locks: there all is as it was without them.
            Err(TryLockError::Error(_)) => continue,
        }
        let _ = file.set_len(0);
        if !is_shared {
            let _ = file.write_all(std::process::id().to_string().as_bytes());
        }
        held.push(file);
    }
    Ok(Ok(Hold { _files: held }))
}

/// Whether papers were ever made in a folder, so that other runs may write there.
pub(crate) fn has_papers(folder: &Path) -> bool {
    folder.join(FOLDER).is_dir()
}

/// Takes the description of a school for the moment in which files of it are saved, after those of
/// this program who have it now, so that none saves over what another has just saved.
///
/// # Errors
/// If the system does not let the lock be made.
pub(crate) fn hold_to_save(folder: &Path) -> Result<Hold, Trouble> {
    let inside = folder.join(FOLDER);
    files::create_folder(&inside)?;
    let file = lock_file(&inside.join(SAVING))?;
    // Some network disks know no locks: there all is as it was without them.
    let held = file.lock().is_ok();
    Ok(Hold {
        _files: held.then_some(file).into_iter().collect(),
    })
}

fn lock_file(path: &Path) -> Result<File, Trouble> {
    let mut options = OpenOptions::new();
    let options = options.create(true).truncate(false).read(true).write(true);
    options.open(path).map_err(|e| Trouble::new(path, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_run_for_the_whole_or_several_shards() {
        let folder = tempfile::tempdir().unwrap();
        let take = |writer: &str| hold(folder.path(), writer).unwrap();
        let whole = take(WHOLE).unwrap();
        assert!(take(WHOLE).is_err() && take("1-of-2").is_err());
        drop(whole);
        let (first, second) = (take("1-of-2").unwrap(), take("2-of-2").unwrap());
        assert!(take("1-of-2").is_err() && take(WHOLE).is_err());
        drop((first, second));
        assert!(take(WHOLE).is_ok());
    }
}
