//! Phrases: posts and names of organisations. Adjectives and the noun at the head change, what
//! follows them stays, and so does everything in quotes and brackets.

use super::Declined;
use super::letters::{Word, capitalize_like, is_consonant, is_hyphen};
use super::paradigm::Stress;
use super::paradigm::{
    Agreement, Animacy, Forms, adjective, inanimate, masculine, masculine_from, neuter, noun_in_a,
};
use super::verdict::Doubt;

/// A word with the spaces and commas after it.
#[derive(Debug)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    pub after: &'a str,
    /// Stands in quotes or brackets.
    pub protected: bool,
}

/// A noun from the lists.
pub(super) struct Noun {
    pub agreement: Agreement,
    pub forms: Forms,
}

/// The words of one kind of phrase.
pub(super) struct Grammar {
    /// Nouns known to stand at the head.
    pub noun: fn(&Word) -> Option<Noun>,
    /// Adjectives and participles that can be the head themselves, «заведующий».
    pub head_adjective: fn(&Word) -> bool,
    /// First parts of hyphenated nouns that do not change, «бизнес».
    pub fixed_parts: &'static str,
    pub animacy: Animacy,
}

/// A phrase that was found: its changing words, and the position after it.
pub(super) struct Found {
    pub words: Vec<(usize, Declined)>,
    pub end: usize,
    /// The head, if no list has it.
    pub unknown: Option<String>,
}

/// A longer word in capitals is an ordinary word.
const LONGEST_ABBREVIATION: usize = 6;
/// No noun has more hyphens; bounds the recursion for any text.
const MOST_JOINTS: usize = 8;

/// Splits a text into words; nothing is lost.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut closers: Vec<char> = Vec::new();
    let mut tokens = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let next = rest[end..]
            .find(|c: char| !c.is_whitespace())
            .map_or(rest.len(), |at| end + at);
        let protected = track_quotes(&rest[..end], &mut closers);
        let word_end = rest[..end].trim_end_matches([',', ';', ':']).len();
        tokens.push(Token {
            text: &rest[..word_end],
            after: &rest[word_end..next],
            protected,
        });
        rest = &rest[next..];
    }
    tokens
}

/// Whether any letter of the word is inside quotes or brackets. `closers` holds the marks that are
/// still open.
fn track_quotes(word: &str, closers: &mut Vec<char>) -> bool {
    let mut protected = !closers.is_empty();
    for mark in word.chars() {
        let awaited = closers.last().copied();
        if awaited == Some(mark) || mark == '”' && awaited == Some('“') {
            closers.pop();
            continue;
        }
        let closer = match mark {
            '«' => '»',
            '(' => ')',
            '[' => ']',
            '„' => '“',
            '“' => '”',
            '"' => '"',
            _ => continue,
        };
        closers.push(closer);
        protected = true;
    }
    protected
}

/// Marks between two posts of one title, with or without spaces: «учитель физики/методист».
const PARTING: [char; 11] = [',', ';', ':', '/', '\\', '|', '+', '&', '–', '—', '\n'];

/// Whether these characters between words part one post from the next.
pub(super) fn parts_posts(between: &str) -> bool {
    between.contains(|c| c != ':' && PARTING.contains(&c))
}

/// Splits a job title into words; nothing is lost. Words end at the marks between posts and after
/// the dot of an abbreviation too, «соц.педагог», but not in quotes and brackets.
pub(super) fn post_tokens(text: &str) -> Vec<Token<'_>> {
    let mut closers: Vec<char> = Vec::new();
    let mut tokens = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let mut end = start;
        let mut protected = !closers.is_empty();
        for (at, c) in text[start..].char_indices() {
            end = start + at;
            let before = &text[start..end];
            if c.is_whitespace()
                || closers.is_empty() && ends_word(before, c, &text[end + c.len_utf8()..])
            {
                break;
            }
            end += c.len_utf8();
            protected |= track_quotes(&text[start + at..end], &mut closers);
        }
        let word = text[start..end].trim_end_matches([',', ';', ':']);
        let begun = start + word.len();
        let next = text[end..]
            .find(|c: char| {
                let parts = c == ',' || closers.is_empty() && PARTING.contains(&c);
                !(parts || c.is_whitespace())
            })
            .map_or(text.len(), |at| end + at);
        // «пед.-психолог»: the hyphen belongs to neither word.
        let hyphens = text[next..]
            .chars()
            .take_while(|c| is_hyphen(*c) && word.ends_with('.'))
            .map(char::len_utf8)
            .sum::<usize>();
        tokens.push(Token {
            text: word,
            after: &text[begun..next + hyphens],
            protected,
        });
        start = next + hyphens;
    }
    tokens
}

/// Whether a word of a title ends before `c`. «и/о» is one word.
fn ends_word(before: &str, c: char, rest: &str) -> bool {
    if c == '/' && before.chars().count() == 1 && before.chars().all(char::is_alphabetic) {
        let letters = rest.chars().take_while(|c| c.is_alphabetic()).count();
        return letters != 1;
    }
    PARTING.contains(&c) || before.ends_with('.') && (c.is_alphabetic() || is_hyphen(c))
}

/// Puts the words that change back into the text.
pub(super) fn assemble(tokens: &[Token], changed: Vec<(usize, Declined)>) -> Declined {
    let mut changed = changed.into_iter().peekable();
    let mut whole = Declined::unchanged("");
    for (place, token) in tokens.iter().enumerate() {
        let word = changed
            .next_if(|(at, _)| *at == place)
            .map_or_else(|| Declined::unchanged(token.text), |(_, word)| word);
        whole = Declined::unchanged(token.after).after(word.after(whole, ""), "");
    }
    whole
}

/// An abbreviation in capitals, «МБОУ»; small letters among them are allowed.
pub(super) fn is_abbreviation(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 1
        && letters.filter(|c| c.is_uppercase()).count() > 1
        && !text.contains(is_hyphen)
}

impl Grammar {
    /// Reads adjectives and a noun of the lists from `start` on; `None` if there are none.
    pub(super) fn read_known(&self, tokens: &[Token], start: usize) -> Option<Found> {
        let found = self.read_adjectives(tokens, start);
        if found.noun {
            return Some(found.into());
        }
        let last = found
            .words
            .last()
            .map(|(place, _)| Word::new(tokens[*place].text))?;
        ((self.head_adjective)(&last) && !last.ends(&["ой"])).then(|| found.into())
    }

    /// Reads the head from `start` on; a noun that no list has is declined by its ending.
    pub(super) fn read(&self, tokens: &[Token], start: usize) -> Option<Found> {
        if let Some(found) = self.read_known(tokens, start) {
            return Some(found);
        }
        let read = self.read_adjectives(tokens, start);
        let separated = read.end > start && tokens[read.end - 1].after.contains(',');
        let noun = tokens
            .get(read.end)
            .filter(|token| !token.protected && !separated);
        let guess = noun.and_then(|token| {
            Some((
                read.end,
                token.text,
                self.guess(token.text, read.agreement)?,
            ))
        });
        let mut found: Found = read.into();
        if let Some((place, text, declined)) = guess {
            found.words.push((place, declined));
            found.end = place + 1;
            found.unknown = Some(text.to_owned());
        } else {
            found.unknown = Some(tokens[found.words.last()?.0].text.to_owned());
        }
        Some(found)
    }

    /// A noun or adjective in the nominative that opens a bracket right after a word that changes,
    /// and may have to agree with it. After the tail, as in «учитель иностранного языка (английский
    /// язык)», it explains the tail and stays.
    pub(super) fn bracketed<'a>(
        &self,
        tokens: &[Token<'a>],
        changed: &[(usize, Declined)],
    ) -> Option<&'a str> {
        let follows_change = |place: usize| changed.iter().any(|(word, _)| word + 1 == place);
        let opening = tokens
            .iter()
            .enumerate()
            .filter(|(place, _)| follows_change(*place));
        opening
            .filter_map(|(_, token)| token.text.strip_prefix('('))
            .map(|text| text.trim_end_matches(')'))
            .find(|text| self.known_noun(text).is_some() || self.adjective(text).is_some())
    }

    fn read_adjectives(&self, tokens: &[Token], start: usize) -> Read {
        let mut read = Read {
            words: Vec::new(),
            end: start,
            agreement: None,
            noun: false,
        };
        while let Some(token) = tokens.get(read.end) {
            if token.protected {
                match self.adjective_after_bracket(tokens, read.end) {
                    Some(place) if !read.words.is_empty() => read.end = place,
                    _ => break,
                }
                continue;
            }
            if let Some((agreement, declined)) = self.known_noun(token.text) {
                let disagrees = read.agreement.is_some_and(|earlier| earlier != agreement);
                let doubt = disagrees.then(|| Doubt::Disagreement {
                    word: token.text.to_owned(),
                });
                read.words.push((read.end, Declined { doubt, ..declined }));
                read.noun = true;
                read.end += 1;
                break;
            }
            match self.adjective_at(tokens, read.end) {
                Some((agreement, declined))
                    if read.agreement.is_none_or(|earlier| earlier == agreement) =>
                {
                    read.words.push((read.end, declined));
                    read.agreement = Some(agreement);
                }
                None if self.is_adverb_before_adjective(tokens, read.end) => {}
                _ => break,
            }
            read.end += 1;
            let is_head = || (self.head_adjective)(&Word::new(token.text));
            if token.after.contains(',') || parts_posts(token.after) && is_head() {
                break;
            }
        }
        read
    }

    /// «вечерняя (сменная) школа»: the place after the bracket, if the phrase goes on there.
    fn adjective_after_bracket(&self, tokens: &[Token], start: usize) -> Option<usize> {
        let bracket = tokens[start..]
            .iter()
            .take_while(|token| token.protected)
            .count();
        let next = tokens
            .get(start + bracket)
            .filter(|_| tokens[start].text.starts_with('('))?;
        let goes_on = self.known_noun(next.text).is_some()
            || self.adjective_at(tokens, start + bracket).is_some();
        goes_on.then_some(start + bracket)
    }

    /// «временно исполняющий», «материально ответственное».
    fn is_adverb_before_adjective(&self, tokens: &[Token], place: usize) -> bool {
        let adverb = Word::new(tokens[place].text).ends(&["но", "во", "ко"]);
        adverb
            && tokens
                .get(place + 1)
                .is_some_and(|next| !next.protected && self.adjective(next.text).is_some())
    }

    /// «молодой специалист», but not «заведующий библиотекой»: on -ой an adjective is believed
    /// before a known noun only, with no comma between them.
    fn adjective_at(&self, tokens: &[Token], place: usize) -> Option<(Agreement, Declined)> {
        let text = tokens[place].text;
        let before_noun = || {
            tokens.get(place + 1).is_some_and(|next| {
                let word = Word::new(next.text);
                let head = (self.head_adjective)(&word) && !word.ends(&["ой"]);
                !next.protected && (head || self.known_noun(next.text).is_some())
            })
        };
        let ends_here = !tokens[place].after.trim().is_empty();
        if Word::new(text).ends(&["ой"]) && (ends_here || !before_noun()) {
            None
        } else {
            self.adjective(text)
        }
    }

    fn adjective(&self, text: &str) -> Option<(Agreement, Declined)> {
        let (agreement, forms) = adjective(&Word::new(text), self.animacy)?;
        Some((agreement, Declined::sure(forms).capitalized_like(text)))
    }

    /// Declines a noun of the lists, compounds included: «педагог-психолог», «учитель/тьютор».
    fn known_noun(&self, text: &str) -> Option<(Agreement, Declined)> {
        if let Some(noun) = (self.noun)(&Word::new(text)) {
            return Some((
                noun.agreement,
                Declined::sure(noun.forms).capitalized_like(text),
            ));
        }
        let joint = |c: char| is_hyphen(c) || c == '/';
        let (at, separator) = text
            .match_indices(joint)
            .next()
            .filter(|_| text.matches(joint).count() <= MOST_JOINTS)?;
        let (first, rest) = (&text[..at], &text[at + separator.len()..]);
        let (agreement, tail) = self.known_noun(rest)?;
        if Word::new(first).is_one_of(self.fixed_parts)
            || first.chars().all(|c| c.is_ascii_alphabetic())
        {
            return Some((agreement, tail.after(Declined::unchanged(first), separator)));
        }
        let noun = (self.noun)(&Word::new(first))?;
        Some((
            noun.agreement,
            tail.after(
                Declined::sure(noun.forms).capitalized_like(first),
                separator,
            ),
        ))
    }

    /// Declines an unknown noun by its ending; `None` if it does not look like a nominative.
    fn guess(&self, text: &str, agreement: Option<Agreement>) -> Option<Declined> {
        let whole = Word::new(text);
        if let Some((at, hyphen)) = text.match_indices(is_hyphen).next_back() {
            let (first, last) = (&text[..at], &text[at + hyphen.len()..]);
            let tail = self.guess(last, agreement)?;
            let head = (self.noun)(&Word::new(first)).map_or_else(
                || Declined::unchanged(first),
                |noun| Declined::sure(noun.forms).capitalized_like(first),
            );
            return Some(tail.after(head, hyphen));
        }
        let abbreviation = is_abbreviation(text) && text.chars().count() <= LONGEST_ABBREVIATION;
        if text.chars().count() < 3
            || abbreviation
            || !text.chars().all(char::is_alphabetic)
            || whole.plain.is_ascii()
        {
            return None;
        }
        let (own, forms) = guessed_forms(&whole)?;
        let agrees = agreement.is_none_or(|earlier| earlier == own);
        let forms = if self.animacy == Animacy::Inanimate && own == Agreement::Masculine {
            inanimate(forms)
        } else {
            forms
        };
        agrees.then(|| Declined::sure(forms.map(|form| capitalize_like(&form, text))))
    }
}

/// Adjectives, and perhaps the noun after them.
struct Read {
    words: Vec<(usize, Declined)>,
    end: usize,
    agreement: Option<Agreement>,
    noun: bool,
}

impl From<Read> for Found {
    fn from(read: Read) -> Self {
        Self {
            words: read.words,
            end: read.end,
            unknown: None,
        }
    }
}

fn guessed_forms(word: &Word) -> Option<(Agreement, Forms)> {
    match word.back(0) {
        'а' | 'я' => Some((Agreement::Feminine, noun_in_a(word, Stress::Stem))),
        'о' | 'е' => Some((Agreement::Neuter, neuter(word)?)),
        _ if word.ends(&[
            "ов", "ев", "ей", "ой", "ом", "ем", "ам", "ям", "ах", "ях", "их", "ых",
        ]) =>
        {
            None
        }
        _ if word.ends(&["ец"]) && word.syllables() > 1 => Some((
            Agreement::Masculine,
            masculine_from(word, &format!("{}ц", word.without(2)), Stress::Ending),
        )),
        'ь' if !word.ends(&["тель", "арь"]) => None,
        'ь' | 'й' => Some((Agreement::Masculine, masculine(word, Stress::Stem))),
        last if is_consonant(last) => {
            let stress = if word.ends(&["ач"]) {
                Stress::Ending
            } else {
                Stress::Stem
            };
            Some((Agreement::Masculine, masculine(word, stress)))
        }
        _ => None,
    }
}
