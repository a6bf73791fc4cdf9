//! Words that say nothing of the pairs beside other words: «Старый корпус», «Кандидаты наук», «С
//! прошлого года», «Нет категории».

/// What stands beside a word that has another sense then.
enum Beside {
    /// Right behind it.
    Next(&'static [&'static str]),
    /// Right before it, as whole words.
    Before(&'static [&'static str]),
    /// Right before it, as the word begins.
    Of(&'static [&'static str]),
    /// Anywhere in the text.
    Anywhere(&'static [&'static str]),
    /// Anything: the word never says it.
    Anything,
}

/// How the words begin, and what gives them another sense.
const SENSES: [(&[&str], Beside); 13] = [
    (
        &["прошли", "прошел", "прошла"],
        Beside::Next(&[
            "курс",
            "аттест",
            "обучен",
            "кпк",
            "переподгот",
            "стажиров",
            "повышен",
        ]),
    ),
    (
        &[
            "архивариус",
            "образцов",
            "возможност",
            "исключительн",
            "удаленно",
        ],
        Beside::Anything,
    ),
    (
        &["стар", "бывш", "прежн", "прошл", "нов"],
        Beside::Next(&[
            "корпус",
            "здани",
            "школ",
            "площадк",
            "част",
            "город",
            "поселок",
            "поселк",
            "улиц",
            "территори",
            "крыл",
            "выпускник",
            "учени",
            "студент",
            "воспитанник",
            "сош",
            "оош",
            "гимнази",
            "лице",
        ]),
    ),
    (
        &["прошл", "предыдущ", "прежн"],
        Beside::Before(&["с", "со", "из"]),
    ),
    (
        &["кандидат"],
        Beside::Anywhere(&["категор", "наук", "мастер", "спорт", "депутат"]),
    ),
    (
        &["ожида", "планир", "претенд"],
        Beside::Anywhere(&["аттест", "категор", "ребен"]),
    ),
    (&["запас"], Beside::Next(&["выход"])),
    (&["будущ"], Beside::Next(&["первокл"])),
    (
        &["будущ"],
        Beside::Of(&["школ", "учител", "педагог", "класс", "урок", "лидер"]),
    ),
    (
        &["пенси"],
        Beside::Anywhere(&["работающ", "уходящ", "выходящ"]),
    ),
    (
        &["удаленн"],
        Beside::Next(&[
            "работ",
            "площад",
            "корпус",
            "формат",
            "занят",
            "школ",
            "сел",
            "посел",
            "территор",
            "филиал",
        ]),
    ),
    (&["закрыт"], Beside::Next(&["тип"])),
    (&["архив"], Beside::Next(&["дел"])),
];

/// Whether a word of these says nothing of the pairs.
pub(super) fn is_of_something_else(words: &[String], at: usize) -> bool {
    let begins = |word: &str, stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    let Some(word) = words.get(at) else {
        return false;
    };
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    let next = words.get(at + 1);
    let says = |beside: &Beside| match beside {
        Beside::Next(stems) => next.is_some_and(|next| begins(next, stems)),
        Beside::Before(whole) => before.is_some_and(|it| whole.contains(&it.as_str())),
        Beside::Of(stems) => before.is_some_and(|it| begins(it, stems)),
        Beside::Anywhere(stems) => words.iter().any(|it| begins(it, stems)),
        Beside::Anything => true,
    };
    SENSES
        .iter()
        .any(|(stems, beside)| begins(word, stems) && says(beside))
        || is_old_and_new(word, next)
        || is_reserve_of_staff(words, word)
        || is_list_that_follows(word, next)
}

/// «Старые и новые наставники».
fn is_old_and_new(word: &str, next: Option<&String>) -> bool {
    const AGED: [&str; 5] = ["стар", "бывш", "прежн", "прошл", "нов"];
    AGED.iter().any(|stem| word.starts_with(stem)) && next.is_some_and(|next| next == "и")
}

/// «Кадровый резерв», which is a standing of somebody at work; a reserve of mentors is none.
fn is_reserve_of_staff(words: &[String], word: &str) -> bool {
    let has = |stem: &str| words.iter().any(|it| it.starts_with(stem));
    word.starts_with("резерв")
        && ["кадр", "руковод", "управл"].into_iter().any(has)
        && !has("наставн")
}

/// «Утвердить следующие пары:», and not «На следующий год».
fn is_list_that_follows(word: &str, next: Option<&String>) -> bool {
    const TIMES: [&str; 7] = [
        "год",
        "уч",
        "полугод",
        "месяц",
        "четверт",
        "период",
        "сезон",
    ];
    let is_time = |next: &String| TIMES.iter().any(|stem| next.starts_with(stem));
    word.starts_with("следующ") && next.is_some_and(|next| !is_time(next))
}

/// «Нет категории»: a word of doubt that says what somebody lacks beside his pair.
pub(super) fn is_no_lack_of_pairs(words: &[String], at: usize) -> bool {
    const OF_PEOPLE: [&str; 9] = [
        "категор",
        "стаж",
        "разряд",
        "опыт",
        "образован",
        "замечан",
        "аттест",
        "квалиф",
        "классн",
    ];
    let is = |at: usize, stems: &[&str]| {
        words
            .get(at)
            .is_some_and(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    is(at, &["нет"]) && (is(at + 1, &OF_PEOPLE) || is(at + 2, &OF_PEOPLE)) || is(at, &["заменя"])
}

#[cfg(test)]
mod tests {
    use super::super::standing::{Of, standing, words_of};

    #[test]
    fn a_word_may_say_nothing_of_the_pairs_beside_others() {
        for text in [
            "С прошлого года",
            "Перешли из прошлого года",
            "Кадровый резерв",
            "Резерв руководящих кадров",
            "Кандидаты на высшую категорию",
            "Учителя – кандидаты наук",
            "Учителя, ожидающие аттестацию",
            "Школа будущего первоклассника",
            "Учитель будущего",
            "Возможности",
            "Запасной выход",
            "Уходящие на пенсию наставники",
            "Утвердить следующие пары:",
            "Удаленно",
            "Удаленные площадки",
            "Исключительно дистанционно",
            "Прошли курсы",
        ] {
            assert_eq!(standing(&words_of(text), Of::Pairs), None, "{text}");
        }
    }
}
