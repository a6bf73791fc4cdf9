//! Signs that no eye sees and the parser does not read.

use std::ops::Range;

use super::lines::bare_places;
use super::said::{Mending, Said};

/// Invisible signs and their names; what is in no row is a control character.
const NAMES: [(char, &str); 25] = [
    ('\u{A0}', "неразрывный пробел"),
    ('\u{AD}', "мягкий перенос"),
    ('\u{B}', "вертикальная табуляция – разрыв строки из Word"),
    ('\u{C}', "разрыв страницы"),
    ('\u{85}', "перевод строки"),
    ('\u{1680}', "нестандартный пробел"),
    ('\u{180E}', "нестандартный пробел"),
    ('\u{200B}', "пробел нулевой ширины"),
    ('\u{200C}', "разделитель нулевой ширины"),
    ('\u{200D}', "соединитель нулевой ширины"),
    ('\u{200E}', "метка направления письма"),
    ('\u{200F}', "метка направления письма"),
    ('\u{2007}', "неразрывный пробел шириной в цифру"),
    ('\u{2009}', "узкий пробел"),
    ('\u{200A}', "узкий пробел"),
    ('\u{2028}', "разделитель строк"),
    ('\u{2029}', "разделитель абзацев"),
    ('\u{202F}', "узкий неразрывный пробел"),
    ('\u{205F}', "узкий пробел"),
    ('\u{2060}', "соединитель слов"),
    ('\u{3000}', "широкий пробел"),
    ('\u{FEFF}', "метка порядка байтов, BOM"),
    ('\u{FE0E}', "выбор начертания"),
    ('\u{FE0F}', "выбор начертания"),
    ('\u{34F}', "соединитель знаков"),
];

/// Takes a line without its invisible signs: a space where one was shown, nothing for the others.
pub(super) fn mend(text: &str, line: Range<usize>) -> Option<Mending> {
    let written = &text[line.clone()];
    let bare: Vec<(usize, char)> = bare_places(written)
        .filter(|(_, c)| is_invisible(*c))
        .collect();
    let controls = written.char_indices().filter(|(_, c)| is_control(*c));
    let mut found: Vec<(usize, char)> = controls.chain(bare).collect();
    found.sort_unstable();
    found.dedup();
    let (first, sign) = *found.first()?;
    let mut kinds: Vec<char> = found.iter().map(|(_, c)| *c).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let names: Vec<String> = kinds.iter().map(|c| name(*c)).collect();
    let message = if kinds.len() == 1 {
        format!("в строке невидимый знак ({})", names.join(", "))
    } else {
        format!("в строке невидимые знаки ({})", names.join(", "))
    };
    let parts = |at: usize, c: char| is_line_break(c) && begins_line(&written[at + c.len_utf8()..]);
    let hint = if parts(first, sign) {
        "замените его концом строки (Enter): дальше начинается другое поле; программа сделает это сама: nastavnik check --fix"
    } else if shown_as(sign).is_empty() {
        "сотрите его: встаньте после места, которое показано, и нажмите Backspace; программа сделает это сама: nastavnik check --fix"
    } else {
        "замените его обычным пробелом; программа сделает это сама: nastavnik check --fix"
    };
    let end = found.last().map_or(first, |(at, c)| at + c.len_utf8());
    let seen = |range: Range<usize>| -> String {
        let characters = written[range.clone()].char_indices();
        characters
            .map(|(at, c)| (range.start + at, c))
            .map(|(at, c)| {
                if found.iter().any(|(place, _)| *place == at) {
                    let shown = if parts(at, c) { "\n" } else { shown_as(c) };
                    shown.to_owned()
                } else {
                    c.to_string()
                }
            })
            .collect()
    };
    let said = Said::new(message, hint)
        .at(first..end)
        .fix(seen(first..end));
    let meant = seen(0..written.len());
    Some(Mending {
        span: line,
        meant,
        said: vec![said],
    })
}

fn name(sign: char) -> String {
    let number = u32::from(sign);
    NAMES.iter().find(|(c, _)| *c == sign).map_or_else(
        || format!("управляющий знак U+{number:04X}"),
        |(_, name)| format!("{name}, U+{number:04X}"),
    )
}

/// What other programs end a line with.
fn is_line_break(c: char) -> bool {
    matches!(c, '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether what follows is a field or the heading of a section.
fn begins_line(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.starts_with('[')
        || rest.split_once('=').is_some_and(|(key, _)| {
            let key = key.trim_end();
            let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
            !key.is_empty() && key.chars().all(is_word)
        })
}

/// What stands there for the eye.
fn shown_as(sign: char) -> &'static str {
    let is_space = sign.is_whitespace() || matches!(sign, '\u{B}' | '\u{C}' | '\u{180E}');
    if is_space { " " } else { "" }
}

/// The parser takes these nowhere, not even in quotes.
fn is_control(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n')
}

fn is_invisible(c: char) -> bool {
    !matches!(c, ' ' | '\t' | '\n')
        && (c.is_whitespace()
            || c.is_control()
            || NAMES.iter().any(|(sign, _)| *sign == c)
            || matches!(c, '\u{2061}'..='\u{206F}' | '\u{202A}'..='\u{202E}' | '\u{FE00}'..='\u{FE0F}'))
}
