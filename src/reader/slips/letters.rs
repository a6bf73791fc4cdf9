//! Letters, and what stands for none.

/// Stands where an escape of TOML was.
pub(super) const NOTHING: char = '\u{1}';

pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}

pub(super) fn is_russian(c: char) -> bool {
    matches!(c, 'А'..='я' | 'Ё' | 'ё')
}
