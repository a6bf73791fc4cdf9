//! The school's own DOCX as a source of styles: only its `styles.xml` (and theme) are taken, and
//! styles are found by name, for a Russian Word stores `Normal` under the id `a`, and LibreOffice
//! renames every style of ours.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use quick_xml::events::Event;

use super::units;
use super::{counted, styles};
use crate::style::PageStyle;

/// Styles of a DOCX that can take the place of the built-in ones.
#[derive(Debug, Clone)]
pub struct Template {
    /// `word/styles.xml`, with the table styles added that an office program drops.
    pub(super) styles: String,
    pub(super) theme: Option<Vec<u8>>,
    /// `word/numbering.xml`, where the styles count by it.
    pub(super) numbering: Option<String>,
    /// Ids of its styles whose paragraphs Word counts.
    pub(super) counted: BTreeSet<String>,
    /// Our id → its id.
    ids: BTreeMap<String, String>,
    /// Names of its styles whose list is not in it, so that they are taken without.
    pub without_lists: Vec<String>,
    /// Whether its page has margins, headers or footers of its own, which no paper takes.
    pub has_own_page: bool,
}

/// Why a file is no template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateFault {
    /// Not a DOCX, or one without styles.
    NotDocx,
    /// A part of it is cut off or is no XML that Word reads.
    Damaged,
    /// Of the strict kind of ISO/IEC 29500, whose parts do not go together with those of the usual.
    Strict,
    /// Names of styles that it lacks.
    Lacks(Vec<String>),
}

impl Template {
    /// Reads the styles of a DOCX.
    ///
    /// # Errors
    /// See [`TemplateFault`].
    pub fn read(bytes: &[u8], style: &PageStyle) -> Result<Self, TemplateFault> {
        let mut zip =
            zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| TemplateFault::NotDocx)?;
        let text = xml(&mut zip, "word/styles.xml")?.ok_or(TemplateFault::NotDocx)?;
        if text.contains(STRICT) {
            return Err(TemplateFault::Strict);
        }
        let theme = xml(&mut zip, "word/theme/theme1.xml")?.map(|it| without_pictures(&it));
        let numbering = xml(&mut zip, "word/numbering.xml")?.and_then(|it| counted::lists(&it));
        let (text, without_lists) = counted::without_strange_lists(&text, numbering.as_deref())
            .map_err(|_| TemplateFault::Damaged)?;
        let theirs: BTreeMap<String, String> = named(&text)
            .into_iter()
            .map(|(id, name)| (key(&name), id))
            .collect();
        let ours = styles::styles_xml(style);
        let mut ids = BTreeMap::new();
        let mut lacks = Vec::new();
        let mut added = String::new();
        for (id, name) in named(&ours) {
            match theirs.get(&key(&name)) {
                Some(their_id) => drop(ids.insert(id, their_id.clone())),
                None if [styles::TABLE, styles::LAYOUT].contains(&id.as_str()) => {
                    added.push_str(&table_style(&ours, &id));
                }
                None if LATE.contains(&id.as_str()) => {
                    added.push_str(&late_style(&ours, &id, &ids));
                }
                None if [styles::TABLE_NORMAL, styles::DEFAULT_FONT].contains(&id.as_str()) => {}
                None => lacks.push(name),
            }
        }
        if !lacks.is_empty() {
            return Err(TemplateFault::Lacks(lacks));
        }
        let styles = text.replacen("</w:styles>", &format!("{added}</w:styles>"), 1);
        Ok(Self {
            counted: counted::counted(&styles),
            styles,
            theme: theme.map(String::into_bytes),
            numbering,
            ids,
            without_lists,
            has_own_page: has_own_margins(&mut zip, style) || has_own_headers(&mut zip),
        })
    }

    /// The greatest number that a list or definition of it bears.
    pub(super) fn lists(&self) -> usize {
        let numbers = |key: &str| {
            let all = self.numbering.as_deref().unwrap_or_default().split(key);
            all.skip(1)
                .filter_map(|rest| rest.split('"').next()?.parse().ok())
                .max()
                .unwrap_or(0)
        };
        numbers(r#" w:numId=""#).max(numbers(r#" w:abstractNumId=""#))
    }

    /// What tells this template from another.
    pub fn fingerprint(&self) -> String {
        let theme = self
            .theme
            .as_deref()
            .map(String::from_utf8_lossy)
            .unwrap_or_default();
        let numbering = self.numbering.as_deref().unwrap_or_default();
        format!("{}{theme}{numbering}", self.styles)
    }

    /// The id that a style of ours has in this file.
    pub(super) fn id<'a>(&'a self, ours: &'a str) -> &'a str {
        self.ids.get(ours).map_or(ours, String::as_str)
    }
}

/// Twentieths of a point by which a margin may differ, for programs round them.
const ROUNDED: u32 = 30;

fn has_own_margins(zip: &mut zip::ZipArchive<Cursor<&[u8]>>, style: &PageStyle) -> bool {
    let body = part(zip, "word/document.xml").and_then(|b| String::from_utf8(b).ok());
    let body = body.unwrap_or_default();
    let p = &style.page;
    // The lower margin is another where a code stands in it.
    let ours = [("left", p.left), ("right", p.right), ("top", p.top)];
    let mut sheets = body.split("<w:pgMar ").skip(1);
    sheets.any(|sheet| {
        let sheet = sheet.split('>').next().unwrap_or_default();
        ours.iter().any(|(side, millimetres)| {
            let theirs = sheet.split_once(&format!("w:{side}=\""));
            let theirs = theirs.and_then(|(_, rest)| rest.split('"').next()?.parse().ok());
            theirs.is_some_and(|theirs| units::twips(*millimetres).abs_diff(theirs) > ROUNDED)
        })
    })
}

/// Whether words stand above or below the text, not only the number of the page.
fn has_own_headers(zip: &mut zip::ZipArchive<Cursor<&[u8]>>) -> bool {
    let names: Vec<String> = zip.file_names().map(str::to_owned).collect();
    let is_header = |name: &&String| {
        ["word/header", "word/footer"]
            .iter()
            .any(|begin| name.starts_with(begin))
    };
    names.iter().filter(is_header).any(|name| {
        let text = part(zip, name).and_then(|b| String::from_utf8(b).ok());
        let text = text.unwrap_or_default();
        let mut words = text.split("<w:t").skip(1).filter_map(|rest| {
            let (end, words) = rest.split_once('>')?;
            let is_text = end.is_empty() || end.starts_with(' ');
            is_text.then(|| words.split('<').next())?
        });
        words.any(|words| words.contains(char::is_alphabetic))
    })
}

/// How the names of all elements of a strict file begin.
const STRICT: &str = "purl.oclc.org/ooxml";

/// Styles that templates of earlier versions do not have.
const LATE: [&str; 14] = [
    styles::LEAD_BELOW,
    styles::ABOVE_TABLE,
    styles::AFTER_LAYOUT,
    styles::FORM_LINE_ABOVE,
    "FormLineAboveWide",
    styles::TITLE_MORE,
    styles::TABLE_NARROW,
    styles::TABLE_NARROW_CENTRE,
    styles::TABLE_NARROW_HEAD,
    styles::LEAD_WORDS,
    styles::HINT,
    styles::LEAD_HINT,
    styles::FILLED,
    styles::PLACEHOLDER,
];

/// One of them as it is in ours, on the styles of the template.
fn late_style(ours: &str, id: &str, ids: &BTreeMap<String, String>) -> String {
    let mut style = table_style(ours, id);
    for key in ["basedOn", "next"] {
        let mark = format!(r#"<w:{key} w:val=""#);
        let Some((before, rest)) = style.split_once(&mark) else {
            continue;
        };
        let own = rest.split('"').next().unwrap_or_default();
        let theirs = ids.get(own).map_or(own, String::as_str);
        style = format!("{before}{mark}{theirs}{}", &rest[own.len()..]);
    }
    style
}

/// Names are compared as Word compares them.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

fn part(zip: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    zip.by_name(name).ok()?.read_to_end(&mut out).ok()?;
    Some(out)
}

/// A part that is XML, if it is there.
fn xml(
    zip: &mut zip::ZipArchive<Cursor<&[u8]>>,
    name: &str,
) -> Result<Option<String>, TemplateFault> {
    if zip.index_for_name(name).is_none() {
        return Ok(None);
    }
    let text = part(zip, name).and_then(|b| String::from_utf8(b).ok());
    let text = text.ok_or(TemplateFault::Damaged)?;
    let text = text.trim_start_matches('\u{FEFF}');
    let is_whole = counted::is_whole(text);
    is_whole
        .then(|| Some(text.to_owned()))
        .ok_or(TemplateFault::Damaged)
}

/// A theme without the pictures of its fills, which stand in parts of their own.
fn without_pictures(theme: &str) -> String {
    let mut pieces = theme.split(" r:embed=\"");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    pieces.for_each(|piece| out.push_str(piece.split_once('"').map_or(piece, |(_, rest)| rest)));
    out
}

/// Id and name of every style.
fn named(styles: &str) -> Vec<(String, String)> {
    let mut reader = quick_xml::Reader::from_str(styles);
    let mut out = Vec::new();
    let mut open: Option<String> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) if e.name().as_ref() == b"w:style" => {
                open = attribute(&e, b"w:styleId");
            }
            Ok(Event::Empty(e)) if e.name().as_ref() == b"w:name" => {
                if let (Some(id), Some(name)) = (open.take(), attribute(&e, b"w:val")) {
                    out.push((id, name));
                }
            }
            Ok(Event::Eof) | Err(_) => return out,
            Ok(_) => {}
        }
    }
}

fn attribute(e: &quick_xml::events::BytesStart<'_>, name: &[u8]) -> Option<String> {
    let attribute = e.attributes().flatten().find(|a| a.key.as_ref() == name)?;
    let raw = std::str::from_utf8(&attribute.value).ok()?;
    quick_xml::escape::unescape(raw)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

/// Our table style as a whole element, resting on no other: the file may have no table style at
/// all.
fn table_style(ours: &str, id: &str) -> String {
    let start = ours.match_indices("<w:style ").map(|(i, _)| i).find(|i| {
        ours[*i..]
            .split('>')
            .next()
            .is_some_and(|head| head.contains(&format!("\"{id}\"")))
    });
    let Some(start) = start else {
        return String::new();
    };
    let end = ours[start..]
        .find("</w:style>")
        .map_or(ours.len(), |i| start + i + "</w:style>".len());
    ours[start..end].replace(
        &format!(r#"<w:basedOn w:val="{}"/>"#, styles::TABLE_NORMAL),
        "",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_of_ours_has_a_name() {
        let ours = styles::styles_xml(&PageStyle::built_in());
        let named = named(&ours);
        assert!(named.len() > 20);
        assert!(
            table_style(&ours, styles::TABLE).starts_with("<w:style ")
                && table_style(&ours, styles::TABLE).ends_with("</w:style>")
        );
        assert!(!table_style(&ours, styles::LAYOUT).contains("basedOn"));
    }

    #[test]
    fn what_is_no_docx_is_refused() {
        assert_eq!(
            Template::read(b"PK", &PageStyle::built_in()).unwrap_err(),
            TemplateFault::NotDocx
        );
    }
}
