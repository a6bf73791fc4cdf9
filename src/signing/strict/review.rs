//! The review of one update: the objects it adds or changes, and which of them are accounted for.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, What};
use super::sections::{Row, Section};
use super::state::State;
use super::value::{Dict, Object, Odd, Value};

/// What an update adds that is allowed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Added {
    /// Name of the field and start of the gap of each signature.
    pub signatures: Vec<(String, usize)>,
    /// Fields, signed or not.
    pub fields: Vec<String>,
    pub validation_data: bool,
}

/// Limit on the object numbers referenced in a file.
const MOST_NAMED: usize = 2_000_000;

/// Numbers of all objects referenced before an update, except from the validation data, whether or
/// not the objects exist.
pub(super) struct Known {
    pub named: BTreeSet<u32>,
    /// Whether something in it may show what is hidden: an action or a script.
    pub acts: bool,
    /// Whether programs draw something in it themselves, with the fonts of the form.
    pub draws: bool,
}

impl Known {
    pub(super) fn of(state: &State<'_>) -> Result<Self, Odd> {
        let mut named = BTreeSet::new();
        let (mut acts, mut draws) = (false, false);
        let mut left: Vec<u32> = Vec::new();
        let note = |value: &Value, named: &mut BTreeSet<u32>, left: &mut Vec<u32>| {
            value.each_ref(&mut |id| {
                if named.insert(id.number) {
                    left.push(id.number);
                }
            });
        };
        let mut catalog = state.catalog()?;
        acts |= has_dict(&Value::Dict(catalog.clone()), &acts_on_fields);
        catalog.remove(b"DSS".as_slice());
        note(&Value::Dict(catalog), &mut named, &mut left);
        let root = state.root().map(|id| id.number);
        if let Some(info) = state.info() {
            note(&Value::Ref(info), &mut named, &mut left);
        }
        while let Some(number) = left.pop() {
            // More than any file has rows for.
            if named.len() > MOST_NAMED {
                return Err(Odd { at: 0 });
            }
            if Some(number) == root {
                continue;
            }
            if let Some(object) = state.by_number(number)? {
                acts |= has_dict(&object.value, &acts_on_fields);
                draws |= has_dict(&object.value, &is_drawn_by_program);
                note(&object.value, &mut named, &mut left);
            }
        }
        named.extend(root);
        Ok(Self { named, acts, draws })
    }
}

/// Whether a value, or any dictionary inside, is of some kind.
fn has_dict(value: &Value, is: &dyn Fn(&Dict) -> bool) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|it| has_dict(it, is)),
        Value::Dict(dict) => is(dict) || dict.values().any(|it| has_dict(it, is)),
        _ => false,
    }
}

/// Actions that show or hide fields or change what is seen (ISO 32000-1, table 198).
fn acts_on_fields(dict: &Dict) -> bool {
    let harmless: [&[u8]; 6] = [b"GoTo", b"GoToR", b"URI", b"Named", b"Thread", b"Launch"];
    let action = dict.get(b"S".as_slice()).and_then(Value::as_name);
    let is_action = dict.get(b"Type".as_slice()).and_then(Value::as_name) == Some(b"Action");
    dict.contains_key(b"JS".as_slice())
        || action == Some(b"Hide")
        || action == Some(b"SetOCGState")
        || is_action && !action.is_some_and(|it| harmless.contains(&it))
}

/// A field with words, or a note, whose look may be left to the program that shows it.
fn is_drawn_by_program(dict: &Dict) -> bool {
    let is = |key: &[u8], kind: &[u8]| {
        let value = dict.get(key);
        value.is_some_and(|it| it.as_ref().is_some() || it.as_name() == Some(kind))
    };
    let other_field = dict.get(b"FT".as_slice());
    other_field.is_some_and(|it| it.as_name() != Some(b"Sig")) || is(b"Subtype", b"FreeText")
}

/// An update with the state of the file before and after it.
pub(super) struct Review<'a> {
    pub old: &'a State<'a>,
    pub new: &'a State<'a>,
    pub section: &'a Section,
    pub end: usize,
    /// Objects that existed before and differ now: old and new.
    pub changed: BTreeMap<u32, (Object, Object)>,
    pub fresh: BTreeMap<u32, Object>,
    /// Numbers of the objects that are allowed.
    pub explained: BTreeSet<u32>,
    /// Numbers of those that belong to the validation data.
    pub validation: BTreeSet<u32>,
    /// Annotations of new fields.
    pub widgets: BTreeSet<u32>,
    pub out: Added,
}

/// `Err` is the first change that is not allowed.
pub(super) type Checked = Result<(), Change>;

impl Review<'_> {
    fn at(&self, number: u32) -> usize {
        match self.section.rows.get(&number) {
            Some(Row::At { offset, .. }) => *offset,
            _ => self.section.offset,
        }
    }

    pub(super) fn change(&self, number: u32, what: What) -> Change {
        Change {
            at: self.at(number),
            what,
        }
    }

    /// Marks every new object reachable from a value as allowed, but for what would be a page, a
    /// field or an annotation if something else named it, too.
    pub(super) fn explain(&mut self, value: &Value) {
        let mut left = Vec::new();
        value.each_ref(&mut |id| left.push(id));
        while let Some(id) = left.pop() {
            if let Some(object) = self.fresh.get(&id.number)
                && !object.value.as_dict().is_some_and(is_of_pages)
                && self.explained.insert(id.number)
            {
                object.value.each_ref(&mut |inner| left.push(inner));
            }
        }
    }
}

fn is_of_pages(dict: &Dict) -> bool {
    let kind = dict.get(b"Type".as_slice()).map(Value::as_name);
    let kinds: [&[u8]; 4] = [b"Page", b"Pages", b"Catalog", b"Annot"];
    let keys: [&[u8]; 4] = [b"FT", b"Kids", b"Annots", b"Rect"];
    kind.is_some_and(|it| it.is_none_or(|it| kinds.contains(&it)))
        || keys.iter().any(|key| dict.contains_key(*key))
}

/// Keys whose values differ, sorted.
pub(super) fn differing(before: &Dict, now: &Dict) -> Vec<Vec<u8>> {
    let keys: BTreeSet<&Vec<u8>> = before.keys().chain(now.keys()).collect();
    keys.into_iter()
        .filter(|key| before.get(*key) != now.get(*key))
        .cloned()
        .collect()
}
