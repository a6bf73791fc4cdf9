//! ZIP packages that are the same bytes each time they are made of the same parts.

use std::io::{Cursor, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A package being made.
pub struct Packer {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Default for Packer {
    fn default() -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
        }
    }
}

impl Packer {
    /// Adds a part.
    ///
    /// # Errors
    /// If its name stands in the package already, or the package grows too large for its format.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), ZipError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        self.zip.start_file(name, options)?;
        Ok(self.zip.write_all(bytes)?)
    }

    /// The finished package.
    ///
    /// # Errors
    /// If it grows too large for its format.
    pub fn finish(self) -> Result<Vec<u8>, ZipError> {
        Ok(self.zip.finish()?.into_inner())
    }
}
