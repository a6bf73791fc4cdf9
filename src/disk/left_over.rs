//! What replaced files and runs that were killed leave in `.nastavnik`.
#![expect(
    clippy::disallowed_methods,
    reason = "the edge: files are touched here"
)]

use std::path::{Path, PathBuf};

use super::entry::seen;
use super::files::{self, Trouble};

/// Where replaced files go.
const OLD: &str = "old";

/// A free name for a file that is put away, with the time.
///
/// # Errors
/// If the folder for such files cannot be made.
pub(super) fn place_in_old(inside: &Path, name: &str) -> Result<PathBuf, Trouble> {
    let folder = inside.join(OLD);
    files::create_folder(&folder)?;
    let time = chrono::Local::now().format("%Y-%m-%d %H-%M-%S");
    let mut kept = folder.join(format!("{time} {name}"));
    let mut n = 1;
    while kept.exists() {
        n += 1;
        kept = folder.join(format!("{time} ({n}) {name}"));
    }
    Ok(kept)
}

/// A temporary file this much older than the ledger was left by a run that was killed.
const LEFT_OVER: u128 = 600 * 1_000_000_000;

/// Removes what runs that were killed were writing.
pub(super) fn remove(inside: &Path, ledger: &Path) {
    let Some((_, now)) = seen(ledger) else {
        return;
    };
    let Ok(entries) = std::fs::read_dir(inside) else {
        return;
    };
    for path in entries.flatten().map(|e| e.path()) {
        let temporary = path
            .file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with(files::TEMPORARY));
        if temporary && seen(&path).is_some_and(|(_, time)| time + LEFT_OVER < now) {
            let _ = std::fs::remove_file(path);
        }
    }
}
