//! Set pages as pictures for the screen, and which words stand where on them.

use std::collections::{BTreeMap, BTreeSet};
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

    /// A page as a PNG picture. A browser takes fifty milliseconds for an SVG of as many letters,
    /// and ten for this.
    pub fn png(&self, page: usize) -> Option<Vec<u8>> {
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
        let mut out = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Up);
        encoder
            .write_image(&samples, drawn.width(), drawn.height(), colours)
            .ok()?;
        Some(out)
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
