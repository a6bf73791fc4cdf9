//! Whether an XMP packet says what it said: signing programs write it anew in a form of their own,
//! with another time and their own name.

use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

const RDF: &[u8] = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const META: &[u8] = b"adobe:ns:meta/";
/// What a program may note of its own work.
const NOTED: [&[u8]; 6] = [
    b"ModifyDate",
    b"MetadataDate",
    b"Producer",
    b"InstanceID",
    b"VersionID",
    b"xmptk",
];

/// Whether both packets say the same of everything but the time and the program of the last change.
pub(super) fn says_the_same(before: &[u8], now: &[u8]) -> bool {
    match (said(before), said(now)) {
        (Some(before), Some(now)) => before == now,
        _ => false,
    }
}

/// Names of properties and what they say, sorted: one and the same for all the ways RDF has to write
/// them. `None` if it is no XML that can be read.
fn said(packet: &[u8]) -> Option<Vec<(Vec<u8>, String)>> {
    let text = std::str::from_utf8(packet).ok()?;
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{FEFF}'));
    let mut out = Vec::new();
    // Names of the properties we are in; an element of RDF itself is one with that around it.
    let mut inside: Vec<Vec<u8>> = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Eof => break,
            event @ (Event::Start(_) | Event::Empty(_)) => {
                let is_empty = matches!(event, Event::Empty(_));
                let (Event::Start(start) | Event::Empty(start)) = &event else {
                    return None;
                };
                let (space, local) = reader.resolver().resolve_element(start.name());
                let above = inside.last().cloned().unwrap_or_default();
                let name = if is_of(&space, RDF) {
                    above
                } else {
                    local.as_ref().to_vec()
                };
                for attribute in start.attributes() {
                    let attribute = attribute.ok()?;
                    let (space, local) = reader.resolver().resolve_attribute(attribute.key);
                    let value = String::from_utf8_lossy(&attribute.value).into_owned();
                    if is_of(&space, RDF) && local.as_ref() == b"resource" {
                        out.push((name.clone(), value));
                    } else if let ResolveResult::Bound(space) = &space
                        && space.0 != RDF
                        && space.0 != META
                        && !attribute.key.as_ref().starts_with(b"xml")
                    {
                        out.push((local.as_ref().to_vec(), value));
                    }
                }
                if !is_empty {
                    inside.push(name);
                }
            }
            Event::End(_) => drop(inside.pop()?),
            Event::Text(text) => note(&mut out, &inside, &text),
            Event::CData(text) => note(&mut out, &inside, &text),
            Event::GeneralRef(name) => {
                let reference = [b"&".as_slice(), &name[..], b";".as_slice()].concat();
                note(&mut out, &inside, &reference);
            }
            // An entity of the document's own could mean anything.
            Event::DocType(_) => return None,
            _ => {}
        }
    }
    if !inside.is_empty() {
        return None;
    }
    out.retain(|(name, value)| !value.trim().is_empty() && !NOTED.contains(&name.as_slice()));
    out.sort();
    Some(out)
}

fn is_of(space: &ResolveResult<'_>, wanted: &[u8]) -> bool {
    matches!(space, ResolveResult::Bound(space) if space.0 == wanted)
}

fn note(out: &mut Vec<(Vec<u8>, String)>, inside: &[Vec<u8>], text: &[u8]) {
    let text = String::from_utf8_lossy(text).trim().to_owned();
    out.push((inside.last().cloned().unwrap_or_default(), text));
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = r#"<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><dc:title><rdf:Alt><rdf:li>Приказ</rdf:li></rdf:Alt></dc:title><xmp:ModifyDate>2026</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>"#;

    #[test]
    fn another_time_is_no_change_and_another_title_is() {
        let later = BEFORE.replace("<xmp:ModifyDate>2026", "<xmp:ModifyDate>2027");
        assert!(says_the_same(BEFORE.as_bytes(), later.as_bytes()));
        let renamed = BEFORE
            .replace("xmlns:dc", "xmlns:q")
            .replace("dc:title", "q:title");
        assert!(says_the_same(BEFORE.as_bytes(), renamed.as_bytes()));
        for other in [
            BEFORE.replace("Приказ", "Договор"),
            BEFORE.replace("<dc:title>", "<dc:creator>Иной</dc:creator><dc:title>"),
            BEFORE.replace("<rdf:Alt>", "<rdf:Alt>>"),
            BEFORE.replace("<rdf:Alt>", ">rdf:Alt>"),
            BEFORE.replace("xmlns:xmp=", "dc:rights=\"Ничьи\" xmlns:xmp="),
            "<a>".to_owned(),
            String::new(),
        ] {
            assert!(
                !says_the_same(BEFORE.as_bytes(), other.as_bytes()),
                "{other}"
            );
        }
    }
}
