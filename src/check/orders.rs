//! What orders name, and what names orders: files, kinds, appendices.

use crate::edition::Edition;
use crate::problem::{Code, Place, Placed, Problem};
use crate::project::{CHANGE, END, OTHER, Order, Project, RoadmapKind};
use crate::reader::{When, suggestion};

/// Appendices that an order may have.
pub const APPENDICES: [&str; 6] = [
    "regulation",
    "roadmap",
    "pairs",
    "programs",
    "blank-roadmap",
    "blank-program",
];

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let stems: Vec<&str> = project.orders.iter().map(|o| o.stem.as_str()).collect();
    let references = project
        .roadmap
        .iter()
        .filter_map(|r| r.approved.order.as_ref())
        .chain(project.pairings.iter().filter_map(|p| p.order_place()));
    for reference in references {
        if !stems.contains(&reference.value.as_str()) {
            problems.push(unknown_order(reference, &stems));
        }
    }
    for order in &project.orders {
        check_order(project, edition, order, problems);
        incomplete(order, problems);
        same_mentor(project, order, problems);
        day_before_order(order, problems);
    }
    absent_papers(project, edition, problems);
    unfit_orders(project, edition, problems);
    roadmap_without_order(project, edition, problems);
}

/// An order works for the time to come.
fn day_before_order(order: &Order, problems: &mut Vec<Problem>) {
    let (Some(When::Day(day)), Some(When::Day(date)), Some(kind)) =
        (&order.day, &order.date, &order.kind)
    else {
        return;
    };
    if day < date && (order.is(CHANGE) || order.is(END)) {
        let [day, date] = [day, date].map(|d| d.format("%d.%m.%Y").to_string());
        let message = format!("приказ издан {date}, а действует с более раннего дня – {day}");
        problems.push(
            Problem::new(Code::DayBeforeOrder, message)
                .at(&kind.place)
                .hint("проверьте обе даты: чаще всего ошибка в годе"),
        );
    }
}

/// An order that approves what the project does not have.
fn absent_papers(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    for order in &project.orders {
        let Some(kind) = order.kind.as_ref() else {
            continue;
        };
        let lacks_roadmap = project.roadmap.is_none() && has_appendix(edition, order, "roadmap");
        let lacks_pairs = project.pairings.is_empty()
            && ["pairs", "programs"]
                .iter()
                .any(|key| has_appendix(edition, order, key));
        for (is_lacking, message, hint) in [
            (
                lacks_roadmap,
                "утверждает дорожную карту, а файла roadmap.toml нет",
                "создайте roadmap.toml – образец делает команда «nastavnik init» – или перечислите в приказе только те приложения, которые есть: appendices = [\"…\"]",
            ),
            (
                lacks_pairs,
                "называет наставнические пары, а в папке pairings нет ни одной",
                "создайте файлы пар в папке pairings или уберите файл приказа",
            ),
        ] {
            if is_lacking {
                problems.push(
                    Problem::new(
                        Code::AbsentPaper,
                        format!("приказ «{}» {message}", order.stem),
                    )
                    .at(&kind.place)
                    .hint(hint)
                    .hint_in_form("добавьте то, о чем говорит приказ, или уберите приказ"),
                );
            }
        }
    }
}

/// A mentor acts by an order that names his pair: one with a list of pairs, one that changes the
/// mentor, one of the school's own words.
fn unfit_orders(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let fits = |order: &Order| {
        has_appendix(edition, order, "pairs")
            || order.is(CHANGE)
            || order.is(OTHER)
            || order.own_clauses_only
            || !is_known(edition, order)
    };
    for basis in project.pairings.iter().filter_map(|p| p.order_place()) {
        if project
            .order(&basis.value)
            .is_some_and(|order| !fits(order))
        {
            let message = format!(
                "основанием назван приказ «{}», а он пар не закрепляет",
                basis.value
            );
            let hint = "основание наставника – приказ о закреплении пар или о замене наставника";
            problems.push(
                Problem::new(Code::UnfitOrder, message)
                    .at(&basis.place)
                    .hint(hint),
            );
        }
    }
}

/// Whether the edition knows the kind of an order: of a misspelt one nothing else can be said.
fn is_known(edition: &Edition, order: &Order) -> bool {
    edition.orders.kind.iter().any(|kind| order.is(&kind.key))
}

/// Whether an order has an appendix: one of its own, or of its kind.
pub(super) fn has_appendix(edition: &Edition, order: &Order, key: &str) -> bool {
    if let Some(own) = &order.appendices {
        return own.iter().any(|a| a.value == key);
    }
    let kind = edition.orders.kind.iter().find(|k| order.is(&k.key));
    kind.is_some_and(|k| k.appendices.iter().any(|a| a == key))
}

fn roadmap_without_order(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let Some(roadmap) = project
        .roadmap
        .as_ref()
        .filter(|r| r.kind == RoadmapKind::School && r.approved.is_empty())
    else {
        return;
    };
    if let Some(order) = project
        .orders
        .iter()
        .find(|order| has_appendix(edition, order, "roadmap"))
    {
        let message = format!(
            "дорожную карту утверждает приказ «{}», а в карте приказ не указан: в грифе останутся пустые строки",
            order.stem
        );
        problems.push(
            Problem::new(Code::RoadmapWithoutOrder, message)
                .at(&Place {
                    file: roadmap.file,
                    span: 0..0,
                })
                .hint(format!(
                    "добавьте в начало roadmap.toml строку: approved = {{ order = \"{}\" }}",
                    order.stem
                ))
                .hint_in_form("выберите приказ, который утверждает дорожную карту"),
        );
    }
}

/// What an order of each kind must say, for its clauses rest on it.
fn incomplete(order: &Order, problems: &mut Vec<Problem>) {
    let Some(kind) = order.kind.as_ref().filter(|_| !order.own_clauses_only) else {
        return;
    };
    let (pairings, day) = (order.pairings.is_empty(), order.day.is_none());
    let lacks: Vec<&str> = match kind.value.as_str() {
        CHANGE => vec![
            ("пары", pairings),
            ("день", day),
            ("новый наставник", order.new_mentors.is_empty()),
        ],
        END => vec![("пары", pairings), ("день", day)],
        OTHER => vec![("свои пункты", order.clauses.is_empty())],
        _ => Vec::new(),
    }
    .into_iter()
    .filter_map(|(what, is_lacking)| is_lacking.then_some(what))
    .collect();
    if !lacks.is_empty() {
        let message = format!("в приказе не указано: {}", lacks.join(", "));
        let hint = "допишите недостающее; без него пункт не напечатается или в нем останется место для записи от руки";
        problems.push(
            Problem::new(Code::IncompleteOrder, message)
                .at(&kind.place)
                .hint(hint),
        );
    }
}

fn same_mentor(project: &Project, order: &Order, problems: &mut Vec<Problem>) {
    for name in &order.pairings {
        let Some(pairing) = project.pairings.iter().find(|p| p.stem == name.value) else {
            continue;
        };
        let before = order.mentors_before(pairing);
        for new in &order.new_mentors {
            let is_mentee = pairing.mentees.iter().any(|m| m.value.key == new.key);
            if !is_mentee && before.iter().all(|old| old.key != new.key) {
                continue;
            }
            let (whose, hint, hint_in_form) = if is_mentee {
                (
                    "в этой паре наставляемый",
                    "проверьте ключи в поле new_mentors",
                    "проверьте, кто назван новым наставником",
                )
            } else {
                (
                    "и так наставник этой пары",
                    "если в файле пары уже записан новый наставник, укажите прежнего: old_mentors = [\"…\"]",
                    "если в паре уже записан новый наставник, укажите в приказе прежнего",
                )
            };
            let message = format!("новый наставник {} – {whose}", new.name.short());
            problems.push(
                Problem::new(Code::SameMentor, message)
                    .at(&name.place)
                    .hint(hint)
                    .hint_in_form(hint_in_form),
            );
        }
    }
}

fn unknown_order(reference: &Placed<String>, stems: &[&str]) -> Problem {
    let problem = Problem::new(Code::UnknownOrder, format!("нет приказа «{}»", reference.value))
        .at(&reference.place)
        .hint_in_form("такого приказа в разделе «Приказы» нет: выберите приказ из списка или впишите номер и дату в их поля");
    if stems.is_empty() {
        let create = format!("создайте файл orders/{}.toml", reference.value);
        return problem.hint(format!(
            "{create} или впишите номер и дату приказа: number = \"118-ОД\", date = 2026-09-01"
        ));
    }
    problem.hint(suggestion(&reference.value, stems))
}

fn check_order(project: &Project, edition: &Edition, order: &Order, problems: &mut Vec<Problem>) {
    let kinds: Vec<&str> = edition.orders.kind.iter().map(|k| k.key.as_str()).collect();
    if let Some(kind) = order
        .kind
        .as_ref()
        .filter(|k| !kinds.contains(&k.value.as_str()))
    {
        let message = format!("«kind»: нет вида приказа «{}»", kind.value);
        problems.push(
            Problem::new(Code::UnknownValue, message)
                .at(&kind.place)
                .hint(suggestion(&kind.value, &kinds)),
        );
    }
    for appendix in order
        .appendices
        .iter()
        .flatten()
        .filter(|a| !APPENDICES.contains(&a.value.as_str()))
    {
        let message = format!("«appendices»: нет приложения «{}»", appendix.value);
        problems.push(
            Problem::new(Code::UnknownValue, message)
                .at(&appendix.place)
                .hint(suggestion(&appendix.value, &APPENDICES)),
        );
    }
    let pairings: Vec<&str> = project.pairings.iter().map(|p| p.stem.as_str()).collect();
    for pairing in order
        .pairings
        .iter()
        .filter(|p| !pairings.contains(&p.value.as_str()))
    {
        let message = format!("нет пары «{}»", pairing.value);
        problems.push(
            Problem::new(Code::UnknownPairing, message)
                .at(&pairing.place)
                .hint(suggestion(&pairing.value, &pairings)),
        );
    }
}
