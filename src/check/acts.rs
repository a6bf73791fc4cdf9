//! Legal acts that papers cite, after `forms/acts.toml`: an order must not rest on one that has
//! ended by its date, nor on one that was not there yet.

use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Deserializer, de};

use super::orders::has_appendix;
use super::own_clauses::same_figures;
use crate::edition::{AppendixKey, ClauseWords, Edition};
use crate::problem::{Advice, Code, Place, Problem};
use crate::project::{Clause, Order, Pairing, Project};
use crate::reader::{When, day_in, same_word};
use crate::russian::digits;

/// As the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Acts {
    #[expect(dead_code, reason = "for who keeps the file")]
    #[serde(deserialize_with = "day")]
    checked: NaiveDate,
    act: Vec<Act>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Act {
    kind: String,
    #[serde(deserialize_with = "day")]
    date: NaiveDate,
    number: String,
    #[expect(dead_code, reason = "for who keeps the file")]
    title: String,
    #[serde(default, deserialize_with = "some_day")]
    from: Option<NaiveDate>,
    /// The article of a code that the act brought, by which it is cited.
    article: Option<String>,
    /// The last day in force.
    #[serde(default, deserialize_with = "some_day")]
    to: Option<NaiveDate>,
    by: Option<String>,
    #[expect(dead_code, reason = "for who keeps the file")]
    source: String,
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    let written = toml::value::Datetime::deserialize(from)?.to_string();
    NaiveDate::parse_from_str(&written, "%Y-%m-%d").map_err(de::Error::custom)
}

fn some_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    day(from).map(Some)
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in and read by a test"
)]
static ACTS: LazyLock<Acts> =
    LazyLock::new(|| toml::from_str(include_str!("../../forms/acts.toml")).expect("acts.toml"));

/// An act as a text cites it.
#[derive(Debug, PartialEq, Eq)]
struct Cited<'t> {
    number: &'t str,
    date: NaiveDate,
}

/// Letters before № in which the date of an act stands: «от 29 декабря 2012 г. ».
const BEFORE: usize = 26;

/// Numbers with dates, whatever they are of: «от 07.05.2018 № 204», «№ 204 от 07.05.2018».
fn cited(text: &str) -> Vec<Cited<'_>> {
    let is_end = |c: char| c.is_whitespace() || ",;)»\"".contains(c);
    let one = |(at, _): (usize, &str)| {
        let rest = text[at + '№'.len_utf8()..].trim_start();
        let end = rest.find(is_end).unwrap_or(rest.len());
        let number = rest[..end].trim_end_matches(['.', ':']);
        let start = text[..at].char_indices().rev().take(BEFORE).last();
        let before = &text[start.map_or(0, |(start, _)| start)..at];
        let dated = |words: &str| day_in(words);
        let date = (before.rfind("от ").and_then(|from| dated(&before[from..]))).or_else(|| {
            let after = rest[end..].trim_start().strip_prefix("от ")?;
            let length = after
                .char_indices()
                .nth(BEFORE)
                .map_or(after.len(), |(i, _)| i);
            dated(&after[..length])
        })?;
        (!number.is_empty()).then_some(Cited { number, date })
    };
    text.match_indices('№').filter_map(one).collect()
}

/// What a text cites that was not there on a day: an act of a day to come, an article that a later
/// act brought.
fn early(project: &Project, text: &str, by: NaiveDate) -> Option<String> {
    let article = |act: &Act| {
        let (article, from) = (act.article.as_ref()?, act.from?);
        let is_cited = text.match_indices(article.as_str()).any(|(at, _)| {
            let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_digit());
            is_apart(text[..at].chars().next_back())
                && is_apart(text[at + article.len()..].chars().next())
        });
        let what = || {
            format!(
                "статью {article} Трудового кодекса Российской Федерации, а она появилась {}",
                digits(from)
            )
        };
        (from > by && is_cited).then(what)
    };
    // Of an order of the school under another date `own_clauses` tells.
    let is_own = |it: &Cited<'_>| {
        let mut numbers = project.orders.iter().filter_map(|o| o.number.as_ref());
        numbers.any(|number| same_word(number, it.number))
    };
    let later = cited(text)
        .into_iter()
        .find(|it| it.date > by && !is_own(it));
    let later = later.map(|it| {
        let day = digits(it.date);
        format!("акт, который издан позже него: от {day} № {}", it.number)
    });
    later.or_else(|| ACTS.act.iter().find_map(article))
}

/// The acts that a text cites and that had ended before a day.
fn ended(text: &str, by: NaiveDate) -> Vec<&'static Act> {
    let is_old = |act: &&Act| act.to.is_some_and(|to| to < by);
    let all = ACTS.act.iter().filter(is_old);
    let cited = cited(text);
    all.filter(|act| {
        cited
            .iter()
            .any(|it| it.date == act.date && same_word(it.number, &act.number))
    })
    .collect()
}

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    for order in &project.orders {
        let (Some(When::Day(date)), Some(kind)) = (order.date.as_deref(), &order.kind) else {
            continue;
        };
        let mut told: Vec<&str> = Vec::new();
        let mut early_told: Vec<String> = Vec::new();
        for (place, text) in texts(project, edition, order, &kind.place) {
            for act in ended(text, *date) {
                if !told.contains(&act.number.as_str()) {
                    told.push(&act.number);
                    problems.push(ended_act(act, *date, place));
                }
            }
            if let Some(what) = early(project, text, *date)
                && !early_told.contains(&what)
            {
                problems.push(early_act(&what, *date, place, *place == kind.place));
                early_told.push(what);
            }
        }
    }
}

/// Acts that the orders of the school name with a slip in their date or number; of what would be to
/// come [`check`] tells.
pub(super) fn check_names(project: &Project, problems: &mut Vec<Problem>) {
    for order in &project.orders {
        let mut texts = Vec::new();
        of_user(&order.clauses, &mut texts);
        let own = order.preamble.iter();
        texts.extend(own.map(|it| (&it.place, it.value.as_str())));
        let issued = match order.date.as_deref() {
            Some(When::Day(day)) => *day,
            _ => NaiveDate::MAX,
        };
        for (place, text) in texts {
            problems.extend(misnamed(text, issued).map(|it| it.at(place)));
        }
    }
    for clause in &project.regulation {
        let found = misnamed(&clause.text, NaiveDate::MAX);
        problems.extend(found.map(|it| it.at(&clause.text.place)));
    }
}

/// The same in the program of a pair.
pub(super) fn check_program(pairing: &Pairing, problems: &mut Vec<Problem>) {
    for text in pairing.note.texts() {
        let found = misnamed(text, NaiveDate::MAX);
        problems.extend(found.map(|it| it.at(&text.place)));
    }
}

/// The first act of a text that is another than the list knows: the same number and day of another
/// year, or the same date and the same figures in another order.
fn misnamed(text: &str, by: NaiveDate) -> Option<Problem> {
    let day = |of: NaiveDate| (of.month(), of.day());
    let all = || ACTS.act.iter();
    let cited = cited(text);
    let (said, act) = cited.iter().filter(|it| it.date <= by).find_map(|said| {
        let is_number = |act: &Act| same_word(said.number, &act.number);
        if all().any(|act| act.date == said.date && is_number(act)) {
            return None;
        }
        let act = all().find(|act| {
            is_number(act) && day(act.date) == day(said.date)
                || act.date == said.date && same_figures(&act.number, said.number)
        })?;
        Some((said, act))
    })?;
    let message = format!(
        "в тексте назван акт от {} № {}, а программе известен {} от {} № {}",
        digits(said.date),
        said.number,
        act.kind,
        digits(act.date),
        act.number
    );
    let problem = Problem::new(Code::OrderDiffers, message);
    Some(problem.hint("сверьте номер и дату с самим актом; если это другой акт, ничего не делайте"))
}

fn early_act(what: &str, date: NaiveDate, place: &Place, is_of_kind: bool) -> Problem {
    let message = format!("приказ от {} ссылается на {what}", digits(date));
    let problem = Problem::new(Code::EndedAct, message).at(place);
    if is_of_kind {
        return problem.hint(Advice::apart(
            "проверьте год в дате приказа; если он верен, замените слова образца своими: preamble и пункты [[clause]] с own_clauses_only = true",
            "проверьте год в дате приказа; если он верен, впишите свою преамбулу и печатайте только свои пункты",
        ));
    }
    problem.hint("проверьте год в обеих датах; если верны обе, уберите ссылку")
}

fn ended_act(act: &Act, date: NaiveDate, place: &Place) -> Problem {
    let until = act.to.map(digits).unwrap_or_default();
    let message = format!(
        "приказ от {} ссылается на акт, который действовал по {until}: {} от {} № {}",
        digits(date),
        act.kind,
        digits(act.date),
        act.number
    );
    let instead = act.by.as_ref().map_or_else(
        || "сошлитесь на действующий акт или уберите ссылку".to_owned(),
        |by| format!("теперь действует {by}"),
    );
    Problem::new(Code::EndedAct, message)
        .at(place)
        .hint(Advice::from(instead))
}

/// Every text of an order and of the regulation that it approves, with the place to tell it at.
fn texts<'p>(
    project: &'p Project,
    edition: &'p Edition,
    order: &'p Order,
    kind: &'p Place,
) -> Vec<(&'p Place, &'p str)> {
    let own = order.heading.iter().chain(&order.preamble);
    let mut out: Vec<(&Place, &str)> = own.map(|it| (&it.place, it.value.as_str())).collect();
    let of_kind = order
        .kind
        .as_ref()
        .and_then(|it| edition.orders.kind(&it.value));
    if let Some(words) = of_kind {
        if order.preamble.is_none() {
            out.push((
                kind,
                words.preamble_of(project.organization.has_school_regulation(edition)),
            ));
        }
        if !order.own_clauses_only {
            of_words(&words.clauses, kind, &mut out);
        }
    }
    of_user(&order.clauses, &mut out);
    if has_appendix(edition, order, AppendixKey::Regulation) {
        let form = edition.regulation_text(project.organization.has_school_regulation(edition));
        let clauses = form.sections.iter().flat_map(|s| &s.clauses);
        out.extend(clauses.map(|text| (kind, text.as_str())));
        let own = project.regulation.iter();
        out.extend(own.map(|clause| (&clause.text.place, clause.text.value.as_str())));
    }
    out
}

fn of_words<'p>(clauses: &'p [ClauseWords], place: &'p Place, out: &mut Vec<(&'p Place, &'p str)>) {
    for clause in clauses {
        out.push((place, &clause.text));
        of_words(&clause.clauses, place, out);
    }
}

fn of_user<'p>(clauses: &'p [Clause], out: &mut Vec<(&'p Place, &'p str)>) {
    for clause in clauses {
        out.push((&clause.text.place, &clause.text.value));
        of_user(&clause.clauses, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_stands_before_the_number_or_after_it() {
        let one = |text| {
            cited(text)
                .pop()
                .map(|it| (it.number.to_owned(), it.date.to_string()))
        };
        for text in [
            "указом от 07.05.2018 №204 «О целях»",
            "указом от 7 мая 2018 г. № 204.",
            "указ № 204 от 07.05.2018",
            "указ №\u{a0}204, от 01.01.2020 и от 07.05.2018 № 204;",
        ] {
            let found = Some(("204".to_owned(), "2018-05-07".to_owned()));
            assert_eq!(one(text), found, "{text}");
        }
        assert_eq!(one("приложение № 1 к приказу"), None);
        assert_eq!(one("в школе № 5, открытой 01.09.1970"), None);
    }

    /// Acts that a form cites without their standing in the list would be held against nothing.
    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "a test reads the forms of the source tree"
    )]
    fn every_act_that_the_forms_cite_is_in_the_list_once() {
        let mut folders = vec![std::path::PathBuf::from(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/forms"
        ))];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let is_wording = path.extension().is_some_and(|end| end == "toml")
                    && !["fields.toml", "explain.toml"]
                        .iter()
                        .any(|own| path.ends_with(own));
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                for it in cited(&text).into_iter().filter(|_| is_wording) {
                    let known = |act: &&Act| act.date == it.date && act.number == it.number;
                    let count = ACTS.act.iter().filter(known).count();
                    assert_eq!(count, 1, "{}: {it:?}", path.display());
                    seen += 1;
                }
            }
        }
        assert!(seen > 30, "{seen}");
        for act in &ACTS.act {
            assert!(
                act.to.is_none() || act.to > Some(act.date),
                "{}",
                act.number
            );
        }
    }
}
