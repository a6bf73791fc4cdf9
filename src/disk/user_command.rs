//! A program that this user has chosen for signing or for checking signatures, as a file of their own
//! settings names it. A school's folder has no say in it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::files::{self, Trouble};

/// The program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct UserCommand {
    pub command: Vec<String>,
    /// Seconds.
    pub timeout: Option<u64>,
}

impl UserCommand {
    /// What a file of settings names; `None` if there is no such file.
    ///
    /// # Errors
    /// Why it cannot be used, in Russian.
    pub fn in_file(file: &Path) -> Result<Option<Self>, String> {
        let bytes = match files::read(file) {
            Ok(bytes) => bytes,
            Err(trouble) if trouble.is_missing() => return Ok(None),
            Err(trouble) => return Err(trouble.to_string()),
        };
        toml::from_str(&files::text_of(&bytes))
            .map(Some)
            .map_err(|_| {
                format!(
                    "{}: нужна строка command = [\"программа\", \"параметр\", …], еще можно timeout = секунд",
                    file.display()
                )
            })
    }

    /// Names it in a file of settings from now on.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(&self, file: &Path) -> Result<(), Trouble> {
        if let Some(above) = file.parent() {
            files::create_folder(above)?;
        }
        let text = toml::to_string(self).unwrap_or_default();
        files::write_whole(file, text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_name_a_command_or_say_what_they_lack() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings/verify-command.toml");
        assert_eq!(UserCommand::in_file(&file), Ok(None));
        let own = UserCommand {
            command: vec![r"C:\Program Files\check.exe".to_owned(), "{in}".to_owned()],
            timeout: Some(5),
        };
        own.write(&file).unwrap();
        assert_eq!(UserCommand::in_file(&file), Ok(Some(own)));
        for odd in ["command = \"check {in}\"", "comand = []", "\u{0}"] {
            files::write_whole(&file, odd.as_bytes()).unwrap();
            assert!(UserCommand::in_file(&file).is_err(), "{odd}");
        }
    }
}
