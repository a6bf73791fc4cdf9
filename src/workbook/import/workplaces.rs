//! Where those of a pair work, in columns of a list of pairs: «Место работы наставника». Who works in
//! another organization must not become one of the staff in silence.

use super::no_value::{is_dash, is_kind_of_work, is_place_inside};
use super::reading::Reading;
use crate::edit::Row;
use crate::fields::SheetKind;
use crate::problem::{Code, Problem};
use crate::workbook::tables::{SheetTable, plain};

/// The side whose places of work stand beneath a heading, by the key of its field.
fn side_of(heading: &str) -> Option<&'static str> {
    const PLACES: [&str; 8] = [
        "место работы",
        "места работы",
        "организаци",
        "школа",
        "учреждени",
        "работодател",
        "оо ",
        " оо",
    ];
    const MENTEES: [&str; 5] = ["наставляем", "молод", "стажер", "подопечн", "специалист"];
    let heading = plain(heading);
    let has = |stems: &[&str]| stems.iter().any(|stem| heading.contains(stem));
    if !has(&PLACES) || has(&["стаж работы", "опыт", "дата", "телефон", "адрес"])
    {
        None
    } else if has(&MENTEES) {
        Some("mentees")
    } else if has(&["наставник"]) {
        Some("mentors")
    } else {
        None
    }
}

/// Whether a text says nothing but that somebody works in this school.
fn is_of_own(text: &str, it: &Reading<'_>) -> bool {
    let words = plain(text);
    words.is_empty()
        || is_dash(text)
        || is_kind_of_work(&words)
        || is_place_inside(&words)
        || it.is_own_school(text)
}

/// Whether all that a column says is understood, though it is no field.
pub(super) fn is_understood(
    table: &SheetTable<'_>,
    column: u32,
    heading: &str,
    it: &Reading<'_>,
) -> bool {
    let mut rows = table.rows();
    table.kind == SheetKind::Pairs
        && !table.is_ours
        && side_of(heading).is_some()
        && rows.all(|(row, _)| is_of_own(&table.sheet.at(row, column).shown(), it))
}

/// Asks about those of whom such a column says that they work elsewhere, and the files do not.
pub(super) fn ask(table: &SheetTable<'_>, rows: &[Row], it: &mut Reading<'_>) {
    if table.kind != SheetKind::Pairs || table.is_ours {
        return;
    }
    ask_beside(rows, it);
    for (column, heading) in &table.unknown {
        let Some(side) = side_of(heading) else {
            continue;
        };
        let who = if side == "mentors" {
            "наставник"
        } else {
            "наставляемый"
        };
        for row in rows {
            let text = table.sheet.at(row.index, *column).shown();
            let text = text.trim();
            let is_known = row.text(side).is_some_and(|name| it.works_elsewhere(&name));
            if is_of_own(text, it) || is_known {
                continue;
            }
            let message = format!("{who} работает в другой организации: «{text}»");
            let problem = Problem::new(Code::UnclearCell, message).hint(
                "внесите этого человека на лист «Сотрудники», а организацию – в столбец «Место работы»; если он работает в вашей школе, исправьте ячейку",
            );
            let at = table.sheet.place(row.index, *column).to_string();
            it.out.report_at(problem, &at, text);
        }
    }
}

/// The same of those beside whose names another school stands: «Рыбакова А.И. (СОШ № 9)».
fn ask_beside(rows: &[Row], it: &mut Reading<'_>) {
    let cells = rows.iter().flat_map(|row| &row.cells);
    for cell in cells.filter(|cell| matches!(cell.field.path, "mentors" | "mentees")) {
        let text = cell.value.shown();
        let mut parts = text.split(['(', ',', ';', '–', '—', '\n']);
        if !it.is_another_school(&text) || parts.any(|part| it.works_elsewhere(part.trim())) {
            continue;
        }
        let problem = Problem::new(Code::UnclearCell, "рядом с именем названа другая школа").hint(
            "внесите этого человека на лист «Сотрудники», а его школу – в столбец «Место работы»; если он работает в вашей школе, уберите из ячейки название школы",
        );
        it.out.report_at(problem, &cell.at, &text);
    }
}
