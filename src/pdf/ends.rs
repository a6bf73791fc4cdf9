//! Where the sections of a set document end, and whether with enough rows of their tables.

use typst::foundations::Value;
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

/// Air that is tried in the rows of a last table, so that it goes on to the last page: more space
/// above and below the words of each, points.
const AIRS: [f64; 6] = [0.75, 1.5, 2.25, 3.0, 4.0, 5.0];

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

/// The choice of air for the sections of one document.
pub(super) struct Airs {
    /// For each section, the one that is tried now; `None` for none.
    tried: Vec<Option<usize>>,
    /// Pages of each section without air.
    pages: Vec<usize>,
    is_settled: Vec<bool>,
}

impl Airs {
    pub fn new(sections: usize) -> Self {
        Self {
            tried: vec![None; sections],
            pages: Vec::new(),
            is_settled: vec![false; sections],
        }
    }

    /// The air of each section, points.
    pub fn points(&self) -> Vec<f64> {
        let air = |tried: &Option<usize>| tried.map_or(0.0, |i| AIRS[i]);
        self.tried.iter().map(air).collect()
    }

    /// Looks at the pages set with this choice; whether another is to be tried. A section is never
    /// longer for its air, and one that stays lonely with all of it has none.
    pub fn try_on(&mut self, paged: &PagedDocument) -> bool {
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
            let next = self.tried[i].map_or(0, |tried| tried + 1);
            self.tried[i] = Some(next).filter(|next| !is_longer && *next < AIRS.len());
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
