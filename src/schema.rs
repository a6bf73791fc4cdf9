//! JSON Schema (draft-07) of every file of a project, for editors that complete and check as one
//! types.
//!
//! Keys and shapes come from the readers themselves ([`known_keys`]), allowed words from the
//! edition; only titles and explanations are written down, in `forms/schema.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::edition::{Edition, Term};
use crate::project::known_keys;
use crate::reader::{ANY, KnownKey, Shape};
use crate::style::{Align, PageStyle};

/// A schema as a file of the folder [`FOLDER`].
#[derive(Debug)]
pub struct SchemaFile {
    pub name: String,
    pub text: String,
}

/// Where the schemas of a project lie.
pub const FOLDER: &str = "schema";

/// Titles and explanations of one file of a project.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileWords {
    title: String,
    about: String,
    keys: BTreeMap<String, KeyWords>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyWords {
    title: String,
    about: String,
    /// Where the words come from that may stand there.
    values: Option<Values>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Values {
    Editions,
    MentoringForms,
    MentoringKinds,
    Models,
    MenteeGroups,
    Interactions,
    Modes,
    Blocks,
    Formats,
    OrderKinds,
    Appendices,
}

/// All schemas.
pub fn schemas() -> Vec<SchemaFile> {
    let words = all_words();
    let edition = Edition::built_in(false);
    let mut out = Vec::new();
    for (name, keys) in known_keys() {
        let file = File {
            words: &words[name],
            edition: &edition,
            keys: &keys,
        };
        out.push(schema_file(name, file.words, file.table(&[])));
    }
    let style = serde_json::to_value(PageStyle::built_in()).unwrap_or_default();
    let file = File {
        words: &words["style"],
        edition: &edition,
        keys: &[],
    };
    out.push(schema_file("style", file.words, file.like(&style, &[])));
    out
}

/// The first line of a file of a project, by its path in the project's folder: it tells an editor
/// the schema.
pub fn line_for(path: &str) -> Option<String> {
    let (up, name) = match path.split_once('/') {
        Some(("pairings", _)) => ("..", "pairing"),
        Some(("orders", _)) => ("..", "order"),
        Some(_) => return None,
        None => (".", path.strip_suffix(".toml")?),
    };
    [
        "organization",
        "roadmap",
        "pairing",
        "order",
        "regulation",
        "style",
    ]
    .contains(&name)
    .then(|| format!("#:schema {up}/{FOLDER}/{name}.schema.json"))
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in and read by a test"
)]
fn all_words() -> BTreeMap<String, FileWords> {
    toml::from_str(include_str!("../forms/schema.toml")).expect("forms/schema.toml")
}

fn schema_file(name: &str, words: &FileWords, mut schema: Map<String, Value>) -> SchemaFile {
    schema.insert(
        "$schema".to_owned(),
        json!("http://json-schema.org/draft-07/schema#"),
    );
    schema.insert("title".to_owned(), json!(words.title));
    schema.insert("description".to_owned(), json!(words.about));
    // A map of strings always has a JSON form.
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n";
    SchemaFile {
        name: format!("{name}.schema.json"),
        text,
    }
}

/// What is known of one kind of file.
struct File<'a> {
    words: &'a FileWords,
    edition: &'a Edition,
    keys: &'a [KnownKey],
}

impl File<'_> {
    /// The table under `path`.
    fn table(&self, path: &[String]) -> Map<String, Value> {
        let inside: Vec<&KnownKey> = self
            .keys
            .iter()
            .filter(|k| k.path.split_last().is_some_and(|(_, above)| above == path))
            .collect();
        let properties = inside.iter().map(|k| {
            (
                k.path.last().cloned().unwrap_or_default(),
                Value::Object(self.key(k)),
            )
        });
        let required: Vec<&String> = inside
            .iter()
            .filter(|k| k.required)
            .filter_map(|k| k.path.last())
            .collect();
        let mut table = object(&properties.collect());
        if !required.is_empty() {
            table.insert("required".to_owned(), json!(required));
        }
        table
    }

    fn key(&self, key: &KnownKey) -> Map<String, Value> {
        let words = self.words_of(&key.path);
        let values = words
            .and_then(|w| w.values)
            .map(|v| values(v, self.edition))
            .unwrap_or_default();
        let table = || Value::Object(self.table(&key.path));
        let mut schema = match &key.shape {
            Shape::Text => text(&values),
            Shape::Texts => {
                fields(json!({ "type": "array", "minItems": 1, "items": text(&values) }))
            }
            Shape::Boolean => fields(json!({ "type": "boolean" })),
            Shape::Number => fields(json!({ "type": "integer" })),
            Shape::Choice(words) => fields(json!({ "type": "string", "enum": words })),
            Shape::Date => fields(day()),
            Shape::Day => any_of(&[day(), text(&[]).into()]),
            Shape::When => any_of(&[day(), text(&[]).into(), span()]),
            Shape::Table => self.table(&key.path),
            Shape::TableOrText => any_of(&[text(&[]).into(), table()]),
            Shape::Tables => fields(json!({ "type": "array", "items": table() })),
            Shape::NamedTables => {
                let each = self.keys.iter().find(|k| {
                    k.path
                        .split_last()
                        .is_some_and(|(last, above)| last == ANY && above == key.path)
                });
                fields(
                    json!({ "type": "object", "additionalProperties": each.map(|k| self.key(k)) }),
                )
            }
        };
        describe(&mut schema, words);
        schema
    }

    /// A schema for values like this one: the style knows its keys by its built-in file.
    fn like(&self, value: &Value, path: &[String]) -> Map<String, Value> {
        let mut schema = match value {
            Value::Object(inner) => {
                let inner = inner.iter().map(|(name, value)| {
                    let path = [path, std::slice::from_ref(name)].concat();
                    (name.clone(), Value::Object(self.like(value, &path)))
                });
                object(&inner.collect())
            }
            Value::Number(_) => fields(json!({ "type": "number" })),
            Value::Bool(_) => fields(json!({ "type": "boolean" })),
            Value::String(_) if path.last().is_some_and(|key| key == "align") => fields(
                json!({ "type": "string", "enum": [Align::Left, Align::Centre, Align::Right, Align::Both] }),
            ),
            Value::String(_) | Value::Array(_) | Value::Null => text(&[]),
        };
        describe(&mut schema, self.words_of(path));
        schema
    }

    /// The words of a key: those of its whole path, or of the longest end of it that has some.
    fn words_of(&self, path: &[String]) -> Option<&KeyWords> {
        (0..path.len()).find_map(|from| self.words.keys.get(&path[from..].join(".")))
    }
}

fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::new()
        }
    }
}

fn object(properties: &Map<String, Value>) -> Map<String, Value> {
    fields(json!({ "type": "object", "additionalProperties": false, "properties": properties }))
}

fn describe(schema: &mut Map<String, Value>, words: Option<&KeyWords>) {
    if let Some(words) = words {
        schema.insert("title".to_owned(), json!(words.title));
        schema.insert("description".to_owned(), json!(words.about));
    }
}

fn any_of(kinds: &[Value]) -> Map<String, Value> {
    fields(json!({ "anyOf": kinds }))
}

/// Words are offered, not demanded: a project may bring an edition of its own, and the program
/// forgives capital letters.
fn text(words: &[String]) -> Map<String, Value> {
    let free = json!({ "type": "string", "minLength": 1 });
    if words.is_empty() {
        fields(free)
    } else {
        any_of(&[json!({ "type": "string", "enum": words }), free])
    }
}

/// A date of TOML, which has none in JSON: editors know it by this format.
fn day() -> Value {
    json!({ "type": "string", "format": "date" })
}

fn span() -> Value {
    let mut span = object(&fields(json!({
        "from": { "type": "string", "format": "date", "title": "Начало", "description": "Год-месяц-день без кавычек." },
        "to": { "type": "string", "format": "date", "title": "Конец", "description": "Год-месяц-день без кавычек." },
    })));
    span.insert("required".to_owned(), json!(["from", "to"]));
    Value::Object(span)
}

fn values(values: Values, edition: &Edition) -> Vec<String> {
    let owned = |words: Vec<&str>| words.into_iter().map(ToOwned::to_owned).collect();
    match values {
        Values::Editions => owned(Edition::names()),
        Values::MentoringForms => Term::words(&edition.common.mentoring_form),
        Values::MentoringKinds => Term::words(&edition.common.mentoring_kind),
        Values::Models => edition
            .common
            .mentoring_form
            .iter()
            .flat_map(|f| f.model.iter().map(|m| m.word.clone()))
            .collect(),
        Values::MenteeGroups => Term::words(&edition.common.mentee_group),
        Values::Interactions => edition
            .program
            .note
            .interaction_phrases
            .keys()
            .cloned()
            .collect(),
        Values::Modes => edition.program.note.modes.clone(),
        Values::Blocks => owned(edition.program.block_keys()),
        Values::Formats => edition.program.plan.formats.clone(),
        Values::OrderKinds => edition.orders.kind.iter().map(|k| k.key.clone()).collect(),
        Values::Appendices => owned(
            edition
                .orders
                .appendix
                .iter()
                .map(|a| a.key.key())
                .collect(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every path of the keys of a file, with those of the style.
    fn paths(name: &str) -> Vec<Vec<String>> {
        fn walk(value: &Value, path: &[String], out: &mut Vec<Vec<String>>) {
            for (name, inner) in value.as_object().into_iter().flatten() {
                let path = [path, std::slice::from_ref(name)].concat();
                walk(inner, &path, out);
                out.push(path);
            }
        }
        let mut out = Vec::new();
        match known_keys().into_iter().find(|(known, _)| *known == name) {
            Some((_, keys)) => out.extend(keys.into_iter().map(|k| k.path)),
            None => walk(
                &serde_json::to_value(PageStyle::built_in()).unwrap(),
                &[],
                &mut out,
            ),
        }
        out
    }

    #[test]
    fn every_key_has_words_and_every_word_a_key() {
        let words = all_words();
        assert_eq!(
            words.keys().map(String::as_str).collect::<Vec<_>>(),
            [
                "order",
                "organization",
                "pairing",
                "regulation",
                "roadmap",
                "style"
            ]
        );
        for (name, words) in &words {
            let mut used = BTreeSet::new();
            for path in paths(name) {
                let found = (0..path.len())
                    .map(|from| path[from..].join("."))
                    .find(|key| words.keys.contains_key(key));
                used.insert(
                    found.unwrap_or_else(|| panic!("{name}: no words for {}", path.join("."))),
                );
            }
            let idle: Vec<&String> = words
                .keys
                .keys()
                .filter(|key| !used.contains(*key))
                .collect();
            assert!(idle.is_empty(), "{name}: words without a key: {idle:?}");
        }
    }

    #[test]
    fn each_file_of_a_project_is_told_its_schema() {
        assert_eq!(
            line_for("roadmap.toml").as_deref(),
            Some("#:schema ./schema/roadmap.schema.json")
        );
        assert_eq!(
            line_for("pairings/a.toml").as_deref(),
            Some("#:schema ../schema/pairing.schema.json")
        );
        assert_eq!(
            line_for("orders/a.toml").as_deref(),
            Some("#:schema ../schema/order.schema.json")
        );
        assert_eq!(
            (line_for("forms/roadmap.toml"), line_for("emblem.png")),
            (None, None)
        );
    }
}
