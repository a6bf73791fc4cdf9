//! Signing programs known by where they are installed. A page may choose among them and no others:
//! only an administrator of the computer writes to these folders.

use std::path::{Path, PathBuf};

/// Where `КриптоПро CSP` is installed.
const FOLDERS: [&str; 4] = [
    r"C:\Program Files\Crypto Pro\CSP",
    r"C:\Program Files (x86)\Crypto Pro\CSP",
    "/opt/cprocsp/bin/amd64",
    "/opt/cprocsp/bin/aarch64",
];

/// Title, name of the program, arguments.
const KNOWN: [(&str, &str, &str); 2] = [
    (
        "КриптоПро CSP, программа cryptcp",
        "cryptcp",
        "-signf -dir {dir} -der -strict -cert -detached -norev -nochain -thumbprint {thumbprint} {in}",
    ),
    (
        "КриптоПро CSP, программа csptest (ключи ГОСТ Р 34.10-2012, 256 бит)",
        "csptest",
        "-sfsign -sign -detached -add -alg GOST12_256 -my {thumbprint} -in {in} -out {out}",
    ),
];

/// A signing program that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub title: &'static str,
    pub command: Vec<String>,
}

/// Those of this computer.
pub(super) fn found() -> Vec<Found> {
    let folders: Vec<PathBuf> = FOLDERS.iter().map(PathBuf::from).collect();
    found_in(&folders)
}

fn found_in(folders: &[PathBuf]) -> Vec<Found> {
    let there = |folder: &Path, name: &str| {
        [format!("{name}.exe"), name.to_owned()]
            .into_iter()
            .map(|file| folder.join(file))
            .find(|path| path.is_file())
    };
    KNOWN
        .iter()
        .filter_map(|(title, name, arguments)| {
            let path = folders.iter().find_map(|folder| there(folder, name))?;
            let arguments = arguments.split(' ').map(str::to_owned);
            Some(Found {
                title,
                command: std::iter::once(path.into_os_string().into_string().ok()?)
                    .chain(arguments)
                    .collect(),
            })
        })
        .collect()
}

/// A command word by word, as it is shown; what follows a parameter of a password is not.
pub(super) fn shown(command: &[String]) -> String {
    const SECRET: [&str; 4] = ["pin", "password", "pass", "passin"];
    let is_secret = |word: &String| {
        let name = word.trim_start_matches(['-', '/']).to_lowercase();
        name.len() < word.len() && SECRET.contains(&name.as_str())
    };
    let mut words = Vec::new();
    for (at, word) in command.iter().enumerate() {
        let hidden = at > 0 && is_secret(&command[at - 1]);
        words.push(match word.as_str() {
            _ if hidden => "«•••»".to_owned(),
            word if word.contains(char::is_whitespace) || word.is_empty() => format!("«{word}»"),
            word => word.to_owned(),
        });
    }
    crate::shown::visible(&words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_where_they_are_installed_and_nowhere_else() {
        let place = tempfile::tempdir().unwrap();
        let folders = [place.path().join("none"), place.path().to_owned()];
        assert_eq!(found_in(&folders), []);
        let path = place.path().join("csptest.exe");
        crate::disk::write_whole(&path, b"MZ").unwrap();
        let found = found_in(&folders);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].command[0], path.display().to_string());
        assert!(found[0].command.iter().any(|word| word == "{in}"));
    }

    #[test]
    fn a_command_is_shown_without_its_passwords() {
        let words = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            shown(&words(
                "C:\\Program Files\\csptest.exe|-pin|1234|-in|{in}|a\u{202E}b"
            )),
            "«C:\\Program Files\\csptest.exe» -pin «•••» -in {in} a[U+202E]b"
        );
    }
}
