//! Signing commands written in the folders of schools that this user has allowed.
//!
//! A folder comes from anywhere, and its command can do whatever the user can. So a command of a
//! folder is run only after the user has allowed that very command of that very folder; what is kept
//! is a digest, for a PIN may stand in a command.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::files::{self, Trouble};
use crate::digest::sha256;

/// The list, in a file of the user's settings.
#[derive(Debug, Clone)]
pub struct AllowedCommands(PathBuf);

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    allowed: Vec<Allowed>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Allowed {
    folder: String,
    /// SHA-256 of the command and its arguments, and of what is in those of them that name files of
    /// the folder: another script in the same place is another command.
    command: String,
}

impl AllowedCommands {
    /// Kept in this file, which need not be there yet.
    pub fn in_file(file: PathBuf) -> Self {
        Self(file)
    }

    /// A list that cannot be read allows nothing.
    pub fn holds(&self, folder: &Path, command: &[String]) -> bool {
        let wanted = Allowed::of(folder, command);
        wanted.is_some_and(|wanted| self.kept().allowed.contains(&wanted))
    }

    /// Allows a command of a folder from now on.
    ///
    /// # Errors
    /// If the list cannot be written.
    pub fn allow(&self, folder: &Path, command: &[String]) -> Result<(), Trouble> {
        let mut kept = self.kept();
        kept.allowed.extend(Allowed::of(folder, command));
        if let Some(above) = self.0.parent() {
            files::create_folder(above)?;
        }
        let text = toml::to_string(&kept).unwrap_or_default();
        files::write_whole(&self.0, text.as_bytes())
    }

    fn kept(&self) -> Kept {
        files::read(&self.0)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .and_then(|text| toml::from_str(&text).ok())
            .unwrap_or_default()
    }
}

impl Allowed {
    /// Nothing for a folder that is not there.
    fn of(folder: &Path, command: &[String]) -> Option<Self> {
        let folder = folder.canonicalize().ok()?;
        let mut words = serde_json::to_vec(command).ok()?;
        for script in command.iter().filter_map(|word| own_file(&folder, word)) {
            let digest = files::read(&script).map(|bytes| sha256(&bytes));
            words.extend(digest.ok()?.into_bytes());
        }
        Some(Self {
            folder: folder.into_os_string().into_string().ok()?,
            command: sha256(&words),
        })
    }
}

/// The file of the folder that a word of a command names.
fn own_file(folder: &Path, word: &str) -> Option<PathBuf> {
    [folder.join(word), PathBuf::from(word)]
        .into_iter()
        .filter_map(|path| path.canonicalize().ok())
        .find(|path| path.starts_with(folder) && path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_that_very_command_of_that_very_folder_is_allowed() {
        let place = tempfile::tempdir().unwrap();
        let list = AllowedCommands::in_file(place.path().join("settings/allowed.toml"));
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let (own, other) = (place.path().join("a"), place.path().join("b"));
        for folder in [&own, &other] {
            files::create_folder(folder).unwrap();
        }
        assert!(!list.holds(&own, &words("sign {in}")));
        list.allow(&own, &words("sign {in}")).unwrap();
        list.allow(&other, &words("sign pin=1234")).unwrap();
        assert!(list.holds(&own, &words("sign {in}")));
        assert!(list.holds(&place.path().join("b/../a"), &words("sign {in}")));
        assert!(!list.holds(&other, &words("sign {in}")));
        assert!(!list.holds(&own, &words("sign {in} ")));
        assert!(!list.holds(&own, &["sign {in}".to_owned()]));
        let script = own.join("sign.sh");
        let signed = words("./sign.sh {in}");
        files::write_whole(&script, b"true").unwrap();
        list.allow(&own, &signed).unwrap();
        assert!(list.holds(&own, &signed));
        files::write_whole(&script, b"false").unwrap();
        assert!(!list.holds(&own, &signed));
        let kept = String::from_utf8(files::read(&list.0).unwrap()).unwrap();
        assert!(!kept.contains("1234"));
        files::write_whole(&list.0, b"allowed = 5").unwrap();
        assert!(!list.holds(&own, &words("sign {in}")));
    }
}
