//! The column of numbers: what stands there and counts nothing, and what stands beside titles.

use super::no_value::is_dash;
use super::reading::Reading;
use crate::edit::{Cell, Row};
use crate::fields::IGNORED;
use crate::problem::{Code, Problem};
use crate::workbook::tables::{SheetTable, plain};

/// Whether what stands in a column of numbers is one, or a mark that stands for none: «1.», «2а»,
/// «IV», «№ 5», «–».
pub(super) fn counts(table: &SheetTable<'_>, row: u32, column: u32) -> bool {
    const MOST_LETTERS: usize = 2;
    let text = table.sheet.at(row, column).shown();
    let words = text.trim_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || ".,;:()№/\\-–—\"«»'*¹²³†".contains(c)
    });
    let is_letter = words.chars().count() <= MOST_LETTERS && words.chars().all(char::is_alphabetic);
    let is_roman = words.chars().all(|c| "IVXLІХ".contains(c));
    words.is_empty() || is_letter || is_roman || plain(words) == "п п"
}

/// Tells the words that stand where an entry has its number: subjects, classes, marks.
pub(super) fn tell_words(table: &SheetTable<'_>, row: u32, it: &mut Reading<'_>) -> bool {
    let mut numbers = table.columns.iter().filter(|(_, f)| f.path == IGNORED);
    let has_own = |column: u32| {
        table
            .sheet
            .rows
            .get(&row)
            .is_some_and(|r| r.contains_key(&column))
    };
    let Some((column, _)) = numbers.find(|(c, _)| has_own(**c) && !counts(table, row, **c)) else {
        return false;
    };
    let text = table.sheet.at(row, *column).shown();
    let message = format!(
        "в столбце номеров стоит не номер, а «{}»: это не прочитано",
        text.trim()
    );
    let problem = Problem::new(Code::LeftOut, message).hint(
        "если это нужно программе, дайте столбцу другое название; если это ваши заметки, ничего делать не надо",
    );
    let at = table.sheet.place(row, *column).to_string();
    it.out.report_at(problem, &at, &text);
    true
}

/// Whether the number of a row is more than that of the last entry: the list goes on.
pub(super) fn counts_on(table: &SheetTable<'_>, entries: &[Row], number: Option<&str>) -> bool {
    let value = |text: &str| -> Option<u32> {
        let digits = text.trim_matches(|c: char| !c.is_ascii_digit());
        digits.parse().ok()
    };
    let before = entries.last().and_then(|row| table.number(row.index));
    let before = before.as_deref().and_then(value).unwrap_or_default();
    number.and_then(value).is_some_and(|own| own > before)
}

/// Whether a row beneath this one goes on with the numbers of the entries above.
pub(super) fn goes_on_beneath(table: &SheetTable<'_>, row: &Row, entries: &[Row]) -> bool {
    let beneath = table.rows().filter(|(index, _)| *index > row.index);
    !entries.is_empty()
        && beneath
            .into_iter()
            .any(|(index, _)| counts_on(table, entries, table.number(index).as_deref()))
}

/// Tells what stands beside the title of a stage: the paper has no place for it.
pub(super) fn tell_beside_title(row: &Row, title: &Cell, it: &mut Reading<'_>) {
    let beside = row
        .cells
        .iter()
        .filter(|c| c.at != title.at && c.field.path != IGNORED);
    for cell in beside.filter(|c| !c.value.is_empty()) {
        let text = cell.value.shown();
        // A title that is merged across its row stands in each of its columns; a dash says nothing.
        if is_dash(text.trim()) || text.trim().ends_with(&title.value.shown()) {
            continue;
        }
        let message = format!(
            "рядом с названием этапа стоит «{}»: это не прочитано",
            text.trim()
        );
        let problem = Problem::new(Code::LeftOut, message).hint(
            "впишите это в мероприятия этапа; если это само мероприятие, уберите из его названия слово «этап»",
        );
        it.out.report_at(problem, &cell.at, &text);
    }
}
