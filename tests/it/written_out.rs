//! `edition export`: an edition written out whole prints what it printed, stands by itself, and keeps
//! the remarks.

use std::collections::BTreeMap;
use std::path::Path;

use nastavnik::disk::load;
use nastavnik::edition::Edition;
use nastavnik::plan::Plan;
use nastavnik::prepare::prepare;
use nastavnik::text;

use crate::support::{copy, path, texts_in, tried, write};

const OWN: [&str; 5] = [
    "five-columns",
    "six-columns",
    "stamps",
    "individual-plan",
    "mentor-report",
];

/// The sample school that takes an edition, with the editions of `tests/editions` in `forms`.
fn school(edition: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&path(&["samples", "school"]), folder.path());
    take(folder.path(), "stary-oskol-2022", edition);
    if OWN.contains(&edition) {
        copy(&path(&["tests", "editions"]), &folder.path().join("forms"));
    }
    folder
}

fn take(school: &Path, before: &str, edition: &str) {
    let file = school.join("organization.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let from = format!("edition = \"{before}\"");
    assert!(text.contains(&from));
    write(
        &file,
        text.replacen(&from, &format!("edition = {edition:?}"), 1),
    );
}

fn papers(folder: &Path) -> (Plan, BTreeMap<String, String>) {
    let mut files = load(folder);
    files.today = None;
    let plan = prepare(&files);
    assert!(!plan.has_errors(), "{:?}", plan.problems);
    let written = |p: &nastavnik::plan::Paper| text::write(&plan.document(p).unwrap());
    let papers = plan.papers.iter();
    let papers = papers.map(|p| (p.file_name.clone(), written(p))).collect();
    (plan, papers)
}

/// The lines of a file that are remarks.
fn remarks(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim)
        .filter(|line| line.starts_with('#'))
}

#[test]
fn an_edition_written_out_prints_the_same_and_stands_by_itself() {
    for edition in Edition::names().into_iter().chain(OWN) {
        let folder = school(edition);
        let at = folder.path();
        let (_, usual) = papers(at);
        let export = [
            "edition",
            "export",
            edition,
            "--whole",
            "--as",
            "whole",
            "--only-files",
            "-o",
            "forms",
        ];
        let (went_well, said) = tried(&export, at);
        assert!(went_well, "{edition}: {said}");
        take(at, edition, "whole");
        let (plan, own) = papers(at);
        assert_eq!(own, usual, "{edition}");
        let known = Edition::named(edition, false);
        if let Some(known) = known {
            assert_eq!(plan.edition().unwrap().common.source, known.common.source);
        }

        // Nothing is left to the edition beneath.
        let passport = at.join("forms/whole/edition.toml");
        let text = std::fs::read_to_string(&passport).unwrap();
        let alone: Vec<&str> = text.lines().filter(|l| !l.starts_with("extends")).collect();
        assert_eq!(alone.len() + 1, text.lines().count(), "{edition}");
        write(&passport, alone.join("\n"));
        assert_eq!(papers(at).1, usual, "{edition}");
    }
}

#[test]
fn remarks_of_every_file_are_written_out_with_it() {
    let folder = school("stamps");
    let export = [
        "edition",
        "export",
        "stamps",
        "--whole",
        "--only-files",
        "-o",
        "out",
    ];
    let (went_well, said) = tried(&export, folder.path());
    assert!(went_well, "{said}");
    let out = texts_in(&folder.path().join("out/stamps-copy"));
    let out = |name: &str| String::from_utf8(out[name].clone()).unwrap();
    let of_passport =
        "# Карта с титульным листом и двумя грифами: слева «ПРИНЯТО», справа «УТВЕРЖДЕНО».";
    assert!(remarks(&out("edition.toml")).any(|line| line == of_passport));
    for name in ["program", "orders", "labour", "year", "registers"] {
        let built_in = path(&["forms", "stary-oskol-2022", &format!("{name}.toml")]);
        let built_in = std::fs::read_to_string(built_in).unwrap();
        let (own, built_in): (Vec<String>, Vec<String>) = (
            remarks(&out(&format!("{name}.toml")))
                .map(str::to_owned)
                .collect(),
            remarks(&built_in).map(str::to_owned).collect(),
        );
        assert!(
            own.ends_with(&built_in) && built_in.len() > 2,
            "{name}: {own:?}"
        );
    }
}

/// Own editions go along as they lie, with those of one's own that they stand over.
#[test]
fn an_edition_of_ones_own_is_taken_along_to_another_school() {
    let folder = school("stamps");
    let other = tempfile::tempdir().unwrap();
    let forms = other.path().join("forms");
    let export = [
        "edition",
        "export",
        "stamps",
        "--only-files",
        "-o",
        forms.to_str().unwrap(),
    ];
    let (went_well, said) = tried(&export, folder.path());
    assert!(went_well, "{said}");
    let mut expected = BTreeMap::new();
    for name in ["stamps", "five-columns"] {
        let own = texts_in(&path(&["tests", "editions", name]));
        expected.extend(
            own.into_iter()
                .map(|(file, text)| (format!("{name}/{file}"), text)),
        );
    }
    assert_eq!(texts_in(&forms), expected);
    // What is there is never written over.
    let (went_well, said) = tried(&export, folder.path());
    assert!(!went_well && said.contains("уже есть"), "{said}");
}

#[test]
fn the_filled_papers_and_the_blanks_are_made_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (went_well, said) = tried(
        &["edition", "export", "general", "--format", "docx"],
        folder.path(),
    );
    assert!(went_well, "{said}");
    let out = folder.path().join("general-copy/образцы");
    for paper in ["Дорожная карта.docx", "бланки/Дорожная карта (бланк).docx"]
    {
        assert!(out.join(paper).is_file(), "{paper}: {said}");
    }
    for (args, told) in [
        (&["edition", "export", "generel"][..], "general"),
        (
            &["edition", "export", "general", "--as", "Общая"],
            "строчные",
        ),
        (
            &["edition", "export", "general", "--as", "general"],
            "встроенных",
        ),
    ] {
        let (went_well, said) = tried(args, folder.path());
        assert!(!went_well && said.contains(told), "{args:?}: {said}");
    }
}
