//! The document model: what is written on a paper, not how it looks.
//!
//! A form builds a [`Document`]; the writers (PDF, DOCX, plain text) turn it into bytes. Writers
//! match every enum without a wildcard, so a new kind of block does not compile until each writer
//! knows it. This module knows neither the school's data nor any output format. Names of the blocks
//! follow the requisites of ГОСТ Р 7.0.97-2025.

mod chart;
mod table;
mod text;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::origin::{FileId, Origin};
use crate::standard::Standard;

pub use chart::Chart;
pub use table::{Align, Cell, Column, Row, Table};
pub use text::{Inline, Meaning, Number, Origins, Text};

/// A finished paper: properties for the file and its sections in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub properties: Properties,
    pub sections: Vec<Section>,
    /// Files that go inside a PDF; no part of them is printed.
    pub attachments: Vec<Attachment>,
    /// What its PDF promises.
    pub standard: Standard,
    /// An empty form: where a format has fields, its places for the pen are such.
    #[serde(default)]
    pub is_form: bool,
    /// Whether a word wider than its column bears optional hyphens, in formats that have such. Papers
    /// of the built-in edition, which schools compare byte by byte, leave them to the office program.
    #[serde(default)]
    pub hyphens: bool,
}

impl Document {
    /// A paper with nothing attached, of the usual standard.
    pub fn new(properties: Properties, sections: Vec<Section>) -> Self {
        Self {
            properties,
            sections,
            attachments: Vec::new(),
            standard: Standard::default(),
            is_form: false,
            hyphens: false,
        }
    }

    /// An empty form.
    pub fn form(properties: Properties, sections: Vec<Section>) -> Self {
        Self {
            is_form: true,
            ..Self::new(properties, sections)
        }
    }
}

/// A file that the paper was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Without folders.
    pub name: String,
    /// As in `application/toml`.
    pub media_type: String,
    #[serde(with = "shared_bytes")]
    pub bytes: Arc<[u8]>,
    /// What it is, for the user.
    pub description: String,
}

/// The language of every paper (BCP 47).
pub const LANGUAGE: &str = "ru-RU";

/// What a file says about itself; no part of it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Properties {
    pub title: String,
    pub author: String,
    pub subject: String,
    /// The date the file bears as its creation date. It comes from the data, so the same input
    /// gives the same bytes.
    pub date: NaiveDate,
    /// Unique among the papers of one project; becomes the PDF file identifier.
    pub identifier: String,
}

/// Pages of one set-up. Every section starts on a new page, and its first page bears no number
/// (ГОСТ Р 7.0.97-2025: pages are numbered from the second on).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The name under which the section stands in the outline of a print run; then its headings
    /// stand below it.
    pub bookmark: Option<String>,
    pub orientation: Orientation,
    pub blocks: Vec<Block>,
    /// Whether paragraphs stand as close to each other as the style allows.
    #[serde(default)]
    pub is_tight: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Orientation {
    Portrait,
    Landscape,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// In the lower right corner of the page it stands on, below the text, taking no room of it
    /// (requisite 31).
    QrCode(QrCode),
    /// Coat of arms or emblem above the letterhead, centred (requisites 01 and 02).
    Emblem(Picture),
    /// The bodies that issue the paper, centred at the top of an order (requisites 04–06).
    Letterhead(Vec<Text>),
    /// Date at the left, registration number at the right (requisites 10 and 11).
    DateAndNumber {
        date: Text,
        number: Text,
    },
    /// What an order is about, at the left edge (requisite 17).
    TextHeading(Text),
    /// «Приложение № 1 / к положению …»: the appendix mark in the upper right corner (requisite
    /// 19).
    AppendixMark(Vec<Text>),
    /// «Утверждена приказом …»: the approval stamp in the upper right corner (requisite 16).
    ApprovalStamp(Vec<Text>),
    /// The name of the paper, centred. One per document: it becomes the title of the tagged PDF.
    Title(Text),
    /// A blank or filled line across the page that continues the title, centred, with its caption
    /// beneath; it has no label.
    TitleLine(LabelledLine),
    /// The heading of a part of the paper, centred. Never stands last on a page.
    Heading(Text),
    /// The words that open a part of the text. Never stand last on a page.
    Lead(Text),
    /// Body text with the paragraph indent.
    Paragraph(Text),
    /// The line under the title that says what it is for: centred.
    Subtitle(Text),
    /// «Наставник: ____ / (должность, Ф.И.О.)».
    LabelledLine(LabelledLine),
    Table(Table),
    /// A note under the table.
    Note(Text),
    /// Post at the left, initials and surname at the right on its last line (requisite 22).
    SignatureLine {
        post: Text,
        name: Text,
        field: Option<SignatureField>,
    },
    /// Who prepared the paper, small at the left (requisite 25).
    Executor(Text),
    /// Places to sign, in order. They stay together with the text before them as far as a page
    /// allows (ГОСТ Р 7.0.97: a signature may not stand alone on a sheet).
    Signatures(Vec<SignatureBlock>),
    /// «ПРИНЯТО …» at the left, «УТВЕРЖДЕНО …» at the right, side by side (requisites 16 and 20).
    /// Either may be empty.
    Stamps {
        left: Vec<Text>,
        right: Vec<Text>,
    },
    /// So many empty lines, that a title may stand in the middle of its page.
    Gap(u8),
}

/// A QR code (ISO/IEC 18004) as its dark and light squares; a writer adds the quiet zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrCode {
    /// Row by row from the upper left, `true` for dark.
    pub modules: Vec<bool>,
    /// Squares of a row.
    pub side: usize,
    /// What it says, for a screen reader.
    pub description: String,
}

/// A picture that any writer can take as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    #[serde(with = "shared_bytes")]
    pub bytes: Arc<[u8]>,
    pub format: PictureFormat,
    /// Pixels.
    pub width: u32,
    pub height: u32,
    /// What it shows, for a screen reader.
    pub description: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureFormat {
    Png,
    Jpeg,
}

impl PictureFormat {
    /// The usual ending of a file name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }
}

/// A label, values on lines of their own (each underlined up to the margin) and a caption beneath.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelledLine {
    pub label: Text,
    /// Empty: one blank line for the pen.
    pub values: Vec<Text>,
    pub caption: Option<Text>,
}

/// One person's place to sign: the line, its caption, the date to be written by hand, if the form
/// has a line for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureBlock {
    pub line: LabelledLine,
    pub date: Text,
    pub field: Option<SignatureField>,
}

/// A place for an electronic signature beside that for the pen, in formats that have such places.
/// It holds no words of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureField {
    /// Unique in the document: small Latin letters, digits and hyphens.
    pub name: String,
    /// Whose place it is, for who cannot see the page.
    pub description: String,
}

/// How a page program marks the place of a field: a link to this and the field's name.
pub const FIELD_LINK: &str = "x-sig:";

impl Block {
    /// Every text of the block, as [`Self::texts_mut`] has them.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::QrCode(_) | Self::Emblem(_) | Self::Gap(_) => Vec::new(),
            Self::Letterhead(lines) | Self::AppendixMark(lines) | Self::ApprovalStamp(lines) => {
                lines.iter().collect()
            }
            Self::Stamps { left, right } => left.iter().chain(right).collect(),
            Self::DateAndNumber {
                date: left,
                number: right,
            }
            | Self::SignatureLine {
                post: left,
                name: right,
                ..
            } => vec![left, right],
            Self::TextHeading(text)
            | Self::Title(text)
            | Self::Heading(text)
            | Self::Lead(text)
            | Self::Paragraph(text)
            | Self::Subtitle(text)
            | Self::Note(text)
            | Self::Executor(text) => vec![text],
            Self::TitleLine(line) | Self::LabelledLine(line) => line.texts(),
            Self::Table(table) => table.texts(),
            Self::Signatures(places) => places
                .iter()
                .flat_map(|p| p.line.texts().into_iter().chain([&p.date]))
                .collect(),
        }
    }

    /// Every text of the block, to be changed.
    pub fn texts_mut(&mut self) -> Vec<&mut Text> {
        match self {
            Self::QrCode(_) | Self::Emblem(_) | Self::Gap(_) => Vec::new(),
            Self::Letterhead(lines) | Self::AppendixMark(lines) | Self::ApprovalStamp(lines) => {
                lines.iter_mut().collect()
            }
            Self::Stamps { left, right } => left.iter_mut().chain(right).collect(),
            Self::DateAndNumber {
                date: left,
                number: right,
            }
            | Self::SignatureLine {
                post: left,
                name: right,
                ..
            } => vec![left, right],
            Self::TextHeading(text)
            | Self::Title(text)
            | Self::Heading(text)
            | Self::Lead(text)
            | Self::Paragraph(text)
            | Self::Subtitle(text)
            | Self::Note(text)
            | Self::Executor(text) => vec![text],
            Self::TitleLine(line) | Self::LabelledLine(line) => line.texts_mut(),
            Self::Table(table) => table.texts_mut(),
            Self::Signatures(places) => places
                .iter_mut()
                .flat_map(|p| {
                    p.line
                        .texts_mut()
                        .into_iter()
                        .chain(std::iter::once(&mut p.date))
                })
                .collect(),
        }
    }
}

impl LabelledLine {
    fn texts(&self) -> Vec<&Text> {
        std::iter::once(&self.label)
            .chain(&self.values)
            .chain(&self.caption)
            .collect()
    }

    fn texts_mut(&mut self) -> Vec<&mut Text> {
        std::iter::once(&mut self.label)
            .chain(&mut self.values)
            .chain(&mut self.caption)
            .collect()
    }
}

/// Whether the block at `index` must stay on the page of the block after it: a heading before its
/// text, a title before its line, the notes before the places to sign.
pub fn keeps_with_next(blocks: &[Block], index: usize) -> bool {
    let Some(next) = blocks.get(index + 1) else {
        return false;
    };
    match &blocks[index] {
        Block::QrCode(_) => keeps_with_next(blocks, index + 1),
        Block::Emblem(_)
        | Block::Letterhead(_)
        | Block::DateAndNumber { .. }
        | Block::TextHeading(_)
        | Block::AppendixMark(_)
        | Block::ApprovalStamp(_)
        | Block::Stamps { .. }
        | Block::Gap(_)
        | Block::Title(_)
        | Block::TitleLine(_)
        | Block::Subtitle(_)
        | Block::Heading(_)
        | Block::Lead(_) => true,
        Block::Paragraph(_) | Block::LabelledLine(_) => match next {
            Block::Signatures(_) | Block::SignatureLine { .. } => true,
            Block::Table(_) => keeps_with_next(blocks, index + 1),
            // What opens a list stays with its first item.
            Block::Paragraph(_) => {
                matches!(&blocks[index], Block::Paragraph(text) if text.ends_with(':'))
            }
            _ => false,
        },
        Block::SignatureLine { .. } => matches!(next, Block::Executor(_)),
        Block::Note(_) => {
            matches!(next, Block::Signatures(_) | Block::SignatureLine { .. })
                || matches!(next, Block::Note(_)) && keeps_with_next(blocks, index + 1)
        }
        Block::Table(table) => table.is_whole && matches!(next, Block::Signatures(_)),
        Block::Signatures(_) | Block::Executor(_) => false,
    }
}

/// Whether the block at `index` opens what stands below a signature: it keeps away from it, so that
/// there is room to sign.
pub fn is_below_signature(blocks: &[Block], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|at| blocks.get(at));
    matches!(
        before,
        Some(Block::SignatureLine { .. } | Block::Executor(_))
    )
}

/// Rows that a page with nothing but the end of a paper must have at the least.
pub const LAST_ROWS: usize = 2;

/// So many short paragraphs may come between a table and the places to sign: «Выписка верна».
const WORDS_BELOW: usize = 3;

/// Whether a block is a line or two of text.
fn is_short(block: &Block) -> bool {
    const LETTERS: usize = 160;
    matches!(block, Block::Paragraph(text) if text.to_plain().chars().count() <= LETTERS)
}

/// The table that only notes, a few words and places to sign stand below, and the first of its last two rows,
/// which should stand on the page of what is below them.
pub fn last_rows(blocks: &[Block]) -> Option<(usize, usize)> {
    let is_below = |block: &Block| {
        matches!(
            block,
            Block::Note(_)
                | Block::Signatures(_)
                | Block::SignatureLine { .. }
                | Block::Executor(_)
                | Block::QrCode(_)
        )
    };
    let is_signed =
        |block: &Block| matches!(block, Block::Signatures(_) | Block::SignatureLine { .. });
    let mut at = blocks.iter().rposition(|block| !is_below(block))?;
    if blocks[at..].iter().any(is_signed) {
        let words = blocks[..=at].iter().rev().take(WORDS_BELOW);
        at -= words.take_while(|block| is_short(block)).count().min(at);
    }
    let Block::Table(table) = &blocks[at] else {
        return None;
    };
    if table.is_whole {
        return None;
    }
    let rows = table.rows.iter().enumerate();
    let cells = rows.filter(|(_, row)| matches!(row, Row::Cells(_)));
    let (row, _) = cells.rev().nth(LAST_ROWS - 1)?;
    Some((at, row))
}

/// How many places to sign may be held together on one page; a longer list is held only at its
/// ends.
const SIGNATURES_TOGETHER: usize = 6;

/// Whether the place to sign at `index` of `count` must stay on the page of the one after it. Up to
/// six stay together; of more, only the first two and the last two, so that none is alone on its
/// page.
pub fn signature_keeps_with_next(count: usize, index: usize) -> bool {
    index + 1 < count && (count <= SIGNATURES_TOGETHER || index == 0 || index + 2 == count)
}

impl Document {
    /// Where its words come from, stretch by stretch.
    pub fn origins(&self) -> impl Iterator<Item = &Origin> {
        let inlines = self.texts().flat_map(|text| &text.0);
        let stretches = inlines.flat_map(|inline| match inline {
            Inline::Run { origin, .. } => origin.stretches(),
            Inline::Number(_) | Inline::LineBreak | Inline::Blank { .. } => &[],
        });
        stretches.map(|(_, origin)| origin)
    }

    /// The files that some word is made of.
    pub fn files(&self) -> BTreeSet<FileId> {
        let file = |origin: &Origin| match origin {
            Origin::Wording => None,
            Origin::Data { file, .. } => Some(*file),
        };
        self.origins().filter_map(file).collect()
    }

    /// Every text, section by section.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let blocks = self.sections.iter().flat_map(|s| &s.blocks);
        blocks.flat_map(Block::texts)
    }

    /// The places for electronic signatures, in reading order.
    pub fn signature_fields(&self) -> Vec<&SignatureField> {
        let mut out = Vec::new();
        for block in self.sections.iter().flat_map(|s| &s.blocks) {
            if let Block::SignatureLine { field, .. } = block {
                out.extend(field);
            } else if let Block::Signatures(places) = block {
                out.extend(places.iter().filter_map(|place| place.field.as_ref()));
            }
        }
        out
    }

    /// The same, with no word of where anything comes from.
    #[must_use]
    pub fn without_origins(&self) -> Self {
        let mut out = self.clone();
        let blocks = out.sections.iter_mut().flat_map(|s| &mut s.blocks);
        for inline in blocks
            .flat_map(Block::texts_mut)
            .flat_map(|text| &mut text.0)
        {
            if let Inline::Run { origin, .. } = inline {
                *origin = Origins::default();
            }
        }
        out
    }

    /// Leaves only the places for the pen, as for a sheet that will be printed.
    #[must_use]
    pub fn for_pen(mut self) -> Self {
        for block in self.sections.iter_mut().flat_map(|s| &mut s.blocks) {
            if let Block::SignatureLine { field, .. } = block {
                *field = None;
            } else if let Block::Signatures(places) = block {
                places.iter_mut().for_each(|place| place.field = None);
            }
        }
        self
    }
}

/// A writer's failure. Whatever a user can get wrong is found before a document exists, so this is
/// a fault of the program.
#[derive(Debug)]
pub struct Failure(pub String);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// How shared bytes are packed: serde itself would ask for a cargo feature of the whole tree.
mod shared_bytes {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &Arc<[u8]>, to: S) -> Result<S::Ok, S::Error> {
        bytes.as_ref().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<[u8]>, D::Error> {
        Vec::deserialize(from).map(Arc::from)
    }
}

#[cfg(test)]
mod tests;
