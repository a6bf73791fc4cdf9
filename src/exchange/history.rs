//! Changes of the files of a school that can be taken back, done once more, or undone back to any
//! moment.

use std::collections::BTreeMap;
use std::path::Path;

use crate::disk::{
    self, Act, Contents, FileChange, History, NewStep, Step, Trouble, VersionStore, fingerprint,
};
use crate::edit::{ImportChange, Imported, What};

/// Where the version of each file before the last change lies.
const BEFORE: &str = ".nastavnik";
/// Names of a step that stand in it; the rest is counted.
const MOST_NAMES: usize = 3;

/// What of the steps is meant.
#[derive(Debug, Clone, Copy)]
pub enum Scope<'a> {
    /// Every change of the school.
    Whole,
    /// Those of one file; what they have changed elsewhere is taken back too where it still
    /// stands.
    File(&'a str),
}

impl Scope<'_> {
    fn has(self, file: &str) -> bool {
        match self {
            Self::Whole => true,
            Self::File(own) => own == file,
        }
    }
}

/// What would be taken back, and what done once more.
#[derive(Debug, Clone, Default)]
pub struct Ways {
    pub back: Option<Step>,
    pub again: Option<Step>,
}

/// What can be taken back and done once more within a scope.
pub fn ways(folder: &Path, scope: Scope<'_>) -> Ways {
    let steps = History::of(folder).steps();
    let mut done: Vec<&Step> = Vec::new();
    let mut undone: Vec<&Step> = Vec::new();
    let own = |step: &&Step| step.files.keys().any(|file| scope.has(file)) && !step.is_empty();
    for step in steps.iter().filter(own) {
        match step.act {
            Act::Change => {
                done.push(step);
                undone.clear();
            }
            Act::Undo(number) => {
                let at = done.iter().position(|known| known.number == number);
                undone.extend(at.map(|at| done.remove(at)));
            }
            Act::Redo(number) => {
                let at = undone.iter().position(|known| known.number == number);
                done.extend(at.map(|at| undone.remove(at)));
            }
        }
    }
    Ways {
        back: done.last().map(|step| (*step).clone()),
        again: undone.last().map(|step| (*step).clone()),
    }
}

/// Takes a step back. Returns the number of the step that does so.
///
/// # Errors
/// If a file of the scope has been changed since, or the disk refuses; nothing is then changed.
pub fn undo(folder: &Path, step: &Step, scope: Scope<'_>) -> Result<u64, Trouble> {
    let wanted = step
        .files
        .iter()
        .map(|(name, it)| (name, &it.after, &it.before));
    turn(folder, step, Act::Undo(step.number), scope, wanted)
}

/// Does a step once more that was taken back. Returns the number of the step that does so.
///
/// # Errors
/// If a file of the scope has been changed since, or the disk refuses; nothing is then changed.
pub fn redo(folder: &Path, step: &Step, scope: Scope<'_>) -> Result<u64, Trouble> {
    let wanted = step
        .files
        .iter()
        .map(|(name, it)| (name, &it.before, &it.after));
    turn(folder, step, Act::Redo(step.number), scope, wanted)
}

/// A file, the version it must have, and the one it is to have.
type Turn<'s> = (&'s String, &'s Option<String>, &'s Option<String>);

fn turn<'s>(
    folder: &Path,
    step: &Step,
    act: Act,
    scope: Scope<'_>,
    wanted: impl Iterator<Item = Turn<'s>>,
) -> Result<u64, Trouble> {
    let history = History::of(folder);
    let versions = history.versions();
    let mut changes = Vec::new();
    for (name, expected, wanted) in wanted {
        let path = folder.join(name);
        let now = disk::read(&path).ok().map(|now| (fingerprint(&now), now));
        if now.as_ref().map(|(print, _)| print) != expected.as_ref() {
            if scope.has(name) {
                let print = now.as_ref().map(|(print, _)| print);
                let is_ours = history.steps().iter().any(|later| {
                    let own = later.files.get(name);
                    later.number > step.number && own.is_some_and(|it| it.after.as_ref() == print)
                });
                return Err(if is_ours {
                    Trouble::changed_later(&path)
                } else {
                    Trouble::changed_meanwhile(&path)
                });
            }
            continue;
        }
        let now = now.map(|(_, now)| now);
        changes.push((
            name.clone(),
            now,
            version(&versions, &path, wanted.as_deref())?,
        ));
    }
    let what = NewStep {
        what: &step.what,
        group: "",
        act,
    };
    write(folder, &what, &changes)
}

/// Brings all files back to what they held before a step, that step taken back too. Returns the
/// number of the step that does so; none where nothing has changed since.
///
/// # Errors
/// If the disk refuses; nothing is then changed.
pub fn go_back(folder: &Path, number: u64, what: &str) -> Result<Option<u64>, Trouble> {
    let history = History::of(folder);
    let mut wanted: BTreeMap<String, Option<String>> = BTreeMap::new();
    for step in history.steps().iter().filter(|step| step.number >= number) {
        for (name, it) in &step.files {
            wanted
                .entry(name.clone())
                .or_insert_with(|| it.before.clone());
        }
    }
    bring_back(folder, wanted, what)
}

/// Brings the files back that a step has taken away. Returns the number of the step that does so;
/// none where they are all there.
///
/// # Errors
/// If the disk refuses; nothing is then changed.
pub fn bring_files_back(folder: &Path, step: &Step) -> Result<Option<u64>, Trouble> {
    let gone = step.files.iter().filter(|(_, it)| it.after.is_none());
    let gone = gone.filter(|(name, _)| !folder.join(name).exists());
    let wanted = gone
        .map(|(name, it)| (name.clone(), it.before.clone()))
        .collect();
    bring_back(folder, wanted, &format!("возвращено: {}", step.what))
}

fn bring_back(
    folder: &Path,
    wanted: BTreeMap<String, Option<String>>,
    what: &str,
) -> Result<Option<u64>, Trouble> {
    let versions = History::of(folder).versions();
    let mut changes = Vec::new();
    for (name, wanted) in wanted {
        let path = folder.join(&name);
        let now = disk::read(&path).ok();
        if now.as_deref().map(fingerprint) != wanted {
            changes.push((name, now, version(&versions, &path, wanted.as_deref())?));
        }
    }
    if changes.is_empty() {
        return Ok(None);
    }
    write_change(folder, what, &changes).map(Some)
}

/// What a file held; one that is lost from the history is a trouble, not an empty file.
fn version(
    versions: &VersionStore,
    path: &Path,
    fingerprint: Option<&str>,
) -> Result<Option<Vec<u8>>, Trouble> {
    let Some(fingerprint) = fingerprint else {
        return Ok(None);
    };
    let text = versions.get(fingerprint);
    text.map_or_else(|| Err(Trouble::lost_version(path)), |text| Ok(Some(text)))
}

/// Writes the files that an import changes, all or none. What stood there before is kept in
/// `.nastavnik`, and the change in the history of the school. Returns the number of its step.
///
/// # Errors
/// If one cannot be written, or has been saved by another since it was read; all are then as they
/// were.
pub fn write_imported(imported: &Imported, folder: &Path) -> Result<u64, Trouble> {
    write_in_group(imported, folder, "")
}

/// The same under a name of its own.
///
/// # Errors
/// If one cannot be written, or has been saved by another since it was read; all are then as they
/// were.
pub(super) fn write_named(imported: &Imported, folder: &Path, what: &str) -> Result<u64, Trouble> {
    write_change(folder, what, &rewritten(imported))
}

/// The same; changes of one group that follow one another at once are one step.
///
/// # Errors
/// If one cannot be written, or has been saved by another since it was read; all are then as they
/// were.
pub fn write_in_group(imported: &Imported, folder: &Path, group: &str) -> Result<u64, Trouble> {
    let step = NewStep {
        what: &told(&imported.changes),
        group,
        act: Act::Change,
    };
    write(folder, &step, &rewritten(imported))
}

fn rewritten(imported: &Imported) -> Vec<Rewritten> {
    let one = |(name, after): (&String, &Option<Vec<u8>>)| {
        let before = imported.before.get(name).map(|it| it.to_vec());
        (name.clone(), before, after.clone())
    };
    imported.files.iter().map(one).collect()
}

/// Takes the files of a thing away. Returns the number of the step.
///
/// # Errors
/// If one cannot be taken away, or has been saved by another since it was read.
pub fn write_removal(imported: &Imported, folder: &Path, what: &str) -> Result<u64, Trouble> {
    let mut named = Imported::default();
    named.files.clone_from(&imported.files);
    named.before.clone_from(&imported.before);
    named.changes.push(ImportChange {
        what: What::Missing,
        name: what.to_owned(),
        details: Vec::new(),
        is_kept: false,
    });
    write_imported(&named, folder)
}

/// Rewrites files as one step of its own. Returns its number.
///
/// # Errors
/// If one cannot be written, or has been saved by another since it was read; all are then as they
/// were.
pub(super) fn write_change(
    folder: &Path,
    what: &str,
    changes: &[Rewritten],
) -> Result<u64, Trouble> {
    let step = NewStep {
        what,
        group: "",
        act: Act::Change,
    };
    write(folder, &step, changes)
}

/// A file of the school before and after.
pub(super) type Rewritten = (String, Option<Vec<u8>>, Option<Vec<u8>>);

pub(super) fn write(
    folder: &Path,
    step: &NewStep<'_>,
    changes: &[Rewritten],
) -> Result<u64, Trouble> {
    let _alone = disk::hold_to_save(folder)?;
    let history = History::of(folder);
    let contents: Vec<Contents<'_>> = changes
        .iter()
        .map(|(name, before, after)| (name.as_str(), before.as_deref(), after.as_deref()))
        .collect();
    history.keep(&contents)?;
    for (name, before, _) in &contents {
        if let Some(before) = before {
            let kept = folder.join(BEFORE).join(format!("{name}.bak"));
            disk::create_folder(kept.parent().unwrap_or(folder))?;
            disk::write_whole(&kept, before)?;
        }
    }
    let files: Vec<FileChange> = contents
        .iter()
        .map(|(name, before, after)| FileChange {
            path: folder.join(name),
            before: before.map(<[u8]>::to_vec),
            after: after.map(<[u8]>::to_vec),
        })
        .collect();
    disk::write_together(&files)?;
    history.record(step, &contents)
}

/// What was changed in the files, for the history.
fn told(changes: &[ImportChange]) -> String {
    let one = |change: &ImportChange| {
        let heads = change.details.iter().map(|edit| edit.head.as_str());
        let mut heads: Vec<&str> = heads.collect();
        heads.dedup();
        let named = match change.what {
            What::Added => format!("добавлено: {}", change.name),
            What::Missing => format!("удалено: {}", change.name),
            What::Changed => change.name.clone(),
        };
        if change.what == What::Changed && !heads.is_empty() {
            format!("{named}: {}", listed(&heads))
        } else {
            named
        }
    };
    let in_files = changes.iter().filter(|change| !change.is_kept);
    let all: Vec<String> = in_files.map(one).collect();
    if all.is_empty() {
        return "порядок или запись строк".to_owned();
    }
    listed(&all.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The first names of several, and how many there are besides.
fn listed(names: &[&str]) -> String {
    let shown = names[..names.len().min(MOST_NAMES)].join(", ");
    match names.len().saturating_sub(MOST_NAMES) {
        0 => shown,
        more => format!("{shown} и еще {more}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(folder: &Path, name: &str, after: Option<&str>) -> u64 {
        let before = disk::read(&folder.join(name)).ok();
        let after = after.map(|text| text.as_bytes().to_vec());
        write_change(folder, name, &[(name.to_owned(), before, after)]).unwrap()
    }

    fn text(folder: &Path, name: &str) -> Option<String> {
        let bytes = disk::read(&folder.join(name)).ok()?;
        String::from_utf8(bytes).ok()
    }

    fn back(folder: &Path, scope: Scope<'_>) -> Result<u64, Trouble> {
        undo(folder, &ways(folder, scope).back.unwrap(), scope)
    }

    #[test]
    fn steps_go_back_and_forth_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        for n in 1..4 {
            put(folder, "a", Some(&n.to_string()));
        }
        let now = || text(folder, "a");
        back(folder, Scope::Whole).unwrap();
        back(folder, Scope::Whole).unwrap();
        assert_eq!(now().as_deref(), Some("1"));
        let again = ways(folder, Scope::Whole).again.unwrap();
        redo(folder, &again, Scope::Whole).unwrap();
        assert_eq!(now().as_deref(), Some("2"));
        back(folder, Scope::Whole).unwrap();
        back(folder, Scope::Whole).unwrap();
        assert_eq!(now(), None);
        assert!(ways(folder, Scope::Whole).back.is_none());
        // Something new ends what could be done once more.
        put(folder, "a", Some("new"));
        assert!(ways(folder, Scope::Whole).again.is_none());
    }

    #[test]
    fn what_another_program_has_saved_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        put(folder, "a", Some("1"));
        put(folder, "b", Some("1"));
        disk::write_whole(&folder.join("a"), b"foreign").unwrap();
        let refused = back(folder, Scope::File("a")).unwrap_err();
        assert!(refused.reason().contains("тем временем"), "{refused}");
        assert_eq!(text(folder, "a").as_deref(), Some("foreign"));
        back(folder, Scope::File("b")).unwrap();
        assert_eq!(text(folder, "b"), None);
    }

    #[test]
    fn a_step_that_is_not_the_last_of_its_file_stays_and_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let first = put(folder, "a", Some("1"));
        put(folder, "a", Some("2"));
        let steps = History::of(folder).steps();
        let first = steps.iter().find(|step| step.number == first).unwrap();
        let refused = undo(folder, first, Scope::Whole).unwrap_err();
        assert!(refused.reason().contains("еще раз"), "{refused}");
        assert_eq!(text(folder, "a").as_deref(), Some("2"));
    }

    #[test]
    fn everything_goes_back_to_a_moment_and_forth_again() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        put(folder, "a", Some("1"));
        let from = put(folder, "a", Some("2"));
        put(folder, "b", Some("1"));
        let gone = put(folder, "a", None);
        disk::write_whole(&folder.join("b"), b"foreign").unwrap();
        go_back(folder, from, "вчера").unwrap().unwrap();
        assert_eq!(
            (text(folder, "a").as_deref(), text(folder, "b")),
            (Some("1"), None)
        );
        back(folder, Scope::Whole).unwrap();
        assert_eq!(
            (text(folder, "a"), text(folder, "b").as_deref()),
            (None, Some("foreign"))
        );
        let steps = History::of(folder).steps();
        let gone = steps.iter().find(|step| step.number == gone).unwrap();
        bring_files_back(folder, gone).unwrap().unwrap();
        assert_eq!(text(folder, "a").as_deref(), Some("2"));
        assert!(bring_files_back(folder, gone).unwrap().is_none());
    }
}
