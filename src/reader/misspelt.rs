//! Keys and values that are written otherwise than they should be: which known ones were meant, and
//! advice that the reader itself would take.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::meant::{Heading, of_word, quoted};
use super::syntax::{self, Slip};
use super::{Reader, Table};
use crate::origin::Step;
use crate::problem::{self, Advice, Code, FileId, Place, Placed, Problem};

/// A value that is longer is not repeated in advice.
const LONGEST_SHOWN: usize = 40;
/// How alike two words are that one may be a slip for the other.
pub(super) const NEAR: f64 = 0.77;
const MAYBE: &str = "возможно, имелось в виду ";
const MUST_BE_WRITTEN: &str = "впишите значение: без этого поля документ не готовится";

/// One slip was met by the parser and by the reader of the value: what is told of both.
pub(super) fn told_by_both(slip: &mut Slip, problem: Problem) {
    // «допустимо: …» says more than «пишется латинскими буквами».
    if problem.code == Code::UnknownKey && slip.problem.message == syntax::BAD_KEY {
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
        Some(Advice::Choose { written, known }) => problem::nearest(written, known),
        _ => None,
    };
    slip.problem.advice = Some(match word {
        Some(word) if !field.is_empty() => format!("пишите так: {field} = \"{word}\"").into(),
        _ => {
            let hint = problem.advised().unwrap_or_default();
            format!("возьмите значение в кавычки; {hint}").into()
        }
    });
}

/// A key that is unknown in one section and missing in another stands below the wrong heading: it is
/// told once.
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

/// A field without a value cannot be left out.
pub(super) fn must_be_written(problem: &mut Problem) {
    if problem.message.ends_with("нет значения") {
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
    let digits = if let DeValue::String(text) = value {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.trim_start_matches('0').to_owned()
    } else {
        String::new()
    };
    let number = if digits.is_empty() || digits.len() > 6 {
        "3"
    } else {
        &digits
    };
    Advice::apart(
        format!("пишите так: {key} = {number}"),
        format!("впишите целое число: {number}"),
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

/// A period whose days stand under other names.
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

/// Advice for every unknown key of a table, and the missing keys that they stand for.
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

/// The known key that is so like a written one that it may be meant.
fn nearest<'k>(written: &str, known: impl Iterator<Item = &'k str>) -> Option<(f64, &'k str)> {
    let lower = written.to_lowercase().replace('-', "_");
    known
        .map(|k| (strsim::jaro_winkler(&lower, &k.to_lowercase()), k))
        .filter(|(closeness, k)| *closeness > NEAR && (lower == *k || !lower.ends_with(k)))
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

/// Whether a Russian word names what a key is: «должность», «ФИО».
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

/// A key by itself: sections are told to be missing with their brackets.
pub(super) fn bare(key: &str) -> &str {
    key.trim_matches(['[', ']'])
}

impl<'r> Table<'r> {
    /// Takes back that these keys are missing.
    pub(super) fn withdraw(&self, keys: &[&'static str]) {
        let places: Vec<Place> = keys.iter().map(|key| self.place_of_missing(key)).collect();
        self.reader.problems.borrow_mut().retain(|p| {
            let is_of_these = p.place.as_ref().is_some_and(|place| places.contains(place));
            !(p.code == Code::MissingKey && is_of_these)
        });
    }

    /// A required value that is empty cannot be left out.
    pub(super) fn must_not_be_empty(&self, key: &'static str) {
        let Some(place) = self.value(key).map(|value| self.place_under(key, value)) else {
            return;
        };
        let mut problems = self.reader.problems.borrow_mut();
        let empty = problems.iter_mut().rev().find(|p| {
            matches!(p.code, Code::EmptyValue | Code::EmptyList) && p.place.as_ref() == Some(&place)
        });
        if let Some(problem) = empty {
            problem.advice = Some(MUST_BE_WRITTEN.into());
        }
    }

    /// Advice with an example in place of the value of the wrong kind that is written.
    pub fn show_example(&self, key: &'static str, example: &str) {
        let Some(value) = self.value(key) else {
            return;
        };
        let place = self.place_under(key, value);
        let year = value
            .get_ref()
            .as_integer()
            .and_then(|n| n.as_str().parse().ok());
        let example = match year {
            Some(year @ 1990_i32..2200) => format!("\"{year}/{}\"", year + 1),
            _ => example.to_owned(),
        };
        let mut problems = self.reader.problems.borrow_mut();
        let wrong = problems
            .iter_mut()
            .rev()
            .find(|p| p.code == Code::WrongType && p.place.as_ref() == Some(&place));
        if let Some(problem) = wrong {
            problem.advice = Some(Advice::apart(
                format!("пишите так: {key} = {example}"),
                format!("впишите так: {}", example.trim_matches('"')),
            ));
        }
    }

    /// Whether a section of this name was taken for one of those with keys.
    pub(super) fn is_stray(&self, name: &str) -> bool {
        self.strays.borrow().contains(name)
    }

    /// Sections that were meant to stand under `key` with a key of their own: `[staff-savina]`,
    /// `[savina]`, `[stuff.savina]`. Each is told, and read as it was meant.
    pub(super) fn strays_of(&self, key: &'static str) -> Vec<(Placed<String>, Table<'r>)> {
        let mut out = Vec::new();
        for (name, value) in self.entries {
            let written = name.get_ref().as_ref();
            let Some(table) = value.get_ref().as_table().filter(|_| written != key) else {
                continue;
            };
            let mut take = |own: &str, value: &Spanned<DeValue<'r>>, table| {
                let path = self.path.key(key).name(own);
                let placed = Placed {
                    value: own.to_owned(),
                    place: self.place_of(name.span(), path.clone()),
                };
                let section = format!("[{key}.…]");
                out.push((placed, self.inner(section, path, table, value.span())));
            };
            let is_person = |table: &DeTable<'_>| {
                ["name", "position"]
                    .iter()
                    .all(|field| table.iter().any(|(k, _)| k.get_ref() == field))
            };
            let of_tables: Vec<_> = table
                .iter()
                .filter_map(|(k, v)| Some((k, v, v.get_ref().as_table()?)))
                .collect();
            let meant = if is_person(table) {
                let own = written
                    .strip_prefix(key)
                    .map(|rest| rest.trim_start_matches(['-', '_', ' ']))
                    .filter(|rest| !rest.is_empty())
                    .unwrap_or(written);
                take(own, value, table);
                format!("{key}.{own}")
            } else if !of_tables.is_empty() && of_tables.iter().all(|(.., t)| is_person(t)) {
                for (own, value, table) in of_tables {
                    take(own.get_ref(), value, table);
                }
                key.to_owned()
            } else {
                continue;
            };
            self.strays.borrow_mut().insert(written.to_owned());
            self.report(
                Problem::new(Code::UnknownKey, format!("неизвестный раздел «{written}»"))
                    .at(&self.place_of(name.span(), self.path.name(written)))
                    .label("такого раздела здесь нет")
                    .hint(format!("{MAYBE}«{meant}»")),
            );
        }
        out
    }

    /// The name of a section as its heading has it, with the sections above it; `key` for one in
    /// braces.
    pub(super) fn heading(&self, key: &str, span: Range<usize>) -> String {
        let written = self
            .reader
            .written_text(self.file, span)
            .unwrap_or_default();
        let line = written.lines().next().unwrap_or_default();
        Heading::read(line).map_or_else(|| key.to_owned(), |heading| heading.name)
    }

    /// Advice to write a section of fields.
    pub(super) fn as_section(&self, key: &str, value: &Spanned<DeValue<'_>>) -> String {
        let heading = self.heading(key, value.span());
        if let DeValue::Array(items) = value.get_ref()
            && items.iter().all(|item| item.get_ref().is_table())
        {
            let heading = items
                .first()
                .map_or(heading, |first| self.heading(key, first.span()));
            return format!("здесь нужны одинарные скобки: [{heading}]");
        }
        format!("запишите разделом [{heading}] или в фигурных скобках: {key} = {{ … }}")
    }

    /// Whether none of these keys is there.
    pub(super) fn is_without(&self, keys: &[&str]) -> bool {
        self.entries
            .iter()
            .all(|(key, _)| !keys.contains(&key.get_ref().as_ref()))
    }
}

impl<'a> Reader<'a> {
    /// The value as text in quotes, where a hint can show it.
    pub(super) fn as_text(&self, file: FileId, value: &Spanned<DeValue<'_>>) -> Option<String> {
        if let DeValue::Array(items) = value.get_ref() {
            let texts: Vec<&str> = items
                .iter()
                .map(|item| item.get_ref().as_str())
                .collect::<Option<_>>()?;
            return short(quoted(&texts.join(", "))).filter(|_| !texts.is_empty());
        }
        let written = self.simple(file, value)?;
        short(quoted(written))
    }

    /// The value as items of a list. Keys with commas between them are several.
    pub(super) fn as_items(&self, file: FileId, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let written = self.simple(file, value)?;
        let is_keys = written.is_ascii() && written.contains(',');
        if is_keys {
            let keys: Vec<String> = written
                .split([',', ';'])
                .map(str::trim)
                .filter(|key| !key.is_empty())
                .map(quoted)
                .collect();
            return short(keys.join(", "));
        }
        short(quoted(written))
    }

    /// A value that is no list and no table, on one line.
    fn simple<'v>(&self, file: FileId, value: &'v Spanned<DeValue<'_>>) -> Option<&'v str>
    where
        'a: 'v,
    {
        if let DeValue::String(text) = value.get_ref() {
            let text: &str = text.as_ref();
            return Some(text).filter(|t| !t.contains('\n'));
        }
        let is_simple = matches!(
            value.get_ref(),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Boolean(_)
        );
        self.written_text(file, value.span())
            .filter(|text| is_simple && !text.contains('\n'))
    }
}

fn short(text: String) -> Option<String> {
    (text.chars().count() <= LONGEST_SHOWN).then_some(text)
}
