//! Words with foreign letters, words stuck to numbers, words that are not the right ones.

use super::letters::{is_latin, is_russian};
use super::own_number::has_letter_for_bullet;
use super::slip::Slip;
use crate::problem::Code;

/// «2026г.», «1.9.26г.», «26г.»; «10г» may be a class.
pub(super) fn glued_years(text: &str, out: &mut Vec<Slip>) {
    const LAST_CLASS: u32 = 11;
    for (at, _) in text.match_indices('г') {
        let digits = text[..at]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count();
        let ends =
            !text[at + 'г'.len_utf8()..].starts_with(is_russian) || text[at..].starts_with("гг");
        let is_short = || {
            let number = text[at - digits..at].parse::<u32>();
            text[at..].trim_start_matches('г').starts_with('.')
                && (text[..at - digits].ends_with('.') || number.is_ok_and(|it| it > LAST_CLASS))
        };
        if ends && (digits == 4 || digits == 2 && is_short()) {
            let span = at - digits..at + 'г'.len_utf8();
            out.push(Slip {
                code: Code::GluedYear,
                message: format!(
                    "«{}»: нет пробела между {} и буквой «г»",
                    &text[span.clone()],
                    if digits == 4 {
                        "годом"
                    } else {
                        "числом"
                    }
                ),
                hint: "пишется через пробел: «2026 г.»",
                fix: Some(format!("{} г", &text[at - digits..at])),
                span,
            });
        }
    }
}

/// «№5» and «г.Заречный».
pub(super) fn glued_marks(text: &str, out: &mut Vec<Slip>) {
    const SHORTENED: [&str; 12] = [
        "г.", "с.", "п.", "д.", "х.", "ст.", "пос.", "дер.", "ул.", "им.", "пр.", "обл.",
    ];
    let mut push = |start: usize, end: usize, message: String| {
        out.push(Slip {
            code: Code::NoSpaceAfterMark,
            message,
            hint: "между ними ставится пробел",
            span: start..end,
            fix: Some(format!("{} ", &text[start..end])),
        });
    };
    for (at, sign) in text.match_indices('№') {
        let end = at + sign.len();
        let last = text[..at].chars().next_back();
        if let Some(last) = last.filter(|c| c.is_alphabetic() || matches!(c, '.' | ',')) {
            push(
                at - last.len_utf8(),
                at,
                "нет пробела перед знаком №".to_owned(),
            );
        }
        // The number of a paper that begins with the sign is printed without it.
        if at > 0 && text[end..].starts_with(|c: char| c.is_ascii_digit()) {
            push(at, end, "нет пробела после знака №".to_owned());
        }
    }
    for (at, _) in text.match_indices('.') {
        let word = text[..at]
            .rfind(|c: char| !is_russian(c))
            .map_or(0, |before| {
                before + text[before..].chars().next().map_or(1, char::len_utf8)
            });
        let end = at + 1;
        let mut next = text[end..].chars();
        let begins_word = next
            .next()
            .is_some_and(|c| is_russian(c) && c.is_uppercase())
            && next
                .next()
                .is_some_and(|c| is_russian(c) && c.is_lowercase());
        let is_in_initials = text[..word].ends_with('.');
        // «Г.Заречный» may be a person.
        let small = text[word..end].to_lowercase();
        let is_long = text[word..at].chars().count() > 1;
        let is_shortened =
            SHORTENED.contains(&&text[word..end]) || is_long && SHORTENED.contains(&small.as_str());
        let begins_number = small == "ст." && text[end..].starts_with(|c: char| c.is_ascii_digit());
        if (begins_word || begins_number) && !is_in_initials && is_shortened {
            push(
                word,
                end,
                format!("нет пробела после «{}»", &text[word..end]),
            );
        }
    }
}

/// «урок,беседа».
pub(super) fn glued_commas(text: &str, out: &mut Vec<Slip>) {
    for (at, comma) in text.match_indices(',') {
        let end = at + comma.len();
        let follows = text[..at].ends_with(|c: char| is_russian(c) || ".)»".contains(c));
        if follows && text[end..].starts_with(is_russian) {
            out.push(Slip {
                code: Code::NoSpaceAfterMark,
                message: "нет пробела после запятой".to_owned(),
                hint: "после запятой ставится пробел",
                span: at..end,
                fix: Some(", ".to_owned()),
            });
        }
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

pub(super) fn mixed_words(text: &str, out: &mut Vec<Slip>) {
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

/// «урок c учениками»: a Latin letter that stands alone among Russian words.
pub(super) fn lone_letters(text: &str, out: &mut Vec<Slip>) {
    const SMALL: [(&str, &str); 4] = [("c", "с"), ("o", "о"), ("k", "к"), ("y", "у")];
    const AFTER_COMMA: (&str, &str) = ("a", "а");
    // In the middle of a text a capital may be a mark: «категории B».
    const FIRST: [(&str, &str); 5] = [("B", "В"), ("C", "С"), ("K", "К"), ("O", "О"), ("A", "А")];
    const NAMED: [&str; 20] = [
        "ось",
        "оси",
        "осью",
        "координат",
        "перемен",
        "функци",
        "коэффициент",
        "точк",
        "параметр",
        "числ",
        "угол",
        "угл",
        "вариант",
        "пункт",
        "букв",
        "групп",
        "категор",
        "витамин",
        "тип",
        "значени",
    ];
    for (at, letter) in words(text).filter(|(_, word)| word.len() == 1) {
        let own = SMALL.iter().find(|(latin, _)| *latin == letter);
        let own = own
            .or(Some(&AFTER_COMMA)
                .filter(|(latin, _)| *latin == letter && text[..at].ends_with(", ")));
        let first = FIRST.iter().find(|(latin, _)| *latin == letter);
        let Some((_, russian)) = own.or(first.filter(|_| at == 0)) else {
            continue;
        };
        let is_first = at == 0 || text[..at].ends_with('\n');
        if is_first && has_letter_for_bullet(&text[at..]) {
            let gap = text[at + 1..].len() - text[at + 1..].trim_start().len();
            out.push(Slip {
                code: Code::OwnNumber,
                message: format!("«{letter}» – латинская буква в роли знака списка"),
                hint: "уберите ее: номера и знаки списков программа ставит сама",
                span: at..at + 1 + gap,
                fix: Some(String::new()),
            });
            continue;
        }
        let after = text[at + 1..].strip_prefix([' ', '\u{A0}']);
        let next = after.and_then(|rest| rest.chars().next());
        let begins = text[..at]
            .chars()
            .next_back()
            .is_none_or(|c| matches!(c, ' ' | '\u{A0}' | '\n' | '('));
        let goes_on = next.is_some_and(|c| {
            is_russian(c) || c == '«' || c.is_ascii_digit() && matches!(letter, "c" | "k" | "C")
        });
        // «координата y точки»
        let word = text[..at].trim_end().rsplit(' ').next().unwrap_or_default();
        let is_mark = NAMED
            .iter()
            .any(|stem| word.to_lowercase().starts_with(stem));
        let is_russian_text = text.chars().filter(|c| is_russian(*c)).count() > 2;
        if begins && goes_on && is_russian_text && !is_mark {
            out.push(Slip {
                code: Code::MixedAlphabets,
                message: format!("«{letter}» – латинская буква"),
                hint: "наберите ее заново русскими буквами",
                span: at..at + 1,
                fix: Some((*russian).to_owned()),
            });
        }
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

/// The ministry's № Р-145 of 25.12.2019 is a «распоряжение».
pub(super) fn decree(text: &str, out: &mut Vec<Slip>) {
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
