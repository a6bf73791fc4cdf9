//! The updates appended to a signed file, one after another, with nothing between them.

use std::collections::BTreeSet;

use super::change::{Change, What, key_name};
use super::review::{Added, Known};
use super::sections::{LARGEST_NUMBER, Row, Section, last_start, section, sections};
use super::state::State;
use super::unpack::Budget;
use super::update::examine;
use super::value::{Cursor, Odd, Value};

/// One update.
#[derive(Debug)]
pub(crate) struct Step {
    /// After the end mark of the version before, and its end of line.
    pub from: usize,
    pub added: Added,
    /// The first thing in it that is not allowed.
    pub change: Option<Change>,
}

/// The updates after `boundary`, where a signed version of the file ends. If one of them cannot be
/// taken apart, it is the last.
pub(crate) fn steps_after(bytes: &[u8], boundary: usize, budget: &Budget) -> Vec<Step> {
    let mut out = Vec::new();
    let failed = |from: usize, change: Change| Step {
        from,
        added: Added::default(),
        change: Some(change),
    };
    let signed = &bytes[..boundary];
    let before = last_start(signed).and_then(|start| sections(signed, start, budget));
    let Ok(before) = before else {
        out.push(failed(boundary, change(boundary, What::SignedPart)));
        return out;
    };
    let later = match later_sections(bytes, boundary, &before, budget) {
        Ok(later) => later,
        Err(found) => {
            out.push(failed(boundary, found));
            return out;
        }
    };
    let mut state = State::of(bytes, &before, budget, boundary);
    let Ok(mut known) = Known::of(&state) else {
        out.push(failed(boundary, change(boundary, What::SignedPart)));
        return out;
    };
    let mut from = boundary;
    for place in later {
        let step = update(bytes, from, place, &state, budget);
        let (section, end) = match step {
            Ok(it) => it,
            Err(found) => {
                out.push(failed(from, found));
                return out;
            }
        };
        let next = state.with(&section);
        let (added, found) = examine(&state, &next, &section, end, &mut known);
        out.push(Step {
            from,
            added,
            change: found,
        });
        from = end;
        state = next;
    }
    if from < bytes.len() {
        out.push(failed(from, change(from, What::AfterEnd)));
    }
    out
}

fn change(at: usize, what: What) -> Change {
    Change { at, what }
}

/// Places of the sections after the boundary, the oldest first.
fn later_sections(
    bytes: &[u8],
    boundary: usize,
    before: &[Section],
    budget: &Budget,
) -> Result<Vec<usize>, Change> {
    let odd = |_: Odd| change(boundary, What::Start);
    let newest = last_start(bytes).map_err(odd)?;
    let base = before.last().map_or(0, |it| it.offset);
    let mut out = Vec::new();
    let mut next = newest;
    while next >= boundary {
        let found = section(bytes, next, false, budget)?;
        if out.len() > before.len() + 512 || found.offset < next {
            return Err(change(next, What::Start));
        }
        out.push(next);
        next = found
            .previous
            .filter(|it| *it < next)
            .ok_or(change(next, What::Start))?;
    }
    // The last end mark leads to the signed version, so what follows is in no update.
    let start = last_start(&bytes[..boundary]).map_err(odd)?;
    if next != start && next != base {
        return Err(change(boundary, What::Start));
    }
    if out.is_empty() && boundary < bytes.len() {
        return Err(change(boundary, What::AfterEnd));
    }
    out.reverse();
    Ok(out)
}

/// Reads one update strictly: objects, section, end, and not a byte besides.
fn update(
    bytes: &[u8],
    from: usize,
    place: usize,
    state: &State<'_>,
    budget: &Budget,
) -> Result<(Section, usize), Change> {
    let section = section(bytes, place, true, budget)?;
    if section.is_hybrid {
        return Err(change(place, What::Hybrid));
    }
    let next = state.with(&section);
    let mut places: Vec<(usize, u32)> = Vec::new();
    let mut seen = BTreeSet::new();
    for (number, row) in &section.rows {
        if let Row::At { offset, generation } = row {
            if *generation != 0 {
                return Err(change(*offset, What::Generation(*number)));
            }
            if section.stream.is_some_and(|own| own.number == *number) {
                if *offset != place {
                    return Err(change(place, What::Bytes));
                }
                continue;
            }
            if !seen.insert(*offset) {
                return Err(change(*offset, What::Bytes));
            }
            places.push((*offset, *number));
        }
    }
    places.sort_unstable();
    let mut cursor = Cursor::new(bytes, from, true);
    for (offset, number) in places {
        cursor.space();
        if offset != cursor.at {
            let at = cursor.at.min(offset);
            return Err(change(at, What::BetweenObjects));
        }
        let object = next.by_number(number)?.ok_or(change(offset, What::Bytes))?;
        cursor.at = object.span.end;
    }
    cursor.space();
    if cursor.at != place {
        return Err(change(cursor.at.min(place), What::BetweenObjects));
    }
    check_trailer(&section, state, place)?;
    cursor.at = section.end;
    cursor.space();
    let end = end_mark(&mut cursor, place)?;
    Ok((section, end))
}

/// `startxref`, the place of the section, `%%EOF`, one end of line.
fn end_mark(cursor: &mut Cursor<'_>, place: usize) -> Result<usize, Change> {
    skip_program_name(cursor);
    cursor.keyword(b"startxref")?;
    cursor.space();
    let at = cursor.at;
    if cursor.digits()? != place as u64 {
        return Err(change(at, What::Start));
    }
    cursor.space();
    cursor.take(b"%%EOF")?;
    cursor.line_end();
    Ok(cursor.at)
}

/// A line such as `%iText-Core-8.0.2`, which some signing programs leave before the end.
fn skip_program_name(cursor: &mut Cursor<'_>) {
    const LONGEST: usize = 60;
    let line: Vec<u8> = cursor.bytes[cursor.at..]
        .iter()
        .copied()
        .take(LONGEST)
        .take_while(|b| *b != b'\n' && *b != b'\r')
        .collect();
    let is_name = line.strip_prefix(b"%").is_some_and(|rest| {
        rest.iter()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b))
            && rest.first().is_some_and(u8::is_ascii_alphabetic)
    });
    if is_name {
        cursor.at += line.len();
        cursor.space();
    }
}

/// Keys that a trailer, or the stream in its place, may have.
const TRAILER: [&[u8]; 11] = [
    b"Size",
    b"Root",
    b"Prev",
    b"Info",
    b"ID",
    b"Type",
    b"W",
    b"Index",
    b"Length",
    b"Filter",
    b"DecodeParms",
];

fn check_trailer(section: &Section, state: &State<'_>, place: usize) -> Result<(), Change> {
    let wrong = |key: &[u8]| change(place, What::Trailer(key_name(key)));
    let (before, now) = (&state.trailer, &section.trailer);
    if let Some(other) = now.keys().find(|key| !TRAILER.contains(&key.as_slice())) {
        return Err(wrong(other));
    }
    if before.get(b"Root".as_slice()) != now.get(b"Root".as_slice()) {
        return Err(wrong(b"Root"));
    }
    // One written into the trailer itself would be read by some programs.
    let (old_info, info) = (before.get(b"Info".as_slice()), now.get(b"Info".as_slice()));
    let is_other = |info: &Value| old_info.is_some_and(|it| it != info) || info.as_ref().is_none();
    if info.is_some_and(is_other) && old_info != info {
        return Err(wrong(b"Info"));
    }
    let size = |trailer: &super::value::Dict| {
        trailer
            .get(b"Size".as_slice())
            .and_then(Value::as_integer)
            .and_then(|it| u64::try_from(it).ok())
    };
    let largest = section.rows.keys().next_back().copied().unwrap_or(0);
    let fits = |now: u64| {
        now <= LARGEST_NUMBER + 1
            && now > u64::from(largest)
            && size(before).is_some_and(|before| now >= before)
    };
    if !size(now).is_some_and(fits) {
        return Err(wrong(b"Size"));
    }
    let first = |trailer: &super::value::Dict| {
        let id = trailer.get(b"ID".as_slice()).and_then(Value::as_array);
        id.and_then(|it| it.first().cloned())
    };
    let is_other = first(now).is_none() || first(before).is_some() && first(before) != first(now);
    if now.contains_key(b"ID".as_slice()) && is_other {
        return Err(wrong(b"ID"));
    }
    Ok(())
}
