//! JSON Schema (draft-07) of the answers for scripts, from the table `forms/answers.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Key → «kind: what it is»; a key that ends in `?` may be absent.
type Shape = BTreeMap<String, String>;

/// The table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answers {
    /// What several answers have parts of.
    shape: BTreeMap<String, Shape>,
    answer: BTreeMap<String, Words>,
}

/// The answer of one command.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    about: String,
    row: Shape,
    #[serde(default)]
    summary: Shape,
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in and read by a test"
)]
static ANSWERS: LazyLock<Answers> = LazyLock::new(|| {
    toml::from_str(include_str!("../../forms/answers.toml")).expect("forms/answers.toml")
});

/// The commands that have an answer for scripts.
pub(crate) fn answering() -> Vec<&'static str> {
    ANSWERS.answer.keys().map(String::as_str).collect()
}

/// Whether a command, by its whole name, has an answer for scripts. Every start asks it of every
/// command, so it must not build what it asks about.
pub(crate) fn answers(command: &str) -> bool {
    ANSWERS.answer.contains_key(command)
}

/// The schema of the answer of a command, by its whole name: `district papers`.
pub(crate) fn answer_schema(command: &str) -> Option<Value> {
    let words = ANSWERS.answer.get(command)?;
    let definitions: Map<String, Value> = ANSWERS
        .shape
        .iter()
        .map(|(name, shape)| (name.clone(), object(shape, "")))
        .collect();
    let lines = json!({ "type": "array", "items": { "type": "string" } });
    let row = object(&with_school(&words.row), &words.about);
    Some(json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": format!("nastavnik {command} --json=2"),
        "description": words.about,
        "type": "object",
        "additionalProperties": false,
        "required": [
            "version", "program", "command", "code", "results", "summary", "problems", "errors",
            "warnings",
        ],
        "properties": {
            "version": { "const": 2 },
            "program": { "type": "string" },
            "command": { "const": command },
            "code": { "enum": [0, 1, 2, 3, 130] },
            "results": { "type": "array", "items": row },
            "summary": object(&words.summary, ""),
            "problems": { "type": "array", "items": { "$ref": "#/definitions/problem" } },
            "errors": lines,
            "warnings": lines,
        },
        "definitions": definitions,
    }))
}

/// A row of a command over a folder of schools bears the name of its school.
fn with_school(row: &Shape) -> Shape {
    let mut row = row.clone();
    if !row.contains_key("school") {
        let words = "string: папка школы, если школ несколько".to_owned();
        row.entry("school?".to_owned()).or_insert(words);
    }
    row
}

fn object(shape: &Shape, about: &str) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (key, words) in shape {
        let name = key.trim_end_matches('?');
        if name == key {
            required.push(name);
        }
        let (kind, about) = words.split_once(": ").unwrap_or((words, ""));
        let mut value = kind_of(kind);
        if let (Value::Object(fields), false) = (&mut value, about.is_empty()) {
            fields.insert("description".to_owned(), about.into());
        }
        properties.insert(name.to_owned(), value);
    }
    let mut out = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "required": required,
    });
    if let (Value::Object(fields), false) = (&mut out, about.is_empty()) {
        fields.insert("description".to_owned(), about.into());
    }
    out
}

/// `string`, `integer?` (or null), `[string]`, `$shape`, `one|other`, `any`.
fn kind_of(kind: &str) -> Value {
    if let Some(kind) = kind.strip_suffix('?') {
        return json!({ "anyOf": [kind_of(kind), { "type": "null" }] });
    }
    if let Some(inner) = kind.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        return json!({ "type": "array", "items": kind_of(inner) });
    }
    if let Some(name) = kind.strip_prefix('$') {
        return json!({ "$ref": format!("#/definitions/{name}") });
    }
    if kind.contains('|') {
        return json!({ "enum": kind.split('|').collect::<Vec<_>>() });
    }
    match kind {
        "any" => json!({}),
        "date" => json!({ "type": "string", "format": "date" }),
        own => json!({ "type": own }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every kind of the table is one that a schema knows, and every shape is one that it has.
    #[test]
    fn the_table_says_what_a_schema_can_say() {
        fn is_known(kind: &str) -> bool {
            let plain = kind.trim_end_matches('?');
            if let Some(inner) = plain.strip_prefix('[') {
                return inner.strip_suffix(']').is_some_and(is_known);
            }
            if let Some(name) = plain.strip_prefix('$') {
                return ANSWERS.shape.contains_key(name);
            }
            plain.contains('|')
                || [
                    "string", "integer", "number", "boolean", "any", "date", "object",
                ]
                .contains(&plain)
        }
        let answers = ANSWERS.answer.values();
        let shapes = answers
            .flat_map(|it| [&it.row, &it.summary])
            .chain(ANSWERS.shape.values());
        for (key, words) in shapes.flatten() {
            let (kind, about) = words.split_once(": ").unwrap_or((words, ""));
            assert!(is_known(kind), "{key} = {words}");
            assert!(!about.is_empty(), "{key} = {words}: not explained");
        }
    }
}
