//! Finished files handed over together.

use std::path::Path;

use crate::disk;
use crate::packing::Packer;
use crate::plan::fault;

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
