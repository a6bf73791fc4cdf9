//! `emblem.png` or `emblem.jpg`: coat of arms or emblem, checked before any paper is made with it.

use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat};

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

/// Reads the picture whole, so that a broken one is found here and not by a writer. Author, camera,
/// place and whatever else a picture file tells besides its picture go into no paper. A picture that
/// a camera says to turn, and one in the colours of a printing press, are drawn anew: programs differ
/// in how they show them.
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
    let bare = if is_jpeg {
        bare_jpeg(&file.bytes)
    } else {
        bare_png(&file.bytes)
    };
    let bare = bare.ok_or_else(|| broken("рисунок испорчен"))?;
    let mut picture = image::load_from_memory(&bare).map_err(|_| broken("рисунок испорчен"))?;
    let turned = if is_jpeg {
        turn_of(&file.bytes)
    } else {
        turn_of_png(&file.bytes)
    };
    let bytes = if turned.is_some() || is_jpeg && colours(&bare) == Some(4) {
        if let Some(turned) = turned {
            picture.apply_orientation(turned);
        }
        let drawn = if is_jpeg {
            drawn_anew(&picture)
        } else {
            png_anew(&picture)
        };
        drawn.ok_or_else(|| broken("рисунок испорчен"))?
    } else {
        bare
    };
    Ok(Emblem {
        bytes: bytes.into(),
        is_jpeg,
        width: picture.width(),
        height: picture.height(),
    })
}

/// Chunks of a PNG that are the picture itself (ISO/IEC 15948, 11.2 and 11.3).
const PICTURE: [&[u8; 4]; 12] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"bKGD", b"pHYs",
];

const SIGNATURE: usize = 8;

/// The chunks of a PNG: their kinds, and each whole with its length, kind and sum.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes.get(SIGNATURE..).unwrap_or_default();
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(*rest.first_chunk()?);
        let kind: &[u8; 4] = rest.get(4..8)?.try_into().ok()?;
        let whole = usize::try_from(length).ok()?.checked_add(12)?;
        let (chunk, left) = rest.split_at_checked(whole)?;
        rest = left;
        Some((kind, chunk))
    })
}

/// A PNG without words, times and what programs keep in it for themselves.
fn bare_png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..SIGNATURE)?.to_vec();
    for (kind, chunk) in chunks(bytes) {
        if PICTURE.contains(&kind) {
            out.extend(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
    }
    None
}

/// How a photo program says that a PNG is to be turned.
fn turn_of_png(bytes: &[u8]) -> Option<Orientation> {
    let (_, exif) = chunks(bytes)
        .take_while(|(kind, _)| *kind != b"IEND")
        .find(|(kind, _)| *kind == b"eXIf")?;
    let data = exif.get(8..exif.len() - 4)?;
    // Some programs leave the mark of a JPEG's segment before it.
    turn_in(data.strip_prefix(EXIF).unwrap_or(data)).and_then(Orientation::from_exif)
}

/// What is clear stays clear.
fn png_anew(picture: &DynamicImage) -> Option<Vec<u8>> {
    let mut out = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).ok()?;
    Some(out.into_inner())
}

/// Of 100: no loss that an eye sees at the size of an emblem.
const QUALITY: u8 = 92;

fn drawn_anew(picture: &DynamicImage) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let picture = DynamicImage::ImageRgb8(picture.to_rgb8());
    picture
        .write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))
        .ok()?;
    Some(out)
}

/// The segments of a JPEG before its scan: marker and data.
fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut at = 2;
    std::iter::from_fn(move || {
        while bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let marker = *bytes.get(at + 1).filter(|m| **m != 0xDA)?;
        let length = u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]);
        let end = at + 2 + usize::from(length);
        let data = bytes.get(at + 4..end)?;
        at = end;
        Some((marker, data))
    })
}

/// How the camera says that a JPEG is to be turned.
fn turn_of(bytes: &[u8]) -> Option<Orientation> {
    segments(bytes)
        .find_map(|(marker, data)| turn(data).filter(|_| marker == 0xE1))
        .and_then(Orientation::from_exif)
}

/// Colours of a JPEG: one for grey, three for a screen, four for a printing press.
fn colours(bytes: &[u8]) -> Option<u8> {
    segments(bytes)
        .find(|(marker, _)| (0xC0..=0xCF).contains(marker) && !matches!(marker, 0xC4 | 0xC8 | 0xCC))
        .and_then(|(_, data)| data.get(5).copied())
}

/// A JPEG without what stands in its segments for applications and for comments, but for the kind of
/// its colours.
fn bare_jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    const END: u8 = 0xD9;
    const SCAN: u8 = 0xDA;
    if !bytes.starts_with(&[0xFF, 0xD8]) {
        return None;
    }
    let mut out = bytes[..2].to_vec();
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        if marker == 0xFF {
            at += 1;
            continue;
        }
        if marker == END {
            out.extend([0xFF, END]);
            return Some(out);
        }
        // Without a length: TEM and restarts.
        if marker == 0x01 || (0xD0..=0xD7).contains(&marker) {
            out.extend([0xFF, marker]);
            at += 2;
            continue;
        }
        let length = u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]);
        // The length counts its own two bytes.
        let end = at + 2 + usize::from(length);
        let segment = bytes.get(at..end).filter(|it| it.len() >= 4)?;
        match marker {
            // JFIF, colour profile, Adobe's kind of colours.
            0xE0 | 0xE2 | 0xEE if is_of_colour(&segment[4..]) => out.extend(segment),
            0xE0..=0xEF | 0xFE => {}
            _ => out.extend(segment),
        }
        at = end;
        if marker == SCAN {
            let length = scan_length(bytes.get(at..)?);
            out.extend(&bytes[at..at + length]);
            at += length;
        }
    }
}

/// Whether a segment for an application only says how colours and sizes are meant. A JFIF segment may
/// hold a small picture of its own, so only the plain one is.
fn is_of_colour(data: &[u8]) -> bool {
    data.starts_with(b"JFIF\0") && data.len() == 14
        || data.starts_with(b"ICC_PROFILE\0")
        || data.starts_with(b"Adobe") && data.len() == 12
}

/// Bytes of packed picture up to the next marker.
fn scan_length(bytes: &[u8]) -> usize {
    bytes
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF))
        .unwrap_or(bytes.len())
}

/// What EXIF begins with in a segment of a JPEG.
const EXIF: &[u8] = b"Exif\0\0";

/// The tag «Orientation» of the first directory of EXIF, if the picture is turned.
fn turn(data: &[u8]) -> Option<u8> {
    turn_in(data.strip_prefix(EXIF)?)
}

fn turn_in(tiff: &[u8]) -> Option<u8> {
    let is_little = tiff.starts_with(b"II");
    let number = |at: usize, length: usize| -> Option<u32> {
        let bytes = tiff.get(at..at.checked_add(length)?)?;
        let add = |sum: u32, byte: &u8| sum << 8 | u32::from(*byte);
        Some(if is_little {
            bytes.iter().rev().fold(0, add)
        } else {
            bytes.iter().fold(0, add)
        })
    };
    let first = usize::try_from(number(4, 4)?).ok()?;
    let count = usize::try_from(number(first, 2)?).ok()?;
    (0..count).find_map(|i| {
        let at = first.checked_add(2 + 12 * i)?;
        (number(at, 2)? == 0x0112)
            .then(|| number(at.checked_add(8)?, 2))
            .flatten()
            .and_then(|turn| u8::try_from(turn).ok())
            .filter(|turn| (2..=8).contains(turn))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], &length[..], data].concat()
    }

    fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
        let scan = [&segment(0xDA, b"sos")[..], b"a\xFF\0b\xFF\xD0c\xFF\xD9"].concat();
        [&[0xFF, 0xD8][..], &segments.concat(), &scan].concat()
    }

    #[test]
    fn a_jpeg_keeps_its_picture_and_tells_nothing_besides() {
        let tables = segment(0xDB, b"tables \xFF\xD9 with marks");
        let jfif = segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
        let plain = jpeg(&[jfif.clone(), tables.clone()]);
        assert_eq!(bare_jpeg(&plain), Some(plain.clone()));
        let mut talkative = jpeg(&[
            jfif,
            segment(0xE1, b"Exif\0\0MM\0\x2A\0\0\0\x08\0\0 Zaycev"),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0 Zaycev"),
            segment(0xED, b"Photoshop 3.0 Zaycev"),
            segment(0xE2, b"MPF\0 Zaycev"),
            segment(0xFE, b"Zaycev"),
            tables,
        ]);
        talkative.extend(b"Zaycev");
        assert_eq!(bare_jpeg(&talkative), Some(plain.clone()));
        assert_eq!(bare_jpeg(&plain[..plain.len() - 2]), None);
    }

    fn read_named(name: &str, bytes: Vec<u8>) -> Emblem {
        let file = RawFile {
            name: name.to_owned(),
            inside: name.to_owned(),
            stem: "emblem".to_owned(),
            bytes,
        };
        super::read(&file).unwrap()
    }

    #[test]
    fn a_png_that_is_to_be_turned_is_drawn_turned_and_keeps_what_is_clear() {
        let mut wide = image::RgbaImage::from_pixel(20, 8, image::Rgba([0, 0, 0, 0]));
        wide.put_pixel(0, 0, image::Rgba([200, 10, 20, 255]));
        let plain = png_anew(&DynamicImage::ImageRgba8(wide)).unwrap();
        let tiff: &[u8] = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let read = |bytes| read_named("emblem.png", bytes);
        assert_eq!(read(plain.clone()).width, 20);
        // Before the picture, behind it, and with the mark of a JPEG.
        let header = SIGNATURE + 25;
        let end = plain.len() - 12;
        for (at, exif) in [
            (header, tiff.to_vec()),
            (end, tiff.to_vec()),
            (header, [EXIF, tiff].concat()),
        ] {
            let length = u32::try_from(exif.len()).unwrap().to_be_bytes();
            let chunk = [&length[..], b"eXIf", &exif, b"sums"].concat();
            let turned = [&plain[..at], &chunk, &plain[at..]].concat();
            let emblem = read(turned);
            assert_eq!((emblem.width, emblem.height), (8, 20));
            assert!(!emblem.is_jpeg && !emblem.bytes.windows(4).any(|it| it == b"eXIf"));
            let drawn = image::load_from_memory(&emblem.bytes).unwrap().to_rgba8();
            assert_eq!(drawn.get_pixel(7, 0).0, [200, 10, 20, 255]);
            assert_eq!(drawn.get_pixel(0, 0).0[3], 0);
        }
    }

    #[test]
    fn a_picture_that_is_to_be_turned_is_drawn_turned() {
        let wide = DynamicImage::new_rgb8(20, 8);
        let plain = drawn_anew(&wide).unwrap();
        let read = |bytes| read_named("emblem.jpg", bytes);
        let as_it_is = read(plain.clone());
        assert_eq!((as_it_is.width, as_it_is.height), (20, 8));
        assert_eq!(*as_it_is.bytes, *plain);
        for exif in [
            &b"Exif\0\0II\x2A\0\x08\0\0\0\x02\0\x0F\x01\x02\0\x05\0\0\0Zayc\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"[..],
            b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0",
        ] {
            let turned = [&plain[..2], &segment(0xE1, exif), &plain[2..]].concat();
            let turned = read(turned);
            assert_eq!((turned.width, turned.height), (8, 20));
            assert!(!turned.bytes.windows(4).any(|w| w == b"Exif"));
        }
    }

    #[test]
    fn colours_of_a_printing_press_are_known() {
        let frame = |count: u8| segment(0xC2, &[8, 0, 1, 0, 1, count, 0]);
        assert_eq!(
            colours(&jpeg(&[segment(0xC4, b"12345678"), frame(4)])),
            Some(4)
        );
        assert_eq!(colours(&jpeg(&[frame(3)])), Some(3));
        assert_eq!(colours(&jpeg(&[])), None);
    }

    #[test]
    fn a_png_keeps_its_picture_and_tells_nothing_besides() {
        let chunk = |kind: &[u8], data: &[u8]| {
            let length = u32::try_from(data.len()).unwrap().to_be_bytes();
            [&length[..], kind, data, b"sum!"].concat()
        };
        let png = |chunks: &[Vec<u8>]| [b"\x89PNG\r\n\x1A\n".to_vec(), chunks.concat()].concat();
        let plain = png(&[
            chunk(b"IHDR", b"1"),
            chunk(b"IDAT", b"2"),
            chunk(b"IEND", b""),
        ]);
        let mut talkative = png(&[
            chunk(b"IHDR", b"1"),
            chunk(b"tEXt", b"Author\0Zaycev"),
            chunk(b"eXIf", b"Zaycev"),
            chunk(b"IDAT", b"2"),
            chunk(b"prVt", b"Zaycev"),
            chunk(b"IEND", b""),
        ]);
        talkative.extend(b"Zaycev");
        assert_eq!(bare_png(&talkative), Some(plain.clone()));
        assert_eq!(bare_png(&plain), Some(plain.clone()));
        assert_eq!(bare_png(&plain[..20]), None);
    }
}
