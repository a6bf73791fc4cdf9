//! Whether an archive is what it was: nothing is unpacked, and no more is read than the archive
//! says it holds.

use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::path::Path;

use serde::Serialize;
use zip::ZipArchive;

use super::entries::Entries;
use super::inventory::digest_in;
use super::layout::{comment_of, oddities};
use super::manifest::{
    FOLDER, FileEntry, INVENTORY, MANIFEST, Manifest, NotAnArchive, PaperEntry, SIGNATURE,
    digest_of,
};
use crate::digest::sha256_of;
use crate::disk::State;
use crate::edition::Edition;
use crate::plan::Requisites;

/// The longest list an archive may have, bytes.
const LONGEST_LIST: u64 = 64 << 20;
/// The largest file an archive may hold, and the largest sum of them: far more than any school's
/// papers, far less than a package that was made to fill a disk.
const LARGEST_FILE: u64 = 256 << 20;
const LARGEST_SUM: u64 = 2 << 30;

/// How the files of an archive stand to its list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ArchiveReport {
    pub organization: String,
    pub school_year: Option<String>,
    /// Files that are as they were.
    pub whole: usize,
    /// Of the list, and not in the archive.
    pub missing: Vec<String>,
    /// With other bytes than those of the list, or unreadable.
    pub changed: Vec<String>,
    /// In the archive, and not in the list; among them every name that leads out of the archive's
    /// folder.
    pub extra: Vec<String>,
    /// Why different programs may see different files in it.
    pub odd: Vec<String>,
    /// What somebody wrote to the archive when he packed it.
    #[serde(skip)]
    pub comment: Option<String>,
}

impl ArchiveReport {
    /// Whether all is there and unchanged.
    pub fn is_good(&self) -> bool {
        [&self.missing, &self.changed, &self.extra, &self.odd]
            .iter()
            .all(|list| list.is_empty())
    }
}

/// A paper of an archive that may bear signatures, in it and beside it.
#[derive(Debug)]
pub struct Borne<'a> {
    pub name: &'a str,
    pub bytes: Vec<u8>,
    /// Names and bytes of its signatures.
    pub beside: Vec<(&'a str, Vec<u8>)>,
    /// Whether the list says that it is signed.
    pub is_signed: bool,
}

/// Compares every file of an archive with its list. The list proves nothing of itself: whoever
/// changes a file can change it too.
///
/// # Errors
/// See [`NotAnArchive`].
pub fn verify_archive(archive: impl Read + Seek) -> Result<ArchiveReport, NotAnArchive> {
    verify_archive_by(archive, |_| ())
}

/// The same, with a look at every paper that may bear a signature: only that shows whether it is
/// the one that was signed.
///
/// # Errors
/// See [`NotAnArchive`].
pub fn verify_archive_by(
    mut archive: impl Read + Seek,
    mut look: impl FnMut(Borne<'_>),
) -> Result<ArchiveReport, NotAnArchive> {
    let mut odd = oddities(&mut archive);
    let comment = comment_of(&mut archive);
    let zip = ZipArchive::new(archive).map_err(|_| NotAnArchive::NotZip)?;
    let mut zip = Opened::of(zip)?;
    let (manifest, digest) = read_list(&mut zip)?;
    let listed = listed(&manifest)?;
    if !says_the_same(&mut zip, &manifest, &digest) {
        odd.push(format!(
            "{MANIFEST} и {INVENTORY} говорят разное: список изменен"
        ));
    }
    for name in &zip.entries.no_files {
        odd.push(format!(
            "запись «{name}» – не файл: при распаковке на ее месте окажется ссылка на другой файл или папка"
        ));
    }
    let mut report = ArchiveReport {
        organization: manifest.organization.clone(),
        school_year: manifest.school_year.clone(),
        odd,
        comment,
        ..ArchiveReport::default()
    };
    for (name, (size, sha256)) in &listed {
        let Some(place) = zip.entries.place(name) else {
            report.missing.push((*name).to_owned());
            continue;
        };
        // One byte more than the list tells shows a longer file; an inventory's length is not told.
        let most = size.map_or(LONGEST_LIST, |s| s + 1);
        let file = zip.zip.by_index(place).ok();
        let read = file.and_then(|mut file| sha256_of(&mut file, most).ok());
        match read {
            Some((digest, length)) if digest == **sha256 && size.is_none_or(|s| s == length) => {
                report.whole += 1;
            }
            Some(_) | None => report.changed.push((*name).to_owned()),
        }
    }
    for paper in &manifest.papers {
        let (beside, papers): (Vec<&FileEntry>, Vec<&FileEntry>) =
            paper.files.iter().partition(|file| file.state == SIGNATURE);
        for file in papers {
            let start = format!("{}.", file.file);
            let is_signed = file.state == State::Signed.key();
            // «Карта.sig» is of «Карта.pdf», which is signed, and not of «Карта.docx», which is not.
            let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_owned());
            let is_own = |side: &&&FileEntry| {
                side.file.starts_with(&start) || is_signed && stem(&side.file) == stem(&file.file)
            };
            let beside: Vec<(&str, Vec<u8>)> = beside
                .iter()
                .filter(is_own)
                .filter_map(|side| Some((inside(&side.file), whole_of(&mut zip, side)?)))
                .collect();
            if (is_signed || !beside.is_empty() || is_pdf_name(&file.file))
                && let Some(bytes) = whole_of(&mut zip, file)
            {
                let name = inside(&file.file);
                look(Borne {
                    name,
                    bytes,
                    beside,
                    is_signed,
                });
            }
        }
    }
    let known = listed.keys().copied().chain([MANIFEST]);
    report.extra = zip.entries.beyond(known);
    Ok(report)
}

/// A ZIP, and where its files stand.
struct Opened<R> {
    zip: ZipArchive<R>,
    entries: Entries,
}

impl<R: Read + Seek> Opened<R> {
    fn of(mut zip: ZipArchive<R>) -> Result<Self, NotAnArchive> {
        let entries = Entries::of(&mut zip)?;
        Ok(Self { zip, entries })
    }

    /// A file that a list names, if it is there.
    fn file(&mut self, name: &str) -> Option<impl Read> {
        let place = self.entries.place(name)?;
        self.zip.by_index(place).ok()
    }
}

fn is_pdf_name(path: &str) -> bool {
    let ending = Path::new(path).extension();
    ending.is_some_and(|it| it.eq_ignore_ascii_case("pdf"))
}

fn inside(path: &str) -> &str {
    path.strip_prefix(FOLDER).unwrap_or(path)
}

/// The bytes of a file, if it is there and no longer than the list tells.
fn whole_of(zip: &mut Opened<impl Read + Seek>, file: &FileEntry) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let entry = zip.file(&file.file)?;
    entry.take(file.size + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= file.size).then_some(bytes)
}

/// Whether the list for people names every file, the organization and the year as the other does, and
/// bears its checksum where it bears one. One that is not there is told as missing.
fn says_the_same(
    zip: &mut Opened<impl Read + Seek>,
    manifest: &Manifest,
    own_digest: &str,
) -> bool {
    let Some(list) = zip.file(INVENTORY) else {
        return true;
    };
    let mut text = String::new();
    if list.take(LONGEST_LIST).read_to_string(&mut text).is_err() {
        return false;
    }
    let mut words = [manifest.organization.as_str()]
        .into_iter()
        .chain(manifest.school_year.as_deref());
    let mut rest = text.as_str();
    digest_in(&text).is_none_or(|digest| digest.eq_ignore_ascii_case(own_digest))
        && words.all(|word| text.contains(word))
        && manifest.papers.iter().all(|paper| {
            let after = after_paper(rest, paper);
            rest = after.unwrap_or_default();
            after.is_some()
        })
}

/// What follows a paper in the list for people; `None` if it says anything otherwise of the paper or
/// its files.
fn after_paper<'t>(mut text: &'t str, paper: &PaperEntry) -> Option<&'t str> {
    let requisites = &paper.requisites;
    let [number, date] = [&requisites.number, &requisites.date].map(Option::as_deref);
    let mut words = [Some(requisites.kind.as_str()), number, date]
        .into_iter()
        .flatten();
    let first = paper.files.first()?.file.trim_start_matches(FOLDER);
    let line = &text[..text.find(first)?];
    if !words.all(|word| line.contains(word)) || says_other_order(line, requisites) {
        return None;
    }
    for file in &paper.files {
        let name = file.file.trim_start_matches(FOLDER);
        text = &text[text.find(name)? + name.len()..];
        let end = text.find(&file.sha256)?;
        if !text[..end].contains(&file.size.to_string()) {
            return None;
        }
        text = &text[end + file.sha256.len()..];
    }
    Some(text)
}

/// Whether the line of a paper, in the words of this program, says otherwise whose number it is: that
/// of the paper, or of the order that the paper rests on.
fn says_other_order(line: &str, requisites: &Requisites) -> bool {
    let edition = Edition::built_in(false);
    let other = Requisites {
        by_order: !requisites.by_order,
        ..requisites.clone()
    };
    let [own, other] = [requisites, &other].map(|it| it.line(&edition.publishing));
    own != other && !line.contains(&own) && line.contains(&other)
}

/// The list for programs, and its checksum.
fn read_list(zip: &mut Opened<impl Read + Seek>) -> Result<(Manifest, String), NotAnArchive> {
    let list = zip.file(MANIFEST).ok_or(NotAnArchive::NoList)?;
    let mut text = String::new();
    list.take(LONGEST_LIST)
        .read_to_string(&mut text)
        .map_err(|_| NotAnArchive::NoList)?;
    let text = text.trim_start_matches('\u{FEFF}');
    let manifest = serde_json::from_str(text).map_err(|_| NotAnArchive::NoList)?;
    let value = serde_json::from_str(text).map_err(|_| NotAnArchive::NoList)?;
    Ok((manifest, digest_of(value)))
}

/// Path → length, where it is told, and SHA-256.
type Listed<'m> = BTreeMap<&'m str, (Option<u64>, String)>;

fn listed(manifest: &Manifest) -> Result<Listed<'_>, NotAnArchive> {
    let mut out = Listed::from([(INVENTORY, (None, manifest.inventory.clone()))]);
    let mut sum = 0_u64;
    for file in manifest.papers.iter().flat_map(|p| &p.files) {
        sum = sum.saturating_add(file.size);
        if file.size > LARGEST_FILE || sum > LARGEST_SUM || !stays_inside(&file.file) {
            return Err(NotAnArchive::BadList);
        }
        out.insert(&file.file, (Some(file.size), file.sha256.clone()));
    }
    Ok(out)
}

/// A file right in the folder of the papers.
fn stays_inside(path: &str) -> bool {
    path.strip_prefix(FOLDER).is_some_and(|name| {
        !name.is_empty() && !name.contains(['/', '\\', ':', '\0']) && name != ".."
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_list_stay_in_the_archive() {
        assert!(stays_inside("documents/Приказ.pdf"));
        for name in [
            "Приказ.pdf",
            "documents/../Приказ.pdf",
            "documents/..",
            "/etc/passwd",
            "documents/C:x",
            "documents/a\\b",
        ] {
            assert!(!stays_inside(name), "{name}");
        }
    }

    #[test]
    fn what_is_no_archive_is_told() {
        let verify =
            |bytes: &[u8]| verify_archive(std::io::Cursor::new(bytes.to_vec())).unwrap_err();
        assert_eq!(verify(b"%PDF-1.7"), NotAnArchive::NotZip);
        let mut packer = crate::packing::Packer::default();
        packer.add("a.txt", b"a").unwrap();
        assert_eq!(verify(&packer.finish().unwrap()), NotAnArchive::NoList);
    }
}
