//! What was typed into a form of the page and does not read yet, or is not to be written yet: it
//! waits beside the files of the school, not in the browser.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::files::{self, Trouble};
use super::places::FOLDER;
use crate::digest::digest;

const DRAFTS: &str = "drafts";
const ENDING: &str = "json";
/// A draft that was put aside, until the next one of its screen is.
const ASIDE: &str = "aside";
const MOMENT: &str = "%Y-%m-%d %H:%M:%S";

/// A form as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The screen within the school: «pair/petrova-sidorov».
    pub screen: String,
    /// What the form is about, in words.
    pub title: String,
    /// What it says otherwise than the files: names of fields.
    pub what: Vec<String>,
    /// Fingerprint of what it was drawn from.
    pub seen: String,
    /// Names and values of its fields.
    pub form: Vec<(String, String)>,
    #[serde(default)]
    moment: String,
}

impl Draft {
    /// As of now.
    pub fn new(
        (screen, title): (String, String),
        what: Vec<String>,
        seen: String,
        form: Vec<(String, String)>,
    ) -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "the edge: the moment is shown beside the draft, no paper depends on it"
        )]
        let moment = chrono::Local::now().format(MOMENT).to_string();
        Self {
            screen,
            title,
            what,
            seen,
            form,
            moment,
        }
    }

    /// When it was typed last, by the clock of this computer.
    pub fn moment(&self) -> Option<NaiveDateTime> {
        NaiveDateTime::parse_from_str(&self.moment, MOMENT).ok()
    }
}

/// The drafts of one school.
#[derive(Debug, Clone)]
pub struct Drafts {
    folder: PathBuf,
}

impl Drafts {
    pub fn of(school: &Path) -> Self {
        Self {
            folder: school.join(FOLDER).join(DRAFTS),
        }
    }

    fn file(&self, screen: &str, ending: &str) -> PathBuf {
        let name = digest([screen.as_bytes()]);
        self.folder.join(format!("{name}.{ending}"))
    }

    /// All of them, those typed last first.
    pub fn all(&self) -> Vec<Draft> {
        let files = files::files_in(&self.folder).unwrap_or_default();
        let drafts = files.iter().filter(|file| files::has_ending(file, ENDING));
        let mut all: Vec<Draft> = drafts.filter_map(|file| read(file)).collect();
        all.sort_by(|a, b| {
            b.moment
                .cmp(&a.moment)
                .then_with(|| a.screen.cmp(&b.screen))
        });
        all
    }

    pub fn get(&self, screen: &str) -> Option<Draft> {
        read(&self.file(screen, ENDING))
    }

    /// # Errors
    /// If the disk refuses.
    pub fn put(&self, draft: &Draft) -> Result<(), Trouble> {
        files::create_folder(&self.folder)?;
        let bytes = serde_json::to_vec(draft).unwrap_or_default();
        files::write_whole(&self.file(&draft.screen, ENDING), &bytes)
    }

    /// Takes away the draft of a screen whose form has been written into the files.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn end(&self, screen: &str) -> Result<(), Trouble> {
        match files::remove(&self.file(screen, ENDING)) {
            Err(trouble) if !trouble.is_missing() => Err(trouble),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Puts the draft of a screen aside, from where it can be called back.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn put_aside(&self, screen: &str) -> Result<(), Trouble> {
        if let Ok(bytes) = files::read(&self.file(screen, ENDING)) {
            files::write_whole(&self.file(screen, ASIDE), &bytes)?;
        }
        self.end(screen)
    }

    /// Calls the draft of a screen back.
    ///
    /// # Errors
    /// If there is none, or the disk refuses.
    pub fn call_back(&self, screen: &str) -> Result<(), Trouble> {
        let bytes = files::read(&self.file(screen, ASIDE))?;
        files::write_whole(&self.file(screen, ENDING), &bytes)
    }
}

fn read(file: &Path) -> Option<Draft> {
    serde_json::from_slice(&files::read(file).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_waits_is_put_aside_and_called_back() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::of(folder.path());
        let named = ("pair/а".to_owned(), "Пара".to_owned());
        let form = vec![("name".to_owned(), "Анкета".to_owned())];
        let draft = Draft::new(named, vec!["Цель".to_owned()], "1".to_owned(), form);
        assert_eq!(drafts.all(), []);
        drafts.put(&draft).unwrap();
        assert_eq!(drafts.all(), std::slice::from_ref(&draft));
        drafts.put_aside("pair/а").unwrap();
        assert_eq!(drafts.get("pair/а"), None);
        drafts.call_back("pair/а").unwrap();
        assert_eq!(drafts.get("pair/а"), Some(draft));
        drafts.end("pair/а").unwrap();
        drafts.end("pair/а").unwrap();
        assert_eq!(drafts.all(), []);
    }
}
