//! Letters and words: classes of letters, capitals, and which texts the rules accept.

use super::Refusal;

const VOWELS: &str = "аеёиоуыэюяіїєөүұәӧӱӓӹ";
const HUSHING: &str = "жшчщ";
const VELAR: &str = "гкхқғҳ";
const RUSSIAN: &str = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";

pub(super) fn is_vowel(letter: char) -> bool {
    VOWELS.contains(letter)
}

pub(super) fn is_hushing(letter: char) -> bool {
    HUSHING.contains(letter)
}

pub(super) fn is_velar(letter: char) -> bool {
    VELAR.contains(letter)
}

pub(super) fn is_consonant(letter: char) -> bool {
    is_letter(letter) && !is_vowel(letter) && !matches!(letter, 'ь' | 'ъ' | 'й')
}

pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '`')
}

pub(super) fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}')
}

/// The same as [`char::is_alphabetic`], but fast for Cyrillic.
fn is_letter(character: char) -> bool {
    is_cyrillic(character) || character.is_alphabetic()
}

/// A word in small letters, as the rules look at it.
#[derive(Debug)]
pub(super) struct Word {
    /// Small letters as written.
    pub lower: String,
    /// The same with «е» for «ё»: lists and endings are compared with it.
    pub plain: String,
}

impl Word {
    pub(super) fn new(text: &str) -> Self {
        let lower = text.to_lowercase();
        let plain = lower.replace('ё', "е");
        Self { lower, plain }
    }

    pub(super) fn ends(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.plain.ends_with(ending))
    }

    /// Whether a space-separated list has the word.
    pub(super) fn is_one_of(&self, words: &str) -> bool {
        self.rests_in(words)
            .any(|rest| rest.is_empty() || rest.starts_with(' '))
    }

    /// The oblique stem of the word in a space-separated list of «козел:козл».
    pub(super) fn stem_in(&self, table: &'static str) -> Option<&'static str> {
        let stem = self.rests_in(table).find_map(|rest| rest.strip_prefix(':'));
        stem?.split(' ').next()
    }

    /// What follows the word in a space-separated list wherever one of the list begins with it. The
    /// lists are long and asked often, so they are searched for the word, not taken apart.
    fn rests_in<'w>(&self, words: &'w str) -> impl Iterator<Item = &'w str> {
        let word = self.plain.as_str();
        let is_word = !word.is_empty() && !word.contains(' ');
        let found = is_word.then(|| words.match_indices(word));
        let begins = move |at: usize| at == 0 || words.as_bytes()[at - 1] == b' ';
        let found = found
            .into_iter()
            .flatten()
            .filter(move |(at, _)| begins(*at));
        found.map(move |(at, found)| &words[at + found.len()..])
    }

    /// The letter at `place` from the end, 0 being the last; a space if the word is shorter.
    pub(super) fn back(&self, place: usize) -> char {
        self.plain.chars().rev().nth(place).unwrap_or(' ')
    }

    /// The word as written without its last `count` letters.
    pub(super) fn without(&self, count: usize) -> &str {
        let end = self
            .lower
            .char_indices()
            .rev()
            .take(count)
            .last()
            .map_or(self.lower.len(), |(at, _)| at);
        &self.lower[..end]
    }

    /// How many syllables the word has.
    pub(super) fn syllables(&self) -> usize {
        self.plain.chars().filter(|c| is_vowel(*c)).count()
    }

    pub(super) fn foreign_letter(&self) -> Option<char> {
        self.lower
            .chars()
            .find(|c| is_letter(*c) && !RUSSIAN.contains(*c))
    }
}

/// Two letters or more, all of them capitals.
pub(super) fn is_all_capitals(text: &str) -> bool {
    let mut capitals = 0;
    // Most words end the search with their second letter.
    for c in text.chars() {
        if c.is_uppercase() {
            capitals += 1;
        } else if is_letter(c) {
            return false;
        }
    }
    capitals > 1
}

/// Gives `form` the capitals of `model`, letter by letter; of a model in capitals only, everywhere.
pub(super) fn capitalize_like(form: &str, model: &str) -> String {
    if is_all_capitals(model) {
        return form.to_uppercase();
    }
    let capitals = model
        .chars()
        .map(char::is_uppercase)
        .chain(std::iter::repeat(false));
    let mut out = String::with_capacity(form.len());
    for (c, is_capital) in form.chars().zip(capitals) {
        if is_capital {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
    }
    out
}

/// Initials, «Н.» or «Н.Е.», or one letter where a whole name should be.
pub(super) fn is_initials(text: &str) -> bool {
    text.ends_with('.') || text.chars().count() == 1
}

/// Prepares a part of a name for the rules: trims it, leaves single spaces, composes «й» and «ё».
///
/// # Errors
/// If there is anything but Cyrillic letters, hyphens, apostrophes and the dots of initials.
pub(super) fn name_text(text: &str) -> Result<String, Refusal> {
    let text = composed(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    check_alphabets(&text)?;
    for character in text.chars() {
        let allowed = is_cyrillic(character)
            || is_hyphen(character)
            || is_apostrophe(character)
            || matches!(character, ' ' | '.');
        if character.is_numeric() {
            return Err(Refusal::Digit { digit: character });
        } else if !allowed {
            return Err(Refusal::Character { character });
        }
    }
    if text.chars().any(is_cyrillic) {
        Ok(text)
    } else {
        Err(Refusal::Empty)
    }
}

/// Prepares a post or an organisation for the rules: trims it, keeps its spaces as written.
///
/// # Errors
/// If there are no Cyrillic letters, or a word mixes them with Latin ones.
pub(super) fn phrase_text(text: &str) -> Result<String, Refusal> {
    let text = composed(text.trim());
    check_alphabets(&text)?;
    if text.chars().any(is_cyrillic) {
        return Ok(text);
    }
    Err(text
        .chars()
        .find(|c| c.is_numeric())
        .map_or(Refusal::Empty, |digit| Refusal::Digit { digit }))
}

/// Composes «й» and «ё», which files written on a Mac may have as a letter and a mark.
fn composed(text: &str) -> String {
    text.replace("и\u{306}", "й")
        .replace("И\u{306}", "Й")
        .replace("е\u{308}", "ё")
        .replace("Е\u{308}", "Ё")
}

fn check_alphabets(text: &str) -> Result<(), Refusal> {
    for word in text.split(|c: char| !is_letter(c) && !is_apostrophe(c)) {
        let latin = word.chars().find(char::is_ascii_alphabetic);
        if let Some(letter) = latin
            && word.chars().any(is_cyrillic)
        {
            return Err(Refusal::MixedAlphabets {
                letter,
                word: word.to_owned(),
            });
        }
    }
    match text.chars().find(|c| is_letter(*c)) {
        Some(letter) if !text.chars().any(is_cyrillic) => Err(Refusal::Latin { letter }),
        _ => Ok(()),
    }
}
