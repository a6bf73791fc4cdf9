//! Plans of other work: what their titles and sheets name is nothing that a plan of mentoring names.

use super::titles::Title;
use super::words::plain;
use crate::workbook::months::is_month;

/// How the words begin that any plan may have in its title,
const ANY: [&str; 63] = [
    "план",
    "график",
    "мероприят",
    "работ",
    "действ",
    "основн",
    "перечен",
    "список",
    "реализац",
    "внедрен",
    "целев",
    "модел",
    "систем",
    "програм",
    "сопровожд",
    "поддержк",
    "адаптац",
    "начина",
    "молод",
    "специалист",
    "педагог",
    "учител",
    "работник",
    "сотрудник",
    "кадр",
    "профессиональн",
    "развити",
    "становлен",
    "рост",
    "утвержд",
    "соглас",
    "приказ",
    "приложен",
    "директор",
    "проект",
    "полугод",
    "четверт",
    "месяц",
    "этап",
    "учебн",
    "год",
    "образовательн",
    "организац",
    "учрежден",
    "муниципальн",
    "дорожн",
    "карт",
    "лист",
    "sheet",
    "table",
    "таблиц",
    "страниц",
    "книг",
    "roadmap",
    "наш",
    "общ",
    "сводн",
    "раздел",
    "част",
    "верси",
    "копи",
    "наставн",
    "приуроч",
];
/// and short ones.
const ANY_WORDS: [&str; 26] = [
    "на", "в", "во", "по", "и", "для", "с", "со", "к", "о", "об", "от", "до", "из", "при", "под",
    "г", "гг", "уч", "№", "дк", "пн", "map", "csv", "мой", "все",
];
/// After such a word the name of the school follows.
const SCHOOL: [&str; 16] = [
    "мбоу",
    "маоу",
    "моу",
    "мкоу",
    "гбоу",
    "мбдоу",
    "мадоу",
    "гбпоу",
    "сош",
    "оош",
    "школ",
    "гимнази",
    "лице",
    "сад",
    "колледж",
    "техникум",
];
/// A plan calls itself so,
const PLANS: [&str; 4] = ["план", "мероприят", "перечен", "программ"];
/// and what is no plan of a whole year so.
const SCHEDULES: [&str; 4] = ["график", "циклограмм", "расписан", "календар"];

/// Whether titles, or the name of a sheet, name what no plan of mentoring does.
pub(super) fn is_other(titles: &[Title], sheet: &str, has_stages: bool) -> bool {
    titles.iter().any(|(_, _, title)| names_other(title)) || !has_stages && is_other_sheet(sheet)
}

fn begins(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.starts_with(stem))
}

fn names_other(title: &str) -> bool {
    let words = plain(title);
    let words: Vec<&str> = words.split(' ').collect();
    let has = |stems: &[&str]| words.iter().any(|word| begins(word, stems));
    if has(&SCHEDULES) && !has(&PLANS) {
        return true;
    }
    has(&PLANS) && strange(&words)
}

fn is_other_sheet(name: &str) -> bool {
    let words = plain(name);
    let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    let has = |stems: &[&str]| words.iter().any(|word| begins(word, stems));
    // «Сентябрь», «2. Октябрь 2026»: a sheet for each month.
    let is_of_month = words.iter().any(|word| is_month(word))
        && words.iter().all(|word| {
            let is_number = word.chars().any(|c| c.is_ascii_digit());
            is_number || is_month(word) || ANY_WORDS.contains(word)
        });
    has(&SCHEDULES) && !has(&PLANS) || !is_of_month && strange(&words)
}

/// Whether a word says of what a plan is, and it is none of ours.
fn strange(words: &[&str]) -> bool {
    let mut is_name = false;
    words.iter().any(|word| {
        is_name = begins(word, &SCHOOL) || is_name && !["на", "по", "в"].contains(word);
        let is_number = word.chars().any(|c| c.is_ascii_digit());
        let is_letter = word.chars().count() == 1;
        !is_name && !is_number && !is_letter && !ANY_WORDS.contains(word) && !begins(word, &ANY)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_of_other_work_is_told_by_what_it_names() {
        for title in [
            "График открытых уроков",
            "План мероприятий ко Дню учителя",
            "Мероприятия Года защитника Отечества",
            "Расписание консультаций",
            "План мероприятий по благоустройству на 2026/2027 учебный год",
        ] {
            assert!(names_other(title), "{title}");
        }
        for title in [
            "План мероприятий",
            "План мероприятий по реализации целевой модели на 2026/2027 учебный год",
            "План мероприятий МБОУ «Школа № 7 имени А.С. Пушкина» на 2026/2027 уч. г.",
            "План-график мероприятий",
            "Утверждено приказом директора от 01.09.2026 № 118-ОД",
        ] {
            assert!(!names_other(title), "{title}");
        }
        for sheet in ["ВШК", "График", "Юнармия", "День учителя"] {
            assert!(is_other_sheet(sheet), "{sheet}");
        }
        for sheet in [
            "",
            "Лист1",
            "Sheet1",
            "План",
            "Приложение 3",
            "ДК 2026-2027",
            "Школа № 7",
            "Сентябрь",
            "10. Октябрь 2026 г.",
        ] {
            assert!(!is_other_sheet(sheet), "{sheet}");
        }
    }
}
