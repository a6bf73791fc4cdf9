//! Values of the fields that an edition adds: of the right kind, and of a field that there is.

use crate::edition::Edition;
use crate::fields::{OwnField, OwnKind, OwnOf};
use crate::problem::{Advice, Code, Place, Placed, Problem};
use crate::project::{Organization, OwnValues, Pairing, Project, Roadmap};
use crate::reader::{OwnValue, same_word};
use crate::russian::with_dashes_and_quotes;

pub(super) fn check_pairing(
    organization: &Organization,
    pairing: &Pairing,
    edition: &Edition,
    problems: &mut Vec<Problem>,
) {
    look(
        &pairing.own,
        OwnOf::Pairing,
        (organization, edition),
        problems,
    );
}

/// Those of the staff and of the roadmap.
pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let with = (&project.organization, edition);
    for person in project.organization.staff.values() {
        look(&person.own, OwnOf::Staff, with, problems);
    }
    for activity in project.roadmap.iter().flat_map(Roadmap::all_activities) {
        look(&activity.own, OwnOf::Activity, with, problems);
    }
    let people = project.organization.staff.values().map(|it| &it.own);
    let activities = project.roadmap.iter().flat_map(Roadmap::all_activities);
    tell_unprinted(people, OwnOf::Staff, edition, problems);
    tell_unprinted(
        activities.map(|it| &it.own),
        OwnOf::Activity,
        edition,
        problems,
    );
}

/// Values of fields that no form of the edition has a place for, and where they are.
pub(super) fn unprinted<'p>(
    values: &'p OwnValues,
    of: OwnOf,
    edition: &'p Edition,
) -> impl Iterator<Item = (&'p OwnField, &'p Place)> {
    let fields = edition.common.field.iter().filter(move |it| it.of == of);
    let filled = fields.filter_map(|field| Some((field, &values.get(&field.key)?.place)));
    filled.filter(|(field, _)| !edition.prints(field))
}

/// Each of them is told once, at the first that has it.
fn tell_unprinted<'p>(
    all: impl Iterator<Item = &'p OwnValues>,
    of: OwnOf,
    edition: &Edition,
    problems: &mut Vec<Problem>,
) {
    let mut told: Vec<&str> = Vec::new();
    for values in all {
        for (field, place) in unprinted(values, of, edition) {
            if told.contains(&field.key.as_str()) {
                continue;
            }
            told.push(&field.key);
            let message = format!(
                "поля «{}» нет ни в одной форме редакции: оно не напечатается",
                field.title
            );
            let problem = Problem::with(Code::UnprintedField, &field.key, message).at(place);
            problems.push(problem.hint("если так и задумано, ничего не делайте"));
        }
    }
}

fn look(
    values: &OwnValues,
    of: OwnOf,
    (organization, edition): (&Organization, &Edition),
    problems: &mut Vec<Problem>,
) {
    if values.is_empty() {
        return;
    }
    let known: Vec<&OwnField> = edition.common.field.iter().filter(|f| f.of == of).collect();
    for (key, value) in values {
        match known.iter().find(|field| field.key == *key) {
            Some(field) => problems.extend(wrong(field, value, organization)),
            None => problems.push(unknown(key, value, &known)),
        }
    }
}

/// A field that the edition does not have: a slip, or what is left of another edition.
fn unknown(key: &str, value: &Placed<OwnValue>, known: &[&OwnField]) -> Problem {
    if known.is_empty() {
        let message = format!("в этой редакции форм нет своего поля «{key}»: оно не напечатается");
        return Problem::new(Code::UnprintedField, message)
            .of_absent(key)
            .at(&value.place)
            .hint("если редакцию сменили нарочно, ничего не делайте; поле можно удалить");
    }
    let keys: Vec<&str> = known.iter().map(|field| field.key.as_str()).collect();
    let message = format!("в редакции форм нет своего поля «{key}»");
    Problem::with(Code::UnknownKey, key, message)
        .at(&value.place)
        .hint(Advice::choose(key, &keys))
}

fn wrong(
    field: &OwnField,
    value: &Placed<OwnValue>,
    organization: &Organization,
) -> Option<Problem> {
    let key = field.key.as_str();
    let (wanted, example) = match (field.kind, &value.value) {
        (OwnKind::Text, OwnValue::Text(_))
        | (OwnKind::Date, OwnValue::Day(_))
        | (OwnKind::Number, OwnValue::Number(_))
        | (OwnKind::List, OwnValue::List(_)) => return None,
        (OwnKind::Choice, OwnValue::Text(text)) => {
            // Dashes and quotes of the school's words are set, those of the edition are not.
            let is_it = |word: &String| {
                same_word(word, text) || same_word(&with_dashes_and_quotes(word), text)
            };
            if field.values.iter().any(is_it) {
                return None;
            }
            let words: Vec<&str> = field.values.iter().map(String::as_str).collect();
            let message = format!("неизвестное значение «{text}»");
            return Some(
                Problem::with(Code::UnknownValue, key, message)
                    .at(&value.place)
                    .hint(Advice::choose(text, &words)),
            );
        }
        (OwnKind::Person, OwnValue::Text(text)) => {
            if organization.staff.contains_key(text) {
                return None;
            }
            let people: Vec<&str> = organization.staff.keys().map(String::as_str).collect();
            let message = format!("сотрудника «{text}» нет в списке");
            return Some(
                Problem::with(Code::UnknownPerson, key, message)
                    .at(&value.place)
                    .hint(Advice::choose(text, &people)),
            );
        }
        (OwnKind::Text, _) => ("нужен текст", "\"…\""),
        (OwnKind::Date, _) => ("нужна дата", "2026-09-01"),
        (OwnKind::Number, _) => ("нужно целое число", "12"),
        (OwnKind::List, _) => ("нужен список", "[\"…\", \"…\"]"),
        (OwnKind::Choice, _) => ("нужно одно из слов поля", "\"…\""),
        (OwnKind::Person, _) => ("нужен ключ сотрудника", "\"ivanova\""),
    };
    let fraction = if field.kind == OwnKind::Number {
        "; для дробных чисел возьмите в редакции is = \"text\""
    } else {
        ""
    };
    Some(
        Problem::with(Code::WrongType, key, format!("«{}»: {wanted}", field.title))
            .at(&value.place)
            .hint(Advice::apart(
                format!("пишите так: {key} = {example}{fraction}"),
                format!("{wanted}: исправьте поле «{}»", field.title),
            )),
    )
}
