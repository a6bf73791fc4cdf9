//! The marks of files that were given out: name → fingerprint of its bytes.

use std::collections::BTreeMap;
use std::path::Path;

use super::files::{self, Trouble};
use super::names::key;

/// Where they stand in `.nastavnik`.
pub(super) const ISSUED: &str = "issued.json";
/// Lies there as long as the user has not said that all is marked again.
pub(super) const LOST: &str = "marks-lost";

/// Reads the marks of a folder from its `.nastavnik`; none where they are absent or damaged.
pub(super) fn read(inside: &Path) -> BTreeMap<String, String> {
    let bytes = files::read(&inside.join(ISSUED)).unwrap_or_default();
    let marks: BTreeMap<String, String> =
        serde_json::from_str(&files::text_of(&bytes)).unwrap_or_default();
    marks
        .into_iter()
        .map(|(name, of)| (key(&name), of))
        .collect()
}

/// Whether the marks cannot be read; `None` if there are none.
pub(super) fn are_damaged(inside: &Path) -> Option<bool> {
    let bytes = files::read(&inside.join(ISSUED)).ok()?;
    let marks = serde_json::from_str::<BTreeMap<String, String>>(&files::text_of(&bytes));
    Some(marks.is_err())
}

/// Writes them.
///
/// # Errors
/// If that is not possible.
pub(super) fn write(inside: &Path, marks: &BTreeMap<String, String>) -> Result<(), Trouble> {
    files::create_folder(inside)?;
    let json = serde_json::to_string_pretty(marks).unwrap_or_default() + "\n";
    files::write_whole(&inside.join(ISSUED), json.as_bytes())
}

/// Whether the loss of marks was noted and not answered yet.
pub(super) fn is_loss_noted(inside: &Path) -> bool {
    inside.join(LOST).exists()
}

/// Notes that marks were lost.
///
/// # Errors
/// If that is not possible.
pub(super) fn note_loss(inside: &Path) -> Result<(), Trouble> {
    if is_loss_noted(inside) {
        return Ok(());
    }
    files::create_folder(inside)?;
    files::write_whole(&inside.join(LOST), b"")
}

/// Takes the note away.
///
/// # Errors
/// If that is not possible.
pub(super) fn forget_loss(inside: &Path) -> Result<(), Trouble> {
    if is_loss_noted(inside) {
        files::remove(&inside.join(LOST))?;
    }
    Ok(())
}
