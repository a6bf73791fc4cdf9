//! Papers of one project that contradict each other or repeat each other's words.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::orders::{has_appendix, says_nothing};
use crate::edition::{AppendixKey, Edition, Effect};
use crate::problem::{Advice, Audience, Code, Place, Placed, Problem, Words};
use crate::project::{Approval, Basis, Order, Pairing, Project, RoadmapKind};
use crate::reader::{When, day_in, same_word};
use crate::russian::digits;

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let before = problems.len();
    project
        .orders
        .iter()
        .filter(|o| o.does(Effect::ChangesMentors) && !o.old_mentors.is_empty())
        .for_each(|order| taken_over(project, order, problems));
    let mut told: Vec<Place> = problems[before..]
        .iter()
        .filter_map(|problem| problem.place.clone())
        .collect();
    concerned(project, edition, &mut told, problems);
    same_order(project, &told, problems);
    same_number(project, problems);
    for order in project
        .orders
        .iter()
        .filter(|o| o.does(Effect::FixesPairs) && !o.pairings.is_empty())
    {
        listed(project, order, problems);
    }
    relevance(project, problems);
    consents(project, problems);
}

/// The order rests on the mentor's written consent (Labour Code, art. 351.8), so the consent comes
/// first.
fn consents(project: &Project, problems: &mut Vec<Problem>) {
    for pairing in &project.pairings {
        let Some(Basis::Order {
            approval, consent, ..
        }) = &pairing.basis
        else {
            continue;
        };
        let of_file = || project.order(pairing.order()?)?.date.as_deref();
        let order = approval.date.as_deref().or_else(of_file);
        let (Some(When::Day(consent)), Some(When::Day(order))) = (consent.as_deref(), order) else {
            continue;
        };
        if consent > order {
            let [consent, order] = [consent, order].map(|d| d.format("%d.%m.%Y").to_string());
            let message = format!(
                "согласие наставника дано {consent}, а приказ о паре издан раньше – {order}"
            );
            let place = approval.place.as_ref().unwrap_or(&pairing.place);
            problems.push(
                Problem::new(Code::ConsentAfterOrder, message)
                    .at(place)
                    .hint("проверьте обе даты: приказ издают на основании согласия"),
            );
        }
    }
}

/// An order as some file gives it.
struct Mention<'a> {
    number: &'a str,
    date: NaiveDate,
    title: Option<&'a str>,
    /// «в файле pairings/second.toml», «у пары …».
    there: Words,
    place: Option<&'a Place>,
    /// Whether it is the order itself, not a paper that refers to it.
    is_order: bool,
}

fn mentions(project: &Project) -> Vec<Mention<'_>> {
    let orders = project.orders.iter().filter_map(|order| {
        Some(Mention {
            number: words(order.number.as_ref())?,
            date: day(order.date.as_ref())?,
            title: None,
            there: Words::of(|reader| match reader {
                Audience::Page => "в самом приказе".to_owned(),
                Audience::Files | Audience::Workbook => format!("в файле {}", file_of(order)),
            }),
            place: order.number.as_ref().map(|n| &n.place),
            is_order: true,
        })
    });
    let roadmap = project
        .roadmap
        .iter()
        .filter_map(|roadmap| of_approval(&roadmap.approved, None, of_roadmap()));
    let pairings = project
        .pairings
        .iter()
        .filter_map(|pairing| match &pairing.basis {
            Some(Basis::Order {
                approval, title, ..
            }) => of_approval(approval, title.as_ref(), of_pair(pairing)),
            Some(Basis::Printed(_)) | None => None,
        });
    let mentors = project.pairings.iter().flat_map(|pairing| {
        let own = pairing.mentorships.iter();
        let approvals = own.flat_map(|m| [&m.appointed, &m.relieved]);
        approvals.filter_map(|approval| of_approval(approval, None, of_pair(pairing)))
    });
    orders
        .chain(roadmap)
        .chain(pairings)
        .chain(mentors)
        .collect()
}

fn of_roadmap() -> Words {
    Words::of(|reader| match reader {
        Audience::Page => "в дорожной карте".to_owned(),
        Audience::Files | Audience::Workbook => "в файле roadmap.toml".to_owned(),
    })
}

fn of_pair(pairing: &Pairing) -> Words {
    Words::of(|reader| match reader {
        Audience::Page => format!("у пары {}", pairing.called(reader)),
        Audience::Files | Audience::Workbook => format!("в файле pairings/{}.toml", pairing.stem),
    })
}

fn file_of(order: &Order) -> String {
    format!("orders/{}.toml", order.stem)
}

/// The day of a date, also of one that is written in words.
fn words(it: Option<&Placed<String>>) -> Option<&str> {
    it.map(|placed| placed.value.as_str())
}

fn day(when: Option<&Placed<When>>) -> Option<NaiveDate> {
    match &when?.value {
        When::Day(day) => Some(*day),
        When::Printed(text) => day_in(text),
        When::Span { .. } => None,
    }
}

fn of_approval<'a>(
    approval: &'a Approval,
    title: Option<&'a Placed<String>>,
    there: Words,
) -> Option<Mention<'a>> {
    Some(Mention {
        number: words(approval.number.as_ref())?,
        date: day(approval.date.as_ref())?,
        title: title.map(|t| t.value.as_str()),
        there,
        place: approval.place.as_ref(),
        is_order: false,
    })
}

/// Numbers run within a calendar year; the same number of another year is another order, unless
/// only the year was mistyped.
pub(super) fn is_alike(a: NaiveDate, b: NaiveDate) -> bool {
    a.year() == b.year() || (a.month(), a.day()) == (b.month(), b.day())
}

fn same_order(project: &Project, told: &[Place], problems: &mut Vec<Problem>) {
    let mentions = mentions(project);
    for (i, later) in mentions.iter().enumerate() {
        let Some(place) = later.place.filter(|place| !told.contains(place)) else {
            continue;
        };
        if later.is_order {
            // Two orders are told by `same_number`.
            continue;
        }
        let differs = mentions[..i].iter().find_map(|first| {
            if same_word(first.number, later.number)
                && first.date != later.date
                && is_alike(first.date, later.date)
            {
                return Some(Words::of(|reader| {
                    format!(
                        "приказ № {}: здесь дата {}, а {} – {}",
                        later.number,
                        digits(later.date),
                        first.there.to(reader),
                        digits(first.date)
                    )
                }));
            }
            let same_title = first.title.is_some() && first.title == later.title;
            (same_title && first.date == later.date && !same_word(first.number, later.number)).then(
                || {
                    Words::of(|reader| {
                        format!(
                            "приказ «{}»: здесь номер {}, а {} – {}",
                            later.title.unwrap_or_default(),
                            later.number,
                            first.there.to(reader),
                            first.number
                        )
                    })
                },
            )
        });
        if let Some(message) = differs {
            problems.push(differs_at(place, message));
        }
    }
}

fn differs_at(place: &Place, message: Words) -> Problem {
    Problem::worded(Code::OrderDiffers, message)
        .at(place)
        .hint(Advice::apart(
            "чтобы номер и дата были записаны один раз, создайте файл приказа в папке orders и указывайте его имя: order = \"…\"",
            "чтобы номер и дата были записаны один раз, добавьте этот приказ в раздел «Приказы» и выбирайте его из списка",
        ))
}

/// Two orders of one year under one number.
fn same_number(project: &Project, problems: &mut Vec<Problem>) {
    for (i, later) in project.orders.iter().enumerate() {
        let (Some(number), Some(place)) = (&later.number, later.number.as_ref().map(|n| &n.place))
        else {
            continue;
        };
        let is_twin = |first: &&Order| {
            let days = day(first.date.as_ref()).zip(day(later.date.as_ref()));
            first.number.as_ref().is_some_and(|n| same_word(n, number))
                && days.is_none_or(|(a, b)| is_alike(a, b))
        };
        if let Some(first) = project.orders[..i].iter().find(is_twin) {
            let message = |reader| {
                let other = match reader {
                    Audience::Page => first.called(reader),
                    Audience::Files | Audience::Workbook => format!("в файле {}", file_of(first)),
                };
                format!("номер {} уже у другого приказа – {other}", number.value)
            };
            problems.push(
                Problem::naming(Code::SameNumber, message)
                    .at(place)
                    .hint(Advice::apart(
                        "у каждого приказа года свой номер: проверьте оба файла по журналу приказов",
                        "у каждого приказа года свой номер: проверьте его по журналу приказов",
                    )),
            );
        }
    }
}

/// What a paper that gives the number and date of an order itself says otherwise than the orders
/// that concern it. Places that are told already are passed over, and those told here added.
fn concerned(
    project: &Project,
    edition: &Edition,
    told: &mut Vec<Place>,
    problems: &mut Vec<Problem>,
) {
    let mut tell = |place: &Place, message: Words| {
        if told.contains(place) {
            return;
        }
        told.push(place.clone());
        let hint =
            "запишите номер и дату один раз, в файле приказа, а здесь назовите его: order = \"…\"";
        problems.push(
            Problem::worded(Code::OrderDiffers, message)
                .at(place)
                .hint(Advice::apart(
                    hint,
                    "выберите приказ из списка: номер и дата возьмутся из него",
                )),
        );
    };
    let approving: Vec<&Order> = project
        .orders
        .iter()
        .filter(|order| has_appendix(edition, order, AppendixKey::Roadmap))
        .collect();
    if let Some(approved) = project
        .roadmap
        .as_ref()
        .filter(|r| r.kind == RoadmapKind::School)
        .map(|r| &r.approved)
        && let Some(place) = &approved.place
        && let Some(message) = of_none(
            approved,
            &approving,
            (project, edition),
            "дорожную карту утверждает",
        )
    {
        tell(approved.order.as_ref().map_or(place, |o| &o.place), message);
    }
    for pairing in &project.pairings {
        let names = |order: &Order| order.pairings.iter().any(|p| p.value == pairing.stem);
        let orders = || project.orders.iter();
        let mut fixing: Vec<&Order> = orders()
            .filter(|o| o.does(Effect::FixesPairs) && (names(o) || o.pairings.is_empty()))
            .collect();
        if fixing.is_empty() {
            continue;
        }
        // The pair of a new mentor may rest on the order that appoints him.
        fixing.extend(orders().filter(|o| o.does(Effect::ChangesMentors) && names(o)));
        match &pairing.basis {
            Some(Basis::Order { approval, .. }) if approval.order.is_none() => {
                let message = of_none(approval, &fixing, (project, edition), "пару закрепляет");
                if let (Some(message), Some(place)) = (message, &approval.place) {
                    tell(place, message);
                }
            }
            Some(Basis::Printed(text)) => {
                if let Some(order) = printed_otherwise(text, &fixing) {
                    let message = Words::of(|reader| {
                        format!(
                            "основание названо словами, а пару закрепляет приказ {}",
                            with_file(order, reader, || {
                                format!("№ {}", words(order.number.as_ref()).unwrap_or_default())
                            })
                        )
                    });
                    tell(&pairing.place, message);
                }
            }
            Some(Basis::Order { .. }) | None => {}
        }
    }
}

/// What is to be told of an order named by number and date, where none of the orders that concern
/// the paper bears them.
fn of_none(
    approval: &Approval,
    orders: &[&Order],
    (project, edition): (&Project, &Edition),
    does: &str,
) -> Option<Words> {
    if let Some(named) = &approval.order {
        let order = project.order(&named.value)?;
        let first = orders.first()?;
        let is_right = orders.iter().any(|o| o.stem == order.stem)
            || order.own_clauses_only
            || says_nothing(edition, order);
        return (!is_right).then(|| {
            Words::of(|reader| match reader {
                Audience::Page => format!(
                    "{does} приказ {}, а здесь назван приказ {}",
                    first.called(reader),
                    order.called(reader)
                ),
                Audience::Files | Audience::Workbook => format!(
                    "{does} приказ из файла {}, а здесь назван {}",
                    file_of(first),
                    file_of(order)
                ),
            })
        });
    }
    if approval.number.is_none() && approval.date.is_none() {
        return None;
    }
    let agrees = |order: &&&Order| {
        let number = match (&approval.number, &order.number) {
            (Some(here), Some(there)) => same_word(here, there),
            _ => true,
        };
        let date = match (day(approval.date.as_ref()), day(order.date.as_ref())) {
            (Some(here), Some(there)) => here == there,
            _ => true,
        };
        number && date
    };
    if orders.is_empty() || orders.iter().any(|order| agrees(&order)) {
        return None;
    }
    // The one that says nearly the same, else the first.
    let order = orders
        .iter()
        .find(|o| {
            o.number.is_some()
                && o.number
                    .as_deref()
                    .zip(words(approval.number.as_ref()))
                    .is_some_and(|(a, b)| same_word(a, b))
        })
        .or_else(|| orders.first())?;
    Some(Words::of(|reader| {
        format!(
            "{does} приказ {}, а здесь {}",
            with_file(order, reader, || {
                number_and_date(words(order.number.as_ref()), order.date.as_ref())
            }),
            number_and_date(words(approval.number.as_ref()), approval.date.as_ref())
        )
    }))
}

/// An order by its number, and for who sees files by its file too.
fn with_file(order: &Order, reader: Audience, number: impl Fn() -> String) -> String {
    match reader {
        Audience::Page => order.called(reader),
        Audience::Files | Audience::Workbook => format!("{} – файл {}", number(), file_of(order)),
    }
}

fn number_and_date(number: Option<&str>, date: Option<&Placed<When>>) -> String {
    let number = number.map(|n| format!("№ {n}"));
    let date = day(date).map(|d| format!("от {}", digits(d)));
    number.into_iter().chain(date).collect::<Vec<_>>().join(" ")
}

/// The order that fixes a pair, if the words of its basis name another number.
fn printed_otherwise<'o>(text: &str, orders: &[&'o Order]) -> Option<&'o Order> {
    let numbers: Vec<&str> = text
        .split('№')
        .skip(1)
        .filter_map(|rest| {
            let word = rest
                .trim_start()
                .split([' ', '\u{A0}', ',', ';', ')', '»'])
                .next()?;
            Some(word.trim_end_matches('.')).filter(|w| w.contains(|c: char| c.is_ascii_digit()))
        })
        .collect();
    let is_named = |order: &&&Order| {
        let own = words(order.number.as_ref()).unwrap_or_default();
        numbers.iter().any(|n| same_word(n, own))
    };
    let numbered = || orders.iter().filter(|o| o.number.is_some());
    if numbers.is_empty() || numbered().any(|order| is_named(&order)) {
        return None;
    }
    numbered().next().copied()
}

fn listed(project: &Project, order: &Order, problems: &mut Vec<Problem>) {
    let is_listed = |pairing: &Pairing| order.pairings.iter().any(|p| p.value == pairing.stem);
    for pairing in &project.pairings {
        match pairing.order_place() {
            Some(basis) if basis.value == order.stem && !is_listed(pairing) => {
                let problem = outside(basis, |reader| {
                    format!("приказ {} этой пары не называет", order.called(reader))
                });
                problems.push(problem.hint(Advice::apart(
                    format!(
                        "добавьте «{}» в список pairings приказа или исправьте основание",
                        pairing.stem
                    ),
                    "добавьте эту пару в список пар приказа или укажите другое основание",
                )));
            }
            Some(_) | None => {}
        }
    }
    for name in &order.pairings {
        let pairing = project.pairings.iter().find(|p| p.stem == name.value);
        let by_change = |p: &Pairing| {
            project
                .changes_of(p)
                .any(|change| p.order() == Some(change.stem.as_str()))
        };
        if let Some(pairing) =
            pairing.filter(|p| p.order() != Some(order.stem.as_str()) && !by_change(p))
        {
            let problem = outside(name, |reader| {
                let pair = pairing.called(reader);
                format!("у пары {pair} основанием назван не этот приказ")
            });
            problems.push(problem.hint(Advice::apart(
                format!(
                    "в файле пары запишите: basis = {{ order = \"{}\", consent = … }}",
                    order.stem
                ),
                "укажите этот приказ основанием в самой паре",
            )));
        }
    }
}

/// A pair that names its new mentor rests on the order that appoints him and on his own consent.
fn taken_over(project: &Project, order: &Order, problems: &mut Vec<Problem>) {
    let is_new = |pairing: &Pairing| {
        pairing.mentors.iter().any(|m| {
            let mut new = project.new_mentors_in(order, pairing).into_iter();
            new.any(|new| new.key == m.value.key)
        })
    };
    let named = project
        .pairings
        .iter()
        .filter(|p| order.pairings.iter().any(|name| name.value == p.stem));
    // Of one who was the mentor before that is told, and nothing follows from it.
    let named = named.filter(|pairing| {
        let before = project.mentors_before(order, pairing);
        let new = project.new_mentors_in(order, pairing);
        !new.iter()
            .all(|new| before.iter().any(|old| old.key == new.key))
    });
    let is_last = |pairing: &Pairing| {
        project
            .changes_of(pairing)
            .max_by_key(|c| c.takes_effect())
            .is_some_and(|last| last.stem == order.stem)
    };
    for pairing in named.filter(|p| is_new(p) && is_last(p)) {
        let Some(Basis::Order { approval, .. }) = &pairing.basis else {
            continue;
        };
        let has_number = approval.number.is_some() && approval.number == order.number;
        if !has_number && pairing.order() != Some(order.stem.as_str()) {
            let place = approval.place.as_ref().unwrap_or(&pairing.place);
            problems.push(
                Problem::naming(Code::PairingOutsideOrder, |reader| format!(
                    "пару ведет новый наставник, а основанием назван не приказ о замене {}",
                    order.called(reader)
                ))
                    .at(place)
                    .hint(Advice::apart(format!("запишите: basis = {{ order = \"{}\", consent = … }} – с датой согласия нового наставника", order.stem), "укажите основанием приказ о замене и впишите дату согласия нового наставника")),
            );
        }
    }
}

fn outside(place: &Placed<String>, message: impl Fn(Audience) -> String) -> Problem {
    Problem::naming(Code::PairingOutsideOrder, message).at(&place.place)
}

fn relevance(project: &Project, problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<&str, &Pairing> = BTreeMap::new();
    for pairing in &project.pairings {
        let Some(mark) = &pairing.relevance else {
            continue;
        };
        match seen.get(mark.value.as_str()) {
            Some(first) => problems.push(
                Problem::naming(Code::SharedRelevance, |reader| match reader {
                    Audience::Page => format!(
                        "актуальность слово в слово та же, что у пары {}",
                        first.called(reader)
                    ),
                    Audience::Files | Audience::Workbook => format!(
                        "актуальность слово в слово та же, что в файле pairings/{}.toml",
                        first.stem
                    ),
                })
                .at(&mark.place)
                .hint("программа персонализированная: опишите трудности именно этого педагога"),
            ),
            None => drop(seen.insert(&mark.value, pairing)),
        }
    }
}
