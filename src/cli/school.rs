//! Which school a command is about: the folder that is given, the school that a given file or folder
//! lies in, or a word about several schools.

use std::path::{Path, PathBuf};

use super::args::Command;
use crate::console::{Console, Ended};
use crate::disk::{is_project, schools_in};

/// So many folders up a school is looked for.
const LEVELS: usize = 4;
/// So many schools are named.
const MOST_NAMED: usize = 5;

/// The same command about the folder of the school.
///
/// # Errors
/// How the program ends where the folder holds several schools and the command works with one, or
/// where a file is given that belongs to none; it is told.
pub(super) fn settle(mut command: Command, console: &Console) -> Result<Command, Ended> {
    let (folder, takes_many) = match &mut command {
        Command::Check(args) => (&mut args.folder, false),
        Command::Export(args) => (&mut args.folder, false),
        Command::Import(args) => (&mut args.folder, false),
        Command::Build(args) => (&mut args.folder, true),
        Command::Status(args) => (&mut args.folder, false),
        Command::Clean(args) => (&mut args.folder, false),
        Command::Print(args) => (&mut args.folder, false),
        Command::Archive(args) => (&mut args.folder, false),
        Command::RollOver(args) => (&mut args.folder, false),
        Command::Watch(args) => (&mut args.folder, true),
        Command::Init(_)
        | Command::Issue(_)
        | Command::Explain(_)
        | Command::Sign(_)
        | Command::Verify(_)
        | Command::Blank(_)
        | Command::Decline(_)
        | Command::Fonts(_)
        | Command::Serve(_)
        | Command::Schema(_)
        | Command::Completions(_)
        | Command::Man(_)
        | Command::Help(_) => return Ok(command),
    };
    match find(folder, takes_many) {
        Ok(found) => *folder = found,
        Err(why) => {
            console.warn(&format!("ошибка: {why}"));
            return Err(Ended::Misused);
        }
    }
    Ok(command)
}

fn find(given: &Path, takes_many: bool) -> Result<PathBuf, String> {
    if is_project(given) {
        return Ok(given.to_owned());
    }
    let schools = schools_in(given).unwrap_or_default();
    if !schools.is_empty() {
        return if takes_many {
            Ok(given.to_owned())
        } else {
            Err(several(given, &schools))
        };
    }
    if let Some(school) = above(given) {
        return Ok(school);
    }
    if given.is_file() {
        return Err(format!(
            "{}: это файл, и ни в его папке, ни выше нет organization.toml; укажите папку школы, в которой лежит organization.toml",
            given.display()
        ));
    }
    Ok(given.to_owned())
}

/// The school that a file or a folder lies in.
fn above(given: &Path) -> Option<PathBuf> {
    if !given.exists() {
        return None;
    }
    let mut up = if given.is_dir() {
        given.join("..")
    } else {
        parent(given)
    };
    for _ in 0..LEVELS {
        // As it is named by the user, where the name says it: `school/pairings` is in `school`.
        let named = shorter(&up);
        if is_project(&named) {
            return Some(named);
        }
        up = named.join("..");
    }
    None
}

fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(above) if !above.as_os_str().is_empty() => above.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// `a/b/..` is `a`, where `b` is a name and no link.
fn shorter(path: &Path) -> PathBuf {
    let Some(below) = path.parent().filter(|_| path.ends_with("..")) else {
        return path.to_owned();
    };
    if below == Path::new(".") || below.as_os_str().is_empty() {
        return PathBuf::from("..");
    }
    if below.file_name().is_none() || below.is_symlink() {
        return path.to_owned();
    }
    parent(below)
}

fn several(folder: &Path, schools: &[PathBuf]) -> String {
    let names: Vec<String> = schools
        .iter()
        .take(MOST_NAMED)
        .filter_map(|school| Some(school.file_name()?.to_string_lossy().into_owned()))
        .collect();
    let more = if schools.len() > MOST_NAMED {
        format!(" и еще {}", schools.len() - MOST_NAMED)
    } else {
        String::new()
    };
    format!(
        "{}: в этой папке несколько школ ({}{more}), а команда работает с одной; укажите папку одной школы, например {}",
        folder.display(),
        names.join(", "),
        schools
            .first()
            .map(|s| s.display().to_string())
            .unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::write_whole;

    #[test]
    fn a_school_is_found_from_within() {
        let root = tempfile::tempdir().unwrap();
        let school = root.path().join("school");
        let inner = school.join("pairings").join("2026");
        std::fs::create_dir_all(&inner).unwrap();
        write_whole(&school.join("organization.toml"), b"").unwrap();
        let file = inner.join("a.toml");
        write_whole(&file, b"").unwrap();
        for given in [&school, &school.join("pairings"), &inner, &file] {
            assert_eq!(find(given, false).as_ref(), Ok(&school), "{given:?}");
        }
        // A folder of schools is one too, for the commands that take many.
        assert!(
            find(root.path(), false)
                .unwrap_err()
                .contains("несколько школ (school)")
        );
        assert_eq!(find(root.path(), true), Ok(root.path().to_owned()));
        let alone = root.path().join("записка.txt");
        write_whole(&alone, b"").unwrap();
        assert!(find(&alone, true).unwrap_err().contains("это файл"));
        let nowhere = root.path().join("нет");
        assert_eq!(find(&nowhere, false), Ok(nowhere.clone()));
    }
}
