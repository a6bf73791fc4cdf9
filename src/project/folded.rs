//! Names as they are looked for in a text, however they are written there.

/// A text as words are compared.
pub(super) fn folded(text: &str) -> String {
    pattern(text).into_iter().collect()
}

/// A word for lists of words and endings: as it is compared, but with its «й».
pub(super) fn in_small(letters: &[char]) -> String {
    let kept = letters.iter().filter(|c| c.is_alphabetic() || **c == '-');
    kept.filter_map(|c| match c {
        'й' | 'Й' => Some('й'),
        other => plain(*other),
    })
    .collect()
}

/// A letter as names are compared: small, `е` for `ё`, `и` for `й`; spaces of every kind are one;
/// nothing for signs without a look, which would otherwise hide a name.
pub(super) fn plain(letter: char) -> Option<char> {
    match letter {
        '\u{AD}'
        | '\u{34F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}'
        | '\u{300}'..='\u{301}'
        | '\u{306}'
        | '\u{308}' => None,
        'ё' | 'Ё' => Some('е'),
        'й' | 'Й' => Some('и'),
        space if space.is_whitespace() => Some(' '),
        '\u{2010}' | '\u{2011}' => Some('-'),
        other => other.to_lowercase().next().map(as_russian),
    }
}

/// The Russian letter that a Latin one looks like.
fn as_russian(letter: char) -> char {
    const LATIN: &str = "abcehkmoptxy";
    const RUSSIAN: &str = "авсенкмортху";
    let alike = LATIN.chars().zip(RUSSIAN.chars());
    alike
        .into_iter()
        .find(|(latin, _)| *latin == letter)
        .map_or(letter, |(_, russian)| russian)
}

/// A name as it is looked for.
pub(super) fn pattern(written: &str) -> Vec<char> {
    written.chars().filter_map(plain).collect()
}

/// What follows the hyphen that parts a word at the end of a line, as text copied from a PDF has it:
/// «Ту-манов», with the line break or without it.
fn after_hyphen(letters: &[char], at: usize, start: usize, wanted: char) -> usize {
    let is_hyphen = |at: usize| letters.get(at).and_then(|c| plain(*c)) == Some('-');
    let is_inside = at > start && letters[at - 1].is_alphabetic();
    if wanted == '-' || !is_inside || !is_hyphen(at) {
        return at;
    }
    let gap = letters[at + 1..].iter();
    let next = at
        + 1
        + gap
            .take_while(|c| plain(**c).is_none_or(|c| c == ' '))
            .count();
    let goes_on = letters.get(next).is_some_and(|c| c.is_lowercase());
    if goes_on || letters[at - 1].is_uppercase() {
        next
    } else {
        at
    }
}

/// Where a name ends that starts at a letter: between its words any spaces, line breaks and signs
/// without a look may stand, and a comma.
pub(super) fn end_of(name: &[char], letters: &[char], start: usize) -> Option<usize> {
    let mut at = start;
    for wanted in name {
        if *wanted == ' ' {
            let before = at;
            while letters
                .get(at)
                .is_some_and(|c| *c == ',' || plain(*c).is_none_or(|it| it == ' '))
            {
                at += 1;
            }
            if at == before {
                return None;
            }
            continue;
        }
        while letters.get(at).is_some_and(|c| plain(*c).is_none()) {
            at += 1;
        }
        at = after_hyphen(letters, at, start, *wanted);
        if plain(*letters.get(at)?)? != *wanted {
            return None;
        }
        at += 1;
    }
    // A letter of two signs ends with its second.
    while letters
        .get(at)
        .is_some_and(|c| matches!(c, '\u{300}'..='\u{36F}'))
    {
        at += 1;
    }
    letters
        .get(at)
        .is_none_or(|c| !c.is_alphabetic())
        .then_some(at)
}
