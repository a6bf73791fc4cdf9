//! Objects of a PDF read byte by byte (ISO 32000-1, 7.3).
//!
//! Nothing is repaired here: what is not written as the standard says is an error, so that what one
//! program reads is what any other reads. Old parts of a file, which a signature covers, may hold
//! comments and doubled keys; bytes that were appended to a signed file may not.

use std::collections::BTreeMap;
use std::ops::Range;

/// Deeper than any honest object.
const DEEPEST: usize = 100;

/// Values of one object, whatever they are; more would be made to fill the memory.
const MOST_VALUES: usize = 1_000_000;
/// Spaces before an object that older programs leave by mistake.
const FEW_SPACES: usize = 32;

/// Number and generation of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id {
    pub number: u32,
    pub generation: u16,
}

/// Keys without the slash; keys whose value is null are left out, as the standard has it.
pub(crate) type Dict = BTreeMap<Vec<u8>, Value>;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    /// Written with a point: programs that look for a whole number take `2.0` for none.
    Real(f64),
    Text(Vec<u8>),
    Name(Vec<u8>),
    Array(Vec<Value>),
    Dict(Dict),
    Ref(Id),
}

impl Value {
    pub(crate) fn as_dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(it) => Some(it),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(it) => Some(it),
            _ => None,
        }
    }

    pub(crate) fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(it) => Some(*it),
            _ => None,
        }
    }

    pub(crate) fn as_name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(it) => Some(it),
            _ => None,
        }
    }

    pub(crate) fn as_text(&self) -> Option<&[u8]> {
        match self {
            Self::Text(it) => Some(it),
            _ => None,
        }
    }

    pub(crate) fn as_ref(&self) -> Option<Id> {
        match self {
            Self::Ref(it) => Some(*it),
            _ => None,
        }
    }

    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "lengths of a page are small")]
            Self::Integer(it) => Some(*it as f64),
            Self::Real(it) => Some(*it),
            _ => None,
        }
    }

    /// Calls back for every reference inside.
    pub(crate) fn each_ref(&self, found: &mut dyn FnMut(Id)) {
        match self {
            Self::Ref(id) => found(*id),
            Self::Array(items) => items.iter().for_each(|it| it.each_ref(found)),
            Self::Dict(dict) => dict.values().for_each(|it| it.each_ref(found)),
            _ => {}
        }
    }
}

/// A whole indirect object.
#[derive(Debug, Clone)]
pub(crate) struct Object {
    pub value: Value,
    /// Where its stream lies in the file, if it has one.
    pub stream: Option<Range<usize>>,
    /// From the object's number to the end of `endobj`.
    pub span: Range<usize>,
    /// Where the values of the outermost dictionary stand.
    pub entries: BTreeMap<Vec<u8>, Range<usize>>,
}

/// A place where the bytes are not what they must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Odd {
    pub at: usize,
}

/// Reads from the front.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
    /// Whether comments and doubled keys are errors.
    strict: bool,
    /// Values that may still come.
    left: usize,
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize, strict: bool) -> Self {
        Self {
            bytes,
            at,
            strict,
            left: MOST_VALUES,
        }
    }

    pub(super) fn odd<T>(&self) -> Result<T, Odd> {
        Err(Odd { at: self.at })
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn starts_with(&self, word: &[u8]) -> bool {
        self.bytes
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(word))
    }

    pub(super) fn take(&mut self, word: &[u8]) -> Result<(), Odd> {
        if self.starts_with(word) {
            self.at += word.len();
            Ok(())
        } else {
            self.odd()
        }
    }

    /// A word that no letter runs on from.
    pub(super) fn keyword(&mut self, word: &[u8]) -> Result<(), Odd> {
        self.take(word)?;
        match self.peek() {
            Some(next) if is_regular(next) => self.odd(),
            _ => Ok(()),
        }
    }

    /// Spaces, and comments where they may stand.
    pub(super) fn space(&mut self) {
        while let Some(byte) = self.peek() {
            if is_space(byte) {
                self.at += 1;
            } else if byte == b'%' && !self.strict {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else {
                break;
            }
        }
    }

    /// A few spaces.
    pub(super) fn few_spaces(&mut self) {
        let spaces = self.bytes.get(self.at..).unwrap_or_default();
        self.at += spaces
            .iter()
            .take(FEW_SPACES)
            .take_while(|b| is_space(**b))
            .count();
    }

    /// One end of line, if there is one.
    pub(super) fn line_end(&mut self) -> bool {
        let length = if self.starts_with(b"\r\n") {
            2
        } else {
            usize::from(self.starts_with(b"\n") || self.starts_with(b"\r"))
        };
        self.at += length;
        length > 0
    }

    /// Digits, without a sign.
    pub(super) fn digits(&mut self) -> Result<u64, Odd> {
        let start = self.at;
        let mut out: u64 = 0;
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            out = out
                .checked_mul(10)
                .and_then(|it| it.checked_add(u64::from(digit - b'0')))
                .filter(|it| *it < 1 << 53)
                .ok_or(Odd { at: start })?;
            self.at += 1;
        }
        if self.at == start {
            self.odd()
        } else {
            Ok(out)
        }
    }

    /// `12 0 obj … endobj`; `length` finds the length of a stream whose length stands elsewhere.
    pub(super) fn object(
        &mut self,
        length: &mut dyn FnMut(Id) -> Option<i64>,
    ) -> Result<(Id, Object), Odd> {
        let start = self.at;
        let id = self.id()?;
        self.space();
        self.keyword(b"obj")?;
        self.space();
        let mut entries = BTreeMap::new();
        let value = self.value_noting(0, Some(&mut entries))?;
        self.space();
        let mut stream = None;
        if self.starts_with(b"stream") {
            stream = Some(self.stream(&value, length)?);
            self.space();
        }
        self.keyword(b"endobj")?;
        let object = Object {
            value,
            stream,
            span: start..self.at,
            entries,
        };
        Ok((id, object))
    }

    fn id(&mut self) -> Result<Id, Odd> {
        let start = self.at;
        let number = u32::try_from(self.digits()?).map_err(|_| Odd { at: start })?;
        if !self.peek().is_some_and(is_space) {
            return self.odd();
        }
        self.space();
        let generation = u16::try_from(self.digits()?).map_err(|_| Odd { at: start })?;
        Ok(Id { number, generation })
    }

    fn stream(
        &mut self,
        value: &Value,
        length: &mut dyn FnMut(Id) -> Option<i64>,
    ) -> Result<Range<usize>, Odd> {
        let start = self.at;
        self.take(b"stream")?;
        if !self.starts_with(b"\r\n") && !self.starts_with(b"\n") {
            return self.odd();
        }
        self.line_end();
        let told = match value
            .as_dict()
            .and_then(|dict| dict.get(b"Length".as_slice()))
        {
            Some(Value::Integer(it)) => Some(*it),
            Some(Value::Ref(id)) => length(*id),
            _ => None,
        };
        let told = told
            .and_then(|it| usize::try_from(it).ok())
            .ok_or(Odd { at: start })?;
        let data = self.at..self.at.checked_add(told).ok_or(Odd { at: start })?;
        let inside = self.bytes.get(data.clone()).ok_or(Odd { at: start })?;
        // A program that looks for the end instead of counting would see another object.
        if self.strict && find(inside, b"endstream").is_some() {
            return Err(Odd { at: start });
        }
        self.at = data.end;
        // The line end before the keyword is none of the stream (ISO 32000-1, 7.3.8.1); every program
        // that signs writes it.
        if !self.line_end() && self.strict {
            return self.odd();
        }
        self.keyword(b"endstream")?;
        Ok(data)
    }

    pub(super) fn value(&mut self) -> Result<Value, Odd> {
        self.value_noting(0, None)
    }

    fn value_noting(
        &mut self,
        depth: usize,
        entries: Option<&mut BTreeMap<Vec<u8>, Range<usize>>>,
    ) -> Result<Value, Odd> {
        if depth > DEEPEST || self.left == 0 {
            return self.odd();
        }
        self.left -= 1;
        match self.peek() {
            Some(b'/') => Ok(Value::Name(self.name()?)),
            Some(b'(') => Ok(Value::Text(self.literal()?)),
            Some(b'[') => self.array(depth),
            Some(b'<') if self.starts_with(b"<<") => self.dict(depth, entries),
            Some(b'<') => Ok(Value::Text(self.hexadecimal()?)),
            Some(b'+' | b'-' | b'.' | b'0'..=b'9') => self.number_or_reference(),
            Some(b't') => self.keyword(b"true").map(|()| Value::Bool(true)),
            Some(b'f') => self.keyword(b"false").map(|()| Value::Bool(false)),
            Some(b'n') => self.keyword(b"null").map(|()| Value::Null),
            _ => self.odd(),
        }
    }

    fn name(&mut self) -> Result<Vec<u8>, Odd> {
        self.take(b"/")?;
        let mut out = Vec::new();
        while let Some(byte) = self.peek().filter(|b| is_regular(*b)) {
            self.at += 1;
            if byte != b'#' {
                out.push(byte);
                continue;
            }
            let digits = self.bytes.get(self.at..self.at + 2).and_then(hex_pair);
            match digits {
                Some(0) | None => return self.odd(),
                Some(decoded) => {
                    out.push(decoded);
                    self.at += 2;
                }
            }
        }
        Ok(out)
    }

    fn literal(&mut self) -> Result<Vec<u8>, Odd> {
        self.take(b"(")?;
        let mut out = Vec::new();
        let mut open = 1_usize;
        loop {
            let Some(byte) = self.peek() else {
                return self.odd();
            };
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(out);
                    }
                }
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    out.push(b'\n');
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        if byte == b'\r' || byte == b'\n' {
            self.line_end();
            return;
        }
        if (b'0'..=b'7').contains(&byte) {
            let mut code = 0_u32;
            for _ in 0..3 {
                let Some(digit) = self.peek().filter(|b| (b'0'..=b'7').contains(b)) else {
                    break;
                };
                code = code * 8 + u32::from(digit - b'0');
                self.at += 1;
            }
            out.push(code.to_le_bytes()[0]);
            return;
        }
        self.at += 1;
        out.push(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 0x0C,
            other => other,
        });
    }

    fn hexadecimal(&mut self) -> Result<Vec<u8>, Odd> {
        self.take(b"<")?;
        let mut out = Vec::new();
        let mut half: Option<u8> = None;
        loop {
            let Some(byte) = self.peek() else {
                return self.odd();
            };
            self.at += 1;
            if byte == b'>' {
                out.extend(half.map(|it| it << 4));
                return Ok(out);
            }
            if is_space(byte) {
                continue;
            }
            let Some(digit) = hex_digit(byte) else {
                self.at -= 1;
                return self.odd();
            };
            match half.take() {
                Some(high) => out.push(high << 4 | digit),
                None => half = Some(digit),
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, Odd> {
        self.take(b"[")?;
        let mut out = Vec::new();
        loop {
            self.space();
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(Value::Array(out));
            }
            out.push(self.value_noting(depth + 1, None)?);
        }
    }

    fn dict(
        &mut self,
        depth: usize,
        mut entries: Option<&mut BTreeMap<Vec<u8>, Range<usize>>>,
    ) -> Result<Value, Odd> {
        self.take(b"<<")?;
        let mut out = Dict::new();
        let mut seen = std::collections::BTreeSet::new();
        loop {
            self.space();
            if self.starts_with(b">>") {
                self.at += 2;
                return Ok(Value::Dict(out));
            }
            let at = self.at;
            let key = self.name()?;
            self.space();
            let start = self.at;
            let mut value = self.value_noting(depth + 1, None)?;
            level_lengths(&key, &mut value);
            // Which of two values counts is not the same in all programs.
            if !seen.insert(key.clone()) && self.strict {
                return Err(Odd { at });
            }
            if let Some(entries) = entries.as_deref_mut() {
                entries.insert(key.clone(), start..self.at);
            }
            if value == Value::Null {
                out.remove(&key);
            } else {
                out.insert(key, value);
            }
        }
    }

    fn number_or_reference(&mut self) -> Result<Value, Odd> {
        let start = self.at;
        if self.peek().is_some_and(|b| b.is_ascii_digit()) {
            let mut ahead = self.clone();
            if let Ok(id) = ahead.id()
                && ahead.peek().is_some_and(is_space)
            {
                ahead.space();
                if ahead.keyword(b"R").is_ok() {
                    self.at = ahead.at;
                    return Ok(Value::Ref(id));
                }
            }
        }
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        let word =
            std::str::from_utf8(&self.bytes[start..self.at]).map_err(|_| Odd { at: start })?;
        let digits = word.strip_prefix(['+', '-']).unwrap_or(word);
        let plain = |c: char| c.is_ascii_digit() || c == '.';
        if digits.is_empty()
            || !digits.chars().all(plain)
            || digits.matches('.').count() > 1
            || digits == "."
        {
            return Err(Odd { at: start });
        }
        if !digits.contains('.') {
            let whole = word.trim_start_matches('+').parse();
            return whole.map(Value::Integer).map_err(|_| Odd { at: start });
        }
        word.parse().map(Value::Real).map_err(|_| Odd { at: start })
    }
}

/// After the end of line at a place, if there is one.
pub(crate) fn after_line_end(bytes: &[u8], at: usize) -> usize {
    let mut cursor = Cursor::new(bytes, at, true);
    if !bytes[..at].ends_with(b"\n") && !bytes[..at].ends_with(b"\r") {
        cursor.line_end();
    }
    cursor.at
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|it| u8::try_from(it).ok())
}

fn hex_pair(pair: &[u8]) -> Option<u8> {
    let [high, low] = pair else { return None };
    Some(hex_digit(*high)? << 4 | hex_digit(*low)?)
}

pub(super) fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|b| *b == first) {
        if bytes[from + at..].starts_with(what) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// Programs that write an object anew may write lengths with a point or without: those of an array,
/// and a few others. What is counted may not.
fn level_lengths(key: &[u8], value: &mut Value) {
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and small")]
    let level = |value: &mut Value| {
        if let Value::Real(real) = value
            && real.fract() == 0.0
            && real.abs() < 1e9
        {
            *value = Value::Integer(*real as i64);
        }
    };
    match value {
        Value::Array(items) if ![b"Nums".as_slice(), b"Limits"].contains(&key) => {
            items.iter_mut().for_each(level);
        }
        _ if [b"W".as_slice(), b"CA", b"ca", b"UserUnit"].contains(&key) => level(value),
        _ => {}
    }
}

#[cfg(test)]
mod tests;
