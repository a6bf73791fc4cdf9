//! What files held once, kept under fingerprints.
//!
//! One version is a file of its own. Several that a step puts away at once lie in one file, for
//! making files is what takes the time: a line that says whose they are and how long, then the
//! versions one behind the other.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::files::{self, Trouble};
use crate::digest::digest;

const TEXTS: &str = "texts";
const PACKS: &str = "packs";

/// By which a version of a file is known.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    digest([bytes])
}

/// The versions of the files of one school.
#[derive(Debug)]
pub(crate) struct VersionStore {
    texts: PathBuf,
    packs: PathBuf,
    /// One may lie in several, of which some are damaged.
    packed: BTreeMap<String, Vec<Place>>,
}

/// Where a version lies that shares its file with others.
#[derive(Debug)]
struct Place {
    pack: PathBuf,
    offset: u64,
    length: u64,
}

impl Place {
    fn read(&self) -> Option<Vec<u8>> {
        let mut file = std::fs::File::open(&self.pack).ok()?;
        file.seek(SeekFrom::Start(self.offset)).ok()?;
        let mut bytes = Vec::new();
        file.take(self.length).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }
}

impl VersionStore {
    /// Those that lie in a folder now; none where there is no such folder.
    pub(super) fn open(folder: &Path) -> Self {
        let (texts, packs) = (folder.join(TEXTS), folder.join(PACKS));
        let mut packed: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        for pack in files::files_in(&packs).unwrap_or_default() {
            // A pack that cannot be read has lost its versions: whoever asks for one is told so.
            for (name, place) in contents_of(&pack).unwrap_or_default() {
                packed.entry(name).or_default().push(place);
            }
        }
        Self {
            texts,
            packs,
            packed,
        }
    }

    /// A version by its fingerprint; what lies under it and is something else is not it.
    pub(crate) fn get(&self, name: &str) -> Option<Vec<u8>> {
        let packed = self.packed.get(name).into_iter().flatten();
        let alone = || files::read(&self.texts.join(name)).ok();
        let mut found = packed
            .filter_map(Place::read)
            .chain(std::iter::once_with(alone).flatten());
        found.find(|bytes| fingerprint(bytes) == name)
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Puts away those that are not here yet.
    ///
    /// # Errors
    /// If the disk refuses.
    pub(super) fn keep<'a>(&self, versions: impl Iterator<Item = &'a [u8]>) -> Result<(), Trouble> {
        let fresh: BTreeMap<String, &[u8]> = versions
            .map(|version| (fingerprint(version), version))
            .filter(|(name, _)| !self.has(name))
            .collect();
        let Some((first, text)) = fresh.first_key_value() else {
            return Ok(());
        };
        if fresh.len() == 1 {
            files::create_folder(&self.texts)?;
            return files::write_whole(&self.texts.join(first), text);
        }
        let head: Vec<(&String, usize)> = fresh
            .iter()
            .map(|(name, text)| (name, text.len()))
            .collect();
        let mut bytes = serde_json::to_vec(&head).unwrap_or_default();
        let pack = fingerprint(&bytes);
        bytes.push(b'\n');
        bytes.extend(fresh.values().copied().flatten());
        files::create_folder(&self.packs)?;
        files::write_whole(&self.packs.join(pack), &bytes)
    }

    /// Takes a version away; one that shares its file with others stays with them.
    pub(super) fn forget(&self, fingerprint: &str) {
        // One that stays costs its bytes only.
        let _ = files::remove(&self.texts.join(fingerprint));
    }

    /// Takes away the files that hold none of the versions that are used.
    ///
    /// # Errors
    /// If the disk refuses.
    pub(super) fn retain(&self, used: &BTreeSet<&String>) -> Result<(), Trouble> {
        let packed = self.packed.iter().filter(|(name, _)| used.contains(name));
        let places = packed.flat_map(|(_, places)| places);
        let packs: BTreeSet<&Path> = places.map(|place| place.pack.as_path()).collect();
        for path in files::files_in(&self.texts)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if !used.contains(&name.into_owned()) {
                files::remove(&path)?;
            }
        }
        for pack in files::files_in(&self.packs)? {
            if !packs.contains(pack.as_path()) {
                files::remove(&pack)?;
            }
        }
        Ok(())
    }
}

/// The versions that a pack holds.
fn contents_of(pack: &Path) -> Option<Vec<(String, Place)>> {
    let mut head = Vec::new();
    let file = std::fs::File::open(pack).ok()?;
    BufReader::new(file).read_until(b'\n', &mut head).ok()?;
    let named: Vec<(String, u64)> = serde_json::from_slice(&head).ok()?;
    let mut offset = head.len() as u64;
    let placed = named.into_iter().map(|(name, length)| {
        let place = Place {
            pack: pack.to_owned(),
            offset,
            length,
        };
        offset += length;
        (name, place)
    });
    Some(placed.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(folder: &Path) -> VersionStore {
        VersionStore::open(folder)
    }

    fn keep(folder: &Path, versions: &[&str]) {
        let versions = versions.iter().map(|version| version.as_bytes());
        store(folder).keep(versions).unwrap();
    }

    fn has(folder: &Path, version: &str) -> bool {
        let known = store(folder).get(&fingerprint(version.as_bytes()));
        assert!(
            known
                .as_deref()
                .is_none_or(|known| known == version.as_bytes())
        );
        known.is_some()
    }

    #[test]
    fn many_lie_in_one_file_and_each_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        keep(folder, &["раз", "", "два\nтри"]);
        keep(folder, &["два\nтри", "четыре"]);
        assert_eq!(files::files_in(&folder.join(TEXTS)).unwrap().len(), 1);
        for version in ["раз", "", "два\nтри", "четыре"] {
            assert!(has(folder, version), "{version}");
        }
        assert!(!has(folder, "пять"));
    }

    #[test]
    fn a_pack_goes_when_none_of_it_is_used() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        keep(folder, &["раз", "два"]);
        keep(folder, &["три", "четыре"]);
        keep(folder, &["пять"]);
        let used = fingerprint("четыре".as_bytes());
        store(folder).retain(&BTreeSet::from([&used])).unwrap();
        assert!(has(folder, "четыре") && has(folder, "три"));
        assert!(!has(folder, "раз") && !has(folder, "пять"));
    }

    #[test]
    fn what_is_damaged_is_not_given_back_and_is_kept_anew() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        keep(folder, &["раз", "два"]);
        keep(folder, &["три"]);
        for place in [PACKS, TEXTS] {
            let file = files::files_in(&folder.join(place)).unwrap().remove(0);
            let mut bytes = files::read(&file).unwrap();
            *bytes.last_mut().unwrap() ^= 1;
            files::write_whole(&file, &bytes).unwrap();
        }
        assert!(has(folder, "два") != has(folder, "раз") && !has(folder, "три"));
        keep(folder, &["раз", "два", "три"]);
        for version in ["раз", "два", "три"] {
            assert!(has(folder, version), "{version}");
        }
    }

    #[test]
    fn a_pack_cut_short_gives_nothing_wrong() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        keep(folder, &["раз", "два"]);
        let pack = files::files_in(&folder.join(PACKS)).unwrap().remove(0);
        let bytes = files::read(&pack).unwrap();
        for length in 0..bytes.len() {
            files::write_whole(&pack, &bytes[..length]).unwrap();
            assert!(!(has(folder, "раз") && has(folder, "два")), "{length}");
        }
    }
}
