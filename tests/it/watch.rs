//! `watch` builds again when a file is saved, and tells a mistake at once.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{copy, root};

/// Longer than any build of one sample takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

fn ended(child: &mut Child) -> i32 {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code().unwrap();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    panic!("watch did not see the change");
}

#[test]
fn a_saved_file_is_built_at_once_and_a_mistake_told() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("samples/start"), folder.path());
    let mut child = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args([
            "watch",
            folder.path().to_str().unwrap(),
            "--format",
            "text",
            "--rounds",
            "3",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let pairing = folder.path().join("pairings/petrova-sidorov.toml");
    let good = std::fs::read_to_string(&pairing).unwrap();
    let waits = |lines: &mut dyn Iterator<Item = String>| {
        lines
            .take_while(|l| !l.starts_with("Жду изменений"))
            .collect::<Vec<_>>()
            .join("\n")
    };

    assert!(waits(&mut said).contains("Готово: 2 документа (2 файла)"));
    std::fs::write(&pairing, good.replace("sidorov", "sidorof")).unwrap();
    assert!(waits(&mut said).contains("Не изменилось с прошлого раза: 1 файл"));
    std::fs::write(&pairing, good.replace("Кабинет 214", "Кабинет 215")).unwrap();
    assert_eq!(ended(&mut child), 0);
    let last = said.collect::<Vec<_>>().join("\n");
    assert!(last.contains("Готово: 1 документ (1 файл)"), "{last}");
    let told = std::io::read_to_string(child.stderr.take().unwrap()).unwrap();
    assert!(
        told.contains("ошибка[201]: в списке сотрудников нет ключа «sidorof»"),
        "{told}"
    );
}

#[test]
fn a_folder_that_is_not_there_is_not_watched() {
    let output = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(["watch", "нет такой"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}

/// The first Ctrl+C ends what only waits.
#[cfg(unix)]
#[test]
fn the_first_interrupt_ends_watching() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/errors/_base"), folder.path());
    let mut child = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(["watch", folder.path().to_str().unwrap(), "--format", "text"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(
        said.map(Result::unwrap)
            .any(|line| line.starts_with("Жду изменений"))
    );
    Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert_eq!(ended(&mut child), 0);
}
