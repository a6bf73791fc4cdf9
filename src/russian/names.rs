//! A person's name: surname, first name, patronymic, and the short form with initials.

use super::cases::{
    is_first_name, is_patronymic, is_patronymic_mark, is_plain_surname, looks_like_surname,
};

/// Surname, first name and patronymic in the nominative. The surname may have particles («фон дер
/// Лейен») or two words, the first name several («Анна Мария»); the patronymic may have two («Сагат
/// улы») or be absent. First name and patronymic may be initials: «Дереча Н.Е.».
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonName {
    pub surname: String,
    pub given: String,
    pub patronymic: Option<String>,
}

/// Why a text is not the name of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadName {
    /// One word only.
    OneWord,
    /// Initials stand before the surname.
    InitialsFirst,
    /// More words than a name has, or words that do not belong to it.
    TooManyWords,
    /// A character that no name has.
    Character(char),
}

/// A surname, three first names and a patronymic, not counting particles and «оглы».
const MOST_WORDS: usize = 5;
/// Particles of surnames, written with a capital or not.
const PARTICLES: &[&str] = &[
    "аль",
    "эль",
    "ибн",
    "фон",
    "да",
    "де",
    "ди",
    "дю",
    "дос",
    "дас",
    "делла",
    "дель",
    "дер",
    "цу",
    "абу",
    "ас",
    "аш",
    "ад",
    "ар",
    "бин",
    "бен",
    "ван",
    "вон",
    "ден",
    "тер",
    "тен",
    "ла",
    "ле",
    "лос",
    "мак",
    "сан",
    "сен",
    "санта",
    "сент",
    "эт",
];
/// Those that with a capital are surnames or first names too: «Ван Ольга», «Ле Ван Тан».
const PARTICLES_OR_NAMES: &[&str] = &["ван", "ле", "тен", "сан", "сен", "ар", "бен", "вон"];

impl PersonName {
    /// Reads «Фамилия Имя Отчество». Adds the dots that initials lack; drops marks after the name.
    ///
    /// # Errors
    /// See [`BadName`].
    pub fn parse(text: &str) -> Result<Self, BadName> {
        let text = tidy_name(text);
        if let Some(c) = text
            .chars()
            .find(|c| !(c.is_alphabetic() || c.is_whitespace() || is_name_mark(*c)))
        {
            return Err(BadName::Character(c));
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            [] | [_] => Err(BadName::OneWord),
            [first, ..] if first.ends_with('.') || is_lone_consonant(first) => {
                Err(BadName::InitialsFirst)
            }
            words => Self::of_words(words),
        }
    }

    fn of_words(words: &[&str]) -> Result<Self, BadName> {
        let surname = surname_words(words);
        if surname == words.len() {
            return Err(BadName::OneWord);
        }
        let (before, rest) = words.split_at(surname);
        let patronymic = patronymic_words(rest);
        let (given, patronymic) = rest.split_at(rest.len() - patronymic);
        let marks = patronymic.len().saturating_sub(1);
        if surname_core(before) + given.len() + patronymic.len() - marks > MOST_WORDS
            || has_strangers(words, given)
        {
            return Err(BadName::TooManyWords);
        }
        Ok(Self {
            surname: before.join(" "),
            given: given.join(" "),
            patronymic: (!patronymic.is_empty()).then(|| patronymic.join(" ")),
        })
    }

    /// The name without the marks after it and the spaces around hyphens; `None` if it differs only in
    /// other spaces and in dots.
    pub fn mended(text: &str) -> Option<String> {
        let letters = |text: &str| {
            text.chars()
                .filter(|c| !c.is_whitespace() && *c != '.')
                .collect::<String>()
        };
        let mended = tidy_name(text);
        let has_loose_hyphen = joined(text) != text;
        (has_loose_hyphen || letters(&mended) != letters(text)).then(|| mended.replace(". ", "."))
    }

    /// The text with the spaces that were lost between its words, «Гордеева Мария» of
    /// `ГордееваМария`; `None` if none seems to be lost.
    pub fn parted(text: &str) -> Option<String> {
        let parted: Vec<String> = text.split(' ').map(parted_word).collect();
        let parted = parted.join(" ");
        (parted != text).then_some(parted)
    }

    /// «Гордеева Татьяна Михайловна»; initials without a space between them.
    pub fn full(&self) -> String {
        if self.given.ends_with('.') {
            return format!("{}\u{A0}{}", self.surname, self.initials());
        }
        let mut out = format!("{} {}", self.surname, self.given);
        if let Some(patronymic) = &self.patronymic {
            out.push(' ');
            out.push_str(patronymic);
        }
        out
    }

    /// The words in their order, of a name that begins with the first name: «Романов Илья Андреевич»
    /// of «Илья Андреевич Романов».
    pub fn surname_first(&self) -> String {
        match &self.patronymic {
            Some(last) => format!("{last} {} {}", self.surname, self.given),
            None => format!("{} {}", self.given, self.surname),
        }
    }

    /// «Гордеева Т.М.», unbreakable.
    pub fn short(&self) -> String {
        unbreakable(&format!("{} {}", self.surname, self.initials()))
    }

    /// «Т.М. Гордеева», as under a signature; unbreakable.
    pub fn short_reversed(&self) -> String {
        unbreakable(&format!("{} {}", self.initials(), self.surname))
    }

    /// «Т.М.»; «А.-М.» of a double first name, «А.М.» of two.
    pub fn initials(&self) -> String {
        // «Гусейн-оглы» is Г., as «Гусейн оглы» is.
        let of = |name: &str| {
            let parts = name.split('-').filter(|part| !is_patronymic_mark(part));
            let letters = parts.filter_map(|part| part.chars().next());
            letters
                .map(|c| format!("{}.", c.to_uppercase()))
                .collect::<Vec<_>>()
                .join("-")
        };
        let given: String = self.given.split(' ').map(of).collect();
        // Of a patronymic in two words («Сагат улы») the first one gives the initial.
        given + &self.patronymic.as_deref().map(of).unwrap_or_default()
    }

    /// Surname and initials, given the whole name in some case.
    pub fn short_of(&self, full: &str) -> String {
        let surname: Vec<&str> = full
            .split_whitespace()
            .take(self.surname.split(' ').count())
            .collect();
        unbreakable(&format!("{} {}", surname.join(" "), self.initials()))
    }
}

/// The text with no-break spaces only.
pub(super) fn unbreakable(text: &str) -> String {
    text.replace(' ', "\u{A0}")
}

/// Whether a word is one consonant, as in «М И Петрова»; a vowel alone is a Korean surname.
fn is_lone_consonant(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next().filter(|_| letters.next().is_none());
    first.is_some_and(|c| !"аеёиоуыэюя".contains(c.to_lowercase().next().unwrap_or(c)))
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().as_str())
}

fn is_particle_or_name(word: &str) -> bool {
    PARTICLES_OR_NAMES.contains(&word.to_lowercase().as_str())
}

/// Whether a word of a name is written with a small letter: «фон», «оглы».
pub fn is_small_in_name(word: &str) -> bool {
    is_particle(word) || is_patronymic_mark(word)
}

/// How many words at the beginning are the surname; all, if there is no first name.
fn surname_words(words: &[&str]) -> usize {
    let ends_clearly = words
        .last()
        .is_some_and(|last| is_patronymic(last) || last.ends_with('.'));
    let mut at = 0;
    while let Some(word) = words.get(at).filter(|word| is_particle(word)) {
        let left = words.len() - at - 1;
        let is_small = word.starts_with(char::is_lowercase);
        let before_particle = left >= 3
            && words
                .get(at + 1)
                .is_some_and(|next| is_particle(next) && !is_particle_or_name(next));
        let goes_on = is_small
            || before_particle
            || !is_particle_or_name(word) && left >= if ends_clearly { 3 } else { 2 };
        let before_initial = words.get(at + 1).is_none_or(|next| next.ends_with('.'));
        if !goes_on || before_initial {
            break;
        }
        at += 1;
    }
    at += 1;
    // «Гарсиа де ла Крус Анна»
    while words
        .get(at)
        .is_some_and(|word| is_particle(word) && word.starts_with(char::is_lowercase))
    {
        at += 1;
        if !words.get(at).is_some_and(|word| is_particle(word)) {
            at += 1;
        }
    }
    // «Орлова Зимина Инна Львовна»
    if at == 1
        && words.len() == 4
        && ends_clearly
        && !is_patronymic_mark(words[3])
        && (looks_like_surname(words[1]) || is_patronymic(words[1]))
    {
        at += 1;
    }
    at.min(words.len())
}

/// How many words of the surname are not particles.
fn surname_core(words: &[&str]) -> usize {
    words
        .iter()
        .filter(|word| !is_particle(word))
        .count()
        .max(1)
}

/// How many words at the end are the patronymic.
fn patronymic_words(rest: &[&str]) -> usize {
    let is_small = |word: &str| word.starts_with(char::is_lowercase);
    match rest {
        [_, _] => 1,
        [_, .., before, last] => {
            if is_patronymic_mark(last) || is_particle(before) && is_small(before) {
                2
            } else {
                usize::from(is_patronymic(last) || last.ends_with('.'))
            }
        }
        [] | [_] => 0,
    }
}

/// Whether some words do not belong to the name: words in small letters among capitalized ones, a
/// surname or a patronymic among the first names.
fn has_strangers(words: &[&str], given: &[&str]) -> bool {
    let is_small = |word: &str| {
        word.starts_with(char::is_lowercase) && !is_particle(word) && !is_patronymic_mark(word)
    };
    let some_small = words.iter().any(|word| is_small(word));
    let some_large = words
        .iter()
        .any(|word| word.starts_with(char::is_uppercase));
    words.len() > 3 && some_small && some_large
        || given.len() > 1
            && given
                .iter()
                .any(|word| is_patronymic(word) || is_plain_surname(word))
}

/// Letters of an abbreviated name at most: «Ив.».
const LONGEST_SHORTENED: usize = 3;

/// «Гордеева Мария» of `ГордееваМария`, «Ким Анна» of `КимАнна`; `МакГрегор` and `ДеМин` are words.
fn parted_word(word: &str) -> String {
    const LONGEST_PREFIX: usize = 4;
    let mut out = String::new();
    let mut rest = word;
    loop {
        let starts = rest.char_indices().skip(2).filter(|(at, c)| {
            let is_after_small = rest[..*at].ends_with(char::is_lowercase);
            let next = rest[at + c.len_utf8()..].chars().next();
            c.is_uppercase() && is_after_small && next.is_some_and(char::is_lowercase)
        });
        let lost = starts
            .map(|(at, _)| rest.split_at(at))
            .find(|(first, next)| {
                let next = next
                    .char_indices()
                    .skip(1)
                    .find(|(_, c)| !c.is_lowercase())
                    .map_or(*next, |(end, _)| &next[..end]);
                first.chars().all(|c| c.is_alphabetic() || c == '-')
                    && (first.chars().count() > LONGEST_PREFIX && next.chars().count() > 2
                        || is_first_name(next)
                        || is_patronymic(next))
            });
        let Some((first, next)) = lost else {
            return out + rest;
        };
        out.push_str(first);
        out.push(' ');
        rest = next;
    }
}

/// The text without spaces around the hyphens and apostrophes inside a word, and with hyphens for
/// dashes there: «Петрова- Гордеева», «Петрова – Гордеева», «О' Коннор». A hyphen between a surname
/// and a first name, or after a patronymic, is none of a word.
fn joined(text: &str) -> String {
    let is_dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c| is_dash(c) || matches!(c, '\'' | '’' | 'ʼ' | '`')) {
        let mark = rest[at..].chars().next().unwrap_or('-');
        out.push_str(&rest[..at]);
        let after = rest[at..].trim_start_matches(|c: char| is_dash(c) && is_dash(mark));
        let after = if is_dash(mark) {
            after
        } else {
            &rest[at + mark.len_utf8()..]
        };
        let (before, next) = (out.trim_end(), after.trim_start());
        let tail = before.rsplit(' ').next().unwrap_or_default();
        let head = next.split(' ').next().unwrap_or_default();
        let is_loose = before.len() < out.len() || next.len() < after.len();
        let are_words =
            tail.ends_with(char::is_alphabetic) && head.starts_with(char::is_alphabetic);
        let end = before.len();
        rest = after;
        if is_dash(mark) && are_words && are_two_names(tail, head, is_loose) {
            out.truncate(end);
            out.push(' ');
            rest = next;
        } else if are_words
            && !is_patronymic(tail)
            && (head.starts_with(char::is_uppercase) || is_patronymic_mark(head))
        {
            out.truncate(end);
            out.push(if is_dash(mark) { '-' } else { mark });
            rest = next;
        } else {
            out.push(mark);
        }
    }
    out + rest
}

/// Whether a hyphen with a space stands between a surname and a first name, or before a patronymic.
fn are_two_names(first: &str, second: &str, is_loose: bool) -> bool {
    is_loose
        && (is_patronymic(second) && !is_patronymic_mark(second)
            || is_first_name(second) && looks_like_surname(first))
}

/// Parts initials and gives them dots («М И» → «М. И.»); drops marks after the name.
fn tidy_name(text: &str) -> String {
    let spaced = spaced_initials(&joined(text));
    let spaced = spaced.trim_matches([' ', ',', ';', ':', '-', '–', '—', '*']);
    let mut words: Vec<String> = spaced
        .split_whitespace()
        .filter(|word| *word != ".")
        .map(ToOwned::to_owned)
        .collect();
    for word in words.iter_mut().skip(1) {
        let letters = word.trim_end_matches('.');
        if letters.chars().count() == 1 {
            *word = format!("{letters}.");
        }
    }
    // «Ивановна.» and «Гордеева.Мария.Ивановна», but «Ив.» and «Серг.»
    let end = words.len().saturating_sub(1);
    for (at, word) in words.iter_mut().enumerate() {
        let letters = word.trim_end_matches('.');
        let is_whole = at == 0 || at == end || is_first_name(letters) || is_patronymic(letters);
        if letters.chars().count() > LONGEST_SHORTENED && is_whole {
            word.truncate(letters.len());
        }
    }
    words.join(" ")
}

fn is_name_mark(c: char) -> bool {
    matches!(c, '-' | '.' | '\'' | '’' | 'ʼ' | '`')
}

/// «Н.Е.» → «Н. Е.»
fn spaced_initials(text: &str) -> String {
    text.replace('.', ". ").replace(". -", ".-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(text: &str) -> String {
        PersonName::parse(text)
            .unwrap()
            .short()
            .replace('\u{A0}', " ")
    }

    #[test]
    fn a_short_name_has_surname_and_initials() {
        assert_eq!(short("Гордеева Татьяна Михайловна"), "Гордеева Т.М.");
        assert_eq!(short("Дюваль Софи"), "Дюваль С.");
        assert_eq!(short("Алиев Мамед Гасан оглы"), "Алиев М.Г.");
        assert_eq!(short("Шмидт Анна-Мария Петровна"), "Шмидт А.-М.П.");
    }

    #[test]
    fn initials_are_taken_as_given() {
        let name = PersonName::parse("Дереча Н.Е.").unwrap();
        assert_eq!(name.full(), "Дереча\u{A0}Н.Е.");
        assert_eq!(short("Илюк Л. В."), "Илюк Л.В.");
    }

    #[test]
    fn particles_and_second_names_keep_to_their_part() {
        let parts = |text| {
            let name = PersonName::parse(text).unwrap();
            [
                name.surname,
                name.given,
                name.patronymic.unwrap_or_default(),
            ]
        };
        for (text, surname, given, patronymic) in [
            (
                "Шмидт Анна Мария Петровна",
                "Шмидт",
                "Анна Мария",
                "Петровна",
            ),
            (
                "Ван ден Берг Анна Петровна",
                "Ван ден Берг",
                "Анна",
                "Петровна",
            ),
            ("Да Силва Анна Петровна", "Да Силва", "Анна", "Петровна"),
            ("Гарсиа де ла Крус Анна", "Гарсиа де ла Крус", "Анна", ""),
            ("Аль Сауд Омар бин Салман", "Аль Сауд", "Омар", "бин Салман"),
            ("Ван Ольга Петровна", "Ван", "Ольга", "Петровна"),
            ("Ле Ван Тан Иванович", "Ле", "Ван Тан", "Иванович"),
            (
                "Орлова Зимина Инна Львовна",
                "Орлова Зимина",
                "Инна",
                "Львовна",
            ),
            (
                "Орлова Марина Инна Львовна",
                "Орлова",
                "Марина Инна",
                "Львовна",
            ),
            (
                "Алиев Мамед Али Гасан оглы",
                "Алиев",
                "Мамед Али",
                "Гасан оглы",
            ),
            ("Нгуен Тхи Лан Ань", "Нгуен", "Тхи Лан Ань", ""),
        ] {
            assert_eq!(parts(text), [surname, given, patronymic], "{text}");
        }
        assert_eq!(short("Шмидт Анна Мария Петровна"), "Шмидт А.М.П.");
        assert_eq!(short("аль Хаким Омар Саидович"), "аль Хаким О.С.");
    }

    #[test]
    fn stray_marks_are_left_out_and_dots_added() {
        for (written, full, mended) in [
            ("Гордеева Мария Ивановна.", "Гордеева Мария Ивановна", false),
            ("Гордеева Мария Ивановна ,", "Гордеева Мария Ивановна", true),
            ("Гордеева М И", "Гордеева М.И.", false),
            ("Гордеева М.И", "Гордеева М.И.", false),
            (
                "– Гордеева Мария Ивановна -",
                "Гордеева Мария Ивановна",
                true,
            ),
            ("Гордеева М.И.;", "Гордеева М.И.", true),
            ("Гордеева  М. И.", "Гордеева М.И.", false),
            ("Гордеева Мар. Ив.", "Гордеева М.И.", false),
            ("Э Ольга Петровна", "Э Ольга Петровна", false),
            ("Шмидт А.-М. П.", "Шмидт А.-М.П.", false),
            ("Шмидт А.М.П.", "Шмидт А.М.П.", false),
            ("Фон Штерн К.И.", "Фон Штерн К.И.", false),
            ("Гордеева.Мария.Ивановна", "Гордеева Мария Ивановна", false),
            ("Петрова- Гордеева М.И.", "Петрова-Гордеева М.И.", true),
            ("Петрова -Гордеева М.И.", "Петрова-Гордеева М.И.", true),
            ("Петрова – Гордеева М.И.", "Петрова-Гордеева М.И.", true),
            ("Петрова–Гордеева М.И.", "Петрова-Гордеева М.И.", true),
            ("Петрова--Гордеева М.И.", "Петрова-Гордеева М.И.", true),
            ("О' Коннор Анна Петровна", "О'Коннор Анна Петровна", true),
            (
                "Шмидт Анна- Мария Петровна",
                "Шмидт Анна-Мария Петровна",
                true,
            ),
            ("Гордеева - Мария Ивановна", "Гордеева Мария Ивановна", true),
            ("Гордеева Мария- Ивановна", "Гордеева Мария Ивановна", true),
            (
                "Салимова Нигяр Ариф-кызы",
                "Салимова Нигяр Ариф-кызы",
                false,
            ),
        ] {
            let name = PersonName::parse(written).unwrap();
            assert_eq!(name.full().replace('\u{A0}', " "), full);
            assert_eq!(PersonName::mended(written).is_some(), mended, "{written}");
        }
    }

    #[test]
    fn a_lost_space_is_found() {
        for (text, parted) in [
            ("ГордееваМария Ивановна", "Гордеева Мария Ивановна"),
            ("Гордеева МарияИвановна", "Гордеева Мария Ивановна"),
            ("ГордееваМарияИвановна", "Гордеева Мария Ивановна"),
            ("КимАнна Петровна", "Ким Анна Петровна"),
            ("Орлова-ЗиминаИнна Львовна", "Орлова-Зимина Инна Львовна"),
        ] {
            assert_eq!(PersonName::parted(text).as_deref(), Some(parted));
        }
        for text in [
            "МакГрегор Анна Петровна",
            "Ли ДеМин Петрович",
            "ГОрдеева Мария",
            "О'Коннор Анна",
        ] {
            assert_eq!(PersonName::parted(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_name_is_told_why() {
        assert_eq!(PersonName::parse("Гордеева"), Err(BadName::OneWord));
        for text in ["М.И. Петрова", "М И Петрова"] {
            assert_eq!(PersonName::parse(text), Err(BadName::InitialsFirst));
        }
        assert_eq!(PersonName::parse("аль Хаким"), Err(BadName::OneWord));
        assert_eq!(
            PersonName::parse("Иванова Мария, учитель"),
            Err(BadName::Character(','))
        );
        for text in [
            "учитель математики Иванова Мария Петровна",
            "Иванова Мария Петровна Учитель",
            "Иванова Мария Петровна учитель",
            "учитель Иванова Мария Петровна",
            "Иванова Мария Петровна - учитель",
        ] {
            assert_eq!(
                PersonName::parse(text),
                Err(BadName::TooManyWords),
                "{text}"
            );
        }
    }
}
