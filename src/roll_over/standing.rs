//! Dates of a text that stand in every year: of an order, or with a day of the week beside them.

use std::ops::Range;

use crate::russian::month_named;

/// Why a date stays as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// «Приказ от 01.09.2026 № 118-ОД»: another year has no such order.
    OfPaper,
    /// «Понедельник, 07.09.2026»: in another year it is another day.
    HasWeekday,
}

/// What a date tells of, given where its year stands.
pub(super) fn standing(text: &str, year: Range<usize>) -> Option<(Range<usize>, Why)> {
    let date = date_around(text, year.clone());
    let (before, after) = (&text[..date.start], &text[date.end..]);
    let is_whole = date.len() > year.len();
    if is_whole && is_of_paper(before, after) {
        return Some((date, Why::OfPaper));
    }
    let beside = |c: char| " \u{A0},(–-".contains(c);
    let last = before.trim_end_matches(beside);
    let last = last.rsplit(|c: char| !c.is_alphabetic()).next();
    let next = after.trim_start_matches(beside);
    let next = next.split(|c: char| !c.is_alphabetic()).next();
    let has_weekday = [last, next].into_iter().flatten().any(is_weekday);
    (is_whole && has_weekday).then_some((date, Why::HasWeekday))
}

/// The whole date of a year: «01.09.2026», «1 сентября 2026 г.», «2026-09-01».
fn date_around(text: &str, year: Range<usize>) -> Range<usize> {
    let (before, after) = (&text[..year.start], &text[year.end..]);
    let figures = |text: &str, most: usize| -> Option<usize> {
        let length = text.bytes().rev().take_while(u8::is_ascii_digit).count();
        ((1..=most).contains(&length)).then(|| text.len() - length)
    };
    let dotted = || {
        let month = before.strip_suffix('.')?;
        let day = month[..figures(month, 2)?].strip_suffix('.')?;
        figures(day, 2)
    };
    let in_words = || {
        let words = before.trim_end_matches([' ', '\u{A0}']);
        let start = words.rfind(|c: char| !c.is_alphabetic())?;
        let start = start + words[start..].chars().next()?.len_utf8();
        month_named(&words[start..].to_lowercase())?;
        let day = words[..start].trim_end_matches([' ', '\u{A0}', '»', '«']);
        figures(day, 2)
    };
    let start = dotted().or_else(in_words);
    let is_iso = start.is_none()
        && after.len() >= 6
        && after.bytes().take(6).enumerate().all(|(i, b)| {
            if i % 3 == 0 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    let end = if is_iso { year.end + 6 } else { year.end };
    let trimmed = text[end..].trim_start_matches([' ', '\u{A0}']);
    let said = ["года", "году", "г."]
        .into_iter()
        .find(|it| trimmed.starts_with(it));
    let end = said.map_or(end, |it| text.len() - trimmed.len() + it.len());
    start.unwrap_or(year.start)..end
}

/// Whether a paper is of that day: «приказ … от», a number behind the date or before it.
fn is_of_paper(before: &str, after: &str) -> bool {
    const PAPERS: [&str; 14] = [
        "приказ",
        "распоряжен",
        "постановлен",
        "письм",
        "положен",
        "протокол",
        "решен",
        "договор",
        "соглашен",
        "закон",
        "справк",
        "заявлен",
        "уведомлен",
        "редакц",
    ];
    let before = before.trim_end_matches([' ', '\u{A0}', '«', '"']);
    let Some(before) = before
        .strip_suffix("от")
        .filter(|it| !it.ends_with(char::is_alphabetic))
    else {
        return false;
    };
    let is_number = |text: &str| {
        let text = text.trim_start_matches([' ', '\u{A0}', ',']);
        ["№", "N ", "N\u{A0}"].iter().any(|it| text.starts_with(it))
    };
    let clause = before.rsplit([';', '\n']).next().unwrap_or(before);
    let words = clause.split(|c: char| !c.is_alphabetic()).rev();
    let is_named = words
        .filter(|it| it.chars().count() > 3)
        .take(6)
        .map(str::to_lowercase)
        .any(|word| PAPERS.iter().any(|it| word.starts_with(it)));
    let number = before.trim_end().rsplit([' ', '\u{A0}', '№']).next();
    let has_number =
        before.contains('№') && number.is_some_and(|it| it.contains(|c: char| c.is_ascii_digit()));
    is_number(after) || is_named || has_number
}

fn is_weekday(word: &str) -> bool {
    const STEMS: [&str; 6] = [
        "понедельник",
        "вторник",
        "четверг",
        "пятниц",
        "суббот",
        "воскресень",
    ];
    let word = word.to_lowercase();
    STEMS.iter().any(|it| word.starts_with(it))
        || matches!(
            word.as_str(),
            "среда"
                | "среду"
                | "среды"
                | "среде"
                | "пн"
                | "вт"
                | "ср"
                | "чт"
                | "пт"
                | "сб"
                | "вс"
        )
}
