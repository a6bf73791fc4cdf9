//! How a section fills its pages: strips of known height, one below the other.

/// What stands on one page: a line of a paragraph, a row of a table, a thing in one piece.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Strip {
    /// At the usual spaces, and at those of a tight section.
    pub(super) spaces: [Space; 2],
    /// Whether it stays on the page of the next one.
    pub(super) keeps: bool,
    /// Height of what stands again above it on a page that begins with it.
    pub(super) head: f64,
}

/// Heights, points. Of two spaces that meet the larger counts, and none at the top of a page.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Space {
    pub(super) before: f64,
    pub(super) height: f64,
    pub(super) after: f64,
}

impl Strip {
    /// Of the same spaces in every section.
    pub(super) fn new(before: f64, height: f64, after: f64, keeps: bool) -> Self {
        let space = Space {
            before,
            height,
            after,
        };
        Self {
            spaces: [space; 2],
            keeps,
            head: 0.0,
        }
    }
}

/// So much of a row that goes on over several pages stands on the first of them, points.
const BEGUN: f64 = 30.0;

impl Strip {
    /// Whether it is a row that no page holds.
    pub(super) fn is_tall(&self, room: f64) -> bool {
        self.head > 0.0 && self.head + self.spaces[0].height > room
    }

    /// What of it must fit onto a page that it begins on: a row taller than a page begins anywhere.
    fn begun(self, room: f64) -> Self {
        let is_tall = self.is_tall(room);
        let begun = |space: Space| Space {
            height: if is_tall { BEGUN } else { space.height },
            ..space
        };
        Self {
            spaces: self.spaces.map(begun),
            ..self
        }
    }
}

/// Where a flow of strips has come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Flow {
    /// Height of a page.
    pub(super) room: f64,
    is_tight: bool,
    /// Whether a row taller than a page begins on the page that it comes to, and has the head of its
    /// table above it on each.
    pub(super) parts_rows: bool,
    /// Of the page that was filled last, from zero.
    pub(super) page: usize,
    /// What is filled of it.
    y: f64,
    /// Space below the last strip.
    after: f64,
}

impl Flow {
    pub(super) fn new(room: f64, is_tight: bool) -> Self {
        Self {
            room,
            is_tight,
            parts_rows: false,
            page: 0,
            y: 0.0,
            after: 0.0,
        }
    }

    /// Goes on with a new page.
    pub(super) fn turn(&mut self) {
        self.page += 1;
        (self.y, self.after) = (0.0, 0.0);
    }

    /// Fills pages with the strips; `see` is told on which page each stands.
    pub(super) fn fill(&mut self, strips: &[Strip], mut see: impl FnMut(usize, usize)) {
        let mut at = 0;
        while at < strips.len() {
            let kept = strips[at..].iter().take_while(|strip| strip.keeps).count();
            let end = (at + kept + 1).min(strips.len());
            let together = &strips[at..end];
            let mut tried = *self;
            for strip in together {
                if self.parts_rows {
                    tried.put(&strip.begun(self.room));
                } else {
                    tried.put(strip);
                }
            }
            if tried.y > self.room && self.y > 0.0 {
                self.turn();
            }
            for (i, strip) in together.iter().enumerate() {
                self.put(strip);
                while self.y > self.room {
                    self.page += 1;
                    self.y -= self.room;
                    if self.parts_rows {
                        self.y += strip.head.min(self.room / 2.0);
                    }
                }
                see(at + i, self.page);
            }
            at = end;
        }
    }

    fn put(&mut self, strip: &Strip) {
        let space = strip.spaces[usize::from(self.is_tight)];
        self.y += if self.y > 0.0 {
            self.after.max(space.before)
        } else {
            strip.head
        };
        self.y += space.height;
        self.after = space.after;
    }
}
