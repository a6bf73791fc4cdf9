//! Which pages of this user are open for which folders, so that a second start finds the first.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::files::{self, Trouble};
use crate::digest::sha256;

/// The notes, one for each folder, in a folder of the user's settings.
#[derive(Debug, Clone)]
pub struct OpenPages(PathBuf);

/// How an open page is reached from another program of the same user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPage {
    pub port: u16,
    /// What the page takes a second start by. Only this user can read it.
    pub secret: String,
}

impl OpenPages {
    /// Kept in this folder, which need not be there yet.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// The page that was opened for a folder, given by its whole path. A run that was killed has
    /// left its note behind: who asks finds nobody there.
    pub fn of(&self, folder: &Path) -> Option<OpenPage> {
        let text = String::from_utf8(files::read(&self.note(folder)?).ok()?).ok()?;
        toml::from_str(&text).ok()
    }

    /// Notes a page for a folder unless another has been noted since `known` was read.
    ///
    /// # Errors
    /// If the note cannot be written; one that has come meanwhile is that too.
    pub fn enter(
        &self,
        folder: &Path,
        page: &OpenPage,
        known: Option<&OpenPage>,
    ) -> Result<(), Trouble> {
        let Some(note) = self.note(folder) else {
            return Ok(());
        };
        files::create_folder(&self.0)?;
        if known.is_some() && self.of(folder).as_ref() == known {
            files::remove(&note)?;
        }
        let text = toml::to_string(page).unwrap_or_default();
        files::write_private(&note, text.as_bytes())
    }

    /// Takes a page's note away, unless it is another's by now.
    pub fn leave(&self, folder: &Path, page: &OpenPage) {
        if let Some(note) = self.note(folder)
            && self.of(folder).as_ref() == Some(page)
        {
            // One that stays says what a run that was killed would leave.
            let _ = files::remove(&note);
        }
    }

    /// A name that tells folders apart as the system does. None for a name that is not Unicode.
    fn note(&self, folder: &Path) -> Option<PathBuf> {
        let path = folder.to_str()?;
        let path = if cfg!(windows) {
            path.to_lowercase()
        } else {
            path.to_owned()
        };
        Some(self.0.join(format!("{}.toml", sha256(path.as_bytes()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(port: u16) -> OpenPage {
        OpenPage {
            port,
            secret: "ключ".to_owned(),
        }
    }

    #[test]
    fn of_two_starts_one_is_noted() {
        let place = tempfile::tempdir().unwrap();
        let pages = OpenPages::in_folder(place.path().join("настройки/страницы"));
        let school = Path::new("/школа");
        assert_eq!(pages.of(school), None);
        pages.enter(school, &page(1), None).unwrap();
        assert!(
            pages
                .enter(school, &page(2), None)
                .unwrap_err()
                .already_exists()
        );
        assert_eq!(pages.of(school), Some(page(1)));
        // One that does not answer any more is replaced, but not by two.
        pages.enter(school, &page(3), Some(&page(1))).unwrap();
        assert!(pages.enter(school, &page(4), Some(&page(1))).is_err());
        pages.leave(school, &page(1));
        assert_eq!(pages.of(school), Some(page(3)));
        pages.leave(school, &page(3));
        assert_eq!(pages.of(school), None);
        assert_eq!(pages.of(Path::new("/другая")), None);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_the_secret() {
        use std::os::unix::fs::PermissionsExt as _;
        let place = tempfile::tempdir().unwrap();
        let pages = OpenPages::in_folder(place.path().to_owned());
        pages.enter(Path::new("/школа"), &page(1), None).unwrap();
        let note = files::files_in(place.path()).unwrap().remove(0);
        let mode = std::fs::metadata(note).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
