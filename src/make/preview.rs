//! The papers of a plan as pictures for the screen, drawn from the same pages that become the PDF.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use crate::document::Document;
use crate::look::Look;
use crate::pdf::{Pages, PdfWriter, PlacedText};
use crate::plan::{Plan, fault};
use crate::style::PageStyle;

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

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
    fn of(pages: &Pages, page: usize, own: &[u64], over: &Over) -> Option<Self> {
        let other = &over.picture.0.strips;
        let differs = |at: &usize| own.get(*at) != other.get(*at);
        let differing: Vec<usize> = (0..own.len()).filter(differs).collect();
        if own.len() != other.len() || differing.len() * 2 > own.len() {
            return None;
        }
        Some(Self {
            over: over.fingerprint.clone(),
            strips: pages.strips_as_png(page, &differing)?,
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

/// A page that is drawn when it is first asked for, or drawn already.
#[derive(Debug, Clone, Default)]
pub struct PendingPicture(Arc<Pending>);

#[derive(Debug, Default)]
struct Pending {
    /// Fingerprints of its strips.
    strips: Vec<u64>,
    /// What it is drawn from, until it is.
    set: Mutex<Option<(Arc<Pages>, usize)>>,
    picture: OnceLock<Option<PagePicture>>,
    /// Whether a page that differs little has come in its place.
    is_replaced: AtomicBool,
}

impl PendingPicture {
    fn new(pages: &Arc<Pages>, page: usize) -> Self {
        Self(Arc::new(Pending {
            strips: pages.strips(page).unwrap_or_default(),
            set: Mutex::new(Some((Arc::clone(pages), page))),
            ..Pending::default()
        }))
    }

    /// Draws it, unless that is done. `None` if it cannot be drawn.
    pub fn wait(&self) -> Option<&PagePicture> {
        let draw = || {
            let (pages, page) = held(&self.0.set).take()?;
            Some(PagePicture {
                png: pages.png(page)?,
                texts: pages.texts(page),
            })
        };
        self.0.picture.get_or_init(draw).as_ref()
    }

    /// Whether it cannot be drawn.
    pub fn is_lost(&self) -> bool {
        self.0.picture.get().is_some_and(Option::is_none)
    }

    /// Gives up a page that nobody has looked at.
    fn forget(&self) {
        self.0.picture.get_or_init(|| None);
        held(&self.0.set).take();
    }
}

/// Who draws a page. Nobody waits for a patch of one that is dropped.
struct Painter {
    page: usize,
    picture: PendingPicture,
    over: Option<Over>,
    patch: PendingPatch,
}

impl Painter {
    /// Draws what a window waits for first: the strips that differ from what it shows, or all.
    fn draw(&self, pages: &Pages) {
        let own = &self.picture.0.strips;
        let patch = self.over.as_ref();
        let patch = patch.and_then(|over| PagePatch::of(pages, self.page, own, over));
        let replaced = self.over.as_ref().filter(|_| patch.is_some());
        // It was empty: there is one painter for a page.
        let _ = self.patch.0.set(patch);
        match replaced {
            Some(over) => over.picture.0.is_replaced.store(true, Ordering::Relaxed),
            None => drop(self.picture.wait()),
        }
    }
}

impl Drop for Painter {
    fn drop(&mut self) {
        self.patch.0.get_or_init(|| None);
    }
}

/// Draws pages, two at a time.
fn paint(painters: &[Painter], pages: &Pages) {
    let (some, others) = painters.split_at(painters.len().div_ceil(2));
    let all = |painters: &[Painter]| painters.iter().for_each(|it| it.draw(pages));
    std::thread::scope(|scope| {
        if !others.is_empty() {
            scope.spawn(|| all(others));
        }
        all(some);
    });
}

/// Draws papers, one after another. It keeps its faces and what typst remembers of the last papers,
/// so the same paper with one word changed is set much faster than a new one, and a paper that says
/// the same is not set at all.
#[derive(Default)]
pub struct Preview {
    held: Mutex<Option<Held>>,
    replaced: Arc<Replaced>,
}

/// Pages that others have replaced before anybody looked at them as a whole, the newest last. They
/// are drawn if somebody does after all.
#[derive(Default)]
struct Replaced(Mutex<VecDeque<PendingPicture>>);

impl Replaced {
    fn put(&self, picture: PendingPicture) {
        let mut pictures = held(&self.0);
        pictures.push_back(picture);
        if pictures.len() > MOST_REPLACED
            && let Some(oldest) = pictures.pop_front()
        {
            oldest.forget();
        }
    }
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
/// Replaced pages that are kept: some megabytes each.
const MOST_REPLACED: usize = 8;
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
        let mut held = held(&self.held);
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
        let pages = Arc::new(pages);
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
                    picture: PendingPicture::new(&pages, page),
                    over: shown(page),
                    patch: PendingPatch::default(),
                };
                keep(view.fingerprint.clone(), painter.picture.clone());
                view.patch = painter.over.is_some().then(|| painter.patch.clone());
                painters.push(painter);
            }
            out.push(view);
        }
        let replaced = Arc::clone(&self.replaced);
        let aside = move || {
            paint(&painters, &pages);
            drop(pages);
            // Nobody waits for this, and it would hinder the next papers of the same answer.
            std::thread::sleep(PAUSE);
            PdfWriter::forget(KEPT_BY_TYPST);
            for Painter { picture, .. } in &painters {
                if picture.0.is_replaced.load(Ordering::Relaxed) {
                    replaced.put(picture.clone());
                } else {
                    picture.wait();
                }
            }
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
