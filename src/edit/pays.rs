//! Numbers of what is paid, with what they count.

use crate::russian::counted;

/// What a number of a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Rouble,
    Percent,
    Point,
}

/// Whether a text is one number: «1500», «1 500,50».
pub fn is_figure(text: &str) -> bool {
    let is_of_figure = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,".contains(c);
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(is_of_figure)
}

/// «1500 рублей», «10,5 процента». `None` for a part of one: a tenth may be a percentage as tables
/// store it.
pub fn with_unit(figure: &str, unit: Unit) -> Option<String> {
    let plain = figure.trim().replace('.', ",");
    let (whole, part) = plain.split_once(',').unwrap_or((&plain, ""));
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let number: usize = digits.parse().ok().filter(|number| *number > 0)?;
    let [one, few, many] = match unit {
        Unit::Rouble => ["рубль", "рубля", "рублей"],
        Unit::Percent => ["процент", "процента", "процентов"],
        Unit::Point => ["балл", "балла", "баллов"],
    };
    if part.chars().any(|c| c != '0') {
        return Some(format!("{plain} {few}"));
    }
    Some(counted(number, one, few, many))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_gets_its_unit() {
        let of = |figure, unit| with_unit(figure, unit);
        assert_eq!(of("1500", Unit::Rouble).as_deref(), Some("1500 рублей"));
        assert_eq!(of("1 501,00", Unit::Rouble).as_deref(), Some("1501 рубль"));
        assert_eq!(of("10.5", Unit::Percent).as_deref(), Some("10,5 процента"));
        assert_eq!(of("3", Unit::Point).as_deref(), Some("3 балла"));
        assert_eq!(of("0.1", Unit::Percent), None);
        assert!(is_figure("1500,00") && !is_figure("10%") && !is_figure("до 5"));
    }
}
