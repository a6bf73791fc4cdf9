//! Words that were most likely meant for keys of the staff, where free words may stand too.

use std::sync::Arc;

use super::staff::{Person, Staff, named, person, tell_unknown};
use crate::problem::{Advice, Code, Placed, Problem};
use crate::reader::Reader;
use crate::russian::in_latin;

/// Who controls that an order is carried out.
#[derive(Debug, Clone)]
pub enum Control {
    Person(Placed<Arc<Person>>),
    /// The whole clause as it is to be printed.
    Printed(Placed<String>),
}

/// A clause about control has one of these.
const OF_CONTROL: [&str; 6] = ["контр", "исполн", "ответст", "наблюд", "надзор", "следить"];
/// A clause has so many words at least.
const WORDS_OF_CLAUSE: usize = 3;

/// One word with Latin letters: people and posts are written in Russian ones.
fn is_like_key(staff: &Staff, text: &str) -> bool {
    let has_latin = text.contains(|c: char| c.is_ascii_alphabetic());
    let is_word = !text.contains(char::is_whitespace) && !text.contains(['@', '.', '/']);
    let is_whole = text.is_ascii() && has_latin;
    has_latin && is_word && (is_whole || staff.contains_key(&in_latin(text)) || is_mixed(text))
}

/// Whether both alphabets meet within one word: «rybakovа», but not «IT-отдел».
fn is_mixed(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| {
        let latin = word.chars().filter(char::is_ascii_alphabetic).count();
        // A word of Russian letters with a stray Latin one is told as a slip.
        latin * 2 > word.chars().count() && !word.is_ascii()
    })
}

/// Several keys, or a key and words, in one pair of quotes.
fn parts_with_key<'t>(staff: &Staff, text: &'t str) -> Option<Vec<&'t str>> {
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
    let has_key = parts.iter().any(|part| staff.contains_key(&in_latin(part)));
    (parts.len() > 1 && has_key).then_some(parts)
}

/// Says of words in a list of people that they were meant for one of its keys, or for several.
pub(super) fn tell_in_list(reader: &Reader<'_>, staff: &Staff, text: &Placed<String>) {
    if let Some(parts) = parts_with_key(staff, &text.value) {
        let parts: Vec<String> = parts.iter().map(|part| format!("\"{part}\"")).collect();
        let message = format!("в списке сотрудников нет ключа «{}»", text.value);
        let in_files = format!("каждого возьмите в свои кавычки: {}", parts.join(", "));
        let hint = Advice::apart(in_files, "впишите каждого отдельно");
        reader.report(
            Problem::new(Code::UnknownPerson, message)
                .at(&text.place)
                .hint(hint),
        );
    } else if text.value.is_ascii() || is_like_key(staff, &text.value) {
        person(reader, staff, text);
    }
}

/// Who controls, or the clause as the user wrote it; what is neither is told.
pub(super) fn control(reader: &Reader<'_>, staff: &Staff, text: Placed<String>) -> Control {
    if let Some(found) = staff.get(&text.value) {
        return Control::Person(Placed {
            value: Arc::clone(found),
            place: text.place,
        });
    }
    let words = text.value.split_whitespace().count();
    let named = named(staff, &text.value).filter(|_| words <= WORDS_OF_CLAUSE);
    if is_like_key(staff, &text.value) {
        tell_unknown(reader, staff, &text);
    } else if named.is_some() || !is_clause(&text.value) {
        let key = named.map_or_else(String::new, |it| format!(", control = \"{}\"", it.key));
        let message = format!(
            "это не ключ сотрудника и не пункт приказа: «{}»",
            text.value
        );
        reader.report(
            Problem::with(Code::NoClause, "control", message)
                .at(&text.place)
                .hint(Advice::apart(
                    format!("впишите ключ сотрудника{key}; чтобы контроль остался за руководителем, уберите control; свой пункт запишите целым предложением: «Контроль за исполнением приказа возложить на …»"),
                    "выберите сотрудника; чтобы контроль остался за руководителем, оставьте поле пустым; свой пункт запишите целым предложением",
                )),
        );
    }
    Control::Printed(text)
}

fn is_clause(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.starts_with(|c: char| !c.is_lowercase())
        && text.split_whitespace().count() >= WORDS_OF_CLAUSE
        && OF_CONTROL.iter().any(|stem| lower.contains(stem))
}

/// The foot of an order names its author in words: a key would be printed.
pub(super) fn tell_author(reader: &Reader<'_>, staff: &Staff, text: &Placed<String>) {
    let known = staff.get(&in_latin(&text.value));
    if known.is_none() && !is_like_key(staff, &text.value) {
        return;
    }
    let message = format!("здесь печатаются слова, а стоит ключ: «{}»", text.value);
    let example = known.map_or_else(
        || "Иванова М.П., 22-33-44".to_owned(),
        |person| person.name.short(),
    );
    reader.report(
        Problem::with(Code::NoClause, "executor", message)
            .at(&text.place)
            .hint(Advice::apart(
                format!("пишите так: executor = \"{example}\""),
                format!("пишите так: {example}"),
            )),
    );
}
