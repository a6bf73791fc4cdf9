//! Files that a user names for a command to write, and what may lie there already.

use std::io::Cursor;
use std::path::Path;

use super::files::{Trouble, read, write_whole};
use super::ledger::Ledger;
use super::own::{is_own, part};
use super::places::{FOLDER, PRINTED};

/// The part of a workbook that names its sheets.
const SHEETS: &str = "xl/workbook.xml";

/// What is written under a name of the user's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// Papers to print, in one PDF.
    Print,
    /// The workbook of a school, which has a sheet of this name.
    Workbook(&'static str),
    /// The archive of a year; its list is the part of this name.
    Archive(&'static str),
}

impl Written {
    fn ending(self) -> &'static str {
        match self {
            Self::Print => "pdf",
            Self::Workbook(_) => "xlsx",
            Self::Archive(_) => "zip",
        }
    }

    /// Whether a file that lies there is an earlier one of the kind.
    fn is_earlier(self, path: &Path, bytes: &[u8]) -> bool {
        match self {
            Self::Print => {
                let name = path.file_name().unwrap_or_default();
                let folder = path.parent().unwrap_or(Path::new(""));
                let is_paper = || Ledger::is_kept_in(folder);
                bytes.starts_with(b"%PDF") && is_own(bytes) && (name == PRINTED || !is_paper())
            }
            Self::Workbook(sheet) => zip::ZipArchive::new(Cursor::new(bytes))
                .ok()
                .and_then(|mut zip| part(&mut zip, SHEETS))
                .is_some_and(|sheets| sheets.contains(&format!("name=\"{sheet}\""))),
            Self::Archive(list) => zip::ZipArchive::new(Cursor::new(bytes))
                .is_ok_and(|zip| zip.index_for_name(list).is_some()),
        }
    }
}

impl Ledger {
    /// Whether a folder is one that papers are made in.
    fn is_kept_in(folder: &Path) -> bool {
        folder.join(FOLDER).is_dir()
    }
}

/// Writes a file over an earlier one of its kind, or where none is.
///
/// # Errors
/// If the name has another ending, something else lies there, or the system refuses.
pub(crate) fn write_over(path: &Path, bytes: &[u8], what: Written) -> Result<(), Trouble> {
    match read(path) {
        Ok(old) if !what.is_earlier(path, &old) => Err(Trouble::not_replaced(path)),
        Err(trouble) if !trouble.is_missing() => Err(trouble),
        Ok(_) | Err(_) => {
            must_end(path, what)?;
            write_whole(path, bytes)
        }
    }
}

/// That a name ends as files of the kind do: under another ending nobody could open them.
///
/// # Errors
/// If it does not.
pub(crate) fn must_end(path: &Path, what: Written) -> Result<(), Trouble> {
    let ends = path
        .extension()
        .is_some_and(|own| own.eq_ignore_ascii_case(what.ending()));
    if ends {
        Ok(())
    } else {
        Err(Trouble::wrong_ending(path, what.ending()))
    }
}
