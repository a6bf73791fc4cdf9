//! By what a signed file is known: names of signatures beside it, a mark inside.

/// Whether a name is that of a detached signature.
pub fn ends_as_signature(name: &str) -> bool {
    is_signature_ending(name.rsplit_once('.').map_or("", |(_, ending)| ending))
}

pub(super) fn is_signature_ending(ending: &str) -> bool {
    SIGNATURE_ENDINGS
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether a name is that of a simple signature.
pub fn ends_as_simple_signature(name: &str) -> bool {
    name.to_lowercase().ends_with(SIMPLE)
}

/// Whether a name is that of a signature beside a file, detached or simple.
pub fn stands_for_signature(name: &str) -> bool {
    ends_as_signature(name) || ends_as_simple_signature(name)
}

/// Ending of a simple signature.
const SIMPLE: &str = ".pep.json";

/// Endings that signing programs give to detached signatures.
const SIGNATURE_ENDINGS: [&str; 4] = ["sig", "sgn", "p7s", "p7m"];

/// A PDF with a signature dictionary (ISO 32000-1, 12.8.1).
pub(super) fn is_signed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF") && bytes.windows(10).any(|w| w == b"/ByteRange")
}
