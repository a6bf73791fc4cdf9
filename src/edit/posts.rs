//! A post, and what people write beside it that is none: a share of the pay, a second job, a
//! category.

use crate::reader::same_word;
use crate::russian::{decline_post, is_oblique_post, is_unknown_post};

/// What stands in a list of posts for somebody who has none there.
pub const NO_POST: &str = "-";

/// Parts a post from what stands beside it: «учитель физики, 0,5 ставки (совместитель)». Words that
/// begin like no post are one where they go on with it: «учитель физики, химии».
pub fn post_and_rest(text: &str) -> (String, Vec<String>) {
    let (mut post, mut rest): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for piece in pieces(text) {
        let (own, share) = without_share(&piece);
        let (own, standing) = without_standing(&own);
        rest.extend(standing);
        rest.extend(share);
        if own.is_empty() {
            continue;
        }
        let longer = format!("{}, {own}", post.join(", "));
        let is_post = !is_unknown_post(&own) || is_oblique_post(&own);
        if is_post || !post.is_empty() && !is_unknown_post(&longer) {
            post.push(own);
        } else {
            rest.push(own);
        }
    }
    (post.join(", "), rest)
}

/// The posts that stand one beneath another, those that a narrow column breaks in one line again:
/// «учитель начальных⏎классов».
pub fn posts_by_line(text: &str) -> Vec<String> {
    const DITTO: [&str; 5] = ["то же", "тоже", "она же", "он же", "-//-"];
    let mut out: Vec<String> = Vec::new();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    for line in lines {
        let is_broken = |last: &&mut String| {
            let joined = joined(last, line);
            line.contains(char::is_alphanumeric)
                && !DITTO.contains(&line.to_lowercase().as_str())
                && (is_unknown_post(line) || is_unknown_post(last))
                && !is_unknown_post(&joined)
        };
        match out.last_mut().filter(is_broken) {
            // A second subject: «учитель математики⏎физики».
            Some(last) if is_subject(line) && ends_with_subject(last) => {
                *last = format!("{}, {line}", last.trim_end_matches([',', ';']));
            }
            Some(last) => *last = joined(last, line),
            None => out.push(line.to_owned()),
        }
    }
    out
}

/// Subjects that a teacher may have one of, and another on the next line.
const SUBJECTS: [&str; 16] = [
    "физики",
    "химии",
    "биологии",
    "географии",
    "математики",
    "информатики",
    "истории",
    "обществознания",
    "музыки",
    "технологии",
    "труда",
    "астрономии",
    "экономики",
    "права",
    "литературы",
    "изо",
];

fn is_subject(line: &str) -> bool {
    SUBJECTS.contains(&line.to_lowercase().as_str())
}

fn ends_with_subject(line: &str) -> bool {
    let last = line
        .trim_end_matches([',', ';'])
        .split_whitespace()
        .next_back();
    last.is_some_and(is_subject)
}

/// Two lines as one. A hyphen at the end of the first joins the words: it stays between two posts
/// and between parts of an adjective, and goes where a word was broken: «педагог-⏎психолог»,
/// «музы-⏎ки».
pub(super) fn joined(first: &str, second: &str) -> String {
    let Some(before) = first.strip_suffix('-') else {
        return format!("{first} {second}");
    };
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let is_word = last.ends_with('о') || !is_unknown_post(last);
    let hyphen = if is_word { "-" } else { "" };
    format!("{before}{hyphen}{second}")
}

/// Parts between commas, semicolons and brackets, where these hold nothing of a post. A comma inside
/// a figure parts nothing.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = vec![String::new()];
    let letters: Vec<char> = text.chars().collect();
    let is_figure = |at: Option<usize>| {
        at.and_then(|at| letters.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    for (at, c) in letters.iter().enumerate() {
        let is_inside = *c == ',' && is_figure(at.checked_sub(1)) && is_figure(Some(at + 1));
        if matches!(c, ',' | ';' | '\n') && !is_inside {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(*c);
        }
    }
    out.iter()
        .flat_map(|piece| without_brackets(piece.trim()))
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// «учитель (0,5 ставки)»: brackets that hold something else than a part of the post stand apart.
fn without_brackets(piece: &str) -> Vec<String> {
    let inside = piece.strip_suffix(')').and_then(|p| p.split_once('('));
    match inside {
        Some((before, inside)) if is_figure(inside) => {
            vec![
                before.trim().to_owned(),
                format!("{} ставки", inside.trim()),
            ]
        }
        Some((before, inside)) if is_beside(inside) => {
            vec![before.trim().to_owned(), inside.trim().to_owned()]
        }
        _ => vec![piece.to_owned()],
    }
}

/// «0,25»: a share of the pay.
fn is_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || ",./ ".contains(c))
}

/// Whether words say nothing of a post.
pub(super) fn is_beside(text: &str) -> bool {
    is_standing(text) || without_share(text).0.is_empty()
}

/// Whether words are said of a person and are no post.
fn is_standing(text: &str) -> bool {
    without_standing(text).0.is_empty()
}

/// The words before what is said of a person and is no post, and those of it: a category, a degree,
/// a prize, a leave, a telephone, being young or a student: «учитель музыки высшей категории».
fn without_standing(text: &str) -> (String, Option<String>) {
    const SMALL: [&str; 9] = ["и", "за", "с", "со", "на", "по", "в", "при", "для"];
    const YOUNG: [&str; 3] = ["молодой специалист", "молодой педагог", "молодой учитель"];
    if YOUNG.contains(&text.to_lowercase().as_str()) {
        return (String::new(), Some(text.to_owned()));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(begins) = (0..words.len()).find(|at| begins_standing(&words[*at..])) else {
        return (text.to_owned(), None);
    };
    let before = words[..begins].iter().rev();
    let at = begins - before.take_while(|word| belongs_to_standing(word)).count();
    let own = words[..at].join(" ");
    let own = own.trim_end_matches([' ', '–', '—', '-', '/', '(']);
    let is_post = decline_post(&own.to_lowercase()).is_ok_and(|it| it.doubt.is_none());
    // «учитель физики и кабинет»: what ends with a small word is no post by itself.
    let is_cut = own
        .split_whitespace()
        .next_back()
        .is_some_and(|last| SMALL.contains(&last.to_lowercase().as_str()));
    if is_cut {
        return (text.to_owned(), None);
    }
    if is_post {
        (own.to_owned(), Some(words[at..].join(" ")))
    } else {
        (String::new(), Some(text.to_owned()))
    }
}

/// Small letters without dots over «ё» and marks around the word.
fn bare(word: &str) -> String {
    let lower = word.to_lowercase().replace('ё', "е");
    lower
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

/// Whether the first of these words says what somebody is besides his post.
fn begins_standing(words: &[&str]) -> bool {
    const BEGIN: [&str; 27] = [
        "наставни",
        "наставляем",
        "уволен",
        "уволил",
        "переведен",
        "выбыл",
        "категори",
        "декрет",
        "стаж",
        "соответств",
        "аттестов",
        "студент",
        "магистрант",
        "аспирант",
        "выпускни",
        "пенсионер",
        "кандидат",
        "доктор",
        "отличник",
        "почетн",
        "заслуженн",
        "ветеран",
        "победител",
        "призер",
        "лауреат",
        "обладател",
        "награжден",
    ];
    const UNITS: [&str; 4] = ["год", "года", "лет", "мес"];
    const WHOLE: [&str; 19] = [
        "кв",
        "мол",
        "каб",
        "кабинет",
        "корп",
        "корпус",
        "вкк",
        "скк",
        "пкк",
        "кк",
        "сзд",
        "тел",
        "телефон",
        "моб",
        "кат",
        "к/к",
        "в/к",
        "п/к",
        "б/к",
    ];
    const FIGURES_OF_A_TELEPHONE: usize = 5;
    let Some(first) = words.first() else {
        return false;
    };
    if !words.concat().contains(char::is_alphanumeric) {
        return true;
    }
    let is_figure = |c: char| c.is_ascii_digit();
    let word = bare(first);
    let letters = word.trim_start_matches(|c: char| is_figure(c) || c == '-');
    let letters = letters.replace('.', "");
    let letters = letters.trim_start_matches(is_figure);
    let is_span = words.get(1).is_some_and(|unit| {
        let unit = bare(unit);
        UNITS.contains(&unit.as_str()) && word.chars().all(is_figure)
    });
    let figures = words.concat().chars().filter(|c| is_figure(*c)).count();
    is_span
        || first.contains('@')
        || is_degree(first)
        || WHOLE.contains(&letters)
        || BEGIN.iter().any(|begin| letters.starts_with(begin))
        || first.starts_with(|c: char| is_figure(c) || c == '+')
            && figures >= FIGURES_OF_A_TELEPHONE
}

/// Whether a word may stand before such words and belong to them: «высшей», «1», «в».
fn belongs_to_standing(word: &str) -> bool {
    const BEGIN: [&str; 4] = ["высш", "перв", "втор", "квалификац"];
    const WHOLE: [&str; 19] = [
        "до",
        "по",
        "со",
        "от",
        "время",
        "период",
        "вместо",
        "кв",
        "без",
        "не",
        "имеет",
        "на",
        "в",
        "с",
        "i",
        "ii",
        "нет",
        "находится",
        "",
    ];
    const LONGEST_NUMBER: usize = 3;
    let word = bare(word);
    let is_number =
        word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().count() <= LONGEST_NUMBER;
    is_number || WHOLE.contains(&word.as_str()) || BEGIN.iter().any(|begin| word.starts_with(begin))
}

/// «к.п.н.», «д. ф.-м. н.».
fn is_degree(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    let count = letters.chars().count();
    word.contains('.')
        && (3..=4).contains(&count)
        && letters.to_lowercase().starts_with(['к', 'д'])
        && letters.to_lowercase().ends_with('н')
}

/// Whether two posts are the same, though one may be shortened: «учитель нач. классов».
pub(super) fn same_post(a: &str, b: &str) -> bool {
    let words = |text: &str| {
        let spaced = text.to_lowercase().replace('ё', "е").replace('.', ". ");
        let words = spaced.split_whitespace();
        words.map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    let same = |a: &String, b: &String| {
        let short = |short: &str, long: &str| {
            let stem = short.strip_suffix('.');
            stem.is_some_and(|stem| !stem.is_empty() && long.starts_with(stem))
        };
        a == b || short(a, b) || short(b, a)
    };
    let (own, other) = (words(a), words(b));
    same_word(a, b) || own.len() == other.len() && own.iter().zip(&other).all(|(a, b)| same(a, b))
}

/// The words before a share of the pay or a second job, and those of it: «воспитатель 0,5 ставки»,
/// «логопед на 1 ст.», «педагог-психолог, внешний совместитель».
fn without_share(piece: &str) -> (String, Option<String>) {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let begins = (0..words.len()).find(|at| is_share(&words[*at..]));
    match begins {
        Some(at) => (
            words[..at]
                .join(" ")
                .trim_end_matches([' ', '–', '—', '-', '/'])
                .to_owned(),
            Some(words[at..].join(" ")),
        ),
        None => (words.join(" "), None),
    }
}

/// Whether words say how much or besides what somebody works, to the last.
fn is_share(words: &[&str]) -> bool {
    let lower: Vec<String> = words
        .iter()
        .map(|word| {
            word.to_lowercase()
                .trim_matches(['(', ')', '.', '–', '—', '-'])
                .to_owned()
        })
        .filter(|word| !word.is_empty())
        .collect();
    let words: Vec<&str> = lower.iter().map(String::as_str).collect();
    let words = match words.split_first() {
        Some((&("на" | "по"), rest)) if !rest.is_empty() => rest,
        _ => words.as_slice(),
    };
    let is_figure = |word: &str| word == "½" || word.starts_with(|c: char| c.is_ascii_digit());
    let is_unit = |word: &str| {
        word.starts_with("ставк") || word.starts_with("час") || matches!(word, "ст" | "ч" | "шт")
    };
    match words {
        [one] => {
            let unit = one.trim_start_matches(|c: char| c.is_ascii_digit() || ",./".contains(c));
            one.starts_with("совместит")
                || matches!(
                    *one,
                    "совм" | "осн" | "основная" | "основное" | "полставки" | "ставку"
                )
                || unit.len() < one.len() && is_unit(unit)
        }
        [figure, unit] if is_figure(figure) && is_unit(unit) => true,
        [kind, rest @ ..] if kind.starts_with("внутр") || kind.starts_with("внеш") => {
            matches!(rest, [one] if one.starts_with("совм"))
        }
        ["полная" | "полную" | "одна" | "одну", unit] => is_unit(unit),
        [
            kind,
            "должность" | "работа" | "место" | "месту" | "работы",
            ..,
        ] => kind.starts_with("основн") || kind.starts_with("осн"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_post_is_the_same() {
        for (a, b) in [
            ("учитель нач. классов", "учитель начальных классов"),
            ("зам.директора по ВР", "заместитель директора по ВР"),
            ("Учитель  физики", "учитель физики"),
            ("педагог – психолог", "педагог-психолог"),
        ] {
            assert!(same_post(a, b) && same_post(b, a), "{a}, {b}");
        }
        for (a, b) in [
            ("учитель физики", "учитель химии"),
            ("учитель", "учитель физики"),
            ("уч. физики", "воспитатель физики"),
        ] {
            assert!(!same_post(a, b) && !same_post(b, a), "{a}, {b}");
        }
    }

    #[test]
    fn shares_and_standings_stand_apart_from_a_post() {
        for (text, post, rest) in [
            (
                "ст. воспитатель 0,5 ставки",
                "ст. воспитатель",
                "0,5 ставки",
            ),
            ("учитель физики, 1 ст.", "учитель физики", "1 ст."),
            ("учитель физики (осн.)", "учитель физики", "осн."),
            (
                "логопед (основное место работы)",
                "логопед",
                "основное место работы",
            ),
            ("логопед на 0,5 ставки", "логопед", "на 0,5 ставки"),
            (
                "логопед (внешний совместитель)",
                "логопед",
                "внешний совместитель",
            ),
            (
                "педагог-психолог, совместитель",
                "педагог-психолог",
                "совместитель",
            ),
            (
                "учитель химии по совместительству",
                "учитель химии",
                "по совместительству",
            ),
            (
                "учитель химии, высшая категория",
                "учитель химии",
                "высшая категория",
            ),
            ("учитель (18 ч.)", "учитель", "18 ч."),
            ("тьютор 0.25ст", "тьютор", "0.25ст"),
            ("высшая категория", "", "высшая категория"),
            (
                "учитель музыки высшей категории",
                "учитель музыки",
                "высшей категории",
            ),
            ("учитель физики, 1 кв. кат.", "учитель физики", "1 кв. кат."),
            ("воспитатель, б/к", "воспитатель", "б/к"),
            ("воспитатель, I кв. к.", "воспитатель", "I кв. к."),
            ("учитель химии, к.п.н.", "учитель химии", "к.п.н."),
            (
                "учитель музыки до 31.12.2026",
                "учитель музыки",
                "до 31.12.2026",
            ),
            (
                "учитель физики на время декрета Зориной",
                "учитель физики",
                "на время декрета Зориной",
            ),
            ("студентка", "", "студентка"),
            (
                "отличник народного просвещения",
                "",
                "отличник народного просвещения",
            ),
            ("победитель конкурса", "", "победитель конкурса"),
            (
                "учитель, тел. 8 (900) 123-45-67",
                "учитель",
                "тел. 8 (900) 123-45-67",
            ),
            (
                "методист в декретном отпуске",
                "методист",
                "в декретном отпуске",
            ),
        ] {
            let found = post_and_rest(text);
            assert_eq!(
                (found.0.as_str(), found.1.concat().as_str()),
                (post, rest),
                "{text}"
            );
        }
        for text in [
            "заместитель директора, учитель истории",
            "ст. воспитатель",
            "учитель (русский язык)",
            "педагог дополнительного образования",
            "учитель 1 класса",
            "учитель начальных классов",
            "старший методист",
            "учитель-логопед",
            "концертмейстер",
        ] {
            assert_eq!(post_and_rest(text), (text.to_owned(), Vec::new()), "{text}");
        }
    }
}
