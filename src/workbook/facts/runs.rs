//! Text of several looks in one cell of an XLSX workbook (ECMA-376, Part 1, 18.4.4, 18.4.12): which
//! words are struck out.

use quick_xml::events::Event;

use super::xml::attribute;

/// What is struck out in a text, and what is not; both are something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    pub seen: String,
    pub struck: String,
}

/// The text of a cell that is being read.
#[derive(Debug, Default)]
pub(super) struct Runs {
    seen: String,
    struck: String,
    is_struck: bool,
    in_text: bool,
}

impl Runs {
    pub(super) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                b"r" => self.is_struck = false,
                b"strike" => {
                    let value = attribute(start, b"val");
                    self.is_struck = value.is_none_or(|v| v != "0" && v != "false");
                }
                b"t" => self.in_text = matches!(event, Event::Start(_)),
                _ => {}
            },
            Event::Text(text) if self.in_text => {
                let text = text.decode().unwrap_or_default();
                self.put(&text);
            }
            Event::GeneralRef(reference) if self.in_text => {
                let name = reference.decode().unwrap_or_default();
                if let Ok(text) = quick_xml::escape::unescape(&format!("&{name};")) {
                    self.put(&text);
                }
            }
            Event::End(end) if end.local_name().as_ref() == b"t" => self.in_text = false,
            Event::End(end) if end.local_name().as_ref() == b"r" => self.is_struck = false,
            _ => {}
        }
    }

    fn put(&mut self, text: &str) {
        if self.is_struck {
            self.struck.push_str(text);
        } else {
            self.seen.push_str(text);
        }
    }

    /// The parts of the text so far, if it has both; the next text begins.
    pub(super) fn parts(&mut self) -> Option<Parts> {
        let own = std::mem::take(self);
        let lines = own.seen.trim().lines();
        let seen: Vec<String> = lines.map(in_one).filter(|line| !line.is_empty()).collect();
        let parts = Parts {
            seen: seen.join("\n"),
            struck: in_one(&own.struck),
        };
        (!parts.seen.is_empty() && !parts.struck.is_empty()).then_some(parts)
    }
}

fn in_one(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
