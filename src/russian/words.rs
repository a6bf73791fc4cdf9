//! Words in a sentence: nouns after numbers, capitals, where a line must not break.

use std::borrow::Cow;

use super::dates::MONTHS;
use super::hyphens::is_joining;

const NO_BREAK: char = '\u{A0}';

/// What stands before an item of a list: «, », and « и » before the last.
pub fn between_items(is_last: bool) -> &'static str {
    if is_last { " и " } else { ", " }
}

/// Whether a post governs the instrumental: «заведующий детским садом», but «директор школы».
pub fn rules_by_instrumental(post: &str) -> bool {
    let post = post.to_lowercase();
    let last = post.split(' ').next_back().unwrap_or_default();
    ["заведующ", "управляющ"]
        .iter()
        .any(|begins| last.starts_with(begins))
}

/// Words before the name of a place, of which the last may be «в»: as the name asks for it.
pub fn with_preposition<'w>(before: &'w str, place: &str) -> Cow<'w, str> {
    let Some(words) = before.strip_suffix("в ") else {
        return Cow::Borrowed(before);
    };
    let is_whole = words.is_empty() || words.ends_with([' ', '(']);
    match located_by(place) {
        preposition if is_whole && preposition != "в" => {
            Cow::Owned(format!("{words}{preposition} "))
        }
        _ => Cow::Borrowed(before),
    }
}

/// The preposition of a place before its name in the prepositional case: «в школе», «во Дворце
/// творчества», «во Второй гимназии», «на станции юных натуралистов».
fn located_by(place: &str) -> &'static str {
    const WITH_O: [&str; 9] = [
        "дворц",
        "льв",
        "льг",
        "льд",
        "мгин",
        "мглин",
        "мцен",
        "мст",
        "ржев",
    ];
    const ON: [&str; 2] = ["станции", "курсах"];
    let word: String = place
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '-')
        .collect();
    let is_abbreviation = word.chars().skip(1).any(char::is_uppercase);
    let lower = word.to_lowercase();
    let mut letters = lower.chars();
    let (first, second) = (letters.next(), letters.next());
    let is_consonant = |c: char| c.is_alphabetic() && !"аеёиоуыэюя".contains(c);
    if ON.contains(&lower.as_str()) {
        "на"
    } else if !is_abbreviation
        && (matches!(first, Some('в' | 'ф')) && second.is_some_and(is_consonant)
            || WITH_O.iter().any(|begin| lower.starts_with(begin)))
        || lower.starts_with("2-")
    {
        "во"
    } else {
        "в"
    }
}

/// A number with its noun: «1 ошибка», «2 ошибки», «5 ошибок».
pub fn counted(n: usize, one: &str, few: &str, many: &str) -> String {
    let word = match (n % 100, n % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    };
    format!("{n} {word}")
}

/// The key to sort texts by: small letters, «ё» as «е».
pub fn alphabetical(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

/// The text with a capital first letter.
pub fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The text with no-break spaces where a line must not end: after № and «ст.», inside a number,
/// between a number and what it counts, around initials, before a dash. Nothing else changes: the
/// words stay the user's.
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

/// Whether a sign is typed for the apostrophe of «О’Коннор».
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '‛' | '`' | '´' | '′' | 'ʼ' | 'ʹ')
}

/// The key to search texts by: [`alphabetical`], with dashes and spaces of any kind as one space and
/// without apostrophes.
pub fn searchable(text: &str) -> String {
    alphabetical(text)
        .replace(is_apostrophe, "")
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}'))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first text without the words at its end with which the second begins: «директор лицея» before
/// «Лицея № 4» is «директор». One word is always left.
pub fn without_common_end<'t>(text: &'t str, next: &str) -> &'t str {
    let following: Vec<String> = next.split_whitespace().map(searchable).collect();
    let starts = text.match_indices(' ').map(|(at, _)| at);
    let common = starts.into_iter().find(|at| {
        let end: Vec<String> = text[*at..].split_whitespace().map(searchable).collect();
        !end.is_empty() && following.starts_with(&end)
    });
    common.map_or(text, |at| text[..at].trim_end())
}

/// The text with dashes for hyphens between spaces, and «» for straight quotes. If it is unclear
/// which quotes open, they are left alone; so are hyphens that belong to a word.
pub fn with_dashes_and_quotes(text: &str) -> String {
    let text = with_dashes(text);
    if !text.contains('"') || text.contains(['«', '»']) {
        return text;
    }
    with_quotes(&text).unwrap_or(text)
}

fn with_dashes(text: &str) -> String {
    if !text.contains('-') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut done = 0;
    for (at, hyphen) in text.match_indices(" - ") {
        let end = at + hyphen.len();
        let dash = if is_joining(&text[..at], &text[end..]) {
            hyphen
        } else {
            " – "
        };
        out.push_str(&text[done..at]);
        out.push_str(dash);
        done = end;
    }
    out + &text[done..]
}

/// The text with «»; `None` if it is unclear which quotes open.
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

/// Whether a straight quote opens: before a word and after a space or a mark; if no other is open,
/// also between a number or word and a capital: «8"А"».
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

/// Abbreviations that a number follows, without their full stop.
const BEFORE_NUMBER: [&str; 16] = [
    "ст", "п", "пп", "ч", "гл", "разд", "подп", "абз", "стр", "с", "прил", "рис", "табл", "д",
    "кв", "каб",
];

/// Words that a number counts, besides months.
const AFTER_NUMBER: [&str; 19] = [
    "г.",
    "год",
    "года",
    "году",
    "гг.",
    "руб.",
    "рублей",
    "коп.",
    "тыс.",
    "млн",
    "млрд",
    "ч.",
    "час.",
    "мин.",
    "чел.",
    "шт.",
    "экз.",
    "кл.",
    "%",
];

/// Whether the space between these two must not break the line.
fn holds(before: &[char], after: &[char]) -> bool {
    if matches!(before.last(), Some('№' | '§')) {
        return true;
    }
    if matches!(after, ['–' | '—', ' ', ..]) {
        return true;
    }
    let is_after_digit = before.last().is_some_and(char::is_ascii_digit);
    let counts = || begins_with_any(after, &MONTHS) || begins_with_any(after, &AFTER_NUMBER);
    if is_after_digit && (counts() || is_group(before, after)) {
        return true;
    }
    if after.first().is_some_and(char::is_ascii_digit) && ends_with_any(before, &BEFORE_NUMBER) {
        return true;
    }
    // «и т. д.», «и т. п.»
    if matches!(after, ['д' | 'п' | 'е', '.', ..]) && ends_with_any(before, &["т"]) {
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

/// Whether the text begins with one of these words, whole.
fn begins_with_any(text: &[char], words: &[&str]) -> bool {
    words.iter().any(|word| {
        let length = word.chars().count();
        let is_begun = text.len() >= length && word.chars().eq(text[..length].iter().copied());
        is_begun && !text.get(length).is_some_and(|c| c.is_alphanumeric())
    })
}

/// Whether the text ends with one of these words and a full stop.
fn ends_with_any(text: &[char], words: &[&str]) -> bool {
    let Some(('.', text)) = text.split_last().map(|(last, text)| (*last, text)) else {
        return false;
    };
    let start = text
        .iter()
        .rposition(|c| !c.is_alphabetic())
        .map_or(0, |at| at + 1);
    words
        .iter()
        .any(|word| word.chars().eq(text[start..].iter().copied()))
}

/// Whether the space separates the thousands of one number: «5 000».
fn is_group(before: &[char], after: &[char]) -> bool {
    let digits =
        |it: &mut dyn Iterator<Item = &char>| it.take_while(|c| c.is_ascii_digit()).count();
    let left = digits(&mut before.iter().rev());
    let begun = before[..before.len() - left].last();
    let is_first = !begun.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '/'));
    let right = digits(&mut after.iter());
    let is_last = !after
        .get(right)
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/'));
    (1..=3).contains(&left) && right == 3 && is_first && is_last
}

fn ends_with_initial(before: &[char]) -> bool {
    match before {
        [.., previous, letter, '.'] => letter.is_uppercase() && !previous.is_alphanumeric(),
        [letter, '.'] => letter.is_uppercase(),
        _ => false,
    }
}

/// Whether the last word begins with a capital and has a small letter.
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
    fn a_place_has_its_preposition() {
        for (place, preposition) in [
            ("Всеволожской школе № 2", "во"),
            ("Второй Саратовской гимназии", "во"),
            ("Дворце творчества", "во"),
            ("Льговском колледже", "во"),
            ("2-й гимназии", "во"),
            ("Станции юных натуралистов", "на"),
            ("Волжской школе", "в"),
            ("ВСОШ № 2", "в"),
            ("МБОУ «Всеволожская школа»", "в"),
            ("Школе № 3", "в"),
            ("21-й школе", "в"),
        ] {
            assert_eq!(located_by(place), preposition, "{place}");
            assert_eq!(
                with_preposition("пары в ", place),
                format!("пары {preposition} ")
            );
            assert_eq!(with_preposition("дров ", place), "дров ");
        }
    }

    #[test]
    fn what_a_name_begins_with_stands_once() {
        for (post, name, rest) in [
            ("директору лицея", "Лицея № 4", "директору"),
            (
                "заведующему детским садом",
                "детским садом № 5",
                "заведующему",
            ),
            ("директору", "МБОУ «Школа № 5»", "директору"),
            ("директору школы", "МБОУ «Школа № 5»", "директору школы"),
            ("директору гимназии", "школы № 5", "директору гимназии"),
        ] {
            assert_eq!(without_common_end(post, name), rest, "{post} {name}");
        }
    }

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
        assert_eq!(searchable("О'Коннор"), searchable("О’коннор"));
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
        assert_eq!(shown("п. 3 и И. о. директора"), "п.~3 и И. о. директора");
    }

    #[test]
    fn a_number_holds_to_what_it_counts_and_a_dash_to_what_it_follows() {
        for text in [
            "до 1~сентября и с 1~сентябрьской недели",
            "ст.~351.8, п.~2.1 гл.~3, §~5",
            "5~000~руб., 1~200~000~рублей, 12~%",
            "в 2026 100 раз, тел. 8-472 123-45, 10 000-й",
            "школа~– дом, 5~– 7, и т.~д., уст. 5",
        ] {
            let written = text.replace('~', " ");
            let wrong_month = text.replace("1~сентябрьской", "1 сентябрьской");
            assert_eq!(tidy(&written).replace(NO_BREAK, "~"), wrong_month);
        }
    }
}
