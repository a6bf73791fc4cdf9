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
    /// A report of what was done.
    Report,
    /// A plan of other work.
    OtherPlan,
    /// A sheet of which nobody says that it is in force.
    Draft,
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
            Self::Report => Some("это отчет, а не дорожная карта"),
            Self::Draft => Some("стоит на листе с образцом или черновиком"),
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
        let text = format!("{} {title}", table.sheet.name);
        let mut years = years(&text);
        years.extend(years_apart(&text));
        if !years.is_empty() && !years.contains(&own) {
            return Matter::OtherYear;
        }
        if years.is_empty() && day_of(title).is_some_and(|day| day < (own.0, 6)) {
            return Matter::OtherYear;
        }
        let name = table.sheet.name.to_lowercase();
        let is_past = ["архив", "прошл", "удалить", "не использовать"];
        if is_past.iter().any(|word| name.contains(word)) || title.to_lowercase().contains("прошл")
        {
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
    if is_draft(&plain(&table.sheet.name)) {
        return Matter::Draft;
    }
    if table.kind == SheetKind::Roadmap {
        plan(table, title)
    } else {
        Matter::Ours
    }
}

/// How words begin that say that a plan is of other work,
const OTHER: [&str; 41] = [
    "воспитательн",
    "воспитани",
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
    "функциональн",
    "грамотност",
    "цифров",
    "минпросвещени",
    "профилактик",
    "антитеррор",
    "террор",
    "экстремизм",
    "посещени",
    "консультац",
    "циклограмм",
    "питани",
    "пожарн",
    "коррупц",
    "одарен",
    "инклюз",
    "качеств",
    "экзамен",
    "фгос",
    "патриотич",
    "дежурств",
    "ремонт",
    "закупк",
    "здоров",
];
/// and short words that do.
const OTHER_WORDS: [&str; 10] = [
    "вр",
    "увр",
    "шмо",
    "мо",
    "всоко",
    "гиа",
    "егэ",
    "огэ",
    "впр",
    "гто",
];

/// Whether the name of a sheet says that it holds a sample or a draft.
fn is_draft(name: &str) -> bool {
    const DRAFTS: [&str; 3] = ["образец", "чернов", "шаблон"];
    const WORDS: [&str; 6] = ["пример", "примеры", "старый", "старая", "старое", "старые"];
    let is_it = |word: &str| DRAFTS.iter().any(|it| word.starts_with(it)) || WORDS.contains(&word);
    name.split(' ').any(is_it)
}

/// Whether a plan has columns that no roadmap has: «Класс», «Отметка о выполнении».
fn has_strange_columns(table: &Table<'_>) -> bool {
    const STRANGE: [&str; 7] = [
        "класс",
        "отметка",
        "выполнен",
        "участник",
        "подпись",
        "обучающ",
        "родител",
    ];
    table.unknown.iter().any(|(_, heading)| {
        let heading = plain(heading);
        let mut words = heading.split(' ');
        words.any(|word| STRANGE.iter().any(|stem| word.starts_with(stem)))
    })
}

/// What the titles and the name of the sheet say of a plan.
fn plan(table: &Table<'_>, title: &str) -> Matter {
    let text = plain(&format!("{title} {}", table.sheet.name));
    let words: Vec<&str> = text.split(' ').collect();
    let begins = |stems: &[&str]| words.iter().any(|w| stems.iter().any(|s| w.starts_with(s)));
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let is_map = begins(&["дорожн"]);
    let is_of_mentoring = begins(&["наставничеств", "наставническ", "целев"]);
    if is_of_one(&text, &words) || is_of_people(&table.sheet.name) {
        return Matter::OwnPlan;
    }
    if begins(&["отчет", "справк", "мониторинг", "выполнени"]) {
        return Matter::Report;
    }
    let one = [
        "наставника",
        "индивидуальн",
        "персонализированн",
        "самообразован",
        "стажировк",
        "адаптац",
    ];
    if begins(&one) && !is_map {
        return Matter::OwnPlan;
    }
    if (begins(&OTHER) || has(&OTHER_WORDS)) && !is_of_mentoring {
        return Matter::OtherPlan;
    }
    if is_map {
        return if has_subject(&words) && !is_of_mentoring {
            Matter::OtherPlan
        } else {
            Matter::Ours
        };
    }
    // «План работы …» of anything else than mentoring.
    let has_plan = begins(&["план"]);
    let is_of_ours = is_of_mentoring || begins(&["мероприят", "внедрен", "реализац"]);
    if has_plan && !is_of_ours || has_strange_columns(table) && !is_of_mentoring {
        return Matter::OtherPlan;
    }
    Matter::Ours
}

/// «План работы наставнической пары», «Наставник: …»: of one pair, or of somebody in it.
fn is_of_one(text: &str, words: &[&str]) -> bool {
    const WORDS: [&str; 8] = [
        "наставник",
        "наставляемый",
        "наставляемая",
        "наставляемого",
        "наставляемой",
        "иом",
        "ипр",
        "маршрут",
    ];
    words.iter().any(|word| WORDS.contains(word))
        || ["наставнической пары", "наставнической группы", "план пары"]
            .iter()
            .any(|phrase| text.contains(phrase))
        || text.starts_with("пара ")
        || words
            .last()
            .is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()))
            && words
                .iter()
                .rev()
                .nth(1)
                .is_some_and(|word| *word == "пара")
}

/// «Сидоров А.Ю.», «Петрова-Сидоров»: a sheet of people.
fn is_of_people(name: &str) -> bool {
    let is_surname = |part: &str| {
        let mut letters = part.trim().chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().count() >= 2
            && letters.all(char::is_lowercase)
    };
    let parts: Vec<&str> = name.split(['-', '–', '—']).collect();
    let are_two = parts.len() == 2 && parts.iter().all(|part| is_surname(part));
    are_two || name.contains('.') && crate::edit::names_people(name)
}

/// Whether a map says of what it is: «Дорожная карта внедрения …», «… по подготовке к …».
fn has_subject(words: &[&str]) -> bool {
    const SUBJECT: [&str; 6] = ["по", "внедр", "подготов", "развит", "перехо", "повышен"];
    let after = words.iter().skip_while(|word| !word.starts_with("карт"));
    after
        .skip(1)
        .take(2)
        .any(|word| SUBJECT.iter().any(|stem| word.starts_with(stem)))
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
    fn a_draft_is_told_from_a_school_of_seniors() {
        for name in [
            "образец",
            "пример заполнения",
            "старый список",
            "черновик 2",
        ] {
            assert!(is_draft(name), "{name}");
        }
        for name in [
            "старшая школа",
            "старт",
            "образовательная программа",
            "примерный",
        ] {
            assert!(!is_draft(name), "{name}");
        }
    }

    #[test]
    fn school_years_are_two_years_running() {
        assert_eq!(years("Пары на 2026-2027 учебный год"), [(2026, 2027)]);
        assert_eq!(years("2025/26 и 2026 – 2027"), [(2025, 2026), (2026, 2027)]);
        assert!(years("приказ 12-2026, тел. 8-900-2026-2027").len() <= 1);
        assert!(years("01.09.2026-31.05.2027").is_empty());
        assert_eq!(short_years("25-26 уч. год"), [(2025, 2026)]);
        assert_eq!(day_of("Список пар на 01.09.2025 г."), Some((2025, 9)));
        assert_eq!(day_of("к положению от 25.04.2022, на год"), None);
        for text in ["Пары 2025_2026", "2025 2026", "Наставники (25/26 уч.г.)"] {
            assert_eq!(years_apart(text), [(2025, 2026)], "{text}");
        }
        assert!(years_apart("01.09.2025-31.05.2026, приказ 25/26").is_empty());
        assert!(short_years("Пары 2026").is_empty() && short_years("корпус 1-2").is_empty());
    }
}
