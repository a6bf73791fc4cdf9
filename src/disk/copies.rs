//! Names of files that stand for a known one: its copies, and slips in the ending `.toml`.

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

/// The file of which one of this name is a copy or an older state; both in small letters.
pub(super) fn copied<'n>(lower: &str, names: &'n [String]) -> Option<&'n str> {
    let mut plain = lower.trim_start_matches(['#', '.', '~', '$']);
    while let Some(rest) = BACKUPS.iter().find_map(|end| plain.strip_suffix(end)) {
        plain = rest;
    }
    let stem = plain.strip_suffix(".toml").unwrap_or(plain);
    let original = format!("{}.toml", without_mark(stem));
    let is_it = |name: &&String| name.to_lowercase() == original && original != lower;
    names.iter().find(is_it).map(String::as_str)
}

/// «organization (2)», «organization – копия», `organization_old` without what follows.
fn without_mark(stem: &str) -> &str {
    let mut stem = stem.trim_end();
    loop {
        let inner = stem.strip_suffix(')').and_then(|it| it.rsplit_once('('));
        let number = inner.filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
        let word = || {
            let rest = COPIES.iter().find_map(|mark| stem.strip_suffix(mark))?;
            rest.ends_with([' ', '-', '_', '–', '.']).then_some(rest)
        };
        let Some(rest) = number.map(|(rest, _)| rest).or_else(word) else {
            return stem;
        };
        stem = rest.trim_end_matches([' ', '-', '_', '–', '.']);
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
