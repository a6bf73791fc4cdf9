//! Lists of a template: which of them can be taken along, and which styles count by them.

use std::collections::{BTreeMap, BTreeSet};

use super::order::sort_children;
use super::tree::{Element, Node, parse, serialize};
use crate::document::Failure;

/// A list of no number takes a paragraph out of the list of its style.
const NO_LIST: &str = "0";

/// Whether a part is whole XML, as Word reads it: with all its ends and without a DOCTYPE.
pub(super) fn is_whole(text: &str) -> bool {
    !text.contains("<!DOCTYPE") && parse(text.as_bytes()).is_ok()
}

/// The lists of a template that need no other part of it: bullets that are pictures become usual
/// ones. `None` where there is none that can be taken.
pub(super) fn lists(text: &str) -> Option<String> {
    let mut root = parse(text.as_bytes()).ok()?;
    if root.name != "w:numbering" {
        return None;
    }
    let pictures = |e: &Element| matches!(e.name.as_str(), "w:numPicBullet" | "w:lvlPicBulletId");
    let mut is_changed = remove_all(&mut root, &pictures);
    let defined: BTreeSet<String> = root
        .elements()
        .filter(|e| e.name == "w:abstractNum")
        .filter_map(|e| Some(e.attribute("w:abstractNumId")?.to_owned()))
        .collect();
    let is_dangling = |e: &Element| {
        e.name == "w:num"
            && (e
                .child("w:abstractNumId")
                .and_then(|it| it.attribute("w:val")))
            .is_none_or(|id| !defined.contains(id))
    };
    is_changed |= root.elements().any(is_dangling);
    root.remove(is_dangling);
    let has_lists = root.elements().any(|e| e.name == "w:num");
    if !has_lists || refers_elsewhere(&root) {
        return None;
    }
    if is_changed || !text.trim_end().ends_with("</w:numbering>") {
        String::from_utf8(serialize(&root)).ok()
    } else {
        Some(text.to_owned())
    }
}

fn remove_all(e: &mut Element, unwanted: &impl Fn(&Element) -> bool) -> bool {
    let before = e.children.len();
    e.remove(unwanted);
    let mut is_changed = e.children.len() != before;
    for child in &mut e.children {
        if let Node::Element(child) = child {
            is_changed |= remove_all(child, unwanted);
        }
    }
    is_changed
}

/// Whether something in it stands in another part of the package.
fn refers_elsewhere(e: &Element) -> bool {
    e.attributes.iter().any(|(key, _)| key.starts_with("r:")) || e.elements().any(refers_elsewhere)
}

/// Styles without the lists that are not there, and the names of those that lost theirs.
pub(super) fn without_strange_lists(
    styles: &str,
    lists: Option<&str>,
) -> Result<(String, Vec<String>), Failure> {
    let known: BTreeSet<String> = match lists {
        Some(lists) => parse(lists.as_bytes())?
            .elements()
            .filter(|e| e.name == "w:num")
            .filter_map(|e| Some(e.attribute("w:numId")?.to_owned()))
            .collect(),
        None => BTreeSet::new(),
    };
    let mut root = parse(styles.as_bytes())?;
    let mut names = Vec::new();
    for child in &mut root.children {
        let Node::Element(style) = child else {
            continue;
        };
        let is_strange =
            list_of(style).is_some_and(|list| list != NO_LIST && !known.contains(list));
        if !is_strange {
            continue;
        }
        let name = style.child("w:name").and_then(|it| it.attribute("w:val"));
        names.push(name.unwrap_or_default().to_owned());
        if let Some(properties) = style.child_mut("w:pPr") {
            properties.remove(|e| e.name == "w:numPr");
        }
    }
    if names.is_empty() {
        return Ok((styles.to_owned(), names));
    }
    let text = String::from_utf8(serialize(&root)).unwrap_or_default();
    Ok((text, names))
}

/// Number of the list that a style counts by.
fn list_of(style: &Element) -> Option<&str> {
    let properties = style.child("w:pPr").filter(|_| style.name == "w:style")?;
    properties
        .child("w:numPr")?
        .child("w:numId")?
        .attribute("w:val")
}

/// Ids of the styles whose paragraphs Word counts, by a list of theirs or of a style that they rest
/// on.
pub(super) fn counted(styles: &str) -> BTreeSet<String> {
    let Ok(root) = parse(styles.as_bytes()) else {
        return BTreeSet::new();
    };
    let styles = root.elements().filter(|e| e.name == "w:style");
    let styles: BTreeMap<&str, &Element> = styles
        .filter_map(|style| Some((style.attribute("w:styleId")?, style)))
        .collect();
    let counts = |id: &str| {
        let (mut at, mut seen) = (Some(id), BTreeSet::new());
        while let Some((id, style)) = at.and_then(|id| Some((id, styles.get(id)?))) {
            if let Some(list) = list_of(style) {
                return list != NO_LIST;
            }
            if !seen.insert(id) {
                break;
            }
            at = style
                .child("w:basedOn")
                .and_then(|it| it.attribute("w:val"));
        }
        false
    };
    let ids = styles.keys().filter(|id| counts(id));
    ids.map(|id| (*id).to_owned()).collect()
}

/// Takes out of the lists of their styles the paragraphs of a body that have their numbers in their
/// words, with all others of the same style: they would be numbered twice, or out of turn.
///
/// # Errors
/// If such a paragraph has a property without a known place.
pub(super) fn leave_typed_numbers(
    body: &mut Element,
    counted: &BTreeSet<String>,
) -> Result<(), Failure> {
    let mut typed = BTreeSet::new();
    each_paragraph(body, &mut |paragraph| {
        if let Some(style) = counts_by_style(paragraph, counted)
            && begins_with_number(&words(paragraph))
        {
            typed.insert(style);
        }
    });
    if typed.is_empty() {
        return Ok(());
    }
    let mut sorted = Ok(());
    each_paragraph(body, &mut |paragraph| {
        let counts = counts_by_style(paragraph, &typed).is_some();
        let Some(properties) = paragraph.child_mut("w:pPr").filter(|_| counts) else {
            return;
        };
        let mut list = Element::new("w:numPr", &[]);
        for (name, value) in [("w:ilvl", NO_LIST), ("w:numId", NO_LIST)] {
            let part = Element::new(name, &[("w:val", value)]);
            list.children.push(Node::Element(part));
        }
        properties.children.push(Node::Element(list));
        let done = sort_children(properties);
        if sorted.is_ok() {
            sorted = done;
        }
    });
    sorted
}

fn each_paragraph(e: &mut Element, look: &mut impl FnMut(&mut Element)) {
    if e.name == "w:p" {
        look(e);
    }
    for child in &mut e.children {
        if let Node::Element(child) = child {
            each_paragraph(child, look);
        }
    }
}

/// The style of a paragraph that is counted by nothing else.
fn counts_by_style(paragraph: &Element, styles: &BTreeSet<String>) -> Option<String> {
    let properties = paragraph.child("w:pPr")?;
    let style = properties.child("w:pStyle")?.attribute("w:val")?;
    let is_counted = properties.child("w:numPr").is_none() && styles.contains(style);
    is_counted.then(|| style.to_owned())
}

fn words(e: &Element) -> String {
    let of_child = |child: &Node| match child {
        Node::Element(child) => words(child),
        Node::Text(text) if e.name == "w:t" => text.clone(),
        Node::Text(_) => String::new(),
    };
    e.children.iter().map(of_child).collect()
}

/// «1. », «1.2 », «IV. », «а) ».
fn begins_with_number(words: &str) -> bool {
    let Some((first, _)) = words.trim_start().split_once(char::is_whitespace) else {
        return false;
    };
    let Some(number) = first.strip_suffix(['.', ')']) else {
        // «1.2 » has no full stop at its end.
        return first.contains('.') && is_figures(first);
    };
    is_figures(number)
        || !number.is_empty() && number.chars().all(|c| "IVXL\u{425}\u{406}".contains(c))
        || number.chars().count() == 1 && first.ends_with(')')
}

fn is_figures(number: &str) -> bool {
    let is_part =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    number.split('.').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"<w:numbering xmlns:w="w" xmlns:r="r">"#;

    #[test]
    fn lists_with_picture_bullets_are_taken_with_usual_ones() {
        let text = format!(
            r#"{HEAD}<w:numPicBullet w:numPicBulletId="0"><w:pict r:id="rId1"/></w:numPicBullet><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:lvlText w:val="*"/><w:lvlPicBulletId w:val="0"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="9"/></w:num></w:numbering>"#
        );
        let taken = lists(&text).unwrap();
        assert!(taken.contains(r#"w:numId="7""#) && taken.contains("lvlText"));
        for gone in ["PicBullet", "r:id", r#"w:numId="8""#] {
            assert!(!taken.contains(gone), "{gone}");
        }
        assert_eq!(lists(&format!("{HEAD}</w:numbering>")), None);
        assert_eq!(lists(r#"<w:numbering xmlns:w="w"/>"#), None);
    }

    #[test]
    fn styles_lose_the_lists_that_are_not_there() {
        let style = |id: &str, list: &str| {
            format!(
                r#"<w:style w:styleId="{id}"><w:name w:val="{id}"/><w:pPr><w:numPr><w:numId w:val="{list}"/></w:numPr></w:pPr></w:style>"#
            )
        };
        let based = r#"<w:style w:styleId="c"><w:basedOn w:val="a"/></w:style>"#;
        let styles = format!(
            r#"<w:styles xmlns:w="w">{}{}{}{based}</w:styles>"#,
            style("a", "7"),
            style("b", "55"),
            style("d", "0"),
        );
        let numbering = format!(
            r#"{HEAD}<w:abstractNum w:abstractNumId="3"/><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>"#
        );
        let (mended, names) = without_strange_lists(&styles, Some(&numbering)).unwrap();
        assert_eq!(names, ["b"]);
        assert_eq!(counted(&mended), ["a", "c"].map(str::to_owned).into());
        let (mended, names) = without_strange_lists(&styles, None).unwrap();
        assert_eq!(names, ["a", "b"]);
        assert!(counted(&mended).is_empty());
    }

    #[test]
    fn typed_numbers_are_known() {
        for words in [
            "1. Общие положения",
            "1.2. Цель",
            "1.2 Цель",
            "IV. Итоги",
            "а) план",
        ] {
            assert!(begins_with_number(words), "{words}");
        }
        for words in [
            "5 «А» класс",
            "В. Иванова",
            "Общие положения",
            "2026/2027 год",
            "1.",
            "",
        ] {
            assert!(!begins_with_number(words), "{words}");
        }
    }

    #[test]
    fn half_a_part_is_not_whole() {
        assert!(is_whole("<a><b/></a>"));
        for text in ["<a><b/>", "<a><b></a>", "<!DOCTYPE a><a/>", ""] {
            assert!(!is_whole(text), "{text}");
        }
    }
}
