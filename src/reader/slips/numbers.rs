//! Numbers of papers, dates, numbered lines.

use chrono::NaiveDate;

use super::letters::is_russian;
use super::slip::Slip;
use crate::problem::Code;
use crate::reader::YEARS;
use crate::russian::month_named;

/// What scanners and foreign keyboards make of №.
const GARBLED: [&str; 19] = [
    "JVs", "JNs", "Jfe", "JVe", "JV°", "Jf°", "JN°", "№№", "N°", "Nº", "№°", "Л°", "Лг°", "Ns",
    "Ne", "Xs", "Лг", "N", "#",
];

pub(super) fn number_signs(text: &str, out: &mut Vec<Slip>) {
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
            // «Приказы №№ 1, 2» is how several are written.
            let is_plural = *found == "№№" && names_several(number);
            if number.starts_with(|c: char| c.is_ascii_digit()) && !is_plural {
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

/// «1, 2», «1–3», «5 и 6».
fn names_several(numbers: &str) -> bool {
    let is_span = |token: &str| {
        let ends = token.split_once('-');
        ends.is_some_and(|(from, to)| {
            let is_number =
                |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            is_number(from) && is_number(to.trim_end_matches(['.', ',', ';']))
        })
    };
    if numbers.split_whitespace().next().is_some_and(is_span) {
        return true;
    }
    let rest = numbers.trim_start_matches(|c: char| !c.is_whitespace() && !",–—".contains(c));
    let rest = rest.trim_start();
    let after = ["и ", ",", "–", "—", "-"]
        .iter()
        .find_map(|sign| rest.strip_prefix(sign));
    after.is_some_and(|next| next.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// «273-Ф3».
pub(super) fn law_numbers(text: &str, out: &mut Vec<Slip>) {
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
pub(super) fn repeated_dates(text: &str, out: &mut Vec<Slip>) {
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

/// Lines that begin «1.», «2.», «4.».
pub(super) fn numbering(text: &str, out: &mut Vec<Slip>) {
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

/// «30.02.2027», «31 сентября», «29 февраля 2027 г.»: days that no calendar has.
pub(super) fn impossible_dates(text: &str, out: &mut Vec<Slip>) {
    let mut from = 0;
    while let Some(next) = text[from..].bytes().position(|b| b.is_ascii_digit()) {
        let at = from + next;
        let rest = &text[at..];
        let end = rest.bytes().position(|b| !b.is_ascii_digit());
        let end = end.unwrap_or(rest.len());
        let is_inside =
            || text[..at].ends_with(|c: char| c.is_alphanumeric() || ".,/№".contains(c));
        // A day has no more figures.
        let date = if end > 2 || is_inside() {
            None
        } else {
            in_figures(&text[..at], rest).or_else(|| in_words(rest, end))
        };
        if let Some((length, false)) = date {
            out.push(Slip {
                code: Code::NoSuchDate,
                message: format!("такой даты нет: {}", &rest[..length]),
                hint: "исправьте день, месяц или год",
                span: at..at + length,
                fix: None,
            });
        }
        from = at + date.map_or(end, |(length, _)| length);
    }
}

/// «30.02.2027», «до 31.09.26», «к 31.09»: its length, and whether there is such a day. Without the
/// century or the year it may be the number of a chapter, and a preposition must stand before it.
fn in_figures(before: &str, text: &str) -> Option<(usize, bool)> {
    const LEAP: i32 = 2024;
    const BEFORE: [&str; 7] = ["до", "от", "с", "по", "к", "на", "со"];
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let date = text[..end].trim_end_matches('.');
    if !date.contains('.') {
        return None;
    }
    let parts: Vec<&str> = date.split('.').collect();
    let is_short = |part: &&str| (1..=2).contains(&part.len());
    let word = before.trim_end().rsplit([' ', '\n', '(']).next()?;
    let is_told = || before.ends_with(' ') && BEFORE.contains(&word.to_lowercase().as_str());
    let (day, month, year) = match parts.as_slice() {
        [day, month, year] if year.len() == 4 => (day, month, year.parse().ok()?),
        [day, month, year] if year.len() == 2 && is_told() => {
            (day, month, 2000 + year.parse::<i32>().ok()?)
        }
        [day, month] if month.len() == 2 && is_told() => (day, month, LEAP),
        _ => return None,
    };
    let (own_day, own_month) = (day.parse().ok()?, month.parse().ok()?);
    // «по 44.03.05» is no day, and «с 17.00» an hour.
    let is_whole = parts.last().is_some_and(|year| year.len() == 4);
    let is_like_day = is_whole || (25..=31).contains(&own_day) && (1..=12).contains(&own_month);
    let is_date = is_short(day) && is_short(month) && is_like_day && YEARS.contains(&year);
    is_date.then_some((date.len(), is_in_calendar(year, own_month, own_day)))
}

/// «31 сентября», «29 февраля 2027»: of `digits` figures.
fn in_words(text: &str, digits: usize) -> Option<(usize, bool)> {
    const LEAP: i32 = 2024;
    let day = text[..digits].parse().ok().filter(|_| digits <= 2)?;
    // «31» сентября, 31-го сентября
    let rest = &text[digits..];
    let rest = rest
        .strip_prefix(['»', '"'])
        .or(rest.strip_prefix("-го"))
        .unwrap_or(rest);
    let rest = rest.strip_prefix([' ', '\u{A0}'])?;
    let word = rest.split(|c: char| !c.is_alphabetic()).next()?;
    let month = month_named(&word.to_lowercase())?;
    let length = text.len() - rest.len() + word.len();
    let after = text[length..]
        .strip_prefix([' ', '\u{A0}'])
        .unwrap_or_default();
    let figures = after.bytes().take_while(u8::is_ascii_digit).count();
    let year = Some(&after[..figures]).filter(|_| figures == 4);
    let year: Option<i32> = year.and_then(|year| year.parse().ok());
    let length = year.map_or(length, |_| text.len() - after.len() + figures);
    Some((length, is_in_calendar(year.unwrap_or(LEAP), month, day)))
}

fn is_in_calendar(year: i32, month: u32, day: u32) -> bool {
    NaiveDate::from_ymd_opt(year, month, day).is_some()
}
