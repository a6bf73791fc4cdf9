//! The words that the look of a field draws, as far as its fonts tell which letters they draw.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::state::State;
use super::value::{Cursor, Dict, Value};

/// Looks inside looks.
const DEEPEST: usize = 6;
/// Letters of a mark, and far more.
const MOST: usize = 20_000;

/// Code of two bytes → letters.
type Letters = BTreeMap<u16, String>;

/// What the look of a field says, lines parted by spaces; nothing if it has none, or if a letter of
/// it cannot be told.
pub(crate) fn drawn_words(state: &State<'_>, field: &Dict) -> Option<String> {
    let looks = state.dict(field.get(b"AP".as_slice())).ok()??;
    let mut out = String::new();
    draw(state, looks.get(b"N".as_slice())?, &mut out, 0)?;
    Some(out)
}

fn draw(state: &State<'_>, look: &Value, out: &mut String, depth: usize) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    let object = state.object(look.as_ref()?).ok()??;
    let dict = object.value.as_dict()?;
    let resources = state
        .dict(dict.get(b"Resources".as_slice()))
        .ok()?
        .unwrap_or_default();
    let part = |key: &[u8]| state.dict(resources.get(key)).ok()?;
    let fonts = part(b"Font").unwrap_or_default();
    let others = part(b"XObject").unwrap_or_default();
    let content = state.unpacked(&object)?;
    let mut known: BTreeMap<Vec<u8>, Letters> = BTreeMap::new();
    let mut font: Option<Vec<u8>> = None;
    let mut operands: Vec<Value> = Vec::new();
    let mut cursor = Cursor::new(&content, 0, false);
    loop {
        cursor.space();
        let Some(byte) = cursor.peek() else {
            return Some(());
        };
        let mut ahead = cursor.clone();
        if let Ok(value) = ahead.value() {
            operands.push(value);
            cursor = ahead;
            continue;
        }
        let start = cursor.at;
        while cursor
            .peek()
            .is_some_and(|b| b.is_ascii_alphanumeric() || b"'\"*".contains(&b))
        {
            cursor.at += 1;
        }
        if cursor.at == start || !byte.is_ascii_graphic() {
            return None;
        }
        match &content[start..cursor.at] {
            b"Tf" => {
                let name = operands.first()?.as_name()?.to_vec();
                if let Entry::Vacant(slot) = known.entry(name.clone()) {
                    slot.insert(letters(state, fonts.get(&name)?)?);
                }
                font = Some(name);
            }
            b"Tj" | b"TJ" | b"'" | b"\"" => {
                let map = known.get(font.as_ref()?)?;
                let shown = operands.last()?;
                let pieces = shown.as_array().unwrap_or(std::slice::from_ref(shown));
                for piece in pieces.iter().filter_map(Value::as_text) {
                    for code in piece.chunks(2) {
                        let code: [u8; 2] = code.try_into().ok()?;
                        out.push_str(map.get(&u16::from_be_bytes(code))?);
                    }
                }
            }
            b"Td" | b"TD" | b"Tm" | b"T*" | b"ET" => out.push(' '),
            b"Do" => {
                let name = operands.first()?.as_name()?;
                let other = others.get(name)?;
                let kind = state.dict(Some(other)).ok()?;
                if kind.is_none_or(|it| {
                    it.get(b"Subtype".as_slice()).and_then(Value::as_name) == Some(b"Form")
                }) {
                    draw(state, other, out, depth + 1)?;
                }
            }
            // A picture inside the words of a page.
            b"BI" => return None,
            _ => {}
        }
        operands.clear();
        if out.len() > MOST {
            return None;
        }
    }
}

/// Which letters a font of two-byte codes draws (ISO 32000-1, 9.10.3).
fn letters(state: &State<'_>, font: &Value) -> Option<Letters> {
    let dict = state.dict(Some(font)).ok()??;
    if dict.get(b"Subtype".as_slice())?.as_name()? != b"Type0" {
        return None;
    }
    let object = state
        .object(dict.get(b"ToUnicode".as_slice())?.as_ref()?)
        .ok()??;
    let map = state.unpacked(&object)?;
    let mut out = Letters::new();
    let mut operands: Vec<Value> = Vec::new();
    let mut cursor = Cursor::new(&map, 0, false);
    loop {
        cursor.space();
        if cursor.peek().is_none() {
            return Some(out);
        }
        let mut ahead = cursor.clone();
        if let Ok(value) = ahead.value() {
            operands.push(value);
            cursor = ahead;
            continue;
        }
        let start = cursor.at;
        while cursor.peek().is_some_and(|b| b.is_ascii_alphanumeric()) {
            cursor.at += 1;
        }
        match &map[start..cursor.at] {
            b"" => cursor.at += 1,
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    out.insert(code(&pair[0])?, utf16(pair[1].as_text()?)?);
                }
            }
            b"endbfrange" => {
                for triple in operands.chunks_exact(3) {
                    range(&mut out, code(&triple[0])?, code(&triple[1])?, &triple[2])?;
                }
            }
            _ => {}
        }
        operands.clear();
        if out.len() > MOST {
            return None;
        }
    }
}

/// Codes of one range differ in their second byte only.
fn range(out: &mut Letters, first: u16, last: u16, to: &Value) -> Option<()> {
    if last.checked_sub(first)? > 0xFF {
        return None;
    }
    if let Some(list) = to.as_array() {
        for (code, letters) in (first..=last).zip(list) {
            out.insert(code, utf16(letters.as_text()?)?);
        }
        return Some(());
    }
    let mut letters: Vec<u8> = to.as_text()?.to_vec();
    for code in first..=last {
        out.insert(code, utf16(&letters)?);
        let end = letters.last_mut()?;
        *end = end.wrapping_add(1);
    }
    Some(())
}

fn code(value: &Value) -> Option<u16> {
    let bytes: [u8; 2] = value.as_text()?.try_into().ok()?;
    Some(u16::from_be_bytes(bytes))
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect();
    String::from_utf16(&units).ok()
}
