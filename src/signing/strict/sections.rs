//! The cross-reference sections of a PDF: where each object stands (ISO 32000-1, 7.5.4 to 7.5.8).

use std::collections::{BTreeMap, BTreeSet};

use super::unpack::{Budget, unpack};
use super::value::{Cursor, Dict, Id, Object, Odd, Value, is_space};

/// Programs count objects in 31 bits. The standard's own limit (ISO 32000-1, annex C: 8388607) is
/// passed by some, and costs nothing here: only rows that stand in the file are kept.
pub(super) const LARGEST_NUMBER: u64 = 2_147_483_646;
/// More updates than any paper sees; a file that names more was made to take time.
const MOST_SECTIONS: usize = 512;
/// Rows of all sections of a file.
const MOST_ROWS: usize = 1_000_000;
/// How far from the end the last `startxref` may stand.
const TAIL: usize = 2048;

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    Free(u16),
    At { offset: usize, generation: u16 },
    In { stream: u32, index: usize },
}

/// One cross-reference section with its trailer.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub offset: usize,
    /// After the trailer, or after the stream that holds the rows.
    pub end: usize,
    pub rows: BTreeMap<u32, Row>,
    pub trailer: Dict,
    /// The object that holds the rows, if they are not a table.
    pub stream: Option<Id>,
    /// Whether it is a table that names a stream of further rows.
    pub is_hybrid: bool,
    pub previous: Option<usize>,
}

/// The sections of a file, the oldest first.
pub(crate) fn sections(bytes: &[u8], start: usize, budget: &Budget) -> Result<Vec<Section>, Odd> {
    let mut out: Vec<Section> = Vec::new();
    let mut next = Some(start);
    let mut seen = BTreeSet::new();
    let mut rows = 0;
    while let Some(offset) = next {
        if !seen.insert(offset) || out.len() == MOST_SECTIONS {
            return Err(Odd { at: offset });
        }
        let section = section(bytes, offset, false, budget)?;
        rows += section.rows.len();
        if rows > MOST_ROWS {
            return Err(Odd { at: offset });
        }
        next = section.previous;
        out.push(section);
    }
    out.reverse();
    Ok(out)
}

/// Where the last `startxref` of these bytes leads.
pub(crate) fn last_start(bytes: &[u8]) -> Result<usize, Odd> {
    let tail = bytes.len().saturating_sub(TAIL);
    let marker = b"startxref";
    let at = bytes[tail..]
        .windows(marker.len())
        .rposition(|w| w == marker)
        .ok_or(Odd { at: bytes.len() })?
        + tail;
    let mut cursor = Cursor::new(bytes, at + marker.len(), false);
    cursor.space();
    let offset = cursor.digits()?;
    usize::try_from(offset)
        .ok()
        .filter(|it| *it < bytes.len())
        .ok_or(Odd { at })
}

/// Reads one section; strictly: rows of twenty bytes, nothing twice, no comments.
pub(super) fn section(
    bytes: &[u8],
    offset: usize,
    strict: bool,
    budget: &Budget,
) -> Result<Section, Odd> {
    let mut cursor = Cursor::new(bytes, offset, strict);
    if !strict {
        cursor.few_spaces();
    }
    if cursor.starts_with(b"xref") {
        table(cursor, strict, budget)
    } else {
        let at = cursor.at;
        let (id, object) = cursor.object(&mut |_| None)?;
        let dict = object.value.as_dict().ok_or(Odd { at })?.clone();
        if dict.get(b"Type".as_slice()).and_then(Value::as_name) != Some(b"XRef") {
            return Err(Odd { at });
        }
        let mut rows = BTreeMap::new();
        stream_rows(bytes, &object, budget, strict, &mut rows)?;
        Ok(Section {
            offset,
            end: object.span.end,
            previous: previous(&dict, at)?,
            rows,
            trailer: dict,
            stream: Some(id),
            is_hybrid: false,
        })
    }
}

fn previous(trailer: &Dict, at: usize) -> Result<Option<usize>, Odd> {
    match trailer.get(b"Prev".as_slice()) {
        None => Ok(None),
        Some(it) => it
            .as_integer()
            .and_then(|it| usize::try_from(it).ok())
            .map(Some)
            .ok_or(Odd { at }),
    }
}

fn table(mut cursor: Cursor<'_>, strict: bool, budget: &Budget) -> Result<Section, Odd> {
    let offset = cursor.at;
    let bytes = cursor.bytes;
    cursor.keyword(b"xref")?;
    let mut rows = BTreeMap::new();
    loop {
        cursor.space();
        if cursor.starts_with(b"trailer") {
            break;
        }
        let at = cursor.at;
        let first = cursor.digits()?;
        cursor.space();
        let count = cursor.digits()?;
        if strict {
            while cursor.peek() == Some(b' ') {
                cursor.at += 1;
            }
            if !cursor.line_end() {
                return cursor.odd();
            }
        } else {
            cursor.space();
        }
        if first.saturating_add(count) > LARGEST_NUMBER + 1 {
            return Err(Odd { at });
        }
        for number in first..first + count {
            let at = cursor.at;
            let row = if strict {
                twenty_bytes(&mut cursor)?
            } else {
                loose_row(&mut cursor)?
            };
            let number = u32::try_from(number).map_err(|_| Odd { at })?;
            if rows.insert(number, row).is_some() && strict {
                return Err(Odd { at });
            }
        }
    }
    cursor.keyword(b"trailer")?;
    cursor.space();
    let at = cursor.at;
    let Value::Dict(trailer) = cursor.value()? else {
        return Err(Odd { at });
    };
    let further = trailer.get(b"XRefStm".as_slice()).cloned();
    if let Some(further) = &further {
        let place = further
            .as_integer()
            .and_then(|it| usize::try_from(it).ok())
            .ok_or(Odd { at })?;
        let mut hidden = Cursor::new(bytes, place, false);
        hidden.few_spaces();
        let (_, object) = hidden.object(&mut |_| None)?;
        let mut own = BTreeMap::new();
        stream_rows(bytes, &object, budget, strict, &mut own)?;
        for (number, row) in own {
            if !matches!(rows.get(&number), Some(Row::At { .. })) {
                rows.insert(number, row);
            }
        }
    }
    Ok(Section {
        offset,
        end: cursor.at,
        previous: previous(&trailer, at)?,
        rows,
        trailer,
        stream: None,
        is_hybrid: further.is_some(),
    })
}

/// `0000012345 00000 n` and an end of line of two bytes.
fn twenty_bytes(cursor: &mut Cursor<'_>) -> Result<Row, Odd> {
    let start = cursor.at;
    let odd = Odd { at: start };
    let row = cursor.bytes.get(start..start + 20).ok_or(odd)?;
    let plain = row[..10].iter().all(u8::is_ascii_digit)
        && row[10] == b' '
        && row[11..16].iter().all(u8::is_ascii_digit)
        && row[16] == b' '
        && [b" \r", b" \n", b"\r\n"].contains(&&[row[18], row[19]]);
    if !plain {
        return Err(odd);
    }
    let row = loose_row(cursor)?;
    cursor.at = start + 20;
    Ok(row)
}

fn loose_row(cursor: &mut Cursor<'_>) -> Result<Row, Odd> {
    cursor.space();
    let at = cursor.at;
    let offset = usize::try_from(cursor.digits()?).map_err(|_| Odd { at })?;
    cursor.space();
    let generation = u16::try_from(cursor.digits()?).map_err(|_| Odd { at })?;
    cursor.space();
    let kind = cursor.peek();
    cursor.at += 1;
    if cursor.peek().is_some_and(|it| !is_space(it)) {
        return Err(Odd { at });
    }
    match kind {
        Some(b'n') => Ok(Row::At { offset, generation }),
        Some(b'f') => Ok(Row::Free(generation)),
        _ => Err(Odd { at }),
    }
}

/// ISO 32000-1, 7.5.8.
fn stream_rows(
    bytes: &[u8],
    object: &Object,
    budget: &Budget,
    strict: bool,
    rows: &mut BTreeMap<u32, Row>,
) -> Result<(), Odd> {
    let odd = Odd {
        at: object.span.start,
    };
    let dict = object.value.as_dict().ok_or(odd)?;
    let numbers = |key: &[u8]| -> Option<Vec<u64>> {
        let items = dict.get(key)?.as_array()?;
        items
            .iter()
            .map(|it| it.as_integer().and_then(|it| u64::try_from(it).ok()))
            .collect()
    };
    let widths = numbers(b"W")
        .filter(|it| it.len() == 3 && it.iter().all(|w| *w <= 8))
        .ok_or(odd)?;
    let size = dict
        .get(b"Size".as_slice())
        .and_then(Value::as_integer)
        .and_then(|it| u64::try_from(it).ok())
        .ok_or(odd)?;
    let index = match dict.get(b"Index".as_slice()) {
        None => vec![0, size],
        Some(_) => numbers(b"Index")
            .filter(|it| it.len() % 2 == 0)
            .ok_or(odd)?,
    };
    let data = unpack(bytes, object, budget).ok_or(odd)?;
    let widths: Vec<usize> = widths
        .iter()
        .filter_map(|w| usize::try_from(*w).ok())
        .collect();
    let width: usize = widths.iter().sum();
    if width == 0 {
        return Err(odd);
    }
    let mut entries = data.chunks_exact(width);
    for pair in index.chunks_exact(2) {
        if pair[0].saturating_add(pair[1]) > LARGEST_NUMBER + 1 {
            return Err(odd);
        }
        for number in pair[0]..pair[0] + pair[1] {
            let entry = entries.next().ok_or(odd)?;
            let (kind, rest) = entry.split_at(widths[0]);
            let (second, third) = rest.split_at(widths[1]);
            let whole = |part: &[u8]| part.iter().fold(0_u64, |sum, b| sum << 8 | u64::from(*b));
            let kind = if kind.is_empty() { 1 } else { whole(kind) };
            let (second, third) = (whole(second), whole(third));
            let row = match kind {
                0 => Row::Free(u16::try_from(third).map_err(|_| odd)?),
                1 => Row::At {
                    offset: usize::try_from(second).map_err(|_| odd)?,
                    generation: u16::try_from(third).map_err(|_| odd)?,
                },
                2 => Row::In {
                    stream: u32::try_from(second).map_err(|_| odd)?,
                    index: usize::try_from(third).map_err(|_| odd)?,
                },
                _ => return Err(odd),
            };
            let number = u32::try_from(number).map_err(|_| odd)?;
            if rows.insert(number, row).is_some() && strict {
                return Err(odd);
            }
        }
    }
    if strict && (entries.next().is_some() || !entries.remainder().is_empty()) {
        return Err(odd);
    }
    Ok(())
}
