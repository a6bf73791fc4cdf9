//! Where the sections of a set document end, and whether with enough rows of their tables.

use typst::foundations::Value;
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

/// How the last table of a section is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Setting {
    /// With so much more space above and below the words of each row, points.
    Air(f64),
    /// Its last two rows on a page of their own.
    Parted,
}

/// The usual setting.
const USUAL: Setting = Setting::Air(0.0);

/// What is tried in turn, so that a last table goes on to the last page: first a little air, which
/// nobody sees, then the break that would be made by hand.
const TRIED: [Setting; 5] = [
    Setting::Air(0.75),
    Setting::Air(1.5),
    Setting::Air(2.25),
    Setting::Air(3.0),
    Setting::Parted,
];

/// The end of a section, by numbers of pages of the document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct End {
    first: usize,
    last: usize,
    /// Of the last rows but one, where they are asked for.
    tail: Option<usize>,
}

impl End {
    /// Whether notes and signatures stand on the last page, and fewer than two rows.
    fn is_lonely(self) -> bool {
        self.tail.is_some_and(|tail| tail < self.last)
    }

    fn pages(self) -> usize {
        self.last - self.first
    }
}

/// The settings of the sections of one document.
pub(super) struct Settings {
    /// For each section, the one that is tried now; `None` for the usual one.
    tried: Vec<Option<usize>>,
    /// Pages of each section in the usual setting.
    pages: Vec<usize>,
    is_settled: Vec<bool>,
}

impl Settings {
    pub(super) fn new(sections: usize) -> Self {
        Self {
            tried: vec![None; sections],
            pages: Vec::new(),
            is_settled: vec![false; sections],
        }
    }

    /// The setting of each section.
    pub(super) fn now(&self) -> Vec<Setting> {
        let now = |tried: &Option<usize>| tried.map_or(USUAL, |i| TRIED[i]);
        self.tried.iter().map(now).collect()
    }

    /// Looks at the pages set in this way; whether another is to be tried. A section never has more
    /// pages for it, and one that stays lonely in every way is set as usual.
    pub(super) fn try_on(&mut self, paged: &PagedDocument) -> bool {
        let ends = ends(paged);
        if self.pages.is_empty() {
            self.pages = ends.iter().map(|end| end.pages()).collect();
        }
        let mut goes_on = false;
        for (i, end) in ends.iter().enumerate().take(self.tried.len()) {
            let is_longer = end.pages() > self.pages[i];
            if self.is_settled[i] || !end.is_lonely() && !is_longer {
                self.is_settled[i] = true;
                continue;
            }
            let next = match self.tried[i] {
                None => 0,
                // Where air costs a page, more of it does too.
                Some(tried) if is_longer => (TRIED.len() - 1).max(tried + 1),
                Some(tried) => tried + 1,
            };
            self.tried[i] = Some(next).filter(|next| *next < TRIED.len());
            self.is_settled[i] = self.tried[i].is_none();
            goes_on = true;
        }
        goes_on
    }
}

/// The ends of all sections, in order.
fn ends(paged: &PagedDocument) -> Vec<End> {
    let mut out = Vec::new();
    let mut end = End::default();
    for (number, page) in paged.pages().iter().enumerate() {
        marks(&page.frame, &mut |mark| match mark {
            "tail" => end.tail = Some(number),
            "end" => {
                end.last = number;
                out.push(end);
                end = End {
                    first: number + 1,
                    ..End::default()
                };
            }
            _ => {}
        });
    }
    out
}

/// The marks that the page program leaves, in reading order.
fn marks(frame: &Frame, see: &mut impl FnMut(&str)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => marks(&group.frame, see),
            FrameItem::Tag(Tag::Start(element, _)) => {
                if let Some(Value::Str(mark)) =
                    element.to_packed::<MetadataElem>().map(|it| &it.value)
                {
                    see(mark);
                }
            }
            FrameItem::Tag(Tag::End(..))
            | FrameItem::Text(_)
            | FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..) => {}
        }
    }
}
