//! The program that checks signatures for this user, as their own settings name it. A school's
//! folder has no say in it.

use std::path::Path;

use serde::Deserialize;

use super::files;

/// The program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifyCommand {
    pub command: Vec<String>,
    /// Seconds.
    pub timeout: Option<u64>,
}

impl VerifyCommand {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_name_a_command_or_say_what_they_lack() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("verify-command.toml");
        assert_eq!(VerifyCommand::in_file(&file), Ok(None));
        files::write_whole(&file, b"command = [\"check\", \"{in}\"]\ntimeout = 5\n").unwrap();
        let found = VerifyCommand::in_file(&file).unwrap().unwrap();
        assert_eq!((found.command.len(), found.timeout), (2, Some(5)));
        for odd in ["command = \"check {in}\"", "comand = []", "\u{0}"] {
            files::write_whole(&file, odd.as_bytes()).unwrap();
            assert!(VerifyCommand::in_file(&file).is_err(), "{odd}");
        }
    }
}
