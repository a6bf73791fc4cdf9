//! Names of files that stand for a known one: its copies, and slips in the ending `.toml`.

use std::path::{Path, PathBuf};

use super::files;

/// What programs put behind the name of a file that they keep an older state of.
const BACKUPS: [&str; 10] = [
    "~", "#", ".bak", ".old", ".orig", ".swp", ".swo", ".tmp", ".save", ".backup",
];
/// What people and systems put behind the name of a copy.
const COPIES: [&str; 8] = [
    "копия",
    "copy",
    "стар",
    "старый",
    "старая",
    "old",
    "backup",
    "bak",
];

/// What programs that keep folders alike put into the name of the one of two versions.
const CONFLICTS: [&str; 5] = ["конфликт", "conflict", "копия", "copy", "автосохран"];
/// Before and behind the mark of a version in a name that has no brackets: Nextcloud, Syncthing, `OneDrive`.
const VERSIONS: [&str; 4] = ["_conflict-", ".sync-conflict-", "-desktop-", "-laptop-"];
/// What people and systems put before the name of a copy.
const BEFORE: [&str; 3] = ["копия ", "copy of ", "копия - "];

/// The files of a folder that stand for another one there, with its name: its copies, and the other
/// versions of it that a program keeps which could not make one of two. What is another pair or
/// another order is none, whatever it is called.
pub(super) fn copies_among(paths: &[PathBuf]) -> Vec<(PathBuf, String)> {
    let name = |path: &Path| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    let names: Vec<String> = paths.iter().map(|path| name(path)).collect();
    let copy_of = |path: &PathBuf| {
        let read = copied(&name(path).to_lowercase(), &names)?;
        let original = path.with_file_name(read);
        is_same(path, &original).then(|| (path.clone(), read.to_owned()))
    };
    paths.iter().filter_map(copy_of).collect()
}

/// Whether two files describe the same pair or the same order.
fn is_same(one: &Path, other: &Path) -> bool {
    let text = |path: &Path| {
        let bytes = files::read(path).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    };
    let Some((one, other)) = text(one).zip(text(other)) else {
        return false;
    };
    let agree = |keys: &[&str]| {
        let (a, b) = (said(&one, keys), said(&other, keys));
        a.iter().any(Option::is_some) && a == b
    };
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    bare(&one) == bare(&other)
        || agree(&["mentors", "mentees"])
        || agree(&["number", "heading"]) && agree(&["kind"])
}

/// What stands under keys, without its spaces.
fn said(text: &str, keys: &[&str]) -> Vec<Option<String>> {
    let of_key = |key: &&str| {
        let mut lines = text.lines();
        let first = lines.find_map(|line| {
            let value = line.trim_start().strip_prefix(key)?.trim_start();
            value.strip_prefix('=')
        })?;
        let is_list = first.trim_start().starts_with('[');
        let more = lines.take_while(|line| !line.trim_start().starts_with(']'));
        let more = more.take(if is_list && !first.contains(']') {
            40
        } else {
            0
        });
        let all: Vec<&str> = std::iter::once(first).chain(more).collect();
        Some(all.concat().split_whitespace().collect())
    };
    keys.iter().map(of_key).collect()
}

/// The file of which one of this name is a copy or an older state; both in small letters.
pub(super) fn copied<'n>(lower: &str, names: &'n [String]) -> Option<&'n str> {
    let mut plain = lower.trim_start_matches(['#', '.', '~', '$']);
    while let Some(rest) = BACKUPS.iter().find_map(|end| plain.strip_suffix(end)) {
        plain = rest;
    }
    let stem = plain.strip_suffix(".toml").unwrap_or(plain).trim_start();
    let stem = BEFORE
        .iter()
        .find_map(|mark| stem.strip_prefix(mark))
        .unwrap_or(stem);
    let original = format!("{}.toml", without_mark(stem));
    let is_it = |name: &&String| name.to_lowercase() == original && original != lower;
    names.iter().find(is_it).map(String::as_str)
}

/// «organization (2)», «organization – копия», `organization_old` without what follows.
pub(super) fn without_mark(stem: &str) -> &str {
    let mut stem = stem.trim_end();
    loop {
        let inner = stem.strip_suffix(')').and_then(|it| it.rsplit_once('('));
        let number = inner.filter(|(_, n)| {
            n.bytes().all(|b| b.is_ascii_digit()) || CONFLICTS.iter().any(|it| n.contains(it))
        });
        // `savina.sync-conflict-20260901-101500-ABCDEFG`, `savina-DESKTOP-4F2K1`.
        let synced = || {
            let mut parts = VERSIONS.iter().filter_map(|mark| stem.split_once(mark));
            parts.next().map(|(rest, _)| rest)
        };
        let word = || {
            let rest = COPIES.iter().find_map(|mark| stem.strip_suffix(mark))?;
            rest.ends_with([' ', '-', '_', '–', '—', '.'])
                .then_some(rest)
        };
        let Some(rest) = number.map(|(rest, _)| rest).or_else(word).or_else(synced) else {
            return stem;
        };
        stem = rest.trim_end_matches([' ', '-', '_', '–', '—', '.']);
    }
}

/// Whether the ending of a name is meant for `.toml`: «.tom», «.tоml» with a Russian letter.
pub(super) fn is_misspelt_toml(lower: &str) -> bool {
    let Some((_, ending)) = lower.rsplit_once('.') else {
        return false;
    };
    let latin: String = ending
        .chars()
        .map(|c| match c {
            'т' => 't',
            'о' => 'o',
            'м' => 'm',
            '1' | 'i' | 'і' | '|' => 'l',
            c => c,
        })
        .collect();
    ending != "toml" && strsim::damerau_levenshtein(&latin, "toml") <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_known_by_what_is_added_to_the_name() {
        let names = ["organization.toml".to_owned(), "a-b.toml".to_owned()];
        for copy in [
            "organization (2).toml",
            "organization – копия.toml",
            "organization - копия (3).toml",
            "organization_old.toml",
            "organization.toml.bak",
            "organization.toml~",
            "#organization.toml#",
            ".organization.toml.swp",
            "organization.bak.toml",
            "organization.bak",
            "organization (конфликт 2026-09-01).toml",
            "organization (ольга's conflicted copy 2026-09-01).toml",
            "organization.sync-conflict-20260901-101500-abcdefg.toml",
            "organization-desktop-4f2k1.toml",
            "копия organization.toml",
            "organization_conflict-20260901.toml",
            "organization (автосохраненный).toml",
            " organization.toml",
        ] {
            assert_eq!(copied(copy, &names), Some("organization.toml"), "{copy}");
        }
        assert_eq!(copied("a-b.toml.orig", &names), Some("a-b.toml"));
        for other in ["organization.toml", "roadmap (2).toml", "a-b-c.toml", "x~"] {
            assert_eq!(copied(other, &names), None, "{other}");
        }
    }

    #[test]
    fn slips_in_the_ending_are_known() {
        for name in [
            "a.tоml",
            "a.tom",
            "a.tml",
            "a.toml1",
            "a.tom1",
            "a.otml",
            "a.томl",
        ] {
            assert!(is_misspelt_toml(name), "{name}");
        }
        for name in [
            "a.toml", "a.txt", "a.html", "a.yml", "a.xml", "toml", "a.docx",
        ] {
            assert!(!is_misspelt_toml(name), "{name}");
        }
    }
}
