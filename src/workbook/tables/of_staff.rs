//! What words say of the staff: who has left the school, and who has not, however it stands with his
//! mentoring.

use super::standing::{AWAY, MOVED, Side, has_left, words_of};

/// Whether words say of people how it stands with their mentoring, and not that they left the school:
/// «Бывшие наставники», «Нуждаются в наставнике», and not «Выбывшие наставники».
pub(in crate::workbook) fn is_of_mentoring(text: &str) -> bool {
    const LEFT: [&str; 7] = [
        "выбы",
        "увол",
        "ушед",
        "ушли",
        "уехал",
        "покину",
        "неработа",
    ];
    let words = words_of(text);
    let has = |stems: &[&str]| words.iter().any(|w| stems.iter().any(|s| w.starts_with(s)));
    (has(&["наставн", "наставля"]) || words.iter().any(|w| matches!(w.as_str(), "пары" | "пара")))
        && !has(&LEFT)
}

/// Whether words say of somebody of the staff that he has left the school: «уволен 01.10.2026»,
/// «переведена в школу № 5», and not «на место уволенной Петровой», «переведена на 0,5 ставки».
pub(in crate::workbook) fn has_left_school(text: &str) -> bool {
    const LEFT: [&str; 26] = [
        "уволен",
        "уволена",
        "уволены",
        "уволился",
        "уволилась",
        "уволились",
        "увольнение",
        "увольняется",
        "увольняются",
        "уволится",
        "выбыл",
        "выбыла",
        "выбыли",
        "сокращен",
        "сокращена",
        "отчислен",
        "отчислена",
        "умер",
        "умерла",
        "неработает",
        "неработают",
        "ушел",
        "ушла",
        "ушли",
        "покинул",
        "покинула",
    ];
    const PLACES: [&str; 8] = [
        "школ",
        "организац",
        "учрежден",
        "гимнази",
        "лице",
        "сад",
        "сош",
        "колледж",
    ];
    let words = words_of(text);
    let begins = |stems: &[&str]| words.iter().any(|w| stems.iter().any(|s| w.starts_with(s)));
    words.iter().any(|word| LEFT.contains(&word.as_str())) && !begins(&AWAY)
        || begins(&PLACES) && has_left(&words, &MOVED, Side::Behind)
}
