//! Finished files handed over together.

use std::path::Path;

use crate::disk;
use crate::make::paper_bytes;
use crate::packing::Packer;
use crate::plan::{Format, Plan, fault};

/// Files in one archive, each under its own name without folders.
///
/// # Errors
/// Why not, in Russian: the disk refused a file, or the archive cannot be packed.
pub fn bundle<'p>(files: impl Iterator<Item = &'p Path>) -> Result<Vec<u8>, String> {
    pack(files.map(|path| {
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let contents = disk::read(path).map_err(|trouble| trouble.to_string())?;
        Ok((name, contents))
    }))
}

/// Every paper of a plan in these formats, in one archive; nothing is written to the disk.
///
/// # Errors
/// Why not, in Russian.
pub fn bundle_papers(plan: &Plan, formats: &[Format]) -> Result<Vec<u8>, String> {
    let files = plan.papers.iter().flat_map(|paper| {
        paper.formats(formats).map(move |format| {
            let bytes = paper_bytes(plan, paper, format)?;
            Ok((paper.file_in(format), bytes))
        })
    });
    pack(files)
}

fn pack(files: impl Iterator<Item = Result<(String, Vec<u8>), String>>) -> Result<Vec<u8>, String> {
    let mut packer = Packer::default();
    for file in files {
        let (name, contents) = file?;
        packer
            .add(&name, &contents)
            .map_err(|e| fault(&e.to_string()))?;
    }
    packer.finish().map_err(|e| fault(&e.to_string()))
}
