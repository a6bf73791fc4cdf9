//! Puts a part that docx-rs wrote into the order and shape of ECMA-376.
//!
//! Word calls a file with children out of order damaged, so this is not a matter of taste. An
//! element whose place is not known is an error, never left where it happens to stand.

use super::counted;
use super::fields;
use super::order::sort_children;
use super::pictures::Media;
use super::styles;
use super::template::Template;
use super::tree::{Element, Node, parse_own, serialize};
use super::words::HYPHEN_MARK;
use crate::document::Failure;

/// What a screen reader is told of tables and of pictures.
#[derive(Default)]
pub(super) struct About<'a> {
    /// In the order of the tables.
    pub tables: Vec<String>,
    pub pictures: &'a [Media],
    /// Whether its places for the pen are to be filled in on a computer.
    pub is_form: bool,
    /// Whether words have optional hyphens.
    pub hyphens: bool,
}

/// Orders the part's elements, marks header rows, and gives its tables the given summaries.
pub(super) fn finish(
    part: &[u8],
    about: &About<'_>,
    template: Option<&Template>,
) -> Result<Vec<u8>, Failure> {
    let mut root = parse_own(part)?;
    let mut tables = about.tables.iter();
    mend(&mut root, &mut tables)?;
    // Most parts have neither, and to look at every element for them is not for nothing.
    if !about.pictures.is_empty() {
        describe(&mut root, about.pictures);
    }
    if part.contains(&first_byte(HYPHEN_MARK)) {
        hyphenate(&mut root, about.hyphens);
    }
    if about.is_form {
        fields::put_in(&mut root);
    }
    if let Some(template) = template {
        restyle(&mut root, template);
        counted::leave_typed_numbers(&mut root, &template.counted)?;
    }
    Ok(serialize(&root))
}

/// Bottom-up: the rules for an element see its children already mended.
fn mend<'a>(e: &mut Element, tables: &mut impl Iterator<Item = &'a String>) -> Result<(), Failure> {
    if e.name == "w:tbl" {
        let is_layout = e
            .child("w:tblPr")
            .and_then(|p| p.child("w:tblStyle"))
            .is_some_and(|s| s.attribute("w:val") == Some(styles::LAYOUT));
        mend_table(e, if is_layout { None } else { tables.next() });
    }
    for child in &mut e.children {
        if let Node::Element(child) = child {
            mend(child, tables)?;
        }
    }
    match e.name.as_str() {
        // docx-rs takes paragraph ids from a counter of the thread: they would make equal documents
        // differ.
        "w:p" => e.attributes.clear(),
        "w:gridCol" => e.attributes.retain(|(k, _)| k == "w:w"),
        "w:body" => merge_section_carriers(e),
        _ => {}
    }
    e.remove(|c| {
        matches!(c.name.as_str(), "w:rPr" | "w:pPr" | "w:trPr" | "w:tcPr") && c.children.is_empty()
    });
    sort_children(e)
}

/// The byte that a character begins with in UTF-8.
fn first_byte(c: char) -> u8 {
    c.encode_utf8(&mut [0; 4]).as_bytes()[0]
}

/// Makes an optional hyphen of every mark in the words of runs, or nothing.
fn hyphenate(e: &mut Element, is_wanted: bool) {
    if e.name == "w:r" {
        put_in_hyphens(e, is_wanted);
    }
    for child in &mut e.children {
        if let Node::Element(child) = child {
            hyphenate(child, is_wanted);
        }
    }
}

fn put_in_hyphens(run: &mut Element, is_wanted: bool) {
    let has_mark = |node: &Node| {
        let Node::Element(e) = node else { return false };
        let marked = |node: &Node| matches!(node, Node::Text(text) if text.contains(HYPHEN_MARK));
        e.children.iter().any(marked)
    };
    if !run.children.iter().any(has_mark) {
        return;
    }
    let mut out = Vec::new();
    for node in std::mem::take(&mut run.children) {
        if !has_mark(&node) {
            out.push(node);
            continue;
        }
        let Node::Element(e) = node else { continue };
        let text = words(&e);
        let parts = if is_wanted {
            text.split(HYPHEN_MARK).map(str::to_owned).collect()
        } else {
            vec![text.replace(HYPHEN_MARK, "")]
        };
        for (i, part) in parts.into_iter().enumerate() {
            if i > 0 {
                out.push(Node::Element(Element::new("w:softHyphen", &[])));
            }
            if !part.is_empty() {
                out.push(Node::Element(Element {
                    children: vec![Node::Text(part)],
                    ..e.clone()
                }));
            }
        }
    }
    run.children = out;
}

/// The words right in an element.
fn words(e: &Element) -> String {
    let text = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(_) => String::new(),
    };
    e.children.iter().map(text).collect()
}

/// Names each picture and gives it its description; docx-rs numbers pictures from a counter of the
/// process.
fn describe(e: &mut Element, pictures: &[Media]) {
    if matches!(e.name.as_str(), "wp:inline" | "wp:anchor") {
        let shown = e.find("a:blip").and_then(|blip| blip.attribute("r:embed"));
        if let Some((i, picture)) = pictures
            .iter()
            .enumerate()
            .find(|(_, p)| Some(p.id) == shown)
        {
            name_picture(e, &(i + 1).to_string(), picture);
        }
        return;
    }
    for child in &mut e.children {
        if let Node::Element(child) = child {
            describe(child, pictures);
        }
    }
}

fn name_picture(e: &mut Element, id: &str, picture: &Media) {
    if matches!(e.name.as_str(), "wp:docPr" | "pic:cNvPr") {
        e.attributes = [
            ("id", id),
            ("name", picture.name),
            ("descr", &picture.description),
        ]
        .map(|(k, v)| (k.into(), v.into()))
        .into();
    }
    for child in &mut e.children {
        if let Node::Element(child) = child {
            name_picture(child, id, picture);
        }
    }
}

/// Puts the template's ids of styles in place of ours.
fn restyle(e: &mut Element, template: &Template) {
    if matches!(e.name.as_str(), "w:pStyle" | "w:rStyle" | "w:tblStyle") {
        for (_, value) in e.attributes.iter_mut().filter(|(key, _)| key == "w:val") {
            *value = template.id(value).into();
        }
    }
    for child in &mut e.children {
        if let Node::Element(child) = child {
            restyle(child, template);
        }
    }
}

/// The table's own borders and alignment go, since its style has them; its leading head rows repeat
/// on every page.
fn mend_table(table: &mut Element, summary: Option<&String>) {
    if let Some(properties) = table.child_mut("w:tblPr") {
        properties.remove(|c| matches!(c.name.as_str(), "w:tblBorders" | "w:jc"));
        properties.children.push(Node::Element(Element::new(
            "w:tblLook",
            &[
                ("w:val", "0020"),
                ("w:firstRow", "1"),
                ("w:lastRow", "0"),
                ("w:firstColumn", "0"),
                ("w:lastColumn", "0"),
                ("w:noHBand", "1"),
                ("w:noVBand", "1"),
            ],
        )));
        if let Some(summary) = summary {
            properties.children.push(Node::Element(Element::new(
                "w:tblCaption",
                &[("w:val", summary)],
            )));
        }
    }
    let rows = table.children.iter_mut().filter_map(|c| {
        if let Node::Element(e) = c {
            (e.name == "w:tr").then_some(e)
        } else {
            None
        }
    });
    for row in rows {
        let styles = row.paragraph_styles();
        let is_head = |style| matches!(style, Some(styles::TABLE_HEAD | styles::TABLE_NARROW_HEAD));
        if styles.is_empty() || !styles.into_iter().all(is_head) {
            break;
        }
        if let Some(properties) = row.child_or_new("w:trPr") {
            properties
                .children
                .push(Node::Element(Element::new("w:tblHeader", &[])));
        }
    }
}

/// docx-rs ends a section with an empty paragraph that carries its set-up and takes a line of its
/// own. Where a paragraph stands before it, that one carries the set-up.
fn merge_section_carriers(body: &mut Element) {
    let mut at = 1;
    while at < body.children.len() {
        let carried = match (&body.children[at - 1], &body.children[at]) {
            (Node::Element(before), Node::Element(carrier))
                if before.name == "w:p" && is_section_carrier(carrier) =>
            {
                carrier
                    .child("w:pPr")
                    .and_then(|p| p.child("w:sectPr"))
                    .cloned()
            }
            _ => None,
        };
        let Some(set_up) = carried else {
            at += 1;
            continue;
        };
        body.children.remove(at);
        if let Node::Element(before) = &mut body.children[at - 1]
            && let Some(properties) = before.child_or_new("w:pPr")
        {
            properties.children.push(Node::Element(set_up));
        }
    }
}

fn is_section_carrier(e: &Element) -> bool {
    e.name == "w:p"
        && e.elements().all(|c| c.name == "w:pPr")
        && e.child("w:pPr")
            .is_some_and(|p| p.child("w:sectPr").is_some())
}
