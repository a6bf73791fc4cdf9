//! The editions that are compiled into the program.

/// The edition taken where the project names none.
pub const DEFAULT: &str = "stary-oskol-2022";

pub(super) const BUILT_IN: [(&str, [(&str, &str); 13]); 1] = [(
    "stary-oskol-2022",
    [
        (
            "edition",
            include_str!("../../forms/stary-oskol-2022/edition.toml"),
        ),
        (
            "program",
            include_str!("../../forms/stary-oskol-2022/program.toml"),
        ),
        (
            "roadmap",
            include_str!("../../forms/stary-oskol-2022/roadmap.toml"),
        ),
        (
            "municipal-roadmap",
            include_str!("../../forms/stary-oskol-2022/municipal-roadmap.toml"),
        ),
        (
            "regulation",
            include_str!("../../forms/stary-oskol-2022/regulation.toml"),
        ),
        (
            "school-regulation",
            include_str!("../../forms/stary-oskol-2022/school-regulation.toml"),
        ),
        (
            "orders",
            include_str!("../../forms/stary-oskol-2022/orders.toml"),
        ),
        (
            "labour",
            include_str!("../../forms/stary-oskol-2022/labour.toml"),
        ),
        (
            "registers",
            include_str!("../../forms/stary-oskol-2022/registers.toml"),
        ),
        (
            "consolidated",
            include_str!("../../forms/stary-oskol-2022/consolidated.toml"),
        ),
        (
            "year",
            include_str!("../../forms/stary-oskol-2022/year.toml"),
        ),
        (
            "print",
            include_str!("../../forms/stary-oskol-2022/print.toml"),
        ),
        (
            "publishing",
            include_str!("../../forms/stary-oskol-2022/publishing.toml"),
        ),
    ],
)];

/// Name and text of each file of an edition.
pub(super) type FormFiles = [(&'static str, &'static str)];

/// The files of an edition, if there is one of this name.
pub(super) fn files_of(edition: &str) -> Option<&'static FormFiles> {
    let found = BUILT_IN.iter().find(|(known, _)| *known == edition);
    found.map(|(_, files)| files.as_slice())
}

/// The files of an edition as they are compiled in, for whoever writes one of his own.
pub fn built_in_files(edition: &str) -> Option<&'static [(&'static str, &'static str)]> {
    files_of(edition)
}
