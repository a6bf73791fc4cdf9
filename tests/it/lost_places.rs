//! A person, a day, a number or a pay that the words compiled in print and an edition's own words
//! forgot: each is told at its line, and nothing that is there in another way.

use nastavnik::edition::{DEFAULT, built_in_files};
use nastavnik::prepare::prepare_edition;
use nastavnik::problem::Code;
use nastavnik::project::RawFile;

const EXTENDS: &str = "extends = \"stary-oskol-2022\"\n";
const PASSPORT: &str = "name = \"Своя\"\nsource = \"своя\"\n";

#[derive(serde::Deserialize)]
struct Facts {
    fact: Vec<Fact>,
}

#[derive(serde::Deserialize)]
struct Fact {
    places: Vec<String>,
    #[serde(default)]
    only: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
}

fn facts() -> Vec<Fact> {
    let text = include_str!("../../forms/said.toml");
    let facts: Facts = toml::from_str(text).unwrap();
    facts.fact
}

fn built_in(file: &str) -> &'static str {
    let mut files = built_in_files(DEFAULT).unwrap().iter();
    files.find(|(name, _)| *name == file).unwrap().1
}

/// What is told of an edition that has this file, with the line at which each thing is told.
fn told(file: &str, text: &str) -> Vec<(Code, String, String)> {
    let raw = |name: &str, text: &str| RawFile {
        name: format!("forms/own/{name}.toml"),
        inside: format!("forms/own/{name}.toml"),
        stem: format!("own/{name}"),
        bytes: text.as_bytes().to_vec(),
    };
    let files = if file == "edition" {
        vec![raw(file, &format!("{EXTENDS}{text}"))]
    } else {
        vec![
            raw(file, text),
            raw("edition", &format!("{EXTENDS}{PASSPORT}")),
        ]
    };
    let read = prepare_edition("own", false, &files);
    let one = |p: &nastavnik::problem::Problem| {
        let place = p.place.as_ref().unwrap();
        let source = read.sources.get(place.file);
        let (line, _) = source.line_and_column(place.span.start);
        let line = source.text.lines().nth(line - 1).unwrap_or_default();
        (p.code, line.to_owned(), p.text().into_owned())
    };
    read.problems.iter().map(one).collect()
}

/// A text without what it says in one of these places.
fn without(line: &str, places: &[String]) -> Option<String> {
    let mut out = String::new();
    let mut rest = line;
    let mut is_found = false;
    while let Some((before, after)) = rest.split_once('{') {
        let (place, after) = after.split_once('}')?;
        let bare = place.split('.').next().unwrap();
        out.push_str(before);
        if places.iter().any(|it| it == place || it == bare) {
            is_found = true;
        } else {
            out.push_str(&format!("{{{place}}}"));
        }
        rest = after;
    }
    out.push_str(rest);
    is_found.then_some(out)
}

/// Texts of one line under a key; a list of clauses or blocks may say a thing in any of them.
#[test]
fn each_place_that_is_dropped_is_told_at_its_line() {
    let mut dropped = 0;
    for (file, text) in built_in_files(DEFAULT).unwrap() {
        if ["year", "regulation", "school-regulation"].contains(file) {
            continue;
        }
        for line in text
            .lines()
            .filter(|it| it.starts_with(char::is_alphabetic))
        {
            let Some((key, value)) = line.split_once(" = ") else {
                continue;
            };
            if !(value.starts_with('"') || value.starts_with("[\"")) {
                continue;
            }
            let ends = format!(".{key}");
            for fact in facts() {
                let begins = |it: &String| it.starts_with(file);
                let is_left_out = !fact.only.is_empty() && !fact.only.iter().any(begins)
                    || fact
                        .except
                        .iter()
                        .any(|it| begins(it) && it.ends_with(&ends));
                let Some(changed) = without(value, &fact.places).filter(|_| !is_left_out) else {
                    continue;
                };
                // What is left empty says so itself.
                if changed.contains("\"\"") || !changed.contains(char::is_alphanumeric) {
                    continue;
                }
                let own = text.replacen(line, &format!("{key} = {changed}"), 1);
                let told = told(file, &own);
                assert_eq!(told.len(), 1, "{file}: {key} = {changed}: {told:?}");
                let (code, at, says) = &told[0];
                let is_of_places = matches!(code, Code::UnprintedField | Code::Placeholder);
                assert!(is_of_places, "{file}: {key} = {changed}: {told:?}");
                assert!(at.starts_with(key) && says.contains(key), "{at}: {says}");
                dropped += 1;
            }
        }
    }
    assert!(dropped > 60, "{dropped}");
}

#[test]
fn what_is_said_in_another_way_is_not_lost() {
    for (file, from, to) in [
        // In another case, in another place of the same meaning, and for the pen.
        (
            "orders",
            "вместо {mentors.genitive}.",
            "({mentors.nominative} свою работу завершает).",
        ),
        (
            "orders",
            "за наставничество в отношении {mentees_name.genitive}.\"",
            "за работу с {mentees.instrumental}.\"",
        ),
        ("labour", "СОГЛАШЕНИЕ № {number}", "СОГЛАШЕНИЕ № ______"),
        (
            "program",
            "от {date} № {number}\"",
            "от ________ № {number}\"",
        ),
        // Under another key of the same table.
        (
            "orders",
            "preamble = \"В соответствии со статьей 351.8 Трудового кодекса Российской Федерации\"\nacquaints = [\"curator\", \"mentors\", \"mentees\"]\npairing_clause = \"Прекратить с {day}",
            "preamble = \"Действует с {day}\"\nacquaints = [\"curator\", \"mentors\", \"mentees\"]\npairing_clause = \"Прекратить",
        ),
        // What a school leaves out as a whole.
        (
            "school-regulation",
            "lines = [\"СОГЛАСОВАНО\", \"первичной профсоюзной организацией\", \"(протокол от {union_date} № {union_number})\"]",
            "lines = [\"СОГЛАСОВАНО\"]",
        ),
        (
            "program",
            "task = \"{number}. {text}\"",
            "task = \"– {text}\"",
        ),
        (
            "orders",
            "approved_stamp = [\"{participle}\", \"приказом {organization}\", \"от {date} № {number}\"]",
            "approved_stamp = []",
        ),
    ] {
        let text = built_in(file);
        assert!(text.contains(from), "{file}: {from}");
        let told = told(file, &text.replacen(from, to, 1));
        assert!(told.is_empty(), "{file}: {to}: {told:?}");
    }
}
