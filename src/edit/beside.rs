//! Names in a cell of people, where a post may stand right beside them: «учитель математики Петрова
//! М.И.», «Петрова М.И. учитель математики». Anywhere else that may be a signature.

use std::borrow::Cow;

use super::capitals::in_small_post;
use super::named::{Named, is_name, is_post, name_and_post, named, post_in_front};
use super::posts::{is_beside, post_and_rest};
use super::several::{between_strokes, holds_person, parted};
use super::shared_posts::share_post;
use super::unclear::{Unclear, unclear};
use crate::problem::Code;
use crate::russian::is_patronymic;

/// Everyone whom a cell of people names.
///
/// # Errors
/// If words stand there that belong to nobody.
pub(super) fn named_in_cell(text: &str) -> Result<Vec<Named>, Unclear> {
    let parted = parted(text);
    if parted.lines().any(between_strokes) {
        return Err(unclear(
            Code::UnclearCell,
            "между людьми в ячейке косая черта: неясно, оба это или один из них",
            "если оба, впишите каждого человека с новой строки",
        ));
    }
    let mut named = named(&with_posts_in_front(&parted), in_front, behind)?;
    share_post(&mut named);
    // A post that holds a name is no post: somebody would be lost in it.
    let mut posts = named.iter().filter_map(|person| person.post.as_deref());
    match posts.find(|post| holds_person(post)) {
        Some(post) => Err(unclear(
            Code::UnclearCell,
            format!("в ячейке назван еще один человек: «{post}»"),
            "впишите каждого человека с новой строки",
        )),
        None => Ok(named),
    }
}

/// «учитель математики, Петрова М.И.» without the comma; of several people all must have it so.
fn with_posts_in_front(text: &str) -> Cow<'_, str> {
    let line = |line: &str| -> Option<String> {
        let parts: Vec<&str> = line.split([',', ';']).map(str::trim).collect();
        let is_person = |pair: &[&str]| {
            let words: Vec<&str> = pair.get(1).map_or(Vec::new(), |it| it.split(' ').collect());
            (ends(&words) || begins_with_initials(&words))
                && !holds_person(pair[0])
                && may_stand_in_front(pair[0])
        };
        let are_people = parts.len().is_multiple_of(2) && parts.chunks(2).all(is_person);
        are_people.then(|| {
            let people = parts.chunks(2).map(|pair| pair.join(" "));
            people.collect::<Vec<_>>().join(", ")
        })
    };
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    // The post may stand on the line above the name.
    let is_beneath = |pair: &[&str]| {
        let words: Vec<&str> = pair.get(1).map_or(Vec::new(), |it| it.split(' ').collect());
        (ends(&words) || begins_with_initials(&words))
            && !holds_person(pair[0])
            && may_stand_in_front(pair[0])
    };
    if lines.len().is_multiple_of(2) && lines.chunks(2).all(is_beneath) {
        let people: Vec<String> = lines.chunks(2).map(|pair| pair.join(" ")).collect();
        return Cow::Owned(people.join("\n"));
    }
    let lines: Vec<Option<String>> = text.split('\n').map(line).collect();
    if lines.iter().all(Option::is_none) {
        return Cow::Borrowed(text);
    }
    let lines = text.split('\n').zip(lines);
    let lines = lines.map(|(own, joined)| joined.unwrap_or_else(|| own.to_owned()));
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

/// Whether words before a name are a post, or say of him that he is young, a mentor or the like.
fn may_stand_in_front(words: &str) -> bool {
    const SAID: [&str; 6] = [
        "молод",
        "начинающ",
        "вновь",
        "наставля",
        "наставни",
        "стажер",
    ];
    let lower = words.to_lowercase().replace('ё', "е");
    let are_words = lower
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'));
    is_post(&lower) || are_words && SAID.iter().any(|stem| lower.starts_with(stem))
}

/// Words of a name: «Петрова М.И.», «Мамедова Лейла Ахмед кызы».
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=4;

fn is_initials(word: &str) -> bool {
    let mut letters = word.split_terminator('.');
    word.ends_with('.') && letters.all(|letter| letter.chars().count() == 1)
}

/// Whether words are a surname with the initials before it: «М.И. Петрова».
fn begins_with_initials(words: &[&str]) -> bool {
    let Some((surname, initials)) = words.split_last() else {
        return false;
    };
    let is_surname = surname.starts_with(char::is_uppercase)
        && surname.chars().count() > 2
        && surname.chars().all(|c| c.is_alphabetic() || c == '-');
    is_surname && !initials.is_empty() && initials.iter().all(|word| is_initials(word))
}

/// Whether words are a name that ends here: with a patronymic or initials.
fn ends(words: &[&str]) -> bool {
    let has_end = words
        .last()
        .is_some_and(|last| is_patronymic(last) || is_initials(last));
    has_end && is_name(&words.join(" "))
}

/// The post in front of a name, with initials too, and the name.
fn in_front(text: &str) -> (Option<String>, &str) {
    let bare = |post: &str| post.trim_end_matches([':', '–', '—', '-', ' ']).to_owned();
    let (post, name) = post_in_front(text);
    if let Some(post) = post {
        return (Some(bare(&post)), name);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    for length in LENGTHS {
        let Some(from) = words.len().checked_sub(length).filter(|from| *from > 0) else {
            continue;
        };
        let post = bare(&in_small_post(&words[..from].join(" ")));
        // «Секретарь Анна Ивановна» has a surname that is a post too.
        let lacks_surname = length == 2 && words.last().is_some_and(|last| is_patronymic(last));
        let is_whole = ends(&words[from..])
            || begins_with_initials(&words[from..]) && !is_initials(words[from - 1]);
        let holds = || holds_person(&words[..from].join(" "));
        if is_whole && !lacks_surname && !holds() && may_stand_in_front(&post.to_lowercase()) {
            let at = text.rfind(words[from]);
            let name = at.map_or("", |at| &text[at..]);
            return (Some(post), name);
        }
    }
    (None, text)
}

/// «Петрова М.И./учитель математики», «Петрова М.И.-учитель», «Петрова М.И.: учитель».
fn marked_off(text: &str) -> Option<(&str, &str)> {
    let mut marks = text.match_indices(['/', '-', '–', '—', ':', '|']);
    marks.find_map(|(at, mark)| {
        let (name, rest) = (text[..at].trim(), text[at + mark.len()..].trim());
        let words: Vec<&str> = name.split_whitespace().collect();
        let is_person = ends(&words) || begins_with_initials(&words);
        let is_said = || is_beside(rest) || !post_and_rest(rest).0.is_empty();
        (is_person && !is_name(rest) && is_said()).then_some((name, rest))
    })
}

/// «+», «V» behind a name: that somebody is ticked off.
pub(super) fn is_mark(text: &str) -> bool {
    text.chars().all(|c| "+✓✔√☑VvХхXx*".contains(c)) && text.chars().count() <= 2
}

/// «1998 г.р.»: when somebody was born.
pub(super) fn is_birth(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.starts_with(|c: char| c.is_ascii_digit())
        && ["г.р", "г. р", "года рожд", "г. рожд", "рожд."]
            .iter()
            .any(|said| lower.contains(said))
}

/// A name, and the post or standing right behind it.
fn behind(text: &str) -> (&str, Option<&str>) {
    if let Some((name, mark)) = text.rsplit_once(' ').filter(|(_, mark)| is_mark(mark)) {
        let words: Vec<&str> = name.split_whitespace().collect();
        if ends(&words) {
            return (name.trim_end(), Some(mark));
        }
    }
    let (name, post) = name_and_post(text);
    // «учитель математики – Петрова М.И.»
    let is_behind_post = post.is_some_and(|post| {
        let words: Vec<&str> = post.split_whitespace().collect();
        ends(&words) && !is_name(name) && may_stand_in_front(name)
    });
    if is_behind_post {
        return (text, None);
    }
    if post.is_some() || is_name(name) {
        return (name, post);
    }
    if let Some((name, rest)) = marked_off(text) {
        return (name, Some(rest));
    }
    let starts: Vec<usize> = text
        .split_whitespace()
        .map(|word| word.as_ptr() as usize - text.as_ptr() as usize)
        .collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    for length in LENGTHS {
        let Some(at) = starts.get(length) else { break };
        let rest = &text[*at..];
        let is_small = rest.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        let is_said = || is_birth(rest) || is_beside(rest) || !post_and_rest(rest).0.is_empty();
        if is_small && ends(&words[..length]) && is_said() {
            return (text[..*at].trim_end(), Some(rest));
        }
    }
    (name, post)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_may_stand_right_beside_initials() {
        for (text, name, post, aside) in [
            (
                "учитель математики Петрова М.И.",
                "Петрова М.И.",
                "учитель математики",
                "",
            ),
            (
                "зам. директора Лебедева Н.В.",
                "Лебедева Н.В.",
                "зам. директора",
                "",
            ),
            (
                "Учитель физики Гусев Олег Петрович",
                "Гусев Олег Петрович",
                "учитель физики",
                "",
            ),
            (
                "учитель химии М.И. Петрова",
                "М.И. Петрова",
                "учитель химии",
                "",
            ),
            ("логопед М. И. Петрова", "М. И. Петрова", "логопед", ""),
            (
                "учитель физики: Гусев О.П.",
                "Гусев О.П.",
                "учитель физики",
                "",
            ),
            (
                "Петрова М.И. учитель математики",
                "Петрова М.И.",
                "учитель математики",
                "",
            ),
            (
                "Гусев Олег Петрович учитель физики высшей категории",
                "Гусев Олег Петрович",
                "учитель физики",
                "высшей категории",
            ),
            (
                "Петрова М.И. 1 кв. категория",
                "Петрова М.И.",
                "",
                "1 кв. категория",
            ),
        ] {
            let named = named_in_cell(text).unwrap_or_else(|_| panic!("{text}"));
            assert_eq!(named.len(), 1, "{text}");
            assert_eq!(named[0].name, name, "{text}");
            assert_eq!(named[0].post.as_deref().unwrap_or_default(), post, "{text}");
            assert_eq!(named[0].aside.concat(), aside, "{text}");
        }
        let surname = named_in_cell("Секретарь Анна Ивановна");
        assert_eq!(surname.unwrap()[0].name, "Секретарь Анна Ивановна");
        for text in [
            "Петрова М.И./Лебедева Н.В.",
            "Петрова М.И. / Лебедева Нина Викторовна",
            "Петрова М.И. Лебедева Н.В.",
            "учитель физики",
            "Петрова М.И. и другие",
        ] {
            assert!(named_in_cell(text).is_err(), "{text}");
        }
    }

    #[test]
    fn marks_and_standings_may_part_a_post_from_a_name() {
        for (text, name, post, aside) in [
            (
                "учитель математики, Петрова М.И.",
                "Петрова М.И.",
                "учитель математики",
                "",
            ),
            (
                "Молодой специалист Ковалёва О.С.",
                "Ковалёва О.С.",
                "",
                "молодой специалист",
            ),
            (
                "Петрова М.И./учитель математики",
                "Петрова М.И.",
                "учитель математики",
                "",
            ),
            (
                "Петрова М.И.-учитель математики",
                "Петрова М.И.",
                "учитель математики",
                "",
            ),
            (
                "Ковалёва О.С. — учитель химии (1-я категория)",
                "Ковалёва О.С.",
                "учитель химии",
                "1-я категория",
            ),
            (
                "Учитель математики\nПетрова М.И.",
                "Петрова М.И.",
                "учитель математики",
                "",
            ),
            (
                "учитель математики – Петрова М.И.",
                "Петрова М.И.",
                "учитель математики",
                "",
            ),
            ("Ковалёва О.С. 1998 г.р.", "Ковалёва О.С.", "", "1998 г.р."),
            ("Ковалёва О.С. V", "Ковалёва О.С.", "", "V"),
        ] {
            let named = named_in_cell(text).unwrap_or_else(|_| panic!("{text}"));
            assert_eq!(named.len(), 1, "{text}");
            assert_eq!(named[0].name, name, "{text}");
            assert_eq!(named[0].post.as_deref().unwrap_or_default(), post, "{text}");
            assert_eq!(named[0].aside.concat(), aside, "{text}");
        }
        let both = named_in_cell("учитель физики, Гусев О.П., учитель химии, Белых Анна Олеговна");
        let both: Vec<_> = both
            .unwrap()
            .into_iter()
            .map(|it| (it.name, it.post))
            .collect();
        let own = |name: &str, post: &str| (name.to_owned(), Some(post.to_owned()));
        assert_eq!(
            both,
            [
                own("Гусев О.П.", "учитель физики"),
                own("Белых Анна Олеговна", "учитель химии")
            ]
        );
    }
}
