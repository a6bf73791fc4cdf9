//! Finished papers handed over: one as bytes, several in one archive.

use std::path::Path;
use std::sync::OnceLock;

use super::disk;
use super::make::{Format, bytes, fault};
use super::plan::{Paper, Plan};
use super::typesetter::Typesetter;
use crate::packing::Packer;

/// A paper in one format, in memory, as the files of the output folder are made.
///
/// # Errors
/// Why not, in Russian.
pub fn paper_bytes(plan: &Plan, paper: &Paper, format: Format) -> Result<Vec<u8>, String> {
    let document = plan.document(paper)?;
    bytes(
        &document,
        format,
        &Typesetter::new(&plan.look, &OnceLock::new(), 1),
    )
    .map(|(bytes, _)| bytes)
    .map_err(|why| fault(&why))
}

/// Files in one archive, each under its own name without folders.
///
/// # Errors
/// Why not, in Russian: the disk refused a file, or the archive cannot be packed.
pub fn bundle<'p>(files: impl Iterator<Item = &'p Path>) -> Result<Vec<u8>, String> {
    let mut packer = Packer::default();
    for path in files {
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let contents = disk::read(path).map_err(|trouble| trouble.to_string())?;
        packer
            .add(&name, &contents)
            .map_err(|e| fault(&e.to_string()))?;
    }
    packer.finish().map_err(|e| fault(&e.to_string()))
}
