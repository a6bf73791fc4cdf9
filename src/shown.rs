//! Foreign text made fit for the screen: signs that turn, hide or break a line are shown, never
//! obeyed.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with every sign that has no look of its own written as «[U+202E]».
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_hidden(letter) {
            let _ = write!(out, "[U+{:04X}]", u32::from(letter));
        } else {
            out.push(letter);
        }
    }
    out
}

/// The same of words in several lines, whose ends and indents are the writer's own.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    let stays = |letter: char| !is_hidden(letter) || matches!(letter, '\n' | '\t');
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let parts: Vec<String> = text
        .split_inclusive(['\n', '\t'])
        .map(|part| {
            let words = part.trim_end_matches(['\n', '\t']);
            format!("{}{}", visible(words), &part[words.len()..])
        })
        .collect();
    Cow::Owned(parts.concat())
}

/// Lines that were coloured here: the colours stay, any other sign without a look is one of
/// [`char::REPLACEMENT_CHARACTER`], so that carets stay in their columns.
pub fn visible_coloured(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let colour = colour_length(rest);
        if colour > 0 {
            out.push_str(&rest[..colour]);
            rest = &rest[colour..];
            continue;
        }
        out.push(if is_hidden(letter) && letter != '\n' {
            char::REPLACEMENT_CHARACTER
        } else {
            letter
        });
        rest = &rest[letter.len_utf8()..];
    }
    out
}

/// Bytes of an order for a colour at the front: `ESC [ 1 ; 31 m`.
fn colour_length(text: &str) -> usize {
    let Some(inside) = text.strip_prefix("\u{1B}[") else {
        return 0;
    };
    let digits = inside.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
    match digits.strip_prefix('m') {
        Some(rest) => text.len() - rest.len(),
        None => 0,
    }
}

/// JSON whose hidden signs are written by their numbers: what it says stays the same.
pub fn escaped_json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_hidden(letter) && letter != '\n' {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(letter);
        }
    }
    out
}

/// Control characters, line and paragraph separators, and format characters (Unicode categories
/// Cc, Zl, Zp, Cf), fillers without a look, and private and tag characters.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(u32::from(letter),
            0xAD | 0x34F | 0x600..=0x605 | 0x61C | 0x6DD | 0x70F | 0x890..=0x891 | 0x8E2
            | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
            | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xE000..=0xF8FF | 0xFE00..=0xFE0F
            | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0x110BD | 0x110CD | 0x13430..=0x1345F
            | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF | 0xF_0000..=0x10_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_without_a_look_are_named_and_letters_stay() {
        assert_eq!(
            visible("Иванов\u{202E}вонавИ\u{7}\u{2028}"),
            "Иванов[U+202E]вонавИ[U+0007][U+2028]"
        );
        let lines = "Приказ\u{1B}[2J\u{202C}\n\t5";
        assert_eq!(visible_lines(lines), "Приказ[U+001B][2J[U+202C]\n\t5");
        let coloured = "\u{1B}[1;31mошибка\u{1B}[0m\u{1B}[2J\u{9B}\u{202E}\n";
        assert_eq!(
            visible_coloured(coloured),
            "\u{1B}[1;31mошибка\u{1B}[0m\u{FFFD}[2J\u{FFFD}\u{FFFD}\n"
        );
        let json = serde_json::to_string("а\u{202E}\u{E0041}\u{7F}\n").unwrap();
        let escaped = escaped_json(&json);
        assert_eq!(escaped, r#""а\u202e\udb40\udc41\u007f\n""#);
        assert_eq!(
            serde_json::from_str::<String>(&escaped).unwrap(),
            "а\u{202E}\u{E0041}\u{7F}\n"
        );
        let plain = "Ёлкина\u{A0}Ә. «№ 5» é";
        assert_eq!(visible(plain), plain);
    }
}
