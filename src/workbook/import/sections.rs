//! Rows beneath a title that takes them out of the list: «Исключены:», «2025/2026 учебный год»; and
//! rows whose column of numbers says that they are no entries.

use super::reading::Reading;
use crate::edit::{Row, months_named, names_people, reach};
use crate::fields::{IGNORED, SheetKind};
use crate::problem::{Code, Problem};
use crate::workbook::grid::Value;
use crate::workbook::school_names::is_another;
use crate::workbook::tables::{
    Of, SheetTable, Standing, ends_before, has_patronymic, is_doubtful, is_of_mentoring,
    is_of_place, is_of_pupils, is_outside, is_since, pairs_pupils, plain, standing, words_of,
    years,
};

/// Words of a title of a section.
const LONGEST: usize = 8;

/// What parts a pair from those who sign, and what its column of numbers has then.
const SIGNING: [&str; 9] = [
    "комисси",
    "присутств",
    "ознакомл",
    "согласован",
    "подпис",
    "председател",
    "секретар",
    "члены",
    "экспертн",
];

const IF_PAIR: &str = "если это пара этого года, перенесите ее строку выше названия раздела";
const IF_PLAN: &str =
    "если это мероприятие остается в плане, перенесите его строку выше названия раздела";
const IF_STAFF: &str =
    "если этот человек работает в школе, перенесите его строку выше названия раздела";

/// What a title says of the rows beneath it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Section {
    /// Nothing: they are of today.
    Open,
    /// Why they are none.
    Out(&'static str),
    /// Nobody knows, and the title, its row and its words, is asked about if entries follow.
    Unclear(u32, String),
    /// It was asked about and waits for the answer.
    Waits,
}

pub(super) fn advice(kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Staff => IF_STAFF,
        SheetKind::Roadmap => IF_PLAN,
        _ => IF_PAIR,
    }
}

/// Whether a text tells years or months and nothing else: «2025-26», «01.09.2025 – 31.05.2026».
pub(super) fn is_time(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().filter(|c| c.is_alphabetic()).count() <= 2
        && reach(text).is_some()
}

/// Why words take what stands beneath them out of that of today.
fn why(text: &str, of: Of, year: Option<(u32, u32)>) -> Option<&'static str> {
    // Who came in another year is of the staff still.
    let is_for_people = of == Of::Staff && years(text).is_empty() && !is_time(text);
    let is_other = !is_for_people
        && year.is_some_and(|own| {
            let named = years(text);
            if named.is_empty() {
                !is_of_place(text)
                    && reach(text)
                        .is_some_and(|reach| is_outside(reach, own) || ends_before(reach, own))
            } else {
                !named.contains(&own)
            }
        });
    let words = words_of(text);
    if is_other && !is_since(text) {
        return Some("ее раздел относится к другому учебному году");
    }
    match of {
        Of::Pairs if pairs_pupils(text) || is_of_pupils(text) => {
            return Some("судя по названию раздела, это пара с учеником");
        }
        Of::Staff if is_of_pupils(text) => {
            return Some("судя по названию раздела, это не сотрудник, а ученик");
        }
        Of::Pairs | Of::Staff => {}
    }
    if words.len() > LONGEST || of == Of::Staff && is_of_mentoring(text) {
        return None;
    }
    match (standing(&words, of)?, of) {
        (Standing::Over, Of::Pairs) => Some("судя по названию раздела, этой пары больше нет"),
        (Standing::NotYet, Of::Pairs) => {
            Some("судя по названию раздела, эта пара еще не назначена")
        }
        (Standing::Over | Standing::NotYet, Of::Staff) => {
            Some("судя по названию раздела, этот человек в школе не работает")
        }
        (Standing::GoesOn, _) => None,
    }
}

/// A plan may begin before its school year does.
const FIRST_MONTH_OF_MAP: u32 = 6;
/// Words of a title that says months and little else: «Август 2025», «Сентябрь 2025 г.».
const MOST_OF_TIME: usize = 4;

/// Why a title of a plan takes the activities beneath it out of it: another year, «Отменено».
fn why_of_map(title: &str, year: Option<(u32, u32)>) -> Option<&'static str> {
    const OVER: [&str; 4] = ["отменен", "исключен", "удален", "перенесен"];
    let named = years(title);
    if !named.is_empty() && year.is_some_and(|own| !named.contains(&own)) {
        return Some("этот раздел относится к другому учебному году");
    }
    if pairs_pupils(title) {
        return Some("судя по названию раздела, это наставничество учеников");
    }
    let is_past = |own: (u32, u32)| {
        let months = months_named(title);
        let begins = (own.0, FIRST_MONTH_OF_MAP);
        !months.is_empty() && months.iter().all(|month| *month < begins)
    };
    if named.is_empty() && words_of(title).len() <= MOST_OF_TIME && year.is_some_and(is_past) {
        return Some("этот раздел относится к другому учебному году");
    }
    let words = words_of(title);
    let first = words.first()?;
    OVER.iter()
        .any(|stem| first.starts_with(stem))
        .then_some("судя по названию раздела, этого в плане больше нет")
}

/// What holds beneath this row: a title gives a new reason or takes it away.
pub(super) fn beneath(
    before: Section,
    table: &SheetTable<'_>,
    row: &Row,
    texts: &[(u32, String)],
    it: &Reading<'_>,
) -> Section {
    let year = it.year;
    if table.is_ours {
        return Section::Open;
    }
    if table.kind == SheetKind::Roadmap {
        return match texts {
            [(_, title)] => why_of_map(title, year).map_or(Section::Open, Section::Out),
            _ => before,
        };
    }
    let is_alone = texts.len() == 1;
    let own: Vec<&str> = texts
        .iter()
        .map(|(_, text)| text.as_str())
        .filter(|text| {
            text.chars().filter(|c| c.is_alphabetic()).count() > 2 || is_alone && is_time(text)
        })
        .collect();
    let [title] = own.as_slice() else {
        return before;
    };
    let names_somebody = names_people(title) && (title.contains('.') || has_patronymic(title));
    let words = plain(title);
    let is_note = title.starts_with('*')
        || ["примечан", "прим ", "сноск", "тел ", "телефон"]
            .iter()
            .any(|begin| words.starts_with(begin));
    let has_value = row
        .cells
        .iter()
        .filter(|c| !c.value.is_empty())
        .any(|c| c.value.shown().trim() != *title);
    if has_value || names_somebody || is_note || words.starts_with("итог") {
        return before;
    }
    let of = if table.kind == SheetKind::Staff {
        Of::Staff
    } else {
        Of::Pairs
    };
    if is_another(title, &it.school) {
        return Section::Out("судя по названию раздела, это другая школа");
    }
    match why(title, of, year) {
        Some(why) => Section::Out(why),
        None if is_doubtful(title) && !(of == Of::Staff && is_of_mentoring(title)) => {
            Section::Unclear(row.index, (*title).to_owned())
        }
        None => Section::Open,
    }
}

/// Asks whether the entries beneath a title are of today.
pub(super) fn ask(table: &SheetTable<'_>, (row, title): (u32, &str), it: &mut Reading<'_>) {
    let (question, advice) = if table.kind == SheetKind::Staff {
        (
            "непонятно, работают ли в школе люди под этим названием",
            "если работают, сотрите строку с названием раздела или назовите его иначе: «Учителя», «Совместители»; если нет, удалите и строки под ним",
        )
    } else {
        (
            "непонятно, есть ли сейчас пары под этим названием",
            "если есть, сотрите строку с названием раздела или назовите его иначе: «Действующие пары», «Учителя математики»; если нет, удалите и строки под ним",
        )
    };
    let message = format!("раздел «{title}»: {question}");
    let problem = Problem::new(Code::UnclearCell, message).hint(advice);
    let (first, last) = table.across();
    let cells = table.sheet.rows.get(&row);
    let own = cells.and_then(|cells| cells.range(first..=last).next());
    let column = own.map_or(first, |(column, _)| *column);
    it.out
        .report_at(problem, &table.sheet.place(row, column).to_string(), title);
}

/// What a row with people on both sides is, by the words that stand where others have a number.
pub(super) enum Numbered {
    Entry,
    /// «Члены комиссии:».
    Signed,
    /// «исключена».
    Told(&'static str),
    /// «рез.»: nobody knows.
    Unclear,
}

pub(super) fn by_number(
    table: &SheetTable<'_>,
    index: u32,
    texts: &[(u32, String)],
    year: Option<(u32, u32)>,
) -> Numbered {
    let Some((column, text)) = texts.first().filter(|_| table.kind == SheetKind::Pairs) else {
        return Numbered::Entry;
    };
    let field = table.columns.get(column);
    let is_number = field.is_some_and(|f| f.path == IGNORED);
    if table.is_ours || field.is_some() && !is_number {
        return Numbered::Entry;
    }
    let words = plain(text);
    let signs = words
        .split(' ')
        .any(|word| SIGNING.iter().any(|stem| word.starts_with(stem)));
    if text.ends_with(':') || is_number && signs {
        return Numbered::Signed;
    }
    // «2025» beneath «№» is no number of a row.
    let is_year = |text: &str| text.len() == 4 && reach(text).is_some();
    if let Some(why) = why(text, Of::Pairs, year).filter(|_| is_number && is_year(text)) {
        return Numbered::Told(why);
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let counts = |text: &str| letters(text) == 0 && text.contains(|c: char| c.is_ascii_digit());
    let others_count = table
        .rows()
        .filter(|(row, _)| *row != index)
        .filter_map(|(_, cells)| cells.get(column))
        .any(|value| counts(&value.shown()));
    let is_text = matches!(table.sheet.at(index, *column), Value::Text(_));
    if !is_number || !is_text || letters(text) < 3 || !others_count {
        return Numbered::Entry;
    }
    why(text, Of::Pairs, year).map_or(Numbered::Unclear, |why| {
        if years(text).is_empty() {
            Numbered::Told("вместо номера строки сказано, что этой пары нет")
        } else {
            Numbered::Told(why)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_it_stands_with_a_pair_says_nothing_of_the_staff() {
        let why = |title: &str| why(title, Of::Staff, Some((2026, 2027)));
        for title in [
            "Кандидаты в наставники",
            "Резерв наставников",
            "Кадровый резерв",
            "Бывшие наставники",
            "Прошли наставничество",
            "Отказались от наставничества",
            "Планируют аттестацию",
            "Учителя 2025 года приёма",
            "Приняты с прошлого года",
        ] {
            assert!(why(title).is_none(), "{title}");
        }
        for title in [
            "Уволенные",
            "Выбывшие наставники",
            "Бывшие сотрудники",
            "2025/2026",
        ] {
            assert!(why(title).is_some(), "{title}");
        }
    }

    #[test]
    fn a_title_takes_out_what_is_over_and_no_school_or_group() {
        let year = Some((2026, 2027));
        let why = |title: &str| why(title, Of::Pairs, year);
        for title in [
            "Исключены:",
            "Снятые пары",
            "Завершившие работу",
            "2025/2026 учебный год",
            "Планируется на 2027/2028:",
            "Резерв",
            "Пары, прекратившие работу (отказ наставника)",
            "На согласовании",
            "Закончившие наставничество",
            "Распавшиеся пары",
            "Перешли в другую школу",
            "Переведены",
            "Ушли",
            "Декрет",
            "Находятся в отпуске по уходу за ребенком",
            "На рассмотрении",
            "Проект",
            "Пример заполнения",
            "Старые пары",
            "Не действуют",
            "Неактуальные",
            "2025-26",
            "25/26",
            "Пары 2025 года",
            "1 полугодие 2025",
            "До 01.09.2026",
            "Завершенные в 2026/2027 учебном году",
        ] {
            assert!(why(title).is_some(), "{title}");
        }
        for title in [
            "Начальная школа",
            "2026/2027 учебный год",
            "Проектная группа",
            "Окончившие вуз в 2026 году",
            "Окончившие вуз в 2025 году",
            "Переведенные из школы № 3",
            "Второй корпус",
            "Завершающий год программы",
            "С 01.09.2026",
            "1 полугодие 2026/2027",
            "тел. 2-25-26",
            "Корпус 24/25",
            "ул. Мира, 24-25",
            "Каб. 2024",
            "Пары 2025 года набора",
            "Переходящие с 2025/2026",
            "Пары, созданные в 2025-2026 уч. году и продолжающие работу",
            "Начали в 2025 году",
            "Продолжены с прошлого года",
            "Кадровый резерв",
            "2 корпус (2019 года постройки)",
        ] {
            assert!(why(title).is_none(), "{title}");
        }
    }
}
