//! What stands in each strip of a page, known without drawing it: a key that is pressed changes few
//! lines, and only these are to be drawn again.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::RangeInclusive;

use typst::layout::{Abs, Em, Frame, FrameItem, GroupItem, Point};
use typst::text::Glyph;
use typst_layout::Page;

/// Pixels a point: the page stands beside its form in about its true size, and letters stay clear
/// at one and a half of it.
pub(super) const SCALE: f64 = 1.5;

/// Rows of pixels in a strip: one line of a paper stands in one strip or two.
pub(super) const STRIP: u32 = 64;

/// Fingerprints of the strips of a page, from the top: the same for strips that look the same.
pub(super) fn fingerprints(page: &Page) -> Vec<u64> {
    let mut empty = DefaultHasher::new();
    (page.frame.size(), &page.fill).hash(&mut empty);
    let mut strips = vec![empty; number_of_strips(page)];
    walk(&page.frame, Some(Point::zero()), &mut |item, at| {
        let own = fingerprint(item, at);
        let touched = strips_of(item, at);
        let strips = strips.iter_mut().take(touched.end().saturating_add(1));
        strips
            .skip(*touched.start())
            .for_each(|strip| strip.write_u64(own));
    });
    strips.iter().map(DefaultHasher::finish).collect()
}

/// The page with what stands in these strips, and perhaps more.
pub(super) fn only(page: &Page, wanted: &[usize]) -> Page {
    let is_wanted = |item: &FrameItem, at| {
        let touched = strips_of(item, at);
        wanted.iter().any(|strip| touched.contains(strip))
    };
    Page {
        frame: kept(&page.frame, Some(Point::zero()), &is_wanted),
        ..page.clone()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page has some thousand rows"
)]
fn number_of_strips(page: &Page) -> usize {
    let rows = (SCALE * page.frame.height().to_pt()).round().max(1.0);
    (rows as u32).div_ceil(STRIP) as usize
}

/// Shows every item of a frame that can be seen, with the point of the page where it stands; with
/// none where its group does more than move it.
fn walk<'f>(
    frame: &'f Frame,
    origin: Option<Point>,
    see: &mut dyn FnMut(&'f FrameItem, Option<Point>),
) {
    for (at, item) in frame.items() {
        let at = origin.map(|origin| origin + *at);
        match item {
            FrameItem::Group(group) => {
                // What a group does beyond that is not in the fingerprints of its items.
                if within(at, group).is_none() {
                    see(item, None);
                }
                walk(&group.frame, within(at, group), see);
            }
            FrameItem::Link(..) | FrameItem::Tag(_) => {}
            FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => see(item, at),
        }
    }
}

/// The frame with those of its items that are wanted.
fn kept(
    frame: &Frame,
    origin: Option<Point>,
    is_wanted: &dyn Fn(&FrameItem, Option<Point>) -> bool,
) -> Frame {
    let mut out = Frame::new(frame.size(), frame.kind());
    for (place, item) in frame.items() {
        let at = origin.map(|origin| origin + *place);
        match item {
            FrameItem::Group(group) => {
                let frame = kept(&group.frame, within(at, group), is_wanted);
                let group = GroupItem {
                    frame,
                    ..group.clone()
                };
                out.push(*place, FrameItem::Group(group));
            }
            item if is_wanted(item, at) => out.push(*place, item.clone()),
            FrameItem::Text(_)
            | FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => {}
        }
    }
    out
}

/// Where the items of a group begin: `at` and on, if the group only moves them.
fn within(at: Option<Point>, group: &GroupItem) -> Option<Point> {
    let moved = group.transform;
    let only_moves = moved.is_only_translate() && group.clip.is_none();
    at.filter(|_| only_moves)
        .map(|at| at + Point::new(moved.tx, moved.ty))
}

/// The strips that an item may be seen in.
fn strips_of(item: &FrameItem, at: Option<Point>) -> RangeInclusive<usize> {
    match at.and_then(|at| span(item, at)) {
        Some((top, bottom)) => strip_at(top)..=strip_at(bottom),
        None => 0..=usize::MAX,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is above the page begins with its first strip"
)]
fn strip_at(height: Abs) -> usize {
    (height.to_pt() * SCALE / f64::from(STRIP)).floor().max(0.0) as usize
}

/// Where an item begins and ends, from the top of the page, with some room around it. None if that
/// is not easy to tell.
fn span(item: &FrameItem, at: Point) -> Option<(Abs, Abs)> {
    const ROOM: Abs = Abs::raw(1.0);
    let (top, bottom) = match item {
        FrameItem::Text(text) => {
            let face = text.font.ttf().global_bounding_box();
            let is_plain = text.stroke.is_none() && text.glyphs.iter().all(is_on_the_line);
            let above = text.font.to_em(face.y_max).at(text.size);
            let below = text.font.to_em(face.y_min).at(text.size);
            is_plain.then_some((-above, -below))?
        }
        FrameItem::Shape(shape, _) => {
            let stroke = shape.stroke.as_ref().map_or(Abs::zero(), |it| it.thickness);
            let bounds = shape.bbox(false);
            (bounds.min.y - 2.0 * stroke, bounds.max.y + 2.0 * stroke)
        }
        FrameItem::Image(_, size, _) => (Abs::zero(), size.y),
        FrameItem::Group(_) | FrameItem::Link(..) | FrameItem::Tag(_) => return None,
    };
    Some((at.y + top - ROOM, at.y + bottom + ROOM))
}

fn is_on_the_line(glyph: &Glyph) -> bool {
    glyph.y_offset == Em::zero() && glyph.y_advance == Em::zero()
}

/// The same for items that look the same in the same place.
fn fingerprint(item: &FrameItem, at: Option<Point>) -> u64 {
    let mut hasher = DefaultHasher::new();
    at.hash(&mut hasher);
    match item {
        FrameItem::Text(text) => {
            (&text.font, text.size, &text.fill, &text.stroke).hash(&mut hasher);
            for glyph in &text.glyphs {
                let Glyph {
                    id,
                    x_advance,
                    x_offset,
                    y_advance,
                    y_offset,
                    ..
                } = glyph;
                (id, x_advance, x_offset, y_advance, y_offset).hash(&mut hasher);
            }
        }
        FrameItem::Shape(shape, _) => shape.hash(&mut hasher),
        FrameItem::Image(image, size, _) => (image, size).hash(&mut hasher),
        FrameItem::Group(group) => (group.transform, &group.clip).hash(&mut hasher),
        FrameItem::Link(..) | FrameItem::Tag(_) => {}
    }
    hasher.finish()
}
