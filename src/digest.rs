//! Fingerprints, by which what was seen before is known again.

use std::fmt::Write as _;
use std::io::{Read, Write};

use sha2::{Digest as _, Sha256};

/// Lower-case hexadecimal SHA-256.
pub fn digest<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // The length keeps parts apart: «аб» + «в» is not «а» + «бв».
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hexadecimal(&hasher)
}

/// Lower-case hexadecimal SHA-256 of what is read, as other programs count it, and how many bytes
/// there were; no more than `most` of them are read.
///
/// # Errors
/// If reading fails.
pub fn sha256_of(from: &mut impl Read, most: u64) -> std::io::Result<(String, u64)> {
    let mut hasher = Sha256::new();
    let length = std::io::copy(&mut from.take(most), &mut HashWriter(&mut hasher))?;
    Ok((hexadecimal(&hasher), length))
}

struct HashWriter<'a>(&'a mut Sha256);

impl Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The same of bytes at hand.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::new_with_prefix(bytes))
}

fn hexadecimal(hasher: &Sha256) -> String {
    hasher
        .clone()
        .finalize()
        .iter()
        .fold(String::with_capacity(64), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}
