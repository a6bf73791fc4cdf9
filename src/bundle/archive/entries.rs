//! The files of a ZIP by the names that people gave them, whoever packed it: in a folder more, with
//! entries for folders, with names in the encoding of DOS.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use zip::{CompressionMethod, ZipArchive};

use super::extra::{self, UNICODE_NAME};
use super::manifest::{MANIFEST, NotAnArchive};

/// The letters of code page 866 from 0x80 on; the frames between them stand for nothing here.
const LETTERS: &str = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп";
const MORE_LETTERS: &str = "рстуфхцчшщъыьэюяЁёЄєЇїЎў°∙·√№¤■\u{A0}";

/// Names of files → where each stands in the ZIP.
#[derive(Debug, Default)]
pub(super) struct Entries {
    places: BTreeMap<String, usize>,
    /// Names that hold signs which their encoding does not have: any sign may stand for them.
    rough: BTreeSet<String>,
    /// The folder that all was packed in, with `/`.
    outer: String,
    /// Those that unpacking makes into something else than a file with these bytes.
    pub(super) no_files: Vec<String>,
}

/// Of the mode of a file of Unix, which kind it is, and the kinds that are files and folders.
const KIND: u32 = 0o170_000;
const FILE: u32 = 0o100_000;
const FOLDER: u32 = 0o040_000;

impl Entries {
    /// # Errors
    /// If entries are packed in a way that cannot be read.
    pub(super) fn of(zip: &mut ZipArchive<impl Read + Seek>) -> Result<Self, NotAnArchive> {
        let mut out = Self::default();
        for place in 0..zip.len() {
            let entry = zip.by_index_raw(place).map_err(|_| NotAnArchive::NotZip)?;
            if entry.encrypted() {
                return Err(NotAnArchive::Locked);
            }
            let is_read = matches!(
                entry.compression(),
                CompressionMethod::Stored | CompressionMethod::Deflated
            );
            if !is_read {
                return Err(NotAnArchive::OtherPacking);
            }
            let (name, is_rough) = name_of(entry.name(), entry.name_raw(), entry.extra_data());
            // Some programs of Windows part folders so.
            let name = name.replace('\\', "/");
            let kind = entry.unix_mode().map_or(0, |mode| mode & KIND);
            // Some programs give a folder the mode of a file.
            let is_folder = kind == FOLDER && name.ends_with('/');
            if ![0, FILE].contains(&kind) && !is_folder {
                out.no_files.push(name.clone());
            }
            if is_rough {
                out.rough.insert(name.clone());
            }
            // An entry for a folder holds nothing.
            if !(name.ends_with('/') && entry.size() == 0) {
                out.places.insert(name, place);
            }
        }
        out.unwrap_folder();
        Ok(out)
    }

    /// Takes the folder away that a person has packed with its contents.
    fn unwrap_folder(&mut self) {
        let lists = self.places.keys().filter_map(|name| {
            let (folder, list) = name.split_once('/')?;
            (list == MANIFEST).then(|| format!("{folder}/"))
        });
        let outer: Vec<String> = lists.collect();
        let [outer] = outer.as_slice() else { return };
        if self.places.contains_key(MANIFEST) || outer == "../" || outer == "/" {
            return;
        }
        let inside = |name: &String| name.strip_prefix(outer).unwrap_or(name).to_owned();
        let inner: BTreeMap<String, usize> = self
            .places
            .iter()
            .map(|(name, place)| (inside(name), *place))
            .collect();
        // Two names must not become one.
        if inner.len() == self.places.len() {
            self.places = inner;
            self.rough = self.rough.iter().map(inside).collect();
            outer.clone_into(&mut self.outer);
        }
    }

    /// Where a file stands that a list names.
    pub(super) fn place(&self, listed: &str) -> Option<usize> {
        self.places.get(self.own_name(listed)?).copied()
    }

    /// The name under which a listed file stands there.
    fn own_name<'e>(&'e self, listed: &str) -> Option<&'e str> {
        let exact = self.places.get_key_value(listed);
        exact.map(|(name, _)| name.as_str()).or_else(|| {
            let mut alike = self.rough.iter().filter(|own| is_alike(own, listed));
            let first = alike.next()?;
            alike.next().is_none().then_some(first.as_str())
        })
    }

    /// The names that no list tells of.
    pub(super) fn beyond<'l>(&self, listed: impl Iterator<Item = &'l str>) -> Vec<String> {
        let known: BTreeSet<&str> = listed.filter_map(|name| self.own_name(name)).collect();
        let beyond = self
            .places
            .keys()
            .filter(|name| !known.contains(name.as_str()));
        beyond.cloned().collect()
    }
}

/// The name of an entry, and whether its encoding has lost signs of it.
fn name_of(read: &str, raw: &[u8], extra: Option<&[u8]>) -> (String, bool) {
    if raw.is_ascii() || has_unicode_name(extra.unwrap_or_default()) {
        return (read.to_owned(), false);
    }
    match std::str::from_utf8(raw) {
        Ok(name) => (name.to_owned(), false),
        Err(_) => (in_dos(raw), true),
    }
}

fn has_unicode_name(extra: &[u8]) -> bool {
    let fields = extra::fields(extra).unwrap_or_default();
    fields.iter().any(|(kind, _)| *kind == UNICODE_NAME)
}

/// A name in code page 866.
fn in_dos(raw: &[u8]) -> String {
    let letter = |byte: &u8| match byte {
        0..0x80 => Some(char::from(*byte)),
        0x80..0xB0 => LETTERS.chars().nth(usize::from(byte - 0x80)),
        0xE0.. => MORE_LETTERS.chars().nth(usize::from(byte - 0xE0)),
        _ => None,
    };
    raw.iter()
        .map(|byte| letter(byte).unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Whether a name is that of a list, but for signs that code page 866 does not have.
fn is_alike(own: &str, listed: &str) -> bool {
    let has = |c: char| c.is_ascii() || LETTERS.contains(c) || MORE_LETTERS.contains(c);
    own.chars().count() == listed.chars().count()
        && own
            .chars()
            .zip(listed.chars())
            .all(|(own, listed)| own == listed || !has(listed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_dos_are_read() {
        let raw = [0x8F, 0xE0, 0xA8, 0xAA, 0xA0, 0xA7, b' ', 0xFC, b' ', b'?'];
        let (name, is_rough) = name_of("", &raw, None);
        assert_eq!((name.as_str(), is_rough), ("Приказ № ?", true));
        assert!(is_alike(&name, "Приказ № —"));
        assert!(!is_alike(&name, "Приказ № 5"));
        assert!(!is_alike(&name, "Указы  № —"));
    }
}
