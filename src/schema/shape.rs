//! What schemas are made of, whatever they are of.

use serde_json::{Map, Value, json};

/// Where schemas lie, beside the files that name them.
pub const FOLDER: &str = "schema";

/// A schema as a file of the folder [`FOLDER`].
#[derive(Debug)]
pub struct SchemaFile {
    pub name: String,
    pub text: String,
}

pub(super) fn schema_file(
    name: &str,
    title: &str,
    about: &str,
    mut schema: Map<String, Value>,
) -> SchemaFile {
    schema.insert(
        "$schema".to_owned(),
        json!("http://json-schema.org/draft-07/schema#"),
    );
    schema.insert("title".to_owned(), json!(title));
    schema.insert("description".to_owned(), json!(about));
    // A map of strings always has a JSON form.
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n";
    SchemaFile {
        name: format!("{name}.schema.json"),
        text,
    }
}

pub(super) fn object_of(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::new()
        }
    }
}

pub(super) fn object(properties: &Map<String, Value>) -> Map<String, Value> {
    object_of(json!({ "type": "object", "additionalProperties": false, "properties": properties }))
}

pub(super) fn any_of(kinds: &[Value]) -> Map<String, Value> {
    object_of(json!({ "anyOf": kinds }))
}

/// A date of TOML, which has none in JSON: editors know it by this format.
pub(super) fn day() -> Value {
    json!({ "type": "string", "format": "date" })
}
