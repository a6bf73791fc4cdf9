//! Whether a ZIP is laid out so that every program sees the same files in it: one entry after
//! another from the first byte, each named alike in its own header and in the directory, no name
//! twice, of the size that it says, and nothing besides (APPNOTE.TXT, 4.3).

use std::collections::BTreeSet;
use std::io::{Read, Seek, SeekFrom};

use flate2::{Decompress, FlushDecompress, Status};

use super::extra;

/// The longest directory, bytes.
const LONGEST_DIRECTORY: u64 = 64 << 20;
const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: u64 = 22;
const END_BYTES: usize = 22;
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_LENGTH: usize = 46;
const LOCAL: &[u8] = b"PK\x03\x04";
const LOCAL_LENGTH: u64 = 30;
const DESCRIPTOR: &[u8] = b"PK\x07\x08";
/// The sizes stand after the data.
const SIZES_AFTER: u16 = 1 << 3;
/// The name is in UTF-8.
const UTF8: u16 = 1 << 11;
/// How hard it was packed, and what else programs that pack papers write there. All other flags stand
/// for patches, keys and hidden headers.
const USUAL_FLAGS: u16 = 0b110 | SIZES_AFTER | UTF8;
/// What APPNOTE.TXT asks of programs at most, times ten.
const NEWEST: u16 = 63;
/// Ways of packing.
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// The largest file that is unpacked to learn its size, bytes.
const LARGEST: u64 = 256 << 20;

/// What is odd about the layout, in Russian; empty if nothing is.
pub(super) fn oddities(file: &mut (impl Read + Seek)) -> Vec<String> {
    let mut found = Vec::new();
    if look(file, &mut found).is_none() {
        found.push("оглавление архива записано так, что разные программы увидят разное".to_owned());
    }
    found
}

/// An entry of the directory.
struct Entry {
    name: Vec<u8>,
    /// Which version of the format a program must know, in its lower byte.
    needs: u16,
    flags: u16,
    method: u16,
    /// Of a package in several files.
    disk: u16,
    /// Checksum, packed and unpacked size, as they are written.
    sums: [u32; 3],
    offset: u64,
    extra: Vec<u8>,
    comment: String,
}

fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn read_at(file: &mut (impl Read + Seek), at: u64, length: u64) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(at)).ok()?;
    let mut out = Vec::new();
    file.take(length).read_to_end(&mut out).ok()?;
    (out.len() as u64 == length).then_some(out)
}

/// Where the end of the directory stands, and the comment of the archive behind it, which reaches to
/// the end of the file.
fn end_and_comment(file: &mut (impl Read + Seek)) -> Option<(u64, Vec<u8>)> {
    let length = file.seek(SeekFrom::End(0)).ok()?;
    let most = END_LENGTH + u64::from(u16::MAX);
    let from = length.saturating_sub(most);
    let tail = read_at(file, from, length - from)?;
    let is_end = |at: &usize| {
        let rest = &tail[*at..];
        let after = rest.len().checked_sub(END_BYTES);
        rest.starts_with(END) && after.is_some() && number16(rest, 20).map(usize::from) == after
    };
    let at = (0..tail.len()).rev().find(is_end)?;
    Some((from + at as u64, tail[at + END_BYTES..].to_vec()))
}

/// What was written to an archive, or to a file of it, when it was packed.
pub(super) fn comment_of(file: &mut (impl Read + Seek)) -> Option<String> {
    let (end_at, comment) = end_and_comment(file)?;
    let whole = String::from_utf8_lossy(&comment).trim().to_owned();
    let entries = directory_of(file, end_at).unwrap_or_default();
    let own = entries.into_iter().map(|entry| entry.comment);
    let said: Vec<String> = std::iter::once(whole)
        .chain(own)
        .filter(|text| !text.is_empty())
        .collect();
    (!said.is_empty()).then(|| said.join("; "))
}

fn directory_of(file: &mut (impl Read + Seek), end_at: u64) -> Option<Vec<Entry>> {
    let end = read_at(file, end_at, END_LENGTH)?;
    let (size, start) = (number32(&end, 12)?, number32(&end, 16)?);
    let size = u64::from(size);
    (size <= LONGEST_DIRECTORY)
        .then(|| read_at(file, u64::from(start), size))
        .flatten()
        .and_then(|directory| read_directory(&directory))
}

fn look(file: &mut (impl Read + Seek), found: &mut Vec<String>) -> Option<()> {
    let length = file.seek(SeekFrom::End(0)).ok()?;
    length.checked_sub(END_LENGTH)?;
    let Some((end_at, comment)) = end_and_comment(file) else {
        found.push("после архива дописаны посторонние байты".to_owned());
        return Some(());
    };
    if comment.windows(2).any(|two| two == b"PK") {
        // Another end, or a whole archive, in the comment.
        return None;
    }
    let end = read_at(file, end_at, END_LENGTH)?;
    let (count, size, start) = (
        number16(&end, 10)?,
        number32(&end, 12)?,
        number32(&end, 16)?,
    );
    let (size, start) = (u64::from(size), u64::from(start));
    if count == u16::MAX
        || number32(&end, 4)? != 0
        || size > LONGEST_DIRECTORY
        || start + size > end_at
    {
        return None;
    }
    if start + size < end_at {
        found.push("перед архивом или внутри него дописаны посторонние байты".to_owned());
        return Some(());
    }
    let directory = read_at(file, start, size)?;
    let mut entries = read_directory(&directory)?;
    if entries.len() != usize::from(count) {
        return None;
    }
    let mut names = BTreeSet::new();
    for entry in &entries {
        // On many disks capitals make no difference.
        let name = String::from_utf8_lossy(&entry.name);
        if !names.insert(name.to_lowercase()) {
            found.push(format!("имя {name} встречается в архиве дважды"));
        }
    }
    // Programs of Apple mark no name, all others each.
    let is_marked = |entry: &Entry| entry.flags & UTF8 != 0 || has_unicode_name(entry);
    let names_in_utf8 = || {
        let of_letters = entries.iter().filter(|entry| !entry.name.is_ascii());
        of_letters.filter(|entry| std::str::from_utf8(&entry.name).is_ok())
    };
    if names_in_utf8().any(is_marked) {
        for entry in names_in_utf8().filter(|entry| !is_marked(entry)) {
            let name = String::from_utf8_lossy(&entry.name);
            found.push(format!(
                "у имени файла {name} снята отметка о его кодировке: Windows распакует его под другим именем"
            ));
        }
    }
    for entry in &entries {
        // Whether it is locked is told otherwise.
        let is_usual = entry.flags & !USUAL_FLAGS & !1 == 0;
        if !is_usual || entry.needs > NEWEST || entry.disk != 0 {
            let name = String::from_utf8_lossy(&entry.name);
            found.push(format!(
                "файл {name} записан так, что не все программы его распакуют"
            ));
        }
    }
    entries.sort_by_key(|entry| entry.offset);
    let mut expected = 0;
    for entry in &entries {
        let name = String::from_utf8_lossy(&entry.name).into_owned();
        if entry.offset != expected {
            found.push(format!(
                "перед файлом {name} в архиве стоят посторонние байты"
            ));
        }
        expected = end_of(file, entry, &name, found)?;
    }
    if expected != start {
        found.push("перед оглавлением архива стоят посторонние байты".to_owned());
    }
    Some(())
}

fn has_unicode_name(entry: &Entry) -> bool {
    let fields = extra::fields(&entry.extra).unwrap_or_default();
    fields.iter().any(|(kind, _)| *kind == extra::UNICODE_NAME)
}

fn read_directory(mut rest: &[u8]) -> Option<Vec<Entry>> {
    let mut out = Vec::new();
    while !rest.is_empty() {
        if !rest.starts_with(ENTRY) {
            return None;
        }
        let length = |at| number16(rest, at).map(usize::from);
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        out.push(Entry {
            name: rest.get(ENTRY_LENGTH..ENTRY_LENGTH + name)?.to_vec(),
            needs: number16(rest, 6)? & 0xFF,
            flags: number16(rest, 8)?,
            method: number16(rest, 10)?,
            disk: number16(rest, 34)?,
            sums: [
                number32(rest, 16)?,
                number32(rest, 20)?,
                number32(rest, 24)?,
            ],
            offset: u64::from(number32(rest, 42)?),
            extra: rest
                .get(ENTRY_LENGTH + name..ENTRY_LENGTH + name + extra)?
                .to_vec(),
            comment: String::from_utf8_lossy(
                rest.get(ENTRY_LENGTH + name + extra..ENTRY_LENGTH + name + extra + comment)?,
            )
            .trim()
            .to_owned(),
        });
        rest = rest.get(ENTRY_LENGTH + name + extra + comment..)?;
    }
    Some(out)
}

/// Where an entry ends; tells if its own header says other things than the directory.
fn end_of(
    file: &mut (impl Read + Seek),
    entry: &Entry,
    name: &str,
    found: &mut Vec<String>,
) -> Option<u64> {
    let header = read_at(file, entry.offset, LOCAL_LENGTH)?;
    if !header.starts_with(LOCAL) {
        return None;
    }
    let lengths = [number16(&header, 26)?, number16(&header, 28)?].map(u64::from);
    let own = read_at(file, entry.offset + LOCAL_LENGTH, lengths[0])?;
    if own != entry.name {
        let own = String::from_utf8_lossy(&own);
        found.push(format!(
            "в оглавлении архива файл назван {name}, а в самой записи – {own}"
        ));
    }
    let sums = [
        number32(&header, 14)?,
        number32(&header, 18)?,
        number32(&header, 22)?,
    ];
    let has_sizes_after = entry.flags & SIZES_AFTER != 0;
    let agrees = number16(&header, 6)? == entry.flags
        && number16(&header, 8)? == entry.method
        && (sums == entry.sums || has_sizes_after && sums == [0; 3]);
    if !agrees {
        found.push(format!(
            "размеры или вид сжатия файла {name} в оглавлении и в самой записи разные"
        ));
    }
    let data = entry.offset + LOCAL_LENGTH + lengths.iter().sum::<u64>();
    let own = read_at(file, data - lengths[1], lengths[1])?;
    if !extra::is_usual(&own, &entry.extra) {
        found.push(format!("в записи файла {name} стоят посторонние байты"));
    }
    if !is_of_its_size(file, entry, data)? {
        found.push(format!(
            "размер файла {name} не тот, что записан, или за его данными стоят посторонние байты"
        ));
    }
    let end = data + u64::from(entry.sums[1]);
    if !has_sizes_after {
        return Some(end);
    }
    let has_mark = read_at(file, end, 4)? == DESCRIPTOR;
    let from = end + if has_mark { 4 } else { 0 };
    let after = read_at(file, from, 12)?;
    let after = [
        number32(&after, 0)?,
        number32(&after, 4)?,
        number32(&after, 8)?,
    ];
    if after != entry.sums {
        found.push(format!(
            "размеры файла {name} в оглавлении и после его данных разные"
        ));
    }
    Some(from + 12)
}

/// Whether the bytes of an entry that begin at `data` are one file of the size that is written, and
/// nothing more. A way of packing that is not known is refused elsewhere.
fn is_of_its_size(file: &mut (impl Read + Seek), entry: &Entry, data: u64) -> Option<bool> {
    const PIECE: usize = 1 << 16;
    let [_, packed, whole] = entry.sums.map(u64::from);
    if entry.method != DEFLATED {
        return Some(entry.method != STORED || packed == whole);
    }
    if whole > LARGEST {
        return Some(false);
    }
    file.seek(SeekFrom::Start(data)).ok()?;
    let mut rest = file.take(packed);
    let (mut from, mut to) = (vec![0; PIECE], vec![0; PIECE]);
    let mut inflate = Decompress::new(false);
    let (mut at, mut end) = (0, 0);
    loop {
        if at == end {
            (at, end) = (0, rest.read(&mut from).ok()?);
        }
        let before = (inflate.total_in(), inflate.total_out());
        let Ok(status) = inflate.decompress(&from[at..end], &mut to, FlushDecompress::None) else {
            return Some(false);
        };
        at += usize::try_from(inflate.total_in() - before.0).ok()?;
        if status == Status::StreamEnd {
            return Some(inflate.total_in() == packed && inflate.total_out() == whole);
        }
        let is_stuck = before == (inflate.total_in(), inflate.total_out());
        if inflate.total_out() > whole || is_stuck && end == 0 {
            return Some(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packing::Packer;
    use std::io::Cursor;

    fn packed(names: &[&str]) -> Vec<u8> {
        let mut packer = Packer::default();
        for name in names {
            packer.add(name, name.as_bytes()).unwrap();
        }
        packer.finish().unwrap()
    }

    fn told(bytes: &[u8]) -> Vec<String> {
        oddities(&mut Cursor::new(bytes))
    }

    #[test]
    fn what_every_program_reads_alike_is_not_odd() {
        assert_eq!(told(&packed(&["a.txt", "б.txt"])), Vec::<String>::new());
        let mut noted = packed(&["a.txt"]);
        let length = noted.len();
        noted[length - 2] = 4;
        noted.extend(b"2026");
        assert_eq!(told(&noted), Vec::<String>::new());
        assert_eq!(
            comment_of(&mut Cursor::new(&noted)).as_deref(),
            Some("2026")
        );
    }

    #[test]
    fn every_way_to_show_two_programs_two_things_is_told() {
        let whole = packed(&["a.txt", "b.txt"]);
        let with = |bytes: Vec<u8>, words: &str| {
            let told = told(&bytes).join("; ");
            assert!(told.contains(words), "{words}: {told}");
        };
        with([b"junk".as_slice(), &whole].concat(), "посторонние");
        with([whole.as_slice(), b"junk"].concat(), "после архива");
        let mut other = whole[..whole.len() - 2].to_vec();
        other.extend(b"\x16\0PK\x05\x06");
        other.extend([0; 18]);
        with(other, "посторонние");
        with(packed(&["a.txt", "A.TXT"]), "дважды");
        let mut other = whole.clone();
        other[30] = b'c';
        with(other, "а в самой записи – c.txt");
        let mut other = whole.clone();
        other[8] ^= 8;
        with(other, "вид сжатия");
        with(b"PK\x03\x04".to_vec(), "разное");
        // Flags, the version that is needed and the number of the disk, in both headers.
        let whole = packed(&["а.txt", "б.txt"]);
        let directory = whole.windows(4).position(|four| four == ENTRY).unwrap();
        let with_both = |at: usize, listed: usize, value: u8| {
            let mut other = whole.clone();
            other[at] = value;
            other[directory + listed] = value;
            other
        };
        let flags = whole[7];
        with(with_both(7, 9, flags & !8), "отметка о его кодировке");
        with(with_both(7, 9, flags | 0x20), "не все программы");
        with(with_both(6, 8, whole[6] | 0x20), "не все программы");
        with(with_both(4, 6, 99), "не все программы");
        let mut other = whole.clone();
        other[directory + 34] = 1;
        with(other, "не все программы");
    }

    /// The package with the sizes of its first file, packed and whole, changed in both places by so
    /// much, and with `more` behind its data.
    fn with_sizes(bytes: &[u8], packed: u32, whole: u32, more: &[u8]) -> Vec<u8> {
        let data = 30 + usize::from(number16(bytes, 26).unwrap());
        let end = data + usize::try_from(number32(bytes, 18).unwrap()).unwrap();
        let mut out = [&bytes[..end], more, &bytes[end..]].concat();
        let directory = out.windows(4).position(|four| four == ENTRY).unwrap();
        for (at, by) in [
            (18, packed),
            (22, whole),
            (directory + 20, packed),
            (directory + 24, whole),
        ] {
            let new = number32(&out, at).unwrap().wrapping_add(by);
            out[at..at + 4].copy_from_slice(&new.to_le_bytes());
        }
        let last = out.len() - 6;
        let start = u32::try_from(directory).unwrap().to_le_bytes();
        out[last..last + 4].copy_from_slice(&start);
        out
    }

    #[test]
    fn a_file_of_another_size_than_it_says_is_told() {
        let mut packer = Packer::default();
        packer
            .add("a.txt", "наставник ".repeat(90).as_bytes())
            .unwrap();
        let whole = packer.finish().unwrap();
        assert_eq!(told(&with_sizes(&whole, 0, 0, b"")), Vec::<String>::new());
        for (packed, size, more) in [
            (0, 1, b"".as_slice()),
            (0, 0_u32.wrapping_sub(9), b""),
            (0, 1 << 30, b""),
            (7, 0, b"7 bytes"),
        ] {
            let told = told(&with_sizes(&whole, packed, size, more));
            let is_of_size = told
                .iter()
                .any(|it| it.contains("размер файла a.txt не тот"));
            assert!(is_of_size, "{packed} {size}: {told:?}");
        }
    }
}
