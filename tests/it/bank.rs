//! The bank of wording on the command line, and a bank of the school's own with its mistakes.

use std::path::Path;

use nastavnik::disk::load;
use nastavnik::edit::BUILT_IN;
use nastavnik::prepare::prepare;

use crate::support::{copy, nastavnik, path};

fn sample() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&path(&["samples", "start"]), folder.path());
    folder
}

fn said(args: &[&str]) -> String {
    let output = nastavnik(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Every built-in case in the place of a bank of the school: what is told of it.
#[test]
fn nothing_is_wrong_with_the_built_in_cases() {
    let folder = sample();
    for (code, text) in BUILT_IN {
        std::fs::write(folder.path().join("bank.toml"), text).unwrap();
        let plan = prepare(&load(folder.path()));
        assert!(plan.problems.is_empty(), "{code}: {:?}", plan.problems);
    }
}

#[test]
fn a_mistake_in_the_bank_is_told_with_its_place_and_keeps_no_paper() {
    let folder = sample();
    let papers = prepare(&load(folder.path())).papers.len();
    let wrong = "[[case]]\nname = \"Наш\"\n[[case.activity]]\nblock = \"I\"\nnaem = \"Анкета\"\n";
    std::fs::write(folder.path().join("bank.toml"), wrong).unwrap();
    let plan = prepare(&load(folder.path()));
    assert_eq!(plan.papers.len(), papers);
    let told: Vec<String> = plan
        .problems
        .iter()
        .filter(|p| p.is_error())
        .map(|p| {
            let place = p.place.as_ref().unwrap();
            format!(
                "{} {}",
                plan.sources.get(place.file).inside,
                plan.sources.get(place.file).text[place.span.clone()].trim()
            )
        })
        .collect();
    assert!(!told.is_empty());
    assert!(
        told.iter().all(|it| it.starts_with("bank.toml ")),
        "{told:?}"
    );
    assert!(told.iter().any(|it| it.contains("naem")), "{told:?}");
}

#[test]
fn the_bank_is_listed_and_shown_and_begins_a_pair() {
    let folder = sample();
    let at = folder.path().to_str().unwrap();
    let own = "[[case]]\nname = \"Наш случай\"\n[case.note]\naim = \"Своя цель\"\n[[case.activity]]\nblock = \"4.4\"\nname = \"Свое дело\"\n";
    std::fs::write(folder.path().join("bank.toml"), own).unwrap();
    let listed = said(&["bank", "list", "--folder", at]);
    for words in [
        "Банк школы:",
        "Наш случай",
        "Типовые случаи:",
        "novice",
        "Пары школы:",
    ] {
        assert!(listed.contains(words), "{words}: {listed}");
    }
    let shown = said(&["bank", "show", "поддержка при профессиональном выгорании"]);
    assert!(
        shown.contains("[note]\n") && shown.contains("[[activity]]\n"),
        "{shown}"
    );
    // What is shown is a part of the file of a pair.
    let file = folder.path().join("pairings/petrova-sidorov.toml");
    let pair = std::fs::read_to_string(&file).unwrap();
    let begun = pair.split("[note]").next().unwrap();
    let own = begun.lines().filter(|line| !line.starts_with("group"));
    let begun = own.collect::<Vec<_>>().join("\n");
    std::fs::write(&file, format!("{begun}\n{shown}")).unwrap();
    assert!(!prepare(&load(folder.path())).has_errors());
    std::fs::write(&file, pair).unwrap();
    said(&[
        "event",
        "add-pair",
        at,
        "--mentor",
        "Петрова Мария Ивановна",
        "--mentee",
        "Лебедева Наталья Викторовна",
        "--day",
        "01.10.2026",
        "--until",
        "31.05.2027",
        "--bank",
        "наш случай",
        "--yes",
    ]);
    let made = new_pair(folder.path());
    assert!(
        made.contains("aim = \"Своя цель\"") && made.contains("name = \"Свое дело\""),
        "{made}"
    );
    for (args, code) in [
        (&["bank", "show", "никакой"][..], 1),
        (&["bank", "show"][..], 2),
        (&["bank", "list", "novice"][..], 2),
    ] {
        assert_eq!(nastavnik(args).status.code(), Some(code), "{args:?}");
    }
}

/// The file of the pair that the sample has not had.
fn new_pair(folder: &Path) -> String {
    let files = std::fs::read_dir(folder.join("pairings")).unwrap();
    let names = files.map(|file| file.unwrap().path());
    let mut new = names.filter(|file| file.file_name().unwrap() != "petrova-sidorov.toml");
    std::fs::read_to_string(new.next().unwrap()).unwrap()
}
