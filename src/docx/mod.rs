//! Document → DOCX, by docx-rs and a finishing step. It knows the page, never a form.
//!
//! docx-rs builds the body and the page headers. Its children stand out of schema order and it has
//! no header rows, no language and no properties, so `finish` puts the body in order and `package`
//! writes every other part.

mod body;
mod cells;
mod counted;
mod fields;
mod finish;
mod numbering;
mod order;
mod package;
mod page;
mod pictures;
pub mod read;
mod styles;
mod template;
mod tree;
mod units;
mod words;

pub use template::{Template, TemplateFault};

use crate::document::{Document, Failure};
use crate::fit::fit;
use crate::style::PageStyle;

/// Writes a document as an Office Open XML package (ECMA-376, transitional). The same document
/// gives the same bytes. A template gives the styles in place of the page style.
///
/// # Errors
/// If a part cannot be put in schema order or packed: a fault of the program.
pub fn write(
    document: &Document,
    style: &PageStyle,
    template: Option<&Template>,
) -> Result<Vec<u8>, Failure> {
    let document = &fit(document.clone().for_pen(), style);
    let style = &match document.sections.first() {
        Some(section) if section.is_tight => style.tight(),
        _ => style.clone(),
    };
    let mut lists = numbering::Lists::after(template.map_or(0, Template::lists));
    let built = body::build(document, style, &mut lists).build();
    let pictures = pictures::media(document);
    let about = finish::About {
        tables: body::table_summaries(document),
        pictures: &pictures,
        is_form: document.is_form,
        hyphens: document.hyphens,
    };
    let body = finish::finish(&built.document, &about, template)?;
    let headers = built
        .headers
        .iter()
        .map(|h| finish::finish(h, &finish::About::default(), template))
        .collect::<Result<Vec<_>, _>>()?;
    package::pack(
        document, style, template, &lists, &pictures, &body, &headers,
    )
}
