//! Titles among the rows of a roadmap.

use crate::edit::Row;
use crate::fields::{SECTION, STAGE};

/// «1. Подготовительный этап» → «Подготовительный этап»: the paper has numbers of its own.
pub(super) fn unnumbered(title: &str) -> &str {
    let title = title.trim();
    let rest =
        title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || "IVX".contains(c));
    let number = &title[..title.len() - rest.len()];
    if rest.starts_with(' ') && number.contains('.') {
        rest.trim_start()
    } else {
        title
    }
}

/// «Сбор согласий наставников», «Проведение педсовета»: how activities begin, and no stage does.
pub(super) fn begins_activity(text: &str) -> bool {
    const FIRST: [&str; 26] = [
        "сбор",
        "посещение",
        "взаимопосещение",
        "проведение",
        "составление",
        "разработка",
        "утверждение",
        "издание",
        "назначение",
        "закрепление",
        "анкетирование",
        "семинар",
        "педсовет",
        "совещание",
        "консультация",
        "заседание",
        "размещение",
        "награждение",
        "встреча",
        "собеседование",
        "заполнение",
        "тренинг",
        "беседа",
        "опрос",
        "издать",
        "провести",
    ];
    let words = text.trim().to_lowercase();
    let first = words.split([' ', '.', ',', ':']).next().unwrap_or_default();
    FIRST.contains(&first)
}

/// Whether a title is that of a stage, and not of a section. Rows of one look are of one level:
/// sections stand under a stage that says it is one, or right `beneath` its title.
pub(super) fn is_stage(title: &str, rows: &[Row], beneath: bool) -> bool {
    let names_itself =
        |text: &str| text.to_lowercase().contains("этап") || numbered(text) == Some(1);
    let own = |row: &Row, path| row.text(path).filter(|_| row.cells.len() == 1);
    let last = rows.iter().rev().find_map(|row| {
        let stage = own(row, STAGE).map(|text| (true, text));
        stage.or(own(row, SECTION).map(|text| (false, text)))
    });
    names_itself(title)
        || last.is_none_or(|(is_stage, last)| is_stage && !beneath && !names_itself(&last))
}

/// The level of a number in front of a title: «2. Работа» is of the first, «2.1. Работа» of the
/// second.
fn numbered(title: &str) -> Option<usize> {
    let number = title.trim().split(' ').next()?;
    let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let roman = |part: &&str| !part.is_empty() && part.chars().all(|c| "IVX".contains(c));
    let fits = number.contains('.') && parts.iter().all(|p| is_number(p) || roman(p));
    fits.then_some(parts.len())
}

/// Whether entries whose first has the number `next` stand beneath a title of this number.
pub(super) fn counts_beneath(number: &str, next: &str) -> bool {
    let is_plain = |text: &str| {
        let digits = text.trim_end_matches(['.', ')']);
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let (own, next) = (number.trim(), next.trim());
    let inside = format!("{}.", own.trim_end_matches(['.', ')']));
    let begins_anew = is_plain(next) && next.trim_end_matches(['.', ')']) == "1";
    next.starts_with(&inside) && next.len() > inside.len()
        || is_plain(next) && !own.starts_with(|c: char| c.is_ascii_digit())
        || is_plain(own) && begins_anew
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_shows_what_stands_beneath_it() {
        for (number, next) in [
            ("1", "1.1"),
            ("2.", "2.1."),
            ("I", "1"),
            ("Раздел 1", "1"),
            ("А.", "3"),
            ("2", "1"),
        ] {
            assert!(counts_beneath(number, next), "{number} {next}");
        }
        for (number, next) in [
            ("1", "2"),
            ("4.", "5."),
            ("1.1", "1.2"),
            ("1", "10"),
            ("I", "II"),
        ] {
            assert!(!counts_beneath(number, next), "{number} {next}");
        }
    }

    #[test]
    fn numbers_go_and_words_stay() {
        for (title, without) in [
            ("1. Подготовительный этап", "Подготовительный этап"),
            ("2.1 Работа с парами", "Работа с парами"),
            ("II. Основной этап", "Основной этап"),
            ("I этап. Подготовительный", "I этап. Подготовительный"),
            ("2 полугодие. Работа", "2 полугодие. Работа"),
        ] {
            assert_eq!(unnumbered(title), without, "{title}");
        }
        assert_eq!(numbered("2.1. Работа"), Some(2));
        assert_eq!(numbered("Работа"), None);
    }
}
