//! What a run adds to a document that a form has built: the QR code, the files it was made from,
//! the mark of a public copy.

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

use super::paper::Paper;
use super::plan::Plan;
use super::public;
use super::short_name::short_name;
use crate::document::{Attachment, Block, Document, Picture, PictureFormat};
use crate::edition::Edition;
use crate::problem::FileId;
use crate::qr;
use crate::standard::Standard;

const TOML: &str = "application/toml";

impl Plan {
    /// Completes the document of a paper.
    ///
    /// # Errors
    /// Why not, in Russian: a file is no longer what was checked.
    pub(super) fn complete(&self, document: &mut Document, paper: &Paper) -> Result<(), String> {
        let Some((project, edition)) = self.project().zip(self.edition()) else {
            return Ok(());
        };
        document.standard = self.standard(paper);
        if self.choice.public {
            public::abridge(document, edition, &self.short_names);
        }
        if project.organization.files.qr
            && let Some((description, text)) = self.code_text(paper, edition)
            && let Some(first) = document.sections.first_mut()
        {
            first
                .blocks
                .splice(0..0, qr::encode(&text, description).map(Block::QrCode));
        }
        if self.standard(paper) == Standard::Personnel {
            let blocks = document.sections.iter_mut().flat_map(|s| &mut s.blocks);
            // A project has one emblem.
            for emblem in blocks.filter_map(|b| {
                if let Block::Emblem(it) = b {
                    Some(it)
                } else {
                    None
                }
            }) {
                *emblem = self.opaque_emblem.get_or_init(|| opaque(emblem)).clone();
            }
        }
        if self.choice.attach_source {
            let files = self.files_of(paper).into_iter();
            document.attachments = files
                .map(|id| self.attachment(id, edition))
                .collect::<Result<_, String>>()?;
        }
        Ok(())
    }

    fn attachment(&self, id: FileId, edition: &Edition) -> Result<Attachment, String> {
        let source = self.sources.get(id);
        // The texts of pairings are let go of once they are read.
        let text = match self.late_file(id) {
            Some(file) => {
                file.text_again(source)
                    .map_err(|why| format!("{}: {why}", source.name))?
                    .text
            }
            None => source.text.clone(),
        };
        Ok(Attachment {
            name: short_name(&source.name).replace('/', "."),
            media_type: TOML.to_owned(),
            bytes: text.into_bytes().into(),
            description: edition.publishing.qr.attachment.clone(),
        })
    }
}

/// Sets a picture that one can see through on white: PDF/A-1 knows no transparency (ISO 19005-1,
/// 6.4).
fn opaque(picture: &Picture) -> Picture {
    let seen = image::load_from_memory(&picture.bytes)
        .ok()
        .filter(|seen| seen.color().has_alpha());
    let Some(seen) = seen else {
        return picture.clone();
    };
    let mut white = RgbaImage::from_pixel(seen.width(), seen.height(), Rgba([255; 4]));
    image::imageops::overlay(&mut white, &seen.to_rgba8(), 0, 0);
    let mut out = std::io::Cursor::new(Vec::new());
    if DynamicImage::ImageRgba8(white)
        .to_rgb8()
        .write_to(&mut out, ImageFormat::Png)
        .is_err()
    {
        return picture.clone();
    }
    Picture {
        bytes: out.into_inner().into(),
        format: PictureFormat::Png,
        ..picture.clone()
    }
}
