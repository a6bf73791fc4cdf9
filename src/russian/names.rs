//! A person's name: surname, first name, patronymic, and the short form with initials.

/// Surname, first name and patronymic in the nominative. The patronymic may be of two words («Сагат
/// улы») or absent. First name and patronymic may be given as initials, «Дереча Н.Е.».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    pub surname: String,
    pub given: String,
    pub patronymic: Option<String>,
}

/// Why a text is not a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadName {
    /// One word only.
    OneWord,
    /// Initials stand before the surname.
    InitialsFirst,
    /// More words than a name has.
    TooManyWords,
    /// A character that stands in no name.
    Character(char),
}

/// Surname, first name and a patronymic of two words.
const MOST_WORDS: usize = 4;

impl PersonName {
    /// Reads «Фамилия Имя Отчество».
    ///
    /// # Errors
    /// See [`BadName`].
    pub fn parse(text: &str) -> Result<Self, BadName> {
        if let Some(c) = text
            .chars()
            .find(|c| !(c.is_alphabetic() || c.is_whitespace() || is_name_mark(*c)))
        {
            return Err(BadName::Character(c));
        }
        let spaced = spaced_initials(text);
        let words: Vec<&str> = spaced.split_whitespace().collect();
        match words.as_slice() {
            [] | [_] => Err(BadName::OneWord),
            [first, ..] if first.ends_with('.') => Err(BadName::InitialsFirst),
            [surname, given, rest @ ..] if words.len() <= MOST_WORDS => Ok(Self {
                surname: (*surname).to_owned(),
                given: (*given).to_owned(),
                patronymic: (!rest.is_empty()).then(|| rest.join(" ")),
            }),
            _ => Err(BadName::TooManyWords),
        }
    }

    /// «Гордеева Татьяна Михайловна»; initials come without a space between them.
    pub fn full(&self) -> String {
        if self.given.ends_with('.') {
            return self.short();
        }
        let mut out = format!("{} {}", self.surname, self.given);
        if let Some(patronymic) = &self.patronymic {
            out.push(' ');
            out.push_str(patronymic);
        }
        out
    }

    /// «Гордеева Т.М.», unbreakable.
    pub fn short(&self) -> String {
        format!("{}\u{A0}{}", self.surname, self.initials())
    }

    /// «Т.М. Гордеева», as under a signature; unbreakable.
    pub fn short_reversed(&self) -> String {
        format!("{}\u{A0}{}", self.initials(), self.surname)
    }

    /// «Т.М.»; of a double first name both letters: «А.-М.».
    fn initials(&self) -> String {
        let of = |name: &str| {
            let letters = name.split('-').filter_map(|part| part.chars().next());
            letters
                .map(|c| format!("{}.", c.to_uppercase()))
                .collect::<Vec<_>>()
                .join("-")
        };
        // Of a patronymic in two words («Сагат улы») the first one gives the initial.
        of(&self.given) + &self.patronymic.as_deref().map(of).unwrap_or_default()
    }
}

fn is_name_mark(c: char) -> bool {
    matches!(c, '-' | '.' | '\'' | '’' | 'ʼ' | '`')
}

/// «Н.Е.» → «Н. Е.»
fn spaced_initials(text: &str) -> String {
    text.replace('.', ". ")
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
    fn what_is_no_name_is_told_why() {
        assert_eq!(PersonName::parse("Гордеева"), Err(BadName::OneWord));
        assert_eq!(
            PersonName::parse("М.И. Петрова"),
            Err(BadName::InitialsFirst)
        );
        assert_eq!(
            PersonName::parse("Иванова Мария, учитель"),
            Err(BadName::Character(','))
        );
        assert_eq!(
            PersonName::parse("учитель математики Иванова Мария Петровна"),
            Err(BadName::TooManyWords)
        );
    }
}
