//! Quotation marks, spaces and dashes.

use std::ops::Range;

use super::letters::{NOTHING, is_russian};
use super::slip::Slip;
use crate::problem::Code;
use crate::russian::{is_joining, with_dashes_and_quotes};

pub(super) fn quotes(text: &str, out: &mut Vec<Slip>) {
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
    let is_inch = |at: &&usize| {
        text[..**at]
            .trim_end_matches(NOTHING)
            .ends_with(|c: char| c.is_ascii_digit())
            && !text[**at + 1..].starts_with(char::is_alphanumeric)
    };
    if straight.len() % 2 == 1
        && let Some(&at) = straight.iter().rev().find(is_inch)
    {
        out.push(Slip {
            code: Code::UnevenQuotes,
            message: "знак \" после числа: дюймы или кавычка без пары".to_owned(),
            hint: "если это дюймы, напишите слово: «15 дюймов»; если кавычка, поставьте или уберите парную",
            span: at..at + 1,
            fix: None,
        });
    } else if straight.len() % 2 == 1
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
                hint: if straight.iter().any(|at| is_inch(&at)) {
                    "замените прямые кавычки на « и », а дюймы напишите словом"
                } else {
                    "замените прямые кавычки на « и »"
                },
                span: at..at + 1,
                fix: None,
            });
        }
    } else if let (Some(&at), true) = (straight.first(), text.contains('«')) {
        out.push(Slip {
            code: Code::MixedQuotes,
            message: "в одном тексте и «елочки», и прямые кавычки".to_owned(),
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

pub(super) fn doubled_spaces(text: &str, out: &mut Vec<Slip>) {
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

pub(super) fn hyphens(text: &str, out: &mut Vec<Slip>) {
    for (at, typed) in text.match_indices(" - ") {
        let end = at + typed.len();
        out.push(if is_joining(&text[..at], &text[end..]) {
            Slip {
                code: Code::HyphenForDash,
                message: "лишние пробелы у дефиса внутри слова".to_owned(),
                hint: "уберите их: «из-за», «мастер-класс»",
                span: at..end,
                fix: Some("-".to_owned()),
            }
        } else {
            Slip {
                code: Code::HyphenForDash,
                message: "дефис вместо тире".to_owned(),
                hint: "между словами ставится тире: «–»",
                span: at + 1..at + 2,
                fix: Some("–".to_owned()),
            }
        });
    }
}

/// «проведен урок , беседа», «( беседа )».
pub(super) fn stray_spaces(text: &str, out: &mut Vec<Slip>) {
    let mut push = |span: Range<usize>, message: &str| {
        out.push(Slip {
            code: Code::DoubledSpace,
            message: message.to_owned(),
            hint: "уберите его",
            span,
            fix: Some(String::new()),
        });
    };
    for (at, _) in text.match_indices(' ') {
        let before = text[..at].chars().next_back();
        let mut after = text[at + 1..].chars();
        let (mark, next) = (after.next(), after.next());
        let ends = next.is_none_or(char::is_whitespace);
        let follows_word =
            before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '»' | '.'));
        match (before, mark) {
            (_, Some(',' | ';' | '!' | '?' | '.')) if follows_word && ends => {
                push(at..at + 1, "лишний пробел перед знаком препинания");
            }
            (_, Some(':')) if follows_word && (ends || next.is_some_and(char::is_alphabetic)) => {
                push(at..at + 1, "лишний пробел перед знаком препинания");
            }
            (_, Some(')')) if follows_word => push(at..at + 1, "лишний пробел перед скобкой"),
            (Some('('), Some(c)) if c.is_alphanumeric() || c == '«' => {
                push(at..at + 1, "лишний пробел после скобки");
            }
            _ => {}
        }
    }
}

/// «урок- игра», «урок -игра»: a hyphen with a space on one side. «Двух- и трехлетний» and «ученик,
/// -ца» are written so.
pub(super) fn loose_hyphens(text: &str, out: &mut Vec<Slip>) {
    const JOINED: [&str; 8] = ["и", "или", "либо", "а", "но", "да", "до", "как"];
    for (at, _) in text.match_indices('-') {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let is_letter = |c: Option<char>| c.is_some_and(is_russian);
        let next = after.trim_start_matches(' ');
        let word = next
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        let last = before.trim_end_matches(' ');
        let opens = after.starts_with(' ') && is_letter(before.chars().next_back());
        let closes = before.ends_with(' ') && is_letter(after.chars().next());
        let hangs = JOINED.contains(&word.to_lowercase().as_str());
        let span = if opens && is_letter(next.chars().next()) && !hangs {
            at + 1..text.len() - next.len()
        } else if closes && is_letter(last.chars().next_back()) {
            last.len()..at
        } else {
            continue;
        };
        out.push(Slip {
            code: Code::HyphenForDash,
            message: "у дефиса пробел с одной стороны".to_owned(),
            hint: "внутри слова пробелов у дефиса нет: «урок-игра»; между словами ставится тире: «–»",
            span,
            fix: None,
        });
    }
}
