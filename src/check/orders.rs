//! What orders name, and what names orders: files, kinds, appendices.

use crate::edition::{AppendixKey, Edition, Effect, OrderKind};
use crate::problem::{Advice, Audience, Code, Place, Placed, Problem, choice};
use crate::project::{Clause, Order, Pairing, Project, RoadmapKind};
use crate::reader::When;
use crate::russian::{in_latin, searchable};

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let stems: Vec<&str> = project.orders.iter().map(|o| o.stem.as_str()).collect();
    let references = project
        .roadmap
        .iter()
        .filter_map(|r| r.approved.order.as_ref())
        .chain(project.pairings.iter().filter_map(|p| p.order_place()));
    let of_mentors = project
        .pairings
        .iter()
        .flat_map(|p| &p.mentorships)
        .flat_map(|m| [&m.appointed, &m.relieved])
        .filter_map(|approval| approval.order.as_ref());
    for reference in references.chain(of_mentors) {
        if !stems.contains(&reference.value.as_str()) {
            problems.push(unknown_order(reference, &stems));
        }
    }
    for order in &project.orders {
        check_order(project, edition, order, problems);
        named_twice(&order.pairings, "пара", problems);
        named_twice(
            order.appendices.as_deref().unwrap_or_default(),
            "приложение",
            problems,
        );
        incomplete(project, edition, order, problems);
        lacking_appendices(edition, order, problems);
        lost_references(edition, order, problems);
        same_mentor(project, order, problems);
        day_before_order(order, problems);
        old_mentors_papers(project, order, problems);
        absent_papers(project, edition, order, problems);
    }
    unfit_orders(project, edition, problems);
    unfit_turns(project, edition, problems);
    roadmap_without_order(project, edition, problems);
}

/// The papers of article 351.8 are made for the mentors whom the pairing names now.
fn old_mentors_papers(project: &Project, order: &Order, problems: &mut Vec<Problem>) {
    let Some(kind) = order
        .kind
        .as_ref()
        .filter(|_| order.does(Effect::ChangesMentors))
    else {
        return;
    };
    for stem in &order.pairings {
        let pairing = project.pairings.iter().find(|p| p.stem == stem.value);
        let keeps = |p: &&Pairing| {
            let mut own = p.mentorships.iter();
            p.shared_labour.is_some() || own.any(|m| m.is_own && m.labour.is_some())
        };
        let Some(pairing) = pairing.filter(keeps) else {
            continue;
        };
        let is_mentor = |key: &str| pairing.mentorship_of(key).is_some();
        let left: Vec<String> = order
            .old_mentors
            .iter()
            .filter(|old| !is_mentor(&old.key))
            .map(|old| old.name.short())
            .collect();
        if left.is_empty() {
            continue;
        }
        let message = format!(
            "согласие, соглашение и уведомление готовятся на нового наставника, на прежнего их нет: {}",
            left.join(", ")
        );
        problems.push(
            Problem::new(Code::OldMentorsPapers, message)
                .at(&kind.place)
                .hint("документы прежнего наставника подготовьте и сохраните до того, как впишете в пару нового"),
        );
    }
}

/// An order works for the time to come.
fn day_before_order(order: &Order, problems: &mut Vec<Problem>) {
    let (Some(When::Day(day)), Some(When::Day(date)), Some(kind)) =
        (order.day.as_deref(), order.date.as_deref(), &order.kind)
    else {
        return;
    };
    if day < date && (order.does(Effect::ChangesMentors) || order.does(Effect::EndsPairs)) {
        let [day, date] = [day, date].map(|d| d.format("%d.%m.%Y").to_string());
        let message = format!("приказ издан {date}, а действует с более раннего дня – {day}");
        problems.push(
            Problem::new(Code::DayBeforeOrder, message)
                .at(&kind.place)
                .hint("проверьте обе даты: чаще всего ошибка в годе"),
        );
    }
}

/// An order that approves or names what the project does not have.
fn absent_papers(project: &Project, edition: &Edition, order: &Order, problems: &mut Vec<Problem>) {
    let Some(kind) = &order.kind else {
        return;
    };
    let has = |key| has_appendix(edition, order, key);
    let mut tell = |in_files: &str, on_page: &str, advice: Advice| {
        let message = |reader| {
            let what = if reader == Audience::Page {
                on_page
            } else {
                in_files
            };
            format!("приказ {} {what}", order.called(reader))
        };
        problems.push(
            Problem::naming(Code::AbsentPaper, message)
                .at(&kind.place)
                .hint(advice),
        );
    };
    if project.roadmap.is_none() && has(AppendixKey::Roadmap) {
        tell(
            "утверждает дорожную карту, а файла roadmap.toml нет",
            "утверждает дорожную карту, а она не составлена",
            Advice::apart(
                "создайте roadmap.toml – образец делает команда «nastavnik init» – или перечислите в приказе другие приложения, appendices = [\"regulation\"], и запишите свои пункты: own_clauses_only = true",
                "составьте дорожную карту или оставьте в приказе другие приложения и свои пункты",
            ),
        );
    }
    if project.pairings.is_empty() && (has(AppendixKey::Pairs) || has(AppendixKey::Programs)) {
        tell(
            "называет наставнические пары, а в папке pairings нет ни одной",
            "называет наставнические пары, а их пока нет",
            Advice::apart(
                "создайте файлы пар в папке pairings или уберите файл приказа",
                "добавьте пары, о которых говорит приказ, или уберите приказ",
            ),
        );
    }
}

/// A mentor acts by an order that names his pair: one with a list of pairs, one that changes the
/// mentor, one of the school's own words.
fn unfit_orders(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let fits = |order: &Order| {
        has_appendix(edition, order, AppendixKey::Pairs)
            || order.does(Effect::FixesPairs)
            || order.does(Effect::ChangesMentors)
            || order.own_clauses_only
            || says_nothing(edition, order)
    };
    for basis in project.pairings.iter().filter_map(|p| p.order_place()) {
        if let Some(order) = project.order(&basis.value).filter(|order| !fits(order)) {
            let message = |reader| {
                format!(
                    "основанием назван приказ {}, а он пар не закрепляет",
                    order.called(reader)
                )
            };
            let hint = "основание наставника – приказ о закреплении пар или о замене наставника";
            problems.push(
                Problem::naming(Code::UnfitOrder, message)
                    .at(&basis.place)
                    .hint(hint),
            );
        }
    }
}

type Fits<'a> = &'a dyn Fn(&Order) -> bool;

/// A mentor is appointed by an order about pairs or about a change, and relieved by one that changes
/// or ends.
fn unfit_turns(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    let may_be_any = |order: &Order| order.own_clauses_only || says_nothing(edition, order);
    let appoints = |order: &Order| {
        let effects = [
            Effect::FixesPairs,
            Effect::ChangesMentors,
            Effect::ProlongsPairs,
        ];
        effects.into_iter().any(|it| order.does(it))
            || has_appendix(edition, order, AppendixKey::Pairs)
    };
    let relieves =
        |order: &Order| order.does(Effect::ChangesMentors) || order.does(Effect::EndsPairs);
    for own in project.pairings.iter().flat_map(|it| &it.mentorships) {
        let sides: [(_, Fits<'_>, _); 2] = [
            (&own.appointed, &appoints, "назначает наставников"),
            (&own.relieved, &relieves, "освобождает наставников"),
        ];
        for (approval, fits, does) in sides {
            let Some(named) = &approval.order else {
                continue;
            };
            let order = project.order(&named.value);
            let Some(order) = order.filter(|it| !fits(it) && !may_be_any(it)) else {
                continue;
            };
            let message =
                |reader| format!("назван приказ {}, а он не {does}", order.called(reader));
            problems.push(
                Problem::naming(Code::UnfitOrder, message)
                    .at(&named.place)
                    .hint("назначает наставника приказ о закреплении пар или о замене, освобождает – о замене или о прекращении"),
            );
        }
    }
}

/// Whether nothing is known of what an order says: its kind has no words, is misspelt or is not
/// named.
pub(super) fn says_nothing(edition: &Edition, order: &Order) -> bool {
    let kind = order
        .kind
        .as_ref()
        .and_then(|k| edition.orders.kind(&k.value));
    kind.is_none_or(OrderKind::has_no_text)
}

/// Whether an order has an appendix: one of its own, or of its kind.
pub(super) fn has_appendix(edition: &Edition, order: &Order, key: AppendixKey) -> bool {
    if let Some(own) = &order.appendices {
        return own.iter().any(|a| a.value == key.key());
    }
    let kind = order
        .kind
        .as_ref()
        .and_then(|k| edition.orders.kind(&k.value));
    kind.is_some_and(|k| k.appendices.contains(&key))
}

/// Own clauses that refer to an appendix of the order that there is not.
fn lost_references(edition: &Edition, order: &Order, problems: &mut Vec<Problem>) {
    let kind = order.kind.as_ref();
    let kind = kind.and_then(|kind| edition.orders.kind(&kind.value));
    let of_kind = || kind.map_or_else(Vec::new, |kind| kind.appendices.clone());
    let keys = order.appendices.as_ref().map_or_else(of_kind, |own| {
        let own = own.iter();
        own.filter_map(|it| AppendixKey::of(&it.value)).collect()
    });
    let count = keys.iter().filter(|key| !key.is_blank()).count();
    let mut waiting: Vec<&Clause> = order.clauses.iter().rev().collect();
    while let Some(clause) = waiting.pop() {
        waiting.extend(clause.clauses.iter().rev());
        let references = appendices_named(&clause.text.value);
        let mut lost = references.into_iter().filter(|it| it.unwrap_or(1) > count);
        let Some(number) = lost.next() else {
            continue;
        };
        let named = number.map_or_else(String::new, |number| format!(" № {number}"));
        let message = format!(
            "пункт ссылается на приложение{named}, а {}",
            match count {
                0 => "приложений у приказа нет".to_owned(),
                _ => format!("приложений у приказа {count}"),
            }
        );
        problems.push(
            Problem::new(Code::IncompleteOrder, message)
                .at(&clause.text.place)
                .hint(Advice::apart(
                    "перечислите приложения приказа (appendices), исправьте номер или, если приложение готовите сами, приложите его к приказу",
                    "выберите приложения приказа, исправьте номер или, если приложение готовите сами, приложите его к приказу",
                )),
        );
    }
}

/// The appendices of its order that a text names: «(приложение № 2)», «согласно приложению»; not an
/// appendix of something else, nor a program for a telephone.
fn appendices_named(text: &str) -> Vec<Option<usize>> {
    let text = text.to_lowercase().replace('\u{A0}', " ");
    let mut out = Vec::new();
    for (at, _) in text.match_indices("приложени") {
        let after = text[at..].trim_start_matches(char::is_alphabetic);
        let rest = after.trim_start();
        let figures = rest.strip_prefix('№').unwrap_or(rest).trim_start();
        let end = figures.find(|c: char| !c.is_ascii_digit());
        let (number, rest) = figures.split_at(end.unwrap_or(figures.len()));
        let number = number.parse().ok();
        let before = text[..at].trim_end();
        let is_meant = number.is_some()
            || before.ends_with('(') && after.starts_with(')')
            || before.ends_with("согласно");
        let of_another =
            rest.trim_start().starts_with("к ") && !rest.contains("настоящему приказу");
        if is_meant && !of_another {
            out.push(number);
        }
    }
    out
}

/// The clauses of a kind refer to its appendices, which the order may have changed.
fn lacking_appendices(edition: &Edition, order: &Order, problems: &mut Vec<Problem>) {
    let kind = order.kind.as_ref().filter(|_| !order.own_clauses_only);
    let (Some(own), Some(placed)) = (&order.appendices, kind) else {
        return;
    };
    let Some(kind) = edition.orders.kind(&placed.value) else {
        return;
    };
    let lacks = edition.orders.appendix.iter().filter(|appendix| {
        let key = appendix.key.key();
        kind.names(&format!("appendix.{key}}}")) && own.iter().all(|a| a.value != key)
    });
    for appendix in lacks {
        let message = format!(
            "пункты образца ссылаются на приложение «{}», а среди приложений приказа его нет",
            appendix.name
        );
        let hint = format!(
            "добавьте \"{}\" в поле appendices или уберите пункты образца: own_clauses_only = true",
            appendix.key.key()
        );
        problems.push(
            Problem::new(Code::IncompleteOrder, message)
                .at(&placed.place)
                .hint(Advice::apart(
                    hint,
                    "добавьте это приложение или печатайте только свои пункты",
                )),
        );
    }
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
        .find(|order| has_appendix(edition, order, AppendixKey::Roadmap))
    {
        let message = |reader| {
            format!(
                "дорожную карту утверждает приказ {}, а в карте приказ не указан: в грифе останутся пустые строки",
                order.called(reader)
            )
        };
        problems.push(
            Problem::naming(Code::RoadmapWithoutOrder, message)
                .at(&Place::in_file(roadmap.file, 0..0))
                .hint(Advice::apart(
                    format!(
                        "добавьте в начало roadmap.toml строку: approved = {{ order = \"{}\" }}",
                        order.stem
                    ),
                    "выберите приказ, который утверждает дорожную карту",
                )),
        );
    }
}

/// What an order of a kind must say, for its words rest on it.
fn incomplete(project: &Project, edition: &Edition, order: &Order, problems: &mut Vec<Problem>) {
    let Some(kind) = order.kind.as_ref() else {
        return;
    };
    if order.own_clauses_only {
        if order.clauses.is_empty() {
            let message = "в приказе не указано: свои пункты";
            problems.push(
                Problem::new(Code::IncompleteOrder, message)
                    .at(&kind.place)
                    .hint(Advice::apart(
                        "печатаются только свои пункты (own_clauses_only = true), а их нет: впишите их разделами [[clause]] или уберите эту строку",
                        "печатаются только свои пункты, а их нет: впишите их или печатайте и пункты образца",
                    )),
            );
        }
        return;
    }
    let Some(words) = edition.orders.kind(&kind.value) else {
        return;
    };
    let lacks: Vec<&str> = [
        (
            "пары",
            words.pairing_clause.is_some() && order.pairings.is_empty(),
        ),
        ("день", words.names("day}") && order.day.is_none()),
        (
            "новый наставник",
            words.names("new_mentors.") && project.new_mentors_of(order).is_empty(),
        ),
        (
            "свои пункты",
            words.has_no_text() && order.clauses.is_empty(),
        ),
    ]
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
        let before = project.mentors_before(order, pairing);
        for new in project.new_mentors_in(order, pairing) {
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
                    .hint(Advice::apart(hint, hint_in_form)),
            );
        }
    }
}

fn unknown_order(reference: &Placed<String>, stems: &[&str]) -> Problem {
    // What is written may be the name of the file, which the key is a part of.
    let stem = reference.value.trim_end_matches(".toml");
    let stem = stem.rsplit(['/', '\\']).next().unwrap_or(stem);
    let problem = Problem::naming(Code::UnknownOrder, |reader| match reader {
        Audience::Page => "приказа, который здесь назван, нет".to_owned(),
        Audience::Files | Audience::Workbook => format!("нет приказа «{}»", reference.value),
    })
    .of_absent(stem)
    .at(&reference.place);
    let in_files = if stems.is_empty() {
        format!(
            "создайте файл orders/{stem}.toml или впишите номер и дату приказа: number = \"118-ОД\", date = 2026-09-01"
        )
    } else {
        choice(stem, stems)
    };
    let in_form = "выберите приказ из списка или впишите номер и дату в их поля";
    problem.hint(Advice::apart(in_files, in_form))
}

fn check_order(project: &Project, edition: &Edition, order: &Order, problems: &mut Vec<Problem>) {
    let kinds: Vec<&str> = edition.orders.kind.iter().map(|k| k.key.as_str()).collect();
    if let Some(kind) = order
        .kind
        .as_ref()
        .filter(|k| !kinds.contains(&k.value.as_str()))
    {
        let message = format!("нет вида приказа «{}»", kind.value);
        // «pairs» typed with Russian letters.
        let latin = Some(in_latin(&kind.value)).filter(|it| it.is_ascii());
        problems.push(
            Problem::with(Code::UnknownValue, "kind", message)
                .at(&kind.place)
                .hint(Advice::choose_called(
                    latin.as_ref().unwrap_or(&kind.value),
                    edition
                        .orders
                        .kind
                        .iter()
                        .map(|it| (it.key.clone(), it.name.clone())),
                )),
        );
    }
    let appendices = &edition.orders.appendix;
    let is_appendix = |written: &str| appendices.iter().any(|it| it.key.key() == written);
    for appendix in order
        .appendices
        .iter()
        .flatten()
        .filter(|a| !is_appendix(&a.value))
    {
        let message = format!("нет приложения «{}»", appendix.value);
        problems.push(
            Problem::with(Code::UnknownValue, "appendices", message)
                .at(&appendix.place)
                .hint(Advice::choose_called(
                    &appendix.value,
                    appendices
                        .iter()
                        .map(|it| (it.key.key().to_owned(), it.name.clone())),
                )),
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
                .hint(Advice::choose_called(
                    pair_of_names(project, &pairing.value).unwrap_or(&pairing.value),
                    project.pairings.iter().map(|it| {
                        (
                            it.stem.clone(),
                            it.sides(|person| person.name.surname.clone()),
                        )
                    }),
                )),
        );
    }
}

/// What stands twice in a list of an order would be printed twice.
fn named_twice(list: &[Placed<String>], what: &str, problems: &mut Vec<Problem>) {
    for (i, name) in list.iter().enumerate() {
        if list[..i].iter().any(|before| before.value == name.value) {
            let message = |reader| match reader {
                Audience::Page => format!("{what} в списке приказа дважды"),
                Audience::Files | Audience::Workbook => {
                    format!("{what} «{}» – дважды в списке", name.value)
                }
            };
            problems.push(
                Problem::naming(Code::RepeatedPerson, message)
                    .at(&name.place)
                    .hint("оставьте одно из двух"),
            );
        }
    }
}

/// The only pair whose people a text names by their surnames: «Савин — Гусев».
fn pair_of_names<'p>(project: &'p Project, text: &str) -> Option<&'p str> {
    let written = searchable(text);
    let mut named = project.pairings.iter().filter(|pairing| {
        let mut people = pairing.mentors.iter().chain(&pairing.mentees);
        people.all(|it| written.contains(&searchable(&it.name.surname)))
            && !pairing.mentors.is_empty()
    });
    let first = named.next()?;
    named.next().is_none().then_some(first.stem.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_appendices_of_the_order_itself_are_meant() {
        let named = |text: &str| appendices_named(text);
        assert_eq!(named("Утвердить график (приложение № 2)."), [Some(2)]);
        assert_eq!(named("Утвердить график (приложение 1)."), [Some(1)]);
        assert_eq!(named("Утвердить график (приложение)."), [None]);
        assert_eq!(named("Утвердить график согласно приложению."), [None]);
        assert_eq!(
            named("Утвердить график согласно приложению № 3 к настоящему приказу."),
            [Some(3)]
        );
        for other in [
            "Форма – приложение № 2 к положению.",
            "Установить мобильное приложение «Сферум».",
            "Отчеты с приложением фотографий.",
        ] {
            assert!(named(other).is_empty(), "{other}");
        }
    }
}
