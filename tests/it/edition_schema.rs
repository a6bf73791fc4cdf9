//! Schemas of the files of an edition: every right file fits them, and what a schema can see of a
//! mistake it sees.

use std::collections::{BTreeMap, BTreeSet};

use nastavnik::edition::Edition;
use nastavnik::schema::edition_schemas;
use serde_json::{Map, Value};

use crate::json_schema::against;
use crate::regions;
use crate::support::{path, texts_in, tried};

fn schemas() -> BTreeMap<String, Value> {
    let named = |file: nastavnik::schema::SchemaFile| {
        let name = file.name.strip_suffix(".schema.json").unwrap().to_owned();
        (name, serde_json::from_str(&file.text).unwrap())
    };
    edition_schemas().into_iter().map(named).collect()
}

/// A file as an editor holds it against a schema: a day is a text.
fn value(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(is) => Value::Bool(is),
        toml::Value::Datetime(day) => Value::String(day.to_string()),
        toml::Value::Array(items) => items.into_iter().map(self::value).collect(),
        toml::Value::Table(table) => {
            let named = table.into_iter().map(|(key, it)| (key, self::value(it)));
            Value::Object(named.collect::<Map<_, _>>())
        }
    }
}

/// What the schema of a file says of a text; an editor tells by itself what is no TOML.
fn wrong(schemas: &BTreeMap<String, Value>, file: &str, text: &str) -> Vec<String> {
    let Ok(table) = toml::from_str::<toml::Value>(text) else {
        return vec!["no TOML".to_owned()];
    };
    let mut wrong = Vec::new();
    let schema = &schemas[file.trim_end_matches(".toml")];
    against(schema, schema, &value(table), "", &mut wrong);
    wrong
}

#[test]
fn every_file_of_every_edition_fits_its_schema() {
    let schemas = schemas();
    let built_in = Edition::names()
        .into_iter()
        .map(|name| path(&["forms", name]));
    let own = path(&["tests", "editions"]);
    let own = std::fs::read_dir(own).unwrap().map(|it| it.unwrap().path());
    let mut count = 0;
    for folder in built_in.chain(own) {
        for (file, bytes) in texts_in(&folder) {
            let wrong = wrong(&schemas, &file, &String::from_utf8(bytes).unwrap());
            assert!(wrong.is_empty(), "{}: {file}: {wrong:#?}", folder.display());
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}

/// What only the whole of an edition shows: two tables of which one is right by itself, sums, what
/// the file beneath may have. By the file and what the program says of it.
const UNSEEN: [(&str, &str, &str); 41] = [
    ("year", "307", "person"),
    ("year", "308", "pairs"),
    ("edition", "308", "«acquainted»"),
    ("year", "309", "«/»"),
    ("program", "309", "«.»"),
    ("edition", "301", "«five-columns»"),
    ("edition", "301", "extends = \"general\""),
    ("edition", "304", "program.toml"),
    ("edition", "304", "«stamps» → «five-columns» → «stamps»"),
    ("edition", "304", "папк"),
    ("edition", "304", "по кругу"),
    ("edition", "308", "дважды"),
    ("labour", "308", "дважды"),
    ("municipal-roadmap", "304", "199"),
    ("orders", "304", "пуст"),
    ("orders", "307", "appendix"),
    ("orders", "308", "дважды"),
    ("orders", "308", "две графы"),
    ("orders", "309", "\"mentees\""),
    ("registers", "309", "\"mentors\""),
    ("roadmap", "309", "\"result\""),
    ("program", "304", "990"),
    ("program", "304", "heading"),
    ("program", "304", "plan"),
    ("program", "304", "summary"),
    ("program", "304", "«Индивидуальный план»"),
    ("program", "308", "дважды"),
    ("program", "308", "две графы"),
    ("program", "308", "двух частях"),
    ("program", "309", "schedule"),
    ("publishing", "304", "roadmap"),
    ("roadmap", "304", "1010"),
    ("roadmap", "304", "curator"),
    ("roadmap", "304", "roadmap"),
    ("roadmap", "304", "title"),
    ("roadmap", "304", "шрифт"),
    ("roadmap", "307", "person"),
    ("roadmap", "308", "две графы"),
    ("program", "304", "planned_results"),
    ("roadmap", "309", "result"),
    ("year", "304", "«Отчет наставника»"),
];

#[test]
fn what_a_schema_can_see_of_a_mistake_it_sees() {
    #[derive(serde::Deserialize)]
    struct Misuses {
        misuses: Vec<[String; 6]>,
    }
    let schemas = schemas();
    let text = std::fs::read_to_string(path(&["tests", "misuses.toml"])).unwrap();
    let Misuses { misuses } = toml::from_str(&text).unwrap();
    let mut cases: Vec<(String, String, [String; 2])> = Vec::new();
    // What an own text lost is known beside the words compiled in alone.
    let is_seen_alone =
        |[_, _, _, code, _, says]: &&[String; 6]| code != "309" || !says.contains('{');
    let misuses: Vec<_> = misuses.iter().filter(is_seen_alone).cloned().collect();
    for [form, from, to, code, _, says] in misuses {
        let file = path(&["forms", "stary-oskol-2022", &format!("{form}.toml")]);
        let text = std::fs::read_to_string(file).unwrap();
        cases.push((form, text.replacen(&from, &to, 1), [code, says]));
    }
    for (name, file, from, to, (code, _, says)) in regions::MISUSES {
        let text = regions::edition(name)[file].replacen(from, to, 1);
        let (_, form) = file.split_once('/').unwrap();
        let said = [code.to_owned(), says.to_owned()];
        cases.push((form.trim_end_matches(".toml").to_owned(), text, said));
    }
    let mut seen = 0;
    let mut met = BTreeSet::new();
    for (form, text, [code, says]) in &cases {
        let known = (form.as_str(), code.as_str(), says.as_str());
        let wrong = wrong(&schemas, form, text);
        if wrong.is_empty() {
            met.insert(known);
        } else {
            seen += 1;
        }
    }
    assert_eq!(met, BTreeSet::from(UNSEEN));
    assert!(seen > 70, "{seen} of {}", cases.len());
}

/// Fields of a block that its kind does not print, or lacks, are seen as they are typed.
#[test]
fn a_block_takes_the_fields_of_its_kind() {
    let schemas = schemas();
    let program = |block: &str| wrong(&schemas, "program", &format!("[[layout]]\n{block}\n"));
    for good in [
        "is = \"title\"\ntext = \"План {school_year}\"",
        "is = \"line\"\ncaption = \"ФИО\"",
        "is = \"stamps\"\nleft = [\"ПРИНЯТО\"]",
        "is = \"paragraph\"\ntext = \"{own.hours} {mentors.dative} {person:он|она}\"",
        "is = \"clauses\"\nclauses = [{ text = \"а\", clauses = [{ text = \"б\", clauses = [] }] }]",
    ] {
        assert!(program(good).is_empty(), "{good}: {:?}", program(good));
    }
    for bad in [
        "is = \"title\"",
        "is = \"title\"\ntext = \"План\"\ncount = 2",
        "is = \"roadmap\"",
        "is = \"line\"\nvalue = \"{mentors}\"",
        "is = \"gap\"\ncount = 0",
        "is = \"paragraph\"\ntext = \"{mentors.vocative}\"",
        "is = \"clauses\"\nclauses = [{ text = \"а\", clauses = [{ txt = \"б\" }] }]",
    ] {
        assert!(!program(bad).is_empty(), "{bad}");
    }
}

/// The line at the top of each file leads to a schema that is there, also after `schema` has written
/// it anew.
#[test]
fn new_and_export_write_the_schemas_that_their_files_name() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for (args, edition) in [
        (&["edition", "new", "mine"][..], "forms/mine"),
        (
            &["edition", "export", "general", "--only-files"],
            "general-copy",
        ),
    ] {
        let (went_well, said) = tried(args, at);
        assert!(went_well, "{said}");
        let edition = at.join(edition);
        let files = texts_in(&edition);
        let wording = files
            .iter()
            .filter(|(name, _)| name.split('.').next_back() == Some("toml"));
        for (name, bytes) in wording.clone() {
            let text = std::str::from_utf8(bytes).unwrap();
            let line = text.lines().next().unwrap();
            let schema = line.strip_prefix("#:schema ./").unwrap();
            assert!(files.contains_key(schema), "{name}: {line}");
            assert_eq!(text.matches("#:schema").count(), 1, "{name}");
        }
        assert!(wording.count() > 4);
        std::fs::remove_dir_all(edition.join("schema")).unwrap();
        let out = edition.join("schema");
        let (went_well, said) = tried(&["schema", "-o", out.to_str().unwrap()], at);
        assert!(went_well, "{said}");
        assert_eq!(texts_in(&edition), files);
    }
}
