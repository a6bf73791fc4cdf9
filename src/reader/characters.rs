//! Characters of the user's text: what is cleaned silently, and what no page can show.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::problem::{Code, Problem};

/// Characters named in one message; of more the rest are counted.
const MOST_NAMED: usize = 5;

/// Characters of usual texts besides those of ASCII and Russian letters.
const USUAL: [char; 10] = ['\n', '\u{A0}', 'Ё', 'ё', '«', '»', '–', '—', '№', '…'];

/// Whether every character of usual texts can be drawn, as it can by any face for Russian.
pub(super) fn draws_usual(can_draw: &dyn Fn(char) -> bool) -> bool {
    (' '..='~').chain('А'..='я').chain(USUAL).all(can_draw)
}

/// Whether a text has nothing to clean and only usual characters: as nearly every text of a school,
/// and quickly told.
pub(super) fn is_plain(raw: &str) -> bool {
    let mut before = ' ';
    for c in raw.chars() {
        let usual = matches!(c, ' '..='~' | 'А'..='я') || USUAL.contains(&c);
        let gap = |c| matches!(c, ' ' | '\n');
        if !usual || (gap(c) && gap(before)) {
            return false;
        }
        before = c;
    }
    !matches!(before, ' ' | '\n' | '\u{A0}') && !raw.starts_with('\u{A0}')
}

/// NFC, one space between words, no spaces at the ends of lines, no empty lines at the ends.
pub fn clean(raw: &str) -> String {
    if is_plain(raw) {
        return raw.to_owned();
    }
    let text: String = clean_characters(raw).collect();
    let lines: Vec<String> = text
        .split('\n')
        .map(|l| {
            l.split(' ')
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    lines.join("\n").trim().to_owned()
}

fn clean_characters(raw: &str) -> impl Iterator<Item = char> + '_ {
    raw.chars()
        .filter(|c| !is_leftover(*c) && *c != '\r')
        .map(|c| if c == '\t' { ' ' } else { c })
        .nfc()
}

/// Invisible characters that programs leave in copied text and that mean nothing on paper.
fn is_leftover(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{200B}'
            | '\u{200C}'
            | '\u{200D}'
            | '\u{2060}'
            | '\u{FEFF}'
            | '\u{FE0E}'
            | '\u{FE0F}'
    )
}

fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E000}'..='\u{F8FF}')
}

/// One problem for the hidden characters and one for those that no face draws, each with the first
/// of its characters.
pub(super) fn problems(
    key: &str,
    raw: &str,
    can_draw: &dyn Fn(char) -> bool,
) -> Vec<(char, Problem)> {
    let (mut hidden, mut undrawn) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for c in clean_characters(raw).filter(|c| *c != '\n') {
        if is_control(c) && seen.insert(c) {
            hidden.push(c);
        } else if !is_control(c) && !can_draw(c) && seen.insert(c) {
            undrawn.push(c);
        }
    }
    let hidden = hidden
        .first()
        .map(|first| (*first, hidden_problem(key, &hidden)));
    let undrawn = undrawn
        .first()
        .map(|first| (*first, undrawn_problem(key, &undrawn)));
    hidden.into_iter().chain(undrawn).collect()
}

/// The first character of a form's text that no face draws, and what is wrong with it.
pub(super) fn undrawn(text: &str, can_draw: &dyn Fn(char) -> bool) -> Option<(char, Problem)> {
    let bad = |c: &char| {
        if c.is_control() {
            *c != '\n'
        } else {
            !can_draw(*c)
        }
    };
    let c = text.chars().find(bad)?;
    let problem = if c.is_control() {
        let message = format!("в тексте стоит управляющий знак U+{:04X}", u32::from(c));
        Problem::new(Code::BrokenForm, message).hint("уберите его")
    } else {
        let message = format!("знака «{c}» нет в шрифте документа");
        Problem::new(Code::BrokenForm, message).hint("замените его буквами или уберите")
    };
    Some((c, problem))
}

fn number(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

fn list(characters: &[char], name: impl Fn(char) -> String) -> String {
    let mut out = characters
        .iter()
        .take(MOST_NAMED)
        .map(|c| name(*c))
        .collect::<Vec<_>>()
        .join(", ");
    if characters.len() > MOST_NAMED {
        out.push_str(&format!(" и еще {}", characters.len() - MOST_NAMED));
    }
    out
}

fn hidden_problem(key: &str, characters: &[char]) -> Problem {
    let noun = if characters.len() == 1 {
        "непечатаемый знак"
    } else {
        "непечатаемые знаки"
    };
    Problem::with(
        Code::ControlCharacter,
        key,
        format!("{noun} {}", list(characters, number)),
    )
    .label("здесь скрытый знак")
    .hint("удалите его: он попал в текст при копировании и на бумаге не виден")
}

fn undrawn_problem(key: &str, characters: &[char]) -> Problem {
    let noun = if characters.len() == 1 {
        "знака"
    } else {
        "знаков"
    };
    let named = list(characters, |c| format!("«{c}» ({})", number(c)));
    let hint = match characters {
        ['₽'] => "напишите «руб.»",
        _ => "замените буквами, которые есть на русской клавиатуре, или уберите",
    };
    Problem::with(
        Code::UndrawableCharacter,
        key,
        format!("{noun} {named} нет в шрифте документа"),
    )
    .label("этот знак не напечатается")
    .hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_needs_no_cleaning() {
        for text in [
            "",
            " а",
            "а ",
            "а  б",
            "а \nб",
            "а\n б",
            "а\n",
            "\u{A0}а",
            "а\u{A0}",
            "и\u{306}",
            "😀",
            "a\u{7}",
        ] {
            assert!(!is_plain(text), "{text:?}");
        }
        assert!(
            is_plain("Школа № 5 «Радость» – 2026…")
                && clean("Школа № 5 «Радость» – 2026…") == "Школа № 5 «Радость» – 2026…"
        );
        assert!(is_plain("а\nб\u{A0}в") && clean("а\nб\u{A0}в") == "а\nб\u{A0}в");
        assert!(draws_usual(&|_| true) && !draws_usual(&|c| c != 'б'));
    }

    #[test]
    fn cleaning_keeps_lines_and_no_break_spaces() {
        assert_eq!(clean("  а  б \r\n в\u{A0}г\u{AD}д \n"), "а б\nв\u{A0}гд");
        assert_eq!(clean("и\u{306}"), "й");
    }

    #[test]
    fn many_strange_characters_give_one_message() {
        let problems = problems("aim", "abcdefg", &|c| c == 'a');
        assert_eq!(problems.len(), 1);
        assert!(
            problems[0]
                .1
                .message
                .ends_with("«f» (U+0066) и еще 1 нет в шрифте документа"),
            "{}",
            problems[0].1.message
        );
    }
}
