//! How papers end: never with a page of notes and signatures alone.

use nastavnik::document::{
    Align, Block, Cell, Column, Document, LabelledLine, Orientation, Row, Section, SignatureBlock,
    Table, Text,
};
use nastavnik::fonts::Faces;
use nastavnik::make::make_one;
use nastavnik::pdf::{Pages, PdfWriter};
use nastavnik::plan::Format;
use nastavnik::style::PageStyle;
use typst::layout::{Frame, FrameItem};

use crate::support::{Xml, all_documents, part};

const ROW: &str = "Занятие";

/// A table of so many rows, each with so many words, above two notes and three signatures.
fn section(rows: usize, words: usize) -> Section {
    let column = |width| Column::fixed(Text::plain("Графа"), width, Align::Left);
    let row = |_| {
        let text = format!("{ROW} {}", "слово ".repeat(words).trim_end());
        Row::Cells(vec![Cell::plain(text), Cell::default()])
    };
    let sign = || SignatureBlock {
        line: LabelledLine {
            label: Text::plain("Ознакомлен:"),
            values: Vec::new(),
            caption: Some(Text::plain("(подпись)")),
        },
        date: Text::plain("дата"),
        field: None,
    };
    let table = Table {
        summary: "Таблица".to_owned(),
        columns: vec![column(600), column(400)],
        rows: (0..rows).map(row).collect(),
        air: 0,
        is_numbered: false,
        is_whole: false,
        chart: None,
    };
    Section {
        bookmark: None,
        orientation: Orientation::Portrait,
        blocks: vec![
            Block::Table(table),
            Block::Note(Text::plain("Примечание")),
            Block::Note(Text::plain("Примечание")),
            Block::Signatures(vec![sign(), sign(), sign()]),
        ],
        is_tight: false,
    }
}

fn set(sections: Vec<Section>) -> Pages {
    let properties = all_documents().remove(0).1.properties;
    PdfWriter::new(PageStyle::built_in(), &Faces::default())
        .lay_out(&Document::new(properties, sections))
        .unwrap()
}

fn words(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        if let FrameItem::Group(group) = item {
            words(&group.frame, out);
        } else if let FrameItem::Text(text) = item {
            out.push_str(&text.text);
        }
    }
}

/// How many rows stand on each page.
fn rows_by_page(pages: &Pages) -> Vec<usize> {
    let pages = pages.paged().pages().iter();
    let count = pages.map(|page| {
        let mut text = String::new();
        words(&page.frame, &mut text);
        text.matches(ROW).count()
    });
    count.collect()
}

#[test]
fn the_last_page_has_two_rows_whatever_their_number() {
    let mut parted = 0;
    for (count, words) in (2..44)
        .step_by(3)
        .map(|n| (n, 12))
        .chain((2..12).step_by(3).map(|n| (n, 60)))
    {
        let by_page = rows_by_page(&set(vec![section(count, words)]));
        assert_eq!(by_page.iter().sum::<usize>(), count, "{by_page:?}");
        assert!(
            *by_page.last().unwrap() >= 2,
            "{count} of {words}: {by_page:?}"
        );
        parted += usize::from(by_page.last() == Some(&2));
    }
    assert!(parted > 0);
}

/// A print run sets many papers in one go.
#[test]
fn a_section_ends_as_it_would_alone() {
    let counts = [9, 17, 26, 31];
    let alone = counts.map(|count| rows_by_page(&set(vec![section(count, 12)])));
    let together = set(counts.map(|count| section(count, 12)).to_vec());
    assert_eq!(rows_by_page(&together), alone.concat());
}

/// The details of the parties stand together, on the page of the signatures.
#[test]
fn a_whole_table_is_never_parted_nor_left_by_the_signatures() {
    for lines in 30..46 {
        let mut paper = section(4, 12);
        paper.blocks.retain(|it| !matches!(it, Block::Note(_)));
        if let Some(Block::Table(table)) = paper.blocks.first_mut() {
            table.is_whole = true;
        }
        let line = |_| Block::Paragraph(Text::plain("Пункт"));
        paper.blocks.splice(0..0, (0..lines).map(line));
        let by_page = rows_by_page(&set(vec![paper.clone()]));
        assert!(
            by_page.iter().all(|rows| [0, 4].contains(rows)),
            "{by_page:?}"
        );
        assert_eq!(by_page.last(), Some(&4), "{lines}: {by_page:?}");
        let properties = all_documents().remove(0).1.properties;
        let document = Document::new(properties, vec![paper]);
        let bytes = make_one(&document, Format::Docx).unwrap();
        let body = Xml::parse(&part(&bytes, "word/document.xml"));
        let table = body.all("w:tbl")[0];
        for paragraph in table.all("w:p") {
            assert!(!paragraph.all("w:keepNext").is_empty());
        }
    }
}

#[test]
fn word_keeps_the_last_two_rows_with_what_stands_below_them() {
    let properties = all_documents().remove(0).1.properties;
    let document = Document::new(properties, vec![section(5, 12)]);
    let bytes = make_one(&document, Format::Docx).unwrap();
    let body = Xml::parse(&part(&bytes, "word/document.xml"));
    let kept: Vec<bool> = body
        .all("w:tr")
        .iter()
        .map(|row| {
            row.all("w:p")
                .iter()
                .all(|p| !p.all("w:keepNext").is_empty())
        })
        .collect();
    assert_eq!(kept, [false, false, false, false, true, true]);
}
