//! Who signs that he has read the order of an event.

use super::toml_file::{ORGANIZATION, TomlFiles, get};
use crate::edition::{Acquaints, OrderKind};

/// Those of the pair, after the curator where the kind of the order names him; not the head, who
/// signs it.
pub(super) fn readers(
    toml: &TomlFiles,
    kind: Option<&OrderKind>,
    of_pair: &[String],
) -> Vec<String> {
    let of_school = |key: &str| {
        let organization = toml.get(ORGANIZATION)?;
        let named = get(organization, &format!("organization.{key}"))?.as_str()?;
        Some(named.to_owned())
    };
    let reads = kind.is_some_and(|kind| kind.acquaints.contains(&Acquaints::Curator));
    let curator = of_school("curator").filter(|_| reads);
    let head = of_school("head");
    let mut out: Vec<String> = Vec::new();
    for key in curator.iter().chain(of_pair) {
        if head.as_ref() != Some(key) && !out.contains(key) {
            out.push(key.clone());
        }
    }
    out
}
