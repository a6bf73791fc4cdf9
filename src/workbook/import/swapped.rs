//! A list of the staff whose two columns stand under each other's headings.

use super::reading::Reading;
use crate::edit::{names_people, post_and_rest};
use crate::fields::SheetKind;
use crate::problem::{Code, Problem};
use crate::workbook::tables::{SheetTable, has_patronymic};

/// Whether posts stand beneath the names and names beneath the posts, which is asked about: nothing
/// of such a list is read.
pub(super) fn ask(table: &SheetTable<'_>, it: &mut Reading<'_>) -> bool {
    let columns = table.column("name").zip(table.column("position"));
    let Some((name, post)) = columns.filter(|_| table.kind == SheetKind::Staff && !table.is_ours)
    else {
        return false;
    };
    let is_person = |text: &str| names_people(text) && (text.contains('.') || has_patronymic(text));
    let is_post = |text: &str| !is_person(text) && !post_and_rest(text).0.is_empty();
    let (mut swapped, mut right) = (Vec::new(), 0);
    for (row, _) in table.rows() {
        let text = |column: u32| table.sheet.at(row, column).shown();
        if is_person(&text(name)) {
            right += 1;
        } else if is_post(&text(name)) && is_person(&text(post)) {
            swapped.push(row);
        }
    }
    // A row of them beneath a list is a signature.
    if swapped.len() <= right {
        return false;
    }
    let message = "столбцы перепутаны: под именами стоят должности, а под должностями имена";
    let problem = Problem::new(Code::UnclearCell, message).hint(
        "поменяйте местами названия столбцов: «ФИО» над именами, «Должность» над должностями",
    );
    for column in [name, post] {
        for (row, cells) in table.rows() {
            if cells.contains_key(&column) {
                it.leave_cell(
                    table.sheet,
                    row,
                    column,
                    "ждет ответа о перепутанных столбцах",
                );
            }
        }
    }
    it.has_left = true;
    let first = swapped[0];
    it.out.report_at(
        problem,
        &table.sheet.place(first, name).to_string(),
        &table.sheet.at(first, name).shown(),
    );
    true
}
