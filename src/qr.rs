//! QR codes (ISO/IEC 18004): text → squares → drawing. It knows no paper.

use std::fmt::Write as _;

use image::{GrayImage, ImageFormat, Luma};
use qrcode::bits::Bits;
use qrcode::types::Color;
use qrcode::{EcLevel, QrCode as Encoded, Version};

use crate::document::QrCode;

/// Light squares around the code in a picture.
const QUIET: usize = 2;
/// Pixels of a square in a picture.
const SQUARE: u32 = 8;

/// Number of UTF-8 among the encodings a code may name (AIM ECI).
const UTF_8: u32 = 26;
/// The largest kind of code.
const LARGEST: i16 = 40;
/// More squares in a row than this are too small for a printer in the margin of a page.
const MOST_SQUARES: usize = 49;

/// The code that says `text`; `None` where no code holds so much. A sixth of it may be spoilt
/// before it cannot be read; of a long text, a fourteenth.
pub fn encode(text: &str, description: String) -> Option<QrCode> {
    let encoded = at_level(text, EcLevel::M)
        .filter(|code| code.width() <= MOST_SQUARES)
        .or_else(|| at_level(text, EcLevel::L))?;
    let modules = encoded
        .to_colors()
        .into_iter()
        .map(|c| c == Color::Dark)
        .collect();
    Some(QrCode {
        modules,
        side: encoded.width(),
        description,
    })
}

/// The smallest code that says first that its text is UTF-8 and then the text: without that some
/// readers guess wrong.
fn at_level(text: &str, level: EcLevel) -> Option<Encoded> {
    (1..=LARGEST).find_map(|version| {
        let mut bits = Bits::new(Version::Normal(version));
        bits.push_eci_designator(UTF_8).ok()?;
        bits.push_optimal_data(text.as_bytes()).ok()?;
        bits.push_terminator(level).ok()?;
        Encoded::with_bits(bits, level).ok()
    })
}

/// A drawing in which a square is one unit, without the quiet zone.
pub fn to_svg(code: &QrCode) -> String {
    let side = code.side;
    let mut path = String::new();
    for (y, row) in code.modules.chunks(side.max(1)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] {
                let _ = write!(path, "M{x} {y}h{w}v1h-{w}z", w = run.len());
            }
            x += run.len();
        }
    }
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}"><path d="{path}"/></svg>"#
    )
}

/// A picture with a narrow quiet zone, and how many squares wide it is.
pub fn to_png(code: &QrCode) -> Option<(Vec<u8>, usize)> {
    let squares = code.side + 2 * QUIET;
    let pixels = u32::try_from(squares).ok()?.checked_mul(SQUARE)?;
    let dark = |pixel: u32| (pixel / SQUARE) as usize;
    let picture = GrayImage::from_fn(pixels, pixels, |x, y| {
        let place = dark(x)
            .checked_sub(QUIET)
            .zip(dark(y).checked_sub(QUIET))
            .filter(|(x, y)| *x < code.side && *y < code.side);
        Luma([
            if place.is_some_and(|(x, y)| code.modules[y * code.side + x]) {
                0
            } else {
                255
            },
        ])
    });
    let mut out = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).ok()?;
    Some((out.into_inner(), squares))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_in_both_drawings() {
        let code = encode("Приказ № 1", String::new()).unwrap();
        assert!(code.side >= 21);
        for (x, y) in [(0, 0), (code.side - 1, 0), (0, code.side - 1)] {
            assert!(code.modules[y * code.side + x]);
        }
        assert!(to_svg(&code).contains("M0 0h7v1h-7z"));
        let (png, squares) = to_png(&code).unwrap();
        let picture = image::load_from_memory(&png).unwrap().to_luma8();
        assert_eq!(
            (picture.width() as usize, squares),
            (squares * 8, code.side + 4)
        );
        assert_eq!(
            (picture.get_pixel(15, 15).0, picture.get_pixel(16, 16).0),
            ([255], [0])
        );
    }

    #[test]
    fn too_much_text_gives_no_code() {
        assert!(encode(&"ж".repeat(3000), String::new()).is_none());
    }
}
