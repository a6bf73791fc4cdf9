//! The mark of an electronic signature (ГОСТ Р 7.0.97-2025, clause 5.23): words for the look of a
//! signed field, and the page that draws them as an object of the signed file.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use hayro_syntax::object::{MaybeRef, ObjRef, Object};
use serde::Deserialize;

use super::certificate::Certificate;
use super::fault::Fault;
use super::revision::{Base, Update, write_value};
use crate::fonts::Faces;
use crate::pdf::lay_out_stamp;

/// The mark's words. A stamp is drawn only into the update that holds the signature.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    heading: Vec<String>,
    line: Vec<String>,
    font: String,
}

const WORDS: &str = include_str!("../../forms/stamp.toml");

impl Stamp {
    /// The mark for a certificate.
    ///
    /// # Errors
    /// If the built-in words cannot be read: a fault of the program.
    pub fn of(certificate: &Certificate) -> Result<Self, Fault> {
        let mut words: Self =
            toml::from_str(WORDS).map_err(|e| Fault::Inner(e.message().to_owned()))?;
        let (from, to) = certificate.validity();
        let day = |time: DateTime<Utc>| crate::russian::digits(time.date_naive());
        for line in &mut words.line {
            *line = line
                .replace("{from}", &day(from))
                .replace("{to}", &day(to))
                .replace("{serial}", &certificate.serial());
            // Last: the owner's name is data, whatever it looks like.
            *line = line.replace("{owner}", &certificate.owner());
        }
        Ok(words)
    }

    /// Draws the mark in the given size (points) and adds it to the update; what stands for it
    /// there is a form `XObject`.
    pub(super) fn draw(
        &self,
        width: f32,
        height: f32,
        update: &mut Update<'_>,
    ) -> Result<ObjRef, Fault> {
        let faces = Faces::default();
        let page = lay_out_stamp(
            &self.heading,
            &self.line,
            &self.font,
            (width, height),
            &faces,
        )
        .map_err(|e| Fault::Inner(e.to_string()))?;
        let source = Base::read(page)?;
        let page = source
            .pdf
            .pages()
            .iter()
            .next()
            .ok_or_else(|| Fault::Inner("the stamp has no page".to_owned()))?;
        let mut copy = Copy {
            source: &source,
            update,
            names: HashMap::new(),
            left: Vec::new(),
        };
        let mut resources = Vec::new();
        let own = page
            .raw()
            .get::<Object<'_>>("Resources")
            .unwrap_or_else(|| Object::Dict(hayro_syntax::object::Dict::empty()));
        write_value(&MaybeRef::NotRef(own), &mut resources, &mut |id| {
            copy.name(id)
        });
        copy.rest();
        let content = page.page_stream().unwrap_or_default();
        let mut body = format!("<</Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Resources")
            .into_bytes();
        body.extend(resources);
        body.extend(format!("/Length {}>>\nstream\n", content.len()).bytes());
        body.extend([content, b"\nendstream"].concat());
        Ok(copy.update.add(body))
    }
}

/// Objects carried from the stamp's page into the update.
struct Copy<'a, 'b, 'u> {
    source: &'a Base,
    update: &'u mut Update<'b>,
    names: HashMap<ObjRef, ObjRef>,
    left: Vec<ObjRef>,
}

impl Copy<'_, '_, '_> {
    /// What an object is called in the update.
    fn name(&mut self, id: ObjRef) -> ObjRef {
        if let Some(known) = self.names.get(&id) {
            return *known;
        }
        let new = self.update.reserve();
        self.names.insert(id, new);
        self.left.push(id);
        new
    }

    /// Carries over everything that was named, and what that names.
    fn rest(&mut self) {
        while let Some(id) = self.left.pop() {
            let mut body = Vec::new();
            if let Some(object) = self.source.object(id) {
                write_value(&MaybeRef::NotRef(object), &mut body, &mut |id| {
                    self.name(id)
                });
            } else {
                body.extend(b"null");
            }
            let new = self.name(id);
            self.update.put(new, body);
        }
    }
}
