//! Papers of article 351.8 of the Labour Code: dates that the law ties together, and people between
//! whom there is no labour contract to add to.

use chrono::NaiveDate;

use super::calendar::{self, NOTICE};
use super::orders::has_appendix;
use crate::edition::{AppendixKey, Edition, Effect};
use crate::problem::{Advice, Code, Placed, Problem};
use crate::project::{Ending, Labour, Mentorship, Order, Organization, Pairing, Project};
use crate::reader::When;
use crate::russian::Case;

/// More than the government moves into one week: with so many to spare a year need not be known.
const SPARE: usize = 2;

/// What is wrong with the papers of single mentors.
pub(super) fn check(organization: &Organization, pairing: &Pairing, problems: &mut Vec<Problem>) {
    let before = problems.len();
    for mentorship in &pairing.mentorships {
        let Some(labour) = &mentorship.labour else {
            continue;
        };
        let endings = [
            (&labour.notice, "уведомление об отмене наставничества"),
            (&labour.refusal, "отказ от наставничества"),
        ];
        for (ending, what) in endings {
            problems.extend(ending.as_ref().and_then(|it| short_notice(it, what)));
        }
        party(organization, mentorship, labour, problems);
    }
    shared(pairing, problems);
    tell_once(before, problems);
}

/// What the file says of all mentors of a pair at once is told once.
fn tell_once(before: usize, problems: &mut Vec<Problem>) {
    let own = problems.split_off(before);
    for problem in own {
        let is_told = problems[before..]
            .iter()
            .any(|told| told.place == problem.place && told.text() == problem.text());
        if !is_told {
            problems.push(problem);
        }
    }
}

fn short_notice(ending: &Ending, what: &str) -> Option<Problem> {
    let (Some(When::Day(date)), Some(When::Day(day))) =
        (ending.date.as_deref(), ending.day.as_deref())
    else {
        return None;
    };
    let counted = calendar::between(*date, *day, NOTICE + SPARE);
    let (days, unknown) = (counted.days, counted.unknown);
    if days >= NOTICE && (counted.sure >= NOTICE || days >= NOTICE + SPARE || unknown.is_none()) {
        return None;
    }
    let [date, day] = [date, day].map(|d| d.format("%d.%m.%Y").to_string());
    if let Some(year) = unknown.filter(|_| days >= NOTICE) {
        let message = format!(
            "{what} от {date} действует с {day}: переносы выходных {year} года программе не известны, три рабочих дня посчитаны без них"
        );
        return Some(
            Problem::new(Code::UnknownCalendar, message)
                .at(&ending.place)
                .hint("проверьте по производственному календарю, что между датами не менее трех рабочих дней"),
        );
    }
    Some(
        Problem::new(
            Code::ShortNotice,
            format!("{what} от {date} действует с {day}: предупреждают не менее чем за три рабочих дня"),
        )
        .at(&ending.place)
        .hint("статья 351.8 Трудового кодекса; проверьте обе даты (считаются дни между ними без суббот, воскресений и праздников)"),
    )
}

/// Who the other side of a contract is.
fn party(
    organization: &Organization,
    mentorship: &Mentorship,
    labour: &Labour,
    problems: &mut Vec<Problem>,
) {
    // A paper that somebody else has made is there.
    let is_settled = mentorship.is_own && !labour.agreement.is_empty();
    if is_settled {
        return;
    }
    let mentor = &mentorship.mentor;
    let is_head = organization
        .head
        .as_ref()
        .is_some_and(|head| head.key == mentor.key);
    let (code, message, hint) = if is_head {
        let why = if mentorship.is_own {
            "дополнительное соглашение с ним заключает учредитель, школа его не готовит"
        } else {
            "в согласии и дополнительном соглашении обе стороны – один человек"
        };
        let message = format!("наставник {} – руководитель: {why}", mentor.name.short());
        let hint = if mentorship.is_own {
            Advice::apart(
                "с руководителем соглашение заключает учредитель: номер и дату его соглашения запишите сюда, agreement = { number = \"…\", date = … }",
                "с руководителем соглашение заключает учредитель: впишите номер и дату его соглашения",
            )
        } else {
            Advice::apart(
                "с руководителем соглашение заключает учредитель: подготовьте его отдельно, а раздел [labour] удалите",
                "с руководителем соглашение заключает учредитель: подготовьте его отдельно",
            )
        };
        (Code::MentorIsHead, message, hint)
    } else if let Some(workplace) = organization.workplace_of(mentor) {
        let why = if mentorship.is_own {
            "дополнительное соглашение с ним заключает она, школа его не готовит"
        } else {
            "а документы готовятся от имени вашей"
        };
        let mark = if mentorship.is_own { ":" } else { "," };
        let message = format!(
            "наставник {} работает в другой организации ({workplace}){mark} {why}",
            mentor.name.short()
        );
        let hint = if mentorship.is_own {
            Advice::apart(
                "дополнительное соглашение заключает его работодатель: номер и дату запишите сюда, agreement = { number = \"…\", date = … }; если он принят к вам по совместительству, удалите поле organization",
                "дополнительное соглашение заключает его работодатель: впишите его номер и дату; если он принят к вам по совместительству, очистите место работы",
            )
        } else {
            Advice::apart(
                "дополнительное соглашение заключает его работодатель: удалите раздел [labour] или, если он принят к вам по совместительству, поле organization",
                "дополнительное соглашение заключает его работодатель; если он принят к вам по совместительству, очистите место работы",
            )
        };
        (Code::MentorFromOutside, message, hint)
    } else {
        return;
    };
    let place = if mentorship.is_own {
        &mentorship.place
    } else {
        &mentor.place
    };
    problems.push(Problem::new(code, message).at(place).hint(hint));
}

/// Papers that belong to one mentor, written for several.
fn shared(pairing: &Pairing, problems: &mut Vec<Problem>) {
    let of_pair: Vec<&Mentorship> = pairing.mentorships.iter().filter(|m| !m.is_own).collect();
    let Some(place) = &pairing.shared_labour else {
        return;
    };
    let [mentor, _, ..] = of_pair.as_slice() else {
        if of_pair.is_empty() {
            let message = "раздел [labour] ни к кому не относится: у каждого наставника пары есть свой раздел [[mentorship]]";
            problems.push(
                Problem::new(Code::SharedLabour, message)
                    .at(place)
                    .hint("перенесите выплату, соглашение, уведомление или отказ в раздел того наставника, о котором они говорят"),
            );
        }
        return;
    };
    let message = "выплата, соглашение, уведомление и отказ записаны на пару, а наставников несколько: у каждого они свои";
    problems.push(
        Problem::new(Code::SharedLabour, message).at(place).hint(Advice::apart(
            format!(
                "запишите для каждого наставника раздел [[mentorship]] с полями mentor = \"{}\", consent, pay, agreement; это сделает nastavnik check --fix",
                mentor.mentor.key
            ),
            "впишите каждого наставника отдельной строкой в «Наставничества»",
        )),
    );
}

/// What the papers of single mentors and the orders say of each other.
pub(super) fn check_all(project: &Project, edition: &Edition, problems: &mut Vec<Problem>) {
    for pairing in &project.pairings {
        let before = problems.len();
        for mentorship in &pairing.mentorships {
            problems.extend(late_agreement(project, pairing, mentorship));
            problems.extend(late_consent(project, pairing, mentorship));
            promised(project, edition, pairing, mentorship, problems);
            problems.extend(paid_by_others(project, edition, pairing, mentorship));
            contradicted(project, pairing, mentorship, problems);
        }
        untold(project, pairing, problems);
        tell_once(before, problems);
    }
}

fn date(when: Option<&Placed<When>>) -> Option<NaiveDate> {
    match &when?.value {
        When::Day(day) => Some(*day),
        When::Span { .. } | When::Printed(_) => None,
    }
}

fn in_digits(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

fn late_agreement(
    project: &Project,
    pairing: &Pairing,
    mentorship: &Mentorship,
) -> Option<Problem> {
    let agreement = &mentorship.labour.as_ref()?.agreement;
    let date = date(agreement.date.as_ref())?;
    let begins = project.begins(pairing, mentorship)?;
    if date <= begins {
        return None;
    }
    let message = format!(
        "дополнительное соглашение заключено {}, а наставничество начинается {}",
        in_digits(date),
        in_digits(begins)
    );
    Some(
        Problem::new(Code::AgreementLate, message)
            .at(agreement.place.as_ref().unwrap_or(&pairing.place))
            .hint("работу поручают с письменного согласия до ее начала: исправьте дату соглашения или начало периода"),
    )
}

fn late_consent(project: &Project, pairing: &Pairing, mentorship: &Mentorship) -> Option<Problem> {
    let consent = mentorship.consent.as_ref()?;
    let (given, begins) = (date(Some(consent))?, project.begins(pairing, mentorship)?);
    // A consent with the basis of the pair is held against the order there; see `agreement`.
    let order = pairing.approval().and_then(|it| it.resolved(project).1);
    let appointed = date(mentorship.appointed.resolved(project).1);
    if let Some(issued) = appointed.filter(|issued| given > *issued && given <= begins) {
        return Some(consent_after_order(consent, given, issued));
    }
    if given <= begins || !mentorship.is_own && date(order).is_some() {
        return None;
    }
    let message = format!(
        "согласие наставника {} дано {}, а наставничество начинается {}",
        mentorship.mentor.short_in(Case::Genitive),
        in_digits(given),
        in_digits(begins)
    );
    Some(
        Problem::new(Code::ConsentLate, message)
            .at(&consent.place)
            .hint("работу поручают с письменного согласия: исправьте дату согласия или день, с которого начинается наставничество"),
    )
}

/// The order that appoints a mentor rests on his consent.
fn consent_after_order(consent: &Placed<When>, given: NaiveDate, issued: NaiveDate) -> Problem {
    let message = format!(
        "согласие наставника дано {}, а приказ о нем издан раньше – {}",
        in_digits(given),
        in_digits(issued)
    );
    Problem::new(Code::ConsentAfterOrder, message)
        .at(&consent.place)
        .hint("проверьте обе даты: приказ издают на основании согласия")
}

/// The order that appoints a mentor.
fn appointing<'p>(
    project: &'p Project,
    pairing: &'p Pairing,
    mentorship: &'p Mentorship,
) -> Option<&'p Order> {
    let own = mentorship.appointed.order.as_deref();
    let stem = own.map(String::as_str).or_else(|| pairing.order())?;
    project.order(stem)
}

/// An order that sets a payment by agreements needs both, if the school is the employer.
///
/// A pair whose file says nothing of agreements at all is left alone: a school may keep them
/// elsewhere. One that has an agreement for one of its mentors is asked about the others.
fn promised(
    project: &Project,
    edition: &Edition,
    pairing: &Pairing,
    mentorship: &Mentorship,
    problems: &mut Vec<Problem>,
) {
    let organization = &project.organization;
    let mentor = &mentorship.mentor;
    if !organization.may_pay(mentor) {
        return;
    }
    let Some(order) = appointing(project, pairing, mentorship) else {
        return;
    };
    let kind = order.kind.as_ref().filter(|_| !order.own_clauses_only);
    let promises = kind
        .and_then(|kind| edition.orders.kind(&kind.value))
        .is_some_and(|kind| kind.sets_pay);
    if !promises {
        return;
    }
    let name = |case| mentor.short_in(case);
    let keeps_agreements = pairing
        .mentorships
        .iter()
        .any(|other| other.labour.is_some());
    let problem = match &mentorship.labour {
        None if !keeps_agreements => return,
        None => Problem::naming(Code::NoAgreement, |reader| {
            format!(
                "приказ {} устанавливает выплаты по дополнительным соглашениям, а соглашения с наставником {} нет",
                order.called(reader),
                name(Case::Instrumental)
            )
        })
        .at(&mentor.place)
        .hint(Advice::apart(
            format!(
                "добавьте раздел [[mentorship]] с полями mentor = \"{}\", consent, pay: согласие и соглашение подготовятся; если наставничество не оплачивается, уберите пункт из приказа",
                mentor.key
            ),
            "впишите доплату: согласие и соглашение подготовятся; если наставничество не оплачивается, уберите пункт из приказа",
        )),
        // What an event wrote of somebody whose papers the school keeps elsewhere.
        Some(labour) if labour.is_silent() && is_of_event(pairing, mentorship) => return,
        Some(labour) if labour.pay.is_none() => Problem::naming(Code::NoPay, |reader| {
            format!(
                "приказ {} устанавливает выплату, а размер и условия выплаты наставнику {} не указаны",
                order.called(reader),
                name(Case::Dative)
            )
        })
        .at(if mentorship.is_own {
            &mentorship.place
        } else {
            pairing.shared_labour.as_ref().unwrap_or(&mentor.place)
        })
        .hint(Advice::apart(
            "добавьте, например: pay = \"10 процентов должностного оклада ежемесячно\"",
            "впишите размер и условия доплаты",
        )),
        Some(_) => return,
    };
    problems.push(problem);
}

/// Whether a mentorship tells only that it came to an end, or that it follows one which did.
fn is_of_event(pairing: &Pairing, mentorship: &Mentorship) -> bool {
    let has_end =
        |it: &Mentorship| it.until.is_some() || it.ended.is_some() || !it.relieved.is_empty();
    let mut others = pairing.mentorships.iter();
    has_end(mentorship) || others.any(|it| it.mentor.key == mentorship.mentor.key && has_end(it))
}

/// A payment that an order of the school sets though the school is not the one who pays: the mentor
/// is its head, or works elsewhere, and the agreement is that of the founder or of the employer.
fn paid_by_others(
    project: &Project,
    edition: &Edition,
    pairing: &Pairing,
    mentorship: &Mentorship,
) -> Option<Problem> {
    let organization = &project.organization;
    let mentor = &mentorship.mentor;
    let labour = mentorship.labour.as_ref()?;
    labour
        .pay
        .as_ref()
        .filter(|_| mentorship.is_own && !labour.agreement.is_empty())?;
    let is_head = organization
        .head
        .as_ref()
        .is_some_and(|head| head.key == mentor.key);
    let (code, who, payer) = if is_head {
        (
            Code::MentorIsHead,
            "руководитель",
            "устанавливает учредитель",
        )
    } else {
        organization.workplace_of(mentor)?;
        (
            Code::MentorFromOutside,
            "работает в другой организации",
            "устанавливает она",
        )
    };
    let sets = |order: &&Order| {
        let is_listed = has_appendix(edition, order, AppendixKey::Payments)
            && project
                .pairings_listed_by(order)
                .iter()
                .any(|it| it.stem == pairing.stem);
        let mut new = project.new_mentors_in(order, pairing).into_iter();
        is_listed || new.any(|new| new.key == mentor.key)
    };
    let order = project.orders.iter().find(sets)?;
    let message = |reader| {
        format!(
            "наставник {} – {who}: выплату {payer}, а в приказе {} она стоит",
            mentor.name.short(),
            order.called(reader)
        )
    };
    Some(
        Problem::naming(code, message)
            .at(&mentorship.place)
            .hint(Advice::apart(
                "удалите поле pay: соглашение и выплату оформляет другая сторона",
                "очистите доплату: соглашение и выплату оформляет другая сторона",
            )),
    )
}

/// A mentorship that names an order which does not name the mentor.
fn contradicted(
    project: &Project,
    pairing: &Pairing,
    mentorship: &Mentorship,
    problems: &mut Vec<Problem>,
) {
    let mentor = &mentorship.mentor;
    let found = |order: &crate::project::Approval| {
        let named = order.order.as_ref()?;
        Some((named.clone(), project.order(&named.value)?))
    };
    if let Some((named, order)) = found(&mentorship.appointed)
        && order.does(Effect::ChangesMentors)
        && !order.new_mentors.is_empty()
        && order.new_mentors.iter().all(|new| new.key != mentor.key)
    {
        let message = |reader| {
            format!(
                "приказ {} назначает не {}, а другого наставника",
                order.called(reader),
                mentor.short_in(Case::Accusative)
            )
        };
        problems.push(
            Problem::naming(Code::PairingOutsideOrder, message)
                .at(&named.place)
                .hint("проверьте, кто назван новым наставником в приказе"),
        );
    }
    let names = |order: &Order| order.pairings.iter().any(|p| p.value == pairing.stem);
    if let Some((named, order)) = found(&mentorship.relieved)
        && (order.does(Effect::ChangesMentors) || order.does(Effect::EndsPairs))
        && !names(order)
    {
        let message = |reader| format!("приказ {} этой пары не называет", order.called(reader));
        problems.push(
            Problem::naming(Code::PairingOutsideOrder, message)
                .at(&named.place)
                .hint(Advice::apart(
                    format!("добавьте «{}» в список pairings приказа", pairing.stem),
                    "добавьте эту пару в список пар приказа",
                )),
        );
    }
}

/// A mentor whom an order appoints and of whom the pair says nothing.
fn untold(project: &Project, pairing: &Pairing, problems: &mut Vec<Problem>) {
    for order in project.changes_of(pairing) {
        // Who it is has to be said first.
        if project.is_unclear_who_takes_over(order, pairing) {
            continue;
        }
        for new in project.new_mentors_in(order, pairing) {
            if pairing.mentorship_of(&new.key).is_some() {
                continue;
            }
            let message = |reader| {
                format!(
                    "новый наставник {}: о нем в паре {} ничего нет, его согласие и соглашение не готовятся, в списках на выплату его нет",
                    new.name.short(),
                    pairing.called(reader)
                )
            };
            problems.push(
                Problem::naming(Code::NoMentorship, message)
                    .at(&new.place)
                    .hint(Advice::apart(
                        format!(
                            "в файле пары добавьте разделы [[mentorship]]: прежнему наставнику – relieved = {{ order = \"{stem}\" }}, новому – mentor = \"{}\", appointed = {{ order = \"{stem}\" }}, consent, pay",
                            new.key,
                            stem = order.stem
                        ),
                        "в паре добавьте строку в «Наставничества»: нового наставника, этот приказ, согласие и доплату",
                    )),
            );
        }
    }
}
