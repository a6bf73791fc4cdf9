//! Names that the width of a column has broken over several lines.

use super::posts;
use super::unclear::{Unclear, unclear};
use crate::problem::Code;
use crate::russian::{is_first_name, is_small_in_name, looks_like_surname};

/// Words of «Мамедова Лейла Ахмед кызы».
const TURKIC: usize = 4;

/// Lines of which some begin or end in the middle of a name: «Иванова-Петренко⏎Анна Сергеевна»,
/// «Преображен-⏎ская Анна Ивановна».
///
/// # Errors
/// If nobody can say whether a hyphen at the end of a line is one of the name.
pub(super) fn unbroken(text: &str) -> Result<String, Unclear> {
    let is_word = |text: &str| {
        text.starts_with(char::is_uppercase) && text.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let is_last = |word: &str| {
        ["ич", "вна", "чна", "шна"]
            .iter()
            .any(|end| word.to_lowercase().ends_with(end))
    };
    let mut out: Vec<String> = Vec::new();
    for line in text.split('\n').map(str::trim) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let before: Vec<String> = out
            .last()
            .map(|last| last.split_whitespace().map(ToOwned::to_owned).collect())
            .unwrap_or_default();
        // The post may stand on the line on which the name ends: «Вера Львовна, учитель химии».
        let ended = words
            .iter()
            .take(2)
            .position(|word| is_last(word.trim_end_matches([',', ';', ':'])));
        let name: Vec<&str> = match ended {
            Some(at) => {
                let parts = words[..=at].iter();
                parts
                    .map(|word| word.trim_end_matches([',', ';', ':']))
                    .collect()
            }
            None => words.clone(),
        };
        let goes_on = match (before.len(), name.as_slice()) {
            (1, [given]) => is_word(given),
            (1, [given, last]) => {
                is_word(given) && (is_last(last) || is_word(last) && !looks_like_surname(given))
            }
            (2, [last]) => is_word(last) && is_last(last),
            _ => false,
        };
        let is_mark = words.last().is_some_and(|word| is_small_in_name(word));
        let is_turkic = is_mark && before.len() + words.len() == TURKIC;
        match out.last_mut() {
            Some(last) if last.ends_with(is_hyphen) => *last = joined(last, line)?,
            Some(last) if is_turkic => *last = format!("{last} {line}"),
            Some(last) if goes_on && before.iter().all(|word| is_word(word)) => {
                *last = format!("{last} {line}");
            }
            _ => out.push(line.to_owned()),
        }
    }
    Ok(out.join("\n"))
}

/// The hyphens with which a line may end: of the keyboard, of Word, and a soft one.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{AD}' | '¬')
}

/// Two lines of which the first ends with a hyphen: it goes where a word was broken, for the second
/// part of a double name has a capital. In a text without small or without capital letters nobody
/// can tell.
fn joined(first: &str, second: &str) -> Result<String, Unclear> {
    let before = first.trim_end_matches(is_hyphen);
    let head = before.rsplit([' ', '\n', '-']).next().unwrap_or_default();
    let tail = second.split(' ').next().unwrap_or_default();
    let is_large = |text: &str| text.chars().all(|c| !c.is_lowercase());
    let is_capital = tail.starts_with(char::is_uppercase);
    let is_of_name = is_capital && !(is_large(tail) && is_large(head));
    if head.is_empty() || is_small_in_name(tail) || is_of_name {
        return Ok(format!("{before}-{second}"));
    }
    let begins_small = head.starts_with(char::is_lowercase);
    if begins_small && format!("{first}{second}").contains(char::is_uppercase) {
        return Ok(posts::joined(&format!("{before}-"), second));
    }
    let are_names = || {
        let is_name = |word: &str| is_first_name(word) || looks_like_surname(word);
        is_name(head) && is_name(&with_capital(tail))
    };
    if is_capital || begins_small || are_names() {
        return Err(unclear(
            Code::UnclearCell,
            format!("«{head}-» и «{tail}» на разных строках: это двойное имя или перенос слова?"),
            "напишите слово в одной строке ячейки, с дефисом или без него",
        ));
    }
    Ok(format!("{before}{second}"))
}

fn with_capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_at_the_end_of_a_line_may_break_a_word() {
        for (text, whole) in [
            (
                "Преображен-\nская Анна Ивановна",
                "Преображенская Анна Ивановна",
            ),
            ("Преображен¬\nская А.И.", "Преображенская А.И."),
            (
                "Терещенко-\nКузнецова Мария Львовна",
                "Терещенко-Кузнецова Мария Львовна",
            ),
            ("Шмидт Анна-\nМария Львовна", "Шмидт Анна-Мария Львовна"),
            ("Мамедов Эльчин Гусейн-\nоглы", "Мамедов Эльчин Гусейн-оглы"),
            (
                "Гордеева Мария Алексан-\nдровна",
                "Гордеева Мария Александровна",
            ),
            (
                "педагог-\nпсихолог Белых А.И.",
                "педагог-психолог Белых А.И.",
            ),
            (
                "учитель мате-\nматики Белых А.И.",
                "учитель математики Белых А.И.",
            ),
        ] {
            assert_eq!(unbroken(text).ok().as_deref(), Some(whole), "{text}");
        }
        for text in [
            "ПЕТРОВА-\nСИДОРОВА Мария Ивановна",
            "петрова-\nсидорова мария ивановна",
            "Петрова-\nсидорова Мария Ивановна",
            "Шмидт Анна-\nмария Львовна",
        ] {
            assert!(unbroken(text).is_err(), "{text}");
        }
    }
}
