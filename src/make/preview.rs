//! The papers of a plan as pictures for the screen, drawn from the same pages that become the PDF.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use crate::document::Document;
use crate::look::Look;
use crate::pdf::{Pages, PdfWriter, PlacedText};
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
pub struct PendingPicture(Arc<OnceLock<Option<PagePicture>>>);

impl PendingPicture {
    /// Waits until it is drawn. `None` if it could not be.
    pub fn wait(&self) -> Option<&PagePicture> {
        self.0.wait().as_ref()
    }

    /// Whether it could not be drawn.
    pub fn is_lost(&self) -> bool {
        self.0.get().is_some_and(Option::is_none)
    }
}

/// Who draws a picture. Nobody waits for one that is dropped.
struct Painter(PendingPicture);

impl Painter {
    fn draw(self, pages: &Pages, page: usize) {
        let picture = pages.png(page).map(|png| PagePicture {
            png,
            texts: pages.texts(page),
        });
        // It was empty: there is one painter for a picture.
        let _ = self.0.0.set(picture);
    }
}

impl Drop for Painter {
    fn drop(&mut self) {
        self.0.0.get_or_init(|| None);
    }
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
    /// `keep`; its picture is drawn meanwhile.
    ///
    /// # Errors
    /// A fault of the program, in Russian.
    pub fn draw(
        &self,
        plan: &Plan,
        document: Document,
        is_known: &dyn Fn(&str) -> bool,
        keep: &mut dyn FnMut(String, PendingPicture),
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
            if !is_known(&fingerprint) {
                let picture = PendingPicture::default();
                painters.push((page, Painter(picture.clone())));
                keep(fingerprint.clone(), picture);
            }
            out.push(PageView {
                fingerprint,
                width,
                height,
            });
        }
        let aside = move || {
            painters
                .into_iter()
                .for_each(|(page, painter)| painter.draw(&pages, page));
            // Nobody waits for this, and it would hinder the next papers of the same answer.
            std::thread::sleep(PAUSE);
            PdfWriter::forget(KEPT_BY_TYPST);
        };
        std::thread::Builder::new()
            .spawn(aside)
            .map_err(|e| fault(&e.to_string()))?;
        held.drawn.push_front((document, files, out.clone()));
        held.drawn.truncate(REMEMBERED);
        Ok(Drawing { pages: out })
    }
}
