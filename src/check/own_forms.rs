//! Case forms that the user has written: they are printed as they stand, so a form of another name,
//! which a new surname leaves behind, would be printed too.

use crate::problem::{Advice, Code, Place, Problem};
use crate::project::{Cases, Project};
use crate::russian::Case;

pub(super) fn check(project: &Project, problems: &mut Vec<Problem>) {
    for person in project.organization.staff.values() {
        if person.has_name() {
            held(
                &person.name.full(),
                &person.cases,
                "cases",
                &person.place,
                problems,
            );
        }
        let post = &person.position;
        held(
            &post.value,
            &person.position_cases,
            "position_cases",
            &post.place,
            problems,
        );
    }
}

fn held(own: &str, cases: &Cases, key: &str, place: &Place, problems: &mut Vec<Problem>) {
    let form_of = |case: &Case| cases.form(*case).filter(|form| !is_form_of(form, own));
    let Some((case, form)) = Case::ALL
        .iter()
        .find_map(|case| Some((case, form_of(case)?)))
    else {
        return;
    };
    let message = format!(
        "«{own}»: {} падеж записан как «{form}», а это другое имя или другие слова",
        case.name()
    );
    problems.push(
        Problem::new(Code::DoubtfulForm, message)
            .at(place)
            .hint(Advice::apart(
                format!("впишите в {key} формы нынешних слов или удалите эту строку"),
                "впишите верные падежи или очистите их поля",
            )),
    );
}

/// Whether words may be a case of others: each word begins as one of theirs does.
fn is_form_of(form: &str, own: &str) -> bool {
    let words = |text: &str| -> Vec<Vec<char>> {
        let plain = text.to_lowercase().replace('ё', "е");
        let words = plain.split(|c: char| !c.is_alphabetic());
        words
            .filter(|word| !word.is_empty())
            .map(|word| word.chars().collect())
            .collect()
    };
    let (form, own) = (words(form), words(own));
    let begins = |word: &Vec<char>, own: &Vec<char>| {
        let same = word.iter().zip(own).take_while(|(a, b)| a == b).count();
        same >= stem(word.len().min(own.len()))
    };
    form.is_empty()
        || form
            .iter()
            .all(|word| own.iter().any(|own| begins(word, own)))
}

/// Letters that no declension changes at the beginning of a word so long: «Лев», «Льва»; «Павел»,
/// «Павла».
fn stem(length: usize) -> usize {
    match length {
        0..=4 => 1,
        5 | 6 => 2,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_begin_as_their_words_do() {
        for (form, own) in [
            ("Льва Павловича Зайца", "Заяц Лев Павлович"),
            ("Ивановой Марии Петровны", "Иванова Мария Петровна"),
            ("педагогом-психологом", "педагог-психолог"),
            ("Семёну Любови", "Семен Любовь"),
            ("и. о. директора", "и. о. директора"),
            ("", "Дюма Анна"),
        ] {
            assert!(is_form_of(form, own), "{form}");
        }
        for (form, own) in [
            ("Ивановой Марии Петровны", "Кузнецова Мария Петровна"),
            ("Сидорова Алексея Юрьевича", "Петрова Мария Ивановна"),
            ("педагога-психолога", "учитель-логопед"),
        ] {
            assert!(!is_form_of(form, own), "{form}");
        }
    }
}
