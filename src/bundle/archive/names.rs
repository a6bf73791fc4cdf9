//! The files of an archive under the names that its list gives them, however it was packed again: by
//! an old program in the letters of DOS, on a Mac with «й» as two signs, within a folder more.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use encoding_rs::IBM866;
use unicode_normalization::UnicodeNormalization;
use zip::ZipArchive;

use super::manifest::{FOLDER, INVENTORY, MANIFEST};

/// Names, and which entry of the archive each is.
pub(super) struct Names(BTreeMap<String, usize>);

impl Names {
    pub(super) fn of(zip: &mut ZipArchive<impl Read + Seek>) -> Self {
        let mut names: Vec<(String, usize)> = Vec::new();
        for at in 0..zip.len() {
            if let Ok(entry) = zip.by_index_raw(at) {
                names.push((name(entry.name(), entry.name_raw()), at));
            }
        }
        let above = folder_of(&names);
        let inside = |(name, at): (String, usize)| {
            let own = name.strip_prefix(&above).map(str::to_owned).unwrap_or(name);
            // Entries of the folders themselves hold nothing.
            let is_folder = own.is_empty() || own == FOLDER;
            (!is_folder).then_some((own, at))
        };
        Self(names.into_iter().filter_map(inside).collect())
    }

    pub(super) fn at(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// A name in one way of writing; one that is in no UTF-8 is in the letters of DOS, if these are
/// Russian.
fn name(shown: &str, raw: &[u8]) -> String {
    let is_old = std::str::from_utf8(raw).is_err();
    let in_dos = IBM866.decode_without_bom_handling(raw).0;
    let is_letter = |c: char| c.is_ascii() || matches!(c, 'А'..='я' | 'Ё' | 'ё' | '№' | '°');
    if is_old && in_dos.chars().all(is_letter) {
        return in_dos.nfc().collect();
    }
    shown.nfc().collect()
}

/// The folder that the whole archive lies in: `god/` of `god/manifest.json`.
fn folder_of(names: &[(String, usize)]) -> String {
    let is_there = |name: &str| names.iter().any(|(own, _)| own == name);
    if is_there(MANIFEST) {
        return String::new();
    }
    let lists = names
        .iter()
        .filter_map(|(own, _)| own.strip_suffix(MANIFEST));
    let mut lists = lists.filter(|above| {
        above.ends_with('/')
            && !above.contains("..")
            && is_there(&format!("{above}{INVENTORY}"))
            && names.iter().all(|(own, _)| own.starts_with(above))
    });
    match (lists.next(), lists.next()) {
        (Some(above), None) => above.to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(packed: &[&str]) -> Vec<String> {
        let mut packer = crate::packing::Packer::default();
        for name in packed {
            packer.add(name, name.as_bytes()).unwrap();
        }
        let bytes = packer.finish().unwrap();
        let mut zip = ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        Names::of(&mut zip).all().map(str::to_owned).collect()
    }

    #[test]
    fn a_folder_around_and_the_letters_of_a_mac_are_seen_through() {
        let usual = ["documents/Орехов й.pdf", "manifest.json", "Опись.txt"];
        assert_eq!(names(&usual), usual);
        assert_eq!(
            names(&[
                "год/documents/Орехов и\u{306}.pdf",
                "год/manifest.json",
                "год/Опись.txt"
            ]),
            usual
        );
        let beside = ["год/manifest.json", "год/Опись.txt", "лишний.txt"];
        assert_eq!(names(&beside), beside, "somebody has put a file beside");
    }

    #[test]
    fn old_letters_are_russian() {
        let (raw, ..) = IBM866.encode("Приказ № 5");
        assert_eq!(name("ignored", &raw), "Приказ № 5");
        assert_eq!(name("a.pdf", b"a.pdf"), "a.pdf");
    }
}
