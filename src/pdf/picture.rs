//! Set pages as pictures for the screen, and which words stand where on them.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::utils::hash128;
use typst_svg::SvgOptions;

use super::Pages;

/// Words on a page and the rectangle they fill, in points from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedText {
    pub text: String,
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
    /// The same for pages that look the same, so that only changed ones are drawn again.
    pub fn fingerprint(&self, page: usize) -> Option<u128> {
        self.paged.pages().get(page).map(hash128)
    }

    /// A page as an SVG picture; it holds no script and names nothing outside itself.
    pub fn svg(&self, page: usize) -> Option<String> {
        self.paged.pages().get(page).map(|page| typst_svg::svg(page, &SvgOptions::default()))
    }

    /// Width and height of a page, in points.
    pub fn size(&self, page: usize) -> Option<(f64, f64)> {
        self.paged.pages().get(page).map(|page| (page.frame.width().to_pt(), page.frame.height().to_pt()))
    }

    /// Every run of words on a page, in the order it was set.
    pub fn texts(&self, page: usize) -> Vec<PlacedText> {
        let mut out = Vec::new();
        if let Some(page) = self.paged.pages().get(page) {
            gather(&page.frame, Transform::identity(), &mut out);
        }
        out
    }
}

fn gather(frame: &Frame, outer: Transform, out: &mut Vec<PlacedText>) {
    for (at, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let inner = outer.pre_concat(Transform::translate(at.x, at.y)).pre_concat(group.transform);
                gather(&group.frame, inner, out);
            }
            FrameItem::Text(text) => {
                let start = at.transform(outer);
                let end = Point::new(at.x + text.width(), at.y).transform(outer);
                // The point of a run lies on its base line: most of a letter is above it.
                let (above, below) = (text.size.to_pt(), text.size.to_pt() * 0.3);
                out.push(PlacedText {
                    text: text.text.to_string(),
                    left: start.x.to_pt(),
                    top: start.y.to_pt() - above,
                    right: end.x.to_pt(),
                    bottom: start.y.to_pt() + below,
                });
            }
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}
