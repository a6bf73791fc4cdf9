//! Values of the fields that an edition adds, as they are printed.

use super::words::{Values, user};
use crate::document::Text;
use crate::edition::Edition;
use crate::fields::{OWN, OwnOf};
use crate::problem::Placed;
use crate::project::OwnValues;
use crate::reader::OwnValue;
use crate::russian::long_date;

/// What stands under a word of the edition, `own.hours`.
pub(super) fn text_of(word: &str, values: &OwnValues) -> Option<Text> {
    let key = word.strip_prefix(OWN)?.strip_prefix('.')?;
    text(values.get(key)?)
}

fn text(value: &Placed<OwnValue>) -> Option<Text> {
    let words = match &value.value {
        OwnValue::Text(words) => words.clone(),
        OwnValue::List(items) => items.join("; "),
        OwnValue::Day(day) => long_date(*day),
        OwnValue::Number(number) => number.to_string(),
        OwnValue::Other => return None,
    };
    Some(user(&value.clone().map(|_| words)))
}

/// The places of every field of pairs and people, filled with what is known of whom a paper is about.
pub(super) fn values(
    edition: &Edition,
    of_pairing: Option<&OwnValues>,
    of_person: Option<&OwnValues>,
) -> Values {
    let fields = edition.common.field.iter().filter_map(|field| {
        let values = match field.of {
            OwnOf::Pairing => of_pairing,
            OwnOf::Staff => of_person,
            OwnOf::Activity => return None,
        };
        let value = values.and_then(|own| text(own.get(&field.key)?));
        Some((format!("{OWN}.{}", field.key), value))
    });
    fields.collect()
}
