//! Files that describe something else than the files of their folder do.

use crate::problem::{Code, FileId, Place, Problem};
use crate::reader::top_keys;

/// What the files of a folder describe.
#[derive(Debug, Clone, Copy)]
pub(super) enum Folder {
    Pairings,
    Orders,
}

/// Says where a file belongs that has the keys of another kind of file, and none of its own.
pub(super) fn strayed(folder: Folder, file: FileId, text: &str) -> Option<Problem> {
    let keys = top_keys(text);
    let has = |names: &[&str]| names.iter().any(|name| keys.contains(*name));
    let is_pairing = has(&["mentors", "mentees", "form", "basis", "note", "mentorship"]);
    let is_order = has(&["number", "date", "acquainted", "appendices", "preamble"]);
    let is_of_order = is_order
        || has(&[
            "control",
            "signer",
            "executor",
            "heading",
            "pairings",
            "clause",
            "new_mentors",
            "old_mentors",
            "own_clauses_only",
        ]);
    let (what, advice) = match folder {
        Folder::Pairings if is_pairing => return None,
        Folder::Pairings if has(&["kind"]) && is_of_order => {
            ("приказ, а лежит среди пар", "перенесите его в папку orders")
        }
        Folder::Orders if is_order => return None,
        Folder::Orders if is_pairing => (
            "наставническая пара, а лежит среди приказов",
            "перенесите его в папку pairings",
        ),
        Folder::Orders if !has(&["kind"]) && has(&["clause"]) => (
            "изменения положения, а лежит среди приказов",
            "положите его рядом с organization.toml под именем regulation.toml",
        ),
        _ if has(&["stage", "activity"]) => (
            "дорожная карта",
            "положите его рядом с organization.toml под именем roadmap.toml",
        ),
        _ if has(&["organization"]) => (
            "сведения о школе",
            "положите его в папку школы, уровнем выше, под именем organization.toml",
        ),
        _ => return None,
    };
    let problem = Problem::new(
        Code::MisplacedFile,
        format!("файл не на своем месте: это {what}"),
    );
    Some(problem.at(&Place::in_file(file, 0..0)).hint(advice))
}
