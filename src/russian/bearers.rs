//! Words beside a name that tell whose it is: of a book or a street, of a pupil or a parent, of somebody
//! by a surname. All words are in small letters, with «е» for «ё».

/// Words after which a surname is that of a book, a law, a street or many people; whole words where
/// they are short.
const OF_CULTURE: [&str; 61] = [
    "книг",
    "роман",
    "повест",
    "рассказ",
    "стихотвор",
    "стихи",
    "стихам",
    "поэм",
    "сказк",
    "басн",
    "лирик",
    "творчеств",
    "произведени",
    "пьес",
    "комеди",
    "трагеди",
    "учебник",
    "задачник",
    "умк",
    "пособи",
    "хрестомати",
    "сборник",
    "автор",
    "авт",
    "редакци",
    "линия",
    "писател",
    "композитор",
    "художник",
    "методик",
    "закон",
    "теорем",
    "таблиц",
    "формул",
    "имени",
    "музе",
    "памятник",
    "преми",
    "чтени",
    "улиц",
    "площад",
    "день",
    "дню",
    "дня",
    "год",
    "года",
    "клуб",
    "лиг",
    "союз",
    "совет",
    "форум",
    "съезд",
    "слет",
    "движени",
    "фестивал",
    "академи",
    "город",
    "песни",
    "песня",
    "песню",
    "песен",
];
/// Endings of surnames in any case that few other words have.
const SURNAME: [&str; 49] = [
    "ов",
    "ова",
    "ову",
    "овым",
    "ове",
    "овой",
    "ев",
    "ева",
    "еву",
    "евым",
    "еве",
    "евой",
    "ин",
    "ина",
    "ину",
    "иным",
    "ине",
    "иной",
    "ын",
    "ына",
    "ыным",
    "ыной",
    "енко",
    "чук",
    "чука",
    "чуку",
    "чуком",
    "швили",
    "сян",
    "сяна",
    "сяну",
    "рян",
    "ряна",
    "ряну",
    "нян",
    "няна",
    "няну",
    "кян",
    "кяна",
    "кяну",
    "чян",
    "чяна",
    "чяну",
    "дян",
    "дяна",
    "дяну",
    "тян",
    "тяна",
    "тяну",
];
/// Those of surnames that are adjectives; many other words have them too.
const ADJECTIVE: [&str; 10] = [
    "ский",
    "ская",
    "ского",
    "ской",
    "скому",
    "скую",
    "ским",
    "ском",
    "цкий",
    "цкая",
];

/// «Повесть», «день», «имени»: what bears the names of people.
pub fn bears_names(plain: &str) -> bool {
    const WHOLE: usize = 4;
    OF_CULTURE.iter().any(|it| {
        if it.chars().count() <= WHOLE {
            plain == *it
        } else {
            plain.starts_with(it)
        }
    })
}

/// Whether a word ends as surnames do and few other words.
pub fn ends_as_surname(plain: &str) -> bool {
    SURNAME.iter().any(|it| plain.ends_with(it))
}

/// Whether a word beside a first name ends as surnames do.
pub fn may_be_surname(plain: &str) -> bool {
    ends_as_surname(plain) || ADJECTIVE.iter().any(|it| plain.ends_with(it))
}

/// «Ученик», «дочь», «семьи»: a child or a family is named after it.
pub fn tells_of_child(plain: &str) -> bool {
    const STEMS: [&str; 8] = [
        "учени",
        "дочер",
        "сыно",
        "воспитанни",
        "обучающ",
        "первокласс",
        "ребен",
        "семь",
    ];
    matches!(
        plain,
        "дочь" | "сын" | "сына" | "сыну" | "мама" | "мамы" | "папа" | "папы"
    ) || STEMS.iter().any(|it| plain.starts_with(it))
}

/// «Отец», «опекун»: who stands beside a pupil, as the name is followed by it.
pub fn is_relative(plain: &str) -> bool {
    const RELATIVES: [&str; 16] = [
        "ученик",
        "ученица",
        "учащийся",
        "учащаяся",
        "обучающийся",
        "обучающаяся",
        "воспитанник",
        "воспитанница",
        "отец",
        "мать",
        "мама",
        "папа",
        "бабушка",
        "дедушка",
        "опекун",
        "родитель",
    ];
    RELATIVES.contains(&plain)
}

/// Whether a word with a capital letter is one that titles and sentences begin with, and no surname:
/// «Урок», «Помочь», «Посещение», «С».
pub fn opens_a_title(plain: &str) -> bool {
    const WORDS: &str = "\
        с со к ко у от для при по на об о под над без про из за до в во вместе рядом также и а но или если когда где через после \
        перед между благодаря согласно спасибо именно сама сам наша наш моя мой ваша ваш его ее их мы он она они вы день дня дни";
    const STEMS: &str = "\
        урок занят помо провер подготов поддерж встреч бесед консультац наставн учител педагог директор завуч заместител воспитател \
        преподават методист психолог логопед куратор коллег класс открыт мастер посе анализ разбор обсужд изуч знаком ознаком \
        семинар круж график план отчет совет совмест взаимо работ ведет провод проводит отвеч ответствен руковод исполнител выступл \
        доклад сообщ рекомендац методик опыт стаж школ итог цел задач уважаем дорог перв втор участ практик тренинг вебинар лекц \
        конкурс праздник выставк проект программ журнал тетрад дневник портфолио диагност анкет опрос собесед наблюд контрол \
        оформл составл создан разработ организ выполн заполн состав пров показ демонстр обмен привлеч включ назнач утверд";
    /// Of verbs and of nouns made of them.
    const ENDINGS: [&str; 15] = [
        "ать", "ять", "еть", "ить", "чь", "ести", "ние", "ния", "нию", "тие", "ция", "ции", "ость",
        "ство", "ства",
    ];
    WORDS.split_whitespace().any(|it| it == plain)
        || STEMS.split_whitespace().any(|it| plain.starts_with(it))
        || ENDINGS.iter().any(|it| plain.ends_with(it))
}
