//! Schemas of the files of an edition. What may stand under each key is what its readers say
//! ([`known_words`]); what an editor shows of it stands in `forms/schema-edition.toml`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::shape::{FOLDER, SchemaFile, any_of, day, object, object_of, schema_file};
use crate::edition::known_words;
use crate::reader::{Must, Rule, Stands, TableKind, WantedKey, Words};

/// What an editor shows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    places: String,
    own_words: String,
    files: BTreeMap<String, String>,
    keys: BTreeMap<String, String>,
}

/// The schemas of all files of an edition.
pub fn edition_schemas() -> Vec<SchemaFile> {
    let shown = shown();
    let schema = |(name, keys): (&'static str, Vec<WantedKey>)| {
        let file = File {
            name,
            keys: &keys,
            shown: &shown,
            texts: RefCell::default(),
        };
        let about = shown.files.get(name).map_or("", String::as_str);
        let mut schema = file.table(&[], false);
        let named = |(at, text): (usize, Value)| (name_of_text(at), text);
        let texts = file.texts.into_inner().into_iter().enumerate().map(named);
        schema.insert("definitions".to_owned(), Value::Object(texts.collect()));
        schema_file(name, &format!("{name}.toml"), about, schema)
    };
    known_words().into_iter().map(schema).collect()
}

/// The first line of a file of an edition: it tells an editor the schema.
pub fn line_of_edition(file: &str) -> String {
    format!("#:schema ./{FOLDER}/{file}.schema.json")
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in and read by a test"
)]
fn shown() -> Shown {
    let text = include_str!("../../forms/schema-edition.toml");
    toml::from_str(text).expect("forms/schema-edition.toml")
}

/// What is known of one file.
struct File<'a> {
    name: &'static str,
    keys: &'a [WantedKey],
    shown: &'a Shown,
    /// What texts are like, each said once.
    texts: RefCell<Vec<Value>>,
}

fn name_of_text(at: usize) -> String {
    format!("text-{at}")
}

impl File<'_> {
    /// The table under `path`; `alone` is one beneath which no other stands.
    fn table(&self, path: &[String], alone: bool) -> Map<String, Value> {
        let is_inside = |key: &&WantedKey| {
            let above = key.path.split_last();
            above.is_some_and(|(_, above)| above == path)
        };
        let inside: Vec<&WantedKey> = self.keys.iter().filter(is_inside).collect();
        let named = |key: &&WantedKey| {
            let name = key.path.last().cloned().unwrap_or_default();
            (name, Value::Object(self.key(key, alone)))
        };
        let mut table = object(&inside.iter().map(named).collect());
        let must = |key: &&&WantedKey| match key.must {
            Must::Always => true,
            Must::UnlessBeneath => alone,
            Must::No => false,
        };
        let required = inside.iter().filter(must);
        let required: Vec<&String> = required.filter_map(|key| key.path.last()).collect();
        if !required.is_empty() {
            table.insert("required".to_owned(), json!(required));
        }
        table
    }

    fn key(&self, key: &WantedKey, alone: bool) -> Map<String, Value> {
        let mut about = self.about(&key.path);
        let mut tell = |rule: &Rule| {
            if !rule.places.is_empty() {
                let places = self
                    .shown
                    .places
                    .replace("{places}", &rule.places.join(", "));
                about = format!("{about} {places}");
            }
        };
        let mut schema = match &key.stands {
            Stands::Text(rule) => {
                tell(rule);
                self.text(rule)
            }
            Stands::Texts { each, may_be_empty } => {
                tell(each);
                let each = Value::Object(self.text(each));
                in_two_wordings(&list(&each, *may_be_empty))
            }
            Stands::Boolean => object_of(json!({ "type": "boolean" })),
            Stands::Number(least, most) => {
                object_of(json!({ "type": "integer", "minimum": least, "maximum": most }))
            }
            Stands::Day => object_of(day()),
            Stands::OneOf(words) => one_of(words),
            Stands::ListOf(words) => {
                let mut list = list(&Value::Object(one_of(words)), true);
                list["uniqueItems"] = json!(true);
                object_of(list)
            }
            Stands::OneOrListOf(words) => {
                let one = Value::Object(one_of(words));
                let mut many = list(&one, false);
                many["uniqueItems"] = json!(true);
                any_of(&[one, many])
            }
            Stands::Table => self.table(&key.path, alone),
            Stands::Tables { may_be_empty } => {
                let each = Value::Object(self.table(&key.path, true));
                object_of(list(&each, *may_be_empty))
            }
            Stands::Kinds(kinds) => {
                let mut each = self.table(&key.path, true);
                each.insert("allOf".to_owned(), of_kinds(&each, kinds));
                object_of(list(&Value::Object(each), false))
            }
            Stands::TablesBy(by) => {
                let mut each = self.table(&key.path, false);
                each.insert("required".to_owned(), json!([by]));
                object_of(list(&Value::Object(each), true))
            }
            Stands::NamedTexts { keys, each } => {
                tell(each);
                named_texts(keys.as_deref(), &Value::Object(self.text(each)))
            }
            Stands::Again => object_of(json!({ "$ref": self.pointer(&key.path) })),
        };
        if matches!(&key.stands, Stands::OneOf(words) if !words.own.is_empty()) {
            about = format!("{about} {}", self.shown.own_words);
        }
        if !schema.contains_key("$ref") {
            schema.insert("description".to_owned(), json!(about));
        }
        schema
    }

    /// A text, or two of which the school takes one.
    fn text(&self, rule: &Rule) -> Map<String, Value> {
        let schema = Value::Object(in_two_wordings(&text(rule)));
        let mut texts = self.texts.borrow_mut();
        let at = texts.iter().position(|known| *known == schema);
        let at = at.unwrap_or_else(|| {
            texts.push(schema);
            texts.len() - 1
        });
        let pointer = format!("#/definitions/{}", name_of_text(at));
        // What stands beside a reference is not looked at.
        object_of(json!({ "allOf": [{ "$ref": pointer }] }))
    }

    /// What is shown of a key: the words of the longest end of its path that has some.
    fn about(&self, path: &[String]) -> String {
        let whole = std::iter::once(self.name).chain(path.iter().map(String::as_str));
        let whole: Vec<&str> = whole.collect();
        let ends = (0..whole.len()).map(|from| whole[from..].join("."));
        let mut found = ends.filter_map(|end| self.shown.keys.get(&end));
        found.next().cloned().unwrap_or_default()
    }

    /// Where the key of the same name above this one stands in the schema.
    fn pointer(&self, path: &[String]) -> String {
        let above = &path[..path.len() - 1];
        let mut out = "#".to_owned();
        for (at, name) in above.iter().enumerate() {
            out.push_str("/properties/");
            out.push_str(name);
            let own = self.keys.iter().find(|key| key.path == above[..=at]);
            let is_list = own.is_some_and(|key| !matches!(key.stands, Stands::Table));
            if is_list && at + 1 < above.len() {
                out.push_str("/items");
            }
        }
        out
    }
}

fn text(rule: &Rule) -> Value {
    let patterns = |rule: &Rule| {
        let each = rule.patterns.iter();
        each.map(|pattern| json!({ "pattern": pattern }))
            .collect::<Vec<_>>()
    };
    let mut all = patterns(rule);
    if !rule.may_be_empty {
        // Spaces alone are no text.
        all.push(json!({ "pattern": r"\S" }));
    }
    json!({ "type": "string", "allOf": all })
}

fn list(each: &Value, may_be_empty: bool) -> Value {
    if may_be_empty {
        json!({ "type": "array", "items": each })
    } else {
        json!({ "type": "array", "items": each, "minItems": 1 })
    }
}

/// A value, or two of which the school takes one.
fn in_two_wordings(value: &Value) -> Map<String, Value> {
    let mut both = object(&object_of(json!({ "official": value, "corrected": value })));
    both.insert("required".to_owned(), json!(["official", "corrected"]));
    any_of(&[value.clone(), Value::Object(both)])
}

fn one_of(words: &Words) -> Map<String, Value> {
    let known = json!({ "type": "string", "enum": words.known });
    if words.own.is_empty() {
        return object_of(known);
    }
    let own: Vec<String> = words
        .own
        .iter()
        .map(|word| word.replace('.', r"\."))
        .collect();
    let pattern = format!(r"^(?:{})\.[a-z0-9_]+$", own.join("|"));
    any_of(&[known, json!({ "type": "string", "pattern": pattern })])
}

fn named_texts(keys: Option<&[&str]>, each: &Value) -> Map<String, Value> {
    match keys {
        Some(keys) => {
            let known = keys.iter().map(|key| ((*key).to_owned(), each.clone()));
            object(&known.collect())
        }
        None => object_of(json!({ "type": "object", "additionalProperties": each })),
    }
}

/// What a table of each kind must have, and what it has no use for.
fn of_kinds(table: &Map<String, Value>, kinds: &[TableKind]) -> Value {
    let keys = table["properties"].as_object();
    let keys: Vec<&String> = keys.into_iter().flat_map(Map::keys).collect();
    let rule = |kind: &TableKind| {
        let is_printed = |key: &str| {
            key == kind.key
                || kind.takes.contains(&key)
                || kind.needs.iter().any(|any| any.contains(&key))
        };
        let printed: Vec<&&String> = keys.iter().filter(|key| is_printed(key)).collect();
        let needs = kind.needs.iter().map(|any| {
            let each = any.iter().map(|key| json!({ "required": [key] }));
            json!({ "anyOf": each.collect::<Vec<_>>() })
        });
        let mut all: Vec<Value> = needs.collect();
        all.push(json!({ "propertyNames": { "enum": printed } }));
        let is_it = json!({ kind.key: { "const": kind.word } });
        json!({ "if": { "properties": is_it, "required": [kind.key] }, "then": { "allOf": all } })
    };
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word).collect();
    let key = kinds.first().map_or("", |kind| kind.key);
    let known = json!({ "properties": { key: { "enum": words } } });
    let rules = kinds.iter().map(rule);
    Value::Array(std::iter::once(known).chain(rules).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_has_words_and_every_word_a_key() {
        let shown = shown();
        let mut used = BTreeSet::new();
        for (name, keys) in known_words() {
            assert!(shown.files.contains_key(name), "{name}");
            for key in keys {
                let path: Vec<&str> = std::iter::once(name)
                    .chain(key.path.iter().map(String::as_str))
                    .collect();
                let ends = (0..path.len()).map(|from| path[from..].join("."));
                let mut found = ends.filter(|end| shown.keys.contains_key(end));
                used.insert(
                    found
                        .next()
                        .unwrap_or_else(|| panic!("no words for {path:?}")),
                );
            }
        }
        assert_eq!(shown.files.len(), known_words().len());
        for key in shown.keys.keys() {
            assert!(used.contains(key), "«{key}» is no key");
        }
    }
}
