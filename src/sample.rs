//! The invented school that a new folder begins with.

use crate::schema::{self, schemas};

/// The example project, file by file.
pub const FILES: [(&str, &str); 3] = [
    (
        "organization.toml",
        include_str!("../samples/start/organization.toml"),
    ),
    (
        "roadmap.toml",
        include_str!("../samples/start/roadmap.toml"),
    ),
    (
        "pairings/petrova-sidorov.toml",
        include_str!("../samples/start/pairings/petrova-sidorov.toml"),
    ),
];

/// What the first line of a file is for.
const EDITOR_LINE: &str = "(Первая строка – для редакторов кода: по ней они подсказывают поля. В Блокноте на нее не обращайте внимания.)";

/// The example, each file with a line for editors at its top, and the schemas that those lines
/// name.
pub fn files() -> Vec<(String, String)> {
    let with_line = |(name, text): (&str, &str)| match schema::line_for(name) {
        Some(line) => (
            name.to_owned(),
            format!("{line}\n# {EDITOR_LINE}\n\n{text}"),
        ),
        None => (name.to_owned(), text.to_owned()),
    };
    let schemas = schemas()
        .into_iter()
        .map(|file| (format!("{}/{}", schema::FOLDER, file.name), file.text));
    FILES.into_iter().map(with_line).chain(schemas).collect()
}
