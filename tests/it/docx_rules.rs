//! What no validator at hand looks at in a DOCX, and Word does.

use std::collections::BTreeSet;

use nastavnik::document::{Block, Document, Orientation, Properties, Section, Text};
use nastavnik::edition::Edition;
use nastavnik::make::make_one;
use nastavnik::plan::Format;
use nastavnik::prepare::blanks;

use crate::support::{Xml, all_documents, part};

fn every_docx() -> Vec<(String, Document, Vec<u8>)> {
    all_documents()
        .into_iter()
        .map(|(name, d)| {
            let bytes = make_one(&d, Format::Docx).unwrap();
            (name, d, bytes)
        })
        .collect()
}

/// Cells fill the grid, heads repeat, each cell ends as Word asks.
pub(crate) fn assert_tables_are_whole(name: &str, bytes: &[u8]) {
    let document = Xml::parse(&part(bytes, "word/document.xml"));
    for table in document.all("w:tbl") {
        let columns = table.child("w:tblGrid").unwrap().children.len();
        let rows: Vec<&Xml> = table.children.iter().filter(|c| c.name == "w:tr").collect();
        let is_layout = table
            .all("w:tblStyle")
            .iter()
            .any(|s| s.attribute("w:val") == "LayoutTable");
        assert!(
            is_layout || !rows[0].all("w:tblHeader").is_empty(),
            "{name}: the head repeats"
        );
        for row in rows {
            let cells: Vec<&Xml> = row.children.iter().filter(|c| c.name == "w:tc").collect();
            let spans = cells.iter().map(|c| {
                c.all("w:gridSpan")
                    .first()
                    .map_or(1, |s| s.attribute("w:val").parse::<usize>().unwrap())
            });
            assert_eq!(
                spans.sum::<usize>(),
                columns,
                "{name}: cells of a row fill the grid"
            );
            for cell in cells {
                assert_eq!(
                    cell.children.last().unwrap().name,
                    "w:p",
                    "{name}: a cell ends with a paragraph"
                );
            }
        }
    }
}

#[test]
fn tables_are_whole() {
    for (name, _, bytes) in every_docx() {
        assert_tables_are_whole(&name, &bytes);
    }
}

/// Paragraphs and runs only name their styles.
pub(crate) fn assert_formatting_lives_in_styles(name: &str, bytes: &[u8]) {
    let document = Xml::parse(&part(bytes, "word/document.xml"));
    let styles = Xml::parse(&part(bytes, "word/styles.xml"));
    let known: BTreeSet<&str> = styles
        .all("w:style")
        .iter()
        .map(|s| s.attribute("w:styleId"))
        .collect();
    for reference in ["w:pStyle", "w:rStyle", "w:tblStyle"] {
        for used in document.all(reference) {
            assert!(
                known.contains(used.attribute("w:val")),
                "{name}: style {}",
                used.attribute("w:val")
            );
        }
    }
    let mut without_space_above = 0;
    for properties in document.all("w:pPr") {
        for it in &properties.children {
            // What begins a sheet has no space above it.
            if it.name == "w:spacing" && it.attribute("w:before") == "0" {
                without_space_above += 1;
                continue;
            }
            assert!(
                matches!(
                    it.name.as_str(),
                    "w:pStyle" | "w:keepNext" | "w:numPr" | "w:sectPr"
                ),
                "{name}: {} in a paragraph",
                it.name
            );
        }
    }
    assert!(
        without_space_above <= document.all("w:sectPr").len(),
        "{name}"
    );
    for properties in document.all("w:rPr") {
        for it in &properties.children {
            assert!(it.name == "w:rStyle", "{name}: {} in a run", it.name);
        }
    }
    assert!(
        !part(bytes, "word/document.xml").contains("paraId"),
        "{name}"
    );
}

#[test]
fn formatting_lives_in_styles() {
    for (name, _, bytes) in every_docx() {
        assert_formatting_lives_in_styles(&name, &bytes);
    }
}

/// A secretary fills in an empty form on a computer: the Tab key must find every place.
#[test]
fn places_of_an_empty_form_are_controls_that_say_what_belongs_there() {
    let plan = blanks(&Edition::built_in(false));
    for paper in &plan.papers {
        let name = &paper.file_name;
        let bytes = make_one(&plan.document(paper).unwrap(), Format::Docx).unwrap();
        let document = Xml::parse(&part(&bytes, "word/document.xml"));
        let controls = document.all("w:sdt");
        assert!(controls.len() > 5, "{name}: {}", controls.len());
        let ids: BTreeSet<&str> = document
            .all("w:id")
            .iter()
            .map(|id| id.attribute("w:val"))
            .collect();
        assert_eq!(ids.len(), controls.len(), "{name}");
        for control in controls {
            assert!(!control.all("w:showingPlcHdr").is_empty(), "{name}");
            assert!(!control.all("w:text").is_empty(), "{name}");
        }
        let empty = document.all("w:tc").into_iter();
        let empty = empty.filter(|cell| cell.all("w:r").is_empty()).count();
        assert_eq!(empty, 0, "{name}: cells without a control");
        if name.starts_with("Программа") {
            let names = document.all("w:alias");
            let named = |words: &str| {
                let is_it = |it: &&&Xml| it.attribute("w:val") == words;
                names.iter().filter(is_it).count()
            };
            assert_eq!(named("должность, Ф.И.О."), 2);
            assert_eq!(named("Срок исполнения"), 18);
        }
        if name.starts_with("Приказ. О замене") {
            let shown: Vec<String> = document
                .all("w:sdtContent")
                .iter()
                .map(|it| it.words())
                .collect();
            let places = [
                "[полное наименование организации] ",
                "[наименование организации] ",
                "_____",
                "__________",
                "__",
                "____________",
                "[место издания]",
                "[дата]",
                "[ФИО наставляемого, должность]",
                "[ФИО нового наставника, должность]",
                "[ФИО наставника, должность]",
                "[дата]",
                "[ФИО наставника, должность]",
                "[ФИО наставляемого]",
            ];
            assert_eq!(shown[..places.len()], places, "in the order of the Tab key");
        }
    }
    for (name, document, bytes) in every_docx() {
        if !document.is_form {
            assert!(
                !part(&bytes, "word/document.xml").contains("<w:sdt>"),
                "{name}"
            );
        }
    }
}

#[test]
fn fields_are_balanced_and_page_one_bears_no_number() {
    for (name, _, bytes) in every_docx() {
        let header = Xml::parse(&part(&bytes, "word/header1.xml"));
        let kinds: Vec<&str> = header
            .all("w:fldChar")
            .iter()
            .map(|f| f.attribute("w:fldCharType"))
            .collect();
        assert_eq!(kinds, ["begin", "separate", "end"], "{name}");
        let document = Xml::parse(&part(&bytes, "word/document.xml"));
        for section in document.all("w:sectPr") {
            assert!(section.child("w:titlePg").is_some(), "{name}");
            assert_eq!(section.all("w:headerReference").len(), 1, "{name}");
        }
    }
}

#[test]
fn properties_name_the_paper() {
    for (name, document, bytes) in every_docx() {
        let core = Xml::parse(&part(&bytes, "docProps/core.xml"));
        let text = |element: &str| {
            core.child(element)
                .map(|e| {
                    e.children
                        .iter()
                        .map(|c| c.text.as_str())
                        .collect::<String>()
                })
                .unwrap_or_default()
        };
        assert_eq!(text("dc:title"), document.properties.title, "{name}");
        assert_eq!(text("dc:language"), "ru-RU", "{name}");
        assert!(!text("dc:creator").is_empty(), "{name}");
    }
}

/// docx-rs numbers headers in the order of its calls; a later version numbers them otherwise.
#[test]
fn portrait_and_landscape_stand_in_one_file() {
    let section = |orientation, words: &str| Section {
        bookmark: None,
        orientation,
        blocks: vec![Block::Paragraph(Text::plain(words))],
        is_tight: false,
    };
    let properties = all_documents().remove(0).1.properties;
    let properties = Properties {
        identifier: "x".to_owned(),
        ..properties
    };
    let document = Document::new(
        properties,
        vec![
            section(Orientation::Portrait, "Раз"),
            section(Orientation::Landscape, "Два"),
        ],
    );
    let bytes = make_one(&document, Format::Docx).unwrap();
    let body = Xml::parse(&part(&bytes, "word/document.xml"));
    let turns: Vec<String> = body
        .all("w:pgSz")
        .iter()
        .map(|s| s.attribute("w:orient").to_owned())
        .collect();
    assert_eq!(turns.len(), 2);
    assert_eq!(turns[1], "landscape");
    assert_eq!(
        crate::support::pdf_pages(&make_one(&document, Format::Pdf).unwrap()),
        2
    );
}
