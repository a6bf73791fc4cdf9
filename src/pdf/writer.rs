//! A document set in pages, and the file that they become.

use std::collections::BTreeMap;

use chrono::Datelike;
use typst::foundations::{Datetime, Smart};
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::ends::Settings;
use super::mark::{self, Written};
use super::value;
use super::world::{self, Program, Typesetter};
use crate::document::{Document, Failure, Properties};
use crate::fit::fit;
use crate::fonts::Faces;
use crate::origin::FileId;
use crate::standard::Standard;
use crate::style::PageStyle;

/// A document set in pages, before any file format.
#[derive(Debug)]
pub struct Pages {
    pub(super) paged: PagedDocument,
    properties: Properties,
    standards: &'static [PdfStandard],
    /// Where words of the pages are written, by the numbers of their glyphs.
    pub(super) written: BTreeMap<i64, Written>,
}

/// A finished file.
pub struct MadePdf {
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
        self.set(document.without_origins())
    }

    /// The same, for a screen: the pages know where their words are written, and look the same.
    /// `name_of` gives the name of a file from the project's folder.
    ///
    /// # Errors
    /// As [`Self::lay_out`].
    pub fn lay_out_for_screen(
        &self,
        document: &Document,
        name_of: &dyn Fn(FileId) -> String,
    ) -> Result<Pages, Failure> {
        let pages = self.set(document.clone())?;
        Ok(Pages {
            written: mark::written(document, name_of),
            ..pages
        })
    }

    fn set(&self, document: Document) -> Result<Pages, Failure> {
        let document = &fit(document, &self.style);
        let mut settings = Settings::new(document.sections.len());
        let paged = loop {
            let data = value::data(document, &self.style, &settings.now());
            let paged = self.typesetter.compile(&data)?;
            if !settings.try_on(&paged) {
                break paged;
            }
        };
        if let Some(text) = paged.pages().iter().find_map(|page| undrawn(&page.frame)) {
            return Err(Failure(format!("no glyph for a character of {text:?}")));
        }
        Ok(Pages {
            paged,
            properties: document.properties.clone(),
            standards: standards(document),
            written: BTreeMap::new(),
        })
    }

    /// Sets a document in pages and writes them as [`Pages::to_pdf`] does.
    ///
    /// # Errors
    /// As [`Self::lay_out`] and [`Pages::to_pdf`].
    pub fn make(&self, document: &Document) -> Result<MadePdf, Failure> {
        let pages = self.lay_out(document)?;
        Ok(MadePdf {
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
