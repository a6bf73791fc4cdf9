//! Russian words in Latin letters, for keys and names of files; letters of the two that look alike.

/// Russian letters that look like Latin ones.
const TWINS: [(char, char); 24] = [
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ѕ', 's'),
    ('ј', 'j'),
    ('А', 'a'),
    ('В', 'b'),
    ('Е', 'e'),
    ('К', 'k'),
    ('М', 'm'),
    ('Н', 'h'),
    ('О', 'o'),
    ('Р', 'p'),
    ('С', 'c'),
    ('Т', 't'),
    ('Х', 'x'),
    ('У', 'y'),
    ('к', 'k'),
    ('т', 't'),
];

/// A key with the Latin letters that were meant, where Russian ones look like them.
pub fn in_latin(key: &str) -> String {
    let latin = |c: char| TWINS.iter().find(|(russian, _)| *russian == c);
    key.chars()
        .map(|c| latin(c).map_or(c, |(_, meant)| *meant))
        .collect()
}

/// Latin letters for Russian ones, as in passports but simpler; what is neither becomes a hyphen or
/// goes.
pub fn latin(text: &str) -> String {
    const LETTERS: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s",
        "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
    ];
    let one = |c: char| match c {
        'а'..='я' => LETTERS[c as usize - 'а' as usize].to_owned(),
        'ё' => "e".to_owned(),
        'a'..='z' | '0'..='9' => c.to_string(),
        '-' | '–' | '—' | ' ' | '_' => "-".to_owned(),
        _ => String::new(),
    };
    text.to_lowercase()
        .chars()
        .map(one)
        .collect::<String>()
        .trim_matches('-')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_passports() {
        assert_eq!(latin("Щукина-Юрьева"), "shchukina-yureva");
        assert_eq!(latin(" Ёлкин (2)"), "elkin-2");
    }
}
