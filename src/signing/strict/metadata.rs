//! Whether the words of an XMP packet are as they were: signing programs write it anew with another
//! time and their own name.

use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

const DUBLIN_CORE: &[u8] = b"http://purl.org/dc/elements/1.1/";
const PDF: &[u8] = b"http://ns.adobe.com/pdf/1.3/";
/// What a viewer shows of the packet.
const WORDS: [(&[u8], &[u8]); 7] = [
    (DUBLIN_CORE, b"title"),
    (DUBLIN_CORE, b"creator"),
    (DUBLIN_CORE, b"description"),
    (DUBLIN_CORE, b"subject"),
    (DUBLIN_CORE, b"rights"),
    (DUBLIN_CORE, b"publisher"),
    (PDF, b"Keywords"),
];

/// Whether title, author, description and the like are the same in both packets.
pub fn has_same_words(before: &[u8], now: &[u8]) -> bool {
    match (words(before), words(now)) {
        (Some(before), Some(now)) => before == now,
        _ => false,
    }
}

/// Key and text, in order; `None` if it is no XML that can be read.
fn words(packet: &[u8]) -> Option<Vec<(usize, String)>> {
    let text = std::str::from_utf8(packet).ok()?;
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{FEFF}'));
    let mut out = Vec::new();
    // The key we are in, and how deep it began.
    let mut inside: Option<(usize, usize)> = None;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().ok()? {
            Event::Eof => break,
            event @ (Event::Start(_) | Event::Empty(_)) => {
                let is_empty = matches!(event, Event::Empty(_));
                let (Event::Start(start) | Event::Empty(start)) = &event else {
                    return None;
                };
                depth += 1;
                let (space, local) = reader.resolver().resolve_element(start.name());
                if inside.is_none()
                    && !is_empty
                    && let Some(key) = key(&space, local.as_ref())
                {
                    inside = Some((key, depth));
                }
                for attribute in start.attributes() {
                    let attribute = attribute.ok()?;
                    let (space, local) = reader.resolver().resolve_attribute(attribute.key);
                    if let Some(key) = key(&space, local.as_ref()) {
                        let value = String::from_utf8_lossy(&attribute.value).into_owned();
                        out.push((key, value));
                    }
                }
                if is_empty {
                    depth -= 1;
                }
            }
            Event::End(_) => {
                if inside.is_some_and(|(_, began)| began == depth) {
                    inside = None;
                }
                depth = depth.checked_sub(1)?;
            }
            Event::Text(text) => note(&mut out, inside, &text),
            Event::CData(text) => note(&mut out, inside, &text),
            Event::GeneralRef(name) => {
                note(&mut out, inside, b"&");
                note(&mut out, inside, &name);
            }
            // An entity of the document's own could mean anything.
            Event::DocType(_) => return None,
            _ => {}
        }
    }
    out.retain(|(_, text)| !text.trim().is_empty());
    out.sort();
    Some(out)
}

fn note(out: &mut Vec<(usize, String)>, inside: Option<(usize, usize)>, text: &[u8]) {
    if let Some((key, _)) = inside {
        out.push((key, String::from_utf8_lossy(text).trim().to_owned()));
    }
}

fn key(space: &ResolveResult<'_>, local: &[u8]) -> Option<usize> {
    let ResolveResult::Bound(space) = space else {
        return None;
    };
    WORDS
        .iter()
        .position(|(known, name)| *known == space.0 && *name == local)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = r#"<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><dc:title><rdf:Alt><rdf:li>Приказ</rdf:li></rdf:Alt></dc:title><xmp:ModifyDate>2026</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>"#;

    #[test]
    fn another_time_is_no_change_and_another_title_is() {
        let later = BEFORE.replace("<xmp:ModifyDate>2026", "<xmp:ModifyDate>2027");
        assert!(has_same_words(BEFORE.as_bytes(), later.as_bytes()));
        let renamed = BEFORE.replace("xmlns:dc", "xmlns:q").replace("dc:title", "q:title");
        assert!(has_same_words(BEFORE.as_bytes(), renamed.as_bytes()));
        for other in [
            BEFORE.replace("Приказ", "Договор"),
            BEFORE.replace("<dc:title>", "<dc:creator>Иной</dc:creator><dc:title>"),
            BEFORE.replace("xmlns:xmp=", "dc:rights=\"Ничьи\" xmlns:xmp="),
            "<a>".to_owned(),
            String::new(),
        ] {
            assert!(!has_same_words(BEFORE.as_bytes(), other.as_bytes()), "{other}");
        }
    }
}
