//! A table in braces with slips: its signs, commas and names of fields.

use std::ops::Range;

use super::lines::bare_places;
use super::pieces::{Value, inside, is_read, parts, ready};
use super::said::Said;

/// What was meant by a table; `of_value` tells it of the value of a field.
pub(super) fn meant(
    field: &str,
    raw: &str,
    of_value: &dyn Fn(&str, &str) -> Option<Value>,
) -> Option<Value> {
    let inside = inside(raw, '{', '}')?;
    let offset = raw.find(inside).unwrap_or(0);
    let (mut pairs, mut said, mut russian) = (Vec::new(), Vec::new(), Vec::new());
    let all = parts(inside, &[',', ';']);
    let fields: Vec<Range<usize>> = all.iter().flat_map(|it| fields_of(inside, it)).collect();
    let lacks_commas = fields.len() > all.len();
    for part in fields {
        let pair = &inside[part.clone()];
        if pair.trim().is_empty() {
            continue;
        }
        let sign = bare_places(pair).find(|(_, c)| matches!(c, '=' | ':'))?.0;
        let written_key = pair[..sign].trim();
        let key = english(written_key).unwrap_or(written_key);
        if key != written_key {
            russian.push(offset + part.start..offset + part.start + sign);
        }
        let value = pair[sign + 1..].trim_start_matches(['=', ' ', '\t']);
        let at = offset + part.start + (pair.len() - value.len());
        let value = value.trim_end();
        if value.is_empty() {
            let hint =
                format!("впишите значение после «{key} =» или уберите «{key} =» вместе с запятой");
            said.push(Said::new(format!("у поля «{key}» нет значения"), hint).at(at - 1..at));
            continue;
        }
        let value = match of_value(key, value) {
            Some(found) => {
                if found.text.is_empty() {
                    said.extend(found.said.into_iter().map(|s| s.moved(at)));
                    continue;
                }
                said.extend(found.said.into_iter().map(|s| s.moved(at)));
                found.text
            }
            None if is_read(value) => value.to_owned(),
            None => return None,
        };
        pairs.push(format!("{key} = {value}"));
    }
    let text = format!("{{ {} }}", pairs.join(", "));
    if let (Some(at), true) = (russian.into_iter().next(), said.is_empty()) {
        let said = Said::new(
            "поля в скобках называются латинскими буквами",
            ready(field, &text),
        );
        return Some(Value::said(text, said.at(at)));
    }
    if said.is_empty() {
        let message = if lacks_commas {
            "между полями в фигурных скобках нет запятой"
        } else if inside.contains(';') {
            "между полями в фигурных скобках точка с запятой, а нужна запятая"
        } else if !bare_places(inside).any(|(_, c)| c == '=') || inside.contains(':') {
            "вместо знака «=» стоит двоеточие"
        } else {
            return Some(Value::silent(text));
        };
        let said = Said::new(message, ready(field, &text)).at(0..raw.len());
        return Some(Value::said(text, said));
    }
    // What cannot be mended leaves the whole field out.
    let is_whole = said.iter().all(|s| s.message != "такой даты нет");
    Some(Value {
        text: if is_whole { text } else { String::new() },
        said,
    })
}

/// Fields that tables in braces have.
const OF_TABLES: [&str; 6] = ["from", "to", "order", "number", "date", "consent"];

/// A table whose first brace is lost, or both, or which stands in other brackets:
/// `from = 2026-09-01, to = 2027-05-31 }`.
pub(super) fn unopened(field: &str, raw: &str) -> Option<Value> {
    let inside = raw.trim_matches(['(', ')', '[', ']', ' ']);
    let inside = inside.trim_end_matches(['}', ' ']);
    let (key, _) = inside.split_once('=')?;
    if !OF_TABLES.contains(&key.trim()) || raw.contains('{') {
        return None;
    }
    let text = format!("{{ {inside} }}");
    let message = if raw.ends_with('}') {
        "не открыта фигурная скобка"
    } else {
        "поля стоят не в фигурных скобках"
    };
    let said = Said::new(message, ready(field, &text)).at(0..raw.len());
    super::pieces::is_read(&text).then(|| Value::said(text, said))
}

/// A field of a day, a period or an order as it would be called in Russian.
fn english(key: &str) -> Option<&'static str> {
    const NAMES: [(&str, &[&str]); 5] = [
        ("from", &["с", "со", "от", "начало"]),
        ("to", &["по", "до", "конец", "окончание"]),
        ("order", &["приказ"]),
        ("number", &["номер", "№"]),
        ("date", &["дата"]),
    ];
    let small = key.to_lowercase();
    NAMES
        .iter()
        .find(|(_, russian)| russian.contains(&small.as_str()))
        .map(|(name, _)| *name)
}

/// Fields that stand in a part without commas between them: `number = "1" date = 2026-09-01`.
fn fields_of(text: &str, part: &Range<usize>) -> Vec<Range<usize>> {
    let written = &text[part.clone()];
    let signs = bare_places(written)
        .filter(|(_, c)| *c == '=')
        .map(|(at, _)| at);
    let mut out = Vec::new();
    let mut start = 0;
    for sign in signs.skip(1) {
        let before = written[..sign].trim_end();
        let key = before
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .map_or(0, |at| {
                at + before[at..].chars().next().map_or(1, char::len_utf8)
            });
        let is_key = before[key..].starts_with(|c: char| c.is_ascii_alphabetic());
        let value = written[start..key].trim_end();
        if is_key && !value.ends_with('=') && key > start {
            out.push(part.start + start..part.start + start + value.len());
            start = key;
        }
    }
    out.push(part.start + start..part.end);
    out
}
