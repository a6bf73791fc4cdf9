//! Document → plain text: for tests, for comparing the other writers, for a look in a terminal.
//!
//! Paragraphs are lines; the cells of a row are parted by tabs; a blank for the pen is a row of
//! underscores.

use crate::document::{Block, Cell, Document, LabelledLine, Row, Table, Text};

/// Width of a blank that in the other formats reaches the margin.
const LINE: &str = "_____";

/// The whole document in reading order.
pub fn write(document: &Document) -> String {
    let mut out = String::new();
    for block in document.sections.iter().flat_map(|s| &s.blocks) {
        write_block(&mut out, block);
    }
    out
}

fn write_block(out: &mut String, block: &Block) {
    match block {
        Block::Letterhead(lines) | Block::AppendixMark(lines) | Block::ApprovalStamp(lines) => {
            lines.iter().for_each(|l| write_line(out, l));
        }
        Block::Stamps { left, right } => {
            left.iter().chain(right).for_each(|l| write_line(out, l));
        }
        Block::QrCode(_) | Block::Emblem(_) | Block::Gap(_) => {}
        Block::DateAndNumber {
            date: left,
            number: right,
        }
        | Block::SignatureLine {
            post: left,
            name: right,
            field: _,
        } => {
            write_cells(out, [left, right].map(Text::to_plain));
        }
        Block::Title(text)
        | Block::TextHeading(text)
        | Block::Executor(text)
        | Block::Subtitle(text)
        | Block::Heading(text)
        | Block::Lead(text)
        | Block::Paragraph(text)
        | Block::Note(text) => write_line(out, text),
        Block::TitleLine(it) | Block::LabelledLine(it) => write_labelled(out, it),
        Block::Table(table) => write_table(out, table),
        Block::Signatures(items) => {
            for it in items {
                write_labelled(out, &it.line);
                if !it.date.is_empty() {
                    write_line(out, &it.date);
                }
            }
        }
    }
}

fn write_line(out: &mut String, text: &Text) {
    out.push_str(&text.to_plain());
    out.push('\n');
}

fn write_labelled(out: &mut String, it: &LabelledLine) {
    out.push_str(&it.label.to_plain());
    if it.values.is_empty() {
        out.push(' ');
        out.push_str(LINE);
        out.push('\n');
    }
    for (i, value) in it.values.iter().enumerate() {
        if i > 0 || !it.label.is_empty() {
            out.push(' ');
        }
        write_line(out, value);
    }
    if let Some(caption) = &it.caption {
        write_line(out, caption);
    }
}

fn write_table(out: &mut String, table: &Table) {
    write_cells(out, table.columns.iter().map(|c| c.head.to_plain()));
    if table.is_numbered {
        write_cells(out, table.numbers());
    }
    for row in &table.rows {
        match row {
            Row::Title {
                number: None,
                title,
                ..
            } => write_line(out, title),
            Row::Title {
                number: Some(number),
                title,
                ..
            } => write_cells(out, [number, title].map(Text::to_plain)),
            Row::Cells(cells) => {
                write_cells(
                    out,
                    cells
                        .iter()
                        .map(|Cell(p)| p.iter().map(Text::to_plain).collect::<Vec<_>>().join("\n")),
                );
            }
        }
    }
}

fn write_cells(out: &mut String, cells: impl IntoIterator<Item = String>) {
    out.push_str(&cells.into_iter().collect::<Vec<_>>().join("\t"));
    out.push('\n');
}
