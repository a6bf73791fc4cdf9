//! Decoding of streams, within a budget that a hostile file cannot exceed.

use std::cell::Cell;
use std::io::Read as _;

use super::value::{Dict, Object, Odd, Value};

/// Bytes of all unpacked streams of objects and rows.
const MOST_UNPACKED: usize = 96 << 20;
/// Bytes of objects that are read for one file, those read twice counted twice: objects may lie one
/// inside another.
const MOST_READ: usize = 512 << 20;

/// What may be spent on one file: bytes unpacked and bytes read.
#[derive(Debug, Default)]
pub(crate) struct Budget {
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

    pub(crate) fn read(&self, from: usize, to: usize) -> Result<(), Odd> {
        let all = self.read.get().saturating_add(to.saturating_sub(from));
        self.read.set(all);
        if all <= MOST_READ {
            Ok(())
        } else {
            Err(Odd { at: from })
        }
    }
}

/// The bytes of a stream that is plain or packed with Flate (with PNG predictors).
pub(super) fn unpack(bytes: &[u8], object: &Object, budget: &Budget) -> Option<Vec<u8>> {
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
