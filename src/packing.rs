//! ZIP packages that are the same bytes each time they are made of the same parts, on every system.

use std::collections::VecDeque;
use std::io::{Cursor, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// So many common parts are remembered, those that were packed last.
const MOST_KEPT: usize = 32;
/// A larger part is packed anew each time: what is remembered stays within two megabytes.
const LARGEST_KEPT: usize = 1 << 16;

/// A part that many packages have, and a package of it alone.
struct Kept {
    name: String,
    bytes: Vec<u8>,
    package: ZipArchive<Cursor<Arc<[u8]>>>,
}

static KEPT: Mutex<VecDeque<Arc<Kept>>> = Mutex::new(VecDeque::new());

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
            .system(System::Unix)
            .unix_permissions(0o644);
        self.zip.start_file(name, options)?;
        Ok(self.zip.write_all(bytes)?)
    }

    /// Adds a part that other packages are likely to have too. The bytes of the package are those
    /// that [`Packer::add`] gives, but such a part is compressed once.
    ///
    /// # Errors
    /// As `add`.
    pub fn add_common(&mut self, name: &str, bytes: &[u8]) -> Result<(), ZipError> {
        if bytes.len() > LARGEST_KEPT {
            return self.add(name, bytes);
        }
        let mut package = kept(name, bytes)?.package.clone();
        self.zip.raw_copy_file(package.by_index_raw(0)?)
    }

    /// The finished package.
    ///
    /// # Errors
    /// If it grows too large for its format.
    pub fn finish(self) -> Result<Vec<u8>, ZipError> {
        // The library notes the system at hand for a part that it copies.
        Ok(made_anywhere(self.zip.finish()?.into_inner()))
    }
}

/// The part as it was packed before, or else as it is packed now.
fn kept(name: &str, bytes: &[u8]) -> Result<Arc<Kept>, ZipError> {
    let is_it = |it: &&Arc<Kept>| it.name == name && it.bytes == bytes;
    let all = || KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = all().iter().find(is_it) {
        return Ok(Arc::clone(found));
    }
    let mut packer = Packer::default();
    packer.add(name, bytes)?;
    let new = Arc::new(Kept {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
        package: ZipArchive::new(Cursor::new(packer.finish()?.into()))?,
    });
    let mut all = all();
    all.truncate(MOST_KEPT - 1);
    all.push_front(Arc::clone(&new));
    Ok(new)
}

/// Beginning of the record that ends a package, and of an entry of its list of parts.
const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";

/// A package of another writer, which notes in it the system that it ran on, as if it had run on
/// Unix. What is no plain package stays as it is.
pub fn made_anywhere(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut entries = entries(&bytes).unwrap_or_default();
    // The upper byte of «version made by».
    entries.iter_mut().for_each(|at| *at += ENTRY.len() + 1);
    for at in entries {
        bytes[at] = System::Unix as u8;
    }
    bytes
}

/// Where the entries of the list of parts begin (APPNOTE.TXT, 4.3.12 and 4.3.16).
fn entries(bytes: &[u8]) -> Option<Vec<usize>> {
    const HEAD: usize = 46;
    let number = |at: usize, length: usize| {
        let bytes = bytes.get(at..at.checked_add(length)?)?;
        Some(bytes.iter().rev().fold(0, |n, b| n << 8 | usize::from(*b)))
    };
    let end = bytes.windows(END.len()).rposition(|four| four == END)?;
    let (count, mut at) = (number(end + 10, 2)?, number(end + 16, 4)?);
    let mut out = Vec::with_capacity(count);
    for _ in 0..count {
        if bytes.get(at..at + HEAD)?.starts_with(ENTRY) {
            out.push(at);
        } else {
            return None;
        }
        at += HEAD + number(at + 28, 2)? + number(at + 30, 2)? + number(at + 32, 2)?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(system: System) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .last_modified_time(DateTime::default())
            .system(system);
        for name in ["a.xml", "папка/б.xml"] {
            zip.start_file(name, options).unwrap();
            zip.write_all(ENTRY).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn the_system_of_the_writer_is_not_told() {
        let (unix, dos) = (package(System::Unix), package(System::Dos));
        assert_ne!(unix, dos);
        assert_eq!(made_anywhere(dos), unix);
        assert_eq!(made_anywhere(unix.clone()), unix);
        let mut packer = Packer::default();
        packer.add("a.xml", b"1").unwrap();
        let own = packer.finish().unwrap();
        assert_eq!(made_anywhere(own.clone()), own);
    }

    #[test]
    fn a_common_part_is_packed_as_any_other() {
        let long = "наставник ".repeat(900);
        let too_long = "наставник ".repeat(9000);
        for round in 0..2 * MOST_KEPT {
            let parts = [
                ("a.xml", "1"),
                ("b.xml", long.as_str()),
                ("папка/в.xml", &too_long),
                ("g.xml", &round.to_string()),
                ("пусто", ""),
            ];
            let (mut plain, mut common) = (Packer::default(), Packer::default());
            for (name, text) in parts {
                plain.add(name, text.as_bytes()).unwrap();
                common.add_common(name, text.as_bytes()).unwrap();
            }
            assert!(common.add_common("a.xml", b"2").is_err());
            assert_eq!(plain.finish().unwrap(), common.finish().unwrap());
        }
        assert!(KEPT.lock().unwrap().len() <= MOST_KEPT);
    }

    #[test]
    fn what_is_no_package_stays_as_it_is() {
        let whole = package(System::Dos);
        let broken: [&[u8]; 4] = [b"", b"PK", END, &whole[..whole.len() - 8]];
        for bytes in broken {
            assert_eq!(made_anywhere(bytes.to_vec()), bytes);
        }
    }
}
