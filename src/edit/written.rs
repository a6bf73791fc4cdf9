//! What a person has written, in a cell or in a field of a form.

use chrono::NaiveDate;

/// What a cell or a field of a form holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Empty,
    Text(String),
    Day(NaiveDate),
    Number(f64),
    Flag(bool),
    /// A formula that failed: `#ССЫЛКА!` and the like.
    Error(String),
    /// A formula whose value no program has stored yet.
    Uncounted,
}

impl Value {
    /// As a person reads it in the cell.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Uncounted => "формула без значения".to_owned(),
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Day(day) => day.format("%d.%m.%Y").to_string(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => if *flag { "да" } else { "нет" }.to_owned(),
        }
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Day(_) | Self::Number(_) | Self::Flag(_) | Self::Error(_) | Self::Uncounted => {
                false
            }
        }
    }
}
