//! Puts the papers of a plan into an archive.

use std::path::Path;

use super::inventory;
use super::manifest::{FOLDER, FileEntry, INVENTORY, MANIFEST, Manifest, PaperEntry};
use crate::digest::sha256;
use crate::disk::{self, Ledger, State, Trouble};
use crate::make::standing;
use crate::packing::Packer;
use crate::plan::{Format, Plan, fault};

/// Endings of detached signatures, after the name of the file or in place of its ending.
const SIGNATURES: [&str; 3] = ["sig", "sgn", "p7s"];

/// A finished archive.
#[derive(Debug)]
pub struct Archived {
    pub zip: Vec<u8>,
    /// Without ending.
    pub file_name: String,
    pub papers: usize,
    /// With signatures.
    pub files: usize,
    /// Files that went in as they are, though a person changed them or their data are newer.
    pub remarked: Vec<(String, State)>,
}

/// Why there is no archive.
#[derive(Debug)]
pub enum NotArchived {
    /// Files that are not there, or are older than their data.
    NotReady(Vec<(String, State)>),
    /// No paper at all.
    Nothing,
    Disk(Trouble),
    /// A fault of the program, in its own words.
    Fault(String),
}

impl From<Trouble> for NotArchived {
    fn from(trouble: Trouble) -> Self {
        Self::Disk(trouble)
    }
}

/// Packs the files of every paper from the output folder. With `as_they_are` stale files go in too,
/// and missing ones are left out. The same files give the same bytes.
///
/// # Errors
/// See [`NotArchived`].
pub fn archive(
    plan: &Plan,
    folder: &Path,
    formats: &[Format],
    as_they_are: bool,
) -> Result<Archived, NotArchived> {
    let (Some(project), Some(edition)) = (plan.project(), plan.edition()) else {
        return Err(NotArchived::Nothing);
    };
    let ledger = Ledger::open(folder, "all")?;
    let standing = standing(plan, &ledger, formats);
    let not_ready: Vec<(String, State)> = standing
        .iter()
        .flat_map(|(_, files)| files)
        .filter(|(_, state)| matches!(state, State::New | State::Stale))
        .cloned()
        .collect();
    if !not_ready.is_empty() && !as_they_are {
        return Err(NotArchived::NotReady(not_ready));
    }
    let beside: Vec<String> = disk::files_in(folder)?
        .iter()
        .filter_map(|p| p.file_name())
        .map(|n| n.to_string_lossy().into_owned())
        .collect();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut papers = Vec::new();
    let mut remarked = Vec::new();
    for (paper, files) in standing {
        let mut entries = Vec::new();
        let mut add = |name: &str, state: &str| -> Result<(), Trouble> {
            let path = format!("{FOLDER}{name}");
            if parts.iter().all(|(known, _)| *known != path) {
                let bytes = disk::read(&folder.join(name))?;
                entries.push(FileEntry {
                    file: path.clone(),
                    size: bytes.len() as u64,
                    sha256: sha256(&bytes),
                    state: state.to_owned(),
                });
                parts.push((path, bytes));
            }
            Ok(())
        };
        for (file, state) in files.into_iter().filter(|(_, state)| *state != State::New) {
            add(&file, state.key())?;
            for signature in beside.iter().filter(|name| is_signature_of(name, &file)) {
                add(signature, "signature")?;
            }
            if matches!(state, State::Stale | State::ChangedByHand) {
                remarked.push((file, state));
            }
        }
        if let Some(requisites) = plan.requisites(paper).filter(|_| !entries.is_empty()) {
            papers.push(PaperEntry {
                requisites,
                data: plan.data_digest(paper),
                files: entries,
            });
        }
    }
    if papers.is_empty() {
        return Err(NotArchived::Nothing);
    }
    let organization = &project.organization;
    let school_year = organization.school_year.as_ref().map(|y| y.to_string());
    let mut manifest = Manifest {
        program: concat!("nastavnik ", env!("CARGO_PKG_VERSION")).to_owned(),
        organization: organization.full_name.value.clone(),
        school_year: school_year.clone(),
        papers,
        inventory: String::new(),
    };
    let inventory = inventory::write(&manifest, &edition.publishing);
    manifest.inventory = sha256(inventory.as_bytes());
    let file_name = edition.publishing.inventory.file_name.replace(
        "{school_year}",
        &school_year.unwrap_or_default().replace('/', "-"),
    );
    Ok(Archived {
        zip: zip(&manifest, &inventory, &parts).map_err(|why| NotArchived::Fault(fault(&why)))?,
        file_name: disk::file_name(&file_name),
        papers: manifest.papers.len(),
        files: parts.len(),
        remarked,
    })
}

/// «Приказ.pdf.sig», «Приказ.pdf.mentor.sig» and «Приказ.sig» of «Приказ.pdf».
fn is_signature_of(name: &str, file: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return false;
    };
    let whole = stem == file
        || stem
            .strip_prefix(file)
            .is_some_and(|rest| rest.starts_with('.'));
    let bare = file.rsplit_once('.').is_some_and(|(bare, _)| bare == stem);
    SIGNATURES.iter().any(|s| ending.eq_ignore_ascii_case(s)) && (whole || bare)
}

fn zip(
    manifest: &Manifest,
    inventory: &str,
    parts: &[(String, Vec<u8>)],
) -> Result<Vec<u8>, String> {
    let json = serde_json::to_string_pretty(manifest).map_err(|e| e.to_string())? + "\n";
    let mut packer = Packer::default();
    let own = [
        (MANIFEST, json.as_bytes()),
        (INVENTORY, inventory.as_bytes()),
    ];
    for (name, bytes) in own.into_iter().chain(
        parts
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
    ) {
        packer
            .add(name, bytes)
            .map_err(|e| format!("{name}: {e}"))?;
    }
    packer.finish().map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_known_by_their_names() {
        for name in [
            "Приказ.pdf.sig",
            "Приказ.pdf.mentor.sig",
            "Приказ.SIG",
            "Приказ.pdf.p7s",
        ] {
            assert!(is_signature_of(name, "Приказ.pdf"), "{name}");
        }
        for name in [
            "Приказ.pdf",
            "Приказ 2.pdf.sig",
            "Приказ.pdf.txt",
            "Приказ.docx.sig",
        ] {
            assert!(!is_signature_of(name, "Приказ.pdf"), "{name}");
        }
    }
}
