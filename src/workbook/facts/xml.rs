//! What is read of XML in the same way everywhere.

use quick_xml::events::BytesStart;

/// The value of an attribute by its own name, whatever its prefix.
pub(super) fn attribute(start: &BytesStart<'_>, key: &[u8]) -> Option<String> {
    let found = start
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == key)?;
    let text = String::from_utf8_lossy(&found.value).into_owned();
    Some(
        quick_xml::escape::unescape(&text)
            .map(std::borrow::Cow::into_owned)
            .unwrap_or(text),
    )
}
