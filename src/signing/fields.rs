//! Empty signature fields at the places the page program marked, and the signature fields of any
//! PDF.
//!
//! A place is a link to `x-sig:NAME` around an empty box: typst writes the annotation, its
//! rectangle and its element in the structure tree at the right place of the reading order. One
//! update turns each link into a signature field (ISO 32000-1, 12.7.4.5), with what PDF/A-2 (6.3.2,
//! 6.3.3, 6.4.1) and PDF/UA-1 (7.18.1, 7.18.4) want of it.

use std::collections::BTreeSet;

use hayro_syntax::object::{Array, Dict, MaybeRef, ObjRef, Object};

use super::fault::Fault;
use super::revision::{Base, Update, dict_without, read_text, reference, text_string};
use crate::document::{FIELD_LINK, SignatureField};

/// Printed (ISO 32000-1, table 165, bit 3) and locked (bit 8): nobody drags the field about.
const FLAGS: u8 = 132;

/// Turns the marked places of a PDF into empty signature fields.
///
/// # Errors
/// If two places have one name, or the file is none of typst's.
pub fn with_fields(pdf: Vec<u8>, fields: &[&SignatureField]) -> Result<Vec<u8>, Fault> {
    let base = Base::read(pdf)?;
    let links = links(&base);
    let catalog = base.catalog()?;
    let parents = catalog
        .get::<Dict<'_>>("StructTreeRoot")
        .and_then(|root| root.get::<Dict<'_>>("ParentTree"));
    let mut update = Update::of(&base);
    let mut widgets = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for link in links {
        if names.contains(&link.name) {
            return Err(Fault::RepeatedField(link.name));
        }
        let description = fields
            .iter()
            .find(|f| f.name == link.name)
            .map_or(link.name.as_str(), |f| f.description.as_str());
        let look = update.add(empty_look(&link.annotation));
        let mut widget = dict_without(
            &link.annotation,
            &["Subtype", "A", "F", "Contents", "Border", "AP"],
        );
        widget.extend(
            format!(
                "/Subtype/Widget/FT/Sig/T({})/TU{}/P {}/F {FLAGS}/AP<</N {}>>>>",
                link.name,
                text_string(description),
                reference(link.page),
                reference(look)
            )
            .bytes(),
        );
        update.put(link.id, widget);
        let key = link.annotation.get::<i32>("StructParent");
        if let Some(element) = key
            .zip(parents.as_ref())
            .and_then(|(key, tree)| look_up(tree, key, 0))
        {
            let dict = base.dict(element).ok_or(Fault::NotPdf)?;
            // Not an array of one: pyHanko takes only the plain form for unchanged when a neighbour
            // is signed.
            let mut form = dict_without(&dict, &["S", "K"]);
            form.extend(
                format!(
                    "/S/Form/K<</Type/OBJR/Pg {}/Obj {}>>>>",
                    reference(link.page),
                    reference(link.id)
                )
                .bytes(),
            );
            update.put(element, form);
        }
        widgets.push(reference(link.id));
        names.push(link.name);
    }
    if let Some(lost) = fields.iter().find(|f| !names.contains(&f.name)) {
        return Err(Fault::Inner(format!(
            "no place on the page for the field {}",
            lost.name
        )));
    }
    // An object of its own: a signature changes it and must not touch the catalog.
    let form = update.add(format!("<</Fields[{}]/SigFlags 1>>", widgets.join(" ")).into_bytes());
    let mut root = dict_without(&catalog, &["AcroForm"]);
    root.extend(format!("/AcroForm {}>>", reference(form)).bytes());
    update.put(base.root, root);
    Ok(update.finish())
}

/// A place for a field, as typst wrote it.
struct Link<'a> {
    name: String,
    page: ObjRef,
    id: ObjRef,
    annotation: Dict<'a>,
}

fn links(base: &Base) -> Vec<Link<'_>> {
    let mut out = Vec::new();
    for page in base.pdf.pages().iter() {
        let (Some(page_id), Some(annotations)) =
            (page.raw().obj_id(), page.raw().get::<Array<'_>>("Annots"))
        else {
            continue;
        };
        for id in annotations.raw_iter().filter_map(|it| it.as_obj_ref()) {
            let Some(annotation) = base.dict(id) else {
                continue;
            };
            let action = annotation.get::<Dict<'_>>("A");
            let address = action.and_then(|a| a.get::<hayro_syntax::object::String<'_>>("URI"));
            let address = address
                .map(|a| String::from_utf8_lossy(a.as_bytes()).into_owned())
                .unwrap_or_default();
            if let Some(name) = address.strip_prefix(FIELD_LINK) {
                out.push(Link {
                    name: name.to_owned(),
                    page: page_id.into(),
                    id,
                    annotation,
                });
            }
        }
    }
    out
}

/// An appearance that draws nothing (PDF/A-2, 6.3.3 wants one).
fn empty_look(annotation: &Dict<'_>) -> Vec<u8> {
    let (width, height) = rectangle(annotation).map_or((0.0, 0.0), |r| (r[2] - r[0], r[3] - r[1]));
    format!("<</Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Resources<<>>/Length 0>>\nstream\n\nendstream").into_bytes()
}

pub(super) fn rectangle(annotation: &Dict<'_>) -> Option<[f32; 4]> {
    let numbers: Vec<f32> = annotation.get::<Array<'_>>("Rect")?.iter::<f32>().collect();
    let [a, b, c, d] = numbers.try_into().ok()?;
    Some([
        f32::min(a, c),
        f32::min(b, d),
        f32::max(a, c),
        f32::max(b, d),
    ])
}

/// Deeper than any number tree; a file that goes round in circles ends here.
const DEEPEST: usize = 16;

/// The value of a key in a number tree (ISO 32000-1, 7.9.7).
fn look_up(tree: &Dict<'_>, key: i32, depth: usize) -> Option<ObjRef> {
    if let Some(pairs) = tree.get::<Array<'_>>("Nums") {
        let items: Vec<MaybeRef<Object<'_>>> = pairs.raw_iter().collect();
        let is_it = |it: &MaybeRef<Object<'_>>| matches!(it, MaybeRef::NotRef(Object::Number(n)) if n.as_i64() == i64::from(key));
        return items
            .chunks_exact(2)
            .find(|pair| is_it(&pair[0]))
            .and_then(|pair| pair[1].as_obj_ref());
    }
    let kids = tree.get::<Array<'_>>("Kids").filter(|_| depth < DEEPEST)?;
    kids.iter::<Dict<'_>>()
        .find_map(|kid| look_up(&kid, key, depth + 1))
}

/// A signature field of a file.
pub struct FieldState {
    pub name: String,
    /// What a reader is told of it: who is to sign.
    pub description: Option<String>,
    pub is_signed: bool,
}

impl FieldState {
    /// The person of our own fields, who stands after a colon in the description.
    pub fn person(&self) -> Option<&str> {
        self.description
            .as_deref()?
            .rsplit_once(": ")
            .map(|(_, person)| person)
    }
}

/// The signature fields of a PDF.
///
/// # Errors
/// If it is no PDF that can be read.
pub fn fields_of(pdf: Vec<u8>) -> Result<Vec<FieldState>, Fault> {
    let base = Base::read(pdf)?;
    Ok(Field::all(&base)
        .iter()
        .map(|field| FieldState {
            name: field.name.clone(),
            description: field.description.clone(),
            is_signed: field.signature().is_some(),
        })
        .collect())
}

/// A signature field with its annotation, which are one object in every file we know of.
pub(super) struct Field<'a> {
    pub id: ObjRef,
    pub name: String,
    pub description: Option<String>,
    pub dict: Dict<'a>,
}

impl<'a> Field<'a> {
    pub(super) fn all(base: &'a Base) -> Vec<Self> {
        let form = base
            .catalog()
            .ok()
            .and_then(|catalog| catalog.get::<Dict<'_>>("AcroForm"));
        let mut out = Vec::new();
        if let Some(fields) = form.and_then(|form| form.get::<Array<'_>>("Fields")) {
            gather(base, &fields, &mut BTreeSet::new(), &mut out);
        }
        out
    }

    pub(super) fn signature(&self) -> Option<Dict<'a>> {
        self.dict.get::<Dict<'_>>("V")
    }
}

fn gather<'a>(
    base: &'a Base,
    fields: &Array<'a>,
    seen: &mut BTreeSet<i32>,
    out: &mut Vec<Field<'a>>,
) {
    for id in fields.raw_iter().filter_map(|it| it.as_obj_ref()) {
        let Some(dict) = base.dict(id) else { continue };
        // A damaged file may name a field among its own children.
        if !seen.insert(id.obj_number) {
            continue;
        }
        if let Some(kids) = dict.get::<Array<'_>>("Kids") {
            gather(base, &kids, seen, out);
        }
        if is_signature_field(&dict) {
            let text = |key| {
                dict.get::<hayro_syntax::object::String<'_>>(key)
                    .map(|s| read_text(s.as_bytes()))
            };
            out.push(Field {
                id,
                name: text("T").unwrap_or_default(),
                description: text("TU"),
                dict,
            });
        }
    }
}

fn is_signature_field(dict: &Dict<'_>) -> bool {
    dict.get::<hayro_syntax::object::Name<'_>>("FT")
        .is_some_and(|kind| kind.as_str() == "Sig")
}
