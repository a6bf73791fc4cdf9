//! What elements say of themselves.

use super::super::tree::{Element, Node};

/// The value of the only attribute that most settings have.
pub(super) fn value<'e>(e: &'e Element, name: &str) -> Option<&'e str> {
    e.child(name)?.attribute("w:val")
}

/// Whether a switch is on: it is where it says nothing of itself.
pub(super) fn is_on(e: &Element, name: &str) -> Option<bool> {
    let switch = e.child(name)?;
    let off = ["0", "false", "off", "none"];
    Some(
        !switch
            .attribute("w:val")
            .is_some_and(|it| off.contains(&it)),
    )
}

/// The words right in an element.
pub(super) fn own_text(e: &Element) -> String {
    let text = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(_) => String::new(),
    };
    e.children.iter().map(text).collect()
}
