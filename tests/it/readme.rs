//! Every command line shown in the README does what it says.

use std::process::Command;

use crate::browser::Server;
use crate::support::{copy, root};

/// Command lines of the README's code blocks, as arguments of the program. Lines for cargo are the
/// same command.
fn command_lines() -> Vec<Vec<String>> {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let mut inside = false;
    let mut out = Vec::new();
    for line in readme.lines() {
        if line.starts_with("```") {
            inside = !inside;
            continue;
        }
        let line = line.split(" #").next().unwrap_or_default().trim();
        let arguments = line
            .strip_prefix("cargo run --release -- ")
            .or_else(|| line.strip_prefix("nastavnik "));
        if let Some(arguments) = arguments.filter(|_| inside) {
            out.push(words(arguments));
        }
    }
    out
}

/// Words as a shell parts them: what stands in quotes is one.
pub(crate) fn words(line: &str) -> Vec<String> {
    let (mut out, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => out.push(String::new()),
            _ => out.last_mut().unwrap().push(c),
        }
    }
    out.retain(|w| !w.is_empty());
    out
}

#[test]
fn every_command_of_the_readme_runs() {
    let lines = command_lines();
    assert!(lines.len() >= 5, "{lines:?}");
    assert!(
        lines
            .iter()
            .any(|l| l.join(" ") == "build samples/school --out out")
    );
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples"), &folder.path().join("samples"));
    for mut line in lines {
        if let [command, school] = line.as_slice()
            && command == "serve"
        {
            // It goes on until its window is closed.
            assert_eq!(
                Server::start(&folder.path().join(school), 60)
                    .window()
                    .get("/")
                    .status,
                200
            );
            continue;
        }
        // What a shell does with the answer.
        let kept = line.iter().position(|w| w == ">" || w == ">>");
        let kept = kept.map(|at| line.split_off(at));
        // A signature needs a person's key and a program that has it: here it is only seen that the
        // command is understood. What it does is tried in `signing`.
        if ["sign", "verify"].contains(&line[0].as_str()) {
            let at = line.iter().position(|w| w == "--").unwrap_or(line.len());
            line.insert(at, "--help".to_owned());
        }
        let output = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
            .args(&line)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "nastavnik {}: {}",
            line.join(" "),
            String::from_utf8_lossy(&output.stderr)
        );
        if let Some([how, file]) = kept.as_deref() {
            let file = folder.path().join(file);
            let before = std::fs::read(&file).unwrap_or_default();
            let before = if how == ">>" { before } else { Vec::new() };
            std::fs::write(file, [before, output.stdout].concat()).unwrap();
        }
    }
}
