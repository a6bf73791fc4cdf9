//! `emblem.png` or `emblem.jpg`: coat of arms or emblem, checked before any paper is made with it.

use std::sync::Arc;

use image::ImageFormat;

use super::files::RawFile;
use crate::problem::{Code, Problem};

#[derive(Debug, Clone)]
pub struct Emblem {
    pub bytes: Arc<[u8]>,
    pub is_jpeg: bool,
    /// Pixels.
    pub width: u32,
    pub height: u32,
}

/// Reads the picture whole, so that a broken one is found here and not by a writer.
pub(super) fn read(file: &RawFile) -> Result<Emblem, Problem> {
    let broken = |why: &str| {
        Problem::new(Code::BrokenImage, format!("{}: {why}", file.name))
            .hint("сохраните рисунок заново в формате PNG или JPEG, например в программе Paint")
    };
    let is_jpeg = match image::guess_format(&file.bytes) {
        Ok(ImageFormat::Png) => false,
        Ok(ImageFormat::Jpeg) => true,
        _ => return Err(broken("это не рисунок PNG или JPEG")),
    };
    let picture = image::load_from_memory(&file.bytes).map_err(|_| broken("рисунок испорчен"))?;
    Ok(Emblem {
        bytes: file.bytes.clone().into(),
        is_jpeg,
        width: picture.width(),
        height: picture.height(),
    })
}
