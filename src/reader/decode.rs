//! Bytes of a file → text. Notepad, Excel and old programs save Russian text in four ways; all are read.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// How a file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    Windows1251,
}

/// Decodes a file; `None` if it is not text in any of the encodings we know. A byte order mark is dropped.
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
    text(UTF_8, bytes).map(|t| (t, Encoding::Utf8)).or_else(|| text(WINDOWS_1251, bytes).map(|t| (t, Encoding::Windows1251)))
}

fn text(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_notepad_writes() {
        assert_eq!(decode("\u{FEFF}Ли".as_bytes()), Some(("Ли".to_owned(), Encoding::Utf8)));
        assert_eq!(decode(&[0xCB, 0xE8]), Some(("Ли".to_owned(), Encoding::Windows1251)));
        assert_eq!(decode(&[0xFF, 0xFE, 0x1B, 0x04, 0x38, 0x04]), Some(("Ли".to_owned(), Encoding::Utf16)));
        assert_eq!(decode(b"PK\x03\x04\0\0"), None);
    }
}
