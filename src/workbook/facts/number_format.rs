//! Number formats of Excel: what a cell shows where it stores something else. «118-ОД» may be the
//! number 118, «007» the number 7, «сентябрь 2026» the first of September.

use super::rounded::rounded;

/// How a format shows a number.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// As it is stored, or in a way that is not known here.
    AsStored,
    /// In these words.
    Text(String),
    /// Not at all: `;;;`.
    Nothing,
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
        12 => "# ?/?",
        13 => "# ??/??",
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

/// The word that a format puts before a date, where it makes another time of it: «до 10.09.2026».
pub(super) fn word_before_date(code: &str) -> Option<String> {
    const WORDS: [&str; 7] = ["до", "после", "с", "со", "по", "к", "не"];
    let section = sections(code).into_iter().next().unwrap_or_default();
    let mut before = String::new();
    for token in tokens(&section) {
        match token {
            Token::Literal(words) => before.push_str(&words),
            Token::Mark(' ') => before.push(' '),
            Token::Mark(_) => break,
        }
    }
    let before = before.trim();
    let first = before.split_whitespace().next().map(str::to_lowercase);
    let changes = first.is_some_and(|word| WORDS.contains(&word.as_str()));
    changes.then(|| before.to_owned())
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
    let Some((section, number)) = chosen(&sections, number) else {
        return Seen::AsStored;
    };
    if is_empty(section) {
        return Seen::Nothing;
    }
    let tokens = tokens(&without_general(section, number));
    match shown(&tokens, number).or_else(|| fraction(&tokens, number)) {
        Some(text) if text.is_empty() => Seen::Nothing,
        Some(text) => Seen::Text(text),
        None => Seen::AsStored,
    }
}

/// What a format makes of a text: `@"-ОД"` adds to it, `;;;` hides it.
pub(super) fn seen_text(code: &str, text: &str) -> Seen {
    const OF_TEXT: usize = 3;
    let sections = sections(code);
    let tokens_of = |section: &String| tokens(&without_condition(section).1);
    let has_text = |tokens: &[Token]| tokens.iter().any(|it| matches!(it, Token::Mark('@')));
    let section = match sections.get(OF_TEXT) {
        Some(section) => section,
        None => match sections.last().filter(|it| has_text(&tokens_of(it))) {
            Some(section) => section,
            None => return Seen::AsStored,
        },
    };
    let tokens = tokens_of(section);
    if is_empty(section) {
        return Seen::Nothing;
    }
    if !has_text(&tokens) {
        return Seen::AsStored;
    }
    let words = tokens.iter().map(|token| match token {
        Token::Literal(words) => words.clone(),
        Token::Mark('@') => text.to_owned(),
        Token::Mark(mark) => mark.to_string(),
    });
    let words = words.collect::<String>();
    if words.trim() == text.trim() {
        Seen::AsStored
    } else {
        Seen::Text(words.trim().to_owned())
    }
}

/// Whether a format hides a day, or anything that is more than nought.
pub(super) fn hides(code: &str) -> bool {
    seen(code, 1.0) == Seen::Nothing
}

fn is_empty(section: &str) -> bool {
    without_condition(section).1.trim().is_empty()
}

/// The condition in front of a section, and the rest: `[>=100]0"-ОД"`. A colour is left out.
fn without_condition(section: &str) -> (Option<(String, f64)>, String) {
    let mut rest = section.trim_start();
    let mut condition = None;
    while let Some((inside, behind)) = rest.strip_prefix('[').and_then(|it| it.split_once(']')) {
        let at = inside.find(|c: char| !"<>=".contains(c)).unwrap_or(0);
        let bound = inside[at..].trim().replace(',', ".").parse::<f64>();
        if let (true, Ok(bound)) = (at > 0, bound) {
            condition = Some((inside[..at].to_owned(), bound));
        } else if inside.starts_with(['$', 'h', 'm', 's', 'H', 'M', 'S']) {
            break;
        }
        rest = behind;
    }
    (condition, rest.to_owned())
}

/// The section that shows a number, and the number as it shows it. Sections have conditions of their
/// own, or are for what is above, below and equal to nought.
fn chosen(sections: &[String], number: f64) -> Option<(&str, f64)> {
    let parted = sections.iter().map(|it| without_condition(it).0);
    let conditions: Vec<Option<(String, f64)>> = parted.collect();
    if conditions.iter().any(Option::is_some) {
        let holds = |condition: &Option<(String, f64)>| match condition {
            None => true,
            Some((sign, bound)) => match sign.as_str() {
                "<" => number < *bound,
                "<=" => number <= *bound,
                ">" => number > *bound,
                ">=" => number >= *bound,
                "<>" => number.total_cmp(bound).is_ne(),
                _ => number.total_cmp(bound).is_eq(),
            },
        };
        // The fourth is for texts alone.
        let at = conditions.iter().take(3).position(holds)?;
        return Some((&sections[at], number));
    }
    let (at, number) = match sections.len() {
        0 | 1 => (0, number),
        2 => (usize::from(number < 0.0), number.abs()),
        _ if number < 0.0 => (1, -number),
        _ if number == 0.0 => (2, number),
        _ => (0, number),
    };
    sections.get(at).map(|section| (section.as_str(), number))
}

/// What `# ?/?` makes of a number: «1/2», «2 3/4». `None` where the format is another.
fn fraction(tokens: &[Token], number: f64) -> Option<String> {
    const MOST_FIGURES: usize = 3;
    let marks = tokens.iter().map(|token| match token {
        Token::Mark(mark) => Some(*mark),
        Token::Literal(words) => words.trim().is_empty().then_some(' '),
    });
    let marks: String = marks.collect::<Option<String>>()?;
    let (above, below) = marks.trim().split_once('/')?;
    let are_figures = |text: &str| !text.is_empty() && text.chars().all(|c| "?#0".contains(c));
    let (whole, above) = match above.trim().split_once(' ') {
        Some((whole, above)) => (Some(whole), above.trim()),
        None => (None, above.trim()),
    };
    let is_known = are_figures(below) && are_figures(above) && whole.is_none_or(are_figures);
    if !is_known || below.len() > MOST_FIGURES {
        return None;
    }
    let most = 10_u32.pow(u32::try_from(below.len()).ok()?) - 1;
    let part = whole.map_or(number.abs(), |_| number.abs().fract());
    let miss = |below: u32| {
        let above = (part * f64::from(below)).round();
        (above / f64::from(below) - part).abs()
    };
    let below = (1..=most).min_by(|a, b| miss(*a).total_cmp(&miss(*b)))?;
    let above = (part * f64::from(below)).round();
    let sign = if number < 0.0 { "-" } else { "" };
    let whole_of = number.abs().trunc()
        + if above >= f64::from(below) && whole.is_some() {
            1.0
        } else {
            0.0
        };
    Some(match whole {
        // A whole number is seen as it is stored.
        Some(_) if number.fract() == 0.0 => return None,
        Some(_) if above == 0.0 || above >= f64::from(below) => format!("{sign}{whole_of}"),
        Some(_) if whole_of == 0.0 => format!("{sign}{above}/{below}"),
        Some(_) => format!("{sign}{whole_of} {above}/{below}"),
        None => format!("{sign}{above}/{below}"),
    })
}

/// `General"-ОД"` with digits for the word that says «as it is».
fn without_general(section: &str, number: f64) -> String {
    const WORDS: [&str; 3] = ["general", "основной", "@"];
    let section = without_condition(section).1;
    let section = section.as_str();
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
    let is_behind = |rest: &[Token]| {
        let mut marks = rest.iter().filter_map(|token| match token {
            Token::Mark(c) if is_digit(*c) || *c == '.' => Some(*c),
            _ => None,
        });
        marks.next().is_none_or(|next| next == '.')
    };
    let mut percents = 0_isize;
    let mut thousands = 0_isize;
    let mut decimals = 0_usize;
    let mut needed_decimals = 0_usize;
    let mut is_after_point = false;
    let mut places = 0_usize;
    let mut groups = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Literal(_) => {}
            Token::Mark(c) if is_digit(*c) && is_after_point => {
                decimals += 1;
                needed_decimals = if *c == '0' { decimals } else { needed_decimals };
            }
            Token::Mark(c) if is_digit(*c) => places += 1,
            Token::Mark('.') => is_after_point = true,
            // Behind the last figure it shows thousands, between figures it parts them.
            Token::Mark(',') if is_behind(&tokens[at + 1..]) => thousands += 1,
            Token::Mark(',') => groups = places > 0,
            Token::Mark('%') => percents += 1,
            Token::Mark(c) if " +-()₽$€/".contains(*c) && *c != '/' => {}
            Token::Mark(_) => return None,
        }
    }
    let rounded = rounded(number, 2 * percents - 3 * thousands, decimals);
    let (whole, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let fraction = {
        let kept = fraction.trim_end_matches('0').len().max(needed_decimals);
        &fraction[..kept.min(fraction.len())]
    };
    let mut left: Vec<char> = whole.trim_start_matches('0').chars().collect();
    // A section of words alone shows the words.
    if places == 0 && !left.is_empty() {
        if decimals > 0 {
            return None;
        }
        left.clear();
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
    let sign = if number < 0.0 && places > 0 { "-" } else { "" };
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
            ("0%", 0.105, "11%"),
            ("0.0%", 0.125, "12,5%"),
            ("# ##0.00\" ₽\"", 2500.5, "2 500,50 ₽"),
            ("#,##0.00 [$₽-419]", 1_234_567.5, "1 234 567,50 ₽"),
            ("#,##0_р_.", 12.0, "12"),
            ("# ##0", 500.0, "500"),
            ("00-00", 1234.0, "12-34"),
            ("0.00", 3.0, "3,00"),
            ("0.##", 3.5, "3,5"),
            ("0,\" тыс. руб.\"", 2500.0, "3 тыс. руб."),
            ("#,##0.0,\" тыс. руб.\"", 2500.0, "2,5 тыс. руб."),
            ("0.0,,\" млн\"", 2_500_000.0, "2,5 млн"),
            ("#,##0,", 1_234_567.0, "1 235"),
            ("0;-0;\"нет\"", 0.0, "нет"),
        ] {
            assert_eq!(seen(code, number), Seen::Text(shown.to_owned()), "{code}");
        }
        for code in ["General", "0", "@", "0.00E+00", "# ?/?", "[>5]0\"+\""] {
            assert_eq!(seen(code, 5.0), Seen::AsStored, "{code}");
        }
    }

    #[test]
    fn conditions_fractions_and_texts_are_weighed() {
        for (code, number, shown) in [
            ("@\"-ОД\"", 121.0, "121-ОД"),
            ("[<100]00\"-к\";0\"-ОД\"", 121.0, "121-ОД"),
            ("[<100]00\"-к\";0\"-ОД\"", 7.0, "07-к"),
            ("[>=100]0\"-ОД\";00\"-к\"", 121.0, "121-ОД"),
            ("[=121]\"121-ОД\";0", 121.0, "121-ОД"),
            ("[Red][<=5]\"№ \"0;0\".\"", 9.0, "9."),
            ("\"да\";\"нет\"", 1.0, "да"),
            ("# ?/?", 0.5, "1/2"),
            ("# ??/??", 2.75, "2 3/4"),
            ("?/?", 1.5, "3/2"),
        ] {
            assert_eq!(seen(code, number), Seen::Text(shown.to_owned()), "{code}");
        }
        for code in [";;;", "[Red];;;"] {
            assert_eq!(seen(code, 121.0), Seen::Nothing, "{code}");
            assert_eq!(seen_text(code, "121"), Seen::Nothing, "{code}");
            assert!(hides(code), "{code}");
        }
        assert_eq!(seen("0;-0;;@", 0.0), Seen::Nothing);
        assert!(!hides("dd.mm.yyyy;@"));
        let od = Seen::Text("121-ОД".to_owned());
        for code in [
            "@\"-ОД\"",
            "0;0;0;@\"-ОД\"",
            "General;General;General;@\\-\\О\\Д",
        ] {
            assert_eq!(seen_text(code, "121"), od, "{code}");
        }
        for code in ["@", "General", "0\"-ОД\"", "dd.mm.yyyy;@", "0;0;0;@"] {
            assert_eq!(seen_text(code, "121"), Seen::AsStored, "{code}");
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
        for (code, word) in [
            ("\"до \"dd.mm.yyyy", Some("до")),
            ("[$-419]\"не позднее \"d mmmm yyyy;@", Some("не позднее")),
            ("\\д\\о\\ dd.mm.yyyy", Some("до")),
            ("\"от \"dd.mm.yyyy", None),
            ("d mmmm yyyy \"г.\"", None),
            ("dd.mm.yyyy", None),
        ] {
            assert_eq!(word_before_date(code).as_deref(), word, "{code}");
        }
    }
}
