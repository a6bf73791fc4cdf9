//! What a table is about: this year or another, the roadmap of the school or some other plan.

use super::table::Table;
use super::words::plain;
use crate::fields::SheetKind;

/// Whether a table is one of those that the program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Matter {
    Ours,
    OtherYear,
    /// A mentor's own plan or report.
    OwnPlan,
    /// A plan of other work.
    OtherPlan,
}

impl Matter {
    /// Why a table is left out; `None` for one that is read.
    pub(crate) fn why(self) -> Option<&'static str> {
        match self {
            Self::Ours => None,
            Self::OtherYear => Some("относится к другому учебному году"),
            Self::OwnPlan => {
                Some("это план или отчет одного наставника, а не дорожная карта школы")
            }
            Self::OtherPlan => Some("это план другой работы, а не дорожная карта наставничества"),
        }
    }
}

/// Looks at the titles of a table, the name of its sheet and its other columns.
pub(crate) fn matter(table: &Table<'_>, title: &str, school_year: Option<(u32, u32)>) -> Matter {
    if table.is_ours {
        return Matter::Ours;
    }
    if let Some(own) = school_year {
        let years = years(&format!("{} {title}", table.sheet.name));
        if !years.is_empty() && !years.contains(&own) {
            return Matter::OtherYear;
        }
        if years.is_empty() && day_of(title).is_some_and(|day| day < (own.0, 6)) {
            return Matter::OtherYear;
        }
        let name = table.sheet.name.to_lowercase();
        if name.contains("архив") || name.contains("прошл") {
            return Matter::OtherYear;
        }
        let short = short_years(&table.sheet.name);
        if years.is_empty() && !short.is_empty() && !short.contains(&own) {
            return Matter::OtherYear;
        }
        let lone = lone_years(&table.sheet.name);
        if years.is_empty() && !lone.is_empty() && lone.iter().all(|y| *y != own.0 && *y != own.1) {
            return Matter::OtherYear;
        }
    }
    if table.kind == SheetKind::Roadmap {
        plan(table, title)
    } else {
        Matter::Ours
    }
}

fn plan(table: &Table<'_>, title: &str) -> Matter {
    let title = plain(&format!("{title} {}", table.sheet.name));
    let words: Vec<&str> = title.split(' ').collect();
    let begins = |stems: &[&str]| words.iter().any(|w| stems.iter().any(|s| w.starts_with(s)));
    if begins(&["дорожн"]) {
        return Matter::Ours;
    }
    let one = [
        "наставника",
        "индивидуальн",
        "персонализированн",
        "самообразован",
        "стажировк",
        "адаптац",
    ];
    if begins(&["отчет"]) || begins(&one) {
        return Matter::OwnPlan;
    }
    let other = [
        "воспитательн",
        "внеурочн",
        "внеклассн",
        "внутришкольн",
        "профориент",
        "методическ",
        "спортивн",
        "безопасност",
        "летн",
        "каникул",
        "педсовет",
        "аттестац",
        "олимпиад",
        "родительск",
        "библиотек",
        "профсоюз",
    ];
    if begins(&other) && !begins(&["наставнич"]) {
        return Matter::OtherPlan;
    }
    // «План работы …» of anything else than mentoring.
    let has_plan = begins(&["план"]);
    let is_of_ours = begins(&["наставнич", "мероприят", "целев", "внедрен", "реализац"]);
    let strange = [
        "класс",
        "отметка",
        "выполнен",
        "участник",
        "подпись",
        "обучающ",
        "родител",
    ];
    let is_strange = table.unknown.iter().any(|(_, heading)| {
        let heading = plain(heading);
        heading
            .split(' ')
            .any(|w| strange.iter().any(|s| w.starts_with(s)))
    });
    if has_plan && !is_of_ours || is_strange && !begins(&["наставнич"]) {
        return Matter::OtherPlan;
    }
    Matter::Ours
}

/// Year and month of the day that a list is of: «на 01.09.2025», «по состоянию на 1.9.2025».
fn day_of(title: &str) -> Option<(u32, u32)> {
    let mut words = title.split_whitespace();
    words.by_ref().find(|word| word.to_lowercase() == "на")?;
    let word = words
        .next()?
        .trim_end_matches(|c: char| !c.is_ascii_digit());
    let mut parts = word.split('.').map(str::parse::<u32>);
    let (day, month, year) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    let is_day = (1..=31).contains(&day) && (1..=12).contains(&month) && year >= 1990;
    is_day.then_some((year, month))
}

/// School years that a text names: «2026-2027», «2026/27».
pub(crate) fn years(text: &str) -> Vec<(u32, u32)> {
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
        assert_eq!(years("Пары на 2026-2027 учебный год"), [(2026, 2027)]);
        assert_eq!(years("2025/26 и 2026 – 2027"), [(2025, 2026), (2026, 2027)]);
        assert!(years("приказ 12-2026, тел. 8-900-2026-2027").len() <= 1);
        assert!(years("01.09.2026-31.05.2027").is_empty());
        assert_eq!(short_years("25-26 уч. год"), [(2025, 2026)]);
        assert_eq!(day_of("Список пар на 01.09.2025 г."), Some((2025, 9)));
        assert_eq!(day_of("к положению от 25.04.2022, на год"), None);
        assert!(short_years("Пары 2026").is_empty() && short_years("корпус 1-2").is_empty());
    }
}
