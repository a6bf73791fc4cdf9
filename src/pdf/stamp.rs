//! The mark of an electronic signature as a page of its own, of the size of its field.

use typst::foundations::{Array, Dict, IntoValue, dict};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::world::{self, Program, Typesetter};
use crate::document::Failure;
use crate::fonts::Faces;

/// Draws a mark: its heading and its lines, each as small as it must be for the size, which is in
/// points. The page is no part of a tagged document, so it bears no tags of its own; what PDF/A-1
/// allows the later parts allow too.
///
/// # Errors
/// A warning or error of typst: a fault of the program.
pub fn lay_out_stamp(
    heading: &[String],
    lines: &[String],
    font: &str,
    size: (f32, f32),
    faces: &Faces,
) -> Result<Vec<u8>, Failure> {
    let strings = |list: &[String]| {
        list.iter()
            .map(|s| s.as_str().into_value())
            .collect::<Array>()
    };
    let data: Dict = dict! {
        "heading" => strings(heading),
        "lines" => strings(lines),
        "font" => font,
        "width" => f64::from(size.0),
        "height" => f64::from(size.1),
    };
    let paged = Typesetter::new(faces, Program::Stamp, Dict::new()).compile(&data)?;
    let standards =
        PdfStandards::new(&[PdfStandard::A_1b]).map_err(|e| Failure(format!("{}", e.message())))?;
    let options = PdfOptions {
        standards,
        tagged: false,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&paged, &options).map_err(|errors| world::failure(&errors))
}
