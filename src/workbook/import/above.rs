//! What stands above the head of a table and may be an entry: a list was sorted together with its
//! head. And tables in which nothing stands beneath the head.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::reading::Reading;
use crate::edit::{self, List, names_people, order_in};
use crate::fields::SheetKind;
use crate::problem::{Code, Problem};
use crate::workbook::grid::{Book, Value};
use crate::workbook::tables::{MOST_ABOVE, SheetTable, plain, years};

/// Cells that make an entry of a plan.
const PARTS_OF_ENTRY: usize = 3;

/// Asks about the rows above a head that look like its entries.
pub(super) fn ask(table: &SheetTable<'_>, above: &[(u32, u32, String)], it: &mut Reading<'_>) {
    let mut rows: BTreeMap<u32, BTreeMap<u32, &str>> = BTreeMap::new();
    for (row, column, text) in above {
        rows.entry(*row).or_default().insert(*column, text);
    }
    let approves = |text: &&str| {
        let words = plain(text);
        words.starts_with("утвержда") || words.starts_with("соглас")
    };
    for (row, cells) in &rows {
        if cells.values().any(approves) {
            return;
        }
        if !is_entry(table, cells) {
            continue;
        }
        let Some((column, text)) = cells.first_key_value() else {
            continue;
        };
        it.has_left = true;
        let problem = Problem::new(
            Code::UnclearCell,
            "над строкой с названиями столбцов стоит запись списка: она не прочитана",
        );
        it.out.report_at(
            problem.hint("похоже, список отсортировали вместе с заголовком: перенесите строку с названиями столбцов наверх"),
            &table.sheet.place(*row, *column).to_string(),
            text,
        );
    }
}

fn is_entry(table: &SheetTable<'_>, cells: &BTreeMap<u32, &str>) -> bool {
    let at = |path: &str| {
        let column = table.column(path)?;
        cells.get(&column).copied()
    };
    // «О.П. Никитина» signs.
    let is_person = |text: &str| {
        names_people(text) && text.contains(' ') && text.chars().nth(1).is_some_and(|c| c != '.')
    };
    let is_named = |path: &str| at(path).is_some_and(is_person);
    match table.kind {
        _ if table.is_ours => false,
        SheetKind::Pairs => is_named("mentors") && is_named("mentees"),
        SheetKind::Staff => is_named("name") && at("position").is_some(),
        SheetKind::Roadmap => {
            let own = cells.keys().filter(|c| table.columns.contains_key(c));
            at("name").is_some() && at("term").is_some() && own.count() >= PARTS_OF_ENTRY
        }
        _ => false,
    }
}

/// A file that is named after another school year, where nothing in it names this one.
pub(super) fn tell_of_file(book: &Book, it: &mut Reading<'_>) {
    let Some(own) = it.year else { return };
    let named = years(&book.name);
    let names_own = |text: &str| years(text).contains(&own);
    let has_own = book.sheets.iter().any(|sheet| {
        let rows = sheet.rows.range(..=MOST_ABOVE);
        let mut texts = rows.flat_map(|(_, cells)| cells.values());
        names_own(&sheet.name) || texts.any(|value| names_own(&value.shown()))
    });
    let Some((from, to)) = named.first().filter(|_| !named.contains(&own) && !has_own) else {
        return;
    };
    let message = format!(
        "{}: в имени файла назван {from}/{to} учебный год, а в школе идет {}/{}",
        book.name, own.0, own.1
    );
    let problem = Problem::new(Code::LeftOut, message);
    it.out.problems.push(
        problem.hint(
            "проверьте, тот ли это список: все, что в нем есть, внесено в нынешний учебный год",
        ),
    );
}

/// A book of tables without a single row says nothing.
pub(super) fn tell_empty(tables: &[SheetTable<'_>], lists: &[List], it: &mut Reading<'_>) {
    let is_empty = lists.iter().all(|list| list.rows.is_empty())
        && tables
            .iter()
            .all(|table| !table.is_ours && table.rows().next().is_none());
    let Some(table) = tables.first().filter(|_| is_empty) else {
        return;
    };
    if it.out.problems.iter().any(Problem::is_error) {
        return;
    }
    let (column, _) = table.across();
    let problem = Problem::new(
        Code::LeftOut,
        "под названиями столбцов нет ни одной строки: вносить нечего",
    );
    it.out.report_at(
        problem.hint("впишите записи под строкой с названиями столбцов"),
        &table.sheet.place(table.head, column).to_string(),
        &table.sheet.at(table.head, column).shown(),
    );
}

/// An order that is named in the title of a list of pairs, and nowhere in the list.
pub(super) fn tell_order(
    table: &SheetTable<'_>,
    titles: &[(u32, u32, String)],
    it: &mut Reading<'_>,
) {
    let has_basis = table.columns.values().any(|f| f.path.starts_with("basis"));
    if table.kind != SheetKind::Pairs || has_basis {
        return;
    }
    let mut is_told = false;
    // Number and day alone may be of minutes, where these are named.
    let has_minutes = titles
        .iter()
        .any(|(_, _, text)| text.to_lowercase().contains("протокол"));
    for (row, column, text) in titles {
        let bare = || bare_order(text).filter(|_| !has_minutes);
        let Some(order) = order_named(text).or_else(bare) else {
            continue;
        };
        is_told = true;
        let at = table.sheet.place(*row, *column).to_string();
        tell(order, &at, text, it);
    }
    // «Приложение», «к приказу МБОУ «Школа № 7»», «от 08.09.2026 № 121-ОД» in cells of their own.
    let texts: Vec<&str> = titles.iter().map(|(_, _, text)| text.as_str()).collect();
    let whole = texts.join(" ");
    if let Some(order) = order_named(&whole).filter(|_| !is_told) {
        let has_day = |text: &&String| text.contains(|c: char| c.is_ascii_digit());
        let last = titles
            .iter()
            .rfind(|(_, _, text)| has_day(&text) && text.contains(&order.0));
        if let Some((row, column, text)) = last.or(titles.last()) {
            let at = table.sheet.place(*row, *column).to_string();
            tell(order, &at, text, it);
        }
    }
}

/// Number and day of the order that a title names.
fn order_named(text: &str) -> Option<(String, NaiveDate)> {
    let lower = text.to_lowercase();
    let at = ORDERS.iter().find_map(|word| lower.find(word))?;
    let (_, rest) = text.get(at..)?.split_once(char::is_whitespace)?;
    // The school that gave it may stand before its number: «к приказу МБОУ «Школа № 7» от …».
    let later = || {
        let starts = rest.char_indices().filter(|(at, _)| {
            let tail = &rest[*at..];
            let begins = *at == 0 || rest[..*at].ends_with(char::is_whitespace);
            begins && begins_order(tail)
        });
        starts.into_iter().find_map(|(at, _)| read(&rest[at..]))
    };
    read(rest).or_else(later)
}

/// What an order is called, by the beginnings of the words.
const ORDERS: [&str; 2] = ["приказ", "распоряжен"];

/// «№ 121-ОД от 08.09.2026», «08.09.2026 № 121-ОД» in a cell of its own.
fn bare_order(text: &str) -> Option<(String, NaiveDate)> {
    let text = text.trim_start();
    let begins = begins_order(text) || text.contains('№') && text.starts_with(char::is_numeric);
    read(text).filter(|_| begins)
}

fn begins_order(text: &str) -> bool {
    text.starts_with('№') || text.starts_with("от ")
}

fn read(text: &str) -> Option<(String, NaiveDate)> {
    let words = order_in(text.trim())?;
    Some((words.number, words.date?))
}

fn tell((number, date): (String, NaiveDate), at: &str, text: &str, it: &mut Reading<'_>) {
    let date = Value::Day(date).shown();
    let message =
        format!("над списком назван приказ № {number} от {date}: в сведения о парах он не вписан");
    let problem = Problem::new(Code::LeftOut, message);
    it.out.report_at(
        problem.hint(format!("если им закреплены эти пары, впишите его в столбец «Номер приказа»: № {number} от {date}")),
        at,
        text,
    );
}

/// What else is said of all pairs over their list, and nowhere in it: their term, the consents, the pay.
pub(super) fn tell_of_pairs(
    table: &SheetTable<'_>,
    titles: &[(u32, u32, String)],
    it: &mut Reading<'_>,
) {
    if table.kind != SheetKind::Pairs || table.is_ours {
        return;
    }
    let has = |path: &str| table.columns.values().any(|f| f.path.starts_with(path));
    for (row, column, text) in titles {
        let words = plain(text);
        let begins = |stems: &[&str]| {
            let mut words = words.split(' ');
            words.any(|word| stems.iter().any(|stem| word.starts_with(stem)))
        };
        let has_day = || {
            text.split_whitespace().any(|word| {
                let word = word.trim_matches(|c: char| !c.is_ascii_digit());
                matches!(edit::day(word), Some(Ok(_)))
            })
        };
        let has_figure = text.contains(|c: char| c.is_ascii_digit());
        let advice = if begins(&["срок", "период"]) && has_day() && !has("period") {
            "если это срок этих пар, впишите его в столбцы «Начало» и «Окончание»"
        } else if begins(&["согласие", "согласия"]) && has_day() && !has("basis.consent")
        {
            "если так согласились все наставники, впишите день в столбец «Согласие наставника»"
        } else if begins(&["доплат", "выплат", "надбавк", "вознагражд"])
            && has_figure
            && !has("labour.pay")
        {
            "если это доплата всем наставникам, впишите ее в столбец «Доплата»"
        } else {
            continue;
        };
        let message = format!(
            "над списком стоит «{}»: в сведения о парах это не вписано",
            text.trim()
        );
        let problem = Problem::new(Code::LeftOut, message).hint(advice);
        let at = table.sheet.place(*row, *column).to_string();
        it.out.report_at(problem, &at, text);
    }
}
