//! What is paid: numbers of which the heading of the column says what they count.

use super::no_value::is_not_known;
use super::reading::Reading;
use crate::edit::{Cell, Row, Unit, genitive, is_figure, with_unit};
use crate::problem::{Code, Problem};
use crate::workbook::grid::Value;
use crate::workbook::tables::{SheetTable, plain};

/// Columns of what is paid.
const PAYS: [&str; 2] = ["labour.pay", "pay"];

/// Puts the unit of the heading to numbers that have none; numbers of which nobody says what they
/// count, and words that are no pay, are left out and told.
pub(super) fn settle(rows: &mut [Row], table: &SheetTable<'_>, it: &mut Reading<'_>) {
    let unit = PAYS
        .iter()
        .find_map(|path| table.column(path))
        .and_then(|column| unit_of(table, column));
    let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
    for cell in cells.filter(|cell| PAYS.contains(&cell.field.path) && !cell.value.is_empty()) {
        if !matches!(cell.value, Value::Text(_) | Value::Number(_)) || it.is_written(cell) {
            continue;
        }
        let text = cell.value.shown();
        if is_no_pay(&plain(&text)) {
            leave(NOT_A_PAY, &text, cell, it);
            continue;
        }
        if is_below_nought(&text) || text.contains(['$', '€']) {
            leave(NOT_A_PAY, &text, cell, it);
            continue;
        }
        // «₽5 000» as a number format of another country shows it.
        let bare = text.trim();
        let sign = bare.strip_suffix('₽').or(bare.strip_prefix('₽'));
        let (bare, own) = match sign {
            Some(figure) => (figure, Some(Unit::Rouble)),
            None => (bare, unit),
        };
        let Some(bare) = without_unit(bare) else {
            continue;
        };
        match own.and_then(|unit| with_unit_behind(bare, unit)) {
            Some(pay) => cell.value = Value::Text(pay),
            None => leave(NO_UNIT, &text, cell, it),
        }
    }
}

/// Why a pay is left out, and what to do.
type Why = (&'static str, &'static str);

const NO_UNIT: Why = (
    "непонятно, рубли это, проценты или баллы",
    "впишите размер с единицей: 1500 рублей, 15 процентов, 10 баллов",
);
const NOT_A_PAY: Why = (
    "не размер выплаты",
    "если выплаты нет, оставьте ячейку пустой; если есть, впишите размер с единицей: 1500 рублей, 15 процентов",
);

fn leave((why, advice): Why, text: &str, cell: &mut Cell, it: &mut Reading<'_>) {
    let message = format!("«{}»: «{text}» – {why}, не взято", cell.head());
    let problem = Problem::new(Code::LeftOut, message).hint(advice);
    it.out.report_at(problem, &cell.at, text);
    it.out.leave(&cell.at, why);
    cell.value = Value::Empty;
}

/// «бесплатно», «на общественных началах»: that nothing is paid.
fn is_no_pay(words: &str) -> bool {
    const BEGIN: [&str; 13] = [
        "бесплатн",
        "безвозмезд",
        "на безвозмезд",
        "на общественн",
        "общественн",
        "без оплат",
        "без доплат",
        "без выплат",
        "без надбав",
        "не оплач",
        "не предусм",
        "не устан",
        "не полаг",
    ];
    is_not_known(words) || BEGIN.iter().any(|begin| words.starts_with(begin))
}

/// «-500», «(500)».
fn is_below_nought(text: &str) -> bool {
    let text = text.trim();
    let inside = text.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    let figure = inside.or_else(|| text.strip_prefix(['-', '−', '–']));
    let is_figure = |it: &str| {
        it.chars()
            .all(|c| c.is_ascii_digit() || " \u{A0},.".contains(c))
    };
    figure.is_some_and(|it| is_figure(it) && it.contains(|c: char| c.is_ascii_digit()))
}

/// Words before a figure after which it stands in the genitive.
const UP_TO: [&str; 11] = [
    "до",
    "от",
    "не",
    "более",
    "менее",
    "свыше",
    "около",
    "порядка",
    "выше",
    "ниже",
    "больше",
];

/// A pay that is nothing but figures and words such as «до»: «15», «до 15», «10–15». `None` where
/// other words say what it is.
fn without_unit(text: &str) -> Option<&str> {
    let is_own = |word: &str| {
        let is_mark = |c: char| c.is_ascii_digit() || ".,-–—/+".contains(c);
        UP_TO.contains(&word.to_lowercase().as_str())
            || word.chars().all(is_mark)
            || is_thousand(word)
    };
    let has_figure = text.contains(|c: char| c.is_ascii_digit());
    (has_figure && text.split_whitespace().all(is_own)).then_some(text)
}

fn is_thousand(word: &str) -> bool {
    word.to_lowercase().starts_with("тыс")
}

/// The pay with the unit behind its last figure.
fn with_unit_behind(text: &str, unit: Unit) -> Option<String> {
    if is_figure(text) {
        return with_unit(text, unit);
    }
    if text.split_whitespace().next_back().is_some_and(is_thousand) {
        return (unit == Unit::Rouble).then(|| format!("{text} рублей"));
    }
    let figures = |c: char| c.is_ascii_digit() || ".,".contains(c) || c.is_whitespace();
    let before = text.trim_end_matches(figures);
    let figure = text.get(before.len()..)?;
    let own = with_unit(figure, unit)?;
    let is_after = before
        .split_whitespace()
        .next_back()
        .is_some_and(|word| UP_TO.contains(&word.to_lowercase().as_str()));
    let space = if is_after { " " } else { "" };
    let own = if is_after { genitive(&own, unit) } else { own };
    Some(format!("{}{space}{own}", before.trim_end()))
}

/// «Доплата, %», «Доплата (руб.)», «Баллы»: from the heading of a column.
fn unit_of(table: &SheetTable<'_>, column: u32) -> Option<Unit> {
    let head: String = (table.head..table.first)
        .map(|row| table.sheet.at(row, column).shown().to_lowercase() + " ")
        .collect();
    if head.contains('%') || head.contains("процент") {
        Some(Unit::Percent)
    } else if head.contains("руб") || head.contains('₽') {
        Some(Unit::Rouble)
    } else if head.contains("балл") {
        Some(Unit::Point)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pay_gets_the_unit_of_its_heading_whatever_stands_before_the_figure() {
        for (text, unit, pay) in [
            ("до 15", Unit::Percent, "до 15 процентов"),
            ("до 1", Unit::Percent, "до 1 процента"),
            ("не более 3000", Unit::Rouble, "не более 3000 рублей"),
            ("от 10 до 21", Unit::Percent, "от 10 до 21 процента"),
            ("10–15", Unit::Percent, "10–15 процентов"),
            ("5 тыс.", Unit::Rouble, "5 тыс. рублей"),
            ("1 500", Unit::Rouble, "1500 рублей"),
        ] {
            let bare = without_unit(text).unwrap();
            assert_eq!(with_unit_behind(bare, unit).as_deref(), Some(pay), "{text}");
        }
        for whole in ["15%", "15 процентов оклада", "5000 р.", "коэффициент 1,15"]
        {
            assert_eq!(without_unit(whole), None, "{whole}");
        }
        for words in [
            "Бесплатно",
            "на общественных началах",
            "нет",
            "не предусмотрена",
        ] {
            assert!(is_no_pay(&plain(words)), "{words}");
        }
        assert!(!is_no_pay(&plain("15 процентов")));
    }
}
