//! What one update does to the file: only what a signature does.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, What, key_name, kind};
use super::metadata;
use super::review::{Added, Checked, Known, Review, differing};
use super::sections::{Row, Section};
use super::state::State;
use super::value::{Dict, Object, Value};

/// Looks at one update; gives the first thing that is not allowed.
pub(super) fn examine(
    old: &State<'_>,
    new: &State<'_>,
    section: &Section,
    end: usize,
    known: &mut Known,
) -> (Added, Option<Change>) {
    let mut review = Review {
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
    let found = review.all(known).err();
    let root = new.root().map(|id| id.number);
    for (number, object) in review
        .changed
        .iter()
        .map(|(n, (_, o))| (n, o))
        .chain(&review.fresh)
    {
        if review.validation.contains(number) {
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
    (review.out, found)
}

/// Keys of an XMP packet.
const OF_PACKET: [&[u8]; 5] = [b"Type", b"Subtype", b"Length", b"Filter", b"DecodeParms"];

impl Review<'_> {
    fn all(&mut self, known: &Known) -> Checked {
        self.sort_out()?;
        self.catalog()?;
        self.form(known)?;
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
