//! The marks of files that were given out: those that the user has marked, and those that this program
//! has signed.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use super::files::{self, Trouble};
use super::names::key;
use crate::digest::digest;

/// Where they stand in `.nastavnik`.
pub(super) const ISSUED: &str = "issued.json";
/// The same once more, so that a list which is lost, emptied or brought back from an older copy is
/// known by it, and no mark is lost with it.
pub(super) const ISSUED_TOO: &str = "given-out.json";
/// Lies there as long as the user has not said that all is marked again.
pub(super) const LOST: &str = "marks-lost";

/// By the keys of their names.
pub(super) type Marks = BTreeMap<String, Mark>;

/// What was given out under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The name.
    pub(super) file: String,
    /// Fingerprint of the bytes that the user has marked.
    pub(super) issued: Option<String>,
    /// Length and fingerprint of the file as it was when this program signed it last. Who signs after
    /// that only appends to it.
    pub(super) signed: Option<(usize, String)>,
    /// The signatures that this program has put beside it: ending of the name after that of the file
    /// → fingerprint.
    pub(super) beside: BTreeMap<String, String>,
}

/// Before the length and fingerprint of what was signed.
const SIGNED: &str = "signed=";
/// Before the ending and fingerprint of a signature beside it.
const BESIDE: &str = "beside=";

impl Mark {
    /// Of nothing yet.
    pub(super) fn of(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            issued: None,
            signed: None,
            beside: BTreeMap::new(),
        }
    }

    fn read(file: &str, text: &str) -> Self {
        let mut out = Self::of(file);
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let signed = word.strip_prefix(SIGNED).and_then(|it| it.split_once(':'));
            let beside = word.strip_prefix(BESIDE).and_then(|it| it.rsplit_once(':'));
            if let Some((length, of)) = signed {
                out.signed = length.parse().ok().map(|length| (length, of.to_owned()));
            } else if let Some((ending, of)) = beside {
                out.beside.insert(ending.to_owned(), of.to_owned());
            } else {
                out.issued = Some(word.to_owned());
            }
        }
        out
    }

    /// Whether a line of the ledger is of the bytes that were given out.
    pub(super) fn is_of(&self, found: &str) -> bool {
        self.issued.as_deref() == Some(found)
            || (self.signed.as_ref()).is_some_and(|(_, signed)| signed == found)
    }

    /// Whether these are the bytes that were given out, with no more than further signatures in them.
    pub(super) fn holds(&self, bytes: &[u8]) -> bool {
        if self.has_signed(bytes) {
            return true;
        }
        let issued = self.issued.as_deref();
        issued.is_some_and(|issued| digest([bytes]) == issued)
    }

    /// Whether bytes begin with those that were signed.
    pub(super) fn has_signed(&self, bytes: &[u8]) -> bool {
        self.signed.as_ref().is_some_and(|(length, signed)| {
            let start = bytes.get(..*length);
            start.is_some_and(|start| digest([start]) == *signed)
        })
    }
}

/// As it stands in the lists.
impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let issued = self.issued.iter().cloned();
        let signed = self.signed.iter();
        let signed = signed.map(|(length, of)| format!("{SIGNED}{length}:{of}"));
        let beside = self.beside.iter();
        let beside = beside.map(|(ending, of)| format!("{BESIDE}{ending}:{of}"));
        let words: Vec<String> = issued.chain(signed).chain(beside).collect();
        f.write_str(&words.join(" "))
    }
}

/// One of the two lists; `None` where it is absent or damaged.
fn listed(inside: &Path, list: &str) -> Option<Marks> {
    let bytes = files::read(&inside.join(list)).ok()?;
    let marks: BTreeMap<String, String> = serde_json::from_str(&files::text_of(&bytes)).ok()?;
    let known = marks
        .into_iter()
        .map(|(name, of)| (key(&name), Mark::read(&name, &of)));
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
pub(super) fn write(inside: &Path, marks: &Marks) -> Result<(), Trouble> {
    files::create_folder(inside)?;
    let words: BTreeMap<&String, String> = marks
        .values()
        .map(|mark| (&mark.file, mark.to_string()))
        .collect();
    let json = serde_json::to_string_pretty(&words).unwrap_or_default() + "\n";
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
