//! Words in a sentence: number with noun, first letter, places where a line must not break.

const NO_BREAK: char = '\u{A0}';

/// What parts the items of a list from each other, the last one by «и».
pub fn between_items(is_last: bool) -> &'static str {
    if is_last { " и " } else { ", " }
}

/// Whether what a post is over stands in the instrumental: «заведующий детским садом», but
/// «директор школы».
pub fn rules_by_instrumental(post: &str) -> bool {
    let post = post.to_lowercase();
    let last = post.split(' ').next_back().unwrap_or_default();
    ["заведующ", "управляющ"]
        .iter()
        .any(|begins| last.starts_with(begins))
}

/// The form of a noun after a number: 1 ошибка, 2 ошибки, 5 ошибок.
pub fn counted(n: usize, one: &str, few: &str, many: &str) -> String {
    let word = match (n % 100, n % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    };
    format!("{n} {word}")
}

/// What texts are sorted by: small letters, «ё» as «е».
pub fn alphabetical(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

/// The text with its first letter large.
pub fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The text with no-break spaces where a line must not end: after №, between a number and «г.»,
/// around initials. Nothing else is changed, so the words stay the user's.
pub fn tidy(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (i, &c) in chars.iter().enumerate() {
        out.push(if c == ' ' && holds(&chars[..i], &chars[i + 1..]) {
            NO_BREAK
        } else {
            c
        });
    }
    out
}

/// What texts are searched by: besides [`alphabetical`], dashes and every kind of space are one
/// space.
pub fn searchable(text: &str) -> String {
    alphabetical(text)
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}'))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text with a dash where a hyphen stands between spaces, and with «» where straight quotes
/// open and close. A text in which it is not plain which do is left as it is.
pub fn with_dashes_and_quotes(text: &str) -> String {
    let text = text.replace(" - ", " – ");
    if !text.contains('"') || text.contains(['«', '»']) {
        return text;
    }
    with_quotes(&text).unwrap_or(text)
}

/// `None` where it is not plain what opens and what closes.
fn with_quotes(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    let mut depth = 0_usize;
    for (at, &c) in chars.iter().enumerate() {
        if c != '"' {
            out.push(c);
            continue;
        }
        let before = at.checked_sub(1).map(|before| chars[before]);
        let after = chars.get(at + 1).copied();
        if opens(out.chars().next_back(), before, after, depth) {
            depth += 1;
            out.push('«');
        } else if depth > 0 && before.is_some_and(|b| !b.is_whitespace() && b != '(') {
            depth -= 1;
            out.push('»');
        } else {
            return None;
        }
    }
    (depth == 0).then_some(out)
}

/// Whether a straight quote opens: before a word, after a space or a mark; with no other open also
/// between a number or word and a capital, «8"А"».
fn opens(set: Option<char>, before: Option<char>, after: Option<char>, depth: usize) -> bool {
    let before_word = after.is_some_and(|a| {
        !a.is_whitespace() && !matches!(a, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '…')
    });
    let Some(before) = before.filter(|_| before_word) else {
        return before_word;
    };
    let apart = before.is_whitespace()
        || matches!(before, '(' | '[' | '/' | '–' | '—' | '№')
        || set == Some('«')
        || before == '-' && depth == 0;
    apart || depth == 0 && before.is_alphanumeric() && after.is_some_and(char::is_uppercase)
}

/// Whether the space between these two must not break.
fn holds(before: &[char], after: &[char]) -> bool {
    if before.last() == Some(&'№') {
        return true;
    }
    let year_word = after.starts_with(&['г', '.']) || after.starts_with(&['г', 'г', '.']);
    if year_word && before.last().is_some_and(char::is_ascii_digit) {
        return true;
    }
    // «Т.М. Гордеева», «Т. М.»
    let next_is_capital = after.first().is_some_and(|c| c.is_uppercase());
    if ends_with_initial(before) && next_is_capital {
        return true;
    }
    // «Гордеева Т.М.»
    let next_is_initial = next_is_capital
        && after.get(1) == Some(&'.')
        && after.get(2).is_none_or(|c| !c.is_lowercase());
    next_is_initial && ends_with_surname(before)
}

fn ends_with_initial(before: &[char]) -> bool {
    match before {
        [.., previous, letter, '.'] => letter.is_uppercase() && !previous.is_alphanumeric(),
        [letter, '.'] => letter.is_uppercase(),
        _ => false,
    }
}

/// The last word begins with a capital and has a small letter.
fn ends_with_surname(before: &[char]) -> bool {
    let start = before
        .iter()
        .rposition(|c| !(c.is_alphabetic() || *c == '-'))
        .map_or(0, |i| i + 1);
    let word = &before[start..];
    word.first().is_some_and(|c| c.is_uppercase()) && word.get(1).is_some_and(|c| c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_agree_with_numbers() {
        let errors = |n| counted(n, "ошибка", "ошибки", "ошибок");
        assert_eq!(
            [1, 2, 5, 11, 21, 112].map(errors),
            [
                "1 ошибка",
                "2 ошибки",
                "5 ошибок",
                "11 ошибок",
                "21 ошибка",
                "112 ошибок"
            ]
        );
    }

    #[test]
    fn only_plain_quotes_and_dashes_are_set() {
        for (written, set) in [
            ("класс \"Радуга\" - лучший", "класс «Радуга» – лучший"),
            ("(\"Радуга\"), \"Росток\".", "(«Радуга»), «Росток»."),
            ("8\"А\" класс, 9\"Б\"класс", "8«А» класс, 9«Б»класс"),
            ("МБОУ \"СОШ № 5 \"Радуга\"\"", "МБОУ «СОШ № 5 «Радуга»»"),
            ("\"\"Радуга\" – школа\", с. Яр", "««Радуга» – школа», с. Яр"),
            ("\"А\", \"Б\" и (\"В\")", "«А», «Б» и («В»)"),
            ("\"Радуга\"-\"Росток\"", "«Радуга»-«Росток»"),
            ("МБОУ «Школа» и \"Росток\"", "МБОУ «Школа» и \"Росток\""),
            ("дюйм 5\" и 7\"", "дюйм 5\" и 7\""),
            ("класс \"Радуга", "класс \"Радуга"),
            ("педагог-психолог, 2026-2027", "педагог-психолог, 2026-2027"),
        ] {
            assert_eq!(with_dashes_and_quotes(written), set);
        }
    }

    #[test]
    fn a_search_knows_no_dots_of_e_and_no_hyphens() {
        assert_eq!(searchable("Журавлёва"), searchable("журавлева"));
        assert_eq!(searchable("Орлова-Зимина"), searchable("орлова  зимина"));
        assert_ne!(searchable("Орлов"), searchable("Орлова"));
    }

    #[test]
    fn initials_numbers_and_years_hold_together() {
        let shown = |s| tidy(s).replace(NO_BREAK, "~");
        assert_eq!(
            shown("уроки Т.М. Гордеевой в 5 классе"),
            "уроки Т.М.~Гордеевой в 5 классе"
        );
        assert_eq!(shown("Гордеева Т. М. и другие"), "Гордеева~Т.~М. и другие");
        assert_eq!(
            shown("МБОУ «СОШ № 57», 2026 г."),
            "МБОУ «СОШ №~57», 2026~г."
        );
        assert_eq!(shown("в 2022-2024 гг."), "в 2022-2024~гг.");
        assert_eq!(shown("п. 3 и И. о. директора"), "п. 3 и И. о. директора");
    }
}
