//! A run that finds everything as the last one left it says the same without reading anything. It
//! never says so of what has changed: after every disturbance the answer is that of a run which
//! remembers nothing.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::{path, said, texts_in, write};

const PAIR: &str = "school/pairings/petrova-sidorov.toml";
const ORGANIZATION: &str = "school/organization.toml";
const LAST: &str = "school/out/.nastavnik/last.json";

/// A school with a remark, a paper that is kept back for a mistake, and papers made in two formats.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (name, bytes) in texts_in(&path(&["samples", "start"])) {
            place.write(&format!("school/{name}"), &bytes);
        }
        let relevance = "relevance = \"\"\"";
        place.replace(PAIR, relevance, &format!("{relevance}Учыбный год. "));
        let pair = place.text(PAIR).replace("mentees", "menti");
        place.write("school/pairings/second.toml", pair.as_bytes());
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.at(name)).unwrap()
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        write(&self.at(name), bytes);
    }

    fn replace(&self, name: &str, old: &str, new: &str) {
        let text = self.text(name);
        assert!(text.contains(old), "{text}");
        self.write(name, text.replacen(old, new, 1).as_bytes());
    }

    /// Changes a file without a change of its length and time.
    fn swap(&self, name: &str, old: &str, new: &str) {
        let file = self.at(name);
        let before = std::fs::metadata(&file).unwrap();
        self.replace(name, old, new);
        let changed = std::fs::File::options().write(true).open(&file).unwrap();
        changed.set_modified(before.modified().unwrap()).unwrap();
        assert_eq!(std::fs::metadata(&file).unwrap().len(), before.len());
    }

    /// A file of the output folder that a paper was made as.
    fn made(&self, beginning: &str, ending: &str) -> String {
        let names = texts_in(&self.at("school/out"));
        let found = names.keys().find(|name| {
            name.starts_with(beginning) && Path::new(name).extension().is_some_and(|e| e == ending)
        });
        format!("school/out/{}", found.unwrap())
    }

    fn build(&self, more: &[&str]) -> Output {
        build_in(self.0.path(), more)
    }

    /// What a run says that remembers nothing, in a copy of the place.
    fn told_anew(&self, more: &[&str]) -> (Option<i32>, String) {
        let copy = tempfile::tempdir().unwrap();
        for (name, bytes) in texts_in(self.0.path()) {
            let file = copy.path().join(&name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            if !name.ends_with("last.json") {
                std::fs::write(file, bytes).unwrap();
            }
        }
        told(&build_in(copy.path(), more))
    }
}

fn build_in(folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(["build", "school", "--format", "docx,text"])
        .args(more)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn told(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), said(output))
}

#[test]
fn what_was_told_is_told_again() {
    for more in [&[][..], &["--json"], &["--public"]] {
        let place = Place::new();
        let first = place.build(more);
        assert_eq!(first.status.code(), Some(1), "{}", said(&first));

        let anew = place.told_anew(more);
        let has_all = ["ошибка[", "предупреждение["]
            .iter()
            .all(|word| anew.1.contains(word));
        assert!(has_all, "{more:?}: {}", anew.1);
        assert_eq!(told(&place.build(more)), anew, "{more:?}");
        assert_eq!(told(&place.build(more)), anew, "{more:?}");
    }
}

/// Otherwise the tests here would try nothing.
#[test]
fn nothing_is_read_while_nothing_has_changed() {
    let place = Place::new();
    place.build(&[]);
    place.replace(LAST, "Найдено", "НАЙДЕНО");
    assert!(said(&place.build(&[])).contains("НАЙДЕНО"));
    place.swap(PAIR, "Учыбный", "Учибный");
    assert!(!said(&place.build(&[])).contains("НАЙДЕНО"));
}

#[test]
fn no_change_is_overlooked() {
    type Disturb = fn(&Place);
    let disturbances: [(&str, Disturb); 17] = [
        ("a word of a pairing", |it| {
            it.swap(PAIR, "Учыбный", "Учебный");
        }),
        ("a word of the staff", |it| {
            it.swap(ORGANIZATION, "учитель", "педагог");
        }),
        ("line ends", |it| {
            let text = it.text(PAIR).replace('\n', "\r\n");
            it.write(PAIR, text.as_bytes());
        }),
        ("a file under another name", |it| {
            std::fs::rename(it.at(PAIR), it.at("school/pairings/new.toml")).unwrap();
        }),
        ("a style", |it| {
            it.write("school/style.toml", b"[page]\nleft = 25\n");
        }),
        ("a file that nobody reads", |it| {
            it.write("school/pairing.toml", b"");
        }),
        ("a paper is gone", |it| {
            std::fs::remove_file(it.at(&it.made("Программа", "docx"))).unwrap();
        }),
        ("a paper is edited", |it| {
            it.write(&it.made("Программа", "docx"), b"PK edited");
        }),
        ("a paper is saved anew", |it| {
            let file = it.made("Программа", "docx");
            it.write(&file, &std::fs::read(it.at(&file)).unwrap());
        }),
        ("a paper is signed", |it| {
            it.write(&format!("{}.sig", it.made("Программа", "docx")), b"");
        }),
        ("a paper is issued", |it| {
            let issue = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
                .arg("issue")
                .arg(it.at(&it.made("Программа", "docx")))
                .output();
            assert!(issue.unwrap().status.success());
        }),
        ("a paper from elsewhere", |it| {
            let bytes = std::fs::read(it.at(&it.made("Программа", "docx"))).unwrap();
            it.write("school/out/Приказ.docx", &bytes);
        }),
        ("the ledger is gone", |it| {
            std::fs::remove_file(it.at("school/out/.nastavnik/register-all.jsonl")).unwrap();
        }),
        ("the ledger is damaged", |it| {
            it.write("school/out/.nastavnik/register-all.jsonl", b"?");
        }),
        ("a run was killed", |it| {
            it.write("school/out/.nastavnik/journal-all-1.jsonl", b"{\"file\":");
        }),
        ("what was remembered is damaged", |it| {
            it.write(LAST, b"{\"wish\":");
        }),
        ("a pairing is gone", |it| {
            std::fs::remove_file(it.at("school/pairings/new.toml")).unwrap();
        }),
    ];
    let place = Place::new();
    place.build(&[]);
    for (what, disturb) in disturbances {
        disturb(&place);
        let anew = place.told_anew(&[]);
        assert_eq!(told(&place.build(&[])), anew, "{what}");
        // And when it has settled.
        place.build(&[]);
        let anew = place.told_anew(&[]);
        assert_eq!(told(&place.build(&[])), anew, "{what}, later");
    }
}

/// One command knows nothing of what another was told.
#[test]
fn another_wish_is_another_answer() {
    let place = Place::new();
    place.build(&[]);
    for more in [&["--force"][..], &["--format", "text"], &["--public"]] {
        let anew = place.told_anew(more);
        assert_eq!(told(&place.build(more)), anew, "{more:?}");
    }
}

#[test]
fn a_district_remembers_each_school() {
    let place = Place::new();
    for (name, bytes) in texts_in(&path(&["samples", "start"])) {
        place.write(&format!("district/second/{name}"), &bytes);
    }
    std::fs::rename(place.at("school"), place.at("district/first")).unwrap();
    let build = |json: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
            .args(["build", "district", "--format", "text"])
            .args(json)
            .current_dir(place.0.path())
            .output();
        told(&output.unwrap())
    };
    build(&[]);
    let forget = || {
        for school in ["first", "second"] {
            let last = format!("district/{school}/out/.nastavnik/last.json");
            std::fs::remove_file(place.at(&last)).unwrap();
        }
    };
    for json in [&[][..], &["--json"]] {
        forget();
        let anew = build(json);
        assert!(anew.1.contains("second"), "{}", anew.1);
        assert_eq!(build(json), anew);
    }
}
