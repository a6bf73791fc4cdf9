//! Rows that were sorted by one of their columns: the order is then the table program's, not the
//! user's.

use std::collections::BTreeMap;

use crate::edit::outcome::{Edit, ImportChange, What};
use crate::edit::row::Row;
use crate::edit::written::Value;

/// Rows that may stand out of the order for one that stands in it: table programs compare marks and
/// capitals each in its own way, and the user may have changed a cell since.
const FOR_ONE_OUT: usize = 12;

/// How a table program compares two cells, about: figures and dates before words.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
enum Rank {
    Figure(f64),
    Words(Vec<(u8, char)>),
}

impl Rank {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Day(day) => Some(Self::Figure(f64::from(chrono::Datelike::num_days_from_ce(
                day,
            )))),
            Value::Number(number) => Some(Self::Figure(*number)),
            Value::Empty | Value::Error(_) | Value::Uncounted => None,
            Value::Text(_) | Value::Flag(_) => {
                let lower = value.shown().to_lowercase().replace('ё', "е");
                let class = |c: char| match c {
                    c if c.is_whitespace() => 0,
                    c if c.is_alphabetic() => 3,
                    c if c.is_numeric() => 2,
                    _ => 1,
                };
                Some(Self::Words(lower.chars().map(|c| (class(c), c)).collect()))
            }
        }
    }
}

/// Whether a table program has put rows into the order of one of their columns. New rows, which
/// have no code, may stand anywhere.
pub(super) fn is_sorted(rows: &[Row]) -> bool {
    is_out_of_order(rows) && !is_by_hand(rows) && by_a_column(rows)
}

/// Whether rows stand in the order of a column, up or down, and did not in the file.
fn by_a_column(rows: &[Row]) -> bool {
    let coded: Vec<&Row> = rows.iter().filter(|row| !row.code.is_empty()).collect();
    let mut of_file = coded.clone();
    of_file.sort_by_key(|row| numbers(row));
    let Some(first) = coded.first() else {
        return false;
    };
    let stand = |rows: &[&Row], path: &str| {
        let own = rows.iter().filter_map(|row| row.cell(path));
        // Empty cells stand last whichever way the others go.
        let ranks: Vec<Rank> = own.filter_map(|cell| Rank::of(&cell.value)).collect();
        is_in_order(&ranks)
    };
    let mut cells = first.cells.iter().map(|cell| cell.field.path);
    cells.any(|path| stand(&coded, path) && !stand(&of_file, path))
}

/// Whether rows stand as in the file but for one that was moved, or two that changed places: nobody
/// sorts a sheet for that.
pub(super) fn is_by_hand(rows: &[Row]) -> bool {
    let own: Vec<Vec<usize>> = rows
        .iter()
        .filter(|row| !row.code.is_empty())
        .map(numbers)
        .collect();
    let mut of_file = own.clone();
    of_file.sort();
    let displaced = own.iter().zip(&of_file).filter(|(a, b)| a != b).count();
    let without = |i: usize| {
        let mut rest = own.clone();
        rest.remove(i);
        rest.is_sorted()
    };
    // If one row alone stands wrong, it is one of the first two that do.
    let wrong = own.windows(2).position(|pair| pair[0] > pair[1]);
    displaced == 2 || wrong.is_some_and(|at| without(at) || without(at + 1))
}

fn is_in_order(ranks: &[Rank]) -> bool {
    let count = |is_wrong: fn(&Rank, &Rank) -> bool| {
        let pairs = ranks.windows(2);
        pairs.filter(|pair| is_wrong(&pair[0], &pair[1])).count()
    };
    let (down, up) = (count(|a, b| a > b), count(|a, b| a < b));
    let allowed = ranks.len() / FOR_ONE_OUT;
    (down <= allowed && up > 1) || (up <= allowed && down > 1)
}

/// The values of a column that was sorted alone: they stand in order, and each was another row's
/// before. Of every such column what changed.
pub(super) fn alone(changes: &[ImportChange]) -> Vec<Vec<&Edit>> {
    let mut columns: BTreeMap<(&str, &str), Vec<&Edit>> = BTreeMap::new();
    let changed = changes.iter().filter(|it| it.what == What::Changed);
    for edit in changed.flat_map(|it| &it.details) {
        let key = edit.path.rsplit('.').next().unwrap_or_default();
        columns.entry((&edit.head, key)).or_default().push(edit);
    }
    let mut columns: Vec<Vec<&Edit>> = columns.into_values().collect();
    columns.retain(|edits| {
        let sorted = |of: fn(&Edit) -> &str| {
            let mut values: Vec<&str> = edits.iter().map(|edit| of(edit)).collect();
            values.sort_unstable();
            values
        };
        let after = edits.iter().map(|edit| Value::Text(edit.after.clone()));
        let ranks: Vec<Rank> = after.filter_map(|value| Rank::of(&value)).collect();
        is_in_order(&ranks) && sorted(|edit| &edit.before) == sorted(|edit| &edit.after)
    });
    columns
}

/// Whether rows stand in another order than in the file.
fn is_out_of_order(rows: &[Row]) -> bool {
    let numbers = rows.iter().filter(|row| !row.code.is_empty()).map(numbers);
    !numbers.is_sorted()
}

/// The numbers of a row in the file: of the stage, the section and its own.
fn numbers(row: &Row) -> Vec<usize> {
    let parts = row.code.split('.').filter_map(|n| n.parse::<usize>().ok());
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranks(texts: &[&str]) -> Vec<Rank> {
        let values = texts.iter().map(|text| Value::Text((*text).to_owned()));
        values.filter_map(|value| Rank::of(&value)).collect()
    }

    #[test]
    fn an_order_of_words_is_seen_both_ways() {
        assert!(!is_in_order(&ranks(&["Анкеты", "беседы", "аист", "Ёж"])));
        assert!(is_in_order(&ranks(&["Анкеты", "беседы", "Ёж", "Жук"])));
        assert!(is_in_order(&ranks(&["май", "апрель", "1 раз"])));
        assert!(!is_in_order(&ranks(&["сентябрь", "май", "октябрь"])));
        // One word in every row is no order.
        assert!(!is_in_order(&ranks(&["май", "май", "май"])));
        assert!(!is_in_order(&ranks(&["май", "май", "апрель"])));
    }

    #[test]
    fn a_column_sorted_alone_is_told_from_changes() {
        let is_alone = |values: &[(&str, &str)]| {
            let edit = |(before, after): &(&str, &str)| Edit {
                file: "organization.toml".to_owned(),
                path: "staff.a.position".to_owned(),
                head: "Должность".to_owned(),
                before: (*before).to_owned(),
                after: (*after).to_owned(),
            };
            let change = ImportChange {
                what: What::Changed,
                name: "человек".to_owned(),
                details: values.iter().map(edit).collect(),
                is_kept: false,
            };
            !alone(&[change]).is_empty()
        };
        assert!(is_alone(&[("в", "а"), ("а", "б"), ("б", "в")]));
        // Two that changed places, and three that did but stand in no order.
        assert!(!is_alone(&[("в", "а"), ("а", "в")]));
        assert!(!is_alone(&[("а", "б"), ("б", "в"), ("в", "а")]));
        assert!(!is_alone(&[("в", "а"), ("а", "б"), ("б", "г")]));
    }
}
