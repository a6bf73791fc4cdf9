//! Places that the words compiled in have and an edition's own words for the same lost: a person, a
//! day, a number or a pay that would not be printed. What counts stands in `forms/said.toml`.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::folders::Own;
use super::written_out::{WORDINGS, laid_over};
use crate::problem::{Code, FileId, Place, Problem};

/// What a text says, by the places that say it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    places: Vec<String>,
    /// What says the same and is asked for nowhere.
    #[serde(default)]
    instead: Vec<String>,
    /// Beginnings of the paths of the only texts in which it counts,
    #[serde(default)]
    only: Vec<String>,
    /// and of those in which it does not.
    #[serde(default)]
    except: Vec<String>,
    /// It counts beside one of these alone.
    #[serde(default)]
    with: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    fact: Vec<Fact>,
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in and read by tests"
)]
static FACTS: LazyLock<Vec<Fact>> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../../forms/said.toml")).expect("forms/said.toml");
    table.fact
});

/// Places by the words in braces, with their cases: `mentees.genitive`.
type Said = BTreeSet<String>;

impl Fact {
    fn counts_in(&self, path: &str) -> bool {
        let is_within = |beginning: &String| {
            let rest = path.strip_prefix(beginning.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        (self.only.is_empty() || self.only.iter().any(is_within))
            && !self.except.iter().any(is_within)
    }

    /// The place in a text that says it.
    fn in_<'s>(&self, said: &'s Said) -> Option<&'s String> {
        said.iter().find(|place| is_among(&self.places, place))
    }

    fn is_kept(&self, own: &Said) -> bool {
        let mut all = own.iter();
        self.in_(own).is_some() || all.any(|place| is_among(&self.instead, place))
    }

    fn is_asked_beside(&self, own: &Said) -> bool {
        self.with.is_empty() || own.iter().any(|place| is_among(&self.with, place))
    }
}

/// Whether a place is one of these, in whatever case.
fn is_among(names: &[String], place: &str) -> bool {
    let bare = place.split('.').next().unwrap_or(place);
    names.iter().any(|name| name == place || name == bare)
}

/// What own files lost of the words compiled in, `built_in` by the name of a file. Places where
/// something else is told by then are passed over.
pub(super) fn tell(
    files: &[(FileId, &str)],
    built_in: impl Fn(&str) -> Vec<&'static str>,
    own: &Own<'_>,
    told: &[Problem],
) -> Vec<Problem> {
    let mut out = Vec::new();
    for (file, name) in files {
        let Some(beneath) = laid_over(name, &built_in(name)) else {
            continue;
        };
        let (beneath, _) = DeTable::parse_recoverable(&beneath);
        let (read, mistakes) = DeTable::parse_recoverable(&own.sources.get(*file).text);
        // What cannot be read for sure is told by then.
        if !mistakes.is_empty() {
            continue;
        }
        let mut lost = Vec::new();
        compare(name, read.get_ref(), beneath.get_ref(), &mut lost);
        out.extend(lost.into_iter().filter_map(|it| {
            let place = Place::in_file(*file, it.span.clone());
            let is_told = told.iter().filter_map(|p| p.place.as_ref()).any(|told| {
                told.file == *file && told.span.start < it.span.end && it.span.start < told.span.end
            });
            (!is_told).then(|| it.problem(&place))
        }));
    }
    out
}

struct Lost {
    key: String,
    places: Vec<String>,
    span: Range<usize>,
}

impl Lost {
    fn problem(&self, place: &Place) -> Problem {
        let places: Vec<String> = self.places.iter().map(|it| format!("{{{it}}}")).collect();
        let list = places.join(", ");
        let are = if places.len() == 1 {
            "нет места"
        } else {
            "нет мест"
        };
        let message = format!("«{}»: {are} {list}, и сведения не напечатаются", self.key);
        let hint = format!("впишите {list}; если так и задумано, ничего не делайте");
        Problem::new(Code::UnprintedField, message)
            .at(place)
            .hint(hint)
    }
}

type Entry<'t> = Spanned<DeValue<'t>>;

fn compare(path: &str, own: &DeTable<'_>, beneath: &DeTable<'_>, lost: &mut Vec<Lost>) {
    let beneath_of = |key: &str| beneath.get(key);
    // What has passed to another key of the same table.
    let gained: Said = own
        .iter()
        .flat_map(|(key, value)| {
            let before = beneath_of(key.get_ref()).map(said_in).unwrap_or_default();
            said_in(value)
                .into_iter()
                .filter(move |it| !before.contains(it))
        })
        .collect();
    for (key, value) in own {
        let key = key.get_ref();
        let Some(before) = beneath_of(key) else {
            continue;
        };
        let path = format!("{path}.{key}");
        if let (Some(own), Some(before)) = (section(value), section(before)) {
            compare(&path, own, before, lost);
        } else if let (Some(own), Some(before)) = (named(value), named(before)) {
            for (name, table) in own {
                let same = before.iter().find(|(before, _)| *before == name);
                if let Some((_, before)) = same.filter(|(_, it)| !is_of_another(table, it)) {
                    compare(&path, table, before, lost);
                }
            }
        } else if let Some(places) = lost_of(&path, value, before, &gained) {
            lost.push(Lost {
                key: key.to_string(),
                places,
                span: value.span(),
            });
        }
    }
}

fn lost_of(path: &str, own: &Entry<'_>, before: &Entry<'_>, gained: &Said) -> Option<Vec<String>> {
    // A text that is left empty says so itself; one with more room for the pen is written there.
    if is_empty(own) || for_pen(own) > for_pen(before) {
        return None;
    }
    let (own, before) = (said_in(own), said_in(before));
    let is_lost = |fact: &&Fact| {
        fact.counts_in(path)
            && !fact.is_kept(&own)
            && !fact.is_kept(gained)
            && fact.is_asked_beside(&own)
    };
    let facts = FACTS.iter().filter(is_lost);
    let places: Vec<String> = facts.filter_map(|it| it.in_(&before).cloned()).collect();
    (!places.is_empty()).then_some(places)
}

/// A table that is no text in two wordings.
fn section<'v, 't>(value: &'v Entry<'t>) -> Option<&'v DeTable<'t>> {
    let table = value.get_ref().as_table()?;
    (!is_of_two_wordings(table)).then_some(table)
}

fn is_of_two_wordings(table: &DeTable<'_>) -> bool {
    table.len() == WORDINGS.len() && WORDINGS.iter().all(|it| table.contains_key(*it))
}

/// Whether a table says that it is made for something else than its namesake beneath.
fn is_of_another(own: &DeTable<'_>, before: &DeTable<'_>) -> bool {
    ["about", "effect"].iter().any(|key| {
        let said = |table: &DeTable<'_>| Some(table.get(*key)?.get_ref().as_str()?.to_owned());
        said(own).is_some_and(|own| said(before).is_some_and(|before| own != before))
    })
}

/// The tables of a list that are known by their `key`.
fn named<'v, 't>(value: &'v Entry<'t>) -> Option<Vec<(&'v str, &'v DeTable<'t>)>> {
    let items = value.get_ref().as_array()?.iter();
    let named = items.map(|item| {
        let table = item.get_ref().as_table()?;
        Some((table.get("key")?.get_ref().as_str()?, table))
    });
    named
        .collect::<Option<Vec<_>>>()
        .filter(|all| !all.is_empty())
}

/// The places that a value names, be it a text, two wordings of one, or a list of whatever.
fn said_in(value: &Entry<'_>) -> Said {
    match value.get_ref() {
        DeValue::String(text) => places_in(text),
        DeValue::Array(items) => items.iter().flat_map(said_in).collect(),
        DeValue::Table(table) if is_of_two_wordings(table) => {
            let mut both = table.iter().map(|(_, text)| said_in(text));
            let first = both.next().unwrap_or_default();
            both.fold(first, |all, other| {
                all.intersection(&other).cloned().collect()
            })
        }
        DeValue::Table(table) => table.iter().flat_map(|(_, value)| said_in(value)).collect(),
        _ => Said::new(),
    }
}

/// What stands in braces; words that only agree with somebody, `{mentor:…|…}`, name nobody.
fn places_in(text: &str) -> Said {
    let opened = text.split('{').skip(1);
    let inside = opened.filter_map(|rest| rest.split_once('}').map(|(place, _)| place));
    inside
        .filter(|place| !place.contains(':'))
        .map(ToOwned::to_owned)
        .collect()
}

fn is_empty(value: &Entry<'_>) -> bool {
    match value.get_ref() {
        DeValue::String(text) => text.trim().is_empty(),
        DeValue::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// How many places a value leaves for the pen.
fn for_pen(value: &Entry<'_>) -> usize {
    match value.get_ref() {
        DeValue::String(text) => {
            let runs = text.split(|c| c != '_');
            runs.filter(|run| run.len() > 1).count()
        }
        DeValue::Array(items) => items.iter().map(for_pen).sum(),
        DeValue::Table(table) => table.iter().map(|(_, value)| for_pen(value)).sum(),
        _ => 0,
    }
}
