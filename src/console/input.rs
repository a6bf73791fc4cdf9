//! What the user hands over, by name or by the standard input.

use std::io::Read as _;
use std::path::Path;

use super::Ended;
use crate::disk;
use crate::reader::decode::decode;

/// Everything that comes in by the standard input.
///
/// # Errors
/// If the system does not let it be read.
pub(crate) fn read_input() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A text, «-» being the standard input, in any of the encodings that editors and the shells of
/// Windows write.
///
/// # Errors
/// How a command ends that cannot read it, and why.
pub(crate) fn read_text(file: &Path) -> Result<String, (Ended, String)> {
    let bytes = if file == Path::new("-") {
        read_input().map_err(|error| (Ended::MachineFailed, format!("стандартный ввод: {error}")))
    } else {
        disk::read(file).map_err(|trouble| (Ended::of_trouble(&trouble), trouble.to_string()))
    };
    let refused = || {
        let why = format!("{}: это не текст", file.display());
        (Ended::Misused, why)
    };
    decode(&bytes?).map(|(text, _)| text).ok_or_else(refused)
}
