//! Signatures that only a program of the user's can check: keys of ГОСТ Р 34.10.

use super::cms::Cms;
use super::value_check::{Unchecked, ValueCheck};

/// Asks such a program whether a signature is of these bytes: gives the name of the program, or why
/// it did not say so.
pub type Confirm<'a> = &'a dyn Fn(&Cms, &[&[u8]]) -> Result<String, String>;

/// What can be said of the value of a signature, and which program has confirmed it, if one did.
pub(super) fn value_of(
    cms: &Cms,
    pieces: &[&[u8]],
    confirm: Option<Confirm<'_>>,
) -> (ValueCheck, Option<String>) {
    let own = cms.check_value();
    let is_asked = own == ValueCheck::Unchecked(Unchecked::Gost) && cms.is_of(pieces) == Ok(true);
    match confirm.filter(|_| is_asked).map(|ask| ask(cms, pieces)) {
        None => (own, None),
        Some(Ok(program)) => (ValueCheck::Right, Some(program)),
        Some(Err(why)) => (ValueCheck::Unchecked(Unchecked::NotConfirmed(why)), None),
    }
}
