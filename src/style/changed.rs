//! A style file of the user's own, laid over the built-in one: what is wrong with it, and where.

use std::ops::Range;

use toml::{Table, Value};

/// What is wrong with the file, in Russian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub message: String,
    pub advice: String,
    /// In the text of the file.
    pub at: Option<Range<usize>>,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            advice: advice.into(),
            at: None,
        }
    }

    /// At the value of a path, where the user's file gives it.
    pub(super) fn at(self, text: &str, path: &str) -> Self {
        let section = path.rsplit_once('.').map(|(section, _)| section);
        let at = place_of(text, path).or_else(|| heading_of(text, section.unwrap_or(path)));
        Self { at, ..self }
    }
}

/// What may be absent from a style of the built-in file.
const OPTIONAL: [(&str, bool); 5] = [
    ("bold", true),
    ("italic", true),
    ("indent", false),
    ("before", false),
    ("after", false),
];
const ALIGNS: [&str; 4] = ["left", "centre", "right", "both"];

/// The built-in file with the values of the user's in place of its own.
pub(super) fn merged(text: &str, built_in: &str) -> Result<Table, Fault> {
    let own: Table = toml::from_str(text).map_err(|e| unread(text, e.span().as_ref()))?;
    let built_in: Table = toml::from_str(built_in).unwrap_or_default();
    let merged = merge(&built_in, built_in.clone(), own, "", text)?;
    if let Some((path, (least, most))) = limit_passed(&merged, "") {
        let message = format!("{path}: нужно число от {least} до {most}");
        return Err(Fault::new(message, "исправьте число или удалите строку").at(text, &path));
    }
    Ok(merged)
}

/// What the parser did not read: the usual slip is a comma in a number.
fn unread(text: &str, at: Option<&Range<usize>>) -> Fault {
    let start = at.map_or(0, |at| at.start.min(text.len()));
    let before = text.get(..start).unwrap_or_default();
    let from = before.rfind('\n').map_or(0, |i| i + 1);
    let line = text.get(from..).unwrap_or_default();
    let line = line.lines().next().unwrap_or_default();
    let value = line.split_once('=').map_or(line, |(_, value)| value.trim());
    let figures: Vec<&str> = value.split(',').collect();
    let is_number =
        |it: &&str| !it.trim().is_empty() && it.trim().bytes().all(|b| b.is_ascii_digit());
    let advice = if figures.len() == 2 && figures.iter().all(is_number) {
        "дробное число пишется с точкой: 12.5"
    } else {
        "пишите так: раздел – [page], под ним строки: left = 20; названия шрифтов берите в прямые кавычки"
    };
    let at = (!line.is_empty()).then(|| from..from + line.len());
    Fault {
        at,
        ..Fault::new("запись не понята", advice)
    }
}

fn merge(
    whole: &Table,
    mut table: Table,
    own: Table,
    section: &str,
    text: &str,
) -> Result<Table, Fault> {
    for (key, value) in own {
        let path = if section.is_empty() {
            key.clone()
        } else {
            format!("{section}.{key}")
        };
        let fault = |message: String, advice: String| Fault::new(message, advice).at(text, &path);
        match (table.get_mut(&key), value) {
            (Some(Value::Table(inner)), Value::Table(own)) => {
                *inner = merge(whole, std::mem::take(inner), own, &path, text)?;
            }
            (Some(Value::Table(inner)), _) => {
                let message = format!("«{path}» – раздел, а не поле");
                let advice = format!(
                    "пишите так: [{path}], а под ним строки с полями: {}",
                    names(inner)
                );
                return Err(fault(message, advice));
            }
            (Some(slot), value) => {
                if let Some(wanted) = wanted(&key, slot, &value) {
                    return Err(fault(
                        format!("{path}: {wanted}"),
                        "исправьте значение или удалите строку".to_owned(),
                    ));
                }
                *slot = value;
            }
            (None, value) => {
                let optional = OPTIONAL
                    .iter()
                    .find(|(name, _)| section.starts_with("style.") && *name == key);
                let Some((_, is_flag)) = optional else {
                    let message = format!("неизвестное поле «{key}»");
                    return Err(fault(message, known_instead(whole, &table, section, &key)));
                };
                if *is_flag != value.is_bool() || !is_flag && !is_number(&value) {
                    let wanted = if *is_flag {
                        "нужно true или false"
                    } else {
                        NUMBER
                    };
                    return Err(fault(
                        format!("{path}: {wanted}"),
                        "исправьте значение или удалите строку".to_owned(),
                    ));
                }
                drop(table.insert(key, value));
            }
        }
    }
    Ok(table)
}

const NUMBER: &str = "нужно число без кавычек; дробное – с точкой";

fn is_number(value: &Value) -> bool {
    value.is_integer() || value.is_float()
}

/// What a value should be that is another than the built-in one.
fn wanted(key: &str, built_in: &Value, own: &Value) -> Option<String> {
    if key == "align" {
        let is_known = own.as_str().is_some_and(|it| ALIGNS.contains(&it));
        return (!is_known).then(|| format!("можно: {}", ALIGNS.join(", ")));
    }
    match built_in {
        Value::String(_) => (!own.is_str()).then(|| "нужно название в кавычках".to_owned()),
        Value::Boolean(_) => (!own.is_bool()).then(|| "нужно true или false".to_owned()),
        _ => (!is_number(own)).then(|| NUMBER.to_owned()),
    }
}

fn names(table: &Table) -> String {
    let names: Vec<&str> = table.keys().map(String::as_str).collect();
    names.join(", ")
}

/// So many sections are named.
const FEW: usize = 3;

/// Where a key belongs, or which there are.
fn known_instead(whole: &Table, table: &Table, section: &str, key: &str) -> String {
    let mut homes = Vec::new();
    for (name, value) in whole {
        let Some(inner) = value.as_table() else {
            continue;
        };
        if inner.contains_key(key) {
            homes.push(name.clone());
        }
        let styles = inner
            .iter()
            .filter(|(_, it)| it.as_table().is_some_and(|it| it.contains_key(key)));
        homes.extend(styles.map(|(style, _)| format!("{name}.{style}")));
    }
    if !homes.is_empty() && !homes.iter().any(|it| it == section) {
        let shown: Vec<String> = homes.iter().take(FEW).map(|it| format!("[{it}]")).collect();
        let more = if homes.len() > FEW {
            " и других"
        } else {
            ""
        };
        return format!(
            "такое поле есть в разделах {}{more}: перенесите строку туда",
            shown.join(", ")
        );
    }
    let of = if section.is_empty() {
        "разделы файла".to_owned()
    } else {
        format!("в разделе [{section}]")
    };
    format!("{of}: {}", names(table))
}

/// Where the user's file gives the value of a path: its key.
fn place_of(text: &str, path: &str) -> Option<Range<usize>> {
    let (section, key) = path.rsplit_once('.').unwrap_or(("", path));
    let mut inside = String::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_start();
        if let Some(heading) = body.strip_prefix('[') {
            heading
                .split(']')
                .next()
                .unwrap_or_default()
                .trim()
                .clone_into(&mut inside);
        } else if inside == section
            && let Some(rest) = body.strip_prefix(key)
            && rest.trim_start().starts_with('=')
        {
            let at = start + line.len() - body.len();
            return Some(at..at + key.len());
        }
        start += line.len();
    }
    heading_of(text, path)
}

fn heading_of(text: &str, section: &str) -> Option<Range<usize>> {
    let heading = format!("[{section}]");
    text.find(&heading).map(|at| at..at + heading.len())
}

/// Section, key, least and most; `*` stands for any. Beyond them there is no paper, or no page of it
/// that a printer takes.
const LIMITS: [(&str, &str, f64, f64); 20] = [
    ("page", "width", 100.0, 1200.0),
    ("page", "height", 100.0, 1200.0),
    ("page", "number", 0.0, 80.0),
    ("mark", "width", 10.0, 200.0),
    ("mark", "heading", 10.0, 200.0),
    ("mark", "emblem", 1.0, 80.0),
    ("line", "thickness", 0.05, 10.0),
    ("line", "drop", 0.0, 20.0),
    ("line", "signature", 5.0, 150.0),
    ("field", "width", 10.0, 200.0),
    ("field", "height", 5.0, 100.0),
    ("field", "gap", 0.0, 50.0),
    ("table", "hyphenate_below", 0.0, 1200.0),
    ("table", "*", 0.0, 30.0),
    ("fit", "spacing_least", 0.0, 1.0),
    ("fit", "*", 0.0, 30.0),
    ("style.*", "size", 5.0, 30.0),
    ("style.*", "indent", -50.0, 100.0),
    ("style.*", "before", 0.0, 200.0),
    ("style.*", "after", 0.0, 200.0),
];

/// The path of the first number beyond its limits, with them. Not a number is beyond all.
fn limit_passed(table: &toml::Table, section: &str) -> Option<(String, (f64, f64))> {
    let family = match section.split_once('.') {
        Some((family, _)) => format!("{family}.*"),
        None => section.to_owned(),
    };
    for (key, value) in table {
        let path = if section.is_empty() {
            key.clone()
        } else {
            format!("{section}.{key}")
        };
        #[expect(
            clippy::cast_precision_loss,
            reason = "lengths are small, and a large one is refused"
        )]
        let number = match value {
            toml::Value::Table(inner) => match limit_passed(inner, &path) {
                Some(found) => return Some(found),
                None => continue,
            },
            toml::Value::Integer(it) => *it as f64,
            toml::Value::Float(it) => *it,
            _ => continue,
        };
        let limit = LIMITS
            .iter()
            .find(|(of, name, ..)| *of == family && (*name == key || *name == "*"));
        if let Some((.., least, most)) = limit.filter(|(.., a, b)| !(*a..=*b).contains(&number)) {
            return Some((path, (*least, *most)));
        }
    }
    None
}
