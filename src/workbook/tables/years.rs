//! School years and days that titles and cells name.

use chrono::{Datelike as _, NaiveDate};

use crate::edit::{self, Reach};

/// The first month of a year that is one of the next school year's lists.
const FIRST_MONTH: u32 = 6;

/// Whether the name of a sheet or the titles of a table say that it is of another school year than
/// this one.
pub(super) fn is_of_another(sheet: &str, title: &str, own: (u32, u32)) -> bool {
    // A number at the end of the one is not the beginning of the other.
    let text = format!("{sheet}; {title}");
    let mut named = years(&text);
    named.extend(years_apart(&text));
    if !named.is_empty() {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).collect();
        return !named.contains(&own) && !is_of_arrival(&words);
    }
    // «2025-2028» holds this year.
    let holds = |years: &[u32]| {
        years.iter().any(|year| *year <= own.0) && years.iter().any(|year| *year >= own.1)
    };
    let of_another = |years: &[u32]| {
        !years.is_empty() && !holds(years) && years.iter().all(|y| *y != own.0 && *y != own.1)
    };
    let mut short = short_years(sheet);
    // «10-11» are classes.
    short.retain(|year| is_sheet_of_years(sheet) && year.0 + SPAN >= own.0);
    let is_past = |text: &str| {
        let lower = text.to_lowercase();
        let from = ["с прошл", "из прошл"].iter().any(|it| lower.contains(it));
        lower.contains("прошл") && !lower.contains("настоящ") && !from
    };
    is_past(title)
        || is_past(sheet)
        || day_of(title).is_some_and(|day| day < (own.0, FIRST_MONTH) || day >= (own.1, 9))
        || is_over_on(title).is_some_and(|day| day < (own.0, 9))
        || lone_year_of_list(title).is_some_and(|year| year < own.0)
        || !short.is_empty() && !short.contains(&own)
        || !is_since(sheet) && of_another(&lone_years(sheet))
        || of_another(&years_in_words(title))
        || approved(title).is_some_and(|day| day < (own.0, FIRST_MONTH))
        || is_of_other_months(title, own)
        || is_of_other_days(title, own)
        || belongs_to_order(title).is_some_and(|day| {
            // An older order may be that of the rules.
            (own.0 - 1, FIRST_MONTH) <= day && day < (own.0, FIRST_MONTH)
        })
}

/// Whether a text is nothing but a time, and one of another school year: «2025», «с 01.09.2027», «до
/// 31.05.2026».
pub(super) fn is_other_time(text: &str, own: (u32, u32)) -> bool {
    const LONGEST: usize = 4;
    const BESIDE: [&str; 9] = ["с", "со", "до", "по", "на", "за", "г", "год", "года"];
    let lower = text.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    lower.contains(|c: char| c.is_ascii_digit())
        && lower.split_whitespace().count() <= LONGEST
        && words.all(|word| BESIDE.contains(&word))
        && edit::reach(text).is_some_and(|it| is_outside(it, own) || ends_before(it, own))
}

/// Years back that a list may be of.
const SPAN: u32 = 10;

/// Whether figures in the name of a sheet are years: beside words of lists alone, and not in
/// «Группы 24-25», «Кабинеты 21-22», «МО № 23-24».
fn is_sheet_of_years(sheet: &str) -> bool {
    const LISTS: [&str; 16] = [
        "уч",
        "год",
        "г",
        "пар",
        "спис",
        "наставн",
        "лист",
        "план",
        "дорожн",
        "карт",
        "архив",
        "период",
        "закреплен",
        "сотрудн",
        "за",
        "на",
    ];
    let lower = sheet.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    let is_of_lists = |word: &str| {
        LISTS.iter().any(|stem| {
            if stem.chars().count() < 3 {
                word == *stem
            } else {
                word.starts_with(stem)
            }
        })
    };
    !lower.contains('№') && words.all(is_of_lists)
}

/// «Принятые в 2025 году», «Выпускники 2025 года», «Работают с 2024 г.», «Продолжающие с 2025/2026»: a
/// year from which something goes on.
fn is_of_arrival(words: &[&str]) -> bool {
    const ARRIVED: [&str; 11] = [
        "принят",
        "пришед",
        "прибыв",
        "поступивш",
        "окончивш",
        "выпуск",
        "работа",
        "продолжа",
        "продолжен",
        "переходящ",
        "перешедш",
    ];
    begins_any(words, &ARRIVED)
}

/// The same of a section or of a short title, where «Закреплены в 2025 г.» says when the pairs began:
/// pairs «на 2025/2026» are of that year alone.
pub(in crate::workbook) fn is_since(text: &str) -> bool {
    const SINCE: [&str; 14] = [
        "прием",
        "приём",
        "назначены",
        "назначенны",
        "закреплены",
        "закрепленны",
        "стаж",
        "созданн",
        "созданы",
        "сформирован",
        "начал",
        "начат",
        "набор",
        "открыт",
    ];
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let is_for = words
        .windows(2)
        .any(|two| matches!(two[0], "на" | "за") && is_year(two[1]));
    (is_of_arrival(&words) || begins_any(&words, &SINCE)) && !is_for
}

fn begins_any(words: &[&str], stems: &[&str]) -> bool {
    words
        .iter()
        .any(|word| stems.iter().any(|stem| word.starts_with(stem)))
}

/// Whether figures of a title are those of a place or a telephone: «Корпус 24/25», «тел. 2-25-26».
pub(in crate::workbook) fn is_of_place(text: &str) -> bool {
    const PLACES: [&str; 25] = [
        "тел",
        "моб",
        "каб",
        "корп",
        "ул",
        "улиц",
        "дом",
        "групп",
        "класс",
        "ауд",
        "этаж",
        "здани",
        "филиал",
        "построй",
        "отряд",
        "площадк",
        "просп",
        "пер",
        "помещ",
        "пр",
        "пл",
        "мкр",
        "наб",
        "ш",
        "№",
    ];
    let lower = text.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphabetic() && c != '№')
        .filter(|word| !word.is_empty());
    words.any(|word| {
        PLACES.iter().any(|stem| {
            if stem.chars().count() < 4 && *stem != "тел" && *stem != "каб" {
                word == *stem
            } else {
                word.starts_with(stem)
            }
        })
    })
}

/// «С 01.09.2025 по 31.05.2026»: a title that names both days of a term.
fn is_of_other_days(title: &str, own: (u32, u32)) -> bool {
    let words = title.split(|c: char| c.is_whitespace() || "()–—,;:".contains(c));
    let days = words.filter(|word| matches!(edit::day(word), Some(Ok(_))));
    days.count() > 1
        && !is_of_an_act(title)
        && edit::reach(title).is_some_and(|reach| is_outside(reach, own))
}

/// Year and month of the day until which a list is in force: «Действует до 31.05.2026».
fn is_over_on(title: &str) -> Option<(u32, u32)> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let begins = |word: &str| {
        let word = word.to_lowercase();
        ["действ", "срок", "период"]
            .iter()
            .any(|stem| word.starts_with(stem))
    };
    let at = words.windows(2).position(|pair| {
        begins(pair[0]) && matches!(pair[1].to_lowercase().as_str(), "до" | "по")
    })?;
    let length = words.len().min(at + 5);
    let day = (1..=3).find_map(|count| {
        let text = words.get(at + 2..(at + 2 + count).min(length))?.join(" ");
        edit::day(text.trim_end_matches([',', ';', ')']))?.ok()
    })?;
    Some((u32::try_from(day.year()).ok()?, day.month()))
}

/// «Наставничество 2025»: the year at the end of a short title of a list.
fn lone_year_of_list(title: &str) -> Option<u32> {
    const MOST_WORDS: usize = 4;
    const LISTS: [&str; 7] = [
        "наставн",
        "пар",
        "спис",
        "закреплен",
        "дорожн",
        "план",
        "карт",
    ];
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let last = words.last()?.trim_matches(['(', ')', '.', ',']);
    let is_list = LISTS.iter().any(|stem| lower.starts_with(stem));
    let is_year = last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit());
    if !is_list || !is_year || words.len() > MOST_WORDS || is_of_an_act(title) {
        return None;
    }
    if lower.contains('№') || lower.contains("школ") {
        return None;
    }
    last.parse().ok().filter(|year| (1990..2200).contains(year))
}

/// Year and month of the order that a list is of: «Приложение к приказу от 02.09.2025».
fn belongs_to_order(title: &str) -> Option<(u32, u32)> {
    let lower = title.to_lowercase();
    let at = lower.find("к приказу")?;
    let before = lower.get(..at)?;
    if !before.contains("приложени") || before.contains("положени") {
        return None;
    }
    let words: Vec<&str> = lower.get(at..)?.split_whitespace().take(12).collect();
    let days = (1..=3).flat_map(|length| words.windows(length));
    let day = days
        .into_iter()
        .find_map(|words| edit::day(words.join(" ").trim_end_matches([',', ';']))?.ok())?;
    Some((u32::try_from(day.year()).ok()?, day.month()))
}

/// «Список пар (сентябрь 2025)»: a title that names months of another year, and no act.
fn is_of_other_months(title: &str, own: (u32, u32)) -> bool {
    let named = edit::months_named(title);
    let is_own = |(year, month): &(u32, u32)| {
        (own.0, FIRST_MONTH) <= (*year, *month) && (*year, *month) < (own.1, FIRST_MONTH + 3)
    };
    !named.is_empty() && !named.iter().any(is_own) && !is_of_an_act(title)
}

/// Year and month of the stamp over a list: «УТВЕРЖДАЮ Директор … «30» августа 2025 г.».
fn approved(title: &str) -> Option<(u32, u32)> {
    let (_, stamp) = title.split_once("УТВЕРЖДАЮ")?;
    let words: Vec<&str> = stamp.split_whitespace().take(WORDS_OF_STAMP).collect();
    let stamp = words.join(" ");
    let stamp = stamp.split("риказ").next().unwrap_or_default();
    let words: Vec<&str> = stamp.split(' ').collect();
    let days = (1..=3).flat_map(|length| words.windows(length));
    let day = days.into_iter().find_map(|words| {
        let text = words.join(" ");
        edit::day(text.trim_end_matches([',', ';']))?.ok()
    })?;
    Some((u32::try_from(day.year()).ok()?, day.month()))
}

/// Words of a stamp: the post, the school, the name, the day.
const WORDS_OF_STAMP: usize = 24;

/// Whether a title tells of an act whose year is not that of the list.
fn is_of_an_act(title: &str) -> bool {
    let lower = title.to_lowercase();
    [
        "приказ",
        "положен",
        "утвержд",
        "соответств",
        "концепц",
        "письм",
        "закон",
        " от ",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// Whether titles say of which year a table is.
pub(super) fn names_year(title: &str) -> bool {
    !years(title).is_empty()
        || !years_apart(title).is_empty()
        || !years_in_words(title).is_empty()
        || title.to_lowercase().contains("прошл")
}

/// Year and month of the day that a list is of: «на 01.09.2025», «по состоянию на 1 сентября 2025
/// г.», «Утверждено 02.09.2025».
fn day_of(title: &str) -> Option<(u32, u32)> {
    let words: Vec<&str> = title
        .split(|c: char| c.is_whitespace() || "()«»\"".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let follows = |word: &str| {
        let word = word.to_lowercase();
        word == "на" || word.starts_with("утвержд")
    };
    let day = |at: usize| {
        let one = words[at].trim_end_matches([',', ';', '.']);
        let three = words.get(at..at + 3).map(|words| words.join(" "));
        let read = |text: &str| edit::day(text)?.ok();
        read(one).or_else(|| read(&three?))
    };
    let at = words.iter().position(|word| follows(word))?;
    let day = words.get(at + 1).and_then(|_| day(at + 1))?;
    Some((u32::try_from(day.year()).ok()?, day.month()))
}

/// «Пары 2025 г.», «Наставники, 2025 год»: the years of a short title that says nothing else, so
/// no date, no number of an act.
fn years_in_words(title: &str) -> Vec<u32> {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    if words.len() > 8 || is_of_an_act(title) || lower.contains('№') {
        return Vec::new();
    }
    if is_since(title) {
        return Vec::new();
    }
    let mut before = std::iter::once("").chain(words.iter().copied());
    let years = words.windows(2).filter_map(|pair| {
        // «С 2020 г.» goes on.
        let is_since = matches!(
            before.next().map(|word| word.trim_start_matches('(')),
            Some("с" | "со" | "от" | "после")
        );
        if is_since {
            return None;
        }
        let is_year = matches!(
            pair[1].trim_end_matches([',', ')', ';']),
            "г" | "г." | "год" | "года" | "году"
        );
        let number = pair[0].trim_start_matches('(');
        let is_number = number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit());
        (is_year && is_number).then(|| number.parse().ok())?
    });
    years.filter(|y| (1990..2200).contains(y)).collect()
}

/// Whether a time is over before a school year, or begins after it.
pub(in crate::workbook) fn is_outside(reach: Reach, own: (u32, u32)) -> bool {
    let first = |year: u32, month: u32| {
        let year = i32::try_from(year).ok()?;
        NaiveDate::from_ymd_opt(year, month, 1)
    };
    let is_before = |month: u32, day: Option<NaiveDate>| {
        day.zip(first(own.0, month))
            .is_some_and(|(day, first)| day < first)
    };
    // What began in the last school year and ends in August was of that year.
    let began_before = is_before(FIRST_MONTH, reach.from);
    let is_over = is_before(FIRST_MONTH + 1, reach.to) || began_before && is_before(9, reach.to);
    let begins_after = reach
        .from
        .zip(first(own.1, FIRST_MONTH + 2))
        .is_some_and(|(from, next)| from >= next);
    // An end before the beginning is a slip, not another year.
    let is_slip = reach.from.zip(reach.to).is_some_and(|(from, to)| from > to);
    !is_slip && (is_over || begins_after)
}

/// «До 01.09.2026»: until a school year begins.
pub(in crate::workbook) fn ends_before(reach: Reach, own: (u32, u32)) -> bool {
    let begins = i32::try_from(own.0).ok();
    let begins = begins.and_then(|year| NaiveDate::from_ymd_opt(year, 9, 1));
    reach.from.is_none()
        && reach
            .to
            .zip(begins)
            .is_some_and(|(to, begins)| to <= begins)
}

/// School years that a text names: «2026-2027», «2026/27».
pub(in crate::workbook) fn years(text: &str) -> Vec<(u32, u32)> {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let number = |at: usize, length: usize| -> Option<u32> {
        let digits = letters.get(at..at + length)?;
        let is_number = digits.iter().all(char::is_ascii_digit);
        let ends = letters.get(at + length).is_none_or(|c| !c.is_ascii_digit());
        (is_number && ends).then(|| digits.iter().collect::<String>().parse().ok())?
    };
    let mut out = Vec::new();
    for at in 0..letters.len() {
        let begins = at == 0 || !letters[at - 1].is_ascii_digit();
        let Some(first) = number(at, 4).filter(|y| begins && (1990..2200).contains(y)) else {
            continue;
        };
        if !letters.get(at + 4).is_some_and(|c| "-–—/".contains(*c)) {
            continue;
        }
        let second = number(at + 5, 4).or_else(|| number(at + 5, 2).map(|y| first / 100 * 100 + y));
        if second == Some(first + 1) {
            out.push((first, first + 1));
        }
    }
    out
}

/// School years that a text names in other ways: «2025 2026», «25/26 уч. г.».
fn years_apart(text: &str) -> Vec<(u32, u32)> {
    let lower = text.to_lowercase();
    let mut numbers = Vec::new();
    let mut at = 0;
    for part in lower.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        if !digits.is_empty() {
            numbers.push((at, digits));
        }
        at += part.len();
    }
    let pairs = numbers.windows(2).filter_map(|pair| {
        let [(first_at, first), (second_at, second)] = pair else {
            return None;
        };
        let between = &lower[first_at + first.len()..*second_at];
        let after = lower[second_at + second.len()..].trim_start();
        let (from, to): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
        let is_next = to == from + 1;
        let is_long = first.len() == 4 && second.len() == 4 && matches!(between, "_" | " ");
        let is_short = first.len() == 2
            && second.len() == 2
            && matches!(between, "/" | "-" | "–")
            && after.starts_with("уч");
        let century = if is_short { 2000 } else { 0 };
        (is_next && (is_long || is_short)).then_some((from + century, to + century))
    });
    pairs.collect()
}

/// «25-26» in the name of a sheet.
fn short_years(text: &str) -> Vec<(u32, u32)> {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
    let pairs = numbers
        .windows(2)
        .filter(|pair| pair.iter().all(|n| n.len() == 2));
    let years = pairs.filter_map(|pair| {
        let (first, second): (u32, u32) = (pair[0].parse().ok()?, pair[1].parse().ok()?);
        (second == first + 1).then_some((2000 + first, 2000 + second))
    });
    years.collect()
}

fn lone_years(text: &str) -> Vec<u32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let years = numbers
        .filter(|n| n.len() == 4)
        .filter_map(|n| n.parse().ok());
    years.filter(|y| (1990..2200).contains(y)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn school_years_are_two_years_running() {
        let own = (2026, 2027);
        for title in [
            "Список наставнических пар МБОУ «Школа № 7» (сентябрь 2025)",
            "Наставнические пары с 01.09.2025 по 31.05.2026",
            "Период: сентябрь 2025 – май 2026",
            "Действует до 31.05.2026",
            "Список пар, срок до 31 мая 2026 г.",
            "на 1 сентября 2027 г.",
            "Наставничество 2025",
            "Список пар (2025)",
            "Приложение к приказу от 02.09.2025 № 97-ОД Список пар",
            "УТВЕРЖДАЮ Директор МБОУ «Школа № 7» ______ О.П. Никитина «30» августа 2025 г. Список пар",
        ] {
            assert!(is_of_another("Лист1", title, own), "{title}");
        }
        for title in [
            "Список пар (сентябрь 2026)",
            "Действует до 31.05.2027",
            "Наставничество 2026",
            "Наставники школы 2025",
            "Сдать до 30.08.2026",
            "Филиал (с 2020 г.)",
            "Принятые в 2025 году",
            "Молодые специалисты выпуска 2025 года",
            "Работают с 2024 г.",
            "Закреплены в 2025 г.",
            "Переходящие с 2025/2026",
            "С прошлого года",
            "на 01.06.2027",
            "Список пар, май 2027",
            "Приложение к приказу от 01.09.2026 № 97-ОД Список пар",
            "Приложение к Положению, утвержденному приказом от 25.04.2022",
            "УТВЕРЖДАЮ Директор «30» августа 2026 г. Список пар",
            "УТВЕРЖДАЮ приказ от 30.08.2025 Список пар",
            "по письму от мая 2022 Список пар",
        ] {
            assert!(!is_of_another("Лист1", title, own), "{title}");
        }
        assert_eq!(years("Пары на 2026-2027 учебный год"), [(2026, 2027)]);
        assert_eq!(years("2025/26 и 2026 – 2027"), [(2025, 2026), (2026, 2027)]);
        assert!(years("приказ 12-2026, тел. 8-900-2026-2027").len() <= 1);
        assert!(years("01.09.2026-31.05.2027").is_empty());
        assert_eq!(short_years("25-26 уч. год"), [(2025, 2026)]);
        for title in [
            "Список пар на 01.09.2025 г.",
            "Пары (на 1 сентября 2025 года)",
            "Утверждено 02.09.2025",
        ] {
            assert_eq!(day_of(title), Some((2025, 9)), "{title}");
        }
        assert_eq!(day_of("к положению от 25.04.2022, на год"), None);
        for text in ["Пары 2025_2026", "2025 2026", "Наставники (25/26 уч.г.)"] {
            assert_eq!(years_apart(text), [(2025, 2026)], "{text}");
        }
        for title in ["Пары 2025 г.", "Наставники (2025 год)"] {
            assert_eq!(years_in_words(title), [2025], "{title}");
        }
        assert!(years_in_words("Приложение к приказу от 25.04.2022 г., 2022 год").is_empty());
        for sheet in ["Пары 24-25", "25-26 уч. год", "25/26"] {
            assert!(is_of_another(sheet, "", own), "{sheet}");
        }
        for text in [
            "Закреплены в 2025 г.",
            "Пары 2025 года набора",
            "Начали в 2025 году",
        ] {
            assert!(is_since(text), "{text}");
        }
        for text in [
            "Закреплены на 2025/2026",
            "О назначении наставников",
            "Пары 2025 года",
        ] {
            assert!(!is_since(text), "{text}");
        }
        for sheet in [
            "10-11 классы",
            "Закреплены в 2025 г.",
            "Учителя 10-11 классов",
            "10-11",
            "Группы 24-25",
            "Кабинеты 21-22",
            "МО № 23-24",
        ] {
            assert!(!is_of_another(sheet, "", own), "{sheet}");
        }
        assert!(is_of_another("Лист1", "2025/2026", (2026, 2027)));
        assert!(!is_of_another("Лист1", "2026/2027", (2026, 2027)));
        assert!(!is_of_another(
            "Пары",
            "Приложение к Положению 2022 г.",
            (2026, 2027)
        ));
        assert!(years_apart("01.09.2025-31.05.2026, приказ 25/26").is_empty());
        assert!(short_years("Пары 2026").is_empty() && short_years("корпус 1-2").is_empty());
    }
}
