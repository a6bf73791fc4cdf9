//! Who a cell names, and what stands beside the names.

use super::broken::unbroken;
use super::capitals::{in_small_letters, in_small_post, with_capitals};
use super::parts::{
    apart, beside_names, without_bullet, without_end_marks, without_marks, without_number,
};
use super::posts::{is_beside, pieces, post_and_rest};
use super::several::{holds_person, holds_several};
use super::unclear::Unclear;
use crate::problem::{Advice, Code};
use crate::project::abbreviates_school;
use crate::russian::{
    PersonName, decline_post, is_patronymic as is_patronymic_word, is_small_in_name,
    is_unknown_post,
};

/// A person as a cell names him.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub name: String,
    /// Written beside the name.
    pub post: Option<String>,
    /// What stands beside the name and is no post: a category, a former surname.
    pub aside: Vec<String>,
    /// Whether the cell says that this is another person than the one with a like name.
    pub is_new: bool,
}

/// What says so: «Иванова Мария Петровна (другой человек)».
const IS_NEW: [&str; 4] = [
    "другой человек",
    "новый человек",
    "новый сотрудник",
    "новый",
];

/// The name without the words that say it is that of a new person, and whether they stood there.
pub fn told_new(text: &str) -> (&str, bool) {
    let inside = text
        .trim()
        .strip_suffix(')')
        .and_then(|t| t.rsplit_once('('));
    match inside {
        Some((name, words)) if IS_NEW.contains(&words.trim().to_lowercase().as_str()) => {
            (name.trim(), true)
        }
        _ => (text, false),
    }
}

/// Whether words are a post, and no category, standing or remark: «учитель химии», not «высшая
/// категория», «молодой специалист», «Зуева».
pub(super) fn is_post(text: &str) -> bool {
    const NONE: [&str; 12] = [
        "категори",
        "молод",
        "начинающ",
        "вновь",
        "нов",
        "декрет",
        "отпуск",
        "стаж",
        "соответств",
        "выпускни",
        "наставляем",
        "совмест",
    ];
    let lower = text.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty());
    !words.any(|word| NONE.iter().any(|none| word.starts_with(none)))
        && decline_post(&lower).is_ok_and(|declined| declined.doubt.is_none())
}

/// Everyone a cell names, parted by line breaks, commas, semicolons or «и».
///
/// # Errors
/// If words stand there that belong to nobody.
pub(super) fn named_in(text: &str) -> Result<Vec<Named>, Unclear> {
    named(text, post_in_front, name_and_post)
}

/// A post in front of a name, and the name.
pub(super) type InFront = fn(&str) -> (Option<String>, &str);
/// A name, and what stands behind it.
pub(super) type Behind = fn(&str) -> (&str, Option<&str>);

/// Everyone a cell names, by what is known of a post before or behind a name.
///
/// # Errors
/// If words stand there that belong to nobody.
pub(super) fn named(text: &str, in_front: InFront, behind: Behind) -> Result<Vec<Named>, Unclear> {
    let mut out: Vec<Named> = Vec::new();
    let text = beside_names(&unbroken(&without_end_marks(text))?);
    for part in apart(&text)
        .into_iter()
        .map(|p| without_number(without_bullet(p.trim())))
        .filter(|p| !p.is_empty())
    {
        let part = part.strip_prefix("и ").map_or(part, str::trim_start);
        let part = part.strip_suffix(" и").map_or(part, str::trim_end);
        let part = without_marks(part);
        let (part, is_new) = told_new(part);
        let former = with_former(part);
        let (part, former) = match &former {
            Some((whole, former)) => (whole.as_str(), Some(former.clone())),
            None => (part, None),
        };
        let (name, beside) = behind(part);
        let typed = name;
        let name = in_small_letters(&with_capitals(typed));
        let (front, name) = in_front(&name);
        let front = front.map(|post| as_typed(post, typed));
        let is_post = is_capital_post(part) && !out.is_empty();
        let is_said = is_said_small(part) && !out.is_empty();
        let small = in_small_post(part);
        let part = if is_post { small.as_str() } else { part };
        if is_name(name) && !is_post && !is_said {
            let (post, mut aside) = beside.map(post_and_aside).unwrap_or_default();
            let (front, said) = front.as_deref().map(post_and_aside).unwrap_or_default();
            let post = match (front, post) {
                (Some(front), Some(post)) => Some(format!("{front}, {post}")),
                (front, post) => front.or(post),
            };
            aside.extend(said);
            aside.extend(former);
            out.push(Named {
                name: name.to_owned(),
                post,
                aside,
                is_new,
            });
        } else if let Some((first, second)) = name
            .split_once(" и ")
            .filter(|(a, b)| is_name(a) && is_name(b))
        {
            out.extend([first, second].map(|n| Named {
                name: n.trim().to_owned(),
                post: None,
                aside: Vec::new(),
                is_new: false,
            }));
        } else if let Some(last) = out.last_mut().filter(|_| goes_on_with_post(part)) {
            last.say(part);
        } else {
            return Err(Unclear {
                code: Code::BadName,
                message: format!("«{part}» – не фамилия, имя и отчество"),
                advice: Some(Advice::in_cell_or_field(
                    "пишите так: Иванова Мария Петровна; каждого человека – с новой строки",
                    "пишите так: Иванова Мария Петровна; каждого человека – в отдельном поле",
                )),
            });
        }
    }
    Ok(out)
}

impl Named {
    /// Takes what stands behind a comma after the name: «биологии» of «учитель химии, биологии» goes on
    /// with the post before it.
    fn say(&mut self, part: &str) {
        let begins = part.split_whitespace().next().unwrap_or_default();
        let may_go_on = part.starts_with(char::is_lowercase) || is_abbreviation(begins);
        let known = self
            .post
            .as_ref()
            .filter(|_| may_go_on && !names_school(part));
        let whole = known.map(|known| format!("{known}, {part}"));
        if let Some((Some(post), aside)) = whole.as_deref().map(post_and_aside)
            && aside.is_empty()
        {
            self.post = Some(post);
            return;
        }
        let (part, aside) = post_and_aside(part);
        self.aside.extend(aside);
        if let Some(part) = part {
            self.post = Some(match &self.post {
                Some(known) => format!("{known}, {part}"),
                None => part,
            });
        }
    }
}

/// «Почетный работник» behind somebody's name: said of him, and nobody's name.
fn is_said_small(part: &str) -> bool {
    let mut words = part.split_whitespace().skip(1).peekable();
    words.peek().is_some()
        && words.all(|word| word.starts_with(char::is_lowercase))
        && is_beside(part)
}

/// A post in front of a name with the capitals of its abbreviations, which a name has none of.
fn as_typed(post: String, typed: &str) -> String {
    let words = typed
        .split_whitespace()
        .take(post.split_whitespace().count());
    let own = in_small_post(&words.collect::<Vec<_>>().join(" "));
    let own = own.get(..post.len()).unwrap_or(&own);
    if own.to_lowercase() == post.to_lowercase() {
        own.to_owned()
    } else {
        post
    }
}

/// «Учитель физики Петрова Мария Ивановна»: the post, and the name. Surnames such as «Повар» are
/// left alone: a whole name must follow. With initials it may be a signature.
pub(super) fn post_in_front(text: &str) -> (Option<String>, &str) {
    const WHOLE: usize = 3;
    let words: Vec<&str> = text.split_whitespace().collect();
    let from = words.len().checked_sub(WHOLE).filter(|from| *from > 0);
    let is_whole = words.last().is_some_and(|last| is_patronymic_word(last));
    let Some(from) = from.filter(|_| is_whole) else {
        return (None, text);
    };
    let post = in_small_post(&words[..from].join(" "));
    let name = text.find(words[from]).map_or("", |at| &text[at..]);
    let holds = holds_person(&words[..from].join(" "));
    if is_name(name) && !holds && is_post(&post) && !is_unknown_post(&post.to_lowercase()) {
        (Some(post), name)
    } else {
        (None, text)
    }
}

/// «Учитель химии», «Заместитель директора» behind a name: a post, and not somebody of that name.
fn is_capital_post(part: &str) -> bool {
    let mut words = part.split_whitespace().skip(1).peekable();
    let is_small = |word: &str| word.chars().all(|c| !c.is_uppercase()) || is_abbreviation(word);
    words.peek().is_some() && words.all(is_small) && {
        let (post, rest) = post_and_rest(part.to_lowercase().trim_end_matches('.'));
        !post.is_empty() && rest.is_empty() && !is_unknown_post(&post)
    }
}

/// «УВР», «НОО».
fn is_abbreviation(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (2..=5).contains(&letters) && word.chars().all(|c| !c.is_lowercase())
}

/// Whether words after a name are said of that person, and are not another.
fn goes_on_with_post(part: &str) -> bool {
    part.starts_with(|c: char| !c.is_uppercase())
        || is_beside(part)
        || names_school(part)
        || !is_unknown_post(part)
}

/// «СОШ № 9» behind a post: where somebody works.
fn names_school(part: &str) -> bool {
    const SCHOOLS: [&str; 3] = ["школа", "гимназия", "лицей"];
    let first = part.split_whitespace().next().unwrap_or_default();
    let is_school = abbreviates_school(first) || SCHOOLS.contains(&first.to_lowercase().as_str());
    is_school && part.contains(' ')
}

/// «Петрова (Иванова) Мария Ивановна»: the name of today, and the surname in brackets.
fn with_former(text: &str) -> Option<(String, String)> {
    let (surname, rest) = text.split_once('(')?;
    let (former, given) = rest.split_once(')')?;
    let is_word = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let whole = format!("{} {}", surname.trim(), given.trim());
    let has_given = given.trim().starts_with(char::is_uppercase);
    (is_word(surname.trim()) && has_given && is_name(name_and_post(&whole).0))
        .then(|| (whole, former.trim().to_owned()))
}

/// Words beside a name: the post, and what is none.
fn post_and_aside(words: &str) -> (Option<String>, Vec<String>) {
    // «учитель химии.» in a cell ends with the sentence.
    let bare = words.trim_end().trim_end_matches('.');
    let words = if is_post(bare) { bare } else { words };
    let (words, mut aside) = post_and_rest(words);
    if words.is_empty() || is_post(&words) {
        return (Some(words).filter(|w| !w.is_empty()), aside);
    }
    let mut post: Option<String> = None;
    for piece in pieces(&words) {
        let longer = post
            .as_ref()
            .map_or_else(|| piece.clone(), |known| format!("{known}, {piece}"));
        if is_post(&longer) {
            post = Some(longer);
        } else {
            aside.push(piece);
        }
    }
    (post, aside)
}

/// Whether a text names people and nothing else, with initials or whole, each word with a capital.
pub fn names_people(text: &str) -> bool {
    let is_word = |word: &str| word.starts_with(char::is_uppercase) || is_small_in_name(word);
    let is_whole = |named: &Named| named.name.split_whitespace().all(is_word);
    named_in(text).is_ok_and(|named| !named.is_empty() && named.iter().all(is_whole))
}

/// «Петрова М.И. (учитель)», «Петрова М.И. – учитель». A key in brackets belongs to the name.
pub(super) fn name_and_post(text: &str) -> (&str, Option<&str>) {
    let bracketed = text.strip_suffix(')').and_then(|t| t.split_once('('));
    let dashed = || {
        [" – ", " — ", " - "]
            .iter()
            .find_map(|dash| text.split_once(dash))
    };
    // «Петрова М.И. – учитель химии (1-я категория)»: the brackets are of the post.
    let bracketed = bracketed.filter(|(name, _)| is_name(name.trim()) || dashed().is_none());
    match bracketed.or_else(dashed) {
        Some(_) if apart_from_key(text).1.is_some() => (text, None),
        Some((name, post)) => (name.trim(), Some(post.trim())),
        None => (text, None),
    }
}

/// «Петрова Мария Ивановна (petrova-2)»: the name, and the key by which namesakes are told apart.
pub(super) fn apart_from_key(text: &str) -> (&str, Option<&str>) {
    let inside = text
        .trim()
        .strip_suffix(')')
        .and_then(|t| t.split_once('('));
    match inside {
        Some((name, key)) if key.is_ascii() => (name.trim(), Some(key.trim())),
        _ => (text, None),
    }
}

pub(super) fn is_name(text: &str) -> bool {
    let name = text.split('(').next().unwrap_or_default();
    let initial_first = name
        .trim()
        .split(['.', ' '])
        .next()
        .is_some_and(|w| w.chars().count() == 1 && !w.is_ascii());
    let mut words = name.split_whitespace().skip_while(|w| is_small_in_name(w));
    let has_capital = words
        .next()
        .is_some_and(|w| w.starts_with(char::is_uppercase));
    let is_key = is_like_key(text);
    let capital = has_capital || is_key;
    capital
        && (initial_first && !holds_several(name) && !name.contains('/')
            || PersonName::parse(name)
                .is_ok_and(|n| n.patronymic.is_none_or(|p| is_patronymic(&p)))
            || is_key)
}

/// Whether a text may be the key of somebody in the files: «petrova-2».
fn is_like_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// Of two words only the Turkic ones are one patronymic: «Гасан оглы». Anything else may be two
/// people.
fn is_patronymic(text: &str) -> bool {
    text.split(' ')
        .nth(1)
        .is_none_or(|second| second.starts_with(char::is_lowercase) || second.ends_with('.'))
}

/// Whether the program may enter this person into the staff: surname, first name and patronymic,
/// whole and with capitals.
pub fn is_full_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.len() >= 3
        && PersonName::parse(name).is_ok_and(|n| !n.given.ends_with('.'))
        && words.iter().take(3).all(|w| {
            w.starts_with(char::is_uppercase)
                && w.chars().skip(1).any(char::is_lowercase)
                && !w.contains('.')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_name_several_people_and_their_posts() {
        let names = |text: &str| {
            named_in(text)
                .unwrap()
                .into_iter()
                .map(|n| (n.name, n.post.unwrap_or_default()))
                .collect::<Vec<_>>()
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            names("Сидоров А.Ю., Петрова М.И."),
            [pair("Сидоров А.Ю.", ""), pair("Петрова М.И.", "")]
        );
        assert_eq!(
            names("1. Сидоров Алексей Юрьевич\n2. Петрова Мария Ивановна"),
            [
                pair("Сидоров Алексей Юрьевич", ""),
                pair("Петрова Мария Ивановна", "")
            ]
        );
        assert_eq!(
            names("Сидоров Алексей Юрьевич, учитель физики"),
            [pair("Сидоров Алексей Юрьевич", "учитель физики")]
        );
        assert_eq!(
            names(
                "белкин олег петрович; ван ден БЕРГ Карл Иванович\nАЛИЕВ РУСЛАН АХМЕД ОГЛЫ, петрова-зуева м.и."
            ),
            [
                pair("Белкин Олег Петрович", ""),
                pair("ван ден Берг Карл Иванович", ""),
                pair("Алиев Руслан Ахмед оглы", ""),
                pair("Петрова-Зуева М.И.", "")
            ]
        );
        assert_eq!(
            names("Сидоров Алексей Юрьевич (учитель физики)"),
            [pair("Сидоров Алексей Юрьевич", "учитель физики")]
        );
        for text in [
            "Мамедова\nЛейла Ахмед кызы",
            "Мамедова Лейла\nАхмед кызы",
            "Нгуен\nТхи Хоа",
            "Терещенко-\nКузнецова Мария Львовна",
        ] {
            assert_eq!(names(text).len(), 1, "{text}");
        }
        assert_eq!(names("Мамедов Али\nПетров Олег").len(), 2);
        for text in [
            "учитель физики Сидоров Алексей Юрьевич",
            "Учитель физики Сидоров Алексей Юрьевич",
        ] {
            assert_eq!(
                names(text),
                [pair("Сидоров Алексей Юрьевич", "учитель физики")]
            );
        }
        assert_eq!(
            names("Повар Алексей Юрьевич"),
            [pair("Повар Алексей Юрьевич", "")]
        );
        assert_eq!(names("Сидоров А.Ю. и Петрова М.И.").len(), 2);
        for text in [
            "- Сидоров А.Ю.\n- Петрова М.И.",
            "• Сидоров А.Ю.\n• Петрова М.И.",
            "Сидоров А.Ю. и\nПетрова М.И.",
            "Сидоров А.Ю.1)\nПетрова М.И. 2)",
        ] {
            assert_eq!(
                names(text),
                [pair("Сидоров А.Ю.", ""), pair("Петрова М.И.", "")],
                "{text}"
            );
        }
        assert!(named_in("учитель физики").is_err());
        assert!(named_in("Сидоров Алексей Петрова Мария").is_err());
    }

    #[test]
    fn what_is_no_post_stays_beside_the_name() {
        for (text, post, aside) in [
            (
                "Щукина Вера Львовна, высшая категория",
                None,
                "высшая категория",
            ),
            ("Орлова Ия Марковна (Зуева)", None, "Зуева"),
            (
                "Зимин Пётр Ильич (молодой специалист)",
                None,
                "молодой специалист",
            ),
            (
                "Медведев Юрий Фёдорович – вновь принятый",
                None,
                "вновь принятый",
            ),
            (
                "Белкина Анна Олеговна, учитель химии",
                Some("учитель химии"),
                "",
            ),
            ("БЕЛКИНА Анна Олеговна (логопед)", Some("логопед"), ""),
            (
                "Щукина Вера Львовна\n(учитель химии)",
                Some("учитель химии"),
                "",
            ),
            (
                "Щукина\nВера Львовна,\n[учитель химии]",
                Some("учитель химии"),
                "",
            ),
            (
                "Щукина Вера Львовна –\nучитель химии",
                Some("учитель химии"),
                "",
            ),
            (
                "Щукина Вера Львовна, 01.01.2000 г.р.",
                None,
                "01.01.2000 г.р.",
            ),
        ] {
            let named = named_in(text).unwrap();
            assert_eq!(named.len(), 1, "{text}");
            assert_eq!(named[0].post.as_deref(), post, "{text}");
            assert_eq!(named[0].aside.concat(), aside, "{text}");
        }
        let told = named_in("Иванова Мария Петровна (другой человек)").unwrap();
        assert!(told[0].is_new && told[0].name == "Иванова Мария Петровна");
    }
}
