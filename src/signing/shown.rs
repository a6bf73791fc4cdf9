//! Foreign text made fit for the screen: signs that turn, hide or break a line are shown, never
//! obeyed.

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
        let plain = "Ёлкина\u{A0}Ә. «№ 5» é";
        assert_eq!(visible(plain), plain);
    }
}
