//! Fields of the form and their annotations: which may be new, and what of the old ones may change
//! when they are signed.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{What, key_name};
use super::fields::{SignatureField, gap_of, signature_fields};
use super::look::{has_look, is_seen, stays_inside};
use super::review::{Checked, Known, Review, differing};
use super::state::State;
use super::value::{Dict, Id, Odd, Value, after_line_end};

/// Keys of a field that change when it is signed, and of its annotation.
const OF_SIGNING: [&[u8]; 6] = [b"V", b"AP", b"F", b"MK", b"M", b"Lock"];
const OF_LOOK: [&[u8]; 4] = [b"AP", b"F", b"MK", b"M"];
impl Review<'_> {
    /// The list of fields, the fields of before, and the new ones.
    pub(super) fn form(&mut self, known: &Known) -> Checked {
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
                b"DR" | b"DA" => !was_there && !known.draws,
                b"NeedAppearances" => !was_there && value == Some(&Value::Bool(false)),
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
        let by_id: BTreeMap<Id, &SignatureField> = now.iter().map(|it| (it.id, it)).collect();
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        for field in &now {
            *names.entry(&field.name).or_default() += 1;
        }
        for id in more {
            let Some(field) = by_id.get(&id) else {
                return Err(self.change(place, What::Form(key_name(b"Fields"))));
            };
            // Programs take two fields of one name for one.
            if field.name.is_empty() || names.get(field.name.as_str()) != Some(&1) {
                let what = What::NewField(field.name.clone(), key_name(b"T"));
                return Err(self.change(field.id.number, what));
            }
            self.new_field(field, known)?;
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
            self.look(number, &field.name, before, now)?;
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
            self.look(widget.number, &field.name, before, now)?;
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

    /// The look that a field gets as it is signed: in its room, and no field comes to sight by it.
    fn look(&self, number: u32, name: &str, before: &Dict, now: &Dict) -> Checked {
        let what = if !is_seen(before) && is_seen(now) {
            What::VisibleField(name.to_owned())
        } else if !stays_inside(self.new, now)? {
            What::Look(name.to_owned())
        } else {
            return Ok(());
        };
        Err(self.change(number, what))
    }

    fn new_field(&mut self, field: &SignatureField, known: &Known) -> Checked {
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
            if is_seen(dict) || known.acts && has_look(dict) {
                return Err(self.change(id.number, What::VisibleField(field.name.clone())));
            }
            if let Some(other) = self.not_of_field(field, id, dict)? {
                let what = What::NewField(field.name.clone(), key_name(other));
                return Err(self.change(id.number, what));
            }
            if !stays_inside(self.new, dict)? {
                return Err(self.change(id.number, What::Look(field.name.clone())));
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

    /// A key that leads to anything but the field itself.
    fn not_of_field(
        &self,
        field: &SignatureField,
        own: Id,
        dict: &Dict,
    ) -> Result<Option<&'static [u8]>, Odd> {
        let kids = self.new.array(dict.get(b"Kids".as_slice()))?;
        let widgets: BTreeSet<Id> = field.widgets.iter().copied().collect();
        let is_own = |kid: &Value| kid.as_ref().is_some_and(|it| widgets.contains(&it));
        if !kids.iter().flatten().all(is_own) {
            return Ok(Some(b"Kids"));
        }
        let parent = dict.get(b"Parent".as_slice()).map(Value::as_ref);
        if parent.is_some_and(|it| it != Some(field.id) || own == field.id) {
            return Ok(Some(b"Parent"));
        }
        Ok(None)
    }

    /// Pages whose lists of annotations gained the new fields.
    pub(super) fn pages(&mut self) -> Checked {
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
        let page_of = |widget: &u32| -> Option<Id> {
            let dict = self.fresh.get(widget)?.value.as_dict()?;
            dict.get(b"P".as_slice())?.as_ref()
        };
        let pages: BTreeSet<Id> = self.widgets.iter().filter_map(page_of).collect();
        for page in pages {
            let page = Value::Ref(page);
            let list = |page: Option<Dict>| {
                page.and_then(|it| it.get(b"Annots".as_slice()).and_then(Value::as_ref))
            };
            let old_list = list(self.old.dict(Some(&page))?);
            let list = list(self.new.dict(Some(&page))?);
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
            let is_new_field = |id: &Id| self.widgets.contains(&id.number);
            if !additions(&before, &now).is_some_and(|more| more.iter().all(is_new_field)) {
                return Err(self.change(number, What::Page(number, key_name(b"Annots"))));
            }
            self.explained.insert(number);
        }
        Ok(())
    }
}

/// What the list gained, if it lost nothing and kept its order, and gained objects only.
fn additions(before: &[Value], now: &[Value]) -> Option<Vec<Id>> {
    let mut old = before.iter().peekable();
    let mut known: BTreeSet<Id> = before.iter().filter_map(Value::as_ref).collect();
    let mut more = Vec::new();
    for value in now {
        if old.peek() == Some(&value) {
            old.next();
        } else {
            let id = value.as_ref()?;
            if !known.insert(id) {
                return None;
            }
            more.push(id);
        }
    }
    old.next().is_none().then_some(more)
}
