//! JSON Schema (draft-07) of every file of a project, for editors that complete and check as one
//! types.
//!
//! Keys and shapes come from the readers themselves ([`known_keys`]), allowed words from the
//! edition, titles and explanations from the table of the [`fields`]; those of the style stand in
//! `forms/schema.toml`.

mod edition;
mod shape;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::edition::Edition;
use crate::fields::{self, OwnKind, OwnOf};
use crate::prepare::prepare;
use crate::project::{Files, known_keys};
use crate::reader::{ANY, KnownKey, Shape};
use crate::style::{Align, PageStyle};
pub use edition::{edition_schemas, line_of_edition};
pub use shape::{FOLDER, SchemaFile};
use shape::{any_of, day, object, object_of, schema_file};

/// The words of the style, whose keys are those of its built-in file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StyleWords {
    title: String,
    about: String,
    keys: BTreeMap<String, KeyWords>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyWords {
    title: String,
    about: String,
}

/// All schemas, with the words of an edition: of the built-in one if none is given.
pub fn schemas(edition: Option<&Edition>) -> Vec<SchemaFile> {
    let built_in = Edition::built_in(false);
    let edition = edition.unwrap_or(&built_in);
    let mut out = Vec::new();
    for (name, keys) in known_keys() {
        let file = File {
            name,
            edition,
            keys: &keys,
        };
        let words = fields::files().iter().find(|words| words.kind == name);
        let (title, about) = words.map_or((name, ""), |words| {
            (words.title.as_str(), words.about.as_str())
        });
        out.push(schema_file(name, title, about, file.table(&[])));
    }
    let words = style_words();
    let style = serde_json::to_value(PageStyle::built_in()).unwrap_or_default();
    let schema = words.like(&style, &[]);
    out.push(schema_file("style", &words.title, &words.about, schema));
    out
}

/// All schemas, with the words of the forms that a project has.
pub fn schemas_of(project: &Files) -> Vec<SchemaFile> {
    schemas(prepare(project).edition())
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
        "bank",
        "style",
    ]
    .contains(&name)
    .then(|| format!("#:schema {up}/{FOLDER}/{name}.schema.json"))
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in and read by a test"
)]
fn style_words() -> StyleWords {
    toml::from_str(include_str!("../forms/schema.toml")).expect("forms/schema.toml")
}

/// What is known of one kind of file.
struct File<'a> {
    name: &'static str,
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

    /// The fields that the edition adds.
    fn own(&self, path: &[String]) -> Option<Map<String, Value>> {
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        // Any key stands for each: all of a table are of one kind.
        let (of, _) = OwnOf::of_path(self.name, &[&keys[..], &[ANY]].concat())?;
        let fields = self.edition.common.field.iter().filter(|it| it.of == of);
        let fields = fields.map(|field| {
            let mut schema = match field.kind {
                OwnKind::Text | OwnKind::Person => object_of(free()),
                OwnKind::Number => object_of(json!({ "type": "integer" })),
                OwnKind::Date => object_of(day()),
                OwnKind::List => object_of(json!({ "type": "array", "items": free() })),
                OwnKind::Choice => one_of(&field.values),
            };
            describe(&mut schema, Some((&field.title, &field.hint)));
            (field.key.clone(), Value::Object(schema))
        });
        Some(object(&fields.collect()))
    }

    fn key(&self, key: &KnownKey) -> Map<String, Value> {
        let words = fields::described(self.name, &key.path.join("."));
        let values = words.map_or_else(Vec::new, |w| self.edition.words_of(w.values));
        let own = || match words {
            Some(words) if words.values.is_closed() => one_of(&values),
            _ => text(&values),
        };
        let table = || Value::Object(self.table(&key.path));
        let mut schema = match &key.shape {
            Shape::Text => own(),
            Shape::Texts => object_of(json!({ "type": "array", "minItems": 1, "items": own() })),
            Shape::Boolean => object_of(json!({ "type": "boolean" })),
            Shape::Number => object_of(json!({ "type": "integer" })),
            Shape::Choice(words) => object_of(json!({ "type": "string", "enum": words })),
            Shape::Date => object_of(day()),
            Shape::Day => any_of(&[day(), free()]),
            Shape::When => any_of(&[day(), free(), span()]),
            Shape::Table => self.own(&key.path).unwrap_or_else(|| self.table(&key.path)),
            Shape::TableOrText => any_of(&[free(), table()]),
            Shape::Tables => object_of(json!({ "type": "array", "items": table() })),
            Shape::NamedTables => {
                let each = self.keys.iter().find(|k| {
                    k.path
                        .split_last()
                        .is_some_and(|(last, above)| last == ANY && above == key.path)
                });
                object_of(
                    json!({ "type": "object", "additionalProperties": each.map(|k| self.key(k)) }),
                )
            }
        };
        describe(&mut schema, words.map(|w| (w.title, w.about)));
        schema
    }
}

impl StyleWords {
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
            Value::Number(_) => object_of(json!({ "type": "number" })),
            Value::Bool(_) => object_of(json!({ "type": "boolean" })),
            Value::String(_) if path.last().is_some_and(|key| key == "align") => object_of(
                json!({ "type": "string", "enum": [Align::Left, Align::Centre, Align::Right, Align::Both] }),
            ),
            Value::String(_) | Value::Array(_) | Value::Null => text(&[]),
        };
        let words = self.words_of(path);
        describe(
            &mut schema,
            words.map(|w| (w.title.as_str(), w.about.as_str())),
        );
        schema
    }

    /// The words of a key: those of its whole path, or of the longest end of it that has some.
    fn words_of(&self, path: &[String]) -> Option<&KeyWords> {
        (0..path.len()).find_map(|from| self.keys.get(&path[from..].join(".")))
    }
}

fn describe(schema: &mut Map<String, Value>, words: Option<(&str, &str)>) {
    if let Some((title, about)) = words {
        schema.insert("title".to_owned(), json!(title));
        schema.insert("description".to_owned(), json!(about));
    }
}

/// No other word is taken, but the program forgives a capital at the beginning.
fn one_of(words: &[String]) -> Map<String, Value> {
    let forgiven: Vec<String> = words.iter().filter_map(|word| capital(word)).collect();
    let own = json!({ "type": "string", "enum": words });
    if words.is_empty() || forgiven.is_empty() {
        return object_of(if words.is_empty() { free() } else { own });
    }
    // Completion offers the words of the first kind only.
    let pattern = format!("^({})$", forgiven.join("|"));
    any_of(&[own, json!({ "type": "string", "pattern": pattern })])
}

/// The pattern of a word with a capital; `None` if it has no other letter to begin with.
fn capital(word: &str) -> Option<String> {
    let mut letters = word.chars();
    let first = letters.next()?;
    let large: String = first.to_uppercase().collect();
    (first.is_alphabetic() && !first.is_ascii() && !large.starts_with(first))
        .then(|| format!("{large}{}", quoted(letters.as_str())))
}

/// A text as a pattern that nothing else fits (ECMA-262).
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if r"\^$.*+?()[]{}|/".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn free() -> Value {
    json!({ "type": "string", "minLength": 1 })
}

/// Words are offered, not demanded.
fn text(words: &[String]) -> Map<String, Value> {
    if words.is_empty() {
        object_of(free())
    } else {
        any_of(&[json!({ "type": "string", "enum": words }), free()])
    }
}

fn span() -> Value {
    let mut span = object(&object_of(json!({
        "from": { "type": "string", "format": "date", "title": "Начало", "description": "Год-месяц-день без кавычек." },
        "to": { "type": "string", "format": "date", "title": "Конец", "description": "Год-месяц-день без кавычек." },
    })));
    span.insert("required".to_owned(), json!(["from", "to"]));
    Value::Object(span)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_of_the_style_has_words_and_every_word_a_key() {
        fn walk(value: &Value, path: &[String], out: &mut Vec<Vec<String>>) {
            for (name, inner) in value.as_object().into_iter().flatten() {
                let path = [path, std::slice::from_ref(name)].concat();
                walk(inner, &path, out);
                out.push(path);
            }
        }
        let words = style_words();
        let mut paths = Vec::new();
        walk(
            &serde_json::to_value(PageStyle::built_in()).unwrap(),
            &[],
            &mut paths,
        );
        let mut used = BTreeSet::new();
        for path in paths {
            let found = (0..path.len())
                .map(|from| path[from..].join("."))
                .find(|key| words.keys.contains_key(key));
            used.insert(found.unwrap_or_else(|| panic!("no words for {}", path.join("."))));
        }
        assert!(words.keys.keys().all(|key| used.contains(key)));
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
