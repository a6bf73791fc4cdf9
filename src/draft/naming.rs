//! What a paper is called.

use super::form::{About, Form};
use super::shape::Shape;

/// Letters of a paper's name.
const LONGEST_NAME: usize = 70;

/// What the paper is called in the edition: no other form of it is called so, but for the paper of
/// the year that it takes the place of.
pub(super) fn name(shape: &Shape, about: &About<'_>) -> String {
    let name = called(shape);
    let replaces = shape.form == Form::Paper && replaced(&name, about).is_some();
    let is_taken = about.taken.iter().any(|known| same(known, &name));
    if is_taken && !replaces {
        format!("{name} ({})", about.edition)
    } else {
        name
    }
}

/// The key of the paper of the year that is called so.
pub(super) fn replaced<'a>(name: &str, about: &About<'a>) -> Option<&'a str> {
    let known = about.papers.iter().find(|(_, known)| same(known, name));
    known.map(|(key, _)| *key)
}

fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace('ё', "е");
    plain(one) == plain(other)
}

/// The title as one would say it; one of a single word with what it is about.
pub(super) fn called(shape: &Shape) -> String {
    let title = quiet(&shape.title);
    let words = match &shape.subject {
        Some(subject) if title.split_whitespace().count() == 1 => {
            let subject = quiet(subject);
            let mut letters = subject.chars();
            let first = letters.next().into_iter().flat_map(char::to_lowercase);
            let rest: String = first.chain(letters).collect();
            format!("{title} {rest}")
        }
        _ => title,
    };
    let mut out = String::new();
    for word in words.split_whitespace() {
        if out.chars().count() + word.chars().count() >= LONGEST_NAME {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    let out = out.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let mut letters = out.chars();
    match (letters.next(), shape.form) {
        (Some(first), _) => first.to_uppercase().chain(letters).collect(),
        (None, Form::Program) => "Программа по форме".to_owned(),
        (None, Form::Roadmap) => "План по форме".to_owned(),
        (None, Form::Paper) => "Документ по форме".to_owned(),
    }
}

/// Signs that a file name may have; capitals only where not every letter is one.
fn quiet(text: &str) -> String {
    let is_of_name =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '–' | ',' | '.' | '(' | ')');
    let plain = text.replace(|c| !is_of_name(c), " ");
    if plain.chars().any(char::is_lowercase) {
        plain
    } else {
        plain.to_lowercase()
    }
}
