//! Activities of a plan of which another column says that they are no more, or later: «отменено»,
//! «перенесено на 2027/2028 уч. год». They are asked about.

use super::reading::Reading;
use crate::edit::Row;
use crate::fields::SheetKind;
use crate::problem::{Code, Problem};
use crate::workbook::tables::{SheetTable, words_of};

/// How the words begin that say so.
const CANCELLED: [&str; 12] = [
    "отменен",
    "отменя",
    "исключен",
    "исключит",
    "снят",
    "перенес",
    "удален",
    "удалит",
    "неактуал",
    "непровод",
    "несостоя",
    "непланир",
];
/// Words of a remark at most: a longer text tells something else.
const MOST_WORDS: usize = 10;

pub(super) fn ask(table: &SheetTable<'_>, rows: &[Row], it: &mut Reading<'_>) {
    if table.kind != SheetKind::Roadmap || table.is_ours {
        return;
    }
    for row in rows.iter().filter(|row| row.text("name").is_some()) {
        let said = table.unknown.iter().find_map(|(column, _)| {
            let text = table.sheet.at(row.index, *column).shown();
            says_so(&text).then_some((*column, text))
        });
        let Some((column, text)) = said else { continue };
        let message = format!(
            "в строке мероприятия стоит «{}»: оставить его в дорожной карте?",
            text.trim()
        );
        let problem = Problem::new(Code::UnclearCell, message).hint(
            "если мероприятия не будет, удалите строку; если оно перенесено, исправьте срок; если оно остается, сотрите эту ячейку",
        );
        let at = table.sheet.place(row.index, column).to_string();
        it.out.report_at(problem, &at, &text);
    }
}

fn says_so(text: &str) -> bool {
    let words = words_of(text);
    // «Отмена уроков» is another thing.
    if matches!(words.as_slice(), [one] if one == "отмена" || one == "перенос") {
        return true;
    }
    words.len() <= MOST_WORDS
        && words
            .iter()
            .any(|word| CANCELLED.iter().any(|stem| word.starts_with(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_may_cancel_an_activity() {
        for text in [
            "отменено",
            "Перенесено на 2027/2028 уч. год",
            "мероприятие отменено приказом",
            "не проводится",
            "не состоялось",
            "отмена",
        ] {
            assert!(says_so(text), "{text}");
        }
        for text in [
            "выполнено",
            "",
            "перед началом учебного года",
            "протокол",
            "отмена уроков",
            "проведено",
        ] {
            assert!(!says_so(text), "{text}");
        }
    }
}
