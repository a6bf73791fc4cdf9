//! The order of the children of an element, which Word insists on.

use super::tree::{Element, Node};
use crate::document::Failure;

/// Order of children by ECMA-376 Part 1 (transitional), for the elements docx-rs writes out of
/// order.
fn order(parent: &str) -> Option<&'static [&'static str]> {
    Some(match parent {
        "w:pPr" => &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:framePr",
            "w:widowControl",
            "w:numPr",
            "w:suppressLineNumbers",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:suppressAutoHyphens",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:jc",
            "w:textDirection",
            "w:textAlignment",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
        "w:numPr" => &["w:ilvl", "w:numId"],
        "w:rPr" => &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:caps",
            "w:strike",
            "w:dstrike",
            "w:vanish",
            "w:color",
            "w:spacing",
            "w:sz",
            "w:szCs",
            "w:highlight",
            "w:u",
            "w:shd",
            "w:vertAlign",
            "w:lang",
        ],
        "w:tblPr" => &[
            "w:tblStyle",
            "w:tblpPr",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
            "w:tblCaption",
            "w:tblDescription",
        ],
        "w:trPr" => &[
            "w:gridBefore",
            "w:gridAfter",
            "w:cantSplit",
            "w:trHeight",
            "w:tblHeader",
        ],
        "w:tcPr" => &[
            "w:tcW",
            "w:gridSpan",
            "w:vMerge",
            "w:tcBorders",
            "w:shd",
            "w:noWrap",
            "w:tcMar",
            "w:textDirection",
            "w:vAlign",
        ],
        "w:sectPr" => &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:cols",
            "w:titlePg",
            "w:docGrid",
        ],
        _ => return None,
    })
}

/// Puts the children of an element into their order.
///
/// # Errors
/// If a child has no known place.
pub(super) fn sort_children(e: &mut Element) -> Result<(), Failure> {
    let Some(order) = order(&e.name) else {
        return Ok(());
    };
    let place = |n: &Node| match n {
        Node::Element(c) => order.iter().position(|o| *o == c.name),
        Node::Text(_) => None,
    };
    if let Some(Node::Element(stray)) = e.children.iter().find(|c| place(c).is_none()) {
        return Err(Failure(format!(
            "no known place for {} in {}",
            stray.name, e.name
        )));
    }
    e.children.sort_by_key(place);
    Ok(())
}
