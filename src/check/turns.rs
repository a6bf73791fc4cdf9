//! Days at which a mentoring begins, changes hands and ends, as papers and orders give them: what one
//! of them says must not be undone by another.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::orders::has_appendix;
use crate::edition::{AppendixKey, Edition, Effect};
use crate::problem::{Advice, Audience, Code, Place, Placed, Problem};
use crate::project::{Ending, Mentorship, Order, Pairing, Person, Project};
use crate::reader::When;
use crate::russian::{Case, counted};

/// A consent or agreement so long before the mentoring is most likely of another year.
const LONG_BEFORE: Days = Days::new(300);

pub(super) const NOTICE: &str = "уведомление об отмене наставничества";
pub(super) const REFUSAL: &str = "отказ от наставничества";

pub(super) fn check(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    for pairing in &project.pairings {
        ended_twice(project, pairing, problems);
        for turn in turns(project, pairing) {
            problems.extend(outside_term(project, pairing, turn));
        }
        let mut told: BTreeSet<(usize, usize)> = BTreeSet::new();
        for mentorship in &pairing.mentorships {
            let mut own = Vec::new();
            without_order(project, pairing, mentorship, &mut own);
            ending_out_of_turn(project, pairing, mentorship, &mut own);
            endings_differ(project, pairing, mentorship, &mut own);
            own.extend(agreement_before_consent(mentorship));
            long_before(project, pairing, mentorship, &mut own);
            // What the file says of all mentors of a pair at once is told once.
            let is_new = |problem: &Problem| {
                let place = problem.place.as_ref();
                place.is_none_or(|it| told.insert((it.span.start, it.span.end)))
            };
            problems.extend(own.into_iter().filter(is_new));
        }
    }
    for order in &project.orders {
        problems.extend(late_order(project, order));
        problems.extend(empty_list(project, edition, order));
        problems.extend(earlier_than_cited(project, edition, order));
    }
}

pub(super) fn day_of(when: Option<&Placed<When>>) -> Option<NaiveDate> {
    match when?.value {
        When::Day(day) => Some(day),
        When::Span { .. } | When::Printed(_) => None,
    }
}

pub(super) fn digits(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// The orders that change the mentor of a pair or end it.
fn turns<'p>(project: &'p Project, pairing: &'p Pairing) -> impl Iterator<Item = &'p Order> {
    let ends = project.ends_of(pairing);
    project.changes_of(pairing).chain(ends)
}

/// Where an order names a pair.
pub(super) fn named<'p>(order: &'p Order, pairing: &Pairing) -> Option<&'p Place> {
    let mut names = order.pairings.iter();
    let found = names.find(|name| name.value == pairing.stem);
    found.map(|name| &name.place)
}

/// Two orders that take one and the same mentor from a pair.
fn ended_twice(project: &Project, pairing: &Pairing, problems: &mut Vec<Problem>) {
    let dated = turns(project, pairing).filter_map(|order| Some((order.takes_effect()?, order)));
    let mut dated: Vec<(NaiveDate, &Order)> = dated.collect();
    // On one day a change comes before an end.
    dated.sort_by_key(|(day, order)| (*day, order.does(Effect::EndsPairs)));
    for (i, (day, order)) in dated.iter().enumerate() {
        let leaving = project.mentors_before(order, pairing);
        let again = |(since, earlier): &&(NaiveDate, &Order)| {
            let gone = project.mentors_before(earlier, pairing);
            let both = leaving.iter().filter(|old| {
                gone.iter().any(|it| it.key == old.key)
                    && !came_back(project, pairing, old, (*since, *day))
            });
            let both: Vec<String> = both.map(|old| old.short_in(Case::Genitive)).collect();
            (!both.is_empty()).then_some(both)
        };
        let found = dated[..i].iter().find_map(|it| Some((it, again(&it)?)));
        let Some(((since, earlier), names)) = found else {
            continue;
        };
        let message = |reader| {
            format!(
                "наставничество {} в паре {} прекращено с {} приказом {}, а этот приказ прекращает его еще раз – с {}",
                names.join(", "),
                pairing.called(reader),
                digits(*since),
                earlier.called(reader),
                digits(*day)
            )
        };
        let problem = Problem::naming(Code::EndedTwice, message).hint(Advice::apart(
            "оставьте один приказ: уберите эту пару из списка pairings другого или исправьте день",
            "оставьте один приказ: уберите эту пару из другого или исправьте день",
        ));
        problems.push(match named(order, pairing) {
            Some(place) => problem.at(place),
            None => problem,
        });
    }
}

/// Whether somebody began to mentor a pair anew from one day on and before another.
fn came_back(
    project: &Project,
    pairing: &Pairing,
    mentor: &Placed<Arc<Person>>,
    (since, before): (NaiveDate, NaiveDate),
) -> bool {
    let is_between = |day: NaiveDate| since <= day && day < before;
    let by_order = project.changes_of(pairing).any(|change| {
        change.takes_effect().is_some_and(is_between)
            && project
                .new_mentors_in(change, pairing)
                .iter()
                .any(|new| new.key == mentor.key)
    });
    let mut own = pairing.mentorships.iter();
    by_order
        || own.any(|m| {
            m.mentor.key == mentor.key && project.begins(pairing, m).is_some_and(is_between)
        })
}

/// An order that changes or ends what has not begun yet or is over.
fn outside_term(project: &Project, pairing: &Pairing, order: &Order) -> Option<Problem> {
    let Some(When::Span { from, to }) = pairing.period.as_deref() else {
        return None;
    };
    let does = if order.does(Effect::EndsPairs) {
        "прекращает наставничество"
    } else {
        "меняет наставника"
    };
    let day = order.takes_effect()?;
    let after = to.succ_opt().unwrap_or(*to);
    let basis = || {
        let (_, date) = pairing.approval()?.resolved(project);
        let fixing = pairing.order().and_then(|stem| project.order(stem));
        let fixed = day_of(date).filter(|_| fixing.is_none_or(|it| it.does(Effect::FixesPairs)))?;
        Some((fixed, day_of(order.date.as_ref())?))
    };
    let is_outside = day < *from || day > after;
    let too_early = basis().filter(|(fixed, issued)| issued < fixed);
    if !is_outside && too_early.is_none() {
        return None;
    }
    let message = |reader| {
        let (named, pair) = (order.called(reader), pairing.called(reader));
        match too_early {
            Some((fixed, _)) if !is_outside => format!(
                "приказ {}{} {does}, а пара {pair} закреплена позже – {}",
                named,
                issued_on(order, reader),
                digits(fixed)
            ),
            _ => format!(
                "приказ {named} {does} с {}, а пара {pair} работает с {} по {}",
                digits(day),
                digits(*from),
                digits(*to)
            ),
        }
    };
    let problem = Problem::naming(Code::OutOfTurn, message)
        .hint("проверьте день, дату приказа и период пары: чаще всего ошибка в годе или месяце");
    named(order, pairing).map(|place| problem.at(place))
}

/// The day of an order for a reader who does not know it by that day already.
fn issued_on(order: &Order, reader: Audience) -> String {
    let day = day_of(order.date.as_ref()).filter(|_| reader != Audience::Page);
    day.map(|day| format!(" от {}", digits(day)))
        .unwrap_or_default()
}

/// A notice or refusal after which no order ends the mentoring.
fn without_order(
    project: &Project,
    pairing: &Pairing,
    mentorship: &Mentorship,
    problems: &mut Vec<Problem>,
) {
    // A school that keeps its orders elsewhere describes none of them.
    if project.orders.is_empty() || !mentorship.relieved.is_empty() {
        return;
    }
    let is_about = |order: &Order| {
        let leaving = project.mentors_before(order, pairing);
        leaving.iter().any(|it| it.key == mentorship.mentor.key)
    };
    if turns(project, pairing).any(is_about) {
        return;
    }
    let mut dated = endings(mentorship);
    let found = dated.find_map(|(ending, what)| Some((day_of(ending.day.as_ref())?, what)));
    let by_paper = found.map(|(day, what)| (day, format!("{what} действует")));
    let ended = || day_of(mentorship.ended.as_ref());
    let by_day = || ended().map(|day| (day, "наставничество прекращено".to_owned()));
    let Some((day, what)) = by_paper.or_else(by_day) else {
        return;
    };
    let message = format!(
        "{what} с {}, а приказа о прекращении наставничества или замене наставника нет: {}",
        digits(day),
        mentorship.mentor.name.short()
    );
    problems.push(
        Problem::new(Code::EndWithoutOrder, message)
            .at(&mentorship.place)
            .hint(Advice::apart(
                "добавьте приказ: nastavnik event end или nastavnik event replace-mentor; если приказ есть, запишите его номер и дату: relieved = { number = \"…\", date = … } в разделе [[mentorship]]",
                "добавьте приказ о прекращении или о замене наставника",
            )),
    );
}

fn endings(mentorship: &Mentorship) -> impl Iterator<Item = (&Ending, &'static str)> {
    let labour = mentorship.labour.as_ref();
    let notice = labour.and_then(|it| it.notice.as_ref());
    let refusal = labour.and_then(|it| it.refusal.as_ref());
    let notice = notice.map(|it| (it, NOTICE));
    notice.into_iter().chain(refusal.map(|it| (it, REFUSAL)))
}

/// A notice or refusal and the order that rests on it, which do not say the same; or both for one
/// mentor.
fn endings_differ(
    project: &Project,
    pairing: &Pairing,
    mentorship: &Mentorship,
    problems: &mut Vec<Problem>,
) {
    let mut told = |ending: &Ending, problem: Problem| problems.push(problem.at(&ending.place));
    let all: Vec<(&Ending, &str)> = endings(mentorship).collect();
    if let [(notice, _), (_, _)] = all[..] {
        let message = format!(
            "у {} записаны и уведомление, и отказ, а прекращает наставничество кто-то один",
            mentorship.mentor.short_in(Case::Genitive)
        );
        let problem = Problem::new(Code::EndingsDiffer, message);
        told(
            notice,
            problem.hint("оставьте то, что было: школа отменяет поручение уведомлением, наставник отказывается заявлением"),
        );
    }
    let is_about = |order: &&Order| {
        let named = mentorship.relieved.order.as_deref();
        let leaving = || project.mentors_before(order, pairing);
        named == Some(&order.stem)
            || named.is_none() && leaving().iter().any(|it| it.key == mentorship.mentor.key)
    };
    let Some(order) = turns(project, pairing).find(is_about) else {
        return;
    };
    for (ending, what) in all {
        let (day, ends) = (day_of(ending.day.as_ref()), day_of(order.day.as_ref()));
        if let Some((day, ends)) = day.zip(ends).filter(|(day, ends)| day != ends) {
            let message = |reader| {
                let (day, ends) = (digits(day), digits(ends));
                let order = order.called(reader);
                format!(
                    "{what} действует с {day}, а приказ {order}, который на нем основан, – с {ends}"
                )
            };
            let problem = Problem::naming(Code::EndingsDiffer, message);
            told(
                ending,
                problem.hint("день должен быть один: исправьте тот, который записан неверно"),
            );
        }
        let (date, issued) = (day_of(ending.date.as_ref()), day_of(order.date.as_ref()));
        if let Some((date, issued)) = date.zip(issued).filter(|(date, issued)| date > issued) {
            let message = |reader| {
                let (date, issued) = (digits(date), digits(issued));
                let order = order.called(reader);
                format!(
                    "{what} от {date}, а приказ {order}, который на нем основан, издан раньше – {issued}"
                )
            };
            let problem = Problem::naming(Code::EndingsDiffer, message);
            told(
                ending,
                problem.hint("исправьте дату приказа или той бумаги, на которую он опирается"),
            );
        }
    }
}

/// A notice or refusal of what has not begun, or has ended already.
fn ending_out_of_turn(
    project: &Project,
    pairing: &Pairing,
    mentorship: &Mentorship,
    problems: &mut Vec<Problem>,
) {
    let begins = project.begins(pairing, mentorship);
    let consent = day_of(mentorship.consent.as_ref());
    let last = match pairing.period.as_deref() {
        Some(When::Span { to, .. }) => Some(*to),
        _ => None,
    };
    for (ending, what) in endings(mentorship) {
        let date = day_of(ending.date.as_ref());
        let day = day_of(ending.day.as_ref());
        let other = endings(mentorship).find(|(_, other)| *other != what);
        let other = other.and_then(|(other, what)| Some((day_of(other.day.as_ref())?, what)));
        let before = |one: Option<NaiveDate>, two: Option<NaiveDate>| {
            one.zip(two).filter(|(one, two)| one < two)
        };
        let against = if let Some((date, consent)) = before(date, consent) {
            let (date, consent) = (digits(date), digits(consent));
            format!("{what} от {date} – раньше согласия наставника от {consent}")
        } else if let Some((day, begins)) = before(day, begins) {
            let (day, begins) = (digits(day), digits(begins));
            format!("{what} действует с {day}, а наставничество начинается {begins}")
        } else if let Some((last, day)) = before(last, day.and_then(|day| day.pred_opt())) {
            let (last, day) = (digits(last), digits(day.succ_opt().unwrap_or(day)));
            format!("{what} действует с {day}, а наставничество заканчивается {last}")
        } else if let Some((date, (gone, other))) =
            date.zip(other).filter(|(date, (gone, _))| date >= gone)
        {
            let (date, gone) = (digits(date), digits(gone));
            format!(
                "{what} от {date}, а наставничество прекращено раньше: {other} действует с {gone}"
            )
        } else {
            continue;
        };
        problems.push(
            Problem::new(Code::OutOfTurn, against)
                .at(&ending.place)
                .hint("проверьте даты: чаще всего ошибка в годе или месяце"),
        );
    }
}

/// An agreement speaks of the consent as of one that has been given.
fn agreement_before_consent(mentorship: &Mentorship) -> Option<Problem> {
    let agreement = &mentorship.labour.as_ref()?.agreement;
    let date = agreement.date.as_ref()?;
    let (signed, given) = (day_of(Some(date))?, day_of(mentorship.consent.as_ref())?);
    if signed >= given {
        return None;
    }
    let message = format!(
        "дополнительное соглашение от {} ссылается на согласие наставника, а оно дано позже – {}",
        digits(signed),
        digits(given)
    );
    Some(
        Problem::new(Code::AgreementBeforeConsent, message)
            .at(&date.place)
            .hint("исправьте дату соглашения или согласия"),
    )
}

/// A consent or agreement of another year.
fn long_before(
    project: &Project,
    pairing: &Pairing,
    mentorship: &Mentorship,
    problems: &mut Vec<Problem>,
) {
    let Some(begins) = project.begins(pairing, mentorship) else {
        return;
    };
    let Some(first) = begins.checked_sub_days(LONG_BEFORE) else {
        return;
    };
    let agreement = mentorship.labour.as_ref().map(|it| &it.agreement);
    let papers = [
        (mentorship.consent.as_ref(), "согласие наставника"),
        (
            agreement.and_then(|it| it.date.as_ref()),
            "дополнительное соглашение",
        ),
    ];
    for (date, what) in papers {
        let Some((date, day)) = date.zip(day_of(date)).filter(|(_, day)| *day < first) else {
            continue;
        };
        let years = begins.years_since(day).unwrap_or_default();
        let long = match years {
            0 => "почти за год".to_owned(),
            1 => "больше чем за год".to_owned(),
            _ => format!("за {}", counted(years as usize, "год", "года", "лет")),
        };
        let message = format!(
            "{what} от {} – {long} до начала наставничества ({})",
            digits(day),
            digits(begins)
        );
        problems.push(
            Problem::new(Code::PaperOfOtherYear, message)
                .at(&date.place)
                .hint("проверьте год; если наставник работает по прежнему согласию и соглашению, ничего менять не надо"),
        );
    }
}

/// An order that fixes pairs which work already.
fn late_order(project: &Project, order: &Order) -> Option<Problem> {
    let date = order
        .date
        .as_ref()
        .filter(|_| order.does(Effect::FixesPairs))?;
    let day = day_of(Some(date))?;
    let begins = |pairing: &Pairing| {
        let own = pairing.mentorships.iter();
        // A mentorship that begins before its pair is told itself.
        let first = own.filter_map(|m| project.begins(pairing, m)).min()?;
        Some(pairing.first_day().map_or(first, |day| day.max(first)))
    };
    let fixed = project.pairings.iter();
    let fixed = fixed.filter(|p| p.order() == Some(order.stem.as_str()));
    let early = fixed.filter_map(|p| Some((begins(p)?, p)));
    let (first, pairing) = early
        .filter(|(from, _)| *from < day)
        .min_by_key(|it| it.0)?;
    let message = |reader| {
        format!(
            "приказ о наставнических парах издан {}, а пара {} работает с {}",
            digits(day),
            pairing.called(reader),
            digits(first)
        )
    };
    Some(
        Problem::naming(Code::LateOrder, message)
            .at(&date.place)
            .hint(
                "наставник начинает работу по приказу: исправьте дату приказа или начало периода",
            ),
    )
}

/// An order that pays by agreements, or approves programs of pairs, that were not there on its day.
fn earlier_than_cited(project: &Project, edition: &Edition, order: &Order) -> Option<Problem> {
    let dated = order.date.as_ref()?;
    let day = day_of(Some(dated))?;
    let listed = project.pairings_listed_by(order);
    let tell = |message: &dyn Fn(Audience) -> String| {
        Problem::naming(Code::OutOfTurn, message).at(&dated.place)
    };
    let is_of_pay = has_appendix(edition, order, AppendixKey::Payments);
    if is_of_pay {
        let agreements = listed
            .iter()
            .flat_map(|pairing| &pairing.mentorships)
            .filter_map(|own| {
                let labour = own.labour.as_ref().filter(|it| it.pay.is_some())?;
                Some((day_of(labour.agreement.date.as_ref())?, own))
            });
        let late = agreements
            .filter(|(agreed, _)| *agreed > day)
            .min_by_key(|it| it.0);
        if let Some((agreed, own)) = late {
            let problem = tell(&|_| {
                format!(
                    "приказ о выплате издан {}, а соглашение с {} заключено {}",
                    digits(day),
                    own.mentor.short_in(Case::Instrumental),
                    digits(agreed)
                )
            });
            return Some(problem.hint(MEND_DATE));
        }
    }
    let is_of_programs = has_appendix(edition, order, AppendixKey::Programs);
    if !is_of_pay && !is_of_programs || order.does(Effect::FixesPairs) {
        return None;
    }
    // Who changes the mentor of a pair does not begin it.
    let begins = |stem: &str| {
        let own = project.orders.iter().find(|own| own.stem == stem);
        own.is_none_or(|own| !own.does(Effect::ChangesMentors))
    };
    let fixed = listed.iter().filter_map(|pairing| {
        let approval = pairing.approval()?;
        let is_fixed = approval.order.as_ref().is_none_or(|it| begins(&it.value));
        Some((day_of(approval.resolved(project).1)?, pairing)).filter(|_| is_fixed)
    });
    let (late, timely): (Vec<_>, Vec<_>) = fixed.partition(|(fixed, _)| *fixed > day);
    let (fixed, pairing) = late.into_iter().min_by_key(|it| it.0)?;
    let problem = tell(&|reader| {
        format!(
            "приказ {} издан {}, а пара {} закреплена приказом от {}",
            if order.does(Effect::SumsUp) {
                "об итогах"
            } else if is_of_programs {
                "о программах"
            } else {
                "о выплате"
            },
            digits(day),
            pairing.called(reader),
            digits(fixed)
        )
    });
    Some(if order.pairings.is_empty() && !timely.is_empty() {
        problem.hint(Advice::apart(
            "если пара появилась позже, назовите в этом приказе его пары (pairings = [\"…\"]), а для новой подготовьте свой приказ; если дата – описка, исправьте ее",
            "если пара появилась позже, выберите в этом приказе его пары, а для новой подготовьте свой приказ; если дата – описка, исправьте ее",
        ))
    } else {
        problem.hint(MEND_DATE)
    })
}

const MEND_DATE: &str = "исправьте дату приказа или той бумаги, на которую он опирается";

/// An order whose clauses point to a list in which nobody stands.
fn empty_list(project: &Project, edition: &Edition, order: &Order) -> Option<Problem> {
    // That there are no pairs at all is told elsewhere.
    let kind = order
        .kind
        .as_ref()
        .filter(|_| !project.pairings.is_empty())?;
    // A name that stands for no pair is told: with it the list is no longer empty.
    let is_known = |stem: &str| project.pairings.iter().any(|it| it.stem == stem);
    if order.pairings.iter().any(|name| !is_known(&name.value)) {
        return None;
    }
    let listed = project.pairings_listed_by(order);
    let is_paid = |pairing: &&Pairing| {
        let mut labour = pairing.mentorships.iter().filter_map(|m| m.labour.as_ref());
        labour.any(|labour| labour.pay.is_some())
    };
    let has = |key| has_appendix(edition, order, key);
    let (what, hint) =
        if listed.is_empty() && (has(AppendixKey::Pairs) || has(AppendixKey::Programs)) {
            let hint = if order.does(Effect::SumsUp) {
                "все пары прекращены или продолжаются: уберите этот приказ или назовите в нем пары"
            } else {
                "назовите в приказе пары или уберите приказ"
            };
            ("пар", hint)
        } else if has(AppendixKey::Payments) && !listed.iter().any(is_paid) {
            let hint = "впишите наставникам доплату или уберите приказ";
            ("выплат", hint)
        } else {
            return None;
        };
    let message = |reader| {
        format!(
            "приказ {} ссылается на список, а {what} для него нет: таблица будет пустой",
            order.called(reader)
        )
    };
    Some(
        Problem::naming(Code::EmptyAppendix, message)
            .at(&kind.place)
            .hint(hint),
    )
}
