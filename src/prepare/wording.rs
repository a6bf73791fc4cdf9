//! The wording a project's papers are made with, and what is wrong with its own files of it.

use crate::edition::{self, Edition, Own};
use crate::problem::{Advice, Code, FileId, Problem, Sources};
use crate::project::Project;

/// The wording: of the named edition, with the project's own files in place of the built-in ones;
/// and what is wrong with those.
pub(super) fn edition(
    project: &Project,
    sources: &Sources,
    forms: &[(FileId, String)],
    can_draw: &dyn Fn(char) -> bool,
) -> (Option<Edition>, Vec<Problem>) {
    let named = project.organization.edition.as_ref();
    let name = named.map_or(edition::DEFAULT, |n| n.value.as_str());
    let own = Own {
        sources,
        files: forms
            .iter()
            .map(|(file, stem)| (*file, stem.as_str()))
            .collect(),
        can_draw,
    };
    if let Some(loaded) = Edition::load(name, project.organization.corrected, &own) {
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
