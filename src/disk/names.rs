//! File names that are legal on Windows.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::project::is_device_name;

/// Letters of a file name before its ending. With the folder the whole path must stay under
/// Windows' 260.
const LONGEST: usize = 120;

/// File names as Windows tells them apart.
pub(crate) fn name_key(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

/// What tells files apart as the system does: to Windows `А.pdf` and `а.pdf` are one.
pub(super) fn key(file: &str) -> String {
    if cfg!(windows) {
        name_key(file)
    } else {
        file.to_owned()
    }
}

/// Endings of what papers are made as.
const PAPERS: [&str; 3] = ["pdf", "docx", "xlsx"];

/// Whether a name ends as papers do.
pub(super) fn is_paper(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    PAPERS
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// Text → file name without ending: characters that Windows does not take become spaces, names of
/// its devices get a mark. A dot at the beginning would hide the file.
pub(crate) fn file_name(text: &str) -> String {
    let plain = |c: char| {
        if c.is_control() || r#"<>:"/\|?*"#.contains(c) {
            ' '
        } else {
            c
        }
    };
    let cleaned: String = if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().map(plain).collect()
    } else {
        text.nfc().map(plain).collect()
    };
    let mut name = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() > LONGEST {
        // The end tells pairings of one file apart: it stays.
        let letters: Vec<char> = name.chars().collect();
        let (head, tail) = (LONGEST * 2 / 3, LONGEST / 3 - 1);
        name = letters[..head].iter().collect::<String>()
            + "…"
            + &letters[letters.len() - tail..].iter().collect::<String>();
    }
    let name = name.trim_matches(['.', ' ']);
    if is_device_name(name) || name.is_empty() {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_legal_on_windows() {
        assert_eq!(
            file_name("Программа. Петрова — Сидоров"),
            "Программа. Петрова — Сидоров"
        );
        assert_eq!(file_name("../../x: \"а\"|б?*"), "x а б");
        assert_eq!(file_name(".nastavnik"), "nastavnik");
        assert_eq!(file_name("точка. "), "точка");
        assert_eq!(file_name("aux.pdf"), "aux.pdf_");
        assert_eq!(file_name("\u{7}"), "_");
        assert!(file_name(&"ж".repeat(500)).chars().count() <= LONGEST);
    }
}
