//! Blocks as docx-rs paragraphs and tables. Looks live in the named styles; the only formatting
//! written here is what a style cannot say: keep-with-next and the number in a list.

use docx_rs::{
    BreakType, Docx, HeightRule, LineSpacing, Paragraph, Run, Table as DocxTable,
    TableAlignmentType, TableCell, TableCellMargins, TableLayoutType, TableRow, TextDirectionType,
    VAlignType, WidthType,
};

use super::cells::{cell_margins, row_of};
use super::numbering::Lists;
use super::page::{page_number, page_set_up, section_set_up, sheet_style};
use super::pictures;
use super::styles;
use super::units::twips;
use super::words::{add_runs, all_words, hyphenated, numbered, paragraph, parted_at_slashes};
use crate::document::{
    Align, Block, Cell, Column, Document, LabelledLine, Orientation, Row, SignatureBlock, Table,
    Text, is_below_signature, keeps_with_next, last_rows, signature_keeps_with_next,
};
use crate::style::PageStyle;

/// A paragraph or a table, for whichever container takes it.
enum Part {
    Paragraph(Box<Paragraph>),
    Table(Box<DocxTable>),
}

impl Part {
    fn boxed(paragraph: Paragraph) -> Self {
        Self::Paragraph(Box::new(paragraph))
    }
}

pub(super) fn build(document: &Document, style: &PageStyle, lists: &mut Lists) -> Docx {
    let Some((last, before)) = document.sections.split_last() else {
        return Docx::new();
    };
    // docx-rs numbers header parts in the order of these calls, so the document's own comes first.
    let mut docx = page_set_up(
        Docx::new().header(page_number()).title_pg(),
        &sheet_style(style, last),
        last.orientation,
    );
    for section in before {
        let mut out = section_set_up(&sheet_style(style, section), section.orientation);
        for part in parts(&section.blocks, style, section.orientation, lists) {
            out = match part {
                Part::Paragraph(p) => out.add_paragraph(*p),
                Part::Table(t) => out.add_table(*t),
            };
        }
        docx = docx.add_section(out);
    }
    for part in parts(&last.blocks, style, last.orientation, lists) {
        docx = match part {
            Part::Paragraph(p) => docx.add_paragraph(*p),
            Part::Table(t) => docx.add_table(*t),
        };
    }
    docx
}

/// What each table is, for a screen reader, in the order of the tables.
pub(super) fn table_summaries(document: &Document) -> Vec<String> {
    let blocks = document.sections.iter().flat_map(|s| &s.blocks);
    blocks
        .filter_map(|b| {
            if let Block::Table(t) = b {
                Some(t.summary.clone())
            } else {
                None
            }
        })
        .collect()
}

fn parts(
    blocks: &[Block],
    style: &PageStyle,
    orientation: Orientation,
    lists: &mut Lists,
) -> Vec<Part> {
    lists.close();
    let wide = orientation == Orientation::Landscape;
    let mut out = Vec::new();
    let mut code = None;
    let last = last_rows(blocks);
    for (i, block) in blocks.iter().enumerate() {
        let keep = keeps_with_next(blocks, i);
        match block {
            Block::QrCode(it) => code = Some(pictures::code(it, style, orientation)),
            Block::Emblem(it) => {
                let picture = pictures::emblem(it, style, wide);
                out.push(Part::boxed(
                    Paragraph::new()
                        .style(styles::EMBLEM)
                        .keep_next(true)
                        .add_run(picture),
                ));
            }
            Block::Letterhead(lines) => {
                out.extend(
                    lines
                        .iter()
                        .map(|line| Part::boxed(paragraph(styles::LETTERHEAD, line, true))),
                );
            }
            Block::DateAndNumber { date, number } => {
                out.push(Part::boxed(date_and_number(date, number, keep)));
            }
            Block::TextHeading(text) => {
                out.push(Part::boxed(paragraph(styles::TEXT_HEADING, text, keep)));
            }
            Block::SignatureLine {
                post,
                name,
                field: _,
            } => {
                let line = signature_line(post, name, style, wide, keep);
                signed(&mut out, line, blocks.get(i + 1));
            }
            Block::Executor(text) => out.push(Part::boxed(paragraph(styles::EXECUTOR, text, keep))),
            Block::AppendixMark(lines) | Block::ApprovalStamp(lines) => {
                mark(&mut out, lines, wide, keep);
            }
            Block::Stamps { left, right } => {
                out.push(Part::Table(Box::new(stamps(
                    left, right, style, wide, keep,
                ))));
                out.push(Part::boxed(Paragraph::new().style(styles::AFTER_TABLE)));
            }
            Block::Gap(lines) => {
                let empty = || Part::boxed(paragraph(styles::BODY, &Text::default(), keep));
                out.extend((0..*lines).map(|_| empty()));
            }
            Block::Title(text) => out.push(Part::boxed(paragraph(styles::TITLE, text, keep))),
            Block::Subtitle(text) => out.push(Part::boxed(paragraph(styles::SUBTITLE, text, keep))),
            Block::Lead(text) => {
                out.push(Part::boxed(paragraph(lead_style(blocks, i), text, keep)));
            }
            Block::Heading(text) => {
                out.push(Part::boxed(paragraph(heading_style(blocks, i), text, keep)));
            }
            Block::Paragraph(text) => {
                let id = body_style(blocks, i);
                out.push(Part::boxed(numbered(id, text, keep, lists)));
            }
            Block::Note(text) => out.push(Part::boxed(paragraph(styles::NOTE, text, keep))),
            Block::TitleLine(it) => title_line(&mut out, it, keep),
            Block::LabelledLine(it) => {
                let id = form_line_style(blocks, i);
                labelled(&mut out, &styles::id(id, wide), it, keep, None);
            }
            Block::Table(it) => {
                let kept = last.filter(|(at, _)| *at == i).map(|(_, row)| row);
                let kept = kept.or(it.is_whole.then_some(0));
                out.push(Part::Table(Box::new(table(it, style, wide, kept, lists))));
                if !matches!(blocks.get(i + 1), Some(Block::Note(_))) {
                    let below = Text::default();
                    let below = paragraph(styles::AFTER_TABLE, &below, kept.is_some());
                    out.push(Part::boxed(below));
                }
            }
            Block::Signatures(items) => signatures(&mut out, items, style, wide),
        }
    }
    if let Some(first) = out.first_mut() {
        at_the_top(first, blocks.first(), style);
    }
    if let Some(code) = code {
        anchor(&mut out, code);
    }
    out
}

/// The line of who signs, with the space below it that an executor's name does without.
fn signed(out: &mut Vec<Part>, line: docx_rs::Table, next: Option<&Block>) {
    out.push(Part::Table(Box::new(line)));
    if !matches!(next, Some(Block::Executor(_))) {
        out.push(Part::boxed(Paragraph::new().style(styles::AFTER_LAYOUT)));
    }
}

/// Takes away the space above what begins a sheet: there the PDF has none, and Word would keep it.
fn at_the_top(first: &mut Part, block: Option<&Block>, style: &PageStyle) {
    let looks = &style.style;
    let before = match block {
        Some(Block::Title(_)) => looks.title.before,
        Some(Block::Heading(_)) => looks.heading.before,
        Some(Block::Lead(_)) => looks.lead.before,
        Some(Block::DateAndNumber { .. }) => looks.date_number.before,
        Some(Block::Subtitle(_)) => looks.subtitle.before,
        Some(Block::TextHeading(_)) => looks.text_heading.before,
        Some(Block::LabelledLine(_)) => looks.form_line.before,
        _ => 0.0,
    };
    if let Part::Paragraph(first) = first
        && before > 0.0
    {
        let whole = std::mem::take(&mut **first);
        **first = whole.line_spacing(LineSpacing::new().before(0));
    }
}

/// Lines in the corner of the sheet.
fn mark(out: &mut Vec<Part>, lines: &[Text], wide: bool, keep: bool) {
    for (k, line) in lines.iter().enumerate() {
        let last = k + 1 == lines.len();
        let id = if last {
            styles::MARK_LAST
        } else {
            styles::MARK
        };
        out.push(Part::boxed(paragraph(
            &styles::id(id, wide),
            line,
            keep || !last,
        )));
    }
}

fn lead_style(blocks: &[Block], index: usize) -> &'static str {
    if is_below_signature(blocks, index) {
        styles::LEAD_BELOW
    } else {
        styles::LEAD
    }
}

fn body_style(blocks: &[Block], index: usize) -> &'static str {
    if is_above_table(blocks, index) {
        styles::ABOVE_TABLE
    } else {
        styles::BODY
    }
}

/// Of a line with what it is for beneath, the caption keeps the space.
fn form_line_style(blocks: &[Block], index: usize) -> &'static str {
    let has_caption = matches!(&blocks[index], Block::LabelledLine(it) if it.caption.is_some());
    if is_above_table(blocks, index) && !has_caption {
        styles::FORM_LINE_ABOVE
    } else {
        styles::FORM_LINE
    }
}

fn is_above_table(blocks: &[Block], index: usize) -> bool {
    matches!(blocks.get(index + 1), Some(Block::Table(_)))
}

fn heading_style(blocks: &[Block], index: usize) -> &'static str {
    if goes_on_with_title(blocks, index) {
        styles::TITLE_MORE
    } else {
        styles::HEADING
    }
}

/// Whether a heading stands right below the title, so that both are one title.
fn goes_on_with_title(blocks: &[Block], index: usize) -> bool {
    blocks[..index]
        .iter()
        .rev()
        .find(|b| !matches!(b, Block::Heading(_)))
        .is_some_and(|b| matches!(b, Block::Title(_)))
}

/// Hangs a picture that has a place of its own on the first paragraph, so that it takes no line.
fn anchor(parts: &mut Vec<Part>, picture: Run) {
    match parts.first_mut() {
        Some(Part::Paragraph(first)) => **first = std::mem::take(&mut **first).add_run(picture),
        Some(Part::Table(_)) | None => parts.insert(
            0,
            Part::boxed(
                Paragraph::new()
                    .style(styles::AFTER_LAYOUT)
                    .add_run(picture),
            ),
        ),
    }
}

/// Values centred on lines of their own, drawn by the style, and the caption beneath.
fn title_line(out: &mut Vec<Part>, it: &LabelledLine, keep: bool) {
    let blank = [Text::default()];
    let values = if it.values.is_empty() {
        &blank[..]
    } else {
        &it.values
    };
    for value in values {
        out.push(Part::boxed(paragraph(styles::TITLE_LINE, value, true)));
    }
    if let Some(caption) = &it.caption {
        out.push(Part::boxed(paragraph(styles::CAPTION, caption, keep)));
    }
}

fn date_and_number(date: &Text, number: &Text, keep: bool) -> Paragraph {
    add_runs(
        paragraph(styles::DATE_NUMBER, date, keep).add_run(Run::new().add_tab()),
        number,
        false,
    )
}

/// Post and name in a row without lines, both at its bottom; with `keep`, on the page of what stands
/// below them.
fn signature_line(
    post: &Text,
    name: &Text,
    style: &PageStyle,
    wide: bool,
    keep: bool,
) -> DocxTable {
    let left = twips(style.mark.heading) as usize;
    let right = twips(style.text_area(wide).0) as usize - left;
    let cells = vec![
        cell(left, 1)
            .vertical_align(VAlignType::Bottom)
            .add_paragraph(paragraph(styles::SIGNATURE_POST, post, keep)),
        cell(right, 1)
            .vertical_align(VAlignType::Bottom)
            .add_paragraph(paragraph(styles::SIGNATURE_NAME, name, keep)),
    ];
    DocxTable::new(vec![TableRow::new(cells).cant_split()])
        .style(styles::LAYOUT)
        .layout(TableLayoutType::Fixed)
        .width(left + right, WidthType::Dxa)
        .set_grid(vec![left, right])
}

fn signatures(out: &mut Vec<Part>, items: &[SignatureBlock], style: &PageStyle, wide: bool) {
    for (i, it) in items.iter().enumerate() {
        let keeps = signature_keeps_with_next(items.len(), i);
        let is_dated = !it.date.is_empty();
        labelled(
            out,
            &styles::id(styles::SIGNATURE, wide),
            &it.line,
            keeps || is_dated,
            Some((style, wide)),
        );
        if is_dated {
            out.push(Part::boxed(paragraph(styles::DATE, &it.date, keeps)));
        }
    }
}

/// A label, values underlined up to the right tab stop at the margin, and the caption beneath.
/// With `room`, the style and turn of the page, a filled value is followed by an unbroken line long
/// enough to sign on.
fn labelled(
    out: &mut Vec<Part>,
    id: &str,
    it: &LabelledLine,
    keep: bool,
    room: Option<(&PageStyle, bool)>,
) {
    let blank = [Text::default()];
    let values = if it.values.is_empty() {
        &blank[..]
    } else {
        &it.values
    };
    for (i, value) in values.iter().enumerate() {
        let more = i + 1 < values.len() || it.caption.is_some();
        let mut p = Paragraph::new().style(id);
        if keep || more {
            p = p.keep_next(true);
        }
        if i == 0 && !it.label.is_empty() {
            p = add_runs(p, &it.label, false).add_run(Run::new().add_text(" "));
        }
        p = add_runs(p, value, true);
        if let Some((style, wide)) = room.filter(|_| !value.is_empty()) {
            let label = if i == 0 {
                it.label.to_plain()
            } else {
                String::new()
            };
            let line = format!("{label} {}", value.to_plain());
            let gap = if style.has_room_to_sign(&line, style.style.signature.size, wide) {
                Run::new().add_text(" ")
            } else {
                Run::new().add_break(BreakType::TextWrapping)
            };
            p = p.add_run(gap);
        }
        out.push(Part::boxed(
            p.add_run(Run::new().style(styles::FILLED).add_tab()),
        ));
    }
    if let Some(caption) = &it.caption {
        out.push(Part::boxed(paragraph(styles::CAPTION, caption, keep)));
    }
}

/// Two stamps in a row without lines.
fn stamps(left: &[Text], right: &[Text], style: &PageStyle, wide: bool, keep: bool) -> DocxTable {
    let width = twips(style.text_area(wide).0) as usize;
    let half = width / 2;
    let filled = |lines: &[Text], width: usize| {
        let words = |line: &Text| paragraph(styles::TABLE_TEXT, line, keep);
        if lines.is_empty() {
            return cell(width, 1).add_paragraph(words(&Text::default()));
        }
        (lines.iter().map(words)).fold(cell(width, 1), TableCell::add_paragraph)
    };
    let cells = vec![filled(left, half), filled(right, width - half)];
    DocxTable::new(vec![TableRow::new(cells).cant_split()])
        .style(styles::LAYOUT)
        .layout(TableLayoutType::Fixed)
        .width(width, WidthType::Dxa)
        .set_grid(vec![half, width - half])
}

/// A table; its rows from `kept` on stay on the page of what stands below it.
fn table(
    it: &Table,
    style: &PageStyle,
    wide: bool,
    kept: Option<usize>,
    lists: &mut Lists,
) -> DocxTable {
    lists.close();
    let grid = grid(&it.columns, style, wide);
    let head = it.columns.iter().zip(&grid).map(|(c, w)| {
        if c.turned.is_some() {
            return cell(*w, 1)
                .text_direction(TextDirectionType::BtLr)
                .vertical_align(VAlignType::Center)
                .add_paragraph(paragraph(styles::TABLE_HEAD, &c.head, it.is_whole));
        }
        let fits = |word: &str| style.fits_head(word, c, wide);
        let words = hyphenated(&parted_at_slashes(&c.head, fits), fits);
        let id = if style.hyphenates_head(c, wide) {
            styles::TABLE_NARROW_HEAD
        } else {
            styles::TABLE_HEAD
        };
        cell(*w, 1).add_paragraph(paragraph(id, &words, it.is_whole))
    });
    let mut head = TableRow::new(head.collect()).cant_split();
    let turned = it.columns.iter().filter_map(|c| c.turned).max();
    if let Some(points) = turned {
        head = head
            .row_height(row_of(points, style, it.air))
            .height_rule(HeightRule::AtLeast);
    }
    let mut rows = vec![head];
    if it.is_numbered {
        let number = |(n, width): (String, &usize)| {
            cell(*width, 1).add_paragraph(paragraph(styles::TABLE_HEAD, &Text::plain(n), false))
        };
        let cells = it.numbers().zip(&grid).map(number).collect();
        rows.push(TableRow::new(cells).cant_split());
    }
    for (i, it_row) in it.rows.iter().enumerate() {
        let keep = kept.is_some_and(|kept| i >= kept);
        rows.push(row(it_row, &it.columns, &grid, (style, wide), keep, lists));
    }
    let table = DocxTable::new(rows)
        .style(styles::TABLE)
        .layout(TableLayoutType::Fixed)
        .width(grid.iter().sum(), WidthType::Dxa)
        .align(TableAlignmentType::Left)
        .set_grid(grid);
    if it.air == 0 {
        return table;
    }
    let (x, y) = cell_margins(style, it.air);
    table.margins(TableCellMargins::new().margin(y, x, y, x))
}

/// Column widths in twips; they add up to the width of the text area.
fn grid(columns: &[Column], style: &PageStyle, wide: bool) -> Vec<usize> {
    let total = twips(style.text_area(wide).0) as usize;
    let shares: usize = columns
        .iter()
        .map(|c| usize::from(c.width))
        .sum::<usize>()
        .max(1);
    let mut grid: Vec<usize> = columns
        .iter()
        .map(|c| total * usize::from(c.width) / shares)
        .collect();
    let rest = total - grid.iter().sum::<usize>();
    if let Some(last) = grid.last_mut() {
        *last += rest;
    }
    grid
}

fn row(
    row: &Row,
    columns: &[Column],
    grid: &[usize],
    (style, wide): (&PageStyle, bool),
    keep: bool,
    lists: &mut Lists,
) -> TableRow {
    let may_split = |cells: &[Cell]| style.may_exceed_page(cells, columns, wide);
    match row {
        Row::Title {
            level,
            number,
            title,
        } => {
            let id = if *level == 1 {
                styles::TABLE_TITLE
            } else {
                styles::TABLE_SUBTITLE
            };
            let (span, mut cells) = match number {
                None => (grid.len(), Vec::new()),
                Some(n) => {
                    let number = numbered(styles::TABLE_NUMBER, n, true, lists);
                    (grid.len() - 1, vec![cell(grid[0], 1).add_paragraph(number)])
                }
            };
            let width = grid[grid.len() - span..].iter().sum();
            cells.push(cell(width, span).add_paragraph(numbered(id, title, true, lists)));
            TableRow::new(cells).cant_split()
        }
        Row::Cells(cells) => {
            let keep = keep && !may_split(cells);
            let out = TableRow::new(
                cells
                    .iter()
                    .zip(columns)
                    .zip(grid)
                    .map(|((c, column), w)| filled_cell(c, column, *w, (style, wide), keep, lists))
                    .collect(),
            );
            if may_split(cells) {
                out
            } else {
                out.cant_split()
            }
        }
    }
}

fn filled_cell(
    it: &Cell,
    column: &Column,
    width: usize,
    (style, wide): (&PageStyle, bool),
    keep: bool,
    lists: &mut Lists,
) -> TableCell {
    let id = match (column.align, style.hyphenates(it, column, wide)) {
        (Align::Left, false) => styles::TABLE_TEXT,
        (Align::Left, true) => styles::TABLE_NARROW,
        (Align::Centre, false) => styles::TABLE_NUMBER,
        (Align::Centre, true) => styles::TABLE_NARROW_CENTRE,
    };
    if it.0.is_empty() {
        return cell(width, 1).add_paragraph(paragraph(id, &Text::default(), keep));
    }
    it.0.iter().fold(cell(width, 1), |c, text| {
        let fits = |word: &str| style.fits_column(word, column, wide);
        if all_words(text, fits) {
            return c.add_paragraph(numbered(id, text, keep, lists));
        }
        let words = hyphenated(&parted_at_slashes(text, fits), fits);
        c.add_paragraph(numbered(id, &words, keep, lists))
    })
}

fn cell(width: usize, span: usize) -> TableCell {
    let it = TableCell::new().width(width, WidthType::Dxa);
    if span > 1 { it.grid_span(span) } else { it }
}
