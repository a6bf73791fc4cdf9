//! An order in one cell: «Приказ № 118-ОД от 01.09.2026 «О закреплении наставников»».

use chrono::NaiveDate;

use super::dates::day;

/// What a cell says of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderWords {
    pub number: String,
    pub date: Option<NaiveDate>,
    /// Without its quotation marks.
    pub title: Option<String>,
}

/// Words that stand beside a number and a date and say nothing more.
const OF_COURSE: [&str; 22] = [
    "приказ",
    "приказа",
    "приказом",
    "приказу",
    "пр",
    "пр.",
    "распоряжение",
    "распоряжения",
    "от",
    "№",
    "n",
    "no",
    "по",
    "школе",
    "школы",
    "гимназии",
    "лицею",
    "директора",
    "г",
    "г.",
    "года",
    "номер",
];
/// Of those, the ones that are written without a space before the number.
const MARKS: [&str; 7] = ["приказ", "прик.", "пр.", "расп.", "no", "n", "пр"];
/// Words of a date that is written out.
const LONGEST_DATE: usize = 5;

/// Number, day and title of an order in one text. `None` if there are other words, or no number.
pub fn order_in(text: &str) -> Option<OrderWords> {
    let (rest, title) = without_title(text);
    let spaced = with_space_before_of(&rest)
        .replace('№', " № ")
        .replace(['\u{A0}', '\n', '\t', ',', ';', '(', ')'], " ");
    let words: Vec<&str> = spaced.split_whitespace().map(without_mark).collect();
    let (date, words) = without_date(&words);
    let of_course = |word: &&str| OF_COURSE.contains(&word.to_lowercase().trim_end_matches(':'));
    let own: Vec<&str> = words.into_iter().filter(|w| !of_course(w)).collect();
    let number = number(&own)?;
    Some(OrderWords {
        number,
        date,
        title,
    })
}

/// «№121от08.09.2026» and «№ 121 от08.09.2026» with spaces around «от».
fn with_space_before_of(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_figure = |at: Option<usize>| {
        at.and_then(|at| letters.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    let mut out = String::new();
    let mut at = 0;
    while let Some(c) = letters.get(at) {
        let is_of = letters
            .get(at..at + 2)
            .is_some_and(|two| matches!(two, ['о' | 'О', 'т' | 'Т']));
        let begins = at
            .checked_sub(1)
            .is_none_or(|before| is_figure(Some(before)) || letters[before].is_whitespace());
        if is_of && begins && is_figure(Some(at + 2)) {
            out.push_str(" от ");
            at += 2;
        } else {
            out.push(*c);
            at += 1;
        }
    }
    out
}

/// «пр.121», «N121»: the number alone.
fn without_mark(word: &str) -> &str {
    let lower = word.to_lowercase();
    let mark = MARKS.iter().find(|mark| lower.starts_with(**mark));
    let number = mark.and_then(|mark| word.get(mark.len()..));
    let is_number = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_digit());
    number.filter(is_number).unwrap_or(word)
}

/// Whether a text has a date and so is more than a number.
pub fn has_date(text: &str) -> bool {
    let spaced = text.replace(['\u{A0}', '\n', ',', ';', '(', ')', '/'], " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    without_date(&words).0.is_some()
}

/// What is wrong with the date of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateSlip {
    /// «31.09.2026».
    NoSuchDay(String),
    /// «02 сентября».
    NoYear(String),
}

/// A date in a text that no calendar has, or that lacks its year.
pub fn date_slip(text: &str) -> Option<DateSlip> {
    let (rest, _) = without_title(text);
    let spaced = rest.replace(
        ['\u{A0}', '\n', '\t', ',', ';', '(', ')', '«', '»', '"'],
        " ",
    );
    let words: Vec<&str> = spaced.split_whitespace().collect();
    for length in (1..=LONGEST_DATE).rev() {
        for window in words.windows(length) {
            match day(&window.join(" ")) {
                Some(Ok(_)) => return None,
                Some(Err(())) => return Some(DateSlip::NoSuchDay(window.join(" "))),
                None => {}
            }
        }
    }
    let is_short = |text: &str| {
        (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let in_words = words.windows(2).find(|pair| {
        is_short(pair[0]) && crate::russian::month_named(&pair[1].to_lowercase()).is_some()
    });
    // «12.03» alone may be a number.
    let in_figures = words.windows(2).find(|pair| {
        let parts = pair[1].trim_end_matches('.').split_once('.');
        pair[0].to_lowercase() == "от" && parts.is_some_and(|(d, m)| is_short(d) && is_short(m))
    });
    let found = in_words.map(|pair| pair.join(" "));
    found
        .or_else(|| in_figures.map(|pair| pair[1].to_owned()))
        .map(DateSlip::NoYear)
}

/// The title in quotation marks at the end, «О …» or «Об …».
fn without_title(text: &str) -> (String, Option<String>) {
    let text = text.trim();
    let marks = [('«', '»'), ('"', '"'), ('“', '”'), ('„', '“')];
    for (open, close) in marks {
        let inside = text.strip_suffix(close).and_then(|t| t.split_once(open));
        let Some((before, title)) = inside else {
            continue;
        };
        let is_title = title
            .to_lowercase()
            .split(' ')
            .next()
            .is_some_and(|word| ["о", "об", "обо"].contains(&word));
        if is_title && title.chars().count() > 3 {
            return (before.to_owned(), Some(title.trim().to_owned()));
        }
    }
    // «… от 01.09.2026 О закреплении наставников».
    let lower = text.to_lowercase();
    for begins in [" о ", " об "] {
        if let Some(at) = lower.find(begins)
            && text.is_char_boundary(at)
            && lower.len() == text.len()
            && has_date(&text[..at])
        {
            return (text[..at].to_owned(), Some(text[at..].trim().to_owned()));
        }
    }
    (text.to_owned(), None)
}

fn without_date<'w>(words: &[&'w str]) -> (Option<NaiveDate>, Vec<&'w str>) {
    for length in (1..=LONGEST_DATE).rev() {
        for start in 0..(words.len() + 1).saturating_sub(length) {
            let window = &words[start..start + length];
            if let Some(Ok(day)) = day(&window.join(" ")) {
                return (
                    Some(day),
                    [&words[..start], &words[start + length..]].concat(),
                );
            }
        }
    }
    (None, words.to_vec())
}

/// «121-ОД», «121 ОД», «121 – ОД»: figures with letters behind them.
fn number(words: &[&str]) -> Option<String> {
    let has_figure = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let is_letters = |word: &str| {
        (1..=4).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic)
    };
    let is_dash = |word: &str| ["-", "–", "—", "/"].contains(&word);
    let dash = |word: &str| if word == "/" { "/" } else { "-" }.to_owned();
    match words {
        [one] if has_figure(one) && !has_date(one) => Some(
            // «121.» and «121–ОД» are 121 and 121-ОД.
            one.trim_end_matches('.').replace(['–', '—', '‑'], "-"),
        ),
        [one, two] if has_figure(one) && is_letters(two) => Some(format!("{one} {two}")),
        [one, two, three] if has_figure(one) && is_dash(two) && is_letters(three) => {
            Some(format!("{one}{}{three}", dash(two)))
        }
        [one, two, three] if has_figure(one) && is_dash(two) && has_figure(three) => {
            Some(format!("{one}{}{three}", dash(two)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_however_its_parts_stand() {
        let date = NaiveDate::from_ymd_opt(2026, 9, 1);
        for (text, number) in [
            ("№ 118-ОД от 01.09.2026", "118-ОД"),
            ("118-ОД от 1 сентября 2026 г.", "118-ОД"),
            ("№ 118–ОД от 01.09.2026", "118-ОД"),
            ("118. от 01.09.2026", "118"),
            ("Приказ №118-ОД от 01.09.2026г.", "118-ОД"),
            ("приказ от 01.09.2026 г. № 118-ОД", "118-ОД"),
            ("от 01.09.2026,\n№ 118-ОД", "118-ОД"),
            ("01.09.2026 № 118-ОД", "118-ОД"),
            ("№118-ОД, 01.09.2026", "118-ОД"),
            ("118 ОД от 01.09.2026", "118 ОД"),
            ("приказ по школе № 118 от 01.09.2026", "118"),
            ("пр.118 от 01.09.2026", "118"),
            ("№118-ОД от01.09.2026", "118-ОД"),
            ("№118от01.09.2026", "118"),
            ("118-ОД от 01 09 2026", "118-ОД"),
            ("Приказ 45/1 (01.09.2026)", "45/1"),
            ("№ 118 – ОД от «01» сентября 2026 года", "118-ОД"),
        ] {
            let read = order_in(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (read.number.as_str(), read.date, read.title),
                (number, date, None),
                "{text}"
            );
        }
        let titled =
            order_in("Приказ № 118-ОД от 01.09.2026 г. «О закреплении наставников»").unwrap();
        assert_eq!(titled.title.as_deref(), Some("О закреплении наставников"));
        assert_eq!((titled.number.as_str(), titled.date), ("118-ОД", date));
        assert_eq!(order_in("№ 118-ОД").unwrap().number, "118-ОД");
        for other in [
            "pairs",
            "от 01.09.2026",
            "протокол педсовета № 1 от 01.09.2026",
            "",
        ] {
            assert_eq!(order_in(other), None, "{other}");
        }
    }

    #[test]
    fn a_date_that_cannot_be_is_seen() {
        let no_day = |text: &str| Some(DateSlip::NoSuchDay(text.to_owned()));
        let no_year = |text: &str| Some(DateSlip::NoYear(text.to_owned()));
        for (text, slip) in [
            ("№ 13 от 31.09.2026", no_day("31.09.2026")),
            (
                "13-ОД от 31 сентября 2026 г.",
                no_day("31 сентября 2026 г."),
            ),
            ("от 03.09.2206 № 13", no_day("03.09.2206")),
            ("№ 12 от 02 сентября", no_year("02 сентября")),
            ("№ 12 от «2» Сентября", no_year("2 Сентября")),
            ("№ 12 от 02.09", no_year("02.09")),
            ("№ 12.03", None),
            ("№ 12 от 02.09.2026", None),
            ("pairs", None),
        ] {
            assert_eq!(date_slip(text), slip, "{text}");
        }
    }
}
