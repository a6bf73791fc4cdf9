//! Writes into the files the safe changes that problems offer.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use super::history::{self, Rewritten};
use crate::disk::{self, Trouble};
use crate::edit::{Patch, mentorships_apart};
use crate::plan::Plan;
use crate::problem::{Code, Explained, FileId, Problem, Source, explained};
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

type SafeChange = (Range<usize>, String);

/// Where the files stay as they were, each under the moment it was mended.
const OLD: &str = ".nastavnik/old";

/// What takes away all problems of one kind that it can take away.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cure {
    /// Number of the problems.
    pub number: &'static str,
    /// The words that are written, and those to be written instead; `None` for slips whose cure
    /// changes no meaning.
    pub words: Option<(String, String)>,
}

impl Cure {
    /// What a problem of a plan is cured by.
    pub fn of(plan: &Plan, problem: &Problem) -> Option<Self> {
        let place = problem.place.as_ref()?;
        let number = problem.code.number();
        let source = plan.sources.get(place.file);
        let is_apart =
            || problem.code == Code::SharedLabour && mentorships_apart(&source.text).is_some();
        if problem.safe_text().is_some() || is_apart() {
            return Some(Self {
                number,
                words: None,
            });
        }
        let meant = problem.advice.as_ref()?.meant()?;
        let written = source.text.get(place.span.clone())?;
        let written = written.strip_prefix('"')?.strip_suffix('"')?;
        // A key of a person or a pair is no word of the user's.
        let is_word = |text: &str| !text.is_ascii() && !text.contains(['"', '\\']);
        (is_word(written) && is_word(meant)).then(|| Self {
            number,
            words: Some((written.to_owned(), meant.to_owned())),
        })
    }
}

/// Mends what the problems of a plan say can be mended safely, or only says what it would. A file
/// that is no longer what was read is left as it is; one in an old encoding becomes UTF-8. The files
/// as they were are kept in the project's folder.
///
/// # Errors
/// If a file cannot be read or written, or another program has just saved it; all are then as they
/// were.
pub fn mend(plan: &Plan, folder: &Path, only_say: bool) -> Result<Vec<Mended>, Trouble> {
    let (out, rewritten) = mended_files(plan, |cure| cure.words.is_none())?;
    if !only_say && !out.is_empty() {
        let count: usize = out.iter().map(|mended| mended.changes).sum();
        write(folder, &format!("исправлены описки: {count}"), &rewritten)?;
    }
    Ok(out)
}

/// Cures all problems of a plan that one cure takes away. Returns how many, and the number of the
/// step of the history; none where no file is any longer what was read.
///
/// # Errors
/// As [`mend`].
pub fn cure(plan: &Plan, folder: &Path, cure: &Cure) -> Result<Option<(usize, u64)>, Trouble> {
    let (out, rewritten) = mended_files(plan, |own| own == cure)?;
    if out.is_empty() {
        return Ok(None);
    }
    let count: usize = out.iter().map(|mended| mended.changes).sum();
    let what = if let Some((written, meant)) = &cure.words {
        format!("«{written}» заменено на «{meant}»: {count}")
    } else {
        let page = explained().get(cure.number);
        let [title, ..] = page.map_or([""; 3], Explained::on_page);
        format!("исправлено у всех – {title}: {count}")
    };
    write(folder, &what, &rewritten).map(|step| Some((count, step)))
}

/// What the cures that are wanted make of the files.
fn mended_files(
    plan: &Plan,
    is_wanted: impl Fn(&Cure) -> bool,
) -> Result<(Vec<Mended>, Vec<Rewritten>), Trouble> {
    let mut changes: BTreeMap<FileId, Vec<SafeChange>> = BTreeMap::new();
    for problem in &plan.problems {
        let cure = Cure::of(plan, problem).filter(|cure| is_wanted(cure));
        let (Some(place), Some(cure)) = (&problem.place, cure) else {
            continue;
        };
        let text = &plan.sources.get(place.file).text;
        let change = match (&cure.words, problem.safe_text()) {
            (Some((_, meant)), _) => (place.span.clone(), format!("\"{meant}\"")),
            (None, Some(safe)) => (place.span.clone(), safe.to_owned()),
            // What belongs to single mentors is put apart in the whole file.
            (None, None) => (0..text.len(), mentorships_apart(text).unwrap_or_default()),
        };
        changes.entry(place.file).or_default().push(change);
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
    Ok((out, rewritten))
}

/// Writes mended files as a step of the history, and keeps them as they were.
fn write(folder: &Path, what: &str, rewritten: &[Rewritten]) -> Result<u64, Trouble> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the edge: the moment names a folder, no paper depends on it"
    )]
    let moment = chrono::Local::now().format("%Y-%m-%d %H-%M-%S").to_string();
    let old = folder.join(OLD).join(moment);
    for (name, before, _) in rewritten {
        keep_old(&old.join(name), before.as_deref().unwrap_or_default())?;
    }
    history::write_change(folder, what, rewritten)
}

/// What becomes of a file; `None` if it is no longer what was read. Line ends and the mark at the
/// beginning stay as they were.
fn mended(source: &Source, changes: &[SafeChange]) -> Result<Option<Rewritten>, Trouble> {
    let bytes = disk::read(Path::new(&source.name))?;
    let Some((text, _)) = decode(&bytes) else {
        return Ok(None);
    };
    if with_plain_ends(&text) != source.text {
        return Ok(None);
    }
    let in_file: Vec<SafeChange> = changes
        .iter()
        .map(|(span, new)| {
            let span = in_file(&text, span.start)..in_file(&text, span.end);
            let has_returns = text.contains("\r\n");
            let new = if has_returns {
                new.replace('\n', "\r\n")
            } else {
                new.clone()
            };
            (span, new)
        })
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

fn changed(text: &str, changes: &[SafeChange]) -> String {
    let mut patch = Patch::new(text);
    for (span, new) in changes {
        patch.replace(span.clone(), new.clone());
    }
    patch.made()
}

fn lines(source: &Source, changes: &[SafeChange]) -> Vec<MendedLine> {
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
