//! Puts the papers of a plan into an archive.

use std::path::Path;

use super::inventory;
use super::manifest::{FOLDER, FileEntry, INVENTORY, MANIFEST, Manifest, PaperEntry, SIGNATURE};
use crate::digest::sha256;
use crate::disk::{self, Ledger, State, Trouble, WHOLE};
use crate::make::{Comparisons, FileState, Seal, ledger, seal, standing, unplanned};
use crate::packing::Packer;
use crate::plan::{Difference, Format, Paper, Plan, Requisites, fault};

/// A finished archive.
#[derive(Debug)]
pub struct Archived {
    pub zip: Vec<u8>,
    /// Without ending.
    pub file_name: String,
    pub papers: usize,
    /// With signatures.
    pub files: usize,
    /// Files that went in as they are, though there is something to say of them, and those that were
    /// given out and are missing.
    pub remarked: Vec<Remarked>,
}

/// What there is to say of a file that went in.
#[derive(Debug)]
pub struct Remarked {
    pub file: String,
    /// A person changed it, or its data are newer; or it is signed or issued.
    pub state: State,
    /// What it says otherwise than the description.
    pub differs: Option<Difference>,
    /// Of a signed one.
    pub seal: Seal,
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
    let ledger = ledger(folder, WHOLE)?;
    let standing = standing(plan, &ledger, formats, &Comparisons::default());
    let unplanned = unplanned(plan, &ledger);
    let not_ready: Vec<(String, State)> = standing
        .iter()
        .flat_map(|(_, files)| files)
        .chain(&unplanned)
        .filter(|it| matches!(it.state, State::New | State::Stale) || it.state.has_gone())
        .map(|it| (it.file.clone(), it.state))
        .collect();
    if !not_ready.is_empty() && !as_they_are {
        return Err(NotArchived::NotReady(not_ready));
    }
    // What has been given out, or may have been, goes in, though the description has no such paper any more.
    let given_out = unplanned
        .into_iter()
        .filter(|it| it.state.is_given_out() || it.state == State::Unknown)
        .map(|it| (None, vec![it]));
    let planned = standing
        .into_iter()
        .map(|(paper, files)| (Some(paper), files));
    let mut gathered = Gathered::from(folder, &ledger)?;
    for (paper, files) in planned.chain(given_out) {
        gathered.paper(plan, paper, files)?;
    }
    let Gathered {
        parts,
        papers,
        remarked,
        ..
    } = gathered;
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

/// What goes into the archive.
struct Gathered<'f> {
    folder: &'f Path,
    ledger: &'f Ledger,
    /// Names of all files of the folder.
    beside: Vec<String>,
    parts: Vec<(String, Vec<u8>)>,
    papers: Vec<PaperEntry>,
    remarked: Vec<Remarked>,
}

impl<'f> Gathered<'f> {
    fn from(folder: &'f Path, ledger: &'f Ledger) -> Result<Self, Trouble> {
        let names = disk::files_in(folder)?;
        let names = names.iter().filter_map(|path| path.file_name());
        Ok(Self {
            folder,
            ledger,
            beside: names.map(|n| n.to_string_lossy().into_owned()).collect(),
            parts: Vec::new(),
            papers: Vec::new(),
            remarked: Vec::new(),
        })
    }

    /// Takes the files of a paper with the signatures beside them; `paper` is `None` for one that the
    /// description does not have any more.
    fn paper(
        &mut self,
        plan: &Plan,
        paper: Option<&Paper>,
        files: Vec<FileState>,
    ) -> Result<(), Trouble> {
        let stem = files.first().map(|it| stem(&it.file)).unwrap_or_default();
        let mut entries = Vec::new();
        for it in files.into_iter().filter(|it| it.state != State::New) {
            let is_there = self.beside.contains(&it.file);
            match it.state {
                State::Missing | State::SignedMissing if !is_there => {
                    self.remark(it, Seal::Holds);
                }
                // It is the one that was given out that is kept.
                State::Held if !is_there => {}
                _ => self.file(it, &mut entries)?,
            }
        }
        let requisites = match paper {
            Some(paper) => plan.requisites(paper),
            None => Some(Requisites {
                kind: stem,
                number: None,
                date: None,
                by_order: false,
            }),
        };
        if let Some(requisites) = requisites.filter(|_| !entries.is_empty()) {
            self.papers.push(PaperEntry {
                requisites,
                data: paper.map(|it| plan.data_digest(it)).unwrap_or_default(),
                files: entries,
            });
        }
        Ok(())
    }

    fn file(&mut self, mut it: FileState, entries: &mut Vec<FileEntry>) -> Result<(), Trouble> {
        // What is kept for years is not judged by its length and time of change.
        let is_taken_for_own = matches!(it.state, State::Fresh | State::Issued);
        // What was given out is not what lies under its name, and goes in as it is.
        if matches!(it.state, State::Missing | State::SignedMissing) {
            it.state = State::ChangedByHand;
        }
        if is_taken_for_own
            && self
                .ledger
                .is_strange(&it.file, &disk::read(&self.folder.join(&it.file))?)
        {
            it.state = State::ChangedByHand;
        }
        let bytes = self.add(&it.file, it.state.key(), entries)?;
        let names: Vec<String> = self.ledger.signatures_of(&it.file).cloned().collect();
        let mut signatures = Vec::new();
        for name in names {
            signatures.push(self.add(&name, SIGNATURE, entries)?);
        }
        let seal = if it.state == State::Signed {
            seal(&bytes, &signatures)
        } else {
            Seal::Holds
        };
        let is_plain = !matches!(it.state, State::Stale | State::ChangedByHand);
        if !is_plain || it.differs.is_some() || seal != Seal::Holds {
            self.remark(it, seal);
        }
        Ok(())
    }

    fn remark(&mut self, it: FileState, seal: Seal) {
        self.remarked.push(Remarked {
            file: it.file,
            state: it.state,
            differs: it.differs,
            seal,
        });
    }

    /// Takes a file, once; gives its bytes.
    fn add(
        &mut self,
        name: &str,
        state: &str,
        entries: &mut Vec<FileEntry>,
    ) -> Result<Vec<u8>, Trouble> {
        let bytes = disk::read(&self.folder.join(name))?;
        let path = format!("{FOLDER}{name}");
        if self.parts.iter().all(|(known, _)| *known != path) {
            entries.push(FileEntry {
                file: path.clone(),
                size: bytes.len() as u64,
                sha256: sha256(&bytes),
                state: state.to_owned(),
            });
            self.parts.push((path, bytes.clone()));
        }
        Ok(bytes)
    }
}

fn stem(file: &str) -> String {
    file.rsplit_once('.')
        .map_or(file, |(stem, _)| stem)
        .to_owned()
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
