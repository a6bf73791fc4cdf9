//! Data for checking signatures later (ISO 32000-2, 12.8.4.3), which an update may bring.

use der::asn1::AnyRef;
use der::{Decode as _, Tag, Tagged};

use super::change::{Change, What, key_name, kind};
use super::review::{Checked, Known, Review};
use super::value::{Id, Value};
use crate::signing::elements::children;

/// The fewest parts of what is signed in a certificate or a list.
const FEWEST: usize = 3;

impl Review<'_> {
    /// Certificates, lists of revoked ones and answers about them.
    pub(super) fn validation_data(&mut self, known: &Known) -> Checked {
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
                b"Certs" | b"OCSPs" | b"CRLs" => self.streams(key, value, &mut parts)?,
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
                                b"Cert" | b"OCSP" | b"CRL" => {
                                    self.streams(key, value, &mut parts)?;
                                }
                                b"TS" => {
                                    let list = Value::Array(vec![value.clone()]);
                                    self.streams(key, &list, &mut parts)?;
                                }
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

    /// The streams of a list, each of which must hold what its key says.
    fn streams(&self, key: &[u8], list: &Value, parts: &mut Vec<Id>) -> Checked {
        let Value::Array(items) = self.part(list, parts)? else {
            return Err(self.change(0, What::ValidationData));
        };
        for item in items {
            let id = item
                .as_ref()
                .ok_or_else(|| self.change(0, What::ValidationData))?;
            let object = self.new.object(id)?;
            let is_brought =
                self.fresh.contains_key(&id.number) || self.changed.contains_key(&id.number);
            let is_data = object.filter(|it| it.stream.is_some()).is_some_and(|it| {
                !is_brought || self.new.unpacked(&it).is_some_and(|der| holds(key, &der))
            });
            if !is_data {
                return Err(self.change(id.number, What::ValidationData));
            }
            parts.push(id);
        }
        Ok(())
    }
}

/// Whether bytes are a certificate or a list of revoked ones, an answer about one, or a time stamp:
/// a single element of ASN.1 with the parts of such a thing. What they say is checked elsewhere.
fn holds(key: &[u8], der: &[u8]) -> bool {
    let Ok(whole) = AnyRef::from_der(der.strip_suffix(b"\n").unwrap_or(der)) else {
        return false;
    };
    let Ok(parts) = children(whole) else {
        return false;
    };
    let tags: Vec<Tag> = parts.iter().map(Tagged::tag).collect();
    let is_sequence = whole.tag() == Tag::Sequence;
    let first = |n: usize| tags.get(n).copied();
    is_sequence
        && match key {
            b"OCSPs" | b"OCSP" => first(0) == Some(Tag::Enumerated) && tags.len() <= 2,
            b"TS" => first(0) == Some(Tag::ObjectIdentifier) && tags.len() == 2,
            _ => {
                tags == [Tag::Sequence, Tag::Sequence, Tag::BitString]
                    && children(parts[0]).is_ok_and(|inner| inner.len() >= FEWEST)
            }
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_certificate() {
        let letter = b"hidden letter text";
        for key in [&b"Certs"[..], b"CRLs", b"OCSPs", b"TS"] {
            assert!(!holds(key, letter));
            assert!(!holds(key, b""));
        }
        let answer = [0x30, 0x03, 0x0A, 0x01, 0x00];
        assert!(holds(b"OCSPs", &answer));
        assert!(!holds(b"Certs", &answer));
        let longer = [&answer[..], letter].concat();
        assert!(!holds(b"OCSPs", &longer));
    }
}
