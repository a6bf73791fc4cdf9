//! How much room the cells of a table and what stands around it have, so that rows come out as high as
//! in the PDF.

use super::units::{twentieths, whole_twentieths};
use crate::style::{LINE_GAP, PageStyle};

/// Space above and below a table, as in the PDF, points.
pub(super) const AROUND_TABLE: f64 = 6.0;

/// Left and right, above and below the words of a cell with so many quarters of a point of air. Rows
/// are to be as high as in the PDF: here a row has the gap below its last line, which typst sets
/// between two lines only, and the rule between rows besides, half of which is taken from either
/// margin. What is rounded is rounded down: a page then holds no row less. So are lines to be as long; LibreOffice takes half of a rule from either end
/// of them, Word does not.
pub(super) fn cell_margins(style: &PageStyle, air: i8) -> (usize, usize) {
    let pad_y = style.table.pad_y + f64::from(air) / 4.0;
    let besides = LINE_GAP * style.style.table_text.size + style.line.thickness;
    (
        twentieths((style.table.pad_x - style.line.thickness / 2.0).max(0.0)),
        whole_twentieths(pad_y - besides / 2.0),
    )
}

/// Twentieths of a point of a row with lines of so many points from its bottom up.
pub(super) fn row_of(points: u16, style: &PageStyle, air: i8) -> f32 {
    let (_, y) = cell_margins(style, air);
    let margins = u16::try_from(2 * y).unwrap_or(u16::MAX);
    f32::from((20 * points).saturating_add(margins))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of Word is as high as that of typst: with one line, 12 × (0.891 + 0.216) + 2 × 3 points.
    #[test]
    fn rows_are_as_high_as_in_the_pdf() {
        let (style, typst) = (PageStyle::built_in(), 12.0 * (0.891 + 0.216) + 2.0 * 3.0);
        let (_, y) = cell_margins(&style, 0);
        let line = 12.0 * (0.891 + 0.216 + LINE_GAP);
        let word = line + 2.0 * f64::from(u32::try_from(y).unwrap()) / 20.0 + style.line.thickness;
        assert!((-0.1..=0.0).contains(&(word - typst)), "{word} {typst}");
        assert_eq!(cell_margins(&style, -12), (75, 0));
    }
}
