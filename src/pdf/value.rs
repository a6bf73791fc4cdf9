//! Document and style as typst values. Text goes in as strings, which typst never reads as markup.

use serde::Deserialize;
use typst::foundations::{Array, Bytes, Dict, IntoValue, Value, dict};
use typst::layout::{Abs, Length};

use super::breaks::{Room, is_filled, pieces};
use super::ends::Setting;
use super::held::{blanks_held, has_number, whole_apart};
use super::mark;
use crate::document::{
    Align, Attachment, Block, Cell, Column, Document, FIELD_LINK, Inline, LabelledLine,
    Orientation, Origins, PictureFormat, Row, Section, SignatureBlock, SignatureField, Table, Text,
    is_below_signature, keeps_with_next, last_rows, signature_keeps_with_next,
};
use crate::qr;
use crate::style::PageStyle;

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

/// With the last table of each section in the given setting.
pub(super) fn data(document: &Document, style: &PageStyle, settings: &[Setting]) -> Dict {
    let p = &document.properties;
    let landscape = document
        .sections
        .iter()
        .any(|s| s.orientation == Orientation::Landscape);
    let is_run = document.sections.iter().any(|s| s.bookmark.is_some());
    let room = style.text_area(landscape).1;
    let sections = document.sections.iter().zip(settings);
    let sections: Array = sections
        .map(|(s, setting)| section(s, style, room, is_run, *setting))
        .collect();
    dict! {
        "document" => dict! {
            "title" => p.title.as_str(),
            "author" => p.author.as_str(),
            "subject" => p.subject.as_str(),
            "sections" => sections,
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
    let plain = |style: &PageStyle| {
        let plain = serde_json::to_value(style).expect("style");
        measured(Dict::deserialize(plain).expect("style"))
    };
    let mut look = plain(style);
    let tight = plain(&style.tight()).get("style").cloned();
    look.insert("tight".into(), tight.unwrap_or_default());
    // What is decided before a page is set.
    drop(look.remove("fit".into(), None));
    look
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

fn section(
    section: &Section,
    style: &PageStyle,
    room: f64,
    is_run: bool,
    setting: Setting,
) -> Value {
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
    let last = last_rows(&section.blocks);
    let blocks: Array = (0..section.blocks.len())
        .map(|i| {
            let mut value = block(&section.blocks[i], &sheet);
            if matches!(section.blocks[i], Block::Lead(_)) && is_below_signature(&section.blocks, i)
            {
                value.insert("style".into(), "lead_below".into_value());
            }
            value.insert("tight".into(), section.is_tight.into_value());
            if let Some((_, row)) = last.filter(|(table, _)| *table == i) {
                value.insert("tail".into(), row.into_value());
                let is_parted = match setting {
                    Setting::Air(more) => {
                        if let Block::Table(table) = &section.blocks[i] {
                            value.insert("air".into(), (points(table.air) + more).into_value());
                        }
                        false
                    }
                    Setting::Parted => true,
                };
                value.insert("parted".into(), is_parted.into_value());
            }
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
            "height" => sheet.style.emblem(it, sheet.landscape).1,
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
        Block::Stamps { left, right } => {
            dict! { "kind" => "stamps", "left" => array(left, text), "right" => array(right, text) }
        }
        Block::Gap(lines) => dict! { "kind" => "gap", "lines" => i64::from(*lines) },
        Block::Title(it) => dict! { "kind" => "title", "text" => text(it) },
        Block::TitleLine(it) => dict! { "kind" => "title-line", "line" => labelled(it) },
        Block::Subtitle(it) => dict! { "kind" => "subtitle", "text" => text(it) },
        Block::Lead(it) => dict! { "kind" => "lead", "style" => "lead", "text" => text(it) },
        Block::Heading(it) => dict! { "kind" => "heading", "text" => text(it) },
        Block::Paragraph(it) if has_place(it) => {
            dict! { "kind" => "paragraph", "text" => text(it), "ragged" => true }
        }
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
    let long = it.rows.iter().enumerate().filter(|(_, row)| match row {
        Row::Cells(cells) => style.may_exceed_page(cells, &it.columns, landscape),
        Row::Title { .. } => false,
    });
    dict! {
        "kind" => "table",
        "columns" => array(&it.columns, |c| dict! {
            "head" => head(c, style, landscape),
            "width" => i64::from(c.width),
            "turned" => c.turned.map(i64::from),
            "centred" => match c.align { Align::Left => false, Align::Centre => true },
        }.into_value()),
        "rows" => array(&it.rows, |r| row(r, &it.columns, style, landscape)),
        "air" => points(it.air),
        "whole" => it.is_whole,
        "numbers" => it.numbers().map(IntoValue::into_value).collect::<Array>(),
        "long" => long.map(|(i, _)| i.into_value()).collect::<Array>(),
        "room" => sheet.room,
    }
}

/// Of quarters.
fn points(quarters: i8) -> f64 {
    f64::from(quarters) / 4.0
}

fn row(row: &Row, columns: &[Column], style: &PageStyle, landscape: bool) -> Value {
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
        Row::Cells(cells) => {
            let cells: Array = cells
                .iter()
                .zip(columns)
                .map(|(it, column)| {
                    if style.hyphenates(it, column, landscape) {
                        let words = cell(it, Room::Parting(style, column, landscape));
                        dict! { "parted" => words }.into_value()
                    } else {
                        cell(it, Room::Column(style, column, landscape))
                    }
                })
                .collect();
            dict! { "kind" => "cells", "cells" => cells }
        }
    }
    .into_value()
}

/// The words over a column, which may be parted only if one is too wide for it.
fn head(column: &Column, style: &PageStyle, landscape: bool) -> Value {
    if column.turned.is_some() {
        return text(&column.head);
    }
    let words = text_in(&column.head, Room::Column(style, column, landscape));
    if style.hyphenates_head(column, landscape) {
        dict! { "parted" => words }.into_value()
    } else {
        words
    }
}

/// One plain run goes in as a string: the common case, and the cheapest.
fn cell(Cell(paragraphs): &Cell, room: Room<'_>) -> Value {
    let words = |text: &Text| text_in(text, room);
    match paragraphs.as_slice() {
        [Text(runs)] => plain(runs, room).unwrap_or_else(|| array(paragraphs, words)),
        _ => array(paragraphs, words),
    }
}

fn text(it: &Text) -> Value {
    text_in(it, Room::Line)
}

fn text_in(Text(runs): &Text, room: Room<'_>) -> Value {
    plain(runs, room).unwrap_or_else(|| {
        let mut pieces = Array::new();
        for (parts, is_whole) in blanks_held(runs) {
            let own: Array = parts.iter().flat_map(|it| inlines(it, room)).collect();
            if is_whole {
                pieces.push(dict! { "kind" => "whole", "text" => own }.into_value());
            } else {
                pieces.extend(own);
            }
        }
        pieces.into_value()
    })
}

/// The only run, if it is plain, whole, and no word of it is made of a value.
fn plain(runs: &[Inline], room: Room<'_>) -> Option<Value> {
    match runs {
        [
            Inline::Run {
                text,
                bold: false,
                italic: false,
                origin,
                ..
            },
        ] if origin.is_wording()
            && room.holds_every_word(text)
            && !has_number(text)
            && room.kept_whole(text).is_empty() =>
        {
            Some(text.as_str().into_value())
        }
        [Inline::Number(number)] => Some(number.to_string().into_value()),
        _ => None,
    }
}

fn inlines(inline: &Inline, room: Room<'_>) -> Vec<Value> {
    match inline {
        Inline::Run {
            text,
            bold,
            italic,
            origin,
            ..
        } => {
            let mut rest = origin.clone();
            let mut out = Vec::new();
            let mut before = "";
            let mut kept = room.kept_whole(text);
            for piece in pieces(text, room) {
                if !out.is_empty() {
                    let kind = if is_filled(before, piece) {
                        "cut"
                    } else {
                        "joint"
                    };
                    out.push(dict! { "kind" => kind }.into_value());
                }
                before = piece;
                for (part, is_whole) in whole_apart(piece, &kept) {
                    let is_whole = is_whole && room.holds_every_word(part);
                    for (part, is_latin) in room.latin_apart(part) {
                        let (own, after) = rest.split_at(part.chars().count());
                        let words = run(part, *bold, *italic, &own);
                        rest = after;
                        let kind = match (is_whole, is_latin) {
                            (true, _) => "whole",
                            (_, true) => "latin",
                            _ => {
                                out.push(words);
                                continue;
                            }
                        };
                        let text = Array::from_iter([words]);
                        out.push(dict! { "kind" => kind, "text" => text }.into_value());
                    }
                }
                // The next piece counts from its own beginning.
                kept.retain_mut(|word| {
                    let is_after = word.start >= piece.len();
                    word.start = word.start.saturating_sub(piece.len());
                    word.end = word.end.saturating_sub(piece.len());
                    is_after
                });
            }
            out
        }
        // The space after it is not stretched with those of its line.
        Inline::Number(number) if number.has_words => {
            vec![dict! { "kind" => "number", "text" => number.to_string() }.into_value()]
        }
        Inline::Number(number) => vec![number.to_string().into_value()],
        Inline::LineBreak => vec![dict! { "kind" => "break" }.into_value()],
        // Of an empty form: as high as one writes, with what belongs there beneath.
        Inline::Blank { width, caption } if !caption.is_empty() => {
            vec![dict! { "kind" => "place", "width" => i64::from(*width), "caption" => caption.as_str() }.into_value()]
        }
        Inline::Blank { width, .. } => {
            vec![dict! { "kind" => "blank", "width" => i64::from(*width) }.into_value()]
        }
    }
}

/// Whether the text has a place of an empty form: a line with one would be stretched wide, were it
/// justified.
fn has_place(text: &Text) -> bool {
    let is_place = |it: &Inline| matches!(it, Inline::Blank { caption, .. } if !caption.is_empty());
    text.0.iter().any(is_place)
}

/// Words of one look; cut, with a number for each piece, where parts of them are made of values.
fn run(text: &str, bold: bool, italic: bool, origin: &Origins) -> Value {
    let words = if origin.is_wording() {
        text.into_value()
    } else {
        let pieces = origin.pieces(text).into_iter().map(|(piece, origin)| {
            Array::from_iter([piece.into_value(), mark::number(&origin).into_value()]).into_value()
        });
        pieces.collect::<Array>().into_value()
    };
    if bold || italic || !origin.is_wording() {
        dict! { "kind" => "run", "text" => words, "bold" => bold, "italic" => italic }.into_value()
    } else {
        words
    }
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
}
