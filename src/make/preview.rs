//! The papers of a plan as pictures for the screen, drawn from the same pages that become the PDF.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use crate::document::Document;
use crate::look::Look;
use crate::pdf::{Pages, PdfWriter, PlacedText, Raster};
use crate::plan::{Plan, fault};
use crate::style::PageStyle;

/// A page as it is drawn.
#[derive(Debug, Clone)]
pub struct PageView {
    /// The same for pages that look the same.
    pub fingerprint: String,
    /// Points.
    pub width: f64,
    pub height: f64,
    /// What makes it of the page that is shown in its place, where that is there.
    pub patch: Option<PendingPatch>,
}

/// A paper as it is drawn.
#[derive(Debug, Clone, Default)]
pub struct Drawing {
    pub pages: Vec<PageView>,
}

/// What a page holds.
#[derive(Debug)]
pub struct PagePicture {
    pub png: Vec<u8>,
    texts: Vec<PlacedText>,
}

/// The strips in which a page differs from another of its size: a key that is pressed changes few
/// lines, and a browser shows few lines sooner than a page.
#[derive(Debug)]
pub struct PagePatch {
    /// Fingerprint of the other page.
    pub over: String,
    /// Each with the row of pixels at which it begins, as PNG.
    pub strips: Vec<(usize, Vec<u8>)>,
}

impl PagePatch {
    /// None where the pages differ in most of their strips.
    fn of(raster: &Raster, own: &[u64], over: &Over) -> Option<Self> {
        let other = over.picture.0.strips.wait().as_ref()?;
        let differs = |at: &usize| own.get(*at) != other.get(*at);
        let differing: Vec<usize> = (0..own.len()).filter(differs).collect();
        if own.len() != other.len() || differing.len() * 2 > own.len() {
            return None;
        }
        let strips = differing.into_iter().map(|at| raster.strip(at));
        Some(Self {
            over: over.fingerprint.clone(),
            strips: strips.collect::<Option<_>>()?,
        })
    }
}

/// A patch that is being made.
#[derive(Debug, Clone, Default)]
pub struct PendingPatch(Arc<OnceLock<Option<PagePatch>>>);

impl PendingPatch {
    /// Waits until it is made. `None` if the whole page is to be shown.
    pub fn wait(&self) -> Option<&PagePatch> {
        self.0.wait().as_ref()
    }
}

/// A page that is shown.
#[derive(Debug, Clone)]
pub struct Over {
    pub fingerprint: String,
    pub picture: PendingPicture,
}

impl PagePicture {
    /// All words of the page.
    pub fn texts(&self) -> &[PlacedText] {
        &self.texts
    }

    /// The words at a point of the page.
    pub fn at(&self, x: f64, y: f64) -> Option<&PlacedText> {
        self.texts.iter().find(|text| text.holds(x, y))
    }
}

/// A page that is being drawn, or drawn already.
#[derive(Debug, Clone, Default)]
pub struct PendingPicture(Arc<Pending>);

#[derive(Debug, Default)]
struct Pending {
    /// Fingerprints of its strips, known before it is written as a picture.
    strips: OnceLock<Option<Vec<u64>>>,
    picture: OnceLock<Option<PagePicture>>,
}

impl PendingPicture {
    /// Waits until it is drawn. `None` if it could not be.
    pub fn wait(&self) -> Option<&PagePicture> {
        self.0.picture.wait().as_ref()
    }

    /// Whether it could not be drawn.
    pub fn is_lost(&self) -> bool {
        self.0.picture.get().is_some_and(Option::is_none)
    }
}

/// Who draws a picture. Nobody waits for one that is dropped.
struct Painter {
    page: usize,
    picture: PendingPicture,
    over: Option<Over>,
    patch: PendingPatch,
}

impl Painter {
    // What it sets was empty: there is one painter for a picture.
    fn draw(self, pages: &Pages) {
        let Some(raster) = pages.raster(self.page) else {
            return;
        };
        let strips = raster.strips();
        let patch = self.over.as_ref();
        let patch = patch.and_then(|over| PagePatch::of(&raster, &strips, over));
        let _ = self.patch.0.set(patch);
        let _ = self.picture.0.strips.set(Some(strips));
        let picture = raster.png().map(|png| PagePicture {
            png,
            texts: pages.texts(self.page),
        });
        let _ = self.picture.0.picture.set(picture);
    }
}

impl Drop for Painter {
    fn drop(&mut self) {
        self.patch.0.get_or_init(|| None);
        self.picture.0.strips.get_or_init(|| None);
        self.picture.0.picture.get_or_init(|| None);
    }
}

/// Draws pages, two at a time.
fn paint(mut painters: Vec<Painter>, pages: &Pages) {
    let others = painters.split_off(painters.len().div_ceil(2));
    let all = |painters: Vec<Painter>| painters.into_iter().for_each(|it| it.draw(pages));
    std::thread::scope(|scope| {
        if !others.is_empty() {
            scope.spawn(|| all(others));
        }
        all(painters);
    });
}

/// Draws papers, one after another. It keeps its faces and what typst remembers of the last papers,
/// so the same paper with one word changed is set much faster than a new one, and a paper that says
/// the same is not set at all.
#[derive(Default)]
pub struct Preview {
    held: Mutex<Option<Held>>,
}

struct Held {
    style: PageStyle,
    /// Lengths of the faces, which tell one set of them from another.
    faces: Vec<usize>,
    writer: PdfWriter,
    /// The last papers and their pages.
    drawn: VecDeque<(Document, Vec<String>, Vec<PageView>)>,
}

/// Papers that are remembered.
const REMEMBERED: usize = 64;
/// Drawings for which typst may remember what it set.
const KEPT_BY_TYPST: usize = 2;
/// Until it forgets the others.
const PAUSE: Duration = Duration::from_millis(100);

impl Preview {
    /// Sets a document of a plan in pages and hands every page that `is_known` does not know to
    /// `keep`; its picture is drawn meanwhile. `shown` gives the page that is shown in the place of
    /// one, by its number.
    ///
    /// # Errors
    /// A fault of the program, in Russian.
    pub fn draw(
        &self,
        plan: &Plan,
        document: Document,
        is_known: &dyn Fn(&str) -> bool,
        keep: &mut dyn FnMut(String, PendingPicture),
        shown: &dyn Fn(usize) -> Option<Over>,
    ) -> Result<Drawing, String> {
        let mut held = self
            .held
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let Look { style, faces, .. } = &plan.look;
        let lengths: Vec<usize> = faces.iter().map(|face| face.data().len()).collect();
        if !held
            .as_ref()
            .is_some_and(|known| known.style == *style && known.faces == lengths)
        {
            let writer = PdfWriter::new(style.clone(), faces);
            *held = Some(Held {
                style: style.clone(),
                faces: lengths,
                writer,
                drawn: VecDeque::new(),
            });
        }
        let Some(held) = held.as_mut() else {
            return Ok(Drawing::default());
        };
        let name_of = |file| plan.sources.get(file).inside.clone();
        let files: Vec<String> = document.files().into_iter().map(name_of).collect();
        let before = held
            .drawn
            .iter()
            .find(|(known, names, _)| *known == document && *names == files)
            .map(|(.., pages)| pages);
        if let Some(pages) = before.filter(|pages| pages.iter().all(|p| is_known(&p.fingerprint))) {
            return Ok(Drawing {
                pages: pages.clone(),
            });
        }
        let pages = held
            .writer
            .lay_out_for_screen(&document, &name_of)
            .map_err(|e| fault(&e.to_string()))?;
        let (mut out, mut painters) = (Vec::new(), Vec::new());
        for page in 0..pages.count() {
            let (Some(hash), Some((width, height))) = (pages.fingerprint(page), pages.size(page))
            else {
                continue;
            };
            let fingerprint = format!("{hash:032x}");
            let mut view = PageView {
                fingerprint,
                width,
                height,
                patch: None,
            };
            if !is_known(&view.fingerprint) {
                let painter = Painter {
                    page,
                    picture: PendingPicture::default(),
                    over: shown(page),
                    patch: PendingPatch::default(),
                };
                keep(view.fingerprint.clone(), painter.picture.clone());
                view.patch = painter.over.is_some().then(|| painter.patch.clone());
                painters.push(painter);
            }
            out.push(view);
        }
        let aside = move || {
            paint(painters, &pages);
            // Nobody waits for this, and it would hinder the next papers of the same answer.
            std::thread::sleep(PAUSE);
            PdfWriter::forget(KEPT_BY_TYPST);
        };
        std::thread::Builder::new()
            .spawn(aside)
            .map_err(|e| fault(&e.to_string()))?;
        let mut kept = out.clone();
        kept.iter_mut().for_each(|page| page.patch = None);
        held.drawn.push_front((document, files, kept));
        held.drawn.truncate(REMEMBERED);
        Ok(Drawing { pages: out })
    }
}
