//! Tables, row by row.

use super::super::tree::Element;
use super::lines::{BLANK, Reading, words};
use super::looks::has_borders;
use super::outline::{Grid, GridCell, LeftOut, Line, Whereabouts};
use super::settings::value;

/// Columns of a table that a form may have.
const MOST_COLUMNS: usize = 63;

impl Reading<'_> {
    pub(super) fn table(&mut self, e: &Element) -> Grid {
        let number = self.tables;
        let settings = e.child("w:tblPr");
        let mut grid = Grid {
            number,
            has_lines: self.looks.has_lines(settings),
            widths: widths(e),
            rows: Vec::new(),
        };
        for (at, row) in within(e, "w:tr").into_iter().enumerate() {
            let mut cells = Vec::new();
            let mut column = 1;
            for cell in within(row, "w:tc") {
                let place = Whereabouts::Cell {
                    table: number,
                    row: at + 1,
                    column,
                };
                let settings = cell.child("w:tcPr");
                grid.has_lines |= settings.is_some_and(has_borders);
                let read = self.cell(cell, place);
                column += read.span;
                cells.push(read);
            }
            grid.rows.push(cells);
        }
        grid
    }

    fn cell(&mut self, e: &Element, at: Whereabouts) -> GridCell {
        let settings = e.child("w:tcPr");
        let span = settings.and_then(|it| value(it, "w:gridSpan")?.parse().ok());
        let merge = settings.and_then(|it| it.child("w:vMerge"));
        let goes_on = merge.is_some_and(|it| it.attribute("w:val") != Some("restart"));
        let mut out = GridCell {
            lines: Vec::new(),
            span: span.unwrap_or(1).clamp(1, MOST_COLUMNS),
            width: settings.and_then(own_width),
            goes_on,
        };
        self.content(e, at, &mut out);
        out
    }

    fn content(&mut self, e: &Element, at: Whereabouts, out: &mut GridCell) {
        for child in e.elements() {
            match child.name.as_str() {
                "w:p" => out.lines.push(self.line(child, at)),
                "w:tbl" => {
                    let text = words(child).trim().to_owned();
                    self.leave(at, LeftOut::InnerTable(text));
                }
                "w:sdt" => {
                    if let Some(what) = self.choice(child) {
                        self.leave(at, what);
                    }
                    if self.is_unfilled(child) {
                        out.lines.push(Line {
                            at,
                            text: BLANK.to_owned(),
                            ..Line::default()
                        });
                    } else if let Some(content) = child.child("w:sdtContent") {
                        self.content(content, at, out);
                    }
                }
                _ => {}
            }
        }
    }
}

fn own_width(settings: &Element) -> Option<u32> {
    let width = settings.child("w:tcW")?;
    let is_length = width.attribute("w:type").is_none_or(|kind| kind == "dxa");
    is_length.then(|| width.attribute("w:w")?.parse().ok())?
}

/// Elements of this name right in another, or in the controls there.
fn within<'e>(e: &'e Element, name: &str) -> Vec<&'e Element> {
    let mut out = Vec::new();
    for child in e.elements() {
        if child.name == name {
            out.push(child);
        } else if child.name == "w:sdt"
            && let Some(content) = child.child("w:sdtContent")
        {
            out.extend(within(content, name));
        }
    }
    out
}

fn widths(e: &Element) -> Vec<u32> {
    let grid = e.child("w:tblGrid");
    let columns = grid.into_iter().flat_map(Element::elements);
    let width = |column: &Element| column.attribute("w:w")?.parse().ok();
    columns.map(|column| width(column).unwrap_or(0)).collect()
}
