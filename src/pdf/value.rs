//! Document and style as typst values. Text goes in as strings, which typst never reads as markup.

use serde::Deserialize;
use typst::foundations::{Array, Bytes, Dict, IntoValue, Value, dict};
use typst::layout::{Abs, Length};

use super::mark;
use crate::document::{
    Align, Attachment, Block, Cell, Column, Document, FIELD_LINK, Inline, LabelledLine,
    Orientation, Origins, PictureFormat, Row, Section, SignatureBlock, SignatureField, Table, Text,
    keeps_with_next, signature_keeps_with_next,
};
use crate::qr;
use crate::style::PageStyle;

/// A word longer than this is given places to break: no column of a form is wide enough for it, and
/// typst, unlike Word, lets a word without a break run over the edge.
const UNBROKEN: usize = 24;

/// Keys of a style whose numbers are points; all others are millimetres.
const POINTS: [&str; 7] = [
    "size",
    "before",
    "after",
    "thickness",
    "drop",
    "pad_x",
    "pad_y",
];

/// What a block must know of the sheet it stands on.
struct Sheet<'a> {
    style: &'a PageStyle,
    landscape: bool,
    /// Lower margin, millimetres.
    bottom: f64,
    /// Height of the lowest text area of the document, millimetres.
    room: f64,
}

pub(super) fn data(document: &Document, style: &PageStyle) -> Dict {
    let p = &document.properties;
    let landscape = document
        .sections
        .iter()
        .any(|s| s.orientation == Orientation::Landscape);
    let is_run = document.sections.iter().any(|s| s.bookmark.is_some());
    let room = style.text_area(landscape).1;
    dict! {
        "document" => dict! {
            "title" => p.title.as_str(),
            "author" => p.author.as_str(),
            "subject" => p.subject.as_str(),
            "sections" => array(&document.sections, |s| section(s, style, room, is_run)),
        },
        "attachments" => array(&document.attachments, attachment),
    }
}

fn attachment(it: &Attachment) -> Value {
    dict! {
        "name" => it.name.as_str(),
        "data" => Bytes::new(it.bytes.to_vec()),
        "media-type" => it.media_type.as_str(),
        "description" => it.description.as_str(),
    }
    .into_value()
}

/// The style as it stands, its numbers as lengths.
#[expect(
    clippy::expect_used,
    reason = "a struct of numbers, strings and tables always has a value"
)]
pub(super) fn look(style: &PageStyle) -> Dict {
    let plain = serde_json::to_value(style).expect("style");
    measured(Dict::deserialize(plain).expect("style"))
}

/// With a length for every number.
fn measured(numbers: Dict) -> Dict {
    let lengths = numbers.into_iter().map(|(key, value)| {
        let unit = if POINTS.contains(&key.as_str()) {
            Abs::pt
        } else {
            Abs::mm
        };
        let value = match value {
            Value::Float(number) => Length::from(unit(number)).into_value(),
            Value::Dict(inner) => measured(inner).into_value(),
            other => other,
        };
        (key, value)
    });
    lengths.collect()
}

fn array<T>(items: &[T], value: impl Fn(&T) -> Value) -> Value {
    items.iter().map(value).collect::<Array>().into_value()
}

fn section(section: &Section, style: &PageStyle, room: f64, is_run: bool) -> Value {
    let has_code = section.blocks.iter().any(|b| matches!(b, Block::QrCode(_)));
    let bottom = if has_code {
        style.with_room_for_code().page.bottom
    } else {
        style.page.bottom
    };
    let sheet = Sheet {
        style,
        landscape: section.orientation == Orientation::Landscape,
        bottom,
        room,
    };
    let blocks: Array = (0..section.blocks.len())
        .map(|i| {
            let mut value = block(&section.blocks[i], &sheet);
            value.insert(
                "sticky".into(),
                keeps_with_next(&section.blocks, i).into_value(),
            );
            if is_run {
                value.insert("below".into(), true.into_value());
            }
            value.into_value()
        })
        .collect();
    dict! { "bookmark" => section.bookmark.as_deref(), "landscape" => sheet.landscape, "bottom" => bottom, "blocks" => blocks }.into_value()
}

fn block(block: &Block, sheet: &Sheet) -> Dict {
    match block {
        Block::QrCode(it) => dict! {
            "kind" => "qr",
            "data" => Bytes::from_string(qr::to_svg(it)),
            "bottom" => sheet.bottom,
            "description" => it.description.as_str(),
        },
        Block::Emblem(it) => dict! {
            "kind" => "emblem",
            "data" => Bytes::new(it.bytes.to_vec()),
            "format" => match it.format { PictureFormat::Png => "png", PictureFormat::Jpeg => "jpg" },
            "description" => it.description.as_str(),
        },
        Block::Letterhead(lines) => dict! { "kind" => "letterhead", "lines" => array(lines, text) },
        Block::DateAndNumber { date, number } => {
            dict! { "kind" => "ends", "style" => "date_number", "left" => text(date), "right" => text(number), "field" => mark(None) }
        }
        Block::SignatureLine { post, name, field } => {
            dict! { "kind" => "ends", "style" => "signature_line", "left" => text(post), "right" => text(name), "field" => mark(field.as_ref()) }
        }
        Block::TextHeading(it) => dict! { "kind" => "text-heading", "text" => text(it) },
        Block::Executor(it) => dict! { "kind" => "executor", "text" => text(it) },
        Block::AppendixMark(lines) | Block::ApprovalStamp(lines) => {
            dict! { "kind" => "mark", "lines" => array(lines, text) }
        }
        Block::Title(it) => dict! { "kind" => "title", "text" => text(it) },
        Block::TitleLine(it) => dict! { "kind" => "title-line", "line" => labelled(it) },
        Block::Subtitle(it) => dict! { "kind" => "subtitle", "text" => text(it) },
        Block::Lead(it) => dict! { "kind" => "lead", "text" => text(it) },
        Block::Heading(it) => dict! { "kind" => "heading", "text" => text(it) },
        Block::Paragraph(it) => dict! { "kind" => "paragraph", "text" => text(it) },
        Block::LabelledLine(it) => dict! { "kind" => "line", "line" => labelled(it) },
        Block::Table(it) => table(it, sheet),
        Block::Note(it) => dict! { "kind" => "note", "text" => text(it) },
        Block::Signatures(items) => signatures(items),
    }
}

fn signatures(items: &[SignatureBlock]) -> Dict {
    let values: Array = items
        .iter()
        .enumerate()
        .map(|(i, it)| {
            let sticky = signature_keeps_with_next(items.len(), i);
            dict! { "line" => labelled(&it.line), "date" => text(&it.date), "sticky" => sticky, "field" => mark(it.field.as_ref()) }
                .into_value()
        })
        .collect();
    dict! { "kind" => "signatures", "items" => values }
}

/// The address of the link that marks the place of a field.
fn mark(field: Option<&SignatureField>) -> Option<String> {
    field.map(|field| format!("{FIELD_LINK}{}", field.name))
}

fn labelled(it: &LabelledLine) -> Value {
    dict! {
        "label" => text(&it.label),
        "values" => array(&it.values, text),
        "caption" => it.caption.as_ref().map(text),
    }
    .into_value()
}

fn table(it: &Table, sheet: &Sheet) -> Dict {
    let Sheet {
        style, landscape, ..
    } = *sheet;
    let total: u16 = it.columns.iter().map(|c| c.width).sum();
    let (area, _) = style.text_area(landscape);
    let is_narrow = |column: &Column| {
        f64::from(column.width) / f64::from(total) * area < style.table.hyphenate_below
    };
    let long = it.rows.iter().enumerate().filter(|(_, row)| match row {
        Row::Cells(cells) => style.may_exceed_page(cells, &it.columns, landscape),
        Row::Title { .. } => false,
    });
    dict! {
        "kind" => "table",
        "columns" => array(&it.columns, |c| dict! {
            "head" => text(&c.head),
            "width" => i64::from(c.width),
            "centred" => match c.align { Align::Left => false, Align::Centre => true },
            "narrow" => is_narrow(c),
        }.into_value()),
        "rows" => array(&it.rows, row),
        "long" => long.map(|(i, _)| i.into_value()).collect::<Array>(),
        "room" => sheet.room,
    }
}

fn row(row: &Row) -> Value {
    match row {
        Row::Title {
            level,
            number,
            title,
        } => dict! {
            "kind" => "title",
            "level" => i64::from(*level),
            "number" => number.as_ref().map(text),
            "title" => text(title),
        },
        Row::Cells(cells) => dict! { "kind" => "cells", "cells" => array(cells, cell) },
    }
    .into_value()
}

/// One plain run goes in as a string: the common case, and the cheapest.
fn cell(Cell(paragraphs): &Cell) -> Value {
    match paragraphs.as_slice() {
        [Text(runs)] => plain(runs).unwrap_or_else(|| array(paragraphs, text)),
        _ => array(paragraphs, text),
    }
}

fn text(Text(runs): &Text) -> Value {
    plain(runs).unwrap_or_else(|| array(runs, inline))
}

/// The only run, if it is plain and no word of it is made of a value.
fn plain(runs: &[Inline]) -> Option<Value> {
    match runs {
        [
            run @ Inline::Run {
                bold: false,
                italic: false,
                origin,
                ..
            },
        ] if origin.is_wording() => Some(inline(run)),
        _ => None,
    }
}

fn inline(inline: &Inline) -> Value {
    match inline {
        Inline::Run { text, bold: false, italic: false, origin } if origin.is_wording() => {
            breakable(text).into_value()
        }
        Inline::Run { text, bold, italic, origin } => {
            dict! { "kind" => "run", "text" => words(text, origin), "bold" => *bold, "italic" => *italic }.into_value()
        }
        Inline::LineBreak => dict! { "kind" => "break" }.into_value(),
        Inline::Blank(width) => dict! { "kind" => "blank", "width" => i64::from(*width) }.into_value(),
    }
}

/// The text of a run; cut, with a number for each piece, where parts of it are made of values.
fn words(text: &str, origin: &Origins) -> Value {
    if origin.is_wording() {
        return breakable(text).into_value();
    }
    let mut unbroken = 0;
    let pieces = origin.pieces(text).into_iter().map(|(piece, origin)| {
        let words = with_breaks(piece, &mut unbroken).into_value();
        Array::from_iter([words, mark::number(&origin).into_value()]).into_value()
    });
    pieces.collect::<Array>().into_value()
}

/// The text with zero-width spaces in words too long for any line.
fn breakable(text: &str) -> String {
    with_breaks(text, &mut 0)
}

/// The same of a part of a text, after so many letters without a break.
fn with_breaks(text: &str, unbroken: &mut usize) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        *unbroken = if c == ' ' || c == '-' {
            0
        } else {
            *unbroken + 1
        };
        if *unbroken > UNBROKEN && c.is_alphanumeric() {
            out.push('\u{200B}');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_style_become_lengths_in_their_unit() {
        let look = look(&PageStyle::built_in());
        let at = |path: [&str; 2]| {
            let Ok(Value::Dict(inner)) = look.get(path[0]) else {
                panic!("{path:?}");
            };
            inner.get(path[1]).unwrap().clone()
        };
        let length = |length: Abs| Length::from(length).into_value();
        assert_eq!(at(["page", "width"]), length(Abs::mm(210.0)));
        assert_eq!(at(["line", "drop"]), length(Abs::pt(2.0)));
        assert_eq!(at(["table", "hyphenate_below"]), length(Abs::mm(48.0)));
        let all = format!("{look:?}");
        assert!(POINTS.iter().all(|key| all.contains(key)));
    }

    #[test]
    fn only_a_word_too_long_for_any_line_gets_places_to_break() {
        assert_eq!(
            breakable("персонализированная программа"),
            "персонализированная программа"
        );
        let broken = breakable(&"ж".repeat(30));
        assert_eq!(broken.matches('\u{200B}').count(), 6);
        assert_eq!(broken.replace('\u{200B}', ""), "ж".repeat(30));
    }
}
