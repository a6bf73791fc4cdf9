//! Document → PDF, by typst in this process. It knows the page, never a form.
//!
//! typst sees three things: the compiled-in page program, the faces and the document as data.
//! Nothing comes from the disk, the net or the clock, so the same document gives the same bytes.

mod picture;
mod stamp;
mod value;
mod world;

pub use stamp::lay_out_stamp;

use chrono::Datelike;
use typst::foundations::{Datetime, Smart};
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::document::{Document, Failure, Properties};
use crate::fonts::Faces;
use crate::standard::Standard;
use crate::style::PageStyle;
pub use picture::PlacedText;
use world::{Program, Typesetter};

/// A document set in pages, before any file format.
pub struct Pages {
    paged: PagedDocument,
    properties: Properties,
    standards: &'static [PdfStandard],
}

/// A finished file.
pub struct Made {
    pub bytes: Vec<u8>,
    pub pages: usize,
}

/// Sets pages and writes them. Made once and shared by all threads; the look is fixed at the start.
pub struct PdfWriter {
    typesetter: Typesetter,
    style: PageStyle,
}

impl PdfWriter {
    pub fn new(style: PageStyle, faces: &Faces) -> Self {
        Self {
            typesetter: Typesetter::new(faces, Program::Page, value::look(&style)),
            style,
        }
    }

    /// Sets a document in pages.
    ///
    /// # Errors
    /// A warning or error of typst, or a character that no face draws: faults of the program.
    pub fn lay_out(&self, document: &Document) -> Result<Pages, Failure> {
        let paged = self
            .typesetter
            .compile(&value::data(document, &self.style))?;
        if let Some(text) = paged.pages().iter().find_map(|page| undrawn(&page.frame)) {
            return Err(Failure(format!("no glyph for a character of {text:?}")));
        }
        Ok(Pages {
            paged,
            properties: document.properties.clone(),
            standards: standards(document),
        })
    }

    /// Sets a document in pages and writes them as [`Pages::to_pdf`] does.
    ///
    /// # Errors
    /// As [`Self::lay_out`] and [`Pages::to_pdf`].
    pub fn make(&self, document: &Document) -> Result<Made, Failure> {
        let pages = self.lay_out(document)?;
        Ok(Made {
            bytes: pages.to_pdf()?,
            pages: pages.count(),
        })
    }

    /// Forgets what typst remembers of earlier documents and the last `documents` ones did not use.
    /// The next document finds there how blocks are drawn and what papers have in common, a
    /// twelfth of its work; each one remembered takes about six megabytes, and without this call
    /// memory grows by so much a document.
    pub fn forget(documents: usize) {
        comemo::evict(documents);
    }
}

impl Pages {
    pub fn count(&self) -> usize {
        self.paged.pages().len()
    }

    /// The set pages, for a preview or a picture.
    pub fn paged(&self) -> &PagedDocument {
        &self.paged
    }

    /// A file that keeps the standard of its document.
    ///
    /// # Errors
    /// If typst finds the document short of the standard: a fault of the program.
    pub fn to_pdf(&self) -> Result<Vec<u8>, Failure> {
        self.export(self.standards)
    }

    /// PDF/A-2b: for the printer, where nobody listens to the file.
    ///
    /// # Errors
    /// As [`Self::to_pdf`].
    pub fn to_pdf_for_printing(&self) -> Result<Vec<u8>, Failure> {
        self.export(&[PdfStandard::A_2b])
    }

    fn export(&self, standards: &[PdfStandard]) -> Result<Vec<u8>, Failure> {
        let standards =
            PdfStandards::new(standards).map_err(|e| Failure(format!("{}", e.message())))?;
        let date = self.properties.date;
        let stamp = Datetime::from_ymd(
            date.year(),
            u8::try_from(date.month()).unwrap_or(1),
            u8::try_from(date.day()).unwrap_or(1),
        )
        .and_then(|d| Datetime::from_ymd_hms(d.year()?, d.month()?, d.day()?, 0, 0, 0))
        .ok_or_else(|| Failure(format!("no date {date}")))?;
        let options = PdfOptions {
            ident: Smart::Custom(self.properties.identifier.clone()),
            creator: Smart::Custom(Some(
                concat!("nastavnik ", env!("CARGO_PKG_VERSION")).to_owned(),
            )),
            timestamp: Some(Timestamp::new_utc(stamp)),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&self.paged, &options).map_err(|errors| world::failure(&errors))
    }
}

fn standards(document: &Document) -> &'static [PdfStandard] {
    match (document.standard, document.attachments.is_empty()) {
        (Standard::Archive, true) => &[PdfStandard::A_2a, PdfStandard::Ua_1],
        (Standard::Archive, false) => &[PdfStandard::A_3a, PdfStandard::Ua_1],
        (Standard::Personnel, _) => &[PdfStandard::A_1a],
        (Standard::Plain, _) => &[PdfStandard::V_1_7],
    }
}

/// The first text of a frame that has a glyph no face could give.
fn undrawn(frame: &Frame) -> Option<String> {
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => undrawn(&group.frame),
        FrameItem::Text(text) if text.glyphs.iter().any(|g| g.id == 0) => {
            Some(text.text.to_string())
        }
        FrameItem::Text(_)
        | FrameItem::Shape(..)
        | FrameItem::Image(..)
        | FrameItem::Link(..)
        | FrameItem::Tag(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use chrono::NaiveDate;

    use super::*;
    use crate::document::{Align, Block, Cell, Column, Orientation, Row, Section, Table, Text};

    /// A table of so many rows, whose words tell their row: «с7 с7 с7». Every ninth is taller than
    /// a page.
    fn document(rows: usize, words: usize) -> Document {
        let column = |width, align| Column {
            head: Text::plain("графа"),
            width,
            align,
        };
        let row = |i: usize| {
            let length = if i % 9 == 8 { 900 } else { 1 + i * words % 60 };
            let cell = |length| Cell::plain(vec![format!("с{i}"); length].join(" "));
            [
                (i % 4 == 0).then(|| Row::Title {
                    level: 1 + u8::from(i % 8 == 0),
                    number: None,
                    title: Text::plain(format!("с{i}")),
                }),
                Some(Row::Cells(vec![cell(1), cell(length), cell(length / 3)])),
            ]
        };
        let table = Table {
            summary: String::new(),
            columns: vec![
                column(100, Align::Centre),
                column(500, Align::Left),
                column(400, Align::Left),
            ],
            rows: (0..rows).flat_map(row).flatten().collect(),
        };
        let properties = Properties {
            title: "Проба".to_owned(),
            author: String::new(),
            subject: String::new(),
            date: NaiveDate::default(),
            identifier: String::new(),
        };
        let blocks = vec![Block::Title(Text::plain("Проба")), Block::Table(table)];
        Document::new(
            properties,
            vec![Section {
                bookmark: None,
                orientation: Orientation::Portrait,
                blocks,
            }],
        )
    }

    fn writer() -> PdfWriter {
        PdfWriter::new(PageStyle::built_in(), &Faces::default())
    }

    /// typst may part every row of a table: that a row does not is the work of its cells.
    #[test]
    fn only_a_row_taller_than_a_page_is_parted_and_no_word_is_lost() {
        for words in [7, 11, 17, 23] {
            let pages = writer().lay_out(&document(36, words)).unwrap();
            let mut seen: BTreeMap<String, (BTreeSet<usize>, usize)> = BTreeMap::new();
            for page in 0..pages.count() {
                for placed in pages.texts(page) {
                    for word in placed
                        .text
                        .split_whitespace()
                        .filter(|w| w.starts_with('с'))
                    {
                        let (on, count) = seen.entry(word.to_owned()).or_default();
                        on.insert(page);
                        *count += 1;
                    }
                }
            }
            assert_eq!(seen.len(), 36);
            for i in 0..36 {
                let (on, count) = &seen[&format!("с{i}")];
                let length = if i % 9 == 8 { 900 } else { 1 + i * words % 60 };
                assert_eq!(*count, 1 + length + length / 3 + usize::from(i % 4 == 0));
                assert_eq!(on.len() > 1, i % 9 == 8, "row {i} of {words}: {on:?}");
            }
        }
    }

    #[test]
    fn what_is_remembered_of_other_papers_changes_no_byte() {
        let writer = writer();
        let bytes = |rows| writer.make(&document(rows, 7)).unwrap().bytes;
        PdfWriter::forget(0);
        let first = bytes(20);
        bytes(12);
        assert!(bytes(20) == first);
        PdfWriter::forget(1);
        assert!(bytes(20) == first);
    }
}
