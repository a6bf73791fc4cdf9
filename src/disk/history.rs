//! What the files of a school held before: every change of them as a step that can be taken back.
//!
//! Steps stand in a file, a line each; the versions of files lie beside it.
//! A line that was cut short by a loss of power is passed over; a later line of the same number
//! wins.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::files::{self, Trouble};
use super::places::FOLDER;
use super::versions::{VersionStore, fingerprint};

const HISTORY: &str = "history";
const STEPS: &str = "history/steps";
/// Steps that are kept; the oldest go first.
const MOST_STEPS: usize = 1000;
/// Lines of the file before it is written anew with the steps that are kept.
const MOST_LINES: usize = 3000;
const MOMENT: &str = "%Y-%m-%d %H:%M:%S%.3f";
/// Changes of one field become one step while they follow one another so soon, in seconds,
const SOON: f64 = 4.0;
/// and the step is no longer than this.
const LONGEST: f64 = 30.0;
/// What a change is called that another program has made.
const FOREIGN: &str = "изменено в другой программе";

/// What a step does with the steps before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Something new.
    Change,
    /// Takes back the step of this number.
    Undo(u64),
    /// Does the step of this number, which was taken back, once more.
    Redo(u64),
}

/// A file before and after a step, by fingerprints; `None` where there was no such file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    pub before: Option<String>,
    pub after: Option<String>,
}

/// One change of the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub number: u64,
    began: String,
    /// When it was done, by the clock of this computer.
    moment: String,
    /// What was changed, in words.
    pub what: String,
    /// Changes of the same group become one step.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    group: String,
    pub act: Act,
    /// By their names from the folder of the school.
    pub files: BTreeMap<String, Versions>,
}

impl Step {
    /// When it was done, by the clock of this computer.
    pub fn moment(&self) -> Option<NaiveDateTime> {
        NaiveDateTime::parse_from_str(&self.moment, MOMENT).ok()
    }

    /// Whether the files are as they were before it.
    pub fn is_empty(&self) -> bool {
        self.files.values().all(|file| file.before == file.after)
    }
}

/// A step that is about to be written down.
#[derive(Debug, Clone)]
pub struct NewStep<'a> {
    pub what: &'a str,
    /// Empty for a step of its own.
    pub group: &'a str,
    pub act: Act,
}

/// What a file held before a step and holds after it.
pub(crate) type Contents<'a> = (&'a str, Option<&'a [u8]>, Option<&'a [u8]>);

/// The history of one school.
#[derive(Debug, Clone)]
pub struct History {
    folder: PathBuf,
}

impl History {
    pub fn of(school: &Path) -> Self {
        Self {
            folder: school.join(FOLDER),
        }
    }

    /// All steps, the oldest first.
    pub fn steps(&self) -> Vec<Step> {
        self.read().0
    }

    /// The steps, and the lines they stand in.
    fn read(&self) -> (Vec<Step>, usize) {
        let bytes = files::read(&self.folder.join(STEPS)).unwrap_or_default();
        let lines = bytes.split(|byte| *byte == b'\n');
        let mut steps: BTreeMap<u64, Step> = BTreeMap::new();
        let mut count = 0;
        for line in lines {
            if let Ok(step) = serde_json::from_slice::<Step>(line) {
                steps.insert(step.number, step);
                count += 1;
            }
        }
        (steps.into_values().collect(), count)
    }

    /// What files hold and have held, as far as it lies here now.
    pub(crate) fn versions(&self) -> VersionStore {
        VersionStore::open(&self.folder.join(HISTORY))
    }

    /// Puts away what files are about to hold and have held, so that [`Self::record`] only has to
    /// add a line once they are written.
    ///
    /// # Errors
    /// If the disk refuses.
    pub(crate) fn keep(&self, contents: &[Contents<'_>]) -> Result<(), Trouble> {
        let texts = contents
            .iter()
            .flat_map(|(_, before, after)| [before, after]);
        self.versions().keep(texts.copied().flatten())
    }

    /// Adds a step, or lengthens the last one if both are of one group. A change that another
    /// program has made since the last step becomes a step of its own before it.
    ///
    /// # Errors
    /// If the disk refuses.
    pub(crate) fn record(
        &self,
        new: &NewStep<'_>,
        contents: &[Contents<'_>],
    ) -> Result<u64, Trouble> {
        let (steps, lines) = self.read();
        let last_known = |name: &str| {
            let mut known = steps.iter().rev();
            known.find_map(|step| Some(step.files.get(name)?.after.clone()))
        };
        #[expect(
            clippy::disallowed_methods,
            reason = "the edge: the moment is shown in the history, no paper depends on it"
        )]
        let now = chrono::Local::now()
            .naive_local()
            .format(MOMENT)
            .to_string();
        let of = |text: Option<&[u8]>| text.map(fingerprint);
        let versions: BTreeMap<String, Versions> = contents
            .iter()
            .map(|(name, before, after)| {
                let (before, after) = (of(*before), of(*after));
                ((*name).to_owned(), Versions { before, after })
            })
            .collect();
        let foreign: BTreeMap<String, Versions> = versions
            .iter()
            .filter_map(|(name, own)| {
                let before = last_known(name)?;
                let after = own.before.clone();
                (before != after).then(|| (name.clone(), Versions { before, after }))
            })
            .collect();
        let mut fresh = Vec::new();
        let mut number = steps.last().map_or(1, |step| step.number + 1);
        let last = steps.last().filter(|last| {
            new.act == Act::Change
                && last.act == Act::Change
                && !new.group.is_empty()
                && last.group == new.group
                && foreign.is_empty()
                && last.files.keys().eq(versions.keys())
                && is_soon(last, &now)
        });
        if let Some(last) = last {
            let mut longer = last.clone();
            longer.moment = now;
            new.what.clone_into(&mut longer.what);
            for (name, own) in versions {
                if let Some(known) = longer.files.get_mut(&name) {
                    let passed = std::mem::replace(&mut known.after, own.after);
                    self.forget(passed, &steps, last.number, known);
                }
            }
            number = last.number;
            fresh.push(longer);
        } else {
            let step = |what: &str, group: &str, act, files| Step {
                number: 0,
                began: now.clone(),
                moment: now.clone(),
                what: what.to_owned(),
                group: group.to_owned(),
                act,
                files,
            };
            if !foreign.is_empty() {
                fresh.push(Step {
                    number,
                    ..step(FOREIGN, "", Act::Change, foreign)
                });
                number += 1;
            }
            fresh.push(Step {
                number,
                ..step(new.what, new.group, new.act, versions)
            });
        }
        if lines >= MOST_LINES {
            self.write_anew(steps, fresh)?;
        } else {
            self.append(&fresh)?;
        }
        Ok(number)
    }

    /// Takes away a version that only lay between two changes of one step.
    fn forget(&self, passed: Option<String>, steps: &[Step], number: u64, now: &Versions) {
        let Some(passed) = passed else { return };
        let is_used = steps.iter().any(|step| {
            step.files.values().any(|file| {
                file.before.as_ref() == Some(&passed)
                    || step.number != number && file.after.as_ref() == Some(&passed)
            })
        });
        if !is_used && now.after.as_ref() != Some(&passed) {
            self.versions().forget(&passed);
        }
    }

    fn append(&self, fresh: &[Step]) -> Result<(), Trouble> {
        files::create_folder(&self.folder.join(HISTORY))?;
        let path = self.folder.join(STEPS);
        let mut options = std::fs::OpenOptions::new();
        // A line that was cut short ends before the next begins.
        let mut text = b"\n".to_vec();
        for step in fresh {
            text.extend(serde_json::to_vec(step).unwrap_or_default());
            text.push(b'\n');
        }
        options
            .create(true)
            .append(true)
            .open(&path)
            .and_then(|mut file| file.write_all(&text))
            .map_err(|error| Trouble::new(&path, error))
    }

    /// Keeps the newest steps only, with the versions they need.
    fn write_anew(&self, mut steps: Vec<Step>, fresh: Vec<Step>) -> Result<(), Trouble> {
        let renewed: BTreeSet<u64> = fresh.iter().map(|step| step.number).collect();
        steps.retain(|step| !renewed.contains(&step.number));
        steps.extend(fresh);
        steps.drain(..steps.len().saturating_sub(MOST_STEPS));
        let mut text = Vec::new();
        for step in &steps {
            text.extend(serde_json::to_vec(step).unwrap_or_default());
            text.push(b'\n');
        }
        files::write_whole(&self.folder.join(STEPS), &text)?;
        let versions = steps.iter().flat_map(|step| step.files.values());
        let used: BTreeSet<&String> = versions
            .flat_map(|file| [&file.before, &file.after])
            .flatten()
            .collect();
        self.versions().retain(&used)
    }
}

fn is_soon(last: &Step, now: &str) -> bool {
    let read = |text: &str| NaiveDateTime::parse_from_str(text, MOMENT).ok();
    let (Some(began), Some(ended), Some(now)) = (read(&last.began), read(&last.moment), read(now))
    else {
        return false;
    };
    let since = |then: NaiveDateTime| (now - then).as_seconds_f64();
    (0.0..SOON).contains(&since(ended)) && since(began) < LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(history: &History, group: &str, before: Option<&str>, after: Option<&str>) -> u64 {
        let new = NewStep {
            what: "цель",
            group,
            act: Act::Change,
        };
        let contents = [("a", before.map(str::as_bytes), after.map(str::as_bytes))];
        history.keep(&contents).unwrap();
        history.record(&new, &contents).unwrap()
    }

    #[test]
    fn changes_of_one_group_are_one_step_and_a_foreign_one_is_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::of(folder.path());
        write(&history, "aim", None, Some("1"));
        write(&history, "aim", Some("1"), Some("2"));
        write(&history, "aim", Some("2"), Some("3"));
        assert_eq!(history.steps().len(), 1);
        let versions = history.steps()[0].files["a"].clone();
        assert_eq!(versions.before, None);
        assert_eq!(
            history.versions().get(&versions.after.unwrap()).unwrap(),
            b"3"
        );
        assert_eq!(
            history.versions().get(&fingerprint(b"2")),
            None,
            "lay between two"
        );
        write(&history, "term", Some("3"), Some("4"));
        // Between the two somebody has saved «5».
        write(&history, "", Some("5"), Some("6"));
        let steps = history.steps();
        let what: Vec<&str> = steps.iter().map(|step| step.what.as_str()).collect();
        assert_eq!(what, ["цель", "цель", FOREIGN, "цель"]);
        assert_eq!(
            steps.iter().map(|step| step.number).collect::<Vec<_>>(),
            [1, 2, 3, 4]
        );
    }

    #[test]
    fn a_line_cut_short_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::of(folder.path());
        write(&history, "", None, Some("1"));
        let path = folder.path().join(".nastavnik/history/steps");
        let mut bytes = files::read(&path).unwrap();
        bytes.extend(b"{\"number\":2,\"beg");
        files::write_whole(&path, &bytes).unwrap();
        assert_eq!(write(&history, "", Some("1"), Some("2")), 2);
        assert_eq!(history.steps().len(), 2);
    }

    #[test]
    fn the_oldest_steps_go_with_their_versions() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::of(folder.path());
        let text = |n: usize| format!("{n}");
        for n in 0..20 {
            write(&history, "", Some(&text(n)), Some(&text(n + 1)));
        }
        let (steps, _) = history.read();
        let fresh = steps[19].clone();
        let many: Vec<Step> = (0..1100)
            .map(|n| Step {
                number: n,
                ..steps[if n < 100 { 0 } else { 10 }].clone()
            })
            .collect();
        history
            .write_anew(
                many,
                vec![Step {
                    number: 2000,
                    ..fresh
                }],
            )
            .unwrap();
        assert_eq!(history.steps().len(), MOST_STEPS);
        assert!(history.versions().get(&fingerprint(b"10")).is_some());
        assert!(history.versions().get(&fingerprint(b"3")).is_none());
    }
}
