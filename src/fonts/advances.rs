//! How wide letters are, for what is decided before pages are set.

use std::sync::Arc;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use typst::text::{Font, FontStretch, FontStyle, FontVariant, FontWeight};

/// The characters that papers are written in: of the Latin and Cyrillic alphabets, and signs.
const RANGES: [std::ops::Range<u32>; 2] = [0x20..0x530, 0x2010..0x2120];

/// Widths of the letters of a family, in thousandths of the size of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advances {
    upright: Arc<[u16]>,
    bold: Arc<[u16]>,
    italic: Arc<[u16]>,
    bold_italic: Arc<[u16]>,
}

impl Advances {
    pub(super) fn of(faces: &[Font]) -> Self {
        let letters = |style, weight| letters(faces, style, weight);
        let (normal, italic) = (FontStyle::Normal, FontStyle::Italic);
        let (regular, bold) = (FontWeight::REGULAR, FontWeight::BOLD);
        Self {
            upright: letters(normal, regular),
            bold: letters(normal, bold),
            italic: letters(italic, regular),
            bold_italic: letters(italic, bold),
        }
    }

    /// Width of an upright text on one line, in sizes of the text. Pairs that stand closer are not
    /// looked at, so it is rather more than less.
    pub fn width(&self, text: &str) -> f64 {
        let face = self.face(false, false);
        let sum: u32 = text.chars().map(|c| face.of(c)).sum();
        f64::from(sum) / f64::from(FULL)
    }

    /// The letters of one of the faces.
    pub fn face(&self, bold: bool, italic: bool) -> Letters<'_> {
        Letters(match (bold, italic) {
            (false, false) => &self.upright,
            (true, false) => &self.bold,
            (false, true) => &self.italic,
            (true, true) => &self.bold_italic,
        })
    }
}

/// Those of the face with this variant, or of any there is.
fn letters(faces: &[Font], style: FontStyle, weight: FontWeight) -> Arc<[u16]> {
    let variant = FontVariant::new(style, weight, FontStretch::NORMAL);
    let face = faces
        .iter()
        .find(|face| face.info().variant == variant)
        .or(faces.first());
    let font = face.and_then(|face| FontRef::from_index(face.data(), face.index()).ok());
    let widths = font.map(|font| {
        let size = Size::unscaled();
        let metrics = font.glyph_metrics(size, LocationRef::default());
        let full = f32::from(font.metrics(size, LocationRef::default()).units_per_em);
        let letters = font.charmap();
        let width = |c: u32| metrics.advance_width(letters.map(c)?);
        let of = |c| width(c).map_or(FULL, |width| thousandths(width / full));
        RANGES.into_iter().flatten().map(of).collect()
    });
    widths.unwrap_or_default()
}

/// Widths of the letters of one face.
#[derive(Debug, Clone, Copy)]
pub struct Letters<'a>(&'a [u16]);

impl Letters<'_> {
    /// Thousandths of the size of the text.
    pub fn of(self, c: char) -> u32 {
        u32::from(self.narrow(c))
    }

    fn narrow(self, c: char) -> u16 {
        let c = match c {
            '\u{A0}' | '\u{202F}' => ' ',
            '\u{2011}' => '-',
            c => c,
        };
        let mut before = 0;
        for range in RANGES {
            if range.contains(&u32::from(c)) {
                let index = before + (u32::from(c) - range.start) as usize;
                return self.0.get(index).copied().unwrap_or(FULL);
            }
            before += range.len();
        }
        FULL
    }
}

/// As wide as the size of the text.
const FULL: u16 = 1000;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates by definition"
)]
fn thousandths(sizes: f32) -> u16 {
    (sizes * f32::from(FULL)).round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_wide_as_in_times() {
        let advances = Advances::default();
        for (text, width) in [(" ", 0.25), ("о", 0.5), ("Ш", 1.009), ("№", 0.954)] {
            assert!((advances.width(text) - width).abs() < 0.01, "{text}");
        }
        assert!((advances.width("до\u{A0}1") - advances.width("до 1")).abs() < 1e-9);
        assert!((advances.width("字") - 1.0).abs() < 1e-9);
    }
}
