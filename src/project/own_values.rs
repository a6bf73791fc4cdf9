//! Values of the fields that an edition adds to those of pairs, people and activities.

use std::collections::BTreeMap;

use crate::fields::{OWN, OwnField, OwnOf};
use crate::problem::Placed;
use crate::reader::{OwnValue, TomlTable};

/// Values by the keys of their fields.
pub type OwnValues = BTreeMap<String, Placed<OwnValue>>;

/// What a table says under [`OWN`].
pub(super) fn own_values(table: &TomlTable<'_>) -> OwnValues {
    table.own_values(OWN).into_iter().collect()
}

/// The values that everybody may read.
pub(super) fn public(own: &OwnValues, of: OwnOf, fields: &[OwnField]) -> OwnValues {
    let is_public = |key: &String| {
        let mut known = fields.iter().filter(|field| field.of == of);
        known.any(|field| field.key == *key && !field.is_personal)
    };
    let public = own.iter().filter(|(key, _)| is_public(key));
    public
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}
