//! A table at any widths of its columns: how high each row is, and how many words are parted.

use std::cell::OnceCell;

use super::section::{Sheet, height, thousandths};
use super::words::{CellWords, Lines, Words};
use crate::document::{Cell, Column, Row, Table, Text};
use crate::style::{PageStyle, ParagraphStyle};

/// Widths are tried in steps of so many thousandths of the table.
pub(super) const STEP: u16 = 8;

/// A table measured once, to be tried at many widths.
pub(super) struct Measured<'a> {
    sheet: &'a Sheet<'a>,
    columns: Vec<MeasuredColumn<'a>>,
    rows: Vec<MeasuredRow>,
    /// As of the table.
    is_numbered: bool,
    /// Room for the lines of each row of cells while a cost is counted.
    highest: Vec<u32>,
}

struct MeasuredColumn<'a> {
    head: CellWords<'a>,
    /// As of the column.
    turned: Option<u16>,
    /// Of the rows that have cells.
    cells: Vec<MeasuredCell<'a>>,
    bounds: (u16, u16),
    /// What was found at each width, by the step from the narrowest.
    found: Vec<Option<Found>>,
}

struct MeasuredCell<'a> {
    cell: &'a Cell,
    paragraphs: Vec<CellWords<'a>>,
    /// Whether it holds a name or a date, beside which no word is parted; found when it matters.
    is_named: OnceCell<bool>,
    whole: OnceCell<u32>,
}

/// A column at a width.
#[derive(Clone)]
struct Found {
    head: u32,
    rows: Vec<u32>,
    hyphens: u32,
    /// Parted words of the head, and cells with a name or a date that is wider than a line.
    broken: u32,
    lone: u32,
}

enum MeasuredRow {
    /// Height without the space around the words.
    Title(f64),
    Cells,
}

/// Lines of the head of a table at some widths, and of each of its rows of cells.
pub(super) struct RowLines {
    head: u32,
    rows: Vec<u32>,
}

/// The heights of a table at some widths.
pub(super) struct Heights {
    pub(super) head: f64,
    /// Each row; those of titles stay with the row below them.
    pub(super) rows: Vec<(f64, bool)>,
}

impl<'a> Measured<'a> {
    pub(super) fn of(table: &'a Table, sheet: &'a Sheet<'a>) -> Self {
        let style = sheet.style;
        let cells_of = |at: usize| {
            table.rows.iter().filter_map(move |row| match row {
                Row::Cells(cells) => cells.get(at),
                Row::Title { .. } => None,
            })
        };
        let columns = table.columns.iter().enumerate().map(|(at, column)| {
            let steps = usize::from((column.bounds.1 - column.bounds.0) / STEP) + 1;
            MeasuredColumn {
                head: words(&column.head, &style.style.table_head, style),
                turned: column.turned,
                cells: cells_of(at)
                    .map(|cell| measured_cell(cell, style))
                    .collect(),
                bounds: column.bounds,
                found: vec![None; steps],
            }
        });
        let rows = table.rows.iter().map(|row| match row {
            Row::Title {
                level,
                number,
                title,
            } => {
                let first = number.as_ref().and(table.columns.first());
                MeasuredRow::Title(title_height(*level, first, title, sheet))
            }
            Row::Cells(_) => MeasuredRow::Cells,
        });
        let columns: Vec<MeasuredColumn<'_>> = columns.collect();
        let cells = columns.first().map_or(0, |it| it.cells.len());
        Self {
            columns,
            rows: rows.collect(),
            highest: vec![0; cells],
            is_numbered: table.is_numbered,
            sheet,
        }
    }

    /// What the widths cost: lines of the table, and words that are parted.
    pub(super) fn cost(&mut self, widths: &[u16]) -> Cost {
        self.measure(widths);
        let mut cost = Cost::default();
        for found in self.found(widths) {
            cost.parted += found.hyphens;
            cost.broken += found.broken;
            cost.lone += found.lone;
        }
        let mut rows = std::mem::take(&mut self.highest);
        cost.lines = HEADS * self.highest(widths, &mut rows) + rows.iter().sum::<u32>();
        self.highest = rows;
        cost
    }

    /// Lines of the head and of the rows at these widths.
    pub(super) fn row_lines(&mut self, widths: &[u16]) -> RowLines {
        self.measure(widths);
        let mut rows = self.highest.clone();
        let head = self.highest(widths, &mut rows);
        RowLines { head, rows }
    }

    /// Lines of the head and of the last rows, so many of them.
    pub(super) fn lines_of_end(&mut self, widths: &[u16], rows: usize) -> u32 {
        let lines = self.row_lines(widths);
        let first = lines.rows.len().saturating_sub(rows);
        lines.head + lines.rows[first..].iter().sum::<u32>()
    }

    /// With so much space above and below the words of each row.
    pub(super) fn heights(&self, lines: &RowLines, pad: f64) -> Heights {
        let size = self.sheet.style.style.table_text.size;
        let head_size = self.sheet.style.style.table_head.size;
        let mut rows = lines.rows.iter();
        let rows = self.rows.iter().map(|row| match row {
            MeasuredRow::Title(height) => (height + 2.0 * pad, true),
            MeasuredRow::Cells => {
                let lines = rows.next().copied().unwrap_or(1);
                (height(lines, size) + 2.0 * pad, false)
            }
        });
        let rows = rows.collect();
        let head = height(lines.head, head_size);
        let turned = self.columns.iter().filter_map(|it| it.turned).max();
        let numbers = if self.is_numbered {
            height(1, head_size) + 2.0 * pad
        } else {
            0.0
        };
        Heights {
            head: head.max(turned.map_or(0.0, f64::from)) + 2.0 * pad + numbers,
            rows,
        }
    }

    /// Finds what is not known of these widths yet.
    fn measure(&mut self, widths: &[u16]) {
        let sheet = self.sheet;
        for (column, width) in self.columns.iter_mut().zip(widths) {
            let step = column.step(*width);
            if column.found[step].is_none() {
                column.found[step] = Some(column.at(*width, sheet));
            }
        }
    }

    /// What was found of each column.
    fn found(&self, widths: &[u16]) -> impl Iterator<Item = &Found> {
        let columns = self.columns.iter().zip(widths);
        columns.filter_map(|(column, width)| column.found[column.step(*width)].as_ref())
    }

    /// The most lines that a column needs in each row; those of the head are given back.
    fn highest(&self, widths: &[u16], rows: &mut [u32]) -> u32 {
        rows.fill(0);
        let mut head = 0;
        // Column by column: this is asked for every move of every width.
        for found in self.found(widths) {
            head = head.max(found.head);
            for (most, lines) in rows.iter_mut().zip(&found.rows) {
                *most = (*most).max(*lines);
            }
        }
        head
    }
}

/// A line of nothing but «с» is as bad as so many parted words.
pub(super) const LONE: u32 = 8;

/// How often the head of a table is written, about.
const HEADS: u32 = 4;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cost {
    pub(super) lines: u32,
    pub(super) parted: u32,
    /// Words of heads, names and dates that are parted, though they ought to stay whole.
    pub(super) broken: u32,
    /// Lines of nothing but «с».
    pub(super) lone: u32,
}

impl Cost {
    /// What is asked of two settings with as many pages and parted words: a table as even as can be,
    /// for an uneven one has more lines.
    pub(super) fn strain(self) -> u32 {
        LONE * self.lone + self.lines / 4
    }
}

impl MeasuredColumn<'_> {
    fn step(&self, width: u16) -> usize {
        usize::from(width.saturating_sub(self.bounds.0) / STEP).min(self.found.len() - 1)
    }

    fn at(&self, width: u16, sheet: &Sheet<'_>) -> Found {
        let style = sheet.style;
        let points = sheet.width * f64::from(width) / 1000.0 - 2.0 * style.table.pad_x;
        let is_narrow = style.is_narrow(width, sheet.landscape);
        let room = thousandths(points / style.style.table_text.size);
        let head_room = thousandths(points / style.style.table_head.size);
        let head = if self.turned.is_some() {
            Lines {
                count: 1,
                ..Lines::default()
            }
        } else {
            self.head
                .lines(head_room, self.head.widest_word() > head_room)
        };
        let (mut hyphens, mut broken, mut lone) = (head.hyphens, head.hyphens, 0);
        let rows = self.cells.iter().map(|cell| {
            let lines = cell.lines(room, is_narrow);
            hyphens += lines.hyphens;
            broken += u32::from(cell.is_wider(room) && cell.whole(style) > room);
            lone += lines.lone;
            lines.count
        });
        let rows = rows.collect();
        Found {
            head: head.count,
            rows,
            hyphens,
            broken,
            lone,
        }
    }
}

impl MeasuredCell<'_> {
    fn lines(&self, room: u32, is_narrow: bool) -> Lines {
        let is_too_wide = self.is_too_wide(room);
        let whole = self.filled(room, is_too_wide);
        let is_short = whole.count as usize <= self.paragraphs.len();
        if is_too_wide || !is_narrow || is_short || self.is_named() {
            whole
        } else {
            self.filled(room, true)
        }
    }

    /// Whether something that should stand on one line is wider than a line.
    fn is_wider(&self, room: u32) -> bool {
        self.paragraphs.iter().any(|it| it.widest() > room)
    }

    fn is_too_wide(&self, room: u32) -> bool {
        self.paragraphs.iter().any(|it| it.widest_word() > room)
    }

    fn filled(&self, room: u32, may_part: bool) -> Lines {
        let mut sum = Lines::default();
        for words in &self.paragraphs {
            let lines = words.lines(room, may_part);
            sum.count += lines.count;
            sum.hyphens += lines.hyphens;
            sum.lone += lines.lone;
        }
        sum.count = sum.count.max(1);
        sum
    }

    fn is_named(&self) -> bool {
        let holds = || {
            let Cell(paragraphs) = self.cell;
            let mut texts = paragraphs.iter().map(Text::as_plain);
            texts.any(|text| PageStyle::stays_whole(&text))
        };
        *self.is_named.get_or_init(holds)
    }

    /// Width of its widest part that is of a name or a date.
    fn whole(&self, style: &PageStyle) -> u32 {
        let Cell(paragraphs) = self.cell;
        let widths = paragraphs
            .iter()
            .map(|text| style.whole_width(&text.as_plain()));
        let widest = || thousandths(widths.fold(0.0, f64::max));
        *self.whole.get_or_init(widest)
    }
}

fn measured_cell<'a>(cell: &'a Cell, style: &'a PageStyle) -> MeasuredCell<'a> {
    let Cell(paragraphs) = cell;
    let paragraphs = paragraphs
        .iter()
        .map(|text| words(text, &style.style.table_text, style));
    MeasuredCell {
        cell,
        paragraphs: paragraphs.collect(),
        is_named: OnceCell::new(),
        whole: OnceCell::new(),
    }
}

fn words<'a>(text: &'a Text, paragraph: &ParagraphStyle, style: &'a PageStyle) -> CellWords<'a> {
    CellWords::of(text, &style.advances, (paragraph.bold, paragraph.italic))
}

/// Of a title over rows, beside the cell of its number where it has one.
fn title_height(level: u8, number: Option<&Column>, title: &Text, sheet: &Sheet<'_>) -> f64 {
    let style = &sheet.style.style;
    let paragraph = if level == 1 {
        &style.table_title
    } else {
        &style.table_subtitle
    };
    let beside = number.map_or(0.0, |column| f64::from(column.width) / 1000.0);
    let points = sheet.width * (1.0 - beside) - 2.0 * sheet.style.table.pad_x;
    let room = thousandths(points / paragraph.size);
    let face = (paragraph.bold, paragraph.italic);
    let lines = Words::of(&[title], &sheet.style.advances, face).lines(room);
    height(lines.count, paragraph.size)
}
