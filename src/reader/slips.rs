//! Slips of the pen in a text: what a proofreader marks. Looked for in the text as it stands in the
//! file, so that each can be shown, and mended where that is safe.

use std::ops::Range;

use crate::problem::Code;
use crate::russian::with_dashes_and_quotes;

/// Stands where an escape of TOML was.
const NOTHING: char = '\u{1}';

/// A slip in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub code: Code,
    pub message: String,
    pub hint: &'static str,
    /// Bytes of the text.
    pub span: Range<usize>,
    /// What may safely stand there instead.
    pub fix: Option<String>,
}

/// What a text must have for a kind of slip to be possible: so that nearly every text is looked
/// through once only.
#[derive(Default)]
struct Signs {
    quotes: bool,
    year: bool,
    space: bool,
    hyphen: bool,
    mixed: bool,
    number: bool,
    digits: usize,
    list: bool,
}

impl Signs {
    /// Looks at bytes: in UTF-8 «г» is D0 B3, «Л» D0 9B, «Ф» D0 A4, № E2 84 96; « » ° º begin with
    /// C2 and „ “ ” with E2.
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        let bytes = text.as_bytes();
        let mut before = b'\n';
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            // The next letter of a Russian word: of such is nearly all of a text.
            if let (0xD0 | 0xD1, 0x80.., Some(&end)) = (byte, before, bytes.get(at + 1)) {
                signs.number |= byte == 0xD0 && end == 0x9B;
                before = end;
                at += 2;
                continue;
            }
            match byte {
                b'"' => signs.quotes = true,
                0xC2 | 0xE2 => {
                    (signs.quotes, signs.number) = (true, signs.number || before == 0x96);
                }
                0xB0 | 0xBA => signs.number |= before == 0xC2,
                b'N' | b'J' | b'X' | b'#' => signs.number = true,
                b' ' => signs.space |= before == b' ',
                b'-' => signs.hyphen |= before == b' ',
                b'0'..=b'9' => {
                    signs.digits += 1;
                    signs.list |= before == b'\n' && signs.digits > 1;
                    signs.number |= before == 0xA4;
                }
                0x9B => signs.number |= before == 0xD0,
                0xD0 => signs.year |= before.is_ascii_digit(),
                _ => {}
            }
            signs.mixed |= before.is_ascii_alphabetic() && byte >= 0x80
                || before >= 0x80 && byte.is_ascii_alphabetic();
            before = byte;
            at += 1;
        }
        signs
    }
}

/// Every slip of a text, in order. `raw` is as it stands in the file between its quotes.
pub(super) fn slips(raw: &str) -> Vec<Slip> {
    let masked;
    let text = if raw.contains('\\') {
        masked = without_escapes(raw);
        masked.as_str()
    } else {
        raw
    };
    let signs = Signs::of(text);
    let mut out = Vec::new();
    if signs.quotes {
        quotes(text, &mut out);
    }
    if signs.year {
        glued_years(text, &mut out);
    }
    if signs.space {
        doubled_spaces(text, &mut out);
    }
    if signs.hyphen {
        hyphens(text, &mut out);
    }
    if signs.mixed {
        mixed_words(text, &mut out);
    }
    if signs.number {
        number_signs(text, &mut out);
        law_numbers(text, &mut out);
    }
    if signs.digits >= 16 {
        repeated_dates(text, &mut out);
    }
    if signs.digits >= 3 {
        decree(text, &mut out);
    }
    if signs.list {
        numbering(text, &mut out);
    }
    out.sort_by_key(|slip| slip.span.start);
    out
}

/// The same text with nothing where an escape of TOML stands, byte for byte; an escaped quote stays
/// a quote.
fn without_escapes(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(NOTHING);
        match chars.next() {
            Some('"') => out.push('"'),
            Some('u') => {
                let digits = chars
                    .as_str()
                    .chars()
                    .take_while(char::is_ascii_hexdigit)
                    .take(4)
                    .count();
                (0..=digits).for_each(|_| out.push(NOTHING));
                chars.by_ref().take(digits).for_each(drop);
            }
            Some(c) if c.is_ascii() => out.push(if c == '\n' { c } else { NOTHING }),
            Some(c) => out.push(c),
            None => {}
        }
    }
    out
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}

fn is_russian(c: char) -> bool {
    matches!(c, 'А'..='я' | 'Ё' | 'ё')
}

fn quotes(text: &str, out: &mut Vec<Slip>) {
    let straight: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    let (mut open, mut first_open) = (0_usize, None);
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '«' | '»')) {
        if c == '«' {
            first_open = first_open.or(Some(at));
            open += 1;
        } else if open == 0 {
            out.push(uneven(
                "закрывающая кавычка » без открывающей",
                at..at + c.len_utf8(),
            ));
            return;
        } else {
            open -= 1;
            if open == 0 {
                first_open = None;
            }
        }
    }
    // Outer and inner marks that meet at the end are written once: «Школа «Радость».
    let ends_together = text.contains('»');
    if let Some(at) = first_open.filter(|_| open > 1 || !ends_together) {
        out.push(uneven("кавычка « не закрыта", at..at + '«'.len_utf8()));
    }
    if straight.len() % 2 == 1
        && let Some(&at) = straight.last()
    {
        out.push(uneven("кавычка \" без пары", at..at + 1));
    } else if let (Some(&at), false) = (straight.first(), text.contains(['«', '»'])) {
        // The marks of TOML before escaped quotes hide what stands before them.
        let plain = text.replace(NOTHING, "");
        if with_dashes_and_quotes(&plain).contains('"') {
            out.push(Slip {
                code: Code::UnclearQuotes,
                message: "непонятно, какая из прямых кавычек открывает: они так и напечатаются"
                    .to_owned(),
                hint: "замените прямые кавычки на « и »",
                span: at..at + 1,
                fix: None,
            });
        }
    } else if let (Some(&at), true) = (straight.first(), text.contains('«')) {
        out.push(Slip {
            code: Code::MixedQuotes,
            message: "в одном тексте и «ёлочки», и прямые кавычки".to_owned(),
            hint: "замените прямые кавычки на « и »",
            span: at..at + 1,
            fix: None,
        });
    }
}

fn uneven(message: &str, span: Range<usize>) -> Slip {
    Slip {
        code: Code::UnevenQuotes,
        message: message.to_owned(),
        hint: "поставьте или уберите парную кавычку",
        span,
        fix: None,
    }
}

/// «2026г.»
fn glued_years(text: &str, out: &mut Vec<Slip>) {
    for (at, _) in text.match_indices('г') {
        let digits = text[..at]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count();
        let ends =
            !text[at + 'г'.len_utf8()..].starts_with(is_russian) || text[at..].starts_with("гг");
        if digits == 4 && ends {
            let span = at - digits..at + 'г'.len_utf8();
            out.push(Slip {
                code: Code::GluedYear,
                message: format!(
                    "«{}»: нет пробела между годом и буквой «г»",
                    &text[span.clone()]
                ),
                hint: "пишется через пробел: «2026 г.»",
                fix: Some(format!("{} г", &text[at - digits..at])),
                span,
            });
        }
    }
}

fn doubled_spaces(text: &str, out: &mut Vec<Slip>) {
    let mut at = 0;
    while let Some(found) = text[at..].find("  ") {
        let start = at + found;
        let end = start + text[start..].bytes().take_while(|b| *b == b' ').count();
        at = end;
        let inside = text[..start].ends_with(|c: char| c != '\n')
            && start > 0
            && text[end..].starts_with(|c: char| c != '\n');
        if inside {
            out.push(Slip {
                code: Code::DoubledSpace,
                message: "два пробела подряд".to_owned(),
                hint: "на бумаге будет один; в файле лишние можно убрать",
                span: start..end,
                fix: Some(" ".to_owned()),
            });
        }
    }
}

fn hyphens(text: &str, out: &mut Vec<Slip>) {
    for (at, _) in text.match_indices(" - ") {
        out.push(Slip {
            code: Code::HyphenForDash,
            message: "дефис вместо тире".to_owned(),
            hint: "между словами ставится тире: «–»",
            span: at + 1..at + 2,
            fix: Some("–".to_owned()),
        });
    }
}

/// Latin letters that cannot be told from Russian ones by sight.
const TWINS: [(char, char); 24] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('o', 'о'),
    ('p', 'р'),
    ('x', 'х'),
    ('y', 'у'),
    ('k', 'к'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('m', 'м'),
    ('t', 'т'),
    ('h', 'н'),
    ('b', 'ь'),
];

fn mixed_words(text: &str, out: &mut Vec<Slip>) {
    for (at, word) in words(text) {
        let (latin, russian) = (
            word.chars().filter(|c| is_latin(*c)).count(),
            word.chars().filter(|c| is_russian(*c)).count(),
        );
        if latin == 0 || russian == 0 {
            continue;
        }
        let twin = |c: char| TWINS.iter().find(|(l, _)| *l == c).map(|(_, r)| *r);
        let mended: Option<String> = word
            .chars()
            .map(|c| if is_latin(c) { twin(c) } else { Some(c) })
            .collect();
        // «PROнаставничество» is meant so.
        let is_russian_first = word.starts_with(is_russian);
        let is_compound = mended.is_none()
            && word
                .trim_start_matches(|c| is_russian(c) == is_russian_first)
                .chars()
                .all(|c| is_russian(c) != is_russian_first);
        if is_compound {
            continue;
        }
        let strange: String = word.chars().filter(|c| is_latin(*c)).collect();
        let letters = if strange.chars().count() == 1 {
            "латинская буква"
        } else {
            "латинские буквы"
        };
        out.push(Slip {
            code: Code::MixedAlphabets,
            message: format!("в слове «{word}» {letters} «{strange}»"),
            hint: "наберите слово заново русскими буквами",
            span: at..at + word.len(),
            fix: mended.filter(|_| russian > latin),
        });
    }
}

/// Words of letters, each with its place.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphabetic)?;
        let end = text[start..]
            .find(|c: char| !c.is_alphabetic())
            .map_or(text.len(), |i| start + i);
        rest = end;
        Some((start, &text[start..end]))
    })
}

/// What scanners and foreign keyboards make of №.
const GARBLED: [&str; 19] = [
    "JVs", "JNs", "Jfe", "JVe", "JV°", "Jf°", "JN°", "№№", "N°", "Nº", "№°", "Л°", "Лг°", "Ns",
    "Ne", "Xs", "Лг", "N", "#",
];

fn number_signs(text: &str, out: &mut Vec<Slip>) {
    let mut from = 0;
    while let Some(next) = text[from..].find(['N', 'J', 'Л', 'X', '№', '#']) {
        from += next;
        let rest = &text[from..];
        let found = GARBLED
            .iter()
            .find(|g| rest.starts_with(**g))
            .filter(|_| !text[..from].ends_with(char::is_alphanumeric));
        if let Some(found) = found {
            let after = &rest[found.len()..];
            let number = after.trim_start_matches([' ', '\u{A0}']);
            if number.starts_with(|c: char| c.is_ascii_digit()) {
                out.push(Slip {
                    code: Code::GarbledNumberSign,
                    message: format!("«{found}» вместо знака №"),
                    hint: "знак № набирается в русской раскладке: Shift+3",
                    span: from..from + found.len(),
                    fix: Some(if number.len() == after.len() {
                        "№ ".to_owned()
                    } else {
                        "№".to_owned()
                    }),
                });
                from += found.len();
                continue;
            }
        }
        from += rest.chars().next().map_or(1, char::len_utf8);
    }
}

/// «273-Ф3».
fn law_numbers(text: &str, out: &mut Vec<Slip>) {
    for (at, wrong) in text.match_indices("Ф3") {
        let ends = !text[at + wrong.len()..].starts_with(char::is_alphanumeric);
        if ends && !text[..at].ends_with(is_russian) {
            out.push(Slip {
                code: Code::LawNumber,
                message: "«Ф3» с цифрой 3 вместо буквы З".to_owned(),
                hint: "пишется «ФЗ»: федеральный закон",
                span: at..at + wrong.len(),
                fix: Some("ФЗ".to_owned()),
            });
        }
    }
}

/// «01.09.2026 01.09.2026».
fn repeated_dates(text: &str, out: &mut Vec<Slip>) {
    const DATE: usize = "01.09.2026".len();
    let is_date = |s: &str| {
        s.len() == DATE
            && s.bytes().enumerate().all(|(i, b)| {
                if i == 2 || i == 5 {
                    b == b'.'
                } else {
                    b.is_ascii_digit()
                }
            })
    };
    for at in text.char_indices().map(|(at, _)| at) {
        let Some(date) = text.get(at..at + DATE).filter(|d| is_date(d)) else {
            continue;
        };
        let gap = text[at + DATE..]
            .find(|c: char| c.is_ascii_digit() || c.is_alphabetic())
            .unwrap_or(text.len());
        let next = at + DATE + gap;
        if text.get(next..next + DATE) == Some(date)
            && !text[at + DATE..next].contains(['–', '-', '—'])
        {
            out.push(Slip {
                code: Code::RepeatedDate,
                message: format!("дата {date} стоит дважды подряд"),
                hint: "уберите лишнюю или исправьте одну из двух",
                span: next..next + DATE,
                fix: None,
            });
        }
    }
}

/// The ministry's № Р-145 of 25.12.2019 is a «распоряжение».
fn decree(text: &str, out: &mut Vec<Slip>) {
    let Some(number) = text.find("Р-145") else {
        return;
    };
    let before = text[..number].to_lowercase();
    // Letters of both cases are of one length in Russian, so places agree.
    let Some(at) = before.rfind("постановлени").max(before.rfind("приказ"))
    else {
        return;
    };
    if before.len() != number
        || before.rfind("распоряжени").is_some_and(|right| right > at)
        || before[at..].contains('№') && before[at..].matches('№').count() > 1
    {
        return;
    }
    let end = at + text[at..].find(|c: char| !c.is_alphabetic()).unwrap_or(0);
    out.push(Slip {
        code: Code::DecreeMisnamed,
        message: format!("№ Р-145 – распоряжение Минпросвещения России, а названо «{}»", &text[at..end]),
        hint: "пишется: «распоряжение Министерства просвещения Российской Федерации от 25.12.2019 № Р-145»",
        span: at..end,
        fix: None,
    });
}

/// Lines that begin «1.», «2.», «4.».
fn numbering(text: &str, out: &mut Vec<Slip>) {
    let mut last = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let is_number = (1..=2).contains(&digits)
            && line[digits..].starts_with([')', '.'])
            && !line[digits + 1..].starts_with(|c: char| c.is_ascii_digit());
        let number = if is_number {
            line[..digits].parse::<u32>().ok()
        } else {
            None
        };
        if let (Some(last), Some(number)) = (last, number)
            && number != last + 1
            && number != 1
        {
            out.push(Slip {
                code: Code::NumberingGap,
                message: format!("после пункта {last} идет пункт {number}"),
                hint: "исправьте номера или впишите пропущенный пункт",
                span: at..at + digits,
                fix: None,
            });
        }
        last = number.or(last);
        at += line.len();
    }
}

/// The number or bullet that a text begins with, with the spaces after it: «2. », «1.2) », «а) »,
/// «– ». A date, a share and the number of a class are none.
pub(super) fn own_number(text: &str) -> Option<Range<usize>> {
    const MOST_DIGITS: usize = 2;
    let rest = |at: usize| text.get(at..).unwrap_or_default();
    let spaces = |at: usize| rest(at).len() - rest(at).trim_start().len();
    let bullet = text.chars().next()?;
    let found = |end: usize| (!rest(end).is_empty()).then_some(0..end);
    if matches!(bullet, '-' | '–' | '—' | '•' | '·' | '*' | '●' | '▪') {
        let end = bullet.len_utf8();
        return found(end + spaces(end)).filter(|_| spaces(end) > 0);
    }
    // «а) », «I. », «IV) »
    let roman = text.bytes().take_while(|b| b"IVX".contains(b)).count();
    let (letters, marks) = if roman > 0 {
        (roman, [')', '.'])
    } else if is_russian(bullet) {
        (bullet.len_utf8(), [')', ')'])
    } else {
        (0, [')', ')'])
    };
    if letters > 0 {
        // What goes on in letters is a word, and no mark follows it at once.
        let end = letters + 1;
        return rest(letters)
            .starts_with(marks)
            .then(|| found(end + spaces(end)))
            .flatten()
            .filter(|_| spaces(end) > 0);
    }
    let (mut at, mut groups, mut closed) = (0, 0, false);
    loop {
        let digits = rest(at).bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            break;
        }
        if digits > MOST_DIGITS || rest(at).starts_with('0') {
            return None;
        }
        (at, groups, closed) = (at + digits, groups + 1, false);
        let gap = spaces(at);
        if rest(at + gap).starts_with(['.', ')']) {
            (at, closed) = (at + gap + 1, true);
        } else {
            break;
        }
        if rest(at - 1).starts_with(')') {
            break;
        }
    }
    let end = at + spaces(at);
    let next = rest(end).chars().next()?;
    // «2.1 Провести» is a number, «1.5 ставки» is not; neither are «10.00» and «5 «А» классу».
    let numbers = if closed {
        next.is_alphabetic() || matches!(next, '«' | '"')
    } else {
        groups > 1 && next.is_uppercase() && end > at
    };
    numbers.then_some(0..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_ones_own_is_known_from_a_date_and_a_class() {
        for (text, number) in [
            ("1. Провести", "1. "),
            ("2) Провести", "2) "),
            ("2.1. Провести", "2.1. "),
            ("2.1 Провести", "2.1 "),
            ("1.2) провести", "1.2) "),
            ("1.Провести", "1."),
            ("1 . Провести", "1 . "),
            ("12. «Школа»", "12. "),
            ("а) провести", "а) "),
            ("IV. Провести", "IV. "),
            ("– провести", "– "),
            ("• провести", "• "),
        ] {
            assert_eq!(own_number(text).map(|at| &text[at]), Some(number), "{text}");
        }
        for text in [
            "10 сентября провести уроки",
            "5 «А» классу подготовить выставку",
            "01.09.2026 провести урок",
            "1.5 ставки учителя",
            "10.00 – начало занятий",
            "1-й этап",
            "2026. Год семьи",
            "А. С. Пушкин",
            "В школе",
            "I полугодие",
            "Провести урок",
            "1.",
            "",
            "-",
            "–5 градусов",
        ] {
            assert_eq!(own_number(text), None, "{text}");
        }
    }

    /// Codes, texts they are at, and what they are changed to.
    fn found(text: &str) -> Vec<(Code, String, Option<String>)> {
        slips(text)
            .into_iter()
            .map(|s| (s.code, text[s.span].to_owned(), s.fix))
            .collect()
    }

    fn fixed(text: &str) -> String {
        let mut out = text.to_owned();
        for slip in slips(text).into_iter().rev() {
            if let Some(fix) = slip.fix {
                out.replace_range(slip.span, &fix);
            }
        }
        out
    }

    #[test]
    fn good_texts_have_no_slips() {
        for text in [
            "Школа «Радость» № 5, 2026 г. – год семьи; 2026–2027 гг.",
            "МБОУ «Центр «Росток»",
            "IT-класс, Word-документ, XXI век, 5-й «А», PROнаставничество",
            "с 01.09.2026 по 01.09.2026",
            "1. Первое.\n2. Второе.\nбез номера\n3. Третье.",
            "распоряжение Минпросвещения от 25.12.2019 № Р-145; постановление № 5",
            "Федеральный закон от 29.12.2012 № 273-ФЗ, ст. 351.8",
            "слово\\nдругое \\\"в кавычках\\\"",
            "Нет, N-мерный, Лена 5",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn safe_slips_are_mended() {
        for (bad, good) in [
            ("к 2026г. и 2027 г.", "к 2026 г. и 2027 г."),
            ("2026-2027гг.", "2026-2027 гг."),
            ("два  пробела", "два пробела"),
            ("наставник - педагог", "наставник – педагог"),
            ("нacтавник", "наставник"),
            ("приказ N 118, N° 5 и JVs7", "приказ № 118, № 5 и № 7"),
            ("закон 273-Ф3", "закон 273-ФЗ"),
            ("приказ # 591", "приказ № 591"),
        ] {
            assert_eq!(fixed(bad), good);
        }
    }

    #[test]
    fn doubtful_slips_are_only_told() {
        let one = |text: &str| {
            found(text)
                .into_iter()
                .map(|(code, at, fix)| (code, at, fix.is_some()))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            one("Школа «Радость"),
            [(Code::UnevenQuotes, "«".to_owned(), false)]
        );
        assert_eq!(
            one("Школа Радость»"),
            [(Code::UnevenQuotes, "»".to_owned(), false)]
        );
        assert_eq!(
            one("Школа \"Радость"),
            [(Code::UnevenQuotes, "\"".to_owned(), false)]
        );
        assert_eq!(
            one("«Радость» и \"Росток\""),
            [(Code::MixedQuotes, "\"".to_owned(), false)]
        );
        assert_eq!(
            one("дюйм 5\" и 7\""),
            [(Code::UnclearQuotes, "\"".to_owned(), false)]
        );
        assert_eq!(
            one("Wоrd"),
            [(Code::MixedAlphabets, "Wоrd".to_owned(), false)]
        );
        assert_eq!(
            one("до 01.09.2026 01.09.2026"),
            [(Code::RepeatedDate, "01.09.2026".to_owned(), false)]
        );
        assert_eq!(
            one("Постановление Минпросвещения № Р-145"),
            [(Code::DecreeMisnamed, "Постановление".to_owned(), false)]
        );
        assert_eq!(
            one("1. Раз\n3. Три"),
            [(Code::NumberingGap, "3".to_owned(), false)]
        );
    }

    #[test]
    fn any_text_is_looked_through() {
        for text in [
            "",
            "\\",
            "\\u",
            "\\u00",
            "a\\",
            "г",
            "№",
            "1",
            "\n1",
            "«",
            "Р-145",
            "приказ Р-145",
            "\\é",
            "И\u{306}г",
        ] {
            let _ = slips(text);
        }
    }
}
