//! Marks that somebody or something is the same as in the row above: «-//-», «она же», «↓».

use super::reading::Reading;
use crate::edit::{List, Row, Tables};
use crate::fields::SheetKind;
use crate::problem::{Code, Problem};
use crate::reader::clean;

/// Words that say so.
const WORDS: [&str; 45] = [
    "этот же",
    "эта же",
    "это же",
    "эти же",
    "этим же",
    "тем же",
    "тот же самый",
    "та же самая",
    "те же самые",
    "он же самый",
    "она же самая",
    "то же, что выше",
    "то же, что и выше",
    "как в строке выше",
    "тогда же",
    "в то же время",
    "в это же время",
    "в тот же день",
    "в тот же срок",
    "в те же сроки",
    "в тот же период",
    "в том же месяце",
    "тот же срок",
    "те же сроки",
    "срок тот же",
    "сроки те же",
    "тот же результат",
    "тот же ответственный",
    "те же ответственные",
    "см. выше",
    "смотри выше",
    "как и выше",
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

pub(super) fn is_mark(text: &str) -> bool {
    let is_ditto = text.chars().all(|c| "-–—−=/\\|\"«»″〃'’‘`“”„ ".contains(c))
        && text.chars().any(|c| "/|\"«»″〃'’“”„".contains(c));
    !text.is_empty() && is_ditto || WORDS.contains(&text) || ARROWS.contains(&text)
}

/// Asks of such marks in a workbook of ours, whose rows may be sorted and which has each value in its
/// own cell.
pub(super) fn ask_ours(tables: &Tables, lists: &[List], it: &mut Reading<'_>) {
    for list in lists.iter().filter(|list| list.is_whole) {
        let names = |path: &str| {
            matches!(path, "mentors" | "mentees") || path == "name" && list.kind == SheetKind::Staff
        };
        let marks = list.rows.iter().flat_map(|row| {
            let cells = row
                .cells
                .iter()
                .filter(|c| !c.is_kept && !names(c.field.path));
            let marks = cells.filter(|c| is_mark(&clean(&c.value.shown()).to_lowercase()));
            marks.map(move |cell| (row, cell))
        });
        let marks: Vec<_> = marks.collect();
        if marks.is_empty() {
            continue;
        }
        let written = tables.cells(list.kind);
        for (row, cell) in marks {
            let text = cell.value.shown();
            let own = written
                .get(&row.code)
                .and_then(|own| own.get(cell.field.path));
            if own.is_some_and(|own| clean(own) == clean(&text)) {
                continue;
            }
            let message = format!(
                "«{}»: «{}» значит «как выше», а здесь нужно само значение",
                cell.head(),
                text.trim()
            );
            let problem = Problem::new(Code::UnclearCell, message)
                .hint("впишите в ячейку то же, что стоит в строке выше");
            it.out.report_at(problem, &cell.at, &text);
        }
    }
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
            cell.head()
        );
        let problem = Problem::new(Code::UnclearCell, message)
            .hint("впишите в ячейку само значение; если его нет, сотрите знак");
        it.out.report_at(problem, &cell.at, &text);
    }
    is_clear
}
