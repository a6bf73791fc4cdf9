//! Rows of a list of pairs in which nobody stands where somebody should.

use crate::edit::{Row, names_people};
use crate::fields::SheetKind;
use crate::workbook::tables::{SheetTable, plain};

/// Whether a row of a list of the staff names a teacher without a mentor: «ФИО педагога», «ФИО
/// наставника». A row of a list of mentees must have one.
pub(super) fn lacks_mentor(table: &SheetTable<'_>, row: &Row) -> bool {
    const MENTEES: [&str; 11] = [
        "наставля",
        "молод",
        "начина",
        "подопеч",
        "подшеф",
        "стаж",
        "вновь",
        "нужда",
        "котор",
        "отношен",
        "прикреп",
    ];
    // «Является наставником | Наставляемый» beside all of the staff.
    let is_of_staff = table.unknown.iter().any(|(_, heading)| {
        let words = plain(heading);
        words.starts_with("является") || words.starts_with("наставник да")
    });
    if is_of_staff && row.text("mentors").is_some() && row.text("mentees").is_none() {
        return true;
    }
    let Some(column) = table
        .column("mentees")
        .filter(|_| table.kind == SheetKind::Pairs)
    else {
        return false;
    };
    let head = (table.head..table.first).map(|row| plain(&table.sheet.at(row, column).shown()));
    let of_mentees = head
        .into_iter()
        .any(|head| MENTEES.iter().any(|stem| head.contains(stem)));
    !of_mentees && row.text("mentors").is_none() && row.text("mentees").is_some()
}

/// Whether a word or a dash stands where somebody of a pair should.
pub(super) fn has_nobody(row: &Row) -> bool {
    const NOBODY: [&str; 35] = [
        "является наставником",
        "сам наставник",
        "наставник",
        "куратор",
        "назначается",
        "ищем",
        "в процессе",
        "по согласованию",
        "н д",
        "х",
        "нет",
        "наставник не требуется",
        "наставник не нужен",
        "сама наставник",
        "сам наставник",
        "нет наставника",
        "нет наставляемого",
        "не назначен",
        "не назначена",
        "не закреплен",
        "не закреплена",
        "не определен",
        "не определена",
        "не нужен",
        "не требуется",
        "не нуждается",
        "отсутствует",
        "уточняется",
        "будет назначен",
        "будет назначена",
        "резерв",
        "самостоятельно",
        "без наставника",
        "на больничном",
        "в отпуске",
    ];
    const BEGIN: [&str; 12] = [
        "подбира",
        "подбор",
        "в поиске",
        "идет подбор",
        "ведется подбор",
        "временно нет",
        "увол",
        "декрет",
        "вакан",
        "в декрет",
        "на больнич",
        "переведен",
    ];
    let sides = row
        .cells
        .iter()
        .filter(|c| matches!(c.field.path, "mentors" | "mentees"));
    let sides: Vec<String> = sides
        .filter(|c| !c.value.is_empty())
        .map(|c| c.value.shown())
        .collect();
    sides.iter().any(|shown| {
        let words = plain(shown);
        let is_nought = words == "0" && sides.iter().any(|other| names_people(other));
        words.is_empty()
            || is_nought
            || NOBODY.contains(&words.as_str())
            || BEGIN.iter().any(|begin| words.starts_with(begin)) && !names_people(shown)
    })
}
