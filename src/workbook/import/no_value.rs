//! Words of a list that stand in a cell and are no value of its field: dashes, «есть», «готовится»,
//! «основное место работы», the school itself.

use super::reading::Reading;
use crate::edit::Cell;
use crate::fields::Kind;
use crate::problem::{Code, Problem};
use crate::workbook::grid::Value;
use crate::workbook::tables::plain;

/// Why a cell is left out, and what should stand in it.
struct NoValue {
    /// «не номер».
    why: &'static str,
    advice: &'static str,
}

/// Leaves out a cell that holds no value of its field, and says so where something was meant.
pub(super) fn leave_no_value(cell: &mut Cell, it: &mut Reading<'_>) {
    const NO: [&str; 4] = ["нет", "отсутствует", "не получено", "б н"];
    let Value::Text(text) = &cell.value else {
        return;
    };
    // Names and posts copied from a page or from Word bring its no-break spaces along.
    let text = &text.replace('\u{A0}', " ");
    cell.value = Value::Text(text.clone());
    if is_error(text) {
        cell.value = Value::Error(text.clone());
        return;
    }
    let is_person = matches!(cell.field.path, "mentors" | "mentees" | "name");
    let words = plain(text);
    if ask_of_refusal(cell, text, &words, it) {
        cell.value = Value::Empty;
        return;
    }
    let is_consent = cell.field.path.ends_with("consent");
    let says_no = cell.field.kind == Kind::Day && NO.contains(&words.as_str());
    let is_nothing = !is_person && is_dash(text) || says_no && !is_consent;
    if is_nothing {
        it.out.leave(&cell.at, "прочерк");
    } else if says_no {
        let message = format!("«{}»: «{text}» – не дата, не взято", cell.head());
        let problem = Problem::new(Code::LeftOut, message)
            .hint("когда наставник даст согласие, впишите его день: 01.09.2026");
        it.out.report_at(problem, &cell.at, text);
        it.out.leave(&cell.at, "не дата");
    } else if cell.field.path == "organization" && it.is_own_school(text) {
        it.out.leave(&cell.at, "сама школа");
    } else if let Some(NoValue { why, advice }) =
        no_value(cell.field.path, cell.field.kind, text, &words)
    {
        let message = format!("«{}»: «{text}» – {why}, не взято", cell.head());
        let problem = Problem::new(Code::LeftOut, message).hint(advice);
        it.out.report_at(problem, &cell.at, text);
        it.out.leave(&cell.at, why);
    } else {
        return;
    }
    cell.value = Value::Empty;
}

/// «нет» where the day of the consent should stand: nobody is made a mentor against his will.
fn ask_of_refusal(cell: &Cell, text: &str, words: &str, it: &mut Reading<'_>) -> bool {
    const NO: [&str; 6] = ["нет", "не ", "отказ", "против", "возража", "отклон"];
    const NOT_YET: [&str; 4] = ["не получен", "не подписан", "не оформлен", "не возража"];
    let says_no = NO.iter().any(|no| words.starts_with(no))
        && !NOT_YET.iter().any(|not_yet| words.starts_with(not_yet));
    if !cell.field.path.ends_with("consent") || !says_no {
        return false;
    }
    let message = format!(
        "«{}»: «{text}» – наставник отказался или согласия еще нет?",
        cell.head()
    );
    let problem = Problem::new(Code::UnclearCell, message).hint(
        "без письменного согласия наставника не назначают: если он отказался, удалите строку; если согласие еще не получено, оставьте ячейку пустой",
    );
    it.out.report_at(problem, &cell.at, text);
    it.out.use_up(&cell.at);
    true
}

/// «#Н/Д», «#REF!»: a failed formula that was kept as a text.
fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 14] = [
        "#Н/Д",
        "#ССЫЛКА!",
        "#ЗНАЧ!",
        "#ИМЯ?",
        "#ДЕЛ/0!",
        "#ПУСТО!",
        "#ЧИСЛО!",
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
    ];
    ERRORS.contains(&text.trim())
}

fn no_value(path: &str, kind: Kind, text: &str, words: &str) -> Option<NoValue> {
    let why = |why, advice| Some(NoValue { why, advice });
    if NUMBERS.contains(&path) && (is_not_known(words) || text.trim().ends_with('%')) {
        why("не номер", "впишите номер: 118-ОД")
    } else if path == "basis.order" && is_no_order(words) {
        why(
            "не приказ",
            "впишите номер и дату приказа: № 118-ОД от 01.09.2026",
        )
    } else if path.starts_with("note.") && is_nothing_said(words) {
        why(
            "не сведения",
            "если так и должно быть напечатано, впишите это на листе «Записки» или в форме пары",
        )
    } else if path == "period" && (is_no_term(words) || has_letter_for_figure(text)) {
        why("не срок", "впишите обе даты: 01.09.2026 – 31.05.2027")
    } else if path == "organization" && (is_kind_of_work(words) || is_place_inside(words)) {
        why(
            "не организация",
            "место работы нужно только у того, кто работает в другой организации: впишите ее название",
        )
    } else if kind == Kind::Day && YES.contains(&words)
        || path.ends_with("consent") && says_yes(words)
    {
        why("не дата", "впишите дату: 01.09.2026")
    } else {
        None
    }
}

/// What stands for a day that there is, but not which.
const YES: [&str; 8] = [
    "да",
    "есть",
    "имеется",
    "получено",
    "дано",
    "подписано",
    "в наличии",
    "+",
];
/// «согласна», «письменное», «в личном деле» beneath «Согласие».
fn says_yes(words: &str) -> bool {
    const BEGIN: [&str; 9] = [
        "соглас",
        "письмен",
        "устн",
        "не возража",
        "в личном деле",
        "в деле",
        "прилага",
        "приложен",
        "оформлен",
    ];
    const WHOLE: [&str; 6] = ["v", "х", "x", "1", "", "подпись"];
    let has_figure = words.contains(|c: char| c.is_ascii_digit());
    WHOLE.contains(&words) || !has_figure && BEGIN.iter().any(|begin| words.starts_with(begin))
}

/// Columns of numbers of papers.
const NUMBERS: [&str; 4] = [
    "number",
    "basis.number",
    "labour.agreement.number",
    "agreement.number",
];
/// Words that stand for what is not known yet, or only say that it is.
const NOT_KNOWN: [&str; 16] = [
    "готовится",
    "готов",
    "уточнить",
    "уточняется",
    "есть",
    "имеется",
    "да",
    "нет",
    "будет",
    "будет позже",
    "см приказ",
    "приказ",
    "о",
    "0",
    "х",
    "не назначена",
];

/// «готовится», «есть», «???», «№»: words that only say that something is there, or is not known
/// yet.
pub(super) fn is_not_known(words: &str) -> bool {
    NOT_KNOWN.contains(&words) || !words.contains(char::is_alphanumeric)
}

/// «готовится», «на подписи» beneath «Приказ».
fn is_no_order(words: &str) -> bool {
    const BEGIN: [&str; 11] = [
        "готов",
        "на подпис",
        "на согласован",
        "на утвержд",
        "проект",
        "в разработ",
        "в работе",
        "издает",
        "будет",
        "отсутств",
        "не издан",
    ];
    is_not_known(words) || BEGIN.iter().any(|begin| words.starts_with(begin))
}

/// «нет», «не указано» beneath «Актуальность»: there is nothing to print.
fn is_nothing_said(words: &str) -> bool {
    const BEGIN: [&str; 9] = [
        "не указан",
        "не определ",
        "не заполн",
        "не предусмотр",
        "не установл",
        "не требу",
        "не сформулиров",
        "отсутству",
        "в разработке",
    ];
    const MOST: usize = 3;
    is_not_known(words)
        || words.split(' ').count() <= MOST && BEGIN.iter().any(|begin| words.starts_with(begin))
}

/// Words that are no term, and the number by which tables know a day.
fn is_no_term(words: &str) -> bool {
    is_not_known(words) || words.bytes().all(|b| b.is_ascii_digit())
}

/// «31.05.2O27»: a letter like a figure in a date, which is then none.
fn has_letter_for_figure(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let figures = word.chars().filter(char::is_ascii_digit).count();
        let is_like = |c: char| c.is_ascii_digit() || c == '.' || "OoОоЗзlIбБ".contains(c);
        word.matches('.').count() == 2
            && figures >= 4
            && word.chars().any(char::is_alphabetic)
            && word.chars().all(is_like)
    })
}

pub(super) fn is_dash(text: &str) -> bool {
    text.chars()
        .all(|c| "-–—−".contains(c) || c.is_whitespace())
}

/// «основное», «внутренний совместитель», «0,5 ставки»: how somebody works, and not where.
pub(super) fn is_kind_of_work(words: &str) -> bool {
    const BEGIN: [&str; 10] = [
        "основн",
        "совместит",
        "совмещ",
        "по совместит",
        "по основн",
        "внутренн",
        "внешн",
        "штатн",
        "постоянн",
        "ставка",
    ];
    matches!(words, "да" | "нет" | "наша" | "здесь")
        || BEGIN.iter().any(|b| words.starts_with(b))
        || words
            .split(' ')
            .any(|word| matches!(word, "ставки" | "ставка" | "ст"))
            && words.contains(|c: char| c.is_ascii_digit())
}

/// «корпус 2», «каб. 12», «начальная школа», «г. Светлый»: a part of the school, or a town.
pub(super) fn is_place_inside(words: &str) -> bool {
    const PARTS: [&str; 9] = [
        "корпус",
        "каб",
        "кабинет",
        "здание",
        "филиал",
        "отделение",
        "этаж",
        "площадка",
        "класс",
    ];
    const TOWNS: [&str; 5] = ["г", "гор", "с", "пос", "д"];
    const WHOLE: [&str; 9] = [
        "школа",
        "наша школа",
        "начальная школа",
        "средняя школа",
        "старшая школа",
        "основная школа",
        "дошкольное отделение",
        "дошкольные группы",
        "детский сад",
    ];
    let split: Vec<&str> = words.split(' ').collect();
    let is_part = |word: &&str| PARTS.contains(word);
    let is_number =
        |word: &&str| word.chars().all(|c| c.is_ascii_digit()) || word.chars().count() == 1;
    let are_part =
        split.iter().any(&is_part) && split.iter().all(|word| is_part(word) || is_number(word));
    are_part
        || WHOLE.contains(&words)
        || split.first().is_some_and(|first| TOWNS.contains(first)) && split.len() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_school_is_no_other_organization() {
        for text in [
            "корпус 2",
            "1 корпус",
            "каб. 12",
            "школа",
            "начальная школа",
            "дошкольное отделение",
            "филиал",
            "г. Светлый Яр",
        ] {
            assert!(is_place_inside(&plain(text)), "{text}");
        }
        for text in [
            "Школа № 5",
            "МБОУ «Начальная школа № 2»",
            "Детский сад «Заря»",
            "филиал МБОУ «СОШ № 3» в с. Заречное",
            "Гимназия",
        ] {
            assert!(!is_place_inside(&plain(text)), "{text}");
        }
        assert!(has_letter_for_figure("01.09.2026 - 31.05.2O27"));
        assert!(!has_letter_for_figure("с 01.09.2026 до 31.05.2027г."));
        assert!(is_kind_of_work(&plain("0,5 ставки")) && is_kind_of_work("совмещение"));
        assert!(!is_kind_of_work(&plain("Центр «Ставка»")));
    }
}
