//! Data for checking signatures later (ISO 32000-2, 12.8.4.3), which an update may bring.

use super::change::{Change, What, key_name, kind};
use super::review::{Checked, Known, Review};
use super::value::{Id, Value};

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
