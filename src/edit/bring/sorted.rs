//! Rows that were sorted by one of their columns: the order is then the table program's, not the
//! user's.

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

/// Whether rows stand in the order of a column, up or down. New rows, which have no code, may stand
/// anywhere.
pub(super) fn by_a_column(rows: &[Row]) -> bool {
    let coded: Vec<&Row> = rows.iter().filter(|row| !row.code.is_empty()).collect();
    let Some(first) = coded.first() else {
        return false;
    };
    first.cells.iter().any(|cell| {
        let own = coded.iter().filter_map(|row| row.cell(cell.field.path));
        // Empty cells stand last whichever way the others go.
        let ranks: Vec<Rank> = own.filter_map(|cell| Rank::of(&cell.value)).collect();
        is_in_order(&ranks)
    })
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
}
