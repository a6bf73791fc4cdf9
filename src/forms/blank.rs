//! A paper as an empty form: a line for the pen wherever it would say something of the school.
//!
//! What is said of the school is known by its origin, so that every form has its blank and none is
//! written twice.

use super::words::{EPOCH, fill};
use crate::document::{
    Block, Cell, Document, Inline, LabelledLine, Number, Properties, Row, Section, Table, Text,
};
use crate::edition::{BlankWords, Edition};
use crate::origin::{KeyPath, Origin};

/// Narrowest and widest line for the pen within a text, and the widest in the corner of a page and in
/// a cell, in underscores.
const NARROWEST: usize = 12;
const WIDEST: usize = 56;
const IN_CORNER: usize = 34;
const IN_CELL: usize = 16;
/// What a hand needs beyond the room of the caption of a place.
const BEYOND: usize = 4;

/// The paper without what it says of the school; `name` is what the form is called.
pub fn blank(document: Document, edition: &Edition, name: &str) -> Document {
    let words = &edition.common.blank;
    let properties = Properties {
        title: name.to_owned(),
        author: edition.common.source.clone(),
        subject: name.to_owned(),
        date: EPOCH,
        identifier: name.to_owned(),
    };
    let emptied = |section: Section| Section {
        blocks: section
            .blocks
            .into_iter()
            .flat_map(|block| emptied_block(block, words))
            .collect(),
        ..section
    };
    Document {
        is_form: true,
        ..Document::new(
            properties,
            document.sections.into_iter().map(emptied).collect(),
        )
    }
}

/// The name of the file of an empty form.
pub fn blank_file_name(edition: &Edition, name: &str) -> String {
    let name = name.trim_end_matches([' ', '.', ',']);
    edition.common.blank.file_name.replace("{name}", name)
}

/// The block emptied; lines of it that say nothing but one thing have its name beneath.
fn emptied_block(mut block: Block, words: &BlankWords) -> Vec<Block> {
    match &mut block {
        Block::Table(table) => empty_table(table, words),
        Block::LabelledLine(line) | Block::TitleLine(line) => empty_line(line, words),
        Block::Signatures(places) => {
            for place in places {
                empty_line(&mut place.line, words);
                place.field = None;
            }
        }
        Block::SignatureLine { post, name, field } => {
            *field = None;
            for text in [post, name] {
                *text = emptied(text, words, NARROWEST + 8);
            }
        }
        Block::AppendixMark(_) | Block::ApprovalStamp(_) | Block::Stamps { .. } => {
            for line in block.texts_mut() {
                *line = emptied(line, words, IN_CORNER);
            }
        }
        Block::Paragraph(text) => {
            let has_stop = ends_with_swallowed_stop(text);
            *text = emptied(text, words, WIDEST);
            if has_stop {
                *text = text.clone().and(".");
            }
        }
        Block::QrCode(_)
        | Block::Emblem(_)
        | Block::Gap(_)
        | Block::Letterhead(_)
        | Block::DateAndNumber { .. }
        | Block::TextHeading(_)
        | Block::Title(_)
        | Block::Subtitle(_)
        | Block::Heading(_)
        | Block::Lead(_)
        | Block::Note(_)
        | Block::Executor(_) => {
            for text in block.texts_mut() {
                *text = emptied(text, words, WIDEST);
            }
        }
    }
    match block {
        Block::Letterhead(lines) => lines.into_iter().map(title_line).collect(),
        Block::Heading(text) => vec![captioned(text, Block::TitleLine, Block::Heading)],
        Block::Paragraph(text) => vec![captioned(text, Block::LabelledLine, Block::Paragraph)],
        block => vec![block],
    }
}

/// A line of the letterhead.
fn title_line(text: Text) -> Block {
    captioned(text, Block::TitleLine, |text| Block::Letterhead(vec![text]))
}

/// A whole line for the pen with its name beneath, if the text is nothing else.
fn captioned(
    text: Text,
    line: impl Fn(LabelledLine) -> Block,
    otherwise: impl Fn(Text) -> Block,
) -> Block {
    let mut name = None;
    for inline in &text.0 {
        match inline {
            Inline::Blank { caption, .. } if name.is_none() && !caption.is_empty() => {
                name = Some(caption);
            }
            Inline::Run { text, .. } if !text.chars().any(char::is_alphanumeric) => {}
            Inline::Run { .. } | Inline::Number(_) | Inline::LineBreak | Inline::Blank { .. } => {
                return otherwise(text);
            }
        }
    }
    let Some(name) = name else {
        return otherwise(text);
    };
    line(LabelledLine {
        label: Text::default(),
        values: Vec::new(),
        caption: Some(Text::plain(format!("({name})"))),
    })
}

/// A line is empty as a whole.
fn empty_line(line: &mut LabelledLine, words: &BlankWords) {
    if line.values.iter().any(says_something) {
        line.values.clear();
    }
    line.label = emptied(&line.label, words, WIDEST);
}

/// Cells of data are empty, and so are figures that the program counts; a row of a list becomes as
/// many as the form has.
fn empty_table(table: &mut Table, words: &BlankWords) {
    let is_list = table.rows.len() == 1 || table.rows.iter().all(is_entry);
    for row in &mut table.rows {
        let Row::Cells(cells) = row else { continue };
        for Cell(paragraphs) in cells {
            let is_value =
                |text: &Text| is_figure(text) || says_something(text) && !has_words(text);
            if is_list && !is_number(paragraphs) || paragraphs.iter().any(is_value) {
                paragraphs.clear();
            }
            for text in paragraphs {
                *text = emptied(text, words, IN_CELL);
            }
        }
    }
    if let (true, Some(row)) = (is_list, table.rows.first().cloned()) {
        table.rows = (1..=words.rows).map(|n| numbered(&row, n)).collect();
    }
}

/// Whether a row says who or what stands in a list: some cell of it is data alone, none words of the
/// form alone.
fn is_entry(row: &Row) -> bool {
    let Row::Cells(cells) = row else { return false };
    let mut texts = cells.iter().flat_map(|Cell(paragraphs)| paragraphs);
    let is_data = |text: &Text| says_something(text) && !has_words(text);
    texts.clone().any(is_data) && texts.all(|text| says_something(text) || !has_words(text))
}

/// The row with another number.
fn numbered(row: &Row, number: usize) -> Row {
    let mut row = row.clone();
    if let Row::Cells(cells) = &mut row {
        for cell in cells {
            if is_number(&cell.0) {
                *cell = Cell::number(number);
            }
        }
    }
    row
}

/// Whether words of the form stand in a text.
fn has_words(text: &Text) -> bool {
    text.0.iter().any(|inline| match inline {
        Inline::Run { text, origin, .. } => {
            let pieces = origin.pieces(text).into_iter();
            pieces
                .filter(|(_, origin)| *origin == Origin::Wording)
                .any(|(piece, _)| piece.chars().any(char::is_alphanumeric))
        }
        Inline::Number(_) | Inline::LineBreak | Inline::Blank { .. } => false,
    })
}

fn is_number(paragraphs: &[Text]) -> bool {
    matches!(paragraphs, [Text(it)] if matches!(it[..], [Inline::Number(_)]))
}

fn is_figure(text: &Text) -> bool {
    let words = text.to_plain();
    let has_number = text.0.iter().any(|it| matches!(it, Inline::Number(_)));
    !has_number && !words.is_empty() && words.chars().all(|c| c.is_ascii_digit() || c == ',')
}

fn says_something(text: &Text) -> bool {
    text.0.iter().any(|inline| match inline {
        Inline::Run { origin, .. } => !origin.is_wording(),
        Inline::Number(Number { .. }) | Inline::LineBreak | Inline::Blank { .. } => false,
    })
}

/// Whether a sentence ends with a value that brings the full stop with it: «в отношении Ли В.П.»
fn ends_with_swallowed_stop(text: &Text) -> bool {
    let last = text.0.last().and_then(|inline| match inline {
        Inline::Run { text, origin, .. } => origin.pieces(text).into_iter().next_back(),
        Inline::Number(_) | Inline::LineBreak | Inline::Blank { .. } => None,
    });
    let ends = last.is_some_and(|(words, origin)| {
        matches!(origin, Origin::Data { .. }) && words.ends_with('.')
    });
    ends && has_words(text)
}

/// The text with one line for the pen in place of values that only marks part.
fn emptied(Text(inlines): &Text, words: &BlankWords, widest: usize) -> Text {
    let mut out: Vec<Inline> = Vec::new();
    let mut captions: Vec<String> = Vec::new();
    // What stood where the line for the pen is now.
    let mut values: Vec<KeyPath> = Vec::new();
    // Marks after a value, which are left out if another one follows.
    let mut between = String::new();
    for inline in inlines {
        let Inline::Run {
            text,
            bold,
            italic,
            origin,
            ..
        } = inline
        else {
            close(&mut out, &mut captions, &mut between, widest);
            out.push(inline.clone());
            continue;
        };
        for (piece, origin) in origin.pieces(text) {
            if let Origin::Data { path, .. } = &origin {
                let key = path.last_key().unwrap_or_default();
                if begins_another(&values, path, &between) {
                    close(&mut out, &mut captions, &mut between, widest);
                }
                if captions.is_empty() {
                    values.clear();
                }
                values.push(path.clone());
                let caption = words.captions.get(key).cloned().unwrap_or_default();
                if !captions.contains(&caption) {
                    captions.push(caption);
                }
                between.clear();
                continue;
            }
            let is_mark = !piece.chars().any(char::is_alphanumeric);
            if is_mark && !captions.is_empty() {
                between.push_str(piece);
                continue;
            }
            close(&mut out, &mut captions, &mut between, widest);
            out.push(Inline::Run {
                text: piece.to_owned(),
                bold: *bold,
                italic: *italic,
                origin: crate::document::Origins::default(),
                meaning: None,
            });
        }
    }
    close(&mut out, &mut captions, &mut between, widest);
    let is_alone = !out.iter().any(
        |it| matches!(it, Inline::Run { text, .. } if text.chars().any(char::is_alphanumeric)),
    );
    if is_alone && let [Inline::Number(_), Inline::Blank { width, .. }, ..] = &mut out[..] {
        *width = u8::try_from(widest).unwrap_or(u8::MAX);
    }
    Text(out)
}

/// Whether a value is not of the same thing as those before it, though no word parts them: a person
/// after a day, a second person after the post of the first, a mentor after a mentee.
fn begins_another(values: &[KeyPath], next: &KeyPath, between: &str) -> bool {
    const DAYS: [&str; 4] = ["day", "date", "from", "to"];
    const SIDES: [&str; 3] = ["mentees", "mentors", "new_mentors"];
    let is_day = |path: &KeyPath| path.last_key().is_some_and(|key| DAYS.contains(&key));
    let is_only_space = between.trim().trim_end_matches(')').is_empty();
    let follows_day = values.last().is_some_and(is_day) && !is_day(next);
    let is_second = values
        .iter()
        .any(|it| it.last_key() == next.last_key() && it != next);
    let side = |path: &KeyPath| {
        let key = path.last_key()?;
        SIDES.into_iter().find(|side| *side == key)
    };
    let is_other_side = side(next).is_some_and(|next| {
        let mut known = values.iter().filter_map(side);
        known.any(|known| known != next)
    });
    is_only_space && (follows_day || is_second || is_other_side)
}

/// Ends a line for the pen: its marks stand after it, but for a bracket that it has swallowed.
fn close(out: &mut Vec<Inline>, captions: &mut Vec<String>, between: &mut String, widest: usize) {
    if !captions.is_empty() {
        let caption = captions
            .drain(..)
            .filter(|caption| !caption.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
        let width = (caption.chars().count() * 3 / 2 + BEYOND)
            .max(NARROWEST)
            .min(widest);
        if caption.contains("__") {
            // «20__/20__» says itself where the pen goes.
            out.extend(fill::<&str>(&caption, &[]).0);
        } else {
            out.push(Inline::Blank {
                width: u8::try_from(width).unwrap_or(u8::MAX),
                caption,
            });
        }
    }
    let marks = std::mem::take(between);
    let opens = out
        .iter()
        .any(|it| matches!(it, Inline::Run { text, .. } if text.ends_with('(')));
    let marks = if opens {
        marks.as_str()
    } else {
        marks.trim_start_matches(')')
    };
    if !marks.is_empty() {
        out.push(Inline::Run {
            text: marks.to_owned(),
            bold: false,
            italic: false,
            origin: crate::document::Origins::default(),
            meaning: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::FileId;

    #[test]
    fn values_that_only_marks_part_are_one_line_for_the_pen() {
        let edition = Edition::built_in(false);
        let data = |key| Origin::Data {
            file: FileId(0),
            path: KeyPath::default().key(key),
        };
        let text = Text::of_pieces([
            ("Назначить ", Origin::Wording),
            ("учителя", data("position")),
            (" ", Origin::Wording),
            ("Иванову", data("mentors")),
            (" (", Origin::Wording),
            ("школа", data("short_name")),
            (").", Origin::Wording),
        ]);
        let text = emptied(&text, &edition.common.blank, WIDEST);
        let [
            Inline::Run { .. },
            Inline::Blank { caption, .. },
            Inline::Run { text: end, .. },
        ] = &text.0[..]
        else {
            panic!("{text:?}");
        };
        assert_eq!(
            caption,
            "должность, ФИО наставника, наименование организации"
        );
        assert_eq!(end, ".");
    }
}
