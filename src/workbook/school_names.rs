//! Names of schools, which people write in many ways.

use super::tables::plain;

/// Whether a text may be a name of a school in other words than its own: «СОШ № 7» of «МБОУ «Школа
/// № 7»». All its words are words of the name, and the numbers are the same.
pub(super) fn means(text: &str, own: &str) -> bool {
    let (named, own) = (telling_words(text), telling_words(own));
    let is_number = |word: &&String| word.bytes().all(|b| b.is_ascii_digit());
    named.len() > 1
        && named.iter().all(|word| own.contains(word))
        && own
            .iter()
            .filter(is_number)
            .all(|word| named.contains(word))
}

/// Whether a text names another school by its number: «Школа № 9» where the school's own is «Школа
/// № 7».
pub(super) fn is_another(text: &str, own: &[String]) -> bool {
    let own: Vec<String> = own.iter().flat_map(|name| numbers(name)).collect();
    let named = numbers(text);
    // Mentors of several schools may be meant.
    if ["сетев", "межшкол", "партнер"]
        .iter()
        .any(|stem| plain(text).contains(stem))
    {
        return false;
    }
    names_other(text)
        || !own.is_empty() && !named.is_empty() && !named.iter().any(|number| own.contains(number))
}

/// The numbers of schools that a text names; «из школы № 3» is where somebody came from, «бывшая СОШ №
/// 3» is what the school itself has taken in, and so is a kindergarten that is a part of it.
fn numbers(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let has_part = ["структурн", "подразделен", "дошкольн", "филиал"]
        .iter()
        .any(|stem| lower.contains(stem))
        || lower.starts_with("сп ");
    let mut found = Vec::new();
    let (mut before, mut rest) = (String::new(), lower.as_str());
    while let Some(at) = rest.find(char::is_alphabetic) {
        let (_, tail) = rest.split_at(at);
        let end = tail.find(|c: char| !c.is_alphabetic());
        let (word, behind) = tail.split_at(end.unwrap_or(tail.len()));
        let is_from = matches!(before.as_str(), "из" | "с" | "в" | "другой")
            || ["бывш", "присоедин", "реорганизов"]
                .iter()
                .any(|stem| before.starts_with(stem));
        let is_own = is_from || has_part && OF_CHILDREN.contains(&word);
        if is_school(word) && !is_own {
            found.extend(number_behind(behind));
        }
        word.clone_into(&mut before);
        rest = behind;
    }
    found
}

/// Kindergartens, which may be a part of a school.
const OF_CHILDREN: [&str; 6] = ["сад", "сада", "детсад", "доу", "мбдоу", "мкдоу"];

/// The number that stands right behind the word for a school: «№ 9», «9», «-9»; and neither classes nor
/// what is counted: «1-4 классы», «(5-9 кл.)», «1 ступени», «– 9 пар».
fn number_behind(text: &str) -> Option<String> {
    const COUNTED: [&str; 13] = [
        "класс",
        "кл",
        "ступен",
        "пар",
        "чел",
        "групп",
        "уровн",
        "смен",
        "этаж",
        "корпус",
        "здани",
        "год",
        "полугод",
    ];
    let marks = |c: char| c.is_whitespace() || "«»\"“”„№".contains(c);
    let begin = text.find(|c: char| c.is_ascii_digit())?;
    let (between, tail) = text.split_at(begin);
    let is_numbered = between.contains('№');
    let is_close = between.chars().all(|c| marks(c) || c == '-') && !between.contains("- ");
    let end = tail.find(|c: char| !c.is_ascii_digit());
    let (number, behind) = tail.split_at(end.unwrap_or(tail.len()));
    let is_span = {
        let rest = behind.trim_start().strip_prefix(['-', '–', '—']);
        rest.is_some_and(|it| it.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    };
    let is_counted = || {
        let word = behind.trim_start_matches([' ', '-', '\u{a0}']);
        let word = word.trim_start_matches(['й', 'я']).trim_start();
        COUNTED.iter().any(|stem| word.starts_with(stem))
    };
    let is_number = is_close && (is_numbered || !is_span && !is_counted());
    is_number.then(|| number.to_owned())
}

/// «школа», «СОШ», «МБДОУ», and neither «Школьная» nor «Садовая» of an address.
fn is_school(word: &str) -> bool {
    const BEGIN: [&str; 3] = ["школ", "гимнази", "лице"];
    const WHOLE: [&str; 8] = ["сош", "оош", "нош", "сш", "сад", "сада", "детсад", "доу"];
    const OF_STREETS: [&str; 3] = ["школьн", "гимназич", "лицейск"];
    let is_abbreviation = word.ends_with("оу") && (4..=6).contains(&word.chars().count());
    let begins = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    WHOLE.contains(&word) || is_abbreviation || begins(&BEGIN) && !begins(&OF_STREETS)
}

/// «Другая школа», and not «Переведены из другой школы».
fn names_other(text: &str) -> bool {
    const PLACES: [&str; 5] = ["школ", "организаци", "учреждени", "гимнази", "лице"];
    let words = plain(text);
    let words: Vec<&str> = words.split(' ').collect();
    words.windows(2).enumerate().any(|(at, pair)| {
        let is_other = matches!(pair[0], "другая" | "другие" | "чужая" | "чужие" | "иные");
        let is_place = PLACES.iter().any(|stem| pair[1].starts_with(stem));
        at == 0 && is_other && is_place
    })
}

/// The words of the name of a school without those of its legal form, which is written in many ways.
fn telling_words(name: &str) -> Vec<String> {
    const FORM: [&str; 9] = [
        "муниципальн",
        "государственн",
        "бюджетн",
        "казенн",
        "автономн",
        "общеобразовательн",
        "образовательн",
        "учреждени",
        "средн",
    ];
    let words = plain(name).replace('№', " ");
    let words = words.split_whitespace().filter(|word| {
        let is_abbreviation = word.ends_with("оу") && word.chars().count() <= 6;
        !is_abbreviation && !FORM.iter().any(|form| word.starts_with(form))
    });
    let words = words.map(|word| {
        if matches!(word, "сош" | "сш") {
            "школа"
        } else {
            word
        }
    });
    words.map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_school_has_many_forms() {
        let words = |name| telling_words(name).join(" ");
        for name in [
            "МБОУ Школа №7",
            "Школа № 7",
            "СОШ № 7",
            "муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 7»",
        ] {
            assert_eq!(words(name), "школа 7", "{name}");
        }
        assert_eq!(words("Гимназия № 7"), "гимназия 7");
        assert_eq!(words("МБОУ «СОШ № 17»"), "школа 17");
        let own = ["МБОУ «Школа № 7»".to_owned()];
        for other in [
            "МБОУ «Школа № 9»",
            "СОШ №9",
            "пары МБОУ СОШ № 9",
            "Гимназия № 4",
            "МБДОУ № 15",
            "Детский сад № 5",
            "СОШ-9",
            "МБОУ «СОШ № 9», 1-4 классы",
            "Другая школа",
        ] {
            assert!(is_another(other, &own), "{other}");
        }
        for own_name in [
            "Школа №7",
            "СОШ 7",
            "переведены из школы № 3",
            "начальная школа",
            "Начальная школа, 1-4 классы",
            "Начальная школа 1–4 кл",
            "Основная школа (5-9 кл.)",
            "Старшая школа 10-11 кл.",
            "Средняя школа (10-11)",
            "Школа 1 ступени",
            "Основная школа – 9 пар",
            "Присоединённая школа (бывшая СОШ № 3)",
            "Детский сад № 5 (структурное подразделение)",
            "к. 9",
            "Площадка на ул. Садовой, 15",
            "ул. Школьная, 5",
            "Перешли из другой школы",
        ] {
            assert!(!is_another(own_name, &own), "{own_name}");
        }
        assert!(means("СОШ №7", "МБОУ «Школа № 7»"));
        assert!(!means("Школа № 8", "МБОУ «Школа № 7»") && !means("Школа", "МБОУ «Школа № 7»"));
    }
}
