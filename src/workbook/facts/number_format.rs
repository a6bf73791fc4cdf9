//! Number formats of Excel: what a cell shows where it stores something else. «118-ОД» may be the
//! number 118, «007» the number 7, «сентябрь 2026» the first of September.

/// How a format shows a number.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// As it is stored, or in a way that is not known here.
    AsStored,
    /// In these words.
    Text(String),
}

/// Parts of a date that a format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateParts {
    pub day: bool,
    pub month: bool,
    pub year: bool,
}

/// Built-in formats by their numbers, where they show something else than the number.
pub(super) fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 | 22 => "dd.mm.yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        _ => return None,
    })
}

/// The parts of a date that a format shows, words in quotation marks left aside.
pub(super) fn date_parts(code: &str) -> DateParts {
    let letters: String = tokens(code.split(';').next().unwrap_or_default())
        .into_iter()
        .filter_map(|token| match token {
            Token::Mark(mark) => Some(mark.to_ascii_lowercase()),
            Token::Literal(_) => None,
        })
        .collect();
    // Beside hours an «m» is a minute.
    let has_hours = letters.contains('h');
    DateParts {
        day: letters.contains('d'),
        month: letters.contains('m') && !has_hours || letters.contains("mmm"),
        year: letters.contains('y'),
    }
}

enum Token {
    /// Shown as it stands.
    Literal(String),
    /// A letter or sign that means something.
    Mark(char),
}

fn tokens(section: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut letters = section.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => out.push(Token::Literal(
                letters.by_ref().take_while(|c| *c != '"').collect(),
            )),
            '\\' => out.extend(letters.next().map(|c| Token::Literal(c.to_string()))),
            // Room as wide as the next letter.
            '_' => {
                letters.next();
                out.push(Token::Literal(" ".to_owned()));
            }
            '*' => drop(letters.next()),
            '[' => {
                let inside: String = letters.by_ref().take_while(|c| *c != ']').collect();
                if let Some(currency) = inside.strip_prefix('$') {
                    let sign = currency.split('-').next().unwrap_or_default();
                    if !sign.is_empty() {
                        out.push(Token::Literal(sign.to_owned()));
                    }
                } else if inside.starts_with(['<', '>', '=']) {
                    // A condition chooses the section: it is not weighed here.
                    out.push(Token::Mark('?'));
                    out.push(Token::Mark('/'));
                }
            }
            other => out.push(Token::Mark(other)),
        }
    }
    out
}

/// What a format makes of a number; dates are no matter of it.
pub(super) fn seen(code: &str, number: f64) -> Seen {
    let plain = code.trim().to_lowercase();
    if ["general", "основной", "0", "#", "@", ""].contains(&plain.as_str()) {
        return Seen::AsStored;
    }
    let sections = sections(code);
    let (section, number) = match sections.len() {
        0 | 1 => (0, number),
        2 => (
            usize::from(number < 0.0),
            if number < 0.0 { -number } else { number },
        ),
        _ if number < 0.0 => (1, -number),
        _ if number == 0.0 => (2, number),
        _ => (0, number),
    };
    let Some(section) = sections.get(section) else {
        return Seen::AsStored;
    };
    shown(&tokens(&without_general(section, number)), number).map_or(Seen::AsStored, Seen::Text)
}

/// `General"-ОД"` with digits for the word that says «as it is».
fn without_general(section: &str, number: f64) -> String {
    const WORDS: [&str; 2] = ["general", "основной"];
    let digits = if number.fract() == 0.0 {
        "0"
    } else {
        "0.##########"
    };
    let lower = section.to_lowercase();
    if lower.len() != section.len() {
        return section.to_owned();
    }
    let mut out = String::new();
    let mut quoted = false;
    let mut at = 0;
    while let Some(letter) = section[at..].chars().next() {
        let word = WORDS.iter().find(|word| lower[at..].starts_with(**word));
        if let Some(word) = word.filter(|_| !quoted) {
            out.push_str(digits);
            at += word.len();
            continue;
        }
        quoted ^= letter == '"';
        out.push(letter);
        at += letter.len_utf8();
    }
    out
}

/// The parts for what is above, below and equal to nought.
fn sections(code: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for letter in code.chars() {
        if letter == ';' && !quoted && !escaped {
            out.push(String::new());
            continue;
        }
        quoted ^= letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        if let Some(last) = out.last_mut() {
            last.push(letter);
        }
    }
    out
}

/// `None` where the format has something that is not known here.
fn shown(tokens: &[Token], number: f64) -> Option<String> {
    let is_digit = |c: char| matches!(c, '0' | '#' | '?');
    let mut percents = 0;
    let mut decimals = 0_usize;
    let mut needed_decimals = 0_usize;
    let mut is_after_point = false;
    let mut places = 0_usize;
    let mut groups = false;
    for token in tokens {
        match token {
            Token::Literal(_) => {}
            Token::Mark(c) if is_digit(*c) && is_after_point => {
                decimals += 1;
                needed_decimals = if *c == '0' { decimals } else { needed_decimals };
            }
            Token::Mark(c) if is_digit(*c) => places += 1,
            Token::Mark('.') => is_after_point = true,
            Token::Mark(',') => groups = places > 0,
            Token::Mark('%') => percents += 1,
            Token::Mark(c) if " +-()₽$€/".contains(*c) && *c != '/' => {}
            // A section of words alone shows the words.
            Token::Mark(_) => return None,
        }
    }
    let scaled = number * 100_f64.powi(percents);
    let rounded = format!("{:.*}", decimals, scaled.abs());
    let (whole, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let fraction = {
        let kept = fraction.trim_end_matches('0').len().max(needed_decimals);
        &fraction[..kept.min(fraction.len())]
    };
    let mut left: Vec<char> = whole.trim_start_matches('0').chars().collect();
    if places == 0 && !left.is_empty() {
        return None;
    }
    // From the right: what stands before the point takes its digits one by one.
    let mut out: Vec<String> = Vec::new();
    let mut is_fraction = is_after_point;
    let mut places_left = places;
    let mut put = 0_usize;
    for token in tokens.iter().rev() {
        match token {
            Token::Mark('.') => {
                is_fraction = false;
                if !fraction.is_empty() {
                    out.push(format!(",{fraction}"));
                }
            }
            Token::Mark(c) if is_digit(*c) && is_fraction => {}
            Token::Mark(c) if is_digit(*c) => {
                places_left -= 1;
                let mut take = |out: &mut Vec<String>, digit: char| {
                    if groups && put > 0 && put.is_multiple_of(3) {
                        out.push(" ".to_owned());
                    }
                    put += 1;
                    out.push(digit.to_string());
                };
                match left.pop() {
                    Some(digit) => take(&mut out, digit),
                    None if *c == '0' => take(&mut out, '0'),
                    None => {}
                }
                if places_left == 0 {
                    while let Some(digit) = left.pop() {
                        take(&mut out, digit);
                    }
                }
            }
            Token::Mark(',') => {}
            Token::Mark(c) => {
                let is_within = places_left > 0 && places_left < places;
                if !(is_within && left.is_empty()) {
                    out.push(c.to_string());
                }
            }
            Token::Literal(text) => {
                let is_within = places_left > 0 && places_left < places;
                if !(is_within && left.is_empty() && text.trim().is_empty()) {
                    out.push(text.clone());
                }
            }
        }
    }
    out.reverse();
    let text = out.concat();
    let sign = if number < 0.0 { "-" } else { "" };
    Some(format!("{sign}{}", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_seen_as_its_format_shows_it() {
        for (code, number, shown) in [
            ("0\"-ОД\"", 118.0, "118-ОД"),
            ("General\"-ОД\"", 118.0, "118-ОД"),
            ("Основной\" руб.\"", 2500.5, "2500,5 руб."),
            ("\"General \"0", 7.0, "General 7"),
            ("\"№ \"0", 5.0, "№ 5"),
            ("000", 7.0, "007"),
            ("0000", 12345.0, "12345"),
            ("0%", 0.1, "10%"),
            ("0.0%", 0.125, "12,5%"),
            ("# ##0.00\" ₽\"", 2500.5, "2 500,50 ₽"),
            ("#,##0.00 [$₽-419]", 1_234_567.5, "1 234 567,50 ₽"),
            ("#,##0_р_.", 12.0, "12"),
            ("# ##0", 500.0, "500"),
            ("00-00", 1234.0, "12-34"),
            ("0.00", 3.0, "3,00"),
            ("0.##", 3.5, "3,5"),
            ("0;-0;\"нет\"", 0.0, "нет"),
        ] {
            assert_eq!(seen(code, number), Seen::Text(shown.to_owned()), "{code}");
        }
        for code in ["General", "0", "@", "0.00E+00", "# ?/?", "[>5]0\"+\""] {
            assert_eq!(seen(code, 5.0), Seen::AsStored, "{code}");
        }
    }

    #[test]
    fn a_date_is_as_much_as_its_format_shows() {
        let parts = |code: &str| {
            let parts = date_parts(code);
            (parts.day, parts.month, parts.year)
        };
        assert_eq!(parts("dd.mm.yyyy"), (true, true, true));
        assert_eq!(parts("[$-419]mmmm yyyy;@"), (false, true, true));
        assert_eq!(parts("mmm-yy"), (false, true, true));
        assert_eq!(parts("[$-FC19]d mmmm yyyy \"г.\";@"), (true, true, true));
        assert_eq!(parts("yyyy"), (false, false, true));
        assert_eq!(parts("d-mmm"), (true, true, false));
        assert_eq!(parts("h:mm"), (false, false, false));
    }
}
