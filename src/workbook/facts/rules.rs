//! Rules of a sheet by which cells are struck out where they hold. What a rule says nobody reckons here.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::xml::attribute;

/// The looks of rules that strike out, by their numbers.
pub(super) fn striking(styles: &str) -> Option<BTreeSet<u32>> {
    let mut out = BTreeSet::new();
    if !styles.contains("dxf") || !styles.contains("strike") {
        return Some(out);
    }
    let (mut is_inside, mut number) = (false, 0_u32);
    let mut reader = Reader::from_str(styles);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(out),
            Event::End(end) => match end.local_name().as_ref() {
                b"dxfs" => is_inside = false,
                b"dxf" => number += 1,
                _ => {}
            },
            Event::Empty(start) if start.local_name().as_ref() == b"dxf" => number += 1,
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                b"dxfs" => is_inside = true,
                b"strike" if is_inside => {
                    let is_off =
                        attribute(&start, b"val").is_some_and(|v| v == "0" || v == "false");
                    if !is_off {
                        out.insert(number);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// The areas of a sheet for which such rules are.
pub(super) fn areas(sheet: &str, striking: &BTreeSet<u32>) -> Option<Vec<String>> {
    let mut out: Vec<String> = Vec::new();
    if striking.is_empty() || !sheet.contains("cfRule") {
        return Some(out);
    }
    let mut area = String::new();
    let mut reader = Reader::from_str(sheet);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(out),
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                b"conditionalFormatting" => {
                    area = attribute(&start, b"sqref").unwrap_or_default();
                }
                b"cfRule" => {
                    let look = attribute(&start, b"dxfId").and_then(|id| id.parse().ok());
                    if look.is_some_and(|look| striking.contains(&look)) && !out.contains(&area) {
                        out.push(area.clone());
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_strikes_out_is_known_by_its_look() {
        let styles = "<styleSheet><fonts><font><strike/></font></fonts><dxfs><dxf><fill/></dxf><dxf><font><strike/></font></dxf></dxfs></styleSheet>";
        let striking = striking(styles).unwrap();
        assert_eq!(striking, BTreeSet::from([1]));
        let sheet = "<worksheet><conditionalFormatting sqref=\"A2:C9\"><cfRule dxfId=\"1\"/></conditionalFormatting><conditionalFormatting sqref=\"D2\"><cfRule dxfId=\"0\"/></conditionalFormatting></worksheet>";
        assert_eq!(areas(sheet, &striking).unwrap(), ["A2:C9"]);
    }
}
