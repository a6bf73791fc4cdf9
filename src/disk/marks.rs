//! The marks of files that were given out: name → fingerprint of its bytes.

use std::collections::BTreeMap;
use std::path::Path;

use super::files::{self, Trouble};
use super::names::key;

/// Where they stand in `.nastavnik`.
pub(super) const ISSUED: &str = "issued.json";
/// The same once more, so that a list which is lost, emptied or brought back from an older copy is
/// known by it, and no mark is lost with it.
pub(super) const ISSUED_TOO: &str = "given-out.json";
/// Lies there as long as the user has not said that all is marked again.
pub(super) const LOST: &str = "marks-lost";

type Marks = BTreeMap<String, String>;

/// One of the two lists; `None` where it is absent or damaged.
fn listed(inside: &Path, list: &str) -> Option<Marks> {
    let bytes = files::read(&inside.join(list)).ok()?;
    let marks: Marks = serde_json::from_str(&files::text_of(&bytes)).ok()?;
    let known = marks.into_iter().map(|(name, of)| (key(&name), of));
    Some(known.collect())
}

/// Reads the marks of a folder from its `.nastavnik`: those of either list. None where both are absent
/// or damaged.
pub(super) fn read(inside: &Path) -> Marks {
    let lists = [ISSUED, ISSUED_TOO];
    let lists = lists.into_iter().filter_map(|list| listed(inside, list));
    lists.flatten().collect()
}

/// Whether the marks cannot be read, or the two lists of them do not say the same; `None` if there
/// are none.
pub(super) fn are_damaged(inside: &Path) -> Option<bool> {
    let again = listed(inside, ISSUED_TOO);
    let Some(marks) = listed(inside, ISSUED) else {
        let is_lost = again.is_some_and(|marks| !marks.is_empty());
        return (is_lost || inside.join(ISSUED).exists()).then_some(true);
    };
    Some(again.is_some_and(|again| again != marks))
}

/// Writes them.
///
/// # Errors
/// If that is not possible.
pub(super) fn write(inside: &Path, marks: &BTreeMap<String, String>) -> Result<(), Trouble> {
    files::create_folder(inside)?;
    let json = serde_json::to_string_pretty(marks).unwrap_or_default() + "\n";
    for list in [ISSUED_TOO, ISSUED] {
        files::write_whole(&inside.join(list), json.as_bytes())?;
    }
    Ok(())
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
