//! Values of fields that an edition adds: which there are, nobody knows while the file is read.

use chrono::NaiveDate;
use toml::de::DeValue;

use super::characters::clean;
use super::survey::Shape;
use super::syntax::whole_number;
use super::toml_table::TomlTable;
use crate::problem::Placed;

/// A value as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnValue {
    Text(String),
    List(Vec<String>),
    Day(NaiveDate),
    Number(i64),
    /// What no such field takes.
    Other,
}

impl TomlTable<'_> {
    /// Every value of the table under a key, by the keys that stand there.
    pub fn own_values(&self, key: &'static str) -> Vec<(String, Placed<OwnValue>)> {
        if self.surveyed(key, Shape::Table).is_some() {
            return Vec::new();
        }
        let Some(table) = self.has(key).then(|| self.table(key)).flatten() else {
            return Vec::new();
        };
        let value = |(name, value): (
            &toml::Spanned<toml::de::DeString<'_>>,
            &toml::Spanned<DeValue<'_>>,
        )| {
            let path = table.path.name(name.get_ref());
            let place = self.place_of(value.span(), path);
            for text in texts_of(value.get_ref()) {
                self.tell_destroyed(name.get_ref(), text, &place);
            }
            let read = Placed {
                value: own_value(value.get_ref()),
                place,
            };
            (name.get_ref().to_string(), read)
        };
        table.entries.iter().map(value).collect()
    }
}

fn texts_of<'v>(value: &'v DeValue<'_>) -> Vec<&'v str> {
    match value {
        DeValue::Array(items) => items
            .iter()
            .filter_map(|it| it.get_ref().as_str())
            .collect(),
        one => one.as_str().into_iter().collect(),
    }
}

fn own_value(value: &DeValue<'_>) -> OwnValue {
    match value {
        DeValue::String(text) => OwnValue::Text(clean(text)),
        DeValue::Integer(_) => whole_number(value).map_or(OwnValue::Other, OwnValue::Number),
        DeValue::Datetime(it) => it
            .date
            .and_then(|date| {
                NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
            })
            .map_or(OwnValue::Other, OwnValue::Day),
        DeValue::Array(items) => {
            let texts = items.iter().map(|item| item.get_ref().as_str().map(clean));
            texts
                .collect::<Option<_>>()
                .map_or(OwnValue::Other, OwnValue::List)
        }
        DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Table(_) => OwnValue::Other,
    }
}
