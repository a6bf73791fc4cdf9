//! How pages and requests name things: segments of addresses, fields of forms.

use crate::fields::SheetKind;

const WORDS: [(SheetKind, &str); 10] = [
    (SheetKind::Pairs, "pairs"),
    (SheetKind::Mentorships, "mentorships"),
    (SheetKind::Notes, "notes"),
    (SheetKind::Activities, "activities"),
    (SheetKind::Staff, "staff"),
    (SheetKind::Roadmap, "roadmap"),
    (SheetKind::Orders, "orders"),
    (SheetKind::Clauses, "clauses"),
    (SheetKind::Regulation, "regulation"),
    (SheetKind::Organization, "organization"),
];

/// Any text as one segment of an address.
pub(super) fn encoded(part: &str) -> String {
    form_urlencoded::byte_serialize(part.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}

/// The word that stands for a sheet in field names.
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

/// The name of a form field.
pub(super) fn name(kind: SheetKind, row: usize, path: &str) -> String {
    format!("{}.{row}.{path}", word(kind))
}
