//! What the heading of a section was meant to be.

use std::ops::Range;

use super::lines::{is_good, without_remark};
use super::said::{Mending, Said};
use crate::russian::in_latin;

/// Signs between the parts of a name that are no dots.
const SEPARATORS: [char; 9] = [' ', '\t', ',', '/', ':', '\\', '|', '>', '='];

/// A heading as it is written.
pub(in crate::reader) struct Heading {
    /// The name as it was meant.
    pub name: String,
    pub is_double: bool,
    /// With the brackets, in bytes of the line.
    pub at: Range<usize>,
}

pub(super) fn mend(text: &str, line: Range<usize>) -> Option<Mending> {
    let written = &text[line.clone()];
    let heading = read(written)?;
    let meant = shown(&heading);
    let (body, _) = without_remark(written);
    if body.trim() == meant {
        return None;
    }
    let hint = if meant.is_ascii() {
        format!("пишите так: {meant}")
    } else if meant.contains("staff.") {
        "назовите ключ латинскими буквами: [staff.ключ]; так же он пишется в файлах пар".to_owned()
    } else {
        "разделы называются латинскими буквами, как в образце: его создает команда «nastavnik init»"
            .to_owned()
    };
    let said = Said::new(what(body.trim()), hint).at(heading.at.clone());
    Some(Mending {
        span: line,
        meant: written.replacen(body.trim(), &meant, 1),
        said: vec![said],
    })
}

/// A heading as it is to be written.
pub(super) fn shown(heading: &Heading) -> String {
    if heading.is_double {
        format!("[[{}]]", heading.name)
    } else {
        format!("[{}]", heading.name)
    }
}

/// What is wrong with a heading.
fn what(body: &str) -> &'static str {
    let inner = body.trim_matches(['[', ']', '(', ')', '{', '}', ';', ':', ',', '.', ' ']);
    let (open, close) = (
        body.chars().take_while(|c| *c == '[').count(),
        body.chars().rev().take_while(|c| *c == ']').count(),
    );
    if !inner.is_ascii() {
        "ключ раздела пишется латинскими буквами"
    } else if body.starts_with(['(', '{']) || body.ends_with([')', '}']) {
        "название раздела стоит не в квадратных скобках"
    } else if open == 0 {
        "не открыта скобка названия раздела"
    } else if !body.contains(']') {
        "не закрыта скобка названия раздела"
    } else if close == 0 {
        "после названия раздела лишний знак"
    } else if open > 2 || close > 2 {
        "лишние скобки в названии раздела"
    } else if open != close {
        if open > close {
            "не закрыты двойные скобки названия раздела"
        } else {
            "не открыты двойные скобки названия раздела"
        }
    } else if inner.contains(' ') {
        "в названии раздела пробел вместо точки"
    } else {
        "в названии раздела лишний знак"
    }
}

impl Heading {
    /// The heading of a line, if it is one.
    pub(crate) fn read(line: &str) -> Option<Self> {
        read(line)
    }
}

pub(super) fn read(line: &str) -> Option<Heading> {
    let (body, _) = without_remark(line);
    let start = body.len() - body.trim_start().len();
    let body = body.trim();
    let opened = body.trim_start_matches(['[', '(', '{']);
    let closed = opened.trim_end_matches([';', ':', ',', '.', ' ']);
    let inner = closed.trim_end_matches([']', ')', '}']);
    let (open, close) = (body.len() - opened.len(), closed.len() - inner.len());
    let is_bracketed = open > 0 && body.starts_with(['[', '(', '{'])
        || close > 0 && body.ends_with([']', ')', '}']);
    if !is_bracketed || open > 3 || close > 3 || inner.is_empty() {
        return None;
    }
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if open == 0 && !inner.chars().all(is_word)
        || inner.contains(['"', '«', '“', '=', '[', '(']) && !is_good(body)
    {
        return None;
    }
    let inner = inner.trim();
    let starts_well = inner.chars().next().is_some_and(char::is_alphabetic);
    if !starts_well || inner.split_whitespace().count() > 3 {
        return None;
    }
    Some(Heading {
        name: name(inner),
        is_double: open > 1 || close > 1,
        at: start..start + body.len(),
    })
}

/// Sections as they would be called in Russian.
const RUSSIAN: [(&str, &str); 16] = [
    ("этап", "stage"),
    ("этапы", "stage"),
    ("мероприятие", "activity"),
    ("мероприятия", "activity"),
    ("раздел", "section"),
    ("пункт", "clause"),
    ("пункты", "clause"),
    ("сотрудник", "staff"),
    ("сотрудники", "staff"),
    ("организация", "organization"),
    ("школа", "organization"),
    ("записка", "note"),
    ("наставничество", "mentorship"),
    ("подписи", "signatures"),
    ("реестры", "registers"),
    ("программа", "program"),
];
/// What a person of the staff has sections for.
const OF_PERSON: [&str; 2] = ["cases", "position_cases"];

/// `staff savina` and the like are `staff.savina`; a key in Russian letters stands in quotes.
fn name(inner: &str) -> String {
    let mut parts: Vec<&str> = inner
        .split(|c| c == '.' || SEPARATORS.contains(&c))
        .filter(|part| !part.is_empty())
        .collect();
    for part in &mut parts {
        let small = part.to_lowercase();
        let known = RUSSIAN.iter().find(|(russian, _)| *russian == small);
        *part = known.map_or(*part, |(_, name)| name);
    }
    // «staff.gusev a.p.» is one key with more words than a key has.
    if parts.first() == Some(&"staff") && inner.contains('.') && parts.len() > 2 {
        let mut at = 0;
        parts.retain(|part| {
            at += 1;
            at <= 2 || OF_PERSON.contains(part)
        });
    }
    parts
        .into_iter()
        .map(|part| {
            // «stаff» with a Russian letter that looks like the Latin one.
            let latin = in_latin(part);
            let is_mixed = part.contains(|c: char| c.is_ascii_alphabetic());
            let part = if is_mixed { latin.as_str() } else { part };
            let is_plain = part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
            if is_plain || part.starts_with('"') {
                part.to_owned()
            } else {
                format!("\"{}\"", part.replace(['"', '\\'], ""))
            }
        })
        .collect::<Vec<_>>()
        .join(".")
}
