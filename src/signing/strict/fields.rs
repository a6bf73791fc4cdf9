//! Signature fields, and the gaps of signatures.

use std::collections::BTreeSet;
use std::ops::Range;

use super::state::State;
use super::value::{Cursor, Id, Object, Odd, Value};
use crate::signing::revision::read_text;

/// More signatures than any paper bears; one more is looked for, to be told of.
pub(crate) const MOST: usize = 64;
/// More fields, and parts of fields, than any form has.
const MOST_PARTS: usize = 100_000;
/// Deeper than any tree of fields.
const DEEPEST: usize = 32;

/// A field that holds, or may hold, a signature.
#[derive(Debug, Clone)]
pub(crate) struct SignatureField {
    pub id: Id,
    /// Partial names joined with points.
    pub name: String,
    pub description: Option<String>,
    pub value: Option<Value>,
    /// Annotations that are objects of their own.
    pub widgets: Vec<Id>,
}

/// The signature fields of the list of fields.
pub(crate) fn signature_fields(state: &State<'_>) -> Result<Vec<SignatureField>, Odd> {
    let catalog = state.catalog()?;
    let form = state.dict(catalog.get(b"AcroForm".as_slice()))?;
    let fields = match &form {
        Some(form) => state.array(form.get(b"Fields".as_slice()))?,
        None => None,
    };
    let mut out = Vec::new();
    let mut walk = Walk {
        state,
        seen: BTreeSet::new(),
        parts: 0,
        out: &mut out,
    };
    for field in fields.iter().flatten() {
        walk.gather(field, "", false, 0)?;
    }
    Ok(out)
}

struct Walk<'a, 'b> {
    state: &'a State<'a>,
    seen: BTreeSet<u32>,
    parts: usize,
    out: &'b mut Vec<SignatureField>,
}

impl Walk<'_, '_> {
    fn count(&mut self, parts: usize) -> Result<(), Odd> {
        self.parts = self.parts.saturating_add(parts);
        if self.parts <= MOST_PARTS {
            Ok(())
        } else {
            Err(Odd { at: 0 })
        }
    }

    fn gather(
        &mut self,
        field: &Value,
        above: &str,
        is_signature: bool,
        depth: usize,
    ) -> Result<(), Odd> {
        let Some(id) = field.as_ref() else {
            return Ok(());
        };
        self.count(1)?;
        if depth > DEEPEST {
            return Err(Odd { at: 0 });
        }
        if !self.seen.insert(id.number) {
            return Ok(());
        }
        let Some(object) = self.state.object(id)? else {
            return Ok(());
        };
        let Some(dict) = object.value.as_dict() else {
            return Ok(());
        };
        let text = |key: &[u8]| -> Result<Option<String>, Odd> {
            Ok(self.state.text(dict.get(key))?.as_deref().map(read_text))
        };
        let name = match (above, text(b"T")?) {
            (above, None) => above.to_owned(),
            ("", Some(own)) => own,
            (above, Some(own)) => format!("{above}.{own}"),
        };
        let kind = self.state.name(dict.get(b"FT".as_slice()))?;
        let is_signature = match kind {
            Some(kind) => kind == b"Sig",
            None => is_signature,
        };
        let kids = self
            .state
            .array(dict.get(b"Kids".as_slice()))?
            .unwrap_or_default();
        self.count(kids.len())?;
        let mut widgets = Vec::new();
        for kid in &kids {
            let has_name = match kid.as_ref() {
                Some(id) => self.state.object(id)?.is_some_and(|it| {
                    it.value
                        .as_dict()
                        .is_some_and(|d| d.contains_key(b"T".as_slice()))
                }),
                None => false,
            };
            match kid.as_ref() {
                Some(id) if !has_name => widgets.push(id),
                _ => self.gather(kid, &name, is_signature, depth + 1)?,
            }
        }
        if is_signature && (kids.is_empty() || !widgets.is_empty()) {
            self.out.push(SignatureField {
                id,
                name,
                description: text(b"TU")?,
                value: dict.get(b"V".as_slice()).cloned(),
                widgets,
            });
        }
        Ok(())
    }
}

/// The room of a signature in the bytes of a file, with its angle brackets, and the end of what the
/// signature covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gap {
    pub room: Range<usize>,
    pub covered: usize,
}

/// The gap of a signature dictionary, if its numbers and its contents agree.
pub(crate) fn gap_of(bytes: &[u8], object: &Object) -> Option<Gap> {
    let dict = object.value.as_dict()?;
    let numbers: Option<Vec<usize>> = dict
        .get(b"ByteRange".as_slice())?
        .as_array()?
        .iter()
        .map(|it| usize::try_from(it.as_integer()?).ok())
        .collect();
    let gap = gap(bytes, &numbers?)?;
    (object.entries.get(b"Contents".as_slice()) == Some(&gap.room)).then_some(gap)
}

/// Every stretch of the file that is the gap of a signature by its /`ByteRange`, whether any list
/// of fields names it or not.
pub(crate) fn gaps(bytes: &[u8]) -> Vec<Gap> {
    let marker = b"/ByteRange";
    let mut out: Vec<Gap> = Vec::new();
    let mut at = 0;
    while let Some(found) = super::value::find(&bytes[at..], marker) {
        at += found + marker.len();
        let numbers = four_numbers(Cursor::new(bytes, at, true));
        let gap = numbers.and_then(|it| gap(bytes, &it));
        out.extend(gap.filter(|it| !out.contains(it)));
        if out.len() > MOST {
            break;
        }
    }
    out.sort_by_key(|it| (it.covered, it.room.start));
    out
}

/// `[0 12 34 56]`, nothing longer.
fn four_numbers(mut cursor: Cursor<'_>) -> Option<Vec<usize>> {
    let mut out = Vec::new();
    cursor.few_spaces();
    cursor.take(b"[").ok()?;
    for _ in 0..4 {
        cursor.few_spaces();
        out.push(usize::try_from(cursor.digits().ok()?).ok()?);
    }
    cursor.few_spaces();
    cursor.take(b"]").ok()?;
    Some(out)
}

fn gap(bytes: &[u8], numbers: &[usize]) -> Option<Gap> {
    let [0, first, second, rest] = *numbers else {
        return None;
    };
    let covered = second.checked_add(rest).filter(|it| *it <= bytes.len())?;
    let inside = bytes.get(first..second)?;
    let digits = inside.strip_prefix(b"<")?.strip_suffix(b">")?;
    digits.iter().all(u8::is_ascii_hexdigit).then_some(Gap {
        room: first..second,
        covered,
    })
}
