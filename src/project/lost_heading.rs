//! The heading of a section that is not there, or has no brackets: one slip, though each field below
//! it stands where no such field is known.

use std::collections::{BTreeMap, BTreeSet};

use crate::fields;
use crate::problem::{Code, FileId, Place, Problem, Source, Sources};

/// Sections of which a file has several, in double brackets.
const LISTS: [&str; 5] = ["activity", "stage", "section", "clause", "mentorship"];
/// Tables that are written within a line: their fields are none of a lost heading.
const WITHIN_LINES: [&str; 8] = [
    "basis",
    "approved",
    "period",
    "agreement",
    "notice",
    "refusal",
    "appointed",
    "relieved",
];
/// So many fields of one section in another are no slips of their own.
const FEW: usize = 2;

/// The problems, with one in place of those that follow from a lost heading.
pub(super) fn told_once(problems: Vec<Problem>, sources: &Sources) -> Vec<Problem> {
    let mut groups: BTreeMap<(FileId, String), Vec<(String, Place)>> = BTreeMap::new();
    for (place, above, key) in problems.iter().filter_map(stranger) {
        let group = groups.entry((place.file, above)).or_default();
        group.push((key, place.clone()));
    }
    groups.retain(|_, group| group.len() >= FEW);
    let mut problems = problems;
    for ((file, above), mut group) in groups {
        let source = sources.get(file);
        group.sort_by_key(|(_, place)| place.span.start);
        let keys: Vec<&str> = group.iter().map(|(key, _)| key.as_str()).collect();
        let Some(section) = lost(source, &above, &keys) else {
            continue;
        };
        let kind = kind_of(source).unwrap_or_default();
        group.retain(|(key, _)| has(kind, &section, key));
        if let Some((_, first)) = group.first().cloned() {
            let places: Vec<Place> = group.into_iter().map(|(_, place)| place).collect();
            replace(&mut problems, source, &section, &first, &places);
        }
    }
    problems
}

/// An unknown key: its place, the section it stands in, without numbers, and the key.
fn stranger(problem: &Problem) -> Option<(&Place, String, String)> {
    let place = problem
        .place
        .as_ref()
        .filter(|_| problem.code == Code::UnknownKey)?;
    let path = place.path.to_string();
    let mut steps: Vec<&str> = path.split('.').collect();
    steps.retain(|step| step.parse::<usize>().is_err());
    let key = steps.pop()?.to_owned();
    Some((place, steps.join("."), key))
}

fn kind_of(source: &Source) -> Option<&str> {
    match source.inside.split_once('/') {
        Some(("pairings", _)) => Some("pairing"),
        Some(("orders", _)) => Some("order"),
        Some(_) => None,
        None => source.inside.strip_suffix(".toml"),
    }
}

fn has(kind: &str, section: &str, key: &str) -> bool {
    let path = format!("{section}.{key}");
    fields::keys().any(|(file, known, field)| file == kind && known == path && field.is_some())
}

/// The section to which most of some fields belong, if its heading is not there or may be repeated.
fn lost(source: &Source, above: &str, keys: &[&str]) -> Option<String> {
    let kind = kind_of(source)?;
    let known = fields::keys().filter(|(file, _, field)| *file == kind && field.is_some());
    let sections: BTreeSet<&str> = known
        .filter_map(|(_, path, _)| path.rsplit_once('.'))
        .map(|(section, _)| section)
        .filter(|section| {
            *section != above && !section.contains('*') && !WITHIN_LINES.contains(&last_of(section))
        })
        .collect();
    let is_there = |section: &str| {
        let mut lines = source.text.lines();
        !is_list(section) && lines.any(|line| line.trim_start().starts_with(&heading(section)))
    };
    let counted = sections.into_iter().filter(|it| !is_there(it)).map(|it| {
        let own = keys.iter().filter(|key| has(kind, it, key)).count();
        (own, it)
    });
    // Of sections with the same fields the shortest is the likelier.
    let best = counted.max_by_key(|(own, it)| (*own, std::cmp::Reverse(it.len())));
    best.filter(|(own, _)| *own >= FEW)
        .map(|(_, section)| section.to_owned())
}

fn is_list(section: &str) -> bool {
    LISTS.contains(&last_of(section))
}

fn last_of(section: &str) -> &str {
    section.rsplit('.').next().unwrap_or(section)
}

fn heading(section: &str) -> String {
    if is_list(section) {
        format!("[[{section}]]")
    } else {
        format!("[{section}]")
    }
}

fn replace(
    problems: &mut Vec<Problem>,
    source: &Source,
    section: &str,
    first: &Place,
    places: &[Place],
) {
    let heading = heading(section);
    let last = last_of(section);
    let above = line_above(&source.text, first.span.start);
    let is_bare = |p: &Problem| {
        let at = p.place.as_ref().filter(|at| at.file == first.file);
        let line = above
            .clone()
            .filter(|line| source.text[line.clone()].to_lowercase().contains(last));
        line.zip(at)
            .is_some_and(|(line, at)| line.start <= at.span.start && at.span.start <= line.end)
    };
    let bare = problems.iter().find(|p| is_bare(p)).cloned();
    let is_of_section = |p: &Problem| {
        let at = p.place.as_ref().filter(|at| at.file == first.file);
        let path = at.map(|at| at.path.to_string()).unwrap_or_default();
        p.code == Code::MissingKey && (path == section || path.starts_with(&format!("{section}.")))
    };
    problems.retain(|p| {
        let is_told =
            p.code == Code::UnknownKey && p.place.as_ref().is_some_and(|it| places.contains(it));
        !is_told && !is_bare(p) && !is_of_section(p)
    });
    let problem = if let Some(place) = bare.and_then(|it| it.place) {
        let hint = format!("пишите так: {heading}");
        Problem::new(Code::Syntax, "название раздела записано не так")
            .at(&place)
            .hint(hint)
    } else {
        let message = format!("пропущена строка {heading}: поля с этого места – из этого раздела");
        let hint = format!("впишите перед этой строкой: {heading}");
        Problem::new(Code::UnknownKey, message).at(first).hint(hint)
    };
    problems.push(problem);
}

/// The nearest line above a place that is not empty.
fn line_above(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let start = text.get(..at)?.rfind('\n')?;
    let end = text[..start].trim_end().len();
    let begin = text[..end].rfind('\n').map_or(0, |it| it + 1);
    (begin < end).then_some(begin..end)
}
