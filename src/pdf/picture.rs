//! Set pages as pictures for the screen, and which words stand where on them.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hasher as _};
use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::utils::hash128;
use typst_render::RenderOptions;

use super::Pages;
use super::mark::{Written, number_of};

/// Pixels a point: the page stands beside its form in about its true size, and letters stay clear
/// at one and a half of it.
const SCALE: f64 = 1.5;

/// Rows of pixels in a strip: one line of a paper stands in one strip or two.
const STRIP: u32 = 64;

/// A page as pixels.
pub struct Raster {
    width: u32,
    height: u32,
    colours: ExtendedColorType,
    samples: Vec<u8>,
}

impl Raster {
    /// The whole page as a PNG picture. A browser takes fifty milliseconds for an SVG of as many
    /// letters, and ten for this.
    pub fn png(&self) -> Option<Vec<u8>> {
        self.encoded(&self.samples, self.height)
    }

    /// Fingerprints of the strips of the page, from the top.
    pub fn strips(&self) -> Vec<u64> {
        let digest = |strip: &[u8]| {
            let mut hasher = DefaultHasher::new();
            hasher.write_u32(self.width);
            hasher.write_u32(self.height);
            hasher.write(strip);
            hasher.finish()
        };
        self.samples
            .chunks(self.strip_bytes())
            .map(digest)
            .collect()
    }

    /// A strip as a PNG picture, with the row of pixels at which it begins.
    pub fn strip(&self, number: usize) -> Option<(usize, Vec<u8>)> {
        let samples = self.samples.chunks(self.strip_bytes()).nth(number)?;
        let rows = samples.len() / self.row_bytes();
        let png = self.encoded(samples, u32::try_from(rows).ok()?)?;
        Some((number * STRIP as usize, png))
    }

    fn row_bytes(&self) -> usize {
        let bytes = self.colours.channel_count() as usize * self.width as usize;
        bytes.max(1)
    }

    fn strip_bytes(&self) -> usize {
        STRIP as usize * self.row_bytes()
    }

    fn encoded(&self, samples: &[u8], height: u32) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Up);
        encoder
            .write_image(samples, self.width, height, self.colours)
            .ok()?;
        Some(out)
    }
}

/// Words on a page, where they are written and the rectangle they fill, in points from the
/// upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedText {
    pub text: String,
    /// Unless they are wording.
    pub written: Option<Written>,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl PlacedText {
    pub fn holds(&self, x: f64, y: f64) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

impl Pages {
    /// The same for pages that look the same and whose words are written in the same places, so
    /// that only changed ones are drawn again.
    pub fn fingerprint(&self, page: usize) -> Option<u128> {
        let page = self.paged.pages().get(page)?;
        let files: BTreeSet<&Arc<str>> = self.written.values().map(|w| &w.file).collect();
        Some(hash128(&(page, files)))
    }

    /// A page as pixels: grey ones where it has no colour.
    pub fn raster(&self, page: usize) -> Option<Raster> {
        let options = RenderOptions {
            pixel_per_pt: SCALE.into(),
            ..RenderOptions::default()
        };
        let drawn = typst_render::render(self.paged.pages().get(page)?, &options);
        let pixels = drawn.pixels();
        // Looked at to the end, for a search that may stop early takes three times as long.
        let differing = pixels.iter().fold(0, |bits, p| {
            bits | (p.red() ^ p.green()) | (p.green() ^ p.blue())
        });
        let (samples, colours): (Vec<u8>, _) = if differing == 0 {
            (
                pixels.iter().map(|p| p.green()).collect(),
                ExtendedColorType::L8,
            )
        } else {
            (
                pixels
                    .iter()
                    .flat_map(|p| [p.red(), p.green(), p.blue()])
                    .collect(),
                ExtendedColorType::Rgb8,
            )
        };
        Some(Raster {
            width: drawn.width(),
            height: drawn.height(),
            colours,
            samples,
        })
    }

    /// Width and height of a page, in points.
    pub fn size(&self, page: usize) -> Option<(f64, f64)> {
        self.paged
            .pages()
            .get(page)
            .map(|page| (page.frame.width().to_pt(), page.frame.height().to_pt()))
    }

    /// All words on a page, in the order they were set. Only of pages for a screen it is known
    /// where they are written.
    pub fn texts(&self, page: usize) -> Vec<PlacedText> {
        let mut out = Vec::new();
        if let Some(page) = self.paged.pages().get(page) {
            gather(&page.frame, Transform::identity(), &self.written, &mut out);
        }
        out
    }
}

/// Of the height of a line, above and below the base line: ascender and descender of the face with
/// half the gap, so that no point belongs to two lines.
const ABOVE: f64 = 0.912;
const BELOW: f64 = 0.237;

fn gather(
    frame: &Frame,
    outer: Transform,
    written: &BTreeMap<i64, Written>,
    out: &mut Vec<PlacedText>,
) {
    for (at, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let inner = outer
                    .pre_concat(Transform::translate(at.x, at.y))
                    .pre_concat(group.transform);
                gather(&group.frame, inner, written, out);
            }
            FrameItem::Text(text) => {
                let size = text.size.to_pt();
                let mut x = at.x;
                for glyphs in text.glyphs.chunk_by(|a, b| number_of(a) == number_of(b)) {
                    let start = Point::new(x, at.y).transform(outer);
                    x += glyphs
                        .iter()
                        .map(|g| g.x_advance.at(text.size))
                        .sum::<Abs>();
                    let end = Point::new(x, at.y).transform(outer);
                    let number = glyphs.first().and_then(number_of);
                    let letters = glyphs.iter().filter_map(|g| text.text.get(g.range()));
                    out.push(PlacedText {
                        text: letters.collect(),
                        written: number.and_then(|number| written.get(&number).cloned()),
                        left: start.x.to_pt(),
                        top: start.y.to_pt() - ABOVE * size,
                        right: end.x.to_pt(),
                        bottom: start.y.to_pt() + BELOW * size,
                    });
                }
            }
            FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => {}
        }
    }
}
