//! Which schools of a folder a command is about.

use std::path::{Path, PathBuf};

use clap::Parser;

use crate::disk::school_name;
use crate::problem::nearest;
use crate::russian::searchable;

/// The schools that are asked for by name; all, where none is.
#[derive(Debug, Clone, Default, Parser)]
pub(crate) struct ChosenSchools {
    /// Только школы с такими именами папок, через запятую; * значит «что угодно»: --school "лицей*"
    #[arg(long = "school", value_name = "ИМЯ", value_delimiter = ',')]
    names: Vec<String>,
}

impl ChosenSchools {
    pub(crate) fn is_asked(&self) -> bool {
        !self.names.is_empty()
    }

    /// Those of the schools of a folder that are asked for, in the order of the folder.
    ///
    /// # Errors
    /// Which name is of no school, and which school may be meant, in Russian.
    pub(crate) fn of(&self, folder: &Path, schools: Vec<PathBuf>) -> Result<Vec<PathBuf>, String> {
        if !self.is_asked() {
            return Ok(schools);
        }
        let names: Vec<String> = schools.iter().map(|it| school_name(folder, it)).collect();
        for asked in &self.names {
            if names.iter().any(|name| is_meant(asked, name)) {
                continue;
            }
            let last = |name: &String| name.rsplit('/').next().map(ToOwned::to_owned);
            let known: Vec<String> = names.iter().filter_map(last).collect();
            let near = nearest(asked, &known).or_else(|| nearest(asked, &names));
            let advice = near.map_or_else(
                || {
                    let shown = names
                        .iter()
                        .take(5)
                        .cloned()
                        .collect::<Vec<_>>()
                        .join("», «");
                    format!(
                        "есть: «{shown}»{}",
                        if names.len() > 5 {
                            " и другие"
                        } else {
                            ""
                        }
                    )
                },
                |near| format!("возможно, имелось в виду «{near}»"),
            );
            return Err(format!(
                "в папке {} нет школы «{asked}»; {advice}",
                folder.display()
            ));
        }
        let is_asked = |name: &String| self.names.iter().any(|asked| is_meant(asked, name));
        let both = schools.into_iter().zip(names);
        Ok(both
            .filter(|(_, name)| is_asked(name))
            .map(|(it, _)| it)
            .collect())
    }
}

/// Whether a name or pattern means a school: by the path of its folder or its last name.
fn is_meant(asked: &str, name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    let asked = asked.replace('\\', "/");
    let asked = asked.trim().trim_matches('/');
    [name, last].iter().any(|name| fits(asked, name))
}

/// Whether a name fits a pattern; capitals, «ё» and kinds of dashes make no difference.
fn fits(pattern: &str, name: &str) -> bool {
    let letters = |text: &str| searchable(text).chars().collect::<Vec<char>>();
    glob(&letters(pattern), &letters(name))
}

fn glob(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        (['*', rest @ ..], _) => (0..=text.len()).any(|from| glob(rest, &text[from..])),
        (['?', rest @ ..], [_, after @ ..]) => glob(rest, after),
        ([first, rest @ ..], [own, after @ ..]) => first == own && glob(rest, after),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_is_meant_by_name_or_pattern() {
        for (asked, name, is) in [
            ("Лицей 3", "лицей-3", true),
            ("лицей*", "город/Лицей № 3", true),
            ("город/*", "город/Лицей № 3", true),
            ("город\\лицей № 3", "город/Лицей № 3", true),
            ("школа-?", "школа-5", true),
            ("школа-?", "школа-15", false),
            ("лицей", "лицей-3", false),
        ] {
            assert_eq!(is_meant(asked, name), is, "{asked} {name}");
        }
    }

    #[test]
    fn a_name_with_a_slip_is_told_with_the_one_that_may_be_meant() {
        let schools = || vec![PathBuf::from("д/лицей-3"), PathBuf::from("д/школа-5")];
        let asked = |name: &str| {
            let names = vec![name.to_owned()];
            ChosenSchools { names }.of(Path::new("д"), schools())
        };
        assert!(asked("лицейй-3").unwrap_err().ends_with("«лицей-3»"));
        assert!(
            asked("гимназия")
                .unwrap_err()
                .contains("есть: «лицей-3», «школа-5»")
        );
        assert_eq!(asked("школа*"), Ok(vec![PathBuf::from("д/школа-5")]));
    }
}
