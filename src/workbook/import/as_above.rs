//! Marks that somebody or something is the same as in the row above: «-//-», «она же», «↓».

use super::reading::Reading;
use crate::edit::Row;
use crate::problem::{Code, Problem};
use crate::reader::clean;

/// Words that say so.
const WORDS: [&str; 13] = [
    "он же",
    "она же",
    "тот же",
    "та же",
    "то же",
    "то же самое",
    "они же",
    "те же",
    "так же",
    "там же",
    "же",
    "аналогично",
    "как выше",
];
/// Arrows from the row above or to it.
const ARROWS: [&str; 6] = ["↓", "⇓", "↑", "⇑", "▼", "▲"];

fn is_mark(text: &str) -> bool {
    let is_ditto = text.chars().all(|c| "-–—−/\\|\"«»″〃'’ ".contains(c))
        && text.chars().any(|c| "/\"»″〃".contains(c));
    !text.is_empty() && is_ditto || WORDS.contains(&text) || ARROWS.contains(&text)
}

/// Puts what stands above in the place of such marks. A mark with nothing above it is asked about;
/// `false` if there is one.
pub(super) fn fill(row: &mut Row, above: &[Row], it: &mut Reading<'_>) -> bool {
    let mut is_clear = true;
    for cell in &mut row.cells {
        let text = clean(&cell.value.shown());
        if !is_mark(&text.to_lowercase()) {
            continue;
        }
        let same = above.iter().rev().find_map(|r| r.cell(cell.field.path));
        if let Some(above) = same.filter(|cell| !cell.value.is_empty()) {
            cell.value = above.value.clone();
            continue;
        }
        is_clear = false;
        let message = format!(
            "«{text}» значит «как выше», а выше в столбце «{}» ничего нет",
            cell.field.head
        );
        let problem = Problem::new(Code::UnclearCell, message)
            .hint("впишите в ячейку само значение; если его нет, сотрите знак");
        it.out.report_at(problem, &cell.at, &text);
    }
    is_clear
}
