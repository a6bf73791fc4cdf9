//! Where a word may be parted.

use hypher::Lang;

/// A word in the parts between which a line may end with a hyphen: by the rules of its letters, Latin
/// ones by those of English. What no rule parts is one part.
pub fn syllables(word: &str) -> impl Iterator<Item = &str> {
    hypher::hyphenate(
        word,
        if is_latin(word) {
            Lang::English
        } else {
            Lang::Russian
        },
    )
}

/// Whether a word is of Latin letters.
pub fn is_latin(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_alphabetic() && c < '\u{370}')
}

/// A text cut where letters and other signs meet; each part is of one kind.
pub fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_word = rest.chars().next()?.is_alphabetic();
        let end = rest.find(|c: char| c.is_alphabetic() != is_word);
        let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(run)
    })
}
