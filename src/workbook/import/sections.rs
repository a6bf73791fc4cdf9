//! Rows beneath a title that takes them out of the list: «Исключены:», «2025/2026 учебный год»; and
//! rows whose column of numbers says that they are no entries.

use crate::edit::{Row, names_people};
use crate::fields::{IGNORED, SheetKind};
use crate::workbook::grid::Value;
use crate::workbook::tables::{Table, plain, years};

/// How the words begin that say that what follows is over,
const OVER: [&str; 29] = [
    "исключен",
    "снят",
    "прекращ",
    "прекратил",
    "расторг",
    "завершен",
    "завершил",
    "завершивш",
    "окончен",
    "отменен",
    "аннулир",
    "освобожд",
    "выбы",
    "уволен",
    "уволил",
    "уволивш",
    "отказ",
    "приостанов",
    "архив",
    "недейств",
    "закрыты",
    "удален",
    "вычеркн",
    "бывш",
    "прошл",
    "предыдущ",
    "прежн",
    "несостоявш",
    "сложивш",
];
/// and that it has not begun.
const NOT_YET: [&str; 12] = [
    "резерв",
    "планир",
    "кандидат",
    "предлага",
    "предполага",
    "согласовани",
    "ожида",
    "запас",
    "будущ",
    "следующ",
    "намеч",
    "претенд",
];
/// Words of a title of a section.
const LONGEST: usize = 8;

/// What parts a pair from those who sign, and what its column of numbers has then.
const SIGNING: [&str; 9] = [
    "комисси",
    "присутств",
    "ознакомл",
    "согласован",
    "подпис",
    "председател",
    "секретар",
    "члены",
    "экспертн",
];

pub(super) const ADVICE: &str =
    "если это пара этого года, перенесите ее строку выше названия раздела";

/// Why words take a pair out of those of today.
pub(super) fn why(text: &str, year: Option<(u32, u32)>) -> Option<&'static str> {
    let named = years(text);
    if !named.is_empty() {
        let is_other = year.is_some_and(|own| !named.contains(&own));
        return is_other.then_some("ее раздел относится к другому учебному году");
    }
    let words = plain(text).replace("не действ", "недейств");
    let words: Vec<&str> = words.split(' ').collect();
    let begins = |stems: &[&str]| words.iter().any(|w| stems.iter().any(|s| w.starts_with(s)));
    if words.len() > LONGEST {
        None
    } else if begins(&OVER) {
        Some("судя по названию раздела, этой пары больше нет")
    } else if begins(&NOT_YET) {
        Some("судя по названию раздела, эта пара еще не назначена")
    } else {
        None
    }
}

/// The reason that holds beneath this row: a title gives a new one or takes it away.
pub(super) fn beneath(
    before: Option<&'static str>,
    table: &Table<'_>,
    row: &Row,
    texts: &[(u32, String)],
    year: Option<(u32, u32)>,
) -> Option<&'static str> {
    if table.kind == SheetKind::Roadmap || table.is_ours {
        return None;
    }
    let own: Vec<&str> = texts
        .iter()
        .map(|(_, text)| text.as_str())
        .filter(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 2)
        .collect();
    let [title] = own.as_slice() else {
        return before;
    };
    let names_somebody = names_people(title) && title.contains('.');
    let has_value = row
        .cells
        .iter()
        .filter(|c| !c.value.is_empty())
        .any(|c| c.value.shown().trim() != *title);
    if has_value || names_somebody || plain(title).starts_with("итог") {
        return before;
    }
    why(title, year)
}

/// What a row with people on both sides is, by the words that stand where others have a number.
pub(super) enum Numbered {
    Entry,
    /// «Члены комиссии:».
    Signed,
    /// «исключена».
    Told(&'static str),
    /// «рез.»: nobody knows.
    Unclear,
}

pub(super) fn by_number(
    table: &Table<'_>,
    index: u32,
    texts: &[(u32, String)],
    year: Option<(u32, u32)>,
) -> Numbered {
    let Some((column, text)) = texts.first().filter(|_| table.kind == SheetKind::Pairs) else {
        return Numbered::Entry;
    };
    let field = table.columns.get(column);
    let is_number = field.is_some_and(|f| f.path == IGNORED);
    if table.is_ours || field.is_some() && !is_number {
        return Numbered::Entry;
    }
    let words = plain(text);
    let signs = words
        .split(' ')
        .any(|word| SIGNING.iter().any(|stem| word.starts_with(stem)));
    if text.ends_with(':') || is_number && signs {
        return Numbered::Signed;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let counts = |text: &str| letters(text) == 0 && text.contains(|c: char| c.is_ascii_digit());
    let others_count = table
        .rows()
        .filter(|(row, _)| *row != index)
        .filter_map(|(_, cells)| cells.get(column))
        .any(|value| counts(&value.shown()));
    let is_text = matches!(table.sheet.at(index, *column), Value::Text(_));
    if !is_number || !is_text || letters(text) < 3 || !others_count {
        return Numbered::Entry;
    }
    why(text, year).map_or(Numbered::Unclear, |why| {
        if years(text).is_empty() {
            Numbered::Told("вместо номера строки сказано, что этой пары нет")
        } else {
            Numbered::Told(why)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_takes_out_what_is_over_and_no_school_or_group() {
        let year = Some((2026, 2027));
        for title in [
            "Исключены:",
            "Снятые пары",
            "Завершившие работу",
            "2025/2026 учебный год",
            "Планируется на 2027/2028:",
            "Резерв",
            "Пары, прекратившие работу (отказ наставника)",
            "На согласовании",
        ] {
            assert!(why(title, year).is_some(), "{title}");
        }
        for title in [
            "Начальная школа",
            "2026/2027 учебный год",
            "Проектная группа",
            "Окончившие вуз в 2026 году",
            "Переведенные из школы № 3",
            "Второй корпус",
            "Завершающий год программы",
        ] {
            assert!(why(title, year).is_none(), "{title}");
        }
    }
}
