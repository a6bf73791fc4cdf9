//! The cross-reference sections of a PDF and the objects they name (ISO 32000-1, 7.5).

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::rc::Rc;

use super::value::{Cursor, Dict, Id, Object, Odd, Value, is_space};

/// Programs count objects in 31 bits. The standard's own limit (ISO 32000-1, annex C: 8388607) is
/// passed by some, and costs nothing here: only rows that stand in the file are kept.
pub const LARGEST_NUMBER: u64 = 2_147_483_646;
/// More updates than any paper sees; a file that names more was made to take time.
const MOST_SECTIONS: usize = 512;
/// Rows of all sections of a file.
const MOST_ROWS: usize = 1_000_000;
/// Bytes of all unpacked streams of objects and rows.
const MOST_UNPACKED: usize = 96 << 20;
/// How far from the end the last `startxref` may stand.
const TAIL: usize = 2048;

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    Free(u16),
    At { offset: usize, generation: u16 },
    In { stream: u32, index: usize },
}

/// One cross-reference section with its trailer.
#[derive(Debug, Clone)]
pub struct Section {
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

/// Bytes of objects that are read for one file, those read twice counted twice: objects may lie one
/// inside another.
const MOST_READ: usize = 512 << 20;

/// What one file may cost: bytes unpacked and bytes read, whoever does it.
#[derive(Debug, Default)]
pub struct Budget {
    unpacked: Cell<usize>,
    read: Cell<usize>,
}

impl Budget {
    fn take(&self, bytes: usize) -> bool {
        let all = self.unpacked.get().saturating_add(bytes);
        self.unpacked.set(all);
        all <= MOST_UNPACKED
    }

    fn left(&self) -> usize {
        MOST_UNPACKED.saturating_sub(self.unpacked.get())
    }

    fn read(&self, from: usize, to: usize) -> Result<(), Odd> {
        let all = self.read.get().saturating_add(to.saturating_sub(from));
        self.read.set(all);
        if all <= MOST_READ {
            Ok(())
        } else {
            Err(Odd { at: from })
        }
    }
}

/// The sections of a file, the oldest first.
pub fn sections(bytes: &[u8], start: usize, budget: &Budget) -> Result<Vec<Section>, Odd> {
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
pub fn last_start(bytes: &[u8]) -> Result<usize, Odd> {
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
pub fn section(bytes: &[u8], offset: usize, strict: bool, budget: &Budget) -> Result<Section, Odd> {
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

/// The bytes of a stream that is plain or packed with Flate (with PNG predictors).
fn unpack(bytes: &[u8], object: &Object, budget: &Budget) -> Option<Vec<u8>> {
    let raw = bytes.get(object.stream.clone()?)?;
    let dict = object.value.as_dict()?;
    if dict.contains_key(b"F".as_slice()) {
        return None;
    }
    let single = |key: &[u8]| match dict.get(key) {
        Some(Value::Array(items)) if items.len() == 1 => Some(items[0].clone()),
        other => other.cloned(),
    };
    let filter = single(b"Filter");
    let Some(filter) = filter else {
        return budget.take(raw.len()).then(|| raw.to_vec());
    };
    if filter.as_name() != Some(b"FlateDecode") {
        return None;
    }
    let mut out = Vec::new();
    let left = budget.left();
    flate2::read::ZlibDecoder::new(raw)
        .take(left as u64 + 1)
        .read_to_end(&mut out)
        .ok()?;
    if !budget.take(out.len()) {
        return None;
    }
    match single(b"DecodeParms") {
        None => Some(out),
        Some(Value::Dict(parms)) => unpredict(out, &parms),
        Some(_) => None,
    }
}

fn unpredict(data: Vec<u8>, parms: &Dict) -> Option<Vec<u8>> {
    let number = |key: &[u8], usual: usize| match parms.get(key) {
        None => Some(usual),
        Some(it) => usize::try_from(it.as_integer()?).ok(),
    };
    let predictor = number(b"Predictor", 1)?;
    if predictor == 1 {
        return Some(data);
    }
    if predictor < 10 || number(b"Colors", 1)? != 1 || number(b"BitsPerComponent", 8)? != 8 {
        return None;
    }
    let columns = number(b"Columns", 1)?.clamp(1, 1 << 16);
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0_u8; columns];
    for row in data.chunks(columns + 1) {
        let (kind, values) = row.split_first()?;
        if values.len() != columns {
            return None;
        }
        let mut line = vec![0_u8; columns];
        for at in 0..columns {
            let left = if at == 0 { 0 } else { line[at - 1] };
            let corner = if at == 0 { 0 } else { above[at - 1] };
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => above[at],
                3 => u8::midpoint(left, above[at]),
                4 => paeth(left, above[at], corner),
                _ => return None,
            };
            line[at] = values[at].wrapping_add(guess);
        }
        out.extend(&line);
        above = line;
    }
    Some(out)
}

/// PNG, 9.4.
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(above) - i16::from(corner);
    let distance = |it: u8| (guess - i16::from(it)).abs();
    if distance(left) <= distance(above) && distance(left) <= distance(corner) {
        left
    } else if distance(above) <= distance(corner) {
        above
    } else {
        corner
    }
}

/// The objects inside an object stream.
#[derive(Debug)]
pub struct Packed {
    data: Vec<u8>,
    /// Number and place of each.
    places: Vec<(u32, usize)>,
}

impl Packed {
    fn read(bytes: &[u8], object: &Object, budget: &Budget) -> Option<Self> {
        let dict = object.value.as_dict()?;
        let whole = |key: &[u8]| usize::try_from(dict.get(key)?.as_integer()?).ok();
        if dict.get(b"Type".as_slice())?.as_name()? != b"ObjStm" {
            return None;
        }
        let (count, first) = (whole(b"N")?, whole(b"First")?);
        let data = unpack(bytes, object, budget)?;
        let mut cursor = Cursor::new(data.get(..first)?, 0, true);
        let mut places = Vec::new();
        for _ in 0..count {
            cursor.space();
            let number = u32::try_from(cursor.digits().ok()?).ok()?;
            cursor.space();
            let at = usize::try_from(cursor.digits().ok()?).ok()?;
            places.push((number, first.checked_add(at)?));
        }
        Some(Self { data, places })
    }

    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        self.places.iter().map(|(number, _)| *number)
    }

    /// Whether every byte of the data belongs to one of its objects.
    pub fn is_filled(&self) -> bool {
        let mut end = None;
        for (_, at) in &self.places {
            let mut cursor = Cursor::new(&self.data, *at, true);
            if end.is_some_and(|end: usize| {
                end > *at
                    || !self
                        .data
                        .get(end..*at)
                        .is_some_and(|gap| gap.iter().all(|b| is_space(*b)))
            }) {
                return false;
            }
            cursor.space();
            if cursor.value().is_err() {
                return false;
            }
            end = Some(cursor.at);
        }
        end.is_none_or(|end| self.data[end..].iter().all(|b| is_space(*b)))
    }
}

/// The file as it was after some of its sections.
pub struct State<'a> {
    pub bytes: &'a [u8],
    pub rows: BTreeMap<u32, Row>,
    pub trailer: Dict,
    budget: &'a Budget,
    /// Where bytes begin that were appended to a signed file.
    strict_from: usize,
    packed: RefCell<BTreeMap<u32, Option<Rc<Packed>>>>,
}

impl<'a> State<'a> {
    pub fn of(
        bytes: &'a [u8],
        sections: &[Section],
        budget: &'a Budget,
        strict_from: usize,
    ) -> Self {
        let mut rows = BTreeMap::new();
        for section in sections {
            rows.extend(section.rows.iter().map(|(number, row)| (*number, *row)));
        }
        Self {
            bytes,
            rows,
            trailer: sections
                .last()
                .map(|it| it.trailer.clone())
                .unwrap_or_default(),
            budget,
            strict_from,
            packed: RefCell::default(),
        }
    }

    /// The state after one more section.
    pub fn with(&self, section: &Section) -> Self {
        let mut rows = self.rows.clone();
        rows.extend(section.rows.iter().map(|(number, row)| (*number, *row)));
        Self {
            bytes: self.bytes,
            rows,
            trailer: section.trailer.clone(),
            budget: self.budget,
            strict_from: self.strict_from,
            packed: RefCell::default(),
        }
    }

    pub fn is_in_use(&self, number: u32) -> bool {
        matches!(
            self.rows.get(&number),
            Some(Row::At { .. } | Row::In { .. })
        )
    }

    /// An object by its number, whatever its generation; `None` if there is no such object.
    pub fn by_number(&self, number: u32) -> Result<Option<Object>, Odd> {
        match self.rows.get(&number) {
            None | Some(Row::Free(_)) => Ok(None),
            Some(Row::At { offset, generation }) => {
                let strict = *offset >= self.strict_from;
                let mut cursor = Cursor::new(self.bytes, *offset, strict);
                if !strict {
                    cursor.few_spaces();
                }
                let (id, object) = cursor.object(&mut |id| self.length(id))?;
                self.budget.read(*offset, cursor.at)?;
                if id.number == number && id.generation == *generation {
                    Ok(Some(object))
                } else {
                    Err(Odd { at: *offset })
                }
            }
            Some(Row::In { stream, index }) => {
                let packed = self.packed(*stream).ok_or(Odd { at: 0 })?;
                let found = packed.places.get(*index).filter(|it| it.0 == number);
                let (_, at) = found.ok_or(Odd { at: 0 })?;
                let mut cursor = Cursor::new(&packed.data, *at, true);
                cursor.few_spaces();
                let value = cursor.value()?;
                self.budget.read(*at, cursor.at)?;
                Ok(Some(Object {
                    value,
                    stream: None,
                    span: 0..0,
                    entries: BTreeMap::new(),
                }))
            }
        }
    }

    pub fn packed(&self, stream: u32) -> Option<Rc<Packed>> {
        if let Some(known) = self.packed.borrow().get(&stream) {
            return known.clone();
        }
        let read = match self.rows.get(&stream) {
            // A stream of objects inside another is forbidden, and would go round in circles.
            Some(Row::At { .. }) => self
                .by_number(stream)
                .ok()
                .flatten()
                .and_then(|object| Packed::read(self.bytes, &object, self.budget))
                .map(Rc::new),
            _ => None,
        };
        self.packed.borrow_mut().insert(stream, read.clone());
        read
    }

    /// The length of a stream that stands in an object of its own.
    fn length(&self, id: Id) -> Option<i64> {
        let Some(Row::At { offset, generation }) = self.rows.get(&id.number) else {
            return None;
        };
        let mut cursor = Cursor::new(self.bytes, *offset, *offset >= self.strict_from);
        cursor.few_spaces();
        let (found, object) = cursor.object(&mut |_| None).ok()?;
        self.budget.read(*offset, cursor.at).ok()?;
        (found == id && *generation == id.generation)
            .then(|| object.value.as_integer())
            .flatten()
    }

    /// The bytes of a stream.
    pub fn unpacked(&self, object: &Object) -> Option<Vec<u8>> {
        unpack(self.bytes, object, self.budget)
    }

    /// What a value is, where it may stand in an object of its own.
    pub fn resolved(&self, value: &Value) -> Result<Value, Odd> {
        match value {
            Value::Ref(id) => Ok(self.object(*id)?.map_or(Value::Null, |it| it.value)),
            other => Ok(other.clone()),
        }
    }

    /// The object a reference means.
    pub fn object(&self, id: Id) -> Result<Option<Object>, Odd> {
        let generation = match self.rows.get(&id.number) {
            Some(Row::At { generation, .. }) => *generation,
            _ => 0,
        };
        if generation == id.generation {
            self.by_number(id.number)
        } else {
            Ok(None)
        }
    }

    pub fn dict(&self, value: Option<&Value>) -> Result<Option<Dict>, Odd> {
        match value.map(|it| self.resolved(it)).transpose()? {
            Some(Value::Dict(dict)) => Ok(Some(dict)),
            _ => Ok(None),
        }
    }

    pub fn array(&self, value: Option<&Value>) -> Result<Option<Vec<Value>>, Odd> {
        match value.map(|it| self.resolved(it)).transpose()? {
            Some(Value::Array(items)) => Ok(Some(items)),
            _ => Ok(None),
        }
    }

    pub fn root(&self) -> Option<Id> {
        self.trailer.get(b"Root".as_slice())?.as_ref()
    }

    pub fn info(&self) -> Option<Id> {
        self.trailer.get(b"Info".as_slice())?.as_ref()
    }

    pub fn catalog(&self) -> Result<Dict, Odd> {
        self.dict(self.trailer.get(b"Root".as_slice()))?
            .ok_or(Odd { at: 0 })
    }
}
