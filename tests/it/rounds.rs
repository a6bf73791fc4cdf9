//! Everybody works in one folder at once: `watch`, `build`, the page and imports. Nothing is lost, and
//! in the end the papers are those of an undisturbed run.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::browser::{Server, Window};
use crate::support::{copy, nastavnik_in, path, said, texts_in};

/// Rounds, unless `NASTAVNIK_ROUNDS` asks for more.
const ROUNDS: usize = 3;
/// A file that was saved by another in this very moment is refused; then one tries again.
const TRIES: usize = 20;

const PAIR: &str = "/0/pair/gordeeva-pankratov";

fn school(folder: &Path) {
    copy(&path(&["samples", "school"]), &folder.join("school"));
}

/// Saves a word in the page, which asks again if another has saved meanwhile.
fn save(window: &Window<'_>, words: &str) {
    for _ in 0..TRIES {
        let form = window.form(PAIR).with("notes.0.note.schedule", words);
        if window.save(&form).status == 303 {
            return;
        }
    }
    panic!("«{words}» was refused {TRIES} times");
}

/// Brings a post from a list, which is refused whole if another has saved meanwhile.
fn import(folder: &Path, post: &str) {
    let list = format!("ФИО;Должность\nПанкратов Кирилл Олегович;{post}\n");
    std::fs::write(folder.join("кадры.csv"), list).unwrap();
    for _ in 0..TRIES {
        let output = nastavnik_in(folder, &["import", "кадры.csv", "school"]);
        if output.status.success() {
            return;
        }
        assert!(said(&output).contains("тем временем"), "{}", said(&output));
    }
    panic!("«{post}» was refused {TRIES} times");
}

#[test]
fn many_at_once_lose_nothing() {
    let rounds = std::env::var("NASTAVNIK_ROUNDS");
    let rounds = rounds.ok().and_then(|n| n.parse().ok()).unwrap_or(ROUNDS);
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    school(folder);
    let mut watch = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(["watch", "school", "--format", "docx"])
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let server = Server::start(&folder.join("school"), 600);
    let window = server.window();
    let staff = folder.join("school/organization.toml");
    for round in 1..=rounds {
        std::thread::scope(|scope| {
            scope.spawn(|| save(&window, &format!("Встречи, круг {round}")));
            scope.spawn(|| import(folder, &format!("учитель, круг {round}")));
            scope.spawn(|| {
                let built = nastavnik_in(folder, &["build", "school", "--format", "docx,text"]);
                // What is saved while it is read is made by the next run.
                assert!(
                    matches!(built.status.code(), Some(0 | 1)),
                    "{}",
                    said(&built)
                );
            });
        });
        let told = std::fs::read_to_string(&staff).unwrap();
        assert!(told.contains(&format!("учитель, круг {round}\"")), "{told}");
    }
    let pair = folder.join("school/pairings/gordeeva-pankratov.toml");
    let pair = std::fs::read_to_string(pair).unwrap();
    assert!(pair.contains(&format!("Встречи, круг {rounds}")), "{pair}");
    watch.kill().unwrap();
    watch.wait().unwrap();

    let built = nastavnik_in(folder, &["build", "school", "--format", "docx,text"]);
    assert_eq!(built.status.code(), Some(0), "{}", said(&built));
    let status = said(&nastavnik_in(
        folder,
        &["status", "school", "--format", "docx,text"],
    ));
    assert_eq!(status, "Готово и не устарело: 82 файла\n");
    let calm = ["build", "school", "--format", "docx,text", "--out", "calm"];
    assert!(nastavnik_in(folder, &calm).status.success());
    let papers = |out: &str| {
        let mut all = texts_in(&folder.join(out));
        all.retain(|name, _| !name.starts_with(".nastavnik/"));
        all
    };
    assert!(papers("school/out") == papers("calm"));
    assert!(papers("calm").len() > 60);
}
