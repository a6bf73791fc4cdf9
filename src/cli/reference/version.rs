//! `--version`: what a report of a fault must name.

use crate::edition::{DEFAULT, Edition};

/// What a report of a fault must name: the program, its forms, the kind of computer it is for.
pub(crate) fn version() -> String {
    let changed = Edition::named(DEFAULT, false);
    let changed = changed.and_then(|edition| edition.common.changed.as_deref());
    let changed = changed.unwrap_or_default();
    format!(
        "nastavnik {}\nформы: {DEFAULT}, правка от {changed}\nсборка: {}",
        env!("CARGO_PKG_VERSION"),
        env!("NASTAVNIK_TARGET")
    )
}
