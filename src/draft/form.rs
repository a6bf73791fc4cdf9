//! What a form is of, and what is known of it.

/// What a form is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The plan of a pair: `program.toml`.
    Program,
    /// The plan of a school: `roadmap.toml`.
    Roadmap,
    /// Any other paper: `year.toml`.
    Paper,
}

impl Form {
    /// The file of an edition that says it.
    pub fn file(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Roadmap => "roadmap",
            Self::Paper => "year",
        }
    }
}

/// What is known of the form besides what it says.
pub struct About<'a> {
    /// The name of the new edition.
    pub edition: &'a str,
    /// The file that it was learnt from.
    pub file: &'a str,
    /// What the user says that it is.
    pub form: Option<Form>,
    /// Names and keys of papers of the year that the edition beneath has.
    pub papers: &'a [(&'a str, &'a str)],
    /// Names of all its papers.
    pub taken: &'a [String],
    pub can_draw: &'a dyn Fn(char) -> bool,
}
