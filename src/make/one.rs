//! One document in one format, in memory.

use std::sync::OnceLock;

use super::page_setter::PageSetter;
use crate::document::Document;
use crate::look::Look;
use crate::plan::{Format, Paper, Plan, fault};
use crate::{docx, signing, text, xlsx};

pub(super) fn bytes(
    document: &Document,
    format: Format,
    setter: &PageSetter,
) -> Result<(Vec<u8>, Option<usize>), String> {
    let look = setter.look();
    match format {
        Format::Pdf => {
            let made = setter.make(document).map_err(|e| e.to_string())?;
            let fields = document.signature_fields();
            let pdf = if fields.is_empty() {
                made.bytes
            } else {
                signing::with_fields(made.bytes, &fields).map_err(|e| e.to_string())?
            };
            Ok((pdf, Some(made.pages)))
        }
        Format::Docx => Ok((
            docx::write(document, &look.style, look.template.as_ref())
                .map_err(|e| e.to_string())?,
            None,
        )),
        Format::Xlsx => Ok((xlsx::write(document).map_err(|e| e.to_string())?, None)),
        Format::Text => Ok((text::write(document).into_bytes(), None)),
    }
}

/// One document in one format, in memory.
///
/// # Errors
/// A fault of the program, in its own words.
pub fn make_one(document: &Document, format: Format) -> Result<Vec<u8>, String> {
    bytes(
        document,
        format,
        &PageSetter::new(&Look::default(), &OnceLock::new(), 1),
    )
    .map(|(bytes, _)| bytes)
}

/// A paper in one format, in memory, as the files of the output folder are made.
///
/// # Errors
/// Why not, in Russian.
pub fn paper_bytes(plan: &Plan, paper: &Paper, format: Format) -> Result<Vec<u8>, String> {
    let document = plan.document(paper)?;
    bytes(
        &document,
        format,
        &PageSetter::new(&plan.look, &OnceLock::new(), 1),
    )
    .map(|(bytes, _)| bytes)
    .map_err(|why| fault(&why))
}
