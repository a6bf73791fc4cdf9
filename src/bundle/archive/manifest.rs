//! What an archive says of itself, for programs: `manifest.json`.

use serde::{Deserialize, Serialize};

use crate::digest::sha256;
use crate::plan::Requisites;

/// Names of the parts that are not papers.
pub(super) const MANIFEST: &str = "manifest.json";
pub(crate) const INVENTORY: &str = "Опись.txt";
/// Where the papers lie.
pub(super) const FOLDER: &str = "documents/";
/// The state of a file that is a signature of another.
pub(super) const SIGNATURE: &str = "signature";

/// Why a file cannot be looked through as an archive of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAnArchive {
    NotZip,
    /// It has no list of its files, or one that cannot be read.
    NoList,
    /// The list tells of more bytes than any archive of a school has, or of names outside it.
    BadList,
    /// It was packed again in a way that not every program reads.
    OtherPacking,
    /// A password is needed.
    Locked,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Name and version of the program that made the archive.
    pub program: String,
    pub organization: String,
    pub school_year: Option<String>,
    pub papers: Vec<PaperEntry>,
    /// SHA-256 of the list for people.
    pub inventory: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PaperEntry {
    #[serde(flatten)]
    pub requisites: Requisites,
    /// SHA-256 of the data, as the QR code of the paper says it.
    pub data: String,
    pub files: Vec<FileEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileEntry {
    /// Path inside the archive.
    pub file: String,
    /// Bytes.
    pub size: u64,
    pub sha256: String,
    /// `fresh`, `stale`, `changed` by a person, `signed`, or `signature`.
    pub state: String,
}

/// The checksum of a list for programs, which the list for people bears; what either says of the other
/// is left out.
pub(super) fn digest_of(mut manifest: serde_json::Value) -> String {
    if let Some(list) = manifest.as_object_mut() {
        list.remove("inventory");
    }
    sha256(manifest.to_string().as_bytes())
}
