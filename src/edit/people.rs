//! Names in cells ↔ keys of the staff; short names of pairs ↔ their files.

use super::unclear::Unclear;
use crate::problem::{Advice, Code};
use crate::russian::PersonName;

#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    One(String),
    Several(Vec<String>),
    Nobody,
}

/// Members of the staff, in the order of the file.
#[derive(Debug, Default)]
pub struct People(Vec<Member>);

#[derive(Debug)]
struct Member {
    key: String,
    name: String,
    /// The name as names are compared.
    plain: String,
}

impl People {
    pub fn add(&mut self, key: &str, name: &str) {
        let member = Member {
            key: key.to_owned(),
            name: name.to_owned(),
            plain: plain(name),
        };
        match self.0.iter_mut().find(|m| m.key == key) {
            Some(known) => *known = member,
            None => self.0.push(member),
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|m| m.key == key)
    }

    /// The person whom these words name, by full name, surname with initials, or key.
    pub fn find(&self, text: &str) -> Found {
        if let Some(key) = self.key_in_brackets(text) {
            return Found::One(key);
        }
        let sought = plain(text);
        let exact = self.matching(|m| m.key == text.trim() || m.plain == sought);
        if exact != Found::Nobody {
            return exact;
        }
        let Some(wanted) = name_of(text) else {
            return Found::Nobody;
        };
        self.matching(|m| name_of(&m.name).is_some_and(|known| agrees(&wanted, &known)))
    }

    fn matching(&self, is_it: impl Fn(&Member) -> bool) -> Found {
        let keys: Vec<String> = self
            .0
            .iter()
            .filter(|m| is_it(m))
            .map(|m| m.key.clone())
            .collect();
        match keys.as_slice() {
            [] => Found::Nobody,
            [key] => Found::One(key.clone()),
            _ => Found::Several(keys),
        }
    }

    /// «Петрова Мария Ивановна (petrova-2)».
    fn key_in_brackets(&self, text: &str) -> Option<String> {
        let (_, key) = text.trim().strip_suffix(')')?.rsplit_once('(')?;
        self.has(key).then(|| key.to_owned())
    }

    /// The name, with the key where the name alone would not do.
    pub fn shown(&self, key: &str) -> String {
        let Some(Member { name, .. }) = self.0.iter().find(|m| m.key == key) else {
            return key.to_owned();
        };
        if self.find(name) == Found::One(key.to_owned()) {
            name.clone()
        } else {
            format!("{name} ({key})")
        }
    }

    /// The name that is most like a new one: it may be the same person with a slip of the pen, or
    /// with another's patronymic.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let wanted = plain(name);
        let first_two = |name: &str| {
            name.split(' ')
                .take(2)
                .map(ToOwned::to_owned)
                .collect::<Vec<_>>()
        };
        let whole = |name: &str| name.split(' ').count() > 2;
        if let Some(known) = self.0.iter().find(|m| {
            whole(&wanted)
                && whole(&m.plain)
                && first_two(&m.plain) == first_two(&wanted)
                && m.plain != wanted
        }) {
            return Some(&known.name);
        }
        let near = self
            .0
            .iter()
            .map(|m| (strsim::damerau_levenshtein(&wanted, &m.plain), &m.name));
        near.filter(|(slips, _)| (1..=2).contains(slips))
            .min_by_key(|(slips, _)| *slips)
            .map(|(_, known)| known.as_str())
    }

    /// Keys of everyone whom a cell names.
    ///
    /// # Errors
    /// If a name is not one of the staff, or of two.
    pub fn keys(&self, text: &str) -> Result<Vec<String>, Unclear> {
        let named = named_in(text)?;
        named.iter().map(|person| self.key(&person.name)).collect()
    }

    fn key(&self, name: &str) -> Result<String, Unclear> {
        match self.find(name) {
            Found::One(key) => Ok(key),
            Found::Several(keys) => {
                let shown: Vec<String> = keys
                    .iter()
                    .map(|k| format!("«{}»", self.shown(k)))
                    .collect();
                Err(Unclear {
                    code: Code::UnclearCell,
                    message: format!("«{name}» – неясно, кто из сотрудников"),
                    advice: Some(Advice::from(format!(
                        "впишите одно из имен полностью: {}",
                        shown.join(", ")
                    ))),
                })
            }
            Found::Nobody => Err(self.unknown(name)),
        }
    }

    pub fn unknown(&self, name: &str) -> Unclear {
        let surname = plain(name)
            .split(' ')
            .next()
            .map(ToOwned::to_owned)
            .unwrap_or_default();
        let namesake = self
            .0
            .iter()
            .find(|m| m.plain.split(' ').next() == Some(&surname))
            .map(|m| m.name.as_str());
        let hint = match self.nearest(name).or(namesake) {
            Some(near) => format!("возможно, имелось в виду «{near}»"),
            None => "впишите фамилию, имя и отчество полностью или добавьте человека на лист «Сотрудники»".to_owned(),
        };
        Unclear {
            code: Code::UnknownPerson,
            message: format!("среди сотрудников нет «{name}»"),
            advice: Some(hint.into()),
        }
    }

    /// A key for a new person: the surname in Latin letters.
    pub fn new_key(&self, name: &str) -> String {
        let words: Vec<String> = name.split_whitespace().map(latin).collect();
        let surname = words
            .first()
            .filter(|w| !w.is_empty())
            .cloned()
            .unwrap_or_else(|| "person".to_owned());
        let initials: String = words
            .iter()
            .skip(1)
            .filter_map(|w| w.chars().next())
            .collect();
        let with_initials = format!("{surname}-{initials}");
        let numbered = (2..).map(|n| format!("{with_initials}-{n}"));
        [surname.clone(), with_initials.clone()]
            .into_iter()
            .chain(numbered)
            .find(|key| !self.has(key))
            .unwrap_or(surname)
    }
}

/// Letters and spaces as they are compared.
fn plain(text: &str) -> String {
    let lower = text
        .to_lowercase()
        .replace('ё', "е")
        .replace(['–', '—', '‑'], "-")
        .replace('.', ". ");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name in small letters; initials may stand in front.
fn name_of(text: &str) -> Option<PersonName> {
    let text = plain(text);
    let mut words: Vec<&str> = text.split(' ').collect();
    if words.first().is_some_and(|w| w.ends_with('.'))
        && words.last().is_some_and(|w| !w.ends_with('.'))
    {
        words.rotate_right(1);
    }
    PersonName::parse(&words.join(" ")).ok()
}

/// Whether shorter words may stand for this name: the surname, and the others whole or as initials.
fn agrees(wanted: &PersonName, known: &PersonName) -> bool {
    let part = |wanted: &str, known: &str| match wanted.strip_suffix('.') {
        Some(initial) => known.starts_with(initial),
        None => {
            wanted == known
                || known
                    .strip_suffix('.')
                    .is_some_and(|initial| wanted.starts_with(initial))
        }
    };
    let patronymic = match (&wanted.patronymic, &known.patronymic) {
        (Some(wanted), Some(known)) => part(wanted, known),
        (None, _) => true,
        (Some(_), None) => false,
    };
    wanted.surname == known.surname && part(&wanted.given, &known.given) && patronymic
}

/// A person as a cell names him.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    /// Written beside the name.
    pub post: Option<String>,
}

/// Everyone a cell names, parted by line breaks, commas, semicolons or «и».
///
/// # Errors
/// If words stand there that belong to nobody.
pub fn named_in(text: &str) -> Result<Vec<Named>, Unclear> {
    let mut out: Vec<Named> = Vec::new();
    for part in unbroken(text)
        .split(['\n', ';', ','])
        .map(|p| without_number(p.trim()))
        .filter(|p| !p.is_empty())
    {
        let (name, post) = name_and_post(part);
        if is_name(name) {
            out.push(Named {
                name: in_small_letters(name),
                post: post.map(ToOwned::to_owned),
            });
        } else if let Some((first, second)) = name
            .split_once(" и ")
            .filter(|(a, b)| is_name(a) && is_name(b))
        {
            out.extend([first, second].map(|n| Named {
                name: n.trim().to_owned(),
                post: None,
            }));
        } else if let Some(last) = out
            .last_mut()
            .filter(|_| part.starts_with(char::is_lowercase))
        {
            last.post = Some(
                last.post
                    .as_ref()
                    .map_or_else(|| part.to_owned(), |known| format!("{known}, {part}")),
            );
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

/// Lines of which some begin or end in the middle of a name: «Иванова-Петренко⏎Анна Сергеевна».
fn unbroken(text: &str) -> String {
    let is_word = |text: &str| {
        text.starts_with(char::is_uppercase) && text.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let is_last = |word: &str| {
        ["ич", "вна", "чна", "шна"]
            .iter()
            .any(|end| word.to_lowercase().ends_with(end))
    };
    let mut out: Vec<String> = Vec::new();
    for line in text.split('\n').map(str::trim) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let before: Vec<String> = out
            .last()
            .map(|last| last.split_whitespace().map(ToOwned::to_owned).collect())
            .unwrap_or_default();
        let goes_on = match (before.len(), words.as_slice()) {
            (1, [given]) => is_word(given),
            (1, [given, last]) => is_word(given) && is_last(last),
            (2, [last]) => is_word(last) && is_last(last),
            _ => false,
        };
        match out.last_mut() {
            Some(last) if goes_on && before.iter().all(|word| is_word(word)) => {
                *last = format!("{last} {line}");
            }
            _ => out.push(line.to_owned()),
        }
    }
    out.join("\n")
}

/// «КОТОВ ИВАН ПЕТРОВИЧ» as names are written.
pub fn in_small_letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    if name.is_ascii()
        || name.contains('.')
        || letters.clone().count() < 6
        || letters.clone().any(char::is_lowercase)
    {
        return name.to_owned();
    }
    let part = |part: &str| {
        part.chars()
            .take(1)
            .chain(part.chars().skip(1).flat_map(char::to_lowercase))
            .collect::<String>()
    };
    name.split(' ')
        .map(|word| word.split('-').map(part).collect::<Vec<_>>().join("-"))
        .collect::<Vec<_>>()
        .join(" ")
}

fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', ')']) {
        Some(name) if rest.len() < text.len() => name.trim_start(),
        _ => text,
    }
}

/// «Петрова М.И. (учитель)», «Петрова М.И. – учитель». A key in brackets belongs to the name.
fn name_and_post(text: &str) -> (&str, Option<&str>) {
    let bracketed = text.strip_suffix(')').and_then(|t| t.split_once('('));
    let dashed = || {
        [" – ", " — ", " - "]
            .iter()
            .find_map(|dash| text.split_once(dash))
    };
    match bracketed.or_else(dashed) {
        Some((_, key)) if key.is_ascii() => (text, None),
        Some((name, post)) => (name.trim(), Some(post.trim())),
        None => (text, None),
    }
}

fn is_name(text: &str) -> bool {
    let name = text.split('(').next().unwrap_or_default();
    let initial_first = name
        .trim()
        .split(['.', ' '])
        .next()
        .is_some_and(|w| w.chars().count() == 1);
    let capital = name.trim().starts_with(char::is_uppercase) || text.is_ascii();
    capital
        && (initial_first
            || PersonName::parse(name)
                .is_ok_and(|n| n.patronymic.is_none_or(|p| is_patronymic(&p)))
            || text.is_ascii())
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

/// Latin letters for Russian ones, as in passports but simpler; what is neither becomes a hyphen or
/// goes.
pub fn latin(text: &str) -> String {
    const LETTERS: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s",
        "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
    ];
    let one = |c: char| match c {
        'а'..='я' => LETTERS[c as usize - 'а' as usize].to_owned(),
        'ё' => "e".to_owned(),
        'a'..='z' | '0'..='9' => c.to_string(),
        '-' | '–' | '—' | ' ' | '_' => "-".to_owned(),
        _ => String::new(),
    };
    text.to_lowercase()
        .chars()
        .map(one)
        .collect::<String>()
        .trim_matches('-')
        .to_owned()
}

/// Pairings: name of the file and short name.
#[derive(Debug, Default)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Remembers a pairing; one called like another is told apart by its file.
    pub fn add(&mut self, stem: &str, label: &str) {
        let taken = self
            .0
            .iter()
            .any(|(other, l)| other != stem && plain(l) == plain(label));
        let label = if taken {
            format!("{label} ({stem})")
        } else {
            label.to_owned()
        };
        match self.0.iter_mut().find(|(s, _)| s == stem) {
            Some((_, known)) => *known = label,
            None => self.0.push((stem.to_owned(), label)),
        }
    }

    pub fn shown(&self, stem: &str) -> String {
        self.0
            .iter()
            .find(|(s, _)| s == stem)
            .map_or_else(|| stem.to_owned(), |(_, label)| label.clone())
    }

    pub fn has(&self, stem: &str) -> bool {
        self.0.iter().any(|(s, _)| s == stem)
    }

    /// The file of the pair that is called so.
    ///
    /// # Errors
    /// If there is none.
    pub fn stem(&self, text: &str) -> Result<String, Unclear> {
        let wanted = plain(text).replace([' ', '-'], "");
        let found = self.0.iter().find(|(stem, label)| {
            plain(label).replace([' ', '-'], "") == wanted || stem == text.trim()
        });
        found.map(|(stem, _)| stem.clone()).ok_or_else(|| {
            let known: Vec<&str> = self.0.iter().map(|(_, label)| label.as_str()).collect();
            let advice = if known.is_empty() {
                Advice::in_cell_or_field(
                    "опишите пару на листе «Пары»",
                    "добавьте пару в разделе «Пары»",
                )
            } else {
                Advice::choose(text, &known)
            };
            Unclear {
                code: Code::UnknownPairing,
                message: format!("нет пары «{text}»"),
                advice: Some(advice),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> People {
        let mut people = People::default();
        people.add("petrova", "Петрова Мария Ивановна");
        people.add("petrova-ms", "Петрова Марина Игоревна");
        people.add("sidorov", "Сидоров Алексей Юрьевич");
        people.add("derecha", "Дереча Н.Е.");
        people
    }

    #[test]
    fn a_person_is_found_by_any_name_that_is_his_alone() {
        let one = |key: &str| Found::One(key.to_owned());
        for name in [
            "Сидоров Алексей Юрьевич",
            "сидоров  алексей юрьевич",
            "Сидоров А.Ю.",
            "А. Ю. Сидоров",
            "Сидоров Алексей",
            "sidorov",
        ] {
            assert_eq!(people().find(name), one("sidorov"), "{name}");
        }
        assert_eq!(
            people().find("Петрова М.И."),
            Found::Several(vec!["petrova".to_owned(), "petrova-ms".to_owned()])
        );
        assert_eq!(
            people().find("Петрова Мария Ивановна (petrova)"),
            one("petrova")
        );
        assert_eq!(people().find("Дереча Нина Егоровна"), one("derecha"));
        assert_eq!(people().find("Сидорова А.Ю."), Found::Nobody);
        assert_eq!(people().find("Сидоров"), Found::Nobody);
    }

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
            names("Сидоров Алексей Юрьевич (учитель физики)"),
            [pair("Сидоров Алексей Юрьевич", "учитель физики")]
        );
        assert_eq!(names("Сидоров А.Ю. и Петрова М.И.").len(), 2);
        assert!(named_in("учитель физики").is_err());
        assert!(named_in("Сидоров Алексей Петрова Мария").is_err());
    }

    #[test]
    fn a_new_key_is_latin_and_free() {
        assert_eq!(
            people().new_key("Щукина-Юрьева Анна Олеговна"),
            "shchukina-yureva"
        );
        assert_eq!(people().new_key("Петрова Анна Олеговна"), "petrova-ao");
    }
}
