//! Values of fields that an edition adds: which there are, nobody knows while the file is read.

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::DeValue;

use super::survey::Shape;
use super::syntax::whole_number;
use super::toml_table::TomlTable;
use crate::origin::KeyPath;
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

impl<'r> TomlTable<'r> {
    /// Every value of the table under a key, by the keys that stand there. What is no value at all is
    /// told and left out.
    pub fn own_values(&self, key: &'static str) -> Vec<(String, Placed<OwnValue>)> {
        if self.surveyed(key, Shape::Table).is_some() {
            return Vec::new();
        }
        let Some(table) = self.has(key).then(|| self.table(key)).flatten() else {
            return Vec::new();
        };
        let entries = table.entries.iter();
        let read = entries.filter_map(|(name, value)| {
            let name = name.get_ref();
            let path = table.path.name(name);
            Some((name.to_string(), table.own_value(name, value, path)?))
        });
        read.collect()
    }

    fn own_value(
        &self,
        key: &str,
        value: &Spanned<DeValue<'r>>,
        path: KeyPath,
    ) -> Option<Placed<OwnValue>> {
        let place = self.place_of(value.span(), path.clone());
        let read = match value.get_ref() {
            DeValue::String(_) => OwnValue::Text(self.string(key, value, path, false)?.value),
            DeValue::Array(items) => {
                if items.iter().any(|item| item.get_ref().as_str().is_none()) {
                    OwnValue::Other
                } else {
                    if items.is_empty() {
                        self.tell_empty_list(key, &place);
                        return None;
                    }
                    let list = place.path.shared();
                    let texts = items.iter().enumerate().map(|(i, item)| {
                        let text = self.string(key, item, list.item(i), true);
                        text.map(|text| text.value)
                    });
                    // Every item is looked at before the first wrong one ends it.
                    let texts: Vec<Option<String>> = texts.collect();
                    OwnValue::List(texts.into_iter().collect::<Option<_>>()?)
                }
            }
            value => of_plain(value),
        };
        Some(Placed { value: read, place })
    }
}

fn of_plain(value: &DeValue<'_>) -> OwnValue {
    match value {
        DeValue::Integer(_) => whole_number(value).map_or(OwnValue::Other, OwnValue::Number),
        DeValue::Datetime(it) => it
            .date
            .and_then(|date| {
                NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
            })
            .map_or(OwnValue::Other, OwnValue::Day),
        _ => OwnValue::Other,
    }
}
