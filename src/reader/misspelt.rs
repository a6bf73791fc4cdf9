//! Advice for misspelt keys and for values of the wrong type: which known key was meant, and how the
//! value is written so that the reader accepts it.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use super::meant::of_word;
use super::syntax::{self, Stumble};
use crate::origin::Step;
use crate::problem::{self, ALIKE, Advice, Code, FileId, Problem};

const MAYBE: &str = "возможно, имелось в виду ";
pub(super) const MUST_BE_WRITTEN: &str = "впишите значение: без этого поля документ не готовится";

/// Advice for the name of a section that none has; `["staff.savina"]` is right but for its quotes.
pub(super) fn section(meant: &str, written: &str) -> String {
    if meant == written {
        return format!("точка стоит вне кавычек: [{meant}]");
    }
    format!("{MAYBE}«{meant}»")
}

/// How a text is written where something else stands.
pub(super) fn as_one_text(
    key: &str,
    value: &DeValue<'_>,
    quoted: Option<String>,
) -> Option<String> {
    match value {
        DeValue::Array(_) => Some(format!("здесь одно значение: {key} = \"…\"")),
        _ => quoted.map(|quoted| format!("возьмите значение в кавычки: {quoted}")),
    }
}

/// How tables are written where bare values stand.
pub(super) fn as_sections(key: &str, section: &str) -> String {
    format!("каждое значение – раздел с полями: {section} или {key} = [{{ … }}, {{ … }}]")
}

/// How «да» and «нет» in quotes are written.
pub(super) fn yes_or_no(key: &str, value: &DeValue<'_>) -> Option<String> {
    let said = match value.as_str()?.trim().to_lowercase().as_str() {
        "да" | "true" | "yes" => "true",
        "нет" | "false" | "no" => "false",
        _ => return None,
    };
    Some(format!("пишите так: {key} = {said}"))
}

/// A heading with nothing under it: mostly written twice.
pub(super) fn empty_section(key: &str) -> Problem {
    let problem = Problem::new(
        Code::MissingKey,
        format!("в разделе [[{key}]] нет ни одного поля"),
    );
    problem.hint(Advice::apart(
        "уберите эту строку или впишите под ней поля",
        "заполните эту строку или уберите ее",
    ))
}

/// Merges a problem into the syntax error on the same line, so that one slip is reported once.
pub(super) fn told_by_both(slip: &mut Stumble, problem: Problem) {
    // «допустимо: …» says more than «пишется латинскими буквами».
    let is_of_key =
        [syntax::BAD_KEY, syntax::SPACE_IN_KEY].contains(&slip.problem.message.as_str());
    if problem.code == Code::UnknownKey && is_of_key {
        slip.problem.advice = problem.advice;
        return;
    }
    let Some(field) = slip.field.as_ref().filter(|_| problem.is_error()) else {
        return;
    };
    if matches!(problem.code, Code::WrongType | Code::BadDate) {
        slip.problem = problem;
        return;
    }
    let word = match &problem.advice {
        Some(Advice::Choose(it)) => problem::nearest(&it.written, &it.known),
        _ => None,
    };
    slip.problem.advice = Some(match word {
        Some(word) if !field.is_empty() => format!("пишите так: {field} = \"{word}\"").into(),
        _ => {
            let hint = problem.advised().unwrap_or_default();
            let hint = format!("возьмите значение в кавычки; {hint}");
            hint.trim_end_matches([' ', ';']).to_owned().into()
        }
    });
}

/// Drops the report of a missing key where the same key is unknown in another section: it stands
/// under the wrong heading and is reported once.
pub(super) fn drop_misplaced(problems: &mut Vec<Problem>) {
    let place_of = |p: &Problem, code| p.place.clone().filter(|_| p.code == code);
    let misplaced: BTreeSet<(FileId, String)> = problems
        .iter()
        .filter_map(|p| place_of(p, Code::UnknownKey))
        .filter_map(|place| match place.path.steps().last()? {
            Step::Name(key) => Some((place.file, key.to_string())),
            Step::Key(_) | Step::Item(_) => None,
        })
        .collect();
    problems.retain(|p| {
        let missing = place_of(p, Code::MissingKey).and_then(|place| {
            let key = place.path.last_key()?.to_owned();
            Some((place.file, key))
        });
        !missing.is_some_and(|key| misplaced.contains(&key))
    });
}

/// Changes the advice for a field without a value: a required one cannot be deleted.
pub(super) fn must_be_written(problem: &mut Problem) {
    if problem.message == syntax::NO_VALUE {
        problem.advice = Some(MUST_BE_WRITTEN.into());
    }
}

pub(super) fn boolean_hint(key: &str, value: &DeValue<'_>) -> Advice {
    let meant = match value {
        DeValue::String(word) => of_word(word),
        DeValue::Integer(number) if number.as_str() == "1" => Some("true"),
        DeValue::Integer(number) if number.as_str() == "0" => Some("false"),
        _ => None,
    };
    let in_files = match meant {
        Some(word) => format!("пишите так: {key} = {word}"),
        None => format!("пишите так: {key} = true, а если нет: {key} = false"),
    };
    Advice::apart(in_files, "впишите «да» или «нет»")
}

pub(super) fn number_hint(key: &str, value: &DeValue<'_>) -> Advice {
    // Of «2,5» the whole part is left.
    let whole = |text: &str| {
        let whole = match text.split_once([',', '.']) {
            Some((whole, part)) if part.trim_start().starts_with(|c: char| c.is_ascii_digit()) => {
                whole
            }
            _ => text,
        };
        let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
        digits.trim_start_matches('0').to_owned()
    };
    let digits = match value {
        DeValue::String(text) => whole(text),
        DeValue::Float(number) => whole(number.as_str()),
        _ => String::new(),
    };
    // A number that nobody has written is no advice.
    if digits.is_empty() || digits.len() > 6 {
        let hint = "впишите целое число цифрами, без кавычек";
        return Advice::apart(hint, "впишите целое число цифрами");
    }
    Advice::apart(
        format!("пишите так: {key} = {digits}"),
        format!("впишите целое число: {digits}"),
    )
}

pub(super) fn when_hint(key: &str, value: &DeValue<'_>) -> Advice {
    const IN_FORM: &str = "впишите дату, 01.09.2026, или срок словами";
    let day = |value: &DeValue<'_>| value.as_datetime().map(ToString::to_string);
    if let DeValue::Array(items) = value
        && let [from, to] = items.iter().collect::<Vec<_>>()[..]
        && let (Some(from), Some(to)) = (day(from.get_ref()), day(to.get_ref()))
    {
        return Advice::apart(
            format!("пишите так: {key} = {{ from = {from}, to = {to} }}"),
            IN_FORM,
        );
    }
    let digits = value.as_integer().map(|n| n.as_str().to_owned());
    let date = digits
        .filter(|d| d.len() == 8 && d.is_ascii())
        .and_then(|d| chrono::NaiveDate::parse_from_str(&d, "%Y%m%d").ok())
        .map_or_else(|| "2026-09-01".to_owned(), |day| day.to_string());
    Advice::apart(
        format!(
            "дату пишите без кавычек: {key} = {date}; срок словами – в кавычках: {key} = \"сентябрь\""
        ),
        IN_FORM,
    )
}

/// A period table without `from` and `to`.
pub(super) fn no_period(key: &str, entries: &DeTable<'_>) -> Problem {
    let days: Vec<String> = entries
        .iter()
        .filter_map(|(_, value)| value.get_ref().as_datetime().map(ToString::to_string))
        .collect();
    let (from, to) = match days.as_slice() {
        [from, to] => (from.min(to).as_str(), from.max(to).as_str()),
        _ => ("2026-09-01", "2027-05-31"),
    };
    Problem::with(
        Code::UnknownKey,
        key,
        "начало и конец периода пишутся в полях from и to",
    )
    .hint(Advice::apart(
        format!("пишите так: {key} = {{ from = {from}, to = {to} }}"),
        "впишите первый и последний день периода",
    ))
}

/// Advice for every unknown key of a table, and the missing keys that they were meant for.
pub(super) fn hints(
    written: &[String],
    lacking: &[(&'static str, String)],
    absent: &[&str],
    known: &BTreeSet<&'static str>,
) -> (Vec<Advice>, Vec<&'static str>) {
    let mut left: Vec<&(&'static str, String)> = lacking.iter().collect();
    let mut found = Vec::new();
    let mut hints: Vec<Option<String>> = Vec::new();
    for key in written {
        let also =
            |name: &&'static str| absent.contains(name) || left.iter().any(|(it, _)| it == name);
        if let Some(name) = meant_by(key).find(also) {
            left.retain(|(it, _)| *it != name);
            found.push(name);
            hints.push(Some(format!("{MAYBE}«{name}»")));
            continue;
        }
        let nearest_absent = nearest(key, absent.iter().copied());
        let is_rival = |(closeness, name): &(f64, &str)| {
            nearest_absent.is_some_and(|(best, other)| best > *closeness && other != *name)
        };
        let by_letters = nearest(key, left.iter().map(|(name, _)| bare(name)))
            .filter(|near| !is_rival(near))
            .map(|(_, name)| name);
        let meant = left
            .iter()
            .position(|(name, what)| by_letters == Some(bare(name)) || says(key, what));
        hints.push(meant.map(|at| {
            let (name, _) = left.remove(at);
            found.push(*name);
            format!("{MAYBE}«{}»", bare(name))
        }));
    }
    let unmet = hints.iter().filter(|h| h.is_none()).count();
    if let ([(name, _)], 1) = (left.as_slice(), unmet)
        && hints.len() == 1
        && nearest(&written[0], absent.iter().copied()).is_none()
    {
        found.push(*name);
        hints[0] = Some(format!("{MAYBE}«{}»", bare(name)));
    } else {
        // What is missing is most likely what nobody knows.
        found.extend(left.iter().take(unmet).map(|(name, _)| *name));
    }
    let hints = hints.into_iter().zip(written).map(|(hint, key)| {
        if let Some(hint) = hint {
            return hint.into();
        }
        if let Some((_, name)) = nearest(key, absent.iter().copied()) {
            return format!("{MAYBE}«{name}»").into();
        }
        match nearest(key, known.iter().copied()) {
            Some((_, name)) => {
                format!("поле «{name}» здесь уже есть: уберите лишнюю строку").into()
            }
            // Where all are there, the list says that this one is none of them.
            None if absent.is_empty() => {
                Advice::choose(key, &known.iter().copied().collect::<Vec<_>>())
            }
            None => Advice::choose(key, absent),
        }
    });
    (hints.collect(), found)
}

/// Keys of one table that are taken for those of another: what an activity is called is its name, a
/// stage has a title.
const MEANT_BY: [(&str, &str); 7] = [
    ("name", "title"),
    ("title", "name"),
    ("date", "term"),
    ("from", "period"),
    ("to", "period"),
    ("number", "basis"),
    ("date", "basis"),
];

fn meant_by(key: &str) -> impl Iterator<Item = &'static str> {
    let of_key = MEANT_BY.iter().filter(move |(written, _)| *written == key);
    of_key.map(|(_, meant)| *meant)
}

/// The known key most similar to a written one, with the similarity, if it is similar enough.
fn nearest<'k>(written: &str, known: impl Iterator<Item = &'k str>) -> Option<(f64, &'k str)> {
    let lower = written.to_lowercase().replace('-', "_");
    known
        .map(|k| (strsim::jaro_winkler(&lower, &k.to_lowercase()), k))
        .filter(|(closeness, k)| *closeness > ALIKE && (lower == *k || !lower.ends_with(k)))
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

/// Whether a Russian word names what a key stands for: «должность», «ФИО».
fn says(written: &str, what: &str) -> bool {
    let written = written.to_lowercase();
    let what = what.to_lowercase();
    let words: Vec<&str> = what
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .collect();
    let initials: String = words.iter().filter_map(|w| w.chars().next()).collect();
    if written.is_ascii() {
        return false;
    }
    let enough = written.chars().count().saturating_sub(3).max(3);
    written == initials
        || words.iter().any(|word| {
            let common = written.chars().zip(word.chars());
            common.take_while(|(a, b)| a == b).count() >= enough
        })
}

/// The key without the brackets in which missing sections are reported.
pub(super) fn bare(key: &str) -> &str {
    key.trim_matches(['[', ']'])
}
