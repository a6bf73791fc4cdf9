//! What one update does to the file: only what a signature does.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, What, key_name, kind};
use super::document::{Row, Section, State};
use super::fields::{SignatureField, gap_of, signature_fields};
use super::metadata;
use super::step::after_line_end;
use super::value::{Dict, Id, Object, Odd, Value};

/// What an update adds, as far as it is allowed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Added {
    /// Name of the field and start of the gap of each signature.
    pub signatures: Vec<(String, usize)>,
    /// Fields, signed or not.
    pub fields: Vec<String>,
    pub validation_data: bool,
}

/// Numbers that the objects of a file may name.
const MOST_NAMED: usize = 2_000_000;

/// What is known of everything before an update: numbers of all objects that are named anywhere
/// but in the validation data, whether there are such objects or not.
pub struct Known {
    named: BTreeSet<u32>,
}

impl Known {
    pub fn of(state: &State<'_>) -> Result<Self, Odd> {
        let mut named = BTreeSet::new();
        let mut left: Vec<u32> = Vec::new();
        let note = |value: &Value, named: &mut BTreeSet<u32>, left: &mut Vec<u32>| {
            value.each_ref(&mut |id| {
                if named.insert(id.number) {
                    left.push(id.number);
                }
            });
        };
        let mut catalog = state.catalog()?;
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
                note(&object.value, &mut named, &mut left);
            }
        }
        named.extend(root);
        Ok(Self { named })
    }
}

/// Looks at one update; gives the first thing that is not allowed.
pub fn examine(
    old: &State<'_>,
    new: &State<'_>,
    section: &Section,
    end: usize,
    known: &mut Known,
) -> (Added, Option<Change>) {
    let mut look = Look {
        old,
        new,
        section,
        end,
        changed: BTreeMap::new(),
        fresh: BTreeMap::new(),
        explained: BTreeSet::new(),
        validation: BTreeSet::new(),
        widgets: BTreeSet::new(),
        out: Added::default(),
    };
    let found = look.all(known).err();
    let root = new.root().map(|id| id.number);
    for (number, object) in look
        .changed
        .iter()
        .map(|(n, (_, o))| (n, o))
        .chain(&look.fresh)
    {
        if look.validation.contains(number) {
            continue;
        }
        let mut value = object.value.clone();
        if let Value::Dict(dict) = &mut value
            && Some(*number) == root
        {
            dict.remove(b"DSS".as_slice());
        }
        value.each_ref(&mut |id| {
            known.named.insert(id.number);
        });
    }
    (look.out, found)
}

struct Look<'a> {
    old: &'a State<'a>,
    new: &'a State<'a>,
    section: &'a Section,
    end: usize,
    /// Objects that were there before and are others now: before, and now.
    changed: BTreeMap<u32, (Object, Object)>,
    fresh: BTreeMap<u32, Object>,
    /// Numbers of those that are allowed.
    explained: BTreeSet<u32>,
    /// Those of them that belong to the validation data.
    validation: BTreeSet<u32>,
    /// Annotations of new fields.
    widgets: BTreeSet<u32>,
    out: Added,
}

type Checked = Result<(), Change>;

/// Keys of a field that change when it is signed, of its annotation, and of an XMP packet.
const OF_SIGNING: [&[u8]; 6] = [b"V", b"AP", b"F", b"MK", b"M", b"Lock"];
const OF_LOOK: [&[u8]; 4] = [b"AP", b"F", b"MK", b"M"];
const OF_PACKET: [&[u8]; 5] = [b"Type", b"Subtype", b"Length", b"Filter", b"DecodeParms"];

impl Look<'_> {
    fn at(&self, number: u32) -> usize {
        match self.section.rows.get(&number) {
            Some(Row::At { offset, .. }) => *offset,
            _ => self.section.offset,
        }
    }

    fn change(&self, number: u32, what: What) -> Change {
        Change {
            at: self.at(number),
            what,
        }
    }

    fn all(&mut self, known: &Known) -> Checked {
        self.sort_out()?;
        self.catalog()?;
        self.form()?;
        self.pages()?;
        self.info()?;
        self.metadata()?;
        self.validation_data(known)?;
        for (number, (before, _)) in &self.changed {
            if !self.explained.contains(number) {
                return Err(self.change(*number, What::Replaced(*number, kind(before))));
            }
        }
        for (number, object) in &self.fresh {
            if !self.explained.contains(number) {
                return Err(self.change(*number, What::Stranger(*number, kind(object))));
            }
            if known.named.contains(number) {
                return Err(self.change(*number, What::Awaited(*number)));
            }
        }
        Ok(())
    }

    /// Which objects are new, and which are others than they were.
    fn sort_out(&mut self) -> Checked {
        let mut containers: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        let own = self.section.stream.map(|id| id.number);
        if let Some(own) = own.filter(|own| self.old.is_in_use(*own)) {
            return Err(self.change(own, What::Replaced(own, "таблица объектов")));
        }
        for (number, row) in &self.section.rows {
            match row {
                Row::Free(_) if *number == 0 || !self.old.is_in_use(*number) => continue,
                Row::Free(_) => return Err(self.change(*number, What::Freed(*number))),
                Row::In { stream, .. } => {
                    containers.entry(*stream).or_default().insert(*number);
                }
                Row::At { .. } if Some(*number) == own => continue,
                Row::At { .. } => {}
            }
            let now = self.new.by_number(*number)?;
            let now = now.ok_or_else(|| self.change(*number, What::Bytes))?;
            if let Some(before) = self.old.by_number(*number)? {
                if !self.is_same(&before, &now) {
                    self.changed.insert(*number, (before, now));
                }
            } else {
                self.fresh.insert(*number, now);
            }
        }
        for (container, inside) in containers {
            let packed = self.new.packed(container);
            let is_whole = packed.is_some_and(|it| {
                it.is_filled()
                    && it.numbers().collect::<BTreeSet<_>>() == inside
                    && it.numbers().count() == inside.len()
            });
            if !is_whole || !self.fresh.contains_key(&container) {
                return Err(self.change(container, What::Bytes));
            }
            self.explained.insert(container);
        }
        Ok(())
    }

    fn is_same(&self, before: &Object, now: &Object) -> bool {
        let bytes = |it: &Object| {
            it.stream
                .clone()
                .and_then(|range| self.new.bytes.get(range))
        };
        before.value == now.value && bytes(before) == bytes(now)
    }

    /// Takes an object for allowed, with every new object it names, and those they name.
    fn explain(&mut self, value: &Value) {
        let mut left = Vec::new();
        value.each_ref(&mut |id| left.push(id));
        while let Some(id) = left.pop() {
            if let Some(object) = self.fresh.get(&id.number)
                && self.explained.insert(id.number)
            {
                object.value.each_ref(&mut |inner| left.push(inner));
            }
        }
    }

    fn catalog(&mut self) -> Checked {
        let Some(root) = self.new.root() else {
            return Err(self.change(0, What::Bytes));
        };
        let Some((before, now)) = self.changed.get(&root.number).cloned() else {
            return Ok(());
        };
        let (Some(before), Some(now)) = (before.value.as_dict(), now.value.as_dict()) else {
            return Err(self.change(root.number, What::Bytes));
        };
        for key in differing(before, now) {
            let value = now.get(&key);
            let allowed = match key.as_slice() {
                // Looked at by themselves.
                b"AcroForm" | b"DSS" => value.is_some(),
                b"Extensions" => value.is_some_and(is_plain),
                b"Version" => value.and_then(Value::as_name).is_some_and(is_version),
                _ => false,
            };
            if !allowed {
                return Err(self.change(root.number, What::Catalog(key_name(&key))));
            }
        }
        self.explained.insert(root.number);
        Ok(())
    }

    /// The list of fields, the fields of before, and the new ones.
    fn form(&mut self) -> Checked {
        let form = |state: &State<'_>| -> Result<(Option<Value>, Dict, Vec<Value>), Odd> {
            let value = state.catalog()?.get(b"AcroForm".as_slice()).cloned();
            let dict = state.dict(value.as_ref())?.unwrap_or_default();
            let fields = state
                .array(dict.get(b"Fields".as_slice()))?
                .unwrap_or_default();
            Ok((value, dict, fields))
        };
        let (old_value, before, old_fields) = form(self.old)?;
        let (value, now, fields) = form(self.new)?;
        let place = value
            .as_ref()
            .and_then(Value::as_ref)
            .map_or(0, |id| id.number);
        for key in differing(&before, &now) {
            let was_there = before.contains_key(&key);
            let value = now.get(&key);
            let allowed = match key.as_slice() {
                b"Fields" => true,
                b"SigFlags" => matches!(value, Some(Value::Integer(1 | 3))),
                b"DR" | b"DA" => !was_there,
                b"NeedAppearances" => value == Some(&Value::Bool(false)),
                _ => false,
            };
            if !allowed {
                return Err(self.change(place, What::Form(key_name(&key))));
            }
        }
        let Some(more) = additions(&old_fields, &fields) else {
            return Err(self.change(place, What::FieldsLost));
        };
        // Neither may have moved into an object that was something else.
        let places = [
            (old_value.as_ref(), value.as_ref()),
            (
                before.get(b"Fields".as_slice()),
                now.get(b"Fields".as_slice()),
            ),
        ];
        for (old_place, new_place) in places {
            if let Some(id) = new_place.and_then(Value::as_ref)
                && (old_place == new_place || self.fresh.contains_key(&id.number))
            {
                self.explained.insert(id.number);
            }
        }
        for key in [b"DR".as_slice(), b"DA"] {
            if let Some(value) = now.get(key).cloned() {
                self.explain(&value);
            }
        }
        let now = signature_fields(self.new)?;
        for field in signature_fields(self.old)? {
            self.old_field(&field)?;
        }
        for value in more {
            let field = value
                .as_ref()
                .and_then(|id| now.iter().find(|it| it.id == id));
            let Some(field) = field else {
                return Err(self.change(place, What::Form(key_name(b"Fields"))));
            };
            self.new_field(field)?;
        }
        Ok(())
    }

    fn old_field(&mut self, field: &SignatureField) -> Checked {
        let number = field.id.number;
        let name = || field.name.clone();
        let mut is_signed_now = false;
        if let Some((before, now)) = self.changed.get(&number).cloned() {
            let (Some(before), Some(now)) = (before.value.as_dict(), now.value.as_dict()) else {
                return Err(self.change(number, What::Bytes));
            };
            if before.contains_key(b"V".as_slice()) {
                return Err(self.change(number, What::SignedField(name())));
            }
            let keys = differing(before, now);
            let Some(signature) = now.get(b"V".as_slice()) else {
                let what = if keys.iter().any(|key| key == b"AP") {
                    What::Stamp(name())
                } else {
                    What::Field(
                        name(),
                        keys.first().map(|key| key_name(key)).unwrap_or_default(),
                    )
                };
                return Err(self.change(number, what));
            };
            if let Some(other) = keys
                .iter()
                .find(|key| !OF_SIGNING.contains(&key.as_slice()))
            {
                return Err(self.change(number, What::Field(name(), key_name(other))));
            }
            self.signature(&field.name, signature)?;
            for key in [b"AP".as_slice(), b"MK", b"Lock"] {
                if let Some(value) = now.get(key) {
                    self.explain(value);
                }
            }
            self.explained.insert(number);
            is_signed_now = true;
        }
        for widget in &field.widgets {
            let Some((before, now)) = self.changed.get(&widget.number).cloned() else {
                continue;
            };
            let (Some(before), Some(now)) = (before.value.as_dict(), now.value.as_dict()) else {
                return Err(self.change(widget.number, What::Bytes));
            };
            let keys = differing(before, now);
            if let Some(other) = keys
                .iter()
                .find(|key| !is_signed_now || !OF_LOOK.contains(&key.as_slice()))
            {
                return Err(self.change(widget.number, What::Field(name(), key_name(other))));
            }
            for key in [b"AP".as_slice(), b"MK"] {
                if let Some(value) = now.get(key) {
                    self.explain(value);
                }
            }
            self.explained.insert(widget.number);
        }
        Ok(())
    }

    /// The value of a field that is signed in this update; the signature must cover all of it.
    fn signature(&mut self, name: &str, value: &Value) -> Checked {
        let id = value.as_ref().map_or(0, |id| id.number);
        let object = self.fresh.get(&id).cloned();
        let gap = object.as_ref().and_then(|it| gap_of(self.new.bytes, it));
        let Some((object, gap)) = object.zip(gap) else {
            return Err(self.change(id, What::Stamp(name.to_owned())));
        };
        if after_line_end(self.new.bytes, gap.covered) != self.end {
            return Err(self.change(id, What::Partial(name.to_owned())));
        }
        self.explained.insert(id);
        self.explain(&object.value);
        self.out.signatures.push((name.to_owned(), gap.room.start));
        Ok(())
    }

    fn new_field(&mut self, field: &SignatureField) -> Checked {
        const OF_FIELD: [&[u8]; 21] = [
            b"FT", b"T", b"TU", b"TM", b"Ff", b"V", b"Type", b"Subtype", b"Rect", b"F", b"P",
            b"AP", b"MK", b"DA", b"Lock", b"SV", b"Kids", b"M", b"NM", b"BS", b"Border",
        ];
        const OF_WIDGET: [&[u8]; 12] = [
            b"Type", b"Subtype", b"Rect", b"F", b"P", b"AP", b"MK", b"Parent", b"M", b"NM", b"BS",
            b"Border",
        ];
        let objects: Vec<(Id, &[&[u8]])> = std::iter::once((field.id, OF_FIELD.as_slice()))
            .chain(field.widgets.iter().map(|id| (*id, OF_WIDGET.as_slice())))
            .collect();
        for (id, allowed) in objects {
            let object = self.fresh.get(&id.number).cloned();
            let Some(dict) = object.as_ref().and_then(|it| it.value.as_dict()) else {
                return Err(self.change(id.number, What::Form(key_name(b"Fields"))));
            };
            if let Some(other) = dict.keys().find(|key| !allowed.contains(&key.as_slice())) {
                let what = What::NewField(field.name.clone(), key_name(other));
                return Err(self.change(id.number, what));
            }
            if is_seen(dict) {
                return Err(self.change(id.number, What::VisibleField(field.name.clone())));
            }
            self.explained.insert(id.number);
            self.widgets.insert(id.number);
            for key in [b"AP".as_slice(), b"MK", b"Lock", b"SV", b"BS"] {
                if let Some(value) = dict.get(key) {
                    self.explain(value);
                }
            }
            if let Some(value) = dict.get(b"V".as_slice()) {
                self.signature(&field.name, value)?;
            }
        }
        self.out.fields.push(field.name.clone());
        Ok(())
    }

    /// Pages whose lists of annotations gained the new fields.
    fn pages(&mut self) -> Checked {
        let mut lists: Vec<(u32, Vec<Value>, Vec<Value>)> = Vec::new();
        for (number, (before, now)) in &self.changed {
            let (Some(before), Some(now)) = (before.value.as_dict(), now.value.as_dict()) else {
                continue;
            };
            let is_page = |dict: &Dict| {
                dict.get(b"Type".as_slice()).and_then(Value::as_name) == Some(b"Page")
            };
            if self.explained.contains(number) || !is_page(before) || !is_page(now) {
                continue;
            }
            if let Some(other) = differing(before, now).iter().find(|key| *key != b"Annots") {
                return Err(self.change(*number, What::Page(*number, key_name(other))));
            }
            let list = |state: &State<'_>, dict: &Dict| state.array(dict.get(b"Annots".as_slice()));
            let old = list(self.old, before)?.unwrap_or_default();
            lists.push((*number, old, list(self.new, now)?.unwrap_or_default()));
        }
        // A list that is an object of its own is known by the page of a new field.
        for widget in self.widgets.clone() {
            let Some(dict) = self.fresh.get(&widget).and_then(|it| it.value.as_dict()) else {
                continue;
            };
            let page = dict.get(b"P".as_slice());
            let list = |page: Option<Dict>| {
                page.and_then(|it| it.get(b"Annots".as_slice()).and_then(Value::as_ref))
            };
            let old_list = list(self.old.dict(page)?);
            let list = list(self.new.dict(page)?);
            if let Some(list) = list
                && old_list == Some(list)
                && let Some((before, now)) = self.changed.get(&list.number)
                && let (Some(before), Some(now)) = (before.value.as_array(), now.value.as_array())
            {
                lists.push((list.number, before.to_vec(), now.to_vec()));
            }
            if let Some(list) = list {
                self.explain(&Value::Ref(list));
            }
        }
        for (number, before, now) in lists {
            let is_new_field = |it: &Value| {
                it.as_ref()
                    .is_some_and(|id| self.widgets.contains(&id.number))
            };
            if !additions(&before, &now).is_some_and(|more| more.iter().all(is_new_field)) {
                return Err(self.change(number, What::Page(number, key_name(b"Annots"))));
            }
            self.explained.insert(number);
        }
        Ok(())
    }

    /// The time and the program of the last change, which signing programs note.
    fn info(&mut self) -> Checked {
        let Some(id) = self.new.info() else {
            return Ok(());
        };
        let (before, now) = match (self.changed.get(&id.number), self.fresh.get(&id.number)) {
            (Some((before, now)), _) => (before.value.as_dict().cloned(), now),
            (None, Some(now)) => (Some(Dict::new()), now),
            (None, None) => return Ok(()),
        };
        let (Some(before), Some(now)) = (before, now.value.as_dict()) else {
            return Err(self.change(id.number, What::Bytes));
        };
        let noted = |key: &Vec<u8>| {
            [b"ModDate".as_slice(), b"Producer"].contains(&key.as_slice())
                && now.get(key).is_some_and(|it| it.as_text().is_some())
        };
        if let Some(other) = differing(&before, now).iter().find(|key| !noted(key)) {
            return Err(self.change(id.number, What::Info(key_name(other))));
        }
        self.explained.insert(id.number);
        Ok(())
    }

    fn metadata(&mut self) -> Checked {
        let catalog = self.old.catalog()?;
        let Some(id) = catalog.get(b"Metadata".as_slice()).and_then(Value::as_ref) else {
            return Ok(());
        };
        let Some((before, now)) = self.changed.get(&id.number).cloned() else {
            return Ok(());
        };
        let is_packet = now.value.as_dict().is_some_and(|dict| {
            dict.keys().all(|key| OF_PACKET.contains(&key.as_slice()))
                && dict.get(b"Type".as_slice()).and_then(Value::as_name) == Some(b"Metadata")
        });
        let packet = |it: &Object| self.new.unpacked(it);
        let same = packet(&before)
            .zip(packet(&now))
            .is_some_and(|(before, now)| metadata::says_the_same(&before, &now));
        if !is_packet || !same {
            return Err(self.change(id.number, What::Metadata));
        }
        if let Some(length) = now
            .value
            .as_dict()
            .and_then(|dict| dict.get(b"Length".as_slice()))
        {
            self.explain(length);
        }
        self.explained.insert(id.number);
        Ok(())
    }

    /// ISO 32000-2, 12.8.4.3: certificates, lists of revoked ones and answers about them.
    fn validation_data(&mut self, known: &Known) -> Checked {
        let (before, catalog) = (self.old.catalog()?, self.new.catalog()?);
        let value = match (
            before.get(b"DSS".as_slice()),
            catalog.get(b"DSS".as_slice()),
        ) {
            (None, None) => return Ok(()),
            (Some(_), None) => return Err(self.change(0, What::Catalog(key_name(b"DSS")))),
            (_, Some(value)) => value.clone(),
        };
        let wrong = |it: &Self| it.change(0, What::ValidationData);
        let mut parts = Vec::new();
        let dict = self.part(&value, &mut parts)?;
        let Value::Dict(dict) = dict else {
            return Err(wrong(self));
        };
        for (key, value) in &dict {
            match key.as_slice() {
                b"Type" => {}
                b"Certs" | b"OCSPs" | b"CRLs" => self.streams(value, &mut parts)?,
                b"VRI" => {
                    let Value::Dict(entries) = self.part(value, &mut parts)? else {
                        return Err(wrong(self));
                    };
                    for entry in entries.values() {
                        let Value::Dict(entry) = self.part(entry, &mut parts)? else {
                            return Err(wrong(self));
                        };
                        for (key, value) in &entry {
                            match key.as_slice() {
                                b"Type" | b"TU" => {}
                                b"Cert" | b"OCSP" | b"CRL" => self.streams(value, &mut parts)?,
                                b"TS" => parts.extend(value.as_ref()),
                                _ => return Err(wrong(self)),
                            }
                        }
                    }
                }
                _ => return Err(wrong(self)),
            }
        }
        for id in parts {
            let number = id.number;
            if let Some((before, _)) = self.changed.get(&number) {
                // An object that something else names too would change that as well.
                if before.stream.is_some() || known.named.contains(&number) {
                    return Err(self.change(number, What::Replaced(number, kind(before))));
                }
            } else if let Some(object) = self.fresh.get(&number).cloned() {
                self.explain(&object.value);
            } else {
                continue;
            }
            self.out.validation_data = true;
            self.validation.insert(number);
            self.explained.insert(number);
        }
        Ok(())
    }

    /// A value that may stand in an object of its own, which is noted.
    fn part(&self, value: &Value, parts: &mut Vec<Id>) -> Result<Value, Change> {
        parts.extend(value.as_ref());
        Ok(self.new.resolved(value)?)
    }

    fn streams(&self, list: &Value, parts: &mut Vec<Id>) -> Checked {
        let Value::Array(items) = self.part(list, parts)? else {
            return Err(self.change(0, What::ValidationData));
        };
        for item in items {
            let id = item
                .as_ref()
                .ok_or_else(|| self.change(0, What::ValidationData))?;
            let object = self.new.object(id)?;
            let is_stream = object.is_some_and(|it| it.stream.is_some());
            if !is_stream {
                return Err(self.change(id.number, What::ValidationData));
            }
            parts.push(id);
        }
        Ok(())
    }
}

/// Keys whose values differ, in order.
fn differing(before: &Dict, now: &Dict) -> Vec<Vec<u8>> {
    let keys: BTreeSet<&Vec<u8>> = before.keys().chain(now.keys()).collect();
    keys.into_iter()
        .filter(|key| before.get(*key) != now.get(*key))
        .cloned()
        .collect()
}

/// What the list gained, if it lost nothing and kept its order.
fn additions(before: &[Value], now: &[Value]) -> Option<Vec<Value>> {
    let mut old = before.iter().peekable();
    let mut more = Vec::new();
    for value in now {
        if old.peek() == Some(&value) {
            old.next();
        } else if more.contains(value) || before.contains(value) {
            return None;
        } else {
            more.push(value.clone());
        }
    }
    old.next().is_none().then_some(more)
}

/// Whether a value holds nothing but names, numbers and words.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Ref(_) => false,
        Value::Array(items) => items.iter().all(is_plain),
        Value::Dict(dict) => dict.values().all(is_plain),
        _ => true,
    }
}

fn is_version(name: &[u8]) -> bool {
    matches!(name, [b'1' | b'2', b'.', b'0'..=b'9'])
}

/// Whether an annotation takes room on its page and is shown.
fn is_seen(dict: &Dict) -> bool {
    /// ISO 32000-1, table 165: hidden, no view.
    const UNSEEN: i64 = 2 | 32;
    let corners: Option<Vec<f64>> = dict
        .get(b"Rect".as_slice())
        .and_then(Value::as_array)
        .map(|items| items.iter().filter_map(Value::number).collect());
    let flags = dict
        .get(b"F".as_slice())
        .and_then(Value::as_integer)
        .unwrap_or(0);
    match corners.as_deref() {
        None => false,
        Some([left, bottom, right, top]) => {
            let has_room = (right - left).abs() > 0.0 && (top - bottom).abs() > 0.0;
            has_room && flags & UNSEEN == 0
        }
        Some(_) => true,
    }
}
