//! The files of a project as they lie in its folder.

use std::sync::Arc;

use crate::digest::digest;
use crate::problem::Source;
use crate::reader::decode::{Encoding, decode, with_plain_ends};
use chrono::NaiveDate;

/// A file as it lies on the disk.
#[derive(Debug, Clone)]
pub struct RawFile {
    /// Path to show: from the project folder, with `/`.
    pub name: String,
    /// Name from the project's folder, whatever the folder is called: `pairings/a.toml`.
    pub inside: String,
    /// File name without the ending.
    pub stem: String,
    pub bytes: Vec<u8>,
}

/// A file that is fetched when its turn comes, and again when it is needed again: a project has one
/// organization and may have thousands of pairings.
#[derive(Clone)]
pub struct LateFile {
    /// As in [`RawFile`].
    pub name: String,
    pub inside: String,
    pub stem: String,
    fetch: Arc<Fetch>,
}

/// The bytes of a file, or why the disk refused it, as a sentence.
type Fetch = dyn Fn() -> Result<Vec<u8>, String> + Send + Sync;

impl LateFile {
    pub fn new(
        (name, inside, stem): (String, String, String),
        fetch: impl Fn() -> Result<Vec<u8>, String> + Send + Sync + 'static,
    ) -> Self {
        Self {
            name,
            inside,
            stem,
            fetch: Arc::new(fetch),
        }
    }

    /// What lies on the disk now.
    ///
    /// # Errors
    /// Why the disk refuses it, as a sentence.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        (self.fetch)()
    }

    /// The fingerprint of what lies on the disk now.
    ///
    /// # Errors
    /// As [`Self::bytes`].
    pub fn fingerprint(&self) -> Result<String, String> {
        Ok(digest([self.bytes()?.as_slice()]))
    }

    /// The source with its text, if the file is still what it was.
    ///
    /// # Errors
    /// Why not, in Russian: the file is gone, or is not what it was.
    pub fn text_again(&self, known: &Source) -> Result<Source, String> {
        let source = Source::new(self.name.clone(), lines_and_encoding(&self.bytes()?).0)
            .inside(self.inside.clone());
        if source.fingerprint == known.fingerprint {
            Ok(Source {
                bytes_fingerprint: known.bytes_fingerprint.clone(),
                ..source
            })
        } else {
            Err("файл изменился, пока программа работала; повторите команду".to_owned())
        }
    }
}

impl From<RawFile> for LateFile {
    fn from(file: RawFile) -> Self {
        let names = (file.name, file.inside, file.stem);
        Self::new(names, move || Ok(file.bytes.clone()))
    }
}

impl std::fmt::Debug for LateFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LateFile")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// The files of one project.
#[derive(Debug, Clone, Default)]
pub struct Files {
    pub organization: Option<RawFile>,
    pub roadmap: Option<RawFile>,
    pub regulation: Option<RawFile>,
    /// Ready wording of the school's own.
    pub bank: Option<RawFile>,
    /// Sorted by name.
    pub pairings: Vec<LateFile>,
    /// Sorted by name.
    pub orders: Vec<RawFile>,
    /// Wording of the project's own, in place of the built-in.
    pub forms: Vec<RawFile>,
    pub shared: SharedEditions,
    /// The school's own look.
    pub style: Option<RawFile>,
    /// Coat of arms or emblem for the top of orders.
    pub emblem: Option<RawFile>,
    /// The contents of its font files.
    pub fonts: Vec<Vec<u8>>,
    /// What the folder holds and the program does not read, and what the disk refused: for the user
    /// to be told.
    pub remarks: Vec<FileRemark>,
    /// The day of reading; without it nothing is said of what is over.
    pub today: Option<NaiveDate>,
}

/// Editions that a computer has for every school on it.
#[derive(Debug, Clone, Default)]
pub struct SharedEditions {
    /// The folder as the user sees it; empty where the computer can have none.
    pub folder: String,
    /// Their wording files, by stems as `region/program`.
    pub files: Vec<RawFile>,
}

/// A file that lies in the project and is not read.
#[derive(Debug, Clone)]
pub enum FileRemark {
    /// The disk refused it; the reason is a sentence.
    Unreadable { name: String, reason: String },
    /// A font that no paper can be set in; the reason is a sentence.
    DamagedFont { name: String, reason: String },
    /// Its name or place is not one of a project's; the advice says which is.
    Overlooked { name: String, advice: String },
    /// A folder of a project under a name in other letters, which some systems read and this does
    /// not.
    Capital { name: String, meant: String },
    /// There is no such folder.
    NoFolder { name: String },
}

/// The text of a file with line ends of LF, and how it was encoded; `None` where it is no text.
pub(super) fn lines_and_encoding(bytes: &[u8]) -> (String, Option<Encoding>) {
    match decode(bytes) {
        Some((text, encoding)) => (with_plain_ends(&text).into_owned(), Some(encoding)),
        None => (String::new(), None),
    }
}

/// Whether Windows takes a name for a device: CON, PRN, AUX, NUL, COM1…9, LPT1…9, with any ending.
pub fn is_device_name(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim()
        .to_uppercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|n| n.chars().count() == 1 && "123456789¹²³".contains(n))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

/// What a file of a project that is there once is about, in words.
pub fn called(inside: &str) -> &str {
    match inside {
        "organization.toml" => "школа и сотрудники",
        "roadmap.toml" => "дорожная карта",
        "regulation.toml" => "положение",
        "bank.toml" => "банк формулировок школы",
        other => other,
    }
}
