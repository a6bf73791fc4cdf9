//! Rows beneath a head that belong to it: numbers of its columns, the head repeated on a new page.

use crate::edit::{Row, names_people};
use crate::workbook::tables::{SheetTable, plain};

/// Bytes of a number that is no word: «VIII», «А.».
const LONGEST_NUMBER: usize = 4;

/// Whether a text is the number of a row or of a stage.
pub(super) fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) || text.len() <= LONGEST_NUMBER
}

/// «1 2 3 4» or «А Б 1 2» beneath the head.
pub(super) fn numbers_columns(table: &SheetTable<'_>, index: u32, texts: &[(u32, String)]) -> bool {
    if index > table.first + 1 || texts.len() < 2 {
        return false;
    }
    let mut last = 0;
    let mut letters = 0;
    let fits = texts.iter().all(|(_, text)| {
        if let Ok(number) = text.trim_end_matches('.').parse::<u32>() {
            return std::mem::replace(&mut last, number) < number && number <= 40;
        }
        letters += 1;
        text.chars().count() == 1 && text.chars().all(char::is_alphabetic)
    });
    let columns = table.columns.len() + table.unknown.len();
    fits && (texts.len() > 2 || letters > 0 || texts.len() == columns && last > 1)
        && texts.len() * 2 >= columns
}

/// The head, repeated on a new page.
pub(super) fn is_repeated_head(row: &Row, table: &SheetTable<'_>) -> bool {
    let head = table.first.saturating_sub(1);
    let mut filled = row.cells.iter().filter(|c| !c.value.is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|c| {
            let text = plain(&c.value.shown());
            let above = table.columns.iter().find(|(_, f)| f.path == c.field.path);
            let own = above.map(|(column, _)| plain(&table.sheet.at(head, *column).shown()));
            own.as_deref() == Some(text.as_str())
                || text == plain(c.field.head)
                || c.field.also.iter().any(|a| plain(a) == text)
        })
}

/// «Показатель | Значение», «Наставник | Количество наставляемых»: the head of a table of figures
/// beneath the list.
pub(super) fn heads_figures(texts: &[(u32, String)]) -> bool {
    const FIGURES: [&str; 5] = ["количеств", "число", "значени", "показател", "всего"];
    let is_head = |text: &str| FIGURES.iter().any(|stem| plain(text).starts_with(stem));
    let has_figure = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    texts.len() > 1
        && texts.iter().any(|(_, text)| is_head(text))
        && !texts
            .iter()
            .any(|(_, text)| has_figure(text) || names_people(text) && text.contains(' '))
}
