//! Members of the staff ↔ the names that cells call them by.

use std::collections::BTreeMap;

use super::alike::{plain, without_hyphens};
use super::beside::named_in_cell;
use super::doubts::{NEW_PERSON, doubt_of};
use super::unclear::Unclear;
use crate::problem::{Advice, Code};
use crate::russian::{PersonName, is_small_in_name, latin};

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    One(String),
    Several(Vec<String>),
    Nobody,
}

/// Members of the staff, in the order of the file, found by any of their names without looking
/// through all of them.
#[derive(Debug, Clone, Default)]
pub(super) struct People {
    members: Vec<Member>,
    by_key: BTreeMap<String, usize>,
    /// Whole names as names are compared, former ones among them.
    by_name: BTreeMap<String, Vec<usize>>,
    by_surname: BTreeMap<String, Vec<usize>>,
    /// First name and patronymic.
    by_given: BTreeMap<(String, Option<String>), Vec<usize>>,
    /// First letters of surname, first name and patronymic.
    by_initials: BTreeMap<String, Vec<usize>>,
    /// Whole names that stand somewhere else in the book, by surname: initials may mean them too.
    strangers: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Clone)]
struct Member {
    key: String,
    name: String,
    /// Every name that he has or had.
    names: Vec<Name>,
}

/// A name as names are compared, taken apart once.
#[derive(Debug, Clone)]
struct Name {
    plain: String,
    parts: Option<PersonName>,
}

impl Member {
    fn is_called(&self, plain: &str) -> bool {
        self.names.iter().any(|name| name.plain == plain)
    }

    /// His names, taken apart.
    fn parts(&self) -> impl Iterator<Item = &PersonName> {
        self.names.iter().filter_map(|name| name.parts.as_ref())
    }
}

impl People {
    /// Enters a person, or gives one that is known another name. Cells that still have the former
    /// name mean the same person.
    pub(super) fn add(&mut self, key: &str, name: &str) {
        let known = self.by_key.get(key).copied();
        let index = known.unwrap_or(self.members.len());
        if known.is_none() {
            self.by_key.insert(key.to_owned(), index);
            self.members.push(Member {
                key: key.to_owned(),
                name: String::new(),
                names: Vec::new(),
            });
        }
        let plain = plain(name);
        let member = &mut self.members[index];
        name.clone_into(&mut member.name);
        if member.is_called(&plain) {
            return;
        }
        let parts = name_of(&plain);
        if let Some(parts) = &parts {
            let initials = initials(parts);
            let PersonName {
                surname,
                given,
                patronymic,
            } = parts.clone();
            self.by_surname.entry(surname).or_default().push(index);
            let given = self.by_given.entry((given, patronymic)).or_default();
            given.push(index);
            self.by_initials.entry(initials).or_default().push(index);
        }
        member.names.push(Name {
            plain: plain.clone(),
            parts,
        });
        self.by_name
            .entry(without_hyphens(&plain))
            .or_default()
            .push(index);
    }

    /// Remembers a whole name that stands anywhere in the book, if it is nobody's so far.
    pub(super) fn add_stranger(&mut self, name: &str) {
        if self.find(name) != Found::Nobody {
            return;
        }
        if let Some(parts) = name_of(name) {
            let known = self.strangers.entry(parts.surname).or_default();
            if !known.iter().any(|other| plain(other) == plain(name)) {
                known.push(name.to_owned());
            }
        }
    }

    /// Whom else of the book a short name may mean than the members of these keys.
    fn strangers(&self, wanted: &PersonName, keys: &[String]) -> Vec<&str> {
        let is_short = wanted.patronymic.is_none()
            || wanted.given.ends_with('.')
            || wanted.patronymic.as_ref().is_some_and(|p| p.ends_with('.'));
        let is_member = |name: &str| {
            let mut indexes = keys.iter().filter_map(|key| self.by_key.get(key));
            indexes.any(|i| self.members[*i].is_called(&plain(name)))
        };
        let all = self.strangers.get(&wanted.surname).into_iter().flatten();
        all.map(String::as_str)
            .filter(|name| is_short && !is_member(name))
            .filter(|name| name_of(name).is_some_and(|known| agrees(wanted, &known)))
            .collect()
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }

    /// The name as it stands in the file.
    pub(super) fn name(&self, key: &str) -> Option<&str> {
        let index = self.by_key.get(key)?;
        Some(&self.members[*index].name)
    }

    /// The person whom these words name, by full name, surname with initials, or key. Initials that
    /// may also mean somebody whom only the book names are not clear, and then one key is given.
    pub(super) fn find(&self, text: &str) -> Found {
        if let Some(key) = self.key_in_brackets(text) {
            return Found::One(key);
        }
        let by_key = self.by_key.get(text.trim()).copied();
        let by_name = self.by_name.get(&without_hyphens(&plain(text)));
        let by_name = by_name.map(Vec::as_slice);
        let exact = self.found(
            by_key
                .into_iter()
                .chain(by_name.into_iter().flatten().copied()),
        );
        if exact != Found::Nobody {
            return exact;
        }
        let Some(wanted) = name_of(text) else {
            return Found::Nobody;
        };
        let namesakes = self.by_surname.get(&wanted.surname).map(Vec::as_slice);
        let is_it = |index: &usize| {
            let mut names = self.members[*index].parts();
            names.any(|known| agrees(&wanted, known))
        };
        match self.found(namesakes.into_iter().flatten().copied().filter(is_it)) {
            Found::One(key)
                if !self
                    .strangers(&wanted, std::slice::from_ref(&key))
                    .is_empty() =>
            {
                Found::Several(vec![key])
            }
            found => found,
        }
    }

    fn found(&self, indexes: impl Iterator<Item = usize>) -> Found {
        let mut indexes: Vec<usize> = indexes.collect();
        indexes.sort_unstable();
        indexes.dedup();
        let key = |index: &usize| self.members[*index].key.clone();
        match indexes.as_slice() {
            [] => Found::Nobody,
            [one] => Found::One(key(one)),
            several => Found::Several(several.iter().map(key).collect()),
        }
    }

    /// Keys of all who bear a surname.
    pub(super) fn of_surname(&self, surname: &str) -> Vec<String> {
        let namesakes = self.by_surname.get(&plain(surname));
        let keys = namesakes
            .into_iter()
            .flatten()
            .map(|i| self.members[*i].key.clone());
        keys.collect()
    }

    /// Keys of those with the first name and patronymic of a new one, and another surname.
    pub(super) fn of_given(&self, new: &PersonName) -> Vec<String> {
        let Some(new) = name_of(&new.full()) else {
            return Vec::new();
        };
        let same = self
            .by_given
            .get(&(new.given.clone(), new.patronymic.clone()));
        let others = same.into_iter().flatten().map(|i| &self.members[*i]);
        others
            .filter(|known| known.parts().all(|own| own.surname != new.surname))
            .map(|known| known.key.clone())
            .collect()
    }

    /// «Петрова Мария Ивановна (petrova-2)».
    fn key_in_brackets(&self, text: &str) -> Option<String> {
        let (_, key) = text.trim().strip_suffix(')')?.rsplit_once('(')?;
        self.has(key).then(|| key.to_owned())
    }

    /// The name, with the key where the name alone would not do.
    pub(super) fn shown(&self, key: &str) -> String {
        let Some(name) = self.name(key) else {
            return key.to_owned();
        };
        if self.find(name) == Found::One(key.to_owned()) {
            name.to_owned()
        } else {
            format!("{name} ({key})")
        }
    }

    /// The name that is most like a new one: it may be the same person with a slip of the pen, or
    /// with another's patronymic.
    pub(super) fn nearest(&self, name: &str) -> Option<&str> {
        let wanted = plain(name);
        let parts = name_of(&wanted)?;
        let near = |index: &usize, is_near: &dyn Fn(&PersonName) -> bool| {
            let own = self.members[*index].names.iter();
            own.filter(|name| name.plain != wanted)
                .any(|name| name.parts.as_ref().is_some_and(is_near))
        };
        let whole = |known: &PersonName| known.patronymic.is_some() && parts.patronymic.is_some();
        let namesakes = self.by_surname.get(&parts.surname);
        let of_surname = namesakes.into_iter().flatten().find(|i| {
            near(i, &|known| {
                let is_slip = slips(&known.given, &parts.given) == 1;
                whole(known)
                    && (known.given == parts.given
                        || known.patronymic == parts.patronymic && is_slip)
            })
        });
        let given = (parts.given.clone(), parts.patronymic.clone());
        let of_given = || {
            let same = self.by_given.get(&given).into_iter().flatten();
            let mut same =
                same.filter(|i| near(i, &|known| slips(&known.surname, &parts.surname) == 1));
            same.next()
        };
        // A slip in every part at most: «Сидорова Алексея Юрьевича» is Сидоров too. An initial stands
        // for any name that it begins.
        let is_near_part = |a: &str, b: &str| {
            if a.ends_with('.') || b.ends_with('.') {
                a.chars().next() == b.chars().next()
            } else {
                slips(a, b) <= 1
            }
        };
        let is_near_in_all = |known: &PersonName| {
            let patronymics = known.patronymic.as_deref().zip(parts.patronymic.as_deref());
            is_near_part(&known.given, &parts.given)
                && slips(&known.surname, &parts.surname) <= 1
                && patronymics.is_none_or(|(a, b)| is_near_part(a, b))
        };
        let of_letters = || {
            let same = self.by_initials.get(&initials(&parts));
            let mut same = same.into_iter().flatten();
            same.find(|i| near(i, &is_near_in_all))
        };
        // «Ковалёвой О.С.» is Ковалёва in another case.
        let is_in_case = |known: &PersonName| {
            let patronymics = known.patronymic.as_deref().zip(parts.patronymic.as_deref());
            is_near_part(&known.given, &parts.given)
                && differ_in_ending(&known.surname, &parts.surname)
                && patronymics.is_none_or(|(a, b)| is_near_part(a, b))
        };
        let in_case = || {
            let same = self.by_initials.get(&initials(&parts));
            let mut same = same.into_iter().flatten();
            same.find(|i| near(i, &is_in_case))
        };
        let near = of_surname.or_else(of_given).or_else(of_letters);
        let index = near.or_else(in_case)?;
        Some(&self.members[*index].name)
    }

    /// Somebody of the staff whose surname stands beside a name that is nobody's: «Иванова (Петрова)
    /// Мария Ивановна», «Иванова Мария Ивановна (до брака Петрова)».
    pub(super) fn by_former(&self, name: &str, beside: &[String]) -> Option<&str> {
        let (_, given) = name.split_once(' ')?;
        let is_surname = |word: &&str| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || c == '-')
        };
        let words = beside.iter().flat_map(|words| words.split([' ', ',', '.']));
        words
            .filter(is_surname)
            .find_map(|former| match self.find(&format!("{former} {given}")) {
                Found::One(key) => self.name(&key),
                Found::Several(_) | Found::Nobody => None,
            })
    }

    /// Keys of everyone whom a cell names.
    ///
    /// # Errors
    /// If a name is not one of the staff, or of two.
    pub(super) fn keys(&self, text: &str) -> Result<Vec<String>, Unclear> {
        let named = named_in_cell(text)?;
        named.iter().map(|person| self.key(&person.name)).collect()
    }

    fn key(&self, name: &str) -> Result<String, Unclear> {
        match self.find(name) {
            Found::One(key) => Ok(key),
            Found::Several(keys) => {
                let wanted = name_of(name);
                let strangers = wanted.map(|wanted| self.strangers(&wanted, &keys));
                let shown: Vec<String> = keys
                    .iter()
                    .map(|k| self.shown(k))
                    .chain(strangers.into_iter().flatten().map(ToOwned::to_owned))
                    .collect();
                Err(Unclear {
                    code: Code::UnclearCell,
                    message: format!("«{name}» – неясно, кто из сотрудников"),
                    advice: Some(Advice::offer("впишите одно из имен полностью:", shown, "")),
                })
            }
            Found::Nobody => Err(self.unknown(name)),
        }
    }

    pub(super) fn unknown(&self, name: &str) -> Unclear {
        // A name cut short is more likely that of a colleague than of somebody new.
        let is_like_known = || name.ends_with('.') && self.nearest(name).is_some();
        if let Some(doubt) = doubt_of(name, None).filter(|_| !is_like_known()) {
            return match self.nearest(name) {
                Some(near) => Unclear {
                    advice: Some(Advice::offer(
                        "возможно, имелось в виду",
                        vec![near.to_owned()],
                        format!("; если это другой человек, проверьте имя и {NEW_PERSON}"),
                    )),
                    ..doubt
                },
                None => doubt,
            };
        }
        let surname = plain(name)
            .split(' ')
            .next()
            .map(ToOwned::to_owned)
            .unwrap_or_default();
        let namesakes = self.by_surname.get(&surname);
        let namesake = namesakes
            .and_then(|indexes| indexes.first())
            .map(|i| self.members[*i].name.as_str());
        let hint = match self.nearest(name).or(namesake) {
            Some(near) => Advice::offer(
                "возможно, имелось в виду",
                vec![near.to_owned()],
                format!("; если это другой человек, {NEW_PERSON}"),
            ),
            None => Advice::from(
                "впишите фамилию, имя и отчество полностью или добавьте человека на лист «Сотрудники»",
            ),
        };
        Unclear {
            code: Code::UnknownPerson,
            message: format!("среди сотрудников нет «{name}»"),
            advice: Some(hint),
        }
    }

    /// A key for a new person: the surname in Latin letters.
    pub(super) fn new_key(&self, name: &str) -> String {
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

/// «Петрова-Сидорова» of «Петрова», and the other way round.
pub(super) fn bears_surname_of(name: &PersonName, known: &str) -> bool {
    let Some((own, known)) = name_of(&name.full()).zip(name_of(known)) else {
        return false;
    };
    let has = |long: &str, short: &str| long.contains('-') && long.split('-').any(|it| it == short);
    has(&own.surname, &known.surname) || has(&known.surname, &own.surname)
}

/// «Лебедева Н.В.», «Н. В. Лебедева».
pub(super) fn has_initials(name: &str) -> bool {
    name_of(name).is_some_and(|name| {
        name.given.ends_with('.') && name.patronymic.is_some_and(|it| it.ends_with('.'))
    })
}

/// Whether two surnames are alike but for an ending of a case.
fn differ_in_ending(a: &str, b: &str) -> bool {
    const STEM: usize = 3;
    const ENDING: usize = 3;
    let alike = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let rest = |name: &str| name.chars().count() - alike;
    alike >= STEM && rest(a) <= ENDING && rest(b) <= ENDING
}

/// How many slips of the pen lie between two words; of more than one only that there are more.
fn slips(a: &str, b: &str) -> usize {
    let same = |(a, b): &(char, char)| a == b;
    let front = a.chars().zip(b.chars()).take_while(same).count();
    let back = a
        .chars()
        .rev()
        .zip(b.chars().rev())
        .take_while(same)
        .count();
    let rest = a.chars().count().max(b.chars().count());
    // One slip touches two letters at most, where they changed places.
    if rest.saturating_sub(front + back) > 2 {
        return 2;
    }
    strsim::damerau_levenshtein(a, b)
}

/// «п м и».
fn initials(name: &PersonName) -> String {
    let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
    let patronymic = name.patronymic.as_deref().map(first).unwrap_or_default();
    format!(
        "{} {} {patronymic}",
        first(&name.surname),
        first(&name.given)
    )
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
    let is_part = part(&wanted.given, &known.given) && patronymic;
    let is_whole = || {
        let (wanted, all) = (words_of(wanted), words_of(known));
        let given = known.given.split([' ', '-']).count();
        let is_long = wanted.len() == all.len() || given > 1 && wanted.len() == given;
        is_long && wanted.iter().zip(&all).all(|(a, b)| part(a, b))
    };
    wanted.surname == known.surname && (is_part || is_whole())
}

/// The words behind the surname, each first name by itself: «Шмидт А.М.П.» is Анна Мария Петровна.
fn words_of(name: &PersonName) -> Vec<&str> {
    let behind = [Some(name.given.as_str()), name.patronymic.as_deref()];
    let words = behind.into_iter().flatten();
    words
        .flat_map(|words| words.split([' ', '-']))
        .filter(|word| !word.is_empty() && !is_small_in_name(word))
        .collect()
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
        people.add("shmidt", "Шмидт Анна Мария Петровна");
        people.add("mamedov", "Мамедов Расул Ариф оглы");
        people.add("okonnor", "О'Коннор Шон Патрикович");
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
        for name in [
            "Шмидт А.М.П.",
            "А.М.П. Шмидт",
            "Шмидт А. М.",
            "Шмидт А.-М.П.",
            "Шмидт А.П.",
            "Шмидт Анна-Мария Петровна",
        ] {
            assert_eq!(people().find(name), one("shmidt"), "{name}");
        }
        for name in [
            "Мамедов Р.А. оглы",
            "Мамедов Р.А.",
            "Мамедов Расул Ариф-оглы",
        ] {
            assert_eq!(people().find(name), one("mamedov"), "{name}");
        }
        for name in ["О’Коннор Ш.П.", "О`Коннор Шон Патрикович", "Оконнор Ш.П."]
        {
            assert_eq!(people().find(name), one("okonnor"), "{name}");
        }
        assert_eq!(people().find("Шмидт А.К.П."), Found::Nobody);
        assert_eq!(people().find("Шмидт М.П."), Found::Nobody);
        assert_eq!(people().find("Сидорова А.Ю."), Found::Nobody);
        assert_eq!(people().find("Сидоров"), Found::Nobody);
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
