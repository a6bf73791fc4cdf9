//! Names as they are compared.

use crate::russian::is_apostrophe;

/// Letters and spaces as they are compared: «О’Коннор» may be typed with any sign, or with none.
pub(super) fn plain(text: &str) -> String {
    let lower = without_latin(&text.to_lowercase())
        .replace('ё', "е")
        .replace(['–', '—', '‑'], "-")
        .replace(is_apostrophe, "")
        .replace('.', ". ");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// «Анна-Мария» is «Анна Мария», and «Ариф-оглы» is «Ариф оглы».
pub(super) fn without_hyphens(plain: &str) -> String {
    plain.replace('-', " ")
}

/// A post in which Latin letters stand for Russian ones, as it was meant: «учитель» of a word with a
/// Latin «y». `None` if it has none.
pub fn in_russian_letters(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let mended = without_latin(&lower);
    (mended != lower).then_some(mended)
}

/// Words of Russian letters without the Latin ones that look like them.
fn without_latin(text: &str) -> String {
    const ALIKE: [(char, char); 12] = [
        ('a', 'а'),
        ('b', 'в'),
        ('c', 'с'),
        ('e', 'е'),
        ('h', 'н'),
        ('k', 'к'),
        ('m', 'м'),
        ('o', 'о'),
        ('p', 'р'),
        ('t', 'т'),
        ('x', 'х'),
        ('y', 'у'),
    ];
    let is_russian = |c: char| matches!(c, 'а'..='я' | 'ё');
    let has_latin = text.chars().any(|c| c.is_ascii_alphabetic());
    if !has_latin || !text.chars().any(is_russian) {
        return text.to_owned();
    }
    let letter = |c: char| {
        let alike = ALIKE.iter().find(|(latin, _)| *latin == c);
        alike.map_or(c, |(_, russian)| *russian)
    };
    let word = |word: &str| -> String {
        if word.chars().any(is_russian) {
            word.chars().map(letter).collect()
        } else {
            word.to_owned()
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
