//! Names by which a page and its requests know things: parts of addresses, fields of forms.

use crate::fields::SheetKind;

const WORDS: [(SheetKind, &str); 9] = [
    (SheetKind::Pairs, "pairs"),
    (SheetKind::Notes, "notes"),
    (SheetKind::Activities, "activities"),
    (SheetKind::Staff, "staff"),
    (SheetKind::Roadmap, "roadmap"),
    (SheetKind::Orders, "orders"),
    (SheetKind::Clauses, "clauses"),
    (SheetKind::Regulation, "regulation"),
    (SheetKind::Organization, "organization"),
];

/// A part of an address that may hold any letters.
pub(super) fn encoded(part: &str) -> String {
    form_urlencoded::byte_serialize(part.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}

/// The word for a sheet in names of fields.
pub(super) fn word(kind: SheetKind) -> &'static str {
    WORDS
        .iter()
        .find(|(k, _)| *k == kind)
        .map_or("", |(_, word)| word)
}

/// The sheet of a word.
pub(super) fn kind_of(wanted: &str) -> Option<SheetKind> {
    let mut words = WORDS.iter();
    words
        .find(|(_, word)| *word == wanted)
        .map(|(kind, _)| *kind)
}

/// Name of a field.
pub(super) fn name(kind: SheetKind, row: usize, path: &str) -> String {
    format!("{}.{row}.{path}", word(kind))
}
