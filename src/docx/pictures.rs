//! The pictures of a package: which there are, and the runs that show them.

use docx_rs::{Pic, RelativeFromHType, RelativeFromVType, Run};

use super::units;
use crate::document::{Block, Document, Orientation, Picture, PictureFormat, QrCode};
use crate::qr;
use crate::style::PageStyle;

/// Names by which the body refers to the parts.
const EMBLEM_ID: &str = "rIdEmblem";
const CODE_ID: &str = "rIdCode";
/// English metric units in a millimetre.
const EMU: f64 = 36_000.0;

/// A part that holds a picture.
pub(super) struct Media {
    pub id: &'static str,
    /// Name of the part without ending, also the name of the picture.
    pub name: &'static str,
    pub format: PictureFormat,
    pub bytes: Vec<u8>,
    /// What it shows, for a screen reader.
    pub description: String,
}

impl Media {
    /// The part's path from the folder of the document.
    pub(super) fn path(&self) -> String {
        format!("media/{}.{}", self.name, self.format.ending())
    }
}

/// Every picture of a document: one emblem and one code at the most.
pub(super) fn media(document: &Document) -> Vec<Media> {
    let mut out: Vec<Media> = Vec::new();
    for block in document.sections.iter().flat_map(|s| &s.blocks) {
        let found = if let Block::Emblem(it) = block {
            let (bytes, description) = (it.bytes.to_vec(), it.description.clone());
            Media {
                id: EMBLEM_ID,
                name: "emblem",
                format: it.format,
                bytes,
                description,
            }
        } else if let Block::QrCode(it) = block {
            let bytes = qr::to_png(it).map(|(bytes, _)| bytes).unwrap_or_default();
            Media {
                id: CODE_ID,
                name: "code",
                format: PictureFormat::Png,
                bytes,
                description: it.description.clone(),
            }
        } else {
            continue;
        };
        if out.iter().all(|known| known.id != found.id) {
            out.push(found);
        }
    }
    out
}

/// The picture at the height of the page style, in its own proportions.
pub(super) fn emblem(it: &Picture, style: &PageStyle, wide: bool) -> Run {
    let (width, height) = style.emblem(it, wide);
    let picture = Pic::new_with_dimensions(it.bytes.to_vec(), it.width, it.height).id(EMBLEM_ID);
    Run::new().add_image(picture.size(unsigned(width * EMU), unsigned(height * EMU)))
}

/// The code at its place on the sheet, whatever paragraph holds it. The picture's own quiet zone
/// reaches towards the edges.
pub(super) fn code(it: &QrCode, style: &PageStyle, orientation: Orientation) -> Run {
    let Some((bytes, squares)) = qr::to_png(it) else {
        return Run::new();
    };
    let square = style.mark.qr / whole(it.side);
    let side = square * whole(squares);
    let quiet = (side - style.mark.qr) / 2.0;
    let (width, height) = match orientation {
        Orientation::Portrait => (style.page.width, style.page.height),
        Orientation::Landscape => (style.page.height, style.page.width),
    };
    let from_edge = |length: f64| {
        i32::try_from(unsigned(
            (length - style.mark.qr_edge - style.mark.qr - quiet) * EMU,
        ))
        .unwrap_or(i32::MAX)
    };
    let picture = Pic::new_with_dimensions(bytes, 1, 1)
        .id(CODE_ID)
        .size(unsigned(side * EMU), unsigned(side * EMU))
        .floating()
        .overlapping()
        .relative_from_h(RelativeFromHType::Page)
        .relative_from_v(RelativeFromVType::Page)
        .offset_x(from_edge(width))
        .offset_y(from_edge(height));
    Run::new().add_image(picture)
}

fn unsigned(length: f64) -> u32 {
    u32::try_from(units::whole(length)).unwrap_or(u32::MAX)
}

fn whole(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
