//! Several people of one cell with words between them: «Щукина В.Л. – учитель химии и Гусев О.П. –
//! учитель музыки».

use crate::russian::is_patronymic;

/// Where the name of a person begins and ends in a text, in bytes.
type Span = (usize, usize);

/// The text with a line for each person, where it is plain which words belong to whom.
pub(super) fn parted(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n")
}

fn line(text: &str) -> String {
    let people = people(text);
    let mut out = String::new();
    let mut from = 0;
    for pair in people.windows(2) {
        let between = &text[pair[0].1..pair[1].0];
        let Some((end, begin)) = gap(between) else {
            continue;
        };
        out.push_str(text[from..pair[0].1 + end].trim_end());
        out.push('\n');
        from = pair[0].1 + begin;
    }
    out.push_str(text[from..].trim_start());
    out
}

/// Where the words of the first person end and those of the second begin between their names.
fn gap(between: &str) -> Option<Span> {
    const SIGNS: [&str; 4] = [" и ", " + ", " & ", " | "];
    const SHORTEST: usize = 4;
    // «… / 2. », «…, 2) ».
    let number = between.trim_end();
    if number.ends_with(['.', ')']) {
        let digits = number[..number.len() - 1].trim_end_matches(|c: char| c.is_ascii_digit());
        if digits.len() + 1 < number.len() && digits.ends_with([' ', '/', ',', ';']) {
            return Some((
                digits.trim_end_matches([' ', '/', '|', ',', ';']).len(),
                digits.len(),
            ));
        }
    }
    // «учитель химии. Гусев …», and a stroke behind a post: between two names alone it is asked about.
    let has_words = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() > SHORTEST;
    let last = between.split_whitespace().next_back().unwrap_or_default();
    if between.ends_with(". ") && has_words(last) {
        return Some((between.trim_end_matches(['.', ' ']).len(), between.len()));
    }
    if let Some(before) = between.strip_suffix(" / ").filter(|it| has_words(it)) {
        return Some((before.trim_end().len(), between.len()));
    }
    for sign in SIGNS {
        if let Some(before) = between.strip_suffix(sign) {
            let end = before.trim_end_matches([' ', ',', ';']).len();
            return Some((end, between.len()));
        }
        if between.starts_with(sign) {
            return Some((0, sign.len()));
        }
        let mut found = between.match_indices(sign);
        if let (Some((at, _)), None) = (found.next(), found.next()) {
            // Of «учитель русского языка и литературы» the sign is no gap.
            let is_list = between[at + sign.len()..].trim_end().is_empty();
            if sign != " и " || is_list {
                return Some((at, at + sign.len()));
            }
        }
    }
    None
}

/// Whether words hold the name of somebody: with initials, or with a patronymic.
pub(super) fn holds_person(text: &str) -> bool {
    !people(text).is_empty()
}

/// Whether words hold the names of several people.
pub(super) fn holds_several(text: &str) -> bool {
    people(text).len() > 1
}

/// Two people with nothing but a stroke between them: it may say «both», «or» and «then».
pub(super) fn between_strokes(text: &str) -> bool {
    let people = people(text);
    people.windows(2).any(|pair| {
        let between = text[pair[0].1..pair[1].0].trim();
        matches!(between, "/" | "\\" | "//")
    })
}

/// The names in a text, with initials before or behind the surname, or whole.
fn people(text: &str) -> Vec<Span> {
    let words: Vec<(usize, &str)> = text
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .collect();
    let bare = |at: usize| {
        let word = words.get(at).map_or("", |(_, word)| word);
        word.trim_matches([',', ';', ':', '(', ')'])
    };
    let ends = |at: usize| !bare(at).is_empty() && bare(at).len() < words[at].1.len();
    let start = |at: usize| {
        let (from, word) = words[at];
        from + word.find(bare(at)).unwrap_or_default()
    };
    let end = |at: usize| start(at) + bare(at).len();
    let mut out: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let is_free = |from: usize| !ends(from);
        // «Щукина Вера Львовна»
        if is_capital(bare(at))
            && is_free(at)
            && is_capital(bare(at + 1))
            && is_capital(bare(at + 2))
            && is_patronymic(bare(at + 2))
        {
            out.push((start(at), end(at + 2)));
            at += 3;
        // «Щукина В.Л.», «Щукина В. Л.»
        } else if is_surname(bare(at)) && is_free(at) && are_initials(bare(at + 1)) {
            let last = if are_initials(bare(at + 2)) && bare(at + 1).chars().count() == 2 {
                at + 2
            } else {
                at + 1
            };
            out.push((start(at), end(last)));
            at = last + 1;
        // «В.Л. Щукина», «В. Л. Щукина»
        } else if are_initials(bare(at)) {
            let second = if are_initials(bare(at + 1)) {
                at + 2
            } else {
                at + 1
            };
            if is_surname(bare(second)) {
                out.push((start(at), end(second)));
                at = second + 1;
            } else {
                at += 1;
            }
        } else {
            at += 1;
        }
    }
    out
}

fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some()
        && word.chars().all(|c| c.is_alphabetic() || "-'’".contains(c))
}

fn is_surname(word: &str) -> bool {
    is_capital(word) && word.chars().skip(1).any(char::is_lowercase)
}

/// «В.Л.», «В.»: capitals alone, as «И.о.» has not.
fn are_initials(word: &str) -> bool {
    let mut parts = word.split_terminator('.');
    word.ends_with('.')
        && word.chars().filter(|c| *c == '.').count() <= 2
        && parts.all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_with_words_between_them_get_lines() {
        for (text, lines) in [
            (
                "учитель химии Щукина Вера Львовна и учитель музыки Гусев Олег Петрович",
                "учитель химии Щукина Вера Львовна\nучитель музыки Гусев Олег Петрович",
            ),
            (
                "Щукина Вера Львовна – учитель химии и Гусев Олег Петрович – учитель музыки",
                "Щукина Вера Львовна – учитель химии\nГусев Олег Петрович – учитель музыки",
            ),
            (
                "Щукина В.Л., учитель истории и обществознания и Гусев О.П., логопед",
                "Щукина В.Л., учитель истории и обществознания\nГусев О.П., логопед",
            ),
            (
                "1. Ковалёва О.С. – учитель химии / 2. Лебедева Н.В. – методист",
                "1. Ковалёва О.С. – учитель химии\n2. Лебедева Н.В. – методист",
            ),
            (
                "О.С. Ковалёва и А.Ю. Сидоров",
                "О.С. Ковалёва\nА.Ю. Сидоров",
            ),
            (
                "О.С. Ковалёва, Н.В. Лебедева",
                "О.С. Ковалёва, Н.В. Лебедева",
            ),
            (
                "Петрова М.И., учитель русского языка и литературы",
                "Петрова М.И., учитель русского языка и литературы",
            ),
        ] {
            assert_eq!(parted(text), lines, "{text}");
        }
        assert!(holds_person("учитель химии Щукина Вера Львовна"));
        assert!(holds_person("О.С. Ковалёва") && !holds_person("И.о. директора"));
        assert!(!holds_person("Учитель химии") && !holds_person("зам. директора по УВР"));
    }
}
