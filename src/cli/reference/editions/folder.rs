//! The folder of a new edition: what it may be called, and its files.

use std::path::{Path, PathBuf};

use crate::disk::{Trouble, create_folder, shared_editions_folder, write_new};
use crate::edition::Edition;

/// The folder that holds the editions of every school on the computer.
///
/// # Errors
/// Why there is none, in Russian.
pub(super) fn shared() -> Result<PathBuf, String> {
    shared_editions_folder()
        .ok_or_else(|| "у этого компьютера нет папки для настроек пользователя".to_owned())
}

/// Writes the files of a new edition, none of them over another.
pub(super) fn write_files(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Trouble> {
    for (name, bytes) in files {
        let path = folder.join(name);
        create_folder(path.parent().unwrap_or(folder))?;
        write_new(&path, bytes)?;
    }
    Ok(())
}

/// Whether an edition of one's own may be called so.
///
/// # Errors
/// Why not, in Russian.
pub(super) fn is_plain_name(name: &str) -> Result<(), String> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(is_plain) {
        return Err(format!(
            "имя редакции – строчные латинские буквы, цифры и дефис, а указано «{name}»"
        ));
    }
    if Edition::names().contains(&name) {
        return Err(format!(
            "редакция «{name}» уже есть среди встроенных: назовите свою иначе"
        ));
    }
    Ok(())
}
