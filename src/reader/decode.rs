//! Bytes of a file → text. Notepad, Excel and old programs save Russian text in many ways; all are
//! read, and what is no plain text at all is called by its name.

use encoding_rs::{
    IBM866, ISO_8859_5, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, X_MAC_CYRILLIC,
};

/// How a file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    Utf32,
    Windows1251,
    /// Of DOS.
    Cp866,
    Koi8R,
    MacCyrillic,
    Iso8859,
}

impl Encoding {
    /// As editors name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Utf32 => "UTF-32",
            Self::Windows1251 => "Windows-1251",
            Self::Cp866 => "DOS (866)",
            Self::Koi8R => "KOI8-R",
            Self::MacCyrillic => "MacCyrillic",
            Self::Iso8859 => "ISO 8859-5",
        }
    }
}

/// Encodings with a byte for a letter; of two that fit alike the first is taken.
const SINGLE_BYTE: [(&encoding_rs::Encoding, Encoding); 5] = [
    (WINDOWS_1251, Encoding::Windows1251),
    (IBM866, Encoding::Cp866),
    (KOI8_R, Encoding::Koi8R),
    (X_MAC_CYRILLIC, Encoding::MacCyrillic),
    (ISO_8859_5, Encoding::Iso8859),
];

/// Decodes a file; `None` if it is not text in any of the encodings we know. A byte order mark is
/// dropped.
///
/// Encodings with a byte for a letter have a letter for nearly every byte, so one is taken only if
/// most of the text reads as Russian: a damaged file must not be printed as gibberish.
pub fn decode(bytes: &[u8]) -> Option<(String, Encoding)> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return text(UTF_8, rest).map(|t| (t, Encoding::Utf8));
    }
    if let Some(text) = utf_32(bytes) {
        return Some((text, Encoding::Utf32));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return text(UTF_16LE, rest).map(|t| (t, Encoding::Utf16));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return text(UTF_16BE, rest).map(|t| (t, Encoding::Utf16));
    }
    if bytes.contains(&0) {
        return utf_16_without_mark(bytes).map(|t| (t, Encoding::Utf16));
    }
    if let Some(text) = text(UTF_8, bytes) {
        return Some((text, Encoding::Utf8));
    }
    SINGLE_BYTE
        .iter()
        .filter_map(|(encoding, name)| Some((text(encoding, bytes)?, *name)))
        .filter(|(t, _)| reads_as_russian(t))
        .min_by_key(|(t, _)| strangeness(t))
}

/// One end of lines for all: `\n`, also for the `\r` of old Macintoshes and, in a text that has no
/// other, for the separators of Unicode.
pub fn with_plain_ends(text: &str) -> std::borrow::Cow<'_, str> {
    const SEPARATORS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else if !text.trim_end().contains('\n') && text.contains(SEPARATORS) {
        text.replace(SEPARATORS, "\n").into()
    } else {
        text.into()
    }
}

/// What a file is if it is none of those that are read, in the words of its user. `text` is what its
/// bytes are, with plain ends of lines, and empty where they are no text.
pub fn foreign(bytes: &[u8], text: &str) -> Option<&'static str> {
    const BEGINNINGS: [(&[u8], &str); 11] = [
        (b"PK\x03\x04", "документ Word, книга Excel или архив"),
        (b"\xD0\xCF\x11\xE0", "документ Word или книга Excel"),
        (b"%PDF", "документ PDF"),
        (b"\x89PNG", "картинка"),
        (b"\xFF\xD8\xFF", "картинка"),
        (b"GIF8", "картинка"),
        (b"Rar!", "архив"),
        (b"7z\xBC\xAF", "архив"),
        (b"\x1F\x8B", "архив"),
        (b"MZ\x90", "программа"),
        (b"SQLite format", "база данных"),
    ];
    if let Some((_, name)) = BEGINNINGS.iter().find(|(b, _)| bytes.starts_with(b)) {
        return Some(name);
    }
    let begins = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if begins.starts_with("{\\rtf") {
        return Some("документ RTF (WordPad или Word)");
    }
    let is_between = |start: &str| begins.lines().any(|line| line.starts_with(start));
    if is_between("<<<<<<< ") && is_between(">>>>>>> ") {
        return Some("две версии файла, между которыми никто не выбрал (строки <<<<<<< и >>>>>>>)");
    }
    if begins.starts_with("```") {
        return Some("текст, скопированный из переписки вместе со знаками ```");
    }
    let headers = [
        "From: ",
        "Subject: ",
        "Received: ",
        "Return-Path: ",
        "MIME-Version: ",
    ];
    if headers.iter().any(|header| begins.starts_with(header)) {
        return Some("письмо вместе с его заголовками");
    }
    if begins.starts_with('<') {
        let lower: String = begins.chars().take(4096).collect::<String>().to_lowercase();
        let is_page = lower.contains("<html") || lower.contains("<!doctype html");
        return Some(if is_page {
            "веб-страница (HTML)"
        } else {
            "файл XML или HTML"
        });
    }
    let is_json = begins
        .strip_prefix(['{', '['])
        .is_some_and(|rest| rest.trim_start().starts_with(['"', '{']));
    if is_json && !begins.starts_with("[[") {
        return Some("файл JSON");
    }
    let is_yaml = begins
        .lines()
        .next()
        .is_some_and(|line| line.trim_end() == "---");
    if is_yaml {
        return Some("файл YAML");
    }
    of_lines(text)
}

/// What a text is by its lines, none of which is as in a file that is read.
fn of_lines(text: &str) -> Option<&'static str> {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let all =
        |is_so: &dyn Fn(&str) -> bool| lines.len() > 1 && lines.iter().all(|line| is_so(line));
    let is_letter_in_code = |at: usize| {
        let code = text.as_bytes().get(at..at + 4).unwrap_or_default();
        matches!(code, [b'=', b'D' | b'd', b'0' | b'1', b'='])
    };
    let codes = text
        .match_indices('=')
        .filter(|(at, _)| is_letter_in_code(*at));
    if codes.take(2).count() > 1 {
        return Some("письмо в коде почтовых программ (quoted-printable)");
    }
    if all(&|line| line.starts_with('>')) {
        return Some("текст, скопированный из письма вместе со знаками «>»");
    }
    if is_numbered(&lines) {
        return Some("текст, скопированный вместе с номерами строк");
    }
    if text.contains(['=', '[']) && !is_base_64(&lines) {
        return None;
    }
    let is_yaml_line = |line: &str| {
        let line = line.trim_start();
        let key = line.find(':').map(|at| (&line[..at], &line[at + 1..]));
        line.starts_with("- ")
            || line.starts_with('#')
            || key.is_some_and(|(key, rest)| {
                !key.is_empty()
                    && key
                        .chars()
                        .all(|c| c.is_alphanumeric() || c == '_' || c == '-')
                    && (rest.is_empty() || rest.starts_with(' '))
            })
    };
    if is_base_64(&lines) {
        Some("письмо в коде почтовых программ (base64)")
    } else if all(&is_yaml_line) {
        Some("файл YAML")
    } else if all(&|line| line.contains([';', '\t'])) || all(&|line| line.contains(',')) {
        Some("таблица CSV")
    } else {
        None
    }
}

/// «1  mentors = …», «2  mentees = …»: each line has the number that an editor shows.
fn is_numbered(lines: &[&str]) -> bool {
    const FEW: usize = 3;
    let number = |line: &&str| -> Option<usize> {
        let line = line.trim_start();
        let end = line
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(line.len());
        // Blank lines have numbers too, and no dates begin with the numbers of their lines.
        line[..end].parse().ok()
    };
    let numbers: Vec<usize> = lines.iter().map_while(number).collect();
    numbers.len() == lines.len()
        && lines.len() >= FEW
        && numbers.first().is_some_and(|first| *first <= 2)
        && numbers.windows(2).all(|two| two[1] == two[0] + 1)
}

/// Whole lines of the letters of base64 and nothing else.
fn is_base_64(lines: &[&str]) -> bool {
    const SHORTEST: usize = 40;
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || b"+/=".contains(&b);
    let has = |is_so: fn(&u8) -> bool| lines.iter().any(|line| line.bytes().any(|b| is_so(&b)));
    lines.first().is_some_and(|line| line.len() >= SHORTEST)
        && lines
            .iter()
            .all(|line| line.trim_end().bytes().all(is_letter))
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_digit)
}

/// With or without its mark: two bytes of four are zero throughout.
fn utf_32(bytes: &[u8]) -> Option<String> {
    if bytes.is_empty() || !bytes.len().is_multiple_of(4) {
        return None;
    }
    let read = |of: fn([u8; 4]) -> u32| {
        bytes
            .chunks_exact(4)
            .map(|c| char::from_u32(of([c[0], c[1], c[2], c[3]])).filter(|c| *c != '\0'))
            .collect::<Option<String>>()
    };
    let text = read(u32::from_le_bytes).or_else(|| read(u32::from_be_bytes))?;
    Some(text.strip_prefix('\u{FEFF}').unwrap_or(&text).to_owned())
}

/// UTF-16 is known by its zero bytes: they stand at the even or at the odd places only.
fn utf_16_without_mark(bytes: &[u8]) -> Option<String> {
    let zeros = |parity: usize| {
        bytes
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let encoding = match (zeros(0), zeros(1)) {
        (0, _) => UTF_16LE,
        (_, 0) => UTF_16BE,
        _ => return None,
    };
    let is_text = |t: &String| {
        let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        let usual = |c: char| {
            c.is_ascii() || matches!(c, 'А'..='я' | 'Ё' | 'ё' | '«' | '»' | '–' | '—' | '№')
        };
        let all = t.chars().count();
        !t.chars().any(strange) && t.chars().filter(|c| usual(*c)).count() * 10 >= all * 9
    };
    text(encoding, bytes).filter(is_text)
}

/// How little a text looks like Russian: strange signs, and capitals after small letters.
fn strangeness(text: &str) -> usize {
    let mut before = ' ';
    let mut strange = 0;
    for c in text.chars() {
        let is_known = c.is_ascii()
            || matches!(
                c,
                'А'..='я' | 'Ё' | 'ё' | '«' | '»' | '–' | '—' | '№' | '…' | '\u{A0}'
            );
        strange += 2 * usize::from(!is_known);
        strange += usize::from(before.is_lowercase() && c.is_uppercase());
        strange += usize::from(matches!(c, 'Ъ' | 'Ы' | 'Ь') && !before.is_uppercase());
        before = c;
    }
    strange
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
    }

    /// A school's text in each of the encodings, known by itself.
    #[test]
    fn every_encoding_is_known_by_its_letters() {
        let long = "name = \"Яковлева Юлия Эдуардовна\"\nposition = \"учитель математики, заместитель директора\"";
        for text in [long, "Петрова Мария", "mode = \"смешанный\""] {
            for (encoding, name) in SINGLE_BYTE {
                let (bytes, ..) = encoding.encode(text);
                let (read, found) = decode(&bytes).unwrap();
                assert_eq!(read, text, "{name:?} read as {found:?}");
            }
        }
    }

    #[test]
    fn utf_16_and_32_need_no_mark() {
        let text = "mode = \"смешанный\" # ё";
        let wide: Vec<u32> = text.chars().map(u32::from).collect();
        let narrow: Vec<u16> = text.encode_utf16().collect();
        let little_32: Vec<u8> = wide.iter().flat_map(|c| c.to_le_bytes()).collect();
        let big_32: Vec<u8> = wide.iter().flat_map(|c| c.to_be_bytes()).collect();
        let little_16: Vec<u8> = narrow.iter().flat_map(|c| c.to_le_bytes()).collect();
        let big_16: Vec<u8> = narrow.iter().flat_map(|c| c.to_be_bytes()).collect();
        let marked = [b"\xFF\xFE\0\0".as_slice(), &little_32].concat();
        for (bytes, encoding) in [
            (little_32, Encoding::Utf32),
            (big_32, Encoding::Utf32),
            (marked, Encoding::Utf32),
            (little_16, Encoding::Utf16),
            (big_16, Encoding::Utf16),
        ] {
            assert_eq!(decode(&bytes), Some((text.to_owned(), encoding)));
        }
        assert_eq!(decode(b"MZ\0\0\x01\0\0\x01"), None);
    }

    #[test]
    fn other_files_are_called_by_their_names() {
        for (text, name) in [
            ("{\\rtf1\\ansi}", "RTF"),
            ("\u{FEFF}<!DOCTYPE html><p>", "HTML"),
            ("<?xml version=\"1.0\"?><a/>", "XML"),
            ("{\n  \"mentors\": 1}", "JSON"),
            ("---\nmentors: 1", "YAML"),
            ("%PDF-1.7", "PDF"),
            ("mentors:\n  - savina\nmentees:\n  - gusev\n", "YAML"),
            ("aim =3D \"=D0=9F=D1=80=D0=BE\"", "quoted-printable"),
            (
                "bWVudG9ycyA9IFsic2F2aW5hIl0KbWVudGVlcyA9IFsiZ3VzZXYiXQ==\n",
                "base64",
            ),
            ("Наставник;Наставляемый\nСавина;Гусев\n", "CSV"),
            (
                "1  mentors = [\"a\"]\n2  mentees = [\"b\"]\n3\n4  [note]",
                "номерами",
            ),
            ("```toml\nmentors = 1\n```", "переписки"),
            ("From: a@b.ru\nSubject: pair\n\nmentors = 1", "заголовками"),
            (
                "a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> b",
                "две версии",
            ),
            ("> mentors = [\"a\"]\n> mentees = [\"b\"]", "из письма"),
            ("PK\u{3}\u{4}", "Word"),
        ] {
            assert!(
                foreign(text.as_bytes(), text).unwrap().contains(name),
                "{text}"
            );
        }
        for text in [
            "[organization]\n",
            "[[stage]]",
            "# <html>",
            "a = { b = 1 }",
            "mentors: [\"savina\"]\nmentees = [\"gusev\"]",
            "mentors",
            "Наставник и наставляемый",
            "",
        ] {
            assert_eq!(foreign(text.as_bytes(), text), None, "{text}");
        }
    }

    #[test]
    fn old_ends_of_lines_become_new_ones() {
        assert_eq!(with_plain_ends("а\rб\r\nв\n"), "а\nб\nв\n");
        assert_eq!(with_plain_ends("а\u{2028}б\u{85}в"), "а\nб\nв");
        assert_eq!(with_plain_ends("а\u{2028}б\nв"), "а\u{2028}б\nв");
    }
}
