//! Schemas for editors and the readers know the same keys.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use nastavnik::disk::load;
use nastavnik::prepare::prepare;
use nastavnik::problem::{Advice, Code};
use nastavnik::schema::schemas;
use serde_json::Value;

use crate::support::{copy, files_of, nastavnik_in, path, root, said, texts_in, write};

/// A key that no reader knows.
const STRANGE: &str = "qqqqq";

fn schema(name: &str) -> Value {
    let file = schemas(None)
        .into_iter()
        .find(|s| s.name == format!("{name}.schema.json"))
        .unwrap();
    serde_json::from_str(&file.text).unwrap()
}

/// Keys of every table of a schema, with a text that has them all, and in each table one strange
/// key besides.
fn with_everything(schema: &Value, tables: &mut Vec<BTreeSet<String>>) -> String {
    if let Some(kinds) = schema["anyOf"].as_array() {
        return with_everything(kinds.last().unwrap(), tables);
    }
    match (schema["type"].as_str().unwrap(), &schema["properties"]) {
        ("object", Value::Object(properties)) => {
            tables.push(properties.keys().cloned().collect());
            let keys: Vec<String> = properties
                .iter()
                .map(|(key, inner)| format!("{key} = {}", with_everything(inner, tables)))
                .collect();
            format!("{{ {STRANGE} = 1, {} }}", keys.join(", "))
        }
        ("object", _) => format!(
            "{{ anybody = {} }}",
            with_everything(&schema["additionalProperties"], tables)
        ),
        ("array", _) => format!("[{}]", with_everything(&schema["items"], tables)),
        ("string", _) if schema["format"] == "date" => "2026-09-01".to_owned(),
        ("string", _) => schema["enum"]
            .get(0)
            .map_or("\"слово\"".to_owned(), |word| format!("{word}")),
        ("boolean", _) => "true".to_owned(),
        ("integer" | "number", _) => "1".to_owned(),
        (other, _) => panic!("{other}"),
    }
}

/// A file whose every table has all the keys of its schema and a strange one: the reader calls
/// strange that one only, and names as allowed exactly the keys of the schema.
#[test]
fn schemas_and_readers_know_the_same_keys() {
    let base = texts_in(&path(&["tests", "errors", "_base"]));
    for (name, file) in [
        ("organization", "organization.toml"),
        ("roadmap", "roadmap.toml"),
        ("pairing", "pairings/all.toml"),
        ("order", "orders/all.toml"),
        ("regulation", "regulation.toml"),
        ("bank", "bank.toml"),
    ] {
        let mut tables = Vec::new();
        let table = with_everything(&schema(name), &mut tables);
        // The outermost table has no braces in a file, and its keys a line each.
        let mut outer = String::new();
        for (key, inner) in schema(name)["properties"].as_object().unwrap() {
            outer += &format!("{key} = {}\n", with_everything(inner, &mut Vec::new()));
        }
        assert!(table.len() > outer.len());
        let mut texts = base.clone();
        texts.insert(
            file.to_owned(),
            format!("{STRANGE} = 1\n{outer}").into_bytes(),
        );
        let plan = prepare(&files_of(&texts));
        let here = plan.problems.iter().filter(|p| {
            p.place
                .as_ref()
                .is_some_and(|place| plan.sources.get(place.file).name == file)
        });
        let mut named = Vec::new();
        for problem in here {
            assert!(
                !matches!(
                    problem.code,
                    Code::Syntax | Code::WrongType | Code::DuplicateKey
                ),
                "{name}: {problem:?}"
            );
            if problem.code == Code::UnknownKey {
                assert_eq!(
                    problem.message,
                    format!("неизвестное поле «{STRANGE}»"),
                    "{name}: a key of the schema that no reader knows"
                );
                let Some(Advice::Choose(suggestion)) = &problem.advice else {
                    panic!("{name}: {:?}", problem.advice);
                };
                named.push(
                    suggestion
                        .known
                        .iter()
                        .cloned()
                        .collect::<BTreeSet<String>>(),
                );
            }
        }
        // The fields of an edition are told of when it is known: this one adds none.
        tables.retain(|keys| !keys.is_empty());
        named.sort();
        tables.sort();
        assert_eq!(named, tables, "{name}");
    }
}

#[test]
fn a_style_with_every_key_of_its_schema_is_read() {
    fn lines(schema: &Value, path: &str, out: &mut String) {
        for (key, inner) in schema["properties"].as_object().unwrap() {
            let path = format!("{path}{key}");
            match inner["type"].as_str().unwrap() {
                "object" => lines(inner, &format!("{path}."), out),
                "boolean" => *out += &format!("{path} = false\n"),
                "number" => {
                    let number = match path.as_str() {
                        "page.width" | "page.height" => 250,
                        "line.thickness" | "fit.spacing_least" => 1,
                        _ => 10,
                    };
                    *out += &format!("{path} = {number}\n");
                }
                "string" if key == "align" => *out += &format!("{path} = {}\n", inner["enum"][0]),
                _ => *out += &format!("{path} = \"Liberation Serif\"\n"),
            }
        }
    }
    let mut text = String::new();
    lines(&schema("style"), "", &mut text);
    let style = nastavnik::style::PageStyle::changed_by(&text).unwrap();
    assert!((style.style.note.size - 10.0).abs() < f64::EPSILON);
}

#[test]
fn every_key_has_a_russian_title_and_explanation() {
    fn walk(schema: &Value, path: &str) {
        for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{key}");
            for word in ["title", "description"] {
                let text = inner[word]
                    .as_str()
                    .unwrap_or_else(|| panic!("{path} has no {word}"));
                assert!(
                    text.contains(|c| matches!(c, 'А'..='я' | 'ё')),
                    "{path}: {text}"
                );
            }
            walk(inner, &path);
            walk(&inner["items"], &path);
            walk(&inner["additionalProperties"], &path);
            inner["anyOf"]
                .as_array()
                .into_iter()
                .flatten()
                .for_each(|kind| walk(kind, &path));
        }
    }
    for file in schemas(None) {
        let schema: Value = serde_json::from_str(&file.text).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        walk(&schema, &file.name);
    }
}

#[test]
fn init_writes_the_schemas_that_its_files_name() {
    let folder = tempfile::tempdir().unwrap();
    let nastavnik = |args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_nastavnik"))
            .args(args)
            .current_dir(root())
            .output()
            .unwrap()
    };
    assert!(
        nastavnik(&["init", folder.path().to_str().unwrap()])
            .status
            .success()
    );
    let files: BTreeMap<String, Vec<u8>> = texts_in(folder.path());
    for (name, bytes) in files
        .iter()
        .filter(|(name, _)| !name.starts_with("schema/"))
    {
        let text = std::str::from_utf8(bytes).unwrap();
        let schema = text
            .lines()
            .next()
            .unwrap()
            .strip_prefix("#:schema ")
            .unwrap();
        assert!(
            folder
                .path()
                .join(name)
                .parent()
                .unwrap()
                .join(schema)
                .is_file(),
            "{name}: {schema}"
        );
    }
    let plan = prepare(&load(folder.path()));
    assert!(plan.problems.is_empty(), "{:?}", plan.problems);
    let own = folder.path().join("schema");
    let other = folder.path().join("другая");
    for _ in 0..2 {
        assert!(
            nastavnik(&["schema", "--out", other.to_str().unwrap()])
                .status
                .success()
        );
    }
    assert_eq!(texts_in(&own), texts_in(Path::new(&other)));
}

/// The kinds of text that a schema takes for a key of a table.
fn kinds<'s>(schema: &'s Value, key: &str) -> Vec<&'s Value> {
    let own = &schema["properties"][key];
    let all = |own: &'s Value| own["anyOf"].as_array();
    let one = if own["type"] == "array" {
        &own["items"]
    } else {
        own
    };
    all(one).map_or_else(|| vec![one], |kinds| kinds.iter().collect())
}

#[test]
fn closed_sets_are_closed_and_open_ones_open() {
    let pairing = schema("pairing");
    let order = schema("order");
    let organization = schema("organization");
    for (schema, key) in [
        (&pairing, "form"),
        (&pairing, "group"),
        (&order, "kind"),
        (&organization, "year_papers"),
    ] {
        let kinds = kinds(schema, key);
        let words = kinds[0]["enum"].as_array();
        assert!(
            words.is_some_and(|words| words.len() > 1),
            "{key}: {kinds:?}"
        );
        assert!(
            kinds.iter().all(|kind| kind["minLength"].is_null()),
            "{key} takes any text"
        );
    }
    let activity = &pairing["properties"]["activity"]["items"];
    let block = kinds(activity, "block");
    assert_eq!(block.len(), 1, "{block:?}");
    assert!(block[0]["enum"].as_array().unwrap().contains(&"4.4".into()));
    // What the form does not close, is printed as it is written.
    let format = kinds(activity, "format");
    assert_eq!(format.last().unwrap()["minLength"], 1, "{format:?}");
}

#[test]
fn beside_a_school_schemas_know_the_words_of_its_own_forms() {
    let folder = tempfile::tempdir().unwrap();
    copy(&path(&["samples", "start"]), folder.path());
    let forms = folder.path().join("forms/individual-plan");
    copy(&path(&["tests", "editions", "individual-plan"]), &forms);
    let file = folder.path().join("organization.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("stary-oskol-2022"));
    write(&file, text.replace("stary-oskol-2022", "individual-plan"));

    let output = nastavnik_in(folder.path(), &["schema"]);
    assert!(output.status.success(), "{}", said(&output));
    let text = std::fs::read(folder.path().join("schema/pairing.schema.json")).unwrap();
    let pairing: Value = serde_json::from_slice(&text).unwrap();
    let activity = &pairing["properties"]["activity"]["items"];
    // A plan without blocks leaves the word to the school.
    assert_eq!(kinds(activity, "block")[0]["minLength"], 1);
    assert_eq!(
        schema("pairing")["properties"]["group"],
        pairing["properties"]["group"]
    );
}
