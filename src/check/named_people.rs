//! People of the school whom the texts of a program name otherwise than its list does: initials
//! exchanged, another patronymic, a head or curator who is none.

use crate::problem::{Code, Placed, Problem};
use crate::project::{Organization, Pairing, Person};

pub(super) fn check(organization: &Organization, pairing: &Pairing, problems: &mut Vec<Problem>) {
    for text in pairing.note.texts().filter(|text| may_name(text)) {
        let words = words(text);
        let found = (misnamed(organization, &words))
            .or_else(|| misplaced(organization, &words))
            .map(|message| Problem::new(Code::NameOfAnother, message).at(&text.place));
        problems.extend(found.map(|it| {
            it.hint("исправьте имя в тексте; если это другой человек, ничего не делайте")
        }));
    }
}

/// Whether two words side by side have large letters, as every name has; nearly no text has any.
fn may_name(text: &str) -> bool {
    let mut before = false;
    text.split_whitespace().any(|word| {
        let first = word.chars().find(|c| c.is_alphabetic());
        let is_large = first.is_some_and(char::is_uppercase);
        std::mem::replace(&mut before, is_large) && is_large
    })
}

/// A word with the marks around it left out: «П.А.» stays one.
fn words(text: &Placed<String>) -> Vec<String> {
    let spaced = text.replace(['\u{A0}', '\u{202F}'], " ");
    let bare = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic() && c != '.');
        if is_initials(word) {
            word.to_owned()
        } else {
            word.trim_end_matches('.').to_owned()
        }
    };
    // «П. А.» is «П.А.»
    let mut out: Vec<String> = Vec::new();
    for word in spaced.split_whitespace().map(bare) {
        match out.last_mut() {
            Some(last) if is_letter(last) && is_letter(&word) => last.push_str(&word),
            _ => out.push(word),
        }
    }
    out
}

/// «П.»
fn is_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next() == Some('.')
        && letters.next().is_none()
}

/// «П.А.»
fn is_initials(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.len() == 4
        && letters
            .chunks(2)
            .all(|two| two[0].is_uppercase() && two[1] == '.')
}

fn initials(person: &Person) -> Option<[char; 2]> {
    let given = person.name.given.chars().next()?;
    let patronymic = person.name.patronymic.as_ref()?.chars().next()?;
    Some([given, patronymic])
}

fn letters_of(initials: &str) -> [char; 2] {
    let mut letters = initials.chars().filter(|c| c.is_alphabetic());
    [letters.next(), letters.next()].map(Option::unwrap_or_default)
}

/// Whether a word is a surname in some case: its beginning and not many more letters.
fn is_form_of(word: &str, name: &str) -> bool {
    const ENDING: usize = 3;
    const SHORTEST: usize = 3;
    if word == name {
        return true;
    }
    let stem = name.trim_end_matches(['а', 'я', 'й', 'ь', 'о', 'и', 'ы']);
    let rest = word.strip_prefix(stem);
    stem.chars().count() >= SHORTEST && rest.is_some_and(|rest| rest.chars().count() <= ENDING)
}

/// «Гусев П.А.» where there is only a Гусев А.П., «Гусеву Антону Петровичу».
fn misnamed(organization: &Organization, words: &[String]) -> Option<String> {
    let bearers = |word: &str| -> Vec<&Person> {
        let staff = organization.staff.values();
        staff
            .filter(|it| it.has_name() && is_form_of(word, &it.name.surname))
            .map(AsRef::as_ref)
            .collect()
    };
    let is_name = |it: &str| it.chars().next().is_some_and(char::is_uppercase);
    let near = |word: &str, other: &str| -> Option<String> {
        if !is_initials(other) || !is_name(word) || is_initials(word) {
            return None;
        }
        let said = letters_of(other);
        let own = bearers(word);
        let all: Vec<[char; 2]> = own.iter().filter_map(|it| initials(it)).collect();
        if all.is_empty() || all.len() < own.len() || all.contains(&said) {
            return None;
        }
        // One letter alike, or both exchanged; anything else is somebody else.
        let is_slip = |own: &[char; 2]| own[0] == said[0] || [own[1], own[0]] == said;
        let at = all.iter().position(is_slip)?;
        Some(other_name(&format!("{word} {other}"), own.get(at)?))
    };
    let in_full = |three: &[String]| -> Option<String> {
        let [surname, given, patronymic] = three else {
            return None;
        };
        let is_daughters = |it: &str| it.contains("вн") || it.contains("чн");
        let is_sons = |it: &str| it.contains("ич");
        if !is_daughters(patronymic) && !is_sons(patronymic) || !is_name(patronymic) {
            return None;
        }
        let own: Vec<&Person> = (bearers(surname).into_iter())
            .filter(|it| is_form_of(given, &it.name.given))
            .collect();
        let [only] = own.as_slice() else { return None };
        let known = only.name.patronymic.as_ref()?;
        let root = |it: &str| -> String {
            let end = ["ович", "евич", "ич", "овн", "евн", "ичн"]
                .iter()
                .filter_map(|end| it.rfind(end))
                .min();
            it[..end.unwrap_or(it.len())]
                .to_lowercase()
                .replace('ё', "е")
        };
        let is_other = root(known) != root(patronymic) && !known.contains('.');
        is_other.then(|| other_name(&three.join(" "), only))
    };
    let two = words.windows(2).find_map(|two| near(&two[0], &two[1]));
    two.or_else(|| words.windows(3).find_map(in_full))
}

fn other_name(said: &str, person: &Person) -> String {
    format!(
        "в тексте назван «{said}», а в списке сотрудников – {}",
        person.name.full().replace('\u{A0}', " ")
    )
}

/// «Куратор Лапшина Н.О.», where the school has another curator.
fn misplaced(organization: &Organization, words: &[String]) -> Option<String> {
    words.windows(3).find_map(|three| {
        let [post, surname, mark] = three else {
            return None;
        };
        let own = match post.to_lowercase().as_str() {
            "куратор" => organization.curator.as_ref(),
            "директор" | "заведующий" | "заведующая" => {
                organization.head.as_ref()
            }
            _ => None,
        }?;
        let is_other = own.has_name()
            && is_initials(mark)
            && surname.chars().next().is_some_and(char::is_uppercase)
            && !is_form_of(surname, &own.name.surname);
        is_other.then(|| {
            format!(
                "в тексте назван {} {surname} {mark}, а в описании школы – {}",
                post.to_lowercase(),
                own.name.short()
            )
        })
    })
}
