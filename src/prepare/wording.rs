//! The wording a project's papers are made with, and what is wrong with its own files of it.

use crate::edition::{self, Edition, Own};
use crate::problem::{Advice, Code, FileId, Placed, Problem, Sources};

/// The wording: of the named edition, with the project's own files in place of the built-in ones;
/// and what is wrong with those.
pub(super) fn edition(
    named: Option<&Placed<String>>,
    corrected: bool,
    sources: &Sources,
    forms: &[(FileId, String)],
    can_draw: &dyn Fn(char) -> bool,
) -> (Option<Edition>, Vec<Problem>) {
    let name = named.map_or(edition::DEFAULT, |n| n.value.as_str());
    let own = Own {
        sources,
        files: forms
            .iter()
            .map(|(file, stem)| (*file, stem.as_str()))
            .collect(),
        can_draw,
    };
    if let Some(loaded) = Edition::load(name, corrected, &own) {
        return (loaded.edition, loaded.problems);
    }
    let problem = Problem::new(Code::UnknownEdition, format!("нет редакции форм «{name}»"))
        .hint(Advice::choose(name, &Edition::names()));
    let problem = match named {
        Some(named) => problem.at(&named.place),
        None => problem,
    };
    (None, vec![problem])
}
