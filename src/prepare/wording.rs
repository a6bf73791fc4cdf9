//! The wording a project's papers are made with, and what is wrong with its own files of it.

use std::collections::BTreeMap;

use crate::edition::{self, Edition};
use crate::fonts::Faces;
use crate::problem::{Advice, Code, FileId, Place, Problem};
use crate::project::Project;

/// The wording: of the named edition, with the project's own files in place of the built-in ones.
pub(super) fn edition(
    project: &Project,
    forms: &[(FileId, String, String)],
    faces: &Faces,
    problems: &mut Vec<Problem>,
) -> Option<Edition> {
    let named = project.organization.edition.as_ref();
    let name = named.map_or(edition::DEFAULT, |n| n.value.as_str());
    let own: BTreeMap<&str, &str> = forms
        .iter()
        .map(|(_, stem, text)| (stem.as_str(), text.as_str()))
        .collect();
    let Some(loaded) = Edition::load(name, project.organization.corrected, &own) else {
        let problem = Problem::new(Code::UnknownEdition, format!("нет редакции форм «{name}»"))
            .hint(Advice::choose(name, &Edition::names()));
        problems.push(if let Some(named) = named {
            problem.at(&named.place)
        } else {
            problem
        });
        return None;
    };
    problems.extend(forms.iter().filter_map(|form| undrawable(form, faces)));
    loaded
        .map_err(|broken| problems.extend(broken.into_iter().map(|b| broken_form(b, forms))))
        .ok()
}

/// A character of the project's own wording that no face draws, outside remarks.
fn undrawable((file, stem, text): &(FileId, String, String), faces: &Faces) -> Option<Problem> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = if line.trim_start().starts_with('#') {
            ""
        } else {
            line
        };
        if let Some((i, c)) = words
            .char_indices()
            .find(|(_, c)| !c.is_control() && !faces.can_draw(*c))
        {
            let place = Place::in_file(*file, at + i..at + i + c.len_utf8());
            let message = format!("файл формы «{stem}»: знака «{c}» нет в шрифте документа");
            return Some(
                Problem::new(Code::BrokenForm, message)
                    .at(&place)
                    .hint("замените его буквами или уберите"),
            );
        }
        at += line.len();
    }
    None
}

fn broken_form(broken: edition::Broken, forms: &[(FileId, String, String)]) -> Problem {
    let problem = Problem::new(
        Code::BrokenForm,
        format!(
            "файл формы «{}» записан неверно: {}",
            broken.file, broken.message
        ),
    )
    .hint("исправьте его или удалите: тогда будет взята встроенная форма");
    match forms.iter().find(|(_, stem, _)| *stem == broken.file) {
        Some((file, ..)) => problem.at(&Place::in_file(*file, broken.span.unwrap_or(0..0))),
        None => problem,
    }
}
