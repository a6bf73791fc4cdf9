//! The editions that are compiled into the program.

use std::sync::LazyLock;

use toml::de::DeTable;

/// The edition taken where the project names none.
pub const DEFAULT: &str = "stary-oskol-2022";

/// Name and text of each file of an edition.
pub(super) type FormFiles = [(&'static str, &'static str)];

/// An edition that is compiled in.
pub(super) struct BuiltIn {
    pub(super) name: &'static str,
    /// The one that it stands over, as its `extends` says.
    pub(super) beneath: Option<&'static str>,
    /// What is not here is taken from beneath.
    pub(super) files: &'static FormFiles,
}

/// An edition with the files of its folder in `forms`.
macro_rules! edition {
    ($name:literal, $beneath:expr, [$($file:literal),* $(,)?]) => {
        BuiltIn {
            name: $name,
            beneath: $beneath,
            files: &[$((
                $file,
                include_str!(concat!("../../forms/", $name, "/", $file, ".toml")),
            )),*],
        }
    };
}

pub(super) const BUILT_IN: [BuiltIn; 3] = [
    edition!(
        "stary-oskol-2022",
        None,
        [
            "edition",
            "program",
            "roadmap",
            "municipal-roadmap",
            "regulation",
            "school-regulation",
            "orders",
            "labour",
            "registers",
            "consolidated",
            "year",
            "print",
            "publishing",
        ]
    ),
    edition!(
        "general",
        Some("stary-oskol-2022"),
        [
            "edition",
            "program",
            "roadmap",
            "municipal-roadmap",
            "orders"
        ]
    ),
    edition!(
        "federal-2021",
        Some("general"),
        ["edition", "program", "roadmap"]
    ),
];

/// The edition of this name.
pub(super) fn built_in(name: &str) -> Option<&'static BuiltIn> {
    BUILT_IN.iter().find(|edition| edition.name == name)
}

/// The files of an edition and of those that it stands over, the lowest first; none where there is
/// no edition of this name.
pub(super) fn files_of(name: &str) -> Vec<&'static FormFiles> {
    let mut files = Vec::new();
    let mut next = built_in(name);
    while let Some(edition) = next {
        files.insert(0, edition.files);
        next = edition.beneath.and_then(built_in);
    }
    files
}

/// The files of an edition as they are compiled in, for whoever writes one of his own.
pub fn built_in_files(name: &str) -> Option<&'static [(&'static str, &'static str)]> {
    built_in(name).map(|edition| edition.files)
}

/// What people call the editions that are compiled in, by their names.
pub fn built_in_names() -> &'static [(&'static str, Option<String>)] {
    static NAMES: LazyLock<Vec<(&str, Option<String>)>> = LazyLock::new(|| {
        let passport = |files: &FormFiles| files.first().and_then(|(_, text)| name_in(text));
        let named = |it: &BuiltIn| (it.name, passport(it.files));
        BUILT_IN.iter().map(named).collect()
    });
    &NAMES
}

/// What the passport of an edition says that it is called.
pub fn name_in(passport: &str) -> Option<String> {
    said_in(passport, "name")
}

/// Which edition the file of a school, or of a municipality, names.
pub fn edition_in(file: &str) -> Option<String> {
    said_in(file, "edition")
}

/// Over which edition the passport of one says that it stands.
pub fn extends_in(passport: &str) -> Option<String> {
    said_in(passport, "extends")
}

fn said_in(file: &str, key: &str) -> Option<String> {
    let (table, _) = DeTable::parse_recoverable(file);
    let said = table.get_ref().get(key)?.get_ref().as_str()?.trim();
    (!said.is_empty()).then(|| said.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Passport {
        name: String,
        extends: Option<String>,
    }

    #[test]
    fn what_an_edition_stands_over_is_what_its_file_says() {
        for (at, edition) in BUILT_IN.iter().enumerate() {
            let (_, text) = edition.files[0];
            let passport: Passport = toml::from_str(text).unwrap();
            assert_eq!(passport.extends.as_deref(), edition.beneath);
            assert_eq!(built_in_names()[at], (edition.name, Some(passport.name)));
            let below = edition
                .beneath
                .map(|name| BUILT_IN.iter().position(|it| it.name == name));
            assert!(below.is_none_or(|below| below.unwrap() < at));
        }
    }
}
