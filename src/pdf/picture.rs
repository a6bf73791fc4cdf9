//! Set pages as pictures for the screen, and which words stand where on them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::utils::hash128;
use typst_layout::Page;
use typst_render::RenderOptions;

use super::Pages;
use super::mark::{Written, number_of};
use super::strips::{self, SCALE, STRIP};

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

    /// A page as a PNG picture. A browser takes fifty milliseconds for an SVG of as many letters, and
    /// ten for this.
    pub fn png(&self, page: usize) -> Option<Vec<u8>> {
        let pixels = Pixels::of(self.paged.pages().get(page)?);
        pixels.png(&pixels.bytes)
    }

    /// Fingerprints of the strips of a page, from the top: the same for strips that look the same.
    pub fn strips(&self, page: usize) -> Option<Vec<u64>> {
        Some(strips::fingerprints(self.paged.pages().get(page)?))
    }

    /// Some strips of a page, each with the row of pixels at which it begins, as a PNG picture.
    pub fn strips_as_png(&self, page: usize, wanted: &[usize]) -> Option<Vec<(usize, Vec<u8>)>> {
        let pixels = Pixels::of(&strips::only(self.paged.pages().get(page)?, wanted));
        let strip = |at: &usize| {
            let png = pixels.png(pixels.strip(*at)?)?;
            Some((at * STRIP as usize, png))
        };
        wanted.iter().map(strip).collect()
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

/// Pixels of a page, four bytes each.
struct Pixels {
    width: u32,
    bytes: Vec<u8>,
}

const PIXEL: usize = 4;

impl Pixels {
    fn of(page: &Page) -> Self {
        let options = RenderOptions {
            pixel_per_pt: SCALE.into(),
            ..RenderOptions::default()
        };
        let drawn = typst_render::render(page, &options);
        Self {
            width: drawn.width(),
            bytes: drawn.take(),
        }
    }

    fn strip(&self, number: usize) -> Option<&[u8]> {
        let strip = STRIP as usize * PIXEL * self.width as usize;
        self.bytes.chunks(strip.max(1)).nth(number)
    }

    /// Some rows of them as a PNG picture: a grey one where they have no colour.
    fn png(&self, rows: &[u8]) -> Option<Vec<u8>> {
        // Looked at to the end, for a search that may stop early takes three times as long.
        let differing = rows
            .chunks_exact(PIXEL)
            .fold(0, |bits, p| bits | (p[0] ^ p[1]) | (p[1] ^ p[2]));
        let pixels = rows.chunks_exact(PIXEL);
        let (samples, colours): (Vec<u8>, _) = if differing == 0 {
            (pixels.map(|p| p[0]).collect(), ExtendedColorType::L8)
        } else {
            let samples = pixels.flat_map(|p| [p[0], p[1], p[2]]);
            (samples.collect(), ExtendedColorType::Rgb8)
        };
        let row = (PIXEL * self.width as usize).max(1);
        let height = u32::try_from(rows.len() / row).ok()?;
        let mut out = Vec::new();
        PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Up)
            .write_image(&samples, self.width, height, colours)
            .ok()?;
        Some(out)
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
