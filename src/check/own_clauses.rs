//! Clauses and preambles in the user's own words, against what the program prints itself and what the
//! orders of the school say.

use chrono::NaiveDate;

use crate::edition::Edition;
use crate::problem::{Advice, Code, Placed, Problem, Words};
use crate::project::{Clause, Order, Project, Roadmap};
use crate::reader::{When, day_in, same_word};
use crate::russian::digits;

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    for order in &project.orders {
        let mut clauses = Vec::new();
        gather(&order.clauses, &mut clauses);
        if !edition.orders.control_self.is_empty() {
            problems.extend(clauses.iter().filter_map(|text| second_control(text)));
        }
        for text in clauses.into_iter().chain(&order.preamble) {
            problems.extend(other_day(project, order, text));
        }
    }
}

/// Orders of the school that the roadmap names otherwise than their own files do.
pub(super) fn check_roadmap(project: &Project, roadmap: &Roadmap, problems: &mut Vec<Problem>) {
    let of_stages = roadmap.stages.iter().flat_map(|stage| {
        let of_sections = stage.sections.iter().flat_map(|it| &it.activities);
        stage.activities.iter().chain(of_sections)
    });
    for activity in roadmap.activities.iter().chain(of_stages) {
        let texts = [Some(&activity.name), activity.result.as_ref()];
        let texts = texts.into_iter().flatten();
        problems.extend(texts.filter_map(|text| named_otherwise(project, text)));
    }
}

/// The same in the programs of the pairs.
pub(super) fn check_programs(project: &Project, problems: &mut Vec<Problem>) {
    for pairing in &project.pairings {
        let texts = pairing.naming_orders.iter();
        problems.extend(texts.filter_map(|text| named_otherwise(project, text)));
    }
}

/// What an order of a kind is about, in words of a text that names it.
const ABOUT: [(&str, &str); 3] = [
    ("pairs", "закреплени"),
    ("introduction", "внедрени"),
    ("programs", "утверждении программ"),
];

/// A text with the number of an order and another day of its year, or its day and another number where
/// it says what the order is about.
fn named_otherwise(project: &Project, text: &Placed<String>) -> Option<Problem> {
    let (number, day) = named_order(text)?;
    let lower = text.to_lowercase();
    let known: Vec<(&Order, &str, NaiveDate)> = project
        .orders
        .iter()
        .filter_map(|it| Some((it, it.number.as_ref()?.as_str(), day_of(it)?)))
        .collect();
    let is_named = |own: &str| same_word(own, number);
    if (known.iter()).any(|(_, own, of)| is_named(own) && *of == day) {
        return None;
    }
    let is_about = |order: &Order| {
        let kind = order.kind.as_ref();
        let about = ABOUT
            .iter()
            .find(|(own, _)| kind.is_some_and(|it| it.value == *own));
        about.is_some_and(|(_, words)| lower.contains(words))
    };
    let (_, own, of) = known.iter().find(|(order, own, of)| {
        is_named(own) && super::agreement::is_alike(*of, day)
            || *of == day && (is_about(order) || same_figures(own, number))
    })?;
    let message = format!(
        "в тексте назван приказ № {number} от {}, а у школы есть № {own} от {}",
        digits(day),
        digits(*of)
    );
    let problem = Problem::new(Code::OrderDiffers, message).at(&text.place);
    Some(problem.hint(
        "сверьте с подписанным приказом: его узнают по номеру и дате; если это другой приказ, ничего не делайте",
    ))
}

/// «75-ОД» of «57-ОД»: the figures of a number exchanged.
pub(super) fn same_figures(a: &str, b: &str) -> bool {
    let figures = |text: &str| {
        let mut all: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
        all.sort_unstable();
        all
    };
    let letters = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
    same_word(&letters(a), &letters(b)) && figures(a).len() > 1 && figures(a) == figures(b)
}

fn gather<'o>(clauses: &'o [Clause], out: &mut Vec<&'o Placed<String>>) {
    for clause in clauses {
        out.push(&clause.text);
        gather(&clause.clauses, out);
    }
}

/// Every order ends with its clause about control: one among the user's own is the second.
fn second_control(text: &Placed<String>) -> Option<Problem> {
    is_of_control(text).then(|| {
        Problem::new(
            Code::TwoControls,
            "пункт о контроле программа печатает сама, последним: в приказе их будет два",
        )
        .at(&text.place)
        .hint(Advice::apart(
            "уберите этот пункт; кто контролирует исполнение, запишите полем приказа: control = \"…\" – ключ сотрудника или пункт целиком",
            "уберите этот пункт, а кто контролирует исполнение, впишите в поле «Контроль»",
        ))
    })
}

/// «Контроль за исполнением приказа возложить на …», «Контроль оставляю за собой»; the control of
/// something else, «Контроль за посещаемостью возложить на …», is a task.
fn is_of_control(text: &str) -> bool {
    /// Where the word stands that tells of control: «Общий контроль», «Возложить контроль».
    const FIRST: usize = 3;
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|it| !it.is_empty())
        .collect();
    let Some(at) = words
        .iter()
        .take(FIRST)
        .position(|it| matches!(*it, "контроль" | "контроля"))
    else {
        return false;
    };
    let settles = |it: &&str| {
        ["возло", "остав", "поруч", "осуществ", "беру", "закреп"]
            .iter()
            .any(|stem| it.starts_with(stem))
    };
    let is_order = |it: &str| {
        ["приказ", "распоряж", "настоящ", "данн", "этого", "его"]
            .iter()
            .any(|stem| it.starts_with(stem))
    };
    let is_doing = |it: &str| {
        ["исполнен", "выполнен", "реализац", "соблюден"]
            .iter()
            .any(|stem| it.starts_with(stem))
    };
    if !words.iter().any(settles) {
        return false;
    }
    // What is controlled stands behind the word, if it is said.
    let rest = &words[at + 1..];
    let object = match rest {
        ["за" | "над", "собой", ..] => return true,
        ["за" | "над", object, ..] if is_doing(object) => rest.get(2),
        ["за" | "над", object, ..] => Some(object),
        [object, ..] if is_doing(object) => rest.get(1),
        _ => rest.first(),
    };
    object.is_none_or(|it| *it == "на" || is_order(it) || settles(it))
}

/// An order of the school that is named by its number with another date.
fn other_day(project: &Project, order: &Order, text: &Placed<String>) -> Option<Problem> {
    let (number, day) = named_order(text)?;
    let of = project.orders.iter().filter(|it| it.stem != order.stem);
    let known: Vec<(&Order, NaiveDate)> = of
        .filter(|it| it.number.as_ref().is_some_and(|own| same_word(own, number)))
        .filter_map(|it| Some((it, day_of(it)?)))
        .collect();
    // The same number of an earlier year is another order, but none of a day to come.
    let is_to_come = day_of(order).is_some_and(|issued| day > issued);
    let (other, own) = known.first()?;
    let is_mistaken = known.iter().all(|(_, own)| *own != day)
        && known
            .iter()
            .any(|(_, own)| super::agreement::is_alike(*own, day) || is_to_come);
    let (other, own) = (*other, *own);
    is_mistaken.then(|| {
        let [day, own] = [day, own].map(digits);
        let number = number.to_owned();
        let there = format!("orders/{}.toml", other.stem);
        let message = Words::of(move |reader| {
            let there = match reader {
                crate::problem::Audience::Page => "в самом приказе".to_owned(),
                _ => format!("в файле {there}"),
            };
            format!("приказ № {number}: здесь дата {day}, а {there} – {own}")
        });
        Problem::worded(Code::OrderDiffers, message)
            .at(&text.place)
            .hint("сверьте с подписанным приказом: его узнают по номеру и дате")
    })
}

fn day_of(order: &Order) -> Option<NaiveDate> {
    match &order.date.as_ref()?.value {
        When::Day(day) => Some(*day),
        When::Printed(text) => day_in(text),
        When::Span { .. } => None,
    }
}

/// Number and date of the school's order that a text names: «приказ от 01.09.2026 № 118-ОД», «приказом
/// № 118-ОД от 1 сентября 2026 г.». One of a ministry has its name before them.
fn named_order(text: &str) -> Option<(&str, NaiveDate)> {
    let own = [
        "школы",
        "директора",
        "учреждения",
        "организации",
        "гимназии",
        "лицея",
    ];
    let gap = |c: char| c.is_whitespace() || c == ',';
    text.char_indices().find_map(|(at, _)| {
        let begins = at == 0 || !text[..at].ends_with(char::is_alphabetic);
        let rest = &text[at..];
        let word = rest.split(|c: char| !c.is_alphabetic()).next()?;
        let is_order = begins && word.to_lowercase().starts_with("приказ");
        let mut rest = is_order.then(|| rest[word.len()..].trim_start_matches(gap))?;
        if let Some(of) = own.iter().find(|it| rest.starts_with(**it)) {
            rest = rest[of.len()..].trim_start_matches(gap);
        }
        let number = |rest: &'_ str| -> Option<usize> {
            let after = rest.strip_prefix('№')?.trim_start();
            let end = after.find(|c: char| gap(c) || ".;)»".contains(c));
            let number = &after[..end.unwrap_or(after.len())];
            (!number.is_empty()).then(|| rest.len() - after.len() + number.len())
        };
        let date = |rest: &str| -> Option<(NaiveDate, usize)> {
            let after = rest.strip_prefix("от")?.trim_start_matches(gap);
            let skipped = rest.len() - after.len();
            // The longest beginning that is a day.
            let ends = after
                .char_indices()
                .map(|(at, c)| at + c.len_utf8())
                .take(30);
            let found: Vec<(NaiveDate, usize)> = ends
                .filter(|end| after[..*end].ends_with(|c: char| c.is_ascii_digit()))
                .filter_map(|end| Some((day_in(&after[..end])?, skipped + end)))
                .collect();
            found.into_iter().last()
        };
        let shown = |rest: &'_ str, end: usize| -> (usize, usize) {
            let start = text.len() - rest.len();
            (start, start + end)
        };
        let (span, day) = if let Some(end) = number(rest) {
            let after = rest[end..].trim_start_matches(gap);
            (shown(rest, end), date(after)?.0)
        } else {
            let (day, end) = date(rest)?;
            let after = rest[end..].trim_start_matches(|c: char| gap(c) || "года.".contains(c));
            (shown(after, number(after)?), day)
        };
        let number = text[span.0..span.1].trim_start_matches('№').trim();
        Some((number, day))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_about_the_control_of_the_order_is_known() {
        for text in [
            "Контроль возложить на Лебедеву Н.В.",
            "Контроль оставляю за собой.",
            "Контроль за исполнением настоящего приказа оставляю за собой.",
            "Контроль за исполнением возложить на заместителя директора.",
            "Контроль исполнения приказа возложить на Лебедеву Н.В.",
            "Общий контроль за выполнением приказа оставляю за собой.",
            "Возложить контроль за исполнением приказа на Лебедеву Н.В.",
        ] {
            assert!(is_of_control(text), "{text}");
        }
        for text in [
            "Контроль за посещаемостью возложить на классных руководителей.",
            "Контроль за исполнением плана встреч возложить на куратора.",
            "Контроль качества поручить методисту.",
            "Проводить контроль знаний.",
            "Ответственность за исполнение приказа возложить на куратора.",
            "Представить справку о контроле.",
        ] {
            assert!(!is_of_control(text), "{text}");
        }
    }

    #[test]
    fn an_order_of_the_school_is_known_by_number_and_date() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
        for text in [
            "Приказ № 118-ОД от 01.09.2026 считать утратившим силу.",
            "отменить приказ от 01.09.2026 № 118-ОД",
            "на основании приказа от 1 сентября 2026 г. № 118-ОД",
            "приказом директора № 118-ОД от 1 сентября 2026 года утвердить",
        ] {
            assert_eq!(named_order(text), Some(("118-ОД", day)), "{text}");
        }
        for text in [
            "приказ Минпросвещения от 01.09.2026 № 118-ОД",
            "приказ № 118-ОД отменить",
            "протокол № 1 от 01.09.2026",
            "письмо от 01.09.2026 № 118-ОД",
        ] {
            assert_eq!(named_order(text), None, "{text}");
        }
    }
}
