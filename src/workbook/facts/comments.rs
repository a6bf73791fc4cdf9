//! Remarks on the cells of an XLSX sheet (ECMA-376, Part 1, 18.7; MS-XLSX, 2.6.205 for threads).

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::xml::attribute;

/// The text of every remark of a part, by the name of its cell. Those of a thread follow each other.
pub(super) fn comments(part: &str) -> Option<BTreeMap<String, String>> {
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    let (mut at, mut text, mut in_text) = (None, String::new(), false);
    let mut reader = Reader::from_str(part);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(out),
            Event::Start(start) => match start.local_name().as_ref() {
                b"comment" | b"threadedComment" => at = attribute(&start, b"ref"),
                // The text of a thread stands in `text` itself, that of a remark in its runs.
                b"t" | b"text" => in_text = true,
                // How a word is read in Japanese.
                b"rPh" => in_text = false,
                _ => {}
            },
            Event::Text(own) if in_text => text.push_str(&own.decode().ok()?),
            Event::GeneralRef(reference) if in_text => {
                let name = reference.decode().ok()?;
                if let Ok(letter) = quick_xml::escape::unescape(&format!("&{name};")) {
                    text.push_str(&letter);
                }
            }
            Event::End(end) => match end.local_name().as_ref() {
                b"t" | b"text" => in_text = false,
                b"comment" | b"threadedComment" => {
                    let text = std::mem::take(&mut text);
                    if let Some(at) = at.take().filter(|_| !text.trim().is_empty()) {
                        let known = out.entry(at).or_default();
                        let parting = if known.is_empty() { "" } else { "; " };
                        known.push_str(parting);
                        known.push_str(&in_one_line(&text));
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
}

pub(super) fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_and_threads_are_read() {
        let own = "<comments><commentList><comment ref=\"B2\"><text><r><t>с 15.09 </t></r>\
            <r><t>заменить &amp; сообщить</t></r></text></comment></commentList></comments>";
        let read = comments(own).unwrap();
        assert_eq!(read["B2"], "с 15.09 заменить & сообщить");
        let thread = "<ThreadedComments><threadedComment ref=\"C3\"><text>до января?</text>\
            </threadedComment><threadedComment ref=\"C3\"><text>да</text></threadedComment></ThreadedComments>";
        assert_eq!(comments(thread).unwrap()["C3"], "до января?; да");
    }
}
