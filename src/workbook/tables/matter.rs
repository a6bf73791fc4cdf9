//! What a table is about: this year or another, the roadmap of the school or some other plan.

use super::drafts::{is_draft, is_left, is_title_of_draft};
use super::logs::is_log;
use super::of_staff::is_of_mentoring;
use super::other_plans;
use super::sheet_names::{is_no_more_a_plan, is_of_people, names_program_of_pair, said};
use super::sheet_table::SheetTable;
use super::standing::{Of, Standing, is_doubtful, is_of_pupils, standing, words_of};
use super::titles::{Title, is_head_of_another, of_year};
use super::words::{has_patronymic, plain};
use super::years::{is_of_another, is_other_time};
use crate::fields::{STAGE, SheetKind};

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
    /// A sheet of which its name says that it is not to be used.
    Left,
    /// A sheet or a title of those who are there no more.
    Gone,
    /// Of those who are not appointed yet.
    NotYet,
    /// Of people of whom nobody says whether they are those of today.
    Doubtful,
    /// Of pupils and who mentors them.
    Pupils,
    /// A log of what pairs do.
    Log,
}

impl Matter {
    /// What to do if it is a list of this school and this year for all that.
    pub(crate) fn advice(self) -> &'static str {
        match self {
            Self::OtherYear => {
                "если это все же нужный список, назовите лист или впишите над таблицей название: «Дорожная карта» или «Пары на 2026/2027 учебный год»"
            }
            Self::OwnPlan | Self::Report | Self::OtherPlan => {
                "если это все же дорожная карта школы, назовите так и лист, и таблицу и уберите из названий другие слова"
            }
            Self::Log => {
                "если это все же список пар, назовите его так и оставьте по одной строке на пару"
            }
            Self::Ours
            | Self::Draft
            | Self::Left
            | Self::Gone
            | Self::NotYet
            | Self::Doubtful
            | Self::Pupils => {
                "если это все же нужный список, исправьте название листа и то, что написано над таблицей"
            }
        }
    }

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
            Self::Left => Some("судя по названию листа, список больше не нужен"),
            Self::Gone => Some("судя по названию, этих пар или людей уже нет"),
            Self::NotYet => Some("судя по названию, это еще не назначенные пары"),
            Self::Doubtful => Some("по названию неясно, нынешние ли это пары и люди"),
            Self::Log => Some("это график, журнал или отчет о работе пар, а не их список"),
            Self::Pupils => Some(
                "судя по названию, это пары с учениками, а программа – о наставничестве педагогов",
            ),
            Self::OtherPlan => Some("это план другой работы, а не дорожная карта наставничества"),
        }
    }
}

/// Looks at the titles of a table, its own and those of all tables beside it, the name of its sheet
/// and its other columns.
pub(crate) fn matter(
    table: &SheetTable<'_>,
    titles: &[Title],
    general: &[Title],
    school_year: Option<(u32, u32)>,
) -> Matter {
    if table.is_ours {
        return Matter::Ours;
    }
    let name = &table.sheet.name;
    let (of_year, is_own) = of_year(titles, general);
    let sheet = if is_own { "" } else { name.as_str() };
    if school_year
        .is_some_and(|own| is_of_another(sheet, &of_year, own) || is_head_of_another(table, own))
    {
        return Matter::OtherYear;
    }
    let all = [general, titles].concat();
    let texts: Vec<&str> = all.iter().map(|(_, _, text)| text.as_str()).collect();
    let is_past = |own| {
        let mut names = std::iter::once(sheet).chain(texts.iter().copied());
        names.any(|text| is_other_time(text, own))
    };
    if school_year.is_some_and(is_past) {
        return Matter::OtherYear;
    }
    let title = texts.join(" ");
    if is_left(name) {
        return Matter::Left;
    }
    if format!("{title} {name}")
        .to_lowercase()
        .contains("(проект)")
        || is_draft(&plain(name))
        || plain(&title).starts_with("проект ") && title.contains("ПРОЕКТ")
        || texts.iter().any(|text| is_title_of_draft(text))
    {
        return Matter::Draft;
    }
    if let Some(matter) = of_standing(table.kind, name, &all) {
        return matter;
    }
    let names = || std::iter::once(name.as_str()).chain(texts.iter().copied());
    let is_of_people = matches!(table.kind, SheetKind::Pairs | SheetKind::Staff);
    if is_of_people && names().any(is_of_pupils)
        || table.kind == SheetKind::Pairs && names().any(pairs_pupils)
    {
        return Matter::Pupils;
    }
    let says_doubt = |text: &str| {
        is_doubtful(text) && !(table.kind == SheetKind::Staff && is_of_mentoring(text))
    };
    if is_of_people && names().any(says_doubt) {
        return Matter::Doubtful;
    }
    if is_log(table, names()) {
        return Matter::Log;
    }
    if table.kind == SheetKind::Roadmap {
        plan(table, &title, &all)
    } else {
        Matter::Ours
    }
}

/// How words begin that say that a plan is of other work,
const OTHER: [&str; 42] = [
    "контрол",
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

/// «Форма «учитель – ученик»»: whether words name a form of mentoring in which pupils are.
pub(crate) fn pairs_pupils(text: &str) -> bool {
    const PUPILS: [&str; 4] = ["ученик", "обучающ", "учащ", "школьник"];
    const TEACHERS: [&str; 2] = ["-учител", "-педагог"];
    let lower = text.to_lowercase().replace(['–', '—', '‑'], "-");
    let joined: String = lower.chars().filter(|c| !c.is_whitespace()).collect();
    let of_pupils = PUPILS
        .iter()
        .any(|pupil| joined.contains(&format!("-{pupil}")));
    of_pupils && !TEACHERS.iter().any(|other| joined.contains(other))
}

/// Whether the name of a sheet, or a short title, says of the people of a list that they are there
/// no more or not yet: «Выбывшие», «Список кандидатов в наставники».
fn of_standing(kind: SheetKind, sheet: &str, titles: &[Title]) -> Option<Matter> {
    const LONGEST: usize = 8;
    const NOT_YET: [&str; 9] = [
        "кандидат",
        "претенд",
        "резерв",
        "предварит",
        "предлож",
        "образ",
        "чернов",
        "пример",
        "шаблон",
    ];
    // Said of pairs in a title of few words: «Планируемые пары», «Лист ожидания».
    const SHORT: usize = 3;
    const OF_PAIRS: [&str; 8] = [
        "планир",
        "ожида",
        "возможн",
        "запас",
        "неутвержд",
        "будущ",
        "намеч",
        "предполага",
    ];
    const AGREED: [&str; 4] = ["согласов", "утвержд", "рассмотр", "обсужд"];
    const ACTS: [&str; 6] = ["приказ", "положен", "утвержд", "приложен", "об ", "о "];
    let of = match kind {
        SheetKind::Pairs => Of::Pairs,
        SheetKind::Staff => Of::Staff,
        _ => return None,
    };
    let matter = |standing: Standing| match standing {
        Standing::Over => Some(Matter::Gone),
        Standing::NotYet => Some(Matter::NotYet),
        Standing::GoesOn => None,
    };
    let is_of_staff = |text: &str| of == Of::Staff && is_of_mentoring(text);
    if let Some(matter) = standing(&words_of(sheet), of)
        .and_then(matter)
        .filter(|_| !is_of_staff(sheet))
    {
        return Some(matter);
    }
    let titles = titles.iter().map(|(_, _, text)| text);
    titles
        .filter(|text| !is_of_staff(text))
        .filter(|text| !ACTS.iter().any(|act| plain(text).starts_with(act)))
        .map(|text| words_of(text))
        .filter(|words| {
            let first = words.get(..1).unwrap_or_default();
            words.len() <= LONGEST || standing(first, of) == Some(Standing::Over)
        })
        .find_map(|words| {
            let begins =
                |stems: &[&str]| words.iter().any(|w| stems.iter().any(|s| w.starts_with(s)));
            // «Пары для согласования»
            let waits = words.windows(2).any(|two| {
                matches!(two[0].as_str(), "на" | "для")
                    && AGREED.iter().any(|s| two[1].starts_with(s))
            });
            let is_of_pairs = words.first().is_some_and(|first| first == "на")
                || waits
                || begins(&NOT_YET)
                || words.len() <= SHORT && begins(&OF_PAIRS);
            match standing(&words, of)? {
                Standing::NotYet if !is_of_pairs => None,
                said => matter(said),
            }
        })
}

/// Whether a plan has columns that no roadmap has: «Класс», «Отметка о выполнении».
fn has_strange_columns(table: &SheetTable<'_>) -> bool {
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
fn plan(table: &SheetTable<'_>, title: &str, titles: &[Title]) -> Matter {
    let text = said(title, &table.sheet.name);
    let words: Vec<&str> = text.split(' ').collect();
    let begins = |stems: &[&str]| words.iter().any(|w| stems.iter().any(|s| w.starts_with(s)));
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let is_map = begins(&["дорожн"]);
    let is_of_mentoring = begins(&["наставничеств", "наставническ", "целев"]);
    if names_program_of_pair(&table.sheet.name)
        || is_of_one(&text, &words)
        || is_of_people(&table.sheet.name)
        || titles_name_people(titles)
    {
        return Matter::OwnPlan;
    }
    if is_no_more_a_plan(&text, &words) {
        return Matter::Left;
    }
    let is_of_no_school = ["типовая дорожная", "типовой план", "примерная дорожная"]
        .iter()
        .any(|phrase| text.contains(phrase));
    if is_of_no_school || begins(&["образец", "образц", "чернов", "шаблон"])
    {
        return Matter::Draft;
    }
    if begins(&[
        "отчет",
        "справк",
        "мониторинг",
        "выполнени",
        "анализ",
        "итоги",
    ]) {
        return Matter::Report;
    }
    let is_of_class = words.iter().any(|word| word.contains("классник"));
    let is_of_pupils = is_of_class
        || begins(&[
            "воспитанник",
            "дет",
            "ребен",
            "обучающ",
            "учащ",
            "ученик",
            "студент",
            "школьник",
        ]);
    if is_of_pupils && !begins(&["педагог", "учител", "работник", "сотрудник"])
    {
        return Matter::OtherPlan;
    }
    let phrases = [
        "муниципальная дорожная карта",
        "региональная дорожная карта",
        "районная дорожная карта",
        "городская дорожная карта",
        "областная дорожная карта",
        "краевая дорожная карта",
        "республиканская дорожная карта",
        "точки роста",
        "муниципальный план",
        "карта управления",
        "карта департамента",
        "карта отдела",
        "к году",
    ];
    if phrases.iter().any(|phrase| text.contains(phrase)) {
        return Matter::OtherPlan;
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
    let is_other = other_plans::is_other(titles, &table.sheet.name, table.has(STAGE));
    if is_other && !is_of_mentoring {
        return Matter::OtherPlan;
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
    const OF_MANY: [&str; 5] = [
        "педагогов",
        "педагогическ",
        "учителей",
        "специалистов",
        "кадр",
    ];
    words.iter().any(|word| WORDS.contains(word))
        || [
            "наставнической пары",
            "наставнической группы",
            "план пары",
            "карта пары",
            "карта наставника ",
            "карта молодого ",
            "карта для молодого ",
            "карта начинающего ",
            "карта стажера ",
            "карта учителя ",
            "карта педагога ",
            "план молодого ",
            "план начинающего ",
            "план стажера ",
        ]
        .iter()
        .any(|phrase| text.contains(phrase))
        || text.contains("карта профессионального ")
            && !words
                .iter()
                .any(|word| OF_MANY.iter().any(|stem| word.starts_with(stem)))
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

/// Whether titles name a person of whom the plan is, and nobody who signs or approves it: «Дорожная
/// карта наставника Петровой М.И.», «Петрова М.И. – Сидоров А.Ю.».
fn titles_name_people(titles: &[Title]) -> bool {
    const SIGN: [&str; 13] = [
        "утвержд",
        "соглас",
        "директор",
        "заместител",
        "зам ",
        "завуч",
        "заведующ",
        "приказ",
        "куратор",
        "разработ",
        "состав",
        "председател",
        "ответствен",
    ];
    let all: Vec<String> = titles.iter().map(|(_, _, text)| plain(text)).collect();
    if all
        .iter()
        .any(|text| SIGN.iter().any(|stem| text.contains(stem)))
    {
        return false;
    }
    titles.iter().any(|(_, _, text)| has_person(text))
}

/// Whether a text has a surname with initials or a name with a patronymic in it.
fn has_person(text: &str) -> bool {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || "(),;:«»".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let is_capital = |word: &str| word.starts_with(char::is_uppercase) && word.chars().count() > 2;
    let are_initials = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        matches!(letters.as_slice(), [a, '.', b, '.'] if a.is_uppercase() && b.is_uppercase())
    };
    words.windows(2).any(|pair| {
        is_capital(pair[0]) && are_initials(pair[1]) || are_initials(pair[0]) && is_capital(pair[1])
    }) || words.windows(3).any(|three| {
        three.iter().all(|word| is_capital(word))
            && has_patronymic(&three.join(" "))
            && crate::edit::names_people(&three.join(" "))
    })
}

/// Whether a map says of what it is: «Дорожная карта внедрения …», «… по подготовке к …».
fn has_subject(words: &[&str]) -> bool {
    const SUBJECT: [&str; 6] = ["по", "внедр", "подготов", "развит", "перехо", "повышен"];
    let map = words.iter().position(|word| word.starts_with("карт"));
    let behind = map.and_then(|at| words.get(at + 1..)).unwrap_or_default();
    // «… внедрения», cut as it may be, says nothing of what.
    let is_subject = |word: &&str| SUBJECT.iter().any(|stem| word.starts_with(stem));
    let at = behind.iter().take(2).position(is_subject);
    at.is_some_and(|at| at + 1 < behind.len())
}
