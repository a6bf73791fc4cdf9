//! The extra fields of an entry of a ZIP (APPNOTE.TXT, 4.5): what programs note there of times and
//! owners, and nowhere else to hide anything.

/// The name in UTF-8 (4.6.9).
pub(super) const UNICODE_NAME: u16 = 0x7075;
/// Sizes of large files, times and owners as Windows, Unix and Info-ZIP note them, a comment in
/// UTF-8, the mark of Java.
const USUAL: [u16; 8] = [
    0x0001, 0x000A, 0x5455, 0x5855, 0x7875, 0x756E, 0x6375, 0xCAFE,
];
/// No usual one is longer, bytes.
const LONGEST: usize = 64;

/// The fields with their kinds; `None` where the bytes are none.
pub(super) fn fields(mut extra: &[u8]) -> Option<Vec<(u16, &[u8])>> {
    let mut out = Vec::new();
    while !extra.is_empty() {
        let [a, b, c, d, rest @ ..] = extra else {
            return None;
        };
        let length = usize::from(u16::from_le_bytes([*c, *d]));
        out.push((u16::from_le_bytes([*a, *b]), rest.get(..length)?));
        extra = &rest[length..];
    }
    Some(out)
}

/// Whether the fields of an entry's own header are such as programs write, and name it as those of
/// the directory do.
pub(super) fn is_usual(own: &[u8], listed: &[u8]) -> bool {
    let (Some(own), Some(listed)) = (fields(own), fields(listed)) else {
        return false;
    };
    own.iter().all(|(kind, bytes)| {
        if *kind == UNICODE_NAME {
            listed.contains(&(*kind, *bytes))
        } else {
            USUAL.contains(kind) && bytes.len() <= LONGEST
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_programs_write_is_usual() {
        let time = b"UT\x05\0\x01abcd";
        let name = b"up\x06\0\x01crc!n";
        let other = b"up\x06\0\x01crc!m";
        assert!(is_usual(b"", b"") && is_usual(time, b"") && is_usual(b"", time));
        assert!(is_usual(name, name) && !is_usual(name, b"") && !is_usual(name, other));
        let long = [b"UT\x84\x03".as_slice(), &[7; 900]].concat();
        let own = b"zz\x01\0a";
        for odd in [b"UT".as_slice(), b"UT\x05\0a", own, &long] {
            assert!(!is_usual(odd, odd), "{odd:?}");
        }
    }
}
