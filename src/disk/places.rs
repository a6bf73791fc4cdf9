//! What lies where in an output folder besides the papers.

/// The folder for what is not meant for people.
pub(super) const FOLDER: &str = ".nastavnik";
/// What the papers say, a file for each text.
pub(super) const TEXTS: &str = "says";
/// What is printed, all papers in one: no paper itself.
pub(crate) const PRINTED: &str = "Печать.pdf";
/// Who writes alone, without shards.
pub(crate) const WHOLE: &str = "all";

/// The ledger of a writer.
pub(super) fn ledger_of(writer: &str) -> String {
    format!("register-{writer}.jsonl")
}

pub(super) fn is_ledger(name: &str) -> bool {
    name.starts_with("register-")
}

/// Beginning of the names of a writer's journals.
pub(super) fn journals_of(writer: &str) -> String {
    format!("journal-{writer}-")
}

pub(super) fn is_journal(name: &str) -> bool {
    name.starts_with("journal-")
}
