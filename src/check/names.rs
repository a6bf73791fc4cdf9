//! Names that would be printed, and declined, otherwise than they are meant: the first name before the
//! surname, another case than the nominative, words run together, in capitals or in small letters.

use crate::problem::{Advice, Code, Problem};
use crate::project::{Person, Project};
use crate::russian::{
    Gender, PersonName, is_given_first, is_oblique_patronymic, is_patronymic, is_small_in_name,
};

pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    let staff = project.organization.staff.values();
    for person in staff.filter(|person| person.has_name()) {
        problems.extend(strange(person));
        problems.extend(post_of_woman(person));
    }
}

/// «учительница» of a man: the post or the name is another's. Posts that are called alike for both
/// («медицинская сестра», «няня») are not told.
fn post_of_woman(person: &Person) -> Option<Problem> {
    if person.known_gender() != Some(Gender::Masculine) {
        return None;
    }
    let post = &person.position;
    let first = post.split([' ', ',', '(']).next().unwrap_or_default();
    let is_womans = |word: &str| {
        let word = word.to_lowercase();
        [
            "ница",
            "щица",
            "чица",
            "ведующая",
            "вожатая",
            "щая",
            "ршая",
            "дшая",
            "иректриса",
            "екретарша",
        ]
        .iter()
        .any(|end| word.ends_with(end))
    };
    let is_of_both = post.to_lowercase().contains("сестра");
    if is_of_both || !first.split('-').any(is_womans) {
        return None;
    }
    let message = format!(
        "должность «{}» названа как у женщины, а {} – мужчина",
        post.value,
        person.name.short()
    );
    Some(
        Problem::new(Code::PostOfOtherGender, message)
            .at(&post.place)
            .hint(Advice::apart(
                "исправьте должность по штатному расписанию или имя; если это женщина, укажите пол: gender = \"f\"",
                "исправьте должность по штатному расписанию, имя или пол",
            )),
    )
}

fn strange(person: &Person) -> Option<Problem> {
    let full = person.name.full().replace('\u{A0}', " ");
    let (message, hint) = if is_given_first(&person.name) {
        let what = if person.name.patronymic.is_some() {
            "имя и отчество стоят"
        } else {
            "имя стоит"
        };
        (
            format!("похоже, {what} впереди фамилии"),
            format!("пишите в таком порядке: {}", person.name.surname_first()),
        )
    } else if is_oblique(&person.name) {
        (
            "имя стоит не в именительном падеже".to_owned(),
            "пишите так, как отвечают на вопрос «кто?»: Иванова Мария Петровна; в нужный падеж имя поставит программа".to_owned(),
        )
    } else if let Some(told) = strange_patronymic(&person.name, &full) {
        told
    } else if let Some(parted) = PersonName::parted(&full) {
        (
            "похоже, между словами потерян пробел".to_owned(),
            format!("пишите так: {parted}"),
        )
    } else {
        let message = strange_letters(&person.name)?;
        (
            message,
            format!(
                "пишите прописными только первые буквы: {}",
                as_names_are(&full)
            ),
        )
    };
    Some(
        Problem::new(Code::StrangeName, format!("«{full}»: {message}"))
            .at(&person.place)
            .hint(hint),
    )
}

/// A patronymic that is none: joined to the first name, a word that it is not there, a slip in its end.
fn strange_patronymic(name: &PersonName, full: &str) -> Option<(String, String)> {
    const ABSENT: [&str; 4] = ["нет", "отсутствует", "отсутств.", "без отчества"];
    if full.to_lowercase() == "фамилия имя отчество" {
        let message = "вместо имени стоят слова образца".to_owned();
        return Some((message, "впишите фамилию, имя и отчество".to_owned()));
    }
    let Some(patronymic) = &name.patronymic else {
        let (given, joined) = name.given.rsplit_once('-')?;
        return is_patronymic(joined).then(|| {
            let message = "имя и отчество написаны через дефис".to_owned();
            let right = format!("{} {given} {joined}", name.surname);
            (message, format!("пишите так: {right}"))
        });
    };
    let lower = patronymic.to_lowercase();
    if ABSENT.contains(&lower.as_str()) {
        let message = format!("«{patronymic}» – не отчество");
        let right = format!("{} {}", name.surname, name.given);
        return Some((message, format!("отчества нет – не пишите ничего: {right}")));
    }
    let stem = lower.strip_suffix("ич")?;
    stem.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я'])
        .then(|| {
            let message = format!("похоже, в отчестве «{patronymic}» пропущена буква");
            let hint = "исправьте отчество; если так и в паспорте, ничего не делайте";
            (message, hint.to_owned())
        })
}

/// Whether the patronymic shows that the name was copied in another case: «Гордеевой Марии Ивановне».
pub(super) fn is_oblique(name: &PersonName) -> bool {
    name.patronymic
        .as_deref()
        .is_some_and(is_oblique_patronymic)
}

fn strange_letters(name: &PersonName) -> Option<String> {
    let words = || {
        let parts = [
            Some(&name.surname),
            Some(&name.given),
            name.patronymic.as_ref(),
        ];
        parts.into_iter().flatten().flat_map(|part| part.split(' '))
    };
    let letters = words().flat_map(str::chars).filter(|c| c.is_alphabetic());
    if letters.clone().count() > 5 && !letters.clone().any(char::is_lowercase) {
        return Some("имя записано прописными буквами и так напечатается".to_owned());
    }
    let is_usual = |word: &str| {
        is_small_in_name(word)
            || name.patronymic.as_deref() == Some(word)
                && word.contains('-')
                && word.starts_with(char::is_uppercase)
            || name.given == word && is_of_syllables(word)
    };
    if let Some(word) = words().find(|word| begins_small(word) && !is_usual(word)) {
        return Some(format!(
            "слово «{word}» записано со строчной буквы и так напечатается"
        ));
    }
    words().find(|word| has_loud_letters(word)).map(|word| {
        let whose = if word.chars().count() < SHORTEST_WORD {
            "похоже на инициалы без точек"
        } else {
            "записано прописными буквами и так напечатается"
        };
        format!("слово «{word}» {whose}")
    })
}

/// «Мин-хо», «Ен-сук»: a first name of two syllables, as Korean ones are written.
fn is_of_syllables(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    parts.len() == 2
        && word.starts_with(char::is_uppercase)
        && parts
            .iter()
            .all(|part| part.chars().count() <= LONGEST_SYLLABLE)
}

const LONGEST_SYLLABLE: usize = 4;
/// Shorter ones in capitals are initials: «МИ».
const SHORTEST_WORD: usize = 3;

/// «гордеева», «Гордеева-орлова»; «Фон-дер-Лейен», «д’Артаньян» and «Хурен-оол» have small parts.
fn begins_small(word: &str) -> bool {
    let last = word
        .rsplit(['-', '\'', '’', 'ʼ', '`'])
        .next()
        .unwrap_or(word);
    let usual = is_small_in_name(last) || matches!(last, "оол" | "кыс" | "заде" | "бек" | "хан");
    last.starts_with(char::is_lowercase) && !(usual && word.contains('-'))
}

/// Capitals as in «ГОРДЕЕВА» and «МИ»; two of them, as after «Мак» and «О'», are usual.
fn has_loud_letters(word: &str) -> bool {
    word.split(['-', '\'', '’', 'ʼ', '`', '.']).any(|part| {
        let inner = part.chars().skip(1).filter(|c| c.is_uppercase()).count();
        let second = part.chars().skip(1).position(char::is_uppercase);
        let is_prefixed = inner == 1
            && part.starts_with(char::is_uppercase)
            && second.is_some_and(|at| (1..4).contains(&at));
        inner > 0 && !is_prefixed
    })
}

/// «Гордеева Мария» of «ГОРДЕЕВА мария».
fn as_names_are(full: &str) -> String {
    let part = |part: &str| {
        let mut letters = part.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first
            .chain(letters.flat_map(char::to_lowercase))
            .collect::<String>()
    };
    let word = |word: &str| {
        if is_small_in_name(word) || word.contains('.') {
            return word.to_owned();
        }
        if word.chars().count() < SHORTEST_WORD && word.chars().all(char::is_uppercase) {
            return word.chars().flat_map(|c| [c, '.']).collect();
        }
        word.split('-').map(part).collect::<Vec<_>>().join("-")
    };
    full.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_no_name_has_are_told() {
        for (written, right) in [
            ("гордеева мария ивановна", "Гордеева Мария Ивановна"),
            ("Гордеева мария Ивановна", "Гордеева Мария Ивановна"),
            ("ГОРДЕЕВА Мария Ивановна", "Гордеева Мария Ивановна"),
            ("Гордеева МАРИЯ ИВАНОВНА", "Гордеева Мария Ивановна"),
            ("КОТОВ ИВАН ПЕТРОВИЧ", "Котов Иван Петрович"),
            ("ГОрдеева Мария Ивановна", "Гордеева Мария Ивановна"),
            ("ОРЛОВА-зимина Инна Львовна", "Орлова-Зимина Инна Львовна"),
            (
                "Гордеева-орлова Мария Ивановна",
                "Гордеева-Орлова Мария Ивановна",
            ),
            ("Гордеева МИ", "Гордеева М.И."),
            ("гордеева М.И.", "Гордеева М.И."),
            ("аль ХАКИМ Омар Саидович", "аль Хаким Омар Саидович"),
        ] {
            let name = PersonName::parse(written).unwrap();
            assert!(strange_letters(&name).is_some(), "{written}");
            assert_eq!(as_names_are(&name.full().replace('\u{A0}', " ")), right);
        }
    }

    #[test]
    fn a_patronymic_that_is_none_is_told() {
        for (written, right) in [
            ("Гусев Антон-Павлович", "Гусев Антон Павлович"),
            ("Гусев Антон нет", "не пишите ничего: Гусев Антон"),
            ("Гусев Антон Павлоич", "исправьте отчество"),
            ("Фамилия Имя Отчество", "впишите фамилию"),
        ] {
            let name = PersonName::parse(written).unwrap();
            let told = strange_patronymic(&name, written).map(|(_, hint)| hint);
            assert!(
                told.as_deref().is_some_and(|it| it.contains(right)),
                "{told:?}"
            );
        }
        for written in [
            "Гусев Антон Ильич",
            "Гусев Антон Никитич",
            "Кан Мин-хо",
            "Гусева Анна-Мария Павловна",
            "Гусев А.П.",
        ] {
            let name = PersonName::parse(written).unwrap();
            assert_eq!(strange_patronymic(&name, written), None, "{written}");
        }
    }

    #[test]
    fn a_name_in_another_case_is_known_by_the_patronymic() {
        for (text, is_so) in [
            ("Гордеевой Марии Ивановне", true),
            ("Гордеева Петра Ильича", true),
            ("Гордеевым Петром Ильичом", true),
            ("Гордееву Ольгу Никитичну", true),
            ("Гордеева Мария Ивановна", false),
            ("Гордеев Пётр Ильич", false),
            ("Гордеева М.И.", false),
            ("Алиев Мамед Гасан оглы", false),
        ] {
            assert_eq!(
                is_oblique(&PersonName::parse(text).unwrap()),
                is_so,
                "{text}"
            );
        }
    }

    #[test]
    fn unusual_names_are_left_alone() {
        for written in [
            "аль Хаким Омар Саидович",
            "аль-Хаким Омар Саидович",
            "Ван ден Берг Анна Петровна",
            "МакГрегор Анна Петровна",
            "О'Коннор Анна Петровна",
            "д'Артаньян Шарль Иванович",
            "Мамедов Расул Ариф оглы",
            "Салимова Нигяр Ариф-кызы",
            "Гордеева М.И.",
            "Э Ольга Петровна",
            "Ли ДеМин Петрович",
            "Хурен-оол Эрес-оол Борисович",
            "Ахмед-заде Али Хасанович",
            "Ооржак Мерген Кызыл-оолович",
            "Ли Мин-хо Иванович",
        ] {
            let name = PersonName::parse(written).unwrap();
            assert_eq!(strange_letters(&name), None, "{written}");
        }
    }
}
