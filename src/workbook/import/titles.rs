//! Titles among the rows of a roadmap.

use super::row_numbers::Number;
use crate::workbook::months::is_month;

/// «1. Подготовительный этап» → «Подготовительный этап»: the paper has numbers of its own.
pub(super) fn unnumbered(title: &str) -> &str {
    Number::before(title).map_or(title.trim(), |(_, rest)| rest)
}

/// «Сбор согласий наставников», «Проведение педсовета»: how activities begin, and no stage does.
pub(super) fn begins_activity(text: &str) -> bool {
    const FIRST: [&str; 26] = [
        "сбор",
        "посещение",
        "взаимопосещение",
        "проведение",
        "составление",
        "разработка",
        "утверждение",
        "издание",
        "назначение",
        "закрепление",
        "анкетирование",
        "семинар",
        "педсовет",
        "совещание",
        "консультация",
        "заседание",
        "размещение",
        "награждение",
        "встреча",
        "собеседование",
        "заполнение",
        "тренинг",
        "беседа",
        "опрос",
        "издать",
        "провести",
    ];
    let words = text.trim().to_lowercase();
    let first = words.split([' ', '.', ',', ':']).next().unwrap_or_default();
    FIRST.contains(&first)
}

/// «Подготовительный этап», «Этап 2. Основной», «Раздел «Документы»»: words that name the part of a plan
/// itself. «Первый этап конкурса» and «Направление документов» may be activities.
pub(super) fn names_stage(text: &str) -> bool {
    const NAMES: [&str; 6] = ["этап", "раздел", "блок", "направление", "модуль", "ступень"];
    const FIRST: [&str; 3] = ["этап", "раздел", "модуль"];
    const LONGEST: usize = 9;
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let opens =
        |word: &str| word.starts_with(|c: char| c.is_ascii_digit() || "«\"(–—-№:ivx".contains(c));
    let begins_anew = |at: usize| {
        words[..at]
            .iter()
            .any(|word| word.ends_with([':', ';', ',']))
    };
    words.len() <= LONGEST
        && words.iter().enumerate().any(|(at, word)| {
            let next = words.get(at + 1);
            NAMES.contains(&bare(word).as_str())
                && !begins_anew(at)
                && (next.is_none_or(|next| opens(next))
                    || word.ends_with(['.', ':', ',', ';', '–', '-'])
                    || at == 0 && FIRST.contains(&bare(word).as_str()))
        })
}

/// «Сентябрь», «I полугодие», «1 четверть»: a time alone.
pub(super) fn is_time(text: &str) -> bool {
    const TIMES: [&str; 6] = [
        "полугод",
        "четверт",
        "триместр",
        "семестр",
        "квартал",
        "каникул",
    ];
    const LONGEST: usize = 4;
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut others = words.iter();
    let has_time = others.any(|word| TIMES.iter().any(|stem| word.starts_with(stem)));
    let begins_with_month = words.first().is_some_and(|it| is_month(it));
    words.len() <= LONGEST && (begins_with_month || has_time)
}

/// «Подготовка», «Итоги», «Методическое сопровождение»: words that head parts of plans, of a title
/// of which nothing else is known.
pub(super) fn may_head(text: &str) -> bool {
    const STEMS: [&str; 22] = [
        "подготов",
        "организац",
        "основн",
        "заключит",
        "итог",
        "реализац",
        "внедрен",
        "аналитич",
        "рефлекс",
        "практич",
        "диагност",
        "контрол",
        "обеспечен",
        "сопровожд",
        "взаимодейств",
        "информационн",
        "нормативн",
        "методическ",
        "кадров",
        "материальн",
        "адаптац",
        "завершающ",
    ];
    const LONGEST: usize = 4;
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.len() <= LONGEST
        && words
            .iter()
            .any(|word| STEMS.iter().any(|stem| word.starts_with(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_and_words_stay() {
        for (title, without) in [
            ("1. Подготовительный этап", "Подготовительный этап"),
            ("2.1 Работа с парами", "Работа с парами"),
            ("II. Основной этап", "Основной этап"),
            ("I этап. Подготовительный", "I этап. Подготовительный"),
            ("2 полугодие. Работа", "2 полугодие. Работа"),
        ] {
            assert_eq!(unnumbered(title), without, "{title}");
        }
    }

    #[test]
    fn parts_of_a_plan_are_told_from_activities_by_their_words() {
        for title in [
            "Подготовительный этап",
            "I этап. Начало",
            "1 этап – подготовительный",
            "Этап 2",
            "Этап подготовки",
            "Раздел «Документы»",
            "Направление 1. Кадры",
            "Основной этап (октябрь – май)",
        ] {
            assert!(names_stage(title), "{title}");
        }
        for title in [
            "Первый этап конкурса",
            "Направление документов учредителю",
            "Итоги этапа",
            "Блок занятий для наставников",
            "Беседа: раздел 1",
        ] {
            assert!(!names_stage(title), "{title}");
        }
        assert!(is_time("Сентябрь 2026 г.") && is_time("I полугодие"));
        assert!(!is_time("Семинар наставников"));
        assert!(may_head("Подведение итогов") && !may_head("Круглый стол"));
    }
}
