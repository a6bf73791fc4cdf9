//! The objects of a file as they are after some of its sections (ISO 32000-1, 7.5).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::sections::{Row, Section};
use super::unpack::{Budget, unpack};
use super::value::{Cursor, Dict, Id, Object, Odd, Value, is_space};

/// The objects inside an object stream.
#[derive(Debug)]
pub(crate) struct Packed {
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

    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.places.iter().map(|(number, _)| *number)
    }

    /// Whether every byte of the data belongs to one of its objects.
    pub(crate) fn is_filled(&self) -> bool {
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
pub(crate) struct State<'a> {
    pub bytes: &'a [u8],
    pub rows: BTreeMap<u32, Row>,
    pub trailer: Dict,
    budget: &'a Budget,
    /// Where bytes begin that were appended to a signed file.
    strict_from: usize,
    packed: RefCell<BTreeMap<u32, Option<Rc<Packed>>>>,
}

impl<'a> State<'a> {
    pub(crate) fn of(
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
    pub(crate) fn with(&self, section: &Section) -> Self {
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

    pub(crate) fn is_in_use(&self, number: u32) -> bool {
        matches!(
            self.rows.get(&number),
            Some(Row::At { .. } | Row::In { .. })
        )
    }

    /// An object by its number, whatever its generation; `None` if there is no such object.
    pub(crate) fn by_number(&self, number: u32) -> Result<Option<Object>, Odd> {
        // What is spent is not read once more.
        self.budget.read(0, 0)?;
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

    pub(crate) fn packed(&self, stream: u32) -> Option<Rc<Packed>> {
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
    pub(crate) fn unpacked(&self, object: &Object) -> Option<Vec<u8>> {
        unpack(self.bytes, object, self.budget)
    }

    /// What a value is, where it may stand in an object of its own.
    pub(crate) fn resolved(&self, value: &Value) -> Result<Value, Odd> {
        match value {
            Value::Ref(id) => Ok(self.object(*id)?.map_or(Value::Null, |it| it.value)),
            other => Ok(other.clone()),
        }
    }

    /// The object a reference means.
    pub(crate) fn object(&self, id: Id) -> Result<Option<Object>, Odd> {
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

    /// A dictionary, if it is there. A value of another kind is not taken for none: other programs
    /// might read something into it.
    pub(crate) fn dict(&self, value: Option<&Value>) -> Result<Option<Dict>, Odd> {
        self.typed(value, |it| match it {
            Value::Dict(dict) => Some(dict),
            _ => None,
        })
    }

    pub(crate) fn array(&self, value: Option<&Value>) -> Result<Option<Vec<Value>>, Odd> {
        self.typed(value, |it| match it {
            Value::Array(items) => Some(items),
            _ => None,
        })
    }

    pub(crate) fn name(&self, value: Option<&Value>) -> Result<Option<Vec<u8>>, Odd> {
        self.typed(value, |it| match it {
            Value::Name(name) => Some(name),
            _ => None,
        })
    }

    pub(crate) fn text(&self, value: Option<&Value>) -> Result<Option<Vec<u8>>, Odd> {
        self.typed(value, |it| match it {
            Value::Text(text) => Some(text),
            _ => None,
        })
    }

    fn typed<T>(
        &self,
        value: Option<&Value>,
        take: impl FnOnce(Value) -> Option<T>,
    ) -> Result<Option<T>, Odd> {
        match value.map(|it| self.resolved(it)).transpose()? {
            None | Some(Value::Null) => Ok(None),
            Some(it) => take(it).map(Some).ok_or(Odd { at: 0 }),
        }
    }

    pub(crate) fn root(&self) -> Option<Id> {
        self.trailer.get(b"Root".as_slice())?.as_ref()
    }

    pub(crate) fn info(&self) -> Option<Id> {
        self.trailer.get(b"Info".as_slice())?.as_ref()
    }

    pub(crate) fn catalog(&self) -> Result<Dict, Odd> {
        self.dict(self.trailer.get(b"Root".as_slice()))?
            .ok_or(Odd { at: 0 })
    }
}
