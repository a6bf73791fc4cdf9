//! The file and its parts.

use std::io::{Cursor, Read};

use quick_xml::events::Event;

use super::super::tree::{Element, parse};
use super::lines::{self, Reading};
use super::looks::Looks;
use super::outline::{LeftOut, Outline, Unreadable, Whereabouts};

/// Bytes of a part, and elements one in another, that a form does not need.
const LARGEST_PART: u64 = 64 << 20;
const DEEPEST: usize = 200;

/// Reads a Word file; `unfilled` are beginnings of what Word writes where nobody has filled a place.
///
/// # Errors
/// If it is none, or too large to be a form.
pub fn read(bytes: &[u8], unfilled: &[String]) -> Result<Outline, Unreadable> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::NotDocx)?;
    let root = part(&mut zip, "word/document.xml")?.ok_or(Unreadable::NotDocx)?;
    let styles = part(&mut zip, "word/styles.xml")?;
    let numbering = part(&mut zip, "word/numbering.xml")?;
    let body = root.child("w:body").ok_or(Unreadable::NotDocx)?;
    let looks = Looks::of(styles.as_ref(), numbering.as_ref());
    let mut reading = Reading::new(&looks, unfilled);
    reading.body(body);
    let mut out = reading.into_outline();
    let is_turned = |set_up: &Element| {
        let sheet = set_up.child("w:pgSz");
        sheet.is_some_and(|it| it.attribute("w:orient") == Some("landscape"))
    };
    let set_up = body.elements().filter(|e| e.name == "w:sectPr").last();
    out.is_landscape = set_up.is_some_and(is_turned);
    let paragraphs = body.elements().filter(|e| e.name == "w:p");
    let mut sections = paragraphs.filter_map(|e| e.child("w:pPr")?.child("w:sectPr"));
    if sections.any(|it| is_turned(it) != out.is_landscape) {
        out.left_out.push((Whereabouts::Nowhere, LeftOut::Turned));
    }
    let names: Vec<String> = zip.file_names().map(str::to_owned).collect();
    let is_header = |name: &&String| {
        ["word/header", "word/footer"]
            .iter()
            .any(|begin| name.starts_with(begin))
    };
    for name in names.iter().filter(is_header) {
        let text = part(&mut zip, name)?.map(|root| lines::words(&root));
        let text = text.unwrap_or_default();
        if text.chars().any(char::is_alphabetic) {
            let text = text.trim().to_owned();
            out.left_out
                .push((Whereabouts::Nowhere, LeftOut::Header(text)));
        }
    }
    Ok(out)
}

/// A part of the file as a tree, if there is one of this name.
fn part(
    zip: &mut zip::ZipArchive<Cursor<&[u8]>>,
    name: &str,
) -> Result<Option<Element>, Unreadable> {
    let Ok(file) = zip.by_name(name) else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    let mut file = file.take(LARGEST_PART + 1);
    file.read_to_end(&mut bytes)
        .map_err(|_| Unreadable::NotDocx)?;
    if bytes.len() as u64 > LARGEST_PART || is_too_deep(&bytes) {
        return Err(Unreadable::TooLarge);
    }
    parse(&bytes).map(Some).map_err(|_| Unreadable::NotDocx)
}

fn is_too_deep(bytes: &[u8]) -> bool {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
}
