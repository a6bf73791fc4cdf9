//! Numbers of what is paid, with what they count.

use crate::russian::counted;

/// What a number of a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Rouble,
    Percent,
    Point,
}

fn forms(unit: Unit) -> [&'static str; 3] {
    match unit {
        Unit::Rouble => ["рубль", "рубля", "рублей"],
        Unit::Percent => ["процент", "процента", "процентов"],
        Unit::Point => ["балл", "балла", "баллов"],
    }
}

/// Whether a text is one number: «1500», «1 500,50».
pub fn is_figure(text: &str) -> bool {
    let is_of_figure = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,".contains(c);
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(is_of_figure)
}

/// «1500 рублей», «2500,50 рубля», «10,5 процента». `None` for a part of one: a tenth may be a
/// percentage as tables
/// store it.
pub fn with_unit(figure: &str, unit: Unit) -> Option<String> {
    let plain = figure.trim().replace('.', ",");
    let (whole, part) = plain.split_once(',').unwrap_or((&plain, ""));
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let number: usize = digits.parse().ok().filter(|number| *number > 0)?;
    let [one, few, many] = forms(unit);
    if part.chars().all(|c| c == '0') {
        return Some(counted(number, one, few, many));
    }
    // Money has two figures behind the comma.
    let zero = if unit == Unit::Rouble && part.len() == 1 {
        "0"
    } else {
        ""
    };
    Some(format!("{plain}{zero} {few}"))
}

/// A pay of [`with_unit`] in the genitive: «до 21 процента».
pub fn genitive(pay: &str, unit: Unit) -> String {
    let [one, few, _] = forms(unit);
    let singular = pay.strip_suffix(one).map(|figure| format!("{figure}{few}"));
    let plural = || {
        let [_, few, many] = forms(unit);
        let is_part = pay.contains(',');
        let figure = pay.strip_suffix(few).filter(|_| !is_part)?;
        Some(format!("{figure}{many}"))
    };
    singular.or_else(plural).unwrap_or_else(|| pay.to_owned())
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
        for (figure, roubles) in [("2500,5", "2500,50 рубля"), ("2001,02", "2001,02 рубля")]
        {
            assert_eq!(of(figure, Unit::Rouble).as_deref(), Some(roubles));
        }
        assert_eq!(of("3", Unit::Point).as_deref(), Some("3 балла"));
        assert_eq!(of("0.1", Unit::Percent), None);
        assert!(is_figure("1500,00") && !is_figure("10%") && !is_figure("до 5"));
    }
}
