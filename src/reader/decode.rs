//! Bytes of a file → text. Notepad, Excel and old programs save Russian text in four ways; all are
//! read.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// How a file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    Windows1251,
}

/// Decodes a file; `None` if it is not text in any of the encodings we know. A byte order mark is
/// dropped.
///
/// Windows-1251 has a letter for nearly every byte, so what is not UTF-8 is taken for it only if
/// most of it reads as Russian: a damaged file or one of DOS must not be printed as gibberish.
pub fn decode(bytes: &[u8]) -> Option<(String, Encoding)> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return text(UTF_8, rest).map(|t| (t, Encoding::Utf8));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return text(UTF_16LE, rest).map(|t| (t, Encoding::Utf16));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return text(UTF_16BE, rest).map(|t| (t, Encoding::Utf16));
    }
    if bytes.contains(&0) {
        return None;
    }
    if let Some(text) = text(UTF_8, bytes) {
        return Some((text, Encoding::Utf8));
    }
    text(WINDOWS_1251, bytes)
        .filter(|t| reads_as_russian(t))
        .map(|t| (t, Encoding::Windows1251))
}

/// Whether of the letters and signs beyond ASCII nine in ten are those of Russian text, and small
/// letters prevail: UTF-8 taken for Windows-1251 is full of «Р» and «С», DOS text of box lines.
fn reads_as_russian(text: &str) -> bool {
    let (mut all, mut russian, mut small) = (0_usize, 0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        russian += usize::from(matches!(
            c,
            'А'..='я' | 'Ё' | 'ё' | '«' | '»' | '–' | '—' | '№' | '…' | '\u{A0}'
        ));
        small += usize::from(matches!(c, 'а'..='я' | 'ё'));
    }
    russian * 10 >= all * 9 && (small * 2 >= all || all < 8)
}

fn text(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Option<String> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_notepad_writes() {
        assert_eq!(
            decode("\u{FEFF}Ли".as_bytes()),
            Some(("Ли".to_owned(), Encoding::Utf8))
        );
        assert_eq!(
            decode(&[0xCB, 0xE8]),
            Some(("Ли".to_owned(), Encoding::Windows1251))
        );
        assert_eq!(
            decode(&[0xFF, 0xFE, 0x1B, 0x04, 0x38, 0x04]),
            Some(("Ли".to_owned(), Encoding::Utf16))
        );
        assert_eq!(decode(b"PK\x03\x04\0\0"), None);
    }

    #[test]
    fn a_damaged_file_is_not_taken_for_an_old_one() {
        let damaged = [
            "Подготовительный этап".as_bytes(),
            &[0xEF, 0xF0, 0xE8],
            "ещё".as_bytes(),
        ]
        .concat();
        assert_eq!(decode(&damaged), None);
        // «Петрова Мария» in code page 866.
        assert_eq!(
            decode(&[
                0x8F, 0xA5, 0xE2, 0xE0, 0xAE, 0xA2, 0xA0, 0x20, 0x8C, 0xA0, 0xE0, 0xA8, 0xEF
            ]),
            None
        );
    }
}
