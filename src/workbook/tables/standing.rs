//! Words by which people say that a pair is over, is not made yet, or goes on.

use super::other_senses::{is_no_lack_of_pairs, is_of_something_else};
use super::words::plain;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::workbook) enum Standing {
    Over,
    NotYet,
    GoesOn,
}

/// How the words begin that say that a pair is over,
const OVER: [&str; 67] = [
    "исключен",
    "искл",
    "снят",
    "прекра",
    "прерван",
    "расторг",
    "разорван",
    "распа",
    "распущен",
    "расформ",
    "завершен",
    "завершил",
    "завершивш",
    "закончи",
    "закончен",
    "окончен",
    "отработа",
    "отменен",
    "отменить",
    "отстранить",
    "отчислить",
    "освободить",
    "завершить",
    "отозван",
    "аннулир",
    "ликвидир",
    "освобожд",
    "отстранен",
    "выбы",
    "выпал",
    "выведен",
    "отсея",
    "отчислен",
    "увол",
    "отказ",
    "отклон",
    "приостан",
    "останов",
    "заморож",
    "пауз",
    "архив",
    "недейств",
    "неактуал",
    "неактив",
    "неработа",
    "несоглас",
    "несостоя",
    "непродолж",
    "нетребу",
    "закрыт",
    "удал",
    "убра",
    "вычеркн",
    "бывш",
    "ушедш",
    "уехал",
    "уехавш",
    "прошл",
    "предыдущ",
    "прежн",
    "сложивш",
    "покинувш",
    "покинул",
    "утрати",
    "устаревш",
    "устарел",
    "просроч",
];
/// the same, where it is said of somebody who came: «переведены из школы № 3»,
pub(super) const MOVED: [&str; 7] = [
    "переведен",
    "переводят",
    "перевод",
    "перевел",
    "перешед",
    "перешел",
    "перешл",
];
/// of one who is not at work, but of the staff: «вышла из декрета» is none of them,
pub(super) const AWAY: [&str; 3] = ["декрет", "отпуск", "больнич"];
/// whole words that say that it is over,
const OVER_WHOLE: [&str; 13] = [
    "пенсия",
    "пенсии",
    "пенсию",
    "ушел",
    "ушла",
    "ушли",
    "старые",
    "старый",
    "старая",
    "старых",
    "стоп",
    "нету",
    "было",
];
/// how the words begin that say that it has not begun,
const NOT_YET: [&str; 24] = [
    "резерв",
    "планир",
    "кандидат",
    "предлага",
    "предлож",
    "предполага",
    "предварительн",
    "согласовани",
    "утверждени",
    "неутвержд",
    "рассмотрен",
    "рассматрива",
    "обсужд",
    "ожида",
    "запас",
    "будущ",
    "следующ",
    "намеч",
    "претенд",
    "возможн",
    "чернов",
    "образец",
    "образц",
    "шаблон",
];
/// and whole words that do.
const NOT_YET_WHOLE: [&str; 5] = ["проект", "проекты", "пример", "примеры", "подбор"];
/// How the words begin that say that a pair goes on.
const GOES_ON: [&str; 22] = [
    "согласован",
    "утвержд",
    "действ",
    "активн",
    "актуальн",
    "идет",
    "текущ",
    "нынешн",
    "работа",
    "продолж",
    "продлен",
    "пролонг",
    "назначен",
    "закреплен",
    "подтвержд",
    "функционир",
    "открыт",
    "оформлен",
    "реализу",
    "новая",
    "новый",
    "новые",
];
/// Words of those who came from elsewhere or are back at work.
const FROM: [&str; 4] = ["из", "с", "со", "после"];

/// The words of a text, with «не» and what it denies in one. «Проект» before a name in quotes is that
/// of a thing that is under way: «Проект «Молодой учитель»».
pub(in crate::workbook) fn words_of(text: &str) -> Vec<String> {
    const QUOTES: [char; 4] = ['«', '"', '“', '„'];
    let lower = text.to_lowercase();
    let named = lower
        .split_once("проект")
        .filter(|(_, rest)| rest.trim_start().starts_with(QUOTES));
    let text = named.map_or(text.to_owned(), |(before, rest)| format!("{before} {rest}"));
    let mut out: Vec<String> = Vec::new();
    for word in plain(&text).split(' ').filter(|word| !word.is_empty()) {
        match out.last_mut().filter(|last| *last == "не") {
            Some(last) => last.push_str(word),
            None => out.push(word.to_owned()),
        }
    }
    out
}

/// How words begin by which people put something in doubt,
const DOUBT: [&str; 24] = [
    "пожелани",
    "заявк",
    "замен",
    "вопрос",
    "спорн",
    "сомн",
    "подума",
    "провери",
    "уточн",
    "нужда",
    "желающ",
    "потенциальн",
    "ждут",
    "ждет",
    "выпусти",
    "окончил",
    "умер",
    "дубл",
    "лишн",
    "корзин",
    "ошибк",
    "неполн",
    "эскиз",
    "реорганизац",
];
/// whole words that do,
const DOUBT_WHOLE: [&str; 12] = [
    "тест",
    "тесты",
    "test",
    "проба",
    "temp",
    "tmp",
    "бэкап",
    "бекап",
    "backup",
    "макет",
    "нет",
    "разное",
];
/// what is denied in a doubt: «не назначены»,
const DENIED: [&str; 14] = [
    "назнач",
    "утвержд",
    "соглас",
    "оформ",
    "закрепл",
    "подтвержд",
    "использ",
    "печат",
    "нужн",
    "готов",
    "внос",
    "включ",
    "определ",
    "реш",
];
/// and what is lacking or to come in one: «без наставника», «к назначению».
const LACKING: [&str; 6] = [
    "наставник",
    "наставниц",
    "пары",
    "приказ",
    "закрепл",
    "назнач",
];
const TO_COME: [&str; 3] = ["закрепл", "назнач", "увольн"];
const OF_PAPERS: [&str; 4] = ["приказ", "распоряж", "документ", "прилож"];
/// Pupils, who are neither of the staff nor of its pairs.
const PUPILS: [&str; 5] = ["ученик", "учащи", "обучающи", "школьник", "студенты"];

/// Whether the name of a list, or of a part of it, leaves it open that what stands there is of today:
/// «Под вопросом», «Не назначены», «Без наставника», «копия».
pub(in crate::workbook) fn is_doubtful(text: &str) -> bool {
    const LONGEST: usize = 5;
    let words = words_of(text);
    let begins = |word: &str, stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    let denies = |word: &str| {
        let denied = word.strip_prefix("не");
        denied.is_some_and(|denied| begins(denied, &DENIED))
    };
    let lacks = |pair: &[String]| match pair[0].as_str() {
        "без" => begins(&pair[1], &LACKING),
        "к" | "на" => begins(&pair[1], &TO_COME),
        // «Копия приказа» is one of a paper in force.
        "копия" => !begins(&pair[1], &OF_PAPERS),
        _ => false,
    };
    let are_graduates = || {
        let has = |stem: &str| words.iter().any(|word| word.starts_with(stem));
        has("выпускник") && (has("программ") || has("наставнич"))
    };
    let has = |(at, word): (usize, &String)| {
        (begins(word, &DOUBT) || DOUBT_WHOLE.contains(&word.as_str()) || denies(word))
            && !is_no_lack_of_pairs(&words, at)
    };
    // «Вариант 2»; the last of them is told to be so.
    let is_variant = || {
        const LAST: [&str; 5] = ["итог", "оконч", "утвержд", "послед", "рабоч"];
        let is_last = words.iter().any(|word| begins(word, &LAST));
        words.first().is_some_and(|first| first == "вариант") && !is_last
    };
    words.len() <= LONGEST
        && (text.contains('?')
            || words.iter().enumerate().any(has)
            || is_variant()
            || words.windows(2).any(lacks)
            || matches!(words.as_slice(), [.., last] if last == "копия")
            || words == ["временно"]
            || are_graduates())
}

/// Whether a title says nothing but that pupils stand beneath it.
pub(in crate::workbook) fn is_of_pupils(text: &str) -> bool {
    let words = words_of(text);
    matches!(words.as_slice(), [one] if PUPILS.iter().any(|stem| one.starts_with(stem)))
}

/// Of whom words are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::workbook) enum Of {
    Pairs,
    /// Who is on leave is of the staff.
    Staff,
}

/// What words say of a pair, or of somebody; `None` if they say nothing of the kind.
pub(in crate::workbook) fn standing(words: &[String], of: Of) -> Option<Standing> {
    let words: Vec<String> = words
        .iter()
        .enumerate()
        .filter(|(at, _)| !is_of_something_else(words, *at))
        .map(|(_, word)| word.clone())
        .collect();
    let words = words.as_slice();
    let begins = |stems: &[&str]| words.iter().any(|w| stems.iter().any(|s| w.starts_with(s)));
    let has = |whole: &[&str]| words.iter().any(|w| whole.contains(&w.as_str()));
    let is_away = of == Of::Pairs && has_left(words, &AWAY, Side::Before);
    if begins(&OVER) || has(&OVER_WHOLE) || has_left(words, &MOVED, Side::Behind) || is_away {
        Some(Standing::Over)
    } else if begins(&NOT_YET) || has(&NOT_YET_WHOLE) {
        Some(Standing::NotYet)
    } else if begins(&GOES_ON)
        || matches!(words, [one] if one == "да" || one == "есть" || one == "+")
    {
        Some(Standing::GoesOn)
    } else {
        None
    }
}

/// Where a word stands that turns a sense round.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Before,
    Behind,
}

pub(super) fn has_left(words: &[String], stems: &[&str], side: Side) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let beside = match side {
            Side::Before => at.checked_sub(1).and_then(|at| words.get(at)),
            Side::Behind => words.get(at + 1),
        };
        stems.iter().any(|stem| word.starts_with(stem))
            && beside.is_none_or(|it| !FROM.contains(&it.as_str()))
    })
}

/// Whether a remark beside a pair says that somebody of it is there no more: «уволилась
/// 12.10.2026», «с 15.01 в декрете», and not «закончила вуз» or «переведена из школы № 3».
pub(in crate::workbook) fn has_gone(text: &str) -> bool {
    const GONE: [&str; 13] = [
        "увол",
        "выбы",
        "отчисл",
        "прекра",
        "расторг",
        "распа",
        "приостан",
        "неработа",
        "отстранен",
        "недейств",
        "умер",
        "аннулир",
        "отмене",
    ];
    let words = words_of(text);
    let begins = |stems: &[&str]| words.iter().any(|w| stems.iter().any(|s| w.starts_with(s)));
    begins(&GONE)
        || words
            .iter()
            .any(|w| matches!(w.as_str(), "ушел" | "ушла" | "ушли"))
        || has_left(&words, &MOVED, Side::Behind)
        || has_left(&words, &["декрет"], Side::Before)
        || begins(&["отпуск"]) && begins(&["уход"])
}

#[cfg(test)]
mod tests {
    use super::super::of_staff::has_left_school;
    use super::*;

    fn said(text: &str) -> Option<Standing> {
        standing(&words_of(text), Of::Pairs)
    }

    #[test]
    fn what_is_over_is_told_from_what_goes_on() {
        for text in [
            "завершена",
            "прервана",
            "закончили",
            "распалась",
            "неактивна",
            "не актуально",
            "досрочно прекращено",
            "перевод",
            "декрет",
            "не работает",
            "архив",
            "удалить",
            "пара распущена",
            "окончено 31.12.2026",
            "Отменить",
            "Освободить от наставничества",
            "Удаленные",
            "пары прошлого года",
            "На пенсии",
        ] {
            assert_eq!(said(text), Some(Standing::Over), "{text}");
        }
        for text in [
            "на согласовании",
            "проект",
            "планируется",
            "на утверждении",
            "Резерв наставнических кадров",
            "Кандидаты",
            "Будущие пары",
            "На следующий год",
            "Возможные пары",
        ] {
            assert_eq!(said(text), Some(Standing::NotYet), "{text}");
        }
        for text in [
            "действует",
            "согласовано",
            "утверждена приказом",
            "в работе: идет",
        ] {
            assert_eq!(said(text), Some(Standing::GoesOn), "{text}");
        }
        for text in [
            "б/л",
            "пройдено",
            "нет",
            "вышла из декрета",
            "переведена из школы № 3",
            "Старый корпус",
            "Бывшие выпускники школы",
            "Образцовые наставники",
            "Архивариус",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
        for text in [
            "уволилась 12.10.2026",
            "с 15.01 в декрете",
            "перевод в другую школу",
            "в отпуске по уходу за ребенком",
        ] {
            assert!(has_gone(text), "{text}");
        }
        for text in [
            "закончила вуз в 2025 году",
            "прошла курсы",
            "переведена из школы № 3",
            "вышла из декрета",
            "в отпуске до 01.09",
        ] {
            assert!(!has_gone(text), "{text}");
        }
        for text in [
            "Гусев Олег Петрович (уволен 01.10.2026)",
            "уволилась по собственному желанию",
            "с 01.11 не работает",
            "переведена в школу № 5",
        ] {
            assert!(has_left_school(text), "{text}");
        }
        for text in [
            "работает",
            "на место уволенной Петровой",
            "ушла в декрет",
            "переведена из школы № 3",
            "переведена на 0,5 ставки",
            "работающий пенсионер",
        ] {
            assert!(!has_left_school(text), "{text}");
        }
    }

    #[test]
    fn a_doubt_is_told_from_a_usual_title() {
        for text in [
            "Под вопросом",
            "Не назначены",
            "Не утверждены",
            "Без наставника",
            "К назначению",
            "Желающие",
            "Потенциальные наставники",
            "Проверить!",
            "Наставничество?",
            "Пары (копия)",
            "Выпускники программы",
            "Временно",
            "Вариант 2",
            "Пожелания молодых педагогов",
            "Замены",
        ] {
            assert!(is_doubtful(text), "{text}");
        }
        for text in [
            "Педагоги первой категории",
            "Учителя без категории",
            "Не имеющие категории",
            "Со стажем не менее 3 лет",
            "Назначены приказом № 121-ОД",
            "Первый год работы",
            "Бессрочно",
            "Прочие",
            "Остальные",
            "Копия приказа",
            "Прил. к приказу 121-ОД",
            "с. Петровка",
            "Выпускники педагогических вузов",
            "Нет категории",
            "Нет стажа работы",
            "Окончательный вариант",
            "Вариант утвержденный",
        ] {
            assert!(!is_doubtful(text), "{text}");
        }
        assert_eq!(said("Проект «Молодой учитель»"), None);
        assert!(is_of_pupils("Ученики") && !is_of_pupils("Учителя, обучающиеся в вузе"));
    }
}
