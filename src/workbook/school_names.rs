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

/// The numbers of schools that a text names; «из школы № 3» is where somebody came from.
fn numbers(text: &str) -> Vec<String> {
    let words = plain(text).replace('№', " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let found = words.windows(2).enumerate().filter_map(|(at, pair)| {
        let is_from = at > 0 && matches!(words[at - 1], "из" | "с" | "в" | "другой");
        let is_number = pair[1].bytes().all(|byte| byte.is_ascii_digit());
        (is_school(pair[0]) && is_number && !is_from).then(|| pair[1].to_owned())
    });
    found.collect()
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
            "Другая школа",
        ] {
            assert!(is_another(other, &own), "{other}");
        }
        for own_name in [
            "Школа №7",
            "СОШ 7",
            "переведены из школы № 3",
            "начальная школа",
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
