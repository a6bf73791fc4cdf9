//! Remarks that people pin to the cells of a list: they may say what no cell does.

use super::reading::Reading;
use crate::problem::{Code, Problem};
use crate::workbook::grid::Sheet;

/// How the remarks begin that the program itself writes beside what it complains of.
const OURS: [&str; 2] = ["Ошибка ", "Предупреждение "];

/// Tells the remarks of a sheet that is read.
pub(super) fn tell(sheet: &Sheet, it: &mut Reading<'_>) {
    for ((row, column), text) in &sheet.remarks {
        if is_ours(text) {
            continue;
        }
        let problem = Problem::new(
            Code::LeftOut,
            format!("примечание к ячейке не прочитано: «{}»", text.trim()),
        );
        it.out.report_at(
            problem.hint("если оно меняет что-то в списке, исправьте сами ячейки; если это ваши заметки, ничего делать не надо"),
            &sheet.place(*row, *column).to_string(),
            &sheet.at(*row, *column).shown(),
        );
    }
}

/// Tells the texts that a merged cell hides.
pub(super) fn tell_covered(sheet: &Sheet, it: &mut Reading<'_>) {
    let hidden = sheet
        .covered
        .iter()
        .filter(|((row, column), text)| sheet.at(*row, *column).shown() != **text);
    for ((row, column), text) in hidden {
        let problem = Problem::new(
            Code::LeftOut,
            format!(
                "под объединенной ячейкой не видно текста «{}»: он не прочитан",
                text.trim()
            ),
        );
        it.out.report_at(
            problem.hint("если он нужен, разъедините ячейки; если нет, ничего делать не надо"),
            &sheet.place(*row, *column).to_string(),
            &sheet.at(*row, *column).shown(),
        );
    }
}

/// Tells the values of which their format shows nothing.
pub(super) fn tell_unseen(sheet: &Sheet, it: &mut Reading<'_>) {
    for ((row, column), text) in &sheet.unseen {
        let problem = Problem::new(
            Code::LeftOut,
            format!(
                "в ячейке не видно значения «{}»: формат ячейки его скрывает, и оно не прочитано",
                text.trim()
            ),
        );
        it.out.report_at(
            problem.hint("если оно нужно, выберите для ячейки формат «Общий»; если нет, ничего делать не надо"),
            &sheet.place(*row, *column).to_string(),
            "",
        );
    }
}

/// Tells that a rule of the sheet strikes out what it holds for: whether it holds nobody reckons here.
pub(super) fn tell_rules(sheet: &Sheet, it: &mut Reading<'_>) {
    for area in &sheet.struck_by_rule {
        let first = area.split([':', ' ']).next().unwrap_or_default();
        let at = if sheet.name.is_empty() {
            first.to_owned()
        } else {
            format!("{}!{first}", sheet.name)
        };
        let problem = Problem::new(
            Code::LeftOut,
            format!(
                "ячейки {area} зачеркиваются правилом условного форматирования: программа его не вычисляет, все они прочитаны"
            ),
        );
        it.out.report_at(
            problem.hint("если зачеркнутое не нужно, удалите эти строки; если зачеркнутого нет, ничего делать не надо"),
            &at,
            "",
        );
    }
}

fn is_ours(text: &str) -> bool {
    let rest = OURS.iter().find_map(|begin| text.strip_prefix(begin));
    let number = rest.and_then(|rest| rest.split_once(':'));
    number.is_some_and(|(number, _)| number.parse::<u32>().is_ok())
}
