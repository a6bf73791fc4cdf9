//! How the tables of a paper are drawn so that it takes few sheets and ends well: widths of columns
//! and the space around the words of rows, within the bounds that the edition and the style give.
//!
//! It is decided before any writer, by the widths of letters, so that every format is drawn alike.
//! It knows nothing of typst and of Word but how high they set a line.

mod flow;
mod heads;
mod section;
mod table;
mod widths;
mod words;

use crate::document::{Block, Document, LAST_ROWS, Section, last_rows};
use crate::style::PageStyle;
use flow::{Flow, Strip};
use section::{AROUND_TABLE, Sheet};
use table::{Cost, Heights, Measured, RowLines};

/// The document with the widths and spaces that suit it. The same document always gets the same,
/// and what is fixed stays.
#[must_use]
pub fn fit(mut document: Document, style: &PageStyle) -> Document {
    for section in &mut document.sections {
        let tables = section.blocks.iter().enumerate();
        let tables: Vec<usize> = tables
            .filter(|(_, block)| matches!(block, Block::Table(_)))
            .map(|(at, _)| at)
            .collect();
        for at in tables {
            let width = Sheet::of(section, style).width;
            if let Block::Table(table) = &mut section.blocks[at] {
                heads::turn(&mut table.columns, style, width);
            }
            let Some(choice) = chosen(section, at, style) else {
                continue;
            };
            section.is_tight = choice.is_tight;
            if let Block::Table(table) = &mut section.blocks[at] {
                table.air = choice.air;
                for (column, width) in table.columns.iter_mut().zip(choice.widths) {
                    column.width = width;
                }
            }
        }
    }
    document
}

/// How a table is drawn.
#[derive(Debug, Clone)]
struct Choice {
    widths: Vec<u16>,
    /// As `Table::air`.
    air: i8,
    /// As `Section::is_tight`.
    is_tight: bool,
}

/// How a section comes out; the lesser, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Outcome {
    pages: usize,
    is_lonely: bool,
    /// Heads, names and dates that are parted.
    broken: u32,
    end: End,
    /// How far it is from what the form would look like, and what it costs in parted words.
    strain: u32,
}

/// How notes and places to sign below a table come out; the lesser, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// With two rows above them on their page, or with no table at all.
    Rows,
    /// The same, if the rows are taken from a page that has room for them.
    Parted,
    /// With fewer than two rows on the last page.
    Lonely,
}

fn chosen(section: &Section, at: usize, style: &PageStyle) -> Option<Choice> {
    let Block::Table(table) = &section.blocks[at] else {
        return None;
    };
    let sheet = Sheet::of(section, style);
    let mut measured = Measured::of(table, &sheet);
    let candidates = widths::candidates(&mut measured, &table.columns);
    let setting = Setting::of(section, at, &sheet);
    let mut search = Search {
        densities: if table.is_for_the_pen() {
            roomy(style)
        } else {
            densities(style, setting.has_signatures)
        },
        style,
        setting,
        measured,
        best: None,
    };
    search.try_all(&candidates);
    search.look_closer(&candidates);
    if search.is_lonely() {
        let columns = &table.columns;
        let more = widths::candidates_of_end(&mut search.measured, columns, LAST_ROWS);
        search.try_all(&more);
    }
    search.best.map(|(_, choice)| choice)
}

/// What has been tried of a table.
struct Search<'a> {
    style: &'a PageStyle,
    densities: Vec<(i8, bool, u32)>,
    setting: Setting,
    measured: Measured<'a>,
    best: Option<(Outcome, Choice)>,
}

impl Search<'_> {
    /// Tries widths at all densities; the first are those of the form.
    fn try_all(&mut self, candidates: &[Vec<u16>]) {
        let measured = candidates.iter().map(|widths| {
            let lines = self.measured.row_lines(widths);
            (widths.as_slice(), self.measured.cost(widths), lines)
        });
        let measured: Vec<(&[u16], Cost, RowLines)> = measured.collect();
        for at in 0..self.densities.len() {
            for tried in &measured {
                self.try_on(tried, &candidates[0], self.densities[at]);
            }
        }
    }

    fn try_on(
        &mut self,
        (widths, cost, lines): &(&[u16], Cost, RowLines),
        usual: &[u16],
        (air, is_tight, strain): (i8, bool, u32),
    ) {
        let pad = self.style.table.pad_y + f64::from(air) / 4.0;
        let heights = self.measured.heights(lines, pad);
        let (pages, end) = self.setting.outcome(&heights, is_tight);
        let moved = widths.iter().zip(usual);
        let moved: u16 = moved.map(|(now, usual)| now.abs_diff(*usual)).sum();
        let few = FEW_ROWS / u32::try_from(heights.rows.len().max(1)).unwrap_or(FEW_ROWS);
        let parted = cost.parted * few.clamp(1, ALIKE);
        let strain = cost.strain() + parted + u32::from(moved / FAR) + strain;
        let outcome = Outcome {
            pages,
            is_lonely: end == End::Lonely,
            broken: cost.broken,
            end,
            strain: strain / ALIKE,
        };
        if self.best.as_ref().is_none_or(|(least, _)| outcome < *least) {
            let choice = Choice {
                widths: widths.to_vec(),
                air,
                is_tight,
            };
            self.best = Some((outcome, choice));
        }
    }

    /// Where a row goes on over several pages, looks again how the pages come out by it. What was
    /// chosen without that stays unless something is better for pages.
    fn look_closer(&mut self, candidates: &[Vec<u16>]) {
        let Some((_, first)) = &self.best else {
            return;
        };
        let first = first.clone();
        let pad = self.style.table.pad_y + f64::from(first.air) / 4.0;
        let lines = self.measured.row_lines(&first.widths);
        let heights = self.measured.heights(&lines, pad);
        if !self.setting.has_tall_rows(&heights) {
            return;
        }
        self.setting
            .before
            .iter_mut()
            .for_each(|flow| flow.parts_rows = true);
        let (pages, end) = self.setting.outcome(&heights, first.is_tight);
        // An end that is good in either way, without strain: only fewer pages are better.
        let end = if end == End::Lonely { end } else { End::Rows };
        let least = Outcome {
            pages,
            is_lonely: end == End::Lonely,
            broken: self.measured.cost(&first.widths).broken,
            end,
            strain: 0,
        };
        self.best = Some((least, first));
        self.try_all(candidates);
    }

    fn is_lonely(&self) -> bool {
        let best = self.best.as_ref();
        best.is_some_and(|(outcome, _)| outcome.end == End::Lonely)
    }
}

/// What is tried of the spaces, with what each strains: less air than usual saves a sheet, more
/// brings rows onto the last one.
fn densities(style: &PageStyle, may_be_tight: bool) -> Vec<(i8, bool, u32)> {
    let least = quarters(style.fit.pad_y_least - style.table.pad_y).min(0);
    let most = quarters(style.fit.pad_y_most - style.table.pad_y).max(0);
    let airs = (least..=0).rev().step_by(3);
    let mut out: Vec<(i8, bool, u32)> = airs
        .map(|air| (air, false, u32::from(air.unsigned_abs())))
        .collect();
    if may_be_tight {
        out.extend([least / 2, least].map(|air| (air, true, TIGHT)));
    }
    let more = (1..=most).step_by(3);
    out.extend(more.map(|air| (air, false, 2 * u32::from(air.unsigned_abs()))));
    out
}

/// The spaces of rows that are filled in by hand: as much as takes no sheet more, and hardly less than
/// usual.
fn roomy(style: &PageStyle) -> Vec<(i8, bool, u32)> {
    let most = quarters(style.fit.pad_y_most - style.table.pad_y).max(0);
    let least = quarters(style.fit.pad_y_least - style.table.pad_y).clamp(LOW, 0);
    let left = |air: i8| ALIKE * u32::from((most - air).unsigned_abs());
    let airs = (least..=most).rev().step_by(2);
    airs.map(|air| (air, false, left(air))).collect()
}

/// Rows lower than by so much, in quarters of a point, are too low to write in.
const LOW: i8 = -4;

/// So many thousandths of the table between columns strain as much as a parted word.
const FAR: u16 = 20;

/// Settings that strain as much but for less than this are alike, and the first of them is taken: a
/// small change of the text then seldom moves the columns.
const ALIKE: u32 = 12;

/// In a table of fewer rows each parted word is seen more.
const FEW_ROWS: u32 = 24;

/// What a tight section strains.
const TIGHT: u32 = 16;

#[expect(clippy::cast_possible_truncation, reason = "saturates by definition")]
fn quarters(points: f64) -> i8 {
    (points * 4.0).round() as i8
}

/// A section with a place for the table that is chosen.
struct Setting {
    /// Where the table begins, at the usual spaces and in a tight section.
    before: [Flow; 2],
    after: Vec<Strip>,
    /// The row that should stand on the last page, where there is one.
    tail: Option<usize>,
    /// Whether places to sign stand below the table.
    has_signatures: bool,
}

impl Setting {
    fn of(section: &Section, at: usize, sheet: &Sheet<'_>) -> Self {
        let mut strips = Vec::new();
        for index in 0..at {
            strips_of(section, index, sheet, &mut strips);
        }
        let before = [false, true].map(|is_tight| {
            let mut flow = Flow::new(sheet.height, is_tight);
            flow.fill(&strips, |_, _| {});
            flow
        });
        let mut after = Vec::new();
        for index in at + 1..section.blocks.len() {
            strips_of(section, index, sheet, &mut after);
        }
        let tail = last_rows(&section.blocks).filter(|(table, _)| *table == at);
        let below = &section.blocks[at..];
        Self {
            before,
            after,
            tail: tail.map(|(_, row)| row),
            has_signatures: below.iter().any(|it| matches!(it, Block::Signatures(_))),
        }
    }

    fn has_tall_rows(&self, heights: &Heights) -> bool {
        let room = self.before[0].room;
        table_strips(heights).iter().any(|it| it.is_tall(room))
    }

    /// Pages of the section, and how it ends.
    fn outcome(&self, heights: &Heights, is_tight: bool) -> (usize, End) {
        let mut flow = self.before[usize::from(is_tight)];
        let rows = table_strips(heights);
        let mut tail = None;
        flow.fill(&rows, |at, page| {
            if self.tail.is_some_and(|row| row + 1 == at) {
                tail = Some(page);
            }
        });
        flow.fill(&self.after, |_, _| {});
        let pages = flow.page + 1;
        let is_lonely = tail.is_some_and(|page| page < flow.page);
        match self.tail.filter(|_| is_lonely) {
            None => (pages, End::Rows),
            Some(row) if self.parts(&rows, row, is_tight, pages) => (pages, End::Parted),
            Some(_) => (pages, End::Lonely),
        }
    }

    /// Whether all from this row on, and the titles above it, fit onto the last of so many pages,
    /// with other rows before them.
    fn parts(&self, rows: &[Strip], row: usize, is_tight: bool, pages: usize) -> bool {
        // The head of the table comes first.
        let titles = rows[1..=row].iter().rev().take_while(|strip| strip.keeps);
        let (upper, lower) = rows.split_at(row + 1 - titles.count());
        if upper.len() < 2 {
            return false;
        }
        let mut flow = self.before[usize::from(is_tight)];
        flow.fill(upper, |_, _| {});
        flow.turn();
        let last = flow.page;
        flow.fill(lower, |_, _| {});
        flow.fill(&self.after, |_, _| {});
        flow.page == last && last + 1 == pages
    }
}

fn strips_of(section: &Section, index: usize, sheet: &Sheet<'_>, out: &mut Vec<Strip>) {
    if let Block::Table(table) = &section.blocks[index] {
        let widths: Vec<u16> = table.columns.iter().map(|c| c.width).collect();
        let pad = sheet.style.table.pad_y + f64::from(table.air) / 4.0;
        let mut measured = Measured::of(table, sheet);
        let lines = measured.row_lines(&widths);
        out.extend(table_strips(&measured.heights(&lines, pad)));
    } else {
        sheet.strips(&section.blocks, index, out);
    }
}

/// The head and the rows of a table.
fn table_strips(heights: &Heights) -> Vec<Strip> {
    let head = Strip::new(AROUND_TABLE, heights.head, 0.0, true);
    let rows = heights.rows.iter().map(|(height, keeps)| Strip {
        head: heights.head,
        ..Strip::new(0.0, *height, 0.0, *keeps)
    });
    let mut strips: Vec<Strip> = std::iter::once(head).chain(rows).collect();
    if let Some(last) = strips.last_mut() {
        last.keeps = false;
        for space in &mut last.spaces {
            space.after = AROUND_TABLE;
        }
    }
    strips
}
