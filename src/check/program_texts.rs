//! What the texts of a program say against the program itself: years of another plan, hours that end
//! before they begin, somebody who is not of the pair.

use chrono::Datelike as _;

use super::term_words::month_of;
use crate::problem::{Code, Placed, Problem};
use crate::project::{NotePart, Organization, Pairing, Person};
use crate::reader::{When, years_in};

/// Parts of the note that speak of the time to come.
const TO_COME: [&str; 4] = [
    "interim_results",
    "planned_results",
    "schedule",
    "conditions",
];
/// Parts that speak of the mentee.
const OF_MENTEE: [&str; 3] = ["relevance", "aim", "tasks"];

pub(super) fn check(organization: &Organization, pairing: &Pairing, problems: &mut Vec<Problem>) {
    let of_part = |key: &&str| pairing.note.part(key).map(texts).unwrap_or_default();
    let to_come: Vec<&Placed<String>> = TO_COME.iter().flat_map(of_part).collect();
    let pays = pairing.mentorships.iter();
    let pays = pays.filter_map(|it| it.labour.as_ref()?.pay.as_ref());
    let mut seen = Vec::new();
    for text in to_come.into_iter().chain(pays) {
        // What the file says of a whole pair stands in it once.
        if !seen.contains(&&text.place) {
            seen.push(&text.place);
            problems.extend(other_year(pairing, text));
        }
    }
    for (part, ends, begins) in [
        ("schedule", "встречи кончаются", "начинаются"),
        ("conditions", "время кончается", "начинается"),
    ] {
        let text = pairing.note.text(part);
        problems.extend(text.and_then(|text| turned_hours(text, ends, begins)));
    }
    let of_mentee: Vec<&Placed<String>> = OF_MENTEE.iter().flat_map(of_part).collect();
    problems.extend(somebody_else(organization, pairing, &of_mentee));
}

fn texts(part: &NotePart) -> Vec<&Placed<String>> {
    match part {
        NotePart::Text(text) => vec![text],
        NotePart::List(items) => items.iter().collect(),
    }
}

/// What a text that names a paper says.
const PAPERS: [&str; 6] = [
    "№",
    "приказ",
    "положени",
    "постановл",
    "договор",
    "соглашен",
];

/// A year in which the program has not begun, or is over.
fn other_year(pairing: &Pairing, text: &Placed<String>) -> Option<Problem> {
    let Some(When::Span { from, to }) = pairing.period.as_deref() else {
        return None;
    };
    // The date of an act or a paper is none of a plan.
    let lower = text.to_lowercase();
    if PAPERS.iter().any(|it| lower.contains(it)) {
        return None;
    }
    let years = years_in(text);
    let strange = |year: &i32| *year < from.year() || *year > to.year();
    let found = years
        .into_iter()
        .find(strange)
        .map(|it| format!("{it} год"));
    let found = found.or_else(|| {
        let named = month_with_year(text)?;
        let at = |day: &chrono::NaiveDate| (day.year(), day.month());
        (named < at(from) || named > at(to)).then(|| format!("{:02}.{}", named.1, named.0))
    })?;
    let message = format!(
        "в тексте назван {found}, а период программы – {}",
        When::Span {
            from: *from,
            to: *to
        }
        .in_digits()
    );
    let problem = Problem::new(Code::YearOutsidePeriod, message).at(&text.place);
    Some(problem.hint("исправьте год: возможно, он остался от прошлогодней программы"))
}

/// The first month of a text that stands before its year: «К январю 2026 г.».
fn month_with_year(text: &str) -> Option<(i32, u32)> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .collect();
    words.windows(2).find_map(|two| {
        let year = years_in(two[1]).into_iter().next()?;
        Some((year, month_of(&two[0].to_lowercase())?))
    })
}

/// «с 15.15 до 14.30».
fn turned_hours(text: &Placed<String>, ends: &str, begun: &str) -> Option<Problem> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || ",;()".contains(c))
        .flat_map(|it| it.split(['–', '—', '-']))
        .filter(|it| !it.is_empty())
        .collect();
    let begins = words
        .windows(2)
        .find_map(|two| Some((time(two[0])?, time(two[1])?)));
    let stretched = words
        .windows(3)
        .find_map(|three| Some((time(three[0])?, time(three[2])?)).filter(|_| three[1] == "до"));
    let (from, to) = stretched.or(begins).or_else(|| with_hyphens(text))?;
    // «20.09 – 10.05» are days.
    if [from, to].iter().all(|(_, it)| (1..=12).contains(it)) {
        return None;
    }
    (to < from).then(|| {
        let message = format!(
            "{ends} в {}, раньше, чем {begun}, – в {}",
            shown(to),
            shown(from)
        );
        let problem = Problem::new(Code::TermOutsidePeriod, message).at(&text.place);
        problem.hint("исправьте время")
    })
}

/// «с 15-30 до 14-15»: between such words hyphens part hours and minutes.
fn with_hyphens(text: &str) -> Option<((u32, u32), (u32, u32))> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let of = |word: &str| {
        let word = word.trim_end_matches(['.', ',', ';']);
        time(&word.replacen('-', ".", 1)).filter(|_| word.contains('-'))
    };
    words.windows(4).find_map(|four| {
        let is_span = matches!(four[0], "с" | "С") && matches!(four[2], "до" | "по");
        is_span.then(|| Some((of(four[1])?, of(four[3])?)))?
    })
}

fn shown((hour, minute): (u32, u32)) -> String {
    format!("{hour}.{minute:02}")
}

fn time(word: &str) -> Option<(u32, u32)> {
    let (hour, minute) = word.trim_end_matches('.').split_once(['.', ':'])?;
    let is_time = hour.len() <= 2 && minute.len() == 2;
    let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
    (is_time && hour < 24 && minute < 60).then_some((hour, minute))
}

/// A member of the staff who is not of the pair, named where its mentee is meant.
fn somebody_else(
    organization: &Organization,
    pairing: &Pairing,
    texts: &[&Placed<String>],
) -> Option<Problem> {
    let is_own = |person: &Person| {
        let mut own = pairing.mentors.iter().chain(&pairing.mentees);
        let mut mentorships = pairing.mentorships.iter();
        let leads = [&organization.head, &organization.curator];
        own.any(|it| it.name.surname == person.name.surname)
            || mentorships.any(|it| it.mentor.key == person.key)
            || leads
                .iter()
                .any(|it| it.as_ref().is_some_and(|it| it.key == person.key))
    };
    let strangers = || organization.staff.values().filter(|it| !is_own(it));
    texts.iter().find_map(|text| {
        let named = named(text);
        if named.is_empty() || pairing.mentees.iter().any(|it| names(&named, it)) {
            return None;
        }
        let stranger = strangers().find(|it| names(&named, it))?;
        let message = format!(
            "в тексте назван сотрудник не из этой пары: {}",
            stranger.name.short()
        );
        let problem = Problem::new(Code::NameOfAnother, message).at(&text.place);
        Some(problem.hint(
            "похоже, текст взят из программы другой пары: исправьте имя; если так и задумано, ничего не делайте",
        ))
    })
}

/// Words of a text that may be a surname, each with one beside it that may be a given name or an
/// initial. Hardly a text has any, so it is looked through once and not for each of the staff.
fn named(text: &str) -> Vec<(&str, &str)> {
    // The range first: `is_alphabetic` searches a table for every Russian letter.
    let is_letter = |c: char| matches!(c, 'А'..='я' | '-') || c.is_alphabetic();
    let words: Vec<&str> = text
        .split(|c: char| !is_letter(c))
        .filter(|it| !it.is_empty())
        .collect();
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
    let mut out = Vec::new();
    for (at, word) in words
        .iter()
        .enumerate()
        .filter(|(_, word)| is_capital(word))
    {
        let before = at.checked_sub(2).and_then(|it| words.get(it));
        let near = [before, words.get(at + 1)].into_iter().flatten();
        out.extend(near.filter(|it| is_capital(it)).map(|near| (*word, *near)));
    }
    out
}

/// Whether one of these is somebody's surname with a given name or an initial, in whatever case.
fn names(named: &[(&str, &str)], person: &Person) -> bool {
    const ENDING: usize = 2;
    let is_form_of = |word: &str, name: &str| {
        let letters = name.chars().count();
        let root = letters.saturating_sub(ENDING).max(3);
        let root = name
            .char_indices()
            .nth(root)
            .map_or(name, |(at, _)| &name[..at]);
        word.starts_with(root) && word.chars().count().abs_diff(letters) <= ENDING
    };
    let (surname, given) = (person.name.surname.as_str(), person.name.given.as_str());
    let begins_so = |(word, _): &(&str, &str)| word.chars().next() == surname.chars().next();
    if surname.is_empty() || given.is_empty() || !named.iter().any(begins_so) {
        return false;
    }
    let initial = given.chars().next().map_or(0, char::len_utf8);
    named.iter().any(|(word, near)| {
        is_form_of(word, surname) && (*near == &given[..initial] || is_form_of(near, given))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{FileId, Place};

    fn text(words: &str) -> Placed<String> {
        Placed {
            value: words.to_owned(),
            place: Place::in_file(FileId(0), 0..0),
        }
    }

    #[test]
    fn hours_that_end_before_they_begin_are_known() {
        for words in [
            "По средам с 15.15 до 14.30.",
            "вторник, 15:15–14:30",
            "с 16.00 до 15.45",
            "По средам с 15-30 до 14-15.",
        ] {
            assert!(turned_hours(&text(words), "", "").is_some(), "{words}");
        }
        for words in [
            "По средам с 14.30 до 15.15.",
            "20.09 – 10.05",
            "с 20.09 по 10.05, в 15.30",
            "вторник и четверг, 15.30",
            "с 14-15 до 15-30",
            "кабинет 3.14",
        ] {
            assert!(turned_hours(&text(words), "", "").is_none(), "{words}");
        }
    }

    #[test]
    fn a_month_is_named_with_its_year() {
        assert_eq!(month_with_year("К январю 2026 г. уроки"), Some((2026, 1)));
        assert_eq!(month_with_year("к маю, в 2026 году"), None);
    }
}
