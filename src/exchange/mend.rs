//! Writes into the files the safe changes that problems offer.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use super::history::{self, Rewritten};
use crate::disk::{self, Trouble};
use crate::edit::{Patch, mentorships_apart};
use crate::plan::Plan;
use crate::problem::{Code, FileId, Source};
use crate::reader::decode::{decode, with_plain_ends};

/// One line of a file before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MendedLine {
    /// From 1.
    pub number: usize,
    pub before: String,
    pub after: String,
}

/// A file that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// As shown to the user.
    pub name: String,
    pub changes: usize,
    pub lines: Vec<MendedLine>,
}

type SafeChange<'a> = (Range<usize>, &'a str);

/// Where the files stay as they were, each under the moment it was mended.
const OLD: &str = ".nastavnik/old";

/// Mends what the problems of a plan say can be mended safely, or only says what it would. A file
/// that is no longer what was read is left as it is; one in an old encoding becomes UTF-8. The files
/// as they were are kept in the project's folder.
///
/// # Errors
/// If a file cannot be read or written, or another program has just saved it; all are then as they
/// were.
pub fn mend(plan: &Plan, folder: &Path, only_say: bool) -> Result<Vec<Mended>, Trouble> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the edge: the moment names a folder, no paper depends on it"
    )]
    let moment = chrono::Local::now().format("%Y-%m-%d %H-%M-%S").to_string();
    let old = folder.join(OLD).join(moment);
    // What belongs to single mentors is put apart in the whole file.
    let apart: Vec<(FileId, String)> = (plan.problems.iter())
        .filter(|problem| problem.code == Code::SharedLabour)
        .filter_map(|problem| problem.place.as_ref())
        .filter_map(|place| {
            let text = &plan.sources.get(place.file).text;
            Some((place.file, mentorships_apart(text)?))
        })
        .collect();
    let mut changes: BTreeMap<FileId, Vec<SafeChange<'_>>> = BTreeMap::new();
    for (file, text) in &apart {
        let whole = 0..plan.sources.get(*file).text.len();
        changes.entry(*file).or_default().push((whole, text));
    }
    for problem in &plan.problems {
        if let (Some(place), Some(text)) = (&problem.place, problem.safe_text()) {
            changes
                .entry(place.file)
                .or_default()
                .push((place.span.clone(), text));
        }
    }
    let mut out = Vec::new();
    let mut rewritten: Vec<Rewritten> = Vec::new();
    for (file, mut changes) in changes {
        changes.sort_by_key(|(span, _)| span.start);
        // Of two that overlap the second is found again once the first is mended.
        let mut end = 0;
        changes.retain(|(span, _)| {
            let free = span.start >= end;
            end = if free { span.end } else { end };
            free
        });
        let source = plan.sources.get(file);
        if let Some(file) = mended(source, &changes)? {
            rewritten.push(file);
            out.push(Mended {
                name: source.name.clone(),
                changes: changes.len(),
                lines: lines(source, &changes),
            });
        }
    }
    if !only_say && !out.is_empty() {
        for (name, before, _) in &rewritten {
            keep_old(&old.join(name), before.as_deref().unwrap_or_default())?;
        }
        let count: usize = out.iter().map(|mended| mended.changes).sum();
        history::write_change(folder, &format!("исправлены описки: {count}"), &rewritten)?;
    }
    Ok(out)
}

/// What becomes of a file; `None` if it is no longer what was read. Line ends and the mark at the
/// beginning stay as they were.
fn mended(source: &Source, changes: &[SafeChange<'_>]) -> Result<Option<Rewritten>, Trouble> {
    let bytes = disk::read(Path::new(&source.name))?;
    let Some((text, _)) = decode(&bytes) else {
        return Ok(None);
    };
    if with_plain_ends(&text) != source.text {
        return Ok(None);
    }
    let in_file: Vec<SafeChange<'_>> = changes
        .iter()
        .map(|(span, new)| (in_file(&text, span.start)..in_file(&text, span.end), *new))
        .collect();
    let mark: &[u8] = if bytes.starts_with(b"\xEF\xBB\xBF") {
        b"\xEF\xBB\xBF"
    } else {
        b""
    };
    let after = [mark, changed(&text, &in_file).as_bytes()].concat();
    Ok(Some((source.inside.clone(), Some(bytes), Some(after))))
}

fn keep_old(kept: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let mut kept = kept.to_owned();
    // A second run within the second.
    while kept.exists() {
        kept.as_mut_os_string().push("~");
    }
    disk::create_folder(kept.parent().unwrap_or(Path::new(".")))?;
    disk::write_new(&kept, bytes)
}

/// The place in a text whose lines may end with CR LF, for a place in the same text with LF alone.
fn in_file(text: &str, place: usize) -> usize {
    let mut passed = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\r' && text.as_bytes().get(at + 1) == Some(&b'\n') {
            continue;
        }
        if passed == place {
            return at;
        }
        passed += 1;
    }
    text.len()
}

fn changed(text: &str, changes: &[SafeChange<'_>]) -> String {
    let mut patch = Patch::new(text);
    for (span, new) in changes {
        patch.replace(span.clone(), (*new).to_owned());
    }
    patch.made()
}

fn lines(source: &Source, changes: &[SafeChange<'_>]) -> Vec<MendedLine> {
    let after = changed(&source.text, changes);
    let (before, after): (Vec<&str>, Vec<&str>) =
        (source.text.lines().collect(), after.lines().collect());
    // Where lines come or go, those at the end are in step from behind.
    let rest = if before.len() == after.len() {
        0
    } else {
        let ends = before.iter().rev().zip(after.iter().rev());
        ends.take_while(|(before, after)| before == after).count()
    };
    let line = |lines: &[&str], i: usize| {
        let own = lines.get(i).filter(|_| i + rest < lines.len());
        own.map(|line| (*line).to_owned()).unwrap_or_default()
    };
    (0..before.len().max(after.len()) - rest)
        .map(|i| MendedLine {
            number: i + 1,
            before: line(&before, i),
            after: line(&after, i),
        })
        .filter(|mended| mended.before != mended.after)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_skip_carriage_returns() {
        let text = "а\r\nб\rв\r\n";
        let plain = text.replace("\r\n", "\n");
        for (at, c) in plain.char_indices().filter(|(_, c)| *c != '\n') {
            assert!(text[in_file(text, at)..].starts_with(c), "{at}");
        }
        assert_eq!(in_file(text, plain.len()), text.len());
    }
}
