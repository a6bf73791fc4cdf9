//! Holds values against JSON Schema: of draft-07 what the program's own schemas use.

use regex::Regex;
use serde_json::Value;

/// What the schema at a pointer says: `#/definitions/text-0`.
fn pointed<'s>(whole: &'s Value, pointer: &str) -> &'s Value {
    let own = whole.pointer(pointer.strip_prefix('#').unwrap());
    own.filter(|own| own.is_object())
        .unwrap_or_else(|| panic!("{pointer}"))
}

fn fits(schema: &Value, whole: &Value, value: &Value) -> bool {
    let mut wrong = Vec::new();
    against(schema, whole, value, "", &mut wrong);
    wrong.is_empty()
}

/// Gathers what in a value is not as its schema says.
pub(crate) fn against(
    schema: &Value,
    whole: &Value,
    value: &Value,
    at: &str,
    wrong: &mut Vec<String>,
) {
    if let Some(pointer) = schema["$ref"].as_str() {
        return against(pointed(whole, pointer), whole, value, at, wrong);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        against(part, whole, value, at, wrong);
    }
    if schema.get("if").is_some_and(|it| fits(it, whole, value)) {
        against(&schema["then"], whole, value, at, wrong);
    }
    let mut say = |what: &str| wrong.push(format!("{at}: {what}: {value}"));
    let kinds = schema["anyOf"].as_array();
    if kinds.is_some_and(|kinds| !kinds.iter().any(|kind| fits(kind, whole, value))) {
        say("none of its kinds");
    }
    if schema.get("const").is_some_and(|only| only != value) {
        say("another word");
    }
    let words = schema["enum"].as_array();
    if words.is_some_and(|words| !words.contains(value)) {
        say("not one of the words");
    }
    let is_of_kind = match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        None => true,
        Some(other) => panic!("{other}"),
    };
    if !is_of_kind {
        say("another kind");
    }
    if let (Some(pattern), Some(text)) = (schema["pattern"].as_str(), value.as_str())
        && !Regex::new(pattern).unwrap().is_match(text)
    {
        say("not of the pattern");
    }
    if let (Some("date"), Some(text)) = (schema["format"].as_str(), value.as_str())
        && text.parse::<chrono::NaiveDate>().is_err()
    {
        say("no day");
    }
    if let Some(number) = value.as_i64() {
        let within = |least: &Value, most: &Value| {
            least.as_i64().is_none_or(|it| it <= number)
                && most.as_i64().is_none_or(|it| number <= it)
        };
        if !within(&schema["minimum"], &schema["maximum"]) {
            say("too small or too large");
        }
    }
    if let Some(items) = value.as_array() {
        if schema["minItems"]
            .as_u64()
            .is_some_and(|least| (items.len() as u64) < least)
        {
            say("too few");
        }
        let is_twice = |(i, item): (usize, &Value)| items[..i].contains(item);
        if schema["uniqueItems"] == true && items.iter().enumerate().any(is_twice) {
            say("one twice");
        }
        if schema["items"].is_object() {
            for (i, item) in items.iter().enumerate() {
                against(&schema["items"], whole, item, &format!("{at}[{i}]"), wrong);
            }
        }
    }
    against_fields(schema, whole, value, at, wrong);
}

fn against_fields(schema: &Value, whole: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let Some(fields) = value.as_object() else {
        return;
    };
    for name in schema["required"].as_array().into_iter().flatten() {
        if !fields.contains_key(name.as_str().unwrap()) {
            wrong.push(format!("{at}: without {name}"));
        }
    }
    for (name, inner) in fields {
        if schema["propertyNames"].is_object() {
            let name = Value::String(name.clone());
            against(&schema["propertyNames"], whole, &name, at, wrong);
        }
        let at = format!("{at}.{name}");
        match schema["properties"].get(name) {
            Some(own) => against(own, whole, inner, &at, wrong),
            None if schema["additionalProperties"] == false => {
                wrong.push(format!("{at} is not in the schema"));
            }
            None if schema["additionalProperties"].is_object() => {
                against(&schema["additionalProperties"], whole, inner, &at, wrong);
            }
            None => {}
        }
    }
}
