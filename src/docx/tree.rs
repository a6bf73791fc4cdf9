//! A part of the package as a tree of elements.

use std::borrow::Cow;

use ecow::EcoString;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::document::Failure;

#[derive(Debug, Clone)]
pub(super) struct Element {
    /// Names and values are short: most stand in the string itself.
    pub name: EcoString,
    pub attributes: Vec<(EcoString, EcoString)>,
    pub children: Vec<Node>,
}

#[derive(Debug, Clone)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// Elements within elements, at most: Word writes some dozens.
const DEEPEST: usize = 512;

pub(super) fn parse(part: &[u8]) -> Result<Element, Failure> {
    parse_with(quick_xml::Reader::from_reader(part), true)
}

/// The same of a part that docx-rs wrote: names of ends and of attributes need not be compared.
pub(super) fn parse_own(part: &[u8]) -> Result<Element, Failure> {
    let mut reader = quick_xml::Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    parse_with(reader, false)
}

fn parse_with(mut reader: quick_xml::Reader<&[u8]>, is_checked: bool) -> Result<Element, Failure> {
    let mut open: Vec<Element> = Vec::new();
    loop {
        match reader.read_event().map_err(|e| fault(&e))? {
            Event::Start(_) if open.len() >= DEEPEST => {
                return Err(Failure("too deep a part".to_owned()));
            }
            Event::Start(start) => open.push(element(&start, is_checked)?),
            Event::Empty(start) => {
                let it = element(&start, is_checked)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(it)),
                    None => return Ok(it),
                }
            }
            Event::End(_) => {
                let Some(it) = open.pop() else {
                    return Err(Failure("unbalanced part".to_owned()));
                };
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(it)),
                    None => return Ok(it),
                }
            }
            Event::Text(text) => push_text(&mut open, &text.decode().map_err(|e| fault(&e))?),
            Event::GeneralRef(name) => {
                let entity = format!("&{};", name.decode().map_err(|e| fault(&e))?);
                push_text(
                    &mut open,
                    &quick_xml::escape::unescape(&entity).map_err(|e| fault(&e))?,
                );
            }
            Event::Eof => return Err(Failure("part ends early".to_owned())),
            Event::Decl(_)
            | Event::PI(_)
            | Event::Comment(_)
            | Event::CData(_)
            | Event::DocType(_) => {}
        }
    }
}

fn push_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else {
        return;
    };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        Some(Node::Element(_)) | None => parent.children.push(Node::Text(text.to_owned())),
    }
}

fn element(start: &BytesStart<'_>, is_checked: bool) -> Result<Element, Failure> {
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(is_checked) {
        let attribute = attribute.map_err(|e| fault(&e))?;
        let value = std::str::from_utf8(&attribute.value).map_err(|e| fault(&e))?;
        let value = quick_xml::escape::unescape(value).map_err(|e| fault(&e))?;
        attributes.push((name(attribute.key.as_ref())?, value.as_ref().into()));
    }
    Ok(Element {
        name: name(start.name().as_ref())?,
        attributes,
        children: Vec::new(),
    })
}

fn name(bytes: &[u8]) -> Result<EcoString, Failure> {
    let name = std::str::from_utf8(bytes).map_err(|e| fault(&e))?;
    Ok(name.into())
}

fn fault(error: &dyn std::fmt::Display) -> Failure {
    Failure(format!("docx-rs wrote a part that does not parse: {error}"))
}

impl Element {
    pub(super) fn new(name: &str, attributes: &[(&str, &str)]) -> Self {
        let attributes = attributes
            .iter()
            .map(|(k, v)| ((*k).into(), (*v).into()))
            .collect();
        Self {
            name: name.into(),
            attributes,
            children: Vec::new(),
        }
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|c| {
            if let Node::Element(e) = c {
                Some(e)
            } else {
                None
            }
        })
    }

    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|e| e.name == name)
    }

    /// The first element of this name below.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|e| {
            if e.name == name {
                Some(e)
            } else {
                e.find(name)
            }
        })
    }

    pub(super) fn child_mut(&mut self, name: &str) -> Option<&mut Self> {
        self.children.iter_mut().find_map(|c| {
            if let Node::Element(e) = c {
                (e.name == name).then_some(e)
            } else {
                None
            }
        })
    }

    /// The child of this name, made first in line if there is none.
    pub(super) fn child_or_new(&mut self, name: &str) -> Option<&mut Self> {
        if self.child(name).is_none() {
            self.children.insert(0, Node::Element(Self::new(name, &[])));
        }
        self.child_mut(name)
    }

    pub(super) fn remove(&mut self, unwanted: impl Fn(&Self) -> bool) {
        self.children
            .retain(|c| !matches!(c, Node::Element(e) if unwanted(e)));
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(k, _)| k == name)
            .map(|(_, v)| v.as_str())
    }

    /// Style of every paragraph in it.
    pub(super) fn paragraph_styles(&self) -> Vec<Option<&str>> {
        let mut out = Vec::new();
        for e in self.elements() {
            if e.name == "w:p" {
                out.push(
                    e.child("w:pPr")
                        .and_then(|p| p.child("w:pStyle"))
                        .and_then(|s| s.attribute("w:val")),
                );
            } else {
                out.extend(e.paragraph_styles());
            }
        }
        out
    }
}

pub(super) fn serialize(root: &Element) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    write_event(
        &mut writer,
        Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))),
    );
    write_element(&mut writer, root);
    writer.into_inner()
}

/// Bytes of most tags, at most.
const TAG: usize = 128;

fn write_element(writer: &mut Writer<Vec<u8>>, e: &Element) {
    // With room for the attributes, which would else be moved with each of them.
    let mut tag = String::with_capacity(TAG);
    tag.push_str(&e.name);
    let mut start = BytesStart::from_content(tag, e.name.len());
    for (key, value) in &e.attributes {
        start.push_attribute((key.as_str(), value.as_str()));
    }
    if e.children.is_empty() {
        write_event(writer, Event::Empty(start));
        return;
    }
    write_event(writer, Event::Start(start));
    for child in &e.children {
        match child {
            Node::Element(child) => write_element(writer, child),
            Node::Text(text) => {
                write_event(writer, Event::Text(BytesText::from_escaped(escape(text))));
            }
        }
    }
    write_event(writer, Event::End(BytesEnd::new(e.name.as_str())));
}

fn escape(text: &str) -> Cow<'_, str> {
    quick_xml::escape::partial_escape(text)
}

#[expect(clippy::expect_used, reason = "writing to memory does not fail")]
fn write_event(writer: &mut Writer<Vec<u8>>, event: Event<'_>) {
    writer.write_event(event).expect("memory");
}
