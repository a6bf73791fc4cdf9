//! Texts whose letters a wrong save has destroyed: a file that was opened in another encoding than
//! its own and saved again, or saved in one that has no Russian letters. They are letters to a
//! computer, so nothing else stops them on their way into a paper.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use encoding_rs::{IBM866, ISO_8859_5, KOI8_R, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC};

use crate::problem::{Advice, Code, FileId, Place, Problem, Sources};
use crate::russian::counted;

/// What has happened to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destroyed {
    /// It was read as another encoding than its own; what stood there before, if that can be told.
    Misread {
        real: &'static str,
        taken_for: &'static str,
        was: Option<String>,
    },
    /// The codes of its letters stand in their place, as web pages have them; what stood there.
    Codes { of: &'static str, was: String },
    /// Question marks stand in place of words.
    Marks,
    /// U+FFFD, which editors put in place of bytes that they do not know.
    Replaced,
}

/// Encodings that a text is taken for, and their letters beyond ASCII.
struct CodePage {
    name: &'static str,
    encoding: &'static encoding_rs::Encoding,
    bytes: BTreeMap<char, u8>,
}

static CODE_PAGES: LazyLock<Vec<CodePage>> = LazyLock::new(|| {
    let names = [
        (WINDOWS_1251, "Windows-1251"),
        (IBM866, "DOS (866)"),
        (WINDOWS_1252, "Windows-1252 (западноевропейская)"),
        (KOI8_R, "KOI8-R"),
        (X_MAC_CYRILLIC, "MacCyrillic"),
        (ISO_8859_5, "ISO 8859-5"),
    ];
    let table = |(encoding, name): (&'static encoding_rs::Encoding, _)| {
        let mut bytes: BTreeMap<char, u8> = (0x80..=0x9F_u8).map(|b| (char::from(b), b)).collect();
        for byte in 0x80..=0xFF_u8 {
            let (text, ..) = encoding.decode(std::slice::from_ref(&byte));
            bytes.extend(text.chars().filter(|c| *c != '\u{FFFD}').map(|c| (c, byte)));
        }
        CodePage {
            name,
            encoding,
            bytes,
        }
    };
    names.map(table).into()
});

/// Texts that are misread twice or thrice are seen through, and no further.
const MOST_TIMES: usize = 3;

/// Whether a wrong save has destroyed the letters of a text.
pub fn is_destroyed(text: &str) -> bool {
    destroyed(text).is_some()
}

/// Whether nothing can have happened to a text of usual characters alone: what is destroyed has
/// others, or one of these signs.
pub(super) fn is_whole(plain: &str) -> bool {
    !plain.bytes().any(|byte| b"?&\\".contains(&byte))
}

/// What has happened to a text, if something has.
pub(super) fn destroyed(text: &str) -> Option<Destroyed> {
    if text.contains("??") && has_marks_for_words(text) {
        return Some(Destroyed::Marks);
    }
    if let Some(codes) = codes(text) {
        return Some(codes);
    }
    if text.chars().all(|c| c.is_ascii() || is_usual(c)) {
        return None;
    }
    if text.contains('\u{FFFD}') {
        return Some(Destroyed::Replaced);
    }
    let misread = CODE_PAGES
        .iter()
        .find_map(|table| utf_8_taken_for(table, text).map(|was| ("UTF-8", table.name, was)))
        .or_else(|| of_one_byte(text));
    let (real, taken_for, mut was) = misread?;
    for _ in 1..MOST_TIMES {
        match CODE_PAGES
            .iter()
            .find_map(|table| utf_8_taken_for(table, &was))
        {
            Some(before) => was = before,
            None => break,
        }
    }
    Some(Destroyed::Misread {
        real,
        taken_for,
        was: Some(was).filter(|was| is_told_by(was)),
    })
}

/// Whether little enough of a text is lost.
fn is_told_by(was: &str) -> bool {
    let letters = was.chars().filter(|c| is_russian(*c)).count();
    let lost = was.chars().filter(|c| *c == '?').count();
    lost * 4 <= letters && was.chars().all(|c| c.is_ascii() || is_usual(c))
}

fn is_russian(c: char) -> bool {
    matches!(c, 'А'..='я' | 'Ё' | 'ё')
}

/// Letters and signs that a Russian text has.
fn is_usual(c: char) -> bool {
    is_russian(c)
        || matches!(
            c,
            '«' | '»' | '–' | '—' | '№' | '…' | '\u{A0}' | '“' | '”' | '„' | '’'
        )
}

/// The text before, if most of it is pairs of signs that are letters in UTF-8.
fn utf_8_taken_for(table: &CodePage, text: &str) -> Option<String> {
    const SURE: usize = 3;
    let signs: Vec<(char, Option<u8>)> = text
        .chars()
        .map(|c| (c, table.bytes.get(&c).copied()))
        .collect();
    let (mut was, mut at) = (String::new(), 0);
    let (mut letters, mut run, mut longest, mut covered) = (0, 0, 0, 0);
    while let Some((c, byte)) = signs.get(at) {
        if let Some((length, letter)) = letter_of(table, &signs[at..]) {
            (run, covered, at) = (run + 1, covered + length, at + length);
            letters += usize::from(is_russian(letter));
            longest = longest.max(run);
            was.push(letter);
            continue;
        }
        // The second byte of «И» is no letter of Windows-1251, and is lost in many editors.
        let is_lone = matches!(byte, Some(0xD0 | 0xD1)) && covered > 0;
        was.push(if is_lone { '?' } else { *c });
        (run, at) = (0, at + 1);
    }
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    let is_plain = longest >= SURE && letters >= 2;
    let is_most = letters >= 2 && covered * 10 >= beyond * 6;
    (is_plain || is_most).then_some(was)
}

/// The letter that two or three signs are in UTF-8, and how many.
fn letter_of(table: &CodePage, signs: &[(char, Option<u8>)]) -> Option<(usize, char)> {
    let first = signs.first()?.1?;
    let length = match first {
        0xC2..=0xD2 => 2,
        0xE2 => 3,
        _ => return None,
    };
    let bytes: Vec<u8> = signs
        .iter()
        .take(length)
        .map_while(|(_, byte)| *byte)
        .collect();
    let text = std::str::from_utf8(&bytes).ok()?;
    let letter = text.chars().next()?;
    // What was misread twice is made of the letters of the table.
    let is_of_table =
        (!letter.is_control() || letter == '\u{98}') && table.bytes.contains_key(&letter);
    let is_letter = is_usual(letter) || is_of_table;
    (bytes.len() == length && is_letter).then_some((length, letter))
}

/// A text in an encoding with a byte for a letter that was taken for another of them.
fn of_one_byte(text: &str) -> Option<(&'static str, &'static str, String)> {
    const SHORTEST: usize = 4;
    let beyond: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
    let strange = beyond.iter().filter(|c| !is_usual(**c)).count();
    let is_together = text
        .split(|c: char| c.is_ascii())
        .any(|run| run.chars().count() >= SHORTEST && run.chars().any(|c| !is_usual(c)));
    if !is_together || strange < 2 {
        return None;
    }
    let reals = CODE_PAGES.iter().filter(|it| it.encoding != WINDOWS_1252);
    for taken_for in CODE_PAGES.iter() {
        let Some(bytes) = bytes_of(taken_for, text) else {
            continue;
        };
        for real in reals.clone().filter(|it| it.name != taken_for.name) {
            let (was, _, is_wrong) = real.encoding.decode(&bytes);
            let is_good = !is_wrong && was.chars().all(|c| c.is_ascii() || is_usual(c));
            if is_good && reads_well(&was) {
                return Some((real.name, taken_for.name, was.into_owned()));
            }
        }
    }
    None
}

fn bytes_of(table: &CodePage, text: &str) -> Option<Vec<u8>> {
    let byte = |c: char| u8::try_from(c).ok().filter(u8::is_ascii);
    text.chars()
        .map(|c| byte(c).or_else(|| table.bytes.get(&c).copied()))
        .collect()
}

/// Whether small letters prevail, and none stands before a capital.
fn reads_well(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let small = letters
        .iter()
        .filter(|c| is_russian(**c) && c.is_lowercase());
    let all = letters.iter().filter(|c| is_russian(**c)).count();
    let turns = letters
        .windows(2)
        .filter(|two| two[0].is_lowercase() && two[1].is_uppercase());
    small.count() * 3 >= all * 2 && turns.count() == 0
}

/// Question marks where words should stand: «???????? ????», not «Зачем???».
fn has_marks_for_words(text: &str) -> bool {
    const SHORTEST: usize = 3;
    let begins_word = |c: char| c.is_whitespace() || "«\"'(-–—".contains(c);
    let (mut before, mut run) = (' ', 0);
    for c in text.chars() {
        run = match c {
            '?' if run > 0 || begins_word(before) => run + 1,
            _ => 0,
        };
        if run == SHORTEST {
            return true;
        }
        before = c;
    }
    false
}

/// The codes of letters: `&#1087;` of web pages, `\u043F` of programs.
fn codes(text: &str) -> Option<Destroyed> {
    // Hardly a text has either sign, and one sign is looked for faster than two.
    if !text.contains(['&', '\\']) {
        return None;
    }
    let number = |digits: &str, radix| char::from_u32(u32::from_str_radix(digits, radix).ok()?);
    let web = |rest: &str| {
        let (code, _) = rest.split_once(';')?;
        let letter = match code.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16)?,
            None => number(code, 10)?,
        };
        Some((code.len() + 1, letter))
    };
    let program = |rest: &str| Some((4, number(rest.get(..4)?, 16)?));
    let found = decoded(text, "&#", web).map(|was| ("веб-страниц", was));
    let (of, was) = found.or_else(|| Some(("программ", decoded(text, "\\u", program)?)))?;
    Some(Destroyed::Codes { of, was })
}

/// The text with letters in place of their codes, if there are several.
fn decoded(
    text: &str,
    sign: &str,
    letter: impl Fn(&str) -> Option<(usize, char)>,
) -> Option<String> {
    const FEW: usize = 2;
    let (mut was, mut rest, mut letters) = (String::new(), text, 0);
    while let Some((before, after)) = rest.split_once(sign) {
        was.push_str(before);
        if let Some((length, letter)) = letter(after).filter(|(_, c)| !c.is_control()) {
            was.push(letter);
            letters += usize::from(is_russian(letter));
            rest = &after[length..];
        } else {
            was.push_str(sign);
            rest = after;
        }
    }
    was.push_str(rest);
    (letters >= FEW).then_some(was)
}

impl Destroyed {
    /// What to tell of it.
    pub(super) fn problem(self, key: &str) -> Problem {
        const AGAIN: &str = "впишите текст заново или верните прежнюю копию файла";
        let (code, message, was) = match self {
            Self::Misread {
                real,
                taken_for,
                was,
            } => (
                Code::DestroyedText,
                format!("буквы испорчены: текст в кодировке {real} был открыт как {taken_for} и так сохранен"),
                was,
            ),
            Self::Codes { of, was } => (
                Code::DestroyedText,
                format!("вместо букв стоят их коды, как внутри {of}"),
                Some(was),
            ),
            Self::Replaced => (
                Code::DestroyedText,
                "вместо букв стоят знаки «\u{FFFD}»: текст был открыт не в той кодировке и так сохранен".to_owned(),
                None,
            ),
            Self::Marks => {
                return Problem::with(
                    Code::QuestionMarks,
                    key,
                    "вместо слов стоят вопросительные знаки: так они и напечатаются",
                )
                .hint("впишите, что должно там стоять; так бывает, когда текст сохранен в кодировке, в которой нет русских букв");
            }
        };
        let Some(was) = was else {
            let hint = Advice::apart(
                format!("{AGAIN}; сохраняйте файлы в кодировке UTF-8"),
                "впишите текст заново",
            );
            return Problem::with(code, key, message).hint(hint);
        };
        let was = shown(&was);
        Problem::with(code, key, message).hint(Advice::apart(
            format!("здесь было «{was}»: {AGAIN}"),
            format!("здесь было «{was}»: впишите это заново"),
        ))
    }
}

/// The first line of a text, if it is long only its beginning.
fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.trim().lines().next().unwrap_or_default();
    if line.chars().count() <= LONGEST && line.len() == text.trim().len() {
        return line.to_owned();
    }
    let beginning: String = line.chars().take(LONGEST).collect();
    format!("{}…", beginning.trim_end())
}

/// So many destroyed texts are a destroyed file: whatever else is wrong with it follows from that.
const DESTROYED_FILE: usize = 3;

/// Says of a file in which no Russian letter is left that it is destroyed.
fn without_letters(problems: &mut [Problem], sources: &Sources) {
    const FEW: usize = 8;
    let of_marks = problems
        .iter_mut()
        .filter(|p| p.code == Code::QuestionMarks);
    for problem in of_marks {
        let text = problem
            .place
            .as_ref()
            .map(|it| sources.get(it.file).text.as_str());
        let is_left = |text: &str| {
            text.chars().any(is_russian) || text.chars().filter(|c| *c == '?').count() < FEW
        };
        if !text.is_none_or(is_left) {
            problem.code = Code::DestroyedText;
            "вместо букв стоят вопросительные знаки: файл был сохранен в кодировке, в которой нет русских букв".clone_into(&mut problem.message);
            problem.advice = Some("верните прежнюю копию файла или впишите тексты заново; сохраняйте файлы в кодировке UTF-8".into());
        }
    }
}

/// The problems, with one for each file with destroyed texts, and without those that follow.
pub(super) fn told_once(mut problems: Vec<Problem>, sources: &Sources) -> Vec<Problem> {
    without_letters(&mut problems, sources);
    let is_destroyed = |p: &Problem| p.code == Code::DestroyedText;
    let of_marks = |p: &Problem| p.code == Code::QuestionMarks;
    if !problems.iter().any(|p| is_destroyed(p) || of_marks(p)) {
        return problems;
    }
    let line_of = |place: &Place| {
        let text = &sources.get(place.file).text;
        let line = |at: usize| {
            text.get(..at)
                .map_or(0, |before| before.matches('\n').count())
        };
        line(place.span.start)..=line(place.span.end)
    };
    let mut files: BTreeMap<FileId, Vec<Place>> = BTreeMap::new();
    let mut wrong: BTreeMap<FileId, Vec<Place>> = BTreeMap::new();
    for problem in &problems {
        let Some(place) = problem.place.clone() else {
            continue;
        };
        if is_destroyed(problem) {
            files.entry(place.file).or_default().push(place);
        } else if problem.is_error() || problem.code == Code::WordsForValue {
            wrong.entry(place.file).or_default().push(place);
        }
    }
    let shares_line = |place: &Place, others: &[Place]| {
        let line = line_of(place);
        others.iter().any(|other| {
            let other = line_of(other);
            line.start() <= other.end() && other.start() <= line.end()
        })
    };
    let mut out = Vec::new();
    for mut problem in problems {
        let Some(place) = problem.place.clone() else {
            out.push(problem);
            continue;
        };
        let destroyed = files
            .get(&place.file)
            .map(Vec::as_slice)
            .unwrap_or_default();
        if is_destroyed(&problem) {
            let first = destroyed.iter().min_by_key(|it| it.span.start);
            if first == Some(&place) {
                problem.message.push_str(&and_more(destroyed.len() - 1));
                out.push(problem);
            }
        } else if of_marks(&problem) {
            let errors = wrong
                .get(&place.file)
                .map(Vec::as_slice)
                .unwrap_or_default();
            if destroyed.is_empty() && !shares_line(&place, errors) {
                out.push(problem);
            }
        } else if destroyed.len() < DESTROYED_FILE && !shares_line(&place, destroyed) {
            out.push(problem);
        }
    }
    out
}

fn and_more(count: usize) -> String {
    if count == 0 {
        return String::new();
    }
    format!(
        " (и еще в {} файла)",
        counted(count, "месте", "местах", "местах")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const HONEST: &str = "Провести педагогический совет: «Итоги I полугодия» – 2026 г.";

    fn taken_for(
        text: &str,
        real: &'static encoding_rs::Encoding,
        other: &'static encoding_rs::Encoding,
    ) -> String {
        let (bytes, ..) = real.encode(text);
        other.decode_without_bom_handling(&bytes).0.into_owned()
    }

    fn was(text: &str) -> String {
        match destroyed(text) {
            Some(Destroyed::Misread { was: Some(was), .. } | Destroyed::Codes { was, .. }) => was,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn utf_8_that_was_taken_for_another_encoding_is_known() {
        for table in CODE_PAGES.iter() {
            let text = taken_for(HONEST, encoding_rs::UTF_8, table.encoding);
            let found = destroyed(&text);
            assert!(
                matches!(found, Some(Destroyed::Misread { real: "UTF-8", .. })),
                "{text}: {found:?}"
            );
        }
        let spoilt = taken_for(HONEST, encoding_rs::UTF_8, WINDOWS_1251);
        assert_eq!(was(&spoilt), HONEST);
        assert_eq!(
            was(&taken_for(&spoilt, encoding_rs::UTF_8, WINDOWS_1251)),
            HONEST
        );
        // A single word, and one among good ones.
        assert_eq!(
            was(&taken_for("Ли", encoding_rs::UTF_8, WINDOWS_1251)),
            "Ли"
        );
        let one = taken_for("совет", encoding_rs::UTF_8, WINDOWS_1251);
        assert_eq!(
            was(&format!("Провести {one} в мае")),
            "Провести совет в мае"
        );
    }

    #[test]
    fn one_byte_encodings_taken_for_each_other_are_known() {
        for (real, other) in [
            (WINDOWS_1251, WINDOWS_1252),
            (WINDOWS_1251, IBM866),
            (IBM866, WINDOWS_1251),
            (IBM866, WINDOWS_1252),
            (KOI8_R, WINDOWS_1252),
        ] {
            let text = taken_for("Провести педагогический совет", real, other);
            assert_eq!(was(&text), "Провести педагогический совет", "{text}");
        }
    }

    #[test]
    fn question_marks_and_codes_in_place_of_letters_are_known() {
        for text in [
            "???????? ????",
            "4. ????????",
            "«????» ??",
            "II ????????? 2026",
            "в кабинете ???",
        ] {
            assert_eq!(destroyed(text), Some(Destroyed::Marks), "{text}");
        }
        assert_eq!(was("&#1055;&#1088;&#x43E; 2026"), "Про 2026");
        assert_eq!(was(r"\u041f\u0440\u043e"), "Про");
        assert_eq!(destroyed("Пров\u{FFFD}сти"), Some(Destroyed::Replaced));
    }

    #[test]
    fn honest_texts_are_left_alone() {
        for text in [
            HONEST,
            "Зачем???",
            "Что? Где? Когда?",
            "Готовы?? Да!",
            "урок ??",
            "№ 5 «А», Сёмин С.С., серия «Р»",
            "ГОСТ Р… РЁВ В…",
            "t = 20 °C ± 1°, 5 × 5 мм, § 2",
            "café, naïve, Müller, élève à côté, señor",
            "Göğüş Türkçe şükür",
            "Қазақстан, Әлия, Үлгі",
            "Київ, Львів, їжак",
            "https://example.ru/?q=1&a=2",
            "Kahoot! & LearningApps",
            "А–Б–В–Г; Н–Р–Т–У",
            "“Звезда” ‘Юность’ • пункт",
            "Федоров–Сёмин – Ёлкина",
            "Москва—Рязань–Анапа",
        ] {
            assert_eq!(destroyed(text), None, "{text}");
        }
    }
}
