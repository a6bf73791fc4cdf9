//! Values of the fields that an edition adds, as they are printed.

use super::words::{Values, user};
use crate::document::Text;
use crate::edition::Edition;
use crate::fields::{OWN, OWN_OF_MENTEES, OWN_OF_MENTORS, OwnOf};
use crate::problem::Placed;
use crate::project::{OwnValues, Pairing, Person};
use crate::reader::OwnValue;
use crate::russian::long_date;

/// What stands under a word of the edition, `own.hours`.
pub(super) fn text_of(word: &str, values: &OwnValues) -> Option<Text> {
    let key = word.strip_prefix(OWN)?.strip_prefix('.')?;
    text(values.get(key)?)
}

/// What stands under a word of the edition in a row about a pair: a value of the pair, or those of the
/// people on one side, a line each; whoever has none has a dash, where others have one.
pub(super) fn of_pair(word: &str, pairing: &Pairing, mentors: &[&Person]) -> Vec<Text> {
    const NOTHING: &str = "–";
    let mentees: Vec<&Person> = pairing.mentees.iter().map(|it| &*it.value).collect();
    for (before, side) in [(OWN_OF_MENTORS, mentors), (OWN_OF_MENTEES, &mentees[..])] {
        if let Some(key) = word.strip_prefix(before) {
            let word = format!("{OWN}{key}");
            let each = side.iter().map(|it| text_of(&word, &it.own));
            let each: Vec<Option<Text>> = each.collect();
            if each.iter().all(Option::is_none) {
                return Vec::new();
            }
            let or_dash = |it: Option<Text>| it.unwrap_or_else(|| Text::plain(NOTHING));
            return each.into_iter().map(or_dash).collect();
        }
    }
    text_of(word, &pairing.own).into_iter().collect()
}

/// The places of the fields of pairs and of the people on either side; empty without a pair.
pub(super) fn values_of_pair(
    edition: &Edition,
    pairing: Option<&Pairing>,
    mentors: &[&Person],
) -> Values {
    let words = edition.common.field.iter().flat_map(|field| {
        let words = match field.of {
            OwnOf::Pairing => &[OWN][..],
            OwnOf::Staff => &[OWN_OF_MENTORS, OWN_OF_MENTEES],
            OwnOf::Activity => &[],
        };
        words.iter().map(|word| format!("{word}.{}", field.key))
    });
    let value = |word: String| {
        let lines = pairing.map(|pairing| of_pair(&word, pairing, mentors));
        let lines = lines.unwrap_or_default().into_iter();
        let joined = lines.reduce(|all, next| all.and(", ").and_text(next));
        (word, joined)
    };
    words.map(value).collect()
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
