//! What stands above the head of a table and may be an entry: a list was sorted together with its
//! head. And tables in which nothing stands beneath the head.

use std::collections::BTreeMap;

use super::reading::Reading;
use crate::edit::{List, names_people, order_in};
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
    for (row, column, text) in titles {
        let lower = text.to_lowercase();
        let Some(at) = lower.find("приказ") else {
            continue;
        };
        let rest = text
            .get(at..)
            .and_then(|t| t.split_once(char::is_whitespace));
        let words = rest.and_then(|(_, rest)| order_in(rest.trim()));
        let Some(date) = words.as_ref().and_then(|words| words.date) else {
            continue;
        };
        let number = words.map(|words| words.number).unwrap_or_default();
        let message = format!(
            "над списком назван приказ № {number} от {}: в сведения о парах он не вписан",
            Value::Day(date).shown()
        );
        let problem = Problem::new(Code::LeftOut, message);
        it.out.report_at(
            problem.hint("если им закреплены эти пары, впишите его в столбец «Номер приказа»: № 118-ОД от 01.09.2026"),
            &table.sheet.place(*row, *column).to_string(),
            text,
        );
    }
}
