//! Which school a command is about: the folder that is given, the school that a given file or folder
//! lies in, or a word about several schools.

use std::path::{Path, PathBuf};

use super::args::Command;
use super::papers::{ArchiveArgs, CleanArgs, PrintArgs, StatusArgs};
use super::project::{CheckArgs, ExportArgs, ImportArgs, RollOverArgs};
use crate::console::{ChosenSchools, Console, Ended, misused};
use crate::disk::{folders_in, is_project, school_name, schools_below};
use crate::problem::nearest;

/// So many folders up a school is looked for.
const LEVELS: usize = 4;
/// So many schools are named.
const MOST_NAMED: usize = 5;

/// What a command is carried out for.
#[derive(Debug)]
pub(super) enum Settled {
    /// The same command about the folder of the school.
    One(Command),
    /// A list of several schools, and their folders with the names.
    Split(ImportArgs, Vec<(String, PathBuf)>),
    /// The same command for each school of this folder.
    Each(PathBuf, Vec<OfSchool>),
}

/// A command about one school of several.
#[derive(Debug)]
pub(super) struct OfSchool {
    /// Its folder, from that of the schools.
    pub(super) name: String,
    pub(super) command: Command,
}

/// Finds out which school a command is about, or which schools.
///
/// # Errors
/// How the program ends where there is no such folder, where a file is given that belongs to no
/// school, or where the folder holds several schools and the command works with one; it is told.
pub(super) fn settle(mut command: Command, console: &Console) -> Result<Settled, Ended> {
    let all = ChosenSchools::default();
    let (folder, takes_many, chosen) = match &mut command {
        Command::Check(args) => (&mut args.folder, args.xlsx.is_none(), &args.schools),
        Command::Export(args) => (&mut args.folder, true, &args.schools),
        Command::Import(args) => (&mut args.folder, !args.watch, &all),
        Command::Event(args) => (&mut args.folder, false, &all),
        Command::Build(args) => (&mut args.folder, true, &args.schools),
        Command::Status(args) => (&mut args.folder, true, &args.schools),
        Command::Clean(args) => (&mut args.folder, true, &args.schools),
        Command::Print(args) => (&mut args.folder, args.out.is_none(), &args.schools),
        Command::Archive(args) => (&mut args.folder, args.to.is_none(), &args.schools),
        Command::RollOver(args) => (&mut args.folder, true, &args.schools),
        Command::Watch(args) => (&mut args.folder, true, &all),
        Command::Doctor(args) => (&mut args.folder, true, &all),
        Command::Init(_)
        | Command::Bank(_)
        | Command::Issue(_)
        | Command::Explain(_)
        | Command::Report(_)
        | Command::District(_)
        | Command::Sign(_)
        | Command::Verify(_)
        | Command::Blank(_)
        | Command::Edition(_)
        | Command::Decline(_)
        | Command::Fonts(_)
        | Command::Serve(_)
        | Command::Schema(_)
        | Command::Completions(_)
        | Command::Man(_)
        | Command::Help(_) => return Ok(Settled::One(command)),
    };
    let found = find(folder, takes_many).map_err(|why| {
        console.fail(&why);
        Ended::Misused
    })?;
    match found {
        Found::One(school) if chosen.is_asked() => {
            let why = format!(
                "{}: это одна школа, а --school выбирает школы из папки, в которой их несколько",
                school.display()
            );
            Err(misused(&why, console))
        }
        Found::One(school) => {
            *folder = school;
            Ok(Settled::One(command))
        }
        Found::Several(schools) => {
            let schools = match chosen.of(folder, schools) {
                Ok(schools) => schools,
                Err(why) => return Err(misused(&why, console)),
            };
            let folder = folder.clone();
            if let Command::Import(args) = command {
                return Ok(Settled::Split(args, named(&folder, schools)));
            }
            let of_schools: Option<Vec<OfSchool>> = schools
                .iter()
                .map(|it| of_school(&command, &folder, it))
                .collect();
            Ok(match of_schools {
                Some(commands) => Settled::Each(folder, commands),
                None => Settled::One(command),
            })
        }
    }
}

fn named(folder: &Path, schools: Vec<PathBuf>) -> Vec<(String, PathBuf)> {
    let all = schools.into_iter();
    all.map(|it| (school_name(folder, &it), it)).collect()
}

/// The command for one school of the folder that it was given; `None` for one that goes through the
/// schools itself. What is written beside the schools is written under the school's name.
fn of_school(command: &Command, of: &Path, school: &Path) -> Option<OfSchool> {
    let name = school_name(of, school);
    let folder = school.to_owned();
    let within = |out: &Option<PathBuf>| out.as_ref().map(|out| out.join(&name));
    let command = match command {
        Command::Check(args) => Command::Check(CheckArgs {
            folder,
            ..args.clone()
        }),
        Command::Export(args) => Command::Export(ExportArgs {
            folder,
            xlsx: args.xlsx.join(format!("{name}.xlsx")),
            ..args.clone()
        }),
        Command::Status(args) => Command::Status(StatusArgs {
            folder,
            out: within(&args.out),
            ..args.clone()
        }),
        Command::Clean(args) => Command::Clean(CleanArgs {
            folder,
            out: within(&args.out),
            ..args.clone()
        }),
        Command::Print(args) => Command::Print(PrintArgs {
            folder,
            ..args.clone()
        }),
        Command::Archive(args) => Command::Archive(ArchiveArgs {
            folder,
            out: within(&args.out),
            ..args.clone()
        }),
        Command::RollOver(args) => Command::RollOver(RollOverArgs {
            folder,
            to: args.to.join(&name),
            ..args.clone()
        }),
        _ => return None,
    };
    Some(OfSchool { name, command })
}

/// Where the schools are that a folder is about.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    One(PathBuf),
    Several(Vec<PathBuf>),
}

fn find(given: &Path, takes_many: bool) -> Result<Found, String> {
    if is_project(given) {
        return Ok(Found::One(given.to_owned()));
    }
    if !given.exists() {
        return Err(absent(given));
    }
    let schools = schools_below(given).unwrap_or_default();
    if !schools.is_empty() {
        return if takes_many {
            Ok(Found::Several(schools))
        } else {
            Err(several(given, &schools))
        };
    }
    if let Some(school) = above(given) {
        return Ok(Found::One(school));
    }
    if given.is_file() {
        return Err(format!(
            "{}: это файл, и ни в его папке, ни выше нет organization.toml; укажите папку школы, в которой лежит organization.toml",
            given.display()
        ));
    }
    Ok(Found::One(given.to_owned()))
}

/// Says that there is no such folder, and which one may be meant.
fn absent(given: &Path) -> String {
    let beside = folders_in(&parent(given)).unwrap_or_default();
    let names: Vec<String> = beside.iter().filter_map(|it| name_of(it)).collect();
    let meant = name_of(given).and_then(|name| nearest(&name, &names).map(str::to_owned));
    let advice = match meant {
        Some(name) => format!("возможно, имелось в виду «{name}»"),
        None => {
            "укажите папку, в которой лежит organization.toml; имя с пробелами берите в кавычки"
                .to_owned()
        }
    };
    format!("{}: такой папки нет; {advice}", given.display())
}

fn name_of(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_string_lossy().into_owned())
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
        .map(|school| school_name(folder, school))
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
            let found = find(given, false);
            assert_eq!(found, Ok(Found::One(school.clone())), "{given:?}");
        }
        // A folder of schools is one too, for the commands that take many.
        assert!(
            find(root.path(), false)
                .unwrap_err()
                .contains("несколько школ (school)")
        );
        assert_eq!(find(root.path(), true), Ok(Found::Several(vec![school])));
        let alone = root.path().join("записка.txt");
        write_whole(&alone, b"").unwrap();
        assert!(find(&alone, true).unwrap_err().contains("это файл"));
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_slip_of_one_that_is() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("Лицей 3")).unwrap();
        let said = |name: &str| find(&root.path().join(name), true).unwrap_err();
        assert!(said("Лицей3").ends_with("возможно, имелось в виду «Лицей 3»"));
        assert!(said("xyz").ends_with("имя с пробелами берите в кавычки"));
    }
}
